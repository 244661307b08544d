"""Ways of the past on the map: lines with the time beside them, and the circle within which somebody was looked for."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from console import times
from console.map.camera import Box, Camera, Floats, box_of, world, world_x, world_y
from console.map.trails import HOLE
from console.shapes import agency_colour
from console.theme import Palette
from units.findings import AgencyInfo

APART = 104.0
"""Between two times written along a way, px of the way."""
LABELS = 40
"""Times written along one way, at most."""
A_DAY = 20 * 3600.0
"""A way longer than this (s) has the day beside its times too."""
DOT = 3.2


@dataclass(frozen=True, slots=True)
class Way:
    """Where one unit went: world coordinates and s since 1970 UTC, by time; ``doubted`` places are crossed out."""

    agency: AgencyInfo
    xs: Floats
    ys: Floats
    when: Floats
    doubted: NDArray[np.bool_]

    @classmethod
    def of(cls, agency: AgencyInfo, lat: Floats, lon: Floats, when: Floats, doubted: NDArray[np.bool_]) -> Way:
        """From degrees."""
        there = np.isfinite(lat) & np.isfinite(lon)
        xs, ys = world(lat[there], lon[there])
        return cls(agency, xs, ys, when[there], doubted[there])


@dataclass(slots=True)
class Ways:
    """What is shown of the past; empty most of the time. ``place``: lat, lon, metres of the circle."""

    ways: dict[str, Way] = field(default_factory=dict)
    place: tuple[float, float, float] | None = None

    def box(self) -> Box | None:
        """What has to be in view; ``None`` for nothing."""
        boxes = [
            Box(float(way.xs.min()), float(way.ys.min()), float(way.xs.max()), float(way.ys.max()))
            for way in self.ways.values()
            if len(way.xs)
        ]
        if self.place is not None:
            boxes.append(circle(*self.place))
        if not boxes:
            return None
        return Box(
            min(box.left for box in boxes),
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        )

    def paint_lines(self, painter: QPainter, camera: Camera, size: tuple[int, int], palette: Palette) -> None:
        """The circle and the lines: below the units."""
        if self.place is None and not self.ways:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.place is not None:
            _circle(painter, camera, size, palette, self.place)
        for way in self.ways.values():
            _line(painter, camera, size, palette, way)

    def paint_times(
        self, painter: QPainter, camera: Camera, size: tuple[int, int], palette: Palette, font: QFont
    ) -> None:
        """When it was there, along each way: above everything else; none over another."""
        if not self.ways:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        taken: list[QRectF] = []
        for way in self.ways.values():
            colour = agency_colour(way.agency)
            for point, text in marks(way, camera, size):
                painter.setPen(QPen(palette.panel, 1.4))
                painter.setBrush(colour)
                painter.drawEllipse(point, DOT, DOT)
                plate = QRectF(0, 0, metrics.horizontalAdvance(text) + 10, metrics.height() + 2)
                plate.moveCenter(point + QPointF(0, -plate.height() / 2 - 6))
                if any(plate.intersects(other) for other in taken):
                    continue
                taken.append(plate)
                painter.setPen(QPen(palette.line, 1))
                painter.setBrush(palette.panel)
                painter.drawRoundedRect(plate, 3, 3)
                painter.setPen(palette.text)
                painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)


def circle(lat: float, lon: float, metres: float) -> Box:
    """The box round a circle on the ground."""
    high = metres / 111_320.0
    wide = high / max(0.05, float(np.cos(np.radians(lat))))
    return box_of([lat - high, lat + high], [lon - wide, lon + wide])


def marks(way: Way, camera: Camera, size: tuple[int, int]) -> list[tuple[QPointF, str]]:
    """Where along a way its time is written: at both ends, and every so many pixels between, as far as in view."""
    xs, ys = camera.screen(way.xs, way.ys, *size)
    believed = ~way.doubted
    xs, ys, when = xs[believed], ys[believed], way.when[believed]
    if not len(xs):
        return []
    far = np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(xs), np.diff(ys)))))
    steps = max(1, int(far[-1] / max(APART, far[-1] / LABELS)))
    rows = np.unique(np.concatenate(([0], np.searchsorted(far, np.arange(1, steps) * far[-1] / steps), [len(xs) - 1])))
    inside = (xs[rows] > -20) & (xs[rows] < size[0] + 20) & (ys[rows] > -20) & (ys[rows] < size[1] + 20)
    days = float(when[-1] - when[0]) > A_DAY
    return [(QPointF(float(xs[row]), float(ys[row])), _time(float(when[row]), days)) for row in rows[inside].tolist()]


def _time(wall: float, days: bool) -> str:
    return times.local(wall).strftime("%d.%m. %H:%M") if days else times.minute(wall)


def _circle(
    painter: QPainter, camera: Camera, size: tuple[int, int], palette: Palette, place: tuple[float, float, float]
) -> None:
    lat, lon, metres = place
    x, y = camera.point(world_x(lon), world_y(lat), *size)
    box = circle(lat, lon, metres)
    radius_x, radius_y = (box.right - box.left) * camera.span / 2, (box.bottom - box.top) * camera.span / 2
    fill = QColor(palette.accent)
    fill.setAlpha(26)
    painter.setBrush(fill)
    painter.setPen(QPen(palette.accent, 1.6, Qt.PenStyle.DashLine))
    painter.drawEllipse(QPointF(x, y), radius_x, radius_y)
    for colour, wide in ((palette.panel, 4.0), (palette.accent, 1.8)):
        painter.setPen(QPen(colour, wide))
        painter.drawLine(QPointF(x - 6, y), QPointF(x + 6, y))
        painter.drawLine(QPointF(x, y - 6), QPointF(x, y + 6))


def _line(painter: QPainter, camera: Camera, size: tuple[int, int], palette: Palette, way: Way) -> None:
    xs, ys = camera.screen(way.xs, way.ys, *size)
    believed = ~way.doubted
    pieces = _pieces(xs[believed], ys[believed], way.when[believed])
    edge = QColor(palette.panel)
    edge.setAlpha(190)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, wide in ((edge, 5.4), (agency_colour(way.agency), 2.6)):
        pen = QPen(colour, wide)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for piece in pieces:
            painter.drawPolyline(piece)
    painter.setPen(QPen(palette.muted, 1.4))
    for x, y in zip(xs[way.doubted].tolist(), ys[way.doubted].tolist(), strict=True):
        painter.drawLine(QPointF(x - 3, y - 3), QPointF(x + 3, y + 3))
        painter.drawLine(QPointF(x - 3, y + 3), QPointF(x + 3, y - 3))


def _pieces(xs: Floats, ys: Floats, when: Floats) -> list[QPolygonF]:
    """The way in pieces without a hole in time; of points on one pixel the first alone, whatever the scale."""
    if not len(xs):
        return []
    pixel = np.round(xs) * 1e6 + np.round(ys)
    moved = np.concatenate(([True], np.diff(pixel) != 0))
    hole = np.concatenate(([False], np.diff(when) > HOLE))
    number = np.cumsum(hole)
    kept = moved | hole | np.concatenate((hole[1:], [True]))
    xs, ys, number = xs[kept], ys[kept], number[kept]
    cuts = np.flatnonzero(np.diff(number)) + 1
    return [
        QPolygonF([QPointF(x, y) for x, y in zip(px.tolist(), py.tolist(), strict=True)])
        for px, py in zip(np.split(xs, cuts), np.split(ys, cuts), strict=True)
    ]
