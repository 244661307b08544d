"""What the map keeps from frame to frame, and what is above everything: crowds, dragging, missing tiles, odd places."""

from __future__ import annotations

import math
import threading

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from console.map import ground as ground_module
from console.map import unit_layer, unit_tags
from console.map.camera import Camera, world_x, world_y
from console.map.paint import Painted, TileKey, TilePainter
from console.map.table import UnitTable
from console.map.tiles import TileStore
from console.map.trails import Trails, line
from console.map.unit_layer import thinned
from console.map.unit_tags import InView
from console.theme import DAY
from gps.fix import Fix
from tests.console.map import made
from tests.console.map.shown import BORDER, Make, feed, grabbed, near, spot
from units.state import Changes, Unit

BLUE = QColor("#0072B2")


def crowd(count: int = 900) -> list[Unit]:
    return [made.unit(f"u{i}", 55.6 + (i % 30) / 75, 26.0 + (i // 30) / 45, agency="lp") for i in range(count)]


def drift(view: object, dx: float, dy: float) -> None:
    view.camera = view.camera.moved(dx, dy)  # type: ignore[attr-defined]


def test_dragging_a_crowd_copies_its_layer_and_a_change_paints_it_anew(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = make(made.room(*crowd()))
    drawn: list[int] = []
    original = unit_layer.UnitLayer.symbols

    def symbols(self: unit_layer.UnitLayer, painter: QPainter, units: InView) -> None:
        drawn.append(len(units.rows))
        original(self, painter, units)

    monkeypatch.setattr(unit_layer.UnitLayer, "symbols", symbols)
    grabbed(view)
    grabbed(view)
    drawn.clear()
    for _ in range(5):
        drift(view, 9, 4)
        grabbed(view)
    assert not drawn
    feed(view).facts.units["u5"].fix = Fix(lat=55.61, lon=26.3, time=made.NOW)
    view.show_changes(Changes(units={"u5"}))
    grabbed(view)
    assert drawn
    for _ in range(3):
        grabbed(view)
    drawn.clear()
    for _ in range(4):
        drift(view, 90, 0)
        grabbed(view)
    assert drawn, "past the margin there is nothing to copy"
    for id_ in ("u95", "u460"):
        assert near(grabbed(view), spot(view, id_), 3, QColor("#E69F00")) > 20


def test_a_dragged_crowd_is_where_it_would_be_painted(make: Make) -> None:
    view = make(made.room(*crowd()))
    grabbed(view)
    grabbed(view)
    drift(view, 37, -21)
    copied = grabbed(view)
    for id_ in ("u95", "u460", "u700"):
        assert near(copied, spot(view, id_), 3, QColor("#E69F00")) > 20
    at = view.renderer.unit_at(*spot(view, "u460").toTuple(), view.camera)
    assert at, "what is clicked is what is seen"
    tag = next(one for one in view.renderer._spots if 300 < one.wish.x < 600 and 300 < one.wish.y < 500)
    place = spot(view, tag.wish.unit)
    x, y = place.x() + tag.left - tag.wish.x + 4, place.y() + tag.top - tag.wish.y + 4
    assert view.renderer.unit_at(x, y, view.camera) == tag.wish.unit, "so is a tag that was dragged along"


@pytest.mark.parametrize("frames", [1, 3], ids=["painted", "copied"])
def test_emergency_selected_and_speaking_lie_above_a_thousand_others(make: Make, frames: int) -> None:
    heap = [made.unit(f"u{i}", 55.8 + 2e-5 * (i % 40), 26.39 + 2e-5 * (i // 40), agency="lp") for i in range(1000)]
    alarm, chosen = made.unit("vp118", 55.8, 26.39, alarm="a1"), made.unit("vp7", 55.86, 26.39)
    speaks = made.unit("vp9", 55.74, 26.39, talking="c1")
    more = [made.unit(f"w{i}", 55.86 + 2e-5 * (i % 9), 26.39, agency="lp") for i in range(200)]
    more += [made.unit(f"x{i}", 55.74 + 2e-5 * (i % 9), 26.39, agency="lp") for i in range(200)]
    view = make(made.room(alarm, chosen, speaks, *heap, *more))
    view._selection.select("vp7")
    for _ in range(frames):
        image = grabbed(view)
    for id_ in ("vp118", "vp7", "vp9"):
        assert near(image, spot(view, id_), 5, BLUE) > 60, id_
    tagged = {one.wish.unit for one in view.renderer._spots}
    assert {"vp118", "vp7", "vp9"} <= tagged


def test_tags_of_a_crowd_do_not_cover_each_other(make: Make) -> None:
    view = make(made.room(*crowd(2000)))
    grabbed(view)
    spots = view.renderer._spots
    assert len(spots) > 40
    rects = [QRectF(one.left, one.top, one.wide, 20) for one in spots]
    assert not any(a.intersects(b) for i, a in enumerate(rects) for b in rects[:i])


def test_between_layouts_a_tag_goes_along_with_its_unit_and_is_laid_out_when_calm(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unit_tags, "LAYOUT", 1e9)
    view = make(made.room(*crowd()))
    view.touched = True
    grabbed(view)
    before = view.renderer._spots[0]
    unit = feed(view).facts.units[before.wish.unit]
    assert unit.fix is not None
    x = spot(view, unit.id).x()
    unit.fix = Fix(lat=unit.fix.lat, lon=unit.fix.lon + 0.05, time=made.NOW)
    view.show_changes(Changes(units={unit.id}))
    view.repaint()
    after = next(one for one in view.renderer._spots if one.wish.unit == unit.id)
    moved = spot(view, unit.id).x() - x
    assert moved > 5
    assert abs(after.left - before.left - moved) <= 1
    assert view.renderer.unsettled
    assert view._calm.isActive(), "laid out anew as soon as nothing moves"
    monkeypatch.setattr(unit_tags, "LAYOUT", 0.0)
    feed(view).facts.units[unit.id].callsign = "NEW 1"
    view.show_changes(Changes(units={unit.id}))
    view.repaint()
    assert not view.renderer.unsettled


def test_of_very_many_the_hidden_are_left_out_and_none_else() -> None:
    rng = np.random.default_rng(1)
    xs, ys = np.repeat(rng.uniform(0, 800, 50), 100), np.repeat(rng.uniform(0, 600, 50), 100)
    kept = thinned(InView(np.arange(5000), xs, ys))
    assert {(int(x // 4), int(y // 4)) for x, y in zip(kept.xs, kept.ys, strict=True)} == {
        (int(x // 4), int(y // 4)) for x, y in zip(xs, ys, strict=True)
    }
    assert len(kept.rows) <= 50
    assert set(kept.rows.tolist()) <= {99 + 100 * n for n in range(50)}, "of several the last is on top"


def test_dragging_within_the_margin_composes_no_ground(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = make(made.room(*BORDER))

    def at_rest() -> bool:
        grabbed(view)
        return not view.ground.store.busy and not view.ground._soon.isActive()

    qtbot.waitUntil(at_rest, timeout=20_000)
    composed: list[int] = []
    original = ground_module.Ground._compose

    def compose(self: ground_module.Ground, camera: Camera, width: int, height: int, night: bool) -> None:
        composed.append(1)
        original(self, camera, width, height, night)

    monkeypatch.setattr(ground_module.Ground, "_compose", compose)
    drift(view, 60, -40)
    copied = grabbed(view)
    assert not composed
    view.ground._picture_for = None
    painted = grabbed(view)
    assert composed
    same = sum(
        copied.pixelColor(x, y) == painted.pixelColor(x, y) for x in range(5, 895, 10) for y in range(5, 595, 10)
    )
    assert same > 0.97 * 89 * 59, "the copy is what would be painted, but for names at its edge"


class Slow(TilePainter):
    """Paints when told, and says in which thread."""

    def __init__(self) -> None:
        super().__init__([])
        self.go = threading.Event()
        self.threads: set[int] = set()

    def paint(self, key: TileKey) -> Painted:
        self.threads.add(threading.get_ident())
        assert self.go.wait(30)
        image = QImage(key.px, key.px, QImage.Format.Format_RGB32)
        image.fill(QColor("red") if key.z == 8 else QColor("blue"))
        return Painted(image)


def test_tiles_are_painted_by_workers_and_a_parent_stands_in_meanwhile(qtbot: QtBot) -> None:
    painter = Slow()
    store = TileStore(painter)
    parent = TileKey(8, 146, 79, 64, 32, False, 0)
    store.want([parent])
    assert store.get(parent) is None, "nobody waits for a tile"
    painter.go.set()
    qtbot.waitUntil(lambda: store.get(parent) is not None, timeout=20_000)
    assert threading.get_ident() not in painter.threads
    child = TileKey(9, 293, 158, 64, 36, False, 0)
    ((tile, part, where),) = store.stand_in(child)
    assert tile.image.pixelColor(3, 3) == QColor("red")
    assert part == (0.5, 0.0, 0.5)
    assert where == (0.0, 0.0, 1.0)
    assert store.stand_in(TileKey(9, 293, 158, 64, 36, True, 0)) == [], "a day's tile is none for the night"
    store.stop()


@pytest.mark.parametrize(
    "place", [(90.0, 0.0), (-90.0, 10.0), (55.0, 180.0), (55.0, -180.0), (0.0, 0.0), (math.nan, 26.0), (55.8, math.inf)]
)
def test_an_odd_place_never_stops_the_map(make: Make, place: tuple[float, float]) -> None:
    trail = [(55.8, 26.3, made.NOW - 60), (*place, made.NOW - 30), (55.81, 26.31, made.NOW - 5)]
    view = make(made.room(BORDER[0], made.unit("odd", *place, trail=trail)))
    view._selection.select("odd")
    view.renderer.trails = "all"
    grabbed(view)
    view.locate("odd")
    grabbed(view)
    view._selection.follow("odd")
    view._selection.track("odd")
    view.fit_units()
    image = grabbed(view)
    assert near(image, spot(view, "vp118"), 8, BLUE) > 100


def test_a_fix_of_the_future_is_no_older_than_now(make: Make) -> None:
    view = make(made.room(made.unit("vp118", 55.8, 26.39, age=-86_400.0)))
    grabbed(view)
    row = view.renderer.table.row["vp118"]
    assert view.renderer._tag(row).age == ""
    assert view.renderer.table.age(made.NOW + 10) in {True, False}


def test_a_unit_five_thousand_km_away_does_not_move_the_map_if_doubted(make: Make) -> None:
    view = make(made.room(BORDER[0], made.unit("far", 21.0, 57.0, doubtful="jump")))
    before = view.camera
    view.fit_units()
    assert view.camera == before
    grabbed(view)


def test_a_trail_far_beyond_the_window_and_one_of_a_point(qtbot: QtBot) -> None:
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    trails = Trails()
    camera = Camera(world_x(26.4), world_y(55.8), 66)
    agency = made.room().agencies["vp"]
    ways = (
        [(55.8, 26.4, 0.0), (-80.0, -179.0, 10.0), (80.0, 179.0, 20.0)],
        [(55.8, 26.4, 0.0)],
        [(math.nan, math.nan, 0.0), (55.8, 26.4, 5.0)],
    )
    for n, way in enumerate(ways):
        trails.draw(painter, Unit(id=f"u{n}", trail=way), agency, camera, (400, 300), DAY, True)
    painter.end()


def test_a_trail_fades_and_follows_the_camera(qtbot: QtBot) -> None:
    trails, agency = Trails(), made.room().agencies["vp"]
    way = [(55.8, 26.2 + 0.002 * n, made.NOW - 300 + 3 * n) for n in range(100)]
    unit = Unit(id="u", trail=way)
    for shift in (0, 60):
        camera = Camera(world_x(26.3), world_y(55.8), 42).moved(0, shift)
        image = QImage(800, 300, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        trails.draw(painter, unit, agency, camera, (800, 300), DAY, False)
        painter.end()
        left, right = (camera.point(world_x(lon), world_y(55.8), 800, 300) for lon in (26.21, 26.39))
        old, new = (near(image, QPoint(round(x), round(y)), 3, QColor("white"), 60) for x, y in (left, right))
        assert new < old, "the newest part is the strongest"
    assert line(np.array([0.0, 4.0]), np.array([1.0, 1.0])).elementCount() == 2


def test_ten_thousand_rows_age_without_a_loop_over_all() -> None:
    table = UnitTable()
    facts = made.room(*(made.unit(f"u{i}", 55.0, 26.0, age=5.0) for i in range(1000)))
    table.rebuild(facts, made.NOW)
    version = table.version
    assert not table.age(made.NOW + 10)
    assert table.version == version
    assert table.age(made.NOW + 70)
