"""What happened in the interval as a list: choose one and the playhead goes there."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableView

from console import times
from console.page import Page
from console.review.marks import Mark, Marks
from console.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
KINDS = ("alarm", "call", "status", "text", "border", "fence", "note")


class EventsPage(Page):
    """``chosen`` carries the :class:`Mark`. Opened at the one nearest before ``now``."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, marks: Marks, now: float) -> None:
        super().__init__(theme, "")
        self.title.setText(self.tr("Events of this interval"))
        self.setAccessibleName(self.title.text())
        self._marks, self._now = marks, now
        self.kind = QComboBox(self)
        self.kind.setAccessibleName(self.tr("Kind"))
        self.kind.addItem(self.tr("All"), "")
        for kind in KINDS:
            self.kind.addItem(self.words(kind), kind)
        self.model = EventModel(self)
        self.table = QTableView(self)
        self.table.setAccessibleName(self.title.text())
        self.table.setModel(self.model)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(26)
        self.table.horizontalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 92), (1, 120), (2, 150)):
            self.table.setColumnWidth(column, width)
        self.body.addWidget(self.kind)
        self.body.addWidget(self.table, 1)
        self.setFixedSize(800, 480)
        self.kind.currentIndexChanged.connect(self._show)
        self.table.activated.connect(self._take)
        self._show()

    def focus_first(self) -> None:
        """The list: arrows and Enter go there."""
        self.table.setFocus()

    def words(self, kind: str) -> str:
        """What a kind is called."""
        match kind:
            case "alarm":
                return self.tr("Emergency")
            case "call":
                return self.tr("Call")
            case "status":
                return self.tr("Status")
            case "text":
                return self.tr("Message")
            case "border":
                return self.tr("Border")
            case "fence":
                return self.tr("Fence")
            case _:
                return self.tr("Log entry")

    def _show(self) -> None:
        kind = str(self.kind.currentData())
        rows = [mark for mark in self._marks.all if kind in ("", mark.kind)]
        self.model.show(rows, {kind: self.words(kind) for kind in KINDS})
        at = max((row for row, mark in enumerate(rows) if mark.time <= self._now), default=0)
        if rows:
            self.table.selectRow(at)
            self.table.scrollTo(self.model.index(at, 0), QAbstractItemView.ScrollHint.PositionAtCenter)

    def _take(self, index: QModelIndex) -> None:
        self.chosen.emit(self.model.rows[index.row()])
        self.closed.emit()


class EventModel(QAbstractTableModel):
    """Marks as rows: when, what, who, and what is to be said of it."""

    def __init__(self, parent: EventsPage) -> None:
        super().__init__(parent)
        self.rows: list[Mark] = []
        self._words: dict[str, str] = {}

    def show(self, rows: list[Mark], words: dict[str, str]) -> None:
        """Show these; ``words`` say what the kinds are called."""
        self.beginResetModel()
        self.rows, self._words = rows, words
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """One a mark."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """When, what, who, words."""
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        mark = self.rows[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{times.stamp(mark.time)} · {mark.who} · {mark.text}"
        kind = f"▲ {self._words.get(mark.kind, '')}" if mark.kind == "alarm" else self._words.get(mark.kind, "")
        long = f"{times.length(mark.seconds)} · " if mark.seconds else ""
        return (times.clock(mark.time), kind, mark.who, long + mark.text)[index.column()]
