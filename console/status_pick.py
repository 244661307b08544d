"""Status by hand in two keys: S, then the letter of the status. Most crews report by voice."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from console import words
from console.live import Feed
from console.theme import LARGE, SEMIBOLD, Theme
from units import book
from units.actions import StatusSet
from units.book import EMERGENCY
from units.fold import fold
from units.state import Status, Unit


class StatusPick(QWidget):
    """The status book's rows for one unit, each with its letter. ``closed`` when one was set or none."""

    closed = Signal()

    def __init__(self, feed: Feed, theme: Theme, unit: Unit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed, self._unit = feed, unit.id
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        title = QLabel(self.tr("Status of {unit}").format(unit=unit.callsign or unit.id))
        title.setFont(theme.font(LARGE, SEMIBOLD))
        title.setStyleSheet(f"font-size: {LARGE}px; font-weight: {SEMIBOLD};")
        self.setAccessibleName(title.text())
        self._letters: dict[str, int] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(title)
        grid = QGridLayout()
        grid.setSpacing(8)
        column.addLayout(grid)
        rows = offered([row for row in book.offered(feed.facts, unit.agency) if row.code != EMERGENCY])
        for place, status in enumerate(rows):
            grid.addWidget(self._button(status, unit), place // 2, place % 2)
        if not rows:
            column.addWidget(QLabel(self.tr("The status book is empty: fill it in the roster page.")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter sets its status."""
        code = self._letters.get(event.text().upper())
        if code is not None:
            self._set(code)
        else:
            event.ignore()

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        """Letters count while a button of this has the focus too."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            code = self._letters.get(event.text().upper()) if event.text() else None
            if code is not None:
                self._set(code)
                return True
        return False

    def event(self, event: QEvent) -> bool:
        """The letters are ours while this is open: no shortcut of the window takes them."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.text().upper() in self._letters
        ):
            event.accept()
            return True
        return super().event(event)

    def focus_first(self) -> None:
        """The keys come here, not to a button."""
        self.setFocus()

    def _button(self, status: Status, unit: Unit) -> QPushButton:
        name = words.status_name(self._feed.facts, status.code, unit.agency)
        letter = status.key.upper()
        if letter and letter not in self._letters:
            self._letters[letter] = status.code
        button = QPushButton(f"{letter}   {name}" if letter else name)
        button.setStyleSheet("text-align: left;")
        button.setMinimumWidth(200)
        button.setCheckable(True)
        now = book.meaning(self._feed.facts, unit.status, unit.agency) if unit.status is not None else None
        button.setChecked(now is not None and fold(now.en) == fold(status.en))
        button.clicked.connect(lambda _checked=False, code=status.code: self._set(code))
        button.installEventFilter(self)
        return button

    def _set(self, code: int) -> None:
        feed = self._feed
        feed.act(StatusSet(seat=feed.seat, operator=feed.operator, unit=self._unit, code=code))
        self.closed.emit()


def offered(rows: list[Status]) -> list[Status]:
    """Each status once, in the order of the book: two networks that number it differently mean the same word.

    Of several with one name the row with a letter is offered, so that no status is out of reach of two keys.
    """
    chosen: dict[str, Status] = {}
    for row in sorted(rows, key=lambda row: row.code):
        name = fold(row.en)
        if name not in chosen or (row.key and not chosen[name].key):
            chosen[name] = row
    return sorted(chosen.values(), key=lambda row: row.code)
