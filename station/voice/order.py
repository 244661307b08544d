"""Packets of one call in the order they were said, for codecs that remember what was before. Told the time.

Nothing waits where nothing is missing. Behind a gap packets wait for what may only have been overtaken.
"""

from __future__ import annotations

from collections import deque
from typing import Generic, TypeVar

WAITING, MOST_WAITING = 2, 3
"""Packets behind a gap at which it counts as a loss; one more once a packet of this call came later than that."""
WAIT = 0.05
"""Seconds after which it does so anyway: the speaker paused."""
LONGEST = 0.12
"""Seconds of a gap that is waited for: longer ones are pauses, or more than anything is overtaken by."""
DOUBLED, REMEMBERED = 0.12, 64
"""A packet that came is known for so many seconds, and so many packets: the same again is its double. Not for longer:
a sender that begins to count again says new things under old numbers."""
REWIND = 2.0
"""Seconds back at which a sender began to count again."""

Item = TypeVar("Item")


class Order(Generic[Item]):
    """One call at ``rate`` samples a second."""

    def __init__(self, rate: int) -> None:
        self._longest, self._rewind = round(LONGEST * rate), round(REWIND * rate)
        self._next: int | None = None  # the sample that follows what went on
        self._held: dict[int, tuple[int, Item]] = {}
        self._came: deque[tuple[int, float]] = deque(maxlen=REMEMBERED)  # where each began, and when it came
        self._since = 0.0
        self._most = WAITING

    @property
    def waiting(self) -> bool:
        """Whether a gap is waited out."""
        return bool(self._held)

    def put(self, start: int, count: int, item: Item, now: float) -> list[Item]:
        """``count`` samples from ``start`` on came; what can go on, in order. What comes too late goes on at once.

        What came already does not, and is no sign that anything is late.
        """
        ahead = start - self._next if self._next is not None else 0
        if -self._rewind <= ahead < 0 and self._doubled(start, now):
            return []
        self._came.append((start, now))
        if not self._held and (ahead == 0 or ahead > self._longest):
            self._next = start + count
            return [item]
        if ahead < 0:
            return self._late(start, count, item, -ahead)
        if ahead > self._longest:
            found = [*self.rest(), item]
            self._next = start + count
            return found
        if start in self._held:
            return []
        if not self._held:
            self._since = now
        self._held[start] = (count, item)
        found = self._following()
        return found + self.rest() if len(self._held) >= self._most else found

    def _doubled(self, start: int, now: float) -> bool:
        return any(known == start and now - came <= DOUBLED for known, came in self._came)

    def _late(self, start: int, count: int, item: Item, behind: int) -> list[Item]:
        if behind <= self._rewind:
            self._most = MOST_WAITING
            return [item]
        found = [*self.rest(), item]
        self._next = start + count
        return found

    def _following(self) -> list[Item]:
        found: list[Item] = []
        while self._next in self._held:
            count, item = self._held.pop(self._next)
            self._next += count
            found.append(item)
        return found

    def due(self, now: float) -> list[Item]:
        """What has waited long enough."""
        return self.rest() if self._held and now - self._since >= WAIT else []

    def rest(self) -> list[Item]:
        """All that waits: what is missing before it is lost."""
        found = []
        for start in sorted(self._held):
            count, item = self._held[start]
            self._next = start + count
            found.append(item)
        self._held.clear()
        return found
