"""The ground: finished tiles and names put together into one picture, a margin larger than the window, and kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QTimer
from PySide6.QtGui import QFont, QPainter, QPixmap

from console.map.base import ATTRIBUTION
from console.map.camera import LIMITS, Box, Camera, Floats
from console.map.cover import names_itself
from console.map.gate import Gate
from console.map.labels import Label, built_in
from console.map.names import Busy, Names, Placed
from console.map.packs import Reader
from console.map.paint import TileKey, TilePainter
from console.map.sheet import Sheet
from console.map.style import Style, style
from console.map.tag_face import HIGH
from console.map.tags import Plate, Spot
from console.map.tiles import TileStore

AHEAD = 160
"""Pixels beyond the window for which tiles are fetched and names laid out."""
MARGIN = 128
"""Pixels beyond the window that the kept picture holds: dragging within them is one copy."""

APART = 0.12
"""s between two layouts of the names while tiles come in."""
YIELD = 1.0
"""s between two layouts because a unit came to stand on a name."""
LEAVE = 2.0
"""s between two looks at which names are under tags while these are placed anew in each frame: many units drive."""
TOUCH = 3.0, 6.0
"""px that a tag may be on a name's rectangle, across and down, and its letters can be read all the same."""


class Ground:
    """Paints the ground for a camera. ``store.ready`` and ``again`` say that painting again gives a better picture."""

    def __init__(self, font: Callable[[int, int], QFont], stack: list[Reader] | None = None) -> None:
        self.gate = Gate()
        self._painter = TilePainter(stack or [], self.gate.wait)
        self._stack_number = 0
        self.store = TileStore(self._painter)
        self.store.ready.connect(self._tiles_came)
        self._soon = QTimer(self.store)
        self._soon.setSingleShot(True)
        self._soon.setInterval(round(APART * 1000))
        self._soon.timeout.connect(self.store.ready)
        self.again = QTimer(self.store)
        self.again.setSingleShot(True)
        self.again.timeout.connect(self._look_again)
        self._names = Names(font)
        self._own_labels: list[Label] | None = None
        self._placed: list[Placed] = []
        self._placed_for: tuple[int, float, bool] | None = None
        self._placed_in: Box | None = None
        self._window: QRectF | None = None
        self._seen: tuple[object, ...] = ()
        self._still = True
        self._tags: Sequence[Spot] = ()
        self._hidden: frozenset[tuple[float, float, int]] = frozenset()
        self._hid = 0.0
        self._owed = False
        self._plates: tuple[Plate, ...] = ()
        self._symbols: tuple[Floats, Floats] | None = None
        self.layouts = 0
        self._picture: QPixmap | None = None
        self._picture_for: tuple[int, float, int, int, bool] | None = None
        self._corner = (0, 0)
        self._sheet = Sheet()
        self._came = False
        self._laid_out = self._looked = 0.0

    def use(self, stack: list[Reader]) -> None:
        """Show these packs, the first at the bottom."""
        self._painter = TilePainter(stack, self.gate.wait)
        self._stack_number += 1
        self.store.use(self._painter)
        self._own_labels = None
        self._placed_for = None
        self._picture_for = None

    @property
    def stack(self) -> list[Reader]:
        """The packs shown, the first at the bottom."""
        return list(self._painter.stack)

    @property
    def attribution(self) -> str:
        """Whose data this is, for the corner of the map."""
        parts = [reader.pack.attribution for reader in self._painter.stack if reader.pack.attribution]
        return " · ".join([*dict.fromkeys(parts), ATTRIBUTION])

    def names(self, camera: Camera, width: int, height: int) -> tuple[list[QRectF], list[QRectF]]:
        """Window rectangles of the important names, which unit tags leave readable, and of the others."""
        left, top = camera.origin(width, height)
        towns: list[QRectF] = []
        others: list[QRectF] = []
        for one in self._placed:
            box = one.words if one.solid.isEmpty() else one.solid
            (others if one.solid.isEmpty() else towns).append(box.translated(one.x - left, one.y - top))
        return towns, others

    def keep_off(
        self, camera: Camera, width: int, height: int, plates: tuple[Plate, ...], symbols: tuple[Floats, Floats] | None
    ) -> None:
        """What names must not be under: ``plates`` on the map, and ``symbols`` where they can (window pixels).

        While the map is dragged names stand still all the same, and units may drive over them for a moment.
        """
        self._symbols = symbols
        if plates != self._plates:
            self._plates, self._placed_for = plates, None
            self._picture_for = None
        elif symbols is not None and self._placed_for is not None and self._is_time():
            left, top = camera.origin(width, height)
            busy = Busy((), symbols[0] + left, symbols[1] + top)
            if any(
                not one.solid.isEmpty() and busy.on(one.words.translated(one.x, one.y)) > one.covered
                for one in self._placed
            ):
                self._placed_for = self._picture_for = None

    def _is_time(self) -> bool:
        """Whether the names were neither laid out nor looked at for :data:`YIELD`."""
        now = time.monotonic()
        if now - max(self._laid_out, self._looked) <= YIELD:
            return False
        self._looked = now
        return True

    def leave_out(self, camera: Camera, width: int, height: int, tags: Sequence[Spot]) -> None:
        """Paint no name that one of the ``tags`` (window pixels) is on, from the frame on that ``again`` asks for.

        Tags stand where names are only where there is no other place beside their units. While the map is dragged all
        stays as it is.
        """
        if tags is self._tags or not self._still:
            return
        now = time.monotonic()
        if now - self._hid <= LEAVE:
            self._owed = True
            self.again.start(round(APART * 1000))
            return
        left, top = camera.origin(width, height)
        hidden = frozenset(_known(self._placed[at]) for at in _under(self._placed, tags, left, top))
        self._tags, self._hid, self._owed = tags, now, False
        if hidden != self._hidden:
            self._hidden, self._picture_for = hidden, None
            self.again.start(0)

    def _look_again(self) -> None:
        if self._owed:  # no tag was placed for a while: the next frame looks at once
            self._hid = 0.0

    @property
    def dragged(self) -> bool:
        """True if names may be under a plate or cut at the window's edge: the map was dragged since the last layout."""
        return not self._still

    def settle(self) -> None:
        """Nothing moves any more: lay the names out anew for where the map stands."""
        self._still, self._hid = True, 0.0
        self._placed_for = self._picture_for = None

    def _tiles_came(self) -> None:
        self._picture_for = None
        self._came = True

    def paint(self, painter: QPainter, camera: Camera, width: int, height: int, night: bool) -> None:
        """Draw the ground, ``width`` × ``height`` logical pixels, at the painter's origin."""
        dpr = camera.dpr
        wanted = (camera.step, dpr, width, height, night)
        seen = (*wanted, *camera.origin(width, height))
        if seen != self._seen:  # dragged, unless more than the place differs
            self._still = seen[:-2] != self._seen[:-2]
            self._seen = seen
        left, top = (round(one * dpr) for one in camera.origin(width, height))
        spare = round(MARGIN * dpr)
        dx, dy = left - self._corner[0], top - self._corner[1]
        if self._picture is None or self._picture_for != wanted or max(abs(dx), abs(dy)) > spare:
            self._compose(camera, width, height, night)
            dx = dy = 0
        assert self._picture is not None
        part = QRectF(spare + dx, spare + dy, round(width * dpr), round(height * dpr))
        painter.drawPixmap(QRectF(0, 0, width, height), self._picture, part)

    def _compose(self, camera: Camera, width: int, height: int, night: bool) -> None:
        """Paint the picture anew, with its margin, round where the camera is."""
        dpr = camera.dpr
        spare = round(MARGIN * dpr)
        size = (max(1, round(width * dpr)) + 2 * spare, max(1, round(height * dpr)) + 2 * spare)
        if self._picture is None or (self._picture.width(), self._picture.height()) != size:
            self._picture = QPixmap(*size)
            self._picture.setDevicePixelRatio(1.0)
        look = style(night)
        keys = self._keys(camera, width, height, night)
        left, top = (round(one * dpr) - spare for one in camera.origin(width, height))
        painter = QPainter(self._picture)
        self._draw_tiles(painter, camera.tile_px, (left, top), keys, look)
        self._lay_out(camera, width, height, night, look, keys)
        there = [
            name
            for name in self._placed
            if -name.picture.width() < name.x * dpr - left < size[0]
            and -name.picture.height() < name.y * dpr - top < size[1]
            and _known(name) not in self._hidden
        ]
        lefts, tops = [round(name.x * dpr) - left for name in there], [round(name.y * dpr) - top for name in there]
        self._sheet.draw(painter, [name.picture for name in there], lefts, tops, 1.0)
        painter.end()
        self._corner = (left + spare, top + spare)
        self._picture_for = (camera.step, dpr, width, height, night)

    def _keys(self, camera: Camera, width: int, height: int, night: bool) -> list[TileKey]:
        """The tiles the window needs, nearest to its centre first; those just outside last."""
        level, side = camera.level, 1.0 / (1 << camera.level)
        box = camera.box(width, height, AHEAD)
        inner = camera.box(width, height)
        keys = []
        for ty in range(int(max(box.top, LIMITS.top) / side), int(min(box.bottom, LIMITS.bottom) / side) + 1):
            for tx in range(int(max(box.left, LIMITS.left) / side), int(min(box.right, LIMITS.right) / side) + 1):
                key = TileKey(level, tx, ty, camera.tile_px, camera.step, night, self._stack_number)
                far = abs((tx + 0.5) * side - camera.x) + abs((ty + 0.5) * side - camera.y)
                keys.append((not key.box.meets(inner), far, key))
        return [key for _outside, _far, key in sorted(keys, key=lambda one: one[:2])]

    def _draw_tiles(
        self, painter: QPainter, side: int, corner: tuple[int, int], keys: list[TileKey], look: Style
    ) -> None:
        """Tiles ``side`` device pixels across; where one is missing, what is there of its parent or children."""
        self.store.want(keys)
        here = [(key, key.x * side - corner[0], key.y * side - corner[1], self.store.get(key)) for key in keys]
        picture = painter.viewport()
        shown = sum(
            max(0, min(x + side, picture.width()) - max(x, 0)) * max(0, min(y + side, picture.height()) - max(y, 0))
            for _key, x, y, tile in here
            if tile is not None
        )
        if shown < picture.width() * picture.height():
            painter.fillRect(picture, look.land)
        for key, x, y, tile in here:
            if tile is not None:
                painter.drawImage(x, y, tile.image)
                continue
            for stand_in, (px, py, ps), (tx, ty, ts) in self.store.stand_in(key):
                whole = stand_in.image.width()
                target = QRectF(x + tx * side, y + ty * side, ts * side, ts * side)
                painter.drawImage(target, stand_in.image, QRectF(px * whole, py * whole, ps * whole, ps * whole))

    def _lay_out(self, camera: Camera, width: int, height: int, night: bool, look: Style, keys: list[TileKey]) -> None:
        this = (camera.step, camera.dpr, night)
        left, top = camera.origin(width, height)
        window = QRectF(left, top, width, height) if self._still else None
        box = camera.box(width, height, MARGIN)
        held = self._placed_in
        inside = held is not None and held.left <= box.left and held.right >= box.right
        inside = inside and held is not None and held.top <= box.top and held.bottom >= box.bottom
        if self._placed_for == this and inside and window in (None, self._window):
            if not self._came:
                return
            if time.monotonic() - self._laid_out < APART:  # more tiles will come: their names together
                self._soon.start()
                return
        area = camera.box(width, height, AHEAD)
        candidates = list(self._own())
        for key in keys:
            tile = self.store.get(key)
            shown = [tile] if tile is not None else [one for one, _part, _where in self.store.stand_in(key)]
            candidates.extend(label for one in shown for label in one.labels)
        plates = tuple(QRectF(a + left, b + top, c - a, d - b) for a, b, c, d in self._plates)
        xs, ys = self._symbols if self._symbols is not None else (None, None)
        busy = Busy(plates, None if xs is None else xs + left, None if ys is None else ys + top, window)
        self._placed = self._names.layout(candidates, camera, area, look, busy)
        self._window = window
        self.layouts += 1
        self._came, self._laid_out = False, time.monotonic()
        self._placed_for, self._placed_in = (None if self._names.unfinished else this), area
        if self._names.unfinished:
            QTimer.singleShot(0, self.store, self.store.ready.emit)

    def _own(self) -> list[Label]:
        """The built-in names, without those on ground that a pack names itself."""
        if self._own_labels is None:
            painter = self._painter
            self._own_labels = [one for one in built_in() if not names_itself(painter.stack, one.x, one.y)]
        return self._own_labels


