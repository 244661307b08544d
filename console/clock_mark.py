"""The mark beside the time: no time source keeps this clock right. Shape and sentence, never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console import times, words
from console.live import Feed
from console.shapes import draw_mark
from console.theme import Theme


class ClockMark(QWidget):
    """A struck clock beside the time while no time source keeps it right; the sentence is its tooltip."""

    def __init__(self, feed: Feed, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed, self._theme = feed, theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def words(self) -> str:
        """What is so, and since when; empty while the clock is kept right or nobody can say."""
        since = self._feed.facts.unsynchronised
        if not since:
            return ""
        return self.tr("CLOCK NOT SYNCHRONISED since {time}").format(time=times.moment(since, self._feed.now()))

    def why(self) -> str:
        """The reason, as a sentence."""
        said = words.clock_why(self._feed.facts.clock_why)
        return said[:1].upper() + said[1:] + "."

    def sizeHint(self) -> QSize:
        """As high as the bar."""
        return QSize(26, 40)

    def refresh(self) -> None:
        """It may have changed."""
        said = self.words()
        self.setVisible(bool(said))
        self.setAccessibleName(said)
        self.setToolTip(f"{said}\n{self.why()}" if said else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark."""
        painter = QPainter(self)
        draw_mark(painter, QPointF(self.width() / 2 + 2, self.height() / 2), "clock-alone", self._theme.palette)
