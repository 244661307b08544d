"""How often somebody may come: a bucket of tokens for each, and a bigger one for all together. Told the time."""

from __future__ import annotations

BURST = 4.0
"""Seconds' worth that may come at once: a phone that was without network hands in what it kept."""
TOGETHER = 20.0
"""Times one's own rate for everybody together: many addresses are no way round it."""
MOST = 4096
"""Addresses remembered; beyond, the one that came longest ago is forgotten."""


class Rates:
    """``rate`` in requests per second, of each address."""

    def __init__(self, rate: float) -> None:
        self._rate = rate
        self._buckets: dict[str, tuple[float, float]] = {}  # tokens left, and when they were counted

    def takes(self, who: str, mono: float) -> bool:
        """One more of ``who``: true if it may come in."""
        return self._taken(who, self._rate, mono) and self._taken("", self._rate * TOGETHER, mono)

    def _taken(self, who: str, rate: float, mono: float) -> bool:
        full = max(1.0, rate * BURST)
        tokens, since = self._buckets.pop(who, (full, mono))
        tokens = min(full, tokens + (mono - since) * rate)
        self._buckets[who] = tokens - 1 if tokens >= 1 else tokens, mono
        if len(self._buckets) > MOST:
            del self._buckets[next(iter(self._buckets))]
        return tokens >= 1
