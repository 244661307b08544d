"""Scripted radios on an invented clock: the language, what each script does, and what the product makes of it."""

from __future__ import annotations

import random
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from radio.codec import GroupSettings, Now, Out, ProtocolError, Reply, Settings
from radio.events import (
    CallEnded,
    CallStarted,
    CommandsRefused,
    Delivered,
    EmergencyRaised,
    Located,
    Signal,
    StatusReceived,
    TalkerNamed,
    TextReceived,
    Tuned,
)
from radio.protocols.pei import SPEC
from radio.requests import SendText
from station.simulate.radio_script import DEEPEST, ScriptError, names, parse, stored
from station.simulate.scripted_radio import ScriptedRadio

T = TypeVar("T")
GROUP, CAR = "tetra@247-9:g2201", "tetra@247-9:23404"
STEP = 0.02


class Meeting:
    """A scripted radio and our codec, on one invented clock. The link cuts what is said as ``dice`` will."""

    def __init__(self, script: str, seed: int = 0, **options: Any) -> None:
        self.radio = ScriptedRadio(parse(script))
        groups = (GroupSettings(id=GROUP, number="2201"),)
        self.codec = SPEC.codec(Settings(network="247-9", groups=groups, options=options))
        self.at, self.outs, self.faults = 0.0, list[Out](), list[str]()
        self.said: list[bytes] = []
        self.hang_ups = 0
        self._dice = random.Random(seed) if seed else None
        self.join()

    def join(self) -> None:
        self.radio.joined(self.at)
        self.take(self.codec.opened(self.now))

    @property
    def now(self) -> Now:
        return Now(1.7e9 + self.at, self.at)

    def take(self, outs: list[Out]) -> None:
        for out in outs:
            if isinstance(out, Reply):
                self.radio.hear(out.data, self.at)
            else:
                self.outs.append(out)

    def pass_(self, seconds: float) -> Meeting:
        until = self.at + seconds
        while self.at < until:
            self.at += STEP
            for data in self.radio.speak(self.at):
                self.said.append(data)
                for piece in self._pieces(data):
                    try:
                        self.take(self.codec.receive(piece, "", self.now))
                    except ProtocolError as fault:
                        self.faults.append(str(fault))
                        self.take(fault.kept)
            self.take(self.codec.tick(self.now))
            if self.radio.hangs_up():
                self.hang_ups += 1
                self.take(self.codec.closed(self.now))
                self.at += 0.5
                self.join()
        return self

    def _pieces(self, data: bytes) -> list[bytes]:
        if self._dice is None:
            return [data]
        at = self._dice.randint(0, len(data))
        return [data[:at], data[at:]]

    def of(self, kind: type[T]) -> list[T]:
        return [out for out in self.outs if isinstance(out, kind)]


def met(name: str, seconds: float = 12.0, seed: int = 0, **options: Any) -> Meeting:
    return Meeting(stored(name), seed, **options).pass_(seconds)


# --- the language ---


class Typist:
    """Somebody who types at a radio."""

    def __init__(self, script: str) -> None:
        self.radio, self.at = ScriptedRadio(parse(script)), 0.0
        self.radio.joined(0.0)

    def type(self, text: str, seconds: float = 0.0) -> bytes:
        self.radio.hear(text.encode() + b"\r", self.at)
        return self.listen(seconds)

    def listen(self, seconds: float) -> bytes:
        self.at += seconds
        return b"".join(self.radio.speak(self.at))


def test_the_first_rule_that_fits_answers_and_its_turns_come_one_after_the_other() -> None:
    one = Typist("> AT+A=*\nrefuse 35\n> AT+A=*\n< OK\n> AT*\n< +X: {n}\n< OK\nset n 7\n")
    assert one.type("AT+A=1") == b"\r\n+CME ERROR: 35\r\n"
    assert one.type("at+a=2") == one.type("AT+A=3") == b"\r\nOK\r\n"
    assert one.type("AT") == b"\r\n+X: {n}\r\n\r\nOK\r\n"
    assert one.type("AT") == b"\r\n+X: 7\r\n\r\nOK\r\n"
    assert one.type("hello") == b"\r\nERROR\r\n"


