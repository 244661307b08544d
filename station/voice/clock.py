"""What drives the mixer: the loudspeaker while there is one, the monotonic clock while there is none or it hangs."""

from __future__ import annotations

from station.voice.samples import TICK_SECONDS

STALL_SECONDS = 0.1
"""A loudspeaker that asks for nothing for so long no longer drives; voice must go on being taken from its buffers."""
MOST_BEHIND = 0.2


class Clock:
    """Told the monotonic time (s), it says when the next tick is due."""

    def __init__(self, now: float) -> None:
        self._due = now + TICK_SECONDS

    def device(self, now: float) -> None:
        """The loudspeaker took a tick, which is one of ours."""
        self._due = now + STALL_SECONDS

    def left(self, now: float) -> float:
        """s until a tick is due without the loudspeaker; 0 when it is."""
        return max(0.0, self._due - now)

    def own(self, now: float) -> bool:
        """Whether a tick of our own is due now; if so it counts as done."""
        if now < self._due:
            return False
        # after a long halt (a suspended machine) go on from now instead of catching up
        self._due = (self._due if now - self._due < MOST_BEHIND else now) + TICK_SECONDS
        return True
