"""The playback of a review: steps and speeds, the list of events, whom the map follows; no position is invented."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from console.review.events import EventsPage
from console.review.feed import SPEEDS, ReviewFeed
from console.review.interval import IntervalSheet
from console.review.marks import Mark, Marks
from console.review.timeline import Timeline
from console.review.view import ReviewView
from console.review.window import ReviewWindow
from console.theme import Theme
from radio.events import Located
from tests.console import journals
from tests.console.room import NOW, entries
from units import findings as fi
from units.entry import Anything

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.usefixtures("home")]
SINCE, UNTIL = NOW - 600, NOW
PATIENCE = 30_000


@pytest.fixture
def folder(home: Path) -> Path:
    rows = entries(NOW)
    opened = (rows[0][0], fi.JournalOpened(mode="exercise", installation="0a1b2c3d"))
    return journals.project(journals.write(home / "seen", [opened, *rows[1:]], "exercise"))


class Paper:
    """A sink in memory."""

    def append(self, what: Anything, raw: bytes | None = None) -> Future[int]:
        done: Future[int] = Future()
        done.set_result(1)
        return done


@pytest.fixture
def feed(qtbot: Any, folder: Path) -> Iterator[ReviewFeed]:
    made = ReviewFeed(folder, Paper(), SINCE, UNTIL)
    yield made
    made.close()


@pytest.fixture
def view(qtbot: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReviewView]:
    monkeypatch.setattr("console.review.sound.ReviewSound._start", lambda self: None)
    window = ReviewWindow(folder, "exercise", (SINCE, UNTIL), Theme())
    qtbot.addWidget(window)
    window.resize(1500, 900)
    window.show()
    window.gate.page.open()
    qtbot.waitUntil(lambda: window.view is not None, timeout=PATIENCE)
    assert window.view is not None
    made = window.view
    qtbot.waitUntil(lambda: made.feed.ready and bool(made.timeline.marks.all), timeout=PATIENCE)
    yield made
    window.leave()


def at(qtbot: Any, feed: ReviewFeed, wall: float) -> None:
    feed.jump(wall, play=False)
    qtbot.waitUntil(lambda: feed.ready, timeout=PATIENCE)


def panel(view: ReviewView) -> object:
    window = view.window()
    assert isinstance(window, ReviewWindow)
    return window.host.panel


def test_a_step_stands_still_and_stays_inside_the_interval(qtbot: Any, feed: ReviewFeed) -> None:
    feed.jump(SINCE + 100, play=True)
    feed.step(5)
    assert not feed.running and feed.now() == SINCE + 105
    feed.step(-1000)
    assert feed.now() == SINCE
    feed.step(100_000)
    assert feed.now() == UNTIL
    qtbot.waitUntil(lambda: feed.ready, timeout=PATIENCE)


@pytest.mark.parametrize("speed", [SPEEDS[0], SPEEDS[-1]])
def test_it_plays_at_half_and_at_sixty_times_life(
    qtbot: Any, feed: ReviewFeed, monkeypatch: pytest.MonkeyPatch, speed: float
) -> None:
    at(qtbot, feed, SINCE + 10)
    clock = [1000.0]
    monkeypatch.setattr("console.review.feed.time.monotonic", lambda: clock[0])
    feed.set_speed(speed)
    feed.play()
    feed._timer.stop()
    for _ in range(10):
        clock[0] += 0.1
        feed.tick()
    assert abs(feed.now() - (SINCE + 10 + speed)) < 1e-6


def test_between_two_fixes_a_unit_is_where_the_last_one_was(qtbot: Any, feed: ReviewFeed) -> None:
    radio = "tetra@247-9:2201118"
    fixes = [(w, e.lat, e.lon) for w, e in entries(NOW) if isinstance(e, Located) and e.radio == radio]
    (early, lat, lon), (late, *_) = fixes[4], fixes[5]
    for share in (0.1, 0.5, 0.9):
        at(qtbot, feed, early + (late - early) * share)
        fix = feed.facts.units["vp118"].fix
        assert fix is not None and (fix.lat, fix.lon) == (lat, lon)


def test_an_event_of_the_list_is_gone_to(qtbot: Any, view: ReviewView) -> None:
    view.feed.pause()
    view.transport.list.click()
    page = panel(view)
    assert isinstance(page, EventsPage)
    kinds = {mark.kind for mark in view.timeline.marks.all}
    assert {"call", "status", "alarm"} <= kinds and page.model.rowCount() == len(view.timeline.marks.all)
    page.kind.setCurrentIndex(page.kind.findData("alarm"))
    assert [mark.kind for mark in page.model.rows] == ["alarm"]
    cells = [str(page.model.index(0, column).data()) for column in range(4)]
    assert cells[1].startswith("▲") and cells[2] == "VP 118"
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert abs(view.feed.now() - page.model.rows[0].time) < 1 and panel(view) is None
    qtbot.waitUntil(lambda: view.feed.ready, timeout=PATIENCE)


def test_emergencies_are_jumped_between() -> None:
    marks = Marks([Mark(10.0, 0, "call"), Mark(20.0, 0, "alarm"), Mark(30.0, 0, "status"), Mark(40.0, 0, "alarm")])
    first, last = marks.after(5.0, "alarm"), marks.before(100.0, "alarm")
    assert first is not None and last is not None and (first.time, last.time) == (20.0, 40.0)
    assert marks.after(45.0, "alarm") is None and marks.before(15.0, "alarm") is None


def test_the_map_follows_whom_the_transport_says_and_the_other_way_round(qtbot: Any, view: ReviewView) -> None:
    at(qtbot, view.feed, NOW - 30)
    followed = view.transport.followed
    followed.fill("")
    row = followed.findData("vp118")
    assert row > 0
    followed.setCurrentIndex(row)
    followed.activated.emit(row)
    assert view.selection.following == "vp118"
    view.selection.follow("")
    assert followed.currentData() == ""
    view.selection.follow("vp124")
    assert followed.currentData() == "vp124"


def test_dragging_the_playhead_seeks_and_paints_no_mark_anew(qtbot: Any) -> None:
    line = Timeline(Theme())
    qtbot.addWidget(line)
    line.resize(600, 72)
    line.show()
    line.show_interval(1000.0, 2000.0, [Mark(1000.0 + n, 0, "status") for n in range(900)])
    line.grab()
    still = line._layer
    sought: list[float] = []
    line.sought.connect(sought.append)
    line.sought.connect(line.show_time)
    QTest.mousePress(line, Qt.MouseButton.LeftButton, pos=QPoint(100, 30))
    for x in range(120, 400, 40):
        QTest.mouseMove(line, QPoint(x, 30))
        line.grab()
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton, pos=QPoint(400, 30))
    assert sought and sought == sorted(sought) and still is not None and line._layer is still
    line.show_interval(1000.0, 2000.0, [])
    line.grab()
    assert line._layer is not still


def test_another_interval_is_asked_for_and_one_that_ends_first_is_not(qtbot: Any, view: ReviewView) -> None:
    view.transport.set.click()
    sheet = panel(view)
    assert isinstance(sheet, IntervalSheet)
    sheet.until.setDateTime(sheet.since.dateTime().addSecs(-60))
    sheet.go.click()
    assert "before it begins" in sheet.message.text()
    sheet.until.setDateTime(sheet.since.dateTime().addSecs(120))
    sheet.go.click()
    qtbot.waitUntil(lambda: abs(view.feed.until - (int(SINCE) + 120)) < 2, timeout=PATIENCE)
    assert panel(view) is None
    qtbot.waitUntil(lambda: view.feed.ready, timeout=PATIENCE)
