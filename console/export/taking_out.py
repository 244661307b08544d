"""Takes a track out of the console: reads it, draws it, puts each file on record, then writes it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from console import times
from console.export.page import TakeOutPage
from console.export.picture import SHEET_SIZE, TrackPicture
from console.export.track import TrackOut, read
from console.export.writing import ENDINGS, File, render, write
from console.live import Feed
from console.map.packs import Reader as Pack
from console.page import Aside
from console.panels import show_panel
from console.rights import why_not
from console.shapes import UNKNOWN
from console.theme import Theme

translate = QCoreApplication.translate


class TakingTrackOut(QObject):
    """Of ``unit`` between two moments (s UTC), by whoever sits at ``feed``. Lives as long as its page.

    ``stack`` gives the packs below the picture.
    """

    def __init__(
        self, feed: Feed, folder: Path, unit: str, interval: tuple[float, float], stack: Callable[[], list[Pack]]
    ) -> None:
        super().__init__()
        self._feed, self._folder, self._unit, self._interval, self._stack = feed, folder, unit, interval, stack
        self._aside = Aside(self)
        self._picture: TrackPicture | None = None
        self._paths: list[Path] = []
        self._out: TrackOut | None = None

    def ask(self, theme: Theme, origin: QWidget, purpose: str) -> TakeOutPage:
        """Show the page that asks how, in the window of ``origin``."""
        known = self._feed.facts.units.get(self._unit)
        name = (known.callsign if known is not None else "") or self._unit
        title = translate("TakeOutPage", "Take out a track") + f" · {name}"
        day = times.local(self._interval[0]).strftime("%Y-%m-%d")
        file = "".join(letter if letter.isalnum() else "-" for letter in name)
        page = TakeOutPage(theme, title, ENDINGS, f"track-{file}-{day}", self._feed.facts.mode, purpose)
        self.setParent(page)
        self._page = page
        page.wanted.connect(self.take)
        page.destroyed.connect(self.stop)
        show_panel(origin, page)
        return page

    def stop(self) -> None:
        """Let go of what is being drawn."""
        if self._picture is not None:
            self._picture.stop()
            self._picture = None

    def take(self, purpose: str, paths: list[Path]) -> None:
        """Take it out as ``paths``, for ``purpose``."""
        why = why_not(self._feed, "export")
        if why or self._aside.busy:
            self._page.say(why or translate("TakeOutPage", "Writing …"))
            return
        self._paths = paths
        self._page.busy()
        feed, unit = self._feed, self._unit
        asked = (purpose, feed.operator or "", time.time())
        agencies, facts = feed.agencies, feed.facts
        self._aside.run(lambda: read(self._folder, facts, unit, self._interval, agencies, asked), self._read)

    def _read(self, result: object) -> None:
        if not isinstance(result, TrackOut):
            self._page.done(result, [])
            return
        self._out = result
        if not any(path.suffix in (".pdf", ".png") for path in self._paths):
            self._draw(None)
            return
        facts = self._feed.facts
        known = facts.units.get(self._unit)
        agency = facts.agencies.get(known.agency, UNKNOWN) if known is not None else UNKNOWN
        self._picture = TrackPicture(result, agency, self._stack(), SHEET_SIZE, self)
        self._picture.done.connect(self._draw)
        self._picture.start()

    def _draw(self, picture: QImage | None) -> None:
        out, seat = self._out, self._feed.seat
        assert out is not None
        self._aside.run(lambda: render(out, self._folder, seat, self._paths, picture), self._rendered)

    def _rendered(self, result: object) -> None:
        if not isinstance(result, list):
            self._page.done(result, [])
            return
        files: list[File] = result
        recorded = [(file, self._feed.act(file.action)) for file in files]
        self._aside.run(lambda: write(recorded), lambda found: self._page.done(found, [file.path for file in files]))
