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
        watch.tick(now)
        gc.collect()
        begun = time.process_time_ns()
        for sight in sights:
            watch.seen(sight, now)
        costs.append((time.process_time_ns() - begun) / 1e6)
    assert len(told) > UNITS // 4, "they go in and out"
    print(f"fences: the first pass, when nobody's side is known, {costs[0]:.0f} ms; {len(told)} findings in {PASSES}")
    return report.percentile(costs[2:], 0.25)


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
