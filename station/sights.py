"""A believed position of a unit, fresh enough to say where it is: who crossed what and who is inside what is judged by
these alone.
"""

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
BOUND = 300.0
"""s: a radio that tells no more than that its position is younger than this (TETRA's "below five minutes", all that
some terminals ever say) is judged by it all the same, and what is found says how old the position may be."""
UNTOLD = -1.0
"""Stands for that age where the radio says that it does not know it: judged, and said, likewise."""
AHEAD = 60.0
"""s by which a fix may be ahead of our clock; beyond, the radio's clock is wrong and the moment it came counts."""
SILENT = 600.0
"""s without a position after which a radio speaks for its unit no more: it is switched off, or nobody knows where."""
COARSE = 1_000.0
"""m of error beyond which a fix says nothing of lines."""


class Sight(NamedTuple):
    """``at``: s since 1970 UTC at which it was true at the earliest; ``accuracy`` m, or ``None``; agency and kind as in
    the roster. ``late``: how old it may be (s), where the radio tells no better (:data:`UNTOLD`: nothing); else 0."""

    unit: str
    agency: str
    kind: str
    lat: float
    lon: float
    at: float
    accuracy: float | None
    radio: str = ""
    late: float = 0.0

    def holds(self, now: float) -> bool:
        """Whether it still says where the unit is."""
        return now - self.at - max(0.0, self.late) <= STALE


def sight_of(event: Located, facts: Facts, now: Now) -> Sight | None:
    """``event``, unless it is stale, too coarse, of nobody, or of somebody whose whereabouts are not kept."""
    if event.radio is None or not is_place(event.lat, event.lon) or (event.accuracy or 0.0) > COARSE:
        return None
    age = event.age or 0.0
    at, late = now.utc - age, age if STALE < age <= BOUND else 0.0
    if event.undated:
        at, late = now.utc, UNTOLD
    if event.radio_time is not None and event.radio_time.timestamp() <= now.utc + AHEAD:
        at, late = event.radio_time.timestamp(), 0.0
    if now.utc - at - max(0.0, late) > STALE:
        return None
    name = facts.radios.get(event.radio, event.radio)
    unit = facts.units.get(name) or Unit(id=name)
    if is_hidden(facts, unit):
        return None
    return Sight(name, unit.agency, unit.kind_of, event.lat, event.lon, at, event.accuracy, event.radio, late)


class Sights:
    """Gives each sight to those who judge by it. Late ones are left out: where a radio is now is known better."""

    def __init__(self, facts: Callable[[], Facts], judges: list[Callable[[Sight, Now], None]]) -> None:
        self._facts = facts
        self._judges = judges
        self._newest: dict[str, float] = {}

    def seen(self, event: Located, now: Now) -> None:
        """A position that is believed and on record."""
        sight = sight_of(event, self._facts(), now)
        if sight is None or sight.at < min(self._newest.get(sight.radio, 0.0), now.utc):
            return
        self._newest[sight.radio] = sight.at
        for judge in self._judges:
            judge(sight, now)
