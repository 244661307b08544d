"""Fit for duty: the last measurement of the room, each figure with its limit; measured anew or printed from here."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtCore import QMarginsF, Qt, QTimer
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console import fitness_words, times
from console.files import FileChooser, choose, suggestion
from console.live import Feed
from console.page import Page, quiet
from console.theme import LARGE, SEMIBOLD, Theme
from units.fitness import FitnessAsked
from units.state import Changes, Facts

PATIENCE = 90_000
"""ms after which a measurement that was asked for and did not come is given up."""
DPI = 150


class FitnessPage(Page):
    """The newest :class:`units.fitness.FitForDuty` of the record."""

    def __init__(self, feed: Feed, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self._feed = feed
        self.title.setText(self.tr("Fit for duty"))
        self.setAccessibleName(self.title.text())
        self.verdict = QLabel(self)
        self.verdict.setFont(theme.font(LARGE, SEMIBOLD))
        self.when = quiet("", theme)
        self.table = self._table()
        self.go = QPushButton(self.tr("Measure now"), self)
        self.go.setProperty("accent", True)
        self.go.clicked.connect(self.measure)
        self.save = QPushButton(self.tr("Print (PDF) …"), self)
        self.save.clicked.connect(self._choose)
        foot = QHBoxLayout()
        foot.addWidget(self.go)
        foot.addWidget(self.save)
        foot.addStretch(1)
        sheet = QWidget(self)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.verdict, self.when):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        told = self.tr(
            "Push to talk and mouth to ear are measured through a loop inside this machine: nothing goes on the air. "
            "The delays of microphone and loudspeaker are what their drivers say."
        )
        column.addWidget(quiet(told, theme))
        column.addLayout(foot)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(sheet)
        self.body.addWidget(self._stack, 1)
        self._waiting = QTimer(self, singleShot=True, interval=PATIENCE)
        self._waiting.timeout.connect(self._gave_up)
        feed.changed.connect(self._changed)
        theme.changed.connect(self.refresh)
        self.refresh()

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, 4, self)
        table.setAccessibleName(self.tr("What was measured"))
        table.setHorizontalHeaderLabels([self.tr("What"), self.tr("Measured"), self.tr("Limit"), self.tr("Judged")])
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, mode in enumerate(("Stretch", "Stretch", "ResizeToContents", "ResizeToContents")):
            table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode[mode])
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        return table

    def focus_first(self) -> None:
        """Enter measures."""
        self.go.setFocus()

    def refresh(self) -> None:
        """The last measurement."""
        last, palette = self._feed.facts.measured, self.theme.palette
        self.save.setEnabled(last is not None)
        if last is None:
            self.verdict.setText(self.tr("This room has not been measured yet."))
            self.when.setText("")
            return
        self.verdict.setText(fitness_words.verdict(last.fit))
        colour = palette.ok if last.fit == "fit" else palette.warn
        self.verdict.setStyleSheet(f"color: {colour.name()}; font-size: {LARGE}px; font-weight: {SEMIBOLD};")
        self.when.setText(times.stamp(last.at) + (f" · {last.operator}" if last.operator else ""))
        self.table.setRowCount(len(last.figures))
        for row, figure in enumerate(last.figures):
            words = (
                fitness_words.name(figure),
                fitness_words.value(figure),
                fitness_words.limit(figure),
                fitness_words.judged(figure),
            )
            for column, text in enumerate(words):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if figure.verdict != "ok":
                    item.setForeground(palette.warn)
                    font = item.font()
                    font.setBold(figure.verdict == "over")
                    item.setFont(font)
                self.table.setItem(row, column, item)

    def measure(self) -> None:
        """Ask the station."""
        feed = self._feed
        if not feed.can_act or not feed.alive("station"):
            self.say(self.tr("The station does not run: nothing can be measured."))
            return
        self.go.setEnabled(False)
        self.say(self.tr("Measuring …"), good=True)
        self._waiting.start()
        feed.act(FitnessAsked(seat=feed.seat, operator=feed.operator))

    def _gave_up(self) -> None:
        self.go.setEnabled(True)
        self.say(self.tr("The station did not answer."))

    def _changed(self, changes: Changes) -> None:
        last = self._feed.facts.measured
        if (changes.all or changes.state) and last is not None:
            if self._waiting.isActive():
                self._waiting.stop()
                self.go.setEnabled(True)
                self.message.hide()
            self.refresh()

    def _choose(self) -> None:
        name = suggestion("fit-for-duty.pdf", self._feed.facts.mode)
        choose(self._stack, FileChooser(True, "pdf", name, parent=self), self.print_to)

    def print_to(self, path: Path) -> None:
        """Write the slip as a page of A4."""
        writer = QPdfWriter(str(path))
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(18, 18, 18, 18), QPageLayout.Unit.Millimeter)
        writer.setResolution(DPI)
        document = QTextDocument()
        document.setHtml(slip(self._feed.facts))
        document.setPageSize(writer.pageLayout().paintRectPixels(DPI).size().toSizeF())
        document.documentLayout().setPaintDevice(writer)
        document.print_(writer)
        self.say(str(path), good=True)


def slip(facts: Facts) -> str:
    """The measurement as a page, HTML. An exercise's says so."""
    last = facts.measured
    if last is None:
        return ""
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in words) + "</tr>"
        for words in (
            (fitness_words.name(f), fitness_words.value(f), fitness_words.limit(f), fitness_words.judged(f))
            for f in last.figures
        )
    )
    mark = "EXERCISE · " if facts.mode == "exercise" else ""
    head = f"{mark}Kopa · {facts.room} · {times.stamp(last.at)} · {last.operator}"
    return (
        f"<p>{escape(head)}</p><h2>{escape(fitness_words.verdict(last.fit))}</h2>"
        f'<table cellpadding="4" width="100%">{rows}</table>'
    )
