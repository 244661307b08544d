"""One way to draw the map: ground, trails, units, and above them those that must never be hidden.

``paint`` needs only a painter, a camera and a size: the same renderer serves the console's map, a review's and a plot.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QFont, QPainter

from console.fix_age import age_words
from console.map import marks
from console.map.atlas import Atlas
from console.map.camera import Box, Camera, world_x, world_y
from console.map.ground import Ground
from console.map.marks import RING, Pin
from console.map.table import DOUBTFUL, FADED, UNFIXED, UnitTable
from console.map.tag_face import HIGH, Tag
from console.map.tags import Plate, Spot, Tags
from console.map.trails import Trails
from console.map.unit_layer import LAYER_FROM, LAYER_MARGIN, UnitLayer
from console.map.unit_tags import InView, Scene
from console.map.ways import Ways
from console.shapes import UNKNOWN
from console.theme import SMALL, Palette
from units.findings import AgencyInfo
from units.state import Facts

translate = QCoreApplication.translate

REACH = 16.0
"""A click this near a symbol (px) means it."""


class MapRenderer:
    """Draws; knows the units through its table and the facts it was given last. Lives in the GUI thread."""

    def __init__(self, font: Callable[[int, int], QFont], ground: Ground) -> None:
        self.ground = ground
        self.table = UnitTable()
        self.selected = ""
        self.hovered = ""
        self.tracked = ""
        self.trails = "selected"
        self.pin: Pin | None = None
        self.plates: tuple[Plate, ...] = ()
        self.past = Ways()
        self.below: list[Callable[[QPainter, Camera, tuple[int, int], Palette], None]] = []
        self.now = 0.0
        self.phase = 0.0
        self._font = font
        self._atlas = Atlas()
        self._tags = Tags(font)
        self._trails = Trails()
        self._facts = Facts(version=1)
        self._units = UnitLayer(self.table, self._atlas, self._tags, self._tag, self._said)
        self._size = (1, 1)
        self._shown = (np.empty(0, np.intp), np.empty(0, np.float32), np.empty(0, np.float32))

    @property
    def _spots(self) -> list[Spot]:
        return self._units.spots

    @property
    def unsettled(self) -> bool:
        """True if tags were not laid out anew, to save time: paint again within a second."""
        return self._units.tags.unsettled or self.ground.dragged

    @property
    def tags(self) -> int:
        """How many callsigns were painted last."""
        return len(self._units.spots)

    def settle(self) -> None:
        """Nothing moved for a while: what only went along is laid out anew with the next frame."""
        if self.ground.dragged:
            self.ground.settle()

    def show(self, facts: Facts, units: set[str] | None, now: float) -> None:
        """Take over what changed: these units, or everything (None)."""
        self._facts, self.now = facts, now
        if units is None:
            self._units.tags.forget()
            self.table.rebuild(facts, now)
        else:
            self.table.update(facts, units, now)

    def paint(self, painter: QPainter, camera: Camera, size: tuple[int, int], palette: Palette) -> None:
        """Draw the whole map, ``size`` logical pixels, at the painter's origin."""
        table = self.table
        seen = self._in_view(camera, size, LAYER_MARGIN)
        few = len(seen.rows) <= LAYER_FROM
        self.ground.keep_off(camera, *size, self.plates, (seen.xs, seen.ys) if few else None)
        self.ground.paint(painter, camera, *size, palette.night)
        self._atlas.begin(palette, camera.dpr, [self._agency(one) for one in table.agencies])
        self._draw_trails(painter, camera, size, palette)
        for paint in self.below:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint(painter, camera, size, palette)
            painter.restore()
        self.past.paint_lines(painter, camera, size, palette)
        self._draw_accuracy(painter, camera, size, palette)
        urgent = frozenset(self._urgent())
        scene = Scene(camera, size, palette, (table.version, self.selected), urgent, self.plates, self.ground.layouts)
        rings = dict.fromkeys(table.alarm, RING)
        self._units.draw(painter, scene, seen, rings, lambda: self.ground.names(camera, *size))
        if not self._units.tags.unsettled:
            self.ground.leave_out(camera, *size, self._spots if few else ())
        if urgent:
            self._draw_urgent(painter, scene, seen.chosen(np.isin(seen.rows, list(urgent))))
        self._draw_pin(painter, camera, size, palette)
        self.past.paint_times(painter, camera, size, palette, self._font(SMALL, 400))
        self._size = size
        self._shown = (seen.rows, seen.xs.astype(np.float32), seen.ys.astype(np.float32))

    def _agency(self, id_: str) -> AgencyInfo:
        return self._facts.agencies.get(id_, UNKNOWN)

    def _urgent(self) -> set[int]:
        """Rows drawn last, and always: emergencies, the selected unit, who is speaking."""
        table = self.table
        rows = table.alarm | table.talking
        if self.selected in table.row:
            rows = rows | {table.row[self.selected]}
        return rows

    def _in_view(self, camera: Camera, size: tuple[int, int], margin: int) -> InView:
        count = len(self.table)
        xs, ys = camera.screen(self.table.x[:count], self.table.y[:count], *size)
        with np.errstate(invalid="ignore"):
            inside = (xs > -margin) & (xs < size[0] + margin) & (ys > -margin) & (ys < size[1] + margin)
        rows = np.flatnonzero(inside)
        return InView(rows, xs[rows], ys[rows])

    def _tag(self, row: int) -> Tag:
        id_ = self.table.ids[row]
        unit = self._facts.units.get(id_)
        if unit is None:
            return Tag(id_, "", UNKNOWN.colour)
        faded = bool(self.table.look[row] & FADED)
        age = age_words(unit, self.now) if faded else ""
        if self.table.look[row] & UNFIXED:
            age = translate("board", "no fix")
        alarm = row in self.table.alarm
        strong = id_ == self.selected or alarm
        return Tag(unit.callsign or id_, age, self._agency(unit.agency).colour, faded, strong, alarm)

    def _said(self, id_: str) -> tuple[str, str] | None:
        unit = self._facts.units.get(id_)
        return None if unit is None else (unit.callsign, unit.agency)

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

    def _draw_urgent(self, painter: QPainter, scene: Scene, units: InView) -> None:
        table, palette = self.table, scene.palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, x, y in zip(units.rows.tolist(), units.xs.tolist(), units.ys.tolist(), strict=True):
            center = QPointF(round(x), round(y))
            if table.ids[row] == self.selected:
                marks.halo(painter, center, palette)
            if row in table.alarm:
                marks.ring(painter, center, palette, self.phase if row in table.ringing else 0.0)
            if row in table.talking:
                marks.waves(painter, center, palette)
        self._units.symbols(painter, units)
        urgent = {table.ids[row] for row in units.rows.tolist()}
        painter.save()
        painter.translate(*self._units.shift(scene.camera, scene.size))
        self._tags.draw(painter, [spot for spot in reversed(self._spots) if spot.wish.unit in urgent], palette)
        painter.restore()

    def _draw_accuracy(self, painter: QPainter, camera: Camera, size: tuple[int, int], palette: Palette) -> None:
        """Below all units: where the selected one and the one under the pointer may be."""
        for id_ in dict.fromkeys((self.selected, self.hovered)):
            unit, place = self._facts.units.get(id_), self.where(id_)
            if unit is not None and place is not None:
                x, y = camera.point(*place, *size)
                painter.save()
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                marks.accuracy(painter, camera, palette, QPointF(round(x), round(y)), unit)
                painter.restore()

    def _draw_pin(self, painter: QPainter, camera: Camera, size: tuple[int, int], palette: Palette) -> None:
        if self.pin is None:
            return
        x, y = camera.point(self.pin.x, self.pin.y, *size)
        marks.pin(painter, x, y, palette)
        tag = Tag(self.pin.text, "", palette.accent.name())
        picture, _wide = self._tags.picture(tag, palette, camera.dpr)
        painter.drawPixmap(QPointF(round(x) + 17, round(y - HIGH / 2 - 1)), picture)

    def unit_at(self, x: float, y: float, camera: Camera) -> str:
        """The unit whose symbol or tag is at a window pixel; empty for none. Uses what was painted last."""
        tagged = self._units.tag_at(x, y, camera, self._size)
        if tagged:
            return tagged
        rows, xs, ys = self._shown
        near = np.flatnonzero((xs > x - REACH) & (xs < x + REACH))
        if not len(near):
            return ""
        far = (xs[near] - x) ** 2 + (ys[near] - y) ** 2
        nearest = int(np.argmin(far))
        return self.table.ids[int(rows[near[nearest]])] if far[nearest] <= REACH**2 else ""

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
