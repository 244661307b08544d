"""Which state each radio of a unit is in, and when that becomes another: by an exact boundary, through noise and gaps.

A radio stays where it was until its fixes are clearly inside another state: between two states that were drawn apart
lies a strip that is nobody's. Only who is farther out than such a strip is wide has left for nobody knows where.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from gps.areas import Boundary
from gps.sides import Side, margin
from station.sights import Sight

GAP = 300.0
"""m between two states drawn apart, at most."""
BEYOND = "?"
"""Where a unit is that left for nobody knows where."""


class Crossing(NamedTuple):
    """Out of a state into another; either may be empty where the boundary knows of none."""

    into: str
    out_of: str


class Stay(msgspec.Struct):
    """Where one radio is. ``home``: the state it is in, or was in last; empty while nobody can say. ``side`` of its
    border; ``into``: the state it may have come into, ``entry`` on which side of that one's; ``left``: it is far out of
    its home, and in no other."""

    home: str = ""
    side: Side = msgspec.field(default_factory=lambda: Side(inside=True))
    into: str = ""
    entry: Side = msgspec.field(default_factory=lambda: Side(inside=False))
    left: bool = False


def stayed(places: list[Sight], boundary: Boundary) -> Stay:
    """Where a radio was by the ``places`` it was at, the newest first: in the last state it was clearly inside of."""
    home = next((state for state in (_settled(place, boundary) for place in places) if state), "")
    if not home:
        return Stay()
    last, clear = places[0], margin(places[0].accuracy)
    depth = boundary.depth(home, last.lat, last.lon)
    return Stay(home, Side(inside=depth >= -clear), left=depth < -(GAP + clear))


def _settled(sight: Sight, boundary: Boundary) -> str:
    """The one state a place is clearly inside of, or nothing."""
    states = boundary.states_at(sight.lat, sight.lon)
    if len(states) != 1 or boundary.depth(states[0], sight.lat, sight.lon) <= margin(sight.accuracy):
        return ""
    return states[0]


def crossed(stay: Stay, sight: Sight, boundary: Boundary) -> Crossing | None:
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
    elif not stay.side.inside and not stay.left and depth < -(GAP + clear):  # in no state that the file knows
        stay.left = True
        return Crossing("", stay.home)
    return None


def _other(home: str, depth: float, sight: Sight, boundary: Boundary) -> str:
    """The state a place outside ``home`` lies in; the deepest, if the file lets several overlap."""
    if depth >= 0:
        return ""
    states = [state for state in boundary.states_at(sight.lat, sight.lon) if state != home]
    return max(states, key=lambda state: boundary.depth(state, sight.lat, sight.lon), default="")
