"""Who went into a fence, out of it, or stays in it for too long: found once, with hysteresis, and journaled.

What was found before this station is in the picture (``within``); between two looks at it this is what counts.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from gps.fences import Outline, ShapeError, check, pairs
from gps.fences_cells import Cells, Covering
from gps.shape import Shape
from gps.sides import Side
from radio.codec import Now
from station.fence_places import SILENT, Places
from station.fence_sides import Append, FenceSides
from station.fences_moving import Moving
from station.sights import Sight
from units.duty import is_hidden
from units.fences import Fence, FenceDwelt, Within, concerns, is_active, within_key
from units.state import Facts

ZONE = ZoneInfo("Europe/Riga")

_log = logging.getLogger(__name__)


class Standing:
    """A fence that stays where it is, ready to be asked about."""

    def __init__(self, fence: Fence) -> None:
        self.fence = fence
        self.outline = Outline(fence.shape())
        self.covering = Covering(self.outline)


class FenceWatch:
    """The judge. ``append`` journals; ``facts`` is the picture as it is now."""

    def __init__(self, append: Append, facts: Callable[[], Facts]) -> None:
        self._append = append
        self._facts = facts
        self._places = Places()
        self._sides = FenceSides(append, facts, self._places)
        self._built: tuple[int, int] | None = None
        self._drawn: dict[str, Fence] = {}
        self._ready: dict[str, Standing | Fence | None] = {}
        self._fences: dict[str, Fence] = {}
        self._standing: list[Standing] = []
        self._number: dict[str, int] = {}
        self._cells = Cells([])
        self._moving: Moving | None = None
        self._dwelt: set[str] = set()

    # Which fences watch

    def tick(self, now: Now) -> None:
        """Once a second: fences that came, went or changed, whose hour it is; who stays too long; who is off duty."""
        facts = self._facts()
        self._hide(facts)
        self._refresh(now)
        keys = set(facts.within)
        self._sides.settle(keys, now)
        self._dwelt &= keys
        for row in list(facts.within.values()):
            self._stays(facts, row, now)

    def _hide(self, facts: Facts) -> None:
        """Where those are who are off duty nobody is to know, from now on."""
        if not facts.off_duty:
            return
        for id_ in self._places.units():
            unit = facts.units.get(id_)
            if unit is not None and is_hidden(facts, unit):
                self._forget(id_)

    def _forget(self, unit: str) -> None:
        self._sides.forget(self._places.radios(unit))
        self._places.forget(unit)

    def _refresh(self, now: Now) -> None:
        facts = self._facts()
        built = (facts.fenced, int(now.utc // 60))
        if built == self._built:
            return
        self._built = built
        moment = datetime.fromtimestamp(now.utc, ZONE)
        minute = moment.hour * 60 + moment.minute
        self._look(facts.fences)
        drawn = self._drawn.items()
        active = {id_: fence for id_, fence in drawn if self._ready[id_] is not None and is_active(fence, minute)}
        if active == self._fences:
            return
        self._hide(facts)
        before, self._fences = self._fences, active
        ready = [self._ready[id_] for id_ in active]
        self._standing = [one for one in ready if isinstance(one, Standing)]
        self._number = {one.fence.id: number for number, one in enumerate(self._standing)}
        self._cells = Cells([one.covering for one in self._standing])
        moving = [one for one in ready if isinstance(one, Fence)]
        self._moving = Moving(moving, self._places, self._sides) if moving else None
        for fence in [fence for id_, fence in before.items() if id_ not in active]:
            self._ended(facts, fence, now)
        for fence in [fence for id_, fence in active.items() if before.get(id_) != fence]:
            self._begun(facts, fence, now)

    def _look(self, fences: dict[str, Fence]) -> None:
        """The same every minute: only a new one is made ready."""
        before, self._drawn = self._drawn, dict(fences)
        self._ready = {
            id_: self._ready[id_] if before.get(id_) == fence else _ready(fence) for id_, fence in fences.items()
        }

    def _ended(self, facts: Facts, fence: Fence, now: Now) -> None:
        """Nobody is told to be inside what does not watch."""
        self._sides.drop(fence)
        if fence.id in facts.fences:
            for row in [row for row in facts.within.values() if row.fence == fence.id]:
                self._sides.leaves(row, now, "drawn")

    def _begun(self, facts: Facts, fence: Fence, now: Now) -> None:
        """Who is inside from the start did not come in."""
        rows = {row.unit: row for row in facts.within.values() if row.fence == fence.id}
        here = {one.radio: one for one in self._places.all() if now.utc - one.at < SILENT}
        found = self._inside(fence, list(here.values()), now)
        units = {here[radio].unit for radio in found}
        for unit in rows.keys() | units:
            radios = self._places.radios(unit)
            heard = any(radio in here for radio in radios)
            for radio in radios:
                self._sides.put(radio, fence, radio in found if heard else True)
            if unit in units and unit not in rows:
                self._sides.enters(fence.id, unit, "drawn")
            elif heard and unit not in units:
                self._sides.leaves(rows[unit], now, "drawn")
            elif not radios:
                self._sides.left(fence.id, unit)

    def _inside(self, fence: Fence, sights: list[Sight], now: Now) -> set[str]:
        """The radios inside, whatever the margin."""
        sights = [one for one in sights if concerns(fence, one.unit, one.agency, one.kind)]
        if fence.unit and self._moving is not None:
            return self._moving.inside(fence, sights, now)
        if not sights:
            return set()
        lats, lons = np.array([one.lat for one in sights]), np.array([one.lon for one in sights])
        _, found = pairs([self._standing[self._number[fence.id]].outline], lats, lons)
        return {sights[int(n)].radio for n in found}

    # Who goes in and out

    def seen(self, sight: Sight, now: Now) -> None:
        """A unit is there."""
        self._refresh(now)
        new = self._places.put(sight)
        if not self._fences:
            return
        if new:
            self._takes_over(sight, now)
        sides = self._sides.of(sight.radio)
        found = self._cells.at(sight.lat, sight.lon)
        if found or sides:
            self._stands(sight, sides, found, now)
        if self._moving is not None:
            self._moving.seen(sight, now)

    def _takes_over(self, sight: Sight, now: Now) -> None:
        """A radio that this station hears of for the first time may go on where another station left the unit."""
        for id_ in self._sides.past(sight.unit):
            fence = self._fences.get(id_)
            if fence is not None:
                self._sides.takes_over(fence, sight, bool(self._inside(fence, [sight], now)), now)

    def _stands(self, sight: Sight, sides: dict[str, Side], found: list[int], now: Now) -> None:
        """It is seen at ``found`` of the cells (:meth:`gps.fences_cells.Cells.at`)."""
        elsewhere = len(sides)
        for cell in found:
            standing = self._standing[cell if cell >= 0 else ~cell]
            side = sides.get(standing.fence.id)
            known = False
            if side is not None:
                elsewhere -= 1
                known = bool(side.inside) and side.since is None
            plain = known or side is None  # inside, or far outside, when last seen; and so are most of them still
            if plain and (cell >= 0 or standing.outline.holds(sight.lat, sight.lon)) is known:
                continue
            self._measure(standing, sight, now)
        if elsewhere:
            here = {cell if cell >= 0 else ~cell for cell in found}
            for number in [self._number.get(id_, -1) for id_ in sides]:
                if number >= 0 and number not in here:
                    self._measure(self._standing[number], sight, now)

    def _measure(self, standing: Standing, sight: Sight, now: Now) -> None:
        depth = standing.outline.depth(sight.lat, sight.lon)
        self._sides.judge(standing.fence, sight, depth, standing.outline.narrow, sight.at, sight.late, now)

    # Who stays

    def _stays(self, facts: Facts, row: Within, now: Now) -> None:
        unit, fence = facts.units.get(row.unit), self._fences.get(row.fence)
        if unit is None or is_hidden(facts, unit):
            self._forget(row.unit)
            if self._sides.is_in(row.fence, row.unit):
                self._sides.leaves(row, now, "gone" if unit is None else "off-duty")
            return
        if fence is None or row.dwelt or "dwell" not in fence.rules or now.utc - row.since < fence.dwell:
            return
        key = within_key(row.fence, row.unit)
        if key not in self._dwelt and self._sides.stays(row.fence, row.unit, now):
            self._dwelt.add(key)
            seconds = round(now.utc - row.since, 1)
            self._append(FenceDwelt(fence=row.fence, unit=row.unit, seconds=seconds))


def _ready(fence: Fence) -> Standing | Fence | None:
    """A shape that cannot be (from another program, or a later version of this one) watches nothing."""
    try:
        check(Shape([[(0.0, 0.0)]], fence.radius) if fence.unit else fence.shape())
    except ShapeError as error:
        _log.warning("fence %s: %s", fence.id, error.code)
        return None
    return fence if fence.unit else Standing(fence)
