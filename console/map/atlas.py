"""One picture with every unit symbol in use: agency shape and colour, heading, faded, doubtful."""

from __future__ import annotations

import math
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QPixmap
from shiboken6 import Shiboken

from console.map.table import DOUBTFUL, FADED, HEADINGS, NO_HEADING
from console.shapes import UNKNOWN, draw_unit_symbol
from console.theme import BOLD, Palette
from units.findings import AgencyInfo

SYMBOL = 19.0
"""Side of a symbol, px."""
CELL = 44
"""Side of a cell of the atlas, px: symbol, heading tick and mark."""
ACROSS = 24
_FIELDS = 10
"""Of QPainter::PixmapFragment: x, y, sourceLeft, sourceTop, width, height, scaleX, scaleY, rotation, opacity."""


class Atlas:
    """Symbols are drawn when first needed and kept; another theme or another configuration begins anew."""

    def __init__(self) -> None:
        self._cells: dict[int, int] = {}
        self._picture = QPixmap()
        self._for: tuple[bool, float] | None = None
        self._agencies: list[AgencyInfo] = []
        self._palette: Palette | None = None
        self._dpr = 1.0

    def begin(self, palette: Palette, dpr: float, agencies: list[AgencyInfo]) -> None:
        """Say what the symbols must look like; ``agencies`` by the index that the table uses."""
        if self._for != (palette.night, dpr) or self._agencies != agencies:
            self._cells.clear()
            self._picture = QPixmap()
            self._for = (palette.night, dpr)
            self._agencies = list(agencies)
            self._palette = palette
            self._dpr = dpr

    @property
    def side(self) -> int:
        """Side of a cell in device pixels."""
        return math.ceil(CELL * self._dpr)

    def draw(
        self,
        painter: QPainter,
        xs: NDArray[np.float64],
        ys: NDArray[np.float64],
        agency: NDArray[np.int16],
        look: NDArray[np.uint8],
        heading: NDArray[np.uint8],
    ) -> None:
        """Draw symbols centred at logical pixels ``xs``, ``ys``, all in one call."""
        count = len(xs)
        if not count:
            return
        codes = (agency.astype(np.int64) * 4 + look) * (HEADINGS + 1) + heading
        kinds, which = np.unique(codes, return_inverse=True)
        cells = np.array([self._cell(int(code)) for code in kinds], np.int64)[which]
        side, dpr = self.side, self._dpr
        rows = np.empty((count, _FIELDS))
        rows[:, 0] = np.round(xs * dpr - side / 2) + side / 2
        rows[:, 1] = np.round(ys * dpr - side / 2) + side / 2
        rows[:, 2] = cells % ACROSS * side
        rows[:, 3] = cells // ACROSS * side
        rows[:, 4:6] = side
        rows[:, 6:8] = 1.0
        rows[:, 8] = 0.0
        rows[:, 9] = 1.0
        first = cast("QPainter.PixmapFragment", Shiboken.wrapInstance(rows.ctypes.data, QPainter.PixmapFragment))
        painter.save()
        painter.scale(1 / dpr, 1 / dpr)
        painter.drawPixmapFragments(first, count, self._picture)
        painter.restore()

    def _cell(self, code: int) -> int:
        if code not in self._cells:
            cell = self._cells[code] = len(self._cells)
            rest, heading = divmod(code, HEADINGS + 1)
            agency, look = divmod(rest, 4)
            self._paint(cell, agency, look, heading)
        return self._cells[code]

    def _paint(self, cell: int, agency: int, look: int, heading: int) -> None:
        assert self._palette is not None
        side = self.side
        if cell // ACROSS * side >= self._picture.height():
            larger = QPixmap(ACROSS * side, max(2 * side, 2 * self._picture.height()))
            larger.fill(Qt.GlobalColor.transparent)
            if not self._picture.isNull():
                copier = QPainter(larger)
                copier.drawPixmap(0, 0, self._picture)
                copier.end()
            self._picture = larger
        painter = QPainter(self._picture)
        painter.translate(cell % ACROSS * side + side / 2, cell // ACROSS * side + side / 2)
        painter.scale(self._dpr, self._dpr)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        who = self._agencies[agency] if agency < len(self._agencies) else UNKNOWN
        _symbol(painter, who, look, heading, self._palette)
        painter.end()


def _symbol(painter: QPainter, agency: AgencyInfo, look: int, heading: int, palette: Palette) -> None:
    faded = 0.42 if look & FADED else 1.0
    if heading != NO_HEADING:
        painter.save()
        painter.setOpacity(faded)
        painter.rotate(heading * 360 / HEADINGS)
        # A stroke from the middle outwards, the symbol drawn over it: triangles belong to emergencies alone.
        line = QLineF(0, 0, 0, -SYMBOL * 0.5 - 9.0)
        for colour, width in ((palette.panel, 5.4), (palette.text, 2.6)):
            pen = QPen(colour, width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(line)
        painter.restore()
    draw_unit_symbol(painter, QPointF(0, 0), SYMBOL, agency, palette, faded)
    if look & DOUBTFUL:
        spot = QRectF(4.0, -15.0, 12.0, 12.0)
        painter.setPen(QPen(palette.warn, 1.2))
        painter.setBrush(palette.panel)
        painter.drawEllipse(spot)
        font = QFont(painter.font())
        font.setPixelSize(9)
        font.setWeight(QFont.Weight(BOLD))
        painter.setFont(font)
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, "?")
