"""A shape on the ground, as it is drawn and kept. :mod:`gps.fences`, slow to load, says what is inside."""

from __future__ import annotations

import msgspec

Ring = list[tuple[float, float]]
"""(latitude, longitude) in degrees; the last joins the first."""


class Shape(msgspec.Struct, frozen=True, omit_defaults=True):
    """A circle of ``radius`` m round ``rings[0][0]`` where there is a radius; else a polygon, its first ring the
    outline, the others holes."""

    rings: list[Ring]
    radius: float = 0.0
