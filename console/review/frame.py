"""The black-and-white hatched frame of a review window, and the plates that say what it shows."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from console.theme import BOLD, Theme

WIDTH = 12
"""Of the frame, px."""
TILE = 24


class HatchedFrame(QWidget):
    """Holds one widget inside the frame."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDTH, WIDTH, WIDTH, WIDTH)
        column.addWidget(content)
        self._hatch = QBrush(_tile())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the hatch."""
        QPainter(self).fillRect(self.rect(), self._hatch)


def _tile() -> QPixmap:
    """One period of the diagonal stripes, both ways seamless."""
    tile = QPixmap(TILE, TILE)
    tile.fill(QColor("white"))
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("black"))
    half = TILE / 2
    for shift in (-TILE, 0, TILE):
        left = float(shift)
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(left, TILE),
                    QPointF(left + half, TILE),
                    QPointF(left + half + TILE, 0),
                    QPointF(left + TILE, 0),
                ]
            )
        )
    painter.end()
    return tile


class Plate(QLabel):
    """A word in capitals on a plate: REVIEW black on white or the other way round, EXERCISE violet."""

    def __init__(self, theme: Theme, words: str, exercise: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._theme, self._exercise = theme, exercise
        self.setFont(theme.font(14, BOLD))
        self.setContentsMargins(12, 2, 12, 2)
        self.setFixedHeight(28)
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        palette = self._theme.palette
        ground = palette.exercise if self._exercise else palette.text
        words = QColor("white") if self._exercise else palette.panel
        self.setStyleSheet(f"background: {ground.name()}; color: {words.name()}; border-radius: 4px; font: 700 14px;")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style sheet draws; a hairline keeps the plate's edge on a ground of its own colour."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.palette.line, 1))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
