"""Keeps noise from filling the journal: the first few undecoded inputs one by one, then a count once a minute."""

from __future__ import annotations

FIRST = 5
EVERY = 60.0
"""Seconds a count is gathered over, and without noise after which the first few are told again."""


class Noise:
    """Counts undecoded inputs of one gateway. Told the time."""

    def __init__(self, first: int = FIRST) -> None:
        self._first = first
        self._told = 0
        self._held = 0
        self._held_since = 0.0
        self._why = ""
        self._latest = b""
        self._last = 0.0

    def heard(self, why: str, raw: bytes, mono: float) -> bool:
        """Take one in; true if it is to be told by itself now."""
        if mono - self._last > EVERY and not self._held:
            self._told = 0
        self._last = mono
        if self._told < self._first:
            self._told += 1
            return True
        if not self._held:
            self._held_since = mono
        self._held += 1
        self._why, self._latest = why, raw
        return False

    def due(self, mono: float, flush: bool = False) -> tuple[str, bytes] | None:
        """Once a minute (or at once with ``flush``): what to tell about those that were held back, and the last one."""
        if not self._held or (mono - self._held_since < EVERY and not flush):
            return None
        why = f"{self._why} (and {self._held - 1} more like it)" if self._held > 1 else self._why
        self._held = 0
        return why, self._latest
