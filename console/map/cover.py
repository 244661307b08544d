"""Which of the built-in water, borders and names an imported pack shows better itself: those are then left out.

The built-in data is off by up to a few kilometres; drawn beside a good pack it would show every river and border
twice. Inside the pack's ground all of it goes. In the pack's outermost tiles only that goes which the pack has near by,
so that the neighbours' lakes and towns stay.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from console.map.base import Base, Parts
from console.map.camera import Floats
from console.map.mvt import LINE, POLYGON, Feature, TileError, geometry, inflate, layers
from console.map.packs import Reader

NEAR_WATER = 2.0 / 22_000
NEAR_BORDER = 6.0 / 22_000
"""2 km and 6 km in world units at 56° N, where the world is some 22,000 km round."""
_NONE: Floats = np.empty((0, 2))


@dataclass(frozen=True)
class Edge:
    """What a pack has in one of its outermost tiles: points of its water and of its state borders."""

    water: Floats
    border: Floats


class Cover:
    """Answers for one pack. ``z``: the zoom at which its ground is told, coarse enough to be quick."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        levels = reader.pack.levels
        self.z = max((z for z in levels if z <= 9), default=levels[0])
        self._edges: dict[tuple[int, int], Edge | None] = {}

    def has(self, x: int, y: int) -> bool:
        """True if the pack has this tile of zoom ``z``."""
        return self._reader.has(self.z, x, y)

    def inside(self, x: int, y: int) -> bool:
        """True if the pack also has all tiles round it."""
        return all(self.has(x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1))

    def edge(self, x: int, y: int) -> Edge:
        """What lies in an outermost tile."""
        known = self._edges.get((x, y))
        if known is None:
            known = self._edges[x, y] = self._read(x, y)
        return known

    def _read(self, x: int, y: int) -> Edge:
        blob = self._reader.tile(self.z, x, y)
        water, border = [_NONE], [_NONE]
        try:
            for layer in layers(inflate(blob or b""), {"water", "waterway", "boundary", "boundaries"}):
                wet = layer.name.startswith("water")
                chosen = [one for one in layer.features if one.kind in {LINE, POLYGON} and (wet or _national(one))]
                points = (geometry(chosen).xy / layer.extent + (x, y)) / (1 << self.z)
                (water if wet else border).append(points)
        except TileError:
            pass
        return Edge(np.concatenate(water), np.concatenate(border))

    def hides(self, xy: Floats, borders: bool) -> NDArray[np.bool_]:
        """For each built-in point: is it better left to the pack?"""
        columns, rows = (np.floor(xy[:, axis] * (1 << self.z)).astype(np.int64) for axis in (0, 1))
        hidden = np.zeros(len(xy), bool)
        for column, row in set(zip(columns.tolist(), rows.tolist(), strict=True)):
            if not self.has(column, row):
                continue
            here = np.flatnonzero((columns == column) & (rows == row))
            if self.inside(column, row):
                hidden[here] = True
                continue
            edge = self.edge(column, row)
            known, reach = (edge.border, NEAR_BORDER) if borders else (edge.water, NEAR_WATER)
            hidden[here] = _near(xy[here], known, reach)
        return hidden


def _national(feature: Feature) -> bool:
    level = feature.tags.get("admin_level")
    return level in {2, "2"} or (level is None and feature.tags.get("kind") == "country")


def _near(points: Floats, known: Floats, reach: float) -> NDArray[np.bool_]:
    """True for each point that has a known one within ``reach`` (each way)."""
    if not len(known):
        return np.zeros(len(points), bool)
    order = known[np.argsort(known[:, 0])]
    found = np.zeros(len(points), bool)
    first = np.searchsorted(order[:, 0], points[:, 0] - reach)
    last = np.searchsorted(order[:, 0], points[:, 0] + reach)
    for index, (a, b) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        found[index] = bool((np.abs(order[a:b, 1] - points[index, 1]) < reach).any())
    return found


def uncovered(whole: Base, stack: list[Reader]) -> Base:
    """The built-in data without what the vector packs of ``stack`` show better."""
    covers = [Cover(reader) for reader in stack if not (reader.pack.raster or reader.pack.overlay)]
    if not covers:
        return whole
    return Base(
        whole.land,
        _open_rings(whole.lakes, covers),
        _open_runs(whole.rivers, covers, False),
        _open_runs(whole.borders, covers, True),
    )


def _open_rings(rings: Parts, covers: list[Cover]) -> Parts:
    """Lakes go whole or stay whole: gone if the pack hides any third of their shore."""
    hidden = np.zeros(len(rings.xy), bool)
    for cover in covers:
        hidden |= cover.hides(rings.xy, False)
    share = np.add.reduceat(hidden.astype(float), rings.starts) / np.diff(np.append(rings.starts, len(rings.xy)))
    return rings.chosen(np.flatnonzero(share < 0.34))


def _open_runs(lines: Parts, covers: list[Cover], borders: bool) -> Parts:
    """Lines point by point: one that leaves the pack's ground goes on where that ends."""
    hidden = np.zeros(len(lines.xy), bool)
    for cover in covers:
        hidden |= cover.hides(lines.xy, borders)
    keep = ~hidden
    first = np.zeros(len(keep), bool)
    first[lines.starts] = True
    begins = keep & ~(np.concatenate(([False], keep[:-1])) & ~first)
    index = np.flatnonzero(keep)
    return Parts.of(lines.xy[index], np.flatnonzero(begins[index]))


def names_itself(stack: list[Reader], x: float, y: float) -> bool:
    """True well inside a vector pack's ground: built-in names are left out there."""
    for reader in stack:
        if not (reader.pack.raster or reader.pack.overlay):
            cover = Cover(reader)
            side = 1 << cover.z
            if cover.inside(math.floor(x * side), math.floor(y * side)):
                return True
    return False