def test_what_was_typed_is_said_again_and_a_message_is_one_line() -> None:
    one = Typist("> AT+CMGS={to},* 82{how:2}{ref:2}*\n< +R: {to} {ref}\n< OK\n> AT+CMGS=?\n< OK")
    assert one.type("AT+CMGS=?") == b"\r\nOK\r\n"
    one.radio.hear(b"AT+CMGS=23404,32\r\n8204C90141\x1a", 0.0)
    assert one.listen(0) == b"\r\n+R: 23404 C9\r\n\r\nOK\r\n"
    assert one.radio.asked == ["AT+CMGS=?", "AT+CMGS=23404,32 8204C90141"]


def test_waiting_delay_and_one_command_at_a_time() -> None:
    one = Typist("delay 100\n> AT+A\nwait 200\n< OK\nwait 1000\n< +LATER\n> AT\n< +B\n< OK")
    one.radio.hear(b"AT+A\rAT\r", 0.0)
    assert one.listen(0.299) == b""
    assert one.listen(0.002) == b"\r\nOK\r\n"
    assert one.radio.due() == pytest.approx(0.4)
    assert one.listen(0.1) == b"\r\n+B\r\n\r\nOK\r\n", "not behind what it says unasked"
    assert one.listen(0.89) == b""
    assert one.listen(0.1) == b"\r\n+LATER\r\n"


def test_cut_glue_tear_and_raw() -> None:
    said = "> AT\nglue\n< +A: 1\n< 8204\ntear 12345678\nraw \\xff\\r\\\\n\ncut 2 10\n< OK\n"
    one = Typist(said)
    assert one.type("AT") == b"\r\n+A: 18204\r\n\r\n1234\xff\r\\n\r\n"
    assert one.radio.due() == pytest.approx(0.01)
    assert [one.listen(0.0101), one.listen(0.01)] == [b"OK", b"\r\n"]


def test_echo_and_prompt() -> None:
    one = Typist("echo on\nprompt on\n> AT+CMGS=*\n< OK\n> ATE0\necho off\n< OK")
    one.radio.hear(b"AT+CMGS=1,8\r\nFF\x1a", 0.0)
    assert one.listen(0) == b"AT+CMGS=1,8\r\r\n> FF\r\r\nOK\r\n"
    assert one.type("ATE0") == b"ATE0\r\r\nOK\r\n"
    assert one.type("ATE0") == b"\r\nOK\r\n"


def test_when_opened_now_and_then_deaf_and_gone() -> None:
    one = Typist("opened\nwait 100\n< +ONE\nopened\n< +TWO\ndeaf 3000\nevery 1000\n< +TICK\n")
    assert one.listen(0.1) == b"\r\n+ONE\r\n"
    assert one.listen(0.9) == one.listen(1.0) == b"\r\n+TICK\r\n"
    one.radio.joined(2.0)
    assert one.listen(0.1) == b"\r\n+TWO\r\n"
    assert one.type("AT", 2.5) == b"" and not one.radio.asked
    assert one.listen(0.5) == b"\r\n+TICK\r\n", "it lost what it had to say"
    gone = Typist("> AT\n< OK\ndrop\n< never\nevery 10\n< +TICK")
    assert gone.type("AT") == b"\r\nOK\r\n"
    assert gone.radio.hangs_up() and not gone.radio.hangs_up()
    assert gone.listen(1.0) == b"" and gone.radio.due() == float("inf")


def test_a_recorded_conversation_is_a_script() -> None:
    one = Typist("> AT+CREG?\n< +CREG: 0\n< OK\n> AT+CSQ?\n< OK\n> AT+CREG?\n< +CREG: 1\n< OK\n")
    assert b"+CREG: 0" in one.type("AT+CREG?")
    assert b"OK" in one.type("AT+CSQ?")
    assert b"+CREG: 1" in one.type("AT+CREG?")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("\n# fine\nfrob 3", "line 3: no such word"),
        ("wait", "1 numbers"),
        ("wait x", "numbers are wanted"),
        ("wait -1", "numbers are wanted"),
        ("wait 9999999", "at most"),
        ("cut 1 2 3", "1 to 2 numbers"),
        ("echo maybe", "on or off"),
        ("set Group 1", "small letters"),
        (">", "without what is typed"),
        ("> {a}{a}", "twice"),
        ("like nobody", "there are: cuts"),
        ("every", "numbers"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, why: str) -> None:
    with pytest.raises(ScriptError, match=why) as told:
        parse(text)
    assert str(told.value).startswith("line ")


