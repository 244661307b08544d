"""What the station watches beside the air: does the clock jump, does the disk take entries. Told the time."""

from __future__ import annotations

from journal.clock import Discipline
from journal.slots import Beat
from radio.codec import Now
from units.findings import AnyFinding, ClockJumped, NotRecording
from units.keeping import ClockSynchronised, ReserveUsed

JUMP = 1.0
"""Seconds between wall and monotonic clock from one look to the next that count as a jump."""


class ClockWatch:
    """Compares the two clocks, and follows whether a time source keeps the wall clock; slow correction is no jump."""

    def __init__(self, now: Now) -> None:
        self._offset = now.utc - now.mono
        self._told: bool | None = None

    def look(self, now: Now) -> ClockJumped | None:
        """Look about once a second."""
        moved = now.utc - now.mono - self._offset
        self._offset += moved
        return ClockJumped(seconds=round(moved, 3)) if abs(moved) > JUMP else None

    def follow(self, clock: Discipline, recorded: bool) -> ClockSynchronised | None:
        """Look as often. ``recorded``: by what an earlier station left on record the clock is synchronised."""
        if clock.synchronised is None:
            return None
        told = recorded if self._told is None else self._told
        self._told = clock.synchronised
        return None if told == self._told else ClockSynchronised(on=self._told, why=clock.why)


class ReserveWatch:
    """From how long the disk's reserve will last to what is on record about it: what two looks in a row agree on."""

    def __init__(self) -> None:
        self._told: bool | None = None
        self._seen: bool | None = None

    def look(self, minutes: int | None, recorded: bool) -> ReserveUsed | None:
        """``minutes`` as :attr:`journal.reserve.Reserve.minutes`; ``recorded``: an earlier station left it in use.

        Look about once a second. What it returns is written from the reserve's own room.
        """
        used, before = minutes is not None, self._seen
        told = recorded if self._told is None else self._told
        self._seen, self._told = used, told
        if used == told or used != before:
            return None
        self._told = used
        return ReserveUsed(on=used, minutes=float(minutes or 0))


LIVES = 5.0
"""Seconds without a sign of life after which what a program last said of the disk is not true any more."""


def of_voice(beat: tuple[Beat, float] | None) -> str:
    """Why voice is not recorded, by the voice process's own word (and how old that is, s); empty while it is."""
    if beat is None or beat[1] > LIVES or beat[0].disk in ("ok", "reserve"):
        return ""
    return beat[0].why or beat[0].disk


class DiskWatch:
    """From the journal's own word whether the disk takes entries (or voice) to what is on record about it."""

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
