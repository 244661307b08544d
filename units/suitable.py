"""Which units are nearest to a place: those free first, those whose position is not known well marked by the caller.

Distances are straight lines; no road is known here, and every time made of them is an estimate.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from gps.distance import bearing, distances
from units import book
from units.state import Facts, Unit

FREE = "free"
"""A status of this English name means that a unit can be sent."""


class Near(NamedTuple):
    """A unit, how far it is (m, straight line), in which direction it lies from the place (degrees), if it is free."""

    unit: str
    metres: float
    bearing: float
    free: bool


def is_free(facts: Facts, unit: Unit) -> bool:
    """True if its status says so and it is on no job and in no trouble."""
    if unit.status is None or unit.job or unit.alarm:
        return False
    status = book.meaning(facts, unit.status, unit.agency)
    return status is not None and status.en.lower() == FREE


def nearest(facts: Facts, units: Iterable[Unit], lat: float, lon: float, most: int, only_free: bool) -> list[Near]:
    """The ``most`` nearest of ``units`` that have a position: the free ones first, each sort by distance."""
    known = [unit for unit in units if unit.fix is not None]
    free = [is_free(facts, unit) for unit in known]
    places = [(unit.fix.lat, unit.fix.lon) for unit in known if unit.fix is not None]
    if not places:
        return []
    lats, lons = (np.array(axis, dtype=float) for axis in zip(*places, strict=True))
    far = distances(lat, lon, lats, lons)
    order = sorted(range(len(known)), key=lambda row: (not free[row], far[row]))
    chosen = [row for row in order if free[row] or not only_free][:most]
    return [
        Near(known[row].id, float(far[row]), bearing(lat, lon, float(lats[row]), float(lons[row])), free[row])
        for row in chosen
    ]


def minutes(metres: float, kmh: float) -> int:
    """How long the straight line takes at a steady speed, whole minutes, rounded up; at least 1."""
    return max(1, int(-(-metres // (kmh / 3.6 * 60))))
