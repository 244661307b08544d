"""Asks which other interval of the journal is to be looked at."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from console.moment import Moment
from console.page import Page, form, quiet
from console.theme import Theme


class IntervalSheet(Page):
    """``asked`` carries both ends (s UTC); one that ends before it begins is not asked for."""

    asked = Signal(float, float)

    def __init__(self, theme: Theme, since: float, until: float) -> None:
        super().__init__(theme, "")
        self.title.setText(self.tr("Show another interval"))
        self.setAccessibleName(self.title.text())
        self.since, self.until = Moment(self.tr("From"), since), Moment(self.tr("To"), until)
        self.go = QPushButton(self.tr("Show this interval"), self)
        self.go.setProperty("accent", True)
        self.go.clicked.connect(self._ask)
        rows = form()
        rows.addRow(self.tr("From"), self.since)
        rows.addRow(self.tr("To"), self.until)
        self.body.addLayout(rows)
        self.body.addWidget(quiet(self.tr("The look-up is put on record before anything is shown."), theme))
        self.body.addWidget(self.go)
        self.setMinimumWidth(420)

    def _ask(self) -> None:
        if self.until.wall <= self.since.wall:
            self.say(self.tr("The interval ends before it begins."))
            return
        self.asked.emit(self.since.wall, self.until.wall)
        self.closed.emit()
