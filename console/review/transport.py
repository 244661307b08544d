"""What moves the playhead: play and pause, speeds, next and last event, another interval."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from console import icons
from console.moment import Moment
from console.review.feed import SPEEDS, ReviewFeed
from console.theme import Theme


class Transport(QWidget):
    """The row of buttons over the time line. ``last`` and ``next`` ask for an event, ``interval`` for other bounds."""

    last = Signal()
    next = Signal()
    interval = Signal(float, float)

    def __init__(self, feed: ReviewFeed, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed, self._theme = feed, theme
        self.play = self._tool(self.tr("Play, or pause (Space)"), self.toggle)
        self.back = self._button("◂", self.tr("The event before (,)"), self.last.emit)
        self.forth = self._button("▸", self.tr("The next event (.)"), self.next.emit)
        self.speeds = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 0)
        row.setSpacing(8)
        for widget in (self.play, self.back, self.forth):
            row.addWidget(widget)
        row.addSpacing(16)
        for speed in SPEEDS:
            chip = QPushButton(f"{speed}×", self)
            chip.setCheckable(True)
            chip.setChecked(speed == feed.speed)
            chip.setAccessibleName(self.tr("{speed} times as fast as life").format(speed=speed))
            self.speeds.addButton(chip, speed)
            row.addWidget(chip)
        self.speeds.idClicked.connect(feed.set_speed)
        row.addStretch(1)
        self.since = Moment(self.tr("From"), feed.since)
        self.until = Moment(self.tr("To"), feed.until)
        self.set = QPushButton(self.tr("Show this interval"), self)
        self.set.clicked.connect(self._ask)
        row.addWidget(self.since)
        row.addWidget(QLabel("–", self))
        row.addWidget(self.until)
        row.addWidget(self.set)
        feed.state_changed.connect(self._show)
        theme.changed.connect(self._show)
        self._show()

    def toggle(self) -> None:
        """Play, or pause."""
        if self._feed.running:
            self._feed.pause()
        else:
            self._feed.play()

    def faster(self, steps: int) -> None:
        """The next speed up (1) or down (−1)."""
        at = SPEEDS.index(self._feed.speed) + steps
        if 0 <= at < len(SPEEDS):
            self._feed.set_speed(SPEEDS[at])

    def _ask(self) -> None:
        since, until = self.since.wall, self.until.wall
        if until > since:
            self.interval.emit(since, until)

    def _show(self) -> None:
        name = "pause" if self._feed.running else "play"
        self.play.setIcon(icons.icon(name, self._theme.palette.text, 20))
        chip = self.speeds.button(self._feed.speed)
        if chip is not None:
            chip.setChecked(True)

    def _tool(self, name: str, act: object) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.clicked.connect(act)
        return button

    def _button(self, text: str, name: str, act: object) -> QToolButton:
        button = self._tool(name, act)
        button.setText(text)
        return button
