"""A real station says of every call whether a person could hear it: nobody there, no device, muted, killed, two at once."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest

from tests.station.room import Radio, Room, free_port
from tests.station.test_station import beat_of, config
from tests.voice import sinks
from units.actions import Dismissed, GroupMixed, Played

pytestmark = pytest.mark.real_time
MakeRoom = Callable[[str], Room]
GROUP = "rtp@net:g1"

posix = pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: signals of POSIX are needed")
MAX_TRIES = 6
"""Calls made until one goes as it should: a machine under load may lose a device, or voice, at any time."""


@pytest.fixture
def radio() -> Iterator[Radio]:
    with closing(Radio()) as made:
        yield made


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
    for group in (groups := (GROUP, "rtp@net:g2")):
        station.find("CallEnded", after=before, seconds=30.0, to=group)
    return [station.find("Unheard", after=before, seconds=30.0, group=group) for group in groups]


@posix
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
        recorded = station.find("VoiceRecorded", seconds=40.0, call=started.call)
        assert found.missed >= 0.4 and recorded.seconds > 0.5


@pytest.mark.peer
@posix
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
