"""On which side of each fence each radio is, and what is told of its unit when that changes.

Each radio of a unit has sides of its own, for one may be left behind. What one of them does last is told of the unit,
unless another of them did it before.
"""

from __future__ import annotations

from collections.abc import Callable

from gps.sides import Side, margin
from radio.codec import Now
from station.sights import Sight
from units.fences import Fence, FenceDwelt, FenceEntered, FenceLeft, Within, concerns, within_key
from units.state import Facts

LEAST = 20.0
"""m on either side of a fence within which a fix says nothing …"""
SHARE = 0.4
"""… but never more of its inside than this: a small one can be entered, too."""

Append = Callable[[FenceEntered | FenceLeft | FenceDwelt], object]


class FenceSides:
    """``append`` journals; ``facts`` is the picture as it is now, a little behind what was told."""

    def __init__(self, append: Append, facts: Callable[[], Facts]) -> None:
        self._append = append
        self._facts = facts
        self._of: dict[str, dict[str, Side]] = {}
        self._round: dict[str, set[str]] = {}
        self._told: dict[str, bool] = {}

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

    def drop(self, fence: Fence) -> None:
        """The fence does not watch."""
        self._round.pop(fence.id, None)
        for sides in self._of.values():
            sides.pop(fence.id, None)

    def forget(self, radios: list[str]) -> None:
        """Nobody knows where these are."""
        for radio in radios:
            self._of.pop(radio, None)

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
        if self.is_in(fence.id, sight.unit) == inside:
            return
        if inside:
            self.enters(fence.id, sight.unit, "", "in" in fence.rules, late)
            return
        row = self._facts().within.get(within_key(fence.id, sight.unit))
        self.leaves(row or Within(fence.id, sight.unit, now.utc), now, "", "out" in fence.rules, late)

    def is_in(self, fence: str, unit: str) -> bool:
        """By what was told, be it in the picture yet or not."""
        key = within_key(fence, unit)
        told = self._told.get(key)
        return key in self._facts().within if told is None else told

    def settle(self, within: set[str]) -> None:
        """The picture has these rows: what it has taken in needs not be remembered."""
        self._told = {key: told for key, told in self._told.items() if (key in within) != told}

    def enters(self, fence: str, unit: str, why: str, alert: bool = False, late: float = 0.0) -> None:
        """Told."""
        self._told[within_key(fence, unit)] = True
        self._append(FenceEntered(fence=fence, unit=unit, why=why, alert=alert, late=late))

    def leaves(self, row: Within, now: Now, why: str, alert: bool = False, late: float = 0.0) -> None:
        """Told, and how long it was inside."""
        self._told[within_key(row.fence, row.unit)] = False
        seconds = round(max(0.0, now.utc - row.since), 1)
        self._append(FenceLeft(fence=row.fence, unit=row.unit, seconds=seconds, why=why, alert=alert, late=late))
