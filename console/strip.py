"""The emergency strip: over everything of ours while an emergency is open, none otherwise.

Acknowledging acts only on an alarm shown here for a second, so that a key meant for the last one does not take the
next. An unsigned seat may silence its own sounder, no more. Closing asks a verdict.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from console import times
from console.live import Feed
from console.rights import why_silent
from console.strip_face import Shown, call_of, open_alarms, parts, who
from console.strip_paint import HEIGHT, ROOMY, StripButton, paint_strip
from console.theme import Theme
from console.tile_face import wrapped
from units.actions import AlarmAcknowledged, AlarmClosed, AlarmSilenced, Played
from units.state import Changes

SHOWN_FIRST = 1.0
"""Seconds an alarm must have been on this screen before it can be acknowledged."""
SILENCE = 60.0
VERDICTS = ("real", "false", "test")


class Strip(QWidget):
    """The strip. ``appeared`` when it comes or goes, ``rings`` when the first alarm nobody took comes or the last goes.

    ``locate`` and ``nearest`` carry a unit: show it, or who is nearest to it; ``said`` one sentence.
    """

    appeared = Signal(bool)
    rings = Signal(bool)
    locate = Signal(str)
    nearest = Signal(str)
    said = Signal(str)

    def __init__(self, feed: Feed, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed, self._theme = feed, theme
        self._alarms: list[Shown] = []
        self._current = ""
        self._since: dict[str, float] = {}
        self._silenced: dict[str, float] = {}
        self.setFixedHeight(HEIGHT)
        self.hear_button = self._button(self.hear)
        self.locate_button = self._button(self.show_place)
        self.nearest_button = self._button(self.show_nearest)
        self.main_button = self._button(self.acknowledge, main=True)
        self.verdict_buttons = [self._button(partial(self.close_as, verdict)) for verdict in VERDICTS]
        self.more_button = self._button(self.next)
        self._tick = QTimer(self, interval=200)
        self._tick.timeout.connect(self._refresh_now)
        feed.changed.connect(self._on_changed)
        feed.pulsed.connect(self._collect)
        theme.changed.connect(self.update)
        self.hide()
        self._collect()

    # -- what is open --------------------------------------------------------------------------------------------

    @property
    def alarms(self) -> list[Shown]:
        """Every open emergency: those that ring first, each in order of time."""
        return self._alarms

    @property
    def current(self) -> Shown | None:
        """The one on show."""
        return next((alarm for alarm in self._alarms if alarm.id == self._current), None)

    @property
    def ringing(self) -> bool:
        """True while there is an emergency that nobody took."""
        return any(alarm.ringing for alarm in self._alarms)

    def shown_for(self) -> float:
        """How long (s) the one on show has been on this screen."""
        since = self._since.get(self._current)
        return time.monotonic() - since if since is not None else 0.0

    def _collect(self) -> None:
        was = {alarm.id: alarm for alarm in self._alarms}
        rang = self.ringing
        self._alarms = open_alarms(self._feed)
        for alarm in self._alarms:
            before = was.get(alarm.id)
            if before is not None and alarm.ringing and not before.ringing:
                self._since.pop(alarm.id, None)  # pressed again: a new second before it can be taken
                self._silenced.pop(alarm.id, None)
        self._choose()
        self._refresh()
        if self.ringing != rang:
            self.rings.emit(self.ringing)

    def _choose(self) -> None:
        """Keep what is on show while it needs an answer; a ringing one beats an answered one."""
        current = self.current
        ringing = next((alarm for alarm in self._alarms if alarm.ringing), None)
        if current is None or (not current.ringing and ringing is not None):
            chosen = ringing or (self._alarms[0] if self._alarms else None)
            self._current = chosen.id if chosen is not None else ""
        self._since = {alarm.id: self._since[alarm.id] for alarm in self._alarms if alarm.id in self._since}
        if self._current and self.isVisible():
            self._since.setdefault(self._current, time.monotonic())

    # -- what can be done ----------------------------------------------------------------------------------------

    def acknowledge(self) -> bool:
        """Take the emergency on show (a signed seat), or silence it here for 60 s (an unsigned one)."""
        alarm, feed = self.current, self._feed
        if alarm is None or not alarm.ringing or not alarm.recorded or self.shown_for() < SHOWN_FIRST:
            return False
        if feed.operator is None:
            return self.silence()
        shown = round(self.shown_for(), 2)
        feed.act(AlarmAcknowledged(seat=feed.seat, operator=feed.operator, alarm=alarm.id, shown=shown))
        return True

    def silence(self) -> bool:
        """Quiet this seat's sounder for 60 s; the alarm stays open."""
        alarm, feed = self.current, self._feed
        if alarm is None or not alarm.ringing:
            return False
        self._silenced[alarm.id] = time.monotonic()
        feed.act(AlarmSilenced(seat=feed.seat, operator=feed.operator, alarm=alarm.id))
        self.said.emit(self.tr("This seat is silent for 60 s; the emergency stays open."))
        self._refresh()
        return True

    def close_as(self, verdict: str) -> bool:
        """Close the acknowledged emergency on show with a verdict."""
        alarm, feed = self.current, self._feed
        if alarm is None or alarm.ringing or feed.operator is None or verdict not in VERDICTS:
            return False
        feed.act(AlarmClosed(seat=feed.seat, operator=feed.operator, alarm=alarm.id, verdict=verdict))
        return True

    def hear(self) -> bool:
        """Play the emergency's call back, once it is recorded."""
        call = call_of(self._feed, self.current)
        if not call:
            return False
        feed = self._feed
        feed.act(Played(seat=feed.seat, operator=feed.operator, call=call, stopped=feed.playing.call == call))
        return True

    def show_place(self) -> bool:
        """Show the unit on the map."""
        alarm = self.current
        if alarm is None or not alarm.unit:
            return False
        self.locate.emit(alarm.unit)
        return True

    def show_nearest(self) -> bool:
        """List the units nearest to it, on the map."""
        alarm = self.current
        if alarm is None or not self._has_place(alarm):
            return False
        self.nearest.emit(alarm.unit)
        return True

    def _has_place(self, alarm: Shown) -> bool:
        unit = self._feed.facts.units.get(alarm.unit)
        return unit is not None and unit.fix is not None

    def next(self) -> None:
        """Show the next of several."""
        ids = [alarm.id for alarm in self._alarms]
        if len(ids) > 1:
            self._current = ids[(ids.index(self._current) + 1) % len(ids)] if self._current in ids else ids[0]
            self._since.setdefault(self._current, time.monotonic())
            self._refresh()

    # -- what is seen --------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the buttons: of some there is room only in a wide one."""
        self._refresh_now()
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words; what does not fit is cut, the place first."""
        alarm = self.current
        if alarm is None:
            return
        running = times.running(self._feed.now() - alarm.opened)
        right = self._left_of_buttons() - 24
        words = parts(self._feed, alarm)
        paint_strip(QPainter(self), self._theme, self.size(), who(self._feed, alarm), words, running, right)

    def _button(self, act: Callable[[], object], main: bool = False) -> StripButton:
        button = StripButton(self._theme, main, self)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _visible_buttons(self) -> list[StripButton]:
        buttons = [self.more_button, self.hear_button, self.locate_button, self.nearest_button]
        buttons += [*self.verdict_buttons, self.main_button]
        return [button for button in buttons if not button.isHidden()]

    def _left_of_buttons(self) -> float:
        return min((button.x() for button in self._visible_buttons()), default=self.width() - 20)

    def _place(self) -> None:
        x = self.width() - 20
        for button in reversed(self._visible_buttons()):
            size = button.sizeHint()
            x -= size.width()
            button.setGeometry(x, (HEIGHT - size.height()) // 2, size.width(), size.height())
            x -= 24 if self.width() >= ROOMY else 9

    def _refresh(self) -> None:
        alarm = self.current
        visible = alarm is not None
        if visible != (not self.isHidden()):
            self.setVisible(visible)
            if visible:
                self._choose()
            self.appeared.emit(visible)
        if visible:
            self._tick.start()
        else:
            self._tick.stop()
        self._refresh_now()

    def _refresh_now(self) -> None:
        alarm = self.current
        if alarm is None:
            return
        if self.isVisible() and not self.window().isMinimized():
            self._since.setdefault(self._current, time.monotonic())
        signed = self._feed.operator is not None
        call = call_of(self._feed, alarm)
        playing = bool(call) and self._feed.playing.call == call
        self.hear_button.setText(self.tr("Stop") if playing else self.tr("Hear call"))
        self.hear_button.setEnabled(bool(call))
        self.hear_button.setToolTip("" if call else wrapped(self._why_not_hear(alarm)))
        self.hear_button.setAccessibleDescription(self.hear_button.toolTip())
        self.locate_button.setText(self.tr("Locate"))
        self.nearest_button.setText(self.tr("Nearest"))
        placed = self._has_place(alarm)
        self.nearest_button.setEnabled(placed)
        self.nearest_button.setVisible(
            alarm.ringing or self.width() >= ROOMY
        )  # else the verdicts take the place's room
        told = self.tr("Units nearest to it (Ctrl+N)") if placed else self.tr("Its position is unknown.")
        self.nearest_button.setToolTip(told)
        self.nearest_button.setAccessibleDescription(told)
        self.main_button.setText(self.tr("Acknowledge F1") if signed else self.tr("Silence 60 s F1"))
        self.main_button.setEnabled(self.shown_for() >= SHOWN_FIRST and alarm.recorded)
        for button, words in zip(
            self.verdict_buttons, (self.tr("Real"), self.tr("False"), self.tr("Test")), strict=True
        ):
            button.setText(words)
            button.setEnabled(signed)
            button.setToolTip("" if signed else self.tr("Sign on first."))
            button.setVisible(not alarm.ringing)
        self.main_button.setVisible(alarm.ringing and not self._is_silenced(alarm))
        self.more_button.setText(self.tr("+%n more", "", len(self._alarms) - 1))
        self.more_button.setVisible(len(self._alarms) > 1)
        self.setAccessibleName(self.tr("Emergency: {unit}").format(unit=who(self._feed, alarm)))
        self.setAccessibleDescription(", ".join(part.words for part in parts(self._feed, alarm)))
        self._place()
        self.update()

    def _why_not_hear(self, alarm: Shown) -> str:
        group = self._feed.facts.groups.get(alarm.group)
        if group is not None and group.info.coded and not group.info.audio:
            return why_silent(group)
        if group is not None and not group.info.audio:
            return self.tr("Its talk-group carries signalling only: there is no audio to hear.")
        return self.tr("The call is not recorded yet.")

    def _is_silenced(self, alarm: Shown) -> bool:
        return self._feed.operator is None and time.monotonic() - self._silenced.get(alarm.id, -SILENCE) < SILENCE

    def _on_changed(self, changes: Changes) -> None:
        if changes.all or changes.alarms or changes.seats:
            self._collect()
        elif self.current is not None and (changes.units or changes.calls):
            self.update()
