"""Finished tiles: asked for by key, painted in worker threads, kept while there is room. A missing one never blocks."""

from __future__ import annotations

import os
import sys
import threading
from collections import OrderedDict

from PySide6.QtCore import QObject, Signal

from console.map.errands import Errands
from console.map.paint import Painted, TileKey, TilePainter

BYTES = 14 * 1024 * 1024
THREADS = max(1, min(3, (os.cpu_count() or 2) - 1))
"""One core stays the screen's."""
SWITCH = 0.0001
"""s after which a thread that computes lets another have the interpreter. A frame asks for it back after every call of
Qt: with Python's 5 ms, one tile being decoded beside it made a frame of 10 ms last 100."""
Share = tuple[float, float, float]
"""A square within a tile: left, top, side, as shares of the tile's side."""


class Desk:
    """What the workers see: which tiles are wanted, most urgent first. No Qt object that lives in the GUI thread."""

    def __init__(self, painter: TilePainter) -> None:
        self.painter = painter
        self._lock = threading.Lock()
        self._wanted: list[TileKey] = []

    def put(self, keys: list[TileKey]) -> None:
        """These are wanted now, and nothing else."""
        with self._lock:
            self._wanted = keys[::-1]

    def paint_next(self) -> tuple[TileKey, Painted] | None:
        """Paint the most urgent tile; None if nothing is wanted any more."""
        with self._lock:
            if not self._wanted:
                return None
            key, painter = self._wanted.pop(), self.painter
        return key, painter.paint(key)


class TileStore(QObject):
    """A cache that fills itself. ``ready`` follows when tiles that were asked for have come."""

    ready = Signal()

    def __init__(self, painter: TilePainter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = Desk(painter)
        self._tiles: OrderedDict[TileKey, Painted] = OrderedDict()
        self._bytes = 0
        self._wanted: frozenset[TileKey] = frozenset()
        self._running = 0
        self._errands = Errands(THREADS, "map-tiles", self)
        self._stopped = False
        sys.setswitchinterval(min(SWITCH, sys.getswitchinterval()))

    def use(self, painter: TilePainter) -> None:
        """Paint with another stack from now on; keys carry the stack, so old tiles simply age out."""
        self._desk.painter = painter

    def stop(self) -> None:
        """Finish what is being painted, forget the rest."""
        self._stopped = True
        self._desk.put([])
        self._errands.stop()

    @property
    def busy(self) -> bool:
        """True while tiles are being painted."""
        return self._errands.busy

    def get(self, key: TileKey) -> Painted | None:
        """The tile if it is there."""
        found = self._tiles.get(key)
        if found is not None:
            self._tiles.move_to_end(key)
        return found

    def want(self, keys: list[TileKey]) -> None:
        """These are needed now, most urgent first; what was asked for before and is not among them is dropped."""
        if self._stopped:
            return
        self._wanted = frozenset(keys)
        missing = [key for key in keys if key not in self._tiles]
        self._desk.put(missing)
        while self._running < min(THREADS, len(missing)):
            self._send()

    def _send(self) -> None:
        self._running += 1
        self._errands.run(self._desk.paint_next, self._take)

    def _take(self, done: tuple[TileKey, Painted] | None) -> None:
        """A worker came home: keep its tile and send it for the next one; it ends when nothing is wanted."""
        self._running -= 1
        if done is None or self._stopped:
            return
        self._send()
        key, painted = done
        if key in self._tiles:
            return
        self._tiles[key] = painted
        self._bytes += painted.image.sizeInBytes()
        room = max(BYTES, (len(self._wanted) + 2) * painted.image.sizeInBytes())
        while self._bytes > room:
            _old, dropped = self._tiles.popitem(last=False)
            self._bytes -= dropped.image.sizeInBytes()
        self.ready.emit()

    def stand_in(self, key: TileKey) -> list[tuple[Painted, Share, Share]]:
        """What to show, scaled, while a tile is missing: (tile, the part of it, where in the missing one)."""
        children = []
        whole = (0.0, 0.0, 1.0)
        for other, tile in reversed(self._tiles.items()):
            if other.night != key.night or other.stack != key.stack:
                continue
            up = key.z - other.z
            if 0 <= up <= 5 and (key.x >> up, key.y >> up) == (other.x, other.y):
                side = 1.0 / (1 << up)
                part = ((key.x - (other.x << up)) * side, (key.y - (other.y << up)) * side, side)
                return [(tile, part, whole)]
            if up == -1 and (other.x >> 1, other.y >> 1) == (key.x, key.y):
                children.append((tile, whole, ((other.x & 1) / 2, (other.y & 1) / 2, 0.5)))
        return children
