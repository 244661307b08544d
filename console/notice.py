"""The status line: one sentence for some seconds at the foot of the window."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from console.theme import BODY, SEMIBOLD, Theme

SECONDS = 8
HEIGHT = 36


class Notice(QWidget):
    """A plate over the foot of the window; a click or some seconds take it away. A grave one stays until clicked."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._window = theme, parent
        self.text = ""
        self._grave = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self.hide()
        theme.changed.connect(self.update)

    def say(self, sentence: str, grave: bool = False) -> None:
        """Show ``sentence``."""
        if not sentence:
            return
        self.text, self._grave = sentence, grave
        self.setAccessibleName(sentence)
        self.place()
        self.show()
        self.raise_()
        self.update()
        self._timer.stop()
        if not grave:
            self._timer.start(SECONDS * 1000)

    def place(self) -> None:
        """Stand at the foot of the window, in the middle."""
        window = self._window
        wide = min(self.sizeHint().width(), window.width() - 40)
        self.setGeometry((window.width() - wide) // 2, window.height() - HEIGHT - 16, wide, HEIGHT)

    def sizeHint(self) -> QSize:
        """As wide as the sentence."""
        metrics = QFontMetricsF(self._theme.font(BODY, SEMIBOLD))
        return QSize(round(metrics.horizontalAdvance(self.text)) + 40, HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Read: away."""
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw plate and sentence."""
        palette = self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(palette.warn, 2 if self._grave else 1))
        painter.setBrush(palette.panel)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        font = self._theme.font(BODY, SEMIBOLD)
        painter.setFont(font)
        painter.setPen(palette.text)
        words = QFontMetricsF(font).elidedText(self.text, Qt.TextElideMode.ElideRight, self.width() - 36)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
