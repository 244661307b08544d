"""Which radios of a fleet are there: those that registered and refresh in time. Told the time; sends nothing itself.

A radio registers when it is switched on and again within the refresh time we answer. Whatever else it says counts as a
sign of life, too. One whose time ran out is asked before it is given up.
"""

from __future__ import annotations

import msgspec

GRACE = 120.0
"""Seconds a refresh may be late."""
QUERY_EVERY, QUERIES = 20.0, 3
REPEATED = 8.0
"""Seconds within which the same registration is a repetition: our answer was lost."""
MAX_RADIOS = 20_000


class Known(msgspec.Struct):
    """A radio that is there ``until`` a moment of the monotonic clock, unless it speaks; ``queries`` sent since."""

    until: float
    queries: int = 0
    said: bytes = b""
    at: float = float("-inf")


class Presence:
    """The radios that are there. ``refresh`` in s."""

    def __init__(self, refresh: float, ask: bool) -> None:
        self._lasts = refresh + GRACE
        self._ask = ask
        self._radios: dict[int, Known] = {}

    def __contains__(self, number: int) -> bool:
        return number in self._radios

    def __len__(self) -> int:
        return len(self._radios)

    def heard(self, number: int, mono: float) -> bool:
        """Radio ``number`` said something. True if it was not there before."""
        known = self._radios.get(number)
        if known is None:
            if len(self._radios) >= MAX_RADIOS:
                del self._radios[next(iter(self._radios))]
            self._radios[number] = Known(until=mono + self._lasts)
            return True
        known.until, known.queries = mono + self._lasts, 0
        return False

    def repeats(self, number: int, said: bytes, mono: float) -> bool:
        """True if ``number`` registered in these very bytes a moment ago."""
        known = self._radios[number]
        again = known.said == said and mono - known.at < REPEATED
        known.said, known.at = said, mono
        return again

    def gone(self, number: int) -> bool:
        """Radio ``number`` signed off. False if it was not there."""
        return self._radios.pop(number, None) is not None

    def overdue(self, mono: float) -> tuple[list[int], list[int]]:
        """(radios to ask whether they are there, radios that did not answer and are forgotten now)."""
        ask, lost = [], []
        for number, known in self._radios.items():
            if known.until > mono:
                continue
            if self._ask and known.queries < QUERIES:
                known.queries += 1
                known.until = mono + QUERY_EVERY
                ask.append(number)
            else:
                lost.append(number)
        for number in lost:
            del self._radios[number]
        return ask, lost
