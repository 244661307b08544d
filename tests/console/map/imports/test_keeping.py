"""An import is whole or leaves nothing: full disks, cancelling, being killed, two at once."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from console.map.importing import Importing
from console.map.imports import drafting
from console.map.imports.door import bring_in, sweep
from console.map.packs import PackError
from tests.console.map.imports.conftest import Bring
from tests.console.map.imports.test_geojson import SQUARE, collection, feature


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return collection(tmp_path / "small.geojson", feature("Polygon", [SQUARE], name="Viens"))


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """Takes a while."""
    line = [[26 + (i % 7919) / 7919, 55 + (i % 6007) / 6007] for i in range(2000)]
    return collection(tmp_path / "large.geojson", *[feature("LineString", line, name=f"L {i}") for i in range(150)])


@pytest.mark.parametrize("pages", [2, 5, 12])
def test_a_full_disk(refused: Callable[[Path], str], large: Path, monkeypatch: pytest.MonkeyPatch, pages: int) -> None:
    monkeypatch.setattr(drafting, "PAGES", pages)
    assert "The disk is full" in refused(large)


def test_too_little_room_is_said_before_it_begins(
    refused: Callable[[Path], str], small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "SPARE", 10**18)
    assert "MB free" in refused(small)


def test_a_folder_that_cannot_be_written(small: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PackError):
        bring_in(small, tmp_path / "file" / "maps", lambda _share: None)


def test_what_a_killed_import_left_is_removed_by_the_next(maps: Path, bring: Bring, small: Path) -> None:
    left = maps / drafting.FOLDER / "left"
    left.mkdir(parents=True)
    (left / "map.mbtiles").write_bytes(bytes(1000))
    bring(small)
    assert not left.exists()
    assert [one.name for one in maps.glob("*.mbtiles")] == ["small.geojson.mbtiles"]


def test_two_at_once_are_one_too_many(maps: Path, bring: Bring, small: Path) -> None:
    with drafting.Bench(maps):
        with pytest.raises(PackError, match="Another map is being imported"):
            bring(small)
        sweep(maps)  # leaves one that is under way alone
        assert len([one for one in (maps / drafting.FOLDER).iterdir() if one.is_dir()]) == 1
    bring(small)


def test_a_former_map_stays_when_its_successor_is_broken(maps: Path, bring: Bring, small: Path) -> None:
    kept = bring(small).pack.path.read_bytes()
    small.write_text("{broken")
    with pytest.raises(PackError):
        bring(small)
    assert (maps / "small.geojson.mbtiles").read_bytes() == kept


@pytest.fixture
def importing(qtbot: QtBot, maps: Path) -> Iterator[Importing]:
    one = Importing()
    yield one
    one.stop()


def drafts(maps: Path) -> list[Path]:
    home = maps / drafting.FOLDER
    return [one for one in home.iterdir() if one.is_dir()] if home.is_dir() else []


def test_files_come_in_one_after_the_other(
    importing: Importing, maps: Path, qtbot: QtBot, small: Path, tmp_path: Path
) -> None:
    shares: list[float] = []
    faults: list[str] = []
    notes: list[str] = []
    importing.progress.connect(shares.append)
    importing.done.connect(faults.append)
    importing.note.connect(notes.append)
    odd = collection(tmp_path / "odd.geojson", feature("Point", [26.5, 55.8]), feature("Point", [1e9, 0]))
    (tmp_path / "bad.geojson").write_text("{broken")
    for file in (small, odd, tmp_path / "bad.geojson"):
        importing.start(file)
    qtbot.waitUntil(lambda: len(faults) == 3, timeout=120_000)
    assert faults[:2] == ["", ""]
    assert faults[2].startswith("bad.geojson: Not GeoJSON")
    assert notes == ["Left out: 1 × coordinates that are no degrees."]
    assert max(shares) == 1.0
    assert sorted(one.name for one in maps.glob("*.mbtiles")) == ["odd.geojson.mbtiles", "small.geojson.mbtiles"]
    assert not importing.busy


def test_a_fault_names_its_own_file(importing: Importing, qtbot: QtBot, small: Path, tmp_path: Path) -> None:
    """Also while the next one is under way already."""
    faults: list[str] = []
    importing.done.connect(faults.append)
    (tmp_path / "bad.geojson").write_text("{broken")
    for file in (tmp_path / "bad.geojson", small):
        importing.start(file)
    qtbot.waitUntil(lambda: len(faults) == 2, timeout=120_000)
    assert faults[0].startswith("bad.geojson: Not GeoJSON")
    assert faults[1] == ""


def test_cancelled_it_leaves_nothing(importing: Importing, maps: Path, qtbot: QtBot, large: Path) -> None:
    faults: list[str] = []
    importing.done.connect(faults.append)
    importing.start(large)
    qtbot.waitUntil(lambda: bool(drafts(maps)), timeout=120_000)
    importing.cancel()
    assert faults == ["The import of large.geojson was cancelled."]
    assert not importing.busy
    assert drafts(maps) == []
    assert list(maps.glob("*.mbtiles")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_killed_from_outside_it_is_said_and_leaves_nothing(
    importing: Importing, maps: Path, qtbot: QtBot, large: Path
) -> None:
    faults: list[str] = []
    importing.done.connect(faults.append)
    importing.start(large)
    qtbot.waitUntil(lambda: bool(drafts(maps)), timeout=120_000)
    os.kill(importing.pid, 9)
    qtbot.waitUntil(lambda: bool(faults), timeout=60_000)
    assert "broke off" in faults[0]
    assert drafts(maps) == []
    assert list(maps.glob("*.mbtiles")) == []


def test_a_million_points_are_bounded_in_memory(tmp_path: Path, bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shapes go to the disk in batches: what waits in memory is one batch, however large the file."""
    from console.map.imports import cutting

    most = [0]
    add = cutting.Cutter.add

    def counted(self: cutting.Cutter, shape: cutting.Shape) -> None:
        add(self, shape)
        most[0] = max(most[0], len(self._waiting))

    monkeypatch.setattr(cutting.Cutter, "add", counted)
    monkeypatch.setattr(cutting, "BATCH", 500)
    with (tmp_path / "m.geojson").open("w") as file:
        file.write('{"type":"FeatureCollection","features":[')
        for i in range(4000):
            one = feature("LineString", [[26 + i / 9000 + j / 1e6, 55 + j / 1e6] for j in range(20)])
            file.write(("," if i else "") + json.dumps(one))
        file.write("]}")
    began = time.monotonic()
    assert bring(tmp_path / "m.geojson").report.shapes == 4000
    assert most[0] < 500, f"took {time.monotonic() - began:.0f} s"
