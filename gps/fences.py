"""Fences: polygons with holes and circles, and who is inside how deep. Knows nothing of units.

A polygon's sides are straight on the flat map (:mod:`gps.plane`), as they are drawn; a circle is round on the ground.
"""

from __future__ import annotations

import math
from itertools import chain

import numpy as np
import shapely

from gps.distance import distance, distances
from gps.plane import STEEPEST, Floats, flat, flats, shrink
from gps.shape import Ring, Shape

MOST_POINTS = 2_000
LEAST_RADIUS, MOST_RADIUS = 10.0, 200_000.0
"""m; smaller is less than a fix is worth, larger is no circle on a flat map."""
LEAST_AREA = 200.0
"""m²."""
DEGREE = 110_500.0
"""m of a degree of latitude at least."""


class ShapeError(ValueError):
    """The shape cannot be a fence. ``code``: ``points``, ``many``, ``place``, ``antimeridian``, ``crossing``,
    ``small``, ``radius`` or ``hole``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check(shape: Shape) -> shapely.Polygon | None:
    """Raises :class:`ShapeError`; else it is :func:`polygon` of it, which costs as much, or ``None`` for a circle."""
    if not shape.rings or not shape.rings[0]:
        raise ShapeError("points")
    if sum(len(ring) for ring in shape.rings) > MOST_POINTS:
        raise ShapeError("many")
    for ring in shape.rings:
        norths, easts = _columns(ring)
        if not ((np.abs(norths) <= STEEPEST) & (np.abs(easts) <= 180)).all():
            raise ShapeError("place")
    if shape.radius:
        _check_circle(shape)
        return None
    for ring in shape.rings:
        if len(ring) < 3:
            raise ShapeError("points")
        lons = [lon for _, lon in ring]
        if max(lons) - min(lons) > 180:
            raise ShapeError("antimeridian")
    made = polygon(shape)
    if not made.is_valid:
        outline = shapely.Polygon(made.exterior)
        raise ShapeError("hole" if outline.is_valid else "crossing")
    if made.area * shrink(shape.rings[0][0][0]) ** 2 < LEAST_AREA:
        raise ShapeError("small")
    return made


def _check_circle(shape: Shape) -> None:
    if not math.isfinite(shape.radius) or not LEAST_RADIUS <= shape.radius <= MOST_RADIUS:
        raise ShapeError("radius")
    lat, lon = shape.rings[0][0]
    if abs(lon) + _wide(lat, shape.radius) > 180:
        raise ShapeError("antimeridian")


def polygon(shape: Shape) -> shapely.Polygon:
    """The shape, which is no circle, on the flat map."""
    rings = [np.column_stack(flats(*_columns(ring))) for ring in shape.rings]
    return shapely.Polygon(rings[0], rings[1:])


def _columns(ring: Ring) -> tuple[Floats, Floats]:
    """Its latitudes and longitudes."""
    both = np.fromiter(chain.from_iterable(ring), np.float64, 2 * len(ring))
    return both[::2], both[1::2]


def bounds(shape: Shape) -> tuple[float, float, float, float]:
    """South, west, north and east of all of it, degrees."""
    lats, lons = zip(*shape.rings[0], strict=True)
    if not shape.radius:
        return min(lats), min(lons), max(lats), max(lons)
    (lat, lon), high = shape.rings[0][0], shape.radius / DEGREE
    wide = _wide(lat, shape.radius)
    return lat - high, lon - wide, lat + high, lon + wide


def _wide(lat: float, radius: float) -> float:
    """Degrees of longitude within which a circle lies east and west of its centre: a little more than it takes."""
    reach = math.radians(radius / DEGREE)
    share = math.sin(reach) / math.cos(math.radians(lat))
    return math.degrees(math.asin(share)) * 1.01 if share < 1 else 180.0


class Outline:
    """One shape, ready to be asked about. It has to hold; ``checked`` is what :func:`check` made of it."""

    def __init__(self, shape: Shape, checked: shapely.Polygon | None = None) -> None:
        self.shape = shape
        self.bounds = bounds(shape)
        self._round = bool(shape.radius)
        self._center = shape.rings[0][0]
        self.narrow = shape.radius
        """About how deep (m) its deepest inside is."""
        if not self._round:
            self._polygon = checked or polygon(shape)
            self._line = self._polygon.boundary
            shapely.prepare(self._polygon)
            shapely.prepare(self._line)
            self.narrow = float(2 * self._polygon.area / self._polygon.length * shrink(self._center[0]))

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a place is inside: cheaper than how deep."""
        if self._round:
            return distance(*self._center, lat, lon) <= self.shape.radius
        return bool(shapely.intersects_xy(self._polygon, *flat(lat, lon)))

    def depth(self, lat: float, lon: float) -> float:
        """How deep inside a place is, m on the ground; outside how far from it, negative."""
        if self._round:
            return self.shape.radius - distance(*self._center, lat, lon)
        x, y = flat(lat, lon)
        away = float(shapely.distance(self._line, shapely.Point(x, y))) * shrink(lat)
        return away if bool(shapely.intersects_xy(self._polygon, x, y)) else -away

    def clear(self, lats: Floats, lons: Floats, high: float, wide: float) -> tuple[Floats, Floats]:
        """How deep inside places are, and how far at most from a corner of the box round each, ``high`` and ``wide``
        degrees: both in the same measure."""
        if self._round:
            deep = self.shape.radius - distances(*self._center, lats, lons)
            least = np.maximum(0.0, np.abs(lats) - high / 2)
            return deep, np.hypot(high, wide * np.cos(np.radians(least))) / 2 * 112_000.0
        xs, ys = flats(lats, lons)
        away = shapely.distance(self._line, shapely.points(xs, ys))
        corners_x, low = flats(lats - high / 2, lons - wide / 2)
        _, top = flats(lats + high / 2, lons)
        reach = np.hypot(xs - corners_x, np.maximum(top - ys, ys - low))
        return np.where(shapely.intersects_xy(self._polygon, xs, ys), away, -away), reach
