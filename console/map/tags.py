"""Callsign tags: a neutral plate outlined in the agency's colour, placed beside the symbol so that none covers another.

A unit keeps the side its tag was on for as long as there is room: tags must not hop about while units drive.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from console.map.sheet import Sheet
from console.theme import BOLD, REGULAR, SEMIBOLD, Palette, contrast, mixed

GRID = 4
BAND = 12
"""px a row of the coarser grid for crowds."""
GAP = 14.0
HIGH = 20.0
KEPT = 600
MOST = 250
"""Tags shown at once."""
FEW = 40
"""Up to so many are drawn one by one."""
CROWD = 120
"""With more tags than this each tries three sides only: looking for room would cost more than it finds."""
_SIDES = ((1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1), (0, -1), (0, 1))
_FAR = tuple((2 * dx, 2.2 * dy) for dx, dy in ((1, -1), (1, 1), (-1, -1), (-1, 1), (0, -1.4), (0, 1.4)))

_ALL = dict(enumerate(_SIDES + _FAR))


class Tag(NamedTuple):
    """What a tag says: ``text`` the callsign, ``age`` beside it if stale, the agency's ``colour``."""

    text: str
    age: str
    colour: str
    faded: bool = False
    strong: bool = False


class Wish(NamedTuple):
    """A tag that wants a place beside logical pixel ``x``, ``y``.

    ``forced``: shown even over others. ``ring``: px round the unit that other tags leave free. ``waves``: the unit
    speaks, and left of it are its sound waves.
    """

    unit: str
    x: float
    y: float
    tag: Tag
    forced: bool = False
    ring: float = 0.0
    waves: bool = False


class Spot(NamedTuple):
    """A tag with its place. ``leader``: it stands apart from its unit, with a line to it."""

    wish: Wish
    left: float
    top: float
    wide: float
    picture: QPixmap
    leader: bool


class Waiting(NamedTuple):
    """A tag in a crowd that wants a place beside its unit, with its picture and that one's width."""

    unit: str
    x: float
    y: float
    tag: Tag
    picture: QPixmap
    wide: float


class Grid:
    """Which cells of the picture are covered: a whole number a row, a bit a column (numpy's small slices cost more)."""

    def __init__(self, covered: np.ndarray) -> None:
        self._high, self._wide = covered.shape
        packed = np.packbits(covered, axis=1, bitorder="little")
        self._rows = [int.from_bytes(row.tobytes(), "little") for row in packed]

    @classmethod
    def blank(cls, room: tuple[int, int]) -> Grid:
        """Nothing is covered in a picture of so many px."""
        made = cls.__new__(cls)
        made._wide, made._high = room[0] // GRID + 2, room[1] // GRID + 2
        made._rows = [0] * made._high
        return made

    def copy(self) -> Grid:
        """Another one that begins the same."""
        other = Grid.__new__(Grid)
        other._high, other._wide, other._rows = self._high, self._wide, list(self._rows)
        return other

    def free(self, left: float, top: float, wide: float) -> bool:
        """True if a tag there covers nothing and is wholly in the picture."""
        r0, r1, c0, c1 = _cells(left, top, wide)
        if r0 < 0 or c0 < 0 or r1 > self._high or c1 > self._wide:
            return False
        mask = ((1 << (c1 - c0)) - 1) << c0
        for row in self._rows[r0:r1]:  # noqa: SIM110 - any() with a generator costs more than all the rest
            if row & mask:
                return False
        return True

    def bands(self) -> list[int]:
        """The same, coarser: one number for every :data:`BAND` px."""
        some = BAND // GRID
        found = []
        for at in range(0, self._high, some):
            covered = 0
            for row in self._rows[at : at + some]:
                covered |= row
            found.append(covered)
        return found

    @property
    def wide(self) -> int:
        """Cells in a row."""
        columns: int = self._wide
        return columns

    def take(self, left: float, top: float, wide: float, high: float = HIGH) -> None:
        """Cover a rectangle, as far as it is in the picture."""
        r0, r1, c0, c1 = _cells(left, top, wide, high)
        c0, c1 = max(0, c0), min(self._wide, c1)
        if c1 <= c0:
            return
        mask = ((1 << (c1 - c0)) - 1) << c0
        for row in range(max(0, r0), min(self._high, r1)):
            self._rows[row] |= mask


