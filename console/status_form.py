"""One row of the status book as a form: a code, its words in three languages, the key that sets it by hand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget

from console import words
from console.live import Feed
from console.page import form, quiet
from console.theme import SEMIBOLD, Theme
from units import actions as ac
from units.state import Status


class StatusForm(QWidget):
    """The fields of one status. ``decided`` carries the action to take; ``said`` why there is none."""

    decided = Signal(object)
    said = Signal(str)

    def __init__(self, live: Feed, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self.title = QLabel(self.tr("Status"), self)
        self.title.setFont(theme.font(14, SEMIBOLD))
        self.code = QSpinBox(self)
        self.code.setRange(1, 0xFFFF)
        line = self.code.lineEdit()
        if line is not None:
            line.setTextMargins(8, 0, 4, 0)
        self.en, self.lv, self.lt, self.key = (QLineEdit(self) for _ in range(4))
        for field in (self.en, self.lv, self.lt):
            field.setMaxLength(60)
        self.key.setMaxLength(1)
        self.agency = QComboBox(self)
        rows = form()
        for name, widget in (
            (self.tr("Code"), self.code),
            (self.tr("English"), self.en),
            (self.tr("Latvian"), self.lv),
            (self.tr("Lithuanian"), self.lt),
            (self.tr("Agency"), self.agency),
            (self.tr("Key"), self.key),
        ):
            widget.setAccessibleName(name)
            rows.addRow(name, widget)
        self.save = QPushButton(self.tr("Put on record"), self)
        self.save.setProperty("accent", True)
        self.save.clicked.connect(self._decide)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.title)
        column.addLayout(rows)
        column.addWidget(quiet(self.tr("Code 0 is emergency in every network and cannot be named."), theme))
        column.addWidget(self.save)
        column.addStretch(1)
        self.show_status(None)

    def show_status(self, code: int | None) -> None:
        """Fill in the row of ``code``; ``None`` begins a new one with the first free code."""
        facts = self._live.facts
        status = facts.statuses.get(code) if code is not None else None
        if status is None:
            free = next(number for number in range(1, 0xFFFF) if number not in facts.statuses)
            status = Status(code=code or free)
        self.agency.clear()
        self.agency.addItem(self.tr("all"), "")
        for agency in facts.agencies.values():
            self.agency.addItem(agency.name, agency.id)
        self.code.setValue(status.code)
        self.en.setText(status.en)
        self.lv.setText(status.lv)
        self.lt.setText(status.lt)
        self.key.setText(status.key)
        self.agency.setCurrentIndex(max(0, self.agency.findData(status.agency)))

    def _decide(self) -> None:
        taken = self._live.facts.statuses
        code, key, english = self.code.value(), self.key.text().strip().upper(), self.en.text().strip()
        twin = next((s for s in taken.values() if key and s.key == key and s.code != code), None)
        if not english:
            self.said.emit(self.tr("A status needs its English words."))
        elif twin is not None:
            self.said.emit(self.tr("Key {key} already sets status {code}.").format(key=key, code=twin.code))
        elif self._live.operator is None:
            self.said.emit(words.refusal("unsigned"))
        else:
            self.decided.emit(
                ac.StatusNamed(
                    seat=self._live.seat,
                    operator=self._live.operator,
                    code=code,
                    en=english,
                    lv=self.lv.text().strip(),
                    lt=self.lt.text().strip(),
                    agency=str(self.agency.currentData() or ""),
                    key=key,
                )
            )
