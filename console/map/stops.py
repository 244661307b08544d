"""Numbered dots where the tracks on the map stood still."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from console.map.camera import Camera, world_x, world_y
from console.map.tool import Tool
from console.theme import BOLD, Palette, Theme

if TYPE_CHECKING:
    from console.export.track import Standing
    from console.map.view import MapView

DOT = 9.5
"""Radius of a dot, px."""


class StopMarks(Tool):
    """Draws the stops of the one track that was asked for."""

    def __init__(self, view: MapView, theme: Theme) -> None:
        super().__init__(view)
        self._font = theme.font
        self.stops: list[Standing] = []
        self.chosen = 0

    def show(self, stops: list[Standing], chosen: int = 0) -> None:
        """Draw these; the one with the number ``chosen`` stands out."""
        self.stops, self.chosen = stops, chosen
        self.view.schedule()

    def paint(self, painter: QPainter, camera: Camera, room: tuple[int, int], palette: Palette) -> None:
        """The dots, the first on top: where they overlap, the order can still be read."""
        if self.stops:
            draw_stops(painter, camera, room, palette, self._font(12, BOLD), self.stops, self.chosen)


def draw_stops(
    painter: QPainter,
    camera: Camera,
    room: tuple[int, int],
    palette: Palette,
    font: QFont,
    stops: Sequence[Standing],
    chosen: int = 0,
) -> None:
    """Numbered dots of ``stops``."""
    painter.setFont(font)
    for number, stop, _ in sorted(stops, key=lambda one: (one.number == chosen, -one.number)):
        x, y = camera.point(world_x(stop.lon), world_y(stop.lat), *room)
        if not (-20 < x < room[0] + 20 and -20 < y < room[1] + 20):
            continue
        dot = QRectF(x - DOT, y - DOT, 2 * DOT, 2 * DOT)
        if number > 99:
            dot.adjust(-4, 0, 4, 0)
        ground = palette.accent if number == chosen else palette.panel
        painter.setPen(QPen(palette.panel, 4.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(dot, DOT, DOT)
        painter.setPen(QPen(palette.text, 1.8))
        painter.setBrush(ground)
        painter.drawRoundedRect(dot, DOT, DOT)
        painter.setPen(QColor(palette.on_accent if number == chosen else palette.text))
        painter.drawText(
            QRectF(QPointF(dot.left() - 6, dot.top()), dot.size()).adjusted(0, 0, 12, 0), _CENTRE, str(number)
        )


_CENTRE = Qt.AlignmentFlag.AlignCenter
