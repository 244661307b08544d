"""A table of calls that can be played: when, which talk-group, who, how long, and its sound with the place it is at."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
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
from units.state import Call

ROW = 32
SHAPE, HEAD = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
AGE, GROUP, WHO, LENGTH, WHY, SOUND = range(6)


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
        palette = self._theme.palette
        box = option.rect.adjusted(8, 4, -8, -4)
        head = float(index.data(HEAD) if index.data(HEAD) is not None else -1.0)
        step = box.width() / len(shape)
        painter.save()
        thick = min(3.0, max(1.0, step - 1))
        for number, peak in enumerate(shape):
            played = head >= 0 and number / len(shape) < head
            colour = palette.accent if played or head < 0 else palette.muted
            pen = QPen(colour, thick)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            x, half = box.left() + (number + 0.5) * step, max(1.0, peak / 255 * box.height() / 2)
            painter.drawLine(QPointF(x, box.center().y() - half), QPointF(x, box.center().y() + half))
        if head >= 0:
            painter.setPen(QPen(palette.text, 2))
            x = box.left() + min(1.0, head) * box.width()
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        painter.restore()


class CallTable(QTableWidget):
    """Rows of calls. ``chosen`` carries the id of one that is double-clicked or entered."""

    chosen = Signal(str)

    def __init__(self, feed: Feed, theme: Theme, names: list[str], parent: QWidget | None = None) -> None:
        """``names``: the titles of the six columns."""
        super().__init__(0, len(names), parent)
        self._feed, self._theme = feed, theme
        self.calls: list[Call] = []
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
                item.setData(HEAD, playing.position / call.seconds if on else -1.0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter plays."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentRow())
        else:
            super().keyPressEvent(event)

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self.calls):
            self.chosen.emit(self.calls[row].id)
