"""Nothing of ours covers the emergency strip: menus, tooltips, detached panels and dialogs are moved below it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtWidgets import QApplication, QWidget

_MOVES = (QEvent.Type.Show, QEvent.Type.Move, QEvent.Type.Resize)


class StripGuard(QObject):
    """An event filter on the application while the strip is there. ``strip`` gives its place on the screen."""

    def __init__(self, strip: Callable[[], QRect], parent: QWidget) -> None:
        super().__init__(parent)
        self._strip = strip
        self._main = parent
        self._moving = False

    def watch(self, on: bool) -> None:
        """Begin with the strip and end with it: a filter on every event has its price."""
        app = QApplication.instance()
        if app is None:
            return
        app.removeEventFilter(self)
        if on:
            app.installEventFilter(self)
            self.sweep()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at every top-level widget that shows, moves or grows."""
        if event.type() in _MOVES and isinstance(watched, QWidget) and watched.isWindow():
            self.keep_clear(watched)
        return False

    def sweep(self) -> None:
        """The strip has just appeared: clear what lies over it now. An open menu would take the next click: it goes."""
        popup = QApplication.activePopupWidget()
        if popup is not None and popup.frameGeometry().intersects(self._strip()):
            popup.close()
        for widget in QApplication.topLevelWidgets():
            self.keep_clear(widget)

    def keep_clear(self, widget: QWidget) -> None:
        """Move ``widget`` below the strip where it covers it; make it smaller where it would leave the screen."""
        strip = self._strip()
        if self._moving or strip.isEmpty() or widget is self._main or not widget.isVisible():
            return
        frame = widget.frameGeometry()
        if not frame.intersects(strip):
            return
        self._moving = True
        try:
            widget.move(frame.left(), strip.bottom() + 1)
            screen = widget.screen().availableGeometry()
            over = strip.bottom() + 1 + frame.height() - screen.bottom() - 1
            if over > 0 and widget.height() - over >= widget.minimumHeight():
                widget.resize(widget.width(), widget.height() - over)
        finally:
            self._moving = False
