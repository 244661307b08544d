"""What a patch passes on of an emergency is not spoken over by a press that knows nothing of it: only when somebody took it."""

from __future__ import annotations

import struct
import sys
import threading
import time
from collections.abc import Callable
from functools import partial

import pytest

from station.voice.wire import Sounder
from tests.station.patch_room import Pcm, RtpFar, UsrpFar, config, ready
from tests.station.patch_room import tone as hum
from tests.station.room import Room, wait_for
from tests.station.test_patch_rules import Joined
from units.actions import AlarmAcknowledged
from units.patches import Patched
from units.picture import Picture
from units.state import Alarm, Call, Patch


class Pleading(Joined):
    """Three talk-groups are joined; on ``g1`` somebody in need is heard, whose alarm rings."""

    def __init__(self, ringing: bool = True, limit: float = 60.0) -> None:
        super().__init__()
        self.air.gateways["DONOR"].talk_limit = limit
        self.wish("g1", "g2", "tetra")
        self.facts.calls["sos"] = Call(id="sos", to="g1", emergency=True)
        self.facts.groups["g1"].call = "sos"
        self.facts.alarms["a"] = Alarm(id="a", group="g1", call="sos", ringing=ringing)
        self.call("sos", "g1", emergency=True)
        self.run(0.2)
        assert self.legs == ["g2", "tetra"]


@pytest.mark.parametrize("group", ["g2", "g3", "tetra"])
def test_a_press_over_it_is_refused_in_a_word_and_a_tone(group: str) -> None:
    """``g3`` has the transmitter of ``g2``."""
    bench = Pleading()
    bench.press(group)
    bench.run(0.2)
    assert bench.refused == [("p", "emergency")] and bench.tones[-1] == "denied"
    assert bench.unkeyed == [] and bench.legs == ["g2", "tetra"], "whoever listens there goes on hearing"
    assert [message.tone for message in bench.told if isinstance(message, Sounder)] == ["denied"]


def test_once_somebody_took_it_a_press_is_a_press() -> None:
    bench = Pleading()
    bench.press("g2")
    bench.facts.alarms["a"].ringing = False
    bench.run(0.5)
    assert bench.keyed[2:] == [], "the key is still down: that is no new press"
    bench.press("g2", press="q")
    assert bench.keyed[-1] == "q" and ("interrupted", "a dispatcher speaks") in [cut[1:] for cut in bench.unkeyed]


def test_who_answers_where_it_is_heard_is_not_kept_from_it() -> None:
    bench = Pleading()
    bench.press("g1", "g2")
    assert bench.refused == [("p/1", "emergency")] and bench.keyed[-1] == "p", "a leg each"


def test_a_pause_of_theirs_is_no_end() -> None:
    bench = Pleading()
    bench._speaking.clear()
    bench.run(1.5)
    assert bench.legs == []
    bench.press("g2")
    assert bench.refused == [("p", "emergency")]
    bench.facts.calls["sos"].end = 1.0
    bench.press("g2", press="q")
    assert bench.keyed[-1] == "q"


def test_where_the_patch_gave_up_passing_it_on_a_press_is_a_press() -> None:
    """Its talk-time limit cut the leg: who presses there speaks over nothing."""
    bench = Pleading(limit=1.0)
    bench.run(1.0)
    assert bench.legs == ["g2"] and [why for _press, why, _detail in bench.unkeyed] == ["limit"]
    bench.press("g2", press="over")
    bench.press("tetra")
    assert bench.refused == [("over", "emergency")] and bench.keyed[-1] == "p"
    bench.release()
    bench.run(0.2)
    assert bench.legs == ["g2", "tetra"], "they speak on: it is passed on anew"
    bench.press("tetra", press="again")
    assert bench.refused[-1] == ("again", "emergency")


