"""The head of a panel: its name, a count, and the handle by which it is dragged to another screen."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QDockWidget, QMenu, QSizePolicy, QWidget

from console.theme import SEMIBOLD, Theme

HEIGHT = 32


class PanelHeader(QWidget):
    """``title`` on the left, ``note`` on the right, a button beside it; a dock's title bar. A double click detaches."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = title
        self._note = ""
        self._button: QWidget | None = None
        self.margin = 12
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(self.tr("Drag to another screen, double-click to detach or put back"))
        self.setAccessibleName(title)
        theme.changed.connect(self.update)

    def set_note(self, note: str) -> None:
        """Show ``note`` (a count) on the right."""
        if note != self._note:
            self._note = note
            self.setAccessibleDescription(note)
            self._place()
            self.update()

    def set_button(self, button: QWidget) -> None:
        """Have ``button`` left of the note."""
        self._button = button
        button.setParent(self)
        self._place()
        button.show()

    def _right(self) -> float:
        """How much the note takes at the right end, px."""
        return self.margin + QFontMetricsF(self._theme.font(12, SEMIBOLD)).horizontalAdvance(self._note)

    def _place(self) -> None:
        if self._button is not None:
            size = self._button.sizeHint()
            left = self.width() - self._right() - 10 - size.width()
            self._button.setGeometry(round(left), (self.height() - size.height()) // 2, size.width(), size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The button stays at the right."""
        self._place()

    def sizeHint(self) -> QSize:
        """32 px high."""
        return QSize(120, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """As small as its dock wants."""
        return QSize(40, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw title and note."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.palette.panel)
        font = self._theme.font(12, SEMIBOLD)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(self._theme.palette.muted)
        y = 17 + metrics.capHeight() / 2
        painter.drawText(QPointF(self.width() - self._right(), y), self._note)
        end = self.width() - self._right() if self._button is None else self._button.x()
        room = end - self.margin - 8
        painter.drawText(QPointF(self.margin, y), metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, room))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Detach, or put back."""
        self._toggle()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the same by menu."""
        dock = self._dock()
        if dock is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = self.tr("Put back") if dock.isFloating() else self.tr("Detach")
        menu.addAction(words).triggered.connect(self._toggle)
        menu.popup(event.globalPos())

    def _dock(self) -> QDockWidget | None:
        parent = self.parentWidget()
        return parent if isinstance(parent, QDockWidget) else None

    def _toggle(self) -> None:
        dock = self._dock()
        if dock is not None:
            dock.setFloating(not dock.isFloating())
