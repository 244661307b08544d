"""What the detail panel says of a unit or a call, as (label, value) rows. Draws nothing."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from console import recording_words, times, words
from console.fix_age import age_of, age_words
from console.live import Feed
from console.where import degrees, ground, in_words
from gps.plane import RADIUS
from units.state import Call, Facts, Rejected, Unit

translate = QCoreApplication.translate

KMH = 3.6
REJECTED_SHOWN = 3600.0
"""Seconds for which a fix that was not believed is explained after the unit is believed again."""


def straight(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """Metres between two places on a sphere (haversine), good to 0.5 %: the ellipsoid's are a slow import."""
    phi, to_phi = math.radians(lat), math.radians(to_lat)
    half = math.sin((to_phi - phi) / 2) ** 2
    half += math.cos(phi) * math.cos(to_phi) * math.sin(math.radians(to_lon - lon) / 2) ** 2
    return 2 * RADIUS * math.asin(min(1.0, math.sqrt(half)))


def nearest(facts: Facts, unit: Unit, now: float) -> tuple[Unit, float] | None:
    """The nearest other unit with a fix younger than 15 min, and how far (m, straight line)."""
    if unit.fix is None:
        return None
    best: tuple[Unit, float] | None = None
    for other in facts.units.values():
        if other is unit or other.fix is None or not other.named:
            continue
        age = age_of(other, now)
        if age is None or age > 900:
            continue
        metres = straight(unit.fix.lat, unit.fix.lon, other.fix.lat, other.fix.lon)
        if best is None or metres < best[1]:
            best = (other, metres)
    return best


def how_far(metres: float) -> str:
    """``850 m``, ``7.9 km``, ``24 km``."""
    if metres < 995:
        return f"{round(metres, -1):.0f} m"
    return f"{metres / 1000:.1f} km" if metres < 9950 else f"{metres / 1000:.0f} km"


def radio_line(unit: Unit) -> str:
    """Radios with battery and reception: the line under the call sign."""
    radios = ", ".join(unit.radios) or unit.id
    parts = [translate("detail", "Radio {radio}").format(radio=radios)]
    if unit.battery is not None:
        parts.append(translate("detail", "battery {percent} %").format(percent=round(unit.battery)))
    if unit.rssi is not None:
        parts.append(f"RSSI {unit.rssi:.0f} dBm".replace("-", "−"))
    return " · ".join(parts)


def unit_rows(feed: Feed, unit: Unit) -> list[tuple[str, str]]:
    """Crew, status, position, ground, speed, nearest."""
    facts, now = feed.facts, feed.now()
    rows = [(translate("detail", "Crew"), _crew(unit)), (translate("detail", "Status"), _status(facts, unit))]
    if unit.job:
        rows.append((translate("detail", "Job"), unit.job))
    rows.append((translate("detail", "Position"), _position(unit, now)))
    if unit.rejected is not None and (unit.doubtful or now - unit.rejected.at < REJECTED_SHOWN):
        rows.append((translate("detail", "Not believed"), rejected(unit, unit.rejected)))
    if unit.fix is not None:
        whose, near_by = ground(unit.fix.lat, unit.fix.lon), in_words(unit.fix.lat, unit.fix.lon)
        rows.append((translate("detail", "Ground"), " · ".join(filter(None, (whose, near_by)))))
        rows.append((translate("detail", "Speed, course"), _speed(unit)))
        near = nearest(facts, unit, now)
        if near is not None:
            line = translate("detail", "{distance} in a straight line").format(distance=how_far(near[1]))
            rows.append((translate("detail", "Nearest"), f"{near[0].callsign or near[0].id} · {line}"))
    held = [hold for hold in facts.holds.values() if unit.id in hold.units or set(unit.radios) & set(hold.radios)]
    if held:
        said = ", ".join(f"{hold.reason} ({hold.operator})" for hold in held)
        rows.append((translate("detail", "Legal hold"), said))
    return rows


