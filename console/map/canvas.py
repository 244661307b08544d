"""A widget round the renderer: paces the painting, moves the camera by mouse, wheel and keys. Knows no facts."""

from __future__ import annotations

import time

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from console.map.camera import Camera
from console.map.ground import Ground
from console.map.renderer import MapRenderer
from console.map.tags import Plate
from console.map.tool import Tool
from console.theme import Theme

FRAME = 16
"""Milliseconds between two frames at least."""
CALM = 400
"""Milliseconds without a frame after which tags that only went along with their units are laid out anew."""
PAN = 96
"""What an arrow key moves the map by, px."""
GRABS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
"""With one of these keys a press may belong to a tool that is not held."""
NOTCH = 60
"""Of a wheel's angle (1/8 degrees) for a quarter zoom: one notch of a plain wheel is two of them."""


class MapCanvas(QWidget):
    """Shows what its renderer draws. ``moved`` follows each new camera, ``pointed`` the pointer's window pixel.

    ``picked_up``: another tool is held, or none. ``touched`` is true once somebody moved the map by hand: from then on
    it no longer moves by itself.
    """

    moved = Signal()
    pointed = Signal(QPointF)
    pressed = Signal(QPointF)
    twice = Signal(QPointF)
    taken = Signal()
    picked_up = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.ground = Ground(theme.font)
        self.renderer = MapRenderer(theme.font, self.ground)
        self.camera = Camera(0.5, 0.3, 34)
        self.touched = False
        self.tools: list[Tool] = []
        self.held: Tool | None = None
        self._drag: QPointF | None = None
        self._dragged = False
        self._wheel = 0
        self._painted = 0.0
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.setTimerType(Qt.TimerType.PreciseTimer)
        self._frame.timeout.connect(self.repaint)  # update() would wait another 5 ms for nothing (Qt's idle time)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM)
        self._calm.timeout.connect(self._settle_down)
        self.ground.store.ready.connect(self.schedule)
        self.ground.again.timeout.connect(self.schedule)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(QSize(240, 180))

    @property
    def room(self) -> tuple[int, int]:
        """Width and height, logical px."""
        return self.width(), self.height()

    def schedule(self) -> None:
        """Paint as soon as this event is over if the last frame is long enough ago, else when its time has come."""
        if not self._frame.isActive():
            self._frame.start(max(0, int(FRAME - (time.monotonic() - self._painted) * 1000)))

    def look(self, camera: Camera) -> None:
        """Show this."""
        if camera != self.camera:
            self.camera = camera
            self.moved.emit()
            self.schedule()

    def zoom(self, steps: int, at: QPointF | None = None) -> None:
        """So many quarter zooms nearer; what is at the pixel (or the middle) stays."""
        self.touched = True
        point = at or QPointF(self.width() / 2, self.height() / 2)
        self.look(self.camera.zoomed(steps, point.x(), point.y(), *self.room))

    def _settle_down(self) -> None:
        self.renderer.settle()
        self.schedule()

    def plates(self) -> tuple[Plate, ...]:
        """What lies on the map, px: no name and no tag is put under it."""
        return ()

    def hold(self, tool: Tool | None) -> None:
        """Give the mouse to ``tool``, or back to the map."""
        if tool is not self.held:
            former, self.held = self.held, tool
            self._drag = None
            if former is not None:
                former.put_down()
            self.setCursor(Qt.CursorShape.ArrowCursor if tool is None else Qt.CursorShape.CrossCursor)
            self.picked_up.emit()
            self.schedule()

    def pan(self, dx: float, dy: float) -> None:
        """Move the content by hand."""
        self.touched = True
        self.taken.emit()
        self.look(self.camera.moved(dx, dy))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """One frame."""
        dpr = self.devicePixelRatioF()
        if self.camera.dpr != dpr:
            self.camera = Camera(self.camera.x, self.camera.y, self.camera.step, dpr)
        self._painted = time.monotonic()
        painter = QPainter(self)
        try:  # a painter left open by a fault would take the whole program along
            with self.ground.gate.shut():
                self._draw(painter)
        finally:
            painter.end()

    def _draw(self, painter: QPainter) -> None:
        self.renderer.plates = self.plates()
        self.renderer.paint(painter, self.camera, self.room, self._theme.palette)
        if self.renderer.unsettled:
            self._calm.start()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for tool in self.tools:
            painter.save()
            try:
                tool.paint(painter, self.camera, self.room, self._theme.palette)
            finally:
                painter.restore()
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(self._theme.palette.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus is always visible."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And so is that it left."""
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        if event.button() == Qt.MouseButton.LeftButton and self.held is None and event.modifiers() & GRABS:
            keys = event.modifiers()
            self.hold(next((tool for tool in self.tools if tool.grabs(event.position(), keys)), None))
        if event.button() == Qt.MouseButton.LeftButton and self.held is not None:
            self.held.pressed(event.position())
        elif event.button() == Qt.MouseButton.LeftButton:
            self._drag, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the map, or say where the pointer is."""
        place = event.position()
        self.pointed.emit(place)
        if self.held is not None:
            self.held.moved(place, bool(event.buttons() & Qt.MouseButton.LeftButton))
            return
        if self._drag is None:
            over = self.renderer.unit_at(place.x(), place.y(), self.camera)
            self.hover(over)
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
            return
        moved = place - self._drag
        if self._dragged or moved.manhattanLength() >= QApplication.startDragDistance():
            self._dragged = True
            self._drag = place
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.pan(moved.x(), moved.y())

    def hover(self, unit: str) -> None:
        """The pointer is on ``unit``, or on none."""
        if unit != self.renderer.hovered:
            self.renderer.hovered = unit
            self.schedule()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press that did not move is a click."""
        if event.button() == Qt.MouseButton.LeftButton and self.held is not None:
            self.held.released(event.position())
        elif event.button() == Qt.MouseButton.LeftButton and self._drag is not None:
            self._drag = None
            self.setCursor(Qt.CursorShape.ArrowCursor)
            if not self._dragged:
                self.pressed.emit(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Zoom in, unless a view has something better to do there."""
        if event.button() == Qt.MouseButton.LeftButton and self.held is not None:
            self.held.twice(event.position())
        elif event.button() == Qt.MouseButton.LeftButton:
            self.twice.emit(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom round the pointer; small steps of fine wheels add up."""
        self._wheel += event.angleDelta().y()
        steps = int(self._wheel / NOTCH)
        if steps:
            self._wheel -= steps * NOTCH
            self.zoom(steps, event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the map, plus and minus zoom."""
        moves = {
            Qt.Key.Key_Left: (PAN, 0),
            Qt.Key.Key_Right: (-PAN, 0),
            Qt.Key.Key_Up: (0, PAN),
            Qt.Key.Key_Down: (0, -PAN),
        }
        zooms = {Qt.Key.Key_Plus: 2, Qt.Key.Key_Equal: 2, Qt.Key.Key_Minus: -2, Qt.Key.Key_Underscore: -2}
        key = Qt.Key(event.key())
        if key in moves:
            self.pan(*moves[key])
        elif key in zooms:
            self.zoom(zooms[key])
        else:
            super().keyPressEvent(event)
