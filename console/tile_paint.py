"""How a talk-group tile is drawn: state by shape, word and colour, never colour alone. Knows no widget."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from console.icons import pixmap
from console.shapes import draw_mark, draw_triangle
from console.theme import BODY, BOLD, MEDIUM, REGULAR, SEMIBOLD, SMALL, Theme, mixed

SEGMENTS = 12
MARGIN = 11.0
TRIANGLE = 17.0
LINKED = 19.0
AIR = 8.0
"""px between two things in a line."""
COMPACT = 140.0
"""Below this height (px) the second line and the flags share a line."""


@dataclass(frozen=True)
class TileFace:
    """What a tile shows now, in words ready to draw.

    ``mark``: ``free``, ``busy``, ``transmit``, ``keying``, ``refused``, ``down``, ``lock`` or ``silent``. ``when`` (a
    time or a length) stands after the words of the state and is never cut. ``level`` counts lit segments. ``patch``:
    that it is joined with others, and for how long. ``selected``: the next press speaks here; ``called``: by an
    all-call.
    """

    name: str = ""
    label: str = ""
    key: str = ""
    mark: str = "free"
    state: str = ""
    when: str = ""
    strong: bool = False
    flags: tuple[str, ...] = ()
    patch: str = ""
    raw: str = ""
    alarm: bool = False
    selected: bool = False
    called: bool = False
    transmitting: bool = False
    off: bool = False
    level: int = 0


@dataclass(frozen=True)
class TileLayout:
    """Where the parts of a tile of ``width`` × ``height`` px are: designed for 152 × 104, at best 155 × 143."""

    width: float
    height: float

    @property
    def compact(self) -> bool:
        """True where there is no room for a line of flags of their own."""
        return self.height < COMPACT

    def _between(self, least: float, most: float) -> float:
        """``least`` in the lowest tile (92 px), ``most`` in the highest compact one."""
        return least + (most - least) * min(1.0, max(0.0, (self.height - 92) / (COMPACT - 92)))

    def name_y(self) -> float:
        """The middle of the name."""
        return self._between(15.5, 19.0)

    def label_y(self) -> float:
        """The middle of the second line."""
        return self._between(31.0, 38.0) if self.compact else 40.0

    def state_y(self) -> float:
        """The middle of the line that says who speaks."""
        return self._between(46.5, 56.0) if self.compact else 61.5

    def flags_y(self) -> float:
        """The middle of the line of flags."""
        return self.label_y() if self.compact else 95.0

    def level(self) -> QRectF:
        """The level bar."""
        y = 76.5 if not self.compact else self.buttons_y() - self._between(6.0, 12.0)
        return QRectF(MARGIN, y, self.width - 2 * MARGIN, 5.0 if not self.compact else 4.0)

    def buttons_y(self) -> float:
        """The top of the row of buttons, which never moves."""
        return self.height - (self._between(31.0, 34.0) if self.compact else 36.0)

    def buttons(self) -> tuple[QRectF, QRectF, QRectF, QRectF]:
        """Push-to-talk, recall, mute, and the volume's number. Push-to-talk is wide and apart."""
        y, right = self.buttons_y(), self.width - MARGIN
        volume = QRectF(right - 20, y, 20, 26)
        mute = QRectF(right - 46, y, 26, 26)
        recall = QRectF(right - 76, y, 26, 26)
        ptt = QRectF(MARGIN, y, recall.left() - 11 - MARGIN, 26)
        return ptt, recall, mute, volume


def paint_tile(painter: QPainter, face: TileFace, layout: TileLayout, theme: Theme, focus: bool) -> None:
    """Draw everything of the tile but its buttons."""
    palette = theme.palette
    ground, text, muted = palette.panel, palette.text, palette.muted
    if face.transmitting:
        ground, text, muted = palette.text, palette.panel, mixed(palette.text, palette.panel, 0.8)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _frame(painter, face, layout, theme, ground, focus)
    if face.off:
        text, muted = mixed(ground, text, 0.72), mixed(ground, muted, 0.85)
    _head(painter, face, layout, theme, text, muted)
    _state(painter, face, layout, theme, text, muted)
    _flags(painter, face, layout, theme, muted)
    paint_level(painter, face, layout, theme)


def paint_level(painter: QPainter, face: TileFace, layout: TileLayout, theme: Theme) -> None:
    """Draw the level bar alone: it changes 25 times a second, the rest does not."""
    palette = theme.palette
    bar = layout.level()
    step = (bar.width() + 2) / SEGMENTS
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    dark = mixed(palette.text, palette.panel, 0.25) if face.transmitting else palette.faint
    lit = palette.panel if face.transmitting else palette.ok
    for segment in range(SEGMENTS):
        left, right = round(bar.left() + segment * step), round(bar.left() + (segment + 1) * step - 2)
        painter.fillRect(QRectF(left, bar.top(), right - left, bar.height()), lit if segment < face.level else dark)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _frame(painter: QPainter, face: TileFace, layout: TileLayout, theme: Theme, ground: QColor, focus: bool) -> None:
    palette = theme.palette
    thick = 3.0 if face.selected else 1.0
    colour = palette.accent if face.selected else palette.line
    if face.alarm and not face.selected:
        colour, thick = palette.emergency, 2.0
    box = QRectF(0, 0, layout.width, layout.height).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
    if focus:
        painter.setPen(QPen(palette.text, 1.5, Qt.PenStyle.DotLine))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 8, 8)
        inset = 3.0 if face.selected else 2.0
        box = box.adjusted(inset, inset, -inset, -inset)
    painter.setPen(QPen(colour, thick))
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 8, 8)


