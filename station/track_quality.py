"""Whether positions are believed, and whether many receivers fail together: said once, as findings. Drops nothing.

The rules are in ``gps``; here they meet the units: what kind each is, whose radio it is, when it was heard.
"""

from __future__ import annotations

from collections.abc import Callable

from gps.jamming import Jamming
from gps.plausible import Area, Doubt, Plausibility, Seen
from radio.codec import Now
from radio.events import Located, NoFix
from units.findings import FixesFailed, PositionDoubted
from units.guests import is_guest
from units.state import Facts

AHEAD = 60.0
"""s by which a fix may be ahead of our clock; beyond, the radio's clock is wrong."""
_NOWHERE = Facts(version=0)


class TrackQuality:
    """Judges every position before it is journaled. ``facts`` is the picture as it is now."""

    def __init__(self, facts: Callable[[], Facts] | None = None) -> None:
        self._facts = facts or (lambda: _NOWHERE)
        self._plausible = Plausibility()
        self._jamming = Jamming()

    def configure(self, area: tuple[float, float, float, float] | None) -> None:
        """Where units of this room can be: south, west, north, east in degrees; ``None``: anywhere."""
        self._plausible.area = Area(*area) if area is not None else None

    def resume(self, now: Now) -> None:
        """Take over what an earlier station had found."""
        facts = self._facts()
        if facts.failing:
            bad = [unit.id for unit in facts.units.values() if unit.no_fix or unit.doubtful]
            self._jamming.resume(bad, now.mono)

    def judge(self, event: Located, now: Now) -> PositionDoubted | None:
        """Why ``event``, which is journaled after it, is not believed."""
        if event.radio is None:
            return None
        unit, kind = self._unit(event.radio)
        at, told = now.utc - (event.age or 0.0), False
        if event.radio_time is not None and event.radio_time.timestamp() <= now.utc + AHEAD:
            at, told = event.radio_time.timestamp(), True
        fix = Seen(event.lat, event.lon, at, told, event.accuracy or 0.0, event.speed)
        late = self._plausible.late(event.radio, fix)  # of how its receiver is now it says nothing
        doubt = self._plausible.judge(event.radio, fix, kind, many=self._jamming.active)
        if doubt is None:
            if not late:
                self._jamming.good(unit, event.lat, event.lon, now.mono)
            return None
        if not late:
            self._jamming.bad(unit, now.mono, jumped=True)
        return _finding(event, doubt, late)

    def no_fix(self, event: NoFix, now: Now) -> None:
        """A receiver that does not know where it is."""
        if event.radio is not None:
            self._jamming.bad(self._unit(event.radio)[0], now.mono, jumped=False)

    def look(self, now: Now) -> FixesFailed | None:
        """Now and then: whether receivers fail together, or do not any more."""
        changed = self._jamming.look(now.mono)
        return FixesFailed(on=changed.on, units=changed.units) if changed is not None else None

    def _unit(self, radio: str) -> tuple[str, str]:
        """The unit of ``radio`` and its kind. Of partners' units nobody here knows the kind."""
        facts = self._facts()
        name = facts.radios.get(radio, radio)
        unit = facts.units.get(name)
        if is_guest(radio):
            return name, "air"
        return name, unit.kind_of if unit is not None else "car"


def _finding(event: Located, doubt: Doubt, late: bool) -> PositionDoubted:
    return PositionDoubted(
        radio=event.radio or "",
        why=doubt.why,
        lat=event.lat,
        lon=event.lon,
        metres=round(doubt.metres),
        seconds=round(doubt.seconds, 1),
        fastest=round(doubt.fastest, 1),
        late=late,
    )
