"""When a journal turns to its next segment: once a month. Knows the clock by what it is told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from journal.reader import Reader
from journal.segments import look, segments

SETTLED = 60.0
"""Seconds into a month before it counts: a clock that is just being set may go to and fro."""

BELIEVED = 12
"""Months at most that a clock which nobody keeps right may be ahead of the record."""


def due(folder: Path, now: float, synchronised: bool) -> str:
    """The segment (``2026-12``) to which the journal in ``folder`` is to turn at ``now`` (s since 1970 UTC), or empty.

    A clock that nobody keeps right may be years ahead, and a journal cannot turn back: it is believed up to
    :data:`BELIEVED` months, so that a station that stood still for some still turns. Raises
    :class:`journal.errors.JournalError`.
    """
    open_ = segments(folder)[-1]
    begun = look(open_.path).name[:7]
    if not begun:
        reader = Reader(open_.path)
        try:
            begun = month(reader.span()[0])
        finally:
            reader.close()
    current = month(now - SETTLED)
    ahead = _count(current) - _count(begun)
    return current if ahead > 0 and (synchronised or ahead <= BELIEVED) else ""


def month(wall: float) -> str:
    """The month (UTC) of a time."""
    return datetime.fromtimestamp(min(max(wall, 0.0), 4e9), UTC).strftime("%Y-%m")


def _count(name: str) -> int:
    """Months since the year 0."""
    return 12 * int(name[:4]) + int(name[5:7])
