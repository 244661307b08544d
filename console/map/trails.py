"""Where a unit has been: a line in its agency's colour that fades with age."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream, QIODevice, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from console.map.camera import Box, Camera, Floats, world
from console.shapes import agency_colour
from console.theme import Palette
from units.findings import AgencyInfo
from units.state import Unit

STEPS = 6
"""Shades from oldest to newest."""
HOLE = 600.0
"""Between two fixes further apart in time than this (s) no line is drawn: nobody knows the way taken."""
KEPT = 400


@dataclass(frozen=True, slots=True)
class Way:
    """A trail ready to be drawn at one zoom: its lines by shade, from world pixel ``x``, ``y``; its ``box``."""

    mark: tuple[object, ...]
    x: float
    y: float
    runs: list[tuple[float, QPainterPath]]
    box: Box


class Trails:
    """Draws trails; keeps the lines of the ones drawn lately, which dragging the map does not change."""

    def __init__(self) -> None:
        self._known: dict[str, Way] = {}

    def _way(self, unit: Unit, camera: Camera) -> Way:
        fix = unit.fix
        end = (fix.lat, fix.lon, fix.time) if fix is not None else unit.trail[-1]
        mark = (camera.span, len(unit.trail), unit.trail[0][2], unit.trail[-1][2], end)
        known = self._known.get(unit.id)
        if known is None or known.mark != mark:
            if len(self._known) > KEPT:
                self._known.clear()
            known = self._known[unit.id] = _made(mark, unit.trail, end, camera.span)
        return known

    def draw(
        self,
        painter: QPainter,
        unit: Unit,
        agency: AgencyInfo,
        camera: Camera,
        size: tuple[int, int],
        palette: Palette,
        selected: bool,
    ) -> None:
        """Draw one unit's trail, the selected one's thicker and with an edge that shows on any ground."""
        way = self._way(unit, camera)
        if not way.box.meets(camera.box(*size, 8)):
            return
        left, top = camera.origin(*size)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.translate(way.x - left, way.y - top)
        if selected:
            edge = QColor(palette.panel)
            edge.setAlpha(150)
            self._stroke(painter, way.runs, edge, 4.6, fade=False)
        self._stroke(painter, way.runs, agency_colour(agency), 2.2 if selected else 1.0, fade=True)
        painter.translate(left - way.x, top - way.y)

    @staticmethod
    def _stroke(
        painter: QPainter, runs: list[tuple[float, QPainterPath]], colour: QColor, wide: float, fade: bool
    ) -> None:
        for share, way in runs:
            shown = QColor(colour)
            if fade:
                shown.setAlphaF(0.22 + 0.78 * share)
            pen = QPen(shown, wide)
            pen.setCosmetic(True)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawPath(way)


def _runs(xs: Floats, ys: Floats, when: Floats) -> list[tuple[float, QPainterPath]]:
    """Pieces of the way with a common shade: (0 oldest – 1 newest, line)."""
    span = max(1.0, float(when[-1] - when[0]))
    shade = np.minimum((STEPS * (when[1:] - when[0]) / span).astype(int), STEPS - 1)
    shade[np.diff(when) > HOLE] = -1
    cuts = np.flatnonzero(np.diff(shade)) + 1
    runs = []
    for start, end in zip([0, *cuts.tolist()], [*cuts.tolist(), len(shade)], strict=True):
        if shade[start] >= 0:
            runs.append(((int(shade[start]) + 1) / STEPS, line(xs[start : end + 1], ys[start : end + 1])))
    return runs


def _made(
    mark: tuple[object, ...], trail: list[tuple[float, float, float]], end: tuple[float, float, float], span: float
) -> Way:
    rows = np.array([*trail, (end[0], end[1], max(trail[-1][2], end[2]))], np.float64)
    xs, ys = world(rows[:, 0], rows[:, 1])
    there = np.isfinite(xs) & np.isfinite(ys)
    xs, ys, when = xs[there], ys[there], rows[there, 2]
    if len(xs) < 2:
        return Way(mark, 0.0, 0.0, [], Box(0.0, 0.0, 0.0, 0.0))
    box = Box(float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max()))
    px, py = xs * span, ys * span
    x, y = float(round(px[0])), float(round(py[0]))
    kept = _seen(px - x, py - y, when)
    return Way(mark, x, y, _runs((px - x)[kept], (py - y)[kept], when[kept]), box)


def line(xs: Floats, ys: Floats) -> QPainterPath:
    """The line through these pixels, read by Qt from the bytes of its own stream: not point by point."""
    path = QPainterPath()
    rows = np.empty(len(xs), dtype=[("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
    rows["kind"], rows["x"], rows["y"] = 1, xs, ys
    rows["kind"][0] = 0
    data = QByteArray(np.array([len(xs)], ">i4").tobytes() + rows.tobytes() + np.array([0, 0], ">i4").tobytes())
    stream = QDataStream(data, QIODevice.OpenModeFlag.ReadOnly)
    stream >> path
    return path


def _seen(xs: Floats, ys: Floats, when: Floats) -> NDArray[np.bool_]:
    """Which points make a difference on the screen: not on the half pixel of the one before."""
    kept = np.ones(len(xs), bool)
    pixel = np.rint(xs * 2) * 1e6 + np.rint(ys * 2)
    kept[1:-1] = pixel[1:-1] != pixel[:-2]
    hole = np.diff(when) > HOLE
    kept[1:] |= hole
    kept[:-1] |= hole
    return kept
