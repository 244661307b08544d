"""Bytes handed to a gateway's socket until a pixel of the map has changed, with everything else going on.

A sender (a process of its own) sends Kenwood sentences of 60 units to the UDP port of a real station; this process
shows the real window at 1920×1080 on the offscreen platform and looks at the window's own pixels every 2 ms. A probe
unit jumps between two places: the time counts from just before its ``sendto`` until its symbol's colour stands at the
new place.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import report
from benchmarks.latency_sender import PROBE, SPOTS
from benchmarks.room import ROOT, free_port, home, offscreen, station

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.window import Window

UNITS = 60
LOOK_MS = 2
SETTLE = 3.0
CONFIG = """
[room]
name = "benchmark"
[[gateway]]
name = "GPS"
protocol = "nmea"
network = "bench"
link = {{ type = "udp", bind = "127.0.0.1:{port}" }}
"""


def run(arguments: list[str]) -> int:
    """Measure and report."""
    parser = argparse.ArgumentParser("latency")
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--rate", type=float, default=1000.0, help="events per second")
    options = parser.parse_args(arguments)
    print(report.machine(), flush=True)
    with home() as folder:
        os.environ["QT_QPA_PLATFORM"] = offscreen(folder)
        port = free_port()
        config = folder / "kopa.toml"
        config.write_text(CONFIG.format(port=port), encoding="utf-8")
        journal = folder / "journal"
        with station(journal, config):
            return _measure(journal, port, options.seconds, options.rate)


def _measure(journal: Path, port: int, seconds: float, rate: float) -> int:
    from console.app import Options, make_application, open_window
    from console.live import Live

    app = make_application(["kopa"])
    live = Live(journal, "1", "live")
    window = open_window(live, Options(journal=journal))
    window.showFullScreen()
    live.start()
    deadline = time.monotonic() + 20
    while not any(g.state in ("waiting", "up") for g in live.facts.gateways.values()):
        app.processEvents()
        if time.monotonic() > deadline:
            print("the station did not come up", file=sys.stderr)
            return 1
        time.sleep(0.01)
    time.sleep(1.0)  # the gateway's socket opens just after its configuration is journaled
    if (window.width(), window.height()) != (1920, 1080):
        print(f"the window is {window.width()}×{window.height()}, not 1920×1080", file=sys.stderr)
        return 1
    _turn(SETTLE)  # layout and base map are done
    watch = Watch(window)
    _turn(1.0)
    watch.look()
    sender = Sender(port, rate, seconds)
    frames: list[float] = []
    window.map.installEventFilter(counter := _counter(frames))
    cpu = time.process_time()
    begin = time.monotonic()
    _turn(seconds + SETTLE, watch.look)
    cpu = time.process_time() - cpu
    spent = time.monotonic() - begin
    window.map.removeEventFilter(counter)
    seen = _located(journal)
    shown = sum(unit.fix is not None for unit in live.facts.units.values())
    live.stop()
    delays = sorted(1000 * delay for delay in match(sender.probes, watch.changes, slack=2.0))
    lost = sender.sent - seen
    print(f"{sender.sent} sentences sent, {seen} in the journal, {lost} lost; {shown} units on the map")
    print(
        f"{len(sender.probes)} probes, {len(delays)} seen; {len(frames) / spent:.1f} frames/s;"
        f" console {cpu / spent:.2f} of a core"
    )
    if not delays:
        return 1
    ours = {
        "p50_ms": report.percentile(delays, 0.50),
        "p99_ms": report.percentile(delays, 0.99),
        "max_ms": delays[-1],
        "lost": float(lost),
        "probes_seen": len(delays) / max(1, len(sender.probes)),
        "console_core": cpu / spent,
    }
    report.say("latency", ours, {}, {"p50_of_25_ms": ours["p50_ms"] / 25, "p99_of_60_ms": ours["p99_ms"] / 60})
    window.close()
    return 0


def _turn(seconds: float, look: Callable[[], None] | None = None) -> None:
    """Run the program's own event loop for so long, looking every 2 ms."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    if look is not None:
        looking = QTimer()
        looking.setTimerType(Qt.TimerType.PreciseTimer)
        looking.timeout.connect(look)
        looking.start(LOOK_MS)
    loop.exec()


def _located(journal: Path) -> int:
    from journal.reader import Reader

    reader = Reader(journal)
    after = count = 0
    while entries := reader.entries(after, 5000):
        count += sum(entry.kind == "Located" for entry in entries)
        after = entries[-1].seq
    reader.close()
    return count


def _counter(frames: list[float]) -> Any:
    from PySide6.QtCore import QEvent, QObject

    class Counter(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                frames.append(time.monotonic())
            return False

    return Counter()


class Watch:
    """Looks at the window's own pixels where the probe can be; ``changes`` are (time, spot) of each arrival."""

    def __init__(self, window: Window) -> None:
        from console.map.camera import box_of, fit, world_x, world_y
        from console.map.view import MapView

        self._window = window
        canvas = window.map
        assert isinstance(canvas, MapView)
        lats, lons = zip(*SPOTS, (55.922, 26.35), (55.95, 26.455), strict=True)
        canvas.touched = True
        canvas.look(fit(box_of(list(lats), list(lons)), *canvas.room))
        self._places = []
        for lat, lon in SPOTS:
            x, y = canvas.camera.point(world_x(lon), world_y(lat), *canvas.room)
            at = canvas.mapTo(window, canvas.rect().topLeft())
            self._places.append((at.x() + round(x), at.y() + round(y)))
        self._bare: list[int] = []
        self._there = [False, False]
        self.changes: list[tuple[float, int]] = []

    def look(self) -> None:
        """One look at the middle of both places; the first tells what is there without the probe."""
        screen = self._window.screen()
        colours = [screen.grabWindow(self._window.winId(), x, y, 1, 1).toImage().pixel(0, 0) for x, y in self._places]
        if not self._bare:
            self._bare = colours
            return
        for spot, colour in enumerate(colours):
            there = _differs(colour, self._bare[spot])
            if there and not self._there[spot]:
                self.changes.append((time.monotonic(), spot))
            self._there[spot] = there


def _differs(one: int, other: int) -> bool:
    """True for two colours nobody would take for the same ground."""
    return any(abs((one >> shift & 255) - (other >> shift & 255)) > 24 for shift in (0, 8, 16))


class Sender:
    """The far end's process and what it said it sent."""

    def __init__(self, port: int, rate: float, seconds: float) -> None:
        command = [sys.executable, "-m", "benchmarks.latency_sender", str(port), str(rate), str(seconds), str(UNITS)]
        self._child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        self.probes: list[tuple[float, int]] = []
        self.sent = 0
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._child.stdout is not None
        for line in self._child.stdout:
            said = json.loads(line)
            if "sent" in said:
                self.sent = int(said["sent"])
            else:
                self.probes.append((float(said["at"]), int(said["spot"])))

    @property
    def running(self) -> bool:
        """True until the sender has said its last word."""
        return self._reader.is_alive()


def match(sent: list[tuple[float, int]], seen: list[tuple[float, int]], slack: float) -> list[float]:
    """Delay of each probe that was seen, s: the first change to its place after it went out."""
    delays = []
    for at, spot in sent:
        arrival = next((t for t, place in seen if place == spot and at <= t <= at + slack), None)
        if arrival is not None:
            delays.append(arrival - at)
    return delays


__all__ = ["PROBE", "match", "run"]
