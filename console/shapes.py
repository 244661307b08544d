"""The shapes that carry meaning: agency symbols, and the marks of a state. Shape first, colour second."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from console.theme import Palette, contrast
from units.findings import AgencyInfo

UNKNOWN = AgencyInfo(id="", name="", shape="square", colour="#8A949D")
"""Stands for the agency of a radio that nobody named yet."""


@lru_cache(maxsize=256)
def agency_path(shape: str, size: float) -> QPainterPath:
    """The outline of an agency's symbol, centred on 0,0 and ``size`` px across. Unknown shapes are squares."""
    path = QPainterPath()
    r = size / 2
    if shape == "shield":
        w = r * 0.94
        path.moveTo(-w, -r * 0.94)
        path.lineTo(w, -r * 0.94)
        path.lineTo(w, r * 0.05)
        path.cubicTo(w, r * 0.55, w * 0.55, r * 0.82, 0, r)
        path.cubicTo(-w * 0.55, r * 0.82, -w, r * 0.55, -w, r * 0.05)
        path.closeSubpath()
    elif shape == "diamond":
        path.moveTo(0, -r * 1.06)
        path.lineTo(r * 1.06, 0)
        path.lineTo(0, r * 1.06)
        path.lineTo(-r * 1.06, 0)
        path.closeSubpath()
    elif shape == "circle":
        path.addEllipse(QPointF(0, 0), r * 0.96, r * 0.96)
    elif shape == "pentagon":  # guests: a house that is not ours
        corners = [(0.0, -1.0), (1.0, -0.2), (0.66, 0.92), (-0.66, 0.92), (-1.0, -0.2)]
        path.addPolygon(QPolygonF([QPointF(x * r, y * r) for x, y in corners]))
        path.closeSubpath()
    else:
        path.addRoundedRect(QRectF(-r * 0.8, -r * 0.8, r * 1.6, r * 1.6), r * 0.2, r * 0.2)
    return path


def agency_colour(agency: AgencyInfo) -> QColor:
    """The agency's colour; grey where the configuration has none that can be read."""
    colour = QColor(agency.colour)
    return colour if colour.isValid() else QColor(UNKNOWN.colour)


def draw_unit_symbol(
    painter: QPainter, center: QPointF, size: float, agency: AgencyInfo, palette: Palette, opacity: float = 1.0
) -> None:
    """Draw the agency's symbol at ``center``, ``size`` px across, with an outline that shows on either ground."""
    colour = agency_colour(agency)
    edge = palette.outline
    if palette.night and contrast(colour, palette.panel) < 3:
        edge = palette.muted
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(painter.opacity() * opacity)
    painter.translate(center)
    pen = QPen(edge, max(1.0, size / 14))
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(QBrush(colour))
    painter.drawPath(agency_path(agency.shape, size))
    painter.restore()


def draw_triangle(painter: QPainter, center: QPointF, size: float, colour: QColor) -> None:
    """The filled triangle. It belongs to emergencies alone."""
    r = size / 2
    path = QPainterPath(QPointF(0, -r * 0.9))
    path.lineTo(r, r * 0.8)
    path.lineTo(-r, r * 0.8)
    path.closeSubpath()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(center)
    pen = QPen(colour, size / 8)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(colour)
    painter.drawPath(path)
    painter.restore()


def draw_mark(painter: QPainter, center: QPointF, mark: str, palette: Palette, colour: QColor | None = None) -> None:
    """The mark of a state, about 12 px: ``free`` ring, ``busy`` disc with halo, ``up`` dot, ``waiting`` hollow dot,
    ``down`` cross, ``refused`` no entry, ``transmit`` square, ``monitor`` half ring, ``clock-alone`` a struck clock,
    ``patch`` two rings that hold each other."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(center)
    if mark == "free":
        painter.setPen(QPen(colour or palette.muted, 2.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(0, 0), 4.4, 4.4)
    elif mark == "busy":
        halo = QColor(colour or palette.ok)
        halo.setAlphaF(0.35)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(halo)
        painter.drawEllipse(QPointF(0, 0), 8.5, 8.5)
        painter.setBrush(colour or palette.ok)
        painter.drawEllipse(QPointF(0, 0), 6.0, 6.0)
    elif mark == "up":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour or palette.ok)
        painter.drawEllipse(QPointF(0, 0), 5.0, 5.0)
    elif mark == "waiting":
        painter.setPen(QPen(colour or palette.muted, 1.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(0, 0), 4.2, 4.2)
    elif mark == "down":
        pen = QPen(colour or palette.warn, 2.8)
        painter.setPen(pen)
        painter.drawLine(QPointF(-4.2, -4.2), QPointF(4.2, 4.2))
        painter.drawLine(QPointF(-4.2, 4.2), QPointF(4.2, -4.2))
    elif mark == "refused":
        painter.setPen(QPen(colour or palette.warn, 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(0, 0), 5.4, 5.4)
        painter.drawLine(QPointF(-3.0, 0), QPointF(3.0, 0))
    elif mark == "transmit":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour or palette.text)
        painter.drawRect(QRectF(-5.5, -5.5, 11, 11))
    elif mark == "patch":
        painter.setPen(QPen(colour or palette.text, 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(-3.0, 0), 4.2, 4.2)
        painter.drawEllipse(QPointF(3.0, 0), 4.2, 4.2)
    elif mark == "clock-alone":
        painter.setPen(QPen(colour or palette.warn, 1.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(0, 0), 5.6, 5.6)
        painter.drawPolyline([QPointF(0, -3.4), QPointF(0, 0.3), QPointF(2.4, 1.8)])
        painter.setPen(QPen(colour or palette.warn, 2.4))
        painter.drawLine(QPointF(-6.6, 6.6), QPointF(6.6, -6.6))
    elif mark == "monitor":
        painter.setPen(QPen(colour or palette.muted, 2.0))
        painter.drawArc(QRectF(-4.5, -4.5, 9, 9), 30 * 16, 300 * 16)
    painter.restore()
