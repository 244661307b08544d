"""How long a talk-group's voice must be held back so that nearly all of it is there in time. Told the time."""

from __future__ import annotations

import math
from collections import OrderedDict

import numpy as np

from station.voice.samples import TICK_SECONDS

REMEMBERED = 1000
"""Frames of a talk-group by which its delays are judged."""
FEW = 25
"""Fewer say nothing yet."""
SHARE = 0.98
SPARE = 0.005
LEAST, MOST, FIRST = 0.02, 0.2, 0.06
"""s: the least and the most that is held, and what is held while nothing is known."""
LEAK = 0.0005
"""s a second by which the fastest way forgets: clocks that drift apart by less are no jitter."""
AT_ONCE = 8
"""Calls of one talk-group that are told apart."""
JUMP = 2.0
"""s: a delay that differs by more is another count of samples, or was kept for us elsewhere."""


class Jitter:
    """One talk-group's delays, relative to the fastest of the same call."""

    def __init__(self) -> None:
        self._delays = np.zeros(REMEMBERED)
        self._count = 0
        self._ways: OrderedDict[str, tuple[float, float]] = OrderedDict()  # fastest transit of a call, and when

    def came(self, call: str, seconds: float, now: float) -> float:
        """The frame that begins ``seconds`` into ``call`` came at ``now`` (monotonic); its relative delay (s)."""
        transit = now - seconds
        fastest, since = self._ways.get(call, (transit, now))
        if abs(transit - fastest) > JUMP:
            fastest = transit
        fastest = min(transit, fastest + LEAK * (now - since))
        self._ways[call] = fastest, now
        if len(self._ways) > AT_ONCE:
            self._ways.popitem(last=False)
        self._delays[self._count % REMEMBERED] = transit - fastest
        self._count += 1
        return transit - fastest

    def sent(self, call: str, seconds: float) -> float:
        """When (monotonic) what begins ``seconds`` into ``call`` would have come by the fastest way; 0: unknown."""
        fastest, _ = self._ways.get(call, (0.0, 0.0))
        return fastest + seconds if fastest else 0.0

    @property
    def hold(self) -> float:
        """s to hold back the next spurt of voice."""
        return min(max(self._needed(), LEAST), MOST)

    def _needed(self) -> float:
        """s within which nearly all were there, and a little."""
        known = min(self._count, REMEMBERED)
        if known < FEW:
            return FIRST
        place = min(known - 1, int(SHARE * known))
        return float(np.partition(self._delays[:known], place)[place]) + SPARE

    def ticks(self, delay: float, left: float) -> int:
        """Ticks a spurt waits whose first frame was late by ``delay`` (s), when the next tick is due in ``left`` s.

        The wait is the tick nearest to :attr:`hold`, and at least one: the tick before that will do where all comes
        sooner still.
        """
        least = min(self.hold - TICK_SECONDS / 2, self._needed())
        return max(1, 1 + math.ceil((least - delay - left) / TICK_SECONDS))
