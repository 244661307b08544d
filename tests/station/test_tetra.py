"""A TETRA radio at a real station: one alarm whatever raises it, texts both ways, one radio for several talk-groups."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import pytest

from station.simulate.radio_script import parse
from station.simulate.radio_stand import RadioStand
from tests.station.room import Room, wait_for
from units.actions import AlarmAcknowledged, AlarmClosed, GroupTuned, PositionAsked, TextRead, TextSent
from units.picture import Picture

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: signals of POSIX are needed"),
    pytest.mark.real_time,
]

MakeRoom = Callable[[str], Room]
GROUP, OTHER, CAR = "tetra@247-9:g2201", "tetra@247-9:g2202", "tetra@247-9:23404"
LIP_EMERGENCY = "+CTSDSR: 12,23404,0,9999,0,84\r\n0a0112437287f5e15a802"
STATUS_EMERGENCY = "+CTSDSR: 13,23404,0,9999,0,16\r\n0000"
CALL_EMERGENCY = "+CTICN: 1,0,0,0,23404,1,1,0,1,1,0,2201,15"


PLAIN = "> {all}\n< OK\n"
"""A radio that takes everything and says nothing."""


def config(link: str, transmit: bool = True, options: str = "") -> str:
    """One TETRA radio with two talk-groups."""
    return f"""
[[gateway]]
name = "TETRA"
protocol = "pei"
network = "247-9"
transmit = {str(transmit).lower()}
{link}
options = {{ {options} }}

[[group]]
id = "{GROUP}"
name = "One"
gateway = "TETRA"

