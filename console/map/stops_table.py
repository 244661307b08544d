"""The stops of a track as a list: which one, from when, how long, where."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from console import times
from console.export.track import Standing

HIGH = 26
MOST_ROWS = 7
"""Rows shown without scrolling."""


class StopsTable(QTableWidget):
    """``chosen`` carries the number of the stop that is selected, 0 for none."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, 4, parent)
        self.stops: list[Standing] = []
        self.setAccessibleName(self.tr("Stops"))
        self.setHorizontalHeaderLabels(["", self.tr("From"), self.tr("How long"), self.tr("Where")])
        header = self.horizontalHeader()
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(HIGH)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.itemSelectionChanged.connect(self._choose)
        self.hide()

    def show_stops(self, stops: list[Standing]) -> None:
        """Show these; without any the list is not there."""
        self.blockSignals(True)
        self.stops = stops
        self.setRowCount(len(stops))
        days = bool(stops) and stops[-1].stop.until - stops[0].stop.since > 20 * 3600
        for row, (number, stop, place) in enumerate(stops):
            tip = self.tr("{since} – {until} · positions: {fixes} · longest time without one: {silent}").format(
                since=times.stamp(stop.since),
                until=times.stamp(stop.until),
                fixes=stop.fixes,
                silent=times.length(stop.silent),
            )
            since = times.local(stop.since).strftime("%d.%m. %H:%M") if days else times.minute(stop.since)
            for column, text in enumerate((str(number), since, times.length(stop.seconds), place)):
                item = QTableWidgetItem(text)
                item.setToolTip(f"{place} · {tip}" if column == 3 else tip)
                self.setItem(row, column, item)
        for column, width in ((0, 40), (1, 112 if days else 66), (2, 76)):
            self.setColumnWidth(column, width)
        self.clearSelection()
        self.setFixedHeight(HIGH * min(MOST_ROWS, len(stops)) + self.horizontalHeader().sizeHint().height() + 4)
        self.setVisible(bool(stops))
        self.blockSignals(False)

    def _choose(self) -> None:
        rows = {index.row() for index in self.selectionModel().selectedRows()}
        self.chosen.emit(self.stops[min(rows)].number if rows else 0)
