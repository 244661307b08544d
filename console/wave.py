"""The sound of a recording as it is drawn and moved in: its peaks, the place it is at, a slider over both."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from console import times
from console.theme import SMALL, Palette, Theme

STEP = 5.0
"""s an arrow key goes forward or back."""
TENTHS = 10
"""The slider counts in tenths of a second."""
SETTLES = 0.4
"""s after a jump in which what still sounds from before does not move the slider back."""


def paint_wave(painter: QPainter, box: QRect, shape: Sequence[int], head: float, palette: Palette) -> None:
    """Peaks 0–255 as bars: before the place it is at (``head``, 0–1; negative: it does not play) in full colour.

    Without peaks a line stands for the sound.
    """
    shape = shape or [0] * 48
    step = box.width() / len(shape)
    painter.save()
    thick = max(1.0, min(max(3.0, step / 3), step - 1))
    for number, peak in enumerate(shape):
        played = head >= 0 and number / len(shape) < head
        pen = QPen(palette.accent if played or head < 0 else palette.muted, thick)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        x, half = box.left() + (number + 0.5) * step, max(1.0, peak / 255 * box.height() / 2)
        painter.drawLine(QPointF(x, box.center().y() - half), QPointF(x, box.center().y() + half))
    if head >= 0:
        painter.setPen(QPen(palette.text, 2))
        x = box.left() + min(1.0, head) * box.width()
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
    painter.restore()


class WaveSlider(QAbstractSlider):
    """The recording that plays, to move in: click or drag, arrow keys for 5 s, Home and End.

    ``sought`` carries the place (s) once it is chosen: a drag is one jump, made when it is let go.
    """

    sought = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shape: tuple[int, ...] = ()
        self._sought_at = 0.0
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSingleStep(round(STEP * TENTHS))
        self.setPageStep(round(STEP * TENTHS))
        self.setAccessibleName(self.tr("Place in the recording"))
        self.setToolTip(self.tr("Click or drag to go on elsewhere; arrow keys: 5 s"))
        self.actionTriggered.connect(lambda _action: self._choose())
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As high as a button."""
        return QSize(240, 32)

    def show_place(self, position: float, seconds: float, shape: Sequence[int]) -> None:
        """It is at ``position`` of ``seconds``; what a hand holds, or has just moved, stays where that put it."""
        self._shape = tuple(shape)
        self.setMaximum(max(1, round(seconds * TENTHS)))
        if not self.isSliderDown() and time.monotonic() - self._sought_at > SETTLES:
            self.setValue(round(position * TENTHS))
        self.setAccessibleDescription(f"{times.length(self.value() / TENTHS)} / {times.length(seconds)}")
        self.update()

    def step(self, seconds: float) -> None:
        """So much forward, or back."""
        self.setSliderPosition(self.sliderPosition() + round(seconds * TENTHS))
        self._choose()

    def _choose(self) -> None:
        if not self.isSliderDown():
            self._sought_at = time.monotonic()
            self.sought.emit(self.sliderPosition() / TENTHS)

    def _box(self) -> QRect:
        return self.rect().adjusted(4, 4, -96, -4)

    def _place(self, x: float) -> int:
        box = self._box()
        return round(min(max(0.0, (x - box.left()) / max(1, box.width())), 1.0) * self.maximum())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the place."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.setSliderPosition(self._place(event.position().x()))
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The place follows."""
        if self.isSliderDown():
            self.setSliderPosition(self._place(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: from here."""
        if self.isSliderDown() and event.button() == Qt.MouseButton.LeftButton:
            self.setSliderPosition(self._place(event.position().x()))
            self.setSliderDown(False)
            self._choose()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Whoever rolls the page does not mean to jump."""
        event.ignore()

    def sliderChange(self, change: QAbstractSlider.SliderChange) -> None:
        """Draw it where it is."""
        super().sliderChange(change)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The peaks, the place, and both as times."""
        painter = QPainter(self)
        palette = self._theme.palette
        paint_wave(painter, self._box(), self._shape, self.sliderPosition() / max(1, self.maximum()), palette)
        painter.setPen(palette.text)
        painter.setFont(self._theme.font(SMALL))
        said = f"{times.length(self.sliderPosition() / TENTHS)} / {times.length(self.maximum() / TENTHS)}"
        where = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect().adjusted(0, 0, -4, 0), where, said)
        if self.hasFocus():
            painter.setPen(QPen(palette.accent, 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
