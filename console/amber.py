"""The amber list: what somebody should look at and is no emergency. How old, who, what; acknowledged or dismissed."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from console import fence_words, times
from console.live import Feed
from console.page import Page, quiet
from console.rights import why_not_act
from console.selection import Selection
from console.theme import Theme
from units.alerts import Alert, AlertsAcknowledged, AlertsDismissed
from units.state import Changes


class AmberPage(Page):
    """Newest first; Enter shows the unit on the map, Space acknowledges, Delete dismisses what is selected."""

    def __init__(self, feed: Feed, theme: Theme, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self._feed, self._selection = feed, selection
        self.title.setText(self.tr("Amber list"))
        self.setAccessibleName(self.title.text())
        self.table = QTableWidget(0, 4, self)
        self.table.setAccessibleName(self.title.text())
        self.table.setHorizontalHeaderLabels([self.tr("Age"), self.tr("Who"), self.tr("What"), self.tr("Acknowledged")])
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.cellActivated.connect(lambda row, _column: self.locate(row))
        self.empty = quiet(self.tr("Nothing is waiting: no fence, no border, no alert."), theme)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty)
        self.body.addLayout(self._buttons())
        self._rows: list[Alert] = []
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._age)
        self._second.start()
        feed.changed.connect(self._changed)
        self.refresh()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.locate_button = QPushButton(self.tr("Show on the map"), self)
        self.locate_button.clicked.connect(lambda: self.locate(self.table.currentRow()))
        self.seen_button = QPushButton(self.tr("Acknowledge"), self)
        self.seen_button.setProperty("accent", True)
        self.seen_button.clicked.connect(self.acknowledge)
        self.dismiss_button = QPushButton(self.tr("Dismiss"), self)
        self.dismiss_button.clicked.connect(self.dismiss)
        for button in (self.locate_button, self.seen_button, self.dismiss_button):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def focus_first(self) -> None:
        """The newest."""
        self.table.setFocus()

    def refresh(self) -> None:
        """What is on the list now; what was selected stays selected."""
        feed, chosen = self._feed, {alert.seq for alert in self.chosen()}
        current = self._rows[self.table.currentRow()].seq if 0 <= self.table.currentRow() < len(self._rows) else 0
        self._rows = sorted(feed.facts.alerts.values(), key=lambda one: -one.seq)
        self.table.setRowCount(len(self._rows))
        self.table.clearSelection()
        for row, alert in enumerate(self._rows):
            unit = feed.facts.units.get(alert.unit)
            who = (unit.callsign or unit.id) if unit is not None else alert.unit
            seen = f"{times.clock(alert.taken)} · {alert.by}" if alert.taken else "–"
            colour = self.theme.palette.muted if alert.taken else self.theme.palette.text
            for column, text in enumerate(("", who, fence_words.of_alert(alert), seen)):
                self.table.setItem(row, column, _cell(text, colour))
            if alert.seq in chosen:
                self.table.selectRow(row)
            if alert.seq == current:
                self.table.setCurrentCell(row, 0)
        if self._rows and self.table.currentRow() < 0:
            self.table.setCurrentCell(0, 0)
        self._age()
        self.table.resizeColumnToContents(0)
        self.table.resizeColumnToContents(1)
        self.table.resizeColumnToContents(3)
        self.table.setVisible(bool(self._rows))
        self.empty.setVisible(not self._rows)
        why = why_not_act(feed)
        for button in (self.seen_button, self.dismiss_button):
            button.setEnabled(bool(self._rows) and not why)
            button.setToolTip(why)
        self.locate_button.setEnabled(bool(self._rows))

    def _age(self) -> None:
        now = self._feed.now()
        for row, alert in enumerate(self._rows):
            item = self.table.item(row, 0)
            if item is not None and item.text() != times.age(now - alert.time):
                item.setText(times.age(now - alert.time))

    def chosen(self) -> list[Alert]:
        """The selected rows."""
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        return [alert for row, alert in enumerate(self._rows) if row in rows]

    def locate(self, row: int) -> None:
        """Bring the unit of this row to the middle of the map."""
        if 0 <= row < len(self._rows) and self._rows[row].unit in self._feed.facts.units:
            self._selection.select(self._rows[row].unit)
            self._selection.locate(self._rows[row].unit)
            self.closed.emit()

    def acknowledge(self) -> None:
        """Seen: the selected rows stay on the list, in grey."""
        self._decide([one.seq for one in self.chosen() if not one.taken], AlertsAcknowledged)

    def dismiss(self) -> None:
        """The selected rows go."""
        self._decide([one.seq for one in self.chosen()], AlertsDismissed)

    def _decide(self, alerts: list[int], what: type[AlertsAcknowledged] | type[AlertsDismissed]) -> None:
        feed = self._feed
        if alerts and not why_not_act(feed):
            feed.act(what(seat=feed.seat, operator=feed.operator, alerts=alerts))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space acknowledges, Delete dismisses."""
        if event.key() == Qt.Key.Key_Space:
            self.acknowledge()
        elif event.key() == Qt.Key.Key_Delete:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _changed(self, changes: Changes) -> None:
        if changes.all or changes.alerts or changes.seats:
            self.refresh()


def _cell(text: str, colour: QColor) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setForeground(colour)
    return item
