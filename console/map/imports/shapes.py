"""Makes shapes of other people's geometry: degrees of them, valid, finite, within the map's window. Counts the rest."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from console.map.camera import EAST, NORTH, SOUTH, WEST
from console.map.imports.cutting import Cutter, Shape
from console.map.imports.encoding import Geometries
from console.map.mvt import Value
from console.map.packs import PackError

LAYER = "overlay"
"""The layer of imported shapes; they have a style of their own and hide nothing of the maps below."""
POINTS = 2_000_000
"""A shape of more points is left out."""
NAMES = (
    "name",
    "name:lv",
    "name:lt",
    "nosaukums",
    "pavadinimas",
    "title",
    "label",
    "name_lv",
    "name_lt",
    "name_en",
    "nimi",
)
_WINDOW = shapely.box(WEST, SOUTH, EAST, NORTH)
Convert = Callable[[NDArray[np.float64]], NDArray[np.float64]]


def name_of(properties: dict[str, object]) -> str:
    """What a shape is called: the first field that is named as names are; nothing if there is none."""
    folded = {str(key).casefold(): value for key, value in properties.items()}
    for key in NAMES:
        value = folded.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()[:120]
    return ""


def from_system(system: str) -> Convert | None:
    """What turns coordinates of a coordinate system (EPSG code or WKT) into degrees; None if they are degrees already.

    Raises :class:`PackError` for a system nobody knows.
    """
    try:
        known = pyproj.CRS.from_user_input(system)
        if known.to_epsg() == 4326 or known.equals(pyproj.CRS.from_epsg(4326), ignore_axis_order=True):
            return None
        turned = pyproj.Transformer.from_crs(known, pyproj.CRS.from_epsg(4326), always_xy=True)
    except pyproj.exceptions.ProjError as error:
        text = QCoreApplication.translate("imports", "Its coordinate system is not known: {system}.")
        raise PackError(text.format(system=system[:80])) from error

    def convert(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(turned.transform(xy[:, 0], xy[:, 1]))

    return convert


class Sieve:
    """Passes shapes on to a cutter, as lines, areas and names of the overlay; counts what cannot be shown."""

    def __init__(self, cutter: Cutter, convert: Convert | None = None) -> None:
        self._cutter, self._convert = cutter, convert
        self.taken = self.degrees = 0
        self.names: list[tuple[str, float, float]] = []

    def take(self, geometries: Iterable[shapely.Geometry | None], names: Iterable[str]) -> None:
        """Shapes and their names; None is one that could not be read."""
        for geometry, name in zip(geometries, names, strict=True):
            self._take(geometry, name)

    def _take(self, geometry: shapely.Geometry | None, name: str) -> None:
        why = self._fault(geometry)
        if why or geometry is None:
            self._cutter.report.leave_out(why)
            return
        if self._convert is not None:
            geometry = shapely.transform(geometry, self._convert)
        if not _finite(geometry):
            self._cutter.report.leave_out(_not_numbers())
            return
        west, south, east, north = geometry.bounds
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            self._cutter.report.leave_out(QCoreApplication.translate("imports", "coordinates that are no degrees"))
            return
        self.degrees += 1
        if not (west <= EAST and east >= WEST and south <= NORTH and north >= SOUTH):
            self._cutter.report.leave_out(QCoreApplication.translate("imports", "outside the map’s window"))
            return
        for part in _plain(shapely.intersection(_valid(geometry), _WINDOW)):
            self._put(part, name)

    def _fault(self, geometry: shapely.Geometry | None) -> str:
        if geometry is None:
            return QCoreApplication.translate("imports", "no readable geometry")
        if geometry.is_empty:
            return QCoreApplication.translate("imports", "no geometry")
        if shapely.get_num_coordinates(geometry) > POINTS:
            return QCoreApplication.translate("imports", "more than 2 million points in one shape")
        return "" if _finite(geometry) else _not_numbers()

    def _put(self, part: shapely.Geometry, name: str) -> None:
        self.taken += 1
        dimension = shapely.get_dimensions(part)
        sort = ("point", "line", "area")[dimension]
        tags: dict[str, Value] = {"class": sort, "name": name} if name else {"class": sort}
        if dimension:
            self._cutter.add(Shape(LAYER, tags, 5, part))
            if dimension == 2:  # its outline is a line of its own, so that a cut at a tile's edge shows none
                for ring in shapely.get_parts(part.boundary):
                    self._cutter.add(Shape(LAYER, {"class": "edge"}, 5, ring))
        else:
            self._cutter.add(Shape(LAYER, tags, 5, part))
        if name:
            spot = shapely.point_on_surface(part) if dimension else part
            extent = max(part.bounds[2] - part.bounds[0], part.bounds[3] - part.bounds[1])
            kind, least = ("town", 7) if extent > 0.15 else ("village", 9)
            text = name if dimension else f"• {name}"
            self._cutter.add(Shape("place", {"class": kind, "name": text}, least, shapely.Point(spot.x, spot.y)))
            self.names.append((name, spot.y, spot.x))
        elif not dimension:
            self._cutter.add(Shape("place", {"class": "village", "name": "•"}, 9, part))


def _not_numbers() -> str:
    return QCoreApplication.translate("imports", "coordinates that are no numbers")


def _finite(geometry: shapely.Geometry) -> bool:
    return bool(np.isfinite(shapely.get_coordinates(geometry)).all()) and all(map(math.isfinite, geometry.bounds))


def _valid(geometry: shapely.Geometry) -> shapely.Geometry:
    """A self-intersecting polygon as what its outline encloses."""
    flat = shapely.force_2d(geometry)
    return flat if shapely.is_valid(flat) else shapely.make_valid(flat)


def _plain(geometry: shapely.Geometry) -> list[shapely.Geometry]:
    """Points, lines and polygons, whatever they were packed in."""
    found: Geometries = shapely.get_parts(np.array([geometry], object))
    while len(found) and (shapely.get_type_id(found) >= 4).any():
        found = shapely.get_parts(found)
    return [one for one in found.tolist() if not one.is_empty]
