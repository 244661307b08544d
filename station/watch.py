"""What the station watches beside the air: does the clock jump, does the disk take entries. Told the time."""

from __future__ import annotations

from radio.codec import Now
from units.findings import AnyFinding, ClockJumped, NotRecording

JUMP = 1.0
"""Seconds between wall and monotonic clock from one look to the next that count as a jump."""


class ClockWatch:
    """Compares the two clocks; slow correction of the wall clock is no jump."""

    def __init__(self, now: Now) -> None:
        self._offset = now.utc - now.mono

    def look(self, now: Now) -> ClockJumped | None:
        """Look about once a second."""
        moved = now.utc - now.mono - self._offset
        self._offset += moved
        return ClockJumped(seconds=round(moved, 3)) if abs(moved) > JUMP else None


class DiskWatch:
    """From the journal's own word whether the disk takes entries to what is on record about it."""

    def __init__(self) -> None:
        self.why = ""
        self.since = 0.0
        self._lost = 0

    def look(self, fault: str, lost: int, now: Now) -> list[AnyFinding]:
        """Findings to append: they wait in memory like everything else and stand in the record where they belong.

        ``lost`` counts the entries for which there was no room even in memory.
        """
        if fault and not self.why:
            self.why, self.since = fault, now.utc
            return [NotRecording(why=fault, on=True, since=now.utc)]
        if not fault and self.why:
            why, since = self.why, self.since
            if lost > self._lost:
                why = f"{why} {lost - self._lost} entries were lost."
            self.why, self._lost = "", lost
            return [NotRecording(why=why, on=False, since=since)]
        return []
