"""Names drawn, and laid out so that none covers another, the most important first.

They are laid out in screen space for more than the window shows, so that they stand still while the map is dragged.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from console.map.camera import Box, Camera, Floats
from console.map.labels import Face, Label, face
from console.map.style import Style

CELL = 4
"""Pixels a side of one cell of the occupancy grid."""
SYMBOL = 10.0
"""px round a unit's place that its symbol covers."""
ABOVE, BELOW, RIGHT, LEFT = range(4)
"""Sides of a town's ring on which its name can stand; four more are the same, :data:`OFF` px farther off."""
OFF = 16.0
_ROUND = tuple((side, 0.0) for side in range(8))
_SHIFTS = ((0, 0.0), (0, -8.0), (0, 8.0))
_ONE = ((0, 0.0),)
KEPT = 3000
BUDGET = 0.010
"""Seconds for one layout. Names whose picture is not drawn yet cost 0.5 ms each: the rest come with the next frame."""
LEAST = 6
"""Names drawn anew by one layout however slow the machine is: each frame gets further than the last."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A name with its place: world pixel of the picture's top left corner at the layout's zoom.

    ``solid`` is the part of it that should stay readable, for names important enough; else empty. ``words``: of that
    the letters alone. ``covered``: so many units' symbols were on them where they are covered least.
    """

    x: float
    y: float
    picture: QPixmap
    solid: QRectF
    words: QRectF
    covered: int = 0


class Spot(NamedTuple):
    """A place tried for a name: world px of its picture's corner, side of the ring, how many symbols are on it."""

    x: float
    y: float
    side: int
    covered: int


@dataclass(frozen=True, slots=True)
class Size:
    """How much room a name takes: picture ``wide`` × ``high`` px, its corner ``dx``, ``dy`` from the place.

    ``solid`` is the part of it that other names must leave free, ``words`` where in it the letters are, ``text`` where
    the first of them begins.
    """

    wide: float
    high: float
    dx: float
    dy: float
    solid: QRectF
    words: QRectF
    text: QPointF


