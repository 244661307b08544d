"""What plays from the call log: its sound, where it is, and the way to another place of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from console.live import Feed
from console.recall import go_on
from console.theme import Theme
from console.wave import STEP, WaveSlider

About = Callable[[str], tuple[float, Sequence[int]] | None]
"""Of a call by its id: how long it is (s), and its peaks (none are known of older ones); ``None`` of one not shown."""


class Player(WaveSlider):
    """Hidden while nothing plays that ``about`` knows."""

    def __init__(self, feed: Feed, theme: Theme, about: About, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._feed, self._about = feed, about
        self._keys: list[QShortcut] = []
        self.hide()
        self.sought.connect(self._go_on)
        feed.pulsed.connect(self.refresh)

    def follow_keys(self, table: QWidget) -> None:
        """The arrow keys in ``table`` move in what plays; else they are its own."""
        for key, seconds in ((Qt.Key.Key_Left, -STEP), (Qt.Key.Key_Right, STEP)):
            shortcut = QShortcut(QKeySequence(key), table, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda s=seconds: self.step(s))
            shortcut.setEnabled(False)
            self._keys.append(shortcut)

    def refresh(self) -> None:
        """Where it is."""
        playing = self._feed.playing
        found = self._about(playing.call) if playing.call else None
        on = found is not None and found[0] > 0
        if on == self.isHidden():
            self.setVisible(on)
            for key in self._keys:
                key.setEnabled(on)
        if found is not None and on:
            self.show_place(playing.position, *found)

    def _go_on(self, at: float) -> None:
        if call := self._feed.playing.call:
            go_on(self._feed, call, at)
