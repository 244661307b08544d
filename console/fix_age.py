"""How old a unit's position is: the one answer that board, strip, map, lists and tips give alike."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from console import times
from units.state import Unit


def age_of(unit: Unit, now: float) -> float | None:
    """Seconds since ``unit`` was there, at most; None without a fix, or if its radio says that it does not know.

    ``fix.time`` is that moment already: the age that a radio told was taken off when the fix came in.
    """
    if unit.fix is None or math.isinf(unit.fix_age):
        return None
    return max(0.0, now - unit.fix.time)


def age_words(unit: Unit, now: float) -> str:
    """``4 s``, ``unknown``, or a dash where there is no fix."""
    if unit.fix is None:
        return "–"
    age = age_of(unit, now)
    return times.age(age) if age is not None else QCoreApplication.translate("times", "unknown")


def came(unit: Unit, now: float) -> str:
    """``position 4 s ago``; of a fix of unknown age when it was received."""
    if unit.fix is None:
        return QCoreApplication.translate("times", "no position")
    age = age_of(unit, now)
    if age is not None:
        return QCoreApplication.translate("times", "position {age} ago").format(age=times.age(age))
    said = QCoreApplication.translate("times", "position received {age} ago, how old it was is unknown")
    return said.format(age=times.age(now - unit.fix.time))


def is_stale(unit: Unit, now: float) -> bool:
    """True if ``unit`` may well be somewhere else by now: its fix is old, of unknown age, or there is none any more."""
    age = age_of(unit, now)
    return age is None or age >= times.STALE or unit.no_fix
