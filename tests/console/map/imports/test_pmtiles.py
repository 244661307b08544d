"""PMTiles archives become packs tile for tile; damaged ones are refused in one sentence."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from console.map.gazetteer import beside
from console.map.packs import Reader
from tests.console.map import made
from tests.console.map.imports.conftest import Bring
from tests.console.map.test_packs import Z9


def archive(
    path: Path,
    tiles: dict[tuple[int, int, int], bytes] | None = None,
    kind: TileType = TileType.MVT,
    packed: Compression = Compression.GZIP,
) -> Path:
    found = {Z9: gzip.compress(made.lake_tile("Ezermala"))} if tiles is None else tiles
    with path.open("wb") as file:
        writer: Any = Writer(file)  # type: ignore[no-untyped-call]
        for z, x, y in sorted(found, key=lambda one: zxy_to_tileid(*one)):
            writer.write_tile(zxy_to_tileid(z, x, y), found[z, x, y])
        header = {
            "tile_type": kind, "tile_compression": packed, "min_lon_e7": 260000000, "min_lat_e7": 550000000,
            "max_lon_e7": 280000000, "max_lat_e7": 570000000, "center_zoom": 0, "center_lon_e7": 0, "center_lat_e7": 0,
        }  # fmt: skip
        writer.finalize(header, {"name": "Latgale", "attribution": "© OpenStreetMap contributors"})
    return path


def test_an_archive_is_a_pack(tmp_path: Path, bring: Bring) -> None:
    z, x, y = Z9
    lake = gzip.compress(made.lake_tile("Ezermala"))
    done = bring(archive(tmp_path / "l.pmtiles", {Z9: lake, (z, x + 1, y): lake, (z, x, y + 1): lake}))
    assert (done.pack.name, done.pack.attribution) == ("Latgale", "© OpenStreetMap contributors")
    reader = Reader(done.pack.path)
    assert reader.tile(*Z9) == reader.tile(z, x + 1, y) == reader.tile(z, x, y + 1) == lake
    assert not reader.has(z, x + 1, y + 1)
    assert reader.pack.box.left == pytest.approx((26 + 180) / 360)
    reader.close()
    names = beside(done.pack.path)
    assert names is not None
    assert [one.sort for one in names.search("ezer")] == ["town"] * 3, "one in the middle of each tile"
    names.close()


def test_many_tiles_in_leaf_directories(tmp_path: Path, bring: Bring) -> None:
    tiles = {(12, 2300 + i % 100, 1250 + i // 100): gzip.compress(made.lake_tile(f"E {i}")) for i in range(6000)}
    done = bring(archive(tmp_path / "many.pmtiles", tiles))
    reader = Reader(done.pack.path)
    assert reader.count(12) == 6000
    assert all(reader.tile(*key) == tiles[key] for key in list(tiles)[::500])
    reader.close()


def test_a_raster_archive_is_a_raster_pack(tmp_path: Path, bring: Bring) -> None:
    file = archive(tmp_path / "r.pmtiles", {Z9: made.picture("#808080")}, TileType.PNG, Compression.NONE)
    assert bring(file).pack.raster


@pytest.mark.parametrize("keep", [9, 60, 127, 140, 0.5, 0.98])
def test_cut_off(tmp_path: Path, refused: Callable[[Path], str], keep: float) -> None:
    tiles = {(12, 2300 + i % 100, 1250 + i // 100): gzip.compress(made.lake_tile(f"E {i}")) for i in range(300)}
    file = archive(tmp_path / "c.pmtiles", tiles)
    data = file.read_bytes()
    file.write_bytes(data[: int(keep * len(data)) if keep < 1 else int(keep)])
    assert "The PMTiles file is damaged or cut off." in refused(file)


def test_every_byte_of_the_head_may_be_wrong(tmp_path: Path, bring: Bring) -> None:
    """Whatever is turned over: a pack, or PackError; nothing else."""
    from console.map.packs import PackError

    good = archive(tmp_path / "g.pmtiles").read_bytes()
    for at in range(0, min(len(good), 220), 3):
        (tmp_path / "x.pmtiles").write_bytes(good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :])
        try:
            bring(tmp_path / "x.pmtiles")
        except PackError as error:
            assert "\n" not in str(error)


def test_a_directory_that_is_a_bomb(tmp_path: Path, refused: Callable[[Path], str]) -> None:
    data = bytearray(archive(tmp_path / "b.pmtiles").read_bytes())
    bomb = gzip.compress(bytes(200 * 1024 * 1024), 9)
    data[8:24] = len(data).to_bytes(8, "little") + len(bomb).to_bytes(8, "little")
    (tmp_path / "b.pmtiles").write_bytes(bytes(data) + bomb)
    assert "damaged or cut off" in refused(tmp_path / "b.pmtiles")


def test_another_version_kind_or_compression(tmp_path: Path, refused: Callable[[Path], str]) -> None:
    data = bytearray(archive(tmp_path / "v.pmtiles").read_bytes())
    data[7] = 2
    (tmp_path / "v.pmtiles").write_bytes(data)
    assert "another version" in refused(tmp_path / "v.pmtiles")
    assert "only gzip can" in refused(archive(tmp_path / "z.pmtiles", packed=Compression.BROTLI))
    assert "of a kind that cannot be shown" in refused(archive(tmp_path / "a.pmtiles", kind=TileType.UNKNOWN))
