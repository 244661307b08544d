"""One picture that holds many small ones, so that hundreds of them are drawn in one call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from shiboken6 import Shiboken

WIDE, HIGH = 1024, 512
"""Device px of the sheet; when it is full it begins anew."""


class Sheet:
    """Copies pictures into shelves as they are first drawn. GUI thread."""

    def __init__(self) -> None:
        self._picture = QPixmap()
        self._where: dict[int, tuple[float, float, float, float]] = {}
        self._x = self._y = self._shelf = 0

    def draw(
        self, painter: QPainter, pictures: Sequence[QPixmap], lefts: Sequence[float], tops: Sequence[float], dpr: float
    ) -> None:
        """Draw ``pictures`` with their corners at these pixels, ``dpr`` of the painter's device each."""
        if not pictures:
            return
        where = [self._where.get(one.cacheKey()) for one in pictures]
        if None in where:
            if not all(self._add(one) for one in pictures) and not self._anew(pictures):
                for one, x, y in zip(pictures, lefts, tops, strict=True):
                    painter.drawPixmap(QRectF(x, y, one.width() / dpr, one.height() / dpr), one, QRectF(one.rect()))
                return
            where = [self._where[one.cacheKey()] for one in pictures]
        rows = np.zeros((len(pictures), 10))  # QPainter::PixmapFragment: middle, source, scale, rotation, opacity
        rows[:, 2:6] = where
        rows[:, 0] = np.rint(np.asarray(lefts) * dpr) + rows[:, 4] / 2
        rows[:, 1] = np.rint(np.asarray(tops) * dpr) + rows[:, 5] / 2
        rows[:, 6:8] = rows[:, 9:] = 1.0
        first = cast("QPainter.PixmapFragment", Shiboken.wrapInstance(rows.ctypes.data, QPainter.PixmapFragment))
        painter.save()
        painter.scale(1 / dpr, 1 / dpr)
        painter.drawPixmapFragments(first, len(pictures), self._picture)
        painter.restore()

    def _anew(self, pictures: Sequence[QPixmap]) -> bool:
        self._where.clear()
        self._picture = QPixmap()
        return all(self._add(one) for one in pictures)

    def _add(self, picture: QPixmap) -> bool:
        """False if there is no room left."""
        if picture.cacheKey() in self._where:
            return True
        if self._picture.isNull():
            self._picture = QPixmap(WIDE, HIGH)
            self._picture.fill(Qt.GlobalColor.transparent)
            self._x = self._y = self._shelf = 0
        wide, high = picture.width(), picture.height()
        if self._x + wide > WIDE:
            self._x, self._y, self._shelf = 0, self._y + self._shelf, 0
        if wide > WIDE or self._y + high > HIGH:
            return False
        copier = QPainter(self._picture)
        copier.drawPixmap(self._x, self._y, wide, high, picture)
        copier.end()
        self._where[picture.cacheKey()] = (float(self._x), float(self._y), float(wide), float(high))
        self._x += wide
        self._shelf = max(self._shelf, high)
        return True
