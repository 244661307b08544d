"""What says that an all-call is armed: a button at the head of the talk-groups, and a plate in words over the map."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from console import words
from console.all_call import AllCall
from console.keys import key_of
from console.live import Feed
from console.theme import BODY, LARGE, SMALL, Theme, pill

WIDE, GAP = 620, 12
"""px: the plate at most, and between it and what is above it."""
MOST = 6
"""Talk-groups not reached that are named each with why; beyond that it is said how many more there are."""


class AllCallButton(QPushButton):
    """Arms and disarms; down while armed. Takes no focus: nothing typed shall arm it."""

    def __init__(self, all_call: AllCall, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all_call, self._theme = all_call, theme
        self.setText(self.tr("All call"))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(all_call.toggle)
        self.clicked.connect(self.refresh)
        all_call.changed.connect(self.refresh)
        theme.changed.connect(self._dress)
        self._dress()
        self.refresh()

    def refresh(self) -> None:
        """As armed as it is."""
        why = self._all_call.why_not
        tip = self.tr("The next push-to-talk speaks to all talk-groups, before all else ({key})")
        self.setChecked(self._all_call.armed)
        self.setEnabled(self._all_call.armed or not why)
        self.setToolTip(why or tip.format(key=key_of("all-call")))
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self.toolTip())

    def _dress(self) -> None:
        palette = self._theme.palette
        accent, ground = palette.accent.name(), palette.panel.name()
        self.setStyleSheet(
            f"{pill(palette, 10)} QPushButton {{ max-height: 20px; font-size: 12px; }}"
            f"QPushButton:checked {{ background: {accent}; color: {ground}; }}"
        )


class AllCallBanner(QFrame):
    """Says to how many talk-groups the next press speaks (or this one does), and which it does not reach and why."""

    def __init__(self, feed: Feed, all_call: AllCall, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._feed, self._all_call, self._theme, self._top = feed, all_call, theme, 0
        self.setObjectName("allCall")
        self.head, self.note, self.missing = QLabel(self), QLabel(self), QLabel(self)
        self.head.setObjectName("head")
        self.missing.setObjectName("missing")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(4)
        for label in (self.head, self.note, self.missing):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
        self.escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, all_call.disarm)
        self.escape.setContext(Qt.ShortcutContext.ApplicationShortcut)
        self.escape.setAutoRepeat(False)
        self.escape.setEnabled(False)
        all_call.changed.connect(self.refresh)
        theme.changed.connect(self.refresh)
        self.hide()

    def refresh(self) -> None:
        """As it is now."""
        armed = self._all_call.armed
        self.escape.setEnabled(armed)
        if not armed:
            self.hide()
            return
        groups, missing = self._all_call.reach
        self.head.setText(words.Counted().all_call(len(groups)))
        speaks = self._all_call.speaks
        self.note.setText(
            self.tr("You speak to all of them now. It ends when the key comes up.")
            if speaks
            else self.tr("Nothing is on the air yet: the next push-to-talk speaks to all of them. Esc: not after all.")
        )
        self.missing.setText(self._not_reached(missing))
        self.missing.setVisible(bool(missing))
        self.setAccessibleName(self.head.text())
        self.setAccessibleDescription(f"{self.note.text()}\n{self.missing.text()}".strip())
        self._dress(speaks)
        self.place(self._top)
        self.show()
        self.raise_()

    def _not_reached(self, missing: dict[str, str]) -> str:
        known = self._feed.facts.groups
        said = [f"{known[group].info.name}: {why}" for group, why in missing.items() if group in known]
        more = len(said) - MOST
        if more > 0:
            said = [*said[:MOST], self.tr("+ {count} more").format(count=more)]
        return "\n".join([self.tr("Not reached:"), *said])

    def place(self, top: int) -> None:
        """Stand below ``top`` (px), in the middle of the window."""
        self._top = top
        window = self.parentWidget()
        if window is None:
            return
        wide = min(WIDE, window.width() - 40)
        layout = self.layout()
        high = layout.totalHeightForWidth(wide) if layout is not None else 0
        self.setGeometry((window.width() - wide) // 2, top + GAP, wide, high)

    def _dress(self, speaks: bool) -> None:
        """Turned over while it is on the air, as a tile is."""
        palette = self._theme.palette
        ground, text, edge = (
            (palette.text, palette.panel, palette.text) if speaks else (palette.panel, palette.text, palette.warn)
        )
        self.setStyleSheet(
            f"#allCall {{ background: {ground.name()}; border: 2px solid {edge.name()}; border-radius: 6px; }}"
            f"#allCall QLabel {{ color: {text.name()}; background: transparent; border: none; font-size: {BODY}px; }}"
            f"#allCall QLabel#head {{ font-size: {LARGE}px; font-weight: 600; }}"
            f"#allCall QLabel#missing {{ font-size: {SMALL}px; }}"
        )
