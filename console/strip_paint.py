"""How the emergency strip is drawn: its buttons, and its one line of words that gives way where room is short."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from console.icons import pixmap
from console.strip_face import Part
from console.theme import BOLD, HUGE, SEMIBOLD, Theme, mixed

HEIGHT = 64
GAP = 24.0
ROOMY = 1600
"""px of width from which everything has its place."""


class StripButton(QAbstractButton):
    """White outline on the strip, or white filled (``main``)."""

    def __init__(self, theme: Theme, main: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.main = theme, main
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        """44 px high."""
        wide = QFontMetricsF(self._theme.font(16, SEMIBOLD)).horizontalAdvance(self.text())
        pad = 42 if self.window().width() >= ROOMY else 22
        return QSize(round(wide) + pad, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        palette = self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strip, white = palette.strip, palette.on_strip
        ground, text = (white, strip) if self.main else (strip, white)
        edge = white
        if not self.isEnabled():
            ground, text = (mixed(strip, white, 0.6), strip) if self.main else (strip, mixed(strip, white, 0.6))
            edge = mixed(strip, white, 0.6)
        elif self.isDown():
            ground = mixed(ground, QColor("#000000"), 0.18)
        elif self.underMouse():
            ground = mixed(ground, QColor("#000000") if self.main else white, 0.10)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(edge, 2))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(text, 2, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(box.adjusted(4, 4, -4, -4), 4, 4)
        painter.setFont(self._theme.font(16, SEMIBOLD))
        painter.setPen(text)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


def paint_strip(
    painter: QPainter, theme: Theme, size: QSize, callsign: str, line: list[Part], running: str, right: float
) -> None:
    """Ground, white triangle, call sign, ``line``, and the running time ending at ``right``."""
    palette = theme.palette
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), palette.strip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(QPointF(18, 9), pixmap("triangle", palette.on_strip, 44, ratio))
    clock = Part(running, 24, BOLD)
    wide = _wide(theme, clock)
    _write(painter, theme, clock, right - wide, wide + 2)
    right -= wide + GAP
    x = 84.0
    x += _write(painter, theme, Part(callsign, HUGE, BOLD), x, right - x) + GAP
    brief = False
    gap = GAP if size.width() >= ROOMY else GAP * 2 / 3
    missing = x + needed(theme, line, gap, brief) - right
    if missing > 0:
        brief = True
        missing = x + needed(theme, line, gap, brief) - right
    for part in line:
        room = right - x
        if part.cut and missing > 0:
            room = min(room, _wide(theme, part) - missing)
        took = _write(painter, theme, part, x, room, brief)
        x += took + gap if took else 0


def needed(theme: Theme, line: list[Part], gap: float, brief: bool) -> float:
    """The width (px) at which no part of ``line`` is cut; what says nothing takes no gap."""
    widths = [wide for wide in (_wide(theme, part, brief) for part in line) if wide]
    return sum(widths) + gap * max(0, len(widths) - 1)


ICON, ICON_GAP = 20, 4


def _wide(theme: Theme, part: Part, brief: bool = False) -> float:
    words = _said(part, brief)
    icon = ICON if part.icon else 0
    gap = ICON_GAP if part.icon and words else 0
    return QFontMetricsF(theme.font(part.px, part.weight)).horizontalAdvance(words) + icon + gap


def _said(part: Part, brief: bool) -> str:
    return part.brief if brief and part.brief is not None else part.words


def _write(painter: QPainter, theme: Theme, part: Part, x: float, room: float, brief: bool = False) -> float:
    """Draw one part in at most ``room`` px; the px it took."""
    words = _said(part, brief)
    if room < 20 or not (words or part.icon):
        return 0.0
    begin = x
    if part.icon:
        image = pixmap(part.icon, theme.palette.on_strip, ICON, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(x, (HEIGHT - ICON) / 2), image)
        x += ICON + (ICON_GAP if words else 0)
    font = theme.font(part.px, part.weight)
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room - (x - begin) + 1)
    painter.setFont(font)
    painter.setPen(theme.palette.on_strip)
    painter.drawText(QPointF(x, HEIGHT / 2 + metrics.capHeight() / 2), shown)
    return x - begin + metrics.horizontalAdvance(shown)
