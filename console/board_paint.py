"""How a row of the unit board is drawn: shape, call sign, who speaks, status, whose ground, since, age of fix."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from console.board_ground import Grounds
from console.board_rows import Head, Row, Words, agency_of, row_words
from console.icons import pixmap
from console.live import Feed
from console.shapes import UNKNOWN, draw_mark, draw_triangle, draw_unit_symbol
from console.theme import BODY, BOLD, REGULAR, SEMIBOLD, SMALL, Theme
from units.state import Unit

ROW, HEAD = 30, 28
MARGIN = 12
WIDE = 460
"""From this width on the raw id has a column of its own."""
WIDER = 640
"""From this width on the ground is said in full; below in two letters."""
SINCE = 39
"""Room for how long a status has lasted."""
GAP = 5
"""On either side of the ground."""

Index = QModelIndex | QPersistentModelIndex


class RowPainter(QStyledItemDelegate):
    """Draws headings and units, looking everything up at the moment of drawing: ages are never stale themselves."""

    def __init__(self, feed: Feed, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed, self._theme = feed, theme
        self.grounds = Grounds()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """30 px a unit, 28 px a heading."""
        row = index.data(Qt.ItemDataRole.UserRole + 1)
        return QSize(100, HEAD if isinstance(row, Head) else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row = index.data(Qt.ItemDataRole.UserRole + 1)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Head):
            self._head(painter, box, row)
        elif isinstance(row, Row):
            unit = self._feed.facts.units.get(row.unit)
            if unit is not None:
                state = option.state
                selected = bool(state & QStyle.StateFlag.State_Selected)
                focus = bool(state & QStyle.StateFlag.State_HasFocus)
                self._unit(painter, box, unit, selected, focus)
        painter.restore()

    def _head(self, painter: QPainter, box: QRectF, head: Head) -> None:
        muted = self._theme.palette.muted
        middle = box.center().y() + 2
        count = f"{head.on_duty} / {head.total}"
        wide = self._width(count, SMALL, SEMIBOLD)
        self._write(painter, count, box.right() - MARGIN - wide, middle, wide + 2, SMALL, SEMIBOLD, muted)
        room = box.width() - 2 * MARGIN - wide - 8
        self._write(painter, head.name, box.left() + MARGIN, middle, room, SMALL, SEMIBOLD, muted)

    def _unit(self, painter: QPainter, box: QRectF, unit: Unit, selected: bool, focus: bool) -> None:
        facts, palette = self._feed.facts, self._theme.palette
        said = row_words(facts, unit, self._feed.now())
        self._ground(painter, box, said, selected, focus)
        middle, left = box.center().y(), box.left()
        agency = agency_of(facts, unit) or UNKNOWN
        opacity = 0.75 if said.stale and not said.emergency else 1.0
        draw_unit_symbol(painter, QPointF(left + 20, middle), 15, agency, palette, opacity)
        quiet = said.stale and not said.emergency
        name_at = left + 34
        status_at = left + max(114.0, box.width() * 0.355)
        room = status_at - name_at - (20 if said.talking else 6)
        wanted = self._width(said.callsign, BODY, BOLD)
        if wanted > room and box.width() - status_at > 120:
            status_at += min(wanted - room, 40.0)  # a call sign is never cut for a status: that one gives way
            room = status_at - name_at - (20 if said.talking else 6)
        took = self._write(
            painter, said.callsign, name_at, middle, room, BODY, BOLD, palette.muted if quiet else palette.text
        )
        if said.talking:
            draw_mark(painter, QPointF(name_at + took + 13, middle), "up", palette)
        if box.width() >= WIDE:
            wide = box.width() * 0.30
            self._write(painter, said.raw, status_at, middle, wide - 10, SMALL, REGULAR, palette.muted)
            status_at += wide
        ground = self.grounds.of(unit)
        self._right(painter, box, said, ground.full if box.width() >= WIDER else ground.short, middle, status_at)

    def _right(self, painter: QPainter, box: QRectF, said: Words, ground: str, middle: float, status_at: float) -> None:
        """Age and since from the right edge, the status in what is left; whose ground, where that leaves room."""
        palette = self._theme.palette
        quiet = said.stale and not said.emergency
        right = box.right() - MARGIN
        weight, colour = (SEMIBOLD, palette.warn) if said.stale else (REGULAR, palette.muted)
        wide = self._width(said.age, BODY, weight)
        self._write(painter, said.age, right - wide, middle, wide + 2, BODY, weight, colour)
        if said.doubtful:
            self._icon(painter, "question", right - wide - 16, middle, palette.warn)
        since_right = right - max(54.0, wide + 12)
        if said.emergency:  # its word is not cut for a column
            need = status_at + 28 + self._width(said.status, BODY, REGULAR) + self._width(said.since, BODY, REGULAR)
            since_right = min(right - wide - 12, max(since_right, need))
        wide = self._width(said.since, BODY, REGULAR)
        self._write(painter, said.since, since_right - wide, middle, wide + 2, BODY, REGULAR, palette.muted)
        room = since_right - wide - 8 - status_at
        left = since_right - max(wide, SINCE) - GAP
        wide = self._badge(painter, box, ground, middle, left, left - status_at - self._status_width(said))
        if wide:
            room = left - wide - GAP - status_at
        if said.emergency:
            draw_triangle(painter, QPointF(status_at + 6.5, middle), 13, palette.emergency)
            self._write(painter, said.status, status_at + 20, middle, room - 20, BODY, REGULAR, palette.text)
            return
        if said.by_hand:
            room -= 18
        took = self._write(
            painter, said.status, status_at, middle, room, BODY, REGULAR, palette.muted if quiet else palette.text
        )
        if said.by_hand:
            self._icon(painter, "hand", status_at + took + 4, middle, palette.muted)

    def _status_width(self, said: Words) -> float:
        marks = 20 if said.emergency else 18 if said.by_hand else 0
        return marks + self._width(said.status, BODY, REGULAR)

    def _badge(self, painter: QPainter, box: QRectF, ground: str, middle: float, right: float, room: float) -> float:
        """Whose ground, right-aligned, if it fits without cutting the status; a long name is cut. Its width."""
        wide = self._width(ground, SMALL, SEMIBOLD)
        if box.width() >= WIDER:
            wide = min(wide, 0.24 * box.width())
        if not ground or wide + GAP > room:
            return 0.0
        self._write(painter, ground, right - wide, middle, wide + 1, SMALL, SEMIBOLD, self._theme.palette.muted)
        return wide

    def _ground(self, painter: QPainter, box: QRectF, said: Words, selected: bool, focus: bool) -> None:
        palette = self._theme.palette
        if said.emergency:
            painter.fillRect(box, palette.emergency_row)
            painter.fillRect(QRectF(box.left(), box.top(), 4, box.height()), palette.emergency)
        elif selected:
            painter.fillRect(box, palette.selected_row)
        if selected:
            painter.fillRect(QRectF(box.right() - 2, box.top(), 3, box.height()), palette.accent)
        if focus:
            painter.setPen(QPen(palette.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -1))

    def _icon(self, painter: QPainter, name: str, x: float, middle: float, colour: QColor) -> None:
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(QPointF(x, middle - 6.5), pixmap(name, colour, 13, ratio))

    def _width(self, text: str, px: int, weight: int) -> float:
        return QFontMetricsF(self._theme.font(px, weight)).horizontalAdvance(text)

    def _write(
        self,
        painter: QPainter,
        text: str,
        x: float,
        middle: float,
        room: float,
        px: int,
        weight: int,
        colour: QColor,
    ) -> float:
        if room < 8 or not text:
            return 0.0
        font = self._theme.font(px, weight)
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room + 0.5)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(QPointF(x, middle + metrics.capHeight() / 2), shown)
        return metrics.horizontalAdvance(shown)
