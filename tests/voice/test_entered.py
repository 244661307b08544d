"""Killed when a recording's entry was on disk and its part file was still there: the next start enters it only once."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import numpy as np
import pytest
import soundfile

from station.voice import finaliser as finalising
from station.voice.finaliser import Finaliser
from station.voice.originals import SUFFIX
from station.voice.parts import Frame, Original, Part, pack_frame, pack_head, pack_original
from station.voice.shelf import Shelf
from tests.voice.desk import noise, until
from tests.voice.test_recorder import HEAD, Journal
from units.findings import VoiceRecorded

FRAMES = [Frame(at, 1000.0 + at / 8000, 8000, noise(160, at)) for at in range(0, 800, 160)]
CODED = [Original(0, 1000.0, "ambe", b"123456789")]


class Killed:
    """A journal that has the entry of what ``records`` make, and the part file as if it had never been removed."""

    def __init__(self, folder: Path, records: list[bytes]) -> None:
        self.folder, self.journal = folder, Journal()
        shelf = Shelf(folder)
        self.part, descriptor = shelf.create(HEAD.call, HEAD.folder)
        os.write(descriptor, pack_head(HEAD) + b"".join(records))
        os.close(descriptor)
        data = self.part.read_bytes()
        self.flac = shelf.flac(self.part, HEAD.folder)
        finaliser = Finaliser(shelf, self.journal.append, lambda wall: set(), lambda: False)
        finaliser.finish(self.part)
        until(lambda: self.journal.futures)
        self.journal.futures[0].set_result(1)
        finaliser.stop(30)
        assert not self.part.exists()
        self.part.write_bytes(data)

    def start(self) -> list[VoiceRecorded]:
        """The entries there are when the next start has recovered what was left; the last one's files fit it."""
        known = {file for entry in self.entries for file in entry.files}
        finaliser = Finaliser(Shelf(self.folder), self.journal.append, lambda wall: known, lambda: True)
        finaliser._told.put(None)
        finaliser._thread.join(30)
        for future in self.journal.futures[1:]:
            future.set_result(2)
        assert not self.part.exists()
        for path, sha256 in self.entries[-1].files:
            assert hashlib.sha256((self.folder / path).read_bytes()).hexdigest() == sha256
        return self.entries

    @property
    def entries(self) -> list[VoiceRecorded]:
        return [entry for entry in self.journal.entries if isinstance(entry, VoiceRecorded)]


def newer(part: Part) -> Part:
    """As another version would decode it, with a decoder for what there was none for."""
    made = [Frame(each.start, each.wall, 8000, noise(160, 9)) for each in part.originals]
    return part._replace(frames=[each._replace(pcm=each.pcm ^ 1) for each in part.frames] or made)


@pytest.mark.parametrize("records", [[*map(pack_frame, FRAMES)], [*map(pack_original, CODED)]])
def test_a_newer_version_makes_nothing_else_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, records: list[bytes]
) -> None:
    killed = Killed(tmp_path, records)
    monkeypatch.setattr(finalising, "completed", newer)
    assert len(killed.start()) == 1


def test_what_the_disk_damaged_since_is_made_again(tmp_path: Path) -> None:
    killed = Killed(tmp_path, [pack_frame(each) for each in FRAMES])
    killed.flac.write_bytes(b"torn")
    assert len(killed.start()) == 1


def test_of_a_call_that_was_gone_on_with_nothing_is_lost(tmp_path: Path) -> None:
    killed = Killed(tmp_path, [pack_frame(each) for each in FRAMES])
    later = Frame(800, killed.flac.stat().st_mtime + 10, 8000, noise(160, 5))
    with killed.part.open("ab") as part:
        part.write(pack_frame(later))
    entry = killed.start()[-1]
    assert np.array_equal(soundfile.read(tmp_path / entry.path, dtype="int16")[0][-160:], later.pcm)


def test_a_call_that_is_opened_again_overwrites_no_frames_that_nobody_could_decode(tmp_path: Path) -> None:
    killed = Killed(tmp_path, [pack_original(each) for each in CODED])
    assert not killed.flac.exists() and killed.flac.with_suffix(SUFFIX).exists()
    killed.part.unlink()
    path, descriptor = Shelf(tmp_path).create(HEAD.call, HEAD.folder)
    os.close(descriptor)
    assert path.stem == "c~2"
