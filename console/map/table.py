"""The units as columns: where each is on the map and how it looks. Filled from the facts, read by the renderer.

One row a unit that ever had a fix. Ten thousand rows are a few numpy operations; sixty are nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from console.fix_age import age_of
from console.map.camera import world_x, world_y
from console.times import STALE
from units.state import Facts, Unit

FADED, DOUBTFUL, UNFIXED = 1, 2, 4
"""Bits of a look: an old fix, one to be doubted, a radio that has none now."""
LOOKS = 8
HEADINGS = 32
NO_HEADING = HEADINGS
AFTERWARDS = 600.0
"""Seconds a guest is shown, faded, after the moment up to which it said it would be there."""
UNKNOWN = 0.0
"""The time of a fix of unknown age: as old as can be."""
MOVING = 0.8
"""A course is shown from this speed on, m/s: below it receivers make courses up."""


class UnitTable:
    """``x``, ``y`` world coordinates; ``time`` of the fix; ``look`` bits; ``heading`` 0–31, 32 none; ``agency`` index;
    ``until`` when a guest said it would be there, s.

    ``alarm``, ``ringing`` and ``talking`` are sets of rows: there are never many.
    """

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.row: dict[str, int] = {}
        self.agencies: list[str] = [""]
        self.version = 0
        self.alarm: set[int] = set()
        self.ringing: set[int] = set()
        self.talking: set[int] = set()
        self._said: NDArray[np.float64] = np.empty(0)
        self._room(64)

    def _room(self, rows: int) -> None:
        def grown(name: str, kind: type, fill: float) -> NDArray[Any]:
            column: NDArray[Any] = np.full(rows, fill, kind)
            old = getattr(self, name, None)
            if old is not None:
                column[: len(old)] = old
            return column

        self.x: NDArray[np.float64] = grown("x", np.float64, np.nan)
        self.y: NDArray[np.float64] = grown("y", np.float64, np.nan)
        self.time: NDArray[np.float64] = grown("time", np.float64, 0.0)
        self.look: NDArray[np.uint8] = grown("look", np.uint8, 0)
        self.heading: NDArray[np.uint8] = grown("heading", np.uint8, NO_HEADING)
        self.agency: NDArray[np.int16] = grown("agency", np.int16, 0)
        self.until: NDArray[np.float64] = grown("until", np.float64, np.inf)

    def __len__(self) -> int:
        return len(self.ids)

    def rebuild(self, facts: Facts, now: float) -> None:
        """Everything anew."""
        self.ids, self.row = [], {}
        self.alarm, self.ringing, self.talking = set(), set(), set()
        self.x[:] = np.nan
        self.update(facts, facts.units, now)
        self.age(now)

    def update(self, facts: Facts, units: Iterable[str], now: float) -> None:
        """These units anew. A unit that went (or was renamed) leaves an empty row until the next rebuild."""
        for id_ in units:
            unit = facts.units.get(id_)
            row = self.row.get(id_)
            if unit is None or unit.fix is None:
                if row is not None:
                    self.x[row] = np.nan
                    for rows in (self.alarm, self.ringing, self.talking):
                        rows.discard(row)
                continue
            if row is None:
                row = self.row[id_] = len(self.ids)
                self.ids.append(id_)
                if row >= len(self.x):
                    self._room(2 * len(self.x))
            self._fill(row, unit, facts, now)
        self.version += 1

    def _fill(self, row: int, unit: Unit, facts: Facts, now: float) -> None:
        fix = unit.fix
        assert fix is not None
        self.x[row], self.y[row] = world_x(fix.lon), world_y(fix.lat)
        self.time[row] = fix.time if age_of(unit, now) is not None else UNKNOWN
        self.until[row] = unit.until or np.inf
        if now > self.until[row] + AFTERWARDS and not unit.alarm:
            self.x[row] = np.nan
        faded = now - self.time[row] >= STALE or now > self.until[row]
        self.look[row] = FADED * faded | DOUBTFUL * bool(unit.doubtful) | UNFIXED * unit.no_fix
        course = fix.course
        if course is None or not math.isfinite(course) or (fix.speed or 0.0) < MOVING:
            self.heading[row] = NO_HEADING
        else:
            self.heading[row] = round(course / (360 / HEADINGS)) % HEADINGS
        self.agency[row] = self._agency(unit.agency if unit.agency in facts.agencies else "")
        alarm = facts.alarms.get(unit.alarm) if unit.alarm else None
        _mark(self.alarm, row, bool(unit.alarm))
        _mark(self.ringing, row, alarm is not None and alarm.ringing)
        _mark(self.talking, row, bool(unit.talking))

    def _agency(self, id_: str) -> int:
        if id_ not in self.agencies:
            self.agencies.append(id_)
        return self.agencies.index(id_)

    def age(self, now: float) -> bool:
        """Let time pass; True if that changed how any unit looks: it faded, or its age in words is another."""
        count = len(self.ids)
        old = now - self.time[:count]
        until = self.until[:count]
        stale = (old >= STALE) | (now > until)
        gone = np.flatnonzero(now > until + AFTERWARDS)
        self.x[[row for row in gone.tolist() if row not in self.alarm]] = np.nan
        self.look[:count] = (self.look[:count] & ~np.uint8(FADED)) | stale.astype(np.uint8)
        words = np.where(old < 100, old // 1, old // 60 + 1000)  # as console.times.age says it: seconds, then minutes
        said = np.where(stale & np.isfinite(self.x[:count]), words, -1.0)
        changed = not np.array_equal(said, self._said)
        self._said = said
        if changed:
            self.version += 1
        return changed


def _mark(rows: set[int], row: int, on: bool) -> None:
    if on:
        rows.add(row)
    else:
        rows.discard(row)