def test_scripts_like_each_other_for_ever_are_refused() -> None:
    with pytest.raises(ScriptError, match="too many"):
        parse("like a", find=lambda name: "like a")
    assert DEEPEST < 10


@settings(max_examples=100, deadline=None)
@given(
    st.text(st.sampled_from("<> {}:*abwaitrefusesetcut0123456789\\xr\n"), max_size=120),
    st.lists(st.binary(max_size=20), max_size=5),
)
def test_any_script_is_refused_or_plays(text: str, typed: list[bytes]) -> None:
    try:
        script = parse(text)
    except ScriptError:
        return
    radio = ScriptedRadio(script)
    radio.joined(0.0)
    for number, data in enumerate(typed):
        radio.hear(data + b"\r", number)
        radio.speak(number)
    assert len(b"".join(radio.speak(10.0))) < 200_000


# --- the scripts that come with the program, met by the product ---


def test_there_are_several_and_each_says_what_it_is() -> None:
    assert len(names()) >= 8
    assert all(stored(name).startswith("# ") and stored(name)[-1] == "\n" for name in names())


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_an_ordinary_one(seed: int) -> None:
    meeting = met("ordinary", seed=seed)
    assert not meeting.faults and not meeting.of(CommandsRefused)
    (call,) = meeting.of(CallStarted)
    assert (call.to, call.radio, call.late) == (GROUP, CAR, False)
    talkers = [told.radio for told in meeting.of(TalkerNamed) if told.radio]
    assert talkers == [CAR, "tetra@247-9:23405"]
    assert [ended.why for ended in meeting.of(CallEnded)] == ["released"]
    assert [text.text for text in meeting.of(TextReceived)] == ["Esam klat"]
    assert [status.code for status in meeting.of(StatusReceived)] == [0x8004]
    (place,) = meeting.of(Located)
    assert (round(place.lat, 3), round(place.lon, 3), place.reason) == (55.875, 26.535, "periodic")
    assert [told.selected for told in meeting.of(Tuned)][-1] == GROUP
    meeting.codec.send(SendText(to=CAR, text="Labdien", ref="t1"), meeting.now)
    meeting.take(meeting.codec.tick(meeting.now))


def test_a_text_to_somebody_there_is_delivered() -> None:
    meeting = met("ordinary", 5.0)
    meeting.take(meeting.codec.send(SendText(to=CAR, text="Labdien", ref="t1"), meeting.now))
    meeting.pass_(2.0)
    assert [(told.ref, told.ok, told.by) for told in meeting.of(Delivered)] == [
        ("t1", True, "network"),
        ("t1", True, "radio"),
    ]


def test_one_in_need_raises_the_emergency_by_status_position_and_call() -> None:
    meeting = met("emergency")
    assert [told.by for told in meeting.of(EmergencyRaised)] == ["status", "position", "call", "status"]
    assert {told.radio for told in meeting.of(EmergencyRaised)} == {CAR}


def test_one_that_refuses_everything() -> None:
    meeting = met("refuses")
    (lacks,) = meeting.of(CommandsRefused)
    assert {"E0", "+CREG=2", "+CTSP=1,3,10", "+CNUMF?"} <= set(lacks.commands)
    assert [status.code for status in meeting.of(StatusReceived)] == [0x8004] and not meeting.faults


def test_one_that_echoes_and_prompts() -> None:
    meeting = met("echoes")
    assert not meeting.faults
    assert [lacks.commands for lacks in meeting.of(CommandsRefused)] == [["E0"]]
    assert [text.text for text in meeting.of(TextReceived)] == ["Esam klat"]
    meeting.take(meeting.codec.send(SendText(to=CAR, text="Labdien", ref="t1"), meeting.now))
    meeting.pass_(2.0)
    assert len(meeting.of(Delivered)) == 2 and not meeting.faults


def test_one_that_is_slow_and_not_ready_is_asked_again() -> None:
    meeting = met("slow", 30.0)
    asked = meeting.radio.asked
    assert asked[:2] == ["ATE0", "ATE0"] and asked.count("AT+CTSP=1,3,130") == 2
    assert asked.count("AT+CREG=2") == 2, "refused, then so slow that it was given up"
    assert not meeting.of(CommandsRefused), "its late answer was taken for no other command's"
    assert [text.text for text in meeting.of(TextReceived)] == ["Esam klat"]


