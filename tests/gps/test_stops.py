"""Stops of a track: noise does not cut one in two, walking is none, what lies between two fixes is not known."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gps.stops import LEFT, LONG, Numbers, Stop, stops

METRE = 1 / 111_320.0
T0 = 1_795_290_000.0
HOME = (55.80, 26.40)


def drive(
    parts: list[tuple[float, float]], every: float, noise: float = 0.0, seed: int = 1
) -> tuple[Numbers, Numbers, Numbers]:
    """A way of (s, m/s north) parts, a fix ``every`` s, each moved by Gaussian noise (m)."""
    speed = np.concatenate([np.full(int(seconds / every), metres) for seconds, metres in parts])
    north = np.cumsum(speed * every)
    time: Numbers = T0 + every * np.arange(len(speed), dtype=np.float64)
    off = np.random.default_rng(seed).normal(0.0, noise, (2, len(speed))) if noise else np.zeros((2, len(speed)))
    wide = np.cos(np.radians(HOME[0]))
    return time, HOME[0] + (north + off[0]) * METRE, HOME[1] + off[1] * METRE / wide


def test_between_two_drives_it_stood() -> None:
    (stop,) = stops(*drive([(300, 15.0), (600, 0.0), (300, 15.0)], 5.0))
    assert abs(stop.since - (T0 + 300)) < 30 and abs(stop.until - (T0 + 900)) < 30
    assert abs(stop.lat - (HOME[0] + 4500 * METRE)) < 30 * METRE and stop.silent == 5.0


def test_traffic_lights_and_a_walk_are_no_stops() -> None:
    assert stops(*drive([(120, 12.0), (90, 0.0), (120, 12.0)], 2.0)) == []
    assert stops(*drive([(1800, 1.3)], 5.0)) == []


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 1 << 20),
    noise=st.floats(0.0, 10.0),
    every=st.sampled_from([1.0, 5.0, 10.0, 30.0, 60.0]),
    minutes=st.integers(8, 40),
)
def test_standing_still_with_noise_is_one_stop(seed: int, noise: float, every: float, minutes: int) -> None:
    parts = [(300.0, 20.0), (minutes * 60.0, 0.0), (300.0, 20.0)]
    (stop,) = stops(*drive(parts, every, noise, seed))
    assert abs(stop.since - (T0 + 300)) <= 60 + every
    assert abs(stop.until - (T0 + 300 + minutes * 60)) <= 60 + every
    assert abs(stop.lat - (HOME[0] + 6000 * METRE)) < 50 * METRE


def test_a_wild_fix_does_not_end_a_stop_and_a_short_errand_does() -> None:
    time, lat, lon = drive([(1200, 0.0)], 10.0, 4.0)
    wild = lat.copy()
    wild[[40, 41, 80]] += 400 * METRE
    assert len(stops(time, wild, lon)) == 1
    away = lat.copy()
    away[50:75] += 2000 * METRE  # 250 s
    first, middle, last = stops(time, away, lon)
    assert first.until < middle.since and middle.until < last.since
    there = (time < T0 + 500) | (time >= T0 + 700)
    assert len(stops(time[there], lat[there], lon[there])) == 1


def test_nothing_heard_meanwhile_is_said() -> None:
    time = T0 + np.array([0.0, 10.0, 20.0, 3620.0, 3630.0])
    (stop,) = stops(time, np.full(5, HOME[0]), np.full(5, HOME[1]))
    assert (stop.seconds, stop.silent, stop.fixes) == (3630.0, 3600.0, 5)


def test_there_and_back_between_two_fixes_of_a_slow_radio_are_two_visits() -> None:
    time: Numbers = T0 + 300.0 * np.arange(5, dtype=np.float64)
    lat = HOME[0] + METRE * np.array([0.0, 0.0, 3000.0, 0.0, 0.0])
    assert [stop.fixes for stop in stops(time, lat, np.full(5, HOME[1]))] == [2, 2]


def test_a_bad_accuracy_widens_the_circle_but_not_for_ever() -> None:
    time, lat, lon = drive([(900, 0.0)], 10.0, 25.0, seed=4)
    assert len(stops(time, lat, lon, np.full(len(time), 80.0))) == 1
    time, lat, lon = drive([(900, 3.0)], 10.0)
    assert stops(time, lat, lon, np.full(len(time), 5000.0)) == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(0, 5000) | st.just(float("nan")),
            st.sampled_from([0.0, 55.8, 55.8002, 89.9999, -90.0, float("nan")]),
            st.sampled_from([26.4, 26.4004, 179.9999, -179.9999, 0.0, float("inf")]),
        ),
        max_size=60,
    )
)
def test_whatever_comes_ends_in_order(rows: list[tuple[float, float, float]]) -> None:
    time, lat, lon = (np.array([row[at] for row in rows], np.float64) for at in range(3))
    found: list[Stop] = stops(T0 + time, lat, lon)
    assert all(stop.seconds >= LONG and stop.fixes >= 2 for stop in found)
    assert all(one.until <= other.since for one, other in itertools.pairwise(found))
    assert all(-180 <= stop.lon <= 180 for stop in found)


def test_at_the_end_of_the_world_it_stands_in_one_place() -> None:
    time: Numbers = T0 + 10.0 * np.arange(60, dtype=np.float64)
    lon = np.where(np.arange(60) % 2, 179.9999, -179.9999)
    (stop,) = stops(time, np.zeros(60), lon)
    assert abs(abs(stop.lon) - 180) < 0.001 and LEFT > 0
