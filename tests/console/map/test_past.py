"""Looking back on the map: who was here, where a unit went; on record where it is an enquiry, cleared with Esc."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from console.live import Act
from console.map.camera import Camera, fit, world_x, world_y
from console.map.past import PastPositions
from console.map.view import MapView
from console.map.ways import LABELS, Way, Ways, marks
from console.selection import Selection
from console.shapes import UNKNOWN
from console.theme import DAY, Theme
from journal.errors import JournalError
from journal.positions.tracks import Passage, Track, Tracks
from tests.console import journals
from tests.console.room import AGENCIES, NOW, RoomFeed, entries
from units import actions as ac

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
HERE = (55.8012, 26.3941)
"""Where VP 118 is now."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("past")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(home))
        return journals.project(journals.write(home / "live", entries(NOW)))


class Recorded(RoomFeed):
    """A room with a journal; what is appended commits when told to, if ``slow``."""

    def __init__(self, folder: Path, signed: bool = True) -> None:
        super().__init__(signed=signed)
        self.folder = folder
        self.slow = False
        self.pending: list[Future[int]] = []

    def act(self, action: Act) -> Future[int]:
        if not self.slow:
            return super().act(action)
        self.acts.append(action)
        self.pending.append(Future())
        return self.pending[-1]


@pytest.fixture
def feed(folder: Path) -> Recorded:
    return Recorded(folder)


@pytest.fixture
def view(qtbot: Any, feed: Recorded) -> Iterator[MapView]:
    made = MapView(feed, Theme(), Selection())
    made.resize(1100, 700)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.stop()


def answered(qtbot: Any, view: MapView, ask: Callable[[], object]) -> None:
    questions = view.past.questions
    assert questions is not None
    with qtbot.waitSignal(questions.answered, timeout=8000):
        ask()


def rows(view: MapView) -> list[str]:
    table = view.past.panel.table  # type: ignore[union-attr]
    return [table.item(row, 0).text() for row in range(table.rowCount())]  # type: ignore[union-attr]


def test_who_was_here_is_a_table_and_their_ways_are_drawn_when_chosen(
    qtbot: Any, view: MapView, feed: Recorded
) -> None:
    view.past.ask_place(*HERE)
    panel = view.past.panel
    assert panel is not None and panel.isVisible() and not panel.purpose.isVisible()
    panel.radius.setValue(500)
    assert view.renderer.past.place == (*HERE, 500.0)
    answered(qtbot, view, panel.go.click)
    assert rows(view) == ["VP 118 · Valsts policija"]
    assert feed.acts == [], "this shift is work"
    assert view.renderer.past.ways == {}
    answered(qtbot, view, lambda: panel.table.selectRow(0))
    (way,) = view.renderer.past.ways.values()
    assert list(view.renderer.past.ways) == ["vp118"] and len(way.xs) == 21
    panel.table.clearSelection()
    assert view.renderer.past.ways == {}
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible() and view.renderer.past.place is None


def test_the_whole_circle_is_in_what_the_plate_leaves_free(qtbot: Any, view: MapView) -> None:
    view.past.ask_place(*HERE)
    panel = view.past.panel
    assert panel is not None
    panel.radius.setValue(4000)
    answered(qtbot, view, panel.go.click)
    box = view.renderer.past.box()
    assert box is not None
    left, top = view.camera.point(box.left, box.top, *view.room)
    right, bottom = view.camera.point(box.right, box.bottom, *view.room)
    assert left > 0 and top > 0 and bottom < view.height() and right < panel.x()


def test_a_track_is_drawn_with_its_times_and_goes_with_escape(qtbot: Any, view: MapView) -> None:
    view.past.ask_track("vp124")
    panel = view.past.panel
    assert panel is not None and "VP 124" in panel.title.text() and not panel.radius.isVisible()
    answered(qtbot, view, panel.go.click)
    way = view.renderer.past.ways["vp124"]
    written = [text for _, text in marks(way, view.camera, view.room)]
    assert written[0] == "23:30" and written[-1] == "23:40"
    assert "21" in panel.told.text()
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.renderer.past.ways == {} and not panel.isVisible()


