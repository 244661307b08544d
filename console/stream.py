"""The stream panel: filter as you type, chips, free-text log entry, the list, and what a row can be asked to do.

It acts only through the feed: in a review ``Played`` moves the playhead and everything else is refused.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSettings, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from console import gone_words, icons, unheard_words, words
from console.live import Feed
from console.patches import break_patch
from console.rights import why_not, why_not_act
from console.selection import Selection
from console.stream_model import KINDS, StreamModel
from console.stream_row import BUTTON, Row
from console.stream_view import MARGIN, StreamList
from console.theme import SMALL, Palette, Theme
from units import actions as ac
from units.guests import is_guest
from units.patched import patch_told
from units.state import Changes, Line

MESSAGE_MS = 8000
MAX_NOTE = 1000
NEWEST_FIRST = "stream/newest_first"


class StreamPanel(QWidget):
    """One list of everything. ``kept`` remembers which end is the newest.

    ``naming`` asks for the panel that names a radio (its raw ID); ``searching`` for the call log, with the words that
    were filtered for; ``holding`` for a legal hold on what a line is about (:class:`console.covered.Subject`); ``said``
    carries a sentence for the status line.
    """

    naming = Signal(str)
    holding = Signal(object)
    searching = Signal(str)
    said = Signal(str)

    def __init__(
        self,
        live: Feed,
        theme: Theme,
        selection: Selection,
        kept: QSettings | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._live = live
        self._kept = kept
        self._theme = theme
        self._selection = selection
        self.model = StreamModel(lambda: live.facts, live.now, self)
        self.list = StreamList(self.model, theme, self)
        if kept is not None:
            self.model.order(kept.value(NEWEST_FIRST, True, bool) is not False)
        self._build()
        self._connect()
        self._dress()
        self._count(self.model.waiting)
        self._may_act()

    # -- building ---------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(self.tr("Filter: call sign, radio ID, text …"))
        self.filter.setAccessibleName(self.tr("Filter the stream"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(150)
        self.filter.setMaximumWidth(320)
        self._chips = QButtonGroup(self)
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, 8, MARGIN, 8)
        head.setSpacing(8)
        head.addWidget(self.filter, 3)
        self._add_chips(head)
        head.addStretch(1)
        self.note = QLineEdit(self)
        self.note.setPlaceholderText(self.tr("Log entry …"))
        self.note.setAccessibleName(self.tr("Free-text log entry: Enter puts it on record"))
        self.note.setMaxLength(MAX_NOTE)
        self.note.setMinimumWidth(110)
        self.note.setMaximumWidth(340)
        head.addWidget(self.note, 3)
        self.turn = QToolButton(self)
        head.addWidget(self.turn)
        self._message = QLabel(self)
        self._message.setContentsMargins(MARGIN, 0, MARGIN, 6)
        self._message.setWordWrap(True)
        self._message.hide()
        self._empty = QLabel(self.list)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(MESSAGE_MS)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._message)
        column.addWidget(self.list, 1)

    def _add_chips(self, row: QBoxLayout) -> None:
        for number, (kind, name) in enumerate(zip(KINDS, self._kind_names(), strict=True)):
            chip = QPushButton(name, self)
            chip.setCheckable(True)
            chip.setChecked(kind == "all")
            chip.setProperty("chip", True)
            chip.setAccessibleName(self.tr("Show only: {kind}").format(kind=name))
            self._chips.addButton(chip, number)
            row.addWidget(chip)

    def _kind_names(self) -> tuple[str, ...]:
        return (
            self.tr("all"),
            self.tr("calls"),
            self.tr("texts"),
            self.tr("status"),
            self.tr("alarms"),
            self.tr("unheard"),
        )

    def _connect(self) -> None:
        self._live.changed.connect(self.show_changes)
        self._selection.changed.connect(self._follow_selection)
        self._theme.changed.connect(self._dress)
        self.filter.textChanged.connect(self._narrow)
        self._chips.idToggled.connect(self._narrow)
        self.note.returnPressed.connect(self._put_note)
        self.turn.clicked.connect(lambda: self.set_newest_first(not self.model.newest_first))
        self.list.chosen.connect(self.run)
        self.list.asked.connect(self._menu)
        self.list.acted.connect(self.end_patch)
        self.list.selectionModel().currentChanged.connect(self._select)
        self.model.counted.connect(self._count)
        for signal in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            signal.connect(self._tell_empty)
        self._quiet.timeout.connect(self._message.hide)
        self._second.timeout.connect(self.model.tick)
        self._second.start()

    def _dress(self) -> None:
        palette = self._theme.palette
        self.setStyleSheet(_sheet(palette))
        self._message.setFont(self._theme.font(SMALL))
        self._message.setStyleSheet(f"color: {palette.warn.name()}; font-weight: 600;")
        self._empty.setStyleSheet(f"color: {palette.muted.name()};")
        self._turned()
        self._tell_empty()

    # -- what is shown ----------------------------------------------------------------------------------------

    def show_changes(self, changes: Changes) -> None:
        """Take in what changed."""
        self.model.show(changes)
        if changes.all or changes.seats:
            self._may_act()

    def focus_filter(self) -> None:
        """Ctrl+F."""
        self.filter.setFocus()
        self.filter.selectAll()

    def focus_note(self) -> None:
        """Ctrl+E."""
        self.note.setFocus()

    def set_newest_first(self, newest_first: bool) -> None:
        """Newest on top, or at the bottom."""
        self.model.order(newest_first)
        if self._kept is not None:
            self._kept.setValue(NEWEST_FIRST, newest_first)
        self._turned()

    def say(self, sentence: str) -> None:
        """Show ``sentence`` above the list for some seconds."""
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))
        self._quiet.start()
        self.said.emit(sentence)

    def _narrow(self) -> None:
        kind = KINDS[max(0, self._chips.checkedId())]
        self.model.narrow(kind, self.filter.text())

    def _count(self, waiting: int) -> None:
        chip = self._chips.button(KINDS.index("unheard"))
        name = self.tr("unheard")
        chip.setText(f"{name} {waiting}" if waiting else name)
        chip.setProperty("warn", waiting > 0)
        chip.style().unpolish(chip)
        chip.style().polish(chip)

    def _turned(self) -> None:
        newest = self.model.newest_first
        self.turn.setIcon(icons.icon("newest" if newest else "oldest", self._theme.palette.muted))
        said = self.tr("Newest on top") if newest else self.tr("Newest at the bottom")
        self.turn.setToolTip(said)
        self.turn.setAccessibleName(said)

    def _tell_empty(self) -> None:
        self._empty.setVisible(self.model.rowCount() == 0)
        if self.model.held == 0:
            self._empty.setText(self.tr("Nothing has happened yet."))
        else:
            self._empty.setText(self.tr("Nothing of this shift matches. Older records: call log."))
        self._empty.adjustSize()
        self._empty.move(MARGIN, 10)

    def _may_act(self) -> None:
        self.note.setVisible(self._live.can_act)

    # -- what can be done -------------------------------------------------------------------------------------

    def run(self, seq: int) -> None:
        """What a double-click does: play a recording, else mark a text read and show the unit on the map."""
        row = self.list.row_at(seq)
        if row is None:
            return
        if row.call:
            self.play(row)
            return
        if row.sort == "call":
            line = self._live.facts.lines.get(row.seq)
            call = self._live.facts.calls.get(line.call) if line is not None else None
            why = call and gone_words.recording_gone(self._live.facts, call.start, call.to, call.gone)
            self.say(why or self.tr("There is no recording of this call."))
            return
        self.mark_read(row)
        self.locate(row)

    def play(self, row: Row) -> None:
        """Play the row's recording, or stop it when it is the one being played."""
        stopped = self._live.playing.call == row.call
        self._live.act(ac.Played(seat=self._live.seat, operator=self._live.operator, call=row.call, stopped=stopped))

    def mark_read(self, row: Row) -> None:
        """An unread text is read now, by whoever sits here."""
        if row.sort != "text" or row.tone != "pill":
            return
        if self._live.operator is None:
            self.say(words.refusal("unsigned"))
        elif self._live.can_act:
            self._live.act(ac.TextRead(seat=self._live.seat, operator=self._live.operator, text=row.seq))

    def dismiss(self, row: Row, why: str) -> None:
        """An unheard call needs no playing, says whoever sits here, and ``why`` in a word."""
        line = self._live.facts.lines.get(row.seq)
        if self._live.operator is None:
            self.say(words.refusal("unsigned"))
        elif line is not None and self._live.can_act:
            self._live.act(ac.Dismissed(seat=self._live.seat, operator=self._live.operator, call=line.call, why=why))

    def end_patch(self, seq: int) -> None:
        """One click on the row that tells of a patch ends it."""
        line = self._live.facts.lines.get(seq)
        patch = patch_told(self._live.facts, line) if line is not None else None
        if patch is not None:
            self.say(why_not_act(self._live))
            break_patch(self._live, patch.id)

    def locate(self, row: Row) -> None:
        """Show the row's unit on the map, or say why that cannot be."""
        unit = self._live.facts.units.get(row.unit)
        if unit is None:
            return
        if unit.fix is None:
            self.say(self.tr("{unit}: no position known.").format(unit=row.name))
        else:
            self._selection.locate(unit.id)

    def _put_note(self) -> None:
        text = self.note.text().strip()
        if not text:
            return
        if self._live.operator is None:
            self.say(words.refusal("unsigned"))
            return
        self._live.act(ac.Noted(seat=self._live.seat, operator=self._live.operator, text=text))
        self.note.clear()

    def _select(self) -> None:
        row = self.list.current()
        if row is not None:
            self._selection.select(row.unit, row.call, row.seq)

    def _follow_selection(self) -> None:
        row = self.list.current()
        if row is not None and row.seq != self._selection.line:
            self.list.selectionModel().clear()

    def _menu(self, seq: int, place: QPoint) -> None:
        row = self.list.row_at(seq)
        if row is None:
            return
        menu = self.menu_for(row)
        menu.popup(place)

    def _hold(self, line: Line) -> None:
        from console.covered import of_line

        self.holding.emit(of_line(line, self._live.facts))

    def menu_for(self, row: Row) -> QMenu:
        """The row's menu; what cannot be done now is disabled."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        facts = self._live.facts
        unit = facts.units.get(row.unit)
        playing = bool(row.call) and self._live.playing.call == row.call
        play = menu.addAction(self.tr("Stop playing") if playing else self.tr("Play recording"))
        play.setEnabled(bool(row.call))
        play.triggered.connect(lambda: self.play(row))
        locate = menu.addAction(self.tr("Locate on map"))
        locate.setEnabled(unit is not None and unit.fix is not None)
        locate.triggered.connect(lambda: self.locate(row))
        if row.sort == "text" and row.tone == "pill":
            menu.addAction(self.tr("Mark as read")).triggered.connect(lambda: self.mark_read(row))
        if row.sort == "call" and row.tone == "pill":
            needless = menu.addMenu(self.tr("Needs no hearing"))
            for why in ac.DISMISSALS:
                needless.addAction(unheard_words.dismissal(why), partial(self.dismiss, row, why))
        menu.addSeparator()
        named = unit is not None and unit.named
        name = menu.addAction(self.tr("Correct this radio's name …") if named else self.tr("Name this radio …"))
        name.setEnabled(bool(row.raw) and not is_guest(row.raw) and self._live.can_act)
        name.triggered.connect(lambda: self.naming.emit(row.raw))
        copy = menu.addAction(self.tr("Copy raw ID"))
        copy.setEnabled(bool(row.raw))
        if row.tone == BUTTON:
            end = menu.addAction(self.tr("Break the patch"), partial(self.end_patch, row.seq))
            end.setEnabled(not why_not_act(self._live))
        copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(row.raw))
        menu.addAction(self.tr("Search the call log …")).triggered.connect(
            lambda: self.searching.emit(row.raw or self.filter.text())
        )
        line = facts.lines.get(row.seq)
        if line is not None and (line.call or line.unit or line.radio or line.group):
            hold = menu.addAction(self.tr("Place a legal hold …"))
            hold.setEnabled(not why_not(self._live, "hold"))
            hold.triggered.connect(lambda: self._hold(line))
        return menu


def _sheet(palette: Palette) -> str:
    line, muted, accent, panel, warn = (
        colour.name() for colour in (palette.line, palette.muted, palette.accent, palette.panel, palette.warn)
    )
    return f"""
StreamPanel {{ background: {panel}; }}
QPushButton[chip="true"] {{
    background: {panel}; color: {muted}; border: 1px solid {line}; border-radius: 12px; min-height: 22px;
    padding: 0 10px; font-weight: 400; }}
QPushButton[chip="true"][warn="true"] {{ color: {warn}; font-weight: 600; }}
QPushButton[chip="true"]:checked {{ color: {accent}; border: 2px solid {accent}; padding: 0 9px; font-weight: 600; }}
QPushButton[chip="true"]:focus {{ border: 2px solid {accent}; padding: 0 9px; }}
"""
