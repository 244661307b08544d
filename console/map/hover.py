"""What the pointer is told of a unit: who, which radio, how old and how good the position is."""

from __future__ import annotations

import html

from PySide6.QtCore import QCoreApplication

from console.fix_age import came
from console.where import ground
from units.state import Facts, Unit


def told(unit: Unit, facts: Facts, now: float) -> str:
    """A few lines of rich text for the tool tip. The raw radio id always stands beside the alias."""
    name = html.escape(unit.callsign or unit.id)
    agency = facts.agencies.get(unit.agency)
    lines = [f"<b>{name}</b>" + (f"&nbsp; {html.escape(agency.name)}" if agency else "")]
    radios = ", ".join(unit.radios) or unit.id
    lines.append(html.escape(radios))
    fix = unit.fix
    if fix is not None:
        parts = [came(unit, now)]
        if fix.accuracy:
            parts.append(f"± {fix.accuracy:.0f} m")
        if fix.speed is not None:
            parts.append(f"{fix.speed * 3.6:.0f} km/h")
        lines.append(" · ".join(parts))
        whose = ground(fix.lat, fix.lon)
        if whose:
            lines.append(html.escape(whose))
    if unit.no_fix:
        lines.append(QCoreApplication.translate("map", "the radio has no position now"))
    if unit.doubtful:
        lines.append(QCoreApplication.translate("map", "position doubtful"))
    return "<br>".join(lines)
