"""A map under test: its feed stands still, and its pixels can be asked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from console.live import Feed
from console.map.view import MapView
from tests.console.map import made


class Still(Feed):
    """A feed at NOW, whose time the test moves."""

    at = made.NOW

    def now(self) -> float:
        return self.at


Make = Callable[..., MapView]


def feed(view: MapView) -> Still:
    assert isinstance(view._live, Still)
    return view._live


def spot(view: MapView, unit: str) -> QPoint:
    place = view.renderer.where(unit)
    assert place is not None
    x, y = view.camera.point(*place, *view.room)
    return QPoint(round(x), round(y))


def grabbed(view: MapView) -> QImage:
    QApplication.processEvents()
    return view.grab().toImage()


def near(image: QImage, at: QPoint, reach: int, colour: QColor, tolerance: int = 26) -> int:
    """How many pixels within ``reach`` have about this colour."""
    count = 0
    for x in range(at.x() - reach, at.x() + reach + 1):
        for y in range(at.y() - reach, at.y() + reach + 1):
            if image.rect().contains(x, y):
                got = image.pixelColor(x, y)
                far = max(
                    abs(got.red() - colour.red()), abs(got.green() - colour.green()), abs(got.blue() - colour.blue())
                )
                count += far <= tolerance
    return count


BORDER = (made.unit("vp118", 55.80, 26.39), made.unit("vrs131", 55.75, 26.20, agency="vrs"))
