"""Which state each radio of a unit is in, and when that becomes another: by an exact boundary, through noise and gaps.

A radio stays where it was until its fixes are clearly inside another state: between two states that were drawn apart
lies a strip that is nobody's, and before a coast the sea, which is the coast's for twelve miles. Only who is on the
land of a state the boundary does not know (about, by the built-in border), or farther out than the sea, has left.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from gps.areas import Boundary
from gps.sides import Side, margin
from station.sights import Sight
from units.borders import LastCrossing

GAP = 300.0
"""m between two states drawn apart, at most."""
SEA = 22_224.0
"""m: twelve nautical miles, as wide as the territorial sea is at most (UNCLOS, article 3)."""
BEYOND = "?"
"""Where a unit is that left for nobody knows where."""

About = Callable[[], Boundary]
"""The built-in border, once it is wanted."""


class Crossing(NamedTuple):
    """Out of a state into another; either may be empty where the boundary knows of none."""

    into: str
    out_of: str


class Stay(msgspec.Struct):
    """Where one radio is. ``home``: the state it is in, or was in last; empty while nobody can say. ``side`` of its
    border; ``into``: the state it may have come into, ``entry`` on which side of that one's; ``left``: it is out of its
    home, and in no other that the boundary knows (:func:`_gone`)."""

    home: str = ""
    side: Side = msgspec.field(default_factory=lambda: Side(inside=True))
    into: str = ""
    entry: Side = msgspec.field(default_factory=lambda: Side(inside=False))
    left: bool = False

    @property
    def ground(self) -> str:
        """The state it is in; empty while nobody can say."""
        return self.home if self.side.inside else ""


def stayed(places: list[Sight], boundary: Boundary, about: About) -> Stay:
    """Where a radio was by the ``places`` it was at, the newest first: in the last state it was clearly inside of."""
    home = next((state for state in (_settled(place, boundary) for place in places) if state), "")
    return _stay(home, places, boundary, about) if home else Stay()


def resumed(last: LastCrossing, same: bool, places: list[Sight], boundary: Boundary, about: About) -> Stay:
    """The same of a radio whose ``last`` crossing is on record, by the ``same`` boundary or by another: that may have
    put the border elsewhere, so where the radio clearly was by this one counts more."""
    home = last.into or last.out_of
    if home not in boundary.states or (not same and (not places or _settled(places[0], boundary))):
        return stayed(places, boundary, about)
    if not last.into:
        return Stay(home, Side(inside=False), left=True)
    stay = _stay(home, places, boundary, about) if places else Stay(home)
    stay.left = False
    return stay


def _stay(home: str, places: list[Sight], boundary: Boundary, about: About) -> Stay:
    last, clear = places[0], margin(places[0].accuracy)
    depth = boundary.depth(home, last.lat, last.lon)
    return Stay(home, Side(inside=depth >= -clear), left=_gone(home, depth, last, about))


def _settled(sight: Sight, boundary: Boundary) -> str:
    """The one state a place is clearly inside of, or nothing."""
    states = boundary.states_at(sight.lat, sight.lon)
    if len(states) != 1 or boundary.depth(states[0], sight.lat, sight.lon) <= margin(sight.accuracy):
        return ""
    return states[0]


def crossed(stay: Stay, sight: Sight, boundary: Boundary, about: About) -> Crossing | None:
    """What a fix says of the radio whose ``stay`` it changes."""
    if not stay.home:
        stay.home = _settled(sight, boundary)
        return None
    clear = margin(sight.accuracy)
    depth = boundary.depth(stay.home, sight.lat, sight.lon)
    back = stay.side.judge(depth, sight.at, clear)
    if stay.side.inside and stay.side.since is None:
        stay.into = ""
        came, stay.left = back and stay.left, False
        return Crossing(stay.home, "") if came else None
    state = _other(stay.home, depth, sight, boundary)
    if state != stay.into:
        stay.into, stay.entry = state, Side(inside=False)
    if state:
        stay.entry.judge(boundary.depth(state, sight.lat, sight.lon), sight.at, clear)
        if stay.entry.inside and not stay.side.inside:
            found = Crossing(state, stay.home)
            stay.home, stay.side, stay.into, stay.left = state, Side(inside=True), "", False
            return found
    elif not stay.side.inside and not stay.left and _gone(stay.home, depth, sight, about):
        stay.left = True
        return Crossing("", stay.home)
    return None


def _other(home: str, depth: float, sight: Sight, boundary: Boundary) -> str:
    """The state a place outside ``home`` lies in; the deepest, if the file lets several overlap."""
    if depth >= 0:
        return ""
    states = [state for state in boundary.states_at(sight.lat, sight.lon) if state != home]
    return max(states, key=lambda state: boundary.depth(state, sight.lat, sight.lon), default="")


def _gone(home: str, depth: float, sight: Sight, about: About) -> bool:
    """Whether a place so deep (m) in ``home`` is clearly out of it: neither in the strip between two states, nor on the
    sea before it, nor where even the built-in border says nothing else."""
    out = -depth - margin(sight.accuracy)
    if out <= GAP:
        return False
    return out > SEA or any(state != home for state in about().states_at(sight.lat, sight.lon))
