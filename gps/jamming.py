"""Whether several receivers fail together: that is not their fault but somebody's transmitter's.

A receiver fails when it had a fix lately and now has none, or one that cannot be. Three that begin to fail within three
minutes, and a quarter of all that are heard, are too many for chance; that they all walked into one building is not.
It is over when most of them have fixes again. Told the time; knows no radios, only who they are.
"""

from __future__ import annotations

import msgspec

from gps.distance import distance

TOGETHER = 3
WINDOW = 180.0
"""s within which failures count as one."""
SHARE = 0.25
"""Of those heard lately, so many must fail."""
LATELY = 600.0
"""s after which somebody who is silent counts no more, and a fix says nothing of the receiver any more."""
BUILDING = 300.0
"""m within which those who lost their fixes without a jump may have gone indoors together."""
RECOVERED = 1 / 3
"""Of those who failed, at most so many may fail still when it is called over."""
MOST = 20_000


class Receiver(msgspec.Struct):
    """One unit's receiver: ``heard`` last, ``good`` when it last had a fix (there), ``failing`` since when, or 0."""

    heard: float
    good: float = float("-inf")
    lat: float = 0.0
    lon: float = 0.0
    failing: float = 0.0
    jumped: bool = False


class Failing(msgspec.Struct, frozen=True):
    """It began (``on``) or is over; ``units`` are those whose receivers failed together."""

    on: bool
    units: list[str]


class Jamming:
    """Watches everybody's receivers. ``active`` while they fail together."""

    def __init__(self) -> None:
        self._receivers: dict[str, Receiver] = {}
        self._units: list[str] = []
        self._since = 0.0
        self.active = False

    def resume(self, units: list[str], at: float) -> None:
        """An earlier station had found that receivers fail together; those of ``units`` still do."""
        self.active, self._units, self._since = True, list(units), at
        for unit in units:
            self._receivers[unit] = Receiver(heard=at, good=at, failing=at, jumped=True)

    def good(self, unit: str, lat: float, lon: float, at: float) -> None:
        """A fix that is believed."""
        receiver = self._of(unit, at)
        receiver.heard = receiver.good = at
        receiver.lat, receiver.lon, receiver.failing, receiver.jumped = lat, lon, 0.0, False

    def bad(self, unit: str, at: float, jumped: bool) -> None:
        """No fix, or one that is not believed (``jumped``). Of a receiver that never had one it says nothing."""
        receiver = self._of(unit, at)
        receiver.heard = at
        if not receiver.failing and at - receiver.good <= LATELY:
            receiver.failing = at
        receiver.jumped |= jumped and bool(receiver.failing)

    def look(self, at: float) -> Failing | None:
        """What changed, to be said once."""
        lately = {unit: one for unit, one in self._receivers.items() if at - one.heard <= LATELY}
        if self.active:
            still = [unit for unit in self._units if unit in lately and lately[unit].failing]
            if len(still) > len(self._units) * RECOVERED:
                return None
            others = self._together(lately, self._since)
            if others:  # it moved on: those it began with are well, those it came to since are not
                self._units = others
                return None
            over, self._units, self.active = self._units, [], False
            return Failing(on=False, units=over)
        failing = self._together(lately, at - WINDOW)
        if not failing:
            return None
        self._units, self._since, self.active = failing, at - WINDOW, True
        return Failing(on=True, units=list(failing))

    def _together(self, lately: dict[str, Receiver], since: float) -> list[str]:
        """Those who began to fail within one window after ``since``, if they are too many for chance."""
        begun = sorted((one.failing, unit) for unit, one in lately.items() if one.failing and one.failing >= since)
        for first, _ in begun:
            group = sorted(unit for began, unit in begun if first <= began <= first + WINDOW)
            if len(group) >= max(TOGETHER, SHARE * len(lately)) and not self._indoors(group):
                return group
        return []

    def _indoors(self, units: list[str]) -> bool:
        """Nobody jumped, and all were at one place when they lost their fixes."""
        places = [self._receivers[unit] for unit in units]
        first = places[0]
        return not any(one.jumped for one in places) and all(
            distance(first.lat, first.lon, one.lat, one.lon) <= BUILDING for one in places[1:]
        )

    def _of(self, unit: str, at: float) -> Receiver:
        if unit not in self._receivers:
            if len(self._receivers) >= MOST:
                self._receivers = {one: seen for one, seen in self._receivers.items() if at - seen.heard <= LATELY}
            self._receivers[unit] = Receiver(heard=at)
        return self._receivers[unit]
