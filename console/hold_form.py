"""Placing a legal hold: on what, from when to when, and why. A shift supervisor's act, on record."""

from __future__ import annotations

import uuid

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from console.covered import Subject
from console.live import Feed
from console.page import Aside, Page, quiet
from console.rights import why_not
from console.scope import Scope
from console.theme import Theme
from units.keeping import HoldPlaced

SHORTEST = 3
"""Letters a reason has at least."""
PUT_SECONDS = 10.0
_FIELDS = {"call": "calls", "unit": "units", "radio": "radios", "group": "groups"}


class HoldForm(Page):
    """Asks for a hold on ``subject``; closes itself once it is on record, and ``done`` says so."""

    done = Signal(str)

    def __init__(self, feed: Feed, theme: Theme, subject: Subject, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.title.setText(self.tr("Place a legal hold"))
        self.setAccessibleName(self.title.text())
        self.setMinimumWidth(620)
        self._feed = feed
        self._aside = Aside(self)
        told = self.tr("What a hold covers is neither pruned nor erased until the hold is lifted.")
        self.scope = Scope(subject, feed.now(), parent=self)
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(200)
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setPlaceholderText(self.tr("case number, who asked for it"))
        self.reason.returnPressed.connect(self.place)
        self.go = QPushButton(self.tr("Place the hold"), self)
        self.go.setProperty("accent", True)
        self.go.clicked.connect(self.place)
        self.body.addWidget(quiet(told, theme))
        self.body.addWidget(self.scope)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(QLabel(self.tr("Reason"), self))
        row.addWidget(self.reason, 1)
        row.addWidget(self.go)
        self.body.addLayout(row)
        self.body.addStretch(1)

    def focus_first(self) -> None:
        """The reason is what is always typed."""
        self.reason.setFocus()

    def place(self) -> None:
        """Put the hold on record."""
        reason = self.reason.text().strip()
        why = why_not(self._feed, "hold")
        if why or self._aside.busy:
            self.say(why)
        elif len(reason) < SHORTEST:
            self.say(self.tr("A hold needs a reason."))
            self.reason.setFocus()
        elif self.scope.backwards:
            self.say(self.tr("The interval ends before it begins."))
        else:
            recorded = self._feed.act(self.placed(reason))
            self._aside.run(lambda: recorded.result(timeout=PUT_SECONDS), self._told)

    def placed(self, reason: str) -> HoldPlaced:
        """The action these fields stand for."""
        choice = self.scope.choice
        since, until = self.scope.interval
        covers = {_FIELDS[choice.sort]: [choice.id]} if choice.sort in _FIELDS else {}
        return HoldPlaced(
            seat=self._feed.seat,
            operator=self._feed.operator,
            hold=uuid.uuid4().hex,
            reason=reason,
            since=since,
            until=until,
            **covers,
        )

    def _told(self, result: object) -> None:
        if isinstance(result, Exception):
            why = str(result) or type(result).__name__
            self.say(self.tr("The hold cannot be put on record, so it does not stand: {why}").format(why=why))
        else:
            self.done.emit(self.tr("The hold stands."))
            self.closed.emit()
