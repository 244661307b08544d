"""What a person's action does to the picture. An unsigned seat may listen and silence; the rest does nothing here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from units import actions as ac
from units import book, duty, people, stream, unheard
from units.entry import Entry
from units.heard import set_status
from units.state import Changes, Facts, Line, Mix, Seat, Status

EMERGENCY = book.EMERGENCY
"""Status 0 is emergency in every network and cannot be renamed."""
LOOKED_AT = 1.0
"""Seconds an alarm must have been on the screen before it can be acknowledged."""


def signed_on(facts: Facts, entry: Entry, what: ac.SignedOn, changes: Changes) -> None:
    """An operator proved a PIN at the seat."""
    seat = _seat(facts, what.seat, changes)
    seat.operator, seat.name, seat.role, seat.since = what.operator or "", what.name, what.role, entry.wall
    seat.agencies = what.agencies
    _note(facts, entry, what, changes, "signed-on", what.name)


def signed_off(facts: Facts, entry: Entry, what: ac.SignedOff, changes: Changes) -> None:
    """The operator left."""
    seat = _seat(facts, what.seat, changes)
    if seat.operator:
        _note(facts, entry, what, changes, "signed-off", seat.name)
    seat.operator = seat.name = seat.role = ""
    seat.agencies = None


def handed_over(facts: Facts, entry: Entry, what: ac.HandedOver, changes: Changes) -> None:
    """The seat was handed over; the next operator signs on."""
    if people.may_decide(facts, entry, what):
        left = unheard.due(facts)
        _note(facts, entry, what, changes, "handed-over", what.note, number=float(len(left)) if left else None)
        seat = _seat(facts, what.seat, changes)
        seat.operator = seat.name = seat.role = ""
        seat.agencies = None


def unit_named(facts: Facts, entry: Entry, what: ac.UnitNamed, changes: Changes) -> None:
    """A roster row."""
    people.name(facts, what, changes)
    if people.program(entry) != "station":
        line = _note(facts, entry, what, changes, "named", what.callsign)
        line.unit, line.radio = what.unit, " ".join(what.radios)


def unit_removed(facts: Facts, entry: Entry, what: ac.UnitRemoved, changes: Changes) -> None:
    """A roster row went."""
    people.remove(facts, what.unit, changes)


def status_named(facts: Facts, entry: Entry, what: ac.StatusNamed, changes: Changes) -> None:
    """A row of the status book; without words it is taken out."""
    row = Status(code=what.code, en=what.en, lv=what.lv, lt=what.lt, agency=what.agency, key=what.key)
    book.put(facts, row)
    changes.statuses = True


def status_set(facts: Facts, entry: Entry, what: ac.StatusSet, changes: Changes) -> None:
    """A status by hand."""
    unit = facts.units.get(what.unit)
    if unit is None:
        return
    set_status(unit, what.code, entry.wall, "operator")
    duty.settle(facts, unit, changes)
    changes.units.add(unit.id)
    line = _note(facts, entry, what, changes, "status-hand", str(what.code))
    line.sort, line.unit = "status", unit.id


def job_set(facts: Facts, entry: Entry, what: ac.JobSet, changes: Changes) -> None:
    """What the unit is on."""
    unit = facts.units.get(what.unit)
    if unit is not None:
        unit.job = what.job
        changes.units.add(unit.id)


def noted(facts: Facts, entry: Entry, what: ac.Noted, changes: Changes) -> None:
    """A free-text log entry."""
    line = _note(facts, entry, what, changes, "note", what.text)
    line.sort, line.unit, line.group = "note", what.unit, what.group


def text_sent(facts: Facts, entry: Entry, what: ac.TextSent, changes: Changes) -> None:
    """A text of ours: on record, not yet on the air."""
    line = _note(facts, entry, what, changes, "text-out", what.text)
    line.sort, line.ref, line.state = "text", what.ref, "waiting"
    line.unit = facts.radios.get(what.to, "")
    line.radio, line.group = (what.to, "") if what.to not in facts.groups else ("", what.to)
    facts.refs[what.ref] = line.seq


def text_read(facts: Facts, entry: Entry, what: ac.TextRead, changes: Changes) -> None:
    """A text that came in was read; who reads it second changes nothing."""
    line = facts.lines.get(what.text)
    if line is not None and line.state == "unread":
        line.operator = what.operator or ""
        stream.touch(changes, line, "read")


def alarm_acknowledged(facts: Facts, entry: Entry, what: ac.AlarmAcknowledged, changes: Changes) -> None:
    """Somebody took the emergency. A key press meant for something else takes none that had just appeared."""
    alarm = facts.alarms.get(what.alarm)
    if alarm is None or not alarm.ringing or what.shown < LOOKED_AT:
        return
    alarm.ringing, alarm.acknowledged, alarm.acknowledged_by = False, entry.wall, what.operator or ""
    changes.alarms.add(alarm.id)
    changes.groups.add(alarm.group)
    line = facts.lines.get(alarm.line)
    if line is not None:
        line.operator = alarm.acknowledged_by
        stream.touch(changes, line, "acknowledged")
    told = _note(facts, entry, what, changes, "alarm-ack", "")
    told.unit, told.radio, told.group = alarm.unit, alarm.radio, alarm.group


def alarm_closed(facts: Facts, entry: Entry, what: ac.AlarmClosed, changes: Changes) -> None:
    """The emergency is over, with a verdict. One that still rings must be acknowledged first."""
    alarm = facts.alarms.get(what.alarm)
    if alarm is None or alarm.ringing:
        return
    del facts.alarms[alarm.id]
    changes.alarms.add(alarm.id)
    unit = facts.units.get(alarm.unit)
    if unit is not None:
        unit.alarm = people.urgent(facts, unit=unit.id)
        changes.units.add(unit.id)
        if unit.status == EMERGENCY and not unit.alarm:
            unit.status, unit.status_before, unit.status_since = unit.status_before, EMERGENCY, entry.wall
        duty.settle(facts, unit, changes)
    group = facts.groups.get(alarm.group)
    if group is not None:
        group.alarm = people.urgent(facts, group=alarm.group)
        changes.groups.add(alarm.group)
    line = facts.lines.get(alarm.line)
    if line is not None:
        stream.touch(changes, line, "closed")
    told = _note(facts, entry, what, changes, "alarm-closed", what.verdict)
    told.unit, told.radio, told.group = alarm.unit, alarm.radio, alarm.group


def group_mixed(facts: Facts, entry: Entry, what: ac.GroupMixed, changes: Changes) -> None:
    """How a seat hears a talk-group. Listening needs no sign-on."""
    seat = _seat(facts, what.seat, changes)
    seat.mix[what.group] = Mix(what.mode, what.muted, what.volume, what.output, what.pan)
    changes.groups.add(what.group)


def group_tuned(facts: Facts, entry: Entry, what: ac.GroupTuned, changes: Changes) -> None:
    """A radio is to be set to a talk-group; whether it is, is the radio's to say."""
    line = _note(facts, entry, what, changes, "tune", "")
    line.group = what.group


