"""The panel of talk-group tiles: a grid that never moves its primary row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from console.all_call import AllCall
from console.all_call_banner import AllCallButton
from console.header import PanelHeader
from console.live import Feed
from console.mixing import Mixing
from console.patch_list import PatchList
from console.ptt import Ptt
from console.rights import why_not_hear
from console.theme import Theme
from console.tile import Tile
from units.actions import Played
from units.recorded import last_calls
from units.state import Changes

GAP, PAD = 9, 11
LOW, HIGH, NARROW, WIDE = 92, 144, 148, 200
"""A tile's least and greatest height and width, px."""
FIRST_KEY, LAST_KEY = 2, 12
"""F2–F12 select the first eleven tiles."""


class TilePanel(QWidget):
    """All tiles, two in a row at the design width; scrolls where there are more than fit.

    ``listed`` asks for the last calls of a talk-group; ``joining`` for a patch of it and what is selected.
    """

    listed = Signal(str)
    joining = Signal(str)

    def __init__(self, feed: Feed, theme: Theme, mixing: Mixing, ptt: Ptt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed, self._theme, self._mixing, self._ptt = feed, theme, mixing, ptt
        self.tiles: dict[str, Tile] = {}
        self.header = PanelHeader(theme, self.tr("Talk-groups"))
        self.all_call = AllCall(feed, ptt, mixing, self)
        self.header.set_button(AllCallButton(self.all_call, theme))
        self.patches = PatchList(feed, theme, self)
        self._sheet = QWidget()
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(self._sheet)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setAccessibleName(self.tr("Talk-groups"))
        self._second = QTimer(self, interval=500)
        self._second.timeout.connect(self.refresh)
        self._second.start()
        feed.changed.connect(self._on_changed)
        feed.pulsed.connect(self._on_pulsed)
        mixing.changed.connect(self._on_mixed)
        ptt.changed.connect(self.refresh)
        self.patches.resized.connect(self._make_room)
        self._rebuild()

    def sizeHint(self) -> QSize:
        """340 px wide, as in the picture."""
        return QSize(340, 660)

    def minimumSizeHint(self) -> QSize:
        """One column."""
        return QSize(NARROW + 2 * PAD, 120)

    def select_number(self, number: int, too: bool = False) -> None:
        """Select the tile of function key F``number``; ``too``: beside what is selected, or not any more."""
        groups = list(self.tiles)
        if FIRST_KEY <= number <= LAST_KEY and number - FIRST_KEY < len(groups):
            choose = self._mixing.select_too if too else self._mixing.select
            choose(groups[number - FIRST_KEY])

    def recall(self, group: str) -> None:
        """Play the last call of ``group`` back, or stop playing it."""
        feed = self._feed
        calls = last_calls(feed.facts, group)
        if not calls or why_not_hear(feed, group):
            return
        call = calls[0].id
        feed.act(Played(seat=feed.seat, operator=feed.operator, call=call, stopped=feed.playing.call == call))

    def refresh(self) -> None:
        """Look at every tile again (running times)."""
        self.patches.refresh()
        self._make_room()
        for tile in self.tiles.values():
            tile.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the tiles anew, below the patches if there are any."""
        self._arrange()

    def _make_room(self) -> None:
        """For the patches, but not while the mouse is over the tiles: none moves away under it."""
        if self.patches.height() != self.patches.wanted and not self._scroll.underMouse():
            self._arrange()

    def _arrange(self) -> None:
        above = self.patches.wanted
        self.patches.setGeometry(0, 0, self.width(), above)
        self._scroll.setGeometry(self.rect().adjusted(0, above, 0, 0))
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """A new language: say everything again."""
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)

    def _rebuild(self) -> None:
        wanted = list(self._feed.facts.groups)
        if wanted == list(self.tiles):
            self.refresh()
            return
        for tile in self.tiles.values():
            tile.hide()
            tile.deleteLater()
        self.tiles = {}
        for number, group in enumerate(wanted, FIRST_KEY):
            key = f"F{number}" if number <= LAST_KEY else ""
            tile = Tile(self._feed, self._theme, self._mixing, self._ptt, group, key, self._sheet)
            tile.recall.connect(self.recall)
            tile.listed.connect(self.listed)
            tile.joining.connect(self.joining)
            tile.show()
            self.tiles[group] = tile
        self.header.set_note(str(len(wanted)))
        self._place()

    def _place(self) -> None:
        count = len(self.tiles)
        if not count:
            return
        width = self.width() - 2 * PAD + 1
        columns = max(1, (width + GAP) // (NARROW + GAP))
        rows = -(-count // columns)
        space = self._scroll.height() - 2
        high = min(HIGH, (space - rows * (GAP - 1)) // rows)
        if high < LOW:
            high = LOW
            if rows * (LOW + GAP - 1) > space:
                width -= 10
        wide = min(WIDE, (width - (columns - 1) * GAP) // columns)
        for place, tile in enumerate(self.tiles.values()):
            row, column = divmod(place, columns)
            tile.setGeometry(PAD + column * (wide + GAP), 1 + row * (high + GAP - 1), wide, high)
        self._sheet.resize(2 * PAD + columns * (wide + GAP) - GAP, rows * (high + GAP - 1) + 2)

    def _on_changed(self, changes: Changes) -> None:
        if changes.all or changes.config:
            self._rebuild()
            return
        if changes.gateways or changes.seats or changes.state:
            self.refresh()
            return
        for group in changes.groups:
            if group in self.tiles:
                self.tiles[group].refresh()

    def _on_pulsed(self) -> None:
        for tile in self.tiles.values():
            tile.refresh_level()

    def _on_mixed(self, group: str) -> None:
        if group in self.tiles:
            self.tiles[group].refresh()
            self.tiles[group].update()
        else:
            self.refresh()
