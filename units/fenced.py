"""Where fences stand and who is inside them, whose ground it is: what findings and people say of it. Part of the
picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from units import amber, stream
from units import fences as fe
from units.alerts import Alert
from units.borders import BorderNeared, BoundaryLoaded
from units.entry import Entry
from units.state import Changes, Facts, Line


def drawn(facts: Facts, entry: Entry, what: fe.FenceDrawn, changes: Changes) -> None:
    """A fence came, or became another."""
    before = facts.fences.get(what.fence)
    if not fe.is_sound(what) or (before is None and len(facts.fences) >= fe.MOST_FENCES):
        return
    facts.fences[what.fence] = fe.Fence(
        id=what.fence,
        text=what.text,
        rings=what.rings,
        radius=what.radius,
        unit=what.unit,
        rules=what.rules,
        dwell=what.dwell,
        agencies=what.agencies,
        kinds=what.kinds,
        hours=what.hours,
        on=what.on,
        operator=what.operator or "",
        drawn=entry.wall,
    )
    facts.fenced = entry.seq
    changes.fences.add(what.fence)
    word = "fence-drawn" if before is None else "fence-changed"
    _line(facts, entry, changes, word, what.text, what.unit).operator = what.operator or ""


def removed(facts: Facts, entry: Entry, what: fe.FenceRemoved, changes: Changes) -> None:
    """A fence went, and with it who was inside."""
    fence = facts.fences.pop(what.fence, None)
    if fence is None:
        return
    facts.fenced = entry.seq
    changes.fences.add(what.fence)
    _drop(facts, changes, lambda row: row.fence == what.fence)
    _line(facts, entry, changes, "fence-removed", fence.text).operator = what.operator or ""


def entered(facts: Facts, entry: Entry, what: fe.FenceEntered, changes: Changes) -> None:
    """Somebody is inside."""
    fence = facts.fences.get(what.fence)
    if fence is None or what.unit not in facts.units:
        return
    key = fe.within_key(what.fence, what.unit)
    if key not in facts.within:
        facts.within[key] = fe.Within(what.fence, what.unit, entry.wall)
    changes.fences.add(what.fence)
    if not what.why:
        _line(facts, entry, changes, "fence-in", fence.text, what.unit).late = what.late
    if what.alert:
        _alert(facts, entry, changes, "fence-in", what.unit, fence.text, fence.id, late=what.late)


def left(facts: Facts, entry: Entry, what: fe.FenceLeft, changes: Changes) -> None:
    """Somebody is not any more."""
    facts.within.pop(fe.within_key(what.fence, what.unit), None)
    fence = facts.fences.get(what.fence)
    if fence is None:
        return
    changes.fences.add(what.fence)
    if what.unit not in facts.units:
        return
    if not what.why:
        line = _line(facts, entry, changes, "fence-out", fence.text, what.unit)
        line.number, line.late = what.seconds, what.late
    if what.alert:
        _alert(facts, entry, changes, "fence-out", what.unit, fence.text, fence.id, what.seconds, what.late)


def dwelt(facts: Facts, entry: Entry, what: fe.FenceDwelt, changes: Changes) -> None:
    """Somebody stays for too long."""
    fence = facts.fences.get(what.fence)
    row = facts.within.get(fe.within_key(what.fence, what.unit))
    if fence is None or row is None:
        return
    row.dwelt = True
    changes.fences.add(what.fence)
    _line(facts, entry, changes, "fence-dwell", fence.text, what.unit).number = what.seconds
    _alert(facts, entry, changes, "fence-dwell", what.unit, fence.text, fence.id, what.seconds)


def boundary_loaded(facts: Facts, entry: Entry, what: BoundaryLoaded, changes: Changes) -> None:
    """Another boundary says whose ground it is."""
    facts.boundary = what.sha256
    changes.state = True
    word = "boundary" if what.sha256 else "boundary-none"
    _line(facts, entry, changes, word, what.why or what.text).sort = "system"


def border_neared(facts: Facts, entry: Entry, what: BorderNeared, changes: Changes) -> None:
    """Somebody comes near a border where that is to be told."""
    if what.unit not in facts.units:
        return
    line = _line(facts, entry, changes, what.word, what.into, what.unit)
    line.number, line.late = what.metres, what.late
    _alert(facts, entry, changes, what.word, what.unit, what.into, number=what.metres, late=what.late)


def forget(facts: Facts, unit: str, changes: Changes) -> None:
    """Nothing of ``unit`` stays inside a fence or on the amber list."""
    _drop(facts, changes, lambda row: row.unit == unit)
    for alert in amber.of_unit(facts, unit):
        amber.drop(facts, changes, alert.seq)


def settle(facts: Facts, changes: Changes) -> None:
    """Nobody is inside a fence that is not there, and nobody who is not there is inside."""
    _drop(facts, changes, lambda row: row.fence not in facts.fences or row.unit not in facts.units)


def _drop(facts: Facts, changes: Changes, which: Callable[[fe.Within], bool]) -> None:
    for key in [key for key, row in facts.within.items() if which(row)]:
        changes.fences.add(facts.within.pop(key).fence)


def _alert(
    facts: Facts,
    entry: Entry,
    changes: Changes,
    word: str,
    unit: str,
    text: str,
    fence: str = "",
    number: float | None = None,
    late: float = 0.0,
) -> None:
    row = Alert(entry.seq, entry.wall, word, unit=unit, text=text, fence=fence, number=number, late=late)
    amber.add(facts, changes, row)


def _line(facts: Facts, entry: Entry, changes: Changes, word: str, text: str, unit: str = "") -> Line:
    line = Line(seq=entry.seq, time=entry.wall, sort="position", word=word, text=text, unit=unit)
    return stream.add(facts, changes, line)


Apply = Callable[[Facts, Entry, Any, Changes], None]

TABLE: dict[type, Apply] = {
    fe.FenceEntered: entered,
    fe.FenceLeft: left,
    fe.FenceDwelt: dwelt,
    BoundaryLoaded: boundary_loaded,
    BorderNeared: border_neared,
}
"""What the station found."""

SIGNED: dict[type, Apply] = {fe.FenceDrawn: drawn, fe.FenceRemoved: removed, **amber.SIGNED}
"""What a signed seat may do."""
