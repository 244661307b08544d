"""Pictures of the map that leave the screen: the view, or tracks; each with scale, time, sources and mode."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPen

from console.export import together
from console.export.track import TrackOut
from console.map.camera import Box, Camera, fit
from console.map.ground import Ground
from console.map.packs import Reader as Pack
from console.map.readout import bar
from console.map.renderer import MapRenderer
from console.map.stops import draw_stops
from console.map.ways import Way
from console.shapes import UNKNOWN, agency_colour
from console.theme import BOLD, SEMIBOLD, SMALL, Palette, Theme
from units.findings import AgencyInfo

if TYPE_CHECKING:
    from console.map.view import MapView

translate = QCoreApplication.translate
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
BAND = 30
"""Height of a line of the strip below a picture, px; the strip above an exercise is as high."""
PATIENCE = 20.0
"""s to wait for tiles; then the picture shows what has come."""
LOOK = 40
CALM = 6
"""Looks without a tile being painted, before the picture is taken: names are laid out a moment after their tiles."""
NEAREST = 60
PASSES = 3
"""Names are laid out for a share of a frame at a time: what one pass leaves, the next one places."""
SHEET_SIZE = (1080, 660)
"""Logical px of the picture on a track sheet."""


class TrackPicture(QObject):
    """Draws tracks on a map of its own, by day: it is for paper. ``done`` carries the QImage once its tiles came.

    ``agencies`` by id give the colours; of several tracks each has its call sign at its end. ``stack`` are the packs
    below. Lives in the GUI thread.
    """

    done = Signal(object)

    def __init__(
        self,
        outs: Sequence[TrackOut],
        agencies: Mapping[str, AgencyInfo],
        stack: list[Pack],
        size: tuple[int, int],
        parent: QObject | None = None,
        dpr: float = 2.0,
    ) -> None:
        super().__init__(parent)
        self._outs = outs
        self._theme = Theme(night=False)
        self._ground = Ground(self._theme.font)
        self._ground.use(stack)
        self._renderer = MapRenderer(self._theme.font, self._ground)
        self._ways = {
            out.unit: Way.of(
                agencies.get(out.unit, UNKNOWN), out.track.lat, out.track.lon, out.track.time, out.track.doubted
            )
            for out in outs
        }
        self._renderer.past.ways = self._ways
        box = box_of(list(self._ways.values()))
        self._exercise = outs[0].mode == "exercise"
        room = (size[0], size[1] - BAND * (2 if self._exercise else 1))
        self._room = room
        self._calm = 0
        self._camera = fit(box, *room, dpr, 48, NEAREST) if box is not None else Camera(0.573, 0.318, 34, dpr)
        self._until = time.monotonic() + PATIENCE
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin."""
        self._paint()
        self._timer.start()

    def stop(self) -> None:
        """Let go of the threads."""
        self._timer.stop()
        self._ground.store.stop()

    def _look(self) -> None:
        image = self._paint()
        self._calm = 0 if self._ground.store.busy else self._calm + 1
        if self._calm < CALM and time.monotonic() < self._until:
            return
        self.stop()
        self.done.emit(image)

    def _paint(self) -> QImage:
        palette, dpr = self._theme.palette, self._camera.dpr
        image = _blank(self._room, dpr)
        painter = QPainter(image)
        self._renderer.paint(painter, self._camera, self._room, palette)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(self._outs) == 1:
            draw_stops(painter, self._camera, self._room, palette, self._theme.font(12, BOLD), self._outs[0].stops)
        else:
            self._name_ends(painter, palette)
        painter.end()
        said = together.title(self._outs)
        return framed(image, self._camera, self._theme, said, self._ground.attribution, self._exercise)

    def _name_ends(self, painter: QPainter, palette: Palette) -> None:
        """Call signs below where the ways end: units of one agency have one colour. None over another."""
        font = self._theme.font(SMALL, SEMIBOLD)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        taken: list[QRectF] = []
        for out in self._outs:
            way = self._ways[out.unit]
            if not (~way.doubted).any():
                continue
            row = int((~way.doubted).nonzero()[0][-1])
            x, y = self._camera.point(float(way.xs[row]), float(way.ys[row]), *self._room)
            plate = QRectF(0, 0, metrics.horizontalAdvance(out.callsign) + 12, metrics.height() + 2)
            plate.moveCenter(QPointF(x, y + plate.height() / 2 + 6))
            while any(plate.intersects(other) for other in taken) and plate.bottom() < self._room[1]:
                plate.translate(0, 4)
            taken.append(plate)
            painter.setPen(QPen(agency_colour(way.agency), 1.6))
            painter.setBrush(palette.panel)
            painter.drawRoundedRect(plate, 3, 3)
            painter.setPen(palette.text)
            painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, out.callsign)


