"""Answers of a TETRA radio that come late, twice, or to what was written out of turn: each is its own command's."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from radio.codec import GroupSettings, Now, Out, Reply, Settings
from radio.events import CommandsRefused, Delivered
from radio.protocols.pei import SPEC
from radio.requests import Key, SendText, Unkey
from station.simulate.radio_script import parse
from station.simulate.scripted_radio import ScriptedRadio
from tests.radio.pei_radio import GROUP, RADIO, Radio


def ready() -> Radio:
    radio = Radio()
    radio.open()
    radio.pass_(0.2)
    radio.outs.clear()
    return radio


def test_the_answer_to_a_repeated_command_is_not_that_of_the_next() -> None:
    radio = ready()
    radio.send(SendText(to=RADIO, text="a", ref="t1"))
    radio.pass_(2.1)
    assert radio.written == ["AT+CTSDS=12,0,0,0,1\r"] * 2, "no answer: asked again"
    radio.says("OK")
    assert len(radio.written) == 2, "the other answer is on its way"
    radio.says("OK")
    assert radio.written[2].startswith("AT+CMGS=23404,")
    radio.says("+CMGS: 7", "OK", "+CMGS: 7,4,1")
    assert [out.ref for out in radio.outs if isinstance(out, Delivered)] == ["t1"]


def test_a_second_answer_that_never_comes_is_not_waited_for_long() -> None:
    radio = ready()
    radio.send(SendText(to=RADIO, text="a", ref="t1"))
    radio.pass_(2.1)
    radio.says("OK")
    radio.pass_(3.0)
    assert radio.written[2].startswith("AT+CMGS=23404,")


def test_the_answer_to_letting_go_is_not_that_of_a_text() -> None:
    radio = ready()
    radio.says("+CTICN: 1,0,0,0,23404,1,1,0,1,1,0,2201,0")
    radio.send(Key(group=GROUP, call="own-1"))
    radio.says("OK", "+CTXG: 1,0,0,0")
    radio.written.clear()
    radio.send(SendText(to=RADIO, text="a", ref="t1"))
    radio.send(Unkey(group=GROUP, call="own-1"))
    assert radio.written == ["AT+CTSDS=12,0,0,0,1\r", "AT+CUTXC=1\r"], "letting go waits for nobody"
    radio.says("OK")
    assert len(radio.written) == 2
    radio.says("OK")
    assert radio.written[2].startswith("AT+CMGS=23404,")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 5500), st.sampled_from(["AT+CTSP=1,3,138", "AT+CREG?", "AT+CTGS?", "AT+CTSP=2,2,20"]))
def test_however_slow_a_radio_is_no_other_command_is_said_to_be_refused(ms: int, lacking: str) -> None:
    radio = ScriptedRadio(parse(f"delay {ms}\n> {lacking}\nrefuse\nlike ordinary\n"))
    groups = (GroupSettings(id=GROUP, number="2201"),)
    codec = SPEC.codec(Settings(network="247-9", groups=groups, options={}))
    told: list[str] = []
    radio.joined(0.0)

    def take(outs: list[Out], at: float) -> None:
        for out in outs:
            if isinstance(out, Reply):
                radio.hear(out.data, at)
            elif isinstance(out, CommandsRefused):
                told.extend(out.commands)

    take(codec.opened(Now(1.7e9, 0.0)), 0.0)
    for step in range(1, 2400):
        at = step / 10
        for data in radio.speak(at):
            take(codec.receive(data, "", Now(1.7e9 + at, at)), at)
        take(codec.tick(Now(1.7e9 + at, at)), at)
    assert set(told) <= {lacking.removeprefix("AT")}
    if ms < 1800:
        assert told
