"""Asks the whole record where units went and who was near a place, beside the GUI thread.

Every question carries whose records the asker may read; one into older records waits until it is on record itself.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from console.enquiry import Agencies
from console.questions import Questions, Wanted
from journal.errors import JournalError

if TYPE_CHECKING:
    from journal.positions.tracks import Passage, Track, Tracks

MOST_UNITS = 12
"""Tracks asked for at once."""


class PastPositions(Questions):
    """``answered`` carries a list of :class:`Passage` or a dictionary of :class:`Track` by unit, or an error."""

    def __init__(
        self,
        folder: Path,
        agencies: Agencies,
        parent: QObject | None = None,
        open_tracks: Callable[[Path], Tracks] | None = None,
    ) -> None:
        super().__init__("positions", parent)
        self._folder = folder
        self._agencies = agencies
        self._open = open_tracks or _tracks
        self._tracks: Tracks | None = None

    def within(
        self,
        lat: float,
        lon: float,
        metres: float,
        since: float,
        until: float,
        recorded: Future[int] | None = None,
    ) -> int:
        """Who was within ``metres`` of a place between two moments (s UTC). The question's number."""
        agencies = self._agencies()

        def work(_: Wanted) -> list[Passage]:
            return self._opened().within(lat, lon, metres, since, until, agencies)

        return self.put(work, recorded)

    def tracks(self, units: list[str], since: float, until: float, recorded: Future[int] | None = None) -> int:
        """Where ``units`` (at most :data:`MOST_UNITS`) were between two moments (s UTC). The question's number."""
        agencies = self._agencies()

        def work(wanted: Wanted) -> dict[str, Track]:
            found = {}
            for unit in units[:MOST_UNITS]:
                if not wanted():
                    raise JournalError("interrupted")
                found[unit] = self._opened().track(unit, since, until, agencies)
            return found

        return self.put(work, recorded)

    def interrupt(self) -> None:
        """What is being read ends soon."""
        tracks = self._tracks
        if tracks is not None:
            tracks.interrupt()

    def _opened(self) -> Tracks:
        if self._tracks is None:
            self._tracks = self._open(self._folder)
        return self._tracks


def _tracks(folder: Path) -> Tracks:
    from journal.positions.tracks import Tracks  # with the geodesy it needs: slow to load, and rarely asked for

    return Tracks(folder)
