"""How fences are drawn: outlines and name plates kept from frame to frame, many of them as one picture."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from console.map.camera import Camera, world_x, world_y
from console.theme import SEMIBOLD, SMALL, Palette, Theme
from units.fences import Fence

WORTH = 14.0
"""px across which a fence is shown with its name."""
PLATE = 16
"""px of a name plate's height."""
MANY = 24
"""With more fences than this in view they are painted into one picture, which is copied while only the map moves."""
MARGIN = 128
"""px that it is larger than the window on every side."""


class Drawn(NamedTuple):
    """A fence that has a place now. ``center`` (lat, lon) of a circle, the first corner of a polygon; ``inside``:
    somebody is in it."""

    fence: Fence
    center: tuple[float, float]
    inside: bool


@dataclass(slots=True)
class Outline:
    """A fence's outline at one zoom, px from its anchor, which lies at world ``x``, ``y``."""

    fence: Fence
    center: tuple[float, float]
    x: float
    y: float
    path: QPainterPath
    box: QRectF


class FencePaint:
    """Outlines, plates and the picture of many. Lives in the GUI thread."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._step = 0
        self._outlines: dict[str, Outline] = {}
        self._plates: dict[tuple[str, bool, bool, float], QPixmap] = {}
        self._picture: QPixmap | None = None
        self._picture_for: object = None
        self._corner = (0.0, 0.0)
        self._large: list[Drawn] = []

    def outline(self, fence: Fence, center: tuple[float, float], camera: Camera) -> Outline:
        """The outline at the camera's zoom: made anew when the fence, its place or the zoom changed."""
        if camera.step != self._step:
            self._step = camera.step
            self._outlines.clear()
        known = self._outlines.get(fence.id)
        if known is None or known.fence is not fence or known.center != center:
            known = self._outlines[fence.id] = _outline(fence, center, camera)
        return known

    def forget(self, kept: Iterable[str]) -> None:
        """Only fences of these ids are left."""
        some = set(kept)
        self._outlines = {id_: one for id_, one in self._outlines.items() if id_ in some}

    def paint(
        self, painter: QPainter, fences: list[Drawn], camera: Camera, room: tuple[int, int], palette: Palette
    ) -> None:
        """Every fence in view with its name; thin enough to read the ground."""
        corner = camera.origin(*room)
        kept = (camera.step, camera.dpr, room, palette.night, fences)
        if self._picture is not None and self._picture_for == kept and self._near(corner):
            self._copy(painter, camera, corner, room, palette)
            return
        around = QRectF(-MARGIN, -MARGIN, room[0] + 2 * MARGIN, room[1] + 2 * MARGIN)
        seen = [one for one in fences if self._box(one, camera, corner).intersects(around)]
        if len(seen) <= MANY:
            self._picture = None
            for one in seen:
                self._draw(painter, one, camera, corner, palette)
                self._name(painter, one, camera, corner, room, palette)
            return
        picture = QPixmap(math.ceil(around.width() * camera.dpr), math.ceil(around.height() * camera.dpr))
        picture.setDevicePixelRatio(camera.dpr)
        picture.fill(Qt.GlobalColor.transparent)
        onto = QPainter(picture)
        onto.setRenderHint(QPainter.RenderHint.Antialiasing)
        onto.translate(MARGIN, MARGIN)
        self._large = [one for one in seen if _size(self._box(one, camera, corner)) > MARGIN]
        large = {one.fence.id for one in self._large}
        for one in seen:
            self._draw(onto, one, camera, corner, palette)
            if one.fence.id not in large:
                self._name(onto, one, camera, corner, None, palette)
        onto.end()
        self._picture, self._picture_for, self._corner = picture, kept, corner
        self._copy(painter, camera, corner, room, palette)

    def _near(self, corner: tuple[float, float]) -> bool:
        return max(abs(corner[0] - self._corner[0]), abs(corner[1] - self._corner[1])) <= MARGIN

    def _copy(
        self,
        painter: QPainter,
        camera: Camera,
        corner: tuple[float, float],
        room: tuple[int, int],
        palette: Palette,
    ) -> None:
        """The picture of many, and over it the names of the large ones: these stay in the window wherever it is."""
        assert self._picture is not None
        left, top = round(self._corner[0] - corner[0]), round(self._corner[1] - corner[1])
        painter.drawPixmap(QPointF(left - MARGIN, top - MARGIN), self._picture)
        for one in self._large:
            self._name(painter, one, camera, corner, room, palette)

    def _box(self, one: Drawn, camera: Camera, corner: tuple[float, float]) -> QRectF:
        outline = self.outline(one.fence, one.center, camera)
        x, y = outline.x * camera.span - corner[0], outline.y * camera.span - corner[1]
        return outline.box.translated(x, y) if math.isfinite(x) and math.isfinite(y) else QRectF()

    def _draw(
        self,
        painter: QPainter,
        one: Drawn,
        camera: Camera,
        corner: tuple[float, float],
        palette: Palette,
    ) -> None:
        """Its outline."""
        fence, outline = one.fence, self.outline(one.fence, one.center, camera)
        colour = palette.warn if fence.on else palette.muted
        veil = QColor(colour)
        veil.setAlphaF(0.14 if one.inside else 0.06)
        painter.setBrush(veil if fence.on else Qt.BrushStyle.NoBrush)
        style = Qt.PenStyle.SolidLine if fence.on else Qt.PenStyle.DashLine
        painter.setPen(QPen(colour, 2.2 if one.inside else 1.4, style))
        x, y = outline.x * camera.span - corner[0], outline.y * camera.span - corner[1]
        painter.translate(x, y)
        painter.drawPath(outline.path)
        painter.translate(-x, -y)

    def _name(
        self,
        painter: QPainter,
        one: Drawn,
        camera: Camera,
        corner: tuple[float, float],
        room: tuple[int, int] | None,
        palette: Palette,
    ) -> None:
        """Its plate. ``room``: kept inside it, for a fence of which something is there."""
        box = self._box(one, camera, corner)
        if _size(box) < WORTH or (room is not None and not box.intersects(QRectF(0, 0, *room))):
            return
        plate = self._plate(one.fence, palette, camera.dpr)
        wide = plate.width() / camera.dpr - 2
        left, top = box.center().x() - wide / 2, box.top() - 9
        if room is not None:
            left, top = max(4.0, min(room[0] - wide - 4.0, left)), max(2.0, min(room[1] - 18.0, top))
        painter.drawPixmap(QPointF(round(left) - 1, round(top) - 1), plate)

    def _plate(self, fence: Fence, palette: Palette, dpr: float) -> QPixmap:
        key = (fence.text, fence.on, palette.night, dpr)
        if key not in self._plates:
            if len(self._plates) > 2000:
                self._plates.clear()
            self._plates[key] = self._named(fence, palette, dpr)
        return self._plates[key]

    def _named(self, fence: Fence, palette: Palette, dpr: float) -> QPixmap:
        font = self._theme.font(SMALL, SEMIBOLD)
        wide = QFontMetrics(font).horizontalAdvance(fence.text) + 8
        picture = QPixmap(math.ceil((wide + 2) * dpr), math.ceil((PLATE + 2) * dpr))
        picture.setDevicePixelRatio(dpr)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(palette.panel)
        ground.setAlphaF(0.85)
        plate = QRectF(1, 1, wide, PLATE)
        painter.setPen(QPen(palette.warn if fence.on else palette.muted, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(plate, 3, 3)
        painter.setFont(font)
        painter.setPen(palette.text)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, fence.text)
        painter.end()
        return picture


def _size(box: QRectF) -> float:
    """px across."""
    return max(box.width(), box.height())


def _outline(fence: Fence, center: tuple[float, float], camera: Camera) -> Outline:
    span, x, y = camera.span, world_x(center[1]), world_y(center[0])
    path = QPainterPath()
    if fence.radius:
        far = fence.radius / camera.metres_per_px(center[0])  # to Mercator a small circle is one
        path.addEllipse(QPointF(0, 0), far, far)
    else:
        path.setFillRule(Qt.FillRule.OddEvenFill)
        for ring in fence.rings:
            corners = [QPointF((world_x(lon) - x) * span, (world_y(lat) - y) * span) for lat, lon in ring]
            path.addPolygon(QPolygonF(corners))
            path.closeSubpath()
    return Outline(fence, center, x, y, path, path.boundingRect())
