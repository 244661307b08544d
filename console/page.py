"""A page: a panel of forms or tables inside the window, below the emergency strip, never a window of its own."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from console.theme import SMALL, Palette, Theme

MESSAGE_MS = 10_000
MARKS = Path(__file__).resolve().parent.parent / "resources" / "marks"
"""Pictures a style sheet loads by itself: their colours are fixed in the file."""


class Page(QWidget):
    """Title, close button (Esc), a message line, and whatever is put into ``body``.

    ``closed`` asks whoever shows the page to take it away; ``said`` carries a sentence for the status line.
    """

    closed = Signal()
    said = Signal(str)

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("page")
        self.setAccessibleName(title)
        self.title = QLabel(title, self)
        self.title.setObjectName("pageTitle")
        self.close_button = QPushButton(self.tr("Close"), self)
        self.close_button.setToolTip(self.tr("Esc"))
        self.close_button.clicked.connect(self.closed)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.hide()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self.message.hide)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.message)
        column.addLayout(self.body, 1)
        theme.changed.connect(self._dress)
        self._dress()

    def say(self, sentence: str, good: bool = False) -> None:
        """Show ``sentence`` under the title; a bad one stays until the next, a good one for some seconds."""
        palette = self.theme.palette
        self.message.setStyleSheet(f"color: {(palette.ok if good else palette.warn).name()}; font-weight: 600;")
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))
        self._quiet.stop()
        if good:
            self._quiet.start(MESSAGE_MS)
        self.said.emit(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; other keys belong to the console."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            event.ignore()

    def _dress(self) -> None:
        self.setStyleSheet(_sheet(self.theme.palette))


def _sheet(palette: Palette) -> str:
    names = ("panel", "window", "line", "text", "muted", "accent", "selected_row")
    values = {name: getattr(palette, name).name() for name in names}
    values["chevron"] = (MARKS / "chevron.svg").as_posix()
    values["tick"] = (MARKS / ("tick-night.svg" if palette.night else "tick.svg")).as_posix()
    return _SHEET % values


_SHEET = """
#page { background: %(panel)s; }
#pageTitle { font-size: 18px; font-weight: 600; }
QLabel[quiet="true"] { color: %(muted)s; font-size: 12px; }
QComboBox::drop-down, QDateTimeEdit::drop-down { border: none; width: 22px; }
QComboBox::down-arrow, QDateTimeEdit::down-arrow { image: url("%(chevron)s"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: %(panel)s; border: 1px solid %(line)s; padding: 4px; }
QHeaderView::section { text-align: left; }
QTableView, QTableWidget { background: %(panel)s; gridline-color: %(line)s; border: 1px solid %(line)s;
    selection-background-color: %(selected_row)s; selection-color: %(text)s; }
QTableView:focus { border: 2px solid %(accent)s; }
QTableView::item { padding: 0 8px; }
QTabWidget::pane { border: none; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { color: %(muted)s; padding: 6px 12px; border: none; border-bottom: 2px solid %(line)s; font-weight: 600; }
QTabBar::tab:selected { color: %(accent)s; border-bottom: 2px solid %(accent)s; }
QTabBar::tab:focus { background: %(window)s; }
QCheckBox { spacing: 6px; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid %(muted)s; border-radius: 3px;
    background: %(window)s; }
QCheckBox::indicator:checked { background: %(accent)s; border-color: %(accent)s; image: url("%(tick)s"); }
QCheckBox:focus { color: %(accent)s; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
"""


def quiet(text: str, theme: Theme) -> QLabel:
    """A small grey line of explanation."""
    label = QLabel(text)
    label.setProperty("quiet", True)
    label.setFont(theme.font(SMALL))
    label.setWordWrap(True)
    return label


def form() -> QFormLayout:
    """A form with labels above narrow and beside wide fields, spaced as everything here."""
    made = QFormLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setHorizontalSpacing(16)
    made.setVerticalSpacing(8)
    made.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return made


class Aside(QObject):
    """Work beside the GUI thread: ``run(work, then)`` calls ``work()`` in a thread and ``then(result)`` back here.

    ``result`` is what ``work`` returned or the exception it raised. One piece at a time: a later ``run`` makes the
    earlier one's result unwanted.
    """

    _done = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._then: Callable[[object], None] | None = None
        self._done.connect(self._back)

    @property
    def busy(self) -> bool:
        """True while something is under way."""
        return self._then is not None

    def run(self, work: Callable[[], object], then: Callable[[object], None]) -> None:
        """Start ``work``."""
        self._number += 1
        self._then = then
        threading.Thread(target=self._work, args=(self._number, work), daemon=True).start()

    def drop(self) -> None:
        """The result is no longer wanted."""
        self._number += 1
        self._then = None

    def _work(self, number: int, work: Callable[[], object]) -> None:
        try:
            result: object = work()
        except Exception as error:  # noqa: BLE001 - handed to whoever asked, who knows what can go wrong
            result = error
        with contextlib.suppress(RuntimeError):  # the page was closed and destroyed meanwhile
            self._done.emit(number, result)

    def _back(self, number: int, result: object) -> None:
        if number == self._number and self._then is not None:
            then, self._then = self._then, None
            then(result)
