"""Whose ground: states and municipalities as polygons, read from GeoJSON; who owns a place, how far the border is."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import msgspec
import shapely

from gps.plane import STEEPEST, flat, shrink

MOST_BYTES = 64 << 20
MOST_AREAS = 5_000
MOST_POINTS = 3_000_000
SEAM = 60.0
"""m: states put together from municipalities have gaps so wide where each was simplified by itself."""

_NAMES = {
    **dict.fromkeys(("LATVIA", "LATVIJA"), "LV"),
    **dict.fromkeys(("LITHUANIA", "LIETUVA"), "LT"),
    **dict.fromkeys(("ESTONIA", "EESTI"), "EE"),
    **dict.fromkeys(("POLAND", "POLSKA"), "PL"),
    **dict.fromkeys(("RUSSIA", "RUSSIAN FEDERATION"), "RU"),
    "BELARUS": "BY",
}
_STATE = ("state", "cc", "country", "country_code", "iso_a2", "ISO_A2", "ISO3166-1", "ADM0_A2", "CNTR_CODE", "iso")
_NAME = ("name", "NAME", "name:lv", "name:lt", "NAMN", "LAU_NAME", "shapeName")


class BoundaryError(ValueError):
    """The file is no boundary. ``code``: ``size``, ``json``, ``kind``, ``empty``, ``many``, ``points``, ``projection``,
    ``number``, ``state`` or ``read``; ``detail`` says which part."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code, self.detail = code, detail


class Ground(NamedTuple):
    """A state's two letters and a municipality's own name; either may be empty."""

    state: str = ""
    municipality: str = ""


class Area(msgspec.Struct, frozen=True):
    """``level``: ``state`` or ``municipality``; ``shape`` on the flat map."""

    name: str
    state: str
    level: str
    shape: Any


class Boundary:
    """Areas, ready to be asked about. Places between them are nobody's."""

    def __init__(
        self, areas: list[Area], states: dict[str, Any] | None = None, progress: Callable[[float], None] | None = None
    ) -> None:
        """``states``: their land, where it was put together before. ``progress`` is told 0–1."""
        self.areas = areas
        for area in areas:
            shapely.prepare(area.shape)
        self._towns = [area for area in areas if area.level == "municipality"]
        self._tree = shapely.STRtree([area.shape for area in self._towns])
        self._states = dict(_states(areas, progress)) if states is None else states
        self._lines = {state: shape.boundary for state, shape in self._states.items()}
        for shape in (*self._states.values(), *self._lines.values()):
            shapely.prepare(shape)
        self._ask()

    def _ask(self) -> None:
        """A shape makes its index at the second question: here, and not while somebody waits for the answer."""
        for area in self._states.values():
            corner = shapely.get_point(shapely.get_exterior_ring(shapely.get_geometry(area, 0)), 0)
            for _ in range(2):
                shapely.intersects(area, corner)
        for line in self._lines.values():
            for _ in range(2):
                shapely.distance(line, shapely.Point(0, 0))
        self._tree.query(shapely.Point(0, 0))

    @property
    def states(self) -> list[str]:
        """Those it knows."""
        return sorted(self._states)

    @property
    def land(self) -> dict[str, Any]:
        """The shape of each state on the flat map."""
        return dict(self._states)

    def at(self, lat: float, lon: float) -> Ground:
        """Whose ground a place is: the state as :meth:`depth` has it, and its municipality there."""
        states = self.states_at(lat, lon)
        found = self._tree.query(shapely.Point(flat(lat, lon)), predicate="intersects")
        towns = [self._towns[int(number)] for number in sorted(found)]
        area = next((town for town in towns if town.state in states or not states), None)
        if area is not None:
            return Ground(area.state, area.name)
        return Ground(states[0] if states else "")

    def states_at(self, lat: float, lon: float) -> list[str]:
        """The states that have a place; several where the file lets them overlap."""
        point = shapely.Point(flat(lat, lon))
        return [name for name, shape in self._states.items() if shapely.intersects(shape, point)]

    def depth(self, state: str, lat: float, lon: float) -> float:
        """How deep inside ``state`` a place is, m; outside how far from it, negative; from an unknown one: without
        end."""
        shape = self._states.get(state)
        if shape is None:
            return -math.inf
        point = shapely.Point(flat(lat, lon))
        away = float(shapely.distance(self._lines[state], point)) * shrink(lat)
        if not math.isfinite(away):
            return -math.inf
        return away if bool(shapely.intersects(shape, point)) else -away


