"""The files of a journal held open for reading: those that are needed, and always the last, which may be followed."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import NamedTuple

import apsw

from journal import rows, schema, segments
from journal.segments import Segment


class Open(NamedTuple):
    """A segment held open."""

    segment: Segment
    connection: apsw.Connection
    names: rows.Names


class Files:
    """The segments of the journal in ``folder`` (of a file named itself: that one alone), the oldest first.

    One thread at a time, except :meth:`interrupt`. Methods raise :class:`journal.errors.JournalError` for what cannot
    be opened and :class:`apsw.Error` for what cannot be read.
    """

    def __init__(self, folder: Path, busy_ms: int = 250) -> None:
        self._folder = folder
        self._busy_ms = busy_ms
        self._alone = folder.is_file()
        self.segments, connection = segments.opened(folder, busy_ms)
        self.last = Open(self.segments[-1], connection, rows.Names(connection))
        """The newest segment known, which is the one that takes entries unless the journal has turned since."""
        self._other: Open | None = None

    def oldest(self) -> Segment:
        """The first segment there is."""
        while len(self.segments) > 1 and not self.segments[0].path.exists():
            del self.segments[0]  # pruned away since
        return self.segments[0]

    def holding(self, seq: int) -> Segment:
        """The segment that holds entry ``seq``, or would if it were there."""
        self.oldest()
        return self.segments[segments.holding(self.segments, seq)]

    def open(self, segment: Segment) -> Open:
        """One of :attr:`segments`. Only the one asked for last and the newest stay open."""
        if segment.path == self.last.segment.path:
            return self.last
        if self._other is None or self._other.segment.path != segment.path:
            connection = schema.open_reading(segment.path, self._busy_ms)
            self._close(self._other)
            self._other = Open(segment, connection, rows.Names(connection))
        return self._other

    def after(self, segment: Segment) -> Segment | None:
        """The one that follows ``segment`` and was not pruned away; ``None`` if none does (yet)."""
        self.oldest()
        later = [found for found in self.segments if found.first > segment.first]
        if later:
            return later[0]
        return self.segments[-1] if self.follow() else None

    def follow(self) -> bool:
        """Look whether the journal has turned; ``True`` if it has."""
        if self._alone:
            return False
        turned = False
        while name := segments.next_of(self.last.connection):
            self._step(name)
            turned = True
        return turned

    def only(self, segment: Segment) -> Open:
        """Like :meth:`open`, and let go of the others, if the newest is asked for."""
        found = self.open(segment)
        if found is self.last:
            self._close(self._other)
            self._other = None
        return found

    def interrupt(self) -> None:
        """Stop what runs in another thread: it raises :class:`apsw.InterruptError`."""
        for found in (self.last, self._other):
            if found is not None:
                with contextlib.suppress(apsw.ConnectionClosedError):
                    found.connection.interrupt()

    def close(self) -> None:
        """Let go of all files."""
        self.last.connection.close()
        self._close(self._other)

    def _step(self, name: str) -> None:
        """Go on to the file ``name``, which follows the last one known."""
        before = self.last
        path = segments.after(before.segment.path, name)
        connection = schema.open_reading(path, self._busy_ms)
        try:
            closed = segments.of(before.segment.path, before.connection)
            self.last = Open(segments.of(path, connection), connection, rows.Names(connection))
        except BaseException:
            connection.close()
            raise
        self.segments[-1:] = [closed, self.last.segment]
        self._close(self._other)
        self._other = before._replace(segment=closed)

    def _close(self, found: Open | None) -> None:
        if found is not None:
            found.connection.close()
