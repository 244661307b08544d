"""Transmissions that nobody could hear, until somebody played or dismissed them. Part of the picture.

Whether one was heard is the station's finding; here it is kept, however many rows the stream has dropped since.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from units import stream
from units.earshot import NEVER, Listened, Unheard
from units.entry import Entry
from units.state import Alarm, Call, Changes, Facts

MOST_DUE = 2000
"""Transmissions kept for somebody to hear. Of what lies further back only the number is known: the call log has it."""
OVERDUE = 300.0
"""Seconds after which one that nobody heard is overdue."""


def due(facts: Facts) -> list[Call]:
    """What is still owed to an ear: unacknowledged emergencies first, then the oldest first."""
    owed = [call for call in facts.calls.values() if is_due(call)]
    return sorted(owed, key=lambda call: (ringing(facts, call) is None, call.start))


def is_due(call: Call) -> bool:
    """True for a transmission that is over and that no signed person could or did hear."""
    return call.end is not None and not call.heard


def ringing(facts: Facts, call: Call) -> Alarm | None:
    """The unacknowledged emergency that ``call`` belongs to: such a call is more than merely unheard."""
    for alarm in facts.alarms.values():
        if alarm.ringing and (alarm.call == call.id or (alarm.group and alarm.group == call.to and call.emergency)):
            return alarm
    return None


def unheard(facts: Facts, entry: Entry, what: Unheard, changes: Changes) -> None:
    """Nobody could hear it."""
    call = facts.calls.get(what.call)
    if call is None or call.own or call.upload:
        return
    call.unheard, call.missed = what.why, what.missed
    call.emergency = call.emergency or what.emergency
    if call.end is not None:
        call.heard = what.why in NEVER
        _bound(facts, changes)
    _touch(facts, call, changes)


def listened(facts: Facts, entry: Entry, what: Listened, changes: Changes) -> None:
    """A recording was played; if enough of it, by somebody who was signed on, it has been heard."""
    seat = facts.seats.get(what.seat)
    if what.enough and what.operator and seat is not None and seat.operator == what.operator:
        settle(facts, what.call, changes)


def settle(facts: Facts, call_id: str, changes: Changes) -> None:
    """Nobody owes it an ear any more."""
    call = facts.calls.get(call_id)
    if call is None:
        return
    call.heard = True
    _touch(facts, call, changes)
    stream.forget(facts, changes, call.id)  # its row may be gone long since


def _touch(facts: Facts, call: Call, changes: Changes) -> None:
    changes.calls.add(call.id)
    changes.groups.add(call.to)
    line = facts.lines.get(call.line)
    if line is not None:
        stream.touch(changes, line)


def _bound(facts: Facts, changes: Changes) -> None:
    owed = [call for call in facts.calls.values() if is_due(call)]
    if len(owed) > MOST_DUE:
        oldest = min(owed, key=lambda call: call.start)
        facts.unlisted += 1
        changes.state = True
        settle(facts, oldest.id, changes)


Apply = Callable[[Facts, Entry, Any, Changes], None]

TABLE: dict[type, Apply] = {Unheard: unheard, Listened: listened}