def _states(areas: list[Area], progress: Callable[[float], None] | None) -> Iterator[tuple[str, Any]]:
    """The land of each state: as the file has it, else its municipalities put together."""
    names = sorted({area.state for area in areas if area.state})
    for number, state in enumerate(names, 1):
        whole = [area.shape for area in areas if area.state == state and area.level == "state"]
        if whole:
            yield state, shapely.union_all(whole)
        else:
            parts = shapely.union_all([area.shape for area in areas if area.state == state])
            yield state, parts.buffer(SEAM, join_style="mitre").buffer(-SEAM, join_style="mitre")
        if progress is not None:
            progress(number / len(names))


def read(content: bytes, progress: Callable[[float], None] | None = None) -> Boundary:
    """The boundary in a GeoJSON file: polygons in degrees WGS 84, each with ``name``, ``state`` (two letters) and
    ``level`` (``state`` or ``municipality``; other files' usual names for these do, too). ``progress`` is told 0–1.
    Raises :class:`BoundaryError`."""
    if len(content) > MOST_BYTES:
        raise BoundaryError("size")
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BoundaryError("json", str(error)[:80]) from error
    if not isinstance(told, dict) or told.get("type") != "FeatureCollection":
        raise BoundaryError("kind")
    crs = json.dumps(told.get("crs") or "")
    if told.get("crs") and not any(name in crs for name in ("CRS84", "4326")):
        raise BoundaryError("projection", crs[:80])
    features = told.get("features")
    if not isinstance(features, list) or not features:
        raise BoundaryError("empty")
    if len(features) > MOST_AREAS:
        raise BoundaryError("many", str(len(features)))
    areas, points = [], 0
    for number, feature in enumerate(features, 1):
        area = _area(feature, number)
        if area is not None:
            points += int(shapely.get_num_coordinates(area.shape))
            areas.append(area)
        if points > MOST_POINTS:
            raise BoundaryError("points")
        if progress is not None:
            progress(0.5 * number / len(features))
    if not areas:
        raise BoundaryError("empty")
    return Boundary(areas, progress=None if progress is None else lambda share: progress(0.5 + 0.5 * share))


def _area(feature: Any, number: int) -> Area | None:
    """One polygon; ``None`` for what is none."""
    if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict):
        return None
    geometry, properties = feature["geometry"], feature.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    if geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return None
    rings = geometry.get("coordinates")
    polygons = [rings] if geometry["type"] == "Polygon" else rings
    try:
        shape = _land([shapely.Polygon(*_rings(polygon)) for polygon in polygons])
    except (TypeError, ValueError, KeyError, IndexError, OverflowError, shapely.errors.ShapelyError) as error:
        if isinstance(error, BoundaryError):
            raise
        raise BoundaryError("number", f"{number}") from error
    if shape.is_empty:
        return None
    name, state = _first(properties, _NAME), _state(properties)
    if not state:
        raise BoundaryError("state", name or str(number))
    level = str(properties.get("level") or properties.get("admin_level") or "")
    level = "state" if level in ("state", "2") else "municipality" if level or name else "state"
    return Area(name, state, level, shape)


def _land(made: list[Any]) -> Any:
    """The polygons put together, mended where they cross themselves, without the lines and points of their spikes."""
    whole = [one if one.is_valid else shapely.make_valid(one) for one in made]
    parts = shapely.get_parts(shapely.get_parts(whole))  # of a collection, then of a multipolygon in it
    return shapely.union_all([part for part in parts if part.geom_type == "Polygon" and not part.is_empty])


def _rings(polygon: Any) -> tuple[list[tuple[float, float]], list[list[tuple[float, float]]]]:
    rings = [[_point(point) for point in ring] for ring in polygon]
    return rings[0], rings[1:]


def _point(point: Any) -> tuple[float, float]:
    lon, lat = float(point[0]), float(point[1])
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise ValueError("no number")
    if abs(lon) > 180 or abs(lat) > STEEPEST:
        raise BoundaryError("projection", f"{lon:g} {lat:g}")
    return flat(lat, lon)


def _first(properties: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((str(properties[name])[:120] for name in names if properties.get(name)), "")


def _state(properties: dict[str, Any]) -> str:
    """Two letters."""
    for name in _STATE:
        told = str(properties.get(name) or "").strip().upper()
        code = _NAMES.get(told, told[:2] if told[2:3] in ("", "-") else "")
        if len(code) == 2 and code.isalpha():
            return code
    return _NAMES.get(str(properties.get("name") or "").strip().upper(), "")
