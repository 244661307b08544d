"""The same map drawn with what one would reach for first: pyqtgraph's scatter plot and Qt's graphics view.

Each gets the settings its documentation names for speed, the ground as one finished picture, symbols and tags as
finished pictures, and a cheaper way to choose its tags than ours. Coordinates of a scene are pixels of our world.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap, QTransform
from PySide6.QtWidgets import QGraphicsPixmapItem, QGraphicsScene, QGraphicsView, QWidget

from benchmarks.map_scene import AGENCIES, HIGH, WIDE, Columns, camera
from console.map.table import HEADINGS
from console.map.tag_face import Tag
from console.map.tags import Tags
from console.shapes import agency_path, draw_unit_symbol
from console.theme import Theme
from units.findings import AgencyInfo

CELL = 44
SQUARE = 38
"""px of a scatter plot's symbol with its arrow."""


class Drawn(Protocol):
    """One technology with its units in it."""

    name: str

    @property
    def widget(self) -> QWidget:
        """What is photographed."""

    def update(self, columns: Columns) -> None:
        """All units moved."""

    def pan(self, dx: float, dy: float) -> None:
        """The view moved."""

    def frame(self) -> None:
        """Paint now."""

    def hit(self, x: float, y: float) -> object:
        """What is at a pixel."""

    def close(self) -> None:
        """Let it go."""


def pixels(columns: Columns) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where the units are, in pixels from the view's first corner."""
    view = camera()
    left, top = view.origin(WIDE, HIGH)
    x, y = columns.world()
    return x * view.span - left, y * view.span - top


