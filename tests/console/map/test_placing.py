"""Where names and call signs stand among units, rings and what lies on the map; and what is not laid out again."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from console.map import unit_tags
from console.map.camera import Camera, latitude, longitude, world_x, world_y
from console.map.ground import Ground
from console.map.labels import Label, face
from console.map.names import Busy, Names, Placed
from console.map.style import style
from console.map.tag_face import HIGH, Faces, Tag
from console.map.tags import Plate, Spot, Tags, Wish, line
from console.map.unit_layer import LAYER_FROM
from console.map.view import MapView
from console.theme import DAY, NIGHT, Palette, Theme
from gps.fix import Fix
from tests.console.map import made
from tests.console.map.shown import Make, feed, grabbed
from units.state import Changes

TOWN = Label("Daugavpils", world_x(26.53), world_y(55.87), 80_000.0, "city", "daugavpils")
CAMERA = Camera(TOWN.x, TOWN.y, 36)
X, Y = TOWN.x * CAMERA.span, TOWN.y * CAMERA.span


def named(names: Names, *symbols: tuple[float, float], plates: tuple[QRectF, ...] = ()) -> list[Placed]:
    """The layout of one town with units so many px from its ring."""
    xs, ys = (np.array([at[axis] for at in symbols]) + (X, Y)[axis] for axis in (0, 1))
    return names.layout([TOWN], CAMERA, CAMERA.box(800, 600), style(False), Busy(plates, xs, ys))


def words(placed: Placed) -> QRectF:
    return placed.words.translated(placed.x - X, placed.y - Y)


def test_a_towns_name_stands_above_it_until_a_unit_is_there_and_stays_where_it_went(qtbot: QtBot) -> None:
    names = Names(Theme().font)
    (alone,) = named(names)
    assert words(alone).bottom() < 0
    (moved,) = named(names, (10, -14))
    assert words(moved).top() > 0, "below its ring"
    assert not words(moved).contains(10, -14)
    (after,) = named(names)
    assert words(after) == words(moved), "names must not hop about while units drive"


def test_among_many_units_a_name_stands_where_it_is_covered_least(qtbot: QtBot) -> None:
    heap = [(dx, dy) for dx in range(-200, 201, 12) for dy in range(-80, 81, 12) if not (dx > 10 and abs(dy) < 16)]
    (placed,) = named(Names(Theme().font), *heap)
    assert words(placed).left() > 0, "right of its ring, where the gap is"
    everywhere = [(dx, dy) for dx in range(-200, 201, 8) for dy in range(-80, 81, 8)]
    (placed,) = named(Names(Theme().font), *everywhere)
    assert placed.covered > 0, "a town is named all the same"


@pytest.mark.parametrize("side", range(8))
def test_the_ring_stays_on_its_town_and_the_name_beside_it(qtbot: QtBot, side: int) -> None:
    names, how = Names(Theme().font), face(TOWN, CAMERA.zoom)
    assert how is not None
    assert how.ring
    size = names.size(TOWN.text, how, side)
    picture = names.picture(TOWN.text, how, style(False), 1.0, side).toImage()
    assert picture.pixelColor(round(-size.dx), round(-size.dy)) == style(False).land, "the ring's inside"
    ring = QRectF(-size.dx - 4, -size.dy - 4, 8, 8)
    assert not ring.intersects(size.words.adjusted(2, 3, -2, -3))
    assert QRectF(0, 0, size.wide, size.high).contains(size.words)


def test_no_name_is_put_under_what_lies_on_the_map(qtbot: QtBot) -> None:
    names = Names(Theme().font)
    plate = QRectF(X - 200, Y - 60, 400, 56)
    (placed,) = named(names, plates=(plate,))
    assert not placed.solid.translated(placed.x, placed.y).intersects(plate)
    assert named(names, plates=(QRectF(X - 300, Y - 100, 600, 200),)) == []


def wish(unit: str, x: float, y: float, forced: bool = False, ring: float = 0.0) -> Wish:
    return Wish(unit, x, y, Tag(unit, "", "#0072B2"), forced, ring)


def put(wanted: list[Wish], names: tuple[QRectF, ...] = (), plates: tuple[Plate, ...] = ()) -> dict[str, QRectF]:
    xs, ys = np.array([one.x for one in wanted]), np.array([one.y for one in wanted])
    spots: list[Spot] = Tags(Theme().font).place(wanted, xs, ys, (800, 600), names, DAY, 1.0, plates=plates)
    return {one.wish.unit: QRectF(one.left, one.top, one.wide, HIGH) for one in spots}


def test_a_tag_without_a_place_is_left_out_and_that_of_an_emergency_never(qtbot: QtBot) -> None:
    town = QRectF(250, 150, 300, 300)
    assert put([wish("VP 1", 400, 300)], (town,)) == {}
    assert set(put([wish("VP 1", 400, 300, forced=True)], (town,))) == {"VP 1"}


def test_a_tag_beside_its_unit_leaves_a_villages_name_readable_where_it_can(qtbot: QtBot) -> None:
    unit, village = wish("VP 1", 400, 300), QRectF(412, 290, 60, 20)
    xs, ys = np.array([400.0]), np.array([300.0])
    tags = Tags(Theme().font)
    (spot,) = tags.place([unit], xs, ys, (800, 600), (), DAY, 1.0, lesser=(village,))
    assert not QRectF(spot.left, spot.top, spot.wide, HIGH).intersects(village)
    assert not spot.leader
    (spot,) = tags.place([unit], xs, ys, (800, 600), (), DAY, 1.0, lesser=(QRectF(250, 150, 300, 300),))
    assert not spot.leader, "rather over a village than far from its unit"


def test_no_tag_is_put_under_what_lies_on_the_map_nor_given_to_a_unit_under_it(qtbot: QtBot) -> None:
    plate = (410.0, 200.0, 700.0, 400.0)
    found = put([wish("VP 1", 400, 300), wish("VP 2", 500, 300), wish("VP 3", 520, 300, forced=True)], plates=(plate,))
    assert set(found) == {"VP 1", "VP 3"}
    assert not found["VP 1"].intersects(QRectF(410, 200, 290, 200))


def test_tags_of_emergencies_beside_each_other_cover_neither_each_other_nor_a_ring(qtbot: QtBot) -> None:
    places = {"VP 1": (400.0, 300.0), "VP 2": (440.0, 310.0), "VP 3": (405.0, 345.0)}
    alarms = [wish(unit, *at, forced=True, ring=25.5) for unit, at in places.items()]
    found = put([*alarms, *(wish(f"LP {n}", 370 + 17 * n, 290 + 9 * (n % 5)) for n in range(8))])
    assert set(places) <= set(found)
    boxes = list(found.values())
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[:i])
    for x, y in places.values():
        assert not any(box.intersects(QRectF(x - 24, y - 24, 48, 48)) for box in boxes)


def spotted(alarm: Wish, *others: tuple[float, float]) -> Spot:
    """The emergency's place among symbols of others."""
    xs, ys = (np.array([own, *(at[axis] for at in others)]) for axis, own in enumerate((alarm.x, alarm.y)))
    (spot,) = Tags(Theme().font).place([alarm], xs, ys, (800, 600), (), DAY, 1.0)
    return spot


