"""Every key of the console, in one table: what the window binds and what the sheet of keys shows.

Letters never act from a text field: a shortcut of one letter is not even offered while something is being typed.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

_TABLE: list[tuple[str, str, object]] = [
    ("F1", "acknowledge", QT_TRANSLATE_NOOP("keys", "Acknowledge the emergency (unsigned: silence it here for 60 s)")),
    ("Shift+F1", "silence", QT_TRANSLATE_NOOP("keys", "Silence the emergency here for 60 s")),
    ("Ctrl+F1", "hear-alarm", QT_TRANSLATE_NOOP("keys", "Hear the emergency's call")),
    ("Alt+F1", "next-alarm", QT_TRANSLATE_NOOP("keys", "Show the next emergency")),
    ("Ctrl+1", "verdict-real", QT_TRANSLATE_NOOP("keys", "Close the acknowledged emergency: real")),
    ("Ctrl+2", "verdict-false", QT_TRANSLATE_NOOP("keys", "Close the acknowledged emergency: false")),
    ("Ctrl+3", "verdict-test", QT_TRANSLATE_NOOP("keys", "Close the acknowledged emergency: test")),
    *((f"F{n}", f"tile-{n}", QT_TRANSLATE_NOOP("keys", "Select a talk-group")) for n in range(2, 13)),
    *(
        (f"Shift+F{n}", f"tile-too-{n}", QT_TRANSLATE_NOOP("keys", "Select a talk-group too: one press speaks to all"))
        for n in range(2, 13)
    ),
    (
        "R",
        "recall",
        QT_TRANSLATE_NOOP("keys", "Hear the selected talk-group's last call again; once more: the one before"),
    ),
    ("Shift+R", "recall-stop", QT_TRANSLATE_NOOP("keys", "Stop what is played back")),
    ("Ctrl+Shift+R", "recall-list", QT_TRANSLATE_NOOP("keys", "The selected talk-group's last calls")),
    (",", "slower", QT_TRANSLATE_NOOP("keys", "Play back slower")),
    (".", "faster", QT_TRANSLATE_NOOP("keys", "Play back faster")),
    ("Ctrl+H", "unheard", QT_TRANSLATE_NOOP("keys", "What nobody heard: play it, or say why it needs no hearing")),
    ("Ctrl+Y", "amber", QT_TRANSLATE_NOOP("keys", "Amber list: fences, borders; acknowledge, dismiss")),
    ("Ctrl+Shift+Y", "fences", QT_TRANSLATE_NOOP("keys", "Fences: draw, change, remove")),
    (
        "Ctrl+Shift+A",
        "all-call",
        QT_TRANSLATE_NOOP("keys", "All-call: the next push-to-talk speaks to all talk-groups, before all else; or not"),
    ),
    ("Ctrl+P", "patches", QT_TRANSLATE_NOOP("keys", "Patch talk-groups: join them, break a patch")),
    ("H", "hold", QT_TRANSLATE_NOOP("keys", "Hear the selected talk-group alone, or all again")),
    ("M", "mute", QT_TRANSLATE_NOOP("keys", "Mute the selected talk-group, or hear it again")),
    ("O", "monitor", QT_TRANSLATE_NOOP("keys", "Do not hear the selected talk-group (it is recorded), or monitor it")),
    ("+", "louder", QT_TRANSLATE_NOOP("keys", "The selected talk-group louder")),
    ("-", "quieter", QT_TRANSLATE_NOOP("keys", "The selected talk-group quieter")),
    ("S", "status", QT_TRANSLATE_NOOP("keys", "Set the selected unit's status: then its letter")),
    ("Ctrl+T", "text", QT_TRANSLATE_NOOP("keys", "Write a text to the selected unit")),
    ("Ctrl+L", "locate", QT_TRANSLATE_NOOP("keys", "Show the selected unit on the map")),
    ("Z", "follow", QT_TRANSLATE_NOOP("keys", "Keep the selected unit in view on the map, or stop")),
    ("Ctrl+K", "track", QT_TRANSLATE_NOOP("keys", "Show where the selected unit went, or stop")),
    ("Ctrl+F", "filter", QT_TRANSLATE_NOOP("keys", "Filter the stream")),
    ("Ctrl+E", "note", QT_TRANSLATE_NOOP("keys", "Write a log entry")),
    ("Ctrl+U", "units", QT_TRANSLATE_NOOP("keys", "Go to the unit board")),
    ("Ctrl+M", "map", QT_TRANSLATE_NOOP("keys", "Go to the map")),
    ("Ctrl+N", "nearest", QT_TRANSLATE_NOOP("keys", "Units nearest to the selected unit, or to the place searched")),
    ("L", "lasso", QT_TRANSLATE_NOOP("keys", "Draw round several units on the map, or stop")),
    ("Ctrl+Shift+U", "gather", QT_TRANSLATE_NOOP("keys", "Choose several units by agency and status")),
    ("D", "measure", QT_TRANSLATE_NOOP("keys", "Measure on the map: distance, direction, area; or stop")),
    ("Ctrl+G", "call-log", QT_TRANSLATE_NOOP("keys", "Call log: search, listen, export")),
    ("Ctrl+B", "traffic", QT_TRANSLATE_NOOP("keys", "Traffic: who spoke how much in the last hour")),
    ("Ctrl+J", "review", QT_TRANSLATE_NOOP("keys", "Look back: replay this journal in a window of its own")),
    ("Ctrl+R", "roster", QT_TRANSLATE_NOOP("keys", "Roster and status book")),
    ("Ctrl+D", "gateways", QT_TRANSLATE_NOOP("keys", "Gateways: set up, test")),
    ("Ctrl+Shift+D", "fitness", QT_TRANSLATE_NOOP("keys", "Fit for duty: measure the room, print the slip")),
    ("Ctrl+O", "sign-on", QT_TRANSLATE_NOOP("keys", "Sign on, off, hand over")),
    ("N", "night", QT_TRANSLATE_NOOP("keys", "Night or day")),
    ("Ctrl+Shift+1", "detach-tiles", QT_TRANSLATE_NOOP("keys", "Detach the talk-groups, or put them back")),
    ("Ctrl+Shift+2", "detach-board", QT_TRANSLATE_NOOP("keys", "Detach the units, or put them back")),
    ("Ctrl+Shift+3", "detach-stream", QT_TRANSLATE_NOOP("keys", "Detach the stream, or put it back")),
    ("Ctrl+Shift+4", "detach-detail", QT_TRANSLATE_NOOP("keys", "Detach the detail, or put it back")),
    ("Ctrl+Shift+0", "reset-layout", QT_TRANSLATE_NOOP("keys", "Put every panel back where it belongs")),
    ("Ctrl+Shift+F", "full-screen", QT_TRANSLATE_NOOP("keys", "Whole screen, or a window")),
    ("Ctrl+I", "about", QT_TRANSLATE_NOOP("keys", "About Kopa: version, journal, signing key")),
    ("?", "keys", QT_TRANSLATE_NOOP("keys", "All keys")),
]
KEYS: list[tuple[str, str, str]] = [(sequence, name, str(description)) for sequence, name, description in _TABLE]
"""(sequence, name, description in English, translated in the context ``keys``), in the order of the sheet.

