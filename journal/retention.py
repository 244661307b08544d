"""How long what is kept: the room's rules, and when an entry's time is over. Knows no file."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from journal.classes import CLASSES

DAY = 86_400.0


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """Days by class, and by talk-group and class where a talk-group differs. 0, or none: kept without end."""

    days: dict[str, int] = {}
    groups: dict[str, dict[str, int]] = {}

    def period(self, sort: str, group: str = "") -> float | None:
        """Seconds an entry of class ``sort`` in talk-group ``group`` is kept; ``None``: without end."""
        days = self.groups.get(group, {}).get(sort, self.days.get(sort, 0)) if group else self.days.get(sort, 0)
        return days * DAY if days else None

    def periods(self) -> dict[float, frozenset[str]]:
        """Every period that occurs, with the kinds of entries that may have it; the shortest first."""
        found: dict[float, set[str]] = {}
        for days in (self.days, *self.groups.values()):
            for sort, count in days.items():
                if count:
                    found.setdefault(count * DAY, set()).update(CLASSES[sort])
        return {period: frozenset(found[period]) for period in sorted(found)}

    def words(self, sort: str, group: str = "") -> str:
        """The rule for the record: ``voice 90 days``."""
        own = group and sort in self.groups.get(group, {})
        days = self.groups[group][sort] if own else self.days.get(sort, 0)
        return f"{sort} {days} days{f' in {group}' if own else ''}"

    def __bool__(self) -> bool:
        return any(self.days.values()) or any(any(own.values()) for own in self.groups.values())


def fault(days: Mapping[str, int], usual: Mapping[str, int] | None = None) -> tuple[str, str] | None:
    """The class that cannot have its period and why, of the room's ``days`` or of a talk-group's beside the ``usual``.

    A recording whose call is no longer on record could not be found, and nobody could say whose it is.
    """
    both = {**(usual or {}), **days}
    calls, voice = both.get("calls", 0), both.get("voice", 0)
    if calls and (not voice or voice > calls):
        kept = f"{voice} days" if voice else "without end"
        return "calls", f"{calls} days, but recordings are kept {kept}: nobody could say whose they are"
    return None
