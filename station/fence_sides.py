"""On which side of each fence each radio is, and what is told of its unit when that changes.

Each radio of a unit has sides of its own, for one may be left behind. The unit is inside when the first of them is, and
out when the last is of those that are not silent.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from gps.sides import Side, margin
from radio.codec import Now
from station.fence_places import Places
from station.sights import SILENT, Sight
from units.duty import is_hidden
from units.fences import Fence, FenceDwelt, FenceEntered, FenceLeft, Within, concerns, within_key
from units.state import Facts

LEAST = 20.0
"""m on either side of a fence within which a fix says nothing …"""
SHARE = 0.4
"""… but never more of its inside than this: a small one can be entered, too."""

Append = Callable[[FenceEntered | FenceLeft | FenceDwelt], object]


class _Out(NamedTuple):
    """A radio went out, and it is not told yet, for another holds the unit inside, or may."""

    fence: str
    unit: str
    alert: bool
    late: float


class FenceSides:
    """``append`` journals; ``facts`` is the picture as it is now, a little behind what was told; where everybody is,
    ``places`` knows."""

    def __init__(self, append: Append, facts: Callable[[], Facts], places: Places) -> None:
        self._append = append
        self._facts = facts
        self._places = places
        self._past: dict[str, dict[str, float]] = {}
        self._out: dict[str, _Out] = {}
        self._of: dict[str, dict[str, Side]] = {}
        self._round: dict[str, set[str]] = {}
        self._told: dict[str, bool] = {}
        self._over: dict[str, float] = {}

    def of(self, radio: str) -> dict[str, Side]:
        """The sides of a radio, by the ids of fences; of those it is far outside of there are none."""
        found = self._of.get(radio)
        if found is None:
            found = self._of[radio] = {}
        return found

    def around(self, fence: Fence) -> set[str]:
        """The radios that have a side of a fence which moves."""
        return self._round.get(fence.id, set())

    def put(self, radio: str, fence: Fence, inside: bool) -> Side:
        """It is there without having gone."""
        side = self.of(radio)[fence.id] = Side(inside=inside)
        if fence.unit:
            self._round.setdefault(fence.id, set()).add(radio)
        return side

    def drop(self, fences: list[Fence]) -> None:
        """They do not watch."""
        ids = {fence.id for fence in fences}
        for id_ in ids:
            self._round.pop(id_, None)
        for sides in self._of.values():
            for id_ in ids & sides.keys():
                del sides[id_]
        for past in self._past.values():
            for id_ in ids & past.keys():
                del past[id_]

    def forget(self, radios: list[str]) -> None:
        """Nobody knows where these are."""
        for radio in radios:
            self._of.pop(radio, None)

    # What another station left

    def left(self, fence: str, unit: str) -> None:
        """By the picture the unit is inside, and nobody knows which of its radios."""
        self._past.setdefault(unit, {})[fence] = math.inf

    def past(self, unit: str) -> list[str]:
        """The fences of which nobody knows that."""
        return list(self._past.get(unit, ()))

    def takes_over(self, fence: Fence, sight: Sight, inside: bool, now: Now) -> None:
        """One of its radios is heard of for the first time: this may be the one, and it is if it is inside."""
        past = self._past.get(sight.unit, {})
        if not self.is_in(fence.id, sight.unit):
            past.pop(fence.id, None)
            return
        past[fence.id] = min(past[fence.id], now.utc)
        if inside:
            del past[fence.id]
            self._out.pop(within_key(fence.id, sight.unit), None)
            for other in self._places.radios(sight.unit):
                self.of(other).pop(fence.id, None)
        self.put(sight.radio, fence, True)

    def _unheard(self, fence: str, unit: str, now: Now) -> bool:
        """Whether a radio that was not heard of yet may be the one inside."""
        since, known = self._past.get(unit, {}).get(fence), self._facts().units.get(unit)
        if since is None or known is None or now.utc - since >= SILENT:
            return False
        return not set(known.radios) <= set(self._places.radios(unit))

    # Who goes in and out

    def _live(self, fence: str, unit: str, now: Now) -> list[Side]:
        """The sides of its radios that are not silent."""
        found = [self._of.get(one.radio, {}).get(fence) for one in self._places.live(unit, now.utc)]
        return [side for side in found if side is not None]

    def stays(self, row: Within, now: Now) -> bool:
        """Whether a radio of the unit is inside and was when it was last heard of."""
        if self._over.get(within_key(row.fence, row.unit)) == row.since:
            return False  # it came in anew, which the picture has not taken in yet
        return any(side.inside and side.since is None for side in self._live(row.fence, row.unit, now))

    def judge(self, fence: Fence, sight: Sight, depth: float, narrow: float, at: float, late: float, now: Now) -> None:
        """A radio is seen ``depth`` m inside a fence which is about ``narrow`` m deep; ``at`` the moment one of the two
        moved, by positions as ``late`` as that."""
        if not concerns(fence, sight.unit, sight.agency, sight.kind):
            return
        beyond = margin(sight.accuracy, LEAST)
        sides = self.of(sight.radio)
        side = sides.get(fence.id) or self.put(sight.radio, fence, False)
        if side.judge(depth, at, beyond, min(beyond, SHARE * narrow)):
            self._turned(fence, sight, bool(side.inside), late, now)
        if not side.inside and side.since is None and depth < -beyond:
            del sides[fence.id]
            self.around(fence).discard(sight.radio)

    def _turned(self, fence: Fence, sight: Sight, inside: bool, late: float, now: Now) -> None:
        key = within_key(fence.id, sight.unit)
        self._out.pop(key, None)
        was = self.is_in(fence.id, sight.unit)
        if self._is_hidden(sight.unit):
            return
        if inside and (not was or self._is_forsaken(fence.id, sight.unit, now)):
            self.enters(fence.id, sight.unit, "", "in" in fence.rules, late)
        elif was and not inside:
            self._out[key] = _Out(fence.id, sight.unit, "out" in fence.rules, late)
            self._goes(key, now)

    def _is_forsaken(self, fence: str, unit: str, now: Now) -> bool:
        """Whether all that held the unit inside, as it is told, is silent: one that comes in comes in anew."""
        row = self._facts().within.get(within_key(fence, unit))
        if row is None or self._unheard(fence, unit, now):
            return False
        if sum(bool(side.inside) for side in self._live(fence, unit, now)) > 1:
            return False
        self._over[within_key(fence, unit)] = row.since
        self.leaves(row, now, "")
        return True

    def _is_hidden(self, unit: str) -> bool:
        facts = self._facts()
        known = facts.units.get(unit)
        return known is not None and is_hidden(facts, known)

    def _goes(self, key: str, now: Now) -> None:
        """Told, unless another radio holds the unit inside, or nobody knows where any of them is."""
        out = self._out[key]
        if not self.is_in(out.fence, out.unit):
            del self._out[key]
            return
        if not self._places.live(out.unit, now.utc) or self._unheard(out.fence, out.unit, now):
            return
        if any(side.inside for side in self._live(out.fence, out.unit, now)):
            return
        del self._out[key]
        live = {one.radio for one in self._places.live(out.unit, now.utc)}
        for radio in set(self._places.radios(out.unit)) - live:
            self.of(radio).pop(out.fence, None)  # if it is inside still, that is told when it is heard of
        row = self._facts().within.get(key) or Within(out.fence, out.unit, now.utc)
        self.leaves(row, now, "", out.alert, out.late)

    def is_in(self, fence: str, unit: str) -> bool:
        """By what was told, be it in the picture yet or not."""
        key = within_key(fence, unit)
        told = self._told.get(key)
        return key in self._facts().within if told is None else told

    def settle(self, within: set[str], now: Now) -> None:
        """The picture has these rows: what it has taken in needs not be remembered. Who held a unit inside may be
        silent by now."""
        self._told = {key: told for key, told in self._told.items() if (key in within) != told}
        self._over = {key: since for key, since in self._over.items() if key in within}
        for key in list(self._out):
            self._goes(key, now)

    def enters(self, fence: str, unit: str, why: str, alert: bool = False, late: float = 0.0) -> None:
        """Told."""
        self._told[within_key(fence, unit)] = True
        self._append(FenceEntered(fence=fence, unit=unit, why=why, alert=alert, late=late))

    def leaves(self, row: Within, now: Now, why: str, alert: bool = False, late: float = 0.0) -> None:
        """Told, and how long it was inside."""
        self._told[within_key(row.fence, row.unit)] = False
        seconds = round(max(0.0, now.utc - row.since), 1)
        self._append(FenceLeft(fence=row.fence, unit=row.unit, seconds=seconds, why=why, alert=alert, late=late))
