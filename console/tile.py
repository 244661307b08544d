"""One talk-group's tile: what is said on it, and everything that can be done about it by mouse and key."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
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
from PySide6.QtWidgets import QMenu, QWidget

from console import own_radio
from console.buttons import PttButton, SmallButton
from console.live import Feed
from console.mixing import Mixing
from console.patches import break_patch
from console.ptt import Ptt, left_button_down
from console.rights import why_not_act, why_not_hear, why_not_talk
from console.theme import Theme
from console.tile_face import face_of, lit, spoken, wrapped
from console.tile_paint import TileFace, TileLayout, paint_tile
from units.actions import GroupTuned
from units.patched import patch_of
from units.state import Group


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
        self.ptt_button.let_go.connect(self._ptt.let_go)
        self.ptt_button.lost.connect(self._ptt.release)
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
