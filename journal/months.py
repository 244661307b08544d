"""When a journal turns to its next segment: once a month. Knows the clock by what it is told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from journal.reader import Reader
from journal.segments import look, segments

SETTLED = 60.0
"""Seconds into a month before it counts: a clock that is just being set may go to and fro."""


def due(folder: Path, now: float, synchronised: bool) -> str:
    """The segment (``2026-12``) to which the journal in ``folder`` is to turn at ``now`` (s since 1970 UTC), or empty.

    A clock that nobody keeps right may be years ahead: it is believed one month, no more. Raises
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
    if current <= begun or (not synchronised and current != _following(begun)):
        return ""
    return current


def month(wall: float) -> str:
    """The month (UTC) of a time."""
    return datetime.fromtimestamp(min(max(wall, 0.0), 4e9), UTC).strftime("%Y-%m")


def _following(name: str) -> str:
    year, number = int(name[:4]), int(name[5:7])
    return f"{year + number // 12:04}-{number % 12 + 1:02}"
