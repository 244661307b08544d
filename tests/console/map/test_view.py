"""The map as the dispatcher uses it: what is drawn where, and what clicks, keys, the wheel and the facts do."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.theme import DAY
from gps.fix import Fix
from tests.console.map import made
from tests.console.map.shown import BORDER, Make, feed, grabbed, near, spot
from units.state import Changes


def test_units_are_where_they_are_in_their_agencys_colour(make: Make) -> None:
    view = make(made.room(*BORDER))
    image = grabbed(view)
    assert near(image, spot(view, "vp118"), 8, QColor("#0072B2")) > 100
    assert near(image, spot(view, "vrs131"), 8, QColor("#009E73")) > 80
    assert near(image, spot(view, "vp118"), 8, QColor("#009E73")) == 0


def test_an_unknown_radio_is_grey_and_shows_its_raw_id(make: Make) -> None:
    view = make(made.room(made.unit("x", 55.8, 26.4, callsign="", agency="", radios=["tetra@247-9:77"])))
    assert near(grabbed(view), spot(view, "x"), 7, QColor("#8A949D")) > 60
    assert view.renderer._spots[0].wish.tag.text == "x"


def test_an_emergency_has_its_ring_and_a_calm_map_no_vermillion(make: Make) -> None:
    calm = make(made.room(*BORDER))
    image = grabbed(calm)
    assert near(image, QPoint(450, 300), 400, DAY.emergency, 20) == 0
    alarm = make(made.room(made.unit("vp118", 55.8, 26.39, alarm="a1"), BORDER[1]))
    assert near(grabbed(alarm), spot(alarm, "vp118"), 30, DAY.emergency, 20) > 300


def test_the_ring_stands_still_once_acknowledged(make: Make) -> None:
    view = make(made.room(made.unit("vp118", 55.8, 26.39, alarm="a1")))
    assert view._beat.isActive() is not view.still
    feed(view).facts.alarms["a1"].ringing = False
    view.show_changes(Changes(alarms={"a1"}))
    assert not view._beat.isActive()
    assert view.renderer.phase == 0.0
    assert view.renderer.table.alarm


def test_emergency_and_selected_lie_above_a_crowd(make: Make) -> None:
    crowd = [made.unit(f"u{i}", 55.8 + 1e-5 * i, 26.39, agency="lp") for i in range(60)]
    view = make(made.room(made.unit("vp118", 55.8, 26.39, alarm="a1"), *crowd))
    image = grabbed(view)
    assert near(image, spot(view, "vp118"), 6, QColor("#0072B2")) > 60


def test_stale_units_fade_and_say_how_old(make: Make) -> None:
    view = make(made.room(made.unit("vp118", 55.8, 26.39, age=10.0)))
    assert view.renderer._tag(0).age == ""
    feed(view).at = made.NOW + 130
    view._age()
    assert view.renderer._tag(0).age == "2 min"
    assert near(grabbed(view), spot(view, "vp118"), 8, QColor("#0072B2"), 12) == 0


def test_talking_shows_sound_waves(make: Make) -> None:
    view = make(made.room(made.unit("vp118", 55.8, 26.39)))
    at = spot(view, "vp118") - QPoint(16, 0)
    before = near(grabbed(view), at, 6, DAY.text, 40)
    feed(view).facts.units["vp118"].talking = "c1"
    view.show_changes(Changes(units={"vp118"}))
    assert near(grabbed(view), at, 6, DAY.text, 40) > before + 15


def test_trails_cycle_selected_all_off(make: Make, qtbot: QtBot) -> None:
    trail = [(55.80, 26.10 + 0.01 * i, made.NOW - 300 + 10 * i) for i in range(30)]
    view = make(made.room(made.unit("vp118", 55.80, 26.39, trail=trail)))
    at = spot(view, "vp118") - QPoint(60, 0)
    blue = QColor("#0072B2")
    assert near(grabbed(view), at, 5, blue, 40) == 0
    view._selection.select("vp118")
    assert near(grabbed(view), at, 5, blue, 40) > 8
    view._selection.select("")
    QTest.mouseClick(view.trails, Qt.MouseButton.LeftButton)
    assert view.renderer.trails == "all"
    every = grabbed(view)
    QTest.mouseClick(view.trails, Qt.MouseButton.LeftButton)
    assert view.renderer.trails == "off"
    none = grabbed(view)
    row = [QPoint(at.x(), at.y() + dy) for dy in range(-5, 6)]
    assert any(every.pixelColor(one) != none.pixelColor(one) for one in row)
    assert near(none, at, 5, blue, 60) == 0


def test_attribution_names_whose_data_is_shown(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    view = make(made.room())
    assert "GSHHG" in view.attribution.text()
    assert "GeoNames" in view.attribution.text()
    file = made.mbtiles(
        tmp_path / "osm.mbtiles",
        {(6, 36, 19): made.lake_tile()},
        meta={"attribution": "© OpenStreetMap contributors"},
    )
    view.stack.importing.start(file)
    qtbot.waitUntil(lambda: not view.stack.importing.busy, timeout=60_000)
    assert "© OpenStreetMap contributors" in view.attribution.text()


def test_a_bad_pack_is_a_sentence_on_the_map_and_no_dialog(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    view = make(made.room())
    (tmp_path / "bad.mbtiles").write_text("no map")
    view.stack.importing.start(tmp_path / "bad.mbtiles")
    qtbot.waitUntil(lambda: not view.stack.importing.busy, timeout=60_000)
    assert view.notice.isVisible()
    assert "not an MBTiles file" in view.notice.text()
    assert QApplication.activeModalWidget() is None


def test_a_change_is_on_screen_within_a_frame(make: Make, qtbot: QtBot) -> None:
    view = make(made.room(*BORDER))
    grabbed(view)
    time.sleep(0.02)
    painted: list[int] = []
    original = view.renderer.paint

    def paint(*args: object) -> None:
        original(*args)  # type: ignore[arg-type]
        painted.append(1)

    view.renderer.paint = paint  # type: ignore[method-assign, assignment]
    for i in range(20):
        painted.clear()
        feed(view).facts.units["vp118"].fix = Fix(lat=55.8 + 1e-3 * i, lon=26.39, time=made.NOW + i)
        view.show_changes(Changes(units={"vp118"}))
        assert view._frame.isActive()
        assert view._frame.interval() <= 33, "it is asked for within a frame; how fast it comes: benchmarks/latency.py"
        qtbot.waitUntil(lambda: bool(painted))


def test_an_idle_map_is_not_painted(make: Make, qtbot: QtBot) -> None:
    view = make(made.room(*BORDER))
    view.setFocus()
    grabbed(view)
    painted: list[int] = []
    original = view.renderer.paint
    view.renderer.paint = lambda *args: (painted.append(1), original(*args))[1]  # type: ignore[method-assign, func-returns-value]

    def at_rest() -> None:
        painted.clear()
        qtbot.wait(150)
        assert not painted
        assert not view.ground.store.busy

    qtbot.waitUntil(at_rest, timeout=15_000)
    qtbot.wait(1300)
    assert not painted


def test_night_is_dark_and_day_is_light(make: Make) -> None:
    day, night = grabbed(make(made.room(*BORDER))), grabbed(make(made.room(*BORDER), night=True))
    assert day.pixelColor(700, 500).lightness() > 180
    assert night.pixelColor(700, 500).lightness() < 60


def test_thousands_of_units_and_places_that_are_none(make: Make) -> None:
    units = [made.unit(f"u{i}", 55 + (i % 70) / 50, 24 + (i % 90) / 30, age=i % 200) for i in range(3000)]
    odd = [(90.0, 0.0), (-90.0, 10.0), (55.0, 180.0), (55.0, -180.0), (0.1, 0.1)]
    units += [made.unit(f"odd{i}", *place) for i, place in enumerate(odd)]
    view = make(made.room(*units))
    grabbed(view)
    view.pan(40, 10)
    grabbed(view)
    assert view.renderer.unit_at(*spot(view, "u5").toTuple(), view.camera) != ""


def test_a_unit_that_goes_leaves_the_map(make: Make) -> None:
    view = make(made.room(*BORDER))
    del feed(view).facts.units["vrs131"]
    view.show_changes(Changes(units={"vrs131"}))
    assert view.renderer.where("vrs131") is None
    assert view.renderer.where("vp118") is not None
    grabbed(view)


def test_painting_loses_no_reference_to_none(make: Make) -> None:
    """PySide6 6.12.0 on Python 3.11 does, once per void call, and dies in seconds."""
    view = make(made.room(*BORDER))
    grabbed(view)
    before = sys.getrefcount(None)
    for _ in range(200):
        view.camera = view.camera.moved(1, 0)
        view.grab()
    assert sys.getrefcount(None) > before - 500


def test_hidden_it_has_no_timers(make: Make) -> None:
    view = make(made.room(made.unit("vp118", 55.8, 26.39, alarm="a1")))
    view.hide()
    assert not view._second.isActive()
    assert not view._beat.isActive()
    QApplication.sendEvent(view, QEvent(QEvent.Type.None_))
