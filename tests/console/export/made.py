"""Tracks to take out: a drive with a stop, a hole and doubted positions, of a unit whose names are hostile."""

from __future__ import annotations

import numpy as np

from console.export.track import Source, TrackOut, standings
from journal.positions.tracks import Track
from tests.console.room import NOW

HOSTILE = '=cmd|"/C calc"!A1;<b>&amp;\u0007]]>ā'


def track(count: int = 90) -> Track:
    """Ten minutes of driving, ten of standing, ten unheard, ten of driving; two of its positions doubted."""
    time = np.asarray(NOW - 3600 + 20.0 * np.arange(count), np.float64)
    time[count * 2 // 3 :] += 900
    lat = 55.8 + np.minimum(np.arange(count), count // 3) * 0.002
    lat[count * 2 // 3 :] += 0.05 + 0.002 * np.arange(count - count * 2 // 3)
    doubted = np.zeros(count, np.bool_)
    doubted[[5, count - 3]] = True
    lat[doubted] += 2.0
    speed = np.where(np.arange(count) % 7 == 0, np.nan, 12.5)
    return Track(
        radios=["tetra@247-9:2201118"],
        radio=np.zeros(count, np.int64),
        seq=np.arange(100, 100 + count),
        time=time,
        received=time + 0.25,
        lat=lat,
        lon=np.full(count, -26.4),
        speed=speed,
        course=speed,
        accuracy=np.full(count, 8.0),
        doubted=doubted,
    )


def out(mode: str = "live", name: str = HOSTILE, count: int = 90) -> TrackOut:
    way = track(count)
    return TrackOut(
        unit="vp118",
        callsign=name,
        agency=name,
        since=NOW - 3600,
        until=NOW,
        mode=mode,
        purpose=name,
        operator="12",
        made=NOW,
        track=way,
        stops=standings(way),
        source=Source("live", "00" * 16, 100, 99 + count, None),
    )
