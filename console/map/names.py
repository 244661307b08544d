"""Names drawn, and laid out so that none covers another, the most important first.

They are laid out in screen space for more than the window shows, so that they stand still while the map is dragged.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from console.map.camera import Box, Camera
from console.map.labels import Face, Label, face
from console.map.style import Style

CELL = 4
"""Pixels a side of one cell of the occupancy grid."""
KEPT = 3000
BUDGET = 0.010
"""Seconds for one layout. Names whose picture is not drawn yet cost 0.5 ms each: the rest come with the next frame."""
LEAST = 6
"""Names drawn anew by one layout however slow the machine is: each frame gets further than the last."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A name with its place: world pixel of the picture's top left corner at the layout's zoom.

    ``solid`` is the part of it that should stay readable, for names important enough; else empty.
    """

    x: float
    y: float
    picture: QPixmap
    solid: QRectF


@dataclass(frozen=True, slots=True)
class Size:
    """How much room a name takes: picture ``wide`` × ``high`` px, its corner ``dx``, ``dy`` from the place.

    ``solid`` is the part of it that other names must leave free.
    """

    wide: float
    high: float
    dx: float
    dy: float
    solid: QRectF


class Names:
    """Pictures of names, and their layout. Lives in the GUI thread. ``unfinished``: the layout ran out of its time."""

    def __init__(self, font: Callable[[int, int], QFont]) -> None:
        self._font = font
        self._metrics: dict[tuple[int, int], QFontMetricsF] = {}
        self._sizes: dict[tuple[str, Face], Size] = {}
        self._pictures: OrderedDict[tuple[str, Face, bool, float], QPixmap] = OrderedDict()
        self.unfinished = False

    def layout(self, candidates: Iterable[Label], camera: Camera, box: Box, look: Style) -> list[Placed]:
        """Place as many names inside ``box`` as fit, the most important first; positions in world pixels."""
        span = camera.span
        left, top = box.left * span, box.top * span
        columns = max(1, int((box.right - box.left) * span / CELL) + 2)
        rows = max(1, int((box.bottom - box.top) * span / CELL) + 2)
        taken = np.zeros((rows, columns), bool)
        placed: list[Placed] = []
        said: dict[str, list[tuple[float, float]]] = {}
        self.unfinished = False
        made = 0
        late = time.perf_counter() + BUDGET
        for label in sorted(candidates, key=lambda one: (-one.weight, one.text, one.x)):
            if not (box.left <= label.x < box.right and box.top <= label.y < box.bottom):
                continue
            how = face(label, camera.zoom)
            if how is None or _said(said, label, how, span):
                continue
            size = self.size(label.text, how)
            for shift in _shifts(how):
                x, y = label.x * span + size.dx, label.y * span + size.dy + shift
                solid = size.solid
                c0, r0 = int((x + solid.left() - left) / CELL), int((y + solid.top() - top) / CELL)
                c1, r1 = int((x + solid.right() - left) / CELL) + 1, int((y + solid.bottom() - top) / CELL) + 1
                if c0 < 0 or r0 < 0 or taken[r0:r1, c0:c1].any():
                    continue
                if (label.text, how, look.night, camera.dpr) not in self._pictures:
                    made += 1
                    if made > LEAST and time.perf_counter() > late:
                        self.unfinished = True
                        return placed
                taken[r0:r1, c0:c1] = True
                said.setdefault(label.folded, []).append((label.x, label.y))
                picture = self.picture(label.text, how, look, camera.dpr)
                placed.append(Placed(round(x), round(y), picture, solid if how.ring else QRectF()))
                break
        return placed

    def _metric(self, how: Face) -> QFontMetricsF:
        key = (how.px, how.bold)
        if key not in self._metrics:
            self._metrics[key] = QFontMetricsF(self._font(*key))
        return self._metrics[key]

    def size(self, text: str, how: Face) -> Size:
        """The room a name takes."""
        key = (text, how)
        if key not in self._sizes:
            if len(self._sizes) > 4 * KEPT:
                self._sizes.clear()
            self._sizes[key] = self._measured(text, how)
        return self._sizes[key]

    def _measured(self, text: str, how: Face) -> Size:
        metrics = self._metric(how)
        advance = metrics.horizontalAdvance(text)
        if how.shield:
            wide, high = round(advance + 9) + 2.0, 17.0
            return Size(wide, high, -wide / 2, -high / 2, QRectF(-12, -6, wide + 24, high + 12))
        wide, high = advance + 8, metrics.ascent() + metrics.descent()
        if how.ring:
            return Size(wide, high + 18, -wide / 2, -(high + 8), QRectF(1, 2, wide - 2, high + 14))
        solid = QRectF(1, 2, wide - 2, high + 2).adjusted(-how.air, -how.air / 2, how.air, how.air / 2)
        return Size(wide, high + 6, -wide / 2, -(high + 6) / 2, solid)

    def picture(self, text: str, how: Face, look: Style, dpr: float) -> QPixmap:
        """A name drawn with its halo, its ring or its plate; kept."""
        key = (text, how, look.night, dpr)
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        size = self.size(text, how)
        picture = QPixmap(int(size.wide * dpr + 1), int(size.high * dpr + 1))
        picture.setDevicePixelRatio(dpr)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        (self._shield if how.shield else self._name)(painter, text, how, look, size)
        painter.end()
        self._pictures[key] = picture
        while len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        return picture

    def _name(self, painter: QPainter, text: str, how: Face, look: Style, size: Size) -> None:
        path = QPainterPath()
        path.addText(QPointF(4, 3 + self._metric(how).ascent()), self._font(how.px, how.bold), text)
        halo = QPen(look.halo, 3.2)
        halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, halo)
        colour = QColor(getattr(look, how.colour))
        painter.fillPath(path, colour)
        if how.ring:
            painter.setPen(QPen(colour, 1.6))
            painter.setBrush(look.land)
            painter.drawEllipse(QPointF(-size.dx, -size.dy), 3.4, 3.4)

    def _shield(self, painter: QPainter, text: str, how: Face, look: Style, size: Size) -> None:
        plate = QRectF(1.5, 1.5, size.wide - 3, size.high - 3)
        painter.setPen(QPen(look.shield, 1.0))
        painter.setBrush(look.land)
        painter.drawRoundedRect(plate, 3, 3)
        painter.setPen(look.shield if look.night else look.village)
        painter.setFont(self._font(how.px, how.bold))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)


def _said(said: dict[str, list[tuple[float, float]]], label: Label, how: Face, span: float) -> bool:
    """True where the same name already stands near: tiles and sources repeat each other."""
    reach = 220 / span if how.shield else max(60 / span, 4e-4)
    return any(abs(x - label.x) < reach and abs(y - label.y) < reach for x, y in said.get(label.folded, ()))


def _shifts(how: Face) -> tuple[float, ...]:
    """Shifts up and down from the usual place, in order of preference. A ring stays on its town."""
    return (0.0,) if how.shield or how.ring else (0.0, -8.0, 8.0)
