"""Stops: where a track stood still, from when to when. Noise of a standing receiver is one stop, not many.

A stop is at least :data:`LONG` seconds within :data:`ROUND` metres of its own middle (more only for fixes that say of
themselves that they are worse). Fixes outside do not end it while they come back within :data:`LEFT` seconds: that is
how a receiver between houses wanders. Nothing is known between two fixes: :attr:`Stop.silent` says how long that was.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator

import msgspec
import numpy as np
import numpy.typing as npt

LONG = 180.0
"""s that a unit must stay to have stopped."""
ROUND = 50.0
"""m round the middle of a stop within which its fixes lie."""
MOST_ROUND = 100.0
"""m: however bad its accuracy, a fix beyond this was not there."""
LEFT = 120.0
"""s outside after which it had left."""
OUTSIDE = 3
"""Fixes outside, one after the other, that end what was no stop yet."""
_METRES = 111_320.0

Numbers = npt.NDArray[np.float64]


class Stop(msgspec.Struct, frozen=True, kw_only=True):
    """It stood at ``lat``, ``lon`` (degrees WGS 84, the middle of ``fixes`` positions) from ``since`` to ``until``.

    s since 1970 UTC. ``silent``: the longest time (s) between two of its fixes.
    """

    since: float
    until: float
    lat: float
    lon: float
    fixes: int
    silent: float

    @property
    def seconds(self) -> float:
        """How long, from its first fix to its last."""
        return self.until - self.since


class _Fix(msgspec.Struct, frozen=True):
    time: float
    lat: float
    lon: float
    reach: float


class _Standing:
    """Fixes that lie together, with their running middle."""

    def __init__(self) -> None:
        self.fixes: deque[_Fix] = deque()
        self._lat = self._lon = 0.0

    def add(self, fix: _Fix) -> None:
        self.fixes.append(fix)
        self._lat += fix.lat
        self._lon += fix.lon

    def drop(self) -> None:
        """The oldest goes."""
        fix = self.fixes.popleft()
        self._lat -= fix.lat
        self._lon -= fix.lon

    def clear(self) -> None:
        self.fixes.clear()
        self._lat = self._lon = 0.0

    def holds(self, fix: _Fix) -> bool:
        count = len(self.fixes)
        return _apart(self._lat / count, self._lon / count, fix.lat, fix.lon) <= fix.reach

    @property
    def is_stop(self) -> bool:
        return bool(self.fixes) and self.fixes[-1].time - self.fixes[0].time >= LONG


def stops(time: Numbers, lat: Numbers, lon: Numbers, accuracy: Numbers | None = None) -> list[Stop]:
    """The stops of one track; ``time`` in s since 1970 UTC, degrees, ``accuracy`` in m (NaN: unknown).

    Give it believed positions only. Fixes may come in any order; what is no number is left out.
    """
    found: list[Stop] = []
    for stop in _found(_fixes(time, lat, lon, accuracy)):
        last = found[-1] if found else None
        if last is not None and _same(last, stop):
            found[-1] = _one(last, stop)
        else:
            found.append(stop)
    return found


def _found(fixes: list[_Fix]) -> Iterator[Stop]:
    standing, away = _Standing(), list[_Fix]()
    ahead = deque(fixes)
    while ahead:
        fix = ahead.popleft()
        if not standing.fixes:
            standing.add(fix)
            continue
        inside, since = standing.holds(fix), fix.time - standing.fixes[-1].time
        if inside and not (away and since > LEFT):
            away.clear()
            standing.add(fix)
            continue
        away.append(fix)
        if since <= LEFT and (standing.is_stop or len(away) < OUTSIDE):
            continue
        if standing.is_stop:
            yield _stop(standing)
            standing.clear()
        else:
            while standing.fixes and not standing.holds(away[0]):
                standing.drop()
        if standing.fixes:
            standing.add(away.pop(0))  # or it would be away again, for ever
        ahead.extendleft(reversed(away))
        away.clear()
    if standing.is_stop:
        yield _stop(standing)


def _fixes(time: Numbers, lat: Numbers, lon: Numbers, accuracy: Numbers | None) -> list[_Fix]:
    good = np.isfinite(time) & np.isfinite(lat) & np.isfinite(lon)
    order = np.argsort(time[good], kind="stable")
    when, north, east = (part[good][order] for part in (time, lat, lon))
    reach = np.full(len(when), ROUND)
    if accuracy is not None:
        reach = np.clip(np.nan_to_num(accuracy[good][order], nan=0.0), ROUND, MOST_ROUND)
    if len(east):
        east = np.unwrap(east, period=360.0)  # a ship at 180° stands in one place, too
    rows = zip(when.tolist(), north.tolist(), east.tolist(), reach.tolist(), strict=True)
    return [_Fix(*row) for row in rows]


def _stop(standing: _Standing) -> Stop:
    fixes = standing.fixes
    when = [fix.time for fix in fixes]
    return Stop(
        since=when[0],
        until=when[-1],
        lat=float(np.median([fix.lat for fix in fixes])),
        lon=_turned(float(np.median([fix.lon for fix in fixes]))),
        fixes=len(fixes),
        silent=float(np.diff(when).max()),
    )


def _same(stop: Stop, following: Stop) -> bool:
    near = _apart(stop.lat, stop.lon, following.lat, following.lon) <= ROUND
    return near and following.since - stop.until <= LEFT


def _one(stop: Stop, following: Stop) -> Stop:
    fixes = stop.fixes + following.fixes
    more = stop if stop.fixes >= following.fixes else following
    silent = max(stop.silent, following.silent, following.since - stop.until)
    return Stop(since=stop.since, until=following.until, lat=more.lat, lon=more.lon, fixes=fixes, silent=silent)


def _apart(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """Metres; good to 0.5 % over the few hundred that matter here."""
    east = _turned(to_lon - lon) * math.cos(math.radians((lat + to_lat) / 2))
    return math.hypot(to_lat - lat, east) * _METRES


def _turned(lon: float) -> float:
    return (lon + 180.0) % 360.0 - 180.0
