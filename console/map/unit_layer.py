"""The ordinary units: symbols and tags, kept as a picture while only the camera's centre moves. Knows no facts."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from console.map.atlas import CELL, Atlas
from console.map.camera import Camera, Floats
from console.map.table import FADED, UNFIXED, UnitTable
from console.map.tags import HIGH, MOST, Spot, Tag, Tags, Waiting, Wish
from console.theme import Palette

LAYER_FROM = 400
"""With more units than this in view their layer is kept, and their tags may cover other units' symbols."""
LAYER_MARGIN = 128
"""px that it is larger than the window on every side."""
THIN_FROM = 4000
"""With more units than this in view only the last of those within one cell is drawn: the rest would be under it."""
LAYOUT = 0.25
"""s for which tags in a crowd keep their places beside their units while these move."""
THIN = 4
"""Side of such a cell, px."""


@dataclass(frozen=True, slots=True)
class InView:
    """The units in view or just outside it: rows of the table and window pixels."""

    rows: NDArray[np.intp]
    xs: Floats
    ys: Floats

    def chosen(self, which: NDArray[np.bool_] | NDArray[np.intp]) -> InView:
        """Some of them."""
        return InView(self.rows[which], self.xs[which], self.ys[which])


@dataclass(slots=True)
class Layer:
    """The painted units: for which state of things, and where its corner is in world pixels."""

    key: tuple[object, ...]
    left: float
    top: float
    picture: QPixmap


@dataclass(frozen=True, slots=True)
class Scene:
    """What the layer is painted for; ``key`` says when it must be painted anew though the camera stands."""

    camera: Camera
    size: tuple[int, int]
    palette: Palette
    key: tuple[object, ...]
    urgent: frozenset[int]


