"""What of the picture is covered already: cells of :data:`GRID` px, so that a rectangle is tried in microseconds."""

from __future__ import annotations

import numpy as np

GRID = 4
BAND = 12
"""px a row of the coarser grid for crowds."""


class Grid:
    """Which cells of the picture are covered: a whole number a row, a bit a column (numpy's small slices cost more)."""

    def __init__(self, covered: np.ndarray) -> None:
        self._high, self._wide = covered.shape
        packed = np.packbits(covered, axis=1, bitorder="little")
        self._rows = [int.from_bytes(row.tobytes(), "little") for row in packed]

    @classmethod
    def blank(cls, room: tuple[int, int]) -> Grid:
        """Nothing is covered in a picture of so many px."""
        made = cls.__new__(cls)
        made._wide, made._high = room[0] // GRID + 2, room[1] // GRID + 2
        made._rows = [0] * made._high
        return made

    def copy(self) -> Grid:
        """Another one that begins the same."""
        other = Grid.__new__(Grid)
        other._high, other._wide, other._rows = self._high, self._wide, list(self._rows)
        return other

    def free(self, left: float, top: float, wide: float, high: float) -> bool:
        """True if a rectangle covers nothing there and is wholly in the picture."""
        r0, r1, c0, c1 = _cells(left, top, wide, high)
        if r0 < 0 or c0 < 0 or r1 > self._high or c1 > self._wide:
            return False
        mask = ((1 << (c1 - c0)) - 1) << c0
        for row in self._rows[r0:r1]:  # noqa: SIM110 - any() with a generator costs more than all the rest
            if row & mask:
                return False
        return True

    def bands(self) -> list[int]:
        """The same, coarser: one number for every :data:`BAND` px."""
        some = BAND // GRID
        found = []
        for at in range(0, self._high, some):
            covered = 0
            for row in self._rows[at : at + some]:
                covered |= row
            found.append(covered)
        return found

    @property
    def wide(self) -> int:
        """Cells in a row."""
        columns: int = self._wide
        return columns

    def take(self, left: float, top: float, wide: float, high: float) -> None:
        """Cover a rectangle, as far as it is in the picture."""
        r0, r1, c0, c1 = _cells(left, top, wide, high)
        c0, c1 = max(0, c0), min(self._wide, c1)
        if c1 <= c0:
            return
        mask = ((1 << (c1 - c0)) - 1) << c0
        for row in range(max(0, r0), min(self._high, r1)):
            self._rows[row] |= mask


def covered(xs: np.ndarray, ys: np.ndarray, room: tuple[int, int]) -> np.ndarray:
    """The cells under symbols at these places."""
    columns, rows = room[0] // GRID + 2, room[1] // GRID + 2
    taken = np.zeros((rows, columns), bool)
    cx = np.clip((xs / GRID).astype(np.int64), 0, columns - 1)
    cy = np.clip((ys / GRID).astype(np.int64), 0, rows - 1)
    for dx in (-2, -1, 0, 1):
        for dy in (-2, -1, 0, 1):
            taken[np.clip(cy + dy, 0, rows - 1), np.clip(cx + dx, 0, columns - 1)] = True
    return taken


def _cells(left: float, top: float, wide: float, high: float) -> tuple[int, int, int, int]:
    return (
        int(top // GRID),
        int((top + high) // GRID) + 1,
        int(left // GRID),
        int((left + wide) // GRID) + 1,
    )
