"""The patches that run now, above the tiles: which talk-groups, how long still, whose; one click breaks one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from console import patch_words
from console.live import Feed
from console.patches import break_patch
from console.rights import why_not_act
from console.theme import BODY, SEMIBOLD, SMALL, Theme, pill
from units.state import Changes, Patch

ROW, HIGH = 30, 22
"""px of one patch, and of its button."""
MOST = 3
"""Patches listed; beyond that it is said how many more there are."""
PAD, GAP = 12, 8
SOON = 60.0
"""Seconds before its end from which what is left is marked."""


class PatchList(QWidget):
    """As high as there are patches, and nothing where there is none. ``resized`` when that changes.

    While the pointer is over it no row moves: that of a patch which ended stays empty until the pointer leaves, so that
    a click breaks what it was meant for or nothing.
    """

    resized = Signal()

    def __init__(self, feed: Feed, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed, self._theme = feed, theme
        self.rows: dict[str, QPushButton] = {}
        self._said: dict[str, tuple[str, str, bool]] = {}  # names, time left and whose, whether it ends soon
        self._slots: list[str] = []  # row by row, with the patches that ended under the pointer
        self.setAccessibleName(self.tr("Patches"))
        feed.changed.connect(self._changed)
        theme.changed.connect(self._dress)
        self._dress()
        self.refresh()

    def _dress(self) -> None:
        palette = self._theme.palette
        focus = f"QPushButton:focus {{ border: 2px solid {palette.accent.name()}; padding: 0 8px; }}"
        self.setStyleSheet(pill(palette, 9) + focus)
        self._place()
        self.update()

    @property
    def wanted(self) -> int:
        """px it needs."""
        slots = self._now_in()
        more = not self._feed.facts.patches.keys() <= set(slots)
        return 0 if not slots else ROW * (len(slots) + more) + 4

    def _now_in(self) -> list[str]:
        """The patch of each row, as it should be now."""
        kept = self._slots if self.underMouse() else []
        return [*kept, *(patch for patch in self._feed.facts.patches if patch not in kept)][:MOST]

    def refresh(self) -> None:
        """Say what runs now, and for how long."""
        before = (self._slots, self.height())
        self._slots = self._now_in()
        running = self._feed.facts.patches
        patches = [running[slot] for slot in self._slots if slot in running]
        for gone in self.rows.keys() - {patch.id for patch in patches}:
            button = self.rows.pop(gone)
            button.hide()
            button.deleteLater()
            self._said.pop(gone, None)
        said = {patch.id: self._words(patch) for patch in patches}
        changed = said != self._said or before[0] != self._slots
        self._said = said
        why = why_not_act(self._feed)
        for patch in patches:
            self._button(patch, why)
        self.setVisible(bool(self._slots))
        if before != (self._slots, self.wanted):
            self._place()
            self.resized.emit()
        if changed:
            self.update()

    def _words(self, patch: Patch) -> tuple[str, str, bool]:
        facts, now = self._feed.facts, self._feed.now()
        left = " · ".join(part for part in (patch_words.left(patch, now), patch.operator) if part)
        return patch_words.names(facts, patch.groups), left, bool(patch.warned) or patch.until - now <= SOON

    def _button(self, patch: Patch, why: str) -> None:
        if patch.id not in self.rows:
            made = self.rows[patch.id] = QPushButton(self)
            made.clicked.connect(partial(self._break, patch.id))
            made.show()
        button = self.rows[patch.id]
        button.setText(self.tr("Break"))
        told = patch_words.in_full(self._feed.facts, patch.groups[0], self._feed.now()) if patch.groups else ""
        button.setAccessibleName(f"{button.text()}: {self._said[patch.id][0]}")
        button.setAccessibleDescription(told)
        button.setToolTip(why or told)
        button.setEnabled(not why)

    def _break(self, patch: str, _checked: bool = False) -> None:
        break_patch(self._feed, patch)

    def leaveEvent(self, event: QEvent) -> None:
        """Rows may move again."""
        super().leaveEvent(event)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons stand at the right."""
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """A new language: say everything again."""
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.tr("Patches"))
            self.refresh()
        super().changeEvent(event)

    def _place(self) -> None:
        for number, slot in enumerate(self._slots):
            if (button := self.rows.get(slot)) is None:
                continue
            wide = button.sizeHint().width()
            button.setGeometry(self.width() - PAD - wide, number * ROW + (ROW - HIGH) // 2, wide, HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names first; they give way to what is left and whose."""
        painter, palette = QPainter(self), self._theme.palette
        painter.fillRect(self.rect(), palette.panel)
        painter.fillRect(0, self.height() - 1, self.width(), 1, palette.line)
        painter.setPen(palette.text)
        bold, small = self._theme.font(BODY, SEMIBOLD), self._theme.font(SMALL)
        for number, patch in enumerate(self._slots):
            if patch not in self.rows:
                continue
            names, left, soon = self._said[patch]
            area = QRect(PAD, number * ROW, self.rows[patch].x() - GAP - PAD, ROW)
            wide = min(QFontMetrics(small).horizontalAdvance(left) + 2, area.width() // 2)
            self._write(painter, bold, names, area.adjusted(0, 0, -wide - GAP, 0), right=False)
            painter.setPen(palette.warn if soon else palette.muted)
            self._write(painter, small, left, area.adjusted(area.width() - wide, 0, 0, 0), right=True)
            painter.setPen(palette.text)
        more = len(self._feed.facts.patches.keys() - self.rows.keys())
        if more > 0:
            painter.setPen(palette.muted)
            area = QRect(PAD, len(self._slots) * ROW, self.width() - 2 * PAD, ROW)
            self._write(painter, small, self.tr("+ {count} more").format(count=more), area, right=False)

    def _write(self, painter: QPainter, font: QFont, text: str, area: QRect, right: bool) -> None:
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        said = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.setFont(font)
        painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), said)

    def _changed(self, changes: Changes) -> None:
        if changes.all or changes.patches or changes.seats or changes.config:
            self.refresh()
