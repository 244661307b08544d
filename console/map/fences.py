"""Fences on the map: drawn there by mouse or keys, and shown with their names, whoever drew them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QMenu

from console.live import Feed
from console.map.camera import Box, Camera, box_of, fit, latitude, longitude, world_x, world_y
from console.map.fence_paint import Drawn, FencePaint
from console.map.tool import Spot, Tool
from console.rights import why_not_act
from console.theme import Palette, Theme
from gps.plane import RADIUS
from gps.shape import Shape
from units.fences import Fence
from units.state import Changes

if TYPE_CHECKING:
    from console.map.view import MapView

CLOSE = 10.0
"""A click this near (px) to the first corner closes the polygon."""
NEAREST = 60
"""Zoom steps of the nearest view that a fence is fitted into."""
USUAL = 1000.0
"""m of a circle that was begun by keys; plus and minus change it."""


class FenceTool(Tool):
    """``drawn`` carries the :class:`gps.shape.Shape` that was finished; ``listed`` asks for the list of fences, with
    the id of one, or nothing."""

    drawn = Signal(object)
    listed = Signal(str)

    def __init__(self, view: MapView, live: Feed, theme: Theme) -> None:
        super().__init__(view)
        self._live = live
        self._circle = False
        self._corners: list[tuple[float, float]] = []
        self._pointer: tuple[float, float] | None = None
        self._radius = 0.0
        self._paint = FencePaint(theme)
        view.renderer.below.append(self.paint_fences)
        live.changed.connect(self._changed)

    # -- drawing one -------------------------------------------------------------------------------------------------

    def begin(self, circle: bool) -> None:
        """Draw a polygon by clicks, or a circle by dragging from its middle."""
        if self.view.held is self:
            self.view.hold(None)
        self._circle = circle
        self._drop()
        self.view.hold(self)
        self.view.notice.say(self._hint())
        self.view.setFocus()

    def _hint(self) -> str:
        if self._circle:
            return self.tr(
                "Press in the middle and drag to the edge. Keys: Space puts the middle, plus and minus change the "
                "radius, Enter finishes, Esc drops it."
            )
        return self.tr(
            "Click each corner, double-click to finish. Keys: arrows move the map, Space puts a corner in its middle, "
            "Backspace takes one back, Enter finishes, Esc drops it."
        )

    def pressed(self, pixel: QPointF) -> None:
        """A corner, or the middle of a circle."""
        place = self._under(pixel)
        if self._circle:
            self._corners, self._radius = [place], 0.0
        elif len(self._corners) > 2 and self._is_first(pixel):
            self.finish()
            return
        elif not self._corners or self._corners[-1] != place:
            self._corners.append(place)
        self.view.schedule()

    def moved(self, pixel: QPointF, down: bool) -> None:
        """The line that would be next, or the circle as far as it was dragged."""
        self._pointer = self._under(pixel)
        if self._circle and down and self._corners:
            self._radius = _metres(self._corners[0], self._pointer)
        self.view.schedule()

    def released(self, pixel: QPointF) -> None:
        """A circle that was dragged is finished."""
        if self._circle and self._corners and self._radius > 0:
            self.finish()

    def twice(self, pixel: QPointF) -> None:
        """The last corner was put by the first click."""
        if not self._circle:
            self.finish()

    def key(self, key: int) -> bool:
        """Corners and circles without a mouse."""
        if key == Qt.Key.Key_Space:
            self.pressed(QPointF(self.view.width() / 2, self.view.height() / 2))
            if self._circle:
                self._radius = USUAL
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        elif key == Qt.Key.Key_Backspace and self._corners:
            self._corners.pop()
        elif self._circle and self._corners and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._radius *= 1.25
        elif self._circle and self._corners and key == Qt.Key.Key_Minus:
            self._radius /= 1.25
        else:
            return False
        self.view.schedule()
        return True

    def finish(self) -> None:
        """What was drawn becomes a shape, if it can be one; else a sentence says why not and drawing goes on."""
        from console.fence_words import shape_fault
        from gps.fences import ShapeError, check  # slow to load, and rarely needed

        shape = Shape([list(self._corners)], round(self._radius, 1) if self._circle else 0.0)
        try:
            if self._circle and not self._radius:
                raise ShapeError("radius")
            check(shape)
        except ShapeError as error:
            self.view.notice.say(shape_fault(error.code))
            return
        self.view.hold(None)
        self.view.notice.hide()
        self.drawn.emit(shape)

    def put_down(self) -> None:
        """What was begun goes."""
        self._drop()
        self.view.notice.hide()

    def _drop(self) -> None:
        self._corners, self._radius, self._pointer = [], 0.0, None
        self.view.schedule()

    def _under(self, pixel: QPointF) -> tuple[float, float]:
        x, y = self.view.camera.under(pixel.x(), pixel.y(), *self.view.room)
        return latitude(y), longitude(x)

    def _is_first(self, pixel: QPointF) -> bool:
        lat, lon = self._corners[0]
        x, y = self.view.camera.point(world_x(lon), world_y(lat), *self.view.room)
        return math.hypot(x - pixel.x(), y - pixel.y()) <= CLOSE

    # -- the menu ----------------------------------------------------------------------------------------------------

    def offer(self, menu: QMenu, spot: Spot) -> None:
        """Draw one; see those that are there, and the one at this place."""
        why = why_not_act(self._live)
        part = menu.addMenu(self.tr("Fences"))
        for words, circle in ((self.tr("Draw a polygon"), False), (self.tr("Draw a circle"), True)):
            action = part.addAction(words)
            action.triggered.connect(lambda _checked=False, c=circle: self.begin(c))
            action.setEnabled(not why)
            action.setToolTip(why)
        here = self.at(spot.pixel)
        if here is not None:
            id_ = here.id
            text = self.tr("Change “{fence}” …") if self._live.can_act else self.tr("“{fence}” in the list …")
            part.addAction(text.format(fence=here.text)).triggered.connect(lambda: self.listed.emit(id_))
        part.addAction(self.tr("All fences …")).triggered.connect(lambda: self.listed.emit(""))

    def at(self, pixel: QPointF) -> Fence | None:
        """The smallest fence under a window pixel."""
        found = []
        camera = self.view.camera
        for fence in self._live.facts.fences.values():
            anchor = self._anchor(fence)
            if anchor is not None:
                outline = self._paint.outline(fence, anchor, camera)
                if outline.path.contains(pixel - QPointF(*camera.point(outline.x, outline.y, *self.view.room))):
                    found.append((outline.box.width() * outline.box.height(), fence.id, fence))
        return min(found)[2] if found else None

    def show_fence(self, id_: str) -> None:
        """Bring a fence into view."""
        fence = self._live.facts.fences.get(id_)
        box = self._box(fence) if fence is not None else None
        if box is not None:
            self.view.touched = True
            self.view.look(fit(box, *self.view.room, self.view.devicePixelRatioF(), 90, NEAREST))

    def _box(self, fence: Fence) -> Box | None:
        center = self._center(fence)
        if not fence.radius:
            return box_of([lat for lat, _ in fence.rings[0]], [lon for _, lon in fence.rings[0]])
        if center is None:
            return None
        high = math.degrees(fence.radius / RADIUS)
        wide = high / math.cos(math.radians(center[0]))
        return box_of([center[0] - high, center[0] + high], [center[1] - wide, center[1] + wide])

    def _changed(self, changes: Changes) -> None:
        facts = self._live.facts
        moving = {fence.unit for fence in facts.fences.values() if fence.unit}
        if changes.all or changes.fences:
            self._paint.forget(facts.fences)
        if changes.all or changes.fences or changes.units & moving:
            self.view.schedule()

    # -- painting ----------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, camera: Camera, room: tuple[int, int], palette: Palette) -> None:
        """What is being drawn, above everything."""
        if self.view.held is self:
            self._draw_begun(painter, camera, room, palette)

    def paint_fences(self, painter: QPainter, camera: Camera, room: tuple[int, int], palette: Palette) -> None:
        """Every fence in view with its name, below the units; thin enough to read the ground."""
        fences = self._live.facts.fences
        if not fences:
            return
        inside = {row.fence for row in self._live.facts.within.values()}
        placed = ((fence, self._anchor(fence)) for fence in fences.values())
        drawn = [Drawn(fence, anchor, fence.id in inside) for fence, anchor in placed if anchor is not None]
        self._paint.paint(painter, drawn, camera, room, palette)

    def _draw_begun(self, painter: QPainter, camera: Camera, room: tuple[int, int], palette: Palette) -> None:
        painter.setPen(QPen(palette.accent, 2))
        middle = QPointF(room[0] / 2, room[1] / 2)
        for dx, dy in ((9, 0), (0, 9)):  # where Space puts a corner
            painter.drawLine(middle - QPointF(dx, dy), middle + QPointF(dx, dy))
        veil = QColor(palette.accent)
        veil.setAlphaF(0.12)
        painter.setBrush(veil)
        if self._circle and self._corners:
            painter.drawPath(_round(self._corners[0], self._radius, camera, room))
            return
        points = [_point(place, camera, room) for place in self._corners]
        if self._pointer is not None and points and not self._circle:
            points.append(_point(self._pointer, camera, room))
        painter.drawPolygon(QPolygonF(points))
        painter.setBrush(palette.accent)
        for point in points:
            painter.drawEllipse(point, 3.5, 3.5)

    def _center(self, fence: Fence) -> tuple[float, float] | None:
        """Of a circle; ``None`` where it moves with a unit that nobody knows the place of."""
        if not fence.unit:
            return fence.rings[0][0] if fence.rings and fence.rings[0] else None
        unit = self._live.facts.units.get(fence.unit)
        return (unit.fix.lat, unit.fix.lon) if unit is not None and unit.fix is not None else None

    def _anchor(self, fence: Fence) -> tuple[float, float] | None:
        """Where it is: its middle, or its first corner."""
        if fence.radius:
            return self._center(fence)
        return fence.rings[0][0] if fence.rings and fence.rings[0] else None


def _point(place: tuple[float, float], camera: Camera, room: tuple[int, int]) -> QPointF:
    return QPointF(*camera.point(world_x(place[1]), world_y(place[0]), *room))


def _round(center: tuple[float, float], radius: float, camera: Camera, room: tuple[int, int]) -> QPainterPath:
    far = radius / camera.metres_per_px(center[0])
    path = QPainterPath()
    path.addEllipse(_point(center, camera, room), far, far)
    return path


def _metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    from console.unit_facts import straight

    return straight(*one, *other)
