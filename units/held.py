"""Legal holds: placed, lifted, and what one covers; erasures asked for. Part of the picture.

What is deleted is the station's to find out and to journal (``Pruned``, ``Erased``): it asks :func:`holding` first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from units import stream
from units.actions import Action
from units.entry import Entry
from units.keeping import ErasureAsked, HoldLifted, HoldPlaced
from units.state import Asked, Changes, Facts, Hold, Line


def hold_placed(facts: Facts, entry: Entry, what: HoldPlaced, changes: Changes) -> None:
    """From now on nothing it covers goes."""
    facts.holds[what.hold] = Hold(
        id=what.hold,
        reason=what.reason,
        operator=what.operator or "",
        placed=entry.wall,
        since=what.since,
        until=what.until,
        units=list(what.units),
        radios=list(what.radios),
        groups=list(what.groups),
        calls=list(what.calls),
    )
    changes.holds.add(what.hold)
    _tell(facts, entry, what, changes, "hold-placed", what.reason)


def hold_lifted(facts: Facts, entry: Entry, what: HoldLifted, changes: Changes) -> None:
    """What it covered is under its retention period again."""
    if facts.holds.pop(what.hold, None) is not None:
        changes.holds.add(what.hold)
        _tell(facts, entry, what, changes, "hold-lifted", what.reason)


def erasure_asked(facts: Facts, entry: Entry, what: ErasureAsked, changes: Changes) -> None:
    """Somebody's data is to go; the reason stays on record, whose data it is does not stand in the stream."""
    facts.erasures[entry.seq] = Asked(what.sort, what.subject, what.since, what.until)
    _tell(facts, entry, what, changes, "erasure-asked", what.reason)


def covers(
    hold: Hold, wall: float | None = None, unit: str = "", radio: str = "", group: str = "", call: str = ""
) -> bool:
    """True if ``hold`` concerns a record of ``wall`` (s since 1970 UTC, ``None``: at some time) that names these."""
    if wall is not None and (
        (hold.since is not None and wall < hold.since) or (hold.until is not None and wall > hold.until)
    ):
        return False
    if not (hold.units or hold.radios or hold.groups or hold.calls):
        return True
    return unit in hold.units or radio in hold.radios or group in hold.groups or call in hold.calls


def holding(
    facts: Facts, wall: float | None = None, unit: str = "", radio: str = "", group: str = "", call: str = ""
) -> list[Hold]:
    """The holds that keep such a record, the oldest first."""
    return [hold for hold in facts.holds.values() if covers(hold, wall, unit, radio, group, call)]


def _tell(facts: Facts, entry: Entry, what: Action, changes: Changes, word: str, text: str) -> None:
    line = Line(seq=entry.seq, time=entry.wall, sort="system", word=word, text=text, operator=what.operator or "")
    stream.add(facts, changes, line)


Apply = Callable[[Facts, Entry, Any, Changes], None]

TABLE: dict[type, Apply] = {HoldPlaced: hold_placed, HoldLifted: hold_lifted, ErasureAsked: erasure_asked}
"""What only a signed shift supervisor may do (:data:`units.people.SUPERVISED`)."""
