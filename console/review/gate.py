"""The way into a review: who looks, at which interval, what for. On record, committed, before anything is shown."""

from __future__ import annotations

import time
from concurrent.futures import Future
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from console import times, words
from console.live import Act, Feed
from console.moment import Moment
from console.page import Aside, Page, form, quiet
from console.pins import Operators, operators_path
from console.review import audit
from console.review.frame import Plate
from console.rights import why_not_review
from console.signon import SignOnPanel
from console.theme import Theme
from journal.log import Log
from journal.places import data_home
from units import actions as ac

HOUR = 3600.0
WHOLE = 12 * HOUR
"""A journal not longer than this (s) is opened whole."""
TRAINER = "trainer"
"""Whoever opens an exercise looks at it as one."""


class Admission(NamedTuple):
    """Who was let in, to what, and where word of it went."""

    reviewer: str | None
    role: str
    purpose: str
    since: float
    until: float
    sink: Log
    recorded_in: Path


class SignedIn(Feed):
    """Stands in for a seat while somebody proves a PIN: ``signed`` carries the sign-on. Nothing reaches a journal."""

    signed = Signal(object)

    def __init__(self, mode: str) -> None:
        super().__init__(seat=audit.SEAT)
        self.facts.mode = mode

    def act(self, action: Act) -> Future[int]:
        """Only a sign-on means anything here."""
        done: Future[int] = Future()
        done.set_result(0)
        if isinstance(action, ac.SignedOn):
            self.signed.emit(action)
        return done


class Gate(QWidget):
    """``admitted`` carries the :class:`Admission`. A live journal asks who looks; an exercise lets anybody in."""

    admitted = Signal(object)
    left = Signal()

    def __init__(
        self, folder: Path, mode: str, span: tuple[float, float], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._folder, self._mode, self._span, self._theme = folder, mode, span, theme
        self._stack = QStackedWidget(self)
        self._stack.setFixedSize(660, 600)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.addLayout(plates(mode, theme))
        column.addStretch(1)
        column.addWidget(self._stack, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        if mode == "live":
            self.feed = SignedIn(mode)
            operators = Operators(operators_path(data_home(), mode), time.time)
            self.sign_on = SignOnPanel(self.feed, theme, operators)
            self.feed.signed.connect(self._signed)
            self.sign_on.close_button.hide()
            self._stack.addWidget(self.sign_on)
        else:
            self._ask(None, TRAINER)

    def _signed(self, who: ac.SignedOn) -> None:
        why = why_not_review(who.role, who.agencies)
        if why:
            self.sign_on.say(why)
        else:
            self._ask(who.operator, who.role)

    def _ask(self, reviewer: str | None, role: str) -> None:
        page = IntervalPage(self._folder, self._mode, self._span, reviewer, role, self._theme)
        page.admitted.connect(self.admitted)
        page.closed.connect(self.left)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.purpose.setFocus()
        self.page = page


def plates(mode: str, theme: Theme) -> QHBoxLayout:
    """REVIEW and, for an exercise, EXERCISE."""
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(Plate(theme, words.translate("review", "REVIEW")))
    if mode == "exercise":
        row.addWidget(Plate(theme, words.translate("review", "EXERCISE"), exercise=True))
    row.addStretch(1)
    return row


class IntervalPage(Page):
    """Which interval, and what for."""

    admitted = Signal(object)

    def __init__(
        self, folder: Path, mode: str, span: tuple[float, float], reviewer: str | None, role: str, theme: Theme
    ) -> None:
        super().__init__(theme, "")
        self.title.setText(self.tr("Review of {journal}").format(journal=folder.name))
        self.setAccessibleName(self.title.text())
        self._folder, self._mode, self._reviewer, self._role = folder, mode, reviewer, role
        self._aside = Aside(self)
        first, last = span
        since = first if last - first <= WHOLE else last - HOUR
        self.since, self.until = Moment(self.tr("From"), since), Moment(self.tr("To"), last + 1)
        self.purpose = QLineEdit(self)
        self.purpose.setAccessibleName(self.tr("Purpose"))
        self.purpose.setMaxLength(200)
        self.purpose.returnPressed.connect(self.open)
        self.go = QPushButton(self.tr("Open"), self)
        self.go.setProperty("accent", True)
        self.go.clicked.connect(self.open)
        box = QWidget(self)
        box.setMaximumWidth(620)
        rows = form()
        box.setLayout(rows)
        told = self.tr("The journal holds {since} – {until}.").format(since=times.stamp(first), until=times.stamp(last))
        rows.addRow(quiet(str(folder), theme))
        rows.addRow(quiet(told, theme))
        rows.addRow(self.tr("From"), self.since)
        rows.addRow(self.tr("To"), self.until)
        rows.addRow(self.tr("Purpose"), self.purpose)
        rows.addRow("", quiet(self.tr("The look-up is put on record before anything is shown."), theme))
        rows.addRow("", self.go)
        self.body.addWidget(box)
        self.body.addStretch(1)

    def open(self) -> None:
        """Put the look-up on record, then let in."""
        purpose = self.purpose.text().strip()
        since, until = self.since.wall, self.until.wall
        if self._aside.busy:
            return
        if self._mode == "live" and len(purpose) < 3:
            self.say(self.tr("Say first what these records are looked up for."))
            return
        if until <= since:
            self.say(self.tr("The interval ends before it begins."))
            return
        purpose = purpose or "exercise"
        searched = ac.Searched(
            seat=audit.SEAT,
            operator=self._reviewer,
            purpose=purpose,
            terms=f"review {times.stamp(since)} – {times.stamp(until)}",
            journal=str(self._folder),
        )
        self.go.setEnabled(False)

        def work() -> Admission:
            sink, recorded_in = audit.open_sink()
            try:
                sink.append(searched).result(timeout=10)
            except BaseException:
                sink.close()
                raise
            return Admission(self._reviewer, self._role, purpose, since, until, sink, recorded_in)

        self._aside.run(work, self._done)

    def _done(self, result: object) -> None:
        self.go.setEnabled(True)
        if isinstance(result, Admission):
            self.admitted.emit(result)
        else:
            why = str(result) or type(result).__name__
            said = words.translate("review", "The look-up cannot be put on record, so the journal stays closed: {why}")
            self.say(said.format(why=why))