def dismissed(facts: Facts, entry: Entry, what: ac.Dismissed, changes: Changes) -> None:
    """An unheard call needs no playing; one of an emergency that still rings cannot be waved away."""
    call = facts.calls.get(what.call)
    if call is None or not unheard.is_due(call) or unheard.ringing(facts, call) is not None:
        return
    line = _note(facts, entry, what, changes, "dismissed", what.why)
    line.unit, line.radio, line.group = facts.radios.get(call.radio, ""), call.radio, call.to
    unheard.settle(facts, what.call, changes)


def searched(facts: Facts, entry: Entry, what: ac.Searched, changes: Changes) -> None:
    """An enquiry into older records."""
    _note(facts, entry, what, changes, "searched", f"{what.purpose}: {what.terms}")


def exported(facts: Facts, entry: Entry, what: ac.Exported, changes: Changes) -> None:
    """Records left the product."""
    _note(facts, entry, what, changes, "exported", f"{what.purpose}: {what.what}", number=float(what.rows))


def config_saved(facts: Facts, entry: Entry, what: ac.ConfigSaved, changes: Changes) -> None:
    """The configuration was changed by hand; whether it holds is the station's to say."""
    _note(facts, entry, what, changes, "config-saved", f"{what.what} {what.gateway}")


def _seat(facts: Facts, seat_id: str, changes: Changes) -> Seat:
    seat = facts.seats.get(seat_id)
    if seat is None:
        seat = facts.seats[seat_id] = Seat(id=seat_id)
    changes.seats.add(seat_id)
    return seat


def _note(
    facts: Facts,
    entry: Entry,
    what: ac.Action,
    changes: Changes,
    word: str,
    text: str,
    number: float | None = None,
) -> Line:
    line = Line(seq=entry.seq, time=entry.wall, sort="system", word=word, text=text, number=number)
    line.operator = what.operator or ""
    return stream.add(facts, changes, line)


Apply = Callable[[Facts, Entry, Any, Changes], None]

ANYONE: dict[type, Apply] = {
    ac.SignedOn: signed_on,
    ac.SignedOff: signed_off,
    ac.GroupMixed: group_mixed,
}
"""What needs no sign-on (or is one)."""

SIGNED: dict[type, Apply] = {
    ac.HandedOver: handed_over,
    ac.UnitNamed: unit_named,
    ac.UnitRemoved: unit_removed,
    ac.StatusNamed: status_named,
    ac.StatusSet: status_set,
    ac.JobSet: job_set,
    ac.Noted: noted,
    ac.TextSent: text_sent,
    ac.TextRead: text_read,
    ac.GroupTuned: group_tuned,
    ac.AlarmAcknowledged: alarm_acknowledged,
    ac.AlarmClosed: alarm_closed,
    ac.Dismissed: dismissed,
    ac.Searched: searched,
    ac.Exported: exported,
    ac.ConfigSaved: config_saved,
}
"""What only a signed seat (or the station's own import) may do."""
