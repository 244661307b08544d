"""Roads as figures, and how a unit drives along one: believable speeds, stops, turning back. Told the time, seeded."""

from __future__ import annotations

import json
import math
import random
from importlib import resources
from itertools import pairwise

import msgspec

from station.simulate.cast import Beat

METRES_A_DEGREE = 111_195.0
ACCELERATION = 1.6
"""m/s²: a car that is not in a hurry; braking likewise."""


class Place(msgspec.Struct, frozen=True):
    """Where a unit is: degrees, m/s, degrees true."""

    lat: float
    lon: float
    speed: float
    course: float


class Road:
    """A line of (lon, lat) pairs with its length in m; flat enough at this size for plain trigonometry."""

    def __init__(self, line: list[tuple[float, float]]) -> None:
        self._line = line
        self._along = [0.0]
        for start, end in pairwise(line):
            self._along.append(self._along[-1] + math.hypot(*_offset(start, end)))

    @property
    def length(self) -> float:
        """Metres from end to end."""
        return self._along[-1]

    def at(self, along: float) -> tuple[float, float, float]:
        """(lat, lon, course towards its end) at ``along`` m from its start."""
        along = min(max(along, 0.0), self.length)
        n = next((k for k in range(1, len(self._along) - 1) if self._along[k] > along), len(self._along) - 1)
        start, end = self._line[n - 1], self._line[n]
        share = (along - self._along[n - 1]) / max(self._along[n] - self._along[n - 1], 1e-9)
        east, north = _offset(start, end)
        lon = start[0] + (end[0] - start[0]) * share
        lat = start[1] + (end[1] - start[1]) * share
        return lat, lon, math.degrees(math.atan2(east, north)) % 360.0

    def bend(self, along: float, ahead: float) -> float:
        """How much, in degrees, the road turns within the next ``ahead`` m (negative: looking back)."""
        here, there = self.at(along)[2], self.at(along + ahead)[2]
        return abs((there - here + 180.0) % 360.0 - 180.0)


def _offset(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    """Metres east and north from one (lon, lat) to the other."""
    narrow = math.cos(math.radians((start[1] + end[1]) / 2))
    return (end[0] - start[0]) * METRES_A_DEGREE * narrow, (end[1] - start[1]) * METRES_A_DEGREE


def roads() -> dict[str, Road]:
    """The roads that ship (© OpenStreetMap contributors, ODbL), by name."""
    text = (resources.files("resources") / "demo" / "routes.json").read_text("utf-8")
    lines: dict[str, list[list[float]]] = json.loads(text)["routes"]
    return {name: Road([(lon, lat) for lon, lat in line]) for name, line in lines.items()}


class Order(msgspec.Struct, frozen=True):
    """Between two moments: drive fast to ``along`` m and stay there; ``None``: stop where you are."""

    start: float
    end: float
    along: float | None = None


class Drive:
    """One unit on its beat, moved on in steps of a second. One seed gives one drive, however often it is asked."""

    def __init__(self, seed: str, road: Road, beat: Beat) -> None:
        self._dice = random.Random(seed)
        self._road = road
        self._low, self._high = beat.start * 1000.0, min(beat.end * 1000.0, road.length)
        self._pace = beat.pace
        self.along = self._dice.uniform(self._low, self._high)
        self.towards = self._dice.choice((1, -1))
        self._speed = beat.pace * self._dice.uniform(0.6, 1.0)
        self._rest = 0.0
        self._time = 0.0
        self.orders: list[Order] = []

    def at(self, time: float) -> Place:
        """Where it is at ``time`` s of the story, which never goes back."""
        while self._time + 1.0 <= time:
            self._step()
            self._time += 1.0
        lat, lon, course = self._road.at(self.along + self.towards * self._speed * (time - self._time))
        return Place(lat, lon, self._speed, course if self.towards > 0 else (course + 180.0) % 360.0)

    @property
    def resting(self) -> bool:
        """It stands."""
        return self._speed < 0.5

    def _step(self) -> None:
        wanted = self._wanted()
        change = min(max(wanted - self._speed, -2 * ACCELERATION), ACCELERATION)
        self._speed = max(0.0, self._speed + change)
        self.along += self.towards * self._speed
        if not self._low <= self.along <= self._high:
            self.along = min(max(self.along, self._low), self._high)
            self.towards = -self.towards
            self._speed = 0.0
            self._rest = self._dice.uniform(15.0, 70.0)

    def _wanted(self) -> float:
        """The speed it would like now, m/s."""
        order = next((order for order in self.orders if order.start <= self._time < order.end), None)
        if order is not None:
            return self._ordered(order)
        if self._rest > 0.0:
            self._rest -= 1.0
            return 0.0
        if self.resting and self._dice.random() < 0.25:
            self.towards = -self.towards
        if self._dice.random() < 1 / 450:
            self._rest = self._dice.uniform(30.0, 180.0)
        bend = self._road.bend(self.along, self.towards * max(60.0, 4 * self._speed))
        slower = 0.45 if bend > 50.0 else 0.7 if bend > 20.0 else 1.0
        return self._pace * slower * self._dice.uniform(0.92, 1.06)

    def _ordered(self, order: Order) -> float:
        if order.along is None:
            return 0.0
        left = order.along - self.along
        if abs(left) < 15.0:
            return 0.0
        if left * self.towards < 0.0:
            if not self.resting:
                return 0.0
            self.towards = -self.towards
        return min(1.6 * self._pace, math.sqrt(2 * ACCELERATION * max(abs(left) - 10.0, 0.5)))
