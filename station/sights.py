"""A believed, fresh position of a unit: who crossed what and who is inside what is judged by these alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from gps.fix import is_place
from radio.codec import Now
from radio.events import Located
from units.duty import is_hidden
from units.state import Facts, Unit

STALE = 120.0
"""s after which a position says where a unit was, not where it is."""
AHEAD = 60.0
"""s by which a fix may be ahead of our clock; beyond, the radio's clock is wrong and the moment it came counts."""
COARSE = 1_000.0
"""m of error beyond which a fix says nothing of lines."""


class Sight(NamedTuple):
    """``at``: s since 1970 UTC at which it was true; ``accuracy`` m, or ``None``; agency and kind as in the roster."""

    unit: str
    agency: str
    kind: str
    lat: float
    lon: float
    at: float
    accuracy: float | None


def sight_of(event: Located, facts: Facts, now: Now) -> Sight | None:
    """``event``, unless it is stale, too coarse, of nobody, or of somebody whose whereabouts are not kept."""
    if event.radio is None or not is_place(event.lat, event.lon) or (event.accuracy or 0.0) > COARSE:
        return None
    at = now.utc - (event.age or 0.0)
    if event.radio_time is not None and event.radio_time.timestamp() <= now.utc + AHEAD:
        at = event.radio_time.timestamp()
    if now.utc - at > STALE:
        return None
    name = facts.radios.get(event.radio, event.radio)
    unit = facts.units.get(name) or Unit(id=name)
    if is_hidden(facts, unit):
        return None
    return Sight(name, unit.agency, unit.kind_of, event.lat, event.lon, at, event.accuracy)


class Sights:
    """Gives each sight to those who judge by it. Late ones are left out: where a unit is now is known better."""

    def __init__(self, facts: Callable[[], Facts], judges: list[Callable[[Sight, Now], None]]) -> None:
        self._facts = facts
        self._judges = judges
        self._newest: dict[str, float] = {}

    def seen(self, event: Located, now: Now) -> None:
        """A position that is believed and on record."""
        sight = sight_of(event, self._facts(), now)
        if sight is None or sight.at < min(self._newest.get(sight.unit, 0.0), now.utc):
            return
        self._newest[sight.unit] = sight.at
        for judge in self._judges:
            judge(sight, now)
