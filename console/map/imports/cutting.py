"""Cuts shapes into vector tiles. Bounded in memory: shapes are spooled by cell, and one cell is cut at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import numpy as np
import shapely
from numpy.typing import NDArray

from console.map.camera import world
from console.map.imports.drafting import Cell, Draft, Spool
from console.map.imports.encoding import EXTENT, Geometries, tile
from console.map.mvt import Value

BATCH = 4000
BUFFER = 80 / EXTENT
"""What tiles overlap by, as a share of a side: lines and areas must not show where they were cut."""
BANDS = ((5, 7), (8, 9), (10, 14))
"""Zooms cut from one cell; the cells are tiles of the first zoom of each band."""
SMALLEST = 12.0
"""Areas of fewer tile units across (1.5 px) are left out."""
Tags = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Shape:
    """One thing on the map: its layer and tags in OpenMapTiles' words, from which zoom, and degrees (lon, lat)."""

    layer: str
    tags: Tags
    least: int
    geometry: shapely.Geometry


class _Kept(msgspec.Struct, array_like=True):
    layer: str
    tags: dict[str, str | int | float | bool]
    least: int
    wkb: bytes


_PACK = msgspec.msgpack.Encoder()
_UNPACK = msgspec.msgpack.Decoder(list[_Kept])


@dataclass
class Report:
    """What an import came to. ``left_out``: how many shapes were left out, by the reason."""

    shapes: int = 0
    tiles: int = 0
    box: tuple[float, float, float, float] | None = None
    left_out: dict[str, int] = field(default_factory=dict)

    def leave_out(self, why: str, count: int = 1) -> None:
        """Count shapes that are not shown."""
        self.left_out[why] = self.left_out.get(why, 0) + count


class Cutter:
    """Takes shapes, then cuts them. ``deepest`` is the last zoom made."""

    def __init__(self, folder: Path, deepest: int = 14) -> None:
        self._spool = Spool(folder / "spool")
        self._waiting: list[Shape] = []
        self._bands = [(first, min(last, deepest)) for first, last in BANDS if first <= deepest]
        self.report = Report()

    def add(self, shape: Shape) -> None:
        """One more; its geometry is valid and within the world."""
        self._waiting.append(shape)
        if len(self._waiting) >= BATCH:
            self._flush()

    @property
    def empty(self) -> bool:
        """True while there is nothing to cut."""
        return not (self._waiting or self.report.shapes)

    def _flush(self) -> None:
        shapes, self._waiting = self._waiting, []
        if not shapes:
            return
        degrees = np.array([shape.geometry for shape in shapes], object)
        west, south, east, north = shapely.total_bounds(degrees).tolist()
        held = self.report.box or (west, south, east, north)
        self.report.box = (min(held[0], west), min(held[1], south), max(held[2], east), max(held[3], north))
        self.report.shapes += len(shapes)
        geometries = shapely.transform(degrees, _mercator)
        least = np.array([shape.least for shape in shapes])
        for first, last in self._bands:
            chosen = np.flatnonzero(least <= last)
            found = geometries[chosen]
            if last < self._bands[-1][1]:
                found = shapely.simplify(found, 1.0 / (EXTENT << last))
            for cell, which, cut in _spread(found, first):
                kept = [
                    _kept(shapes[index], one) for index, one in zip(chosen[which], shapely.to_wkb(cut), strict=True)
                ]
                self._spool.put(cell, _PACK.encode(kept))

    def cut(self, draft: Draft, progress: Callable[[float], None]) -> None:
        """Cut everything into ``draft``."""
        self._flush()
        cells = self._spool.cells()
        lasts = dict(self._bands)
        for number, cell in enumerate(cells):
            kept = [one for blob in self._spool.of(cell) for one in _UNPACK.decode(blob)]
            geometries = shapely.from_wkb([one.wkb for one in kept])
            self._tile(draft, cell, geometries, kept, lasts[cell[0]])
            progress((number + 1) / len(cells))
        self._spool.close()
        self.report.tiles = draft.tiles

    def _tile(self, draft: Draft, cell: Cell, geometries: Geometries, kept: list[_Kept], last: int) -> None:
        """This tile and all below it, down to ``last``."""
        z, x, y = cell
        data = _drawn(cell, geometries, kept, z == last)
        if data:
            draft.put(z, x, y, data)
        if z == last:
            return
        for child, which, cut in _spread(geometries, z + 1, (2 * x, 2 * y, 2 * x + 1, 2 * y + 1)):
            self._tile(draft, child, cut, [kept[index] for index in which.tolist()], last)


