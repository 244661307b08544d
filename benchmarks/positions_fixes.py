"""A thousand units on the move for the positions benchmark, as their radios' codecs would report them.

Two in five are parked. The error of a receiver wanders (2.5 m, a minute long) instead of jumping, speed and course are
noisy, and a report arrives a quarter of a second after the GPS second it tells of plus what its network makes of it,
to the microsecond. Four sorts of radio, each rounding as it does on the air: NMEA modems of 4 and of 5 decimals of a
minute, TETRA LIP, DMR LRRP.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from gps.sentence import KNOT
from radio.events import Located
from radio.protocols import lip

BEGIN = 1_790_000_000
SORTS = ("nmea4", "nmea5", "lip", "lrrp")
LEAD = 0.25  # s from the GPS second to the report
QUEUE = 0.03  # s a report waits on the air, on average
ERROR = 2.5  # m a receiver is off
WANDER = 60.0  # s that its error takes to become another
PARKED = 0.4
_METRES = 111_320.0  # a degree of latitude
_VELOCITIES = np.array([lip.velocity(code) for code in range(127)], float)
Row = tuple[int, Located]


def fixes(units: int, seconds: int, every: float = 1.0, sorts: tuple[str, ...] = SORTS) -> Iterator[Row]:
    """(µs of receipt, the event), in order of receipt; a report each ``every`` s of each of ``units``."""
    chance = np.random.default_rng(7)
    count = int(seconds / every)
    whole: list[tuple[Any, ...]] = []
    for number in range(units):
        sort = sorts[number % len(sorts)]
        whole += _reports(number, sort, count, every, chance)
    whole.sort(key=lambda row: row[0])
    for wall, radio, gateway, *rest in whole:
        yield wall, _located(radio, gateway, *rest)


def _reports(number: int, sort: str, count: int, every: float, chance: np.random.Generator) -> list[tuple[Any, ...]]:
    east, north, speed, course = _way(count, every, chance)
    lat = 56.95 + chance.normal(0, 0.1) + north / _METRES
    lon = 24.1 + chance.normal(0, 0.2) + east / (_METRES * 0.545)
    seconds = BEGIN + int(chance.integers(0, max(1, int(every)))) + np.round(np.arange(count) * every).astype(np.int64)
    slot = chance.random()  # a channel is shared out in time
    wall = (seconds + LEAD + slot) * 1e6 + chance.exponential(QUEUE * 1e6, count)
    said = _said(sort, lat, lon, speed, course)
    network = {"nmea4": "nmea@kraslava", "nmea5": "nmea@kraslava", "lip": "tetra@247-9", "lrrp": "dmr@kraslava"}[sort]
    radio, tells = f"{network}:{2_201_000 + number}", sort.startswith("nmea")
    told = seconds.tolist() if tells else [None] * count
    columns = zip(wall.astype(np.int64).tolist(), told, *said, strict=True)
    return [(wall, radio, sort, *rest) for wall, *rest in columns]


def _way(count: int, every: float, chance: np.random.Generator) -> tuple[np.ndarray, ...]:
    """East and north (m), speed (m/s) and course (degrees) as a receiver sees them."""
    parked = chance.random() < PARKED
    cruise = 0.0 if parked else chance.uniform(3, 25)
    speed = np.abs(cruise + _wander(count, cruise / 3, 30.0, every, chance)) if cruise else np.zeros(count)
    course = (chance.uniform(0, 360) + np.cumsum(_wander(count, 2.0, 10.0, every, chance))) % 360
    steps = speed * every
    east = np.cumsum(steps * np.sin(np.radians(course))) + _wander(count, ERROR, WANDER, every, chance)
    north = np.cumsum(steps * np.cos(np.radians(course))) + _wander(count, ERROR, WANDER, every, chance)
    speed = np.abs(speed + chance.normal(0, 0.05, count))
    course = (course + chance.normal(0, 0.5, count)) % 360 if cruise else np.full(count, course[0])
    return east, north, speed, course


def _wander(count: int, size: float, long: float, every: float, chance: np.random.Generator) -> np.ndarray:
    """Noise of ``size`` that becomes another within ``long`` s."""
    keep = float(np.exp(-every / long))
    steps = chance.normal(0, size * (1 - keep * keep) ** 0.5, count)
    found = np.empty(count)
    at = chance.normal(0, size)
    for index, step in enumerate(steps.tolist()):
        found[index] = at = at * keep + step
    return found


def _said(sort: str, lat: np.ndarray, lon: np.ndarray, speed: np.ndarray, course: np.ndarray) -> list[list[Any]]:
    """lat, lon, speed, course, altitude, accuracy, age, reason as the radio's codec gives them."""
    count = len(lat)
    none: list[Any] = [None] * count
    if sort == "lip":
        code = np.abs(_VELOCITIES[:, None] - speed[None, :]).argmin(axis=0)
        places = [np.rint(lat * 2**24 / 180) * 180 / 2**24, np.rint(lon * 2**25 / 360) * 360 / 2**25]
        motion = [_VELOCITIES[code], np.rint(course / 22.5) % 16 * 22.5]
        return [
            *(each.tolist() for each in (*places, *motion)),
            none,
            [20.0] * count,
            [5.0] * count,
            ["periodic"] * count,
        ]
    if sort == "lrrp":
        places = [np.rint(lat * 2**32 / 180) * 180 / 2**32, np.rint(lon * 2**32 / 360) * 360 / 2**32]
        motion = [np.rint(speed * 100) / 100, np.rint(course / 2) % 180 * 2.0]
        return [*(each.tolist() for each in (*places, *motion)), none, none, none, none]
    decimals = int(sort[-1])
    motion = [np.rint(speed / KNOT * 100) / 100 * KNOT, np.rint(course * 100) % 36000 / 100]
    return [
        _minutes(lat, decimals),
        _minutes(lon, decimals),
        *(each.tolist() for each in motion),
        none,
        none,
        none,
        none,
    ]


def _minutes(angle: np.ndarray, decimals: int) -> list[float]:
    """As gps.sentence.degrees reads ddmm.mmmm."""
    scale = 10**decimals
    whole, minutes = np.divmod(np.rint(angle * 60 * scale).astype(np.int64), 60 * scale)
    found: list[float] = (whole + minutes / scale / 60).tolist()
    return found


def _located(
    radio: str, gateway: str, told: int | None, lat: float, lon: float, speed: float, course: float,
    altitude: float | None, accuracy: float | None, age: float | None, reason: str | None,
) -> Located:  # fmt: skip
    return Located(
        gateway=gateway,
        radio=radio,
        radio_time=None if told is None else datetime.fromtimestamp(0, UTC) + timedelta(seconds=told),
        lat=lat,
        lon=lon,
        speed=speed,
        course=course,
        altitude=altitude,
        accuracy=accuracy,
        age=age,
        reason=reason,
    )
