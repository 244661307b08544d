"""A flat map in metres: the sphere's Mercator, in which shapes are straight where they are straight on the screen.

Lengths on it are too long by 1 / cos(latitude) everywhere alike in all directions, so that a short distance on the
ground is one here times :func:`shrink`: right to 0.4 % (the earth is no sphere) at any latitude below 85°.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

RADIUS = 6_371_008.8
"""Of the earth in the mean, m."""
STEEPEST = 85.0
"""Degrees of latitude beyond which nothing is drawn."""


def flat(lat: float, lon: float) -> tuple[float, float]:
    """x and y in m of a place in degrees; beyond 85° the latitude is 85°."""
    lat = max(-STEEPEST, min(STEEPEST, lat))
    return math.radians(lon) * RADIUS, math.asinh(math.tan(math.radians(lat))) * RADIUS


def flats(lats: Floats, lons: Floats) -> tuple[Floats, Floats]:
    """:func:`flat` of many."""
    phi = np.radians(np.clip(lats, -STEEPEST, STEEPEST))
    return np.radians(lons) * RADIUS, np.arcsinh(np.tan(phi)) * RADIUS


def shrink(lat: float) -> float:
    """Metres on the ground for one on the map at this latitude."""
    return math.cos(math.radians(max(-STEEPEST, min(STEEPEST, lat))))
