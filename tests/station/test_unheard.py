"""Whether a person could hear it: the rule for any room, and a real station that says so once a call is over."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from radio.codec import Now
from station.unheard import LEAST, MOST, PATIENCE, Earshot, is_enough, judge, nobody, seconds_of
from station.voice.wire import Close, Open, PlayedOut, Reached, Voice
from tests.station.room import Radio, Room, free_port
from tests.station.test_station import beat_of, config
from tests.voice import sinks
from units.actions import Dismissed, GroupMixed, Played
from units.earshot import REASONS, Listened, Unheard
from units.findings import GroupInfo
from units.state import Call, Facts, Mix, Seat

MakeRoom = Callable[[str], Room]
GROUP = "rtp@net:g1"
FRAME = b"\x55" * 160

seconds = st.floats(0, 600)
missing = st.dictionaries(st.sampled_from(["muted", "overlap", "device", "talking"]), st.floats(0.02, 300), max_size=3)
mixes = st.builds(
    Mix, mode=st.sampled_from(["select", "monitor", "off"]), muted=st.booleans(), volume=st.integers(0, 100)
)
seats = st.lists(
    st.builds(
        Seat,
        id=st.sampled_from(["1", "2", "3"]),
        operator=st.sampled_from(["", "12", "13"]),
        mix=st.dictionaries(st.just(GROUP), mixes),
        held=st.sampled_from(["", GROUP, "other"]),
    ),
    unique_by=lambda seat: seat.id,
    max_size=3,
)
present = st.sets(st.sampled_from(["1", "2", "3"]))


@settings(deadline=None, max_examples=200)
@given(seconds, seconds, missing, st.booleans())
def test_what_was_missed_is_never_more_than_there_was_and_has_a_reason(
    given_: float, heard: float, missed: dict[str, float], cut: bool
) -> None:
    verdict = judge(given_, heard, missed, cut)
    assert verdict.why in ("", *REASONS)
    assert verdict.missed <= verdict.seconds + 1e-6
    if cut:
        assert verdict.why, "a process that died in mid-call says nothing of it"
    elif not verdict.why:
        assert verdict.missed <= MOST
        assert verdict.missed <= max(LEAST, 0.2 * verdict.seconds) + 1e-6


@settings(deadline=None, max_examples=200)
@given(seconds, seconds, missing, st.sampled_from(["muted", "overlap"]), st.floats(0.02, 100))
def test_to_miss_more_never_makes_it_heard(
    given_: float, heard: float, missed: dict[str, float], why: str, more: float
) -> None:
    """``more`` of what was heard is missed instead."""
    more = min(more, heard)
    worse = {**missed, why: missed.get(why, 0.0) + more}
    if judge(given_, heard, missed, False).why:
        assert judge(given_, heard - more, worse, False).why


@settings(deadline=None, max_examples=200)
@given(seats, present, st.booleans())
def test_one_signed_seat_that_hears_it_is_enough_and_an_empty_room_never_is(
    sitting: list[Seat], consoles: set[str], forced: bool
) -> None:
    facts = Facts(version=1, seats={seat.id: seat for seat in sitting})
    why = nobody(facts, consoles, GROUP, forced)
    signed = [seat for seat in sitting if seat.operator and seat.id in consoles]
    if not signed:
        assert why in ("unsigned", "console")
    elif forced:
        assert not why, "an emergency sounds whatever was muted"
    alone = [nobody(Facts(version=1, seats={seat.id: seat}), consoles, GROUP, forced) for seat in signed]
    assert bool(why) == all(alone), "heard if any of them hears it"


def test_the_rule_in_numbers() -> None:
    assert is_enough(0.3, 0.5) and not is_enough(0.4, 0.5)
    assert is_enough(0.8, 4.0) and not is_enough(0.9, 4.0)
    assert is_enough(2.0, 60.0) and not is_enough(2.1, 60.0)
    assert seconds_of("pcma", FRAME) == 0.02
    assert seconds_of("ambe2", bytes(27)) == 0.06
    assert seconds_of("codec2", bytes(8)) == 0.0


class Bench:
    """An earshot in a room of one seat whose console lives."""

    def __init__(self) -> None:
        self.facts = Facts(version=1, seats={"1": Seat(id="1", operator="12")})
        self.found: list[Unheard | Listened] = []
        self.loud: set[str] = set()
        self.groups = {GROUP: GroupInfo(id=GROUP, name="One", gateway="RTP")}
        self.earshot = Earshot(self.found.append, lambda: self.facts, lambda: self.loud, lambda: self.groups)
        self.look(0.0)

    def look(self, mono: float, present: tuple[str, ...] = ("1",)) -> None:
        self.earshot.look(present, Now(utc=1000.0 + mono, mono=mono))

    def call(self, frames: int = 100, encrypted: bool = False, own: bool = False) -> None:
        self.earshot.sent(Open(call="c", group=GROUP, wall=0.0, encrypted=encrypted, own=own))
        for n in range(frames):
            self.earshot.sent(Voice(call="c", index=160 * n, codec="pcma", data=FRAME, wall=0.0))

    def over(self, heard: float = 0.0, missed: dict[str, float] | None = None) -> None:
        self.earshot.sent(Close(call="c"))
        self.earshot.reached(Reached(call="c", heard=heard, missed=missed or {}, over=True))


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_a_call_that_was_heard_leaves_no_word(bench: Bench) -> None:
    bench.call()
    bench.over(2.0)
    assert bench.found == []


@pytest.mark.parametrize("why", ["muted", "off", "volume", "device", "talking", "overlap"])
def test_what_took_most_of_it_is_the_reason(bench: Bench, why: str) -> None:
    bench.call()
    bench.over(0.5, {why: 1.3, "other": 0.2})
    assert bench.found == [Unheard(call="c", why=why, group=GROUP, seconds=2.0, missed=1.5)]


def test_an_empty_room_hears_nothing_whatever_sounds(bench: Bench) -> None:
    bench.call()
    bench.look(1.0, ())
    bench.over(1.5, {"overlap": 0.5})
    bench.facts.seats["1"].operator = ""
    bench.call()
    bench.over(2.0)
    assert [each.why for each in bench.found if isinstance(each, Unheard)] == ["console", "unsigned"]


def test_an_operator_who_leaves_in_mid_call_misses_the_rest(bench: Bench) -> None:
    bench.call(200)
    bench.earshot.reached(Reached(call="c", heard=2.0))
    bench.facts.seats["1"].operator = ""
    bench.over(2.0)
    assert bench.found == [Unheard(call="c", why="unsigned", group=GROUP, seconds=4.0, missed=2.0)]


def test_voice_that_never_sounded_is_lost(bench: Bench) -> None:
    bench.call()
    bench.over(0.9)
    assert bench.found == [Unheard(call="c", why="lost", group=GROUP, seconds=2.0, missed=1.1)]


def test_frames_that_come_twice_are_one(bench: Bench) -> None:
    bench.call()
    bench.call()
    bench.over(2.0)
    assert bench.found == []


def test_a_voice_process_that_dies_in_mid_call_leaves_it_unheard(bench: Bench) -> None:
    bench.call()
    bench.earshot.lost()
    bench.over(2.0)
    (found,) = bench.found
    assert isinstance(found, Unheard) and found.why == "lost"


def test_a_call_of_which_nobody_says_anything_is_judged_in_the_end(bench: Bench) -> None:
    bench.call()
    bench.earshot.sent(Close(call="c"))
    bench.look(PATIENCE - 1)
    assert bench.found == []
    bench.look(PATIENCE + 1)
    assert bench.found == [Unheard(call="c", why="lost", group=GROUP, seconds=2.0, missed=2.0)]


def test_what_cannot_sound_is_told_apart_from_what_was_lost(bench: Bench) -> None:
    bench.groups[GROUP] = GroupInfo(id=GROUP, name="One", gateway="DMR", audio=False, coded="ambe2")
    bench.call()
    bench.over()
    bench.call(encrypted=True)
    bench.over()
    assert [each.why for each in bench.found if isinstance(each, Unheard)] == ["no-audio", "encrypted"]


def test_no_voice_and_our_own_voice_are_nothing_to_miss(bench: Bench) -> None:
    bench.call(0)
    bench.over()
    bench.call(own=True)
    bench.over()
    assert bench.found == []


def test_an_emergency_of_that_moment_is_marked(bench: Bench) -> None:
    bench.loud.add(GROUP)
    bench.call()
    bench.loud.clear()
    bench.over(0.0, {"device": 2.0})
    assert bench.found == [Unheard(call="c", why="device", group=GROUP, seconds=2.0, missed=2.0, emergency=True)]


def test_what_was_played_counts_as_heard_if_enough_of_it_sounded(bench: Bench) -> None:
    bench.facts.calls["c"] = Call(id="c", seconds=4.0)
    for action, heard in ((5, 3.5), (6, 1.0)):
        bench.earshot.plays(action, Played(seat="1", operator="12", call="c"))
        bench.earshot.played_out(PlayedOut(action=action, call="c", heard=heard, of=4.0))
    bench.earshot.played_out(PlayedOut(action=7, call="c", heard=4.0, of=4.0))  # nobody asked for it
    assert bench.found == [
        Listened(action=5, call="c", seat="1", operator="12", seconds=3.5, of=4.0, enough=True),
        Listened(action=6, call="c", seat="1", operator="12", seconds=1.0, of=4.0),
    ]


def test_what_a_station_that_crashed_did_not_judge_is_unheard(bench: Bench) -> None:
    from units.state import Group

    bench.facts.groups[GROUP] = Group(info=bench.groups[GROUP])
    bench.facts.wall = 100.0
    for name, end in (("open", None), ("just", 99.9), ("before", 50.0)):
        bench.facts.calls[name] = Call(id=name, to=GROUP, end=end, heard=True)
    bench.earshot.resume(crashed=True)
    assert [each.call for each in bench.found] == ["open", "just"]


# A real station


posix = pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: signals of POSIX are needed")
MAX_TRIES = 6
"""Calls made until one goes as it should: a machine under load may lose a device, or voice, at any time."""


@pytest.fixture
def radio() -> Iterator[Radio]:
    made = Radio()
    yield made
    made.close()


@contextmanager
def console(station: Room) -> Iterator[None]:
    """A console that lives."""
    stop = threading.Event()

    def beat() -> None:
        while not stop.wait(0.1):
            station.beat()

    station.beat()
    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def call(station: Room, radio: Radio, port: int, ssrc: int, packets: int = 40) -> str:
    """A call that is over; its id."""
    before = len(station.all())
    radio.talk(port, ssrc, packets)
    started = station.find("CallStarted", after=before, seconds=20.0)
    station.find("CallEnded", after=before, seconds=20.0, call=started.call)
    return str(started.call)


def speak(radio: Radio, port: int, ssrc: int, packets: int) -> None:
    """Loud voice: what :meth:`Radio.talk` sends is silence, which covers nobody."""
    for _ in range(packets):
        radio.sock.sendto(radio.packet(ssrc, payload=b"\x2a\xaa" * 80), ("127.0.0.1", port))
        time.sleep(0.02)


def both_at_once(station: Room, one: tuple[Radio, int], two: tuple[Radio, int], ssrc: int) -> list[Any]:
    """Two talk-groups speak at the same time; what is said of each."""
    before = len(station.all())
    other = threading.Thread(target=speak, args=(*two, ssrc, 100))
    other.start()
    speak(*one, ssrc, 100)
    other.join()
    groups = (GROUP, "rtp@net:g2")
    for group in groups:
        station.find("CallEnded", after=before, seconds=30.0, to=group)
    return [station.find("Unheard", after=before, seconds=30.0, group=group) for group in groups]


@posix
@pytest.mark.real_time
def test_muted_unsigned_and_without_a_device(room: MakeRoom, radio: Radio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOPA_VOICE_OUTPUT", "a device nobody has")
    port = free_port()
    station = room(config(radio, port)).start()
    beat_of(station.folder, "voice")
    with console(station):
        nobody_there = call(station, radio, port, 1)
        assert station.find("Unheard", seconds=30.0, call=nobody_there).why == "unsigned"
        station.sign_on()
        for ssrc in range(2, 2 + MAX_TRIES):
            silent = call(station, radio, port, ssrc)
            found = station.find("Unheard", seconds=30.0, call=silent)
            if found.why == "device":
                break
        assert (found.why, found.group, found.emergency) == ("device", GROUP, False)
        assert 0.3 < found.missed <= found.seconds
        station.act(GroupMixed(seat="1", operator="anna", group=GROUP, mode="monitor", muted=True))
        muted = call(station, radio, port, 30)
        assert station.find("Unheard", seconds=30.0, call=muted).why == "muted"


@posix
@pytest.mark.real_time
def test_voice_killed_in_mid_call(room: MakeRoom, radio: Radio) -> None:
    port = free_port()
    station = room(config(radio, port)).start()
    with console(station):
        station.sign_on()
        pid = beat_of(station.folder, "voice").pid
        speaking = threading.Thread(target=radio.talk, args=(port, 9, 100))
        speaking.start()
        started = station.find("CallStarted", seconds=20.0)
        time.sleep(0.5)
        os.kill(pid, signal.SIGKILL)
        speaking.join()
        found = station.find("Unheard", seconds=40.0, call=started.call)
        assert found.missed >= 0.4
        assert station.find("VoiceRecorded", seconds=40.0, call=started.call).seconds > 0.5


@pytest.mark.peer
@posix
@pytest.mark.real_time
def test_heard_overlapped_played_and_gone(
    room: MakeRoom, radio: Radio, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """With a real loudspeaker: what sounds is heard; two at once are not; played to its end, one is owed no more."""
    if sys.platform != "linux" or sinks.missing():
        pytest.skip(f"LOUD: {sinks.missing() or 'Linux'} is not installed: unheard end to end NOT tested")
    server = sinks.Sinks(tmp_path_factory.mktemp("pa"))
    server.start()
    other = Radio()
    try:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        port, second = free_port(), free_port()
        more = config(other, second).replace('"RTP"', '"RTP2"').replace("net:g1", "net:g2").replace('"1"', '"2"')
        station = room(config(radio, port) + more).start()
        with console(station):
            station.sign_on()
            station.find("SoundChanged", seconds=30.0)
            with server.playing_silence():
                time.sleep(2.5)  # a null sink of a server that just started takes nothing for so long
            for ssrc in range(1, 1 + MAX_TRIES):
                heard = call(station, radio, port, ssrc)
                station.find("VoiceRecorded", seconds=30.0, call=heard)
                time.sleep(1.0)  # its verdict comes with the last of its sound
                if not station.some("Unheard", call=heard):
                    break
            assert not station.some("Unheard", call=heard)
            for ssrc in range(20, 20 + MAX_TRIES):
                lost = both_at_once(station, (radio, port), (other, second), ssrc)
                if {found.why for found in lost} == {"overlap"}:
                    break
            assert {found.why for found in lost} == {"overlap"}
            first, last = lost
            station.find("VoiceRecorded", seconds=30.0, call=first.call)
            for _ in range(MAX_TRIES):
                before = len(station.all())
                station.act(Played(seat="1", operator="anna", call=first.call))
                listened = station.find("Listened", after=before, seconds=30.0, call=first.call)
                if listened.enough:
                    break
            assert listened.enough
            owed_before = owed(station)
            assert first.call not in owed_before and last.call in owed_before
            station.act(Dismissed(seat="1", operator="anna", call=last.call, why="repeated"))
            assert last.call not in owed(station)
    finally:
        other.close()
        server.stop()


def owed(station: Room) -> list[str]:
    """What the picture still owes to an ear."""
    from journal.bookmarks import resume
    from units.unheard import due

    return [each.id for each in due(resume(station.folder).facts)]
