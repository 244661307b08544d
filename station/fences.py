"""Who went into a fence, out of it, or stays in it for too long: found once, with hysteresis, and journaled.

What was found before this station is in the picture (``within``); between two looks at it this is what counts.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from gps.fences import ShapeError, check
from gps.shape import Shape
from gps.sides import Side
from radio.codec import Now
from station.fence_places import Places
from station.fence_sides import Append, FenceSides
from station.fences_moving import Moving
from station.fences_standing import Standing, StandingFences
from station.sights import SILENT, Sight
from units.duty import is_hidden
from units.fences import Fence, FenceDwelt, Within, concerns, is_active, within_key
from units.state import Facts

ZONE = ZoneInfo("Europe/Riga")

_log = logging.getLogger(__name__)


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
        self._standing = StandingFences()
        self._moving: Moving | None = None
        self._dwelt: set[str] = set()

    # Which fences watch

    def tick(self, now: Now) -> None:
        """Once a second: fences that came, went or changed, whose hour it is; who stays too long; who is off duty."""
        facts = self._facts()
        self._hide(facts)
        self._refresh(now)
        self._standing.lay()
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
        self._hide(facts)  # a position may come before the next tick, and nobody off duty is inside from the start
        before, self._fences = self._fences, active
        for one in self._ready.values():
            if isinstance(one, Standing):
                self._standing.watching[one.number] = one if one.fence.id in active else None
        moving = [fence for fence in active.values() if fence.unit]
        self._moving = Moving(moving, self._places, self._sides) if moving else None
        rows: dict[str, list[Within]] = {}
        for row in facts.within.values():
            rows.setdefault(row.fence, []).append(row)
        self._ended([fence for id_, fence in before.items() if id_ not in active], rows, now)
        for fence in [fence for id_, fence in active.items() if before.get(id_) != fence]:
            self._begun(fence, rows.get(fence.id, []), now)

    def _look(self, fences: dict[str, Fence]) -> None:
        """The same every minute: only a new one is made ready."""
        before, self._drawn = self._drawn, dict(fences)
        for id_ in [id_ for id_, fence in before.items() if fences.get(id_) != fence]:
            gone = self._ready.pop(id_)
            if isinstance(gone, Standing):
                self._standing.remove(gone)
        for id_, fence in fences.items():
            if id_ not in self._ready:
                made = self._ready[id_] = _ready(fence)
                if isinstance(made, Standing):
                    self._standing.add(made)

    def _ended(self, fences: list[Fence], rows: dict[str, list[Within]], now: Now) -> None:
        """Nobody is told to be inside what does not watch."""
        if fences:
            self._sides.drop(fences)
        for fence in fences:
            if fence.id in self._drawn:
                for row in rows.get(fence.id, []):
                    self._sides.leaves(row, now, "drawn")

    def _begun(self, fence: Fence, inside: list[Within], now: Now) -> None:
        """Who is inside from the start did not come in; ``inside``: who was, as it was told."""
        rows = {row.unit: row for row in inside}
        here = {one.radio: one.unit for one in self._inside(fence, now)}
        units = set(here.values())
        for unit in rows.keys() | units:
            radios = self._places.radios(unit)
            heard = bool(self._places.live(unit, now.utc))
            for radio in radios:
                self._sides.put(radio, fence, radio in here if heard else True)
            if unit in units and unit not in rows:
                self._sides.enters(fence.id, unit, "drawn")
            elif heard and unit not in units:
                self._sides.leaves(rows[unit], now, "drawn")
            elif not radios:
                self._sides.left(fence.id, unit)

    def _inside(self, fence: Fence, now: Now) -> list[Sight]:
        """Whose live radios are inside, whatever the margin."""
        standing, found = self._ready[fence.id], list[Sight]()
        if isinstance(standing, Standing):
            outline = standing.outline
            found = [one for one in self._places.inside(*outline.bounds) if outline.holds(one.lat, one.lon)]
        elif self._moving is not None:
            found = self._moving.inside(fence, now)
        concerned = [one for one in found if concerns(fence, one.unit, one.agency, one.kind)]
        return [one for one in concerned if now.utc - one.at < SILENT]

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
        found = self._standing.at(sight.lat, sight.lon)
        if found or sides:
            self._stands(sight, sides, found, now)
        if self._moving is not None:
            self._moving.seen(sight, now)

    def _takes_over(self, sight: Sight, now: Now) -> None:
        """A radio that this station hears of for the first time may go on where another station left the unit."""
        for id_ in self._sides.past(sight.unit):
            fence = self._fences.get(id_)
            if fence is not None:
                inside = sight.radio in [one.radio for one in self._inside(fence, now)]
                self._sides.takes_over(fence, sight, inside, now)

    def _stands(self, sight: Sight, sides: dict[str, Side], found: list[int], now: Now) -> None:
        """It is seen at ``found`` of the fences (:meth:`station.fences_standing.StandingFences.at`)."""
        elsewhere, watching = len(sides), self._standing.watching
        for cell in found:
            standing = watching[cell if cell >= 0 else ~cell]
            if standing is None:
                continue
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
            for one in [self._ready.get(id_) for id_ in sides]:
                if isinstance(one, Standing) and one.number not in here and watching[one.number] is not None:
                    self._measure(one, sight, now)

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
        if key not in self._dwelt and self._sides.stays(row, now):
            self._dwelt.add(key)
            seconds = round(now.utc - row.since, 1)
            self._append(FenceDwelt(fence=row.fence, unit=row.unit, seconds=seconds))


def _ready(fence: Fence) -> Standing | Fence | None:
    """A shape that cannot be (from another program, or a later version of this one) watches nothing."""
    try:
        if not fence.unit:
            return Standing(fence)
        check(Shape([[(0.0, 0.0)]], fence.radius))
    except ShapeError as error:
        _log.warning("fence %s: %s", fence.id, error.code)
        return None
    return fence
