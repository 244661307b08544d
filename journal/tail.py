"""Follows the record: every entry once, in order, soon after it is on disk; costs next to nothing when none is new."""

from __future__ import annotations

import time
from pathlib import Path

import apsw

from journal import rows, schema
from journal.errors import JournalError
from journal.files import Files
from journal.segments import CLOSED, Segment
from units.entry import Entry

_NEW = rows.COLUMNS + " WHERE e.seq > ? ORDER BY e.seq LIMIT ?"
_BUSY_MS = 5  # it runs in the GUI thread: better late by a frame than a stalled one


class Tail:
    """A follower of the journal in ``folder``, beginning after the entry ``after``.

    Appenders take turns (BEGIN IMMEDIATE), so ``seq`` is the order of commits and an entry never turns up late between
    others: a gap is damage, and raises. No snapshot is held between reads. One thread at a time. What was pruned away
    in whole files is skipped: it begins with the oldest entry there is.
    """

    def __init__(self, folder: Path, after: int = 0) -> None:
        self._version = -1
        self._more = True
        self._ended = False
        self._files = Files(folder, _BUSY_MS)
        self._seq = max(after, self._files.oldest().first - 1)
        self._enter(self._files.holding(self._seq + 1))

    @property
    def seq(self) -> int:
        """The last entry read."""
        return self._seq

    def read(self, rows: int = 1000, seconds: float = 0.008) -> list[Entry]:
        """What is new, at most ``rows`` entries and about ``seconds`` of work; ``[]`` if nothing is.

        The end of a segment ends a read. Raises :class:`JournalError` on a damaged journal.
        """
        try:
            version = self._connection.execute("PRAGMA data_version").get
            if version == self._version and not self._more:
                return []
            if self._ended:
                self._go_on()
                version = -1
            entries = self._fetch(rows, time.monotonic() + seconds)
            self._version = version
        except (apsw.BusyError, apsw.LockedError):  # another program opens or closes it just now
            return []
        except apsw.Error as error:
            raise JournalError(f"{self._path}: {schema.explain(error)}.") from error
        return entries

    def _enter(self, segment: Segment) -> None:
        """Read ``segment`` from now on."""
        file = self._files.only(segment)
        self._segment, self._connection, self._names = segment, file.connection, file.names
        self._path = segment.path
        self._version = -1
        self._more = True
        self._ended = False

    def _go_on(self) -> None:
        """To the next segment, if there is one."""
        try:
            following = self._files.after(self._segment)
            if following is not None:
                self._enter(following)
            else:
                self._segment = self._segment._replace(next="")  # the only file that is to be read
        except JournalError as error:
            if isinstance(error.__cause__, apsw.BusyError | apsw.LockedError):
                raise error.__cause__ from None  # it is just being opened by others: at the next look
            raise
        self._ended = False
        if self._segment == self._files.oldest():
            self._seq = max(self._seq, self._segment.first - 1)

    def _fetch(self, most: int, until: float) -> list[Entry]:
        entries: list[Entry] = []
        seq = self._seq
        cursor = self._connection.cursor()
        self._more = False
        try:
            for row in cursor.execute(_NEW, (seq, most)):
                if row[0] != seq + 1:
                    raise JournalError(f"{self._path}: entry {seq + 1} is missing.")
                seq = row[0]
                entries.append(self._names.entry(row))
                if not seq % 16 and time.monotonic() > until:
                    self._more = True
                    break
        finally:
            cursor.close(force=True)
        self._more = self._more or len(entries) == most
        lacks_its_end = not self._more and bool(self._segment.next)  # known to be closed
        if lacks_its_end or (entries and entries[-1].kind == CLOSED):
            self._ended = self._more = True
        self._seq = seq
        return entries

    def close(self) -> None:
        """Let go of the file."""
        self._files.close()
