"""What moves the playhead: play and pause, steps, speeds, events, another interval; and whom the map follows."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QToolButton, QWidget

from console import icons
from console.page import MARKS
from console.review.feed import SPEEDS, ReviewFeed
from console.theme import Theme

STEP = 5.0
"""s a step goes."""


class Transport(QWidget):
    """The row of buttons over the time line. ``last`` and ``next`` ask for an event, ``interval`` for other bounds,
    ``events`` for the list of what happened; ``follow`` carries the id of the unit the map is to follow.
    """

    last = Signal()
    next = Signal()
    events = Signal()
    follow = Signal(str)
    interval = Signal()

    def __init__(self, feed: ReviewFeed, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed, self._theme = feed, theme
        self.play = self._tool(self.tr("Play, or pause (Space)"), self.toggle)
        self.back = self._button("◂", self.tr("The event before (,); the emergency before ([)"), self.last.emit)
        self.forth = self._button("▸", self.tr("The next event (.); the next emergency (])"), self.next.emit)
        self.less = self._button(f"−{STEP:g} s", self.tr("A step back"), lambda: feed.step(-STEP))
        self.more = self._button(f"+{STEP:g} s", self.tr("A step on"), lambda: feed.step(STEP))
        self.list = self._button(self.tr("Events"), self.tr("What happened in this interval (E)"), self.events.emit)
        self.followed = Followed(feed, self)
        self.followed.activated.connect(lambda: self.follow.emit(str(self.followed.currentData())))
        self.speeds = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 0)
        row.setSpacing(6)
        for widget in (self.back, self.less, self.play, self.more, self.forth):
            row.addWidget(widget)
        row.addSpacing(8)
        for number, speed in enumerate(SPEEDS):
            chip = QPushButton(f"{speed:g}×", self)
            chip.setProperty("chip", True)
            chip.setCheckable(True)
            chip.setChecked(speed == feed.speed)
            chip.setAccessibleName(self.tr("{speed} times as fast as life").format(speed=f"{speed:g}"))
            chip.setFixedWidth(42)
            chip.setStyleSheet("padding: 0;")
            self.speeds.addButton(chip, number)
            row.addWidget(chip)
        self.speeds.idClicked.connect(lambda number: feed.set_speed(SPEEDS[number]))
        row.addSpacing(8)
        row.addWidget(self.list)
        row.addWidget(self.followed)
        row.addStretch(1)
        self.set = self._button(
            self.tr("Interval …"), self.tr("Show another interval of this journal"), self.interval.emit
        )
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

    def _show(self) -> None:
        name = "pause" if self._feed.running else "play"
        self.play.setIcon(icons.icon(name, self._theme.palette.text, 20))
        chip = self.speeds.button(SPEEDS.index(self._feed.speed))
        if chip is not None:
            chip.setChecked(True)

    def show_followed(self, unit: str) -> None:
        """The map follows this unit now; empty: none."""
        self.followed.fill(unit)

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


class Followed(QComboBox):
    """Whom the map follows: nobody, or one of the units that have a position."""

    def __init__(self, feed: ReviewFeed, parent: QWidget) -> None:
        super().__init__(parent)
        self._feed = feed
        self.setAccessibleName(self.tr("Whom the map follows"))
        self.setToolTip(self.tr("Follow a unit (Z: the selected one). Between two fixes it stays where the last was."))
        self.setMinimumWidth(150)
        chevron = (MARKS / "chevron.svg").as_posix()
        self.setStyleSheet(
            "QComboBox::drop-down { border: none; width: 22px; }"
            f'QComboBox::down-arrow {{ image: url("{chevron}"); width: 12px; height: 12px; }}'
        )
        self.fill("")

    def fill(self, unit: str) -> None:
        """Offer the units there are now; ``unit`` is followed."""
        units = [one for one in self._feed.facts.units.values() if one.fix is not None or one.id == unit]
        self.clear()
        self.addItem(self.tr("Follow nobody"), "")
        for one in sorted(units, key=lambda each: each.callsign or each.id):
            self.addItem(self.tr("Follow {unit}").format(unit=one.callsign or one.id), one.id)
        self.setCurrentIndex(max(0, self.findData(unit)))

    def showPopup(self) -> None:
        """The units there are now."""
        self.fill(str(self.currentData()))
        super().showPopup()