@dataclass(frozen=True, slots=True)
class Busy:
    """What names leave room for: rectangles in world px where none may stand, world px of symbols they keep off.

    ``window``: none stands across its edge, if it is given.
    """

    plates: tuple[QRectF, ...] = ()
    xs: Floats | None = None
    ys: Floats | None = None
    window: QRectF | None = None

    def cuts(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether something there would be seen in part."""
        window = self.window
        if window is None:
            return False
        if window.left() <= left and right <= window.right() and window.top() <= top and bottom <= window.bottom():
            return False
        return window.left() < right and left < window.right() and window.top() < bottom and top < window.bottom()

    def on(self, box: QRectF) -> int:
        """How many symbols are on ``box``."""
        if self.xs is None or self.ys is None or not len(self.xs):
            return 0
        inside = (self.xs > box.left() - SYMBOL) & (self.xs < box.right() + SYMBOL)
        inside &= (self.ys > box.top() - SYMBOL) & (self.ys < box.bottom() + SYMBOL)
        return int(np.count_nonzero(inside))


class Names:
    """Pictures of names, and their layout. Lives in the GUI thread. ``unfinished``: the layout ran out of its time."""

    def __init__(self, font: Callable[[int, int], QFont]) -> None:
        self._font = font
        self._metrics: dict[tuple[int, int], QFontMetricsF] = {}
        self._sizes: dict[tuple[str, Face, int], Size] = {}
        self._pictures: OrderedDict[tuple[str, Face, int, bool, float], QPixmap] = OrderedDict()
        self._sides: dict[tuple[str, float, float], int] = {}
        self._step = 0
        self.unfinished = False

    def layout(
        self, candidates: Iterable[Label], camera: Camera, box: Box, look: Style, busy: Busy | None = None
    ) -> list[Placed]:
        """Place as many names inside ``box`` as fit, the most important first; positions in world pixels.

        A town's name goes to another side of its ring rather than stand under a unit or across the window's edge, and
        stays there while it can.
        """
        busy = busy or Busy()
        if camera.step != self._step:
            self._step = camera.step
            self._sides.clear()
        span = camera.span
        left, top = box.left * span, box.top * span
        columns = max(1, int((box.right - box.left) * span / CELL) + 2)
        rows = max(1, int((box.bottom - box.top) * span / CELL) + 2)
        taken = np.zeros((rows, columns), bool)
        for plate in busy.plates:
            c0, r0 = int((plate.left() - left) / CELL), int((plate.top() - top) / CELL)
            c1, r1 = int((plate.right() - left) / CELL) + 1, int((plate.bottom() - top) / CELL) + 1
            taken[max(0, r0) : max(0, r1), max(0, c0) : max(0, c1)] = True
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
            found = self._where(label, how, span, (left, top), taken, busy)
            if found is None:
                continue
            spot, (c0, r0, c1, r1) = found
            if (label.text, how, spot.side, look.night, camera.dpr) not in self._pictures:
                made += 1
                if made > LEAST and time.perf_counter() > late:
                    self.unfinished = True
                    return placed
            taken[r0:r1, c0:c1] = True
            said.setdefault(label.folded, []).append((label.x, label.y))
            picture = self.picture(label.text, how, look, camera.dpr, spot.side)
            size = self.size(label.text, how, spot.side)
            solid = size.solid if how.ring else QRectF()
            placed.append(Placed(round(spot.x), round(spot.y), picture, solid, size.words, spot.covered))
        return placed

    def _where(
        self,
        label: Label,
        how: Face,
        span: float,
        corner: tuple[float, float],
        taken: NDArray[np.bool_],
        busy: Busy,
    ) -> tuple[Spot, tuple[int, int, int, int]] | None:
        """Of the places that cover no name the first with the fewest symbols on it; the cells that it takes."""
        best: tuple[Spot, tuple[int, int, int, int]] | None = None
        key = (label.folded, label.x, label.y)
        for side, shift in self._tries(key, how):
            size = self.size(label.text, how, side)
            x, y, solid = label.x * span + size.dx, label.y * span + size.dy + shift, size.solid
            c0, r0 = int((x + solid.left() - corner[0]) / CELL), int((y + solid.top() - corner[1]) / CELL)
            c1, r1 = int((x + solid.right() - corner[0]) / CELL) + 1, int((y + solid.bottom() - corner[1]) / CELL) + 1
            if c0 < 0 or r0 < 0 or taken[r0:r1, c0:c1].any() or busy.cuts(x, y, x + size.wide, y + size.high):
                continue
            covered = busy.on(size.words.translated(x, y))
            if best is None or covered < best[0].covered:
                best = Spot(x, y, side, covered), (c0, r0, c1, r1)
            if not covered:
                break
        if best is not None and best[0].side:
            self._sides[key] = best[0].side
        return best

    def _tries(self, key: tuple[str, float, float], how: Face) -> Iterable[tuple[int, float]]:
        """(side of the ring, shift up and down), in order of preference. A ring stays on its town."""
        if how.shield:
            return _ONE
        if not how.ring:
            return _SHIFTS
        kept = self._sides.get(key, ABOVE)
        return ((kept, 0.0), *(one for one in _ROUND if one[0] != kept)) if kept else _ROUND

    def _metric(self, how: Face) -> QFontMetricsF:
        key = (how.px, how.bold)
        if key not in self._metrics:
            self._metrics[key] = QFontMetricsF(self._font(*key))
        return self._metrics[key]

    def size(self, text: str, how: Face, side: int = 0) -> Size:
        """The room a name takes; ``side`` of the ring, if it has one."""
        key = (text, how, side)
        if key not in self._sizes:
            if len(self._sizes) > 4 * KEPT:
                self._sizes.clear()
            self._sizes[key] = self._measured(text, how, side)
        return self._sizes[key]

    def _measured(self, text: str, how: Face, side: int) -> Size:
        metrics = self._metric(how)
        advance = metrics.horizontalAdvance(text)
        if how.shield:
            wide, high = round(advance + 9) + 2.0, 17.0
            around = QRectF(-12, -6, wide + 24, high + 12)
            return Size(wide, high, -wide / 2, -high / 2, around, QRectF(), QPointF())
        wide, high = advance + 8, metrics.ascent() + metrics.descent()
        if how.ring:
            return _ringed(wide, high, metrics.ascent(), side)
        words = QRectF(1, 2, wide - 2, high + 2)
        solid = words.adjusted(-how.air, -how.air / 2, how.air, how.air / 2)
        return Size(wide, high + 6, -wide / 2, -(high + 6) / 2, solid, words, QPointF(4, 3 + metrics.ascent()))

    def picture(self, text: str, how: Face, look: Style, dpr: float, side: int = 0) -> QPixmap:
        """A name drawn with its halo, its ring or its plate; kept."""
        key = (text, how, side, look.night, dpr)
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        size = self.size(text, how, side)
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
        path.addText(size.text, self._font(how.px, how.bold), text)
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


def _ringed(wide: float, high: float, ascent: float, side: int) -> Size:
    """A name of so many px beside the ring of its town: the corner counts from the ring's middle."""
    side, off = side % 4, OFF * (side // 4)
    if side in (RIGHT, LEFT):
        whole = wide + 10 + off
        left = whole - wide if side == RIGHT else 0.0
        ring, box = (5.0 if side == RIGHT else whole - 5.0), QRectF(1, 2, whole - 2, high + 2)
        words = QRectF(left + 1, 2, wide - 2, high + 2)
        return Size(whole, high + 6, -ring, -(high + 6) / 2, box, words, QPointF(left + 4, 3 + ascent))
    whole = high + 18 + off
    top = 9 + off if side == BELOW else 0.0
    ring, box = (5.0 if side == BELOW else high + 8 + off), QRectF(1, 2, wide - 2, whole - 4)
    words = QRectF(1, top + 2, wide - 2, high + 2)
    return Size(wide, whole, -wide / 2, -ring, box, words, QPointF(4, top + 3 + ascent))
