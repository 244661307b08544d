"""What of a call's voice was not heard as it was said: lost, late, or drawn together. In samples; knows no audio."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

REMEMBERED = 500
"""Gaps that late voice may still belong to."""

Which = npt.NDArray[np.bool_]


class _Gap(NamedTuple):
    first: int
    last: int  # one past the end
    lost: bool  # part of the call and counted so; else the talker's pause, as far as we know

    def within(self, start: int, end: int) -> int:
        return max(0, min(self.last, end) - max(self.first, start))


class Gaps:
    """The gaps of one call.

    :attr:`lost` samples never came. :attr:`late` ones came and were not heard: something else was by then, or too much
    was waiting. :attr:`drawn` ones came and were left out to catch up where nothing is missed for it: quiet, or pitch
    periods like their neighbours.
    """

    def __init__(self) -> None:
        self.lost = self.late = self.drawn = 0
        self.until = 0  # behind it nothing is missing: what comes there need not be told
        self._open: deque[_Gap] = deque(maxlen=REMEMBERED)

    def missed(self, start: int, count: int) -> None:
        """``count`` samples from ``start`` on are made up, or passed over without having come."""
        if count > 0:
            self._add(_Gap(start, start + count, True))
            self.lost += count

    def missed_where(self, start: int, missing: Which) -> None:
        """The same for each sample from ``start`` on that is ``missing``."""
        edges = np.flatnonzero(np.diff(missing, prepend=False, append=False))
        for first, last in edges.reshape(-1, 2).tolist():
            self.missed(start + first, last - first)

    def paused(self, start: int, end: int) -> None:
        """Nothing was heard between ``start`` and ``end``, and nobody knows whether anything was said."""
        if start < end:
            self._add(_Gap(start, end, False))

    def _add(self, gap: _Gap) -> None:
        self._open.append(gap)
        self.until = max(self.until, gap.last)

    def came(self, start: int, count: int, in_time: bool) -> int:
        """Samples came after all: ``in_time`` to be heard instead of what was made up, or not.

        How many of them are now known to be of the call that were taken for a pause.
        """
        if not self._open:
            return 0
        end, still, new = start + count, [], 0
        for gap in self._open:
            both = gap.within(start, end)
            if not both:
                still.append(gap)
                continue
            if gap.lost:
                self.lost -= both
            elif not in_time:
                new += both
            self.late += 0 if in_time else both
            pieces = gap._replace(last=max(gap.first, start)), gap._replace(first=min(gap.last, end))
            still += [piece for piece in pieces if piece.first < piece.last]
        self._open = deque(still, maxlen=REMEMBERED)
        return new

    def within(self, start: int, end: int) -> bool:
        """Whether anything between ``start`` and ``end`` is missing."""
        return start < self.until and any(gap.within(start, end) for gap in self._open)

    def left_out(self, start: int, came: Which, quiet: bool) -> None:
        """The samples from ``start`` on are not played. Those that ``came`` are late, unless all of it is ``quiet``."""
        made_up = sum(gap.within(start, start + len(came)) for gap in self._open if gap.lost)
        count = int(np.count_nonzero(came)) - made_up
        if quiet:
            self.drawn += count
        else:
            self.late += count
        self.missed_where(start, ~came)

    def forget(self) -> None:
        """The sender began to count again: what comes now belongs into none of these gaps."""
        self._open.clear()
        self.until = 0
