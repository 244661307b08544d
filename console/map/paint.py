"""Paints one map tile: land and water that are always there, then the imported packs. Runs in worker threads."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np
from PySide6.QtCore import QByteArray, QDataStream, QIODevice, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QGradient, QImage, QPainter, QPainterPath, QPen

from console.map.base import Base, Ints, Parts, base
from console.map.camera import Box
from console.map.cover import uncovered
from console.map.gate import straight_on
from console.map.labels import Label, labels_of
from console.map.mvt import Feature, TileError, geometry, inflate, layers
from console.map.packs import Reader
from console.map.style import FILLS, LAYERS, STROKES, Stroke, Style, drawn_as, style, width

PRESET = QGradient.Preset
"""Named here, in the main thread: PySide makes the types in its signatures when they are first needed, and two threads
whose first QBrush it was at once found this one half-made."""
DIGESTS = 48
"""Decoded tiles kept: neighbours of an overzoomed tile come from the same one."""
CHUNK = 48
"""Lines stroked together: one huge path is slower to rasterise than several small ones."""
POINTS = 1000
"""About so many are filled together: Qt keeps the interpreter lock meanwhile, and a frame waits (50 ms for 16,000)."""
FINE = 2.0
"""Of points that follow each other within one of so many parts of a pixel, a path needs the first."""


@dataclass(frozen=True, slots=True)
class TileKey:
    """Which picture: tile ``z``/``x``/``y``, ``px`` device pixels at zoom ``step`` / 4, day or night, of ``stack``."""

    z: int
    x: int
    y: int
    px: int
    step: int
    night: bool
    stack: int

    @property
    def box(self) -> Box:
        """The tile in world coordinates."""
        side = 1.0 / (1 << self.z)
        return Box(self.x * side, self.y * side, (self.x + 1) * side, (self.y + 1) * side)


@dataclass(frozen=True)
class Digest:
    """A vector tile sorted by how it is drawn, in world coordinates."""

    shapes: dict[str, Parts]
    labels: list[Label]


@dataclass
class Painted:
    """A finished tile."""

    image: QImage
    labels: list[Label] = field(default_factory=list)


def path_of(parts: Parts, left: float, top: float, scale: float) -> QPainterPath:
    """One path of all parts, in pixels; handed to Qt as the bytes of its own stream, not point by point."""
    path = QPainterPath()
    if len(parts.xy) < 2:
        return path
    xy = (parts.xy - (left, top)) * scale
    needed = np.ones(len(xy), bool)
    cell = np.floor(xy * FINE)
    needed[1:] = (cell[1:] != cell[:-1]).any(axis=1)
    needed[parts.starts] = True
    starts = np.cumsum(needed)[parts.starts] - 1
    xy = xy[needed]
    count = len(xy)
    rows = np.empty(count, dtype=[("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
    rows["kind"] = 1
    rows["kind"][starts] = 0
    rows["x"], rows["y"] = xy[:, 0], xy[:, 1]
    tail = np.array([int(starts[-1]), 1], ">i4")  # 1: the winding rule; both sides of a border may overlap
    data = QByteArray(np.array([count], ">i4").tobytes() + rows.tobytes() + tail.tobytes())
    stream = QDataStream(data, QIODevice.OpenModeFlag.ReadOnly)
    stream >> path
    return path


def in_pieces(rings: Parts) -> Iterator[Parts]:
    """The same rings, about :data:`POINTS` at a time. No hole leaves the ring it is in: outer rings run clockwise."""
    if not len(rings):
        return
    x, y = rings.xy[:, 0], rings.xy[:, 1]
    turns = np.zeros(len(x))
    turns[:-1] = x[:-1] * y[1:] - x[1:] * y[:-1]
    ends = np.append(rings.starts[1:], len(x))
    turns[ends - 1] = 0.0  # rings are closed by their first point: what follows is another one
    outer = np.add.reduceat(turns, rings.starts) >= 0
    first = 0
    for ring in range(1, len(rings) + 1):
        if ring == len(rings) or (outer[ring] and ends[ring - 1] - rings.starts[first] >= POINTS):
            yield _some(rings, first, ring, ends)
            first = ring


def _some(parts: Parts, first: int, last: int, ends: Ints) -> Parts:
    """Parts ``first`` … ``last``, the last not included; without boxes."""
    at = int(parts.starts[first])
    return Parts(parts.xy[at : int(ends[last - 1])], parts.starts[first:last] - at, *(parts.left,) * 4)


def digest(blob: bytes, z: int, x: int, y: int, rest: Callable[[], None] = straight_on) -> Digest:
    """Decode a vector tile and sort its features by how they are drawn; ``rest`` in between. Raises TileError."""
    shapes: dict[str, list[Parts]] = {}
    labels: list[Label] = []
    side = 1.0 / (1 << z)
    for layer in layers(inflate(blob), LAYERS, rest):
        if layer.name in {"place", "places", "transportation_name"}:
            labels.extend(labels_of(layer, z, x, y))
            continue
        if layer.name == "roads":  # Protomaps' roads carry their names themselves
            labels.extend(labels_of(layer, z, x, y))
        groups: dict[str, list[Feature]] = {}
        for feature in layer.features:
            name = drawn_as(layer.name, feature.kind, feature.tags, z)
            if name:
                groups.setdefault(name, []).append(feature)
        for name, features in groups.items():
            rest()
            found = geometry(features)
            if not len(found.starts):
                continue
            xy = (found.xy / layer.extent + (x, y)) * side
            shapes.setdefault(name, []).append(Parts.of(xy, found.starts))
    return Digest({name: _joined(parts) for name, parts in shapes.items()}, labels)


def _joined(parts: list[Parts]) -> Parts:
    if len(parts) == 1:
        return parts[0]
    offsets = np.cumsum([0] + [len(one.xy) for one in parts[:-1]])
    starts = np.concatenate([one.starts + offset for one, offset in zip(parts, offsets, strict=True)])
    return Parts.of(np.concatenate([one.xy for one in parts]), starts)


class TilePainter:
    """Paints tiles of one stack of packs; the stack is fixed for its life. Safe to use from several threads."""

    def __init__(self, stack: list[Reader], rest: Callable[[], None] = straight_on) -> None:
        """``rest`` is called wherever a worker may pause: see :mod:`console.map.gate`."""
        self.stack = stack
        self._rest = rest
        self._lock = threading.Lock()
        self._digests: OrderedDict[tuple[int, int, int, int], Digest | None] = OrderedDict()
        self._own: Base | None = None

    def own(self) -> Base:
        """The built-in data without what a pack shows better."""
        with self._lock:
            if self._own is None:
                self._own = uncovered(base(), self.stack)
            return self._own

    def paint(self, key: TileKey) -> Painted:
        """The finished tile: image of ``px`` × ``px`` device pixels, and the labels that lie in it."""
        look = style(key.night)
        image = QImage(key.px, key.px, QImage.Format.Format_RGB32)
        image.fill(look.sea)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        try:
            self._ground(painter, key, look)
            found = self._stacked(painter, key, look)
        finally:
            painter.end()
        inside = [
            label
            for one, box in found
            for label in one.labels
            if box.left <= label.x < box.right and box.top <= label.y < box.bottom
        ]
        return Painted(image, inside)

    def _ground(self, painter: QPainter, key: TileKey, look: Style) -> None:
        box = key.box
        scale = key.px / (box.right - box.left)
        own = self.own()
        land = own.land.within(box)
        if len(land):
            painter.fillPath(path_of(land, box.left, box.top, scale), QBrush(look.land))
        lakes = own.lakes.within(box)
        if len(lakes):
            painter.fillPath(path_of(lakes, box.left, box.top, scale), QBrush(look.water))

    def _raster(self, painter: QPainter, reader: Reader, key: TileKey) -> None:
        """A raster pack: the tile itself, or the part of the nearest ancestor that it has."""
        for up in range(key.z + 1):
            z, x, y = key.z - up, key.x >> up, key.y >> up
            blob = reader.tile(z, x, y)
            if blob is None:
                continue
            picture = QImage.fromData(blob)
            if picture.isNull() or picture.width() > 4096 or picture.height() > 4096:
                return
            share = picture.width() / (1 << up)
            source = QRectF((key.x - (x << up)) * share, (key.y - (y << up)) * share, share, share)
            painter.drawImage(QRectF(0, 0, key.px, key.px), picture, source)
            if key.night:
                painter.fillRect(0, 0, key.px, key.px, QColor(14, 19, 24, 165))
            return

    def _stacked(self, painter: QPainter, key: TileKey, look: Style) -> list[tuple[Digest, Box]]:
        """The packs from the lowest up; neighbouring vector packs as one sheet. What the names are taken from.

        Built-in rivers and borders lie on the topmost sheet, as they do on a picture.
        """
        found: list[tuple[Digest, Box]] = []
        sheet: list[tuple[Digest, Box]] = []
        for reader in self.stack:
            if reader.pack.raster:
                if sheet:
                    self._vectors(painter, key, look, sheet, None)
                    sheet = []
                self._raster(painter, reader, key)
            else:
                drawn = self._source(reader, key)
                found.extend(drawn)
                sheet.extend(drawn)
        self._vectors(painter, key, look, sheet, self.own())
        return found

    def _source(self, reader: Reader, key: TileKey) -> list[tuple[Digest, Box]]:
        exact = self._digest(reader, key.z, key.x, key.y)
        if exact is not None:
            return [(exact, key.box)]
        parent = self._ancestor(reader, key)
        deeper = key.z + 1
        if key.z in reader.pack.levels or deeper not in reader.pack.levels:
            return [(parent, key.box)] if parent else []
        quarters = [(2 * key.x + i, 2 * key.y + j) for j in (0, 1) for i in (0, 1)]
        children = [self._digest(reader, deeper, x, y) for x, y in quarters]
        if not any(children):
            return [(parent, key.box)] if parent else []
        found: list[tuple[Digest, Box]] = []
        for child, (x, y) in zip(children, quarters, strict=True):
            shown = child or parent
            if shown is not None:
                found.append((shown, replace(key, z=deeper, x=x, y=y).box))
        return found

    def _ancestor(self, reader: Reader, key: TileKey) -> Digest | None:
        for up in range(1, key.z + 1):
            found = self._digest(reader, key.z - up, key.x >> up, key.y >> up)
            if found is not None:
                return found
        return None

    def _digest(self, reader: Reader, z: int, x: int, y: int) -> Digest | None:
        key = (id(reader), z, x, y)
        with self._lock:
            if key in self._digests:
                self._digests.move_to_end(key)
                return self._digests[key]
        blob = reader.tile(z, x, y)
        made: Digest | None = None
        if blob is not None:
            try:
                made = digest(blob, z, x, y, self._rest)
            except TileError:
                made = None
        with self._lock:
            self._digests[key] = made
            while len(self._digests) > DIGESTS:
                self._digests.popitem(last=False)
        return made

    def _vectors(
        self, painter: QPainter, key: TileKey, look: Style, found: list[tuple[Digest, Box]], own: Base | None
    ) -> None:
        box = key.box
        scale = key.px / (box.right - box.left)
        zoom = key.step / 4.0
        sheets = [(one.shapes, clip) for one, clip in found]
        if own is not None:
            sheets.append(({"river": own.rivers, "border": own.borders}, box))
        for name, colour in FILLS.items():
            for shapes, clip in sheets:
                if name in shapes:
                    self._clip(painter, clip, box, scale)
                    self._rest()
                    brush = QBrush(getattr(look, colour))
                    for some in in_pieces(shapes[name].within(_grown(clip, 0.02))):
                        painter.fillPath(path_of(some, box.left, box.top, scale), brush)
                        self._rest()
        factor = key.px / 512 / 2 ** (zoom - key.z)
        for cased in (True, False):
            for name, stroke in STROKES.items():
                wide = width(stroke, zoom)
                if wide <= 0.15 or (cased and not stroke.cased(wide)):
                    continue
                painter.setPen(_pen(stroke, wide, look, cased, factor))
                for shapes, clip in sheets:
                    if name in shapes:
                        self._clip(painter, clip, box, scale)
                        self._rest()
                        self._stroke(painter, shapes[name].within(_grown(clip, 0.02)), box, scale)

    @staticmethod
    def _clip(painter: QPainter, clip: Box, box: Box, scale: float) -> None:
        if clip == box:
            painter.setClipping(False)
        else:
            left, top = round((clip.left - box.left) * scale), round((clip.top - box.top) * scale)
            right, bottom = round((clip.right - box.left) * scale), round((clip.bottom - box.top) * scale)
            painter.setClipRect(left, top, right - left, bottom - top)

    def _stroke(self, painter: QPainter, parts: Parts, box: Box, scale: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ends = np.append(parts.starts[1:], len(parts.xy))
        for at in range(0, len(parts), CHUNK):
            some = _some(parts, at, min(at + CHUNK, len(parts)), ends)
            painter.drawPath(path_of(some, box.left, box.top, scale))
            self._rest()


def _grown(box: Box, share: float) -> Box:
    by = (box.right - box.left) * share
    return Box(box.left - by, box.top - by, box.right + by, box.bottom + by)


def _pen(stroke: Stroke, wide: float, look: Style, cased: bool, factor: float) -> QPen:
    plain = stroke.colour if stroke.cased(wide) else stroke.thin or stroke.colour
    colour = getattr(look, stroke.case_colour if cased else plain)
    pen = QPen(colour, (wide + (2 * stroke.case if cased else 0.0)) * factor)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if stroke.dash and not cased:
        pen.setDashPattern(list(stroke.dash))
    elif not cased:
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen
