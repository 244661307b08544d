"""The roster and the status book: tables to read and correct, CSV in and out; naming a radio from its live row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from console import words
from console.files import FileChooser, choose, read_text, suggestion, write_text
from console.live import Feed
from console.page import Aside, Page
from console.roster_form import UnitForm
from console.roster_model import KEY_ROLE, Narrowed, TableModel, roster_rows, status_rows
from console.status_form import StatusForm
from console.theme import Theme
from units import actions as ac
from units import book
from units import roster as csv
from units.actions import AnyAction
from units.state import Changes

REFRESH_MS = 500
ROSTER, STATUSES = 0, 1


class RosterPage(Page):
    """Roster and status book of the journal ``live`` shows. What is changed here becomes an action each."""

    def __init__(self, live: Feed, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.title.setText(self.tr("Roster and status book"))
        self.setAccessibleName(self.title.text())
        self._live = live
        self._aside = Aside(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(REFRESH_MS)
        self._soon.timeout.connect(self._load)
        self.units = TableModel(
            [
                self.tr("Call sign"),
                self.tr("Agency"),
                self.tr("Kind"),
                self.tr("Radios"),
                self.tr("Crew"),
                self.tr("Vehicle"),
                self.tr("Last heard"),
            ],
            self,
        )
        self.statuses = TableModel(
            [
                self.tr("Code"),
                self.tr("English"),
                self.tr("Latvian"),
                self.tr("Lithuanian"),
                self.tr("Agency"),
                self.tr("Key"),
            ],
            self,
        )
        self._build()
        self._load()
        live.changed.connect(self._follow)

    # -- building ---------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.unit_form = UnitForm(self._live, self.theme, self)
        self.status_form = StatusForm(self._live, self.theme, self)
        for side in (self.unit_form, self.status_form):
            side.decided.connect(self._act)
            side.said.connect(self.say)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.unit_table = self._table(self.units)
        self.status_table = self._table(self.statuses)
        self.unit_table.selectionModel().currentRowChanged.connect(self._show_unit)
        self.status_table.selectionModel().currentRowChanged.connect(self._show_status)
        for name, table, side in (
            (self.tr("Roster"), self.unit_table, self.unit_form),
            (self.tr("Status book"), self.status_table, self.status_form),
        ):
            table.setAccessibleName(name)
            side.setFixedWidth(360)
            tab = QWidget(self)
            row = QHBoxLayout(tab)
            row.setContentsMargins(0, 8, 0, 0)
            row.setSpacing(16)
            row.addWidget(table, 1)
            row.addWidget(side)
            self.tabs.addTab(tab, name)
        self._stack = QStackedWidget(self)
        main = QWidget(self)
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._head())
        column.addWidget(self.tabs, 1)
        self._stack.addWidget(main)
        self.body.addWidget(self._stack, 1)

    def _head(self) -> QHBoxLayout:
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter"))
        self.filter.setMaximumWidth(320)
        self.filter.textChanged.connect(self._narrow)
        row = QHBoxLayout()
        row.addWidget(self.filter, 1)
        row.addStretch(1)
        self.new_button = QPushButton(self.tr("New"), self)
        self.new_button.clicked.connect(self._new)
        self.read_button = QPushButton(self.tr("Read CSV …"), self)
        self.read_button.clicked.connect(lambda: self._choose(write=False))
        self.write_button = QPushButton(self.tr("Write CSV …"), self)
        self.write_button.clicked.connect(lambda: self._choose(write=True))
        for button in (self.new_button, self.read_button, self.write_button):
            row.addWidget(button)
        return row

    def _table(self, model: TableModel) -> QTableView:
        narrowed = Narrowed(self)
        narrowed.setSourceModel(model)
        table = QTableView(self)
        table.setModel(narrowed)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return table

    # -- what is shown ----------------------------------------------------------------------------------------

    def name_radio(self, radio: str) -> None:
        """Open the row of ``radio`` (a raw ID, just heard) and put the cursor into its call sign."""
        self.tabs.setCurrentIndex(ROSTER)
        unit = self._live.facts.radios.get(radio, radio)
        self._load()
        self._select(self.unit_table, self.units, unit)
        self.unit_form.show_unit(unit)
        if unit not in self._live.facts.units:
            self.unit_form.radios.setText(radio)
        self.unit_form.callsign.setFocus()
        self.unit_form.callsign.selectAll()

    def _follow(self, changes: Changes) -> None:
        if (changes.units or changes.statuses or changes.all) and not self._soon.isActive():
            self._soon.start()

    def _load(self) -> None:
        facts = self._live.facts
        for table, model, rows in (
            (self.unit_table, self.units, roster_rows(facts)),
            (self.status_table, self.statuses, status_rows(facts)),
        ):
            key = str(table.currentIndex().data(KEY_ROLE) or "")
            selection = table.selectionModel()
            selection.blockSignals(True)  # refreshing a table must not refill the form somebody types into
            if model.load(rows) and key:
                self._select(table, model, key)
            selection.blockSignals(False)
        if self.units.rowCount() and not self.unit_table.property("fitted"):
            self.unit_table.setProperty("fitted", True)
            self.unit_table.resizeColumnsToContents()
            self.status_table.resizeColumnsToContents()

    def _select(self, table: QTableView, model: TableModel, key: str) -> None:
        narrowed = table.model()
        at = model.find(key)
        if at >= 0 and isinstance(narrowed, Narrowed):
            index = narrowed.mapFromSource(model.index(at, 0))
            table.selectRow(index.row())

    def _show_unit(self, index: QModelIndex) -> None:
        if index.isValid():
            self.unit_form.show_unit(str(index.data(KEY_ROLE)))

    def _show_status(self, index: QModelIndex) -> None:
        if index.isValid():
            self.status_form.show_status(str(index.data(KEY_ROLE)))

    def _narrow(self) -> None:
        for table in (self.unit_table, self.status_table):
            model = table.model()
            assert isinstance(model, Narrowed)
            model.narrow(self.filter.text())

    def _new(self) -> None:
        if self.tabs.currentIndex() == ROSTER:
            self.unit_table.clearSelection()
            self.unit_form.show_unit("")
            self.unit_form.callsign.setFocus()
        else:
            self.status_table.clearSelection()
            self.status_form.show_status(None)
            self.status_form.code.setFocus()

    # -- what it does -----------------------------------------------------------------------------------------

    def _act(self, action: AnyAction) -> None:
        if not self._live.can_act:
            self.say(self.tr("This is a review: nothing can be changed."))
            return
        self._live.act(action)
        self.say(self.tr("On record."), good=True)

    def _choose(self, write: bool) -> None:
        if self._live.operator is None:
            self.say(words.refusal("unsigned"))
            return
        roster = self.tabs.currentIndex() == ROSTER
        suggested = suggestion("roster.csv" if roster else "statuses.csv", self._live.facts.mode) if write else ""
        chooser = FileChooser(write, "csv", suggested, parent=self)
        choose(self._stack, chooser, self.write_file if write else self.read_file)

    def read_file(self, path: Path) -> None:
        """Take a CSV file in: all of it, or nothing and the line that is wrong. Rows that differ become actions."""
        seat, operator = self._live.seat, self._live.operator
        try:
            text = read_text(path)
            rows: Sequence[ac.UnitNamed | ac.StatusNamed]
            if self.tabs.currentIndex() == ROSTER:
                rows = csv.read_roster(text, seat, operator)
            else:
                rows = csv.read_statuses(text, seat, operator)
        except (OSError, ValueError) as error:
            self.say(f"{path.name}: {error}")
            return
        changed = [row for row in rows if not self._stands(row)]
        for row in changed:
            self._live.act(row)
        counted = words.Counted()
        self.say(
            self.tr("{file}: {rows} read, {changed} changed.").format(
                file=path.name, rows=counted.rows(len(rows)), changed=len(changed)
            ),
            good=True,
        )

    def _stands(self, row: ac.UnitNamed | ac.StatusNamed) -> bool:
        facts = self._live.facts
        if isinstance(row, ac.UnitNamed):
            unit = facts.units.get(row.unit)
            return unit is not None and unit.named and _fields(unit) == _fields(row)
        status = book.at(facts, book.key(row.code, row.agency))
        return status is not None and all(
            getattr(status, name) == getattr(row, name) for name in ("en", "lv", "lt", "agency", "key")
        )

    def write_file(self, path: Path) -> None:
        """Write the shown table as CSV. That records leave is put on record first."""
        facts = self._live.facts
        roster = self.tabs.currentIndex() == ROSTER
        text = csv.write_roster(facts.units.values()) if roster else csv.write_statuses(book.rows(facts))
        rows = text.count("\r\n") - 1
        done = self._live.act(
            ac.Exported(
                seat=self._live.seat,
                operator=self._live.operator,
                purpose="roster" if roster else "status book",
                what="roster" if roster else "status book",
                path=str(path),
                rows=rows,
            )
        )
        shown = self.tr("{rows} written to {file}.").format(rows=words.Counted().rows(rows), file=path)

        def work() -> None:
            done.result(timeout=10)
            write_text(path, text)

        def then(result: object) -> None:
            if isinstance(result, Exception):
                self.say(self.tr("Not written: {why}").format(why=str(result) or type(result).__name__))
            else:
                self.say(shown, good=True)

        self._aside.run(work, then)


def _fields(row: object) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in ("callsign", "agency", "kind_of", "radios", "crew", "vehicle"))
