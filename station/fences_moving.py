"""Fences that move with a unit: who comes too near to it, or it to whom. Its radios are each a centre."""

from __future__ import annotations

from gps.distance import distance
from gps.fences import bounds
from gps.shape import Shape
from radio.codec import Now
from station.fence_places import Places
from station.fence_sides import FenceSides
from station.sights import UNTOLD, Sight
from units.fences import Fence

Box = tuple[float, float, float, float]
"""South, west, north, east, degrees."""


class Moving:
    """The fences among ``fences`` that move; where everybody is, ``places`` knows."""

    def __init__(self, fences: list[Fence], places: Places, sides: FenceSides) -> None:
        self._fences, self._places, self._sides = fences, places, sides
        self._boxes: dict[str, Box] = {}
        for fence in fences:
            self._reach(fence)

    def seen(self, sight: Sight, now: Now) -> None:
        """Somebody moved."""
        known = self._sides.of(sight.radio)
        for fence in self._fences:
            if fence.unit == sight.unit:
                self._moved(fence, sight, now)
            elif fence.id in known or _has(self._boxes.get(fence.id), sight):
                self._passes(fence, sight, now)

    def inside(self, fence: Fence, now: Now) -> list[Sight]:
        """Whose radios were inside, whatever the margin."""
        near = [self._places.near(one.lat, one.lon, fence.radius) for one in self._centers(fence, now)]
        return list({sight.radio: sight for found in near for sight, _ in found}.values())

    def _centers(self, fence: Fence, now: Now) -> list[Sight]:
        """Where its unit is; nowhere if nobody knows."""
        return [one for one in self._places.of(fence.unit) if one.holds(now.utc)]

    def _reach(self, fence: Fence) -> None:
        """The box it lies in, by the last of its unit."""
        parts = [bounds(Shape([[(one.lat, one.lon)]], fence.radius)) for one in self._places.of(fence.unit)]
        if parts:
            souths, wests, norths, easts = zip(*parts, strict=True)
            self._boxes[fence.id] = min(souths), min(wests), max(norths), max(easts)

    def _passes(self, fence: Fence, sight: Sight, now: Now) -> None:
        """Another than its unit moved, and may be inside."""
        centers = self._centers(fence, now)
        if not centers:
            return
        away, center = _nearest(centers, sight)
        if away <= fence.radius or fence.id in self._sides.of(sight.radio):
            late = _later(center, sight)
            self._sides.judge(fence, sight, fence.radius - away, fence.radius, sight.at, late, now)

    def _moved(self, fence: Fence, center: Sight, now: Now) -> None:
        """Its unit moved: who is near now, and who was."""
        self._reach(fence)
        others = [one for one in self._centers(fence, now) if one.radio != center.radio]
        near = {one.radio: (one, away) for one, away in self._places.near(center.lat, center.lon, fence.radius)}
        for radio in self._sides.around(fence) - near.keys():
            was = self._places.at(radio)
            if was is not None:
                near[radio] = was, distance(center.lat, center.lon, was.lat, was.lon)
        for radio, (one, away) in near.items():
            if one.unit == fence.unit or not one.holds(now.utc):
                continue
            side = self._sides.of(radio).get(fence.id)
            if side is not None and side.inside and side.since is None and away <= fence.radius:
                continue  # inside, as known
            away = min(away, _nearest(others, one)[0]) if others else away
            if side is not None or away <= fence.radius:
                late = _later(center, one)
                self._sides.judge(fence, one, fence.radius - away, fence.radius, center.at, late, now)


def _has(box: Box | None, sight: Sight) -> bool:
    return box is not None and box[0] <= sight.lat <= box[2] and box[1] <= sight.lon <= box[3]


def _nearest(centers: list[Sight], sight: Sight) -> tuple[float, Sight]:
    """m to the nearest of ``centers``, and which that is."""
    found = [distance(one.lat, one.lon, sight.lat, sight.lon) for one in centers]
    nearest = found.index(min(found))
    return found[nearest], centers[nearest]


def _later(one: Sight, other: Sight) -> float:
    """How old the older of two positions may be."""
    return UNTOLD if UNTOLD in (one.late, other.late) else max(one.late, other.late)
