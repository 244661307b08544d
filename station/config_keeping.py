"""What the configuration says of keeping: ``[retention]``, how long what is kept, ``[duty]``, who is off duty, and
``[positions]``, where units can be."""

from __future__ import annotations

from collections.abc import Collection

from journal.classes import BY_GROUP, CLASSES, FLOORS
from journal.retention import Rules, fault
from station.config_table import Table

LONGEST = 36_500
"""Days (a century): beyond it somebody meant something else."""


def read_retention(root: Table, groups: Collection[str]) -> Rules:
    """The rules; ``groups`` are the configured talk-groups. Raises :class:`station.config_table.Fault`."""
    table = root.table("retention")
    days = _days(table, tuple(CLASSES))
    _check(table, days)
    own = table.table("group")
    rules: dict[str, dict[str, int]] = {}
    for group in own.names():
        one = own.table(group)
        if group not in groups:
            raise own.fault(group, "no talk-group has this id")
        rules[group] = _days(one, BY_GROUP)
        _check(one, rules[group], days)
        one.done(f"a talk-group has no such period; there are: {', '.join(BY_GROUP)}")
    own.done()
    table.done(f"nothing of that name is kept; there are: {', '.join(CLASSES)}, and group")
    return Rules(days={sort: count for sort, count in days.items() if count}, groups=rules)


def _days(table: Table, sorts: Collection[str]) -> dict[str, int]:
    """Days by class, as far as the table names them; 0 is kept: it overrides."""
    days: dict[str, int] = {}
    for sort in sorts:
        count = table.number(sort, 0, low=0, high=LONGEST)
        if not table.has(sort):
            continue
        if count != int(count):
            raise table.fault(sort, f"whole days are wanted, not {count:g}")
        floor = FLOORS.get(sort, 1)
        if 0 < count < floor:
            raise table.fault(sort, f"who looked at what is kept for at least {floor} days (0: without end)")
        days[sort] = int(count)
    return days


def _check(table: Table, days: dict[str, int], usual: dict[str, int] | None = None) -> None:
    found = fault(days, usual)
    if found is not None:
        sort, why = found
        raise table.fault(sort if table.has(sort) else "voice", why)


def read_duty(root: Table) -> tuple[int, ...]:
    """The status codes that mean off duty. Raises :class:`station.config_table.Fault`."""
    table = root.table("duty")
    codes = table.numbers("off", low=1, high=0xFFFF)
    table.done()
    return codes


def read_area(root: Table) -> tuple[float, float, float, float] | None:
    """``[positions]``: south, west, north, east in degrees, all or none. Raises :class:`station.config_table.Fault`."""
    table = root.table("positions")
    if not table.names():
        return None
    south, north = (table.number(key, low=-90, high=90) for key in ("south", "north"))
    west, east = (table.number(key, low=-180, high=180) for key in ("west", "east"))
    table.done("the area has four sides: south, west, north, east")
    if south >= north:
        raise table.fault("north", f"{north:g} is not north of {south:g}")
    if west >= east:
        raise table.fault("east", f"{east:g} is not east of {west:g}")
    return south, west, north, east