def tagged(xs: NDArray[np.float64], ys: NDArray[np.float64], most: int) -> NDArray[np.int64]:
    """The units that get a tag: one a cell of 90 × 22 px of the view, at most ``most``."""
    inside = np.flatnonzero((xs > 0) & (xs < WIDE) & (ys > 0) & (ys < HIGH))
    cells = (ys[inside] // 22).astype(np.int64) * 64 + (xs[inside] // 90).astype(np.int64)
    _cells, first = np.unique(cells, return_index=True)
    return inside[np.sort(first)[:most]]


def symbols() -> list[QPixmap]:
    """One finished picture for each agency and heading."""
    made = []
    palette = Theme(False).palette
    for id_, shape, colour in AGENCIES:
        agency = AgencyInfo(id=id_, name=id_, shape=shape, colour=colour)
        for heading in range(HEADINGS):
            picture = QPixmap(CELL, CELL)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(CELL / 2, CELL / 2)
            painter.save()
            painter.rotate(heading * 360 / HEADINGS)
            painter.fillRect(QRectF(-1.3, -18, 2.6, 18), palette.text)
            painter.restore()
            draw_unit_symbol(painter, QPointF(0, 0), 19.0, agency, palette)
            painter.end()
            made.append(picture)
    return made


class Items:
    """QGraphicsView, one pixmap item a unit: no index, no state saved, no antialiasing, bounding boxes as shapes."""

    name = "QGraphicsView"

    def __init__(self, theme: Theme, columns: Columns, ground: QPixmap, tags: int) -> None:
        self._symbols, self._plates, self._theme = symbols(), Tags(theme.font), theme
        self._scene = QGraphicsScene()
        self._scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self._view = QGraphicsView(self._scene)
        flags = QGraphicsView.OptimizationFlag
        self._view.setOptimizationFlags(flags.DontSavePainterState | flags.DontAdjustForAntialiasing)
        self._view.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setFrameShape(QGraphicsView.Shape.NoFrame)
        self._view.resize(WIDE, HIGH)
        self._scene.setSceneRect(-9000, -9000, 18000 + WIDE, 18000 + HIGH)
        back = self._scene.addPixmap(ground)
        back.setPos((WIDE - ground.width()) // 2, (HIGH - ground.height()) // 2)
        self._items = [self._item() for _ in range(len(columns.lat))]
        self._labels = [self._item() for _ in range(tags)]
        self._heading = np.full(len(columns.lat), -1)
        self._at = [WIDE / 2, HIGH / 2]
        self.update(columns)
        self._view.centerOn(*self._at)
        self._view.show()

    def _item(self) -> QGraphicsPixmapItem:
        item = QGraphicsPixmapItem()
        item.setShapeMode(QGraphicsPixmapItem.ShapeMode.BoundingRectShape)
        self._scene.addItem(item)
        return item

    def update(self, columns: Columns) -> None:
        """Only items whose picture changed get another one."""
        xs, ys = pixels(columns)
        rows = zip(self._items, np.round(xs - CELL / 2).tolist(), np.round(ys - CELL / 2).tolist(), strict=True)
        for item, x, y in rows:
            item.setPos(x, y)
        look = (columns.agency - 1) * HEADINGS + columns.heading
        for row in np.flatnonzero(look != self._heading).tolist():
            self._items[row].setPixmap(self._symbols[int(look[row])])
        self._heading = look
        chosen = tagged(xs, ys, len(self._labels)).tolist()
        for label, row in zip(self._labels, chosen, strict=False):
            id_, _shape, colour = AGENCIES[int(columns.agency[row]) - 1]
            tag = Tag(f"{id_.upper()} {100 + row}", "", colour)
            label.setPixmap(self._plates.picture(tag, self._theme.palette, 1.0)[0])
            label.setPos(round(float(xs[row])) + 14, round(float(ys[row])) - 11)
        for n, label in enumerate(self._labels):
            label.setVisible(n < len(chosen))

    def pan(self, dx: float, dy: float) -> None:
        """Scroll."""
        self._at[0] -= dx
        self._at[1] -= dy
        self._view.centerOn(*self._at)

    def frame(self) -> None:
        """Paint now."""
        self._view.viewport().repaint()

    def hit(self, x: float, y: float) -> object:
        """The topmost item at a pixel."""
        return self._view.itemAt(int(x), int(y))

    @property
    def widget(self) -> QGraphicsView:
        """What is photographed."""
        return self._view

    def close(self) -> None:
        """Let it go."""
        self._view.close()
        self._view.deleteLater()
        self._scene.clear()


class Scatter:
    """pyqtgraph's ScatterPlotItem, one disc for all: cached symbol, pixel sizes, no antialiasing, no finite check."""

    name = "plain scatter"
    arrows = False

    def __init__(self, theme: Theme, columns: Columns, ground: QPixmap, tags: int) -> None:
        pg.setConfigOptions(antialias=False, useOpenGL=False)
        self._theme, self._tags = theme, tags
        self._view = pg.GraphicsView(useOpenGL=False)
        self._view.resize(WIDE, HIGH)
        self._box = pg.ViewBox(enableMouse=False, enableMenu=False, invertY=True)
        self._view.setCentralItem(self._box)
        back = QGraphicsPixmapItem(ground)
        back.setPos((WIDE - ground.width()) // 2, (HIGH - ground.height()) // 2)
        self._box.addItem(back, ignoreBounds=True)
        self._scatter = pg.ScatterPlotItem(
            pxMode=True, useCache=True, antialias=False, pen=None, brush="#0072B2", symbol="o", size=19, hoverable=False
        )
        self._box.addItem(self._scatter, ignoreBounds=True)
        self._box.disableAutoRange()
        self._view.show()
        self._at = [0.0, 0.0]
        self._ready()
        self.update(columns)
        self.pan(0, 0)

    def _ready(self) -> None:
        """What else is needed before the first units come."""

    def update(self, columns: Columns) -> None:
        """All positions anew."""
        xs, ys = pixels(columns)
        self._scatter.setData(x=xs, y=ys, skipFiniteCheck=True)

    def pan(self, dx: float, dy: float) -> None:
        """Move the range."""
        self._at[0] -= dx
        self._at[1] -= dy
        left, top = self._at
        self._box.setRange(xRange=(left, left + WIDE), yRange=(top, top + HIGH), padding=0)

    def frame(self) -> None:
        """Paint now."""
        self._view.viewport().repaint()

    def hit(self, x: float, y: float) -> object:
        """The points at a pixel."""
        return self._scatter.pointsAt(self._box.mapSceneToView(QPointF(x, y)))

    @property
    def widget(self) -> Any:
        """What is photographed."""
        return self._view

    def close(self) -> None:
        """Let it go."""
        self._view.close()
        self._view.deleteLater()


class Arrows(Scatter):
    """The same with a symbol for each agency and heading, and tags as its TextItems, only changed ones set anew."""

    name = "scatter + arrows + labels"
    arrows = True

    def _ready(self) -> None:
        self._paths = [_path(shape, heading) for _id, shape, _colour in AGENCIES for heading in range(HEADINGS)]
        self._symbol = np.empty(len(self._paths), object)
        self._symbol[:] = self._paths
        self._brush = np.empty(len(AGENCIES), object)
        self._brush[:] = [pg.mkBrush(QColor(colour)) for _id, _shape, colour in AGENCIES]
        palette = self._theme.palette
        self._texts: list[Any] = []
        self._said = [""] * self._tags
        for _ in range(self._tags):
            text = pg.TextItem(
                "", color=palette.text, anchor=(0, 0.5), border=pg.mkPen(palette.muted), fill=pg.mkBrush(palette.panel)
            )
            text.setFont(self._theme.font(12, 600))
            self._box.addItem(text, ignoreBounds=True)
            self._texts.append(text)

    def update(self, columns: Columns) -> None:
        """Positions, symbols and colours anew; tags whose text or place changed."""
        xs, ys = pixels(columns)
        look = (columns.agency - 1).astype(np.int64) * HEADINGS + columns.heading
        self._scatter.setData(
            x=xs,
            y=ys,
            size=SQUARE,
            symbol=self._symbol[look],
            brush=self._brush[columns.agency - 1],
            skipFiniteCheck=True,
        )
        chosen = tagged(xs, ys, len(self._texts)).tolist()
        for n, row in enumerate(chosen):
            text = f"{AGENCIES[int(columns.agency[row]) - 1][0].upper()} {100 + row}"
            if text != self._said[n]:
                self._texts[n].setText(text)
                self._said[n] = text
            self._texts[n].setPos(float(xs[row]) + 12, float(ys[row]))
        for n, item in enumerate(self._texts):
            item.setVisible(n < len(chosen))


def _path(shape: str, heading: int) -> QPainterPath:
    """A symbol with its heading in a square of side 1, as a scatter plot wants it: it cuts off what is outside."""
    path = QPainterPath()
    path.addRect(QRectF(-1.3 / SQUARE, -18.5 / SQUARE, 2.6 / SQUARE, 18.5 / SQUARE))
    turned = QTransform().rotate(heading * 360 / HEADINGS).map(path)
    return turned.united(agency_path(shape, 19.0 / SQUARE))
