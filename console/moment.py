"""A field for a date and a time of the room's clock."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QTimeZone
from PySide6.QtWidgets import QDateTimeEdit

ZONE = b"Europe/Riga"
# arrows that a style sheet shrinks to nothing: without buttons Qt leaves a styled field no room for its text
_SHEET = """QDateTimeEdit::up-button, QDateTimeEdit::down-button { width: 0; border: none; }
QDateTimeEdit::up-arrow, QDateTimeEdit::down-arrow { image: none; width: 0; height: 0; border: none; }"""


class Moment(QDateTimeEdit):
    """Shows ``wall`` (s UTC) in the room's time; ``wall`` is what stands there now, whole seconds."""

    def __init__(self, name: str, wall: float) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMinimumWidth(184)
        self.setStyleSheet(_SHEET)
        line = self.lineEdit()
        if line is not None:
            line.setTextMargins(8, 0, 4, 0)
        self.setDisplayFormat("yyyy-MM-dd HH:mm:ss")
        self.setTimeZone(QTimeZone(ZONE))
        self.setDateTime(QDateTime.fromSecsSinceEpoch(int(wall), QTimeZone(ZONE)))

    @property
    def wall(self) -> float:
        """The moment, s UTC."""
        return float(self.dateTime().toSecsSinceEpoch())
