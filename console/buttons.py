"""The small buttons of tiles and headers, and the push-to-talk button, which obeys a finger and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from console.icons import pixmap
from console.theme import BOLD, SEMIBOLD, Theme, mixed


class SmallButton(QAbstractButton):
    """26 × 26 px with one icon (or short word); flat where ``frame`` is off."""

    def __init__(self, theme: Theme, icon: str, frame: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._frame = frame
        self.inverted = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        theme.changed.connect(self.update)

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        if icon != self._icon:
            self._icon = icon
            self.update()

    def sizeHint(self) -> QSize:
        """26 × 26."""
        return QSize(26, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, edge, icon; a ring where the focus is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text = self._ground(painter)
        side = 14
        colour = text if self.isEnabled() else mixed(self._theme.palette.panel, text, 0.35)
        image = pixmap(self._icon, colour, side, self.devicePixelRatioF())
        painter.drawPixmap(QPointF((self.width() - side) / 2, (self.height() - side) / 2), image)

    def _ground(self, painter: QPainter) -> QColor:
        palette = self._theme.palette
        ground, text, edge = palette.button, palette.text, palette.line
        if self.inverted:
            ground, text = mixed(palette.text, palette.panel, 0.12), palette.panel
            edge = mixed(palette.text, palette.panel, 0.4)
        if self.isEnabled() and (self.isDown() or self.isChecked()):
            ground = mixed(ground, palette.accent, 0.25)
        elif self.isEnabled() and self.underMouse():
            ground = mixed(ground, palette.accent, 0.10)
        if self._frame or self.underMouse() or self.hasFocus():
            painter.setPen(QPen(palette.accent if self.hasFocus() else edge, 2 if self.hasFocus() else 1))
            painter.setBrush(ground)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        return text


class PttButton(QAbstractButton):
    """Press and hold. ``pressed_down`` and ``let_go`` follow the left mouse button alone: no key, no focus.

    ``lost`` instead of ``let_go`` where nobody let go: it was hidden, or its window is not in front any more.
    """

    pressed_down = Signal()
    let_go = Signal()
    lost = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._finger = False
        self.inverted = False
        self.accent = False
        self.px = 12
        self.setText(self.tr("PTT"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.changed.connect(self.update)

    @property
    def finger(self) -> bool:
        """True while the left button went down on this and did not come up."""
        return self._finger

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The left button went down: talk."""
        if event.button() == Qt.MouseButton.LeftButton and self.isEnabled():
            self._finger = True
            self.pressed_down.emit()
            self.update()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It came up, wherever the pointer is now."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._up(self.let_go)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A quick second press is a press."""
        self.mousePressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """What cannot be seen cannot be held."""
        self._up(self.lost)
        super().hideEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is held without the window."""
        self._up(self.lost)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys pass by: Space on a focused button must never open a microphone."""
        event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Keys pass by."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the word; filled while a finger is on it, faded when it cannot be pressed."""
        palette = self._theme.palette
        ground, text, edge = palette.button, palette.text, palette.line
        if self.inverted:
            ground, text, edge = palette.panel, palette.text, palette.panel
        elif self._finger or (self.accent and self.isEnabled()):
            ground, text, edge = palette.accent, palette.on_accent, palette.accent
        elif self.underMouse() and self.isEnabled():
            ground = mixed(ground, palette.accent, 0.10)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            text, edge = mixed(palette.panel, text, 0.35), mixed(palette.panel, edge, 0.6)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setPen(text)
        painter.setFont(self._theme.font(self.px, SEMIBOLD if self.accent else BOLD))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

    def _up(self, ended: SignalInstance) -> None:
        if self._finger:
            self._finger = False
            ended.emit()
            self.update()