def _head(painter: QPainter, face: TileFace, layout: TileLayout, theme: Theme, text: QColor, muted: QColor) -> None:
    right = layout.width - MARGIN
    if face.key:
        badge = QRectF(right - 26, layout.name_y() - 8.5, 26, 17)
        edge = theme.palette.line if not face.transmitting else muted
        painter.setPen(QPen(edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(badge.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setFont(theme.font(11, MEDIUM))
        painter.setPen(muted)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, face.key)
        right = badge.left() - 4
    room = right - MARGIN
    px = 15 if QFontMetricsF(theme.font(15, BOLD)).horizontalAdvance(face.name) <= room else BODY
    _write(painter, theme, face.name, MARGIN, layout.name_y(), room, px, BOLD, text)
    label, flags = second_line(face, layout, theme)
    width = layout.width - 2 * MARGIN - flags
    _write(painter, theme, label, MARGIN, layout.label_y(), width, SMALL, REGULAR, muted)


def _state(painter: QPainter, face: TileFace, layout: TileLayout, theme: Theme, text: QColor, muted: QColor) -> None:
    palette, y = theme.palette, layout.state_y()
    at = QPointF(MARGIN + 5, y)
    colour = text if face.strong else muted
    if face.mark == "lock":
        painter.drawPixmap(QPointF(MARGIN - 1, y - 7), pixmap("lock", text, 14, painter.device().devicePixelRatioF()))
    elif face.mark == "keying":
        painter.setPen(QPen(text, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(at.x() - 5, y - 5, 10, 10))
    elif face.mark == "silent":
        draw_mark(painter, at, "monitor", palette, muted)
    else:
        draw_mark(painter, at, face.mark, palette, {"transmit": text, "free": muted}.get(face.mark))
    if face.mark in ("down", "refused"):
        colour = palette.warn
    left = MARGIN + (19 if face.mark in ("busy", "lock", "down", "refused", "transmit", "keying") else 17)
    weight = SEMIBOLD if face.strong or face.mark == "down" else REGULAR
    when = f" · {face.when}" if face.when else ""
    wide = QFontMetricsF(theme.font(BODY, weight)).horizontalAdvance(when)
    left += _write(painter, theme, face.state, left, y, layout.width - MARGIN - left - wide, BODY, weight, colour)
    _write(painter, theme, when, left, y, wide + 2, BODY, weight, colour)


def _flags(painter: QPainter, face: TileFace, layout: TileLayout, theme: Theme, muted: QColor) -> None:
    """SEL, what is quiet and why, and the raw id of who speaks; right of the second line where room is short."""
    y, palette = layout.flags_y(), theme.palette
    right = layout.width - MARGIN
    left = MARGIN if not layout.compact else right - second_line(face, layout, theme)[1] + AIR
    if face.alarm:
        draw_triangle(painter, QPointF(left + 5.5, y), 10, palette.emergency)
        left += TRIANGLE
    if face.selected:
        accent = palette.panel if face.transmitting else palette.accent
        left += _write(painter, theme, _choice(face), left, y, right - left, 11, BOLD, accent) + 8
    if face.patch:
        draw_mark(
            painter, QPointF(left + 7.5, y), "patch", palette, palette.panel if face.transmitting else palette.text
        )
        left += LINKED
        colour = palette.panel if face.transmitting else palette.text
        left += _write(painter, theme, face.patch, left, y, right - left, SMALL, SEMIBOLD, colour) + 8
    if face.flags:
        left += _write(painter, theme, " · ".join(face.flags), left, y, right - left, SMALL, REGULAR, muted) + 8
    if face.raw and not layout.compact:  # where it is cut its last digits stay: they tell one radio from another
        metrics = QFontMetricsF(theme.font(SMALL))
        raw = metrics.elidedText(face.raw, Qt.TextElideMode.ElideLeft, right - left)
        _write(painter, theme, raw, left, y, right - left, SMALL, REGULAR, muted)


def second_line(face: TileFace, layout: TileLayout, theme: Theme) -> tuple[str, float]:
    """(label, px that the flags take of its line). Of a compact tile the label gives way: its network first, then all.

    What the tooltip says in full the line need not; what is cut in the middle of a word says nothing.
    """
    if not layout.compact:
        return face.label, 0.0
    room, flags = layout.width - 2 * MARGIN, flags_width(face, theme)
    metrics = QFontMetricsF(theme.font(SMALL))
    for label in (face.label, face.label.rpartition("·")[2].strip()):
        if metrics.horizontalAdvance(label) + flags <= room:
            return label, flags
    return "", min(room + AIR, flags)


def flags_width(face: TileFace, theme: Theme) -> float:
    """What the flags of a compact tile take from its second line, px."""
    wide = TRIANGLE if face.alarm else 0.0
    if face.selected:
        wide += QFontMetricsF(theme.font(11, BOLD)).horizontalAdvance(_choice(face)) + AIR
    if face.patch:
        wide += LINKED + QFontMetricsF(theme.font(SMALL, SEMIBOLD)).horizontalAdvance(face.patch) + AIR
    if face.flags:
        wide += QFontMetricsF(theme.font(SMALL)).horizontalAdvance(" · ".join(face.flags)) + AIR
    return wide


def _write(
    painter: QPainter,
    theme: Theme,
    words: str,
    x: float,
    middle: float,
    width: float,
    px: int,
    weight: int,
    colour: QColor,
) -> float:
    """One line of text around ``middle``, cut with an ellipsis; the width it took."""
    if width <= 8 or not words:
        return 0.0
    font = theme.font(px, weight)
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width + 0.5)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(QPointF(x, middle + metrics.capHeight() / 2), shown)
    return metrics.horizontalAdvance(shown)


def _choice(face: TileFace) -> str:
    """How a tile on which the next press speaks is marked."""
    return "ALL" if face.called else "SEL"
