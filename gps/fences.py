"""Fences: polygons with holes and circles, and who is inside how deep. Arrays in and out; knows nothing of units."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely

from gps.plane import STEEPEST, Floats, flat, flats, shrink
from gps.shape import Shape

Ints = npt.NDArray[np.int64]
MOST_POINTS = 2_000
LEAST_RADIUS, MOST_RADIUS = 10.0, 200_000.0
"""m; smaller is less than a fix is worth, larger is no circle on a flat map."""
LEAST_AREA = 200.0
"""m²."""
ROUND = 48
"""Corners of the polygon that stands for a circle where shapes are looked for."""


class ShapeError(ValueError):
    """The shape cannot be a fence. ``code``: ``points``, ``many``, ``place``, ``antimeridian``, ``crossing``,
    ``small``, ``radius`` or ``hole``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check(shape: Shape) -> None:
    """Raises :class:`ShapeError`."""
    if not shape.rings or not shape.rings[0]:
        raise ShapeError("points")
    if sum(len(ring) for ring in shape.rings) > MOST_POINTS:
        raise ShapeError("many")
    for ring in shape.rings:
        for lat, lon in ring:
            if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= STEEPEST and abs(lon) <= 180):
                raise ShapeError("place")
    if shape.radius:
        _check_circle(shape)
        return
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


def _check_circle(shape: Shape) -> None:
    if not math.isfinite(shape.radius) or not LEAST_RADIUS <= shape.radius <= MOST_RADIUS:
        raise ShapeError("radius")
    lat, lon = shape.rings[0][0]
    wide = math.degrees(shape.radius / 6_371_000 / shrink(lat))
    if abs(lon) + wide > 180:
        raise ShapeError("antimeridian")


def polygon(shape: Shape) -> shapely.Polygon:
    """The shape on the flat map (:mod:`gps.plane`); a circle with :data:`ROUND` corners, drawn round it."""
    if shape.radius:
        lat, lon = shape.rings[0][0]
        reach = shape.radius / shrink(lat) / math.cos(math.pi / ROUND)
        return shapely.Point(flat(lat, lon)).buffer(reach, quad_segs=ROUND // 4)
    rings = [[flat(lat, lon) for lat, lon in ring] for ring in shape.rings]
    return shapely.Polygon(rings[0], rings[1:])


class Fences:
    """Shapes, ready to be asked about. They have to hold (:func:`check`)."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        self._shapes = list(shapes)
        self._polygons = [polygon(shape) for shape in shapes]
        for made in self._polygons:
            shapely.prepare(made)
        self._lines = [made.boundary for made in self._polygons]
        for line in self._lines:
            shapely.prepare(line)
        self._tree = shapely.STRtree(self._polygons)
        self._insides = [_inside(s, p) for s, p in zip(self._shapes, self._polygons, strict=True)]

    def __len__(self) -> int:
        return len(self._shapes)

    def narrow(self, fence: int) -> float:
        """About how deep (m) its deepest inside is: the radius of a circle."""
        return self._insides[fence]

    def pairs(self, lats: Floats, lons: Floats) -> tuple[Ints, Ints]:
        """Who is inside what: indices of fences and, beside each, of a place in it. What is no place is in none."""
        good = np.isfinite(lats) & np.isfinite(lons) & (np.abs(lons) <= 180) & (np.abs(lats) <= STEEPEST)
        index = np.flatnonzero(good)
        xs, ys = flats(lats[index], lons[index])
        order = np.argsort(xs, kind="stable")
        xs, ys, index = xs[order], ys[order], index[order]
        fences: list[Ints] = []
        places: list[Ints] = []
        for number, made in enumerate(self._polygons):
            left, low, right, high = made.bounds
            first, last = np.searchsorted(xs, (left, right))
            column = ys[first:last]
            near = np.flatnonzero((column >= low) & (column <= high)) + first
            if not len(near):
                continue
            hit = near[self._within(number, xs[near], ys[near])]
            if len(hit):
                fences.append(np.full(len(hit), number, np.int64))
                places.append(index[hit])
        none = np.empty(0, np.int64)
        return (np.concatenate(fences), np.concatenate(places)) if fences else (none, none)

    def _within(self, number: int, xs: Floats, ys: Floats) -> npt.NDArray[np.bool_]:
        shape = self._shapes[number]
        if shape.radius:
            lat, lon = shape.rings[0][0]
            x, y = flat(lat, lon)
            round_: npt.NDArray[np.bool_] = (xs - x) ** 2 + (ys - y) ** 2 <= (shape.radius / shrink(lat)) ** 2
            return round_
        inside: npt.NDArray[np.bool_] = shapely.intersects_xy(self._polygons[number], xs, ys)
        return inside

    def near(self, lat: float, lon: float, metres: float) -> list[int]:
        """The fences within about ``metres`` of a place, or round it."""
        x, y = flat(lat, lon)
        reach = metres / shrink(lat)
        found = self._tree.query(shapely.box(x - reach, y - reach, x + reach, y + reach))
        return [int(number) for number in found]

    def depth(self, fence: int, lat: float, lon: float) -> float:
        """How deep inside ``fence`` a place is, m on the ground; outside how far from it, negative."""
        x, y = flat(lat, lon)
        shape = self._shapes[fence]
        if shape.radius:
            center = flat(*shape.rings[0][0])
            return shape.radius - math.hypot(x - center[0], y - center[1]) * shrink(lat)
        away = float(shapely.distance(self._lines[fence], shapely.Point(x, y))) * shrink(lat)
        return away if bool(shapely.intersects_xy(self._polygons[fence], x, y)) else -away


def _inside(shape: Shape, made: shapely.Polygon) -> float:
    if shape.radius:
        return shape.radius
    return float(2 * made.area / made.length * shrink(shape.rings[0][0][0]))
