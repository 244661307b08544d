"""The whole station on a disk that another program fills: a lasting warning, no gap in the record, and it heals."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from journal import reserve
from journal.bookmarks import resume
from journal.slots import Beat, OnAir
from journal.verify import verify
from tests.journal.feed import small_disk
from tests.station.room import Radio, Room, free_port, wait_for
from tests.station.test_station import config
from units.actions import Noted

pytestmark = pytest.mark.real_time
MIB = 1 << 20
GROUP = "rtp@net:g1"


@pytest.fixture
def radio() -> Iterator[Radio]:
    made = Radio()
    yield made
    made.close()


def _filled(path: Path) -> bool:
    with path.open("ab", buffering=0) as file, pytest.raises(OSError, match="space"):
        while file.write(bytes(16 << 10)):
            pass
    return True


@contextlib.contextmanager
def _kept_full(path: Path) -> Iterator[None]:
    """Another program that takes whatever is given back, until it is ended and its file deleted."""
    ended = threading.Event()

    def fill() -> None:
        with path.open("ab", buffering=0) as file:
            while not ended.wait(0.002):
                with contextlib.suppress(OSError):
                    while file.write(bytes(4096)) and not ended.is_set():
                        pass

    thread = threading.Thread(target=fill)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        path.unlink()


@contextlib.contextmanager
def _on_a_small_disk(home: Path, radio: Radio) -> Iterator[Room]:
    """A station of its own disk of 96 MiB, 8 of which are reserve; somebody is signed on."""
    with small_disk(home / "small", "size=96m"):
        room = Room(home / "small", config(radio, free_port()))
        try:
            room.start()
            room.sign_on()
            kept = reserve.path_of(room.folder)
            wait_for(lambda: kept.exists() and kept.stat().st_size == 8 * MIB, what="the reserve")
            wait_for(lambda: _said(room).disk == "ok", what="all well")
            room.find("SoundChanged")  # voice is there
            yield room
        finally:
            room.close()
        assert verify(room.folder).ok


def _said(room: Room) -> Beat:
    read = room.pulse.read("station", Beat)
    return read[0] if read else Beat(pid=0, count=0, disk="")


def test_a_full_disk_is_a_warning_first_on_record_and_on_the_screen(
    home: Path, radio: Radio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOPA_RESERVE_MB", "8")
    with _on_a_small_disk(home, radio) as room:
        ballast = home / "small" / "ballast"
        begin = time.monotonic()
        _filled(ballast)
        wait_for(lambda: _said(room).disk == "reserve", what="the warning")
        assert time.monotonic() - begin < 3.0
        beat = _said(room)
        assert beat.why == f"disk full: {beat.minutes} min left"
        assert beat.minutes > 0
        used = room.find("ReserveUsed", on=True)
        assert used.minutes > 0
        for number in range(20):
            assert room.log.append(Noted(seat="1", operator=None, text=f"{number}")).result(30)
        assert _said(room).disk == "reserve"
        assert not room.some("NotRecording")
        ballast.unlink()
        room.find("ReserveUsed", on=False)
        wait_for(lambda: _said(room).disk == "ok", what="healed")
        assert reserve.path_of(room.folder).stat().st_size == 8 * MIB
        assert len(room.some("ReserveUsed")) == 2, "told once each"


def test_when_nothing_is_left_it_is_seen_nothing_is_acknowledged_and_push_to_talk_works(
    home: Path, radio: Radio, tone: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOPA_RESERVE_MB", "8")
    with _on_a_small_disk(home, radio) as room:
        with _kept_full(home / "small" / "ballast"):
            untaken = _until_untaken(room)
            begin = time.monotonic()
            wait_for(lambda: _said(room).disk == "full", what="NOT RECORDING")
            assert time.monotonic() - begin < 1.0
            radio.hear()
            room.hold("p1", GROUP, 0.7)
            onair = room.pulse.read("onair", OnAir)
            assert onair is not None
            assert onair[0].unrecorded == ["p1"], "the screen says that it is not on record"
            room.hold("p1", GROUP, 0.3)
            assert len(radio.hear()) > 20, "the radio hears us: 1 s are 50 packets"
            time.sleep(0.5)
            assert not untaken.done(), "no false acknowledgement"
            assert _said(room).disk == "full"
        assert untaken.result(30), "what waited is on record"
        assert room.find("Keyed", press="p1").late > 0
        assert room.find("Unkeyed", press="p1").why == "lease"
        wait_for(lambda: _said(room).disk == "ok", what="healed")
        room.find("ReserveUsed", on=False)
        wait_for(lambda: not resume(room.folder).facts.reserve, what="the picture knows")
        assert resume(room.folder).facts.recording == ""


def _until_untaken(room: Room) -> Future[int]:
    """Append until the disk takes no more: the entry that it did not take."""
    for number in range(2000):
        future = room.log.append(Noted(seat="1", operator=None, text=f"{number}"), raw=bytes(8000))
        try:
            future.result(0.2)
        except TimeoutError:
            return future
    raise AssertionError("the disk never filled up")
