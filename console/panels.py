"""Where dialogs of this program live: a sheet inside the window, always below the emergency strip, never over it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from console.theme import Theme

EDGE = 24


class PanelHost(QWidget):
    """Shows one panel at a time over everything below the strip. ``emptied`` when the last one went.

    A panel leaves by Esc, by a click beside it, or by its own ``closed`` signal. Focus stays inside it and returns to
    where it was. A panel shown over another one brings that back when it leaves.
    """

    emptied = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stack: list[tuple[QWidget, bool, QWidget | None]] = []
        self.hide()
        theme.changed.connect(self.update)

    @property
    def panel(self) -> QWidget | None:
        """The panel on show."""
        return self._stack[-1][0] if self._stack else None

    def show_panel(self, panel: QWidget, fill: bool = False) -> None:
        """Show ``panel``: as large as it wants to be, or over the whole room (``fill``). It is deleted when it left."""
        if any(panel is shown for shown, _, _ in self._stack):
            return
        if self.panel is not None:
            self.panel.hide()
        self._stack.append((panel, fill, QApplication.focusWidget()))
        panel.setParent(self)
        panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        panel.setAutoFillBackground(True)
        closed = getattr(panel, "closed", None)
        if closed is not None:
            closed.connect(self.close_panel)
        panel.installEventFilter(self)
        self.show()
        self.raise_()
        panel.show()
        self._place()
        first = _first_focus(panel)
        (first or panel).setFocus(Qt.FocusReason.PopupFocusReason)

    def close_panel(self) -> None:
        """Take the panel on show away."""
        if not self._stack:
            return
        panel, _, before = self._stack.pop()
        panel.removeEventFilter(self)
        panel.hide()
        panel.deleteLater()
        if self.panel is not None:
            self.panel.show()
            self._place()
        else:
            self.hide()
            self.emptied.emit()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        """A panel that wants another size gets it."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.panel:
            self._place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the panel closes it."""
        event.accept()
        self.close_panel()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the panel where it belongs."""
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim what lies below; draw the panel's ground and edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.palette
        painter.fillRect(self.rect(), QColor(0, 0, 0, 120 if palette.night else 70))
        if self.panel is not None:
            painter.setPen(QPen(palette.line, 1))
            painter.setBrush(palette.panel)
            painter.drawRoundedRect(self.panel.geometry().adjusted(-5, -5, 5, 5), 8, 8)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays inside the panel."""
        panel, start = self.panel, QApplication.focusWidget()
        if panel is None or start is None:
            return super().focusNextPrevChild(forward)
        widget = start
        while True:
            neighbour = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
            if neighbour is None or neighbour is start:
                return True
            widget = neighbour
            tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if tab and panel.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled():
                reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
                widget.setFocus(reason)
                return True

    def _place(self) -> None:
        panel = self.panel
        if panel is None:
            return
        room = self.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        if self._stack[-1][1]:
            panel.setGeometry(room)
        else:
            wanted = panel.sizeHint().expandedTo(panel.minimumSizeHint()).boundedTo(room.size())
            place = QRect(room.topLeft(), wanted)
            place.moveCenter(room.center())
            place.moveTop(room.top() + (room.height() - wanted.height()) // 3)
            panel.setGeometry(place)
        self.update()


def show_panel(origin: QWidget, panel: QWidget, fill: bool = False) -> None:
    """Show ``panel`` in the window that ``origin`` belongs to, detached or not."""
    widget: QWidget | None = origin
    while widget is not None:
        show = getattr(widget, "show_panel", None)
        if callable(show) and not isinstance(widget, PanelHost):
            show(panel, fill)
            return
        widget = widget.parentWidget()
    raise LookupError("no window here shows panels")


def _first_focus(panel: QWidget) -> QWidget | None:
    """Where typing starts: the panel's own wish (``focus_first``), else its first field."""
    own = getattr(panel, "focus_first", None)
    if callable(own):
        own()
        focused = QApplication.focusWidget()
        if focused is not None and panel.isAncestorOf(focused):
            return focused
    able = [
        widget
        for widget in panel.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    fields = [widget for widget in able if isinstance(widget, QLineEdit | QPlainTextEdit)]
    return next(iter(fields or able), None)
