"""Distances against pyproj's ellipsoid and the standard's figures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gps.distance import bearing, distance, distances

RIGA, VILNIUS = (56.949649, 24.105186), (54.687157, 25.279652)


def test_riga_to_vilnius_on_the_ellipsoid() -> None:
    assert distance(*RIGA, *VILNIUS) == pytest.approx(262_430.007, abs=0.001)
    assert bearing(*RIGA, *VILNIUS) == pytest.approx(163.22099, abs=1e-5)
    assert distance(*RIGA, *VILNIUS) == distance(*VILNIUS, *RIGA)


@pytest.mark.parametrize(
    ("to", "way"), [((57.0, 24.0), 0), ((56.0, 25.0), 90), ((55.0, 24.0), 180), ((56.0, 23.0), 270)]
)
def test_bearings(to: tuple[float, float], way: float) -> None:
    assert bearing(56.0, 24.0, *to) == pytest.approx(way, abs=0.5)


def test_nowhere_to_go() -> None:
    assert distance(56, 24, 56, 24) == 0
    assert bearing(56, 24, 56, 24) == 0


LATS, LONS = st.floats(-90, 90), st.floats(-180, 180)


@given(LATS, LONS, st.lists(st.tuples(LATS, LONS), max_size=10))
def test_many_distances_are_those_of_one(lat: float, lon: float, places: list[tuple[float, float]]) -> None:
    lats, lons = np.array([p[0] for p in places], float), np.array([p[1] for p in places], float)
    assert distances(lat, lon, lats, lons).tolist() == [distance(lat, lon, *place) for place in places]
