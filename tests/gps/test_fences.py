"""Fences as shapes: who is inside, how deep, what is refused."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gps.distance import distance
from gps.fences import Fences, ShapeError, check
from gps.shape import Shape

SQUARE = [(55.80, 26.40), (55.80, 26.60), (55.90, 26.60), (55.90, 26.40)]
HOLE = [(55.84, 26.48), (55.84, 26.52), (55.86, 26.52), (55.86, 26.48)]


def inside(shape: Shape, *places: tuple[float, float]) -> list[bool]:
    lats, lons = (np.array(part, float) for part in zip(*places, strict=True))
    _, found = Fences([shape]).pairs(lats, lons)
    return [n in set(found.tolist()) for n in range(len(places))]


def test_a_square_with_a_hole() -> None:
    shape = Shape([SQUARE, HOLE])
    check(shape)
    assert inside(shape, (55.82, 26.5), (55.85, 26.5), (55.95, 26.5), (math.nan, 1), (91, 26.5), (55.82, 400)) == [
        True,
        *[False] * 5,
    ]
    fences = Fences([shape])
    assert fences.depth(0, 55.85, 26.5) < 0, "in the hole"
    assert fences.near(55.82, 26.5, 50) == [0]
    assert fences.near(55.79, 26.5, 50) == []


def test_which_of_many() -> None:
    shapes = [Shape([[(55 + n / 10, 26.0)]], 1000.0) for n in range(5)]
    fences, places = Fences(shapes).pairs(np.array([55.2, 55.4, 10.0]), np.array([26.0, 26.001, 26.0]))
    assert sorted(zip(fences.tolist(), places.tolist(), strict=True)) == [(2, 0), (4, 1)]
    none = Fences([]).pairs(np.array([1.0]), np.array([1.0]))
    assert [len(one) for one in none] == [0, 0]


@settings(max_examples=60, deadline=None)
@given(st.floats(-80, 80), st.floats(-150, 150), st.floats(20, 5000), st.floats(0, 2), st.floats(0, 2 * math.pi))
def test_a_circle_is_round_on_the_ground(lat: float, lon: float, radius: float, share: float, way: float) -> None:
    fences = Fences([Shape([[(lat, lon)]], radius)])
    far = radius * share
    there = lat + math.degrees(far * math.cos(way) / 6_371_000)
    east = lon + math.degrees(far * math.sin(way) / 6_371_000 / math.cos(math.radians(lat)))
    true = radius - distance(lat, lon, there, east)
    assert abs(fences.depth(0, there, east) - true) < 0.02 * radius + 1


def test_metres_beyond_a_straight_line() -> None:
    fences = Fences([Shape([SQUARE])])
    assert fences.depth(0, 55.80 + 50 / 111_300, 26.5) == pytest.approx(50, rel=0.01)
    assert fences.depth(0, 55.80 - 50 / 111_300, 26.5) == pytest.approx(-50, rel=0.01)
    assert fences.narrow(0) > 3000


@pytest.mark.parametrize(
    ("shape", "code"),
    [
        (Shape([]), "points"),
        (Shape([[]]), "points"),
        (Shape([SQUARE[:2]]), "points"),
        (Shape([SQUARE * 600]), "many"),
        (Shape([[*SQUARE, (math.nan, 1.0)]]), "place"),
        (Shape([[*SQUARE, (89.9, 1.0)]]), "place"),
        (Shape([[(10, 179), (10, -179), (11, -179), (11, 179)]]), "antimeridian"),
        (Shape([[(10.0, 179.99)]], 50_000.0), "antimeridian"),
        (Shape([[SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]]]), "crossing"),
        (Shape([SQUARE, [(50, 20), (50, 21), (51, 21)]]), "hole"),
        (Shape([[(55.8, 26.4), (55.8, 26.40001), (55.80001, 26.4)]]), "small"),
        (Shape([[(55.8, 26.4)]], 1.0), "radius"),
        (Shape([[(55.8, 26.4)]], math.inf), "radius"),
    ],
)
def test_what_can_be_no_fence(shape: Shape, code: str) -> None:
    with pytest.raises(ShapeError) as refused:
        check(shape)
    assert refused.value.code == code
