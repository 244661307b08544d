"""Whose ground each unit of the board is on, in two letters and in full; asked again only where it moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from console import territory, words
from units.state import Unit

if TYPE_CHECKING:
    from gps.areas import Boundary

ABOUT = "≈"
"""Before what the built-in border says."""
MOST = 20_000


class Ground(NamedTuple):
    """``LV`` and ``Daugavpils, Latvia``; ``≈LV`` and ``≈Latvia`` by the built-in border; empty where nobody knows."""

    short: str = ""
    full: str = ""


NOWHERE = Ground()


class Grounds:
    """What was found, until the unit is elsewhere or another boundary is there. ``book``: as it is for this machine."""

    def __init__(self, book: territory.Book | None = None) -> None:
        self._book = book
        self._by: Boundary | None = None
        self._known: dict[str, tuple[float, float, Ground]] = {}

    def of(self, unit: Unit) -> Ground:
        """Where its last position is."""
        book = self._book or territory.book()
        boundary = book.look()
        if boundary is None or unit.fix is None:
            return NOWHERE
        if boundary is not self._by or len(self._known) > MOST:
            self._by = boundary
            self._known.clear()
        lat, lon = unit.fix.lat, unit.fix.lon
        known = self._known.get(unit.id)
        if known is None or known[:2] != (lat, lon):
            known = self._known[unit.id] = lat, lon, _found(boundary, book.imported, lat, lon)
        return known[2]


def _found(boundary: Boundary, imported: bool, lat: float, lon: float) -> Ground:
    state, municipality = boundary.at(lat, lon)
    if not state:
        return NOWHERE
    country = words.country(state)
    if not imported:
        return Ground(ABOUT + state, ABOUT + country)
    return Ground(state, f"{municipality}, {country}" if municipality else country)
