"""Where call signs' tags stand: beside their units so that none covers another, a symbol, a name or a plate.

A unit keeps the side its tag was on for as long as there is room: tags must not hop about while units drive. One that
finds no place is left out: its symbol says where it is, and an emergency, the selected and the speaking always have
theirs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter, QPen, QPixmap

from console.map.occupancy import BAND, GRID, Grid, covered
from console.map.sheet import Sheet
from console.map.tag_face import HIGH, Faces, Tag
from console.theme import Palette

GAP = 14.0
CLEAR = 5.0
"""px between an emergency's ring and its tag."""
MOST = 250
"""Tags shown at once."""
FEW = 40
"""Up to so many are drawn one by one."""
CROWD = 120
"""With more tags than this each tries three sides only: looking for room would cost more than it finds."""
_NEAR: tuple[tuple[float, float], ...] = ((1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1), (0, -1), (0, 1))
_CORNERS = ((1, -1), (1, 1), (-1, -1), (-1, 1))
_FAR: tuple[tuple[float, float], ...] = (
    *((2 * dx, 2.2 * dy) for dx, dy in (*_CORNERS, (0, -1.4), (0, 1.4))),
    *((3.4 * dx, 3.9 * dy) for dx, dy in _CORNERS),
    (4.6, 0.0),
    (-4.6, 0.0),
)
_ALL = _NEAR + _FAR
"""Where a tag can stand, by preference: right, left, corners, above, below; then farther off, with a line."""
Order = tuple[int, ...]


def _order(first: int, some: range) -> Order:
    return (*((first,) if first in some else ()), *(side for side in some if side != first))


_NEAR_FROM = [_order(side, range(len(_NEAR))) for side in range(len(_ALL))]
_FAR_FROM = [_order(side, range(len(_NEAR), len(_ALL))) for side in range(len(_ALL))]
_BESIDE_FROM: list[Order] = [tuple(dict.fromkeys((side, 0, 1))) for side in range(len(_ALL))]
Plate = tuple[float, float, float, float]
"""Left, top, right, bottom of what lies on the map, px."""


