"""One line in which a text message is written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

MAX_TEXT = 140


class Compose(QWidget):
    """One line to write a text in, where the buttons were. ``sent`` carries the text; ``done`` when it is over."""

    sent = Signal(str)
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setMaxLength(MAX_TEXT)
        self.line.setAccessibleName(self.tr("Text message"))
        self.send = QPushButton(self.tr("Send"), self)
        self.send.setProperty("accent", True)
        self.cancel = QPushButton(self.tr("Cancel"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self.send)
        row.addWidget(self.cancel)
        self.line.returnPressed.connect(self._send)
        self.line.textChanged.connect(lambda: self.send.setEnabled(bool(self.line.text().strip())))
        self.send.clicked.connect(self._send)
        self.cancel.clicked.connect(self.done)

    def open(self, to: str) -> None:
        """Begin a text to ``to``."""
        self.line.setPlaceholderText(self.tr("Text to {unit}").format(unit=to))
        self.line.clear()
        self.send.setEnabled(False)
        self.line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up."""
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def _send(self) -> None:
        text = self.line.text().strip()
        if text:
            self.sent.emit(text)
            self.done.emit()
