"""Guests: partners' units, heard over their own networks. Never in our roster; gone when nobody speaks for them.

A guest is the radio of a foreign network, by its id alone, so that every console sees the same. It is there until the
moment it was promised to be (``Unit.until``); an hour after that, or when its network takes it away, the picture
forgets it, unless an emergency of its is open.
"""

from __future__ import annotations

from collections.abc import Iterable

from units import fenced
from units.findings import AgencyInfo
from units.state import Changes, Facts, Unit

SYSTEMS = ("cot@",)
"""How the ids of foreign networks' radios begin."""
GUEST = AgencyInfo(id="guest", name="Guests", shape="pentagon", colour="#9B8EC4")
"""The agency of all of them, where the configuration does not say otherwise."""
LINGER = 3600.0
"""Seconds a guest stays in the picture after the moment it was promised for."""


def is_guest(radio: str) -> bool:
    """True for a radio (or the unit made of it) of a foreign network."""
    return radio.startswith(SYSTEMS)


def ours(radios: Iterable[str]) -> list[str]:
    """Those of ``radios`` that can belong to a unit of our own."""
    return [radio for radio in radios if not is_guest(radio)]


def promise(facts: Facts, guest: Unit, until: float, wall: float, changes: Changes) -> bool:
    """The guest is there until ``until`` (s since 1970 UTC); true if it had not been there before."""
    came = guest.until <= wall < until
    guest.until = until
    for unit in [unit for unit in facts.units.values() if unit.until and unit.until + LINGER < wall]:
        leave(facts, unit, wall, changes)
    return came


def leave(facts: Facts, guest: Unit, wall: float, changes: Changes) -> None:
    """The guest is gone. With an open emergency it stays to be seen."""
    changes.units.add(guest.id)
    if guest.alarm:
        guest.until = min(guest.until, wall)
        return
    facts.units.pop(guest.id, None)
    fenced.settle(facts, changes)
    for radio in guest.radios:
        facts.radios.pop(radio, None)
