"""Fences watched over the made-up border, and a unit with two radios that goes in and out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from radio.events import Located
from station.fences import FenceWatch
from station.sights import Sights
from tests.station.ground_room import CAR, Ground
from units.actions import UnitNamed
from units.fences import FenceEntered

IN = FenceEntered(fence="f1", unit="car", alert=True)
PORTABLE = "tetra@247-9:7"


class Watch:
    """A fence of 1 km round a place on the border, unless a test draws another."""

    def __init__(self, ground: Ground | None = None, draw: bool = True, **fields: Any) -> None:
        self.ground = ground or Ground()
        self.fences = FenceWatch(self.ground.append, self.ground.facts)
        self.sights = Sights(self.ground.facts, [self.fences.seen])
        if draw:
            self.ground.draw(**fields)
        self.fences.tick(self.ground.now)

    def go(self, *metres: float, **fields: Any) -> list[Any]:
        """The findings of a way."""
        return self.take(self.ground.fix(at, **fields) for at in metres)

    def take(self, events: Iterable[Located]) -> list[Any]:
        """The findings of what came, judged and then on record."""
        before = len(self.ground.told)
        for event in events:
            self.sights.seen(event, self.ground.now)
            self.ground.put(event)
            self.fences.tick(self.ground.now)
        return self.ground.told[before:]

    def wait(self, seconds: float) -> list[Any]:
        before = len(self.ground.told)
        self.ground.at += seconds
        self.fences.tick(self.ground.now)
        return self.ground.told[before:]


def two_radios(**fields: Any) -> Watch:
    ground = Ground()
    car = UnitNamed(seat="1", operator="12", unit="car", callsign="car", agency="vp", radios=[CAR, PORTABLE])
    ground.put(car, "ab12/console/1")
    return Watch(ground, **fields)
