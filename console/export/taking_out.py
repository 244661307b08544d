"""Takes tracks out of the console: reads them, draws them, puts each file on record, then writes it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from console import times
from console.export.page import TakeOutPage
from console.export.picture import SHEET_SIZE, TrackPicture
from console.export.track import TrackOut, agencies_of, read
from console.export.writing import ENDINGS, File, asked_for, needs_picture, render, settled, write
from console.live import Feed
from console.map.packs import Reader as Pack
from console.page import Aside
from console.panels import show_panel
from console.rights import why_not
from console.theme import Theme
from units.actions import Searched

translate = QCoreApplication.translate


class TakingTracksOut(QObject):
    """Of ``units`` between two moments (s UTC), by whoever sits at ``feed``. Lives as long as its page.

    The page asks from when to when, and the look-up is put on record before a row is read. ``stack`` gives the packs
    below the picture.
    """

    asks_when = True

    def __init__(
        self,
        feed: Feed,
        folder: Path,
        units: Sequence[str],
        interval: tuple[float, float],
        stack: Callable[[], list[Pack]],
    ) -> None:
        super().__init__()
        self._feed, self._folder, self._units, self._interval, self._stack = feed, folder, units, interval, stack
        self._aside = Aside(self)
        self._picture: TrackPicture | None = None
        self._paths: list[Path] = []
        self._outs: list[TrackOut] = []

    def ask(self, theme: Theme, origin: QWidget, purpose: str) -> TakeOutPage:
        """Show the page that asks how, in the window of ``origin``."""
        day = times.local(self._interval[0]).strftime("%Y-%m-%d")
        when = self._interval if self.asks_when else None
        name = f"{self._file_name()}-{day}"
        page = TakeOutPage(theme, self._title(), ENDINGS, name, self._feed.facts.mode, purpose, when)
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
        """Take them out as ``paths``, for ``purpose``."""
        why = why_not(self._feed, "export")
        if why or self._aside.busy:
            self._page.say(why or translate("TakeOutPage", "Writing …"))
            return
        self._paths = paths
        self._page.busy()
        feed, units, folder = self._feed, self._units, self._folder
        interval = self._interval = self._page.interval or self._interval
        recorded = None
        if self.asks_when:
            recorded = feed.act(
                Searched(
                    seat=feed.seat,
                    operator=feed.operator,
                    purpose=purpose,
                    terms=asked_for(units, interval),
                    journal=str(folder),
                )
            )
        asked = (purpose, feed.operator or "", time.time())
        agencies, facts = feed.agencies, feed.facts

        def work() -> list[TrackOut]:
            if recorded is not None:
                settled(recorded)
            return read(folder, facts, units, interval, agencies, asked)

        self._aside.run(work, self._read)

    def _title(self) -> str:
        return translate("TakeOutPage", "Take out tracks · units: {count}").format(count=len(self._units))

    def _file_name(self) -> str:
        return f"tracks-{len(self._units)}-units"

    def _read(self, result: object) -> None:
        if not isinstance(result, list):
            self._page.done(result, [])
            return
        self._outs = result
        if not needs_picture(self._paths):
            self._draw(None)
            return
        agencies = agencies_of(self._feed.facts, self._units)
        self._picture = TrackPicture(self._outs, agencies, self._stack(), SHEET_SIZE, self)
        self._picture.done.connect(self._draw)
        self._picture.start()

    def _draw(self, picture: QImage | None) -> None:
        outs, seat = self._outs, self._feed.seat
        self._aside.run(lambda: render(outs, self._folder, seat, self._paths, picture), self._rendered)

    def _rendered(self, result: object) -> None:
        if not isinstance(result, list):
            self._page.done(result, [])
            return
        files: list[File] = result
        recorded = [(file, self._feed.act(file.action)) for file in files]
        self._aside.run(lambda: write(recorded), lambda found: self._page.done(found, [file.path for file in files]))


class TakingTrackOut(TakingTracksOut):
    """Of the one unit whose track is shown: that it was looked up is on record already, and the interval is given."""

    asks_when = False

    def __init__(
        self, feed: Feed, folder: Path, unit: str, interval: tuple[float, float], stack: Callable[[], list[Pack]]
    ) -> None:
        super().__init__(feed, folder, [unit], interval, stack)

    def _name(self) -> str:
        known = self._feed.facts.units.get(self._units[0])
        return (known.callsign if known is not None else "") or self._units[0]

    def _title(self) -> str:
        return translate("TakeOutPage", "Take out a track") + f" · {self._name()}"

    def _file_name(self) -> str:
        return "track-" + "".join(letter if letter.isalnum() else "-" for letter in self._name())
