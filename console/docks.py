"""The parts of the window: each can go to a second monitor, and stands where it stood when the program starts again."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from console.header import PanelHeader
from console.theme import Theme

LAYOUT_VERSION = 1
"""Raised when docks come, go or change their names: a remembered layout of another version is not used."""


class Dock(QDockWidget):
    """One part. Where its content has no head of its own, a head shows only while it is detached."""

    def __init__(self, name: str, title: str, content: QWidget, head: PanelHeader | None, theme: Theme) -> None:
        super().__init__(title)
        self.setObjectName(name)
        self.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetMovable | QDockWidget.DockWidgetFeature.DockWidgetFloatable
        )
        self._own_head = head is not None
        self._head = head if head is not None else PanelHeader(theme, title)
        self._bare = QWidget()
        self._bare.setFixedHeight(0)
        self.setTitleBarWidget(self._head if self._own_head else self._bare)
        self._head.setParent(self)
        self._head.setVisible(self._own_head)
        self._theme = theme
        self.setWidget(content)
        self.topLevelChanged.connect(self._on_floating)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The panel's ground, for contents that draw none."""
        QPainter(self).fillRect(self.rect(), self._theme.palette.panel)

    def _on_floating(self, floating: bool) -> None:
        if not self._own_head:
            self.setTitleBarWidget(self._head if floating else self._bare)
            self._head.setVisible(floating)
            self._bare.setVisible(not floating)


class Docks:
    """The four docks of the window: talk-groups, units, stream, detail."""

    def __init__(self, window: QMainWindow, settings: QSettings) -> None:
        self._window, self._settings = window, settings
        self.docks: dict[str, Dock] = {}
        window.setDockNestingEnabled(True)
        for corner in (Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner):
            window.setCorner(corner, Qt.DockWidgetArea.BottomDockWidgetArea)
        window.setCorner(Qt.Corner.TopLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        window.setCorner(Qt.Corner.TopRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)

    def add(self, dock: Dock) -> None:
        """Take ``dock`` in; :meth:`arrange` places it."""
        self.docks[dock.objectName()] = dock

    def arrange(self) -> None:
        """Put every dock where the picture has it, sized for the window as it is."""
        window, docks = self._window, self.docks
        for dock in docks.values():
            dock.setFloating(False)
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, docks["tiles"])
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, docks["board"])
        window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, docks["stream"])
        window.splitDockWidget(docks["stream"], docks["detail"], Qt.Orientation.Horizontal)
        for dock in docks.values():
            dock.show()
        self.size()

    def size(self) -> None:
        """The picture's proportions, less room for the sides on a small screen."""
        window, docks = self._window, self.docks
        wide, high = window.width(), window.height()
        left, right, detail = (340, 343, 560) if wide >= 1600 else (340, 316, 500)
        bottom = max(222, round(high * 316 / 1080))
        horizontal, vertical = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        window.resizeDocks([docks["tiles"], docks["board"]], [left, right], horizontal)
        window.resizeDocks([docks["stream"], docks["detail"]], [wide - detail - 1, detail], horizontal)
        window.resizeDocks([docks["stream"], docks["detail"]], [bottom, bottom], vertical)

    def detach(self, name: str) -> None:
        """Detach a dock, or put it back."""
        dock = self.docks[name]
        dock.setFloating(not dock.isFloating())
        if dock.isFloating():
            dock.raise_()

    def remember(self) -> None:
        """Keep sizes and places for the next start."""
        self._settings.setValue("layout/geometry", self._window.saveGeometry())
        self._settings.setValue("layout/state", self._window.saveState(LAYOUT_VERSION))

    def recall(self) -> bool:
        """Put everything where it was remembered; false where nothing (usable) is."""
        geometry, state = self._settings.value("layout/geometry"), self._settings.value("layout/state")
        if not isinstance(geometry, QByteArray) or not isinstance(state, QByteArray):
            return False
        self._window.restoreGeometry(geometry)
        self._bring_in()
        return self._window.restoreState(state, LAYOUT_VERSION)

    def _bring_in(self) -> None:
        """Wholly onto its screen: a monitor may have gone, and Qt leaves room for a title bar where there is none."""
        window = self._window
        if window.isMaximized() or window.isFullScreen():
            return
        room, frame = window.screen().availableGeometry(), window.frameGeometry()
        edges = frame.size() - window.size()
        window.resize(frame.size().boundedTo(room.size()) - edges)
        frame = window.frameGeometry()
        left = max(room.left(), min(frame.left(), room.right() + 1 - frame.width()))
        top = max(room.top(), min(frame.top(), room.bottom() + 1 - frame.height()))
        window.move(left, top)

    def forget(self) -> None:
        """Nothing remembered: everything as in the picture."""
        self._settings.remove("layout")
        self.arrange()
