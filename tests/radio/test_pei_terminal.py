"""What a TETRA radio tells of itself, and what it refuses: registration, strength, groups, commands it lacks."""

from __future__ import annotations

from typing import Any, TypeVar

from radio.codec import Proof, Reply
from radio.events import CommandsRefused, Located, Signal, StatusReceived, TextReceived, Tuned
from radio.requests import SelectGroup
from tests.radio.pei_radio import GROUP, Radio

T = TypeVar("T")
OTHER = "tetra@247-9:g2202"


def opened(answers: dict[str, list[str]], **options: Any) -> Radio:
    """A radio that answers commands beginning so with those lines, and everything else with OK."""
    radio = Radio(**options)
    radio.take(radio.codec.opened(radio.now))
    serve(radio, answers)
    return radio


def serve(radio: Radio, answers: dict[str, list[str]]) -> list[str]:
    asked: list[str] = []
    while radio.written:
        line = radio.written.pop(0).strip()
        asked.append(line)
        found = next((said for start, said in answers.items() if line.startswith(start)), ["OK"])
        radio.says(*found)
    radio.pass_(0.2)
    return asked


def live(radio: Radio, seconds: float, answers: dict[str, list[str]]) -> list[str]:
    """Time passes; the radio answers at once, and says something every few seconds."""
    asked: list[str] = []
    for step in range(round(seconds)):
        radio.pass_(1)
        if step % 5 == 0:
            radio.says("+CBC: 0,64")
        asked += serve(radio, answers)
    return asked


def of(radio: Radio, kind: type[T]) -> list[T]:
    return [out for out in radio.outs if isinstance(out, kind)]


def test_a_radio_that_refuses_everything_leaves_the_gateway_up_and_says_what_it_lacks() -> None:
    radio = opened({"AT": ["ERROR"]})
    (told,) = of(radio, CommandsRefused)
    assert told.commands[:3] == ["E0", "+CMEE=1", "+CREG=2"] and "+CTSP=1,3,10" in told.commands
    assert len(told.commands) == len(set(told.commands))
    assert radio.codec.receive(b"\r\nERROR\r\n", "", radio.now) == [Proof()], "an answer is an answer"
    radio.says("+CTSDSR: 13,23404,0,9999,0,16\r\n8004")
    assert of(radio, StatusReceived), "what it tells all the same is understood"


def test_what_it_lacks_is_told_once_and_again_when_that_changes() -> None:
    radio = opened({"AT+CTSP=1,3,140": ["+CME ERROR: 39"], "AT+CNUMS": ["ERROR"]})
    lacking = {"AT+CTSP=1,3,140": ["+CME ERROR: 39"]}
    assert [told.commands for told in of(radio, CommandsRefused)] == [["+CTSP=1,3,140", "+CNUMS?"]]
    live(radio, 700, lacking)
    assert len(of(radio, CommandsRefused)) == 1
    live(radio, 400, {})
    assert [told.commands for told in of(radio, CommandsRefused)][1:] == [["+CNUMS?"]]


def test_a_profile_the_radio_does_not_take_is_asked_for_otherwise() -> None:
    radio = Radio(profile="1")
    radio.take(radio.codec.opened(radio.now))
    asked = serve(radio, {"AT+CTSP=1,3,10": ["+CME ERROR: 34"]})
    assert "AT+CTSP=2,3,10" in asked and "AT+CTSP=2,3,130" not in asked
    assert not of(radio, CommandsRefused)


def test_registration_and_strength_are_supervised() -> None:
    radio = opened({"AT+CREG?": ["+CREG: 2,1,17,24700009", "OK"], "AT+CSQ?": ["+CSQ: 20,99", "OK"]})
    assert of(radio, Signal) == [Signal(link="home"), Signal(rssi=-73.0)]
    radio.outs.clear()
    radio.pass_(5)
    radio.says("+CREG: 0")
    assert of(radio, Signal) == [Signal(link="searching")]
    for strength in ("21,99", "19,99", "18,99", "99,99", "99,99", "30,99"):
        radio.says(f"+CSQ: {strength}")
    told = [(out.rssi, out.link) for out in of(radio, Signal)][1:]
    assert told == [(None, "no signal"), (-53.0, None)], "2 dB more or less is no news"
    asked = live(radio, 65, {"AT+CREG?": ["+CREG: 3,17,24700009", "OK"]})
    assert {"AT+CREG?", "AT+CSQ?", "AT+CTGS?"} <= set(asked)
    assert Signal(link="denied") in radio.outs


