"""What the map's benchmark draws: units as columns, the view over them, and our map with those units in it.

Ten thousand to fifty thousand units in a window of 1600 × 1000 over the border between Daugavpils and Zarasai, spread
evenly (the worst case for whoever leaves out what is hidden), six agencies, each unit driving somewhere.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QApplication, QWidget

from console.map.camera import Camera, Floats, world, world_x, world_y
from console.map.canvas import MapCanvas
from console.map.table import HEADINGS
from console.theme import Theme
from gps.fix import Fix
from units.findings import AgencyInfo
from units.state import Facts, Unit

WIDE, HIGH = 1600, 1000
STEP = 34
NOW = 1_795_000_000.0
FRAME_LIMIT = 20.0
"""s a map may take to paint its first tiles before the benchmark gives up."""
AGENCIES = (
    ("vp", "shield", "#0072B2"),
    ("vrs", "diamond", "#009E73"),
    ("pp", "circle", "#56B4E9"),
    ("lp", "shield", "#E69F00"),
    ("vsat", "diamond", "#CC79A7"),
    ("vt", "circle", "#F0E442"),
)


@dataclass(frozen=True)
class Columns:
    """``lat``, ``lon`` degrees, ``heading`` 0–31, ``agency`` index, of all units."""

    lat: Floats
    lon: Floats
    heading: NDArray[np.uint8]
    agency: NDArray[np.int16]

    def world(self) -> tuple[Floats, Floats]:
        """World coordinates; every technology pays for this."""
        return world(self.lat, self.lon)


def camera() -> Camera:
    """The view everything is drawn in."""
    return Camera(world_x(26.3), world_y(55.8), STEP)


def scattered(count: int, share: float, seed: int = 7) -> Columns:
    """``count`` units of which ``share`` lie in the view."""
    rng = np.random.default_rng(seed)
    view = camera()
    box = view.box(WIDE, HIGH, -12)
    grown = share**-0.5
    x = view.x + (rng.random(count) - 0.5) * (box.right - box.left) * grown
    y = view.y + (rng.random(count) - 0.5) * (box.bottom - box.top) * grown
    lat = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * y))))
    heading = rng.integers(0, HEADINGS, count).astype(np.uint8)
    return Columns(lat, x * 360 - 180, heading, rng.integers(1, 7, count).astype(np.int16))


def driven(before: Columns, seed: int) -> Columns:
    """The same units some seconds later: all of them moved, some turned."""
    rng = np.random.default_rng(seed)
    count = len(before.lat)
    heading = (before.heading + rng.integers(-1, 2, count)) % HEADINGS
    return Columns(
        before.lat + rng.normal(0, 2e-4, count),
        before.lon + rng.normal(0, 4e-4, count),
        heading.astype(np.uint8),
        before.agency,
    )


def facts_of(columns: Columns, trail: int = 0) -> Facts:
    """The picture with those units in it; ``trail`` points behind each."""
    facts = Facts(version=1)
    for id_, shape, colour in AGENCIES:
        facts.agencies[id_] = AgencyInfo(id=id_, name=id_, shape=shape, colour=colour)
    rows = zip(
        columns.lat.tolist(), columns.lon.tolist(), columns.heading.tolist(), columns.agency.tolist(), strict=True
    )
    for n, (lat, lon, heading, agency) in enumerate(rows):
        fix = Fix(lat=lat, lon=lon, time=NOW - 5, speed=12.0, course=heading * 360 / HEADINGS, accuracy=15.0)
        way = [(lat - 3e-4 * k, lon + 6e-4 * np.sin(k / 9 + n), NOW - 5.0 - k) for k in range(trail)][::-1]
        name = f"{AGENCIES[agency - 1][0].upper()} {100 + n}"
        facts.units[str(n)] = Unit(id=str(n), callsign=name, agency=AGENCIES[agency - 1][0], fix=fix, trail=way)
    return facts


class Ours:
    """Our map in a window."""

    name = "ours"

    def __init__(self, theme: Theme, columns: Columns, facts: Facts | None = None) -> None:
        self.map = MapCanvas(theme)
        self.map.resize(WIDE, HIGH)
        self.map.renderer.show(facts if facts is not None else facts_of(columns), None, NOW)
        self.map.look(camera())
        self.map.show()
        settle(lambda: self.map.ground.store.busy)

    def update(self, columns: Columns) -> None:
        """All units moved."""
        table = self.map.renderer.table
        count = len(table)
        table.x[:count], table.y[:count] = columns.world()
        table.heading[:count] = columns.heading
        table.version += 1

    def pan(self, dx: float, dy: float) -> None:
        """The view moved by whole pixels."""
        self.map.camera = self.map.camera.moved(dx, dy)

    def frame(self) -> None:
        """Paint now."""
        self.map.repaint()

    def hit(self, x: float, y: float) -> object:
        """Who is at a pixel of the window."""
        return self.map.renderer.unit_at(x, y, self.map.camera)

    @property
    def tags(self) -> int:
        """How many callsigns it shows."""
        return self.map.renderer.tags

    @property
    def widget(self) -> QWidget:
        """What is photographed."""
        return self.map

    def close(self) -> None:
        """Let it go."""
        self.map.close()
        self.map.ground.store.stop()
        self.map.deleteLater()


def settle(busy: Callable[[], bool]) -> None:
    """Let the event loop run until ``busy`` says no, twice."""
    app = QApplication.instance()
    assert app is not None
    until, calm = time.monotonic() + FRAME_LIMIT, 0
    while calm < 5 and time.monotonic() < until:
        app.processEvents()
        time.sleep(0.02)
        calm = 0 if busy() else calm + 1
