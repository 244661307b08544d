"""Finished tiles: asked for by key, painted in worker threads, kept while there is room. A missing one never blocks."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from functools import partial

from PySide6.QtCore import QObject, QThreadPool, Signal

from console.map.paint import Painted, TileKey, TilePainter

BYTES = 56 * 1024 * 1024
THREADS = max(1, min(3, (os.cpu_count() or 2) - 1))
"""One core stays the screen's."""


Share = tuple[float, float, float]
"""A square within a tile: left, top, side, as shares of the tile's side."""


class TileStore(QObject):
    """A cache that fills itself. ``ready`` follows when tiles asked for have come; several may come in one."""

    ready = Signal()
    _done = Signal(object, object)

    def __init__(self, painter: TilePainter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._painter = painter
        self._tiles: OrderedDict[TileKey, Painted] = OrderedDict()
        self._bytes = 0
        self._asked: set[TileKey] = set()
        self._wanted: frozenset[TileKey] = frozenset()
        self._lock = threading.Lock()
        self._stopped = False
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(THREADS)
        self._done.connect(self._take)

    def use(self, painter: TilePainter) -> None:
        """Paint with another stack from now on; keys carry the stack, so old tiles simply age out."""
        with self._lock:
            self._painter = painter

    def stop(self) -> None:
        """Finish what is being painted, forget the rest."""
        self._stopped = True
        self._pool.clear()
        self._pool.waitForDone(5000)

    @property
    def busy(self) -> bool:
        """True while tiles are being painted."""
        return bool(self._asked)

    def get(self, key: TileKey) -> Painted | None:
        """The tile if it is there."""
        found = self._tiles.get(key)
        if found is not None:
            self._tiles.move_to_end(key)
        return found

    def want(self, keys: list[TileKey]) -> None:
        """These are needed now, most urgent first; what was asked for before and is not among them is dropped."""
        self._wanted = frozenset(keys)
        for place, key in enumerate(keys):
            if key not in self._tiles and key not in self._asked and not self._stopped:
                self._asked.add(key)
                self._pool.start(partial(self.paint, key), -place)

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

    def paint(self, key: TileKey) -> None:
        """In a worker thread."""
        painted: Painted | None = None
        if key in self._wanted and not self._stopped:
            with self._lock:
                painter = self._painter
            painted = painter.paint(key)
        if not self._stopped:
            self._done.emit(key, painted)

    def _take(self, key: TileKey, painted: Painted | None) -> None:
        self._asked.discard(key)
        if painted is None:
            return
        self._tiles[key] = painted
        self._bytes += painted.image.sizeInBytes()
        room = max(BYTES, 2 * len(self._wanted) * painted.image.sizeInBytes())
        while self._bytes > room:
            _old, dropped = self._tiles.popitem(last=False)
            self._bytes -= dropped.image.sizeInBytes()
        self.ready.emit()