def rejected(unit: Unit, fix: Rejected) -> str:
    """Why the last fix that was not believed was not: when, what the filter measured, where it was said to be."""
    parts = [times.clock(fix.at), _measured(unit, fix), degrees(fix.lat, fix.lon)]
    if fix.count > 1:
        parts.append(translate("detail", "{count} in a row").format(count=fix.count))
    return " · ".join(parts)


def _measured(unit: Unit, fix: Rejected) -> str:
    """What the filter said, as a clause with its numbers; in words where an older record has none."""
    if fix.why == "jump" and fix.metres:
        said = translate("detail", "{distance} in {seconds} s; of {kind} {speed} km/h are believed")
        kind = words.of_kind(unit.kind_of)
        return said.format(
            distance=how_far(fix.metres), seconds=round(fix.seconds), kind=kind, speed=round(fix.fastest * KMH)
        )
    if fix.why == "speed" and fix.fastest:
        said = translate("detail", "it says it is faster than {speed} km/h")
        return said.format(speed=round(fix.fastest * KMH))
    if fix.why == "range" and fix.metres:
        return translate("detail", "{distance} outside this room's area").format(distance=how_far(fix.metres))
    if fix.why == "coarse" and fix.metres:
        return translate("detail", "known to ± {distance} only").format(distance=how_far(fix.metres))
    return words.doubt(fix.why)


def call_rows(feed: Feed, call: Call) -> list[tuple[str, str]]:
    """Who, where, when and how a call went."""
    facts = feed.facts
    group = facts.groups.get(call.to)
    lasted = call.seconds or ((call.end if call.end is not None else feed.now()) - call.start)
    said = f"{times.clock(call.start)} · {times.length(lasted)}"
    if group is not None:
        said += f" · {group.info.name}"
    if call.end is None:
        said += " · " + translate("detail", "on air")
    elif not call.heard:
        said += " · " + translate("detail", "unheard")
    rows = [(translate("detail", "Call"), said)]
    if len(call.heard_via) > 1:
        rows.append((translate("detail", "Heard through"), ", ".join(call.heard_via)))
    if call.encrypted:
        rows.append((translate("detail", "Encryption"), call.encrypted))
    if lacks := recording_words.lacks(call.marks):
        rows.append((translate("detail", "Recording"), " · ".join(lacks)))
    return rows


def _crew(unit: Unit) -> str:
    vehicle = translate("detail", "vehicle {plate}").format(plate=unit.vehicle) if unit.vehicle else ""
    kind = words.kind_of(unit.kind_of) if unit.named else ""
    return ", ".join(part for part in (unit.crew or kind, vehicle) if part) or "–"


def _status(facts: Facts, unit: Unit) -> str:
    if unit.status is None:
        return translate("detail", "none reported")
    name = words.status_name(facts, unit.status, unit.agency)
    line = translate("detail", "{status} since {time}").format(status=name, time=times.clock(unit.status_since))
    if unit.status_before is not None:
        before = words.status_name(facts, unit.status_before, unit.agency)
        line += translate("detail", ", before: {status}").format(status=before)
    if unit.status_by == "operator":
        line += " · " + translate("detail", "by operator")
    return line


def _position(unit: Unit, now: float) -> str:
    if unit.fix is None:
        return translate("detail", "no fix yet") if not unit.no_fix else translate("detail", "the radio reports no fix")
    parts = [degrees(unit.fix.lat, unit.fix.lon), _age(unit, now)]
    if unit.fix.accuracy is not None:
        parts.append(f"± {unit.fix.accuracy:.0f} m")
    if unit.doubtful:
        parts.append(translate("detail", "doubtful"))
    if unit.no_fix:
        parts.append(translate("detail", "no fix now"))
    return " · ".join(parts)


def _age(unit: Unit, now: float) -> str:
    known = age_of(unit, now) is not None
    return age_words(unit, now) if known else translate("detail", "of unknown age")


def _speed(unit: Unit) -> str:
    fix = unit.fix
    if fix is None or fix.speed is None:
        return "–"
    said = f"{fix.speed * KMH:.0f} km/h"
    if fix.course is not None and fix.speed > 0.5:
        said += f" · {fix.course:.0f}°"
    return said
