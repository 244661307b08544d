"""An OpenStreetMap extract (.osm.pbf) into shapes and names. Needs ``osmium`` (pip install kopa[osm]).

Locations of nodes lie in a file, not in memory, so that a country can be read on any machine.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import shapely
from PySide6.QtCore import QCoreApplication

from console.map.camera import EAST, NORTH, SOUTH, WEST, world_x, world_y
from console.map.gazetteer import Named
from console.map.imports import osm_tags
from console.map.imports.cutting import Cutter, Shape
from console.map.imports.drafting import Room
from console.map.imports.naming import WEIGHTS, Names
from console.map.packs import PackError

ATTRIBUTION = "© OpenStreetMap contributors"
BYTES_EACH, BYTES_NODE = 40.0, 6.5
"""Of the file for each object that is looked at, and for each node, roughly; for the progress only."""
NODE = 16
"""Bytes of a node's location on the disk."""
TIMES = 16
"""Bytes of the disk an import takes at its peak for each byte of an extract (measured: 15.5 with 300,000 ways). One
that packs better takes more, so the disk is looked at while it runs, too."""
_WINDOW = (WEST, SOUTH, EAST, NORTH)


def looks_like(head: bytes) -> bool:
    """True for what begins with the blob header of a PBF."""
    return b"OSMHeader" in head[:32]


def _library() -> Any:
    try:
        import osmium
        import osmium.filter
        import osmium.geom
    except ImportError as error:
        raise PackError(
            QCoreApplication.translate(
                "imports", "Reading OpenStreetMap extracts needs the package “osmium”: pip install osmium."
            )
        ) from error
    return osmium


class _Nodes:
    """Is shown every node before the filters: the disk takes the locations of all, and most have no tags."""

    def __init__(self, room: Room, progress: Callable[[int], None]) -> None:
        self._room, self._progress = room, progress
        self._count = 0

    def node(self, _node: object) -> bool:
        """False: this filter lets everything through. Raises :class:`PackError` when the disk is short."""
        self._count += 1
        if self._count % 20_000 == 0:
            self._room.take(20_000 * NODE)
            self._progress(self._count)
        return False


