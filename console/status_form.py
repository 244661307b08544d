"""One row of the status book as a form: a code, its words in three languages, the key that sets it by hand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget

from console import words
from console.live import Feed
from console.page import form, quiet
from console.theme import SEMIBOLD, Theme
from units import actions as ac
from units import book
from units.state import Status


class StatusForm(QWidget):
    """The fields of one status. ``decided`` carries the action to take; ``said`` why there is none."""

    decided = Signal(object)
    said = Signal(str)

    def __init__(self, live: Feed, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self._shown: Status | None = None
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
        column.addWidget(quiet(self.tr("Each agency may have a book of its own; without any words a row goes."), theme))
        column.addWidget(self.save)
        column.addStretch(1)
        self.show_status(None)

    def show_status(self, row: str | None) -> None:
        """Fill in the row of that :func:`units.book.key`; ``None`` begins a new one with the first free code."""
        facts = self._live.facts
        status = self._shown = book.at(facts, row) if row is not None else None
        if status is None:
            status = Status(code=next(number for number in range(1, 0xFFFF) if not book.known(facts, number)))
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

    def _emptied(self, code: int, agency: str) -> bool:
        """The row that is shown has lost all its words: it is to go."""
        shown = self._shown
        same = shown is not None and (shown.code, shown.agency) == (code, agency)
        return same and not self.lv.text().strip() + self.lt.text().strip()

    def _decide(self) -> None:
        facts = self._live.facts
        code, key, english = self.code.value(), self.key.text().strip().upper(), self.en.text().strip()
        agency = str(self.agency.currentData() or "")
        taken = [row for row in book.rows(facts) if row.agency == agency or not row.agency or not agency]
        twin = next((s for s in taken if key and s.key == key and s.code != code), None)
        if not english and not self._emptied(code, agency):
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
                    agency=agency,
                    key=key,
                )
            )
