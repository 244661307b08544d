"""What of a call's voice was played without having come: lost, or too late. In samples; knows no audio."""

from __future__ import annotations

from collections import deque

import numpy as np
import numpy.typing as npt

REMEMBERED = 500
"""Gaps that late voice may still belong to."""


class Gaps:
    """The gaps of one call. :attr:`lost` samples never came, :attr:`late` ones came when something else was heard."""

    def __init__(self) -> None:
        self.lost = self.late = 0
        self._open: deque[tuple[int, int]] = deque(maxlen=REMEMBERED)

    @property
    def open(self) -> bool:
        """Whether voice may still come for what is missing."""
        return bool(self._open)

    def missed(self, start: int, count: int) -> None:
        """``count`` samples from ``start`` on are made up."""
        if count > 0:
            self._open.append((start, start + count))
            self.lost += count

    def missed_where(self, start: int, missing: npt.NDArray[np.bool_]) -> None:
        """The same for each sample from ``start`` on that is ``missing``."""
        edges = np.flatnonzero(np.diff(missing, prepend=False, append=False))
        for first, last in edges.reshape(-1, 2).tolist():
            self.missed(start + first, last - first)

    def came(self, start: int, count: int, in_time: bool) -> None:
        """Samples came after all: ``in_time`` to be heard instead of what was made up, or not."""
        if not self._open:
            return
        end, still = start + count, []
        for first, last in self._open:
            low, high = max(first, start), min(last, end)
            if low >= high:
                still.append((first, last))
                continue
            self.lost -= high - low
            self.late += 0 if in_time else high - low
            still += [piece for piece in ((first, low), (high, last)) if piece[0] < piece[1]]
        self._open = deque(still, maxlen=REMEMBERED)