[[group]]
id = "{OTHER}"
name = "Two"
gateway = "TETRA"
"""


@contextmanager
def tetra(script: str = "", on: str = "tcp") -> Iterator[RadioStand]:
    """A radio that does as ``script`` says, and takes everything else."""
    radio = RadioStand(parse(script + "\n" + PLAIN), on)
    try:
        yield radio
    finally:
        radio.close()


def started(room: MakeRoom, radio: RadioStand, transmit: bool = True, options: str = "") -> Room:
    """The station, its radio having answered everything."""
    station = room(config(radio.line, transmit, options)).start()
    station.find("LinkUp", seconds=30)
    wait_for(lambda: "AT+CMGS=?" in radio.radio.asked, seconds=30, what="the start to be over")
    return station


def picture(station: Room) -> Picture:
    made = Picture()
    made.apply_all(station.all())
    return made


def sounding(station: Room) -> bool:
    """Whether the station would sound now, were no console there: an alarm rings."""
    return any(alarm.ringing for alarm in picture(station).facts.alarms.values())


def test_status_position_and_call_are_one_alarm_and_a_new_press_sounds_again(room: MakeRoom) -> None:
    with tetra() as radio:
        station = started(room, radio)
        station.sign_on()
        for signal in (STATUS_EMERGENCY, LIP_EMERGENCY, CALL_EMERGENCY, LIP_EMERGENCY, STATUS_EMERGENCY):
            radio.say(signal)
        alarm = station.find("AlarmOpened", radio=CAR, by="status").alarm
        station.find("AlarmJoined", alarm=alarm, by="position")
        station.find("AlarmJoined", alarm=alarm, by="call")
        assert sounding(station)

        def told(count: int) -> bool:
            return len(station.some("EmergencyRaised")) == count

        wait_for(partial(told, 5))
        time.sleep(10.2)
        station.act(AlarmAcknowledged(seat="1", operator="anna", alarm=alarm, shown=2.0))
        wait_for(lambda: not sounding(station))
        for count in (6, 7):
            radio.say(LIP_EMERGENCY)
            wait_for(partial(told, count))
        radio.say("+CTCR: 1,13", STATUS_EMERGENCY)
        again = station.find("AlarmJoined", again=True)
        assert again.alarm == alarm, "a new press sounds again, in the same alarm, however late the first was taken"
        assert again.by == "status", "where it is, told again and again, is no press"
        wait_for(lambda: sounding(station))
        station.act(AlarmAcknowledged(seat="1", operator="anna", alarm=alarm, shown=2.0))
        wait_for(lambda: not sounding(station))
        radio.say(LIP_EMERGENCY)
        wait_for(partial(told, 9), what="each signal on record")
        station.act(AlarmClosed(seat="1", operator="anna", alarm=alarm, verdict="real"))
        wait_for(lambda: not picture(station).facts.alarms)
        assert len(station.some("AlarmJoined", again=True)) == len(station.some("AlarmOpened")) == 1


def test_the_position_of_whoever_is_in_need_is_asked_where_that_is_on(room: MakeRoom) -> None:
    with tetra() as radio:
        station = started(room, radio, options="ask = true")
        radio.say(STATUS_EMERGENCY)
        station.find("AlarmOpened")
        wait_for(lambda: [line for line in radio.radio.asked if line.startswith("AT+CMGS=23404,17 0A4580")])


def test_asking_is_off_by_default(room: MakeRoom) -> None:
    with tetra() as radio:
        station = started(room, radio)
        station.sign_on()
        station.act(PositionAsked(seat="1", operator="anna", radio=CAR))
        assert "switched off" in station.find("Refused", why="unable").detail
        assert not any("CMGS=23404" in line for line in radio.radio.asked)


def test_a_text_goes_out_and_what_became_of_it_comes_back(room: MakeRoom) -> None:
    with tetra("echo on\n> AT+CMGS=23404*\n< +CMGS: 3\n< OK\n< +CMGS: 3,4,1") as radio:
        station = started(room, radio)
        station.sign_on()
        text = "Aizturēts Ąžuolynės gatvėje"
        station.act(TextSent(seat="1", operator="anna", to=CAR, text=text, ref="t1"))
        station.find("Delivered", ref="t1", ok=True, by="network")
        (sent,) = [line for line in radio.radio.asked if line.startswith("AT+CMGS=23404")]
        data = bytes.fromhex(sent.split(" ")[1])
        assert data[4:].decode("utf-16-be") == text
        radio.say(f"+CTSDSR: 12,23404,0,9999,0,32\r\n821000{data[2]:02X}")
        station.find("Delivered", ref="t1", ok=True, by="radio")


def test_a_sender_who_wants_to_know_is_told_that_the_text_came_and_was_read(room: MakeRoom) -> None:
    with tetra("cut 3") as radio:
        station = started(room, radio, options="report = true")
        station.sign_on()
        radio.say("+CTSDSR: 12,23404,0,9999,0,40\r\n820CC90141")
        station.find("TextReceived", text="A", wants="read")
        wait_for(lambda: "AT+CMGS=23404,32 821000C9" in radio.radio.asked)
        number = next(entry.seq for entry in station.all() if entry.kind == "TextReceived")
        for _ in range(2):
            station.act(TextRead(seat="1", operator="anna", text=number))
        wait_for(lambda: "AT+CMGS=23404,32 821002C9" in radio.radio.asked)
        time.sleep(0.3)
        assert radio.radio.asked.count("AT+CMGS=23404,32 821002C9") == 1, "read once"


def test_one_radio_is_set_to_the_talk_group_the_dispatcher_wants(room: MakeRoom) -> None:
    with tetra("> AT+CTGS?\n< +CTGS: 1,2201\n< OK") as radio:
        station = started(room, radio, transmit=False)
        station.sign_on()
        station.find("Tuned", selected=GROUP)
        station.act(GroupTuned(seat="1", operator="anna", group=OTHER))
        station.find("Tuned", selected=OTHER)
        assert "AT+CTGS=1,2202" in radio.radio.asked, "though it may not transmit"
        wait_for(lambda: picture(station).facts.gateways["TETRA"].selected == OTHER)
        station.act(GroupTuned(seat="2", operator=None, group=GROUP))
        station.find("Refused", why="unsigned")
        assert "AT+CTGS=1,2201" not in radio.radio.asked


def test_a_radio_that_answers_error_to_everything_is_up_and_says_what_it_lacks(room: MakeRoom) -> None:
    with tetra("> *\nrefuse") as radio:
        station = started(room, radio)
        lacks = station.find("CommandsRefused").commands
        assert "+CTSP=1,3,10" in lacks and "+CREG=2" in lacks
        radio.say(STATUS_EMERGENCY)
        station.find("AlarmOpened", radio=CAR)
        assert picture(station).facts.gateways["TETRA"].state == "up"


def test_behind_a_serial_server_of_rfc_2217(room: MakeRoom) -> None:
    """Our link, pyserial's server, a radio behind it; both may go and come again."""
    with tetra("delay 10", on="rfc2217") as radio:
        station = started(room, radio)
        radio.say("+CTICN: 1,0,0,0,23404,1,1,0,1,1,0,2201,0", "+CTXG: 1,3,0,0,0,23404", "+CDTXC: 1,0", "+CTCR: 1,13")
        call = station.find("CallStarted", to=GROUP, radio=CAR)
        assert station.find("CallEnded", call=call.call).why == "released"
        assert picture(station).facts.gateways["TETRA"].info.link == f"rfc2217://{radio.link['peer']}@38400"
        radio.hang_up()
        down = [entry.kind for entry in station.all()]
        station.find("LinkDown", after=len(down) - 1, seconds=30)
        station.find("LinkUp", after=len(down) - 1, seconds=30)


def test_a_call_cut_off_with_the_cable_is_no_whole_call(room: MakeRoom) -> None:
    with tetra() as radio:
        station = started(room, radio)
        radio.say("+CTXG: 1,3,0,0,0,23404")
        call = station.find("CallStarted", late=True)
        radio.hang_up()
        assert station.find("CallEnded", call=call.call).why == "lost"
        station.find("LinkDown")
        station.find("LinkUp", after=[entry.kind for entry in station.all()].index("LinkDown"))
