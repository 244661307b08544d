"""The icons: one set drawn for this project in one line weight, coloured when asked for."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "icons"


def pixmap(name: str, colour: QColor, px: int, ratio: float = 1.0) -> QPixmap:
    """The icon ``name`` in ``colour``, ``px`` logical pixels square, for a screen of ``ratio`` pixels a logical one.

    Raises ``FileNotFoundError`` for a name that is not in ``resources/icons``.
    """
    return _drawn(name, colour.name(QColor.NameFormat.HexArgb), px, ratio)


def icon(name: str, colour: QColor, px: int = 16) -> QIcon:
    """The icon ``name`` as a ``QIcon`` for plain and dense screens."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, colour, px, ratio))
    return made


def names() -> list[str]:
    """Every icon there is."""
    return sorted(path.stem for path in FOLDER.glob("*.svg"))


@lru_cache(maxsize=512)
def _source(name: str) -> str:
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def _drawn(name: str, argb: str, px: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    colour = QColor(argb)
    source = _source(name).replace("currentColor", colour.name())
    renderer = QSvgRenderer(QByteArray(source.encode()))
    side = round(px * ratio)
    drawn = QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setOpacity(colour.alphaF())
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn
