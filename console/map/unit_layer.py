"""The ordinary units: symbols and tags, kept as a picture while only the camera's centre moves. Knows no facts."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from console.map.atlas import CELL, Atlas
from console.map.camera import Camera
from console.map.table import UnitTable
from console.map.tag_face import Tag
from console.map.tags import Spot, Tags
from console.map.unit_tags import InView, Names, Scene, UnitTags

LAYER_FROM = 400
"""With more units than this in view their layer is kept, and their tags may cover other units' symbols."""
LAYER_MARGIN = 128
"""px that it is larger than the window on every side."""
THIN_FROM = 4000
"""With more units than this in view only the last of those within one cell is drawn: the rest would be under it."""
THIN = 4
"""Side of such a cell, px."""


@dataclass(slots=True)
class Layer:
    """The painted units: for which state of things, and where its corner is in world pixels."""

    key: tuple[object, ...]
    left: float
    top: float
    picture: QPixmap


class UnitLayer:
    """Draws what is not urgent and has the tags of all placed. GUI thread.

    A change of the units is painted straight into the window, the layer only when the next frame finds nothing
    changed: while a whole fleet reports, a layer would be one more picture to fill and to mix in for nothing.
    """

    def __init__(
        self,
        table: UnitTable,
        atlas: Atlas,
        tags: Tags,
        tag: Callable[[int], Tag],
        said: Callable[[str], tuple[str, str] | None],
    ) -> None:
        """``tag`` of a row; ``said``: what the tag of a fresh unit depends on."""
        self._table, self._atlas, self._tags = table, atlas, tags
        self.tags = UnitTags(table, tags, tag, said)
        self._layer: Layer | None = None
        self._painted: tuple[object, ...] | None = None
        self._corner: tuple[float, float] | None = None

    @property
    def spots(self) -> list[Spot]:
        """The tags placed last."""
        return self.tags.spots

    def draw(
        self,
        painter: QPainter,
        scene: Scene,
        everyone: InView,
        rings: dict[int, float],
        names: Names,
    ) -> None:
        """Draw those of ``everyone`` that are not urgent. ``rings``: px round a row that tags leave free."""
        camera, size = scene.camera, scene.size
        left, top = camera.origin(*size)
        key = (*scene.key, camera.step, camera.dpr, size, scene.palette.night)
        if len(everyone.rows) <= LAYER_FROM:
            self._layer, self._painted, self._corner = None, None, None
            self.tags.few(scene, everyone, rings, names)
            self._paint(painter, scene, everyone)
            return
        layer = self._layer
        if layer is not None and layer.key == key and _near(layer, left, top):
            painter.drawPixmap(QPointF(layer.left - left - LAYER_MARGIN, layer.top - top - LAYER_MARGIN), layer.picture)
            return
        shifted = InView(everyone.rows, everyone.xs + LAYER_MARGIN, everyone.ys + LAYER_MARGIN)
        painted = self._painted[0] if self._painted is not None else None
        self.tags.many(scene, shifted, rings, LAYER_MARGIN, painted)
        self._corner = (left, top)
        if self._painted != key:
            self._layer, self._painted = None, key
            painter.save()
            painter.translate(-LAYER_MARGIN, -LAYER_MARGIN)
            near = LAYER_MARGIN - CELL
            xs, ys = shifted.xs, shifted.ys
            inside = (xs > near) & (xs < size[0] + 2 * LAYER_MARGIN - near)
            inside &= (ys > near) & (ys < size[1] + 2 * LAYER_MARGIN - near)
            self._paint(painter, scene, shifted.chosen(inside))
            painter.restore()
            return
        wide, high = size[0] + 2 * LAYER_MARGIN, size[1] + 2 * LAYER_MARGIN
        picture = QPixmap(math.ceil(wide * camera.dpr), math.ceil(high * camera.dpr))
        picture.setDevicePixelRatio(camera.dpr)
        picture.fill(Qt.GlobalColor.transparent)
        onto = QPainter(picture)
        self._paint(onto, scene, shifted)
        onto.end()
        self._layer = Layer(key, left, top, picture)
        painter.drawPixmap(QPointF(-LAYER_MARGIN, -LAYER_MARGIN), picture)

    def _paint(self, painter: QPainter, scene: Scene, everyone: InView) -> None:
        plain = everyone
        if scene.urgent:
            urgent = np.zeros(len(self._table), bool)
            urgent[list(scene.urgent)] = True
            plain = everyone.chosen(~urgent[everyone.rows])
        self.symbols(painter, thinned(plain) if len(plain.rows) > THIN_FROM else plain)
        rows = {self._table.ids[row] for row in scene.urgent}
        spots = [spot for spot in self.spots if spot.wish.unit not in rows] if rows else self.spots
        self._tags.draw(painter, spots, scene.palette)

    def symbols(self, painter: QPainter, units: InView) -> None:
        """Draw the symbols of these."""
        table, rows = self._table, units.rows
        self._atlas.draw(painter, units.xs, units.ys, table.agency[rows], table.look[rows], table.heading[rows])

    def shift(self, camera: Camera, size: tuple[int, int]) -> tuple[float, float]:
        """Where the tags' pixels are in the window: they were placed in the layer, if there is one."""
        if self._corner is None:
            return (0.0, 0.0)
        left, top = camera.origin(*size)
        return (self._corner[0] - left - LAYER_MARGIN, self._corner[1] - top - LAYER_MARGIN)

    def tag_at(self, x: float, y: float, camera: Camera, size: tuple[int, int]) -> str:
        """The unit whose tag is at a window pixel; empty for none."""
        dx, dy = self.shift(camera, size)
        return self.tags.at(x - dx, y - dy)


def _near(layer: Layer, left: float, top: float) -> bool:
    return max(abs(layer.left - left), abs(layer.top - top)) <= LAYER_MARGIN


def thinned(units: InView) -> InView:
    """Without those that others hide wholly, about from north to south: those near each other are near in memory."""
    xs, ys = (units.xs * (1 / THIN)).astype(np.int32), (units.ys * (1 / THIN)).astype(np.int32)
    xs -= xs.min()
    ys -= ys.min()
    wide = int(xs.max()) + 1
    cells = ys * wide + xs
    last = np.empty((int(ys.max()) + 1) * wide, np.int32)
    index = np.arange(len(cells), dtype=np.int32)
    last[cells] = index  # of several the last stays
    left = np.flatnonzero(last[cells] == index)
    block = ((ys[left] >> 2) * 128 + (xs[left] >> 3)).astype(np.int16)
    return units.chosen(left[np.argsort(block, kind="stable")])
