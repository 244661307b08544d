"""Times as the dispatcher reads them: Europe/Riga, ages and durations in fixed shapes. Reads no clock."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale

STALE = 60.0
"""A fix older than this (s) is marked on the board and faded on the map."""


@cache
def zone() -> ZoneInfo:
    """The room's time zone; Latvia and Lithuania keep the same time."""
    return ZoneInfo("Europe/Riga")


def local(wall: float) -> datetime:
    """``wall`` (s since 1970 UTC) in the room's time zone."""
    return datetime.fromtimestamp(wall, UTC).astimezone(zone())


def clock(wall: float) -> str:
    """``23:41:07``."""
    return local(wall).strftime("%H:%M:%S")


def minute(wall: float) -> str:
    """``23:41``."""
    return local(wall).strftime("%H:%M")


def day(wall: float) -> str:
    """``Sat 21 Nov 2026``, in the language of the default locale."""
    when = local(wall)
    return QLocale().toString(QDate(when.year, when.month, when.day), "ddd d MMM yyyy")


def stamp(wall: float) -> str:
    """``2026-11-21 23:41:07``: sortable, for files and long lists."""
    return local(wall).strftime("%Y-%m-%d %H:%M:%S")


def moment(wall: float, now: float) -> str:
    """``23:41``; of another day than ``now`` with it: ``2026-11-20 23:41``."""
    when = local(wall)
    return when.strftime("%H:%M" if when.date() == local(now).date() else "%Y-%m-%d %H:%M")


def age(seconds: float) -> str:
    """How old: ``4 s`` below 100 s, then ``2 min``, ``3 h``, ``2 d``. Rounded down: never younger, never rounder."""
    seconds = max(0.0, seconds)
    if seconds < 100:
        return f"{int(seconds)} s"
    if seconds < 100 * 60:
        return f"{int(seconds // 60)} min"
    if seconds < 48 * 3600:
        return f"{int(seconds // 3600)} h"
    return f"{int(seconds // 86400)} d"


def since(seconds: float) -> str:
    """How long in a status: ``01:50`` (min:s) below 100 min, then ``3 h``, ``2 d``."""
    seconds = max(0.0, seconds)
    if seconds < 100 * 60:
        return f"{int(seconds // 60):02}:{int(seconds % 60):02}"
    return age(seconds)


def length(seconds: float) -> str:
    """How long a call: ``0:07``, ``12:30``, ``1:02:03``."""
    total = int(max(0.0, seconds))
    if total < 3600:
        return f"{total // 60}:{total % 60:02}"
    return f"{total // 3600}:{total // 60 % 60:02}:{total % 60:02}"


def running(seconds: float) -> str:
    """A running time that never changes its width: ``00:00:07``."""
    total = int(max(0.0, seconds))
    return f"{total // 3600:02}:{total // 60 % 60:02}:{total % 60:02}"