def _kept(shape: Shape, wkb: bytes) -> _Kept:
    return _Kept(shape.layer, shape.tags, shape.least, wkb)


def _mercator(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack(world(lonlat[:, 1], lonlat[:, 0]))


def _spread(
    geometries: Geometries, z: int, within: tuple[int, int, int, int] | None = None
) -> Iterable[tuple[Cell, NDArray[np.int64], Geometries]]:
    """The tiles of zoom ``z`` that shapes lie in: (tile, which shapes, those cut to it). ``within``: x0, y0, x1, y1."""
    if not len(geometries):
        return
    side = 1 << z
    low, high = (0, 0), (side - 1, side - 1)
    if within is not None:
        low, high = within[:2], within[2:]
    bounds = shapely.bounds(geometries) * side
    first = np.clip(np.floor(np.nan_to_num(bounds[:, :2]) - BUFFER).astype(np.int64), low, high)
    final = np.clip(np.floor(np.nan_to_num(bounds[:, 2:]) + BUFFER).astype(np.int64), low, high)
    wide, tall = (final - first + 1).T
    counts = wide * tall
    which = np.repeat(np.arange(len(geometries)), counts)
    step = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    column = first[which, 0] + step % wide[which]
    row = first[which, 1] + step // wide[which]
    order = np.lexsort((which, row, column))
    column, row, which = column[order], row[order], which[order]
    edges = np.flatnonzero((np.diff(column, prepend=-1) != 0) | (np.diff(row, prepend=-1) != 0))
    for a, b in zip(edges.tolist(), [*edges[1:].tolist(), len(which)], strict=True):
        x, y, chosen = int(column[a]), int(row[a]), which[a:b]
        box = (x - BUFFER, y - BUFFER, x + 1 + BUFFER, y + 1 + BUFFER)
        chosen, cut = _clipped(geometries, chosen, bounds, box, side)
        if len(chosen):
            yield (z, x, y), chosen, cut


def _clipped(
    geometries: Geometries,
    chosen: NDArray[np.int64],
    bounds: NDArray[np.float64],
    box: tuple[float, float, float, float],
    side: int,
) -> tuple[NDArray[np.int64], Geometries]:
    some = bounds[chosen]
    inside = (some[:, 0] >= box[0]) & (some[:, 1] >= box[1]) & (some[:, 2] <= box[2]) & (some[:, 3] <= box[3])
    meets = (some[:, 0] <= box[2]) & (some[:, 1] <= box[3]) & (some[:, 2] >= box[0]) & (some[:, 3] >= box[1])
    chosen, inside = chosen[meets], inside[meets]
    cut = geometries[chosen]
    over = np.flatnonzero(~inside)
    if len(over):
        edges = [edge / side for edge in box]
        try:
            cut[over] = shapely.clip_by_rect(cut[over], *edges)
        except shapely.GEOSException:  # one is not valid after simplifying: the slow way round
            cut[over] = shapely.intersection(shapely.make_valid(cut[over]), shapely.box(*edges))
    there = ~shapely.is_empty(cut)
    return chosen[there], cut[there]


def _drawn(cell: Cell, geometries: Geometries, kept: list[_Kept], deepest: bool) -> bytes:
    """The tile's bytes."""
    z, x, y = cell
    least = np.array([one.least for one in kept])
    chosen = np.flatnonzero(least <= z)
    if not len(chosen):
        return b""
    shown = geometries[chosen]
    if not deepest:
        shown = shapely.simplify(shown, 1.5 / (EXTENT << z))
    areas = shapely.get_dimensions(shown) == 2
    if areas.any():
        size = np.ptp(shapely.bounds(shown).reshape(-1, 2, 2), axis=1).max(axis=1) * (EXTENT << z)
        there = ~areas | (size >= SMALLEST)
        shown, chosen, areas = shown[there], chosen[there], areas[there]
        shown[areas] = shapely.orient_polygons(shown[areas])
    scale = float(EXTENT << z)
    shown = shapely.transform(shown, lambda xy: xy * scale - (x * EXTENT, y * EXTENT))
    layers: dict[str, list[int]] = {}
    for at, index in enumerate(chosen.tolist()):
        layers.setdefault(kept[index].layer, []).append(at)
    return tile({name: (shown[some], [kept[chosen[at]].tags for at in some]) for name, some in layers.items()})
