"""One way to draw the map: ground, trails, units, and above them those that must never be hidden.

``paint`` needs only a painter, a camera and a size: the same renderer serves the console's map, a review's and a plot.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap

from console import times
from console.map.atlas import Atlas
from console.map.camera import Box, Camera, world_x, world_y
from console.map.ground import Ground
from console.map.table import DOUBTFUL, FADED, UnitTable
from console.map.tags import HIGH, MOST, Spot, Tag, Tags, Wish
from console.map.trails import Trails
from console.map.ways import Ways
from console.shapes import UNKNOWN
from console.theme import SMALL, Palette
from units.findings import AgencyInfo
from units.state import Facts, Unit

LAYER_FROM = 400
"""With more units than this in view their layer is kept as a picture while the map is dragged."""
LAYER_MARGIN = 128
RING = 25.5
"""Radius of the emergency ring, px."""
REACH = 16.0
"""A click this near a symbol (px) means it."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A place that was searched for: world coordinates and what to write beside it."""

    x: float
    y: float
    text: str


@dataclass(slots=True)
class Layer:
    """The ordinary units, painted: for which state of things, and where its corner is in world pixels."""

    key: tuple[object, ...]
    left: float
    top: float
    picture: QPixmap


class MapRenderer:
    """Draws; knows the units through its table and the facts it was given last. Lives in the GUI thread."""

    def __init__(self, font: Callable[[int, int], QFont], ground: Ground) -> None:
        self.ground = ground
        self.table = UnitTable()
        self.selected = ""
        self.tracked = ""
        self.trails = "selected"
        self.pin: Pin | None = None
        self.past = Ways()
        self.now = 0.0
        self.phase = 0.0
        self._font = font
        self._atlas = Atlas()
        self._tags = Tags(font)
        self._trails = Trails()
        self._facts = Facts(version=1)
        self._layer: Layer | None = None
        self._spots: list[Spot] = []
        self._shown: tuple[np.ndarray, np.ndarray, np.ndarray] = (np.empty(0, int), np.empty(0), np.empty(0))

    def show(self, facts: Facts, units: set[str] | None, now: float) -> None:
        """Take over what changed: these units, or everything (None)."""
        self._facts, self.now = facts, now
        if units is None:
            self.table.rebuild(facts, now)
        else:
            self.table.update(facts, units, now)

    def paint(self, painter: QPainter, camera: Camera, size: tuple[int, int], palette: Palette) -> None:
        """Draw the whole map, ``size`` logical pixels, at the painter's origin."""
        width, height = size
        picture = self.ground.compose(camera, width, height, palette.night)
        painter.drawPixmap(QRectF(0, 0, width, height), picture, QRectF(picture.rect()))
        table = self.table
        self._atlas.begin(palette, camera.dpr, [self._agency(one) for one in table.agencies])
        self._draw_trails(painter, camera, size, palette)
        self.past.paint_lines(painter, camera, size, palette)
        rows, xs, ys = self._visible(camera, size, LAYER_MARGIN)
        urgent = self._urgent()
        plain = np.array([row not in urgent for row in rows.tolist()], bool) if urgent else np.ones(len(rows), bool)
        top = ~plain
        self._draw_plain(painter, camera, size, palette, rows[plain], xs[plain], ys[plain], (rows, xs, ys))
        self._draw_urgent(painter, camera, palette, rows[top], xs[top], ys[top])
        self._draw_pin(painter, camera, size, palette)
        self.past.paint_times(painter, camera, size, palette, self._font(SMALL, 400))
        self._shown = (rows, xs, ys)

    def _agency(self, id_: str) -> AgencyInfo:
        return self._facts.agencies.get(id_, UNKNOWN)

    def _urgent(self) -> set[int]:
        """Rows drawn last, and always: emergencies, the selected unit, who is speaking."""
        table = self.table
        rows = table.alarm | table.talking
        if self.selected in table.row:
            rows = rows | {table.row[self.selected]}
        return rows

    def _visible(self, camera: Camera, size: tuple[int, int], margin: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        count = len(self.table)
        xs, ys = camera.screen(self.table.x[:count], self.table.y[:count], *size)
        with np.errstate(invalid="ignore"):
            inside = (xs > -margin) & (xs < size[0] + margin) & (ys > -margin) & (ys < size[1] + margin)
        rows = np.flatnonzero(inside)
        return rows, xs[rows], ys[rows]

    def _draw_plain(
        self,
        painter: QPainter,
        camera: Camera,
        size: tuple[int, int],
        palette: Palette,
        rows: np.ndarray,
        xs: np.ndarray,
        ys: np.ndarray,
        everyone: tuple[np.ndarray, np.ndarray, np.ndarray],
    ) -> None:
        """The ordinary units; the layer's picture is used again while only the camera's centre moved."""
        if len(rows) <= LAYER_FROM:
            self._layer = None
            self._spots = self._place_tags(camera, size, palette, everyone, (0.0, 0.0), size)
            self._symbols(painter, rows, xs, ys)
            urgent = self._urgent_units()
            self._tags.draw(painter, [spot for spot in self._spots if spot.wish.unit not in urgent], palette)
            return
        left, top = camera.origin(*size)
        key = (camera.step, camera.dpr, palette.night, self.table.version, size, self.selected)
        layer = self._layer
        if layer is None or layer.key != key or max(abs(layer.left - left), abs(layer.top - top)) > LAYER_MARGIN:
            layer = self._layer = self._paint_layer(key, camera, size, palette, (rows, xs, ys), everyone)
        painter.drawPixmap(QPointF(layer.left - left - LAYER_MARGIN, layer.top - top - LAYER_MARGIN), layer.picture)

    def _paint_layer(
        self,
        key: tuple[object, ...],
        camera: Camera,
        size: tuple[int, int],
        palette: Palette,
        plain: tuple[np.ndarray, np.ndarray, np.ndarray],
        everyone: tuple[np.ndarray, np.ndarray, np.ndarray],
    ) -> Layer:
        wide, high = size[0] + 2 * LAYER_MARGIN, size[1] + 2 * LAYER_MARGIN
        picture = QPixmap(math.ceil(wide * camera.dpr), math.ceil(high * camera.dpr))
        picture.setDevicePixelRatio(camera.dpr)
        picture.fill(Qt.GlobalColor.transparent)
        left, top = camera.origin(*size)
        painter = QPainter(picture)
        rows, xs, ys = plain
        self._symbols(painter, rows, xs + LAYER_MARGIN, ys + LAYER_MARGIN)
        shift = (float(LAYER_MARGIN), float(LAYER_MARGIN))
        self._spots = self._place_tags(camera, size, palette, everyone, shift, (wide, high))
        urgent = self._urgent_units()
        self._tags.draw(painter, [spot for spot in self._spots if spot.wish.unit not in urgent], palette)
        painter.end()
        return Layer(key, left, top, picture)

    def _symbols(self, painter: QPainter, rows: np.ndarray, xs: np.ndarray, ys: np.ndarray) -> None:
        table = self.table
        self._atlas.draw(painter, xs, ys, table.agency[rows], table.look[rows], table.heading[rows])

    def _urgent_units(self) -> set[str]:
        return {self.table.ids[row] for row in self._urgent()}

    def _place_tags(
        self,
        camera: Camera,
        size: tuple[int, int],
        palette: Palette,
        everyone: tuple[np.ndarray, np.ndarray, np.ndarray],
        shift: tuple[float, float],
        room: tuple[int, int],
    ) -> list[Spot]:
        rows, xs, ys = everyone
        xs, ys = xs + shift[0], ys + shift[1]
        wishes = self._wishes(rows, xs, ys)
        names = [one.translated(*shift) for one in self.ground.names(camera, *size)]
        return self._tags.place(wishes, xs, ys, room, names, palette, camera.dpr, camera.step)

    def _wishes(self, rows: np.ndarray, xs: np.ndarray, ys: np.ndarray) -> list[Wish]:
        """Tags in the order in which they get their places: emergencies, the selected, the speaking, the rest."""
        table, urgent = self.table, self._urgent()
        order = np.arange(len(rows))
        if len(order) > MOST:  # then those heard lately come first
            order = np.argsort(-table.time[rows], kind="stable")[:MOST]
        if urgent:
            order = np.union1d(order, np.flatnonzero(np.isin(rows, list(urgent))))
        first: list[Wish] = []
        rest: list[Wish] = []
        for index in order.tolist():
            row = int(rows[index])
            x, y = float(xs[index]), float(ys[index])
            if row in urgent:
                ring = RING if row in table.alarm else 0.0
                first.append(Wish(table.ids[row], x, y, self._tag(row), True, ring, row in table.talking))
            else:
                rest.append(Wish(table.ids[row], x, y, self._tag(row)))
        first.sort(key=lambda one: (not one.ring, one.unit != self.selected, one.unit))
        return first + rest

    def _tag(self, row: int) -> Tag:
        id_ = self.table.ids[row]
        unit = self._facts.units.get(id_)
        if unit is None:
            return Tag(id_, "", UNKNOWN.colour)
        faded = bool(self.table.look[row] & FADED)
        age = times.age(self.now - unit.fix.time) if faded and unit.fix is not None else ""
        strong = id_ == self.selected or row in self.table.alarm
        return Tag(unit.callsign or id_, age, self._agency(unit.agency).colour, faded, strong)

    def _draw_trails(self, painter: QPainter, camera: Camera, size: tuple[int, int], palette: Palette) -> None:
        strong = [self.tracked] if self.trails == "off" else [self.tracked, self.selected]
        units = self._facts.units
        if self.trails == "all":
            for unit in units.values():
                if unit.id not in strong and len(unit.trail) > 1:
                    self._trails.draw(painter, unit, self._agency(unit.agency), camera, size, palette, False)
        for id_ in dict.fromkeys(strong):
            chosen = units.get(id_)
            if chosen is not None and len(chosen.trail) > 1:
                self._trails.draw(painter, chosen, self._agency(chosen.agency), camera, size, palette, True)

    def _draw_urgent(
        self, painter: QPainter, camera: Camera, palette: Palette, rows: np.ndarray, xs: np.ndarray, ys: np.ndarray
    ) -> None:
        table = self.table
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, x, y in zip(rows.tolist(), xs.tolist(), ys.tolist(), strict=True):
            unit = self._facts.units.get(table.ids[row])
            center = QPointF(round(x), round(y))
            if table.ids[row] == self.selected:
                self._draw_accuracy(painter, camera, palette, center, unit)
                _halo(painter, center, palette)
            if row in table.alarm:
                _ring(painter, center, palette, self.phase if row in table.ringing else 0.0)
            if row in table.talking:
                _waves(painter, center, palette)
        self._symbols(painter, rows, xs, ys)
        order = [(row not in table.alarm, table.ids[row]) for row in rows.tolist()]
        urgent = {id_ for _calm, id_ in order}
        left = self._layer_shift(camera)
        painter.save()
        painter.translate(*left)
        self._tags.draw(painter, [spot for spot in reversed(self._spots) if spot.wish.unit in urgent], palette)
        painter.restore()

    def _layer_shift(self, camera: Camera) -> tuple[float, float]:
        """Where the tags' pixels are in the window: they were placed in the layer, if there is one."""
        if self._layer is None:
            return (0.0, 0.0)
        left, top = camera.origin(*self._size_of(self._layer))
        return (self._layer.left - left - LAYER_MARGIN, self._layer.top - top - LAYER_MARGIN)

    @staticmethod
    def _size_of(layer: Layer) -> tuple[int, int]:
        size = layer.key[4]
        assert isinstance(size, tuple)
        return size

    def _draw_accuracy(
        self, painter: QPainter, camera: Camera, palette: Palette, center: QPointF, unit: Unit | None
    ) -> None:
        if unit is None or unit.fix is None or not unit.fix.accuracy:
            return
        radius = unit.fix.accuracy / camera.metres_per_px()
        if 14 < radius < 4000:
            colour = QColor(palette.accent)
            colour.setAlpha(28)
            painter.setBrush(colour)
            colour.setAlpha(150)
            painter.setPen(QPen(colour, 1.2, Qt.PenStyle.DashLine))
            painter.drawEllipse(center, radius, radius)

    def _draw_pin(self, painter: QPainter, camera: Camera, size: tuple[int, int], palette: Palette) -> None:
        if self.pin is None:
            return
        x, y = camera.point(self.pin.x, self.pin.y, *size)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, wide in ((palette.panel, 5.0), (palette.accent, 2.0)):
            painter.setPen(QPen(colour, wide))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(x, y), 7, 7)
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                painter.drawLine(QPointF(x + 7 * dx, y + 7 * dy), QPointF(x + 13 * dx, y + 13 * dy))
        tag = Tag(self.pin.text, "", palette.accent.name())
        picture, _wide = self._tags.picture(tag, palette, camera.dpr)
        painter.drawPixmap(QPointF(round(x) + 17, round(y - HIGH / 2 - 1)), picture)

    def unit_at(self, x: float, y: float, camera: Camera) -> str:
        """The unit whose symbol or tag is at a window pixel; empty for none. Uses what was painted last."""
        shift = self._layer_shift(camera)
        for spot in self._spots:
            left, top = spot.left + shift[0], spot.top + shift[1]
            if left <= x <= left + spot.wide and top <= y <= top + HIGH:
                return spot.wish.unit
        rows, xs, ys = self._shown
        if not len(rows):
            return ""
        far = (xs - x) ** 2 + (ys - y) ** 2
        nearest = int(np.argmin(far))
        return self.table.ids[int(rows[nearest])] if far[nearest] <= REACH**2 else ""

    def pulse_boxes(self, camera: Camera, size: tuple[int, int]) -> list[QRectF]:
        """The parts of the window that a ringing emergency makes move."""
        found = []
        for row in self.table.ringing:
            x, y = camera.point(float(self.table.x[row]), float(self.table.y[row]), *size)
            if math.isfinite(x) and -40 < x < size[0] + 40 and -40 < y < size[1] + 40:
                found.append(QRectF(x - 40, y - 40, 80, 80))
        return found

    def where(self, unit: str) -> tuple[float, float] | None:
        """World coordinates of a unit."""
        row = self.table.row.get(unit)
        if row is None or not math.isfinite(self.table.x[row]):
            return None
        return float(self.table.x[row]), float(self.table.y[row])

    def all_within(self, box: Box) -> bool:
        """True if no unit is outside ``box``; a doubtful position does not count, it must not move the map."""
        count = len(self.table)
        x, y = self.table.x[:count], self.table.y[:count]
        with np.errstate(invalid="ignore"):
            outside = (x < box.left) | (x > box.right) | (y < box.top) | (y > box.bottom)
        outside &= (self.table.look[:count] & DOUBTFUL) == 0
        return not bool(outside.any())

    def put_pin(self, lat: float, lon: float, text: str) -> tuple[float, float]:
        """Mark a place; its world coordinates."""
        self.pin = Pin(world_x(lon), world_y(lat), text)
        return self.pin.x, self.pin.y


def _halo(painter: QPainter, center: QPointF, palette: Palette) -> None:
    """Around the selected unit."""
    ground = QColor(palette.panel)
    ground.setAlpha(170)
    painter.setBrush(ground)
    painter.setPen(QPen(palette.accent, 2.2))
    painter.drawEllipse(center, 17.5, 17.5)


def _ring(painter: QPainter, center: QPointF, palette: Palette, phase: float) -> None:
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


def _waves(painter: QPainter, center: QPointF, palette: Palette) -> None:
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
