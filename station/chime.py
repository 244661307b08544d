"""One short soft tone when something comes to the amber list: somebody should look, and nobody need answer."""

from __future__ import annotations

from collections.abc import Callable

from radio.codec import Now
from station.voice.wire import Sounder
from units.entry import Entry
from units.state import Changes, Facts

APART = 5.0
"""Seconds between two such tones: several alerts that come together are one thing to look at."""
TONE = "notice"


class Chime:
    """``send`` asks the voice process for a tone, which the emergency tone is untouched by."""

    def __init__(self, send: Callable[[Sounder], object]) -> None:
        self._send = send
        self._last = float("-inf")

    def follow(self, entry: Entry, facts: Facts, changes: Changes, now: Now) -> None:
        """``entry`` was taken in. One that was read late, at a start, gives none: it is only on the list."""
        new = entry.seq in changes.alerts and entry.seq in facts.alerts
        if new and now.utc - entry.wall < APART and now.mono - self._last >= APART:
            self._last = now.mono
            self._send(Sounder(tone=TONE))
