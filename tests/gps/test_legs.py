"""Lengths, directions and areas on the ellipsoid."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gps.legs import area, legs


def test_a_degree_along_a_meridian_as_published() -> None:
    """One degree of latitude at 55.5° N is 111.359 km on WGS 84 (NGA, Length of a Degree: 111.3 km)."""
    (leg,) = legs([(55.0, 24.0), (56.0, 24.0)])
    assert leg.metres == pytest.approx(111_340, abs=40)
    assert leg.bearing == pytest.approx(0.0, abs=1e-9)


def test_legs_go_from_place_to_place() -> None:
    there, back = legs([(55.8, 26.4), (55.7, 26.0), (55.8, 26.4)])
    assert there.metres == pytest.approx(back.metres)
    assert there.bearing == pytest.approx(back.bearing + 180, abs=0.5)
    assert legs([(55.8, 26.4)]) == [] and legs([]) == []
    assert legs([(55.8, 26.4), (55.8, 26.4)])[0] == (0.0, 0.0)


def test_the_area_of_a_square_kilometre_whichever_way_round() -> None:
    north, east = 1000 / 111_350, 1000 / 62_900
    square = [(55.6, 26.0), (55.6 + north, 26.0), (55.6 + north, 26.0 + east), (55.6, 26.0 + east)]
    assert area(square) == pytest.approx(1e6, rel=0.005)
    assert area(square[::-1]) == pytest.approx(area(square))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(54, 58), st.floats(20, 28)), min_size=2, max_size=6))
def test_a_way_is_never_shorter_than_the_straight_line(places: list[tuple[float, float]]) -> None:
    (straight,) = legs([places[0], places[-1]])
    assert sum(leg.metres for leg in legs(places)) >= straight.metres - 1e-3
    assert all(0 <= leg.bearing < 360 for leg in legs(places))
