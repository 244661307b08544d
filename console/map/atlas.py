"""One picture with every unit symbol in use: agency shape and colour, heading, faded, doubtful."""

from __future__ import annotations

import math
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPen, QPixmap
from shiboken6 import Shiboken

from console.map.table import DOUBTFUL, FADED, HEADINGS, LOOKS, NO_HEADING, UNFIXED
from console.shapes import UNKNOWN, draw_unit_symbol
from console.theme import BOLD, Palette
from units.findings import AgencyInfo

SYMBOL = 19.0
"""Side of a symbol, px."""
CELL = 44
"""Side of a cell of the atlas, px: symbol, heading tick and mark."""
ACROSS = 8
"""Cells in a row: a narrow picture keeps the lines of one symbol near each other in memory."""
_FIELDS = 10
"""Of QPainter::PixmapFragment: x, y, sourceLeft, sourceTop, width, height, scaleX, scaleY, rotation, opacity."""


class Atlas:
    """Symbols are drawn when first needed and kept; another theme or another configuration begins anew."""

    def __init__(self) -> None:
        self._cells: dict[int, int] = {}
        self._where: NDArray[np.float64] = np.zeros(
            (0, _FIELDS)
        )  # by code: a fragment whose x, y is what to add to the place
        self._picture = QPixmap()
        self._for: tuple[bool, float] | None = None
        self._agencies: list[AgencyInfo] = []
        self._palette: Palette | None = None
        self._dpr = 1.0

    def begin(self, palette: Palette, dpr: float, agencies: list[AgencyInfo]) -> None:
        """Say what the symbols must look like; ``agencies`` by the index that the table uses."""
        if self._for != (palette.night, dpr) or self._agencies != agencies:
            self._cells.clear()
            self._where = np.zeros((len(agencies) * LOOKS * (HEADINGS + 1), _FIELDS))
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
        codes = (agency.astype(np.int64) * LOOKS + look) * (HEADINGS + 1) + heading
        rows = self._where.take(codes, axis=0)
        if not rows[:, 4].all():
            for code in np.unique(codes[rows[:, 4] == 0]).tolist():
                self._cell(code)
            rows = self._where.take(codes, axis=0)
        side, dpr = self.side, self._dpr
        rows[:, 0] += np.rint(xs * dpr - side / 2)
        rows[:, 1] += np.rint(ys * dpr - side / 2)
        first = cast("QPainter.PixmapFragment", Shiboken.wrapInstance(rows.ctypes.data, QPainter.PixmapFragment))
        painter.save()
        painter.scale(1 / dpr, 1 / dpr)
        painter.drawPixmapFragments(first, count, self._picture)
        painter.restore()

    def _cell(self, code: int) -> None:
        """Draw the symbol, and note which part of its cell is not empty: the rest need not be mixed in."""
        cell = self._cells.setdefault(code, len(self._cells))
        rest, heading = divmod(code, HEADINGS + 1)
        agency, look = divmod(rest, LOOKS)
        self._paint(cell, agency, look, heading)
        side, left, top = self.side, cell % ACROSS * self.side, cell // ACROSS * self.side
        image = self._picture.copy(left, top, side, side).toImage().convertToFormat(QImage.Format.Format_Alpha8)
        bits = np.frombuffer(image.constBits(), np.uint8).reshape(side, image.bytesPerLine())[:, :side]
        rows, columns = np.flatnonzero(bits.any(axis=1)), np.flatnonzero(bits.any(axis=0))
        y0, y1, x0, x1 = int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1
        middle = ((x0 + x1) / 2, (y0 + y1) / 2)
        self._where[code] = (*middle, left + x0, top + y0, x1 - x0, y1 - y0, 1.0, 1.0, 0.0, 1.0)

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
        line = QLineF(0, 0, 0, -SYMBOL * 0.5 - 8.0)
        for colour, width in ((palette.panel, 4.8), (palette.text, 2.4)):
            pen = QPen(colour, width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(line)
        painter.restore()
    draw_unit_symbol(painter, QPointF(0, 0), SYMBOL, agency, palette, faded)
    if not look & (DOUBTFUL | UNFIXED):
        return
    spot = QRectF(4.0, -15.0, 12.0, 12.0)
    painter.setPen(QPen(palette.warn, 1.2))
    painter.setBrush(palette.panel)
    painter.drawEllipse(spot)
    if look & UNFIXED:  # a crossed circle: where it is now even its radio does not know
        painter.drawLine(QLineF(6.0, -5.0, 14.0, -13.0))
    else:
        font = QFont(painter.font())
        font.setPixelSize(9)
        font.setWeight(QFont.Weight(BOLD))
        painter.setFont(font)
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, "?")
