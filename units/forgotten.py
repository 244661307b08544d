"""What the picture forgets when the record does: a period ended, or somebody's data was erased. Part of the picture.

A picture that saw what is gone forgets it here; one that is made of what is left never sees it. What others of the
record's subjects are stays: a unit loses the name of a person in its crew, not its call sign.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable
from typing import Any

from units import amber, fenced, people, recorded, stream
from units.entry import Entry
from units.fold import fold
from units.keeping import Erased, Pruned, Ranges
from units.state import Alarm, Asked, Call, Changes, Facts, Line, Unit


def pruned(facts: Facts, entry: Entry, what: Pruned, changes: Changes) -> None:
    """What was made of entries whose time is over goes; where a unit is now stays, where it was before goes."""
    rule = " ".join((what.sort, what.rule.partition(" in ")[2])).strip()  # a talk-group may have a rule of its own
    if what.before > facts.over.get(rule, 0.0):
        facts.over[rule] = what.before
        changes.state = True
    forget(facts, what, changes)


def forget(facts: Facts, what: Pruned, changes: Changes) -> None:
    """The same for a picture at any moment: a bookmark."""
    _forget_entries(facts, what.entries, changes)
    if what.sort == "positions":
        for unit in facts.units.values():
            _forget_places(unit, lambda time: time < what.before, changes)


def erased(facts: Facts, entry: Entry, what: Erased, changes: Changes) -> None:
    """Nothing of the subject is left."""
    asked = facts.erasures.pop(what.action, None)
    _forget_entries(facts, what.entries, changes)
    forget_by = {"call": _call, "radio": _radio, "unit": _unit, "person": _person}.get(asked.sort) if asked else None
    if asked is not None and forget_by is not None:
        forget_by(facts, asked, changes)
    rows = set(what.rows)
    for call in facts.calls.values():
        if what.files and call.line in rows and not call.path and not call.gone:
            call.gone = "erased"
            changes.calls.add(call.id)
            changes.lines.add(call.line)
    told = Line(seq=entry.seq, time=entry.wall, sort="system", word="erased", operator=what.operator)
    # whoever reads it must know at once which copies are left to destroy
    told.text, told.number = "\n".join((what.reason, *what.backups)), float(what.bodies)
    stream.add(facts, changes, told)


def _forget_entries(facts: Facts, ranges: Ranges, changes: Changes) -> None:
    """Rows of the stream, calls and recordings that were made of these entries."""
    firsts = [first for first, _ in ranges]

    def gone(seq: int) -> bool:
        at = bisect.bisect_right(firsts, seq) - 1
        return at >= 0 and seq <= ranges[at][1]

    for alarm in [alarm for alarm in facts.alarms.values() if gone(alarm.line)]:
        _drop_alarm(facts, alarm, changes)
    _drop_lines(facts, [line for line in facts.lines.values() if gone(line.seq)], changes)
    for seq in [seq for seq in facts.alerts if gone(seq)]:
        amber.drop(facts, changes, seq)
    for call in list(facts.calls.values()):
        if gone(call.line):
            _drop_call(facts, call, changes)
        elif recorded.drop(call, gone):
            _silence(facts, call, changes)


def _drop_lines(facts: Facts, lines: Iterable[Line], changes: Changes) -> None:
    """Rows of the stream go; a call of which others said something, too, is still there."""
    gone = {line.seq: line.call for line in lines}
    for seq in gone:
        del facts.lines[seq]
    changes.lines.update(gone)
    for ref in [ref for ref, seq in facts.refs.items() if seq in gone]:
        del facts.refs[ref]
    calls = set(gone.values())
    last = {line.call: line.seq for line in facts.lines.values() if line.call in calls}
    for call in [facts.calls[id_] for id_ in calls if id_ in facts.calls]:
        if call.line in gone:
            call.line = last.get(call.id, call.line)
            stream.forget(facts, changes, call.id)


def _drop_call(facts: Facts, call: Call, changes: Changes) -> None:
    _drop_lines(facts, [line for line in facts.lines.values() if line.call == call.id], changes)
    facts.calls.pop(call.id, None)
    changes.calls.add(call.id)
    group = facts.groups.get(call.to)
    if group is not None and call.id in (group.call, group.last_call):
        group.last_call = group.last_talker = ""
        if group.call == call.id:
            group.call = group.talker = ""
        changes.groups.add(call.to)
    for unit in facts.units.values():
        if unit.talking == call.id:
            unit.talking = ""
            changes.units.add(unit.id)


def _drop_alarm(facts: Facts, alarm: Alarm, changes: Changes) -> None:
    """One of the past, in a bookmark: what is open now is held."""
    del facts.alarms[alarm.id]
    changes.alarms.add(alarm.id)
    unit, group = facts.units.get(alarm.unit), facts.groups.get(alarm.group)
    if unit is not None and unit.alarm == alarm.id:
        unit.alarm = people.urgent(facts, unit=unit.id)
        changes.units.add(unit.id)
    if group is not None and group.alarm == alarm.id:
        group.alarm = people.urgent(facts, group=alarm.group)
        changes.groups.add(alarm.group)


def _silence(facts: Facts, call: Call, changes: Changes) -> None:
    """Its recording is gone, or some of it."""
    changes.calls.add(call.id)
    changes.groups.add(call.to)
    if call.line in facts.lines:
        changes.lines.add(call.line)


def _forget_places(unit: Unit, over: Callable[[float], bool], changes: Changes) -> None:
    if unit.rejected is not None and over(unit.rejected.at):
        unit.rejected = None
        changes.units.add(unit.id)
    if unit.crossed is not None and over(unit.crossed.at):
        unit.crossed = None
        changes.units.add(unit.id)
    trail = [point for point in unit.trail if not over(point[2])]
    fix = unit.fix is not None and over(unit.fix.time)
    if fix or len(trail) != len(unit.trail):
        unit.trail = trail
        if fix:
            unit.fix, unit.fix_age, unit.fix_radio = None, 0.0, ""
            unit.no_fix, unit.doubtful, unit.doubted = False, "", None
        changes.units.add(unit.id)


def _then(asked: Asked, time: float) -> bool:
    return (asked.since is None or time >= asked.since) and (asked.until is None or time <= asked.until)


def _call(facts: Facts, asked: Asked, changes: Changes) -> None:
    call = facts.calls.get(asked.subject)
    if call is not None and call.end is not None:
        _drop_call(facts, call, changes)


def _radio(facts: Facts, asked: Asked, changes: Changes) -> None:
    _forget_radio(facts, asked.subject, asked, changes)
    if asked.since is None and asked.until is None:
        unit = facts.units.get(facts.radios.pop(asked.subject, ""))
        if unit is not None and unit.named:
            unit.radios = [radio for radio in unit.radios if radio != asked.subject]
            changes.units.add(unit.id)
        elif unit is not None:
            del facts.units[unit.id]
            changes.units.add(unit.id)
            fenced.settle(facts, changes)


def _unit(facts: Facts, asked: Asked, changes: Changes) -> None:
    unit = facts.units.get(asked.subject)
    if unit is None:
        return
    for radio in list(unit.radios):
        _forget_radio(facts, radio, asked, changes)
    fenced.forget(facts, unit.id, changes)
    own = [line for line in facts.lines.values() if line.unit == unit.id and _then(asked, line.time)]
    _drop_lines(facts, own, changes)
    if asked.since is None and asked.until is None:
        for radio in unit.radios:
            facts.radios.pop(radio, None)
        del facts.units[unit.id]
    changes.units.add(unit.id)


def _forget_radio(facts: Facts, radio: str, asked: Asked, changes: Changes) -> None:
    """What it said, and where it was."""
    lines = [x for x in facts.lines.values() if radio in x.radio.split() and _then(asked, x.time)]
    spoke = {line.call for line in lines if line.call}
    _drop_lines(facts, lines, changes)
    for call in list(facts.calls.values()):
        if call.end is None or not _then(asked, call.start):
            continue
        if call.radio == radio:
            _drop_call(facts, call, changes)
        elif call.id in spoke:
            _silence(facts, call, changes)
    for group in facts.groups.values():
        if group.last_talker == radio and not group.call:
            group.last_talker = ""
            changes.groups.add(group.info.id)
    unit = facts.units.get(facts.radios.get(radio, ""))
    if unit is not None:
        fenced.forget(facts, unit.id, changes)
        _forget_places(unit, lambda time: _then(asked, time), changes)


def _person(facts: Facts, asked: Asked, changes: Changes) -> None:
    """Rows in which the name stands go, whatever else they say; elsewhere the words with it go."""
    name = re.findall(r"\w+", fold(asked.subject))

    def named(text: str) -> bool:
        told = re.findall(r"\w+", fold(text))
        return any(told[at : at + len(name)] == name for at in range(len(told) - len(name) + 1))

    for line in list(facts.lines.values()):
        if line.word not in ("signed-on", "signed-off") and _then(asked, line.time) and named(line.text):
            if line.sort == "call":
                line.text = ""
                changes.lines.add(line.seq)
            else:
                _drop_lines(facts, [line], changes)
    for unit in facts.units.values():
        for field in ("crew", "vehicle", "job"):
            if named(getattr(unit, field)):
                setattr(unit, field, "")
                changes.units.add(unit.id)
        if named(unit.callsign):
            unit.callsign = unit.id if not named(unit.id) else "?"
            changes.units.add(unit.id)


Apply = Callable[[Facts, Entry, Any, Changes], None]

TABLE: dict[type, Apply] = {Pruned: pruned, Erased: erased}
