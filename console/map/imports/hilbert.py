"""Where the tiles of a PMTiles archive lie: its tile ids run along a Hilbert curve in each zoom. Many at once.

Source: PMTiles specification 3, section 4.1 (ids count through the zooms, 4^z each; curve as in the specification's
reference code: x and y mirrored and swapped by quadrant, from the smallest square up).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from console.map.camera import LIMITS
from console.map.packs import DEEPEST

LAST = 31
"""The last zoom that an id can be of."""
Cells = NDArray[np.int64]
"""(n, 3): zoom, column, row (down)."""
_FIRST = np.array([(4**z - 1) // 3 for z in range(LAST + 1)], np.int64)
"""The first id of each zoom."""


def cells(ids: NDArray[np.int64]) -> Cells:
    """The tiles of these ids. Raises ``ValueError`` for an id beyond the last zoom."""
    if len(ids) and (int(ids.min()) < 0 or int(ids.max()) >= int(_FIRST[-1])):
        raise ValueError("no such tile")
    z = np.searchsorted(_FIRST, ids, side="right") - 1
    left = ids - _FIRST[z]
    x, y = np.zeros_like(left), np.zeros_like(left)
    for level in range(int(z.max(initial=0))):
        side = np.int64(1) << level
        right, down = left // 2 & 1, (left ^ (left // 2)) & 1
        within = level < z
        mirrored = within & (down == 0) & (right == 1)
        x[mirrored], y[mirrored] = side - 1 - x[mirrored], side - 1 - y[mirrored]
        swapped = within & (down == 0)
        x[swapped], y[swapped] = y[swapped], x[swapped]
        x += np.where(within, side * right, 0)
        y += np.where(within, side * down, 0)
        left //= 4
    return np.column_stack((z, x, y))


def in_window(placed: Cells) -> NDArray[np.bool_]:
    """Which of them the map can show: of a zoom it reads, and not outside its window."""
    z, x, y = placed.T
    side = np.ldexp(1.0, -z.astype(np.int32))
    shown = (x * side < LIMITS.right) & ((x + 1) * side > LIMITS.left)
    shown &= (y * side < LIMITS.bottom) & ((y + 1) * side > LIMITS.top) & (z <= DEEPEST)
    return np.asarray(shown)
