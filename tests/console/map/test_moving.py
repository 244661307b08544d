"""The map as the dispatcher moves it: clicks, keys, the wheel, following, the search."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.map.camera import world_x, world_y
from console.map.view import MapView
from console.theme import DAY
from gps.fix import Fix
from tests.console.map import made
from tests.console.map.shown import BORDER, Make, feed, grabbed, near, spot
from units.state import Changes


def test_the_first_view_shows_all_units_and_without_any_the_border(make: Make) -> None:
    view = make(made.room(made.unit("a", 56.9, 24.1), made.unit("b", 55.5, 25.6)))
    for one in ("a", "b"):
        assert view.rect().contains(spot(view, one))
    empty = make(made.room())
    for lat, lon in ((55.88, 26.53), (55.73, 26.25), (55.50, 25.60)):
        x, y = empty.camera.point(world_x(lon), world_y(lat), *empty.room)
        assert empty.rect().contains(QPoint(round(x), round(y)))


def test_a_click_selects_and_a_click_beside_deselects(make: Make, qtbot: QtBot) -> None:
    view = make(made.room(*BORDER))
    chosen: list[str] = []
    view.unit_selected.connect(chosen.append)
    grabbed(view)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot(view, "vp118") + QPoint(3, -2))
    assert view._selection.unit == "vp118"
    assert chosen == ["vp118"]
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(450, 560))
    assert view._selection.unit == ""


def test_a_click_on_the_tag_is_a_click_on_the_unit(make: Make, qtbot: QtBot) -> None:
    view = make(made.room(*BORDER))
    grabbed(view)
    tag = next(one for one in view.renderer._spots if one.wish.unit == "vrs131")
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(int(tag.left + tag.wide - 4), int(tag.top + 9)))
    assert view._selection.unit == "vrs131"


def test_what_is_selected_elsewhere_gets_its_halo_here(make: Make) -> None:
    view = make(made.room(*BORDER))
    before = near(grabbed(view), spot(view, "vp118"), 20, DAY.accent, 14)
    view._selection.select("vp118")
    assert near(grabbed(view), spot(view, "vp118"), 20, DAY.accent, 14) > before + 60


def wheel(view: MapView, at: QPoint, notches: int) -> None:
    place = QPointF(at)
    none = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        place, QPointF(view.mapToGlobal(at)), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton, none,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def test_the_wheel_zooms_round_the_pointer(make: Make) -> None:
    view = make(made.room(*BORDER))
    at = spot(view, "vp118")
    step = view.camera.step
    wheel(view, at, 2)
    assert view.camera.step == step + 4
    assert (spot(view, "vp118") - at).manhattanLength() <= 2
    for _ in range(60):
        wheel(view, at, 3)
    for _ in range(90):
        wheel(view, at, -3)
    grabbed(view)


def test_dragging_moves_the_map_with_the_pointer(make: Make, qtbot: QtBot) -> None:
    view = make(made.room(*BORDER))
    before = spot(view, "vp118")
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(500, 500))
    for x in range(500, 400, -10):
        QTest.mouseMove(view, QPoint(x, 500))
    QTest.mouseMove(view, QPoint(400, 480))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(400, 480))
    moved = spot(view, "vp118") - before
    assert abs(moved.x() + 100) <= 2
    assert abs(moved.y() + 20) <= 2
    assert view._selection.unit == ""


def test_keys(make: Make, qtbot: QtBot) -> None:
    view = make(made.room(*BORDER))
    before = spot(view, "vp118")
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert spot(view, "vp118").x() < before.x() - 60
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert spot(view, "vp118").y() < before.y() - 60
    step = view.camera.step
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.camera.step == step + 2
    QTest.keyClick(view, Qt.Key.Key_Minus)
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.rect().contains(spot(view, "vp118"))
    assert view.rect().contains(spot(view, "vrs131"))


def test_follow_keeps_a_driving_unit_in_view_until_the_map_is_taken(make: Make, qtbot: QtBot) -> None:
    view = make(made.room(*BORDER))
    view._selection.select("vp118")
    QTest.keyClick(view, Qt.Key.Key_Z)
    assert view._selection.following == "vp118"
    unit = feed(view).facts.units["vp118"]
    for i in range(1, 30):
        unit.fix = Fix(lat=55.8, lon=26.39 + 0.03 * i, time=made.NOW + i)
        view.show_changes(Changes(units={"vp118"}))
        assert view.rect().adjusted(150, 100, -150, -100).contains(spot(view, "vp118"))
    view.pan(300, 0)
    assert view._selection.following == ""
    place = view.camera
    unit.fix = Fix(lat=55.8, lon=24.0, time=made.NOW + 99)
    view.show_changes(Changes(units={"vp118"}))
    assert view.camera == place


def test_locate_brings_a_unit_to_the_middle(make: Make) -> None:
    view = make(made.room(made.unit("a", 56.9, 24.1), made.unit("b", 55.5, 25.6)))
    view._selection.locate("b")
    assert (spot(view, "b") - view.rect().center()).manhattanLength() <= 3
    assert view.camera.step >= 42
    before = view.camera
    view._selection.locate("nobody")
    assert view.camera == before


def test_until_touched_the_map_keeps_every_unit_in_view_and_then_never_moves(make: Make) -> None:
    view = make(made.room(*BORDER))
    facts = feed(view).facts
    facts.units["far"] = made.unit("far", 57.4, 21.6)
    view.show_changes(Changes(units={"far"}))
    assert view.rect().contains(spot(view, "far"))
    view.zoom(4)
    place = view.camera
    facts.units["further"] = made.unit("further", 54.7, 25.3)
    view.show_changes(Changes(units={"further"}))
    assert view.camera == place


@pytest.mark.parametrize("touched", [False, True])
def test_the_strip_comes_and_goes_and_no_unit_moves_on_the_screen(make: Make, touched: bool) -> None:
    view = make(made.room(*BORDER))
    view.touched = touched
    before, high = {unit: spot(view, unit).y() - view.height() for unit in ("vp118", "vrs131")}, view.height()
    for height in (high - 64, high):
        view.resize(view.width(), height)
        for unit, below in before.items():
            assert abs(spot(view, unit).y() - view.height() - below) <= 1


def test_a_doubtful_position_does_not_move_the_map(make: Make) -> None:
    view = make(made.room(*BORDER))
    place, facts = view.camera, feed(view).facts
    facts.units["far"] = made.unit("far", 57.4, 21.6)
    facts.units["far"].doubtful = "speed"
    view.show_changes(Changes(units={"far"}))
    assert view.camera == place


def test_search_goes_to_a_town_and_to_pasted_coordinates(make: Make, qtbot: QtBot) -> None:
    view = make(made.room(*BORDER))
    view.search.setFocus()
    QTest.keyClicks(view.search, "kraslav")
    assert view.search.answers.isVisible()
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    pin = view.renderer.pin
    assert pin is not None
    assert pin.text == "Krāslava"
    assert (pin.x, pin.y) == pytest.approx((view.camera.x, view.camera.y))
    view.search.setFocus()
    view.search.clear()
    QTest.keyClicks(view.search, "55.7322 26.2490")
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    assert view.camera.x == pytest.approx(world_x(26.2490))
    grabbed(view)
    view.search.setFocus()
    view.search.selectAll()
    QTest.keyClick(view.search, Qt.Key.Key_Delete)
    assert view.renderer.pin is None


def test_the_pointers_coordinates_say_their_system(make: Make, qtbot: QtBot) -> None:
    view = make(made.room(*BORDER))
    QTest.mouseMove(view, QPoint(300, 300))
    view.pointed.emit(QPointF(300, 300))
    qtbot.waitUntil(lambda: "LKS-92 N " in view.readout.words(), timeout=20_000)
    before = view.readout.words()
    view.locate("vrs131")
    assert view.readout.words() != before, "another place is under the pointer now"


def test_a_tracked_unit_shows_its_whole_way_whatever_is_selected(make: Make) -> None:
    trail = [(55.80, 25.60 + 0.02 * i, made.NOW - 600 + 10 * i) for i in range(40)]
    view = make(made.room(made.unit("vp118", 55.80, 26.38, trail=trail), made.unit("b", 55.5, 25.6)))
    view.trails.mode_changed.emit("off")
    view._selection.track("vp118")
    for lat, lon, _ in (trail[0], trail[-1]):
        x, y = view.camera.point(world_x(lon), world_y(lat), *view.room)
        assert view.rect().contains(QPoint(round(x), round(y)))
    x, y = view.camera.point(world_x(26.0), world_y(55.80), *view.room)
    shown = grabbed(view)
    view._selection.track("vp118")
    assert view.renderer.tracked == ""
    assert shown.pixel(round(x), round(y)) != grabbed(view).pixel(round(x), round(y)), "the way went with it"
