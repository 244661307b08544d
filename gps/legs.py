"""Lengths, directions and areas of what is drawn on the ground: geodesics on the WGS 84 ellipsoid."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pyproj import Geod

Place = tuple[float, float]
"""(lat, lon), degrees."""


class Leg(NamedTuple):
    """From one place to the next: metres, and the direction at its start, degrees true (0 ≤ bearing < 360)."""

    metres: float
    bearing: float


@cache
def _earth() -> Geod:
    return Geod(ellps="WGS84")


def legs(places: Sequence[Place]) -> list[Leg]:
    """One leg fewer than places."""
    found = []
    for (lat, lon), (to_lat, to_lon) in pairwise(places):
        forward, _back, metres = _earth().inv(lon, lat, to_lon, to_lat)
        found.append(Leg(float(metres), float(forward) % 360 if metres > 0 else 0.0))
    return found


def area(places: Sequence[Place]) -> float:
    """Square metres inside the closed line through ``places`` (at least three), whichever way round it goes.

    Where the line crosses itself, parts gone round the other way count negative.
    """
    lats, lons = [place[0] for place in places], [place[1] for place in places]
    square, _around = _earth().polygon_area_perimeter(lons, lats)
    return abs(float(square))
