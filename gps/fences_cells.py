"""A grid over many fences: which of them have a place for sure, and of which it has to be measured.

Each fence lies on cells of its own size, a few of them across it, so that a yard and a county cost alike. A cell well
inside says so; one on the line says that it has to be measured; outside there is none.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from gps.fences import Outline

ACROSS = 32
"""Cells of a fence in a row at most, and a quarter of that at least."""
_ROW = 1 << 26


class Covering:
    """The cells of one fence: their ``level`` (2 to its power of them to a degree), and of each its key and whether it
    lies inside as a whole."""

    def __init__(self, outline: Outline) -> None:
        south, west, north, east = outline.bounds
        self.level = 2 * math.floor(math.log2(ACROSS / max(north - south, east - west, 1e-6)) / 2)
        scale = 2.0**self.level
        rows = np.arange(math.floor((south + 90) * scale), math.floor((north + 90) * scale) + 1)
        columns = np.arange(math.floor((west + 180) * scale), math.floor((east + 180) * scale) + 1)
        row, column = (part.ravel() for part in np.meshgrid(rows, columns, indexing="ij"))
        lats = np.asarray((row + 0.5) / scale - 90, np.float64)
        lons = np.asarray((column + 0.5) / scale - 180, np.float64)
        deep, reach = outline.clear(lats, lons, 1 / scale, 1 / scale)
        there = deep >= -reach
        keys = row[there].astype(np.int64) * _ROW + column[there].astype(np.int64)
        self.cells = list(zip(keys.tolist(), (deep > reach)[there].tolist(), strict=True))


class Cells:
    """All fences, by their number: of those in ``coverings`` their place there."""

    def __init__(self, coverings: Sequence[Covering] = ()) -> None:
        self._levels: dict[int, tuple[float, dict[int, list[int]]]] = {}
        for number, covering in enumerate(coverings):
            self.put(number, covering)

    def put(self, number: int, covering: Covering) -> None:
        """One more, by a number that no other has."""
        if covering.level not in self._levels:
            self._levels[covering.level] = 2.0**covering.level, {}
        _, cells = self._levels[covering.level]
        for key, inside in covering.cells:
            cells.setdefault(key, []).append(number if inside else ~number)

    def remove(self, number: int, covering: Covering) -> None:
        """What was put."""
        _, cells = self._levels[covering.level]
        for key, inside in covering.cells:
            there = cells[key]
            there.remove(number if inside else ~number)
            if not there:
                del cells[key]
        if not cells:
            del self._levels[covering.level]

    def at(self, lat: float, lon: float) -> list[int]:
        """The numbers of fences a place is inside of, and ``~number`` of those of which it has to be measured."""
        found: list[int] = []
        north, east = lat + 90, lon + 180
        for scale, cells in self._levels.values():
            key = int(north * scale) * _ROW + int(east * scale)
            if key in cells:
                found += cells[key]
        return found
