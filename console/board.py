"""The unit board: who is on duty, grouped by agency. Rows never jump while the mouse is over it."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QVBoxLayout, QWidget

from console.board_paint import RowPainter
from console.board_rows import Head, Row, arranged, count_on_duty, spoken
from console.header import PanelHeader
from console.live import Feed
from console.rights import why_not_act
from console.selection import Selection
from console.theme import Theme
from console.wanted import add_wanted
from units.actions import JobSet
from units.guests import is_guest
from units.state import Changes

Index = QModelIndex | QPersistentModelIndex

SOON = 60
"""Milliseconds between two arrangements at least."""
SHARE = 20
"""… and times the last one's cost: thousands of units are arranged less often, not at the cost of everything else."""


class BoardModel(QAbstractListModel):
    """The arranged rows; a row's words are looked up when it is drawn."""

    ROW = Qt.ItemDataRole.UserRole + 1

    def __init__(self, feed: Feed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed = feed
        self.rows: list[Head | Row] = []
        self.everyone = False

    def arrange(self) -> bool:
        """Order the rows anew; true if the order (or a heading) became another one."""
        wanted = arranged(self._feed.facts, self._feed.now(), self.everyone)
        if wanted == self.rows:
            return False
        if [isinstance(row, Head) or row for row in wanted] == [isinstance(row, Head) or row for row in self.rows]:
            self.rows = wanted
        else:
            self.beginResetModel()
            self.rows = wanted
            self.endResetModel()
        return True

    def index_of(self, unit: str) -> QModelIndex:
        """Where ``unit`` is; an invalid index where it is not."""
        try:
            return self.index(self.rows.index(Row(unit)))
        except ValueError:
            return QModelIndex()

    def unit_at(self, index: Index) -> str:
        """The unit of a row; empty for a heading."""
        row = self.rows[index.row()] if index.isValid() else None
        return row.unit if isinstance(row, Row) else ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row itself for the painter; words for tooltips and screen readers."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == self.ROW:
            return row
        if isinstance(row, Head):
            shown = f"{row.name} {row.on_duty} / {row.total}"
            return shown if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
        unit = self._feed.facts.units.get(row.unit)
        if unit is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return unit.callsign or unit.id
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(self._feed.facts, unit, self._feed.now())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be selected."""
        if self.unit_at(index):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


class BoardList(QListView):
    """The list itself. ``asked_status`` carries a unit whose status is to be set by hand.

    ``wanted`` carries what of the record is wanted of a unit (``track``, ``hold``, ``erase``) and which.
    """

    asked_status = Signal(str)
    named = Signal(str)
    wanted = Signal(str, str)
    left = Signal()

    def __init__(self, feed: Feed, model: BoardModel, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed, self._model, self._selection = feed, model, selection
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of the console here, not a search."""

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse left: rows may move again."""
        super().leaveEvent(event)
        self.left.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Locate."""
        unit = self._model.unit_at(self.indexAt(event.position().toPoint()))
        if unit:
            self._selection.locate(unit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter locates."""
        unit = self._model.unit_at(self.currentIndex())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and unit:
            self._selection.locate(unit)
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the unit."""
        index = self.indexAt(event.pos())
        unit_id = self._model.unit_at(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if unit_id:
            self._unit_menu(menu, unit_id)
            menu.addSeparator()
        everyone = menu.addAction(self.tr("Show units off duty too"))
        everyone.setCheckable(True)
        everyone.setChecked(self._model.everyone)
        everyone.toggled.connect(self._show_everyone)
        menu.popup(event.globalPos())

    def _unit_menu(self, menu: QMenu, unit_id: str) -> None:
        unit = self._feed.facts.units.get(unit_id)
        if unit is None:
            return
        self._selection.select(unit_id)
        may = not why_not_act(self._feed)
        menu.addAction(self.tr("Locate"), lambda: self._selection.locate(unit_id))
        menu.addAction(self.tr("Follow"), lambda: self._selection.follow(unit_id))
        menu.addAction(self.tr("Status …"), lambda: self.asked_status.emit(unit_id)).setEnabled(may)
        clear = menu.addAction(self.tr("Clear the job"), lambda: self._clear_job(unit_id))
        clear.setEnabled(may and bool(unit.job))
        words = self.tr("Name this radio …") if not unit.named else self.tr("Edit the roster row …")
        name = menu.addAction(words, lambda: self.named.emit(unit.radios[0] if unit.radios else unit_id))
        name.setEnabled(may and not is_guest(unit_id))
        menu.addSeparator()
        add_wanted(menu, self._feed, unit, self.wanted.emit)

    def _clear_job(self, unit: str) -> None:
        self._feed.act(JobSet(seat=self._feed.seat, operator=self._feed.operator, unit=unit))

    def _show_everyone(self, everyone: bool) -> None:
        self._model.everyone = everyone
        self._model.arrange()


class Board(QWidget):
    """The board with its head. ``asked_status``, ``named`` and ``wanted`` as of the list."""

    asked_status = Signal(str)
    named = Signal(str)
    wanted = Signal(str, str)

    def __init__(self, feed: Feed, theme: Theme, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._selection = selection
        self.header = PanelHeader(theme, self.tr("Units"))
        self.model = BoardModel(feed, self)
        self.list = BoardList(feed, self.model, selection, self)
        self.list.setAccessibleName(self.tr("Units"))
        self.painter = RowPainter(feed, theme, self.list)
        self.list.setItemDelegate(self.painter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.asked_status.connect(self.asked_status)
        self.list.named.connect(self.named)
        self.list.wanted.connect(self.wanted)
        self.list.left.connect(self._arrange)
        selection.changed.connect(self._show_selection)
        theme.changed.connect(self.list.viewport().update)
        feed.changed.connect(self._on_changed)
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._arrange)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._on_second)
        self._second.start()
        self._arrange()

    def sizeHint(self) -> QSize:
        """343 px wide, as in the picture."""
        return QSize(343, 660)

    def minimumSizeHint(self) -> QSize:
        """Call sign, status and ages."""
        return QSize(240, 120)

    def changeEvent(self, event: QEvent) -> None:
        """A new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._arrange()
            self.list.viewport().update()
        super().changeEvent(event)

    def _on_changed(self, changes: Changes) -> None:
        mine = changes.all or changes.units or changes.alarms or changes.statuses or changes.config
        if mine and not self._soon.isActive():
            self._soon.start()

    def _on_second(self) -> None:
        self._arrange()
        self.list.viewport().update()

    def pointed_at(self) -> bool:
        """True while the mouse is over the rows: they must not move now."""
        return self.isVisible() and self.list.viewport().underMouse()

    def _arrange(self) -> None:
        begun = time.monotonic()
        if not self.pointed_at() or not self.model.rows:
            self.model.arrange()
            self._show_selection()
        count = count_on_duty(self.model.rows)
        self.header.set_note(self.tr("%n on duty", "", count))
        self.list.viewport().update()
        cost = (time.monotonic() - begun) * 1000
        self._soon.setInterval(max(SOON, round(cost * SHARE)))

    def _show_selection(self) -> None:
        index = self.model.index_of(self._selection.unit)
        if index != self.list.currentIndex():
            flags = QItemSelectionModel.SelectionFlag
            self.list.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        unit = self.model.unit_at(now)
        if unit and unit != self._selection.unit:
            self._selection.select(unit)
