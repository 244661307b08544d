"""What a legal hold or an erasure can be about, told from a row of the call log or from a unit; and holds in words."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from console import times
from console.tile_face import short_radio
from journal.search import AlarmRow, CallRow, LookupRow, Row, TextRow
from units.held import holding
from units.state import Facts, Hold, Line, Unit

translate = QCoreApplication.translate

AROUND = 1800.0
"""Seconds before and after a record that a hold on its unit begins with."""


class Choice(NamedTuple):
    """One thing it can be about: ``sort`` ``call``, ``unit``, ``radio``, ``group``, ``person`` or ``all``."""

    sort: str
    id: str
    words: str


class Subject(NamedTuple):
    """What can be chosen, the narrowest first, and the moment (s UTC) of the record it came from, ``None``: of none."""

    choices: tuple[Choice, ...]
    wall: float | None = None


def of_row(row: Row) -> Subject:
    """What a row found in the call log names."""
    choices = []
    call = row.call if isinstance(row, CallRow | AlarmRow) else ""
    if call:
        parts = [times.stamp(time_of(row)), row.unit, str(getattr(row, "group_name", ""))]
        if isinstance(row, CallRow) and row.seconds:
            parts.append(times.length(row.seconds))
        choices.append(_call(" · ".join(part for part in parts if part), call))
    if row.unit_id:
        choices.append(_unit(row.unit_id, row.unit))
    radio = "" if isinstance(row, LookupRow) else str(getattr(row, "radio", ""))
    if radio:
        choices.append(_radio(radio))
    group = str(getattr(row, "group", "") or "")
    if group:
        choices.append(_group(group, str(getattr(row, "group_name", ""))))
    return Subject((*choices, everything()), time_of(row))


def of_unit(unit: Unit) -> Subject:
    """A unit of the roster, or the radio nobody named yet."""
    radios = [_radio(radio) for radio in unit.radios]
    if not unit.named:
        return Subject(tuple(radios))
    return Subject((_unit(unit.id, unit.callsign), *radios))


def of_line(line: Line, facts: Facts) -> Subject:
    """What a line of the stream names."""
    choices = []
    call, unit, group = facts.calls.get(line.call), facts.units.get(line.unit), facts.groups.get(line.group)
    if call is not None:
        parts = [times.stamp(call.start), unit.callsign if unit is not None else "", group.info.name if group else ""]
        choices.append(_call(" · ".join(part for part in parts if part), call.id))
    if unit is not None and unit.named:
        choices.append(_unit(unit.id, unit.callsign))
    if "@" in line.radio:
        choices.append(_radio(line.radio))
    if group is not None:
        choices.append(_group(group.info.id, group.info.name))
    return Subject((*choices, everything()), line.time)


def everything() -> Choice:
    """All records of a time."""
    return Choice("all", "", translate("holds", "everything of this time"))


def time_of(row: Row) -> float:
    """When it was, s UTC."""
    return row.start if isinstance(row, CallRow) else row.time


def held(facts: Facts, row: Row) -> list[Hold]:
    """The holds that keep ``row``."""
    call = row.call if isinstance(row, CallRow | AlarmRow) else ""
    radio = str(getattr(row, "radio", "") or "")
    group = str(getattr(row, "group", "") or "")
    if isinstance(row, TextRow):
        group = row.to if row.to in facts.groups else ""
    return holding(facts, time_of(row), row.unit_id, radio, group, call)


def in_words(hold: Hold, facts: Facts) -> str:
    """What ``hold`` covers: ``VP 118 · this call …``."""
    named = [_call_words(facts, call) for call in hold.calls]
    named += [facts.units[unit].callsign if unit in facts.units else unit for unit in hold.units]
    named += [short_radio(radio) for radio in hold.radios]
    named += [facts.groups[group].info.name if group in facts.groups else group for group in hold.groups]
    return " · ".join(named) or translate("holds", "everything of this time")


def reasons(holds: list[Hold]) -> str:
    """Why a record is held, and by whom: a line a hold."""
    said = translate("holds", "held: {reason} (operator {operator})")
    return "\n".join(said.format(reason=hold.reason, operator=hold.operator) for hold in holds)


def interval(since: float | None, until: float | None) -> str:
    """From when to when, in words where a side is open."""
    begin = translate("holds", "from the beginning") if since is None else times.stamp(since)
    end = translate("holds", "no end") if until is None else times.stamp(until)
    return f"{begin} – {end}"


def _call_words(facts: Facts, call: str) -> str:
    found = facts.calls.get(call)
    if found is None:
        return translate("holds", "call {call}").format(call=call)
    return translate("holds", "call of {time}").format(time=times.stamp(found.start))


def _call(said: str, call: str) -> Choice:
    return Choice("call", call, translate("holds", "this call alone: {call}").format(call=said))


def _unit(unit: str, callsign: str) -> Choice:
    return Choice("unit", unit, translate("holds", "everything of unit {unit}").format(unit=callsign or unit))


def _radio(radio: str) -> Choice:
    return Choice("radio", radio, translate("holds", "everything of radio {radio}").format(radio=radio))


def _group(group: str, name: str) -> Choice:
    return Choice("group", group, translate("holds", "everything on talk-group {group}").format(group=name or group))
