"""What this is: version, journal, who signs it and up to where, whose map it is, which licence."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from console import times
from console.live import Feed
from console.page import Aside, Page, form, quiet
from console.theme import Theme
from journal import checkpoint, keys, places
from journal.checkpoint import Checkpoint
from journal.errors import JournalError
from journal.version import product

EVERY = 2_000
"""Milliseconds between two looks at the newest checkpoint."""
ABREAST = 10.0
"""Seconds the signatures may lie behind the entries before it is said."""
MAP = "GSHHG (LGPL) · Natural Earth · GeoNames (CC BY 4.0) · © OpenStreetMap contributors (ODbL)"
LICENCE = "Apache-2.0"


class Signing(NamedTuple):
    """What the disk says: this installation's name and key (32 bytes), and the journal's newest checkpoint."""

    installation: str
    public: bytes | None
    newest: Checkpoint | None
    why: str = ""


def look(folder: Path | None) -> Signing:
    """Read :class:`Signing` from the disk; ``why`` says what could not be read. ``folder``: the journal's."""
    installation = ""
    try:
        installation = places.installation()
        newest = None if folder is None else checkpoint.newest(folder)
    except (JournalError, OSError) as error:
        return Signing(installation, keys.public_key(), None, str(error))
    return Signing(installation, keys.public_key(), newest)


class AboutPage(Page):
    """Names and numbers to be read out to whoever checks the record; each can be selected and copied."""

    def __init__(self, feed: Feed, theme: Theme, folder: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self._feed, self._folder = feed, folder
        self.title.setText(self.tr("About Kopa"))
        self.setAccessibleName(self.title.text())
        self.fields: dict[str, QLabel] = {}
        rows = form()
        for name, title in (
            ("version", self.tr("Version")),
            ("journal", self.tr("Journal")),
            ("mode", self.tr("Mode")),
            ("installation", self.tr("Installation")),
            ("key", self.tr("Signing key")),
            ("signed", self.tr("Last signed")),
            ("map", self.tr("Map")),
            ("licence", self.tr("Licence")),
        ):
            value = QLabel(self)
            value.setWordWrap(True)
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setMinimumWidth(460)
            value.setAccessibleName(title)
            self.fields[name] = value
            rows.addRow(QLabel(title, self), value)
        self.body.addLayout(rows)
        hint = self.tr("Compare the key's digits with those that were written down when Kopa was installed.")
        self.body.addWidget(quiet(hint, theme))
        self.body.addStretch(1)
        self._aside = Aside(self)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()
        self._tell()
        self.refresh()

    def refresh(self) -> None:
        """Look at the disk, beside the GUI thread."""
        if not self._aside.busy:
            folder = self._folder
            self._aside.run(lambda: look(folder), self._show)

    def _tell(self) -> None:
        facts = self._feed.facts
        modes = {"live": self.tr("live"), "exercise": self.tr("exercise")}
        self.fields["version"].setText(product())
        self.fields["journal"].setText(str(self._folder) if self._folder is not None else "–")
        self.fields["mode"].setText(modes.get(facts.mode, "–"))
        self.fields["map"].setText(MAP)
        self.fields["licence"].setText(LICENCE)

    def _show(self, result: object) -> None:
        if not isinstance(result, Signing):
            return
        self._tell()
        unmade = self.tr("made when the station first runs")
        self.fields["installation"].setText(result.installation or "–")
        self.fields["key"].setText(unmade if result.public is None else keys.fingerprint(result.public))
        self.fields["signed"].setText(self._signed(result))

    def _signed(self, result: Signing) -> str:
        newest, facts = result.newest, self._feed.facts
        if result.why:
            return result.why
        if newest is None:
            return self.tr("nothing is signed yet")
        told = self.tr("{time}, entries 1 to {last}").format(time=times.stamp(newest.wall / 1e6), last=newest.seq)
        if newest.public != result.public:
            told += "\n" + self.tr("by another key: {key}").format(key=keys.fingerprint(newest.public))
        if facts.seq > newest.seq and facts.wall - newest.wall / 1e6 > ABREAST:
            told += "\n" + self.tr("NOT SIGNED since: %n entries", "", facts.seq - newest.seq)
        return told