@pytest.mark.parametrize("of", ["place", "track"])
def test_older_positions_are_an_enquiry_on_record_before_they_are_read(
    qtbot: Any, view: MapView, feed: Recorded, monkeypatch: pytest.MonkeyPatch, of: str
) -> None:
    read = threading.Event()
    opened = PastPositions._opened

    def watched(past: PastPositions) -> Tracks:
        read.set()
        return opened(past)

    monkeypatch.setattr(PastPositions, "_opened", watched)
    (view.past.ask_place(*HERE) if of == "place" else view.past.ask_track("vp118"))
    panel = view.past.panel
    assert panel is not None
    panel.since.setDateTime(panel.since.dateTime().addDays(-2))
    assert panel.purpose.isVisible()
    panel.go.click()
    assert "looked up for" in panel.message.text() and feed.acts == []
    panel.purpose.setText("lieta 11-2026")
    feed.slow = True
    panel.go.click()
    (searched,) = feed.acts
    assert isinstance(searched, ac.Searched)
    assert (searched.purpose, searched.operator, searched.journal) == ("lieta 11-2026", "12", str(feed.folder))
    assert ("who was within 300 m of 55.80120 26.39410" if of == "place" else "track of vp118") in searched.terms
    assert not read.wait(0.2)
    answered(qtbot, view, lambda: feed.pending[0].set_result(7))
    assert read.is_set()
    assert rows(view) == ["VP 118 · Valsts policija"] if of == "place" else "vp118" in view.renderer.past.ways
    if of == "place":
        answered(qtbot, view, lambda: panel.table.selectRow(0))
        assert len(feed.acts) == 1, "the ways of who was there are the same search"


def test_what_cannot_be_put_on_record_is_not_shown(qtbot: Any, view: MapView, feed: Recorded) -> None:
    view.past.ask_place(*HERE)
    panel = view.past.panel
    assert panel is not None
    panel.since.setDateTime(panel.since.dateTime().addDays(-2))
    panel.purpose.setText("lieta")
    feed.slow = True
    panel.go.click()
    answered(qtbot, view, lambda: feed.pending[0].set_exception(JournalError("the disk is full")))
    assert "disk is full" in panel.message.text() and rows(view) == []


def test_an_interval_that_ends_before_it_begins_is_not_asked(view: MapView) -> None:
    view.past.ask_track("vp118")
    panel = view.past.panel
    assert panel is not None and view.past.questions is not None
    panel.until.setDateTime(panel.since.dateTime().addSecs(-60))
    panel.go.click()
    assert "before it begins" in panel.message.text() and not view.past.questions.busy


AGENCY = st.none() | st.lists(st.sampled_from([*(agency.id for agency in AGENCIES), ""]), unique=True, min_size=1)


@settings(max_examples=15)
@given(agencies=AGENCY, metres=st.sampled_from([500.0, 60_000.0]), unit=st.sampled_from(["vp118", "vrs113", "vt7"]))
def test_positions_of_those_alone_whose_records_may_be_read(
    qtbot: Any, folder: Path, agencies: list[str] | None, metres: float, unit: str
) -> None:
    asked: list[Any] = []

    class Spy(Tracks):
        def track(self, who: str, since: float, until: float, agencies: Any = ()) -> Track:
            asked.append(agencies)
            return super().track(who, since, until, agencies)

        def within(
            self, lat: float, lon: float, m: float, since: float, until: float, agencies: Any = ()
        ) -> list[Passage]:
            asked.append(agencies)
            return super().within(lat, lon, m, since, until, agencies)

    permitted = None if agencies is None else tuple(agencies)
    past = PastPositions(folder, lambda: permitted, open_tracks=Spy)
    with qtbot.waitSignal(past.answered, timeout=8000) as told:
        past.within(*HERE, metres, NOW - 3600, NOW)
    found = told.args[1]
    with qtbot.waitSignal(past.answered, timeout=8000) as told:
        past.tracks([unit, "vp118"], NOW - 3600, NOW)
    tracks = told.args[1]
    past.close()
    assert asked == [permitted] * 3
    assert isinstance(found, list) and isinstance(tracks, dict)
    if agencies is not None:
        assert {passage.agency for passage in found} <= set(agencies)
        assert bool(len(tracks["vp118"].seq)) is ("vp" in agencies)


def test_a_new_question_interrupts_the_last(qtbot: Any, folder: Path) -> None:
    begun, ended = threading.Event(), threading.Event()

    class Slow(Tracks):
        def track(self, who: str, since: float, until: float, agencies: Any = None) -> Track:
            if who == "slow":
                begun.set()
                assert ended.wait(30)
                raise JournalError("interrupted")
            return super().track(who, since, until, agencies)

        def interrupt(self) -> None:
            ended.set()

    past = PastPositions(folder, lambda: None, open_tracks=Slow)
    answers: list[tuple[int, object]] = []
    past.answered.connect(lambda number, answer: answers.append((number, answer)))
    past.tracks(["slow"], 0.0, NOW)
    assert begun.wait(30)
    number = past.tracks(["vp118"], NOW - 3600, NOW)
    qtbot.waitUntil(lambda: bool(answers), timeout=8000)
    assert [n for n, _ in answers] == [number]
    past.close()


