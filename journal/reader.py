"""Reads any part of the record: by number, by time, or as a whole."""

from __future__ import annotations

from pathlib import Path

import apsw

from journal import rows, schema
from journal.errors import JournalError
from units.entry import Entry

_SOME = rows.COLUMNS + " WHERE e.seq > ? AND e.seq < ? ORDER BY e.seq LIMIT ?"
_SOME_OF = rows.COLUMNS + " WHERE e.seq > ? AND e.seq < ? AND e.kind = ? ORDER BY e.seq LIMIT ?"
_END = 1 << 62


class Reader:
    """Reads the journal in ``folder``; one thread at a time, except :meth:`interrupt`.

    Every call is one short snapshot. Raises :class:`JournalError`.
    """

    def __init__(self, folder: Path) -> None:
        self._connection = schema.open_reading(folder)
        self._path = schema.path_of(folder)
        self._names = rows.Names(self._connection)
        try:
            self.id, self._mode = schema.facts_of(self._connection)
        except (apsw.Error, KeyError) as error:
            self._connection.close()
            raise JournalError(f"{self._path}: the journal is damaged ({error}).") from error

    def mode(self) -> str:
        """``live`` or ``exercise``, for the journal's whole life."""
        return self._mode

    def entries(self, after: int, limit: int, before: int | None = None, kind: str = "") -> list[Entry]:
        """At most ``limit`` entries (of ``kind``, if given) with ``after < seq < before``, in order."""
        end = _END if before is None else before
        try:
            if kind:
                found = self._connection.execute(_SOME_OF, (after, end, kind, limit))
            else:
                found = self._connection.execute(_SOME, (after, end, limit))
            return [self._names.entry(row) for row in found]
        except apsw.Error as error:
            raise self._error(error) from error

    def last_seq(self) -> int:
        """The number of the last entry; 0 if there is none."""
        return self._number("SELECT coalesce(max(seq), 0) FROM entries")

    def first_seq(self) -> int:
        """The number of the first entry; 0 if there is none."""
        return self._number("SELECT coalesce(min(seq), 0) FROM entries")

    def seq_at(self, wall: float) -> int:
        """The last entry made at or before ``wall`` (s since 1970 UTC), 0 if none was.

        Found by halving. Where the clock was set back the same time occurs twice: then either may be meant.
        """
        low, high = self.first_seq(), self.last_seq()
        if not high:
            return 0
        low -= 1
        limit = int(wall * 1e6)
        while low < high:
            middle = (low + high + 1) // 2
            if self._number("SELECT wall FROM entries WHERE seq = ?", middle) <= limit:
                low = middle
            else:
                high = middle - 1
        return low if low >= self.first_seq() else 0

    def span(self) -> tuple[float, float]:
        """When the first and the last entry were made, s since 1970 UTC; (0, 0) for an empty journal."""
        first = self._number("SELECT coalesce((SELECT wall FROM entries ORDER BY seq LIMIT 1), 0)")
        last = self._number("SELECT coalesce((SELECT wall FROM entries ORDER BY seq DESC LIMIT 1), 0)")
        return first / 1e6, last / 1e6

    def interrupt(self) -> None:
        """Stop a call running in another thread: it raises :class:`JournalError`."""
        self._connection.interrupt()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _number(self, question: str, *terms: int) -> int:
        try:
            return int(self._connection.execute(question, terms).get)
        except apsw.Error as error:
            raise self._error(error) from error

    def _error(self, error: apsw.Error) -> JournalError:
        if isinstance(error, apsw.InterruptError):
            return JournalError("interrupted")
        return JournalError(f"{self._path}: {schema.explain(error)}.")
