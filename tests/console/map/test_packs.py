"""Imported packs: what is shown of a good one, and the one sentence for a bad one."""

from __future__ import annotations

import gzip
import sqlite3
import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from console.map.camera import world_x, world_y
from console.map.imports.app import run
from console.map.imports.door import bring_in
from console.map.packs import PackError, Reader, check, installed
from console.map.paint import TileKey, TilePainter
from console.map.style import style
from tests.console.map import made

Z9 = (9, int(world_x(26.5) * 512), int(world_y(55.9) * 512))
"""The tile of zoom 9 with Daugavpils in it."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOPA_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def vector(tmp_path: Path, tiles: dict[tuple[int, int, int], bytes] | None = None, **meta: str) -> Path:
    return made.mbtiles(tmp_path / "pack.mbtiles", tiles or {Z9: made.lake_tile()}, meta=meta)


def painted(stack: list[Reader], z: int, x: int, y: int) -> QImage:
    return TilePainter(stack).paint(TileKey(z, x, y, 256, 4 * z, False, 0)).image


def test_install_copies_a_pack_and_says_so(tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = vector(tmp_path, attribution='<a href="x">&copy; OpenStreetMap</a> contributors')
    assert run([file]) == 0
    out = capsys.readouterr()
    assert out.err == ""
    assert "vector, zoom 9–9" in out.out
    assert "© OpenStreetMap contributors" in out.out
    assert (home / "maps" / "pack.mbtiles").read_bytes() == file.read_bytes()
    readers, faults = installed()
    assert [reader.pack.name for reader in readers] == ["pack"]
    assert faults == []
    assert run([home / "maps" / "pack.mbtiles"]) == 0, "installing what is installed is fine"


def test_tiles_without_an_index_get_one(tmp_path: Path, home: Path) -> None:
    file = vector(tmp_path)
    db = sqlite3.connect(file)
    db.execute("DROP INDEX tile_index")
    db.commit()
    db.close()
    assert run([file]) == 0
    db = sqlite3.connect(home / "maps" / "pack.mbtiles")
    (plan,) = db.execute("EXPLAIN QUERY PLAN SELECT 1 FROM tiles WHERE zoom_level=1 AND tile_column=1").fetchall()
    db.close()
    assert "USING" in plan[-1]
    readers, _faults = installed()
    assert readers[0].tile(*Z9) is not None


def test_a_view_that_never_ends_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.map.packs.PATIENCE", 0.2)
    with pytest.raises(PackError, match="takes too long"):
        check(endless(tmp_path))


def test_rows_are_tms(tmp_path: Path) -> None:
    reader = Reader(vector(tmp_path))
    assert reader.tile(*Z9) is not None
    assert reader.tile(9, Z9[1], 511 - Z9[2]) is None
    assert reader.has(*Z9)
    assert not reader.has(8, 0, 0)


def test_rows_that_are_no_numbers_are_left_alone(tmp_path: Path) -> None:
    """SQLite keeps words, nothing, and numbers beyond the zoom in any column."""
    file = vector(tmp_path)
    db = sqlite3.connect(file)
    for column, row in (("x", "y"), (None, None), (1.5, 2.5), (-1, 3), (2**40, 5), (5, b"y")):
        db.execute("INSERT INTO tiles VALUES (9, ?, ?, ?)", (column, row, made.lake_tile()))
    db.commit()
    db.close()
    assert run([file]) == 0
    readers, _faults = installed()
    assert [one[:3] for one in readers[0].all(0)] == [one[:3] for one in readers[0].samples()] == [Z9]


def test_the_lake_is_water_and_the_road_neutral(tmp_path: Path, qtbot: QtBot) -> None:
    image = painted([Reader(vector(tmp_path))], *Z9)
    look = style(False)
    assert image.pixelColor(128, 128) == look.water
    assert image.pixelColor(128, 200) == look.water or image.pixelColor(128, 240) == look.land
    road = image.pixelColor(128, 31)
    assert max(road.red(), road.green(), road.blue()) - min(road.red(), road.green(), road.blue()) < 45


def test_zooms_between_are_drawn_from_the_deeper_ones_and_above_from_the_last(tmp_path: Path, qtbot: QtBot) -> None:
    """A quarter of zoom 9 is water at zoom 10; zoom 8 shows the lake in one quarter."""
    z, x, y = Z9
    reader = Reader(vector(tmp_path))
    water = style(False).water
    assert painted([reader], z + 1, 2 * x, 2 * y).pixelColor(250, 250) == water
    assert painted([reader], z + 1, 2 * x, 2 * y).pixelColor(20, 100) != water
    below = painted([reader], z - 1, x // 2, y // 2)
    assert below.pixelColor(64 + 128 * (x % 2), 64 + 128 * (y % 2)) == water


def test_a_raster_pack_is_shown_overzoomed_and_darker_by_night(tmp_path: Path, qtbot: QtBot) -> None:
    reader = Reader(made.mbtiles(tmp_path / "r.mbtiles", {Z9: made.picture("#80C040")}))
    assert reader.pack.raster
    z, x, y = Z9
    assert painted([reader], z + 2, 4 * x + 1, 4 * y + 1).pixelColor(10, 10) == QColor("#80C040")
    night = TilePainter([reader]).paint(TileKey(z, x, y, 64, 4 * z, True, 0)).image.pixelColor(10, 10)
    assert night.lightness() < QColor("#80C040").lightness() / 2


def garbage(tmp_path: Path) -> Path:
    path = tmp_path / "noise.mbtiles"
    path.write_bytes(bytes(range(256)) * 40)
    return path


def empty(tmp_path: Path) -> Path:
    return made.mbtiles(tmp_path / "empty.mbtiles", {})


def no_such(tmp_path: Path) -> Path:
    return tmp_path / "none.mbtiles"


def folder(tmp_path: Path) -> Path:
    return tmp_path


def foreign(tmp_path: Path) -> Path:
    path = tmp_path / "foreign.mbtiles"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE recipes (name text)")
    db.commit()
    db.close()
    return path


def cut_off(tmp_path: Path) -> Path:
    tiles = {(9, Z9[1] + i % 8, Z9[2] + i // 8): made.lake_tile(f"Ezers {i}" * 40) for i in range(64)}
    path = made.mbtiles(tmp_path / "cut.mbtiles", tiles, pack=False)
    path.write_bytes(path.read_bytes()[:9000])
    return path


def broken_within(tmp_path: Path) -> Path:
    """Sound where one looks first, broken pages farther in."""
    tiles = {(9, Z9[1] - 20 + i % 40, Z9[2] - 20 + i // 40): made.lake_tile(f"Ezers {i}" * 30) for i in range(1600)}
    path = made.mbtiles(tmp_path / "within.mbtiles", tiles, pack=False)
    whole = path.read_bytes()
    first, last = len(whole) // 2 // 4096 * 4096, len(whole) * 3 // 4 // 4096 * 4096
    path.write_bytes(whole[:first] + b"\xa5" * (last - first) + whole[last:])
    return path


def projected(tmp_path: Path) -> Path:
    return vector(tmp_path, crs="EPSG:3059")


def elsewhere(tmp_path: Path) -> Path:
    return vector(tmp_path, bounds="-74.1,40.6,-73.7,40.9")


def bomb(tmp_path: Path) -> Path:
    path = made.mbtiles(tmp_path / "bomb.mbtiles", {}, pack=False)
    db = sqlite3.connect(path)
    db.execute("INSERT INTO tiles VALUES (9, 1, 1, ?)", (gzip.compress(bytes(200 * 1024 * 1024), 9),))
    db.commit()
    db.close()
    return path


def no_tile(tmp_path: Path) -> Path:
    return made.mbtiles(tmp_path / "text.mbtiles", {Z9: b"<html>404 not found</html>"})


def other_schema(tmp_path: Path) -> Path:
    tile = made.encode_tile(made.encode_layer("my_layer", [(1, [[(1, 1)]], {})]))
    return made.mbtiles(tmp_path / "own.mbtiles", {Z9: tile})


def mixed_kinds(tmp_path: Path) -> Path:
    return made.mbtiles(tmp_path / "mixed.mbtiles", {Z9: made.picture("#808080"), (9, 1, 1): made.lake_tile()})


def endless(tmp_path: Path) -> Path:
    """A view that never ends."""
    path = tmp_path / "endless.mbtiles"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE metadata (name text, value text)")
    db.execute(
        "CREATE VIEW tiles AS WITH RECURSIVE n(i) AS (SELECT 30 UNION ALL SELECT i + 1 FROM n) "
        "SELECT i AS zoom_level, i AS tile_column, i AS tile_row, x'00' AS tile_data FROM n"
    )
    db.commit()
    db.close()
    return path


def left(maps: Path) -> list[Path]:
    """What an import left behind: packs, indexes, drafts."""
    return [one for one in maps.rglob("*") if one.name not in {".drafts", "lock"}]


BAD = [
    endless,
    garbage,
    empty,
    no_such,
    folder,
    foreign,
    cut_off,
    broken_within,
    projected,
    elsewhere,
    bomb,
    no_tile,
    other_schema,
    mixed_kinds,
]


@pytest.mark.parametrize("make", BAD, ids=lambda make: make.__name__)
def test_a_bad_pack_is_one_sentence_and_nothing_is_installed(
    make: object, tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make(tmp_path)  # type: ignore[operator]
    assert run([path]) == 1
    out = capsys.readouterr()
    assert out.out == ""
    assert len(out.err.strip().splitlines()) == 1
    assert str(path) in out.err
    assert left(home / "maps") == []


def test_a_maps_folder_that_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("KOPA_HOME", str(tmp_path / "file"))
    assert run([vector(tmp_path)]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("console.map.imports.drafting.os.fsync", full)
    with pytest.raises(PackError, match="The disk is full"):
        bring_in(vector(tmp_path), tmp_path / "maps", lambda _share: None)
    assert left(tmp_path / "maps") == []


def test_a_broken_file_in_the_maps_folder_is_told_and_the_rest_is_shown(tmp_path: Path, home: Path) -> None:
    assert run([vector(tmp_path)]) == 0
    (home / "maps" / "broken.mbtiles").write_bytes(b"SQLite format 3\x00" + bytes(4000))
    readers, faults = installed()
    assert len(readers) == 1
    assert len(faults) == 1
    assert "broken.mbtiles" in faults[0]


def test_a_broken_tile_in_a_good_pack_is_a_missing_tile(tmp_path: Path, qtbot: QtBot) -> None:
    z, x, y = Z9
    reader = Reader(made.mbtiles(tmp_path / "p.mbtiles", {Z9: b"\xff" * 50, (z, x + 1, y): made.lake_tile()}))
    assert painted([reader], *Z9).pixelColor(128, 250) == painted([], *Z9).pixelColor(128, 250)


def test_many_threads_read_one_pack(tmp_path: Path) -> None:
    reader = Reader(vector(tmp_path))
    wrong: list[int] = []

    def read() -> None:
        wrong.extend(1 for _ in range(200) if reader.tile(*Z9) is None)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    reader.close()
    assert reader.tile(*Z9) is None


def test_the_development_pack_where_it_exists(qtbot: QtBot) -> None:
    path = Path(__file__).resolve().parents[3] / "../shared/map/lvlt-basemap.mbtiles"
    if not path.exists():
        pytest.skip("LOUD: the development map pack is not beside the checkout; its tiles are not tried")
    pack = check(path)
    assert pack.levels == (5, 6, 7, 8, 9, 10, 12)
    reader = Reader(path)
    z, x, y = 11, int(world_x(26.53) * 2048), int(world_y(55.87) * 2048)
    tile = TilePainter([reader]).paint(TileKey(z, x, y, 256, 44, False, 0))
    assert "Daugavpils" in {label.text for label in tile.labels}
    colours = {tile.image.pixelColor(i, j).name() for i in range(0, 256, 8) for j in range(0, 256, 8)}
    assert len(colours) > 6