def box_of(ways: Sequence[Way]) -> Box | None:
    """What the picture has to show: where the units were believed to be, else wherever they were said to be."""
    if not any(len(way.xs) for way in ways):
        return None
    xs, ys = np.concatenate([way.xs for way in ways]), np.concatenate([way.ys for way in ways])
    believed = ~np.concatenate([way.doubted for way in ways])
    shown = believed if believed.any() else ~believed
    xs, ys = xs[shown], ys[shown]
    return Box(float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max()))


def of_view(view: MapView, theme: Theme, said: str, exercise: bool) -> QImage:
    """What is on the map now, without the buttons and plates over it; names and tags stand where those were, too."""
    room, camera = view.room, view.camera
    image = _blank(room, camera.dpr)
    painter = QPainter(image)
    renderer = view.renderer
    covered, renderer.plates = renderer.plates, ()
    try:
        for _ in range(PASSES):
            renderer.paint(painter, camera, room, theme.palette)
    finally:
        renderer.plates = covered
        view.schedule()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for tool in view.tools:
        painter.save()
        tool.paint(painter, camera, room, theme.palette)
        painter.restore()
    painter.end()
    return framed(image, camera, theme, said, view.ground.attribution, exercise)


def framed(image: QImage, camera: Camera, theme: Theme, said: str, attribution: str, exercise: bool) -> QImage:
    """``image`` with a strip below (scale, ``said``, whose map it is) and, for an exercise, one above that says so."""
    palette, dpr = theme.palette, camera.dpr
    wide, high = round(image.width() / dpr), round(image.height() / dpr)
    top = BAND if exercise else 0
    strip = Strip(camera, theme, said, attribution, wide)
    whole = _blank((wide, top + high + strip.high), dpr)
    painter = QPainter(whole)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, wide, top + high + strip.high), palette.panel)
    if exercise:
        painter.fillRect(QRectF(0, 0, wide, top), palette.exercise)
        painter.setPen(Qt.GlobalColor.white)
        painter.setFont(theme.font(14, BOLD))
        painter.drawText(QRectF(0, 0, wide, top), Qt.AlignmentFlag.AlignCenter, translate("review", "EXERCISE"))
    painter.drawImage(QPointF(0, top), image)
    strip.paint(painter, top + high)
    painter.end()
    return whole


def png(image: QImage) -> bytes:
    """``image`` as a file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


class Strip:
    """The strip below a picture ``wide`` px across. Whose map it is has lines of its own where one does not hold all:
    of what a licence asks to be named nothing is cut.
    """

    def __init__(self, camera: Camera, theme: Theme, said: str, attribution: str, wide: int) -> None:
        self._palette, self._font, self._wide = theme.palette, theme.font(SMALL), wide
        metres, self._bar = bar(camera.metres_per_px())
        scale = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
        metrics = QFontMetricsF(self._font)
        self._left = 10 + self._bar + 8
        self._said = metrics.elidedText(f"{scale} · {said}", Qt.TextElideMode.ElideRight, wide - self._left - 10)
        self._words = attribution
        rest = wide - 10 - self._left - metrics.horizontalAdvance(self._said) - 16
        self._below = 0
        if metrics.horizontalAdvance(attribution) > rest:
            room = QRectF(0, 0, wide - 20, 10_000)
            self._below = math.ceil(metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), attribution).height()) + 8
        self.high = BAND + self._below

    def paint(self, painter: QPainter, top: int) -> None:
        """Draw it, its upper edge at ``top``."""
        palette, line = self._palette, QRectF(0, top, self._wide, BAND)
        painter.setPen(QPen(palette.line, 1))
        painter.drawLine(line.topLeft(), line.topRight())
        y, right = line.center().y() + 3.5, 10 + self._bar
        painter.setPen(QPen(palette.text, 1.6))
        painter.drawPolyline([QPointF(10, y - 6), QPointF(10, y), QPointF(right, y), QPointF(right, y - 6)])
        painter.setFont(self._font)
        painter.drawText(line.adjusted(self._left, 0, -10, 0), int(_MIDDLE | Qt.AlignmentFlag.AlignLeft), self._said)
        painter.setPen(palette.muted)
        if self._below:
            below = QRectF(10, top + BAND, self._wide - 20, self._below)
            painter.drawText(below, int(Qt.TextFlag.TextWordWrap), self._words)
        else:
            painter.drawText(line.adjusted(0, 0, -10, 0), int(_MIDDLE | Qt.AlignmentFlag.AlignRight), self._words)


def _blank(room: tuple[int, int], dpr: float) -> QImage:
    image = QImage(round(room[0] * dpr), round(room[1] * dpr), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(dpr)
    image.fill(Qt.GlobalColor.white)
    return image