def test_direct_mode_is_told_and_so_is_its_end() -> None:
    radio = opened({"AT+CREG?": ["+CREG: 1", "OK"], "AT+CTOM?": ["+CTOM: 0", "OK"]})
    radio.outs.clear()
    radio.says("+CTOM: 1", "+CREG: 0", "+CTOM: 0")
    assert radio.outs == [Signal(link="direct"), Signal(link="searching")]


def test_groups_as_the_radio_has_them() -> None:
    radio = opened(
        {
            "AT+CTGS?": ["+CTGS: 1,024700009 00002201".replace(" ", ""), "+CTGS: 2,2202,3,2203", "OK"],
            "AT+CNUMS?": ["+CNUMS: 1,02470000900002201,Rota 1", "2,02470000900002204,Mežs", "OK"],
        }
    )
    last = of(radio, Tuned)[-1]
    assert (last.selected, last.scanned) == (GROUP, [OTHER, "tetra@247-9:g2203"])
    assert last.known[GROUP] == "Rota 1" and set(last.known) == {GROUP, "tetra@247-9:g2204"}


def test_its_user_turns_the_knob_and_we_turn_it_back() -> None:
    radio = opened({"AT+CTGS?": ["+CTGS: 1,2201", "OK"]})
    radio.outs.clear()
    radio.says("+CTGS: 1,2202")
    assert radio.outs == [Tuned(selected=OTHER)]
    radio.send(SelectGroup(group=GROUP))
    assert serve(radio, {}) == ["AT+CTGS=1,2201"]
    assert radio.outs[-1] == Tuned(selected=GROUP)
    radio.send(SelectGroup(group=OTHER))
    serve(radio, {"AT+CTGS=1,2202": ["+CME ERROR: 34"]})
    assert radio.outs[-1] == Tuned(selected=GROUP), "what was refused is not so"


def test_a_turn_nobody_told_us_of_is_found_within_a_minute() -> None:
    radio = opened({"AT+CTGS?": ["+CTGS: 1,2201", "OK"]})
    radio.outs.clear()
    live(radio, 65, {"AT+CTGS?": ["+CTGS: 1,2202", "OK"]})
    assert of(radio, Tuned) == [Tuned(selected=OTHER)]


def test_an_echo_between_a_header_and_its_data_is_not_the_data() -> None:
    """A radio that cannot be told to stop echoing, and an SDS that comes while ours goes out."""
    radio = opened({"ATE0": ["ERROR"]}, report=True)
    radio.outs.clear()
    radio.says("+CTSDSR: 12,1234567,0,9999,0,40\r\n8204C90141")
    assert radio.written == ["AT+CTSDS=12,0,0,0,1\r"]
    radio.says("AT+CTSDS=12,0,0,0,1", "OK")
    radio.codec.receive(b"\r\n+CTSDSR: 12,23404,0,9999,0,56\r\n", "", radio.now)
    radio.says("AT+CMGS=1234567,32", "821000C9")
    radio.says("82040101616263")
    texts = of(radio, TextReceived)
    assert [text.text for text in texts] == ["A", "abc"]


def test_lrrp_and_nmea_inside_short_data() -> None:
    radio = opened({})
    for pid in ("80", "0380"):
        data = pid + "1313232F341F8893000F663F7EBBBB07CB07555672"
        radio.says(f"+CTSDSR: 12,23404,0,9999,0,{len(data) * 4}\r\n{data}")
    found = of(radio, Located)
    assert [(round(p.lat, 5), round(p.lon, 5), p.radio) for p in found] == [
        (44.64496, 10.95902, "tetra@247-9:23404")
    ] * 2


def test_replies_fit_what_a_serial_port_takes() -> None:
    radio = Radio()
    outs = radio.codec.opened(radio.now)
    assert [type(out) for out in outs] == [Reply], "one command at a time"
