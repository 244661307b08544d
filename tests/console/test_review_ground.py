"""Borders and fences in a review: on the time line, in the list of events, jumped to, called as they were called."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from console.review import marks
from console.review.events import KINDS, EventsPage
from console.review.marks import Mark, Marks
from console.review.timeline import Timeline
from console.theme import Theme
from tests.console import journals
from tests.console.room import NOW, entries
from units import findings as fi
from units.borders import BorderNeared
from units.entry import Anything
from units.fences import FenceDrawn, FenceDwelt, FenceEntered, FenceLeft, FenceRemoved

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.usefixtures("home")]
SINCE, UNTIL = NOW - 600, NOW
RING = [(55.8, 26.4), (55.8, 26.6), (55.9, 26.6)]


def drawn(fence: str, text: str) -> FenceDrawn:
    return FenceDrawn(seat="1", operator="12", fence=fence, text=text, rings=[RING], rules=["in", "out"])


HAPPENED: list[tuple[float, Anything]] = [
    (-700, drawn("f1", "Port")),
    (-690, drawn("f2", "Old depot")),
    (-650, fi.Crossed(unit="vp118", into="LT", out_of="LV")),
    (-500, fi.Crossed(unit="vp118", into="LV", out_of="LT")),
    (-450, fi.Crossed(unit="vp118", into="", out_of="LV", alert=True, late=300.0)),
    (-440, BorderNeared(unit="vp118", into="BY", metres=900.0)),
    (-430, BorderNeared(unit="vp118", into="BY", metres=5000.0, approximate=True)),
    (-420, BorderNeared(unit="vp118", into="BY", metres=3000.0, approximate=True, inside=True)),
    (-400, FenceEntered(fence="f1", unit="vp124", why="drawn")),
    (-390, FenceEntered(fence="f2", unit="vp124")),
    (-380, FenceLeft(fence="f2", unit="vp124", seconds=10.0, late=-1.0)),
    (-370, FenceDwelt(fence="f1", unit="vp124", seconds=600.0)),
    (-360, FenceRemoved(seat="1", operator="12", fence="f2")),
    (-350, drawn("f3", "Brief")),
    (-340, FenceEntered(fence="f3", unit="vp124")),
    (-330, FenceRemoved(seat="1", operator="12", fence="f3")),
]
SAID = [
    ("border", "VP 118", "crossed into Latvia"),
    ("border", "VP 118", "left Latvia: whose ground beyond is unknown · position up to 5 min old"),
    ("border", "VP 118", "near the border of Belarus (900 m)"),
    ("border", "VP 118", "near the border of Belarus (5.0 km) · approximate"),
    ("border", "VP 118", "probably in Belarus · approximate"),
    ("fence", "VP 124", "entered: Old depot"),
    ("fence", "VP 124", "left: Old depot · position of unknown age"),
    ("fence", "VP 124", "too long in Port: 10:00"),
    ("fence", "VP 124", "entered: Brief"),
]
"""What nobody did (a fence that was drawn round somebody) and what was before the interval is left out."""


@pytest.fixture
def folder(home: Path) -> Path:
    rows = [row for row in entries(NOW) if not isinstance(row[1], fi.Crossed)]
    rows += [(NOW + at, what) for at, what in HAPPENED]
    opened = (rows[0][0] - 1000, fi.JournalOpened(mode="exercise", installation="0a1b2c3d"))
    kept = sorted(rows[1:], key=lambda row: row[0])
    return journals.project(journals.write(home / "seen", [opened, *kept], "exercise"))


def ground(found: list[Mark]) -> list[tuple[str, str, str]]:
    return [(mark.kind, mark.who, mark.text) for mark in sorted(found) if mark.kind in ("border", "fence")]


def test_borders_and_fences_are_marks_with_and_without_a_call_log(qapp: object, folder: Path) -> None:
    assert ground(marks.load(folder, SINCE, UNTIL, None)) == SAID
    for left in folder.glob("read.db*"):
        left.unlink()
    assert ground(marks.load(folder, SINCE, UNTIL, None)) == SAID


def test_whose_records_may_not_be_read_are_not_marked(folder: Path) -> None:
    assert ground(marks.load(folder, SINCE, UNTIL, ("vp",))) == []


def test_they_are_jumped_to_and_chosen_from_the_list(qtbot: QtBot, folder: Path) -> None:
    found = Marks(marks.load(folder, SINCE, UNTIL, None))
    first = found.after(SINCE, "border")
    assert first is not None and first.time == pytest.approx(NOW - 500)
    last = found.before(UNTIL, "fence")
    assert last is not None and last.time == pytest.approx(NOW - 340)
    page = EventsPage(Theme(), found, NOW)
    qtbot.addWidget(page)
    assert {"border", "fence"} <= set(KINDS)
    page.kind.setCurrentIndex(page.kind.findData("fence"))
    cells = [[str(page.model.index(row, column).data()) for column in (1, 2, 3)] for row in range(4)]
    assert cells == [["Fence", who, said] for kind, who, said in SAID if kind == "fence"]
    chosen: list[Mark] = []
    page.chosen.connect(chosen.append)
    page.table.activated.emit(page.model.index(0, 0))
    assert chosen == [mark for mark in found.all if mark.kind == "fence"][:1]


def test_the_time_line_shows_them_apart(qtbot: QtBot) -> None:
    """A diamond above the line: amber for a border, of the text's colour for a fence."""
    theme = Theme()
    line = Timeline(theme)
    qtbot.addWidget(line)
    line.resize(1032, 72)
    line.show_interval(1000.0, 2000.0, [Mark(1400.0, 0, "border"), Mark(1600.0, 0, "fence")])
    image = line.grab().toImage()
    for wall, colour in ((1400.0, theme.palette.warn), (1600.0, theme.palette.text)):
        at = QPointF(16 + (wall - 1000), 22).toPoint()
        assert QColor(image.pixel(at)).name() == colour.name()