class Extract:
    """One extract on its way into ``cutter``; its names are collected in ``names`` and ``addresses``."""

    def __init__(self, path: Path, folder: Path, cutter: Cutter, progress: Callable[[float], None]) -> None:
        self._osmium = _library()
        self._path, self._cutter, self._progress = path, cutter, progress
        self._wkb = self._osmium.geom.WKBFactory()
        self._index = self._osmium.index.create_map(f"sparse_file_array,{folder / 'nodes'}")
        self._size = float(max(1, path.stat().st_size))
        self._room = Room(folder)
        self._seen = self._nodes = 0
        self.names = Names()
        self.addresses: list[tuple[str, str, float, float]] = []

    def read(self) -> None:
        """Everything. Raises :class:`PackError`."""
        try:
            borders = self._borders()
            self._objects()
            self._border_lines(borders)
        except (RuntimeError, MemoryError, ValueError, OSError) as error:
            if isinstance(error, PackError):
                raise
            raise PackError(
                QCoreApplication.translate("imports", "The extract is damaged or cut off ({why}).").format(
                    why=str(error).splitlines()[0][:100] if str(error) else type(error).__name__
                )
            ) from error

    def _borders(self) -> dict[int, int]:
        """The ways that are borders, by the highest of their levels."""
        osmium = self._osmium
        found: dict[int, int] = {}
        wanted = osmium.filter.TagFilter(("boundary", "administrative"))
        for relation in osmium.FileProcessor(str(self._path), osmium.osm.RELATION).with_filter(wanted):
            level = relation.tags.get("admin_level", "")
            if level in {"2", "4", "5", "6"}:
                for member in relation.members:
                    if member.type == "w":
                        found[member.ref] = min(found.get(member.ref, 99), int(level))
        return found

    def _objects(self) -> None:
        osmium = self._osmium
        whole = osmium.FileProcessor(str(self._path)).with_locations(self._index)
        whole = whole.with_areas(osmium.filter.KeyFilter("natural", "landuse", "waterway", "building"))
        whole = whole.with_filter(_Nodes(self._room, self._node_read))
        for one in whole.with_filter(osmium.filter.KeyFilter(*osm_tags.KEYS)):
            self._seen += 1
            if self._seen % 2000 == 0:
                self._tell()
            if one.is_node():
                self._node(one)
            elif one.is_way():
                self._way(one)
            elif one.is_area():
                self._area(one)

    def _node_read(self, count: int) -> None:
        self._nodes = count
        self._tell()

    def _tell(self) -> None:
        """How many objects a file has nobody knows before its end."""
        nodes = 1.0 - math.exp(-self._nodes * BYTES_NODE / self._size)
        self._progress(0.3 * nodes + 0.7 * (1.0 - math.exp(-self._seen * BYTES_EACH / self._size)))

    def _border_lines(self, borders: dict[int, int]) -> None:
        if not borders:
            return
        osmium = self._osmium
        ways = osmium.FileProcessor(str(self._path), osmium.osm.WAY)
        for way in ways.with_filter(osmium.filter.IdFilter(borders)):
            if way.tags.get("maritime") == "yes":
                continue
            level = borders[way.id]
            self._put(("boundary", {"admin_level": level}, 5 if level == 2 else 8), self._located(way))

    def _located(self, way: Any) -> shapely.Geometry | None:
        """A way's line by the index; the parts of it that the extract has."""
        spots = []
        for node in way.nodes:
            with contextlib.suppress(KeyError):
                where = self._index.get(node.ref)
                spots.append((where.lon, where.lat))
        return shapely.LineString(spots) if len(spots) > 1 else None

    def _node(self, node: Any) -> None:
        tags = dict(node.tags)
        place = osm_tags.place(tags)
        lat, lon = node.location.lat_without_check(), node.location.lon_without_check()
        if place is not None:
            self._put(place, shapely.Point(lon, lat))
            sort, name = str(place[1]["class"]), str(place[1]["name"])
            weight = osm_tags.population(tags) or WEIGHTS.get(sort, 40.0)
            self.names.places[name, sort, round(lat * 50), round(lon * 50)] = Named(name, sort, lat, lon, weight)
        self._address(tags, lat, lon)

    def _address(self, tags: dict[str, str], lat: float, lon: float) -> None:
        street = tags.get("addr:street") or tags.get("addr:place") or ""
        number = tags.get("addr:housenumber", "")
        if street and number:
            self.addresses.append((f"{street} {number}", tags.get("addr:city", ""), lat, lon))

    def _way(self, way: Any) -> None:
        tags = dict(way.tags)
        drawn, named = osm_tags.line(tags), osm_tags.road_name(tags)
        if drawn is None and named is None:
            return
        line = self._line(way)
        if drawn is not None:
            self._put(drawn, line)
        if named is None or line is None:
            return
        self._put(named, line)
        if named[1].get("name"):
            xy = shapely.get_coordinates(line)
            for lon, lat in {0: xy[len(xy) // 2], 1: xy[0], 2: xy[-1]}.values():
                self.names.add_street(str(named[1]["name"]), world_x(float(lon)), world_y(float(lat)))

    def _line(self, way: Any) -> shapely.Geometry | None:
        """A way's line; one that leaves the extract as far as its nodes are there."""
        try:
            return shapely.from_wkb(bytes.fromhex(self._wkb.create_linestring(way)), on_invalid="ignore")
        except self._osmium.InvalidLocationError:
            spots = [(node.lon, node.lat) for node in way.nodes if node.location.valid()]
            return shapely.LineString(spots) if len(spots) > 1 else None
        except (RuntimeError, ValueError):  # one node only
            return None

    def _area(self, area: Any) -> None:
        tags = dict(area.tags)
        drawn = osm_tags.area(tags)
        if drawn is None and "addr:housenumber" not in tags:
            return
        try:
            shape = shapely.from_wkb(bytes.fromhex(self._wkb.create_multipolygon(area)), on_invalid="ignore")
        except (RuntimeError, ValueError, self._osmium.InvalidLocationError):
            self._cutter.report.leave_out(QCoreApplication.translate("imports", "no readable geometry"))
            return
        if drawn is not None:
            self._put(drawn, shape)
        if shape is not None and "addr:housenumber" in tags:
            west, south, east, north = shape.bounds
            self._address(tags, (south + north) / 2, (west + east) / 2)

    def _put(self, drawn: osm_tags.Drawn, shape: shapely.Geometry | None) -> None:
        if shape is None or shape.is_empty:
            return
        west, south, east, north = shape.bounds
        if west < WEST or east > EAST or south < SOUTH or north > NORTH:
            shape = shapely.intersection(shapely.make_valid(shape), shapely.box(*_WINDOW))
            if shape.is_empty:
                self._cutter.report.leave_out(QCoreApplication.translate("imports", "outside the map’s window"))
                return
        layer, tags, least = drawn
        self._cutter.add(Shape(layer, tags, least, shape))

    def named(self) -> Iterator[Named]:
        """All names. Addresses without a town take that of the place near by."""
        yield from self.names.all()
        from console.map.imports.naming import Towns

        towns = Towns(self.names.places.values())
        for name, town, lat, lon in self.addresses:
            yield Named(name, "address", lat, lon, 1.0, town or towns.of(world_x(lon), world_y(lat)))
