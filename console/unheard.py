"""The list of what nobody heard: how long ago, why not; played or dismissed here, the next operator's otherwise."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from console import times, unheard_words
from console.call_table import CallTable
from console.live import Feed
from console.page import Page, quiet
from console.recall import Recall, Speeds
from console.rights import why_not_act
from console.theme import Theme
from units import unheard
from units.actions import DISMISSALS, Dismissed
from units.state import Call, Changes

LONGEST = 60


class UnheardPage(Page):
    """All that is owed to an ear. Enter plays, a word dismisses."""

    def __init__(self, feed: Feed, theme: Theme, recall: Recall, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self._feed, self._recall, self._played = feed, recall, ""
        self.title.setText(self.tr("Unheard transmissions"))
        self.setAccessibleName(self.title.text())
        self.left = quiet("", theme)
        self.left.setAccessibleName(self.tr("Left by the shift before"))
        titles = [self.tr("Age"), self.tr("Talk-group"), self.tr("Who"), self.tr("Length"), self.tr("Why")]
        self.table = CallTable(feed, theme, [*titles, self.tr("Sound")], self)
        self.table.setAccessibleName(self.title.text())
        self.table.chosen.connect(self.play)
        self.table.sought.connect(recall.seek)
        self.empty = quiet(self.tr("Everything that came was heard, played or dismissed."), theme)
        self.in_turn = QCheckBox(self.tr("one after another"), self)
        self.play_button = QPushButton(self.tr("Play"), self)
        self.play_button.setProperty("accent", True)
        self.play_button.clicked.connect(self._play_selected)
        self.speeds = Speeds(recall, theme, self)
        self.body.addWidget(self.left)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty)
        self.body.addLayout(self._playing_row())
        self.body.addLayout(self._dismissing_row())
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self.refresh)
        self._second.start()
        feed.changed.connect(self._changed)
        feed.pulsed.connect(self.table.show_playing)
        feed.pulsed.connect(self.speeds.refresh)
        self.refresh()

    def _playing_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.play_button)
        row.addWidget(self.in_turn)
        row.addWidget(self.speeds, 1)
        return row

    def _dismissing_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(QLabel(self.tr("Needs no hearing:"), self))
        self.words: list[QPushButton] = []
        for code in DISMISSALS:
            button = QPushButton(unheard_words.dismissal(code), self)
            button.clicked.connect(lambda _checked=False, c=code: self.dismiss(c))
            self.words.append(button)
            row.addWidget(button)
        self.word = QLineEdit(self)
        self.word.setMaxLength(LONGEST)
        self.word.setPlaceholderText(self.tr("or why, in your words"))
        self.word.setAccessibleName(self.tr("Why it needs no hearing"))
        self.word.returnPressed.connect(lambda: self.dismiss(self.word.text().strip()))
        row.addWidget(self.word, 1)
        return row

    def focus_first(self) -> None:
        """The oldest one."""
        self.table.setFocus()

    def refresh(self) -> None:
        """What is owed now."""
        feed = self._feed
        calls = unheard.due(feed.facts)
        now = feed.now()
        ages = [now - (call.end or call.start) for call in calls]
        rows = [(times.age(age), self._why(call)) for call, age in zip(calls, ages, strict=True)]
        self.table.show_calls(calls, rows, [age > unheard.OVERDUE for age in ages])
        self.table.setVisible(bool(calls))
        self.empty.setVisible(not calls)
        self.left.setText(self._left(calls, sum(age > unheard.OVERDUE for age in ages)))
        why = why_not_act(feed)
        for widget in (*self.words, self.word):
            widget.setEnabled(bool(calls) and not why)
            widget.setToolTip(why)
        self.play_button.setEnabled(bool(calls) and feed.can_act)
        self._go_on(calls)

    def _why(self, call: Call) -> str:
        said = unheard_words.reason(call)
        if unheard.ringing(self._feed.facts, call) is not None:
            return self.tr("EMERGENCY, not acknowledged") + " · " + said
        return said

    def _left(self, calls: list[Call], late: int) -> str:
        counts, facts = unheard_words.Counts(), self._feed.facts
        parts = [counts.owed(len(calls))]
        if late:
            parts.append(counts.overdue(late))
        if facts.unlisted:
            parts.append(counts.unlisted(facts.unlisted))
        over = [line for line in facts.lines.values() if line.word == "handed-over"]
        if over:
            told = self.tr("handed over at {time}").format(time=times.minute(over[-1].time))
            parts.append(f"{told}: {over[-1].text}" if over[-1].text else told)
        return " · ".join(parts)

    def _play_selected(self) -> None:
        if self.table.current is not None:
            self.play(self.table.current.id)

    def play(self, call: str) -> None:
        """Play it, or stop it."""
        known = self._feed.facts.calls.get(call)
        if known is not None and not known.path:
            self.say(self.tr("There is no recording of this call."))
            return
        self._played = call
        self._recall.toggle(call)

    def dismiss(self, why: str) -> None:
        """The selected one needs no hearing."""
        call, feed = self.table.current, self._feed
        if call is None or not why or why_not_act(feed):
            return
        if unheard.ringing(feed.facts, call) is not None:
            self.say(self.tr("It belongs to an emergency that nobody has acknowledged."))
            return
        self.word.clear()
        feed.act(Dismissed(seat=feed.seat, operator=feed.operator, call=call.id, why=why))

    def _go_on(self, calls: list[Call]) -> None:
        """One after another: what was played is owed no more, so the next one begins.

        It is owed no more a moment before the pulse says that it sounds no more: until then, at the next second again.
        """
        if not self._played or any(call.id == self._played for call in calls):
            return
        if self._feed.playing.call == self._played:
            return
        self._played = ""
        after = next((call.id for call in calls if call.path), "")
        if self.in_turn.isChecked() and after and not self._feed.playing.call:
            self.play(after)

    def _changed(self, changes: Changes) -> None:
        if changes.all or changes.calls or changes.alarms or changes.seats:
            self.refresh()
