"""The detail panel: whatever is selected anywhere is shown here, with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from console import texting
from console.board_rows import agency_of, name_of
from console.buttons import PttButton
from console.compose import Compose
from console.live import Feed
from console.ptt import Ptt, left_button_down
from console.rights import why_not_act, why_not_talk
from console.selection import Selection
from console.shapes import UNKNOWN, draw_triangle, draw_unit_symbol
from console.theme import BODY, BOLD, REGULAR, SEMIBOLD, Theme
from console.tile_face import short_radio
from console.unit_facts import call_rows, radio_line, unit_rows
from units.actions import PositionAsked
from units.state import Changes, Unit

MARGIN, LABELS, PITCH, TOP = 18, 130, 23, 84
USUAL = 6
"""Rows of a unit with a position and nothing out of the ordinary."""


class Card(QWidget):
    """The words of the panel, drawn: call sign, radio, rows. Redrawn each second for its ages."""

    def __init__(self, feed: Feed, theme: Theme, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed, self._theme, self._selection = feed, theme, selection
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """Room for the rows of a plain unit at least, so that the buttons below stay where they are."""
        return QSize(400, TOP + PITCH * max(USUAL, len(self.rows())) - 4)

    def minimumSizeHint(self) -> QSize:
        """The head and two rows."""
        return QSize(300, TOP + 2 * PITCH)

    @property
    def unit(self) -> Unit | None:
        """The unit on show: the selected one, or the caller of the selected call."""
        facts = self._feed.facts
        unit = facts.units.get(self._selection.unit)
        if unit is None:
            call = facts.calls.get(self._selection.call)
            unit = facts.units.get(facts.radios.get(call.radio, "")) if call is not None else None
        return unit

    def rows(self) -> list[tuple[str, str]]:
        """(label, value) of everything below the head."""
        call = self._feed.facts.calls.get(self._selection.call)
        rows = call_rows(self._feed, call) if call is not None else []
        return rows + (unit_rows(self._feed, self.unit) if self.unit is not None else [])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = self.unit
        if unit is None and not self.rows():
            nothing = self.tr("Select a unit, a call or a line: it is shown here with what can be done about it.")
            painter.setPen(self._theme.palette.muted)
            painter.setFont(self._theme.font(BODY))
            box = QRectF(self.rect()).adjusted(MARGIN, 22, -MARGIN, 0)
            painter.drawText(box, Qt.TextFlag.TextWordWrap, nothing)
            return
        top = 12.0
        if unit is not None:
            self._head(painter, unit)
            top = TOP - PITCH / 2
        self._rows(painter, top + PITCH / 2)

    def _head(self, painter: QPainter, unit: Unit) -> None:
        palette = self._theme.palette
        facts = self._feed.facts
        agency = agency_of(facts, unit)
        draw_unit_symbol(painter, QPointF(MARGIN + 11, 29), 20, agency or UNKNOWN, palette)
        x = MARGIN + 32.0
        name = unit.callsign or short_radio(unit.id)
        x += self._write(painter, name, x, 29, self.width() - x - MARGIN, 22, BOLD) + 11
        if unit.alarm:
            draw_triangle(painter, QPointF(x + 9, 29), 16, palette.emergency)
            x += 28
        belongs = name_of(agency) if agency is not None else self.tr("not in the roster")
        self._write(painter, belongs, x, 30, self.width() - x - MARGIN, BODY, REGULAR, muted=True)
        line = radio_line(unit)
        self._write(painter, line, MARGIN, 57, self.width() - 2 * MARGIN, BODY, REGULAR, muted=True)
        self.setAccessibleName(name)

    def _rows(self, painter: QPainter, y: float) -> None:
        rows = self.rows()
        fit = max(1, int((self.height() - y + PITCH / 2) // PITCH))
        for label, value in rows[:fit]:
            self._write(painter, label, MARGIN, y, LABELS - 8, BODY, REGULAR, muted=True)
            left = MARGIN + LABELS
            self._write(painter, value, left, y, self.width() - left - MARGIN, BODY, REGULAR)
            y += PITCH
        said = [f"{label}: {value}" for label, value in rows]
        self.setAccessibleDescription("; ".join(said))
        self.setToolTip("\n".join([radio_line(self.unit), *said] if self.unit is not None else said))

    def _write(
        self,
        painter: QPainter,
        words: str,
        x: float,
        middle: float,
        room: float,
        px: int,
        weight: int,
        muted: bool = False,
    ) -> float:
        if room < 10 or not words:
            return 0.0
        palette = self._theme.palette
        font = self._theme.font(px, weight)
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(palette.muted if muted else palette.text)
        painter.drawText(QPointF(x, middle + metrics.capHeight() / 2), shown)
        return metrics.horizontalAdvance(shown)


class Detail(QWidget):
    """The card, and its buttons. ``asked_status`` carries the unit; ``said`` one sentence."""

    asked_status = Signal(str)
    said = Signal(str)

    def __init__(self, feed: Feed, theme: Theme, selection: Selection, ptt: Ptt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed, self._theme, self._selection, self._ptt = feed, theme, selection, ptt
        self.card = Card(feed, theme, selection, self)
        self.call_button = PttButton(theme, self)
        self.call_button.setText(self.tr("Call"))
        self.call_button.accent, self.call_button.px = True, BODY
        self.call_button.setFixedHeight(34)
        self.call_button.pressed_down.connect(self._press)
        self.call_button.let_go.connect(ptt.let_go)
        self.call_button.lost.connect(ptt.release)
        self.status_button = self._button(self.tr("Status"), self.ask_status)
        self.text_button = self._button(self.tr("Text"), self.write_text)
        self.locate_button = self._button(self.tr("Locate"), self.locate)
        self.follow_button = self._button(self.tr("Follow"), self.follow)
        self.track_button = self._button(self.tr("Track"), self.track)
        self._buttons = [
            self.status_button,
            self.text_button,
            self.locate_button,
            self.follow_button,
            self.track_button,
        ]
        self.follow_button.setCheckable(True)
        self.track_button.setCheckable(True)
        self.compose = Compose()
        self.compose.sent.connect(self._send_text)
        self.compose.done.connect(self._close_compose)
        self._foot = QStackedWidget()
        self._card_height = 0
        self._lay_out()
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self.refresh)
        self._second.start()
        selection.changed.connect(self._on_selected)
        selection.followed.connect(self.refresh)
        theme.changed.connect(self.update)
        feed.changed.connect(self._on_changed)
        self.refresh()

    def _button(self, words: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(words, self)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _lay_out(self) -> None:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.call_button)
        for button in self._buttons:
            row.addWidget(button)
        row.addStretch(1)
        self._foot.addWidget(bar)
        self._foot.addWidget(self.compose)
        self._foot.setFixedHeight(36)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.card)
        feet = QHBoxLayout()
        feet.setContentsMargins(MARGIN, 4, MARGIN, 10)
        feet.addWidget(self._foot)
        column.addLayout(feet)
        column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower buttons in a narrow panel: their words stay whole."""
        super().resizeEvent(event)
        self._squeeze()

    def _squeeze(self) -> None:
        metrics = QFontMetricsF(self._theme.font(BODY, SEMIBOLD))
        texts = [metrics.horizontalAdvance(button.text()) for button in (self.call_button, *self._buttons)]
        room = self.width() - 2 * MARGIN - 10 * len(self._buttons) - sum(texts) - 12
        pad = max(4, min(17, int(room / (2 * len(texts)))))
        for button, wide in zip(self._buttons, texts[1:], strict=True):
            button.setStyleSheet(f"padding: 0; min-width: {round(wide) + 2 * pad}px;")
        self.call_button.setFixedWidth(max(44, round(texts[0]) + 2 * pad))

    def sizeHint(self) -> QSize:
        """560 × 316, as in the picture."""
        return QSize(560, 316)

    def minimumSizeHint(self) -> QSize:
        """The buttons and three rows."""
        return QSize(400, 180)

    # -- what can be done ----------------------------------------------------------------------------------------

    def ask_status(self) -> None:
        """Set the unit's status by hand."""
        unit = self.card.unit
        if unit is not None and self._may(why_not_act(self._feed)):
            self.asked_status.emit(unit.id)

    def write_text(self) -> None:
        """Write a text to the unit."""
        unit = self.card.unit
        if unit is not None and self._may(texting.why_not(self._feed, unit)):
            self._foot.setCurrentWidget(self.compose)
            self.compose.open(unit.callsign or unit.id)

    def locate(self) -> None:
        """Show it on the map; ask a radio without a fresh fix where it is."""
        unit = self.card.unit
        if unit is None:
            return
        self._selection.locate(unit.id)
        gateway = texting.gateway_of(self._feed.facts, unit)
        asks = gateway is not None and "ask" in gateway.info.capabilities
        if asks and unit.radios and not why_not_act(self._feed):
            feed = self._feed
            feed.act(PositionAsked(seat=feed.seat, operator=feed.operator, radio=unit.radios[0]))

    def follow(self) -> None:
        """Keep it in view on the map, or stop."""
        if self.card.unit is not None:
            self._selection.follow(self.card.unit.id)
            self.refresh()

    def track(self) -> None:
        """Show where it went, or stop showing it."""
        if self.card.unit is not None:
            self._selection.track(self.card.unit.id)
            self.refresh()

    def refresh(self) -> None:
        """Look again: ages, and what can be done."""
        unit = self.card.unit
        group = unit.group if unit is not None else ""
        why = why_not_talk(self._feed, group)
        if unit is not None and not group:
            why = self.tr("This unit was not heard on any talk-group yet.")
        if not self.call_button.finger:
            self.call_button.setEnabled(unit is not None and not why)
        name = self._feed.facts.groups[group].info.name if group in self._feed.facts.groups else ""
        self.call_button.setToolTip(why or self.tr("Hold to talk on {group}").format(group=name))
        self._set(self.status_button, unit, why_not_act(self._feed), self.tr("Set the status by hand (S)"))
        no_text = texting.why_not(self._feed, unit) if unit is not None else ""
        self._set(self.text_button, unit, no_text, self.tr("Send a text (Ctrl+T)"))
        where = "" if unit is None or unit.fix is not None else self.tr("Its position is not known.")
        self._set(self.locate_button, unit, where, self.tr("Show on the map (Ctrl+L)"))
        self._set(self.follow_button, unit, where, self.tr("Keep in view on the map (Z)"))
        self._set(self.track_button, unit, where, self.tr("Show where it went"))
        self.follow_button.setChecked(unit is not None and self._selection.following == unit.id)
        self.track_button.setChecked(unit is not None and self._selection.tracking == unit.id)
        if self.card.sizeHint().height() != self._card_height:
            self._card_height = self.card.sizeHint().height()
            self.card.updateGeometry()
        self.card.update()

    def changeEvent(self, event: QEvent) -> None:
        """A new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)

    def _set(self, button: QPushButton, unit: Unit | None, why: str, what: str) -> None:
        button.setEnabled(unit is not None and not why)
        button.setToolTip(why or what)
        button.setAccessibleDescription(why)

    def _may(self, why: str) -> bool:
        if why:
            self.said.emit(why)
        return not why

    def _press(self) -> None:
        unit = self.card.unit
        if unit is not None:
            self._ptt.press(unit.group, lambda: self.call_button.finger and left_button_down())

    def _send_text(self, text: str) -> None:
        unit = self.card.unit
        if unit is not None and unit.radios:
            texting.send(self._feed, texting.radio_of(self._feed.facts, unit), text)

    def _close_compose(self) -> None:
        self._foot.setCurrentIndex(0)
        self.text_button.setFocus()

    def _on_selected(self) -> None:
        self._foot.setCurrentIndex(0)
        self.refresh()

    def _on_changed(self, changes: Changes) -> None:
        unit = self.card.unit
        mine = unit is not None and (unit.id in changes.units or unit.group in changes.groups)
        if changes.all or mine or changes.gateways or changes.seats or self._selection.call in changes.calls:
            self.refresh()
