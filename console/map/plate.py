"""A page that lies on the map: how it looks there, and that what is done over it is not the map's."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QHideEvent, QIcon, QPainter, QPixmap, QShowEvent
from PySide6.QtWidgets import QWidget

from console.page import Page
from console.shapes import draw_unit_symbol
from console.theme import Palette, Theme
from units.findings import AgencyInfo


class MapSheet(Page):
    """Dressed for the map on which it lies."""

    def _dress(self) -> None:
        """As a page; what lies on a map is dressed otherwise, and this lies on one."""
        super()._dress()
        palette = self.theme.palette
        names = ("panel", "window", "line", "text", "muted", "accent", "on_accent", "warn")
        values = {name: getattr(palette, name).name() for name in names}
        self.setStyleSheet(self.styleSheet() + _SHEET % values)

    def event(self, event: QEvent) -> bool:
        """What is pressed or turned over the plate is not the map's."""
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.Wheel):
            event.accept()
            return True
        return super().event(event)


class SideSheet(MapSheet):
    """At the map's right edge, as high as it wants to be; it stays there when the map gets another size."""

    WIDTH, NARROW = 540, 480

    def __init__(self, theme: Theme, title: str, area: QWidget) -> None:
        super().__init__(theme, title, area)
        self._area = area
        self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """Only what is seen watches the map's size: a filter on everything has its price."""
        super().showEvent(event)
        self._area.installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        """Watch no more."""
        super().hideEvent(event)
        self._area.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The map has another size."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.place()
        return False

    def place(self) -> None:
        """Where it belongs."""
        area = self._area
        layout = self.layout()
        if layout is not None:
            layout.activate()
        high = max(self.minimumSizeHint().height(), self.sizeHint().height())
        wide = max(self.NARROW, min(self.WIDTH, area.width() // 2))
        self.resize(min(wide, area.width() - 24), min(high, area.height() - 24))
        self.move(area.width() - self.width() - 12, 12)

    def appear(self) -> None:
        """Show it above what lies there."""
        self.show()
        self.place()
        self.raise_()


def symbol(agency: AgencyInfo, palette: Palette) -> QIcon:
    """The agency's shape, for a list."""
    picture = QPixmap(36, 36)
    picture.setDevicePixelRatio(2.0)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_unit_symbol(painter, QPointF(9, 9), 14, agency, palette)
    painter.end()
    return QIcon(picture)


_SHEET = """
#page { border: 1px solid %(line)s; border-radius: 6px; }
QLabel { background: transparent; color: %(text)s; padding: 0; font-size: 14px; }
QLabel[quiet="true"] { color: %(muted)s; font-size: 12px; }
QLabel[worry="true"] { color: %(warn)s; font-size: 12px; }
QTableView::item { padding: 0 4px; }
#pageTitle { font-size: 18px; font-weight: 600; }
QPushButton { background: %(window)s; font-weight: 600; font-size: 14px; padding: 0 14px; }
QPushButton[accent="true"] { background: %(accent)s; color: %(on_accent)s; border-color: %(accent)s; }
QLineEdit, QSpinBox, QDateTimeEdit { background: %(window)s; font-size: 14px; }
"""
