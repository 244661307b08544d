"""Hearing again: which call plays next, how fast, and the page of a talk-group's last calls."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from console import times, unheard_words
from console.call_table import CallTable
from console.live import Feed
from console.page import Page, quiet
from console.rights import why_not_hear
from console.theme import Theme
from units.actions import Played
from units.recorded import last_calls
from units.state import Changes
from units.unheard import is_due

SPEEDS = (0.75, 1.0, 1.25, 1.5, 2.0)
"""Times as fast as life; the pitch stays."""


def go_on(feed: Feed, call: str, at: float, speed: float = 1.0) -> None:
    """Go on ``at`` that place (s) of ``call``, which plays: as fast as it does, if that is known, else at ``speed``."""
    speed = feed.playing.speed or speed
    feed.act(Played(seat=feed.seat, operator=feed.operator, call=call, speed=speed, at=round(at, 2)))


class Recall(QObject):
    """What this seat has played back. Speed is kept from one call to the next."""

    def __init__(self, feed: Feed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._feed = feed
        self.speed = 1.0

    def again(self, group: str) -> None:
        """Play the last call of ``group``; while one plays, the one before it."""
        calls = last_calls(self._feed.facts, group)
        if not calls or why_not_hear(self._feed, group):
            return
        names = [call.id for call in calls]
        playing = self._feed.playing.call
        at = names.index(playing) + 1 if playing in names else 0
        self.play(names[min(at, len(names) - 1)])

    def play(self, call: str) -> None:
        """Play ``call`` from its beginning."""
        feed = self._feed
        if feed.playing.call == call:  # from the beginning: the same call again would only change its speed
            self.stop()
        feed.act(Played(seat=feed.seat, operator=feed.operator, call=call, speed=self.speed))

    def toggle(self, call: str) -> None:
        """Play ``call``, or stop it."""
        if self._feed.playing.call == call:
            self.stop()
        else:
            self.play(call)

    def seek(self, call: str, at: float) -> None:
        """Go on ``at`` that place (s) of ``call``, which plays."""
        go_on(self._feed, call, at, self.speed)

    def stop(self) -> None:
        """Stop whatever plays."""
        feed = self._feed
        if feed.playing.call:
            feed.act(Played(seat=feed.seat, operator=feed.operator, call=feed.playing.call, stopped=True))

    def faster(self, steps: int) -> None:
        """One speed up or down, for what plays now and what is played next."""
        feed = self._feed
        at = SPEEDS.index(self.speed) + steps
        self.speed = SPEEDS[min(max(at, 0), len(SPEEDS) - 1)]
        if feed.playing.call and feed.playing.speed != self.speed:
            feed.act(Played(seat=feed.seat, operator=feed.operator, call=feed.playing.call, speed=self.speed))


class Speeds(QWidget):
    """Stop, slower, the speed, faster: beside a table of calls."""

    def __init__(self, recall: Recall, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recall = recall
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.stop = QPushButton(self.tr("Stop"), self)
        self.slower, self.faster = QPushButton("–", self), QPushButton("+", self)
        self.slower.setAccessibleName(self.tr("Slower"))
        self.faster.setAccessibleName(self.tr("Faster"))
        self.speed = QLabel(self)
        self.speed.setMinimumWidth(48)
        for button in (self.slower, self.faster):
            button.setFixedWidth(48)
        self.stop.clicked.connect(recall.stop)
        self.slower.clicked.connect(lambda: self._step(-1))
        self.faster.clicked.connect(lambda: self._step(1))
        for widget in (self.stop, self.slower, self.speed, self.faster):
            row.addWidget(widget)
        row.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """The speed of now."""
        self.speed.setText(f"{self._recall.speed:g}×")
        self.speed.setAccessibleName(self.tr("Speed: {speed}").format(speed=self.speed.text()))

    def _step(self, steps: int) -> None:
        self._recall.faster(steps)
        self.refresh()


class RecallPage(Page):
    """The last calls of one talk-group: Enter plays, again stops."""

    def __init__(self, feed: Feed, theme: Theme, recall: Recall, group: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self._feed, self._group = feed, group
        known = feed.facts.groups.get(group)
        name = known.info.name if known is not None else group
        self.title.setText(self.tr("Last calls of {group}").format(group=name))
        self.setAccessibleName(self.title.text())
        names = (self.tr("Time"), self.tr("Talk-group"), self.tr("Who"), self.tr("Length"), "", self.tr("Sound"))
        self.table = CallTable(feed, theme, list(names), self)
        self.table.setAccessibleName(self.title.text())
        self.table.chosen.connect(recall.toggle)
        self.table.sought.connect(recall.seek)
        self.speeds = Speeds(recall, theme, self)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.speeds)
        self.body.addWidget(
            quiet(self.tr("It plays on the headset and is never transmitted. Older calls: call log."), theme)
        )
        feed.changed.connect(self._changed)
        feed.pulsed.connect(self.table.show_playing)
        feed.pulsed.connect(self.speeds.refresh)
        self.refresh()

    def focus_first(self) -> None:
        """The newest call."""
        self.table.setFocus()

    def refresh(self) -> None:
        """The calls of now."""
        calls = last_calls(self._feed.facts, self._group)
        rows = [(times.clock(call.start), unheard_words.of_call(call) if is_due(call) else "") for call in calls]
        self.table.show_calls(calls, rows, [is_due(call) for call in calls])

    def _changed(self, changes: Changes) -> None:
        if changes.all or changes.calls:
            self.refresh()