def test_the_maps_menu_asks_by_mouse_and_by_key(qtbot: Any, view: MapView) -> None:
    place = view.rect().center()
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        event = QContextMenuEvent(reason, place, view.mapToGlobal(place))
        QApplication.sendEvent(view, event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        who = next(action for action in menu.actions() if action.text().startswith("Who was here"))
        who.trigger()
        menu.close()
        panel = view.past.panel
        assert panel is not None and panel.isVisible()
        x, y = view.camera.under(place.x(), place.y(), *view.room)
        near = 1.5 / view.camera.span  # the middle of an even number of pixels is between two
        assert abs(world_x(panel.place[1]) - x) < near and abs(world_y(panel.place[0]) - y) < near
        view.past.close()


def test_a_unit_under_the_pointer_is_offered_its_track_a_hold_and_an_erasure(qtbot: Any, view: MapView) -> None:
    view.grab()
    row = view.renderer.where("vp118")
    assert row is not None
    x, y = view.camera.point(*row, *view.room)
    wanted: list[tuple[str, str]] = []
    view.past.wanted.connect(lambda what, unit: wanted.append((what, unit)))
    menu = view.past.menu(QPointF(x, y), view.mapToGlobal(QPointF(x, y).toPoint()))
    for action in menu.actions():
        if action.text() in ("Track over a time …", "Place a legal hold …", "Erase data …"):
            action.trigger()
    assert wanted == [("track", "vp118"), ("hold", "vp118"), ("erase", "vp118")]
    menu.close()


def test_nobody_signed_on_asks_nothing(qtbot: Any, folder: Path) -> None:
    view = MapView(Recorded(folder, signed=False), Theme(), Selection())
    qtbot.addWidget(view)
    view.show()
    menu = view.past.menu(QPointF(50, 50), view.mapToGlobal(QPointF(50, 50).toPoint()))
    who = next(action for action in menu.actions() if action.text().startswith("Who was here"))
    assert not who.isEnabled() and who.toolTip()
    menu.close()
    view.past.ask_track("vp118")
    assert view.past.panel is None
    view.stop()


# -- what is drawn ---------------------------------------------------------------------------------------------------


def way_of(count: int, doubted: set[int] = frozenset(), step: float = 30.0) -> Way:  # type: ignore[assignment]
    numbers = np.arange(count, dtype=np.float64)
    lat, lon = 55.8 + numbers * 1e-4, 26.4 + numbers * 2e-4
    bad = np.array([n in doubted for n in range(count)], np.bool_)
    return Way.of(UNKNOWN, lat, lon, NOW + numbers * step, bad)


def test_times_stand_apart_and_are_few(qtbot: Any) -> None:
    way = way_of(50_000, step=1.0)
    for steps in (20, 36, 52):
        camera = Camera(float(way.xs[0]), float(way.ys[0]), steps)
        written = marks(way, camera, (1200, 800))
        assert 0 < len(written) <= LABELS + 2
    box = Ways({"u": way}).box()
    assert box is not None
    whole = marks(way, fit(box, 1200, 800), (1200, 800))
    assert len(whole) > 3 and all(len(text) == 5 for _, text in whole)
    day = marks(way_of(50_000, step=10.0), fit(box, 1200, 800), (1200, 800))
    assert "22.11." in day[-1][1] or "27.11." in day[-1][1]


def test_a_million_positions_are_drawn_as_what_can_be_seen(qtbot: Any) -> None:
    from console.map.ways import _pieces

    way = way_of(1_000_000, step=1.0)
    box = Ways({"u": way}).box()
    assert box is not None
    camera = fit(box, 1200, 800)
    xs, ys = camera.screen(way.xs, way.ys, 1200, 800)
    pieces = _pieces(xs, ys, way.when)
    assert sum(piece.count() for piece in pieces) < len(way.xs) / 50


def test_no_line_over_a_hole_in_time_and_doubted_places_are_crossed_out(qtbot: Any) -> None:
    from console.map.ways import _pieces

    way = way_of(20, {5})
    when = way.when.copy()
    when[10:] += 3600
    camera = Camera(float(way.xs[0]), float(way.ys[0]), 60)
    xs, ys = camera.screen(way.xs, way.ys, 800, 600)
    assert len(_pieces(xs, ys, when)) == 2
    image = QImage(800, 600, QImage.Format.Format_RGB32)
    image.fill(DAY.panel)
    painter = QPainter(image)
    ways = Ways({"u": way}, (55.8, 26.4, 200.0))
    ways.paint_lines(painter, camera, (800, 600), DAY)
    ways.paint_times(painter, camera, (800, 600), DAY, Theme().font(12, 400))
    painter.end()
    assert image.pixelColor(400, 300) != DAY.panel
    assert Ways().box() is None