def _known(name: Placed) -> tuple[float, float, int]:
    """Of a name as it is drawn: the same in the next layout if it stands there again."""
    return name.x, name.y, name.picture.cacheKey()


def _under(names: Sequence[Placed], tags: Sequence[Spot], left: float, top: float) -> list[int]:
    """Which of ``names`` have letters under one of ``tags``; world px of the window's corner."""
    if not names or not tags:
        return []
    words = [
        one.words if not one.words.isEmpty() else QRectF(QPointF(), one.picture.deviceIndependentSize())
        for one in names
    ]
    read = [box.adjusted(*TOUCH, -TOUCH[0], -TOUCH[1]) for box in words]
    x, y = np.array([one.x - left for one in names])[:, None], np.array([one.y - top for one in names])[:, None]
    x0, x1 = x + np.array([[box.left()] for box in read]), x + np.array([[box.right()] for box in read])
    y0, y1 = y + np.array([[box.top()] for box in read]), y + np.array([[box.bottom()] for box in read])
    a, b = np.array([tag.left for tag in tags]), np.array([tag.top for tag in tags])
    wide = np.array([tag.wide for tag in tags])
    on = (x0 < a + wide) & (a < x1) & (y0 < b + HIGH) & (b < y1)
    return [int(at) for at in np.flatnonzero(on.any(axis=1))]
