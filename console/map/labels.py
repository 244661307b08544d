"""Names on the ground: where they come from, how important they are, and a layout in which none covers another.

Names are laid out in screen space for more than the window shows, so that they stand still while the map is dragged.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from console.map.base import Town, towns
from console.map.camera import Box, Camera
from console.map.mvt import POINT, Layer, geometry
from console.map.style import Style
from units.fold import fold

CELL = 4
"""Pixels a side of one cell of the occupancy grid."""
KEPT = 3000
BUDGET = 0.010
"""Seconds for one layout. Names whose picture is not drawn yet cost 0.5 ms each: the rest come with the next frame."""
_CLASSES = {"city": 60_000, "town": 4_000, "village": 400, "suburb": 300, "hamlet": 60, "locality": 60, "island": 200}
_SORTS = ("class", "kind_detail", "pmap:kind_detail", "kind")
_FROM = {"city": 0, "town": 6, "village": 9, "suburb": 12, "hamlet": 12, "locality": 12, "island": 10}


@dataclass(frozen=True, slots=True)
class Label:
    """A name at world ``x``, ``y``. ``weight`` is a population or stands for one; ``sort`` its class, or ``ref``."""

    text: str
    x: float
    y: float
    weight: float
    sort: str
    folded: str


@dataclass(frozen=True, slots=True)
class Face:
    """How a name is set: size in px, weight of the type, colour's name in the style, ring or shield beside it."""

    px: int
    bold: int
    colour: str
    ring: bool = False
    shield: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A name with its place: world pixel of the picture's top left corner at the layout's zoom.

    ``solid`` is the part of it that should stay readable, for names important enough; else empty.
    """

    x: float
    y: float
    picture: QPixmap
    solid: QRectF


@cache
def _by_name() -> dict[str, list[Town]]:
    found: dict[str, list[Town]] = {}
    for town in towns():
        found.setdefault(town.folded, []).append(town)
    return found


def population(folded: str, x: float, y: float) -> int:
    """What GeoNames says of a place of that name within some 15 km; 0 where it knows none."""
    near = [town.population for town in _by_name().get(folded, ()) if abs(town.x - x) < 7e-4 and abs(town.y - y) < 7e-4]
    return max(near, default=0)


def labels_of(layer: Layer, z: int, x: int, y: int) -> Iterable[Label]:
    """The names in a layer of a vector tile."""
    side = 1.0 / (1 << z)
    roads = layer.name == "transportation_name"
    chosen = [one for one in layer.features if (one.tags.get("ref") if roads else one.kind == POINT)]
    if not chosen:
        return
    found = geometry(chosen)
    ends = np.append(found.starts[1:], len(found.xy))
    done: set[int] = set()
    for start, end, owner in zip(found.starts.tolist(), ends.tolist(), found.owner.tolist(), strict=True):
        if owner in done:
            continue
        done.add(owner)
        tags = chosen[owner].tags
        px, py = (found.xy[(start + end) // 2] / layer.extent).tolist()
        wx, wy = (px + x) * side, (py + y) * side
        if roads:
            ref = str(tags["ref"]).split(";")[0].strip()
            if str(tags.get("class")) in {"motorway", "trunk", "primary"} and len(ref) <= 5:
                yield Label(ref, wx, wy, {"A": 50.0, "P": 30.0}.get(ref[:1], 10.0), "ref", ref)
            continue
        sort = next((str(tags[key]) for key in _SORTS if tags.get(key)), "")
        name = str(tags.get("name:latin") or tags.get("name") or "")
        if sort in _CLASSES and name:
            folded = fold(name)
            known = population(folded, wx, wy) if sort in {"city", "town", "village"} else 0
            yield Label(name, wx, wy, known or _CLASSES[sort] - 10.0 * len(name) / 20, sort, folded)


@cache
def built_in() -> list[Label]:
    """GeoNames' places as names. Suburbs that it counts as towns rank behind the city they belong to."""
    big = [town for town in towns() if town.population >= 100_000]
    found = []
    for town in towns():
        near = any(
            other is not town and abs(other.x - town.x) < 4.5e-4 and abs(other.y - town.y) < 4.5e-4 for other in big
        )
        weight = town.population * 0.02 if near else float(town.population)
        sort = "suburb" if near else ("city" if weight >= _CLASSES["city"] else "town")
        found.append(Label(town.name, town.x, town.y, weight, sort, town.folded))
    return found


def face(label: Label, zoom: float) -> Face | None:
    """How a name is set at ``zoom``; None: not at all."""
    weight = label.weight
    if label.sort == "ref":
        return Face(10, 600, "shield", shield=True) if zoom >= 9.75 else None
    if zoom < _FROM.get(label.sort, 6) - 0.25 or weight < _least(zoom):
        return None
    big = zoom >= 7
    if weight >= 100_000:
        return Face(18 if big else 15, 700, "label", ring=zoom < 12)
    if weight >= 40_000:
        return Face(17 if big else 14, 700, "label", ring=zoom < 12)
    if weight >= 8_000 and zoom >= 7:
        return Face(15, 500, "label", ring=zoom < 12)
    if weight >= 4_500:
        return Face(14, 500, "label", ring=zoom < 12)
    if weight >= 1_500:
        return Face(13, 400, "label")
    return Face(12, 400, "village")


