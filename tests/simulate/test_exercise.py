"""The exercise that ships: whole, small, an exercise for its whole life, with its sound and what a trainer looks for."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from pathlib import Path

import pytest
import soundfile

from journal.reader import Reader
from journal.verify import verify
from units.entry import Entry
from units.findings import AlarmOpened, VoiceRecorded
from units.picture import Picture

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "demo" / "exercise"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy, for whoever opens a journal may write beside it."""
    copy = tmp_path_factory.mktemp("exercise") / "exercise"
    shutil.copytree(SHIPPED, copy)
    return copy


@pytest.fixture(scope="module")
def entries(folder: Path) -> list[Entry]:
    reader = Reader(folder)
    try:
        assert reader.mode() == "exercise"
        return reader.entries(0, 100_000)
    finally:
        reader.close()


def test_it_is_small_and_complete(folder: Path) -> None:
    files = [file for file in SHIPPED.rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) < 3_000_000
    assert verify(folder).ok


def test_it_has_what_a_trainer_looks_for(entries: list[Entry]) -> None:
    assert all(entry.what is not None for entry in entries)
    kinds = Counter(entry.kind for entry in entries)
    assert kinds["EmergencyRaised"] == 3
    assert kinds["AlarmOpened"] == kinds["AlarmAcknowledged"] == kinds["AlarmClosed"] == 1
    assert kinds["Keyed"] == kinds["Unkeyed"] == 3
    assert kinds["VoiceRecorded"] >= 30
    assert kinds["NoFix"] >= 5
    assert kinds["LinkDown"] == 1
    assert not {"NotRecording", "Refused", "Undecoded"} & set(kinds)
    opened = next(entry.what for entry in entries if isinstance(entry.what, AlarmOpened))
    assert opened.radio == "tetra@247-9:2201118"
    assert 180.0 < entries[-1].wall - entries[0].wall < 600.0


def test_its_picture_has_every_unit_in_its_place(entries: list[Entry]) -> None:
    picture = Picture()
    for entry in entries:
        picture.apply(entry)
    facts = picture.facts
    assert facts.mode == "exercise"
    assert len(facts.groups) == 8
    assert [unit.id for unit in facts.units.values() if not unit.named] == ["tetra@247-9:2201131"]
    assert sum(unit.fix is not None for unit in facts.units.values()) == 13
    assert not any(alarm.ringing for alarm in facts.alarms.values())


def test_its_recordings_are_what_was_recorded(folder: Path, entries: list[Entry]) -> None:
    recorded = [entry.what for entry in entries if isinstance(entry.what, VoiceRecorded)]
    assert {folder / found.path for found in recorded} == set((folder / "voice").rglob("*.flac"))
    for found in recorded:
        assert hashlib.sha256((folder / found.path).read_bytes()).hexdigest() == found.sha256
        assert soundfile.info(folder / found.path).duration == pytest.approx(found.seconds, abs=0.02)
