"""What is drawn round a unit or a place beside its symbol: halo, accuracy, emergency ring, sound waves, pin."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from console.map.camera import Camera
from console.theme import Palette
from units.state import Unit

RING = 25.5
"""Radius of the emergency ring, px."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A place that was searched for: world coordinates and what to write beside it."""

    x: float
    y: float
    text: str


def accuracy(painter: QPainter, camera: Camera, palette: Palette, center: QPointF, unit: Unit) -> None:
    """The circle in which a unit is, as far as its radio knows."""
    if unit.fix is None or not unit.fix.accuracy:
        return
    radius = unit.fix.accuracy / camera.metres_per_px(unit.fix.lat)
    if 14 < radius < 4000:
        colour = QColor(palette.accent)
        colour.setAlpha(28)
        painter.setBrush(colour)
        colour.setAlpha(150)
        painter.setPen(QPen(colour, 1.2, Qt.PenStyle.DashLine))
        painter.drawEllipse(center, radius, radius)


def halo(painter: QPainter, center: QPointF, palette: Palette) -> None:
    """Around the selected unit."""
    ground = QColor(palette.panel)
    ground.setAlpha(170)
    painter.setBrush(ground)
    painter.setPen(QPen(palette.accent, 2.2))
    painter.drawEllipse(center, 17.5, 17.5)


def ring(painter: QPainter, center: QPointF, palette: Palette, phase: float) -> None:
    """The emergency ring; ``phase`` 0–1 swells it a little."""
    fill = QColor(palette.emergency)
    fill.setAlpha(64 if palette.night else 56)
    painter.setBrush(fill)
    painter.setPen(QPen(palette.emergency, 3.2))
    painter.drawEllipse(center, RING, RING)
    if phase:
        wave = QColor(palette.emergency)
        wave.setAlphaF(0.75 * (1 - phase))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(wave, 2.4))
        painter.drawEllipse(center, RING + 12 * phase, RING + 12 * phase)


def waves(painter: QPainter, center: QPointF, palette: Palette) -> None:
    """Sound waves left of the symbol: this one is speaking."""
    path = QPainterPath()
    for radius in (13.0, 17.5):
        box = QRectF(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius)
        path.arcMoveTo(box, 148)
        path.arcTo(box, 148, 64)
    for colour, wide in ((palette.panel, 4.6), (palette.text, 2.2)):
        pen = QPen(colour, wide)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.strokePath(path, pen)


def pin(painter: QPainter, x: float, y: float, palette: Palette) -> None:
    """A place that was searched for, at a window pixel."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, wide in ((palette.panel, 5.0), (palette.accent, 2.0)):
        painter.setPen(QPen(colour, wide))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(x, y), 7, 7)
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawLine(QPointF(x + 7 * dx, y + 7 * dy), QPointF(x + 13 * dx, y + 13 * dy))
