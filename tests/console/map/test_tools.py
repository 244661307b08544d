"""The map's tools, as a dispatcher uses them: lasso, nearest units, measuring, copying."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from console.map.copying import Copying
from console.map.lasso import GatheredSheet, Lasso, inside
from console.map.measure import Measure, length, surface, turn
from console.map.nearest import Nearest, NearestSheet
from console.map.tool import spot as spot_of
from console.map.tools import tool_of
from console.map.view import MapView
from console.selection import Selection
from console.theme import DAY, Theme
from gps.fix import Fix
from tests.console.map.shown import grabbed, near, spot
from tests.console.room import UTENA, VP, RoomFeed
from units.actions import SignedOff, TextSent

LEFT = Qt.MouseButton.LeftButton
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[MapView]:
    made = MapView(RoomFeed(emergency=False), Theme(), Selection())
    made.resize(1200, 760)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: not made.ground.store.busy, timeout=20_000)
    yield made
    made.close()


def gathered(view: MapView) -> tuple[str, ...]:
    return view._selection.gathered


def room(view: MapView) -> RoomFeed:
    assert isinstance(view._live, RoomFeed)
    return view._live


def draw(view: MapView, centre: QPoint, reach: int, keys: Qt.KeyboardModifier = SHIFT) -> None:
    ring = [
        centre + QPoint(round(reach * math.cos(turn)), round(reach * math.sin(turn)))
        for turn in np.linspace(0, 2 * math.pi, 24)
    ]
    QTest.mousePress(view, LEFT, keys, ring[0])
    for point in ring[1:]:
        view.held.moved(QPointF(point), True) if view.held is not None else None
    QTest.mouseRelease(view, LEFT, keys, ring[-1])


def gathered_sheet(view: MapView) -> GatheredSheet:
    sheet = tool_of(view, Lasso).sheet
    assert sheet is not None
    return sheet


def nearest_sheet(view: MapView) -> NearestSheet:
    sheet = tool_of(view, Nearest).sheet
    assert sheet is not None
    return sheet


def column(sheet: GatheredSheet | NearestSheet, number: int) -> list[str]:
    cells = [sheet.table.item(row, number) for row in range(sheet.table.rowCount())]
    return [cell.text() for cell in cells if cell is not None]


# -- lasso -----------------------------------------------------------------------------------------------------------


def test_inside_counts_crossings() -> None:
    square = np.array([(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)])
    xs, ys = np.array([2.0, 5.0, -1.0, 2.0, np.nan]), np.array([2.0, 2.0, 2.0, 5.0, 2.0])
    assert inside(xs, ys, square).tolist() == [True, False, False, False, False]
    horseshoe = np.array(
        [(0.0, 0.0), (6.0, 0.0), (6.0, 6.0), (4.0, 6.0), (4.0, 2.0), (2.0, 2.0), (2.0, 6.0), (0.0, 6.0)]
    )
    assert inside(np.array([1.0, 3.0, 5.0]), np.array([4.0, 4.0, 4.0]), horseshoe).tolist() == [True, False, True]


def test_a_line_drawn_with_shift_gathers_who_is_inside(view: MapView) -> None:
    camera = view.camera
    draw(view, spot(view, "vp118"), 30)
    assert gathered(view) == ("vp118",)
    assert view.held is None and view.camera == camera, "the map did not move with it"
    draw(view, spot(view, "lp103"), 30, SHIFT | CTRL)
    assert gathered(view) == ("vp118", "lp103"), "Ctrl with Shift adds"
    draw(view, spot(view, "lp103"), 30)
    assert gathered(view) == ("lp103",)
    assert gathered_sheet(view).isVisible()
    assert near(grabbed(view), spot(view, "lp103"), 18, DAY.accent, 40) > 30


def test_the_button_holds_the_lasso_and_escape_puts_it_down(view: MapView) -> None:
    lasso = tool_of(view, Lasso)
    button = next(one for one in view.buttons if one.accessibleName() == lasso.title())
    QTest.mouseClick(button, LEFT)
    assert view.held is lasso and button.isChecked()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.held is None and not button.isChecked()
    QTest.mouseClick(button, LEFT)
    draw(view, spot(view, "vp118"), 30, Qt.KeyboardModifier.NoModifier)
    assert gathered(view) == ("vp118",) and view.held is None


def test_a_line_round_nobody_says_so_and_a_shake_of_the_hand_does_nothing(view: MapView) -> None:
    draw(view, QPoint(60, 700), 20)
    assert gathered(view) == () and view.notice.text() == "No unit is inside the line."
    draw(view, spot(view, "vp118"), 3)
    assert gathered(view) == ()


def test_ctrl_and_click_adds_and_takes_out_and_escape_lets_all_go(view: MapView) -> None:
    grabbed(view)
    for unit in ("vp118", "vp106", "vp118"):
        QTest.mouseClick(view, LEFT, CTRL, spot(view, unit))
    assert gathered(view) == ("vp106",)
    assert view._selection.unit == "", "it selects nothing"
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert gathered(view) == () and gathered_sheet(view).isHidden()


def test_without_a_mouse_by_agency_and_status(view: MapView) -> None:
    lasso = tool_of(view, Lasso)
    lasso.open()
    sheet = gathered_sheet(view)
    sheet.agency.setCurrentIndex(sheet.agency.findData("vp"))
    sheet.add()
    assert gathered(view) == ("vp106", "vp118", "vp124")
    sheet.agency.setCurrentIndex(0)
    sheet.status.setCurrentIndex(sheet.status.findData(1))
    sheet.add()
    assert gathered(view) == ("vp106", "vp118", "vp124", "pp100")
    sheet.table.selectRow(3)
    QTest.keyClick(sheet.table, Qt.Key.Key_Delete)
    assert "pp100" not in view._selection.gathered
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isHidden() and view._selection.gathered == ()


def test_doubtful_and_stale_units_are_marked(view: MapView) -> None:
    room(view).facts.units["vp118"].doubtful = "jump"
    view._selection.gather(["vp118", "vsat110", "vp106"])
    sheet = gathered_sheet(view)
    assert column(sheet, 3) == ["? 4 s", "14 min", "31 s"]
    assert "doubtful: 1" in sheet.told.text() and "stale: 1" in sheet.told.text()
    mark = sheet.table.item(0, 3)
    assert mark is not None and mark.foreground().color() == DAY.warn
    assert mark.toolTip().endswith("doubtful")
    old, good = sheet.table.item(1, 3), sheet.table.item(2, 3)
    assert old is not None and old.data(Qt.ItemDataRole.AccessibleTextRole) == "14 min · stale"
    assert good is not None and good.foreground().color() != DAY.warn


def test_a_text_goes_to_each_radio_and_says_how_it_fared_with_each(view: MapView, qtbot: QtBot) -> None:
    view._selection.gather(["vp118", "lp103", "vsat110"])
    sheet, feed = gathered_sheet(view), room(view)
    assert "VSAT 110 (RTP Ignalina cannot send texts)" in sheet.left_out.text()
    assert sheet.text_to.count() == 1, "no talk-group covers them all"
    before = len(feed.acts)
    sheet.write()
    view._selection.gather(["vp118", "lp103", "vsat110", "vp106"])
    QTest.keyClicks(sheet.compose.line, "Gaidiet")
    QTest.keyClick(sheet.compose.line, Qt.Key.Key_Return)
    sent = [act for act in feed.acts[before:] if isinstance(act, TextSent)]
    assert [act.to for act in sent] == ["tetra@247-9:2201118", "tetra@246-7:4102103"], "as it stood when begun"
    assert len({act.ref for act in sent}) == 2 and {act.text for act in sent} == {"Gaidiet"}
    assert column(sheet, 4) == ["not sent yet", "not sent yet", "–", "–"]
    feed.facts.lines[feed.facts.refs[sent[0].ref]].state = "delivered"
    sheet.renew()
    assert column(sheet, 4)[0] == "delivered"


def test_one_talk_group_that_covers_all_is_offered(view: MapView) -> None:
    facts = room(view).facts
    for unit in ("vp118", "vp124", "lp115"):
        facts.units[unit].group = VP
    view._selection.gather(["vp118", "vp124", "lp115"])
    sheet = gathered_sheet(view)
    assert sheet.tiles.itemText(0) == "VP Latgale: 3 of 3"
    wanted: list[str] = []
    view._selection.tile_wanted.connect(wanted.append)
    QTest.mouseClick(sheet.tile_button, LEFT)
    assert wanted == [VP]
    sheet.text_to.setCurrentIndex(1)
    sheet.renew()
    assert sheet.text_to.currentText() == "Once, to VP Latgale", "a change of facts does not undo the choice"
    sheet.write()
    sheet.compose.line.setText("Visiem")
    QTest.keyClick(sheet.compose.line, Qt.Key.Key_Return)
    sent = [act for act in room(view).acts if isinstance(act, TextSent)]
    assert [act.to for act in sent] == [VP]
    facts.units["lp115"].group = UTENA
    sheet.renew()
    assert sheet.text_to.count() == 1


def test_an_unsigned_seat_may_look_and_not_text(view: MapView) -> None:
    room(view).take(SignedOff(seat="1", operator="12"))
    view._selection.gather(["vp118"])
    sheet = gathered_sheet(view)
    assert not sheet.text_button.isEnabled() and sheet.text_button.toolTip() == "Sign on first."


# -- nearest ---------------------------------------------------------------------------------------------------------


def test_the_nearest_units_of_the_selected_one(view: MapView) -> None:
    view._selection.select("vp118")
    tool_of(view, Nearest).ask_selected()
    sheet = nearest_sheet(view)
    names = column(sheet, 0)
    assert names[0] == "1  PP 100" and names[1] == "2  VP 106", "free units first"
    assert not any("VP 118" in name for name in names)
    assert column(sheet, 1)[2] == "11 km NE" and column(sheet, 2)[2] == "≈ 12 min"
    assert "estimate" in sheet.told.text() and "VP 118" in sheet.told.text()
    assert column(sheet, 4)[0] == "2 min"
    for one in sheet.near:
        place = spot(view, one.unit)
        assert place.x() < sheet.x() and view.rect().contains(place), "the plate hides none of them"
    sheet.only_free.setChecked(True)
    assert len(sheet.near) == 2
    sheet.only_free.setChecked(False)
    sheet.speed.setValue(120)
    assert column(sheet, 2)[2] == "≈ 6 min"
    assert near(grabbed(view), spot(view, "vp118"), 8, DAY.text, 60) > 5
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert sheet.isHidden()


def test_the_list_goes_along_with_the_unit_and_a_row_selects(view: MapView, monkeypatch: pytest.MonkeyPatch) -> None:
    nearest = tool_of(view, Nearest)
    nearest.ask(0.0, 0.0, "vp118")
    sheet, facts = nearest_sheet(view), room(view).facts
    # wherever a test before this one left the pointer: under it nobody changes places
    monkeypatch.setattr(sheet.table, "underMouse", lambda: False)
    facts.units["vp118"].fix = Fix(lat=56.0, lon=27.68, time=room(view).now())
    nearest._renew()
    assert sheet.near[0].unit == "vp106" and sheet.near[0].metres < 2000
    sheet.table.selectRow(1)
    assert view._selection.unit == sheet.near[1].unit
    located: list[str] = []
    view._selection.located.connect(located.append)
    QTest.keyClick(sheet.table, Qt.Key.Key_Return)
    assert located == [sheet.near[1].unit]


def test_while_a_text_is_written_the_list_stands_still(view: MapView) -> None:
    nearest = tool_of(view, Nearest)
    nearest.ask(55.8, 26.4)
    sheet = nearest_sheet(view)
    was = [one.unit for one in sheet.near]
    sheet.write()
    sheet.place_asked = (55.5, 25.6)
    nearest._renew()
    assert [one.unit for one in sheet.near] == was
    QTest.keyClick(sheet.compose.line, Qt.Key.Key_Escape)
    nearest._renew()
    assert [one.unit for one in sheet.near] != was


def test_without_a_selection_the_emergency_then_the_place_searched(view: MapView) -> None:
    nearest = tool_of(view, Nearest)
    nearest.ask_selected("vp106")
    assert nearest_sheet(view).unit == "vp106"
    view.renderer.put_pin(55.9, 27.1, "Krāslava")
    nearest.ask_selected("")
    assert nearest_sheet(view).unit == ""
    assert nearest_sheet(view).place_asked == pytest.approx((55.9, 27.1))


def test_nobody_on_duty_has_a_position(view: MapView) -> None:
    for unit in room(view).facts.units.values():
        unit.fix = None
    tool_of(view, Nearest).ask(55.8, 26.4)
    assert "No unit on duty has a position." in nearest_sheet(view).told.text()
    grabbed(view)


# -- measuring -------------------------------------------------------------------------------------------------------


def test_lengths_and_areas_as_written() -> None:
    assert [length(one) for one in (0, 845.4, 999.6, 1240, 9994, 12_400, 124_000)] == [
        "0 m", "845 m", "1.00 km", "1.24 km", "9.99 km", "12.4 km", "124 km",
    ]  # fmt: skip
    assert [surface(one) for one in (850, 42_000, 4.2e6, 1.24e7)] == ["850 m²", "4.20 ha", "4.20 km²", "12.4 km²"]
    assert [turn(one) for one in (0.2, 37.4, 359.8)] == ["000°", "037°", "000°"]


def test_measuring_legs_their_sum_and_a_closed_area(view: MapView) -> None:
    tool = tool_of(view, Measure)
    tool.take_up()
    corners = [QPoint(300, 300), QPoint(500, 300), QPoint(500, 500)]
    QTest.mouseClick(view, LEFT, pos=corners[0])
    QTest.mouseMove(view, corners[1])
    view.held.moved(QPointF(corners[1]), False) if view.held is not None else None
    assert tool.total().endswith(" · 089°") or tool.total().endswith(" · 090°")
    for corner in corners[1:]:
        QTest.mouseClick(view, LEFT, pos=corner)
    assert tool.total().startswith("total ")
    grabbed(view)
    QTest.mouseClick(view, LEFT, pos=corners[0] + QPoint(3, 2))
    assert tool.closed and "area" in tool.total()
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_C)
    copied = QGuiApplication.clipboard().text().split("\n")
    assert len(copied) == 5 and copied[0].startswith("LKS-92 N ") and copied[-1].startswith("around ")
    QTest.keyClick(view, Qt.Key.Key_Backspace)
    assert len(tool.places) == 2 and not tool.closed
    camera = view.camera
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.camera != camera, "the arrows still move the map"
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.held is None and tool.places == []
    assert view._selection.unit == ""


def test_measuring_without_a_mouse_and_ended_lines_begin_anew(view: MapView) -> None:
    tool = tool_of(view, Measure)
    tool.begin(55.8, 26.4)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Space)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert tool.ended and len(tool.places) == 2
    QTest.mouseClick(view, LEFT, pos=QPoint(200, 400))
    assert len(tool.places) == 1 and not tool.ended
    QTest.mouseDClick(view, LEFT, pos=QPoint(320, 420))
    grabbed(view)


# -- the menu --------------------------------------------------------------------------------------------------------


def test_every_place_offers_its_tools_and_its_coordinates(view: MapView) -> None:
    grabbed(view)
    menu = QMenu()
    for tool in view.tools:
        tool.offer(menu, spot_of(view, QPointF(spot(view, "vp118"))))
    titles = [action.text() for action in menu.actions()]
    assert {"Nearest units", "Add to units chosen together", "Measure from here", "Copy coordinates"} <= set(titles)
    copy = QMenu()
    tool_of(view, Copying).offer(copy, spot_of(view, QPointF(spot(view, "vp118"))))
    submenu = copy.actions()[0].menu()
    assert isinstance(submenu, QMenu)
    said = [action.text() for action in submenu.actions()]
    assert said[0] == "LKS-92 N 186 548 E 650 064" and said[-1] == "MGRS 35U MB 62017 84120"
    submenu.actions()[-1].trigger()
    assert QApplication.clipboard().text() == said[-1]


def test_a_plate_stays_at_the_edge_of_a_map_that_changes_its_size(view: MapView) -> None:
    tool_of(view, Nearest).ask(55.8, 26.4)
    sheet = nearest_sheet(view)
    for size in ((1500, 900), (700, 420), (420, 300)):
        view.resize(*size)
        assert view.rect().contains(sheet.geometry())
        assert sheet.geometry().right() >= view.width() - 14
    grabbed(view)
