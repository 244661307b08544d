"""What a call sign's tag looks like: a neutral plate outlined in the agency's colour. Its picture is kept.

That of an emergency is outlined in vermillion and begins with the triangle: whose it is, its symbol says.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from console.shapes import draw_triangle
from console.theme import BOLD, REGULAR, SEMIBOLD, Palette, contrast, mixed

HIGH = 20.0
"""px of a tag's height."""
KEPT = 300
TRIANGLE = 14.0
"""px of width that the mark of an emergency takes."""


class Tag(NamedTuple):
    """What a tag says: ``text`` the callsign, ``age`` beside it if stale, the agency's ``colour``."""

    text: str
    age: str
    colour: str
    faded: bool = False
    strong: bool = False
    alarm: bool = False


class Faces:
    """The pictures of tags. Lives in the GUI thread."""

    def __init__(self, font: Callable[[int, int], QFont]) -> None:
        self._font = font
        self._pictures: OrderedDict[tuple[Tag, bool, float], tuple[QPixmap, float]] = OrderedDict()

    def picture(self, tag: Tag, palette: Palette, dpr: float) -> tuple[QPixmap, float]:
        """(plate with a border of 1 px, width of the plate)."""
        key = (tag, palette.night, dpr)
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        made = self._plate(tag, palette, dpr)
        self._pictures[key] = made
        while len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        return made

    def _plate(self, tag: Tag, palette: Palette, dpr: float) -> tuple[QPixmap, float]:
        font, light = self._font(12, BOLD if tag.strong else SEMIBOLD), self._font(12, REGULAR)
        name = math.ceil(QFontMetricsF(font).horizontalAdvance(tag.text))
        age = math.ceil(QFontMetricsF(light).horizontalAdvance(tag.age)) + 4 if tag.age else 0
        mark = TRIANGLE if tag.alarm else 0.0
        wide = float(name + age + 13) + mark
        picture = QPixmap(math.ceil((wide + 2) * dpr), math.ceil((HIGH + 2) * dpr))
        picture.setDevicePixelRatio(dpr)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plate = QRectF(1.75, 1.75, wide - 1.5, HIGH - 1.5)
        painter.setPen(QPen(palette.emergency, 2.0) if tag.alarm else QPen(outline(tag, palette), 1.6))
        painter.setBrush(palette.panel)
        painter.drawRoundedRect(plate, 4, 4)
        if tag.alarm:
            draw_triangle(painter, QPointF(12.5, HIGH / 2 + 1), 10, palette.emergency)
        painter.setFont(font)
        painter.setPen(palette.muted if tag.faded else palette.text)
        inside = QRectF(7.5 + mark, 1, name + 1, HIGH)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(inside, middle, tag.text)
        if age:
            painter.setFont(light)
            painter.setPen(palette.muted)
            painter.drawText(inside.translated(name + 4, 0).adjusted(0, 0, age, 0), middle, tag.age)
        painter.end()
        return picture, wide


def outline(tag: Tag, palette: Palette) -> QColor:
    """The agency's colour, darkened (by night: lightened) until it can be seen against the plate."""
    colour = QColor(tag.colour)
    ink = palette.text
    for share in (0.0, 0.2, 0.4):
        shown = mixed(colour, ink, share)
        if contrast(shown, palette.panel) >= 1.9:
            return shown
    return mixed(colour, ink, 0.5)
