"""Where a unit's marker stands and which way it came: parked cars do not wander, late fixes fill the way behind.

Part of the picture: the same fixes give the same way.
"""

from __future__ import annotations

import bisect
import math

from gps.fix import Fix

POINTS = 120
STEP = 1e-4
"""Degrees a unit must move for a further point: about 10 m, so that a parked car does not fill its trail."""
STILL = 0.5
"""m/s below which a receiver says that it stands."""
HELD = 15.0
"""m that the fixes of a standing receiver wander at least."""
MOST_HELD = 100.0
"""m: however bad its accuracy, beyond this it has moved."""
_METRES = 111_320.0

Point = tuple[float, float, float]
"""(lat, lon, s since 1970 UTC)."""


def stands(former: Fix, fix: Fix) -> bool:
    """True if ``fix`` is no more than ``former`` seen again: the marker stays where it is.

    A receiver that tells no speed is held within what any fix wanders, no further: it may be somebody walking.
    """
    if fix.speed is not None and fix.speed >= STILL:
        return False
    wanders = max(HELD, min(MOST_HELD, fix.accuracy or 0.0)) if fix.speed is not None else HELD
    north = (fix.lat - former.lat) * _METRES
    east = (fix.lon - former.lon) * _METRES * math.cos(math.radians(fix.lat))
    return math.hypot(north, east) < wanders


def held(former: Fix, fix: Fix) -> Fix:
    """``fix`` at the place and heading of ``former``: a standing receiver knows no course."""
    return Fix(
        lat=former.lat,
        lon=former.lon,
        time=fix.time,
        speed=fix.speed,
        course=former.course,
        altitude=fix.altitude,
        accuracy=fix.accuracy,
    )


def extend(trail: list[Point], point: Point) -> None:
    """The unit is at ``point`` now."""
    if not trail or _apart(trail[-1], point):
        trail.append(point)
        if len(trail) > POINTS:
            del trail[0]


def fill(trail: list[Point], point: Point) -> None:
    """The unit was at ``point`` before it came to where the trail ends."""
    at = bisect.bisect_left(trail, point[2], key=lambda one: one[2])
    near = trail[max(0, at - 1) : at + 1]
    if at == len(trail) or not all(_apart(one, point) for one in near) or (at == 0 and len(trail) >= POINTS):
        return
    trail.insert(at, point)
    if len(trail) > POINTS:
        del trail[0]


def _apart(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) + abs(one[1] - other[1]) > STEP
