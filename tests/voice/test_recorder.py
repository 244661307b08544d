"""Recorder and finaliser when the disk or the journal will not: nothing waits, what is lost is said, the rest arrives."""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import msgspec
import numpy as np
import pytest

from journal.errors import JournalError
from station.voice import finaliser as finalising
from station.voice import recorder as recording
from station.voice.assemble import assemble
from station.voice.calls import Calls
from station.voice.finaliser import Finaliser
from station.voice.parts import Frame, Head, read
from station.voice.recorder import Recorder
from station.voice.samples import Pcm
from station.voice.shelf import Shelf, day
from station.voice.wire import Open, Voice
from tests.voice.desk import noise, until
from units.findings import RecordingDamaged, VoiceLost, VoiceRecorded

HEAD = Head(call="c", group="g", wall=1000.0, folder="1970-01-01")


class Room:
    def __init__(self, journal: Path) -> None:
        self.shelf = Shelf(journal)
        self.finished: list[Path] = []
        self.lost: list[tuple[str, str, float]] = []
        self.recorder = Recorder(self.shelf, self.finished.append, lost=lambda *told: self.lost.append(told))
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
    ((call, group, seconds),) = room.lost
    assert (call, group) == ("c", "g") and seconds == pytest.approx(10.0 - len(kept) / 8000)


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


def test_what_is_written_is_put_on_the_platter_while_the_call_goes_on_and_at_its_end(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "SYNC_SECONDS", 0.05)
    synced: list[int] = []  # bytes of the file at each
    monkeypatch.setattr(os, "fdatasync", lambda number: synced.append(os.fstat(number).st_size), raising=False)
    room.recorder.open(HEAD)
    room.speak(noise(800))
    until(lambda: synced)
    first = synced[-1]
    assert first > 1600
    room.speak(noise(800))
    until(lambda: synced[-1] > first + 1600)
    room.recorder.close("c")
    room.recorder.stop()
    assert synced[-1] == room.finished[0].stat().st_size


def test_a_disk_that_does_not_keep_what_it_took_is_told(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "SYNC_SECONDS", 0.05)
    broken = [True]

    def sync(_: int) -> None:
        if broken[0]:
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fdatasync", sync, raising=False)
    room.recorder.open(HEAD)
    room.speak(noise(800))
    until(lambda: room.recorder.trouble.disk == "failing")
    assert "Input/output" in room.recorder.trouble.why
    broken[0] = False
    until(lambda: room.recorder.trouble.disk == "ok")
    room.recorder.close("c")
    room.recorder.stop()
    assert np.array_equal(room.kept(), noise(800))


def test_a_call_whose_talk_group_was_a_guess_is_recorded_under_its_true_one(room: Room) -> None:
    room.recorder.open(HEAD)
    room.speak(noise(800))
    until(lambda: not room.recorder.waiting)
    true = msgspec.structs.replace(HEAD, group="true")
    room.recorder.open(true)
    room.speak(noise(800, 2))
    room.recorder.close("c")
    room.recorder.stop()
    part = read(room.finished[0].read_bytes())
    assert part.head == true and part.damaged == 0
    assert np.array_equal(room.kept(), np.concatenate((noise(800), noise(800, 2)))), "and nothing of it is lost"


def test_the_station_moves_a_call_and_its_recording_with_it(room: Room) -> None:
    calls = Calls(room.recorder)
    calls.open(Open(call="c", group="guess", wall=1000.0))
    voice = noise(160).tobytes()
    calls.voice(Voice(call="c", index=0, codec="s16le8", data=voice, wall=1000.0))
    calls.open(Open(call="c", group="true", wall=1000.5))
    calls.voice(Voice(call="c", index=160, codec="s16le8", data=voice, wall=1000.5))
    calls.close("c")
    room.recorder.stop()
    part = read(room.finished[0].read_bytes())
    assert part.head == Head(call="c", group="true", wall=1000.0, folder="1970-01-01") and len(part.frames) == 2
    assert len(room.finished) == 1


def test_impossible_times_have_a_folder() -> None:
    assert (day(-1.0), day(1e300), day(float("nan"))) == ("1970-01-01", "2096-10-02", "1970-01-01")


# -- the finaliser


class Journal:
    """Takes entries when it is told to."""

    def __init__(self) -> None:
        self.entries: list[finalising.Finding] = []
        self.futures: list[Future[int]] = []
        self.refuses = False

    def append(self, entry: finalising.Finding) -> Future[int]:
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


def test_seconds_that_were_lost_are_told_as_soon_as_the_journal_can_be_opened(
    book: Journal, finaliser: Finaliser
) -> None:
    book.refuses = True
    finaliser.lost("c", "g", 3.456)
    book.refuses = False
    until(lambda: book.entries)
    assert book.entries == [VoiceLost(call="c", group="g", seconds=3.46)]


@pytest.mark.parametrize("whole", [False, True])
def test_damage_in_a_part_is_on_record(room: Room, book: Journal, finaliser: Finaliser, whole: bool) -> None:
    part = recorded(room)
    data = bytearray(part.read_bytes())
    for at in range(20, len(data), 20) if whole else (len(data) // 2,):
        data[at] ^= 0xFF
    size = read(bytes(data)).damaged
    part.write_bytes(bytes(data))
    finaliser.finish(part)
    until(lambda: any(isinstance(entry, RecordingDamaged) for entry in book.entries))
    (told,) = [entry for entry in book.entries if isinstance(entry, RecordingDamaged)]
    assert (told.call, told.damaged) == ("c", size)
    if whole:
        assert told.whole and told.path == "voice/parts/bad/c.part" and (room.shelf.bad / "c.part").exists()
    else:
        assert not told.whole and told.group == "g"
        (made,) = [entry for entry in book.entries if isinstance(entry, VoiceRecorded)]
        assert told.path == made.path


def test_what_a_crash_leaves_of_the_last_record_is_no_damage(
    room: Room, book: Journal, finaliser: Finaliser, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = recorded(room)
    part.write_bytes(part.read_bytes()[:-100])
    monkeypatch.setattr(finalising, "HEAD_START", 0.0)
    finaliser._do(finalising._Job(part, recovered=True))
    assert [type(entry) for entry in book.entries] == [VoiceRecorded]
    finaliser._do(finalising._Job(part, recovered=False))
    assert [type(entry) for entry in book.entries] == [VoiceRecorded, VoiceRecorded, RecordingDamaged], "it is, here"
