"""Distances against pyproj's ellipsoid and the standard's figures."""

from __future__ import annotations

import pytest

from gps.distance import bearing, distance

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
