"""Erasing somebody's data: on what, why; then what exactly goes, and only then that it goes. On record, for ever.

Two steps. The first goes through the record as the station will (a look-up with a purpose, on record like any other);
the second says what there is and which copies would still hold it, and is refused while a legal hold or an open
emergency covers any of it. The station erases.
"""

from __future__ import annotations

import uuid
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from console import covered
from console.covered import Choice, Subject
from console.erasing import Goes, find, refusal, sentences
from console.hold_form import PUT_SECONDS, SHORTEST
from console.live import Feed
from console.page import Aside, Page, quiet
from console.questions import Questions
from console.rights import why_not
from console.scope import Scope
from console.theme import BODY, SEMIBOLD, Theme
from journal.search import Row
from units import actions as ac
from units.keeping import ErasureAsked

ERASES = ("call", "radio", "unit", "person")


def erasable(row: Row | None) -> Subject:
    """What of a row can be erased: a call, or whatever its radio or unit left; never a talk-group or a whole time."""
    subject = covered.of_row(row) if row is not None else Subject(())
    return Subject(tuple(choice for choice in subject.choices if choice.sort in ERASES), subject.wall)


class EraseForm(Page):
    """Asks for an erasure of one of ``subject``'s choices. ``done`` carries a sentence once it is on record."""

    done = Signal(str)

    def __init__(self, feed: Feed, theme: Theme, folder: Path, subject: Subject, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.title.setText(self.tr("Erase data"))
        self.setAccessibleName(self.title.text())
        self.setMinimumWidth(660)
        self._feed, self._folder = feed, folder
        self._aside = Aside(self)
        self._questions = Questions("erasing", self)
        self._questions.answered.connect(self._answered)
        self.closed.connect(self._questions.close)
        self.destroyed.connect(self._questions.close)
        if feed.agencies is None:  # whose name it is nobody knows before: it may stand in anybody's records
            person = Choice("person", "", self.tr("a person by name"))
            subject = Subject((*subject.choices, person), subject.wall)
        self.scope = Scope(subject, feed.now(), whole=True, parent=self)
        self._steps = QStackedWidget(self)
        self._steps.addWidget(self._first())
        self._steps.addWidget(self._second())
        self.body.addWidget(self._steps)

    def focus_first(self) -> None:
        """The reason is what is always typed."""
        self.reason.setFocus()

    # -- building ------------------------------------------------------------------------------------------------

    def _first(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        told = self.tr("Erased data cannot be brought back; that it was erased, by whom and why, stays on record.")
        column.addWidget(quiet(told, self.theme))
        column.addWidget(self.scope)
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(200)
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setPlaceholderText(self.tr("decision number; it stays on record: name nobody here"))
        self.reason.returnPressed.connect(self.look)
        self.next = QPushButton(self.tr("What would go …"), self)
        self.next.setProperty("accent", True)
        self.next.clicked.connect(self.look)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(QLabel(self.tr("Reason"), self))
        row.addWidget(self.reason, 1)
        row.addWidget(self.next)
        column.addLayout(row)
        column.addStretch(1)
        return page

    def _second(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        self.what = QLabel(self)
        self.what.setFont(self.theme.font(BODY, SEMIBOLD))
        self.told = QLabel(self)
        for label in (self.what, self.told):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        self.go = QPushButton(self.tr("Erase for good"), self)
        self.go.clicked.connect(self.erase)
        self.back = QPushButton(self.tr("Back"), self)
        self.back.clicked.connect(lambda: self._steps.setCurrentIndex(0))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.go)
        column.addStretch(1)
        column.addLayout(row)
        return page

    # -- the first step: what is there -----------------------------------------------------------------------------

    def look(self) -> None:
        """Find out what would go; that somebody looked is on record first."""
        reason, choice, why = self.reason.text().strip(), self.scope.choice, why_not(self._feed, "erase")
        if why or self._questions.busy or self._aside.busy:
            self.say(why)
        elif not choice.id:
            self.say(self.tr("Whose data? Type the name."))
            self.scope.name.setFocus()
        elif len(reason) < SHORTEST:
            self.say(self.tr("An erasure needs a reason."))
            self.reason.setFocus()
        elif self.scope.backwards:
            self.say(self.tr("The interval ends before it begins."))
        else:
            self.say(self.tr("Going through the record …"), good=True)
            self.next.setEnabled(False)
            self._ask(choice, reason)

    def _ask(self, choice: Choice, reason: str) -> None:
        feed, folder, (since, until) = self._feed, self._folder, self.scope.interval
        recorded = feed.act(
            ac.Searched(
                seat=feed.seat,
                operator=feed.operator,
                purpose=reason,
                terms=f"erasure of {choice.sort}={choice.id} {covered.interval(since, until)}",
                journal=str(folder),
            )
        )
        asked, facts = self._asked(), feed.facts
        holds, emergencies = list(facts.holds.values()), list(facts.alarms)
        self._questions.put(lambda wanted: find(folder, asked, holds, emergencies, wanted), recorded)

    def _asked(self) -> ErasureAsked:
        """The action these fields stand for."""
        choice, (since, until) = self.scope.choice, self.scope.interval
        return ErasureAsked(
            seat=self._feed.seat,
            operator=self._feed.operator,
            erasure=uuid.uuid4().hex,
            sort=choice.sort,
            subject=choice.id,
            reason=self.reason.text().strip(),
            since=since,
            until=until,
        )

    def _answered(self, _number: int, answer: object) -> None:
        self.next.setEnabled(True)
        self.message.hide()
        if isinstance(answer, Goes):
            self._show(answer)
        else:
            self.say(self.tr("What is on record cannot be looked up now: {why}").format(why=answer))

    # -- the second step: that it goes ---------------------------------------------------------------------------

    def _show(self, goes: Goes) -> None:
        choice = self.scope.choice
        named = choice.words if choice.sort != "person" else self.tr("everything that names {name}")
        self.what.setText(self.tr("Erase {what}?").format(what=named.format(name=choice.id)))
        lines = [] if choice.sort == "call" else [covered.interval(*self.scope.interval)]
        why = refusal(goes, self._feed.facts)
        self.told.setText("\n".join([*lines, *([why] if why else sentences(goes))]))
        self.go.setEnabled(not why and goes.entries > 0)
        self._steps.setCurrentIndex(1)
        self.back.setFocus()  # Enter must not erase by itself
        self.updateGeometry()

    def erase(self) -> None:
        """Put on record that it is to go."""
        why = why_not(self._feed, "erase")
        if why or self._aside.busy:
            self.say(why)
            return
        recorded = self._feed.act(self._asked())
        self.go.setEnabled(False)
        self._aside.run(lambda: recorded.result(timeout=PUT_SECONDS), self._told)

    def _told(self, result: object) -> None:
        self.go.setEnabled(True)
        if isinstance(result, Exception):
            why = str(result) or type(result).__name__
            self.say(self.tr("The erasure cannot be put on record, so nothing is erased: {why}").format(why=why))
            return
        self.done.emit(self.tr("The station erases it. What went, and which copies remain, comes into the stream."))
        self.closed.emit()
