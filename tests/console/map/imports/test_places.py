"""Imported names lie where their file has them, to the metre, whatever it counts its rows from."""

from __future__ import annotations

import gzip
import math
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from console.map.camera import world_x, world_y
from console.map.gazetteer import Named, beside
from console.map.imports.door import Done
from console.map.packs import Reader
from tests.console.map import made
from tests.console.map.imports.conftest import Bring
from tests.console.map.imports.test_geojson import collection, feature
from tests.console.map.imports.test_pmtiles import archive

Z, LAT, LON = 12, 55.8714, 26.5161
"""Daugavpils."""
ACROSS = 40_075_016.7 * math.cos(math.radians(LAT)) / (4096 << Z)
"""m of a tile unit there."""


def spot() -> tuple[tuple[int, int, int], tuple[int, int]]:
    """The tile of the place, and where in it that is."""
    x, y = world_x(LON) * (1 << Z), world_y(LAT) * (1 << Z)
    return (Z, int(x), int(y)), (round(x % 1 * 4096), round(y % 1 * 4096))


def tile() -> bytes:
    """A town and a street, both there."""
    _key, (x, y) = spot()
    street = [[(x - 50, y), (x, y), (x + 50, y)]]
    return made.encode_tile(
        made.encode_layer("place", [(1, [[(x, y)]], {"class": "town", "name:latin": "Mērsala"})]),
        made.encode_layer("transportation_name", [(2, street, {"class": "minor", "name:latin": "Mēra iela"})]),
        made.encode_layer("transportation", [(2, street, {"class": "minor"})]),
    )


def turned(path: Path, **meta: str) -> Path:
    """The same file with its rows counted from the north."""
    made.mbtiles(path, {spot()[0]: tile()}, meta={"scheme": "xyz", **meta})
    db = sqlite3.connect(path)
    db.execute("UPDATE tiles SET tile_row = (1 << zoom_level) - 1 - tile_row")
    db.commit()
    db.close()
    return path


MAKES: dict[str, Callable[[Path], Path]] = {
    "mbtiles": lambda at: made.mbtiles(at / "m.mbtiles", {spot()[0]: tile()}),
    "mbtiles, scheme tms": lambda at: made.mbtiles(at / "m.mbtiles", {spot()[0]: tile()}, meta={"scheme": "tms"}),
    "mbtiles, scheme xyz": lambda at: turned(at / "m.mbtiles"),
    "mbtiles, scheme xyz with bounds": lambda at: turned(at / "m.mbtiles", bounds="26,55.5,27,56"),
    "mbtiles that says xyz and is not": lambda at: made.mbtiles(
        at / "m.mbtiles", {spot()[0]: tile()}, meta={"scheme": "xyz", "bounds": "26,55.5,27,56"}
    ),
    "pmtiles": lambda at: archive(at / "m.pmtiles", {spot()[0]: gzip.compress(tile())}),
}


def found(done: Done, text: str) -> Named:
    names = beside(done.pack.path)
    assert names is not None
    one = names.search(text)[0]
    names.close()
    return one


def apart(one: Named) -> float:
    """m from the place."""
    return math.hypot((one.lat - LAT) * 111_200, (one.lon - LON) * 111_200 * math.cos(math.radians(LAT)))


@pytest.mark.parametrize("make", MAKES.values(), ids=MAKES.keys())
def test_towns_and_streets_of_tiles(tmp_path: Path, bring: Bring, make: Callable[[Path], Path]) -> None:
    done = bring(make(tmp_path))
    for text, sort in (("mersala", "town"), ("mera iela", "street")):
        one = found(done, text)
        assert one.sort == sort
        assert apart(one) < ACROSS, f"{apart(one):.1f} m off"
    reader = Reader(done.pack.path)
    assert gzip.decompress(reader.tile(*spot()[0]) or b"") == tile()
    assert reader.has(*spot()[0])
    assert [one[:3] for one in reader.samples()] == [spot()[0]]
    reader.close()


def test_points_and_areas_of_shapes(tmp_path: Path, bring: Bring) -> None:
    ring = [[LON + dx, LAT + dy] for dx, dy in ((-0.1, -0.1), (0.1, -0.1), (0.1, 0.1), (-0.1, 0.1), (-0.1, -0.1))]
    file = collection(
        tmp_path / "s.geojson",
        feature("Point", [LON, LAT], name="Mērpunkts"),
        feature("Polygon", [ring], name="Mērlaukums"),
    )
    done = bring(file)
    assert apart(found(done, "merpunkts")) < 0.01
    assert apart(found(done, "merlaukums")) < 1000, "anywhere within would do, its middle is better"


def test_places_and_addresses_of_an_extract(tmp_path: Path, bring: Bring) -> None:
    pytest.importorskip(
        "osmium", reason="LOUD: osmium is not installed; extracts are not tried (pip install kopa[osm])"
    )
    from tests.console.map.imports import town

    done = bring(town.extract(tmp_path / "e.osm.pbf"))
    place, house = found(done, "ezermala"), found(done, "brivibas iela 12")
    assert (place.lat, place.lon) == pytest.approx((town.SOUTH + 0.005, town.WEST + 0.005), abs=1e-6)
    middle = (town.SOUTH + 0.0003 + 0.0001, town.WEST + 11 * 0.0008 + 0.00015)
    assert (house.lat, house.lon) == pytest.approx(middle, abs=1e-6)
