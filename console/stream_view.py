"""The stream drawn: one delegate paints a whole row as on the target picture, one list view carries mouse and keys."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from console import icons
from console.shapes import draw_triangle, draw_unit_symbol
from console.stream_model import ROW_ROLE, StreamModel
from console.stream_row import BUTTON, Row
from console.theme import BODY, BOLD, REGULAR, SEMIBOLD, SMALL, Palette, Theme

ROW_HEIGHT = 33
MARGIN = 12
KEPT_ROWS = 64
"""Rows kept as drawn: a tall screen's worth and what was just scrolled by."""
Index = QModelIndex | QPersistentModelIndex


class Columns:
    """Where the columns of a row ``width`` px wide begin, in px from its left edge."""

    def __init__(self, width: int) -> None:
        self.time = MARGIN
        self.icon = 90
        self.symbol = 120
        self.name = 146
        wide = width >= 1100
        self.raw = 254 if wide else 236
        self.text = self.raw + (146 if wide else 128)
        self.state = width - (170 if wide else 132)
        self.group = self.state - (132 if wide else 108)
        self.end = width - MARGIN


class StreamDelegate(QStyledItemDelegate):
    """Paints a :class:`console.stream_row.Row`: time, sort, agency, who, words or sound, group, state."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._drawn: dict[tuple[Row, int, float, bool, bool, bool], QPixmap] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Every row is as high."""
        return QSize(640, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row. A new line moves all others by one: each is kept as drawn, so that only the new one costs."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        ratio = painter.device().devicePixelRatioF()
        shown = bool(state & QStyle.StateFlag.State_Selected), bool(state & QStyle.StateFlag.State_HasFocus)
        key = (row, area.width(), ratio, self._theme.palette.night, *shown)
        drawn = self._drawn.get(key)
        if drawn is None:
            drawn = self._draw(row, area.size(), ratio, *shown)
            self._drawn[key] = drawn
            if len(self._drawn) > KEPT_ROWS:
                del self._drawn[next(iter(self._drawn))]
        painter.drawPixmap(area.topLeft(), drawn)

    def _draw(self, row: Row, size: QSize, ratio: float, selected: bool, focused: bool) -> QPixmap:
        palette = self._theme.palette
        drawn = QPixmap(size * ratio)
        drawn.setDevicePixelRatio(ratio)
        columns = Columns(size.width())
        painter = QPainter(drawn)
        self._ground(painter, QRect(QPoint(0, 0), size), row, selected, focused, palette)
        self._who(painter, row, columns, palette)
        self._what(painter, row, columns, palette)
        self._where(painter, row, columns, palette)
        painter.end()
        return drawn

    def _ground(
        self, painter: QPainter, area: QRect, row: Row, selected: bool, focused: bool, palette: Palette
    ) -> None:
        ground = palette.emergency_row if row.emphasis else palette.selected_row if selected else palette.panel
        painter.fillRect(area, ground)
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, palette.line)
        if selected:
            painter.fillRect(area.left(), area.top(), 3, area.height() - 1, palette.accent)
        if selected and focused:
            painter.setPen(QPen(palette.accent, 1))
            painter.drawRect(area.adjusted(0, 0, -1, -2))

    def _who(self, painter: QPainter, row: Row, columns: Columns, palette: Palette) -> None:
        middle = ROW_HEIGHT / 2
        self._write(painter, columns.time, columns.icon - 4, row.time, palette.muted)
        if row.icon == "triangle":
            draw_triangle(painter, QPointF(columns.icon + 8, middle), 15, palette.emergency)
        else:
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(
                QPointF(columns.icon, middle - 8), icons.pixmap(row.icon, _mark_colour(row, palette), 16, ratio)
            )
        if row.agency is not None:
            draw_unit_symbol(painter, QPointF(columns.symbol + 8, middle), 15, row.agency, palette)
        name_end = columns.raw - 8 if row.raw else columns.text - 8
        self._write(painter, columns.name, name_end, row.name, palette.text, weight=BOLD)
        self._write(painter, columns.raw, columns.text - 8, row.raw, palette.muted, SMALL, elide_left=True)

    def _what(self, painter: QPainter, row: Row, columns: Columns, palette: Palette) -> None:
        x = columns.text
        end = columns.group - 12 if row.group else columns.state - 12
        if row.length:
            self._write(painter, x, end, row.length, palette.text)
            x += 42
            if row.shape:
                x = _draw_shape(painter, x, min(end, x + 190), row.shape, palette.accent) + 12
        if row.emphasis:
            self._write(painter, x, end, row.text, palette.emergency_text, weight=BOLD)
        else:
            self._write(painter, x, end, row.text, palette.muted if row.length else palette.text)

    def _where(self, painter: QPainter, row: Row, columns: Columns, palette: Palette) -> None:
        self._write(painter, columns.group, columns.state - 8, row.group, palette.muted)
        if not row.state:
            return
        if row.tone in ("pill", BUTTON):
            self._pill(painter, columns, row.state, palette.warn if row.tone == "pill" else palette.accent)
            return
        colour = {
            "ok": palette.ok,
            "warn": palette.warn,
            "emergency": palette.emergency_text,
        }.get(row.tone, palette.muted)
        weight = REGULAR if row.tone == "muted" else SEMIBOLD
        self._write(painter, columns.state, columns.end, row.state, colour, weight=weight, right=True)

    def _pill(self, painter: QPainter, columns: Columns, text: str, colour: QColor) -> None:
        font = self._theme.font(BODY, SEMIBOLD)
        text, area = _pill_at(font, columns, text)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, 10.5, 10.5)
        painter.setFont(font)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def _write(
        self,
        painter: QPainter,
        left: int,
        right_edge: int,
        text: str,
        colour: QColor,
        px: int = BODY,
        weight: int = REGULAR,
        right: bool = False,
        elide_left: bool = False,
    ) -> None:
        """One line of text between ``left`` and ``right_edge``, cut with an ellipsis where it does not fit."""
        if not text or right_edge <= left:
            return
        font: QFont = self._theme.font(px, weight)
        mode = Qt.TextElideMode.ElideLeft if elide_left else Qt.TextElideMode.ElideRight
        painter.setFont(font)
        painter.setPen(colour)
        shown = QFontMetrics(font).elidedText(text.replace("\n", " ⏎ "), mode, right_edge - left)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        area = QRect(left, 0, right_edge - left, ROW_HEIGHT)
        painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)


