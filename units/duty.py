"""On duty or not: by the unit's status alone, where the room's configuration says which codes mean off duty.

Nobody's position is kept off duty (the station drops it before it is journaled); an open emergency overrides that. Part
of the picture.
"""

from __future__ import annotations

from units.state import Changes, Facts, Unit

EMERGENCY = 0
"""The status that is an emergency everywhere: it says nothing of the duty, the one before it does."""


def is_off_duty(facts: Facts, unit: Unit) -> bool:
    """True if the last status that was no emergency, by radio or by hand, is one that means off duty."""
    status = unit.status_before if unit.status == EMERGENCY else unit.status
    return status is not None and status in facts.off_duty


def is_hidden(facts: Facts, unit: Unit) -> bool:
    """True if nobody may see where the unit is: off duty, and no emergency of its is open."""
    return is_off_duty(facts, unit) and not unit.alarm


def settle(facts: Facts, unit: Unit, changes: Changes) -> None:
    """Take the marker of a unit that went off duty, or whose emergency is over, off the map."""
    if is_hidden(facts, unit) and (unit.fix or unit.trail or unit.crossed or unit.no_fix or unit.rejected):
        unit.fix, unit.fix_age, unit.fix_radio, unit.trail = None, 0.0, "", []
        unit.crossed = None
        unit.no_fix, unit.doubtful, unit.doubted, unit.rejected = False, "", None, None
        changes.units.add(unit.id)
