"""Fences drawn on the map by mouse and keys, shown there, named in a form, changed and removed."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from console.fence_form import FenceForm
from console.fences_page import FencesPage
from console.map.fences import FenceTool
from console.map.tool import spot
from console.map.view import MapView
from console.selection import Selection
from console.theme import Theme
from gps.shape import Shape
from tests.console.map import made
from tests.console.map.shown import BORDER, Make, feed, grabbed, near
from tests.console.room import NOW, RoomFeed
from units.fences import Fence, FenceDrawn, FenceEntered, FenceRemoved
from units.state import Changes, Facts


def tool_of(view: MapView) -> FenceTool:
    return next(tool for tool in view.tools if isinstance(tool, FenceTool))


def drawing(view: MapView, circle: bool) -> list[Shape]:
    """Drawing began; what it gives."""
    shapes: list[Shape] = []
    tool_of(view).drawn.connect(shapes.append)
    tool_of(view).begin(circle)
    return shapes


def facts_with(*fences: Fence) -> Facts:
    facts = made.room(*BORDER)
    facts.fences = {fence.id: fence for fence in fences}
    return facts


def click(qtbot: QtBot, view: MapView, *places: tuple[int, int]) -> None:
    for x, y in places:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(x, y))  # type: ignore[no-untyped-call]


def test_a_polygon_by_clicks(qtbot: QtBot, make: Make) -> None:
    view = make(facts_with())
    shapes = drawing(view, False)
    click(qtbot, view, (300, 200), (500, 200), (500, 400))
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(500, 400))  # type: ignore[no-untyped-call]
    (shape,) = shapes
    assert len(shape.rings[0]) == 3 and not shape.radius
    x, y = view.camera.under(300, 200, *view.room)
    assert spot(view, QPointF(300, 200)).lat == shape.rings[0][0][0]
    assert view.held is None and x and y


def test_a_click_on_the_first_corner_closes_it(qtbot: QtBot, make: Make) -> None:
    view = make(facts_with())
    shapes = drawing(view, False)
    click(qtbot, view, (300, 200), (500, 200), (500, 400), (303, 202))
    assert [len(shape.rings[0]) for shape in shapes] == [3]


def test_a_circle_by_dragging(qtbot: QtBot, make: Make) -> None:
    view = make(facts_with())
    shapes = drawing(view, True)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(450, 300))  # type: ignore[no-untyped-call]
    qtbot.mouseMove(view, QPoint(500, 300))  # type: ignore[no-untyped-call]
    tool_of(view).moved(QPointF(550, 300), True)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(550, 300))  # type: ignore[no-untyped-call]
    (shape,) = shapes
    assert abs(shape.radius / (100 * view.camera.metres_per_px()) - 1) < 0.03


def test_by_keys_alone(qtbot: QtBot, make: Make) -> None:
    view = make(facts_with())
    shapes = drawing(view, False)
    space, right, down = Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Down
    for key in (space, right, space, right, space, Qt.Key.Key_Backspace, down, space, space, Qt.Key.Key_Return):
        qtbot.keyClick(view, key)  # type: ignore[no-untyped-call]
    assert [len(shape.rings[0]) for shape in shapes] == [3]
    shapes = drawing(view, True)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Plus, Qt.Key.Key_Return):
        qtbot.keyClick(view, key)  # type: ignore[no-untyped-call]
    assert [round(shape.radius) for shape in shapes] == [1250]


def test_what_can_be_no_fence_is_said_and_escape_drops_it(qtbot: QtBot, make: Make) -> None:
    view = make(facts_with())
    shapes = drawing(view, False)
    click(qtbot, view, (300, 200), (500, 400), (500, 200), (300, 400))
    qtbot.keyClick(view, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    assert not shapes and "cross" in view.notice.text()
    qtbot.keyClick(view, Qt.Key.Key_Escape)  # type: ignore[no-untyped-call]
    assert view.held is None and not shapes
    qtbot.keyClick(view, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    assert not shapes


def test_fences_are_on_the_map_and_a_moving_one_goes_along(make: Make) -> None:
    ring = [(55.76, 26.20), (55.76, 26.40), (55.82, 26.40), (55.82, 26.20)]
    standing, moving = Fence("f1", "Port", [ring]), Fence("f2", "VP 118", radius=2000.0, unit="vp118")
    for night in (False, True):
        view = make(facts_with(standing, moving), night)
        colour = view._theme.palette.warn
        bare = grabbed(make(facts_with(), night))
        image = grabbed(view)
        assert image != bare
        x, y = view.camera.point(*_world(55.82, 26.30), *view.room)
        assert near(image, QPoint(round(x) + 60, round(y)), 4, colour, 60)
    tool = tool_of(view)
    at = QPointF(*view.camera.point(*_world(55.80, 26.39), *view.room))
    found = tool.at(at)
    assert found is not None and found.id == "f2", "the smaller of the two"
    facts = feed(view).facts
    facts.units["vp118"] = msgspec.structs.replace(facts.units["vp118"], fix=None)  # others show the same unit
    feed(view).show(Changes(units={"vp118"}))
    found = tool.at(at)
    assert found is not None and found.id == "f1", "nobody knows where that one is"
    menu = QMenu()
    tool.offer(menu, spot(view, at))
    (part,) = (one for one in menu.findChildren(QMenu))
    assert any("Port" in action.text() for action in part.actions())


def _world(lat: float, lon: float) -> tuple[float, float]:
    from console.map.camera import world_x, world_y

    return world_x(lon), world_y(lat)


def form(qtbot: QtBot, room: RoomFeed, fence: Fence) -> FenceForm:
    page = FenceForm(room, Theme(False), fence)
    qtbot.addWidget(page)
    return page


def test_the_form_puts_it_on_record(qtbot: QtBot) -> None:
    room = RoomFeed(NOW)
    page = form(qtbot, room, Fence("", rings=[[(55.8, 26.4)]], radius=700.4, rules=["in"]))
    page.save()
    assert not room.acts and page.message.text()
    page.text.setText("Port")
    page.rules["dwell"].setChecked(True)
    page.minutes.setValue(15)
    page.agencies["pp"].setChecked(False)
    page.timed.setChecked(True)
    page.save()
    (drawn,) = room.acts
    assert isinstance(drawn, FenceDrawn)
    assert (drawn.text, drawn.radius, drawn.rules, drawn.dwell) == ("Port", 700.0, ["in", "dwell"], 900.0)
    assert "pp" not in drawn.agencies and "vp" in drawn.agencies and drawn.kinds == []
    assert drawn.hours == (22 * 60, 6 * 60)
    (fence,) = room.facts.fences.values()
    again = form(qtbot, room, fence)
    assert again.timed.isChecked() and not again.agencies["pp"].isChecked()
    for box in again.kinds.values():
        box.setChecked(False)
    again.save()
    assert len(room.acts) == 1, "it would be for nobody"


def test_the_list_switches_and_removes(qtbot: QtBot) -> None:
    room = RoomFeed(NOW)
    drawn = FenceDrawn(seat="1", operator="12", fence="f1", text="Port", rings=[[(55.8, 26.4)]], radius=700.0)
    room.act(drawn)
    room.take(FenceEntered(fence="f1", unit="vp118"))
    page = FencesPage(room, Theme(False), Selection())
    qtbot.addWidget(page)
    item = page.table.item(0, 4)
    assert item is not None and item.text() == "VP 118"
    page.select("f1")
    page.switch_button.click()
    assert not room.facts.fences["f1"].on
    page.remove_button.click()
    assert not room.facts.fences and isinstance(room.acts[-1], FenceRemoved)
    assert not page.empty.isHidden()


def test_an_unsigned_seat_draws_nothing(qtbot: QtBot) -> None:
    room = RoomFeed(NOW, signed=False)
    page = FencesPage(room, Theme(False), Selection())
    qtbot.addWidget(page)
    assert not page.polygon_button.isEnabled()
    made_form = form(qtbot, room, Fence("", rings=[[(55.8, 26.4)]], radius=700.0))
    made_form.text.setText("Port")
    made_form.save()
    assert not room.acts
