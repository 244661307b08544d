"""No carrier without a voice behind it, one microphone for one person, and a console that is told so again and again."""

from __future__ import annotations

import msgspec
import pytest

from console.live import BEAT_DEAD
from journal.slots import Lease, OnAir
from station.press import EXPIRY, FIRST, LAST_WORDS, Relay
from station.voice.wire import Talk
from tests.station.key_bench import Bench
from units.actions import PttPressed
from units.findings import Refused
from units.patches import seat_of
from units.state import Patch


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_what_is_on_the_air_is_said_again_while_the_disk_takes_nothing(bench: Bench) -> None:
    """A console judges an old word as that of a dead station, and lets go of the key."""
    bench.loses_the_disk()
    bench.press("g1")
    for _ in range(30):
        bench.pass_time(0.1)
        found = bench.pulse.read("onair", OnAir)
        assert found is not None and found[1] < BEAT_DEAD / 2
        assert found[0] == OnAir(presses={"p": "g1"}, unrecorded=["p"])
    assert bench.unkeyed == []
    bench.release()
    told = bench.pulse.said["onair"]
    assert told[0] == OnAir()
    bench.pass_time(3.0)
    assert bench.pulse.said["onair"] is told, "nothing on the air is said once"


@pytest.mark.parametrize("why", ["no-voice", "no-microphone"])
def test_without_a_microphone_nothing_is_keyed_and_it_is_said(bench: Bench, why: str) -> None:
    bench.voice.speechless = why
    bench.press("g1", "g2")
    assert bench.refused == [("p", why), ("p/1", why)]
    assert bench.air.gateways["A"].asked == [] and bench.tones == ["denied", "denied"]
    bench.voice.speechless = ""
    bench.pass_time(0.5)
    assert bench.keyed == [], "only a new press keys"
    bench.press("g1", press="q")
    assert bench.keyed == ["q"]


def test_devices_that_close_as_the_key_goes_down_take_nothing_on_the_air_with_them(bench: Bench) -> None:
    """They are opened anew, which takes 2 s: nobody speaks into that, and thinks it went out."""
    bench.press("g1", "g2")
    bench.voice.speechless = "no-microphone"
    bench.pass_time(0.02, microphone=False)
    assert bench.unkeyed == [("p", "no-microphone", ""), ("p/1", "no-microphone", "")], "at once"
    assert not bench.air.gateways["A"].keyed
    bench.press("g1", press="q")
    assert bench.refused == [("q", "no-microphone")]


def test_who_speaks_already_is_not_cut_by_a_word_that_comes_late(bench: Bench) -> None:
    bench.press("g1")
    bench.says("p", 0)
    bench.voice.speechless = "no-microphone"
    bench.pass_time(EXPIRY - 0.05, microphone=False)
    assert bench.unkeyed == []


@pytest.mark.parametrize("keyed", [False, True], ids=["refused", "cut"])
def test_who_could_not_hear_that_he_is_not_heard_is_told_when_the_devices_are_back(bench: Bench, keyed: bool) -> None:
    if keyed:
        bench.press("g1")
        bench.voice.speechless = "no-voice"
        bench.ptt.stop("no-voice")
    else:
        bench.voice.speechless = "no-microphone"
        bench.press("g1")
    bench.pass_time(2.0, microphone=False)
    before = list(bench.tones)
    bench.voice.speechless = ""
    bench.pass_time(1.0)
    assert bench.tones == [*before, "denied"], "once, and nothing is keyed"
    assert bench.keyed == (["p"] if keyed else []) and not bench.ptt.keyed


def test_who_let_go_meanwhile_needs_no_word(bench: Bench) -> None:
    bench.voice.speechless = "no-microphone"
    bench.press("g1")
    bench.pass_time(0.2)
    bench.release()
    before = list(bench.tones)
    bench.voice.speechless = ""
    bench.pass_time(0.5)
    assert bench.tones == before


def test_a_press_that_cannot_speak_cuts_no_patch(bench: Bench) -> None:
    """What the patch says needs no microphone."""
    bench.facts.patches["x"] = Patch(id="x", action=1, groups=["g1", "g2"], operator="anna", until=9e9)
    leg = Relay(seat=seat_of("x"), press="leg", group="g1", operator="anna", source="call", entry=1)
    bench.ptt.relays = lambda _now: [(leg, 0.0)]
    bench.voice.speechless = "no-microphone"
    bench.pass_time(2.0, microphone=False)
    assert bench.keyed == ["leg"] and bench.unkeyed == []
    bench.press("g1")
    assert bench.refused == [("p", "no-microphone")] and bench.unkeyed == []
    bench.voice.speechless = ""
    bench.press("g1", press="q")
    assert bench.keyed == ["leg", "q"] and bench.unkeyed == [("leg", "interrupted", "a dispatcher speaks")]


def test_a_microphone_that_falls_silent_for_half_a_second_unkeys(bench: Bench) -> None:
    bench.press("g1", "g2")
    bench.says("p", 0)
    bench.says("p/1", 0)
    bench.pass_time(EXPIRY - 0.05, microphone=False)
    assert bench.unkeyed == []
    bench.says("p/1", 160)
    bench.pass_time(0.1, microphone=False)
    assert bench.unkeyed == [("p", "no-microphone", "")] and not bench.air.gateways["A"].keyed
    assert bench.tones[-1] == "cut" and bench.air.gateways["B"].keyed
    bench.pass_time(1.0)
    assert bench.keyed == ["p", "p/1"], "only a new press keys again"


