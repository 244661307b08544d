"""Shows which ground the imported maps cover: an outline of each, with its name, while the plate of maps is open."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from console.map.camera import Camera
from console.map.tool import Tool
from console.theme import Palette

ROOM = 56
"""Px at the top that the search box and the buttons take."""


class Coverage(Tool):
    """Paints only; never held."""

    def paint(self, painter: QPainter, camera: Camera, room: tuple[int, int], palette: Palette) -> None:
        """A dashed rectangle for each map that is on."""
        if not self.view.panel.isVisible():
            return
        painter.setFont(QFont(painter.font().family(), 9))
        metrics = QFontMetricsF(painter.font())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for number, reader in enumerate(self.view.stack.shown()):
            box = reader.pack.box
            corner = QPointF(*camera.point(box.left, box.top, *room))
            other = QPointF(*camera.point(box.right, box.bottom, *room))
            pen = QPen(palette.accent, 1.5)
            pen.setDashPattern([6.0, 4.0])
            painter.setPen(pen)
            painter.drawRect(QRectF(corner, other))
            plate = QRectF(0, 0, metrics.horizontalAdvance(reader.pack.name) + 10, metrics.height() + 4)
            seen = QRectF(corner, other).intersected(QRectF(0, ROOM, room[0], room[1] - ROOM))
            if seen.isEmpty():
                continue
            plate.moveCenter(QPointF(seen.center().x(), seen.top() + (number + 0.5) * plate.height()))
            painter.fillRect(plate, palette.panel)
            painter.setPen(palette.text)
            painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, reader.pack.name)