def _pill_at(font: QFont, columns: Columns, text: str) -> tuple[str, QRectF]:
    """What fits into a pill at the right end, and where in its row that stands."""
    metrics = QFontMetrics(font)
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, columns.end - columns.state - 16)
    width = metrics.horizontalAdvance(text) + 18
    return text, QRectF(columns.end - width, (ROW_HEIGHT - 22) / 2, width - 0.5, 21)


def _mark_colour(row: Row, palette: Palette) -> QColor:
    if row.icon == "link-off" or row.tone == "warn":
        return palette.warn
    return palette.text


def _draw_shape(painter: QPainter, left: int, right: int, shape: tuple[int, ...], colour: QColor) -> int:
    """Peaks 0–255 as bars, 3 px each; thinned, never cut, where the room is short. Where they end."""
    count = min(len(shape), max(0, (right - left) // 3))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for number in range(count):
        peak = shape[number * len(shape) // count]
        height = max(2.0, peak / 255 * 17)
        painter.drawRect(QRectF(left + number * 3, ROW_HEIGHT / 2 - height / 2, 2, height))
    return left + count * 3


class StreamList(QListView):
    """The list. ``chosen`` is sent with a row's ``seq`` on double-click or Enter, ``asked`` with a place for a menu.

    ``acted``: a click on what a row says one click does.
    """

    chosen = Signal(int)
    acted = Signal(int)
    asked = Signal(int, object)

    def __init__(self, model: StreamModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stream = model
        self._theme = theme
        self._anchor: tuple[int, int] | None = None
        self._seq = self._pressed = 0
        self.setModel(model)
        self.setItemDelegate(StreamDelegate(theme, self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setAccessibleName(self.tr("Stream of everything that happened"))
        self.doubleClicked.connect(self._choose)
        self.customContextMenuRequested.connect(self._ask)
        for before in (model.rowsAboutToBeInserted, model.rowsAboutToBeRemoved, model.rowsAboutToBeMoved):
            before.connect(self._hold_place)
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._keep_place)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._recall)
        theme.changed.connect(self.viewport().update)

    def row_at(self, seq: int) -> Row | None:
        """The row of ``seq`` if it is shown."""
        index = self._stream.find(seq)
        return self._stream.row(index.row()) if index.isValid() else None

    def current(self) -> Row | None:
        """The row under the cursor."""
        index = self.currentIndex()
        return self._stream.row(index.row()) if index.isValid() else None

    def viewportEvent(self, event: QEvent) -> bool:
        """A tooltip says the whole row: what a narrow window cuts off."""
        if event.type() == QEvent.Type.ToolTip:
            from PySide6.QtGui import QHelpEvent
            from PySide6.QtWidgets import QToolTip

            if isinstance(event, QHelpEvent):
                index = self.indexAt(event.pos())
                QToolTip.showText(event.globalPos(), str(index.data() or ""), self.viewport())
                return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what a double-click does; letters never search the list: they are keys of the console."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
        elif event.key() == Qt.Key.Key_Menu and self.currentIndex().isValid():
            self._ask(self.visualRect(self.currentIndex()).center())
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click is press and release on the same button: where it began is remembered."""
        self._pressed = self.button_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else 0
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """See :meth:`mousePressEvent`."""
        pressed, self._pressed = self._pressed, 0
        super().mouseReleaseEvent(event)
        if pressed and self.button_at(event.position()) == pressed:
            self.acted.emit(pressed)

    def button_at(self, place: QPointF) -> int:
        """The ``seq`` of the row whose button is at ``place``; 0 for none."""
        index = self.indexAt(place.toPoint())
        row = self._stream.row(index.row()) if index.isValid() else None
        if row is None or row.tone != BUTTON:
            return 0
        area = self.visualRect(index)
        _, button = _pill_at(self._theme.font(BODY, SEMIBOLD), Columns(area.width()), row.state)
        return row.seq if button.translated(QPointF(area.topLeft())).contains(place) else 0

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._stream.row(index.row()).seq)

    def _ask(self, place: object) -> None:
        assert isinstance(place, QPoint)
        index = self.indexAt(place)
        if index.isValid():
            self.setCurrentIndex(index)
            self.asked.emit(self._stream.row(index.row()).seq, self.viewport().mapToGlobal(place))

    # -- rows must not jump under the eye -----------------------------------------------------------------------

    def _at_newest(self) -> bool:
        bar = self.verticalScrollBar()
        return bar.value() == (bar.minimum() if self._stream.newest_first else bar.maximum())

    def _hold_place(self) -> None:
        """Before rows come or go: which row stands at the top of the view, unless the newest are being watched.

        Rows are equally high, so the scroll bar says it; asking the view would cost a look at every row.
        """
        if self._anchor is not None or (self._at_newest() and self._stream.newest_first):
            return
        place = self.verticalScrollBar().value()
        row = place // ROW_HEIGHT
        if self._at_newest() or row >= self._stream.rowCount():
            self._anchor = (0, 0)
        else:
            self._anchor = (self._stream.row(row).seq, -(place % ROW_HEIGHT))
        self._settle.start()

    def _keep_place(self) -> None:
        """After all that came at once: put the same row where it stood."""
        anchor, self._anchor = self._anchor, None
        if anchor is None:
            return
        seq, top = anchor
        bar = self.verticalScrollBar()
        self.executeDelayedItemsLayout()
        index = self._stream.find(seq) if seq else QModelIndex()
        if index.isValid():
            bar.setValue(index.row() * ROW_HEIGHT - top)
        elif not seq and not self._stream.newest_first:
            bar.setValue(bar.maximum())

    def _remember(self) -> None:
        row = self.current()
        self._seq = row.seq if row is not None else 0

    def _recall(self) -> None:
        index = self._stream.find(self._seq)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        bar = self.verticalScrollBar()
        self.executeDelayedItemsLayout()
        bar.setValue(bar.minimum() if self._stream.newest_first else bar.maximum())