def test_where_another_symbol_is_nearer_a_line_joins_the_tag_of_an_emergency_to_its_ring(qtbot: QtBot) -> None:
    alarm = wish("VP 110", 400, 300, forced=True, ring=25.5)
    assert not spotted(alarm).leader, "it is its own"
    above = spotted(alarm)
    spot = spotted(alarm, (above.left + above.wide / 2, above.top - 12))
    assert (spot.left, spot.top) == (above.left, above.top)
    assert spot.leader, "under the symbol of another it reads as that one's"
    start, end = line(spot)
    assert math.hypot(start.x() - 400, start.y() - 300) == pytest.approx(25.5)
    assert QRectF(spot.left, spot.top, spot.wide, HIGH).adjusted(-0.1, -0.1, 0.1, 0.1).contains(end)


def test_in_a_crowd_the_tag_of_an_emergency_always_has_its_line(qtbot: QtBot) -> None:
    tags = Tags(Theme().font)
    (spot,) = tags.among([wish("VP 110", 400, 300, forced=True, ring=25.5)], [], (800, 600), DAY, 1.0, 0)
    assert spot.leader


@pytest.mark.parametrize("palette", [DAY, NIGHT], ids=["day", "night"])
def test_the_tag_of_an_emergency_is_outlined_in_vermillion_and_begins_with_a_triangle(
    qtbot: QtBot, palette: Palette
) -> None:
    faces, plain = Faces(Theme().font), Tag("VP 110", "", "#0072B2", strong=True)
    colours = []
    for tag in (plain, plain._replace(alarm=True)):
        picture, _wide = faces.picture(tag, palette, 1.0)
        image = picture.toImage()
        colours.append([image.pixelColor(image.width() // 2, 1).name(), image.pixelColor(13, 12).name()])
    assert palette.emergency.name() not in colours[0]
    assert colours[1] == [palette.emergency.name()] * 2


def test_a_unit_in_an_emergency_has_such_a_tag(make: Make, qtbot: QtBot) -> None:
    view = make(made.room(*FEW[:3], made.unit("u3", 55.76, 26.3, alarm="a1")))
    grabbed(view)
    tags = {spot.wish.unit: spot.wish.tag for spot in view.renderer._spots}
    assert tags["u3"].alarm
    assert not any(tag.alarm for unit, tag in tags.items() if unit != "u3")


def test_in_a_crowd_that_line_goes_along_with_its_unit(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unit_tags, "LAYOUT", 1e9)
    crowd = [made.unit(f"c{n}", 55.5 + 0.01 * (n % 40), 26.0 + 0.02 * (n // 40)) for n in range(LAYER_FROM + 100)]
    view = make(made.room(*crowd, made.unit("u3", 55.7, 26.3, alarm="a1")))
    view.touched = True
    view.look(Camera(world_x(26.3), world_y(55.7), 36))
    for lat in (55.70, 55.72):
        feed(view).facts.units["u3"].fix = Fix(lat=lat, lon=26.3, time=made.NOW)
        view.show_changes(Changes(units={"u3"}))
        grabbed(view)
        (spot,) = [one for one in view.renderer._spots if one.wish.unit == "u3"]
        dx, dy = view.renderer._units.shift(view.camera, view.room)
        assert spot.leader
        shown = (spot.wish.x + dx, spot.wish.y + dy)
        assert shown == pytest.approx(view.camera.point(world_x(26.3), world_y(lat), *view.room), abs=1.0)


FEW = [made.unit(f"u{n}", 55.7 + 0.02 * n, 26.1 + 0.05 * (n % 7)) for n in range(20)]


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    calls: list[int] = []
    original = Tags.place

    def place(self: Tags, *args: object, **more: object) -> list[Spot]:
        calls.append(1)
        return original(self, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Tags, "place", place)
    return calls


def still(make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> MapView:
    """A map whose names are laid out for good, and that nobody settles behind the test's back."""
    view = make(made.room(*FEW))
    view.touched = True
    view._calm.setInterval(10_000_000)

    def at_rest() -> bool:
        grabbed(view)
        ground = view.ground
        return not ground.store.busy and not ground._soon.isActive() and ground._placed_for is not None

    qtbot.waitUntil(at_rest, timeout=20_000)
    monkeypatch.setattr(Ground, "_lay_out", lambda *_args: None)
    grabbed(view)
    return view


def stands(view: MapView) -> dict[str, tuple[float, float]]:
    return {one.wish.unit: (one.left - one.wish.x, one.top - one.wish.y) for one in view.renderer._spots}


def test_tags_are_not_placed_again_for_a_frame_in_which_nothing_changed(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = still(make, qtbot, monkeypatch)
    calls = counted(monkeypatch)
    grabbed(view)
    assert not calls
    feed(view).facts.units["u3"].callsign = "NEW 1"
    view.show_changes(Changes(units={"u3"}))
    grabbed(view)
    assert calls
    assert any(one.wish.tag.text == "NEW 1" for one in view.renderer._spots)


def test_while_the_map_is_dragged_tags_go_along_and_are_laid_out_when_calm(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unit_tags, "LAYOUT", 1e9)
    view = still(make, qtbot, monkeypatch)
    before, calls = stands(view), counted(monkeypatch)
    for _ in range(3):
        view.camera = view.camera.moved(9, -7)
        grabbed(view)
    assert not calls
    assert view.renderer.unsettled
    after = stands(view)
    assert set(after) == set(before)
    assert all(abs(after[one][0] - before[one][0]) <= 1.01 for one in before)
    spot = view.renderer._spots[0]
    assert view.renderer.unit_at(spot.left + 3, spot.top + 3, view.camera) == spot.wish.unit
    view.camera = view.camera.moved(-27, 21)
    grabbed(view)
    for one, (left, top) in stands(view).items():
        assert (left, top) == pytest.approx(before[one], abs=1.01), "back where it was"
    monkeypatch.setattr(unit_tags, "LAYOUT", 0.0)
    view.camera = view.camera.moved(5, 5)
    grabbed(view)
    assert calls


def test_dragged_far_those_that_came_into_view_get_their_tags(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unit_tags, "LAYOUT", 1e9)
    view = still(make, qtbot, monkeypatch)
    calls = counted(monkeypatch)
    view.camera = view.camera.moved(unit_tags.SLIDE + 10, 0)
    grabbed(view)
    assert calls


def test_search_readout_and_attribution_have_nothing_under_them_once_the_map_stands(make: Make, qtbot: QtBot) -> None:
    view = make(made.room(*FEW))
    view.resize(900, 420)
    view.touched = True
    lying = [view.search, view.attribution, view.readout]

    def clear() -> bool:
        grabbed(view)
        boxes = [QRectF(widget.geometry()) for widget in lying]
        left, top = view.camera.origin(*view.room)
        names = [one.solid.translated(one.x - left, one.y - top) for one in view.ground._placed]
        tags = [QRectF(one.left, one.top, one.wide, HIGH) for one in view.renderer._spots]
        return not view.ground.store.busy and not any(a.intersects(b) for a in boxes for b in names + tags)

    for dx, dy in ((0, 0), (60, 35), (-90, 60), (20, -110)):
        view.look(view.camera.moved(dx, dy))
        qtbot.waitUntil(clear, timeout=20_000)
    assert len(view.ground._placed) > 3


def test_names_are_looked_at_for_units_on_them_now_and_then_not_in_each_frame(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = still(make, qtbot, monkeypatch)
    monkeypatch.setattr("console.map.ground.YIELD", 1000.0)
    looks: list[QRectF] = []

    def on(_busy: Busy, box: QRectF) -> int:
        looks.append(box)
        return 0

    monkeypatch.setattr(Busy, "on", on)
    view.ground._laid_out = view.ground._looked = time.monotonic() - 2000.0
    grabbed(view)
    assert looks
    looks.clear()
    grabbed(view)
    assert not looks
    view.ground._looked = time.monotonic() - 2000.0
    grabbed(view)
    assert looks


def test_a_unit_that_drives_onto_a_towns_name_makes_it_move(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.map.ground.YIELD", -1.0)
    view = make(made.room(made.unit("vp118", 55.60, 26.39)))
    view.touched = True
    view.look(Camera(world_x(26.53), world_y(55.80), 36))

    def town() -> tuple[Placed, tuple[float, float]]:
        """The name of the town, and the middle of its letters."""
        for _ in range(60):  # a layout may run out of its time; the next one goes on
            grabbed(view)
            if view.ground._placed_for is not None and not view.ground.store.busy:
                break
        x, y = world_x(26.53) * view.camera.span, world_y(55.87) * view.camera.span
        found = []
        for one in view.ground._placed:
            if not one.solid.isEmpty():
                middle = one.words.translated(one.x, one.y).center()
                found.append((abs(middle.x() - x) + abs(middle.y() - y), one, (middle.x(), middle.y())))
        return min(found, key=lambda some: some[0])[1:]

    before, (x, y) = town()
    span = view.camera.span
    fix = Fix(lat=latitude(y / span), lon=longitude(x / span), time=made.NOW)
    feed(view).facts.units["vp118"].fix = fix
    view.show_changes(Changes(units={"vp118"}))
    after, _middle = town()
    assert (after.x, after.y) != (before.x, before.y)
    assert after.covered == 0
