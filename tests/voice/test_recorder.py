"""Recorder and finaliser when the disk or the journal will not: nothing waits, what is lost is said, the rest arrives."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import numpy as np
import pytest

from journal.errors import JournalError
from station.voice import finaliser as finalising
from station.voice import recorder as recording
from station.voice.assemble import assemble
from station.voice.finaliser import Finaliser
from station.voice.parts import Frame, Head, read
from station.voice.recorder import Recorder
from station.voice.samples import Pcm
from station.voice.shelf import Shelf, day
from tests.voice.desk import noise, until
from units.findings import VoiceRecorded

HEAD = Head(call="c", group="g", wall=1000.0, folder="1970-01-01")


class Room:
    def __init__(self, journal: Path) -> None:
        self.shelf = Shelf(journal)
        self.finished: list[Path] = []
        self.recorder = Recorder(self.shelf, self.finished.append)
        self._at = 0

    def speak(self, pcm: Pcm, call: str = "c") -> None:
        for at in range(0, len(pcm), 160):
            piece = pcm[at : at + 160]
            self.recorder.voice(call, Frame(self._at, 1000.0 + self._at / 8000, 8000, piece))
            self._at += len(piece)

    def kept(self, number: int = 0) -> Pcm:
        found = assemble(read(self.finished[number].read_bytes()).frames)
        assert found is not None
        return found.pcm


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    one = Room(tmp_path)
    yield one
    one.recorder.stop(0.5)


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_call_closed_and_opened_again_at_once_loses_nothing(room: Room) -> None:
    for seed in range(3):
        room.recorder.open(HEAD)
        room.speak(noise(800, seed))
        room.recorder.close("c")
    room.recorder.stop()
    assert len(room.finished) == 3
    for seed in range(3):
        assert np.array_equal(room.kept(seed), noise(800, seed))


def test_a_very_long_call_goes_on_in_another_recording(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "ROTATE_SECONDS", 1.0)
    room.recorder.open(HEAD)
    pcm = noise(20000)
    room.speak(pcm)
    room.recorder.close("c")
    room.recorder.stop()
    assert [path.stem for path in room.finished] == ["c", "c~2", "c~3"]
    assert np.array_equal(np.concatenate([room.kept(number) for number in range(3)]), pcm)


def test_memory_for_a_full_disk_is_bounded_and_the_loss_is_said(
    room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(recording, "MOST_WAITING", 50_000)
    create = Shelf.create
    monkeypatch.setattr(Shelf, "create", full)
    room.recorder.open(HEAD)
    room.speak(noise(80_000))
    assert room.recorder.waiting <= 50_000
    until(lambda: room.recorder.trouble.disk == "full")
    assert "No space" in room.recorder.trouble.why
    monkeypatch.setattr(Shelf, "create", create)
    until(lambda: room.recorder.trouble.disk == "ok")
    room.recorder.close("c")
    room.recorder.stop()
    kept = room.kept()
    assert 20_000 <= len(kept) < 30_000
    assert np.array_equal(kept, noise(80_000)[: len(kept)])
    assert any("s of voice were lost" in message for message in caplog.messages)


def test_a_disk_that_hangs_is_told_and_nobody_waits_for_it(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "STALL_SECONDS", 0.2)
    released = threading.Event()
    create = Shelf.create

    def hang(shelf: Shelf, call: str, folder: str) -> tuple[Path, int]:
        released.wait(30)
        return create(shelf, call, folder)

    monkeypatch.setattr(Shelf, "create", hang)
    room.recorder.open(HEAD)
    began = time.monotonic()
    room.speak(noise(8000))
    assert time.monotonic() - began < 20, "it comes back while the disk hangs"
    until(lambda: room.recorder.trouble.disk == "failing")
    assert "does not answer" in room.recorder.trouble.why
    room.speak(noise(8000, 2))
    released.set()
    until(lambda: room.recorder.trouble.disk == "ok")
    room.recorder.close("c")
    room.recorder.stop()
    assert np.array_equal(room.kept(), np.concatenate((noise(8000), noise(8000, 2))))


def test_impossible_times_have_a_folder() -> None:
    assert (day(-1.0), day(1e300), day(float("nan"))) == ("1970-01-01", "2096-10-02", "1970-01-01")


# -- the finaliser


class Journal:
    """Takes entries when it is told to."""

    def __init__(self) -> None:
        self.entries: list[VoiceRecorded] = []
        self.futures: list[Future[int]] = []
        self.refuses = False

    def append(self, entry: VoiceRecorded) -> Future[int]:
        if self.refuses:
            raise JournalError("no journal here")
        self.entries.append(entry)
        self.futures.append(Future())
        return self.futures[-1]


def recorded(room: Room) -> Path:
    room.recorder.open(HEAD)
    room.speak(noise(800))
    room.recorder.close("c")
    until(lambda: room.finished)
    return room.finished[0]


@pytest.fixture
def book() -> Journal:
    return Journal()


@pytest.fixture
def finaliser(room: Room, book: Journal, monkeypatch: pytest.MonkeyPatch) -> Iterator[Finaliser]:
    monkeypatch.setattr(finalising, "RETRY_SECONDS", 0.1)
    one = Finaliser(room.shelf, book.append, lambda wall: set(), lambda: True)
    yield one
    one.stop(0.1)


def test_the_part_goes_only_when_the_entry_is_on_disk(room: Room, book: Journal, finaliser: Finaliser) -> None:
    part = recorded(room)
    finaliser.finish(part)
    until(lambda: book.futures)
    time.sleep(0.1)
    assert part.exists()
    assert finaliser.waiting == 1
    book.futures[0].set_result(1)
    until(lambda: not part.exists())
    assert finaliser.waiting == 0


def test_an_entry_that_is_lost_leaves_the_part(room: Room, book: Journal, finaliser: Finaliser) -> None:
    part = recorded(room)
    finaliser.finish(part)
    until(lambda: book.futures)
    book.futures[0].set_exception(JournalError("the journal is closed"))
    until(lambda: finaliser.waiting == 0)
    assert part.exists()


def test_a_journal_that_cannot_be_opened_is_tried_again(room: Room, book: Journal, finaliser: Finaliser) -> None:
    book.refuses = True
    finaliser.finish(recorded(room))
    until(lambda: finaliser.trouble.disk == "failing")
    assert finaliser.trouble.why == "no journal here"
    assert finaliser.waiting == 1
    book.refuses = False
    until(lambda: book.entries)
    until(lambda: finaliser.trouble.disk == "ok")


def test_a_full_disk_at_the_end_is_tried_again(
    room: Room, book: Journal, finaliser: Finaliser, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = recorded(room)
    store = finalising._store
    monkeypatch.setattr(finalising, "_store", full)
    finaliser.finish(part)
    until(lambda: finaliser.trouble.disk == "full")
    monkeypatch.setattr(finalising, "_store", store)
    until(lambda: book.entries)
    until(lambda: finaliser.trouble.disk == "ok")


def test_a_bug_in_one_recording_does_not_end_the_others(
    room: Room, book: Journal, finaliser: Finaliser, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = recorded(room)

    def broken(_: object) -> bytes:
        raise ZeroDivisionError

    flac = finalising._flac
    monkeypatch.setattr(finalising, "_flac", broken)
    finaliser.finish(part)
    until(lambda: finaliser.trouble.disk == "failing")
    assert part.exists()
    monkeypatch.setattr(finalising, "_flac", flac)
    finaliser.finish(part)
    until(lambda: book.entries)


def test_a_flac_that_does_not_read_back_is_never_entered(
    room: Room, book: Journal, finaliser: Finaliser, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = recorded(room)
    monkeypatch.setattr("soundfile.read", lambda *_, **__: (np.zeros(800, np.int16), 8000))
    finaliser.finish(part)
    until(lambda: finaliser.trouble.disk == "failing")
    assert not book.entries
    assert part.exists()
