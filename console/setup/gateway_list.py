"""The gateways there are, with their proven state: those of the file, and those the running station has besides."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from console.setup.draft import Draft
from console.setup.trial_words import live_words
from console.shapes import draw_mark
from console.theme import BODY, BOLD, REGULAR, SEMIBOLD, SMALL, Theme
from radio.codec import Spec
from units.state import Facts, Gateway

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
HEIGHT = 70


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One gateway: ``name`` in the file (empty: not saved yet), its state ``mark``, and three lines of words."""

    name: str
    title: str
    mark: str
    state: str
    what: str
    transmit: bool = False
    unsaved: bool = False


def row_of(draft: Draft, specs: Mapping[str, Spec], facts: Facts, unsaved: bool) -> Row:
    """A gateway of the file, or one that is being set up."""
    live = facts.gateways.get(draft.was) if draft.was else None
    spec = specs.get(draft.protocol)
    protocol = translate("protocols", spec.title) if spec is not None else draft.protocol
    return Row(
        name=draft.was,
        title=draft.name or translate("setup", "New gateway"),
        mark=live.state if live is not None else "free",
        state=live_words(live) if live is not None else translate("setup", "not in use"),
        what=" · ".join(filter(None, (protocol, link_words(draft)))),
        transmit=draft.transmit,
        unsaved=unsaved,
    )


def live_row(gateway: Gateway, specs: Mapping[str, Spec]) -> Row:
    """A gateway that the station has and no file here names: an exercise's."""
    spec = specs.get(gateway.info.protocol)
    protocol = translate("protocols", spec.title) if spec is not None else gateway.info.protocol
    return Row(
        name=gateway.info.name,
        title=gateway.info.name,
        mark=gateway.state,
        state=live_words(gateway),
        what=f"{protocol} · {gateway.info.link}",
        transmit=gateway.info.transmit,
    )


def link_words(draft: Draft) -> str:
    """The link in short: where it leads."""
    link = draft.link
    ends = [link.get(key) for key in ("device", "peer", "multicast", "bind")]
    return str(next((end for end in ends if end), link.get("type", "")))


class GatewayList(QListWidget):
    """One row a gateway. The row of a new one has an empty name."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Gateways"))
        self.setItemDelegate(RowPainter(theme, self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.viewport().update)

    def show_rows(self, rows: list[Row], current: str) -> None:
        """Show ``rows``, the one named ``current`` selected; nobody is told of it."""
        self.blockSignals(True)
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        while self.count() < len(rows):
            self.addItem(QListWidgetItem())
        for number, row in enumerate(rows):
            item = self.item(number)
            item.setData(ROW, row)
            told = [row.title, row.state, row.what]
            told += [translate("setup", "transmits")] if row.transmit else []
            told += [translate("setup", "not saved")] if row.unsaved else []
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(told))
            item.setToolTip("\n".join(told))
            if row.name == current:
                self.setCurrentItem(item)
        self.blockSignals(False)

    @property
    def current(self) -> str | None:
        """The name in the current row; ``None`` without one."""
        item = self.currentItem()
        row = item.data(ROW) if item is not None else None
        return row.name if isinstance(row, Row) else None


class RowPainter(QStyledItemDelegate):
    """Draws a row: mark and name, state, protocol and link; a plate where it transmits."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Three lines."""
        return QSize(200, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, box = self._theme.palette, QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, palette.selected_row)
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), palette.accent)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), palette.line)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(palette.accent, 2))
            painter.drawRect(box.adjusted(1, 1, -1, -2))
        draw_mark(painter, QPointF(box.left() + 20, box.top() + 19), row.mark, palette)
        left, right = box.left() + 36, box.right() - 10
        plates = [translate("setup", "TX")] if row.transmit else []
        plates += [translate("setup", "not saved")] if row.unsaved else []
        for plate in plates:
            font = self._theme.font(SMALL, BOLD)
            wide = QFontMetricsF(font).horizontalAdvance(plate) + 12
            right -= wide
            painter.setPen(QPen(palette.warn if plate == plates[-1] and row.unsaved else palette.text, 1))
            painter.setFont(font)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            plate_box = QRectF(right, box.top() + 10, wide, 19)
            painter.drawRoundedRect(plate_box, 3, 3)
            painter.drawText(plate_box, Qt.AlignmentFlag.AlignCenter, plate)
            right -= 6
        warn = palette.warn if row.mark == "down" else palette.text
        self._write(painter, row.title, QRectF(left, box.top() + 8, right - left, 22), BODY, SEMIBOLD, palette.text)
        room = box.right() - 10 - left
        self._write(painter, row.state, QRectF(left, box.top() + 29, room, 17), SMALL, REGULAR, warn)
        self._write(painter, row.what, QRectF(left, box.top() + 46, room, 17), SMALL, REGULAR, palette.muted)
        painter.restore()

    def _write(self, painter: QPainter, text: str, box: QRectF, size: int, weight: int, colour: QColor) -> None:
        font = self._theme.font(size, weight)
        painter.setFont(font)
        painter.setPen(colour)
        short = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, short)
