"""Calls that came when they were over, from another recorder: in the picture at their own times, and never on the air.

They touch nothing that is said of now: no tile speaks of them while it speaks of a call in progress, nobody is shown
talking, and nobody missed them: they are there to be looked up.
"""

from __future__ import annotations

from datetime import datetime

from radio import events as ev
from units import stream
from units.entry import Entry
from units.people import unit_of
from units.state import Call, Changes, Facts, Line

FUTURE = 60.0
"""A time further ahead of our clock than this (s) is the recorder's clock's fault: the receipt counts."""


def when(told: datetime | None, wall: float) -> float:
    """The moment ``told``, s since 1970 UTC; the receipt at ``wall`` where there is none that can be true."""
    if told is None:
        return wall
    seconds = told.timestamp()
    return seconds if seconds <= wall + FUTURE else wall


def started(facts: Facts, entry: Entry, what: ev.CallStarted, changes: Changes) -> None:
    """There was such a call."""
    start = when(what.radio_time, entry.wall)
    call = Call(
        id=what.call,
        to=what.to or "",
        radio=what.radio or "",
        gateway=what.gateway,
        heard_via=[what.gateway],
        start=start,
        group=what.group,
        emergency=what.emergency,
        encrypted=what.encrypted or "",
        heard=True,
        upload=True,
    )
    line = Line(seq=entry.seq, time=start, sort="call", word="call", radio=call.radio, group=call.to, call=call.id)
    line.state, call.line = "ended", line.seq
    facts.calls[call.id] = call
    changes.calls.add(call.id)
    _credit(facts, call, line, changes)
    stream.add(facts, changes, line)


def named(facts: Facts, entry: Entry, call: Call, radio: str, text: str, changes: Changes) -> None:
    """Who spoke in it; the first one is whose call it is."""
    line = facts.lines.get(call.line)
    if line is None:
        return
    if radio and not call.radio:
        call.radio = line.radio = radio
        _credit(facts, call, line, changes)
        changes.calls.add(call.id)
    if text and not line.text:
        line.text = text
    stream.touch(changes, line)


def ended(facts: Facts, entry: Entry, call: Call, what: ev.CallEnded, changes: Changes) -> None:
    """How long it was; the tile's last call, if none came later."""
    call.why = what.why
    _lasted(facts, call, max(call.start, when(what.radio_time, entry.wall)), changes)
    group = facts.groups.get(call.to)
    if group is not None and call.end is not None and call.end >= group.last_time:
        former, group.last_call, group.last_time = group.last_call, call.id, call.end
        group.last_talker = call.radio or group.last_talker
        changes.groups.add(call.to)
        stream.forget(facts, changes, former)
    stream.forget(facts, changes, call.id)


def recorded(facts: Facts, call: Call, seconds: float, changes: Changes) -> None:
    """Its recording says how long it was, where nobody else did."""
    if call.end is not None and call.end - call.start < seconds:
        _lasted(facts, call, call.start + seconds, changes)


def _lasted(facts: Facts, call: Call, end: float, changes: Changes) -> None:
    call.end = end
    changes.calls.add(call.id)
    line = facts.lines.get(call.line)
    if line is not None:
        line.number = end - call.start
        stream.touch(changes, line)


def _credit(facts: Facts, call: Call, line: Line, changes: Changes) -> None:
    """Whose radio it was, who was heard then and not now."""
    known = facts.units.get(facts.radios.get(call.radio, ""))
    before = known.last_heard if known is not None else 0.0
    unit = unit_of(facts, call.radio, max(before, call.start), changes)
    if unit is not None:
        line.unit = unit.id
