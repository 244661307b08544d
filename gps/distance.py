"""How far and which way: on the WGS 84 ellipsoid, by pyproj."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
from pyproj import Geod

Places = npt.NDArray[np.float64]


@cache
def _earth() -> Geod:
    return Geod(ellps="WGS84")


def distance(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """Metres along the ellipsoid from one place to another; degrees in."""
    return float(_earth().inv(lon, lat, to_lon, to_lat)[2])


def bearing(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """Initial direction from one place to another, degrees true, 0 ≤ bearing < 360; 0 where they are the same."""
    forward, _, metres = _earth().inv(lon, lat, to_lon, to_lat)
    return float(forward) % 360 if metres > 0 else 0.0


def distances(lat: float, lon: float, lats: Places, lons: Places) -> Places:
    """:func:`distance` from one place to many."""
    found: Places = _earth().inv(np.full(len(lons), lon), np.full(len(lats), lat), lons, lats)[2]
    return found
