"""What fences cost the station: five hundred of them, and ten thousand units that drive, each heard of once a pass."""

from __future__ import annotations

import gc
import math
import time

import numpy as np

from benchmarks import report
from radio.codec import Now
from station.fences import FenceWatch
from station.sights import Sight
from units.fences import Fence
from units.state import Facts

FENCES, UNITS, PASSES = 500, 10_000, 14
STEP = 150.0
"""m that each unit has gone since the pass before: ten seconds at 54 km/h."""
SECONDS = 10.0
TURNS = 80
"""Seconds after which all fences are in the grid."""


def one_pass() -> float:
    """ms of CPU for one pass of :meth:`station.fences.FenceWatch.seen` over all units, as the station runs it."""
    facts = Facts(version=0)
    facts.fences, facts.fenced = _fences(), 1
    told: list[object] = []
    watch = FenceWatch(told.append, lambda: facts)
    rng = np.random.default_rng(4)
    lats, lons, ways = rng.uniform(55, 57, UNITS), rng.uniform(21, 28, UNITS), rng.uniform(0, math.tau, UNITS)
    costs = []
    for n in range(PASSES):
        now = Now(1.79e9 + n * SECONDS, n * SECONDS)
        lats, lons = lats + STEP / 111_300 * np.cos(ways), lons + STEP / 62_300 * np.sin(ways)
        places = enumerate(zip(lats.tolist(), lons.tolist(), strict=True))
        sights = [Sight(f"u{i}", "vp", "car", lat, lon, now.utc, 8.0, f"r{i}") for i, (lat, lon) in places]
        for _ in range(1 if n else TURNS):
            watch.tick(now)
        gc.collect()
        begun = time.process_time_ns()
        for sight in sights:
            watch.seen(sight, now)
        costs.append((time.process_time_ns() - begun) / 1e6)
    assert len(told) > UNITS // 4, "they go in and out"
    print(f"fences: the first pass, when nobody's side is known, {costs[0]:.0f} ms; {len(told)} findings in {PASSES}")
    _tell_turns()
    _tell_moving()
    return report.percentile(costs[2:], 0.25)


def _tell_turns() -> None:
    """What the loop of the station stands still for, where fences are many, large, or over each other."""
    corners = np.arange(498) * math.tau / 498
    rough = 0.1 * (1 + 0.05 * np.sin(24 * corners))
    rng, many, over = np.random.default_rng(5), {}, {}
    for n, (lat, lon) in enumerate(zip(rng.uniform(55, 57, 250), rng.uniform(21, 28, 250), strict=True)):
        lats, lons = lat + rough * np.cos(corners), lon + 0.2 * np.sin(corners)
        many[f"f{n}"] = Fence(f"f{n}", rings=[list(zip(lats.tolist(), lons.tolist(), strict=True))])
    for n in range(499):
        over[f"f{n}"] = Fence(f"f{n}", rings=[[(55.7, 24.0)]], radius=3000.0 + n)
    for text, fences in (("250 of 498 corners", many), ("499 circles round one place", over)):
        first, later, changed = _turns(fences)
        print(
            f"fences: {text}: {first:.0f} ms at the start, {later:.0f} a turn after it, {changed:.0f} for one changed"
        )


def _tell_moving() -> None:
    """What a position costs where fifty fences move, each with one of sixty units that report every second."""
    fences = {f"f{n}": Fence(f"f{n}", radius=2000.0, unit=f"u{n}", rules=["in", "out"]) for n in range(50)}
    facts, rng, costs = Facts(version=0, fences=fences, fenced=1), np.random.default_rng(6), list[float]()
    watch = FenceWatch(lambda what: None, lambda: facts)
    lats, lons, ways = rng.uniform(56, 56.2, 60), rng.uniform(24, 24.4, 60), rng.uniform(0, math.tau, 60)
    for second in range(60):
        now = Now(1.79e9 + second, float(second))
        _cost(watch, second)
        lats, lons = lats + 15 / 111_300 * np.cos(ways), lons + 15 / 62_300 * np.sin(ways)
        for n, (lat, lon) in enumerate(zip(lats.tolist(), lons.tolist(), strict=True)):
            begun = time.process_time_ns()
            watch.seen(Sight(f"u{n}", "vp", "car", lat, lon, now.utc, 8.0, f"r{n}"), now)
            costs.append((time.process_time_ns() - begun) / 1e6)
    middle, worst = report.percentile(costs, 0.5), max(costs)
    print(f"fences: 50 that move, 60 units a second: {middle:.2f} ms a position, {worst:.2f} at most")


def _turns(fences: dict[str, Fence]) -> tuple[float, float, float]:
    """ms of CPU for the first turn, the longest after it, and the one in which a fence changed."""
    facts = Facts(version=0)
    facts.fences, facts.fenced = dict(fences), 1
    watch = FenceWatch(lambda what: None, lambda: facts)
    costs = [_cost(watch, n) for n in range(TURNS)]
    facts.fences = facts.fences | {"f0": Fence("f0", rings=[[(55.7, 24.0)]], radius=9000.0)}
    facts.fenced = 2
    return costs[0], max(costs[1:]), _cost(watch, TURNS)


def _cost(watch: FenceWatch, second: int) -> float:
    gc.collect()
    begun = time.process_time_ns()
    watch.tick(Now(1.79e9 + second, float(second)))
    return (time.process_time_ns() - begun) / 1e6


def _fences() -> dict[str, Fence]:
    """Half of them circles, half polygons of a dozen corners."""
    rng = np.random.default_rng(3)
    made = {}
    for n, (lat, lon) in enumerate(zip(rng.uniform(55, 57, FENCES), rng.uniform(21, 28, FENCES), strict=True)):
        if n % 2:
            round_ = Fence(f"f{n}", rings=[[(float(lat), float(lon))]], radius=float(rng.uniform(300, 8000)))
            made[round_.id] = round_
            continue
        far, turns = rng.uniform(0.01, 0.08, 12), np.arange(12) * math.tau / 12
        corners = zip(far.tolist(), turns.tolist(), strict=True)
        ring = [(float(lat + f * math.sin(t)), float(lon + 1.8 * f * math.cos(t))) for f, t in corners]
        made[f"f{n}"] = Fence(f"f{n}", rings=[ring], rules=["in", "out"])
    return made
