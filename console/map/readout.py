"""The plate in the map's corner: a scale bar, and what is under the pointer in the chosen coordinate system."""

from __future__ import annotations

import math

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from console.map import grid
from console.map.camera import Camera
from console.map.errands import Errands
from console.theme import SMALL, Theme

LONGEST = 96
"""The scale bar never gets longer than this, px."""


def bar(metres_per_px: float) -> tuple[float, float]:
    """(metres, px) of the longest round scale bar of 1, 2 or 5 that fits."""
    most = metres_per_px * LONGEST
    magnitude = 10.0 ** math.floor(math.log10(most))
    metres = next(step * magnitude for step in (5, 2, 1) if step * magnitude <= most)
    return metres, metres / metres_per_px


class Readout(QAbstractButton):
    """Shows scale and coordinates; a click goes to the next coordinate system."""

    sized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bar = (10_000.0, 60.0)
        self._step = 10
        self._place: tuple[float, float] | None = None
        self.system = grid.LKS94 if QLocale().language() == QLocale.Language.Lithuanian else grid.LKS92
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Scale and coordinates"))
        self.setToolTip(self.tr("Coordinates under the pointer. Click for another coordinate system."))
        self.clicked.connect(self._next)
        self._errands = Errands(1, "map-grids", self)
        self._ready = False
        self.resize(self.sizeHint())

    def prepare(self) -> None:
        """Load the grids in a thread; coordinates are shown when they are there."""
        if not self._ready and not self._errands.busy:
            self._errands.run(grid.prepare, self._prepared)

    def _prepared(self, _nothing: None) -> None:
        self._ready = True
        self._fit()

    def stop(self) -> None:
        """Wait for the thread."""
        self._errands.stop()

    def show_camera(self, camera: Camera) -> None:
        """The map's scale is now this."""
        self._step = 1 if camera.metres_per_px() < 4 else 10
        now = bar(camera.metres_per_px())
        if now != self._bar:
            self._bar = now
            self._fit()

    def show_place(self, lat: float, lon: float) -> None:
        """The pointer (or the map's centre) is here."""
        self._place = (lat, lon)
        self._fit()

    def words(self) -> str:
        """What is written: ``10 km · LKS-92 N 192 340 E 659 870``."""
        metres = self._bar[0]
        scale = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
        return (
            scale
            if self._place is None or not self._ready
            else f"{scale} · {grid.written(*self._place, self.system, self._step)}"
        )

    def _next(self) -> None:
        self.system = grid.SYSTEMS[(grid.SYSTEMS.index(self.system) + 1) % len(grid.SYSTEMS)]
        self._fit()

    def _fit(self) -> None:
        size = self.sizeHint()
        if size.width() > self.width() or size.width() < self.width() - 24:
            self.resize(size)
            self.sized.emit()
        self.update()

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(self._theme.font(SMALL)).horizontalAdvance(self.words())
        return QSize(int(self._bar[1]) + wide + 30, 26)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plate = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(palette.accent if self.hasFocus() else palette.line, 2 if self.hasFocus() else 1))
        painter.setBrush(palette.panel)
        painter.drawRoundedRect(plate, 4, 4)
        length = self._bar[1]
        painter.setPen(QPen(palette.text, 1.6))
        y = self.height() / 2 + 3.5
        painter.drawPolyline([QPointF(10, y - 6), QPointF(10, y), QPointF(10 + length, y), QPointF(10 + length, y - 6)])
        painter.setFont(self._theme.font(SMALL))
        painter.setPen(palette.text)
        rest = QRectF(10 + length + 9, 0, self.width() - length - 20, self.height())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.words())
        painter.end()
