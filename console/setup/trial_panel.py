"""The test of a gateway on the screen: one button, what came of it so far in sentences, a way to stop."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from console.live import Feed
from console.setup.draft import Draft
from console.setup.faults import Fault, fault_of
from console.setup.trial import SECONDS, Trial
from console.setup.trial_words import Said, sentences
from console.theme import SEMIBOLD, Theme
from radio.codec import Spec

MOST = 60
"""Sentences kept: a busy network says the same again and again."""


class TrialPanel(QWidget):
    """``ask`` gives the draft and its protocol when the button is pressed. ``faulted``: what is wrong with it."""

    faulted = Signal(object)

    def __init__(self, feed: Feed, theme: Theme, ask: Callable[[], tuple[Draft, Spec] | None]) -> None:
        super().__init__()
        self._feed, self._theme, self._ask = feed, theme, ask
        self._said: list[Said] = []
        self._tried: tuple[Draft, Spec] | None = None
        self.trial = Trial(self)
        self.trial.said.connect(self._take)
        self.trial.ended.connect(self._rest)
        self.button = QPushButton(self.tr("Test this gateway"), self)
        self.button.clicked.connect(self.start)
        self.cancel = QPushButton(self.tr("Stop the test"), self)
        self.cancel.clicked.connect(self._cancel)
        self.text = QTextBrowser(self)
        self.text.setAccessibleName(self.tr("What the test found"))
        self.text.setOpenLinks(False)
        title = QLabel(self.tr("Test"), self)
        title.setFont(theme.font(14, SEMIBOLD))
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.cancel)
        head.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        theme.changed.connect(self._show)
        self.clear()

    def start(self) -> None:
        """Try what the form says now."""
        asked = self._ask()
        if asked is None:
            return
        self._tried = asked
        self._said = [Said("plain", self.tr("Trying for up to {seconds} s; nothing is sent on the air.")
                           .format(seconds=SECONDS))]  # fmt: skip
        try:
            self.trial.start(*asked)
        except OSError as error:
            self._said.append(Said("bad", str(error)))
        self._rest()

    def clear(self) -> None:
        """Another gateway is on show."""
        self.trial.stop()
        self._said = []
        self._rest()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more: whatever is being tried ends."""
        self.trial.stop()
        self._rest()
        super().hideEvent(event)

    @property
    def words(self) -> list[str]:
        """The sentences on show."""
        return [said.words for said in self._said]

    def _cancel(self) -> None:
        self.trial.stop()
        self._said.append(Said("plain", self.tr("Stopped.")))
        self._rest()

    def _take(self, told: dict[str, Any]) -> None:
        if self._tried is None:
            return
        draft, spec = self._tried
        if told.get("state") == "wrong":
            fault: Fault = fault_of(str(told.get("why", "")))
            self.faulted.emit(fault)
            told = {**told, "why": fault.why}
        live = self._feed.facts.gateways.get(draft.was) if self._feed.alive("station") else None
        if len(self._said) < MOST or told.get("said") == "end":
            for said in sentences(told, draft, spec, live):
                if said not in self._said[-3:]:
                    self._said.append(said)
        self._show()

    def _rest(self) -> None:
        running = self.trial.running
        self.button.setEnabled(not running)
        self.cancel.setVisible(running)
        self._show()

    def _show(self) -> None:
        palette = self._theme.palette
        tones = {"good": palette.ok, "bad": palette.warn, "plain": palette.text, "hint": palette.muted}
        marks = {"good": "✓ ", "bad": "✗ ", "plain": "", "hint": "→ "}
        rows = [
            f'<p style="margin:0 0 6px {12 if said.tone == "hint" else 0}px; color:{tones[said.tone].name()}; '
            f'font-weight:{600 if said.tone in ("good", "bad") else 400}">{marks[said.tone]}{escape(said.words)}</p>'
            for said in self._said
        ]
        idle = self.tr("Opens the link as it stands in the form, saved or not, and says what answers.")
        self.text.setHtml("".join(rows) or f'<p style="color:{palette.muted.name()}">{escape(idle)}</p>')
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.maximum())