class UnitLayer:
    """Draws what is not urgent and places the tags of all; ``spots`` are the tags placed last. GUI thread.

    ``unsettled``: some may say what was true a moment ago, so paint again soon.

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
        self._table, self._atlas, self._tags, self._tag, self._said = table, atlas, tags, tag, said
        self._plates: dict[str, tuple[tuple[str, str] | None, Tag, QPixmap, float]] = {}
        self._plates_for = (False, 0.0)
        self._layer: Layer | None = None
        self._painted: tuple[object, ...] | None = None
        self._corner: tuple[float, float] | None = None
        self._placed: tuple[Floats, Floats, Floats] | None = None
        self._rode: tuple[tuple[object, ...], float, NDArray[np.intp], Floats] | None = None
        self.spots: list[Spot] = []
        self.unsettled = False

    def draw(
        self,
        painter: QPainter,
        scene: Scene,
        everyone: InView,
        rings: dict[int, float],
        names: Callable[[], Sequence[QRectF]],
    ) -> None:
        """Draw those of ``everyone`` that are not urgent. ``rings``: px round a row that tags leave free."""
        camera, size = scene.camera, scene.size
        left, top = camera.origin(*size)
        key = (*scene.key, camera.step, camera.dpr, size, scene.palette.night)
        if len(everyone.rows) <= LAYER_FROM:
            self._layer, self._painted, self._corner = None, None, None
            self._place(scene, everyone, rings, names, 0)
            self._paint(painter, scene, everyone)
            return
        layer = self._layer
        if layer is not None and layer.key == key and _near(layer, left, top):
            painter.drawPixmap(QPointF(layer.left - left - LAYER_MARGIN, layer.top - top - LAYER_MARGIN), layer.picture)
            return
        shifted = InView(everyone.rows, everyone.xs + LAYER_MARGIN, everyone.ys + LAYER_MARGIN)
        self._place(scene, shifted, rings, names, LAYER_MARGIN)
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

    def _place(
        self,
        scene: Scene,
        everyone: InView,
        rings: dict[int, float],
        names: Callable[[], Sequence[QRectF]],
        margin: int,
    ) -> None:
        room = (scene.size[0] + 2 * margin, scene.size[1] + 2 * margin)
        camera, palette = scene.camera, scene.palette
        self.unsettled = False
        self._placed = None
        if margin and self._ride(scene):
            return
        forced = self._forced(scene, everyone, rings)
        order = self._order(scene, everyone)
        if margin:
            waiting = self._waiting(everyone.chosen(order), (palette.night, camera.dpr), palette)
            self.spots = self._tags.among(forced, waiting, room, palette, camera.dpr, camera.step)
            self._remember(scene)
        else:
            rest = everyone.chosen(order)
            columns = (rest.rows.tolist(), rest.xs.tolist(), rest.ys.tolist())
            ids, tag = self._table.ids, self._tag
            wishes = forced + [Wish(ids[row], x, y, tag(row)) for row, x, y in zip(*columns, strict=True)]
            xs, ys = everyone.xs, everyone.ys
            self.spots = self._tags.place(wishes, xs, ys, room, names(), palette, camera.dpr, camera.step)

    def _remember(self, scene: Scene) -> None:
        """Where each tag stands beside its unit."""
        table = self._table
        rows = np.array([table.row[spot.wish.unit] for spot in self.spots], np.intp)
        at = np.array([(spot.left - spot.wish.x, spot.top - spot.wish.y) for spot in self.spots]).reshape(-1, 2)
        self._rode = (self._ride_key(scene), time.monotonic(), rows, at)

    @staticmethod
    def _ride_key(scene: Scene) -> tuple[object, ...]:
        camera = scene.camera
        return (camera.step, camera.dpr, scene.size, scene.palette.night, scene.key[1:], scene.urgent)

    def _ride(self, scene: Scene) -> bool:
        """Tags laid out a moment ago go along with their units: nobody reads faster, and half of a frame is spared."""
        if self._painted is None or self._rode is None or self._painted[0] == scene.key[0]:
            return False
        key, when, rows, at = self._rode
        if key != self._ride_key(scene) or time.monotonic() - when > LAYOUT or not len(rows):
            return False
        table = self._table
        if int(rows.max()) >= len(table) or any(
            table.ids[row] != spot.wish.unit for row, spot in zip(rows.tolist(), self.spots, strict=True)
        ):
            return False
        xs, ys = scene.camera.screen(table.x[rows], table.y[rows], *scene.size)
        if not np.isfinite(xs).all():
            return False
        lefts, tops = np.rint(xs + at[:, 0] + LAYER_MARGIN).tolist(), np.rint(ys + at[:, 1] + LAYER_MARGIN).tolist()
        self.spots = [
            Spot(spot.wish, left, top, spot.wide, spot.picture, spot.leader)
            for spot, left, top in zip(self.spots, lefts, tops, strict=True)
        ]
        self.unsettled = True
        return True

    def _order(self, scene: Scene, everyone: InView) -> NDArray[np.intp]:
        """Those that are not urgent, in the order in which their tags get a place: where many, heard lately first."""
        rows, urgent = everyone.rows, scene.urgent
        order = np.arange(len(rows))
        if len(order) > MOST:
            when = self._table.time[rows]
            latest = np.argpartition(-when, MOST)[:MOST]
            order = latest[np.lexsort((rows[latest], -when[latest]))]
        return order[~np.isin(rows[order], list(urgent))] if urgent else order

    def _forced(self, scene: Scene, everyone: InView, rings: dict[int, float]) -> list[Wish]:
        """Tags that are always shown: emergencies, the selected, the speaking."""
        table = self._table
        found: list[Wish] = []
        some = everyone.chosen(np.isin(everyone.rows, list(scene.urgent))) if scene.urgent else None
        if some is not None:
            for row, x, y in zip(some.rows.tolist(), some.xs.tolist(), some.ys.tolist(), strict=True):
                waves = row in table.talking
                found.append(Wish(table.ids[row], x, y, self._tag(row), True, rings.get(row, 0.0), waves))
        found.sort(key=lambda one: (not one.ring, not one.tag.strong, one.unit))
        return found

    def _waiting(self, units: InView, look: tuple[bool, float], palette: Palette) -> list[Waiting]:
        """The tags of these; what a tag says is looked up again only where it may have changed."""
        if look != self._plates_for or len(self._plates) > 2 * MOST:
            self._plates.clear()
            self._plates_for = look
        ids, plates, said = self._table.ids, self._plates, self._said
        faded = (self._table.look[units.rows] & (FADED | UNFIXED)).tolist()
        found = []
        columns = (units.rows.tolist(), units.xs.tolist(), units.ys.tolist(), faded)
        for row, x, y, old in zip(*columns, strict=True):
            unit = ids[row]
            words = said(unit)
            plate = plates.get(unit)
            if old or plate is None or plate[0] != words:
                tag = self._tag(row)
                plate = plates[unit] = (words, tag, *self._tags.picture(tag, palette, look[1]))
            found.append(Waiting(unit, x, y, plate[1], plate[2], plate[3]))
        return found

    def forget(self) -> None:
        """The configuration changed: tags may have other colours."""
        self._plates.clear()

    def shift(self, camera: Camera, size: tuple[int, int]) -> tuple[float, float]:
        """Where the tags' pixels are in the window: they were placed in the layer, if there is one."""
        if self._corner is None:
            return (0.0, 0.0)
        left, top = camera.origin(*size)
        return (self._corner[0] - left - LAYER_MARGIN, self._corner[1] - top - LAYER_MARGIN)

    def tag_at(self, x: float, y: float, camera: Camera, size: tuple[int, int]) -> str:
        """The unit whose tag is at a window pixel; empty for none."""
        if self._placed is None:
            self._placed = (
                np.array([spot.left for spot in self.spots]),
                np.array([spot.top for spot in self.spots]),
                np.array([spot.left + spot.wide for spot in self.spots]),
            )
        dx, dy = self.shift(camera, size)
        x, y = x - dx, y - dy
        left, top, right = self._placed
        hit = np.flatnonzero((left <= x) & (x <= right) & (top <= y) & (y <= top + HIGH))
        return self.spots[int(hit[0])].wish.unit if len(hit) else ""


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
