"""Calls of read.db that nobody could hear, until somebody did; and what the record of a call lacks."""

from __future__ import annotations

import msgspec

from journal.filing import Filing, Words, key
from units import actions as ac
from units import findings as fi
from units.earshot import NEVER, Listened, Unheard
from units.entry import Entry
from units.state import Changes, Facts

UNHEARD = key("x", "unheard")
"""What a call is found by that was unheard once; whether it still is, its row says."""


def marks(told: str) -> dict[str, float]:
    """What a row has in ``marks``: of :data:`units.recorded.MARKS` those that are there."""
    return msgspec.json.decode(told, type=dict[str, float]) if told else {}


def unheard(filing: Filing, entry: Entry, what: Unheard, changes: Changes, facts: Facts) -> None:
    """Nobody could hear it; it is owed to an ear unless there is nothing to hear later either."""
    found = filing.execute("SELECT seq FROM calls WHERE call = ? AND own = '' AND upload = 0", what.call).fetchone()
    if found is None:
        return
    order = "UPDATE calls SET unheard = ?, missed = ?, owed = ?, emergency = max(emergency, ?) WHERE seq = ?"
    filing.execute(order, what.why, what.missed, int(what.why not in NEVER), int(what.emergency), found[0])
    keys = [UNHEARD, key("x", "emergency")] if what.emergency else [UNHEARD]
    for one in keys:
        filing.add_words(found[0], Words(keys=one))


def listened(filing: Filing, entry: Entry, what: Listened, changes: Changes, facts: Facts) -> None:
    """Enough of it sounded where somebody sat who was signed on: also of a call the picture has forgotten."""
    seat = facts.seats.get(what.seat)
    if what.enough and what.operator and seat is not None and seat.operator == what.operator:
        settle(filing, what.call)


def dismissed(filing: Filing, entry: Entry, what: ac.Dismissed, changes: Changes, facts: Facts) -> None:
    """It needs no playing, where the picture took that."""
    call = facts.calls.get(what.call)
    if what.call in changes.calls and (call is None or call.heard):
        settle(filing, what.call)


def settle(filing: Filing, call: str) -> None:
    """Nobody owes it an ear any more."""
    filing.execute("UPDATE calls SET owed = 0 WHERE call = ?", call)


def marked(filing: Filing, what: fi.VoiceRecorded | fi.RecordingDamaged | fi.VoiceLost, facts: Facts) -> None:
    """The picture has said by now what the record of a call lacks."""
    call = facts.calls.get(what.call)
    if call is not None and call.marks:
        told = msgspec.json.encode(call.marks).decode()
        filing.execute("UPDATE calls SET marks = ? WHERE call = ?", told, what.call)


def lacking(
    filing: Filing, entry: Entry, what: fi.RecordingDamaged | fi.VoiceLost, changes: Changes, facts: Facts
) -> None:
    """Something of its record is damaged or was never written."""
    marked(filing, what, facts)