def _least(zoom: float) -> float:
    """Places smaller than this are not tried."""
    steps = ((5.5, 150_000.0), (6.5, 30_000.0), (7.5, 4_000.0), (8.5, 1_000.0), (9.5, 300.0), (11.5, 200.0))
    return next((least for limit, least in steps if zoom < limit), 0.0)


class Names:
    """Pictures of names, and their layout. Lives in the GUI thread."""

    def __init__(self, font: Callable[[int, int], QFont]) -> None:
        self._font = font
        self.unfinished = False
        self._pictures: OrderedDict[tuple[str, Face, bool, float], tuple[QPixmap, float, float, QRectF]] = OrderedDict()

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
        late = time.perf_counter() + BUDGET
        for label in sorted(candidates, key=lambda one: (-one.weight, one.text, one.x)):
            if not (box.left <= label.x < box.right and box.top <= label.y < box.bottom):
                continue
            how = face(label, camera.zoom)
            if how is None or self._said(said, label, how, span):
                continue
            if time.perf_counter() > late:
                self.unfinished = True
                break
            picture, dx, dy, solid = self.picture(label.text, how, look, camera.dpr)
            for ox, oy in self._anchors(how):
                x, y = label.x * span + dx + ox, label.y * span + dy + oy
                c0, r0 = int((x + solid.left() - left) / CELL), int((y + solid.top() - top) / CELL)
                c1, r1 = int((x + solid.right() - left) / CELL) + 1, int((y + solid.bottom() - top) / CELL) + 1
                if c0 < 0 or r0 < 0 or taken[r0:r1, c0:c1].any():
                    continue
                taken[r0:r1, c0:c1] = True
                said.setdefault(label.folded, []).append((label.x, label.y))
                placed.append(Placed(round(x), round(y), picture, solid if how.ring else QRectF()))
                break
        return placed

    @staticmethod
    def _said(said: dict[str, list[tuple[float, float]]], label: Label, how: Face, span: float) -> bool:
        """True where the same name already stands near: tiles and sources repeat each other."""
        reach = 220 / span if how.shield else max(60 / span, 4e-4)
        return any(abs(x - label.x) < reach and abs(y - label.y) < reach for x, y in said.get(label.folded, ()))

    @staticmethod
    def _anchors(how: Face) -> tuple[tuple[float, float], ...]:
        """Shifts from the usual place, in order of preference. A ring stays on its town."""
        return ((0.0, 0.0),) if how.shield or how.ring else ((0.0, 0.0), (0.0, -8.0), (0.0, 8.0))

    def picture(self, text: str, how: Face, look: Style, dpr: float) -> tuple[QPixmap, float, float, QRectF]:
        """(picture, shift from the place to its corner, what of it other names must leave free)."""
        key = (text, how, look.night, dpr)
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        made = self._shield(text, how, look, dpr) if how.shield else self._name(text, how, look, dpr)
        self._pictures[key] = made
        while len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        return made

    def _name(self, text: str, how: Face, look: Style, dpr: float) -> tuple[QPixmap, float, float, QRectF]:
        font = self._font(how.px, how.bold)
        metrics = QFontMetricsF(font)
        wide, high = metrics.horizontalAdvance(text), metrics.ascent() + metrics.descent()
        ring = 12.0 if how.ring else 0.0
        picture = _blank(wide + 8, high + 6 + ring, dpr)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addText(QPointF(4, 3 + metrics.ascent()), font, text)
        halo = QPen(look.halo, 3.2)
        halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, halo)
        colour = QColor(getattr(look, how.colour))
        painter.fillPath(path, colour)
        middle = QPointF((wide + 8) / 2, high + 3 + 5.0)
        if how.ring:
            painter.setPen(QPen(colour, 1.6))
            painter.setBrush(look.land)
            painter.drawEllipse(middle, 3.4, 3.4)
        painter.end()
        solid = QRectF(1, 2, wide + 6, high + 2 + ring)
        if how.ring:
            return picture, -middle.x(), -middle.y(), solid
        return picture, -(wide + 8) / 2, -(high + 6) / 2, solid

    def _shield(self, text: str, how: Face, look: Style, dpr: float) -> tuple[QPixmap, float, float, QRectF]:
        font = self._font(how.px, how.bold)
        metrics = QFontMetricsF(font)
        wide, high = round(metrics.horizontalAdvance(text) + 9), 15
        picture = _blank(wide + 2, high + 2, dpr)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.shield, 1.0))
        painter.setBrush(look.land)
        plate = QRectF(1.5, 1.5, wide - 1, high - 1)
        painter.drawRoundedRect(plate, 3, 3)
        painter.setPen(look.shield if look.night else look.village)
        painter.setFont(font)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
        return picture, -(wide + 2) / 2, -(high + 2) / 2, QRectF(-12, -6, wide + 26, high + 14)


def _blank(wide: float, high: float, dpr: float) -> QPixmap:
    picture = QPixmap(int(wide * dpr + 1), int(high * dpr + 1))
    picture.setDevicePixelRatio(dpr)
    picture.fill(Qt.GlobalColor.transparent)
    return picture
