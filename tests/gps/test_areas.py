"""Boundaries: whose ground a place is, how far the border; files that are none are refused in a word."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from gps.areas import BoundaryError, read
from journal.boundary import built_in
from tests.station.ground_room import BORDER, METRE, box, geojson, lvlt

EXACT = Path(__file__).resolve().parents[2] / "../shared/map/municipalities.geojson"


def test_whose_ground() -> None:
    boundary = read(lvlt())
    assert boundary.states == ["LT", "LV"]
    assert boundary.at(BORDER + 0.1, 26.5) == ("LV", "Daugavpils")
    assert boundary.at(BORDER + 0.3, 26.5) == ("LV", "Preiļi")
    assert boundary.at(BORDER - 0.1, 26.5) == ("LT", "Zarasai")
    assert boundary.at(10, 10) == ("", "")


def test_how_far_the_border_is() -> None:
    boundary = read(lvlt())
    assert boundary.depth("LV", BORDER + 500 * METRE, 26.5) == pytest.approx(500, rel=0.01)
    assert boundary.depth("LV", BORDER - 500 * METRE, 26.5) == pytest.approx(-500, rel=0.01)
    assert boundary.depth("LV", BORDER + 0.2, 26.5) > 10_000, "between its municipalities there is none"
    assert boundary.depth("BY", BORDER, 26.5) == -math.inf


def test_a_state_as_the_file_has_it() -> None:
    boundary = read(geojson(box("Latvija", "LV", 55, 56, "state"), box("Preiļi", "LV", 55.2, 55.4)))
    assert boundary.at(55.1, 26.5) == ("LV", "")
    assert boundary.at(55.3, 26.5) == ("LV", "Preiļi")


@pytest.mark.parametrize(
    "properties",
    [
        {"cc": "LT", "name": "Utena"},
        {"iso": "LT-48", "name": "Utena"},
        {"country": "Lithuania", "NAME": "Utena"},
        {"state": "lt", "name": "Utena", "admin_level": 5},
    ],
)
def test_names_of_other_files(properties: dict[str, Any]) -> None:
    feature = box("", "", 55, 56)
    feature["properties"] = properties
    assert read(geojson(feature)).at(55.5, 26.5) == ("LT", "Utena")


def feature(*points: tuple[Any, Any], **properties: str) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": [list(points)]}
    return {"type": "Feature", "properties": {"state": "LV"} | properties, "geometry": geometry}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff", "json"),
        (b"[" * 100_000, "json"),
        (b"[]", "kind"),
        (b'{"type": "FeatureCollection"}', "empty"),
        (geojson({"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}}), "empty"),
        (geojson(*[feature((1, 2))] * 5001), "many"),
        (geojson(feature((26, 55), (27, 55))), "number"),
        (geojson(feature((26, 55), (27, 55), (27, math.nan), (26, 55))), "number"),
        (geojson(feature((26, 55), ("x", 55), (27, 56), (26, 55))), "number"),
        (geojson(feature((26, 55), (10**400, 55), (27, 56), (26, 55))), "number"),
        (
            geojson(feature((680_000, 200_000), (690_000, 200_000), (690_000, 210_000), (680_000, 200_000))),
            "projection",
        ),
        (geojson(box("Preiļi", "", 55, 56)), "state"),
        (
            json.dumps(
                {"type": "FeatureCollection", "crs": {"name": "EPSG:3059"}, "features": [box("a", "LV", 55, 56)]}
            ).encode(),
            "projection",
        ),
    ],
)
def test_what_is_no_boundary(content: bytes, code: str) -> None:
    with pytest.raises(BoundaryError) as refused:
        read(content)
    assert refused.value.code == code


def test_the_built_in_border_knows_about_where_it_is() -> None:
    about = built_in()
    assert about.states == ["BY", "EE", "LT", "LV", "PL", "RU"]
    for place, state in (
        ((55.87, 26.53), "LV"),
        ((56.95, 24.10), "LV"),
        ((55.50, 25.60), "LT"),
        ((54.69, 25.28), "LT"),
        ((55.48, 28.80), "BY"),
        ((54.71, 20.51), "RU"),
        ((56.85, 28.90), "RU"),
        ((58.38, 26.72), "EE"),
    ):
        assert about.at(*place).state == state, place


def test_the_built_in_border_shares_the_curonian_spit_out() -> None:
    about = built_in()
    for place, state in (
        ((55.305, 21.000), "LT"),  # Nida
        ((55.370, 21.060), "LT"),  # Preila
        ((55.535, 21.120), "LT"),  # Juodkrantė
        ((55.700, 21.105), "LT"),  # Smiltynė
        ((55.700, 21.120), "LT"),  # the port of Klaipėda
        ((55.707, 21.139), "LT"),
        ((55.350, 21.480), "LT"),  # Šilutė
        ((55.245, 20.930), "RU"),  # Morskoje
        ((55.155, 20.850), "RU"),  # Rybatschi
        ((55.080, 21.880), "RU"),  # Sowetsk
    ):
        assert about.at(*place).state == state, place
    assert about.depth("RU", 55.535, 21.120) < -25_000
    assert about.depth("RU", 55.305, 21.000) > -5_000, "Nida is near it all the same"


@pytest.mark.skipif(not EXACT.exists(), reason="the development map's municipalities are not beside the checkout")
def test_the_built_in_border_is_off_by_4_km_at_most() -> None:
    """By the municipalities of both countries: their land is that far from the built-in land of their state at most,
    and that of no other state reaches farther into it."""
    exact, about = read(EXACT.read_bytes()), built_in()
    known = 0
    for lat, lon in ((53.9 + 0.03 * row, 20.9 + 0.045 * column) for row in range(140) for column in range(165)):
        state = exact.at(lat, lon).state
        if state:
            known += 1
            assert about.depth(state, lat, lon) > -4_000, (state, lat, lon)
            others = [other for other in about.states_at(lat, lon) if other != state]
            assert exact.depth(state, lat, lon) < 4_000 or not others, (state, others, lat, lon)
    assert known > 10_000


def strip(name: str, state: str, south: float, north: float, level: str, *spike: tuple[float, float]) -> dict[str, Any]:
    """A district between two latitudes; ``spike``: a place its ring runs out to and back."""
    ring = [(26.0, south), (27.0, south), (27.0, north), (26.6, north), *spike, (26.6, north), (26.0, north)]
    made = feature(*ring, (26.0, south), name=name, level=level)
    made["properties"]["state"] = state
    return made


def test_a_spike_in_a_ring_is_no_land() -> None:
    boundary = read(geojson(strip("Latvija", "LV", 55, 55.4, "state", (26.6, 55.5))))
    assert [area.shape.geom_type for area in boundary.areas] == ["Polygon"]
    assert boundary.depth("LV", 55.2, 26.5) == pytest.approx(0.2 / METRE, rel=0.01)
    assert boundary.at(55.45, 26.6).state == ""


def test_a_ring_without_land_is_left_out() -> None:
    flat = feature((26, 55), (27, 55), (26.5, 55), (26, 55), name="line")
    assert [area.name for area in read(geojson(flat, box("Preiļi", "LV", 55, 56))).areas] == ["Preiļi"]
    with pytest.raises(BoundaryError) as refused:
        read(geojson(flat))
    assert refused.value.code == "empty"


def test_the_state_that_is_said_is_the_one_whose_border_is_measured() -> None:
    """A file with states and, drawn finer, municipalities that reach beyond them."""
    latvia, lithuania = strip("Latvija", "LV", 55.7, 56, "state"), strip("Lietuva", "LT", 55.4, 55.7, "state")
    beyond = strip("Daugavpils", "LV", 55.697, 56, "municipality")
    boundary = read(geojson(latvia, lithuania, beyond))
    assert boundary.at(55.698, 26.5) == ("LT", "") and boundary.depth("LV", 55.698, 26.5) < 0
    assert boundary.at(55.702, 26.5) == ("LV", "Daugavpils")
    assert read(geojson(latvia, beyond)).at(55.698, 26.5) == ("LV", "Daugavpils"), "nobody else's"


def test_states_that_overlap_are_both_told() -> None:
    boundary = read(geojson(strip("Latvija", "LV", 55.6, 56, "state"), strip("Lietuva", "LT", 55.4, 55.7, "state")))
    assert boundary.states_at(55.65, 26.5) == ["LT", "LV"]
    assert boundary.states_at(55.8, 26.5) == ["LV"]