def _covered(xs: np.ndarray, ys: np.ndarray, room: tuple[int, int]) -> np.ndarray:
    """The cells under symbols at these places."""
    columns, rows = room[0] // GRID + 2, room[1] // GRID + 2
    taken = np.zeros((rows, columns), bool)
    cx = np.clip((xs / GRID).astype(np.int64), 0, columns - 1)
    cy = np.clip((ys / GRID).astype(np.int64), 0, rows - 1)
    for dx in (-2, -1, 0, 1):
        for dy in (-2, -1, 0, 1):
            taken[np.clip(cy + dy, 0, rows - 1), np.clip(cx + dx, 0, columns - 1)] = True
    return taken


def _columns(left: np.ndarray, wide: np.ndarray) -> list[list[tuple[int, int]]]:
    """First and last column of each tag on each side."""
    c0, c1 = (left // GRID).astype(np.int64), ((left + wide) // GRID).astype(np.int64)
    return [list(zip(c0[side].tolist(), c1[side].tolist(), strict=True)) for side in range(len(left))]


def _cells(left: float, top: float, wide: float, high: float = HIGH) -> tuple[int, int, int, int]:
    return (
        int(top // GRID),
        int((top + high) // GRID) + 1,
        int(left // GRID),
        int((left + wide) // GRID) + 1,
    )


class Tags:
    """Pictures of tags and their placement. Lives in the GUI thread."""

    def __init__(self, font: Callable[[int, int], QFont]) -> None:
        self._font = font
        self._pictures: OrderedDict[tuple[Tag, bool, float], tuple[QPixmap, float]] = OrderedDict()
        self._sheet = Sheet()
        self._sides: dict[str, int] = {}
        self._step = 0

    def place(
        self,
        wishes: Sequence[Wish],
        xs: np.ndarray,
        ys: np.ndarray,
        room: tuple[int, int],
        names: Sequence[QRectF],
        palette: Palette,
        dpr: float,
        step: int = 0,
    ) -> list[Spot]:
        """Places for as many tags as fit, earlier wishes first; positions in ``room`` (width, height).

        ``wishes``: forced ones first. ``xs``, ``ys`` are the symbols to keep clear of, ``names`` what a tag covers only
        if it must.
        """
        self._at(step)
        full = Grid(_covered(xs, ys, room))
        read = full.copy()
        for name in names:
            read.take(name.left(), name.top(), name.width(), name.height())
        spots: list[Spot] = []
        for wish in wishes[:MOST]:
            picture, wide = self.picture(wish.tag, palette, dpr)
            spot = self._find(wish, picture, wide, full, read, len(wishes) > CROWD)
            if spot is not None:
                full.take(spot.left, spot.top, wide)
                read.take(spot.left, spot.top, wide)
                spots.append(spot)
            if wish.ring:
                for grid in (full, read):
                    grid.take(wish.x - wish.ring, wish.y - wish.ring, 2 * wish.ring, 2 * wish.ring)
        return spots

    def _at(self, step: int) -> None:
        if step != self._step:  # another zoom is another picture: everybody may go back to the right
            self._sides.clear()
            self._step = step

    def among(
        self,
        forced: Sequence[Wish],
        rest: Sequence[Waiting],
        room: tuple[int, int],
        palette: Palette,
        dpr: float,
        step: int,
    ) -> list[Spot]:
        """Like :meth:`place` where units are so dense that no tag would find a place between them.

        There tags keep clear of each other and of what is ``forced``, not of the symbols of others.
        """
        self._at(step)
        grid = Grid.blank(room)
        for wish in forced:
            reach = max(wish.ring, GAP)
            grid.take(wish.x - reach, wish.y - reach, 2 * reach, 2 * reach)
        spots = []
        for wish in forced:
            picture, wide = self.picture(wish.tag, palette, dpr)
            spot = self._find(wish, picture, wide, grid, grid, True)
            if spot is not None:
                grid.take(spot.left, spot.top, wide)
                spots.append(spot)
        return spots + self._beside(rest[: max(0, MOST - len(forced))], grid) if rest else spots

    def _beside(self, waiting: Sequence[Waiting], grid: Grid) -> list[Spot]:
        """Right or left of the unit, in one go: the cells of all are worked out at once."""
        units, x, y, tags, pictures, widths = zip(*waiting, strict=True)
        wide = np.array(widths)
        top = np.rint(np.array(y) - HIGH / 2)
        left = np.rint(np.stack((np.array(x) + GAP, np.array(x) - GAP - wide)))
        first, last = (top // BAND).astype(np.int64).tolist(), ((top + HIGH) // BAND).astype(np.int64).tolist()
        masks = [[(2 << c1) - (1 << c0) if c0 >= 0 else -1 for c0, c1 in pairs] for pairs in _columns(left, wide)]
        lefts, tops = left.tolist(), top.tolist()
        limit = 1 << grid.wide
        bands = grid.bands()
        high = len(bands)
        spots = []
        known = self._sides
        for n, unit in enumerate(units):
            r0, r1 = first[n], last[n] + 1
            if r0 < 0 or r1 > high:
                continue
            covered = 0
            for band in bands[r0:r1]:
                covered |= band
            before = known.get(unit, 0)
            for side in (1, 0) if before == 1 else (0, 1):
                mask = masks[side][n]
                if 0 < mask < limit and not covered & mask:
                    for at in range(r0, r1):
                        bands[at] |= mask
                    if side != before:
                        known[unit] = side
                    wish = Wish(unit, x[n], y[n], tags[n])
                    spots.append(Spot(wish, lefts[side][n], tops[n], widths[n], pictures[n], False))
                    break
        return spots

    def _find(self, wish: Wish, picture: QPixmap, wide: float, full: Grid, read: Grid, crowd: bool) -> Spot | None:
        before = self._sides.get(wish.unit, 0)
        order = [before, *(side for side in _ALL if side != before)]
        if wish.waves:
            order = [side for side in order if _ALL[side][0] >= 0]
        near = [side for side in order if side < len(_SIDES)]
        tries = (
            (([before, *(side for side in (0, 1) if side != before)], full),)
            if crowd
            else ((near, read), (order, full))
        )
        for sides, grid in tries:
            for side in sides:
                left, top = _corner(wish, _ALL[side], wide)
                if grid.free(left, top, wide):
                    self._sides[wish.unit] = side
                    return Spot(wish, left, top, wide, picture, side >= len(_SIDES))
        if not wish.forced:
            return None
        left, top = _corner(wish, _SIDES[0], wide)
        return Spot(wish, left, top, wide, picture, False)

    def draw(self, painter: QPainter, spots: Sequence[Spot], palette: Palette) -> None:
        """Draw placed tags, their leaders first."""
        leaders = [spot for spot in spots if spot.leader]
        if leaders:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(palette.muted, 1.0))
            for spot in leaders:
                x = min(max(spot.wish.x, spot.left), spot.left + spot.wide)
                y = spot.top if spot.top > spot.wish.y else spot.top + HIGH
                painter.drawLine(QPointF(spot.wish.x, spot.wish.y), QPointF(x, y))
        if len(spots) <= FEW:
            for spot in spots:
                painter.drawPixmap(int(spot.left) - 1, int(spot.top) - 1, spot.picture)
            return
        lefts, tops = [spot.left - 1 for spot in spots], [spot.top - 1 for spot in spots]
        self._sheet.draw(painter, [spot.picture for spot in spots], lefts, tops, spots[0].picture.devicePixelRatio())

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
        wide = float(name + age + 13)
        picture = QPixmap(math.ceil((wide + 2) * dpr), math.ceil((HIGH + 2) * dpr))
        picture.setDevicePixelRatio(dpr)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plate = QRectF(1.75, 1.75, wide - 1.5, HIGH - 1.5)
        painter.setPen(QPen(outline(tag, palette), 1.6))
        painter.setBrush(palette.panel)
        painter.drawRoundedRect(plate, 4, 4)
        painter.setFont(font)
        painter.setPen(palette.muted if tag.faded else palette.text)
        inside = QRectF(7.5, 1, name + 1, HIGH)
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


def _corner(wish: Wish, side: tuple[float, float], wide: float) -> tuple[float, float]:
    dx, dy = side
    left = wish.x + (GAP * abs(dx) if dx > 0 else -GAP * abs(dx) - wide if dx < 0 else -wide / 2)
    reach = 15.0 if dx else 24.0
    return float(round(left)), float(round(wish.y - HIGH / 2 + dy * reach))
