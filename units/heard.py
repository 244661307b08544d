"""What an event of the air does to the picture."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from gps.fix import Fix, is_place
from radio import events as ev
from units import duty, guests, handed_in, own_radio, stream, trails
from units.earshot import NEVER
from units.entry import Entry
from units.people import unit_of
from units.state import Call, Changes, Facts, Group, Line, Unit

FUTURE = 60.0
"""A fix further ahead of our clock than this (s) is the radio's clock's fault: the receipt time counts."""


def link_up(facts: Facts, entry: Entry, what: ev.LinkUp, changes: Changes) -> None:
    """The peer proved itself."""
    _link(facts, entry, what.gateway, "up", what.why, changes)


def link_down(facts: Facts, entry: Entry, what: ev.LinkDown, changes: Changes) -> None:
    """The peer is gone."""
    _link(facts, entry, what.gateway, "down", what.why, changes)


def _link(facts: Facts, entry: Entry, name: str, state: str, why: str, changes: Changes) -> None:
    gateway = facts.gateways.get(name)
    if gateway is None or (gateway.state == state and gateway.why == why):
        return
    if gateway.state != state:
        gateway.since = entry.wall
    gateway.state, gateway.why = state, why
    if state == "down":
        own_radio.forget(gateway)
    changes.gateways.add(name)
    changes.groups.update(g.info.id for g in facts.groups.values() if g.info.gateway == name)
    stream.add(
        facts, changes, Line(seq=entry.seq, time=entry.wall, sort="link", word=f"link-{state}", radio=name, text=why)
    )


def call_started(facts: Facts, entry: Entry, what: ev.CallStarted, changes: Changes) -> None:
    """A call began; the same call through a second gateway adds to ``heard_via`` what that one knows better."""
    known = facts.calls.get(what.call)
    if known is not None:
        if what.gateway and what.gateway not in known.heard_via:
            known.heard_via.append(what.gateway)
            changes.calls.add(known.id)
        if known.end is None:
            known.emergency = known.emergency or what.emergency
            known.encrypted = known.encrypted or what.encrypted or ""
            if what.to and what.to != known.to:
                _move(facts, known, what.to, changes)
        return
    if what.upload:
        handed_in.started(facts, entry, what, changes)
        return
    call = Call(
        id=what.call,
        to=what.to or "",
        gateway=what.gateway,
        heard_via=[what.gateway],
        start=entry.wall,
        group=what.group,
        emergency=what.emergency,
        encrypted=what.encrypted or "",
        late=what.late,
    )
    facts.calls[call.id] = call
    changes.calls.add(call.id)
    group = facts.groups.get(call.to)
    if group is not None:
        group.call, group.encrypted = call.id, call.encrypted
        changes.groups.add(call.to)
    _speak(facts, entry, call, what.radio or "", changes)


def _move(facts: Facts, call: Call, to: str, changes: Changes) -> None:
    """The talk-group was a guess of a donor radio's; its data gateway knows."""
    former, group = facts.groups.get(call.to), facts.groups.get(to)
    if former is not None and former.call == call.id:
        former.call = former.talker = former.encrypted = ""
        changes.groups.add(call.to)
    call.to = to
    line = facts.lines.get(call.line)
    if line is not None:
        line.group = to
        stream.touch(changes, line)
    if group is not None:
        group.call, group.encrypted, group.talker = call.id, call.encrypted, call.talker
        group.talk_since = line.time if line is not None else call.start
        changes.groups.add(to)
    changes.calls.add(call.id)


def talker_named(facts: Facts, entry: Entry, what: ev.TalkerNamed, changes: Changes) -> None:
    """Someone else speaks in the call, or nobody does any more (the call hangs on)."""
    call = facts.calls.get(what.call)
    if call is None:
        return
    if call.upload:
        handed_in.named(facts, entry, call, what.radio or "", what.text, changes)
        return
    if call.end is not None:
        _named_late(facts, entry, call, what.radio or "", changes)
        return
    if what.radio is None and not what.text:
        _fall_silent(facts, entry, call, changes)
        return
    line = facts.lines.get(call.line)
    if what.radio is None or (call.talker == what.radio and line is not None and line.state == "on-air"):
        if what.text and line is not None and not line.text:
            line.text = what.text
            stream.touch(changes, line)
        return
    if line is not None and line.state == "on-air" and not line.radio:
        line.radio = what.radio
        _point(facts, entry, call, line, changes)
        return
    _fall_silent(facts, entry, call, changes)
    _speak(facts, entry, call, what.radio, changes)


def _named_late(facts: Facts, entry: Entry, call: Call, radio: str, changes: Changes) -> None:
    """Who spoke in a call that is over, where nobody knew."""
    if call.radio or not radio:
        return
    call.radio = radio
    unit = unit_of(facts, radio, entry.wall, changes)
    line = facts.lines.get(call.line)
    if line is not None and not line.radio:
        line.radio, line.unit = radio, unit.id if unit is not None else ""
        stream.touch(changes, line)
    changes.calls.add(call.id)


