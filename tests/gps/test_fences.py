"""Fences as shapes: who is inside, how deep, what is refused."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from gps.fences import Outline, ShapeError, bounds, check
from gps.fences_cells import Cells, Covering
from gps.shape import Shape

SQUARE = [(55.80, 26.40), (55.80, 26.60), (55.90, 26.60), (55.90, 26.40)]
HOLE = [(55.84, 26.48), (55.84, 26.52), (55.86, 26.52), (55.86, 26.48)]


def inside(shape: Shape, *places: tuple[float, float]) -> list[bool]:
    outline = Outline(shape)
    return [outline.holds(*place) for place in places]


def test_a_square_with_a_hole() -> None:
    shape = Shape([SQUARE, HOLE])
    check(shape)
    assert inside(shape, (55.82, 26.5), (55.85, 26.5), (55.95, 26.5), (math.nan, 1), (91, 26.5), (55.82, 400)) == [
        True,
        *[False] * 5,
    ]
    outline = Outline(shape)
    assert outline.depth(55.85, 26.5) < 0 and not outline.holds(55.85, 26.5), "in the hole"
    cells = Cells([Covering(outline)])
    assert cells.at(55.82, 26.5) in ([0], [~0])
    assert cells.at(55.70, 26.5) == [] == cells.at(-55.82, -26.5)


EARTH = Geod(ellps="WGS84")


@settings(max_examples=60, deadline=None)
@given(st.floats(-80, 80), st.floats(-150, 150), st.floats(20, 200_000), st.floats(0, 2), st.floats(0, 360))
def test_a_circle_is_round_on_the_ground(lat: float, lon: float, radius: float, share: float, way: float) -> None:
    """To the centimetre."""
    outline = Outline(Shape([[(lat, lon)]], radius))
    east, north, _ = EARTH.fwd(lon, lat, way, radius * share)
    deep = outline.depth(north, east)
    assert abs(deep - radius * (1 - share)) < 0.01
    if abs(deep) > 0.01 and abs(north) < 85:
        assert outline.holds(north, east) == (deep > 0)
    if share <= 1:
        south, west, top, right = bounds(outline.shape)
        assert south <= north <= top and west <= east <= right


def ring(lat: float, lon: float, far: list[float]) -> list[tuple[float, float]]:
    """A star of so many corners, so many degrees from its middle."""
    turns = [n * math.tau / len(far) for n in range(len(far))]
    return [(lat + f * math.sin(t), lon + 1.8 * f * math.cos(t)) for f, t in zip(far, turns, strict=True)]


@settings(max_examples=60, deadline=None)
@given(
    st.floats(-84, 84),
    st.floats(-150, 150),
    st.lists(st.floats(0.0005, 3), min_size=1, max_size=12),
    st.integers(0, 1000),
)
def test_the_cells_say_what_is_measured(lat: float, lon: float, far: list[float], seed: int) -> None:
    """A cell that says "inside" is, as a whole; where there is none nothing is inside."""
    lat *= 0.9
    round_ = Shape([[(lat, lon)]], far[0] * 60_000)
    outline = Outline(Shape([ring(lat, lon, far)]) if len(far) > 2 else round_)
    cells, chance = Cells([Covering(outline)]), random.Random(seed)
    south, west, north, east = outline.bounds
    for _ in range(50):
        there = chance.uniform(south - 0.1, north + 0.1), chance.uniform(west - 0.1, east + 0.1)
        if abs(there[0]) > 85:
            continue
        found, deep = cells.at(*there), outline.depth(*there)
        assert found in ([], [0], [~0])
        assert not (deep > 0 and found == []), (there, deep)
        assert not (deep < 0 and found == [0]), (there, deep)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=40))
def test_one_is_put_and_removed_as_if_all_were_made_anew(turns: list[tuple[int, int]]) -> None:
    shapes = [Shape([[(56.0, 25.0 + n / 100)]], 2000.0 * 4**n) for n in range(4)]
    coverings = [Covering(Outline(shape)) for shape in shapes]
    cells, there = Cells(), dict[int, int]()
    for number, size in turns:
        if number in there:
            cells.remove(number, coverings[there.pop(number)])
        else:
            cells.put(number, coverings[size])
            there[number] = size
    for east in range(10):
        place = 56.0, 25.0 + east / 50
        wanted = []
        for number, size in there.items():
            alone = Cells([coverings[size]]).at(*place)
            wanted += [number if found >= 0 else ~number for found in alone]
        assert sorted(cells.at(*place)) == sorted(wanted)


def test_few_places_have_to_be_measured() -> None:
    """The middle of a fence is known to be inside, its neighbourhood not to be."""
    outlines = [Outline(Shape([[(56.0, 25.0)]], 5000.0)), Outline(Shape([ring(56.0, 25.0, [0.05] * 12)]))]
    cells = Cells([Covering(outline) for outline in outlines])
    assert cells.at(56.0, 25.0) == [0, 1]
    assert cells.at(56.2, 25.0) == []
    measured = [n for lat in range(-20, 21) for n in cells.at(56.0 + lat / 200, 25.0) if n < 0]
    assert len(measured) < 14, "of 82"


def test_metres_beyond_a_straight_line() -> None:
    outline = Outline(Shape([SQUARE]))
    assert outline.depth(55.80 + 50 / 111_300, 26.5) == pytest.approx(50, rel=0.01)
    assert outline.depth(55.80 - 50 / 111_300, 26.5) == pytest.approx(-50, rel=0.01)
    assert outline.narrow > 3000


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