class Wish(NamedTuple):
    """A tag that wants a place beside logical pixel ``x``, ``y``.

    ``forced``: shown even over others. ``ring``: px round the unit that all tags leave free. ``waves``: the unit
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
    """A tag with its place. ``leader``: it stands apart from its unit, or an emergency's nearer to another one, with a
    line to it."""

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


def _columns(left: np.ndarray, wide: np.ndarray) -> list[list[tuple[int, int]]]:
    """First and last column of each tag on each side."""
    c0, c1 = (left // GRID).astype(np.int64), ((left + wide) // GRID).astype(np.int64)
    return [list(zip(c0[side].tolist(), c1[side].tolist(), strict=True)) for side in range(len(left))]


class Tags:
    """Pictures of tags and their placement. Lives in the GUI thread."""

    def __init__(self, font: Callable[[int, int], QFont]) -> None:
        self._faces = Faces(font)
        self._sheet = Sheet()
        self._sides: dict[str, int] = {}
        self._step = 0

    def picture(self, tag: Tag, palette: Palette, dpr: float) -> tuple[QPixmap, float]:
        """(plate with a border of 1 px, width of the plate)."""
        return self._faces.picture(tag, palette, dpr)

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
        plates: Sequence[Plate] = (),
        lesser: Sequence[QRectF] = (),
    ) -> list[Spot]:
        """Places for as many tags as fit, earlier wishes first; positions in ``room`` (width, height).

        ``wishes``: forced ones first. ``xs``, ``ys`` are the symbols to keep clear of, ``names`` what only a forced tag
        covers, and only if it must; ``lesser`` names are covered where there is no place beside the unit without;
        under ``plates`` is none.
        """
        self._at(step)
        full = Grid(covered(xs, ys, room))
        for left, top, right, bottom in plates:
            full.take(left, top, right - left, bottom - top)
        for wish in wishes:
            if wish.ring:
                full.take(wish.x - wish.ring, wish.y - wish.ring, 2 * wish.ring, 2 * wish.ring)
        read = full.copy()
        for name in names:
            read.take(name.left(), name.top(), name.width(), name.height())
        clear = read
        if lesser:
            clear = read.copy()
            for name in lesser:
                clear.take(name.left(), name.top(), name.width(), name.height())
        crowd = len(wishes) > CROWD
        spots: list[Spot] = []
        for wish in wishes[:MOST]:
            if plates and not wish.forced and _is_under(wish, plates):
                continue
            picture, wide = self.picture(wish.tag, palette, dpr)
            spot = self._find(wish, picture, wide, (full, read, clear), crowd)
            if spot is not None:
                if wish.ring and not spot.leader:
                    spot = spot._replace(leader=_is_nearer_another(spot, xs, ys))
                full.take(spot.left, spot.top, wide, HIGH)
                read.take(spot.left, spot.top, wide, HIGH)
                if clear is not read:
                    clear.take(spot.left, spot.top, wide, HIGH)
                spots.append(spot)
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
        plates: Sequence[Plate] = (),
    ) -> list[Spot]:
        """Like :meth:`place` where units are so dense that no tag would find a place between them.

        There tags keep clear of each other and of what is ``forced``, not of the symbols of others.
        """
        self._at(step)
        grid = Grid.blank(room)
        for left, top, right, bottom in plates:
            grid.take(left, top, right - left, bottom - top)
        for wish in forced:
            reach = max(wish.ring, GAP)
            grid.take(wish.x - reach, wish.y - reach, 2 * reach, 2 * reach)
        spots = []
        for wish in forced:
            picture, wide = self.picture(wish.tag, palette, dpr)
            spot = self._find(wish, picture, wide, (grid, grid, grid), False)
            if spot is not None:
                grid.take(spot.left, spot.top, wide, HIGH)
                spots.append(spot._replace(leader=spot.leader or bool(wish.ring)))
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

    def _find(
        self, wish: Wish, picture: QPixmap, wide: float, grids: tuple[Grid, Grid, Grid], crowd: bool
    ) -> Spot | None:
        """``grids``: symbols and tags; with them the towns' names; with them the lesser ones."""
        full, read, clear = grids
        before = self._sides.get(wish.unit, 0)
        near, far = _NEAR_FROM[before], _FAR_FROM[before]
        tries: tuple[tuple[Order, Grid], ...]
        if crowd and not wish.forced:
            tries = ((_BESIDE_FROM[before], read),)
        else:
            tries = ((near, clear), (near, read), (far, read)) if clear is not read else ((near, read), (far, read))
            if wish.forced:
                tries += ((near + far, full),)
        for sides, grid in tries:
            for side in sides:
                if wish.waves and _ALL[side][0] < 0:
                    continue
                left, top = _corner(wish, _ALL[side], wide)
                if grid.free(left, top, wide, HIGH):
                    if side != before:
                        self._sides[wish.unit] = side
                    return Spot(wish, left, top, wide, picture, side >= len(_NEAR))
        if not wish.forced:
            return None
        left, top = _corner(wish, _NEAR[0], wide)
        return Spot(wish, left, top, wide, picture, False)

    def draw(self, painter: QPainter, spots: Sequence[Spot], palette: Palette) -> None:
        """Draw placed tags, their leaders first."""
        leaders = [spot for spot in spots if spot.leader]
        if leaders:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for spot in leaders:
                painter.setPen(QPen(palette.emergency, 2.0) if spot.wish.ring else QPen(palette.muted, 1.0))
                painter.drawLine(*line(spot))
        if len(spots) <= FEW:
            for spot in spots:
                painter.drawPixmap(int(spot.left) - 1, int(spot.top) - 1, spot.picture)
            return
        lefts, tops = [spot.left - 1 for spot in spots], [spot.top - 1 for spot in spots]
        self._sheet.draw(painter, [spot.picture for spot in spots], lefts, tops, spots[0].picture.devicePixelRatio())


def line(spot: Spot) -> tuple[QPointF, QPointF]:
    """From a unit, or the ring round it, to its tag."""
    wish = spot.wish
    x = min(max(wish.x, spot.left), spot.left + spot.wide)
    if not wish.ring:
        return QPointF(wish.x, wish.y), QPointF(x, spot.top if spot.top > wish.y else spot.top + HIGH)
    y = min(max(wish.y, spot.top), spot.top + HIGH)
    far = math.hypot(x - wish.x, y - wish.y)
    share = min(1.0, wish.ring / far) if far else 0.0
    return QPointF(wish.x + share * (x - wish.x), wish.y + share * (y - wish.y)), QPointF(x, y)


def _is_nearer_another(spot: Spot, xs: np.ndarray, ys: np.ndarray) -> bool:
    """True if a tag would be read as that of a unit at one of these places rather than of its own."""
    x, y = np.append(xs, spot.wish.x), np.append(ys, spot.wish.y)
    far = np.hypot(
        np.maximum(0.0, np.maximum(spot.left - x, x - spot.left - spot.wide)),
        np.maximum(0.0, np.maximum(spot.top - y, y - spot.top - HIGH)),
    )
    return bool((far[:-1] < far[-1] - 0.5).any())


def _is_under(wish: Wish, plates: Sequence[Plate]) -> bool:
    """True if the unit itself is covered."""
    x, y = wish.x, wish.y
    return any(top <= y <= bottom and left <= x <= right for left, top, right, bottom in plates)


def _corner(wish: Wish, side: tuple[float, float], wide: float) -> tuple[float, float]:
    dx, dy = side
    more = max(0.0, wish.ring + CLEAR - GAP) if wish.ring else 0.0
    gap = GAP * abs(dx) + more
    left = wish.x + (gap if dx > 0 else -gap - wide if dx < 0 else -wide / 2)
    down = dy * (15.0 if dx else 24.0) + (more if dy > 0 else -more if dy < 0 else 0.0)
    return float(round(left)), float(round(wish.y - HIGH / 2 + down))