The push-to-talk key is no shortcut and not here: see :mod:`console.ptt` (right Ctrl unless configured otherwise).
"""


def typing() -> bool:
    """True while the focus is where letters are text."""
    focus: QWidget | None = QApplication.focusWidget()
    if isinstance(focus, QLineEdit | QTextEdit | QPlainTextEdit):
        return not focus.isReadOnly()
    return isinstance(focus, QAbstractSpinBox) or (isinstance(focus, QComboBox) and focus.isEditable())


class Keys(QObject):
    """Binds ``KEYS`` to ``acts`` (name → what to do) in every window of the console."""

    def __init__(self, window: QWidget, acts: dict[str, Callable[[], object]]) -> None:
        super().__init__(window)
        self._acts = acts
        self.shortcuts: dict[str, QShortcut] = {}
        for sequence, name, _ in KEYS:
            if name not in acts or name in self.shortcuts:
                continue
            shortcut = QShortcut(QKeySequence(sequence), window)
            shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
            shortcut.setAutoRepeat(name in ("louder", "quieter"))
            letter = len(sequence) == 1
            shortcut.activated.connect(lambda name=name, letter=letter: self._run(name, letter))
            self.shortcuts[name] = shortcut
        self._ours = {QKeySequence(sequence) for sequence, _, _ in KEYS if sequence.startswith("Ctrl+")}
        self._field: QWidget | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._watch)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+E, Ctrl+K and Ctrl+U edit a line on some desktops; here they are ours while something is typed too."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if QKeySequence(event.keyCombination()) not in self._ours:
            return False
        event.ignore()
        return True

    def _watch(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Stand before the field that has the focus, and no other: a filter on everything has its price."""
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = new if typing() else None
        if self._field is not None:
            self._field.installEventFilter(self)

    def run(self, name: str) -> None:
        """Do what the key ``name`` does."""
        self._acts[name]()

    def _run(self, name: str, letter: bool) -> None:
        if letter and typing():
            return
        self._acts[name]()


def key_of(name: str) -> str:
    """The sequence of ``name``, for menus and tooltips."""
    return next((sequence for sequence, known, _ in KEYS if known == name), "")
