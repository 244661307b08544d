"""PMTiles archives become packs tile for tile; damaged ones are refused in one sentence."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pmtiles.tile import (
    Compression,
    Entry,
    TileType,
    serialize_directory,
    serialize_header,
    tileid_to_zxy,
    zxy_to_tileid,
)
from pmtiles.writer import Writer

from console.map.gazetteer import beside
from console.map.imports.hilbert import cells
from console.map.imports.leaves import entries
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


def packed(path: Path, found: list[Entry], data: bytes, root: bytes = b"", leaves: bytes = b"") -> Path:
    """An archive with these entries in its root, or with this root as it is; ``leaves`` lie behind it."""
    root, meta = root or serialize_directory(found), gzip.compress(b"{}")
    behind = 127 + len(root) + len(meta)
    header: Any = {
        "root_offset": 127, "root_length": len(root), "metadata_offset": 127 + len(root), "metadata_length": len(meta),
        "leaf_directory_offset": behind, "leaf_directory_length": len(leaves),
        "tile_data_offset": behind + len(leaves), "tile_data_length": len(data), "clustered": True,
        "internal_compression": Compression.GZIP, "tile_compression": Compression.GZIP, "tile_type": TileType.MVT,
        "min_zoom": 0, "max_zoom": 14, "center_zoom": 5,
    }  # fmt: skip
    path.write_bytes(serialize_header(header) + root + meta + leaves + data)
    return path


def test_the_curve_is_the_one_of_the_specification() -> None:
    for first, count in ((0, 400), ((4**9 - 1) // 3 - 50, 3000), (12_345_678_901, 50)):
        mine = cells(np.arange(first, first + count)).tolist()
        assert mine == [list(tileid_to_zxy(number)) for number in range(first, first + count)]
    with pytest.raises(ValueError, match="no such tile"):
        cells(np.array([2**62]))


def test_directories_are_read_as_they_are_written() -> None:
    told = [Entry(5, 0, 100, 1), Entry(7, 100, 20, 300), Entry(2**40, 10, 2**30, 1), Entry(2**40 + 9, 7, 3, 0)]
    found = list(entries(gzip.decompress(serialize_directory(told))))
    assert found == [(one.tile_id, one.offset, one.length, one.run_length) for one in told]
    for broken in (b"", b"\x01", b"\x00", b"\x01\x00\x01\x05\x00", b"\xff" * 12, b"\x80" * 4, b"\x02" * 8):
        with pytest.raises(ValueError, match=r"\w"):
            entries(broken)


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


def test_a_directory_of_more_entries_than_any_needs(tmp_path: Path, refused: Callable[[Path], str]) -> None:
    """A few kB that unpack to millions of entries would take hundreds of MB as objects."""
    count = 600_000
    number = bytes([count & 0x7F | 0x80, count >> 7 & 0x7F | 0x80, count >> 14])
    root = gzip.compress(number + b"\x01" * (4 * count), 9)
    assert len(root) < 16_000
    assert "damaged or cut off" in refused(packed(tmp_path / "d.pmtiles", [], b"x", root))


def test_directories_that_lead_to_themselves(tmp_path: Path, refused: Callable[[Path], str]) -> None:
    """Each names the other ten thousand times: four deep that is more than anybody can read."""
    again = gzip.compress(b"\x90\x4e" + b"\x00" * 10_000 + b"\x00" * 10_000 + b"\x32" * 10_000 + b"\x01" * 10_000)
    leaf = serialize_directory([Entry(0, 0, len(again), 0)] * 10_000)
    file = packed(tmp_path / "d.pmtiles", [Entry(0, 0, len(leaf), 0)] * 10_000, b"x", b"", leaf)
    assert "damaged or cut off" in refused(file)


def test_another_version_kind_or_compression(tmp_path: Path, refused: Callable[[Path], str]) -> None:
    data = bytearray(archive(tmp_path / "v.pmtiles").read_bytes())
    data[7] = 2
    (tmp_path / "v.pmtiles").write_bytes(data)
    assert "another version" in refused(tmp_path / "v.pmtiles")
    assert "only gzip can" in refused(archive(tmp_path / "z.pmtiles", packed=Compression.BROTLI))
    assert "of a kind that cannot be shown" in refused(archive(tmp_path / "a.pmtiles", kind=TileType.UNKNOWN))
