"""A fix: where something was, how good that is, and when it was true. Refuses what cannot be a place."""

from __future__ import annotations

import math

import msgspec


class Fix(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One position, WGS 84.

    ``lat``, ``lon`` degrees; ``time`` seconds since 1970 UTC at which it was true; ``speed`` m/s; ``course`` degrees
    true; ``altitude`` m; ``accuracy`` m (radius). ``None`` means the radio did not say.
    """

    lat: float
    lon: float
    time: float
    speed: float | None = None
    course: float | None = None
    altitude: float | None = None
    accuracy: float | None = None


def is_place(lat: float, lon: float) -> bool:
    """True if the pair can be a place. 0,0 is what receivers without a fix report, never a police unit."""
    if not (math.isfinite(lat) and math.isfinite(lon)):
        return False
    if not (-90.0 <= lat <= 90.0 and -180.0 <= lon <= 180.0):
        return False
    return not (abs(lat) < 1e-6 and abs(lon) < 1e-6)
