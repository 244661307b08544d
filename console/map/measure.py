"""Measuring on the map: legs with length and direction, their sum, and the area of a closed line. Geodesic, WGS 84."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QGuiApplication, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QMenu

from console.map.camera import Camera, latitude, longitude, world_x, world_y
from console.map.coordinates import written
from console.map.tool import Spot, Tool
from console.theme import MEDIUM, SEMIBOLD, SMALL, Palette, Theme
from gps.legs import Leg, Place, area, legs

if TYPE_CHECKING:
    from console.map.view import MapView

CLOSE = 10
"""A click this near to the first point (px) closes the line."""
SHORTEST = 46
"""A leg shorter than this on the screen (px) has no label: there is no room for one."""


def length(metres: float) -> str:
    """``845 m``, ``1.24 km``, ``12.4 km``, ``124 km``: to three figures, or the metre."""
    if metres < 999.5:
        return f"{metres:.0f} m"
    km = metres / 1000
    return f"{km:.2f} km" if km < 9.995 else f"{km:.1f} km" if km < 99.95 else f"{km:.0f} km"


def surface(square: float) -> str:
    """``850 m²``, ``4.20 ha``, ``12.4 km²``."""
    if square < 9_950:
        return f"{square:.0f} m²"
    if square < 995_000:
        return f"{square / 1e4:.2f} ha"
    return f"{square / 1e6:.2f} km²" if square < 9.995e6 else f"{square / 1e6:.1f} km²"


def turn(bearing: float) -> str:
    """``037°``."""
    return f"{round(bearing) % 360:03}°"


class Measure(Tool):
    """A click sets a point, near the first one it closes the line; a double one, or Enter, ends; Esc takes all away."""

    icon = "measure"

    def __init__(self, view: MapView, theme: Theme) -> None:
        super().__init__(view)
        self._theme = theme
        self.places: list[Place] = []
        self.closed = self.ended = False
        self._pointer: Place | None = None

    def title(self) -> str:
        """What its button does."""
        return self.tr("Measure distance, direction and area (D)")

    def offer(self, menu: QMenu, spot: Spot) -> None:
        """Begin there."""
        menu.addAction(self.tr("Measure from here")).triggered.connect(lambda: self.begin(spot.lat, spot.lon))

    def begin(self, lat: float, lon: float) -> None:
        """With this as the first point."""
        self.view.hold(self)
        self.places, self.closed, self.ended = [(lat, lon)], False, False
        self.view.schedule()

    # -- by hand -------------------------------------------------------------------------------------------------

    def pressed(self, pixel: QPointF) -> None:
        """Another point; after an ended line the first of the next."""
        if self.ended:
            self.places, self.closed, self.ended = [], False, False
        if len(self.places) > 2 and self._is_at(self.places[0], pixel):
            self.closed = self.ended = True
        else:
            self.places.append(self._under(pixel))
        self._pointer = None
        self.view.schedule()

    def moved(self, pixel: QPointF, down: bool) -> None:
        """The next leg goes with the pointer."""
        if self.places and not self.ended:
            self._pointer = self._under(pixel)
            self.view.schedule()

    def twice(self, pixel: QPointF) -> None:
        """The end; the first of the two clicks had set the point."""
        self._end()

    def key(self, key: int) -> bool:
        """Enter ends, Backspace takes the last point back, C copies, Space sets a point in the middle of the map."""
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end()
        elif key == Qt.Key.Key_Backspace:
            self.closed = self.ended = False
            self.places = self.places[:-1]
        elif key == Qt.Key.Key_C:
            self.copy()
        elif key == Qt.Key.Key_Space:
            self.pressed(QPointF(self.view.width() / 2, self.view.height() / 2))
        else:
            return False
        self.view.schedule()
        return True

    def put_down(self) -> None:
        """Everything drawn goes."""
        self.places, self.closed, self.ended, self._pointer = [], False, False, None

    def _end(self) -> None:
        self.ended, self._pointer = len(self.places) > 1, None
        self.view.schedule()

    def _under(self, pixel: QPointF) -> Place:
        x, y = self.view.camera.under(pixel.x(), pixel.y(), *self.view.room)
        return latitude(y), longitude(x)

    def _is_at(self, place: Place, pixel: QPointF) -> bool:
        at = self._pixel(place, self.view.camera, self.view.room)
        return (at - pixel).manhattanLength() <= CLOSE

    @staticmethod
    def _pixel(place: Place, camera: Camera, room: tuple[int, int]) -> QPointF:
        return QPointF(*camera.point(world_x(place[1]), world_y(place[0]), *room))

    # -- what it comes to ----------------------------------------------------------------------------------------

    @property
    def line(self) -> list[Place]:
        """The points, with the pointer's while the line goes on, and the first again once it is closed."""
        if self.closed:
            return [*self.places, self.places[0]]
        return [*self.places, self._pointer] if self._pointer is not None else self.places

    def total(self) -> str:
        """What it comes to, in a line: the sum of several legs, or the one with its direction; and the area."""
        measured = legs(self.line)
        if not measured:
            return ""
        said = length(sum(leg.metres for leg in measured))
        if len(measured) == 1:
            return f"{said} · {turn(measured[0].bearing)}"
        if self.closed:
            around = self.tr("around {length} · area {area}")
            return around.format(length=said, area=surface(area(self.places)))
        return self.tr("total {length}").format(length=said)

    def copy(self) -> None:
        """Every point, every leg and the sum, as text."""
        if len(self.places) < 2:
            return
        system = self.view.readout.systems[0]
        places = [*self.places, self.places[0]] if self.closed else self.places
        rows = [written(*places[0], system)]
        for place, leg in zip(places[1:], legs(places), strict=True):
            rows.append(f"→ {length(leg.metres)} · {turn(leg.bearing)} → {written(*place, system)}")
        pointer, self._pointer = self._pointer, None
        by = self.tr("geodesic, WGS 84")
        rows.append(f"{self.total()} · {by}")
        self._pointer = pointer
        QGuiApplication.clipboard().setText("\n".join(rows))
        self.view.notice.say(self.tr("Copied: {what}").format(what=rows[-1]))

    # -- drawn ---------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, camera: Camera, room: tuple[int, int], palette: Palette) -> None:
        """The line, its points, a label along each leg, the sum at the end; while held, what can be done."""
        line = self.line
        points = [self._pixel(place, camera, room) for place in line]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, wide in ((palette.panel, 5.0), (palette.accent, 2.2)):
            painter.setPen(
                QPen(colour, wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            )
            painter.drawPolyline(QPolygonF(points))
        painter.setPen(QPen(palette.accent, 2))
        painter.setBrush(palette.panel)
        for point in points:
            painter.drawEllipse(point, 4, 4)
        measured = legs(line)
        if len(measured) > 1:
            painter.setFont(self._theme.font(SMALL, MEDIUM))
            for leg, (start, end) in zip(measured, pairwise(points), strict=True):
                self._label(painter, palette, leg, start, end)
        if points:
            self._plate(painter, palette, self.total(), points[-1] + QPointF(12, 10), palette.accent)
        if self.view.held is self:
            said = self.tr("Click: next point · double click: end · Backspace: back · C: copy · Esc: away")
            wide = QFontMetricsF(self._theme.font(SMALL, SEMIBOLD)).horizontalAdvance(said) + 16
            self._plate(painter, palette, said, QPointF((room[0] - wide) / 2, room[1] - 74), palette.line)

    def _label(self, painter: QPainter, palette: Palette, leg: Leg, start: QPointF, end: QPointF) -> None:
        """Along the leg, never head down."""
        run = math.hypot(end.x() - start.x(), end.y() - start.y())
        text = f"{length(leg.metres)} · {turn(leg.bearing)}"
        wide = painter.fontMetrics().horizontalAdvance(text) + 10
        if run < max(SHORTEST, wide * 0.6):
            return
        angle = math.degrees(math.atan2(end.y() - start.y(), end.x() - start.x()))
        painter.save()
        painter.translate((start + end) / 2)
        painter.rotate(angle if -90 < angle <= 90 else angle + 180)
        box = QRectF(-wide / 2, -22, wide, 17)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.panel)
        painter.setOpacity(0.88)
        painter.drawRoundedRect(box, 3, 3)
        painter.setOpacity(1)
        painter.setPen(palette.text)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def _plate(self, painter: QPainter, palette: Palette, text: str, at: QPointF, edge: QColor) -> None:
        if not text:
            return
        painter.setFont(self._theme.font(SMALL, SEMIBOLD))
        wide = painter.fontMetrics().horizontalAdvance(text) + 16
        box = QRectF(at.x(), at.y(), wide, 24)
        painter.setPen(QPen(edge, 1.4))
        painter.setBrush(palette.panel)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(palette.text)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
