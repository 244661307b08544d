"""Who went into a fence, out of it, or stays in it for too long: found once, with hysteresis, and journaled.

What was found before this station is in the picture (``within``); between two looks at it this is what counts.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from gps.fences import Fences, ShapeError, check
from gps.shape import Shape
from gps.sides import Side, margin
from radio.codec import Now
from station.sights import STALE, Sight
from units.duty import is_hidden
from units.fences import Fence, FenceDwelt, FenceEntered, FenceLeft, Within, concerns, is_active, within_key
from units.state import Facts

LEAST = 20.0
"""m on either side of a fence within which a fix says nothing …"""
SHARE = 0.4
"""… but never more of its inside than this: a small one can be entered, too."""
SILENT = 600.0
"""s without a fix after which nobody knows whether a unit is still where it was."""
ZONE = ZoneInfo("Europe/Riga")

Append = Callable[[FenceEntered | FenceLeft | FenceDwelt], object]

_log = logging.getLogger(__name__)


class FenceWatch:
    """The judge. ``append`` journals; ``facts`` is the picture as it is now."""

    def __init__(self, append: Append, facts: Callable[[], Facts]) -> None:
        self._append = append
        self._facts = facts
        self._built: tuple[int, int] | None = None
        self._known: dict[str, tuple[Fence | None, bool]] = {}
        self._fences: dict[str, Fence] = {}
        self._standing: list[Fence] = []
        self._moving: list[Fence] = []
        self._number: dict[str, int] = {}
        self._index = Fences([])
        self._sides: dict[str, dict[str, Side]] = {}
        self._last: dict[str, Sight] = {}
        self._told: set[str] = set()

    # Which fences watch

    def tick(self, now: Now) -> None:
        """Once a second: fences that came, went or changed, whose hour it is; who stays too long; who is off duty."""
        self._refresh(now)
        facts = self._facts()
        keys = set(facts.within)
        self._told &= keys
        for key in keys - self._told:
            self._stays(facts, key, facts.within[key], now)

    def _refresh(self, now: Now) -> None:
        facts = self._facts()
        moment = datetime.fromtimestamp(now.utc, ZONE)
        built = (facts.fenced, moment.hour * 60 + moment.minute)
        if built == self._built:
            return
        self._built = built
        known = self._known
        self._known = {id_: known.get(id_, (None, False)) for id_ in facts.fences}
        for id_, fence in facts.fences.items():  # the same every minute: only a new one is looked at
            if self._known[id_][0] != fence:
                self._known[id_] = fence, _holds(fence)
        active = {id_: fence for id_, (fence, good) in self._known.items() if fence and good}
        active = {id_: fence for id_, fence in active.items() if is_active(fence, built[1])}
        if active == self._fences:
            return
        before, self._fences = self._fences, active
        self._standing = [fence for fence in active.values() if not fence.unit]
        self._moving = [fence for fence in active.values() if fence.unit]
        self._number = {fence.id: number for number, fence in enumerate(self._standing)}
        self._index = Fences([fence.shape() for fence in self._standing])
        for fence in [fence for id_, fence in before.items() if id_ not in active]:
            self._ended(facts, fence, now)
        for fence in [fence for id_, fence in active.items() if before.get(id_) != fence]:
            self._begun(facts, fence, now)

    def _ended(self, facts: Facts, fence: Fence, now: Now) -> None:
        """Nobody is told to be inside what does not watch."""
        for sides in self._sides.values():
            sides.pop(fence.id, None)
        if fence.id in facts.fences:
            for row in [row for row in facts.within.values() if row.fence == fence.id]:
                self._leaves(row, now, "drawn")

    def _begun(self, facts: Facts, fence: Fence, now: Now) -> None:
        """Who is inside from the start did not come in."""
        rows = {row.unit: row for row in facts.within.values() if row.fence == fence.id}
        here = {unit: one for unit, one in self._last.items() if now.utc - one.at < SILENT}
        found = self._inside(fence, list(here.values()))
        for unit in rows.keys() | found:
            side = Side(inside=unit in found if unit in here else True)
            self._sides.setdefault(unit, {})[fence.id] = side
            if side.inside and unit not in rows:
                self._append(FenceEntered(fence=fence.id, unit=unit, why="drawn"))
            elif not side.inside and unit in rows:
                self._leaves(rows[unit], now, "drawn")

    def _inside(self, fence: Fence, sights: list[Sight]) -> set[str]:
        shape = self._shape(fence)
        sights = [one for one in sights if concerns(fence, one.unit, one.agency, one.kind)]
        if shape is None or not sights:
            return set()
        lats, lons = np.array([one.lat for one in sights]), np.array([one.lon for one in sights])
        _, found = Fences([shape]).pairs(lats, lons)
        return {sights[int(n)].unit for n in found}

    def _shape(self, fence: Fence) -> Shape | None:
        """Where it is now; ``None`` for one round a unit of which nobody knows where it is."""
        if not fence.unit:
            return fence.shape()
        center = self._last.get(fence.unit)
        return Shape([[(center.lat, center.lon)]], fence.radius) if center is not None else None

    # Who goes in and out

    def seen(self, sight: Sight, now: Now) -> None:
        """A unit is there."""
        self._refresh(now)
        self._last[sight.unit] = sight
        if not self._fences:
            return
        sides = self._sides.setdefault(sight.unit, {})
        beyond = margin(sight.accuracy, LEAST)
        wanted = {
            *self._index.near(sight.lat, sight.lon, beyond),
            *(self._number[id_] for id_ in sides.keys() & self._number),
        }
        for number in sorted(wanted):
            depth = self._index.depth(number, sight.lat, sight.lon)
            self._judge(self._standing[number], sight, sides, depth, self._index.narrow(number), sight.at, now)
        for fence in self._moving:
            if fence.unit != sight.unit:
                center = self._last.get(fence.unit)
                if center is not None and now.utc - center.at <= STALE:
                    self._round(fence, center, sight, sight.at, now)
            else:
                for other in self._last.values():
                    if other is not sight and now.utc - other.at <= STALE:
                        self._round(fence, sight, other, sight.at, now)

    def _round(self, fence: Fence, center: Sight, sight: Sight, at: float, now: Now) -> None:
        """One of the two moved."""
        sides = self._sides.setdefault(sight.unit, {})
        reach = (fence.radius + 1000.0) / 100_000.0  # more degrees of latitude than that are too far for sure
        if abs(center.lat - sight.lat) > reach and fence.id not in sides:
            return
        depth = Fences([Shape([[(center.lat, center.lon)]], fence.radius)]).depth(0, sight.lat, sight.lon)
        self._judge(fence, sight, sides, depth, fence.radius, at, now)

    def _judge(
        self, fence: Fence, sight: Sight, sides: dict[str, Side], depth: float, narrow: float, at: float, now: Now
    ) -> None:
        if not concerns(fence, sight.unit, sight.agency, sight.kind):
            return
        beyond = margin(sight.accuracy, LEAST)
        side = sides.get(fence.id)
        if side is None:
            if depth < 0:
                return
            row = self._facts().within.get(within_key(fence.id, sight.unit))
            side = sides[fence.id] = Side(inside=row is not None)
        if side.judge(depth, at, beyond, min(beyond, SHARE * narrow)):
            if side.inside:
                self._append(FenceEntered(fence=fence.id, unit=sight.unit, alert="in" in fence.rules))
            else:
                row = self._facts().within.get(within_key(fence.id, sight.unit))
                self._leaves(row or Within(fence.id, sight.unit, now.utc), now, "", "out" in fence.rules)
        if not side.inside and side.since is None and depth < -beyond:
            del sides[fence.id]

    def _leaves(self, row: Within, now: Now, why: str, alert: bool = False) -> None:
        seconds = round(max(0.0, now.utc - row.since), 1)
        self._append(FenceLeft(fence=row.fence, unit=row.unit, seconds=seconds, why=why, alert=alert))

    # Who stays

    def _stays(self, facts: Facts, key: str, row: Within, now: Now) -> None:
        unit, fence = facts.units.get(row.unit), self._fences.get(row.fence)
        if unit is None or is_hidden(facts, unit):
            self._told.add(key)
            self._sides.get(row.unit, {}).pop(row.fence, None)
            self._last.pop(row.unit, None)
            self._leaves(row, now, "gone" if unit is None else "off-duty")
            return
        if fence is None or row.dwelt or "dwell" not in fence.rules or now.utc - row.since < fence.dwell:
            return
        last = self._last.get(row.unit)
        if last is not None and now.utc - last.at < SILENT:
            self._told.add(key)
            seconds = round(now.utc - row.since, 1)
            self._append(FenceDwelt(fence=row.fence, unit=row.unit, seconds=seconds))


def _holds(fence: Fence) -> bool:
    """A shape that cannot be (from another program, or a later version of this one) watches nothing."""
    shape = Shape([[(0.0, 0.0)]], fence.radius) if fence.unit else fence.shape()
    try:
        check(shape)
    except ShapeError as error:
        _log.warning("fence %s: %s", fence.id, error.code)
        return False
    return True