def call_ended(facts: Facts, entry: Entry, what: ev.CallEnded, changes: Changes) -> None:
    """The call is over, whoever spoke last."""
    call = facts.calls.get(what.call)
    if call is None or call.end is not None:
        return
    if call.upload:
        handed_in.ended(facts, entry, call, what, changes)
        return
    _fall_silent(facts, entry, call, changes)
    call.end, call.why = entry.wall, what.why
    changes.calls.add(call.id)
    group = facts.groups.get(call.to)
    call.heard = not call.unheard or call.unheard in NEVER  # what the station does not find unheard was heard
    if group is not None:
        if group.call == call.id:
            group.call = group.talker = ""
        former, group.last_time = group.last_call, entry.wall
        changes.groups.add(call.to)
        if not call.own:  # what is heard again is what others said
            group.last_call = call.id
            stream.forget(facts, changes, former)
    stream.forget(facts, changes, call.id)


def located(facts: Facts, entry: Entry, what: ev.Located, changes: Changes) -> None:
    """A fix moves the marker only forward in time; a late one does not move it back."""
    unit = unit_of(facts, what.radio, entry.wall, changes)
    if unit is None or not is_place(what.lat, what.lon):
        return
    if duty.is_hidden(facts, unit) and what.reason != "emergency":
        return
    doubted, unit.doubted = unit.doubted, None
    if doubted == (what.lat, what.lon):
        return
    time = entry.wall - (what.age or 0.0)
    if what.radio_time is not None:
        told = what.radio_time.timestamp()
        time = told if told <= entry.wall + FUTURE else entry.wall
    _rssi(unit, what)
    if unit.fix is not None and time < unit.fix.time:
        trails.fill(unit.trail, (what.lat, what.lon, time))
        return
    fix = Fix(
        lat=what.lat,
        lon=what.lon,
        time=time,
        speed=what.speed,
        course=what.course,
        altitude=what.altitude,
        accuracy=what.accuracy,
    )
    if unit.fix is not None and trails.stands(unit.fix, fix):
        fix = trails.held(unit.fix, fix)
    unit.fix = fix
    unit.fix_age = math.inf if what.undated else what.age or 0.0
    unit.fix_radio = what.radio or ""
    unit.no_fix, unit.doubtful = False, ""
    trails.extend(unit.trail, (fix.lat, fix.lon, time))


def no_fix(facts: Facts, entry: Entry, what: ev.NoFix, changes: Changes) -> None:
    """The radio lost its fix; told once in the stream."""
    unit = unit_of(facts, what.radio, entry.wall, changes)
    if unit is None or unit.no_fix:
        return
    unit.no_fix = True
    _say(facts, entry, changes, what, "position", "no-fix", what.reason or "")


def text_received(facts: Facts, entry: Entry, what: ev.TextReceived, changes: Changes) -> None:
    """A text came in and nobody has read it."""
    line = _say(facts, entry, changes, what, "text", "text", what.text)
    line.group, line.state = what.to or "", "unread"
    if what.wants == "read":
        line.ref = what.ref or ""  # the sender's own, for the report it wants


def status_received(facts: Facts, entry: Entry, what: ev.StatusReceived, changes: Changes) -> None:
    """A status came from a radio's keypad."""
    unit = unit_of(facts, what.radio, entry.wall, changes)
    if unit is not None:
        set_status(unit, what.code, entry.wall, "radio")
        duty.settle(facts, unit, changes)
    line = _say(facts, entry, changes, what, "status", "status", str(what.code))
    line.group = what.to or ""


def set_status(unit: Unit, code: int, wall: float, by: str) -> None:
    """The unit's status became ``code``; a repeated one keeps its since."""
    if unit.status != code:
        unit.status_before = unit.status
        unit.status_since = wall
    unit.status, unit.status_by = code, by


def emergency_raised(facts: Facts, entry: Entry, what: ev.EmergencyRaised, changes: Changes) -> None:
    """Only that the unit was heard: the alarm is the station's finding, made once."""
    unit_of(facts, what.radio, entry.wall, changes)


def emergency_cancelled(facts: Facts, entry: Entry, what: ev.EmergencyCancelled, changes: Changes) -> None:
    """The radio took it back: said in the stream, the alarm stays until a person closes it."""
    _say(facts, entry, changes, what, "status", "alarm-cancelled", what.by)


def delivered(facts: Facts, entry: Entry, what: ev.Delivered, changes: Changes) -> None:
    """What became of a text of ours. A report of the network never undoes one of the radio."""
    line = facts.lines.get(facts.refs.get(what.ref, 0))
    if line is None or (line.state == "delivered" and what.by == "network"):
        return
    if not what.ok:
        stream.touch(changes, line, "failed")
    else:
        stream.touch(changes, line, "sent" if what.by == "network" else "delivered")