def test_a_microphone_that_never_says_anything_unkeys(bench: Bench) -> None:
    bench.press("g1")
    bench.pass_time(FIRST - 0.05, microphone=False)
    assert bench.unkeyed == [], "a device may have to wake up"
    bench.pass_time(0.1, microphone=False)
    assert bench.unkeyed == [("p", "no-microphone", "")]


def test_a_station_that_stood_still_does_not_blame_the_microphone(bench: Bench) -> None:
    """What it said meanwhile waits in the pipe, and is read after the look at the leases."""
    bench.press("g1")
    bench.says("p", 0)
    bench.mono += 3.0
    bench.renew()
    bench.ptt.poll(bench.now)
    assert bench.unkeyed == []


def test_two_seats_at_one_machine_have_one_microphone(bench: Bench) -> None:
    bench.press("g1")
    bench.press("g2", press="second", seat="2", operator="bruno")
    bench.ptt.poll(bench.now)
    assert bench.keyed == ["p"] and bench.air.gateways["B"].asked == []
    assert bench.of(Refused)[-1].why == "one-microphone" and bench.of(Refused)[-1].detail == "seat 1 talks"
    assert bench.tones == ["permit", "busy"]
    bench.press("g1", press="same", seat="2", operator="bruno")
    assert bench.refused[-1] == ("same", "busy") and bench.keyed == ["p"]
    assert [told.press for told in bench.told if isinstance(told, Talk)] == ["p"]
    bench.pulse.write("lease.1", Lease(seat="1"))
    bench.ptt.poll(bench.now)
    bench.press("g2", press="third", seat="2", operator="bruno")
    assert bench.keyed == ["p", "third"], "once it is free"


def test_what_piled_up_while_the_station_stood_still_does_not_go_out_once_the_key_is_up(bench: Bench) -> None:
    """Its loop waited three seconds for a disk; meanwhile the finger let go, and the microphone was heard on."""
    bench.press("g1")
    bench.pass_time(0.5)
    bench.says("p", 0)
    bench.pulse.write("lease.1", Lease(seat="1", let_go="p"))
    bench.mono += 3.0
    spoken = bench.air.gateways["A"].spoke
    before = len(spoken)
    assert before == 1, "the control: while it is held it goes out"
    for index in range(160, 160 * 151, 160):
        if "p" in bench.ptt.keyed:
            bench.says("p", index)
    assert len(spoken) == before and [one[0] for one in bench.unkeyed] == ["p"]


@pytest.mark.parametrize(("by", "why"), [("finger", "released"), ("console", "released"), ("nobody", "lease")])
def test_after_a_standstill_each_word_is_judged_by_its_own_key(bench: Bench, by: str, why: str) -> None:
    """Whether its console let go, for whatever reason, or has long been dead: the pulse needs no pipe to be read."""
    bench.press("g1")
    bench.pass_time(0.5)
    bench.mono += 0.7
    if by != "nobody":
        bench.pulse.write("lease.1", Lease(seat="1", let_go="p" if by == "finger" else ""))
    bench.says("p", 0)
    assert bench.unkeyed == [("p", why, "")] and bench.air.gateways["A"].spoke == []


def test_last_words_have_their_whole_time_after_a_standstill(bench: Bench) -> None:
    bench.air.gateways["A"].behind = True
    bench.press("g1")
    bench.pass_time(0.5)
    bench.mono += 3.0
    bench.pulse.write("lease.1", Lease(seat="1", let_go="p"))
    bench.says("p", 0)
    bench.pass_time(LAST_WORDS - 0.1, renewed=False)
    assert not bench.ptt.keyed and bench.unkeyed == [], "they are still said"
    bench.pass_time(0.2, renewed=False)
    assert bench.unkeyed == [("p", "released", "")]


def test_a_foot_whose_word_waits_in_another_pipe_is_not_cut(bench: Bench) -> None:
    """The station stood still; the pipe of the voice process happens to be read before the pedal's."""
    lease, word = Lease(seat="1", press="p", group="g1", operator="anna"), [bench.mono]
    bench.pulse.write("lease.1", Lease(seat="1"))
    bench.ptt.pedals = lambda now: [(lease, now.mono - word[0])]
    bench.ptt.pressed(1, PttPressed(seat="1", operator="anna", press="p", group="g1"), 0.0, bench.now)
    bench.mono += 0.7
    bench.says("p", 0)
    word[0] = bench.mono
    bench.ptt.poll(bench.now)
    assert bench.unkeyed == [] and len(bench.air.gateways["A"].spoke) == 1


def test_more_than_the_pulse_holds_does_not_stop_the_keys_from_being_read(bench: Bench) -> None:
    """Many legs with long names, near their limit and not on disk: what matters is shown, and the key lets go."""
    written = bench.pulse.write
    most = len(msgspec.msgpack.encode(OnAir(presses={"p": "g1", "p/1": "g2"})))

    def write(slot: str, value: object) -> None:
        if slot == "onair" and len(msgspec.msgpack.encode(value)) > most:
            raise ValueError("pulse slot onair: too long")
        written(slot, value)

    bench.pulse.write = write  # type: ignore[method-assign]
    bench.loses_the_disk()
    bench.press("g1", "g2")
    bench.pass_time(1.0)
    assert bench.pulse.said["onair"][0] == OnAir(presses={"p": "g1", "p/1": "g2"}), "without what has no room"
    bench.release()
    assert bench.ptt.keyed == {}
