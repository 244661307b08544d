"""A table of calls that can be played: when, which talk-group, who, how long, and its sound with the place it is at."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from console import times
from console.live import Feed
from console.theme import Theme
from console.tile_face import name_of_radio
from console.wave import STEP, paint_wave
from units.state import Call

ROW = 32
SHAPE, HEAD = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
AGE, GROUP, WHO, LENGTH, WHY, SOUND = range(6)
INSIDE = (8, 4, -8, -4)
"""Where in its cell a sound is drawn."""


class Wave(QStyledItemDelegate):
    """Peaks 0–255 (``SHAPE``) as bars, and how far it was played (``HEAD``, 0–1; negative: it does not play)."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Bars before the place it is at in full colour, those behind it paler."""
        super().paint(painter, option, index)
        shape = index.data(SHAPE) or ()
        if not shape:
            return
        head = float(index.data(HEAD) if index.data(HEAD) is not None else -1.0)
        paint_wave(painter, option.rect.adjusted(*INSIDE), shape, head, self._theme.palette)


class CallTable(QTableWidget):
    """Rows of calls. ``chosen`` carries the id of one that is double-clicked or entered.

    ``sought``: id and place (s) in the one that plays, where its sound was clicked or dragged to, or by an arrow key.
    """

    chosen = Signal(str)
    sought = Signal(str, float)

    def __init__(self, feed: Feed, theme: Theme, names: list[str], parent: QWidget | None = None) -> None:
        """``names``: the titles of the six columns."""
        super().__init__(0, len(names), parent)
        self._feed, self._theme = feed, theme
        self.calls: list[Call] = []
        self._held = ""  # the call whose place a hand holds
        self.setHorizontalHeaderLabels(names)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in ((AGE, 130), (GROUP, 160), (WHO, 170), (LENGTH, 80), (WHY, 340)):
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(SOUND, QHeaderView.ResizeMode.Stretch)
        self.setItemDelegateForColumn(SOUND, Wave(theme, self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.cellDoubleClicked.connect(lambda row, _column: self._choose(row))

    @property
    def current(self) -> Call | None:
        """The selected call."""
        row = self.currentRow()
        return self.calls[row] if 0 <= row < len(self.calls) else None

    def show_calls(self, calls: list[Call], rows: list[tuple[str, str]], late: list[bool]) -> None:
        """These calls; ``rows`` are the first and the fifth column of each, ``late`` those that are marked."""
        kept = self.current.id if self.current is not None else ""
        self.calls = calls
        self.setRowCount(len(calls))
        facts = self._feed.facts
        for row, (call, (first, why), marked) in enumerate(zip(calls, rows, late, strict=True)):
            group = facts.groups.get(call.to)
            lasted = call.seconds if call.end is not None else 0.0  # of one that goes on not all is a recording yet
            lasted = lasted or ((call.end or self._feed.now()) - call.start)
            said = (
                first,
                group.info.name if group is not None else call.to,
                name_of_radio(facts, call.radio) if call.radio else "–",
                times.length(lasted),
                why,
                "",
            )
            for column, text in enumerate(said):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if marked and column in (AGE, WHY):
                    item.setForeground(self._theme.palette.warn)
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
                if column == SOUND:
                    item.setData(SHAPE, tuple(call.shape))
                self.setItem(row, column, item)
        at = next((row for row, call in enumerate(calls) if call.id == kept), 0)
        if calls:
            self.setCurrentCell(at, 0)
        self.show_playing()

    def show_playing(self) -> None:
        """Where the recording that plays is."""
        playing = self._feed.playing
        for row, call in enumerate(self.calls):
            item = self.item(row, SOUND)
            if item is not None:
                on = playing.call == call.id and call.seconds > 0
                if self._held == call.id and on:
                    continue
                item.setData(HEAD, playing.position / call.seconds if on else -1.0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter plays; in the call that plays, the arrows go 5 s back and forward."""
        steps = {Qt.Key.Key_Left: -STEP, Qt.Key.Key_Right: STEP}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentRow())
        elif event.key() in steps and self._plays(self.current):
            call = self.current
            assert call is not None
            at = self._feed.playing.position + steps[Qt.Key(event.key())]
            self.sought.emit(call.id, min(max(0.0, at), call.seconds))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """In the sound of what plays: take hold of the place."""
        if event.button() == Qt.MouseButton.LeftButton and self._in_sound(event):
            self._held = self.calls[self.rowAt(round(event.position().y()))].id
            self._hold(event.position().x())
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The place follows the hand."""
        if self._held:
            self._hold(event.position().x())
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: from here."""
        call = next((call for call in self.calls if call.id == self._held), None)
        held, self._held = self._held, ""
        if held:
            if call is not None and self._plays(call):
                self.sought.emit(call.id, self._share(event.position().x()) * call.seconds)
            return
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Twice in the sound of what plays is no order to stop it."""
        if self._in_sound(event):
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def _in_sound(self, event: QMouseEvent) -> bool:
        row = self.rowAt(round(event.position().y()))
        there = self.columnAt(round(event.position().x())) == SOUND and 0 <= row < len(self.calls)
        return there and self._plays(self.calls[row])

    def _plays(self, call: Call | None) -> bool:
        return call is not None and call.seconds > 0 and self._feed.playing.call == call.id

    def _share(self, x: float) -> float:
        """How far into the sound ``x`` is, 0–1."""
        left, width = self.columnViewportPosition(SOUND) + INSIDE[0], self.columnWidth(SOUND) - INSIDE[0] + INSIDE[2]
        return min(max(0.0, (x - left) / max(1, width)), 1.0)

    def _hold(self, x: float) -> None:
        for row, call in enumerate(self.calls):
            item = self.item(row, SOUND)
            if call.id == self._held and item is not None:
                item.setData(HEAD, self._share(x))

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self.calls):
            self.chosen.emit(self.calls[row].id)
