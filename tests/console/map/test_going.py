"""Where the map goes by itself, and that it says so."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from console.i18n import settings
from console.map.readout import KEPT, chosen
from gps.fix import Fix
from tests.console.map import made
from tests.console.map.shown import BORDER, Make, feed, grabbed, spot
from units.state import Changes


def test_the_map_says_whom_it_follows_and_one_click_ends_it(make: Make, qtbot: QtBot) -> None:
    view = make(made.room(*BORDER))
    assert view.going.plate.isHidden()
    view.follow("vp118")
    plate = view.going.plate
    assert plate.isVisible() and plate.text() == "Following VP118 · 4 s  ✕"
    assert view.rect().contains(plate.geometry())
    QTest.mouseClick(plate, Qt.MouseButton.LeftButton)
    assert view._selection.following == ""
    assert plate.isHidden()


def test_a_followed_unit_without_a_fresh_position_is_said_to_be_so(make: Make) -> None:
    view = make(made.room(*BORDER))
    view.follow("vp118")
    plate, unit = view.going.plate, feed(view).facts.units["vp118"]
    assert not plate.property("worry")
    feed(view).at = made.NOW + 130
    view.going.say()
    assert plate.text().startswith("Following VP118 · no new position for 2 min")
    assert plate.property("worry")
    unit.fix = Fix(lat=55.8, lon=26.39, time=made.NOW + 129)
    unit.doubtful = "jump"
    view.going.say()
    assert "position doubtful" in plate.text()
    unit.doubtful = ""
    view.going.say()
    assert plate.text() == "Following VP118 · 1 s  ✕" and not plate.property("worry")
    del feed(view).facts.units["vp118"]
    view.show_changes(Changes(units={"vp118"}))
    view.going.say()
    assert "no longer known" in plate.text() and plate.property("worry")


def test_following_survives_the_other_theme_and_a_narrow_map(make: Make) -> None:
    view = make(made.room(*BORDER))
    view.follow("vp118")
    view._theme.set(True)
    view.resize(360, 300)
    assert view._selection.following == "vp118"
    assert view.going.plate.isVisible()
    assert view.rect().contains(view.going.plate.geometry())
    for one in view.upper:
        assert not one.geometry().intersects(view.going.plate.geometry())
    grabbed(view)


def test_a_drag_ends_following(make: Make) -> None:
    view = make(made.room(*BORDER))
    view.follow("vp118")
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(500, 500))
    QTest.mouseMove(view, QPoint(430, 470))
    QTest.mouseMove(view, QPoint(400, 450))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(400, 450))
    assert view._selection.following == "" and view.going.plate.isHidden()


def test_the_readout_shows_the_chosen_systems_and_a_click_copies_them(make: Make, qtbot: QtBot) -> None:
    view = make(made.room(*BORDER))
    readout = view.readout
    qtbot.waitUntil(lambda: "LKS-92 N " in readout.words(), timeout=20_000)
    high, foot = readout.height(), readout.geometry().bottom()
    readout.choose("MGRS", True)
    assert "\nMGRS 35" in readout.words()
    assert readout.height() > high and readout.geometry().bottom() == foot
    readout.choose("LKS-92", False)
    readout.choose("MGRS", False)
    assert readout.systems == ["MGRS"], "one is always shown"
    readout.show_place(55.8012, 26.3941)
    QTest.mouseClick(readout, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert QGuiApplication.clipboard().text() == "MGRS 35U MB 62017 84120"
    assert readout.words().startswith("Copied · MGRS 35U MB")


def test_the_chosen_systems_are_remembered(make: Make) -> None:
    assert chosen() == ["LKS-92"]
    view = make(made.room(*BORDER))
    view.readout.choose("WGS 84", True)
    view.readout.choose("nonsense", True)
    assert chosen() == ["LKS-92", "WGS 84"]
    settings().setValue(KEPT, ["nonsense"])
    assert chosen() == ["LKS-92"]


def test_on_the_plate_the_place_clicked_last_is_shown(make: Make, qtbot: QtBot) -> None:
    view = make(made.room(*BORDER))
    qtbot.waitUntil(lambda: "LKS-92 N " in view.readout.words(), timeout=20_000)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 400))
    view.pointed.emit(view.rect().center().toPointF())
    other = view.readout.words()
    QTest.mouseMove(view.readout, QPoint(5, 5))
    view.readout.show_place(*view.readout._noted or (0.0, 0.0))
    assert view.readout.words() != other
    assert isinstance(view.readout.menu(), QMenu)


def test_pasted_coordinates_are_refused_in_words_or_offered_both_ways(make: Make, qtbot: QtBot) -> None:
    view = make(made.room(*BORDER))
    view.search.setFocus()
    before = view.camera
    QTest.keyClicks(view.search, "500000 500000")
    assert view.search.answers.isVisible()
    assert "no place in LKS-92" in view.search.answers.item(0).text()
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    assert view.camera == before and view.renderer.pin is None
    view.search.clear()
    QTest.keyClicks(view.search, "300000 400000")
    assert view.search.answers.count() == 2
    assert "taken as N 300 000 E 400 000" in view.search.answers.item(0).text()
    assert spot(view, "vp118") is not None
