"""When a push-to-talk line is on: only while somebody says so again and again. Told the time; holds no line itself."""

from __future__ import annotations

HOLD = 0.4
"""Seconds for which one word holds the line; with what an operating system adds it is off within half a second."""
KEY, UNKEY = b"1", b"0"


class Hold:
    """One line. After it let go by itself, or its device failed, it must be unkeyed before it keys again."""

    def __init__(self) -> None:
        self.on = False
        self._until = 0.0
        self._spent = False

    def word(self, word: bytes, now: float) -> None:
        """The station said :data:`KEY` or :data:`UNKEY`; anything else says nothing."""
        if word == UNKEY:
            self.on, self._spent = False, False
        elif word == KEY and not self._spent:
            self.on, self._until = True, now + HOLD

    def over(self, now: float) -> bool:
        """True once when the line must go off because nobody said hold."""
        if not self.on or now < self._until:
            return False
        self.spend()
        return True

    def spend(self) -> None:
        """Off, whatever is said, until it was unkeyed."""
        self._spent = self._spent or self.on
        self.on = False

    def left(self, now: float, most: float) -> float:
        """Seconds until :meth:`over` can be true, at most ``most``."""
        return max(0.0, min(most, self._until - now)) if self.on else most
