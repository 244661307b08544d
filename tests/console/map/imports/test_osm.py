"""An OpenStreetMap extract becomes a map: the made-up town of town.py, and what is wrong with damaged ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from console.map.camera import world_x, world_y
from console.map.gazetteer import Gazetteer, beside
from console.map.imports import osm_tags
from console.map.mvt import Layer, inflate, layers
from console.map.packs import Reader
from console.map.paint import TileKey, TilePainter
from console.map.style import style
from tests.console.map.imports import town
from tests.console.map.imports.conftest import Bring

pytest.importorskip("osmium", reason="LOUD: osmium is not installed; extracts are not tried (pip install kopa[osm])")


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    return town.extract(tmp_path / "Ezermala.osm.pbf")


def tile_at(reader: Reader, z: int, lat: float, lon: float) -> dict[str, Layer]:
    blob = reader.tile(z, int(world_x(lon) * (1 << z)), int(world_y(lat) * (1 << z)))
    return {layer.name: layer for layer in layers(inflate(blob or b""))}


def test_an_extract_is_a_map_from_zoom_5_to_14_with_its_attribution(extract: Path, bring: Bring) -> None:
    done = bring(extract)
    assert done.pack.path.name == "Ezermala.osm.pbf.mbtiles"
    assert done.pack.levels == tuple(range(5, 15))
    assert done.pack.attribution == "© OpenStreetMap contributors"
    assert not done.pack.overlay
    reader = Reader(done.pack.path)
    middle = (town.SOUTH + 0.0004, town.WEST + 0.004)
    deep = tile_at(reader, 14, *middle)
    assert {"transportation", "transportation_name", "building"} <= set(deep)
    assert len(deep["building"].features) == 12
    assert {one.tags["name"] for one in deep["transportation_name"].features} >= {"Brīvības iela"}
    shallow = tile_at(reader, 9, *middle)
    assert {"boundary", "water", "waterway", "landcover", "transportation", "place"} <= set(shallow)
    assert {one.tags["class"] for one in shallow["transportation"].features} == {"primary", "secondary"}, (
        "no streets yet"
    )
    assert "building" not in shallow
    reader.close()


def test_it_is_painted_water_island_and_houses(extract: Path, bring: Bring, qtbot: QtBot) -> None:
    reader = Reader(bring(extract).pack.path)
    z, look = 13, style(False)

    def colour(lat: float, lon: float) -> QColor:
        x, y = world_x(lon) * (1 << z), world_y(lat) * (1 << z)
        image = TilePainter([reader]).paint(TileKey(z, int(x), int(y), 512, 4 * z, False, 0)).image
        return image.pixelColor(int(x % 1 * 512), int(y % 1 * 512))

    assert colour(town.SOUTH + 0.003, town.WEST + 0.025) == look.water
    assert colour(town.SOUTH + 0.010, town.WEST + 0.032) == look.land, "the island"
    assert colour(town.SOUTH + 0.035, town.WEST - 0.03) == look.wood
    reader.close()


@pytest.fixture
def names(extract: Path, bring: Bring) -> Gazetteer:
    found = beside(bring(extract).pack.path)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("typed", "name", "where"),
    [
        ("brivibas", "Brīvības iela", "Ezermala"),
        ("LĀČPLĒŠA", "Lāčplēša iela", "Ezermala"),
        ("18 novembra", "18. novembra iela", "Ezermala"),
        ("zeimiu g", "Žeimių gatvė", "Ezermala"),
        ("skolas iela ezerm", "Skolas iela", "Ezermala"),
        ("ezermala, skolas", "Skolas iela", "Ezermala"),
        ("brivibas iela 12", "Brīvības iela 12", "Ezermala"),
        ("iela 1", "Brīvības iela 1", "Ezermala"),
        ("kalns", "Kalnsētas", ""),
        ("Verkhneye", "Verkhneye", ""),
    ],
)
def test_towns_streets_and_addresses_are_found_folded(names: Gazetteer, typed: str, name: str, where: str) -> None:
    found = names.search(typed)
    if typed == "iela 1":  # no name begins so: nothing is made up
        assert found == []
        return
    assert (found[0].name, found[0].town) == (name, where)
    assert found[0].lat == pytest.approx(town.SOUTH, abs=0.08)
    assert found[0].lon == pytest.approx(town.WEST, abs=0.08)


def test_a_street_of_several_pieces_is_one_answer(names: Gazetteer) -> None:
    assert [one.name for one in names.search("brivibas")] == ["Brīvības iela"]


def test_a_road_that_leaves_the_extract_is_there_as_far_as_it_goes(extract: Path, bring: Bring) -> None:
    reader = Reader(bring(extract).pack.path)
    found = tile_at(reader, 14, town.SOUTH - 0.01, town.WEST + 0.015)
    assert [one.tags["class"] for one in found["transportation"].features] == ["secondary"]
    reader.close()


def test_nothing_is_searched_for_one_letter(names: Gazetteer) -> None:
    assert names.search("b") == names.search("") == names.search(" , ") == []


@pytest.mark.parametrize("share", [0.01, 0.3, 0.7, 0.97])
def test_an_extract_cut_in_half_is_refused(extract: Path, refused: Callable[[Path], str], share: float) -> None:
    data = extract.read_bytes()
    extract.write_bytes(data[: max(40, int(len(data) * share))])
    assert "damaged or cut off" in refused(extract)


def test_noise_in_an_extract_is_refused(extract: Path, refused: Callable[[Path], str]) -> None:
    data = bytearray(extract.read_bytes())
    data[200:900] = bytes(range(100)) * 7
    extract.write_bytes(data)
    assert "damaged or cut off" in refused(extract)


def test_an_extract_of_another_continent_is_refused(
    tmp_path: Path, refused: Callable[[Path], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(town, "WEST", -74.0)
    monkeypatch.setattr(town, "SOUTH", 40.7)
    assert "no part of the map" in refused(town.extract(tmp_path / "far.osm.pbf"))


def test_without_the_library_it_says_what_to_install(
    extract: Path, refused: Callable[[Path], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "osmium", None)
    assert "pip install osmium" in refused(extract)


@pytest.mark.parametrize(
    ("tags", "layer"),
    [
        ({"highway": "motorway_link"}, "transportation"),
        ({"highway": "steps"}, None),
        ({"railway": "abandoned"}, None),
        ({"waterway": "stream", "tunnel": "culvert"}, None),
        ({"aeroway": "runway"}, "aeroway"),
        ({}, None),
    ],
)
def test_lines_by_their_tags(tags: dict[str, str], layer: str | None) -> None:
    drawn = osm_tags.line(tags)
    assert (drawn[0] if drawn else None) == layer


def test_population_that_is_none_is_zero() -> None:
    assert osm_tags.population({"population": "about 7"}) == 0.0
    assert osm_tags.population({"population": "605 802"}) == 605802.0
