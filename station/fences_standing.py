"""Fences that stay where they are, by number, each in the grid a little after it was drawn: its cells cost some ms,
and the station has other things to do. Until then it is measured wherever its bounds have a place.
"""

from __future__ import annotations

from gps.fences import Outline, check
from gps.fences_cells import Cells, Covering
from units.fences import Fence

TURN = 4_000
"""Corners of fences that are put into the grid in one turn at most: about 15 ms; but always one fence …"""
LEAST_CORNERS = 100
"""… which counts as so many at least."""


class Standing:
    """One of them, ready to be asked about. Raises :class:`gps.fences.ShapeError`."""

    def __init__(self, fence: Fence) -> None:
        self.fence = fence
        shape = fence.shape()
        self.outline = Outline(shape, check(shape))
        self.number = -1
        self.covering: Covering | None = None


class StandingFences:
    """Those that are drawn; ``watching`` has by its number who of them watches now, for the rest ``None``."""

    def __init__(self) -> None:
        self.watching: list[Standing | None] = []
        self._cells = Cells()
        self._free: list[int] = []
        self._bare: dict[int, Standing] = {}

    def add(self, standing: Standing) -> None:
        """It is drawn, and does not watch yet."""
        if self._free:
            standing.number = self._free.pop()
        else:
            standing.number = len(self.watching)
            self.watching.append(None)
        self._bare[standing.number] = standing

    def remove(self, standing: Standing) -> None:
        """It is no more; its number is another's soon."""
        self.watching[standing.number] = None
        self._bare.pop(standing.number, None)
        if standing.covering is not None:
            self._cells.remove(standing.number, standing.covering)
        self._free.append(standing.number)

    def lay(self) -> None:
        """Put the next few into the grid."""
        left = TURN
        while self._bare and left > 0:
            number = next(iter(self._bare))
            standing = self._bare.pop(number)
            standing.covering = Covering(standing.outline)
            self._cells.put(number, standing.covering)
            left -= max(LEAST_CORNERS, sum(len(ring) for ring in standing.fence.rings))

    def at(self, lat: float, lon: float) -> list[int]:
        """As :meth:`gps.fences_cells.Cells.at`, whether they watch or not."""
        found = self._cells.at(lat, lon)
        return found + self._near(lat, lon) if self._bare else found

    def _near(self, lat: float, lon: float) -> list[int]:
        found = []
        for number, standing in self._bare.items():
            south, west, north, east = standing.outline.bounds
            if south <= lat <= north and west <= lon <= east:
                found.append(~number)
        return found
