"""``python -m benchmarks.pictures FOLDER``: what the map looks like, to be judged by eye; nothing is measured.

Both border areas (Latvia–Lithuania round Daugavpils and Zarasai, the east with Krāslava and Ludza) at three zooms, by
day and by night, in each language, with sixty units as a busy evening has them: 36 pictures of the map as it stands in
the console, and a sheet of small ones for each language and time of day. ``--pack FILE`` imports a map first (the file
names then begin with its name); ``--lang`` and ``--theme`` take some of them.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from benchmarks.map_scene import AGENCIES, NOW, settle
from benchmarks.room import ROOT, offscreen
from console.app import make_application
from console.i18n import LANGUAGES, install
from console.live import Feed
from console.map.camera import Camera, world_x, world_y
from console.map.view import MapView
from console.selection import Selection
from console.theme import Theme
from gps.fix import Fix
from units.findings import AgencyInfo
from units.picture import Picture
from units.state import Alarm, Facts, Unit

WIDE, HIGH = 1200, 800
SMALL = 600
"""Width of a picture on a sheet, px."""


class Town(NamedTuple):
    """Where units are; those of its own state's agencies."""

    lat: float
    lon: float
    state: str


class Area(NamedTuple):
    """A border area: what the three pictures are over, the widest first (degrees), and its towns."""

    name: str
    over: tuple[tuple[float, float], tuple[float, float], tuple[float, float]]
    towns: tuple[Town, ...]


AREAS = (
    Area(
        "south",
        ((55.81, 26.40), (55.81, 26.40), (55.875, 26.536)),
        (
            Town(55.875, 26.536, "LV"),  # Daugavpils
            Town(55.731, 26.247, "LT"),  # Zarasai
            Town(55.795, 26.330, "LV"),  # Medumi, by the crossing
            Town(55.602, 26.437, "LT"),  # Visaginas
            Town(55.955, 26.296, "LV"),  # Ilūkste
            Town(55.962, 25.586, "LT"),  # Rokiškis
        ),
    ),
    Area(
        "east",
        ((56.22, 27.45), (55.93, 27.40), (55.896, 27.168)),
        (
            Town(55.896, 27.168, "LV"),  # Krāslava
            Town(56.546, 27.720, "LV"),  # Ludza
            Town(56.511, 27.333, "LV"),  # Rēzekne
            Town(56.095, 27.541, "LV"),  # Dagda
            Town(55.918, 27.640, "LV"),  # by the border with Belarus
            Town(56.392, 28.125, "LV"),  # Zilupe
        ),
    ),
)
STATES = {"vp": "LV", "vrs": "LV", "pp": "LV", "lp": "LT", "vsat": "LT", "vt": "LT"}
ZOOMS = {"wide": 33, "middle": 40, "near": 47}
"""Quarter steps: about 230, 70 and 20 km across."""


class _Still(Feed):
    """A feed whose clock stands, so that a picture taken again is the same."""

    def now(self) -> float:
        return NOW


def busy_evening(area: Area) -> Facts:
    """Sixty units: most in and round a town of their state, nine at one place, some old or doubtful, an emergency."""
    chance = random.Random(area.name)
    facts = Facts(version=1)
    for id_, shape, colour in AGENCIES:
        facts.agencies[id_] = AgencyInfo(id=id_, name=id_.upper(), shape=shape, colour=colour)
    for number in range(60):
        town = area.towns[number * 5 % 7 % len(area.towns)]
        agency = chance.choice([id_ for id_, *_ in AGENCIES if STATES[id_] == town.state])
        far = (0.012, 0.05, 0.1)[number % 3]
        if number % 7 == 2:
            town, far = area.towns[0], 0.0015
            agency = "vp" if number % 2 else "pp"
        lat, lon = chance.gauss(town.lat, far), chance.gauss(town.lon, 1.8 * far)
        age = 900.0 if number % 9 == 5 else chance.uniform(1, 40)
        course = chance.uniform(0, 360) if number % 5 else None
        fix = Fix(lat=lat, lon=lon, time=NOW - age, speed=14.0 if course else 0.0, course=course, accuracy=12.0)
        unit = Unit(id=f"u{number}", callsign=f"{agency.upper()} {101 + number}", agency=agency, fix=fix, named=True)
        unit.status, unit.doubtful = 1 + number % 6, "jump" if number % 20 == 7 else ""
        facts.units[unit.id] = unit
    pressed = facts.units["u9"]
    facts.alarms["a1"] = Alarm(id="a1", unit=pressed.id, opened=NOW - 20, signals=["radio"])
    pressed.alarm = "a1"
    return facts


