"""How much a frame of the map costs beside the same picture drawn with pyqtgraph and with QGraphicsView.

All in one run, CPU time of this process, a few frames of each technology after the other, so that whatever else the
machine does falls on all of them. Of each the lower quartile counts: what a busy machine adds is nobody's fault.
``--pictures FOLDER`` keeps what each of them drew.
"""

from __future__ import annotations

import argparse
import gc
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from benchmarks import map_room, report
from benchmarks.map_peers import Arrows, Drawn, Items, Scatter
from benchmarks.map_scene import HIGH, WIDE, Columns, Ours, camera, driven, facts_of, scattered, settle
from benchmarks.room import home, offscreen
from console.theme import Theme

FRAMES = 40
ROUNDS = 5
"""Each technology paints a fifth of its frames at a stretch (its caches warm, as on a real screen), in turn."""
AROUND = 500
"""px of ground beyond the window that the peers get, to be dragged over."""
PEERS: tuple[type[Scatter | Items], ...] = (Scatter, Arrows, Items)
BOUNDS = {
    "10k visible, update + frame": (2.5, 6.0, 2.0),
    "10k loaded, 10 % visible, update + frame": (5.0, 12.0, 4.0),
    "10k visible, panning": (2.5, 10.0, 4.0),
    "50k visible, panning": (6.0, 14.0, 12.0),
    "50k hit test": (40.0, 40.0, 30.0),
}
"""How many times faster than plain scatter, scatter with arrows and labels, QGraphicsView."""
SETTINGS = """peers: pyqtgraph ScatterPlotItem pxMode, useCache, no antialiasing, no pen, one brush, skipFiniteCheck;
       the same with a symbol for each agency and heading, and TextItems; QGraphicsView of pixmap items, NoIndex,
       DontSavePainterState, DontAdjustForAntialiasing, FullViewportUpdate, bounding boxes as shapes.
       All have the ground as one finished picture and as many tags as ours shows, chosen for nothing."""


def run(arguments: list[str]) -> int:
    """Measure and report; 1 if a bound is missed."""
    parser = argparse.ArgumentParser("map")
    parser.add_argument("--pictures", type=Path, help="keep what each technology drew in this folder")
    parser.add_argument("--only", choices=("peers", "room"), help="one half alone")
    options = parser.parse_args(arguments)
    print(report.machine(), f"load {' '.join(f'{one:.1f}' for one in os.getloadavg())}", flush=True)
    with home() as folder:
        os.environ["QT_QPA_PLATFORM"] = offscreen(folder)
        app = QApplication.instance() or QApplication([])
        ours: dict[str, float] = {}
        peers: dict[str, float] = {}
        ratios: dict[str, float] = {}
        good = True
        if options.only != "room":
            good = _beside_peers(options.pictures, ours, peers, ratios)
        if options.only != "peers":
            good = map_room.run(ours) and good
        app.processEvents()
    report.say("map", ours, peers, ratios)
    return 0 if good else 1


def _beside_peers(
    pictures: Path | None, ours: dict[str, float], peers: dict[str, float], ratios: dict[str, float]
) -> bool:
    print(SETTINGS)
    theme = Theme(False)
    found: dict[str, dict[str, float]] = {}
    names = list(BOUNDS)
    found[names[0]], found[names[2]], _hits = _scenario(theme, 10_000, 1.0, pictures)
    found[names[1]], _pan, _hits = _scenario(theme, 10_000, 0.1, None)
    _update, found[names[3]], found[names[4]] = _scenario(theme, 50_000, 1.0, None)
    good = True
    print(f"{'ms of CPU, quartile of ' + str(FRAMES):44}{'ours':>8}", *(f"{one.name:>34}" for one in PEERS))
    for name, bounds in BOUNDS.items():
        ours[name] = found[name]["ours"]
        line = f"{name:44}{ours[name]:8.3f}"
        for peer, bound in zip(PEERS, bounds, strict=True):
            cost = found[name][peer.name]
            ratio = cost / max(1e-6, ours[name])
            peers[f"{name}, {peer.name}"], ratios[f"{name}, {peer.name}"] = cost, ratio
            verdict = "holds" if ratio >= bound else "MISSED"
            good = good and ratio >= bound
            line += f"{cost:12.3f} {ratio:5.1f}x of {bound:4.1f}x {verdict:6}"
        print(line, flush=True)
    return good


def _scenario(
    theme: Theme, count: int, share: float, pictures: Path | None
) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """ms of CPU by technology: update + frame, panning, hit test."""
    gc.collect()
    gc.freeze()  # what one technology keeps must not be searched for garbage while another paints
    columns = scattered(count, share)
    moved = [driven(columns, seed) for seed in range(FRAMES)]
    mine = Ours(theme, columns, facts_of(columns))
    mine.frame()
    ground, tags = _ground(mine), mine.tags
    drawn: list[Drawn] = [mine, *(kind(theme, columns, ground, tags) for kind in PEERS)]
    settle(lambda: False)
    for one in drawn:
        one.update(moved[-1])
        one.frame()
        one.frame()
    gc.freeze()
    update = _timed(drawn, lambda one, n: _moved(one, moved[n]))
    if pictures is not None:
        pictures.mkdir(parents=True, exist_ok=True)
        for one in drawn:
            one.widget.grab().save(str(pictures / f"map-{one.name.replace(' ', '-')}.png"))
    for one in drawn:
        one.pan(6, 3)
        one.frame()
        one.pan(6, 3)
        one.frame()
    pan = _timed(drawn, _dragged)
    places = [(WIDE * (0.05 + 0.05 * n), HIGH * (0.05 + 0.05 * n)) for n in range(18)]
    hit = _timed(drawn, lambda one, n: [one.hit(*place) for place in places], len(places))
    for one in drawn:
        one.close()
    return update, pan, hit


def _moved(one: Drawn, columns: Columns) -> None:
    one.update(columns)
    one.frame()


def _dragged(one: Drawn, n: int) -> None:
    one.pan(-7 if n % 8 < 4 else 7, 3 if n % 6 < 3 else -3)
    one.frame()


def _timed(drawn: Sequence[Drawn], work: Callable[[Drawn, int], object], share: int = 1) -> dict[str, float]:
    costs: dict[str, list[float]] = {one.name: [] for one in drawn}
    stretch = FRAMES // ROUNDS
    for round_ in range(ROUNDS):
        for one in drawn:
            for n in range(-2, stretch):  # the first two warm up
                begun = time.process_time_ns()
                work(one, (round_ * stretch + n) % FRAMES)
                if n >= 0:
                    costs[one.name].append((time.process_time_ns() - begun) / 1e6 / share)
    return {name: report.percentile(some, 0.25) for name, some in costs.items()}


def _ground(mine: Ours) -> QPixmap:
    """Our ground as one picture, larger than the window."""
    wide, high = WIDE + 2 * AROUND, HIGH + 2 * AROUND
    picture = QPixmap(wide, high)

    def paint() -> None:
        painter = QPainter(picture)
        mine.map.ground.paint(painter, camera(), wide, high, False)
        painter.end()

    paint()
    settle(lambda: mine.map.ground.store.busy)
    paint()
    return picture
