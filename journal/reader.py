"""Reads any part of the record: by number, by time, or as a whole; over all its files."""

from __future__ import annotations

from pathlib import Path

import apsw

from journal import rows, schema
from journal.errors import JournalError
from journal.files import Files, Open
from journal.segments import Segment
from units.entry import Entry
from units.keeping import SegmentOpened

_SOME = rows.COLUMNS + " WHERE e.seq > ? AND e.seq < ? ORDER BY e.seq LIMIT ?"
_SOME_OF = rows.COLUMNS + " WHERE e.seq > ? AND e.seq < ? AND e.kind = ? ORDER BY e.seq LIMIT ?"
_WALL = "SELECT wall FROM entries WHERE seq <= ? ORDER BY seq DESC LIMIT 1"
_END = 1 << 62


class Reader:
    """Reads the journal in ``folder``; one thread at a time, except :meth:`interrupt`.

    Every call is one short snapshot of each file it needs. Raises :class:`JournalError`. Where the journal's first
    files were pruned away, it begins with the oldest that is there.
    """

    def __init__(self, folder: Path) -> None:
        self._files = Files(folder)
        self._path = self._files.last.segment.path
        try:
            self.id, self._mode = schema.facts_of(self._files.last.connection)
        except (apsw.Error, KeyError) as error:
            self._files.close()
            raise JournalError(f"{self._path}: the journal is damaged ({error}).") from error

    def mode(self) -> str:
        """``live`` or ``exercise``, for the journal's whole life."""
        return self._mode

    def entries(self, after: int, limit: int, before: int | None = None, kind: str = "") -> list[Entry]:
        """At most ``limit`` entries (of ``kind``, if given) with ``after < seq < before``, in order."""
        end = _END if before is None else before
        found: list[Entry] = []
        try:
            segment: Segment | None = self._files.holding(after + 1)
            while segment is not None and segment.first < end:
                found += self._some(self._open(segment), after, end, kind, limit - len(found))
                if len(found) >= limit or (segment.last is not None and segment.last >= end - 1):
                    break
                segment = self._files.after(segment)
        except apsw.Error as error:
            raise self._error(error) from error
        return found

    def _some(self, file: Open, after: int, end: int, kind: str, limit: int) -> list[Entry]:
        if kind:
            found = file.connection.execute(_SOME_OF, (after, end, kind, limit))
        else:
            found = file.connection.execute(_SOME, (after, end, limit))
        return [file.names.entry(row) for row in found]

    def last_seq(self) -> int:
        """The number of the last entry; 0 if there is none."""
        return self._number(self._newest(), "SELECT coalesce(max(seq), 0) FROM entries")

    def first_seq(self) -> int:
        """The number of the first entry; 0 if there is none."""
        return self._number(self._oldest(), "SELECT coalesce(min(seq), 0) FROM entries")

    def seq_at(self, wall: float) -> int:
        """The last entry made at or before ``wall`` (s since 1970 UTC), 0 if none was.

        Found by halving. Where the clock was set back the same time occurs twice: then either may be meant.
        """
        first, high = self.first_seq(), self.last_seq()
        if not high:
            return 0
        low = first - 1
        limit = int(wall * 1e6)
        while low < high:
            middle = (low + high + 1) // 2
            if self._number(self._holding(middle), _WALL, middle) <= limit:
                low = middle
            else:
                high = middle - 1
        return low if low >= first else 0

    def span(self) -> tuple[float, float]:
        """When the first and the last entry were made, s since 1970 UTC; (0, 0) for an empty journal."""
        first = self._number(self._oldest(), "SELECT coalesce((SELECT wall FROM entries ORDER BY seq LIMIT 1), 0)")
        last = self._number(self._newest(), "SELECT coalesce((SELECT wall FROM entries ORDER BY seq DESC LIMIT 1), 0)")
        return first / 1e6, last / 1e6

    def beginning(self, end: int) -> int:
        """The entry after which reading has to begin for the picture after entry ``end``.

        That is the last one before the segment ``end`` lies in, as a segment begins with all that was known.
        """
        self._newest()
        for segment in reversed(self._files.segments):
            opening = self._opening(segment)
            if opening and segment.first + opening - 1 <= end:
                return segment.first - 1
        return 0

    def recent(self, most: int, before: int) -> list[Entry]:
        """The last ``most`` entries with ``seq < before``, in order; what a segment opens with is not among them."""
        before = min(before, self.last_seq() + 1)
        parts: list[list[Entry]] = []
        for segment in reversed(self._files.segments):
            if segment.first < before:
                after = max(segment.first + self._opening(segment), before - most) - 1
                parts.append(self.entries(after, most, before))
                most -= len(parts[-1])
                before = segment.first
            if most <= 0:
                break
        return [entry for part in reversed(parts) for entry in part]

    def _opening(self, segment: Segment) -> int:
        """How many entries the segment begins with that tell what was known; 0 for the journal's first."""
        opened = self.entries(segment.first - 1, 1) if segment.name else []
        if not opened or not isinstance(opened[0].what, SegmentOpened):
            return 0
        return 1 + opened[0].what.subjects

    def interrupt(self) -> None:
        """Stop a call running in another thread: it raises :class:`JournalError`."""
        self._files.interrupt()

    def close(self) -> None:
        """Let go of the files."""
        self._files.close()

    def _open(self, segment: Segment) -> Open:
        self._path = segment.path
        return self._files.open(segment)

    def _newest(self) -> Open:
        try:
            self._files.follow()
        except apsw.Error as error:
            raise self._error(error) from error
        return self._open(self._files.segments[-1])

    def _oldest(self) -> Open:
        return self._open(self._files.oldest())

    def _holding(self, seq: int) -> Open:
        return self._open(self._files.holding(seq))

    def _number(self, file: Open, question: str, *terms: int) -> int:
        try:
            return int(file.connection.execute(question, terms).get)
        except apsw.Error as error:
            raise self._error(error) from error

    def _error(self, error: apsw.Error) -> JournalError:
        if isinstance(error, apsw.InterruptError):
            return JournalError("interrupted")
        return JournalError(f"{self._path}: {schema.explain(error)}.")