@pytest.mark.parametrize("seed", range(5))
def test_one_that_cuts_and_tears_lines(seed: int) -> None:
    meeting = met("cuts", seed=seed)
    assert [call.to for call in meeting.of(CallStarted)] == [GROUP]
    assert [ended.why for ended in meeting.of(CallEnded)] == ["released"]
    assert [text.text for text in meeting.of(TextReceived)] == ["Esam klat"]
    assert [status.code for status in meeting.of(StatusReceived)] == [0x8004]
    assert meeting.faults, "what is noise is told as noise"


@pytest.mark.parametrize("seed", range(5))
def test_the_quirks_of_the_field(seed: int) -> None:
    meeting = met("field", seed=seed)
    assert [lacks.commands for lacks in meeting.of(CommandsRefused)] == [["+CTSP=1,3,140"]]
    assert "AT+CTSP=2,3,10" in meeting.radio.asked and "AT+CTSP=2,3,130" not in meeting.radio.asked
    late, other = meeting.of(CallStarted)
    assert (late.to, late.radio, late.late) == (GROUP, CAR, True)
    assert (other.to, other.radio, other.late) == (GROUP, "tetra@247-9:23405", False)
    assert [ended.why for ended in meeting.of(CallEnded)] == ["released", "released"]
    assert [(text.text, text.radio) for text in meeting.of(TextReceived)] == [("Gaidam", None), ("Esam k", CAR)]
    assert len(meeting.of(Located)) == 1 and not meeting.faults
    assert meeting.of(Tuned)[-1].known == {"tetra@247-9:g2201": "One", "tetra@247-9:g2202": "Two"}
    assert -69.0 in [told.rssi for told in meeting.of(Signal)], "told in the middle of a list"


def test_one_that_hangs_up_loses_its_call_and_is_met_again() -> None:
    meeting = met("drops", 20.0)
    assert meeting.hang_ups == 1
    assert [ended.why for ended in meeting.of(CallEnded)] == ["lost"]
    assert meeting.radio.asked.count("ATE0") == 2


def test_one_that_goes_deaf_is_told_everything_again() -> None:
    meeting = met("deaf", 60.0)
    assert meeting.radio.asked.count("ATE0") == 2, "it may have restarted"
    assert not meeting.of(CommandsRefused)
    meeting.pass_(60.0)
    assert [ended.why for ended in meeting.of(CallEnded)] == ["timeout"], "cut short, and said so"


@pytest.mark.parametrize("seconds", [15, 40, 65, 130, 155])
def test_one_that_is_switched_on_later_is_told_everything_within_seconds(seconds: int) -> None:
    meeting = Meeting(f"opened\ndeaf {seconds * 1000}\nlike ordinary\n").pass_(seconds + 20.0)
    asked = [command for command in meeting.radio.asked if command.startswith("AT+CTSP=")]
    assert len(asked) == len(set(asked)) == 12
    assert not meeting.of(CommandsRefused)
    assert [text.text for text in meeting.of(TextReceived)] == ["Esam klat"]


def test_one_that_is_switched_off_in_the_middle_of_the_start_is_told_everything_when_it_is_back() -> None:
    off = "> AT+CTSP=2,2,20\n< OK\ndeaf 60000\n> AT+CTSP=2,2,20\n< OK\nlike ordinary\n"
    meeting = Meeting(off).pass_(90.0)
    assert len({command for command in meeting.radio.asked if command.startswith("AT+CTSP=")}) == 12
    assert meeting.radio.asked.count("AT+CTSP=2,2,20") == 2 and not meeting.of(CommandsRefused)


def test_one_that_never_answers_one_command_is_not_told_everything_again_and_again() -> None:
    meeting = Meeting("> ATE0\n> AT+CTSP=1,3,13{n}\nlike ordinary\n").pass_(120.0)
    assert meeting.radio.asked.count("ATE0") == 2 and meeting.radio.asked.count("AT+CTSP=1,3,10") == 1
    assert [text.text for text in meeting.of(TextReceived)] == ["Esam klat"]