def signal(facts: Facts, entry: Entry, what: ev.Signal, changes: Changes) -> None:
    """Battery and reception of a radio, or of the gateway's own."""
    if what.radio is None:
        own_radio.told(facts, entry, what, changes)
        return
    unit = unit_of(facts, what.radio, entry.wall, changes)
    if unit is not None:
        _rssi(unit, what)
        unit.battery = what.battery if what.battery is not None else unit.battery


def presence(facts: Facts, entry: Entry, what: ev.Registered | ev.Deregistered, changes: Changes) -> None:
    """A radio registered or deregistered. Of a guest only that it came or went is told, not each repetition."""
    unit = unit_of(facts, what.radio, entry.wall, changes)
    if unit is not None and guests.is_guest(unit.id):
        _guest(facts, entry, unit, what, changes)
        return
    _say(facts, entry, changes, what, "system", type(what).__name__.lower(), "")


def _guest(facts: Facts, entry: Entry, unit: Unit, what: ev.Registered | ev.Deregistered, changes: Changes) -> None:
    if isinstance(what, ev.Registered):
        unit.callsign = what.name or unit.callsign
        if guests.promise(facts, unit, entry.wall + (what.minutes or 0.0) * 60, entry.wall, changes):
            _say(facts, entry, changes, what, "system", "guest-came", unit.callsign)
        return
    _say(facts, entry, changes, what, "system", "guest-left", unit.callsign)
    guests.leave(facts, unit, entry.wall, changes)


def undecoded(facts: Facts, entry: Entry, what: ev.Undecoded, changes: Changes) -> None:
    """Bytes nobody understood: visible, never a dialog."""
    line = Line(seq=entry.seq, time=entry.wall, sort="system", word="undecoded", radio=what.gateway, text=what.why)
    stream.add(facts, changes, line)


def _say(facts: Facts, entry: Entry, changes: Changes, what: ev.Event, sort: str, word: str, text: str) -> Line:
    unit = unit_of(facts, what.radio, entry.wall, changes)
    line = Line(seq=entry.seq, time=entry.wall, sort=sort, word=word, text=text, radio=what.radio or "")
    line.unit = unit.id if unit is not None else ""
    return stream.add(facts, changes, line)


def _speak(facts: Facts, entry: Entry, call: Call, radio: str, changes: Changes) -> None:
    """An over begins: one row of the stream each."""
    line = Line(seq=entry.seq, time=entry.wall, sort="call", word="call", radio=radio, group=call.to, call=call.id)
    line.state = "on-air"
    call.line = line.seq
    stream.add(facts, changes, line)
    _point(facts, entry, call, line, changes)


def _point(facts: Facts, entry: Entry, call: Call, line: Line, changes: Changes) -> None:
    """The over of ``line`` belongs to its radio: call, unit and tile say so."""
    call.talker = line.radio
    call.radio = call.radio or line.radio
    changes.calls.add(call.id)
    stream.touch(changes, line)
    unit = unit_of(facts, line.radio, entry.wall, changes)
    if unit is not None:
        line.unit = unit.id
        unit.talking, unit.group = call.id, call.to if call.group else unit.group
    group = facts.groups.get(call.to)
    if group is not None:
        group.talker, group.talk_since = line.radio, line.time
        if line.radio:
            group.last_talker = line.radio
        changes.groups.add(call.to)


def _fall_silent(facts: Facts, entry: Entry, call: Call, changes: Changes) -> None:
    line = facts.lines.get(call.line)
    if line is not None and line.state == "on-air":
        line.number = max(0.0, entry.wall - line.time)
        stream.touch(changes, line, "ended")
    unit = facts.units.get(facts.radios.get(call.talker, ""))
    if unit is not None and unit.talking == call.id:
        unit.talking = ""
        changes.units.add(unit.id)
    call.talker = ""
    group: Group | None = facts.groups.get(call.to)
    if group is not None and group.call == call.id:
        group.talker, group.last_time = "", entry.wall
        changes.groups.add(call.to)
    changes.calls.add(call.id)


def _rssi(unit: Unit, what: ev.Event) -> None:
    if what.rssi is not None:
        unit.rssi = what.rssi


Apply = Callable[[Facts, Entry, Any, Changes], None]

TABLE: dict[type, Apply] = {
    ev.LinkUp: link_up,
    ev.LinkDown: link_down,
    ev.CallStarted: call_started,
    ev.TalkerNamed: talker_named,
    ev.CallEnded: call_ended,
    ev.Located: located,
    ev.NoFix: no_fix,
    ev.TextReceived: text_received,
    ev.StatusReceived: status_received,
    ev.EmergencyRaised: emergency_raised,
    ev.EmergencyCancelled: emergency_cancelled,
    ev.Delivered: delivered,
    ev.Signal: signal,
    ev.Tuned: own_radio.tuned,
    ev.CommandsRefused: own_radio.commands_refused,
    ev.Registered: presence,
    ev.Deregistered: presence,
    ev.Undecoded: undecoded,
}
