"""What is made of a small file may be large: an import stops while the disk still has room for the record."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from pmtiles.tile import Entry, zxy_to_tileid

from console.map.camera import LIMITS
from console.map.imports import drafting
from console.map.packs import Reader
from tests.console.map import made
from tests.console.map.imports.conftest import Bring
from tests.console.map.imports.test_geojson import SQUARE, collection, feature
from tests.console.map.imports.test_pmtiles import packed


class Usage(NamedTuple):
    free: int


@pytest.fixture
def filling(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that has room when it is first asked, and none from then on; asked after every byte."""
    asked = [0]

    def usage(_path: object) -> Usage:
        asked[0] += 1
        return Usage(10**12 if asked[0] == 1 else drafting.SPARE)

    monkeypatch.setattr(shutil, "disk_usage", usage)
    monkeypatch.setattr(drafting, "STRIDE", 1)


def runs(path: Path, count: int, z: int = 10) -> Path:
    """An archive of one tile that lies ``count`` times along the curve from the first of zoom ``z`` on."""
    data = made.lake_tile()
    return packed(path, [Entry(zxy_to_tileid(z, 0, 0), 0, len(data), count)], data)


@pytest.mark.usefixtures("filling")
@pytest.mark.parametrize("kind", ["pmtiles", "geojson", "osm.pbf"])
def test_it_stops_before_the_disk_is_full(tmp_path: Path, refused: Callable[[Path], str], kind: str) -> None:
    file = tmp_path / f"m.{kind}"
    if kind == "pmtiles":
        runs(file, 1 << 20)
    elif kind == "geojson":
        collection(file, feature("Polygon", [SQUARE], name="Viens"))
    else:
        pytest.importorskip("osmium", reason="LOUD: osmium is not installed; extracts are not tried")
        from tests.console.map.imports import town

        town.extract(file)
    assert "The disk is full" in refused(file)


@pytest.mark.usefixtures("filling")
def test_the_places_of_nodes_count_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nodes without tags, which are most, are written before anything is looked at."""
    osmium = pytest.importorskip("osmium", reason="LOUD: osmium is not installed; extracts are not tried")
    from console.map.imports.cutting import Cutter
    from console.map.imports.osm import Extract
    from console.map.packs import PackError

    file = tmp_path / "nodes.osm.pbf"
    with osmium.SimpleWriter(str(file)) as writer:
        for number in range(1, 45_000):
            writer.add_node(osmium.osm.mutable.Node(id=number, location=(26.0, 55.0)))
    told: list[float] = []
    extract = Extract(file, tmp_path, Cutter(tmp_path), told.append)
    shutil.disk_usage(tmp_path)  # the look before an import
    with pytest.raises(PackError, match="The disk is full"):
        extract.read()
    monkeypatch.undo()
    again = tmp_path / "again"
    again.mkdir()
    Extract(file, again, Cutter(again), told.append).read()
    assert told, "and the bar moves while they are read"
    assert all(0 < share < 1 for share in told)


def test_only_the_tiles_of_the_window_are_kept(tmp_path: Path, bring: Bring) -> None:
    """A run over all of zoom 10: a million tiles, of which the map can show some thousand."""
    done = bring(runs(tmp_path / "run.pmtiles", 1 << 20))
    side = 1 << 10
    columns = int(LIMITS.right * side) - int(LIMITS.left * side) + 1
    rows = int(LIMITS.bottom * side) - int(LIMITS.top * side) + 1
    reader = Reader(done.pack.path)
    assert reader.count(10) == columns * rows
    assert reader.has(10, int(LIMITS.left * side), int(LIMITS.top * side))
    assert not reader.has(10, int(LIMITS.left * side) - 1, int(LIMITS.top * side))
    reader.close()
    assert f"{(1 << 20) - columns * rows} × outside" in done.left_out()


def test_an_archive_of_elsewhere_is_refused_in_words(tmp_path: Path, refused: Callable[[Path], str]) -> None:
    assert "no part of the map’s window" in refused(runs(tmp_path / "run.pmtiles", 100))


def test_a_run_of_more_than_a_file_can_have_is_not_believed(tmp_path: Path, refused: Callable[[Path], str]) -> None:
    assert "damaged" in refused(runs(tmp_path / "run.pmtiles", 50_000_001, 14))
