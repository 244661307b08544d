"""The talk-group tiles: one widget each, in a grid that never moves its primary row."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QScrollArea, QWidget

from console import own_radio
from console.buttons import PttButton, SmallButton
from console.header import PanelHeader
from console.live import Feed
from console.mixing import Mixing
from console.patch_list import PatchList
from console.patches import break_patch
from console.ptt import Ptt, left_button_down
from console.rights import why_not_act, why_not_hear, why_not_talk
from console.selection import Selection
from console.theme import Theme
from console.tile_face import face_of, lit, spoken, wrapped
from console.tile_paint import TileFace, TileLayout, paint_tile
from units.actions import GroupTuned, Played
from units.patched import patch_of
from units.recorded import last_calls
from units.state import Changes, Group

GAP, PAD = 9, 11
LOW, HIGH, NARROW, WIDE = 92, 144, 148, 200
"""A tile's least and greatest height and width, px."""
FIRST_KEY, LAST_KEY = 2, 12
"""F2–F12 select the first eleven tiles."""


class Tile(QWidget):
    """One talk-group: what is said on it, and everything that can be done about it."""

    recall = Signal(str)
    listed = Signal(str)
    joining = Signal(str)

    def __init__(
        self, feed: Feed, theme: Theme, mixing: Mixing, ptt: Ptt, group: str, key: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._feed, self._theme, self._mixing, self._ptt = feed, theme, mixing, ptt
        self.group, self.key = group, key
        self.face = TileFace()
        self._hears: list[str] = []
        self._layout = TileLayout(155, 143)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.ptt_button = PttButton(theme, self)
        self.recall_button = SmallButton(theme, "replay", parent=self)
        self.mute_button = SmallButton(theme, "speaker", parent=self)
        self.ptt_button.pressed_down.connect(self._press)
        self.ptt_button.let_go.connect(self._ptt.release)
        self.recall_button.clicked.connect(lambda: self.recall.emit(self.group))
        self.mute_button.clicked.connect(lambda: self._mixing.toggle_mute(self.group))
        theme.changed.connect(self.update)
        self.refresh()

    @property
    def _facts(self) -> Group | None:
        return self._feed.facts.groups.get(self.group)

    def refresh(self) -> None:
        """Look at the facts again; redraw only what differs."""
        group = self._facts
        if group is None:
            return
        face = face_of(self._feed, self._mixing, self._ptt, group, self.key)
        self._refresh_buttons(group, face)
        hears = own_radio.hears(self._feed.facts, group)
        if face != self.face or hears != self._hears:
            self.face, self._hears = face, hears
            self._name(group)
            self.update()

    def refresh_level(self) -> None:
        """The level alone, up to 25 times a second."""
        levels = self._feed.levels
        own = self.face.transmitting
        level = lit(levels.mic if own else levels.groups.get(self.group, 0))
        if level != self.face.level or own:  # the seconds left of our own are told by the pulse, too
            self.refresh()

    def _refresh_buttons(self, group: Group, face: TileFace) -> None:
        why = why_not_talk(self._feed, self.group)
        if not self._ptt.holds(self.group):
            self.ptt_button.setEnabled(not why)
        self.ptt_button.setToolTip(why or self.tr("Hold to talk on {group}").format(group=group.info.name))
        deaf = why_not_hear(self._feed, self.group)
        self.recall_button.setEnabled(not deaf)
        self.recall_button.setToolTip(wrapped(deaf) or self.tr("Hear the last call again (R)"))
        mix = self._mixing.now(self.group)
        self.mute_button.set_icon("speaker-off" if mix.muted or mix.mode == "off" else "speaker")
        self.mute_button.setEnabled(group.info.audio)
        self.mute_button.setToolTip(
            self.tr("Hear again (M)") if mix.muted else self.tr("Mute (M); an emergency is heard all the same")
        )
        for button in (self.recall_button, self.mute_button, self.ptt_button):
            if button.inverted != face.transmitting:
                button.inverted = face.transmitting
                button.update()
            button.setAccessibleName(f"{group.info.name}: {button.toolTip()}")
            button.setAccessibleDescription(why if button is self.ptt_button else "")

    def _name(self, group: Group) -> None:
        words = spoken(self._feed, self.face, group, self._ptt.lost(self.group))
        self.setAccessibleName(group.info.name)
        self.setAccessibleDescription(words.replace("\n", ", "))
        self.setToolTip(wrapped(f"{group.info.name}\n{words}"))

    def _press(self) -> None:
        self._ptt.press(self.group, lambda: self.ptt_button.finger and left_button_down())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons where the layout wants them."""
        self._layout = TileLayout(self.width(), self.height())
        boxes = self._layout.buttons()
        for button, box in zip((self.ptt_button, self.recall_button, self.mute_button), boxes, strict=False):
            button.setGeometry(box.toRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tile and its volume."""
        painter = QPainter(self)
        paint_tile(painter, self.face, self._layout, self._theme, self.hasFocus())
        palette = self._theme.palette
        painter.setPen(palette.panel if self.face.transmitting else palette.muted)
        painter.setFont(self._theme.font(12))
        volume: QRectF = self._layout.buttons()[3]
        number = str(self._mixing.now(self.group).volume)
        painter.drawText(volume, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click selects; with Shift beside what is selected; with Ctrl it is to be patched with what is selected."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._select(event.modifiers())

    def _select(self, modifiers: Qt.KeyboardModifier) -> None:
        if modifiers & Qt.KeyboardModifier.ControlModifier and not self._ptt.group:  # which may be Ctrl itself
            self.joining.emit(self.group)
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._mixing.select_too(self.group)
        else:
            self._mixing.select(self.group)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel is the volume."""
        steps = event.angleDelta().y() / 120
        self._mixing.turn(self.group, round(steps) or (1 if steps > 0 else -1))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter selects (with Shift: too), + and − turn the volume, the arrows go to the neighbours."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._select(event.modifiers())
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._mixing.turn(self.group, 1)
        elif event.key() == Qt.Key.Key_Minus:
            self._mixing.turn(self.group, -1)
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self.focusNextChild()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it went."""
        super().focusOutEvent(event)
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done, in words."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mix = self._mixing.now(self.group)
        menu.addAction(self.tr("Select"), lambda: self._mixing.select(self.group))
        if self._mixing.selection != [self.group]:
            too = self.tr("Do not select any more") if mix.mode == "select" else self.tr("Select too")
            menu.addAction(too, lambda: self._mixing.select_too(self.group))
        muted = self.tr("Hear again") if mix.muted else self.tr("Mute")
        menu.addAction(muted, lambda: self._mixing.toggle_mute(self.group))
        heard = self.tr("Monitor") if mix.mode == "off" else self.tr("Do not hear (recorded all the same)")
        menu.addAction(heard, lambda: self._mixing.toggle_monitor(self.group))
        alone = self.tr("Hear all again") if self._mixing.held == self.group else self.tr("Hear this alone")
        menu.addAction(alone, lambda: self._mixing.toggle_hold(self.group))
        last = menu.addAction(self.tr("Hear the last call again"), lambda: self.recall.emit(self.group))
        last.setEnabled(self.recall_button.isEnabled())
        menu.addAction(self.tr("Last calls …"), lambda: self.listed.emit(self.group)).setEnabled(last.isEnabled())
        self._offer_patch(menu)
        self._offer_outputs(menu)
        self._offer_tuning(menu)
        menu.popup(event.globalPos())

    def _offer_patch(self, menu: QMenu) -> None:
        patch = patch_of(self._feed.facts, self.group)
        if patch is None:
            menu.addAction(self.tr("Patch …"), lambda: self.joining.emit(self.group))
        else:
            end = menu.addAction(self.tr("Break the patch"), partial(break_patch, self._feed, patch.id))
            end.setEnabled(not why_not_act(self._feed))

    def _offer_outputs(self, menu: QMenu) -> None:
        """Where it sounds: on which loudspeaker, and on which side."""
        mix, mixing = self._mixing.now(self.group), self._mixing
        outputs = menu.addMenu(self.tr("Sounds on"))
        for output, words in (
            ("", self.tr("As selected or monitored")),
            ("select", self.tr("The loudspeaker of what is selected")),
            ("unselect", self.tr("The loudspeaker of what is monitored")),
            ("headset", self.tr("The headset")),
        ):
            action = outputs.addAction(words, partial(mixing.route, self.group, output))
            action.setCheckable(True)
            action.setChecked(mix.output == output)
        outputs.addSeparator()
        for pan, words in ((-100, self.tr("Left")), (0, self.tr("Both sides")), (100, self.tr("Right"))):
            action = outputs.addAction(words, partial(mixing.pan, self.group, pan))
            action.setCheckable(True)
            action.setChecked(mix.pan == pan)

    def _offer_tuning(self, menu: QMenu) -> None:
        """Where one radio hears all: to set it to this talk-group."""
        group = self._facts
        gateway = own_radio.gateway_of(self._feed.facts, group) if group is not None else None
        if gateway is None:
            return
        words = self.tr("Set the radio of {gateway} to this talk-group").format(gateway=gateway.info.name)
        tune = menu.addAction(words, self.tune)
        tune.setEnabled(gateway.state != "down" and gateway.selected != self.group and not why_not_act(self._feed))

    def tune(self) -> None:
        """Have the gateway's radio set to this talk-group."""
        feed = self._feed
        feed.act(GroupTuned(seat=feed.seat, operator=feed.operator, group=self.group))


class TilePanel(QWidget):
    """All tiles, two in a row at the design width; scrolls where there are more than fit.

    ``listed`` asks for the last calls of a talk-group; ``joining`` for a patch of it and what is selected.
    """

    listed = Signal(str)
    joining = Signal(str)

    def __init__(
        self, feed: Feed, theme: Theme, mixing: Mixing, ptt: Ptt, selection: Selection, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._feed, self._theme, self._mixing, self._ptt, self._selection = feed, theme, mixing, ptt, selection
        self.tiles: dict[str, Tile] = {}
        self.header = PanelHeader(theme, self.tr("Talk-groups"))
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
