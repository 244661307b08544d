"""Finds the recordings of a journal around the moment a review looks at, without reading a million entries first."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from journal.errors import JournalError
from journal.reader import Reader
from station.voice.timeline import Timeline
from units.findings import VoiceRecorded

BATCH = 500
LOOK_SECONDS = 0.5
BACK_SECONDS = 5.0
"""A recording is entered after its call; a little earlier all the same, for clocks that were set."""

_log = logging.getLogger(__name__)


class Catalogue:
    """Reads ``VoiceRecorded`` entries into ``timeline`` from a thread: from the time aimed at forwards, to the end.

    A recording that covers a moment was entered after that moment, so what is needed first comes first.
    """

    def __init__(self, journal: Path, timeline: Timeline) -> None:
        """Raises :class:`JournalError` when the journal cannot be read."""
        Reader(journal).close()
        self._journal = journal
        self._timeline = timeline
        self._aim: float | None = None
        self._aimed = threading.Event()
        self._seen: set[str] = set()
        self._first = self._after = 0
        self._thread = threading.Thread(target=self._run, name="catalogue", daemon=True)
        self._thread.start()

    def aim(self, time: float) -> None:
        """The review jumped to ``time`` (s UTC)."""
        self._aim = time
        self._aimed.set()

    def _run(self) -> None:
        reader = Reader(self._journal)
        while True:
            try:
                more = self._read(reader)
            except JournalError as error:
                _log.warning("%s", error)
                more = False
            if not more:
                self._aimed.wait(LOOK_SECONDS)

    def _read(self, reader: Reader) -> bool:
        """One batch; whether there is more."""
        if self._aimed.is_set() and self._aim is not None:
            self._aimed.clear()
            start = reader.seq_at(self._aim - BACK_SECONDS)
            if not self._first <= start <= self._after:
                self._first = self._after = start
        if self._aim is None:
            return False
        entries = reader.entries(self._after, BATCH)
        for entry in entries:
            what = entry.what
            if isinstance(what, VoiceRecorded) and what.path not in self._seen:
                self._seen.add(what.path)
                self._timeline.add(what)
        if entries:
            self._after = entries[-1].seq
        return len(entries) == BATCH
