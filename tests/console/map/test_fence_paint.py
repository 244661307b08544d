"""Fences drawn: as large as they are, where they are, and not made anew for every frame."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from console.map import fence_paint
from console.map.camera import Camera, world_x, world_y
from console.map.fence_paint import MANY, Drawn, FencePaint
from console.theme import DAY, NIGHT, Theme
from gps.distance import distance
from units.fences import Fence

ROOM = (900, 600)
CENTER = (55.80, 26.39)
CAMERA = Camera(world_x(CENTER[1]), world_y(CENTER[0]), 42)
CIRCLE = Fence("f1", "Port", [[CENTER]], 3000.0)


def drawn(paint: FencePaint, fences: list[Drawn], camera: Camera = CAMERA, night: bool = False) -> QImage:
    image = QImage(*ROOM, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint.paint(painter, fences, camera, ROOM, NIGHT if night else DAY)
    painter.end()
    return image


@pytest.mark.parametrize("lat", [35.0, 55.8, 60.0])
def test_a_circle_is_drawn_where_its_edge_is_on_the_ground(qtbot: QtBot, lat: float) -> None:
    """At 56° Mercator shows a kilometre nearly twice as large as at the equator."""
    camera = Camera(world_x(26.39), world_y(lat), 42)
    east = 26.39
    while distance(lat, 26.39, lat, east) < 3000.0:
        east += 1e-4
    edge = camera.point(world_x(east), world_y(lat), *ROOM)[0] - ROOM[0] / 2
    assert 3000.0 / camera.metres_per_px(lat) == pytest.approx(edge, abs=1.0)
    image = drawn(FencePaint(Theme()), [Drawn(CIRCLE, (lat, 26.39), False)], camera)
    row = [x for x in range(ROOM[0]) if image.pixelColor(x, ROOM[1] // 2) != Qt.GlobalColor.white]
    assert (row[-1] - row[0]) / 2 == pytest.approx(edge, abs=2.5)


def test_an_outline_is_made_once_for_a_fence_its_place_and_a_zoom(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    original = fence_paint._outline

    def outline(fence: Fence, center: tuple[float, float], camera: Camera) -> fence_paint.Outline:
        made.append(fence.id)
        return original(fence, center, camera)

    monkeypatch.setattr(fence_paint, "_outline", outline)
    paint = FencePaint(Theme())
    first = drawn(paint, [Drawn(CIRCLE, CENTER, False)])
    for _ in range(3):
        assert drawn(paint, [Drawn(CIRCLE, CENTER, False)]) == first
    moved = drawn(paint, [Drawn(CIRCLE, CENTER, False)], CAMERA.moved(40, -30))
    assert made == ["f1"]
    assert moved.copy(240, 60, 500, 400) == first.copy(200, 90, 500, 400), "dragged along"
    drawn(paint, [Drawn(CIRCLE, CENTER, False)], CAMERA.zoomed(2, 450, 300, *ROOM))
    assert len(made) == 2
    drawn(paint, [Drawn(CIRCLE, (55.81, 26.39), False)], CAMERA.zoomed(2, 450, 300, *ROOM))
    assert len(made) == 3
    drawn(paint, [Drawn(Fence("f1", "Port", [[CENTER]], 500.0), (55.81, 26.39), False)], CAMERA)
    assert len(made) == 4


def many(inside: int = -1) -> list[Drawn]:
    found = []
    for n in range(MANY + 10):
        at = (55.76 + 0.015 * (n % 6), 26.30 + 0.03 * (n // 6))
        found.append(Drawn(Fence(f"f{n}", f"Fence {n}", [[at]], 400.0), at, n == inside))
    return found


def test_many_fences_are_one_picture_while_only_the_map_moves(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    paint, fences = FencePaint(Theme()), many()
    first = drawn(paint, fences)
    original, calls = FencePaint._draw, []

    def draw(self: FencePaint, *args: object) -> None:
        calls.append(1)
        original(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(FencePaint, "_draw", draw)
    assert drawn(paint, fences) == first
    dragged = drawn(paint, fences, CAMERA.moved(50, 20))
    assert not calls
    assert dragged.copy(250, 120, 400, 300) == first.copy(200, 100, 400, 300)
    entered = [fences[0]._replace(inside=True), *fences[1:]]
    assert drawn(paint, entered) != first, "somebody is inside now"
    assert len(calls) == len(fences)
    assert drawn(paint, entered, night=True) != drawn(paint, entered)
    calls.clear()
    drawn(paint, entered, CAMERA.moved(400, 0))
    assert calls, "beyond the margin there is nothing to copy"


def test_the_picture_of_many_shows_what_a_few_would(qtbot: QtBot) -> None:
    fences = many()
    whole = drawn(FencePaint(Theme()), fences)
    one = fences[15]
    alone = drawn(FencePaint(Theme()), [one])
    at = QPointF(*CAMERA.point(world_x(one.center[1]), world_y(one.center[0]), *ROOM)).toPoint()
    assert alone.pixelColor(at) == whole.pixelColor(at) != Qt.GlobalColor.white


def test_fences_that_went_are_forgotten(qtbot: QtBot) -> None:
    paint = FencePaint(Theme())
    drawn(paint, [Drawn(CIRCLE, CENTER, False)])
    paint.forget([])
    assert not paint._outlines


def test_a_fence_redrawn_round_the_same_place_is_shown_as_it_is_now(qtbot: QtBot) -> None:
    paint, wider = FencePaint(Theme()), Fence("f1", "Port", [[CENTER]], 5000.0)
    before = drawn(paint, [Drawn(CIRCLE, CENTER, False)])
    after = drawn(paint, [Drawn(wider, CENTER, False)])
    assert after == drawn(FencePaint(Theme()), [Drawn(wider, CENTER, False)]) != before


@pytest.mark.parametrize("camera", [CAMERA, CAMERA.moved(0, -90), CAMERA.moved(60, 40)], ids=["there", "up", "down"])
def test_among_many_the_name_of_a_fence_larger_than_the_window_is_in_it(qtbot: QtBot, camera: Camera) -> None:
    seen = []
    for text in ("Port", "Dock"):
        huge = Drawn(Fence("huge", text, [[CENTER]], 60_000.0), CENTER, False)
        paint = FencePaint(Theme())
        drawn(paint, [*many(), huge])
        seen.append(drawn(paint, [*many(), huge], camera))
    assert seen[0] != seen[1]


@pytest.mark.parametrize("most", [0, MANY], ids=["as many", "as few"])
def test_a_fence_beside_the_window_has_no_name_in_it(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(fence_paint, "MANY", most)
    beside = Drawn(Fence("f", "Beside", [[CENTER]], 90 * CAMERA.metres_per_px(CENTER[0])), CENTER, False)
    for far in (20.0, 100.0):
        camera = CAMERA.moved(0, -(ROOM[1] / 2 + 90 + far))
        assert drawn(FencePaint(Theme()), [beside], camera) == drawn(FencePaint(Theme()), [], camera)
