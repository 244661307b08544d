"""From facts to the rows of the unit board: who is on duty, in what order, in what words. Draws nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from console import times, words
from console.fix_age import age_words, came, is_stale
from console.tile_face import short_radio
from console.where import ground
from units import book
from units.decided import EMERGENCY
from units.duty import is_off_duty
from units.findings import AgencyInfo
from units.fold import fold
from units.guests import GUEST, is_guest
from units.state import Facts, Unit

translate = QCoreApplication.translate

ON_DUTY = 12 * 3600.0
"""A unit heard of, or given a status, within this time (s) counts as on duty."""
OFF_DUTY_WORDS = ("off duty",)
"""A status of this English name takes a unit off the board, whatever its number."""


@dataclass(frozen=True)
class Head:
    """A heading: an agency, how many of its units are on duty, how many it has."""

    agency: str
    name: str
    on_duty: int
    total: int


@dataclass(frozen=True)
class Row:
    """One unit: only its id; everything shown is looked up when drawn, ages included."""

    unit: str


@dataclass(frozen=True)
class Words:
    """What a unit's row says. ``stale``: the fix is old; ``by_hand``: an operator set the status."""

    callsign: str
    raw: str
    status: str
    since: str
    age: str
    stale: bool
    doubtful: bool
    by_hand: bool
    talking: bool
    emergency: bool
    taken: bool


@lru_cache(maxsize=20_000)
def natural(name: str) -> tuple[object, ...]:
    """A key that sorts VP 9 before VP 118, without regard to diacritics."""
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", fold(name)))


def is_on_duty(facts: Facts, unit: Unit, now: float) -> bool:
    """True for a unit with an emergency, or heard of lately and not off duty by its own or an operator's word; for a
    guest up to the moment it said.

    The configuration says which codes mean off duty; where it does not, the status book's words do.
    """
    if unit.alarm or unit.talking:
        return True
    if is_guest(unit.id):
        return now <= unit.until
    status = book.meaning(facts, unit.status, unit.agency) if unit.status is not None else None
    if is_off_duty(facts, unit) or (status is not None and status.en.lower() in OFF_DUTY_WORDS):
        return False
    return now - max(unit.last_heard, unit.status_since) < ON_DUTY


def arranged(facts: Facts, now: float, everyone: bool = False) -> list[Head | Row]:
    """The whole board in order: agencies as configured, partners' units, then radios nobody named; in each emergencies
    first."""
    by_agency: dict[str, list[Unit]] = {agency: [] for agency in facts.agencies if agency != GUEST.id}
    strangers: list[Unit] = []
    for unit in facts.units.values():
        if not unit.named and not is_guest(unit.id):
            strangers.append(unit)
        else:
            by_agency.setdefault(unit.agency, []).append(unit)
    rows: list[Head | Row] = []
    for agency, units in by_agency.items():
        if units:
            known = facts.agencies.get(agency) or (GUEST if agency == GUEST.id else None)
            name = name_of(known) if known is not None else agency or translate("board", "No agency")
            rows += _group(facts, agency, name, units, now, everyone)
    if strangers:
        rows += _group(facts, "?", translate("board", "Not in the roster"), strangers, now, everyone)
    return rows


def _group(facts: Facts, agency: str, name: str, units: list[Unit], now: float, everyone: bool) -> list[Head | Row]:
    on_duty = [unit for unit in units if is_on_duty(facts, unit, now)]
    listed = sorted(units if everyone else on_duty, key=lambda u: (not u.alarm, natural(u.callsign or u.id)))
    return [Head(agency, name, len(on_duty), len(units)), *(Row(unit.id) for unit in listed)]


def count_on_duty(rows: list[Head | Row]) -> int:
    """Units on duty over all headings; guests are not ours to count."""
    return sum(row.on_duty for row in rows if isinstance(row, Head) and row.agency != GUEST.id)


def agency_of(facts: Facts, unit: Unit) -> AgencyInfo | None:
    """The unit's agency as configured."""
    if is_guest(unit.id):
        return facts.agencies.get(GUEST.id, GUEST)
    return facts.agencies.get(unit.agency) if unit.named else None


def name_of(agency: AgencyInfo) -> str:
    """What an agency is called; that of guests in the language of the screen, unless the room calls it otherwise."""
    return translate("board", "Guests") if (agency.id, agency.name) == (GUEST.id, GUEST.name) else agency.name


def status_words(facts: Facts, unit: Unit) -> str:
    """The status in the language of the screen; the job beside or instead of it."""
    status = words.status_name(facts, unit.status, unit.agency) if unit.status is not None else ""
    if unit.job and unit.status not in (None, EMERGENCY):
        return unit.job
    return status


def row_words(facts: Facts, unit: Unit, now: float) -> Words:
    """Everything the row of ``unit`` says at ``now``."""
    alarm = facts.alarms.get(unit.alarm)
    age = translate("board", "no fix") if unit.no_fix else age_words(unit, now)
    if alarm is not None:
        status, since = translate("board", "emergency"), now - alarm.opened
    else:
        status, since = status_words(facts, unit), now - unit.status_since
    if not unit.named and not status:
        status = unit.id.rpartition(":")[0]
    return Words(
        callsign=unit.callsign or short_radio(unit.id),
        raw=unit.fix_radio or (unit.radios[0] if unit.radios else ""),
        status=status,
        since=times.since(since) if alarm is not None or unit.status is not None else "",
        age=age,
        stale=unit.no_fix or (unit.fix is not None and is_stale(unit, now)) or 0 < unit.until < now,
        doubtful=bool(unit.doubtful),
        by_hand=unit.status_by == "operator" and alarm is None and not unit.job,
        talking=bool(unit.talking),
        emergency=alarm is not None,
        taken=alarm is not None and not alarm.ringing,
    )


def spoken(facts: Facts, unit: Unit, now: float) -> str:
    """The row for a screen reader and its tooltip: everything, the raw ids too."""
    said = row_words(facts, unit, now)
    lines = [said.callsign + (f" · {unit.crew}" if unit.crew else "")]
    lines += unit.radios
    if said.emergency:
        taken = translate("board", "emergency, taken") if said.taken else translate("board", "emergency")
        lines.append(taken)
    status = words.status_name(facts, unit.status, unit.agency) if unit.status is not None else ""
    if status:
        by = translate("board", "by operator") if unit.status_by == "operator" else translate("board", "by radio")
        lines.append(f"{status} · {times.since(now - unit.status_since)} · {by}")
    if unit.job:
        lines.append(unit.job)
    if unit.fix is not None:
        lines.append(came(unit, now))
        lines.append(ground(unit.fix.lat, unit.fix.lon))
    if unit.doubtful:
        lines.append(translate("board", "position doubtful: {why}").format(why=words.doubt(unit.doubtful)))
    if unit.no_fix:
        lines.append(translate("board", "the radio reports no fix"))
    return "\n".join(line for line in lines if line)
