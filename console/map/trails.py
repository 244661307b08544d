"""Where a unit has been: a line in its agency's colour that fades with age."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from console.map.camera import Camera, Floats, world
from console.shapes import agency_colour
from console.theme import Palette
from units.findings import AgencyInfo
from units.state import Unit

STEPS = 6
"""Shades from oldest to newest."""
HOLE = 600.0
"""Between two fixes further apart in time than this (s) no line is drawn: nobody knows the way taken."""
KEPT = 400


class Trails:
    """Draws trails; keeps the world coordinates of the ones drawn lately."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[tuple[int, float, float], Floats, Floats, Floats]] = {}

    def _points(self, unit: Unit) -> tuple[Floats, Floats, Floats]:
        mark = (len(unit.trail), unit.trail[0][2], unit.trail[-1][2])
        known = self._known.get(unit.id)
        if known is None or known[0] != mark:
            rows = np.array(unit.trail, np.float64)
            xs, ys = world(rows[:, 0], rows[:, 1])
            if len(self._known) > KEPT:
                self._known.clear()
            known = self._known[unit.id] = (mark, xs, ys, rows[:, 2])
        return known[1], known[2], known[3]

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
        xs, ys, when = self._points(unit)
        sx, sy = camera.screen(xs, ys, *size)
        if unit.fix is not None:
            end = world(np.array([unit.fix.lat]), np.array([unit.fix.lon]))
            ex, ey = camera.screen(end[0], end[1], *size)
            sx, sy, when = np.append(sx, ex), np.append(sy, ey), np.append(when, max(when[-1], unit.fix.time))
        if sx.max() < 0 or sy.max() < 0 or sx.min() > size[0] or sy.min() > size[1]:
            return
        colour = agency_colour(agency)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        runs = _runs(sx, sy, when)
        if selected:
            edge = QColor(palette.panel)
            edge.setAlpha(150)
            self._stroke(painter, runs, edge, 4.6, fade=False)
        self._stroke(painter, runs, colour, 2.2 if selected else 1.0, fade=True)

    @staticmethod
    def _stroke(
        painter: QPainter, runs: list[tuple[float, QPolygonF]], colour: QColor, wide: float, fade: bool
    ) -> None:
        for share, line in runs:
            shown = QColor(colour)
            if fade:
                shown.setAlphaF(0.22 + 0.78 * share)
            pen = QPen(shown, wide)
            pen.setCosmetic(True)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawPolyline(line)


def _runs(xs: Floats, ys: Floats, when: Floats) -> list[tuple[float, QPolygonF]]:
    """Pieces of the way with a common shade: (0 oldest – 1 newest, line)."""
    span = max(1.0, float(when[-1] - when[0]))
    shade = np.minimum((STEPS * (when[1:] - when[0]) / span).astype(int), STEPS - 1)
    shade[np.diff(when) > HOLE] = -1
    cuts = np.flatnonzero(np.diff(shade)) + 1
    runs = []
    for start, end in zip([0, *cuts.tolist()], [*cuts.tolist(), len(shade)], strict=True):
        if shade[start] >= 0:
            points = zip(xs[start : end + 1].tolist(), ys[start : end + 1].tolist(), strict=True)
            runs.append(((int(shade[start]) + 1) / STEPS, QPolygonF([QPointF(x, y) for x, y in points])))
    return runs
