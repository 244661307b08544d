"""Which radio was whose unit when, and which positions nobody believed: what read.db knows of tracks.

A radio that nobody named is a unit of its own, whose id is the radio's. ``first`` is the entry from which an assignment
holds, ``last`` the one that ended it (``NULL`` while it lasts); both rather than times, which may jump.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from radio.events import Event, Located
from units.entry import Entry
from units.state import Changes, Facts

COLUMNS: dict[str, dict[str, type]] = {
    "assigned": {
        "id": int,
        "radio": str,
        "unit_id": str,
        "unit": str,
        "agency": str,
        "first": int,
        "last": int,
        "since": float,
        "until": float,
    },
    "doubted": {"seq": int},
}
KEYS = {"assigned": "id"}
INDEXES = {"assigned": ("radio",)}


class Unit(NamedTuple):
    """Whose a radio is, and what that unit is called."""

    unit_id: str
    unit: str
    agency: str


class Assignment(NamedTuple):
    """``radio`` was that of unit ``unit_id``, called ``unit``, from entry ``first`` until before ``last``."""

    radio: str
    unit_id: str
    unit: str
    agency: str
    first: int
    last: int | None


class Assigned:
    """Keeps the tables in step with the picture, in its caller's transactions."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        rows = connection.execute("SELECT radio, unit_id, unit, agency FROM assigned WHERE last IS NULL")
        self._now: dict[str, Unit] = {radio: Unit(*row) for radio, *row in rows}
        self._radios: dict[str, set[str]] = {}
        for radio, unit in self._now.items():
            self._radios.setdefault(unit.unit_id, set()).add(radio)

    def doubt(self, entry: Entry, facts: Facts) -> None:
        """Before the picture takes ``entry`` in: it may be the position that was just doubted."""
        what = entry.what
        if isinstance(what, Located) and what.radio:
            unit = facts.units.get(facts.radios.get(what.radio, ""))
            if unit is not None and unit.doubted == (what.lat, what.lon):
                self._connection.execute("INSERT OR IGNORE INTO doubted (seq) VALUES (?)", (entry.seq,))

    def take(self, entry: Entry, changes: Changes, facts: Facts) -> None:
        """After the picture took ``entry`` in."""
        what = entry.what
        if isinstance(what, Event) and (not what.radio or what.radio in self._now):
            return  # the air names nobody: it can only bring a radio that is new
        if not changes.all and not changes.units:
            return
        for radio in self._concerned(changes, facts):
            self._compare(radio, entry, facts)

    def _concerned(self, changes: Changes, facts: Facts) -> set[str]:
        if changes.all:
            return {*self._now, *facts.radios}
        radios: set[str] = set()
        for unit_id in changes.units:
            unit = facts.units.get(unit_id)
            radios.update(unit.radios if unit is not None else (), self._radios.get(unit_id, ()))
        return radios

    def _compare(self, radio: str, entry: Entry, facts: Facts) -> None:
        unit = facts.units.get(facts.radios.get(radio, ""))
        now = None if unit is None else Unit(unit.id, unit.callsign, unit.agency)
        was = self._now.get(radio)
        if was == now:
            return
        if was is not None:
            order = "UPDATE assigned SET last = ?, until = ? WHERE radio = ? AND last IS NULL"
            self._connection.execute(order, (entry.seq, entry.wall, radio))
            self._radios[was.unit_id].discard(radio)
            del self._now[radio]
        if now is not None:
            self._connection.execute(
                "INSERT INTO assigned (radio, unit_id, unit, agency, first, since) VALUES (?, ?, ?, ?, ?, ?)",
                (radio, *now, entry.seq, entry.wall),
            )
            self._radios.setdefault(now.unit_id, set()).add(radio)
            self._now[radio] = now


def assignments(connection: Any, who: str = "") -> list[Assignment]:
    """Assignments in order, all of them or those of a unit or a radio with the id ``who``."""
    question = "SELECT radio, unit_id, unit, agency, first, last FROM assigned"
    if who:
        found = connection.execute(f"{question} WHERE unit_id = ?1 OR radio = ?1 ORDER BY id", (who,))
    else:
        found = connection.execute(f"{question} ORDER BY id")
    return [Assignment(*row) for row in found]


def doubted(connection: Any, first: int, last: int) -> list[int]:
    """The entries among ``first`` to ``last`` whose position was doubted."""
    question = "SELECT seq FROM doubted WHERE seq BETWEEN ? AND ? ORDER BY seq"
    return [seq for (seq,) in connection.execute(question, (first, last))]
