"""Who a radio belongs to in the picture, and whether a seat may decide. Part of the picture."""

from __future__ import annotations

from collections.abc import Iterable

from units import fenced
from units.actions import Action, ConfigSaved, UnitNamed
from units.entry import Entry
from units.guests import GUEST, is_guest, ours
from units.keeping import ErasureAsked, HoldLifted, HoldPlaced
from units.state import Alarm, Changes, Facts, Unit

OWN = "console@"
"""Our own transmissions come from ``console@<installation>:<seat>``, which is no unit."""

SUPERVISED = (HoldPlaced, HoldLifted, ErasureAsked, ConfigSaved)
"""What only a shift supervisor may decide."""


def unit_of(facts: Facts, radio: str | None, wall: float, changes: Changes) -> Unit | None:
    """The unit of ``radio``, made on the spot when nobody named the radio yet; heard of at ``wall``."""
    if not radio or radio.startswith(OWN):
        return None
    unit_id = facts.radios.get(radio)
    if unit_id is None:
        unit_id = facts.radios[radio] = _free(facts, radio)
        facts.units[unit_id] = Unit(id=unit_id, radios=[radio], agency=GUEST.id if is_guest(radio) else "")
    unit = facts.units[unit_id]
    unit.last_heard = wall
    changes.units.add(unit_id)
    return unit


def rows_of(facts: Facts, units: Iterable[str]) -> list[UnitNamed]:
    """The roster rows of ``units`` as they stand, as the station would tell them."""
    return [
        UnitNamed(
            seat="station",
            unit=unit.id,
            callsign=unit.callsign,
            agency=unit.agency,
            radios=list(unit.radios),
            kind_of=unit.kind_of,
            crew=unit.crew,
            vehicle=unit.vehicle,
        )
        for unit in (facts.units.get(id_) for id_ in sorted(units))
        if unit is not None and unit.named
    ]


def may_decide(facts: Facts, entry: Entry, action: Action) -> bool:
    """True for a seat signed on by that very operator in a role that may, and for what the station itself imports."""
    if program(entry) == "station":
        return True
    seat = facts.seats.get(action.seat)
    if not action.operator or seat is None or seat.operator != action.operator:
        return False
    return not isinstance(action, SUPERVISED) or seat.role == "supervisor"


def program(entry: Entry) -> str:
    """``console``, ``station``, ``voice`` …: the middle part of the entry's origin."""
    parts = entry.origin.split("/")
    return parts[1] if len(parts) > 1 else ""


def name(facts: Facts, row: UnitNamed, changes: Changes) -> None:
    """Make the roster say what ``row`` says; radios move from whoever had them, with what was known of them.

    A guest is in nobody's roster, whatever the row says.
    """
    if is_guest(row.unit):
        return
    radios = ours(row.radios)
    unit = facts.units.get(row.unit)
    if unit is None:
        unit = facts.units[row.unit] = Unit(id=row.unit)
    for radio in unit.radios:
        if radio not in radios:
            facts.radios.pop(radio, None)
    for radio in radios:
        former = facts.units.get(facts.radios.get(radio, ""))
        if former is not None and former is not unit:
            _hand_over(facts, former, unit, radio, changes)
        facts.radios[radio] = unit.id
    unit.callsign, unit.agency, unit.kind_of = row.callsign, row.agency, row.kind_of
    unit.crew, unit.vehicle, unit.radios, unit.named = row.crew, row.vehicle, radios, True
    changes.units.add(unit.id)


def remove(facts: Facts, unit_id: str, changes: Changes) -> None:
    """Take ``unit_id`` out of the roster. Its open alarms stay visible, with whoever has the radio."""
    unit = facts.units.pop(unit_id, None)
    if unit is None:
        return
    changes.units.add(unit_id)
    fenced.settle(facts, changes)
    for radio in unit.radios:
        facts.radios.pop(radio, None)
    heirs = [_bequeath(facts, alarm, unit, changes) for alarm in facts.alarms.values() if alarm.unit == unit.id]
    for heir in heirs:  # only now: one of them may go by the id that all these alarms still bore
        heir.alarm = urgent(facts, unit=heir.id)


def _bequeath(facts: Facts, alarm: Alarm, unit: Unit, changes: Changes) -> Unit:
    """``alarm`` outlives its ``unit``: whoever has the radio by now takes it, or the radio alone stands for it."""
    heir = facts.units.get(facts.radios.get(alarm.radio, ""))
    if heir is None:
        id_ = facts.radios[alarm.radio] = _free(facts, alarm.radio)
        heir = facts.units[id_] = Unit(id=id_, radios=[alarm.radio], fix=unit.fix, fix_age=unit.fix_age)
    alarm.unit = heir.id
    changes.units.add(heir.id)
    changes.alarms.add(alarm.id)
    return heir


def urgent(facts: Facts, unit: str = "", group: str = "") -> str:
    """The open alarm of ``unit``, or on ``group``, that wants somebody most; empty where there is none."""
    found = [a for a in facts.alarms.values() if (a.unit == unit if unit else a.group == group)]
    return max(found, key=lambda alarm: (alarm.ringing, alarm.opened)).id if found else ""


def _free(facts: Facts, radio: str) -> str:
    """The id of a unit that is ``radio`` and no more: the radio's own, unless a unit of that name goes by another."""
    id_ = radio
    while id_ in facts.units:
        id_ += "*"
    return id_


def _hand_over(facts: Facts, former: Unit, unit: Unit, radio: str, changes: Changes) -> None:
    """``radio`` goes from ``former`` to ``unit``; an unnamed former is that radio and goes whole."""
    former.radios = [r for r in former.radios if r != radio]
    changes.units.add(former.id)
    if former.named:
        return
    if former.fix is not None and (unit.fix is None or former.fix.time > unit.fix.time):
        unit.fix, unit.fix_age, unit.fix_radio = former.fix, former.fix_age, former.fix_radio
        unit.trail, unit.no_fix, unit.crossed = former.trail, former.no_fix, former.crossed or unit.crossed
    if former.status is not None and former.status_since >= unit.status_since:
        unit.status, unit.status_since, unit.status_by = former.status, former.status_since, former.status_by
    unit.last_heard = max(unit.last_heard, former.last_heard)
    unit.talking = former.talking or unit.talking
    unit.group = former.group or unit.group
    for alarm in facts.alarms.values():
        if alarm.unit == former.id:
            alarm.unit = unit.id
            changes.alarms.add(alarm.id)
    unit.alarm = urgent(facts, unit=unit.id)
    for line in facts.lines.values():
        if line.unit == former.id:
            line.unit = unit.id
            changes.lines.add(line.seq)
    for alert in facts.alerts.values():
        if alert.unit == former.id:
            alert.unit = unit.id
            changes.alerts.add(alert.seq)
    facts.units.pop(former.id, None)
    fenced.settle(facts, changes)
