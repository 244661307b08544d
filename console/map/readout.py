"""The plate in the map's corner: a scale bar, and what is under the pointer in the chosen coordinate system."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QLocale, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFontMetrics,
    QGuiApplication,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from console.i18n import settings
from console.map import coordinates
from console.map.camera import Camera
from console.map.errands import Errands
from console.theme import SMALL, Theme
from console.where import ground
from gps import grids

KEPT = "map/coordinates"
"""Where the chosen systems are remembered."""
HIGH, LINE, CHEVRON = 26, 17, 22
"""The plate with one system, each further one, and the room for the mark that opens the menu, px."""
SAID = 1500
"""Milliseconds it says that it was copied."""
LONGEST = 96
"""The scale bar never gets longer than this, px."""


def bar(metres_per_px: float) -> tuple[float, float]:
    """(metres, px) of the longest round scale bar of 1, 2 or 5 that fits."""
    most = metres_per_px * LONGEST
    magnitude = 10.0 ** math.floor(math.log10(most))
    metres = next(step * magnitude for step in (5, 2, 1) if step * magnitude <= most)
    return metres, metres / metres_per_px


def usual() -> str:
    """The grid of the screen's country."""
    return grids.LKS94 if QLocale().language() == QLocale.Language.Lithuanian else grids.LKS92


def chosen() -> list[str]:
    """The systems to show, in the menu's order; remembered between starts."""
    kept = settings().value(KEPT, [])
    names = {str(one) for one in kept} if isinstance(kept, list) else {str(kept)}
    return [system for system in coordinates.SYSTEMS if system in names] or [usual()]


class Readout(QAbstractButton):
    """Shows scale and coordinates. A click copies them; its chevron, or the menu key, chooses the systems.

    On the way to this plate the pointer crosses the map: while it is on the plate, the place clicked last is shown
    (:meth:`note`), or the middle of the map.
    """

    sized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bar = (10_000.0, 60.0)
        self._step = 10
        self._place: tuple[float, float] | None = None
        self._noted: tuple[float, float] | None = None
        self.systems = chosen()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Scale and coordinates"))
        self.setToolTip(
            self.tr("Coordinates under the pointer; here those of the place clicked last. Click to copy, ▾ to choose.")
        )
        self.clicked.connect(self.copy)
        self._copied = QTimer(self, singleShot=True, interval=SAID)
        self._copied.timeout.connect(self._fit)
        self._errands = Errands(1, "map-grids", self)
        self._ready = False
        self.resize(self.sizeHint())

    def prepare(self) -> None:
        """Load the grids in a thread; coordinates are shown when they are there."""
        if not self._ready and not self._errands.busy:
            self._errands.run(grids.prepare, self._prepared)

    def _prepared(self, _nothing: None) -> None:
        self._ready = True
        self._fit()

    def stop(self) -> None:
        """Wait for the thread."""
        self._errands.stop()

    def show_camera(self, camera: Camera) -> None:
        """The map's scale is now this."""
        self._step = 1 if camera.metres_per_px() < 4 else 10
        now = bar(camera.metres_per_px())
        if now != self._bar:
            self._bar = now
            self._fit()

    def show_place(self, lat: float, lon: float) -> None:
        """The pointer (or the map's centre) is here."""
        self._place = (lat, lon)
        self._fit()

    def note(self, lat: float, lon: float) -> None:
        """This place was clicked on the map."""
        self._noted = (lat, lon)

    def words(self) -> str:
        """What is written: ``10 km · LKS-92 N 192 340 E 659 870``; a line for each further system."""
        metres = self._bar[0]
        scale = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
        if self._place is None or not self._ready:
            return scale
        if self._copied.isActive():
            scale = self.tr("Copied")
        place = self._place
        lines = [coordinates.written(*place, system, self._step) for system in self.systems]
        return f"{scale} · " + "\n".join(filter(None, (*lines, ground(*place))))

    def copy(self) -> None:
        """What is shown, to the metre, into the clipboard; a line for each system."""
        if self._place is None or not self._ready:
            return
        place = self._place
        said = "\n".join(coordinates.written(*place, system) for system in self.systems)
        QGuiApplication.clipboard().setText(said)
        self._copied.start()
        self._fit()

    def choose(self, system: str, on: bool) -> None:
        """Show ``system`` too, or no more; one is always shown."""
        wanted = {*self.systems, system} if on else {*self.systems} - {system}
        self.systems = [one for one in coordinates.SYSTEMS if one in wanted] or self.systems
        settings().setValue(KEPT, self.systems)
        self._fit()

    def menu(self) -> QMenu:
        """The systems to choose from."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for system in coordinates.SYSTEMS:
            action = menu.addAction(system)
            action.setCheckable(True)
            action.setChecked(system in self.systems)
            action.toggled.connect(lambda on, s=system: self.choose(s, on))
        return menu

    def _open(self) -> None:
        menu = self.menu()
        menu.popup(self.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On the chevron: the menu; else a button as others are."""
        if event.button() == Qt.MouseButton.LeftButton and event.position().x() > self.width() - CHEVRON:
            self._open()
        else:
            super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu by the other button or the menu key."""
        event.accept()
        self._open()

    def enterEvent(self, event: QEnterEvent) -> None:
        """The place clicked last, not the one the pointer crossed to get here."""
        super().enterEvent(event)
        if self._noted is not None:
            self.show_place(*self._noted)

    def changeEvent(self, event: QEvent) -> None:
        """Another font: another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        size = self.sizeHint()
        if size.height() != self.height() or not self.width() - 24 <= size.width() <= self.width():
            foot = self.y() + self.height()
            self.resize(size)
            self.move(self.x(), foot - size.height())
            self.sized.emit()
        self.update()

    def sizeHint(self) -> QSize:
        lines = self.words().split("\n")
        metrics = QFontMetrics(self._theme.font(SMALL))
        first, *others = (metrics.horizontalAdvance(line) for line in lines)
        lead = metrics.horizontalAdvance(lines[0].partition(" · ")[0] + " · ")
        wide = max(first, *(lead + other for other in others), 0)
        return QSize(int(self._bar[1]) + wide + 30 + CHEVRON, HIGH + LINE * len(others))

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plate = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(palette.accent if self.hasFocus() else palette.line, 2 if self.hasFocus() else 1))
        painter.setBrush(palette.panel)
        painter.drawRoundedRect(plate, 4, 4)
        length = self._bar[1]
        painter.setPen(QPen(palette.text, 1.6))
        y = HIGH / 2 + 3.5
        painter.drawPolyline([QPointF(10, y - 6), QPointF(10, y), QPointF(10 + length, y), QPointF(10 + length, y - 6)])
        edge = self.width() - CHEVRON / 2 - 2
        painter.drawPolyline([QPointF(edge - 4, y - 5), QPointF(edge, y - 1), QPointF(edge + 4, y - 5)])
        painter.setFont(self._theme.font(SMALL))
        painter.setPen(palette.text)
        metrics = painter.fontMetrics()
        lines = self.words().split("\n")
        left = 10 + length + 9
        lead = metrics.horizontalAdvance(lines[0].partition(" · ")[0] + " · ")
        for row, line in enumerate(lines):
            at = QRectF(left + (lead if row else 0), row * LINE, self.width() - left, HIGH)
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)
        painter.end()
