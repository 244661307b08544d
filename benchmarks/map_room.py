"""What the map costs in a real room of sixty units, and whether dragging it over new ground makes it stand still.

Absolute figures, ms of CPU unless they say otherwise; the cold map is the development pack where it lies beside the
checkout, else a made one.
"""

from __future__ import annotations

import gc
import math
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks import map_fences, report
from benchmarks.map_pack import made_pack
from benchmarks.map_scene import HIGH, NOW, WIDE, Ours, driven, facts_of, scattered, settle
from benchmarks.room import ROOT
from console.garbage import Garbage
from console.live import Feed
from console.map.camera import Camera, world_x, world_y
from console.map.packs import Reader
from console.map.view import MapView
from console.selection import Selection
from console.theme import Theme
from gps.fix import Fix
from units.picture import Picture

DEVELOPMENT = ROOT.parent / "shared" / "map" / "lvlt-basemap.mbtiles"
IDLE_SECONDS = 6.0
DRAG = (37, 11)
DRAGS = 120
TRIES = 3
"""A stall is the least of so many tries' worst: what else the machine does only adds to it."""


def run(ours: dict[str, float]) -> bool:
    """Measure, print, and fill ``ours``; False if a bound is missed."""
    theme = Theme(False)
    rows: list[tuple[str, float, str, Callable[[], float]]] = [
        ("60 units, update + frame", 4.0, "ms", lambda: _sixty(theme)),
        ("idle map, 60 units", 2.0, "% of a core", lambda: _idle(theme)),
        ("worst stall dragging a cold vector map (wall)", 50.0, "ms", lambda: _stall(theme)),
        ("200 trails of 300 points", 25.0, "ms", lambda: _trails(theme)),
        ("500 fences, 10,000 units, one pass", 60.0, "ms", map_fences.one_pass),
        ("what the map adds at 10,000 units", 80.0, "MB", _memory),
    ]
    good = True
    for name, bound, unit, work in rows:
        found = work()
        ours[name] = found
        good = good and found <= bound
        verdict = "holds" if found <= bound else "MISSED"
        print(f"{name:50}{found:8.2f} of {bound:5.1f} {unit:12}{verdict}", flush=True)
    return good


def _quartile(work: Callable[[int], object], count: int = 40) -> float:
    costs = []
    gc.collect()
    gc.freeze()
    for n in range(count + 3):
        begun = time.process_time_ns()
        work(n)
        if n >= 3:
            costs.append((time.process_time_ns() - begun) / 1e6)
    return report.percentile(costs, 0.25)


def _sixty(theme: Theme) -> float:
    """All sixty report, through the facts as in the console."""
    columns = scattered(60, 1.0)
    facts = facts_of(columns, 60)
    mine = Ours(theme, columns, facts)
    moves = [driven(columns, seed) for seed in range(43)]
    every = set(facts.units)

    def frame(n: int) -> None:
        for id_, lat, lon in zip(facts.units, moves[n].lat.tolist(), moves[n].lon.tolist(), strict=True):
            unit = facts.units[id_]
            unit.fix = Fix(lat=lat, lon=lon, time=NOW + n, speed=12.0, course=float(n * 5 % 360))
        mine.map.renderer.show(facts, every, NOW + n)
        mine.frame()

    cost = _quartile(frame)
    mine.close()
    return cost


class _Calm(Feed):
    """A feed whose clock runs."""

    def now(self) -> float:
        return NOW + time.monotonic() % 1e5


def _idle(theme: Theme) -> float:
    """Sixty units, ten of them stale: their ages go on. The event loop of a console with nothing to do."""
    facts = facts_of(scattered(60, 1.0))
    feed = _Calm(Picture(facts))
    for n, unit in enumerate(facts.units.values()):
        assert unit.fix is not None
        age = 300.0 if n < 10 else 5.0
        unit.fix = Fix(lat=unit.fix.lat, lon=unit.fix.lon, time=feed.now() - age)
    view = MapView(feed, theme, Selection())
    view.resize(WIDE, HIGH)
    view.show()
    settle(lambda: view.ground.store.busy)
    _loop(2.0)
    begun = time.process_time()
    _loop(IDLE_SECONDS)
    cost = 100 * (time.process_time() - begun) / IDLE_SECONDS
    view.close()
    view.deleteLater()
    return cost


def _loop(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


def _stall(theme: Theme) -> float:
    """Wall time of one turn of the event loop while every frame needs new tiles, less what other programs took."""
    pack = DEVELOPMENT if DEVELOPMENT.exists() else made_pack(Path(os.environ["KOPA_HOME"]) / "made.mbtiles")
    print(f"cold map: {pack.name}")
    return max(min(_dragged(theme, pack, step) for _ in range(TRIES)) for step in (33, 41, 47))


def _dragged(theme: Theme, pack: Path, step: int) -> float:
    columns = scattered(60, 1.0)
    mine = Ours(theme, columns, facts_of(columns))
    mine.map.ground.use([Reader(pack)])
    mine.map.look(Camera(world_x(25.2), world_y(55.5), step))
    app = QApplication.instance()
    assert app is not None
    gc.collect()
    garbage = Garbage()  # as in the console
    worst = 0.0
    for n in range(DRAGS):
        begun, waited = time.perf_counter(), _queued()
        mine.map.pan(-DRAG[0], DRAG[1] * math.cos(n / 9))
        app.processEvents()
        worst = max(worst, time.perf_counter() - begun - (_queued() - waited))
        time.sleep(0.012)
        begun, waited = time.perf_counter(), _queued()
        app.processEvents()
        worst = max(worst, time.perf_counter() - begun - (_queued() - waited))
    garbage.stop()
    mine.close()
    settle(lambda: mine.map.ground.store.busy)
    return worst * 1000


def _queued() -> float:
    """s that this thread was ready to run and had no processor: what other programs took, not what ours lost."""
    try:
        return int(Path("/proc/thread-self/schedstat").read_text("ascii").split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


def _trails(theme: Theme) -> float:
    """What the frame with two hundred trails costs more than the one without."""
    columns = scattered(200, 1.0)
    mine = Ours(theme, columns, facts_of(columns, 300))
    mine.map.renderer.trails = "off"

    def slide(_n: int) -> None:
        mine.pan(1, 0)
        mine.frame()

    without = _quartile(slide, 20)
    mine.map.renderer.trails = "all"
    with_them = _quartile(slide, 20)
    mine.close()
    return with_them - without


def _memory() -> float:
    """Two children, one with an empty window and one with the map; both hold the same ten thousand units."""
    sizes = []
    for what in ("empty", "map"):
        command = [sys.executable, "-m", "benchmarks.map_memory", what]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=True)
        sizes.append(float(done.stdout.split()[-1]))
    return sizes[1] - sizes[0]
