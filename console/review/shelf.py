"""Pictures of moments that were looked at, kept in memory: scrubbing to and fro does not read the record each time.

The journal has a bookmark every ten thousand entries, which is too far apart for a slider that is dragged: on the way
from one of them to the moment asked for, the picture is kept every :data:`EVERY` entries. While nobody drags,
:meth:`Shelf.warm` goes that way ahead.
"""

from __future__ import annotations

import bisect
from pathlib import Path

from journal.bookmarks import bookmarked, replay
from journal.reader import Reader
from units.picture import Picture

EVERY = 1000
"""Entries between two kept pictures."""
MOST_BYTES = 96 << 20
GOING = ("Erased", "Pruned", "SegmentPruned")
"""Kinds of entry after which what was kept may hold what is gone."""


class Shelf:
    """Pictures of the journal in ``folder``. One thread at a time. Raises :class:`JournalError`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._reader: Reader | None = None
        self._looked = 0
        self._seqs: list[int] = []
        self._kept: dict[int, bytes] = {}
        self._bytes = 0

    def at(self, wall: float) -> Picture:
        """The picture at the moment ``wall`` (s since 1970 UTC)."""
        reader = self._current()
        return self._go_to(reader, reader.seq_at(wall))

    def warm(self, since: float, until: float) -> bool:
        """Keep one more picture between two moments (s UTC); False when all are kept, or what may be kept is full."""
        reader = self._current()
        first, last = reader.seq_at(since), reader.seq_at(until)
        stop = next((seq for seq in range((first // EVERY + 1) * EVERY, last, EVERY) if seq not in self._kept), None)
        if stop is None or self._bytes + max(map(len, self._kept.values()), default=0) > MOST_BYTES:
            return False
        self._keep(self._go_to(reader, stop))
        return stop in self._kept

    def _go_to(self, reader: Reader, end: int) -> Picture:
        picture = self._near(end)
        if picture is None or end - picture.facts.seq > EVERY:
            told = bookmarked(self._folder, reader.id, end)
            if told is not None and (picture is None or told.facts.seq > picture.facts.seq):
                picture = told
        picture = picture or Picture()
        seq = picture.facts.seq or reader.beginning(end)
        for stop in range((seq // EVERY + 1) * EVERY, end, EVERY):
            replay(reader, picture, stop)
            self._keep(picture)
        return replay(reader, picture, end)

    def close(self) -> None:
        """Let go of the journal and of everything kept."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        self._seqs, self._kept, self._bytes = [], {}, 0

    def _current(self) -> Reader:
        """The reader; nothing is kept across an erasure."""
        if self._reader is not None:
            last = self._reader.last_seq()
            if last != self._looked:
                if any(self._reader.entries(self._looked, 1, kind=kind) for kind in GOING):
                    self.close()
                self._looked = last
        if self._reader is None:
            self._reader = Reader(self._folder)
            self._looked = self._reader.last_seq()
        return self._reader

    def _near(self, end: int) -> Picture | None:
        at = bisect.bisect_right(self._seqs, end)
        return Picture.resume(self._kept[self._seqs[at - 1]]) if at else None

    def _keep(self, picture: Picture) -> None:
        seq = picture.facts.seq
        if seq in self._kept:
            return
        self._kept[seq] = picture.bookmark()
        self._bytes += len(self._kept[seq])
        bisect.insort(self._seqs, seq)
        while self._bytes > MOST_BYTES:
            gone = next(iter(self._kept))
            self._bytes -= len(self._kept.pop(gone))
            self._seqs.remove(gone)
