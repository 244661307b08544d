"""No name is seen in part: none stands across the window's edge, and none is left under a unit's tag."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from console.map.camera import Camera, world_x, world_y
from console.map.ground import Ground
from console.map.labels import Label
from console.map.names import Busy, Names, Placed
from console.map.style import style
from console.map.tag_face import HIGH, Tag
from console.map.tags import Spot, Wish
from console.map.view import MapView
from console.theme import Theme
from tests.console.map import made
from tests.console.map.shown import Make, grabbed

TOWN = Label("Daugavpils", world_x(26.53), world_y(55.87), 80_000.0, "city", "daugavpils")
RIVER = Label("Daugava", world_x(26.53), world_y(55.87), 250.0, "river", "daugava")
CAMERA = Camera(TOWN.x, TOWN.y, 36)
X, Y = TOWN.x * CAMERA.span, TOWN.y * CAMERA.span


def box(name: Placed) -> QRectF:
    """Where it is drawn, world px."""
    return QRectF(name.x, name.y, *name.picture.deviceIndependentSize().toTuple())


def laid_out(label: Label, window: QRectF) -> list[QRectF]:
    names = Names(Theme().font)
    return [box(one) for one in names.layout([label], CAMERA, CAMERA.box(800, 600), style(False), Busy(window=window))]


@pytest.mark.parametrize(
    "window",
    [
        QRectF(X - 12, Y - 200, 400, 400),
        QRectF(X - 388, Y - 200, 400, 400),
        QRectF(X - 200, Y - 12, 400, 400),
        QRectF(X - 200, Y - 388, 400, 400),
    ],
    ids=["left", "right", "top", "bottom"],
)
def test_the_name_of_a_town_at_an_edge_moves_into_the_window(qtbot: QtBot, window: QRectF) -> None:
    (there,) = laid_out(TOWN, window)
    assert window.adjusted(-1, -1, 1, 1).contains(there)


def test_a_name_that_has_no_room_is_left_out_and_one_outside_stays_for_when_the_map_is_dragged(qtbot: QtBot) -> None:
    assert laid_out(RIVER, QRectF(X - 12, Y - 200, 400, 400)) == []
    assert laid_out(TOWN, QRectF(X - 1, Y - 1, 400, 400)) == [], "its ring is cut, too"
    assert len(laid_out(RIVER, QRectF(X + 100, Y - 200, 400, 400))) == 1
    assert len(laid_out(RIVER, QRectF(X - 200, Y - 200, 400, 400))) == 1


def rest(view: MapView, qtbot: QtBot) -> None:
    def still() -> bool:
        grabbed(view)
        ground = view.ground
        return not (ground.store.busy or ground._soon.isActive() or ground.dragged or ground._placed_for is None)

    qtbot.waitUntil(still, timeout=20_000)


def cut(view: MapView) -> int:
    """How many names are seen in part."""
    left, top = view.camera.origin(*view.room)
    window = QRectF(left, top, *view.room)
    shown = [box(one) for one in view.ground._placed]
    return sum(one.intersects(window) and not window.adjusted(-1, -1, 1, 1).contains(one) for one in shown)


def test_names_are_whole_once_the_map_stands_and_stand_still_while_it_is_dragged(make: Make, qtbot: QtBot) -> None:
    view = make(made.room(made.unit("vp118", 55.60, 26.39)))
    view.resize(900, 640)
    view.touched = True
    view.look(Camera(world_x(26.4), world_y(55.8), 33))
    rest(view, qtbot)
    assert len(view.ground._placed) > 8
    assert not cut(view)
    view._calm.setInterval(10_000_000)
    before, layouts = view.ground._placed, view.ground.layouts
    for _ in range(5):
        view.look(view.camera.moved(6, 5))
        grabbed(view)
    assert (view.ground._placed, view.ground.layouts) == (before, layouts)
    assert view.renderer.unsettled
    view._settle_down()
    rest(view, qtbot)
    assert view.ground.layouts > layouts
    assert not cut(view)
    for less in (20, 40, 60, 80, 100):
        view.resize(900 - less, 640 - less)
        rest(view, qtbot)
        assert not cut(view), "the window became smaller"


def test_a_name_under_a_tag_is_not_painted_until_the_tag_is_gone(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_out = Ground.leave_out
    monkeypatch.setattr(Ground, "leave_out", lambda *_some: None)
    monkeypatch.setattr("console.map.ground.LEAVE", -1.0)
    view = make(made.room())
    view.touched = True
    view.look(Camera(world_x(26.4), world_y(55.8), 33))
    rest(view, qtbot)
    view._calm.setInterval(10_000_000)
    ground, (left, top) = view.ground, view.camera.origin(*view.room)
    inner = QRectF(view.rect()).adjusted(80, 80, -80, -80)
    name = next(one for one in ground._placed if inner.contains(box(one).translated(-left, -top)))
    words = name.words.translated(name.x - left, name.y - top)
    place = words.toRect()
    with_name = grabbed(view).copy(place)
    wish = Wish("vp118", words.left() - 20, words.center().y(), Tag("VP 118", "", "#0072B2"))
    tag = Spot(wish, words.left() - 20, words.center().y() - HIGH / 2, 60.0, QPixmap(), False)
    leave_out(ground, view.camera, *view.room, [tag])
    assert ground.again.isActive()
    without = grabbed(view).copy(place)
    assert without != with_name
    leave_out(ground, view.camera, *view.room, [tag])
    assert grabbed(view).copy(place) == without
    beside = tag._replace(top=words.bottom() - 4)
    leave_out(ground, view.camera, *view.room, [beside])
    assert grabbed(view).copy(place) == with_name


def test_which_names_are_under_tags_is_not_asked_in_each_frame(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    view = make(made.room())
    grabbed(view)
    asked: list[int] = []

    def under(*_some: object) -> list[int]:
        asked.append(1)
        return []

    monkeypatch.setattr("console.map.ground._under", under)
    monkeypatch.setattr("console.map.ground.LEAVE", 100.0)
    view.ground._hid = time.monotonic()
    for _ in range(3):
        view.ground.leave_out(view.camera, *view.room, [])
    assert not asked
    view.ground._look_again()
    tags: list[Spot] = []
    for _ in range(3):
        view.ground.leave_out(view.camera, *view.room, tags)
    assert len(asked) == 1, "once it is calm; and the same tags have the same under them"