def take(area: Area, night: bool) -> Iterator[tuple[str, QImage]]:
    """The pictures of ``area``, with the name of the zoom."""
    selection = Selection()
    selection.select("u12")
    view = MapView(_Still(Picture(busy_evening(area))), Theme(night), selection)
    view.resize(WIDE, HIGH)
    view.show()
    for (name, step), (lat, lon) in zip(ZOOMS.items(), area.over, strict=True):
        view.touched = True
        view.look(Camera(world_x(lon), world_y(lat), step))
        for _ in range(2):  # names give way to units, and units to names
            settle(lambda: view.ground.store.busy)
            view.ground.settle()
            view.repaint()
        picture = QPixmap(view.size())
        view.render(picture, QPoint())
        yield name, picture.toImage()
    view.close()
    view.deleteLater()


def sheet_of(pictures: list[QImage], columns: int) -> QImage:
    """Small ones beside and below each other."""
    high = round(SMALL * HIGH / WIDE)
    rows = -(-len(pictures) // columns)
    sheet = QImage(columns * SMALL, rows * high, QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.gray)
    painter = QPainter(sheet)
    for number, picture in enumerate(pictures):
        small = picture.scaledToWidth(SMALL, Qt.TransformationMode.SmoothTransformation)
        painter.drawImage(number % columns * SMALL, number // columns * high, small)
    painter.end()
    return sheet


def run(folder: Path, before: str, languages: list[str], themes: list[str]) -> int:
    """Take them all into ``folder``; how many."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for theme in themes:
        for language in languages:
            install(app, language)
            taken: list[QImage] = []
            for area in AREAS:
                for zoom, picture in take(area, theme == "night"):
                    picture.save(str(folder / f"{before}{area.name}-{zoom}-{theme}-{language}.png"))
                    taken.append(picture)
            sheet_of(taken, len(ZOOMS)).save(str(folder / f"{before}sheet-{theme}-{language}.png"))
            count += len(taken)
            print(f"{before or 'built-in '}{theme} {language}: {len(taken)}", flush=True)
    return count


def main() -> int:
    """Read the command line and take the pictures."""
    said = argparse.ArgumentParser(prog="python -m benchmarks.pictures")
    said.add_argument("folder", type=Path)
    said.add_argument("--pack", type=Path, help="a map to import first")
    said.add_argument("--lang", choices=LANGUAGES, action="append")
    said.add_argument("--theme", choices=["day", "night"], action="append")
    wanted = said.parse_args()
    with tempfile.TemporaryDirectory(prefix="kopa-pictures-") as home:
        os.environ["KOPA_HOME"] = home
        if wanted.pack is not None:
            subprocess.run([sys.executable, str(ROOT / "main.py"), "import-map", str(wanted.pack)], check=True)
        os.environ.setdefault("QT_QPA_PLATFORM", offscreen(Path(home)))
        app = make_application(sys.argv[:1])
        before = f"{wanted.pack.stem}-" if wanted.pack is not None else ""
        count = run(wanted.folder, before, wanted.lang or list(LANGUAGES), wanted.theme or ["day", "night"])
        print(f"{count} pictures in {wanted.folder}")
        app.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
