"""Erasing somebody's data: on what, why; then what exactly goes, and only then that it goes. On record, for ever.

Two steps. The first asks the call log what there is (a look-up with a purpose, on record like any other); the second
says it, names the copies that still hold it, and is refused while a legal hold covers any of it. The station erases.
"""

from __future__ import annotations

import uuid
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from console import covered
from console.covered import Choice, Subject
from console.enquiry import Enquiry
from console.erasing import Goes, backups, goes, holds_on, sentences
from console.hold_form import PUT_SECONDS, SHORTEST
from console.live import Feed
from console.page import Aside, Page, quiet
from console.rights import why_not
from console.scope import Scope
from console.theme import BODY, SEMIBOLD, Theme
from journal.search import Query, Row
from units import actions as ac
from units.keeping import ErasureAsked

NEAR = 3600.0
"""A call is looked for so many seconds before and after the record that names it."""
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
        self._enquiry = Enquiry(folder, lambda: feed.agencies, self)
        self._enquiry.answered.connect(self._answered)
        self.closed.connect(self._enquiry.close)
        self.destroyed.connect(self._enquiry.close)
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
        if why or self._enquiry.busy or self._aside.busy:
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
            self.say("")
            self.next.setEnabled(False)
            self._ask(choice, reason)

    def _ask(self, choice: Choice, reason: str) -> None:
        since, until = self.scope.interval
        recorded = self._feed.act(
            ac.Searched(
                seat=self._feed.seat,
                operator=self._feed.operator,
                purpose=reason,
                terms=f"erasure of {choice.sort}={choice.id} {covered.interval(since, until)}",
                journal=str(self._folder),
            )
        )
        query = Query(since=since, until=until)
        match choice.sort:
            case "call":
                at = self.scope.wall or self._feed.now()
                query = Query(since=at - NEAR, until=at + NEAR, kinds=("calls",))
            case "radio":
                query = Query(radio=choice.id, since=since, until=until)
            case "unit":
                query = Query(unit=choice.id, since=since, until=until)
            case "person":
                query = Query(text=choice.id, since=since, until=until)
        self._enquiry.everything(query, recorded)

    def _answered(self, _number: int, answer: object) -> None:
        if isinstance(answer, Exception):
            self.next.setEnabled(True)
            self.say(self.tr("What is on record cannot be looked up now: {why}").format(why=answer))
            return
        rows: list[Row] = answer if isinstance(answer, list) else []
        choice = self.scope.choice
        self._aside.run(lambda: backups(self._folder), lambda copies: self._show(goes(rows, choice), copies))

    # -- the second step: that it goes ---------------------------------------------------------------------------

    def _show(self, found: Goes, copies: object) -> None:
        self.next.setEnabled(True)
        choice = self.scope.choice
        named = choice.words if choice.sort != "person" else self.tr("everything that names {name}")
        self.what.setText(self.tr("Erase {what}?").format(what=named.format(name=choice.id)))
        since, until = self.scope.interval
        lines = [] if choice.sort == "call" else [covered.interval(since, until)]
        lines += sentences(found, copies if isinstance(copies, list) else None)
        holds = holds_on(self._feed.facts, choice, found, since, until)
        if holds:
            lines.append("")
            lines.append(self.tr("Refused: a legal hold covers it. Lift the hold first."))
            lines.append(covered.reasons(holds))
        self.told.setText("\n".join(lines))
        self.go.setEnabled(not holds)
        self._steps.setCurrentIndex(1)
        (self.back if holds else self.go).setFocus()
        self.updateGeometry()

    def erase(self) -> None:
        """Put on record that it is to go."""
        why = why_not(self._feed, "erase")
        if why or self._aside.busy:
            self.say(why)
            return
        choice, (since, until) = self.scope.choice, self.scope.interval
        asked = ErasureAsked(
            seat=self._feed.seat,
            operator=self._feed.operator,
            erasure=uuid.uuid4().hex,
            sort=choice.sort,
            subject=choice.id,
            reason=self.reason.text().strip(),
            since=since,
            until=until,
        )
        recorded = self._feed.act(asked)
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
