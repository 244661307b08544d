"""The time line of a review: an interval, what happened in it, and the playhead to be dragged."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from console import times
from console.review.marks import Mark, Marks
from console.shapes import draw_triangle
from console.theme import SMALL, Theme, mixed

HEIGHT = 72
EDGE = 16
DIAMOND = ((0.0, -4.0), (4.0, 0.0), (0.0, 4.0), (-4.0, 0.0))
STEPS = (1, 5, 10, 30, 60, 300, 600, 1800, 3600, 10800, 21600, 43200, 86400)
"""Seconds between two ticks of the scale."""


class Timeline(QWidget):
    """Shows ``since`` … ``until`` (s UTC). ``sought`` asks for a moment: by click, drag, or the arrow keys."""

    sought = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.since, self.until, self.time = 0.0, 1.0, 0.0
        self.marks = Marks([])
        self._layer: QPixmap | None = None
        self._layer_of: tuple[object, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Time line"))
        self.setToolTip(self.tr("Arrow keys move by 5 s, with Shift by a minute; Home and End go to the ends."))
        theme.changed.connect(self.update)

    def show_interval(self, since: float, until: float, marks: list[Mark]) -> None:
        """Another interval, with what happened in it."""
        self.since, self.until = since, max(until, since + 1.0)
        self.marks = Marks(marks)
        self._layer = None
        self.update()

    def show_time(self, wall: float) -> None:
        """The playhead moved."""
        if round(self._x(wall) * 2) != round(self._x(self.time) * 2) or abs(wall - self.time) >= 1:
            self.time = wall
            self.setAccessibleDescription(times.stamp(wall))
            self.update()
        self.time = wall

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(600, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Still of use."""
        return QSize(240, HEIGHT)

    # -- places ---------------------------------------------------------------------------------------------------

    def _x(self, wall: float) -> float:
        share = (wall - self.since) / (self.until - self.since)
        return EDGE + min(1.0, max(0.0, share)) * (self.width() - 2 * EDGE)

    def time_at(self, x: float) -> float:
        """The moment at ``x`` px."""
        share = (x - EDGE) / max(1.0, self.width() - 2 * EDGE)
        return self.since + min(1.0, max(0.0, share)) * (self.until - self.since)

    # -- hands ----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.sought.emit(self.time_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.sought.emit(self.time_at(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home, End."""
        step = 60.0 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 5.0
        places = {
            Qt.Key.Key_Left: self.time - step,
            Qt.Key.Key_Right: self.time + step,
            Qt.Key.Key_Home: self.since,
            Qt.Key.Key_End: self.until,
        }
        place = places.get(Qt.Key(event.key()))
        if place is None:
            super().keyPressEvent(event)
        else:
            self.sought.emit(min(self.until, max(self.since, place)))

    # -- drawing --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Scale, marks, playhead."""
        palette = self._theme.palette
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._still())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = self._x(self.time)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.text)
        painter.drawRect(QRectF(x - 1, 20, 2, 30))
        painter.drawPolygon(QPolygonF([QPointF(x - 6, 14), QPointF(x + 6, 14), QPointF(x, 22)]))
        if self.hasFocus():
            painter.setPen(QPen(palette.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _still(self) -> QPixmap:
        """All but the playhead, which alone moves: an interval may hold thousands of marks."""
        dpr = self.devicePixelRatioF()
        of = (self.width(), self.height(), dpr, self._theme.palette.night)
        if self._layer is None or self._layer_of != of:
            layer = QPixmap(round(self.width() * dpr), round(self.height() * dpr))
            layer.setDevicePixelRatio(dpr)
            layer.fill(self._theme.palette.panel)
            painter = QPainter(layer)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._scale(painter)
            painter.fillRect(QRectF(EDGE, 26, self.width() - 2 * EDGE, 16), self._theme.palette.window)
            for mark in sorted(self.marks.all, key=lambda one: one.kind == "alarm"):
                self._mark(painter, mark)
            painter.end()
            self._layer, self._layer_of = layer, of
        return self._layer

    def _mark(self, painter: QPainter, mark: Mark) -> None:
        palette = self._theme.palette
        x = self._x(mark.time)
        painter.setPen(Qt.PenStyle.NoPen)
        if mark.kind == "alarm":
            draw_triangle(painter, QPointF(x, 33), 13, palette.emergency)
        elif mark.kind == "call":
            # calls overlap: each keeps a dark beginning, so that one does not hide the next
            painter.setBrush(mixed(palette.window, palette.accent, 0.45))
            painter.drawRect(QRectF(x, 28, max(2.0, self._x(mark.time + mark.seconds) - x), 12))
            painter.setBrush(palette.accent)
            painter.drawRect(QRectF(x, 28, 2, 12))
        elif mark.kind == "status":
            painter.setBrush(palette.ok)
            painter.drawRect(QRectF(x - 1, 43, 2, 6))
        elif mark.kind in ("border", "fence"):
            painter.setBrush(palette.warn if mark.kind == "border" else palette.text)
            painter.drawPolygon(QPolygonF([QPointF(x + dx, 22 + dy) for dx, dy in DIAMOND]))
        else:
            painter.setBrush(palette.warn if mark.kind == "text" else palette.muted)
            painter.drawEllipse(QPointF(x, 46), 2.5, 2.5)

    def _scale(self, painter: QPainter) -> None:
        """Times under the line, at round moments of the room's clock."""
        font = self._theme.font(SMALL)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(self._theme.palette.muted)
        room = max(1.0, (self.width() - 2 * EDGE) / (metrics.horizontalAdvance("00:00:00") + 24))
        step = next((s for s in STEPS if (self.until - self.since) / s <= room), STEPS[-1])
        offset = times.local(self.since).utcoffset()
        shift = offset.total_seconds() if offset is not None else 0.0
        tick = -(-(self.since + shift) // step) * step - shift
        while tick <= self.until:
            x = self._x(tick)
            words = times.clock(tick) if step < 60 else times.minute(tick)
            wide = metrics.horizontalAdvance(words)
            painter.drawLine(QPointF(x, 50), QPointF(x, 54))
            painter.drawText(QPointF(min(max(2.0, x - wide / 2), self.width() - wide - 2), 67), words)
            tick += step