@pytest.mark.parametrize("priority", [0, 1], ids=["press", "all-call"])
def test_their_last_words_are_not_cut_on_a_leg_that_is_behind(priority: int) -> None:
    """The call is over; the donor radio, whose turn came late, still says what was kept."""
    bench = Pleading()
    bench.facts.seats["2"].role = "supervisor"
    bench.air.gateways["DONOR"].behind = True
    bench.facts.calls["sos"].end = 1.0
    bench.hang_up("sos")
    bench.run(1.0)
    assert bench.legs == [] and bench.ptt.keyed == {}
    bench.press("tetra", seat="2", operator="bruno", priority=priority)
    assert bench.refused == [("p", "emergency")]
    assert "interrupted" not in [why for _press, why, _detail in bench.unkeyed]
    bench.air.gateways["DONOR"].finishing = False
    bench.run(0.1)
    bench.press("tetra", press="q", seat="2", operator="bruno", priority=priority)
    assert bench.keyed[-1] == "q", "they are said"


def test_an_ordinary_call_on_their_talk_group_counts_as_theirs_while_it_rings() -> None:
    bench = Joined()
    bench.wish("g1", "g2")
    bench.facts.calls["c"] = Call(id="c", to="g1")
    bench.facts.alarms["a"] = Alarm(id="a", group="g1")
    bench.call("c", "g1")
    bench.run(0.2)
    bench.press("g2")
    assert bench.refused == [("p", "emergency")] and bench.legs == ["g2"]


def test_where_no_patch_passes_it_on_nothing_changes() -> None:
    bench = Joined()
    bench.facts.patches["x"] = Patch(id="x", groups=["g2", "tetra"], operator="anna")
    bench.facts.calls["sos"] = Call(id="sos", to="g1", emergency=True)
    bench.facts.groups["g1"].call = "sos"
    bench.facts.alarms["a"] = Alarm(id="a", group="g1", call="sos")
    bench.press("g2")
    assert bench.keyed == ["p"] and bench.refused == []


class InNeed(RtpFar):
    """Its radio speaks with ED-137's emergency push-to-talk."""

    def packet(self, pcm: Pcm, other: int = 0) -> bytes:
        plain = super().packet(pcm, other)
        return bytes((plain[0] | 0x10,)) + plain[1:12] + struct.pack(">HHI", 0x0167, 1, 4 << 29) + plain[12:]


@pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: signals of POSIX are needed")
@pytest.mark.real_time
def test_a_real_station_passes_it_on_until_it_was_acknowledged(room: Callable[[str], Room], tone: None) -> None:
    one, two = InNeed(1), UsrpFar(2)
    text = config([one, two]).replace('group = "1"', 'group = "1", ed137 = true')
    station = ready(room(text))
    groups = [one.group, two.group]
    station.act(Patched(seat="1", operator="anna", patch="p", groups=groups, purpose="A6", seconds=600.0))
    station.find("PatchMade", patch="p")

    ends = threading.Event()

    def pleads() -> None:
        while not ends.wait(0.02):
            one.say(hum(700, 0.02))

    pleading = threading.Thread(target=pleads)
    pleading.start()
    try:
        opened = station.find("AlarmOpened")
        station.find("Keyed", group=two.group)
        refused = presses(station, two.group, "Refused")
        assert station.find("Refused", press=refused).why == "emergency"
        assert not station.some("Unkeyed", why="interrupted"), "and who listens there heard it all"
        station.act(AlarmAcknowledged(seat="1", operator="anna", alarm=opened.alarm, shown=2.0))
        wait_for(lambda: not rings(station), what="the alarm acknowledged")
        presses(station, two.group, "Keyed")
    finally:
        ends.set()
        pleading.join(20)
        for far in (one, two):
            far.close()


def rings(station: Room) -> bool:
    made = Picture()
    made.apply_all(station.all())
    return any(alarm.ringing for alarm in made.facts.alarms.values())


def presses(station: Room, group: str, wanted: str) -> str:
    """Press until it becomes what is ``wanted``: a busy machine may not let the far end plead without a pause."""
    for number in range(10):
        press = f"{wanted}{number}"
        station.press(press, group)
        hold = partial(station.lease, press, group)

        def became(press: str = press, hold: Callable[[], None] = hold) -> str:
            hold()
            return next((kind for kind in ("Keyed", "Refused") if station.some(kind, press=press)), "")

        found = wait_for(became, what="keyed or refused")
        station.lease("")
        if found == wanted:
            return press
        time.sleep(0.2)
    raise AssertionError(f"never {wanted}")
