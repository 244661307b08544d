"""Thins the checkpoints of closed segments: kept are the first and the last of each segment, and the last of each hour.

The station signs every second; after a month nobody asks for one of those seconds. What is proven stays the same:

* ``heads`` of every checkpoint sums up *all* entries before it. So the last one of a segment, which also stands at the
  beginning of the next, is as strong a proof of each entry as all of them together; and each that is kept bears a
  signature of its own, which is checked wherever its neighbour is gone.
* An anchor is a whole checkpoint kept elsewhere. It is held against the entries, and needs no stored checkpoint.
* A checkpoint taken away in the open segment, or at either end of a closed one, is still noticed: only within a closed
  segment may there be gaps. Whoever makes gaps there hides nothing, because the next checkpoint speaks of the same.

What is less: where somebody made all hashes anew without the key, the first bad entry is named to within an hour of a
closed segment, no longer to within a second.
"""

from __future__ import annotations

import contextlib
import itertools
import time
from collections.abc import Iterator
from pathlib import Path

import apsw

from journal import schema, segments

MOST = 500
"""Checkpoints deleted in one transaction."""
LONGEST = 0.005
"""Seconds a transaction may take."""
HOUR = 3_600_000_000  # µs
_FIRST = 50  # in the first transaction, before it is known how fast the disk is
_FOLD = 100  # transactions after which the write-ahead log is folded in
_SOME = "SELECT number, wall / ? FROM checkpoints WHERE number > ? ORDER BY number LIMIT ?"
_DELETE = "DELETE FROM checkpoints WHERE number BETWEEN ? AND ?"
_GUARD = "SELECT sql FROM sqlite_master WHERE name = 'checkpoints_kept'"
_THIN = f"""
CREATE TRIGGER checkpoints_kept BEFORE DELETE ON checkpoints
WHEN NOT EXISTS (SELECT 1 FROM journal WHERE key = 'next')
  OR OLD.number = (SELECT min(number) FROM checkpoints)
  OR OLD.wall / {HOUR} <> coalesce(
      (SELECT wall / {HOUR} FROM checkpoints WHERE number > OLD.number ORDER BY number LIMIT 1), OLD.wall / {HOUR} + 1
  )
BEGIN SELECT RAISE(ABORT, 'checkpoints are immutable'); END"""


class Thinning:
    """Thins all closed segments of the journal in ``folder``, a short transaction a :meth:`step`.

    It can be stopped anywhere and begun again. One thread.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._done: set[Path] = set()
        self._path: Path | None = None
        self._connection: apsw.Connection | None = None
        self._number = 0
        self._count = _FIRST
        self._steps = 0
        self.longest = 0.0
        """Seconds of the longest transaction so far."""

    def step(self) -> bool:
        """Do some more; ``False`` when there is nothing to do (now).

        Raises :class:`apsw.Error` and :class:`journal.errors.JournalError`; it can be called again afterwards.
        """
        if self._connection is None or self._path is None:
            return self._begin()
        try:
            if self._thin(self._connection):
                return True
        except apsw.BusyError:
            return True
        self._done.add(self._path)
        self.close()
        return True

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            with contextlib.suppress(apsw.Error):
                self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
            self._connection.close()
        self._connection = self._path = None

    def _begin(self) -> bool:
        """Open the next closed segment that was not gone through yet."""
        for segment in segments.segments(self._folder):
            if not segment.next or segment.path in self._done:
                continue
            connection = schema.open_appending(segment.path, schema.Medium(synchronous="NORMAL"))
            try:
                connection.execute("PRAGMA secure_delete = OFF")  # nothing here is about a person
                if schema.has_checkpoints(connection):
                    _allow(connection)
            except BaseException:
                connection.close()
                raise
            self._path, self._connection, self._number = segment.path, connection, -1
            return True
        return False

    def _thin(self, connection: apsw.Connection) -> bool:
        """One transaction; ``False`` at the segment's end."""
        if not schema.has_checkpoints(connection):
            return False
        rows: list[tuple[int, int]] = connection.execute(_SOME, (HOUR, self._number, MOST + 1)).fetchall()  # type: ignore[assignment]
        if self._number < 0:  # the first stays: it is the one that the segment took up
            rows = rows[1:]
        if len(rows) < 2:
            return False
        going = [number for (number, hour), (_, next_hour) in itertools.pairwise(rows) if hour == next_hour]
        self._number = rows[-2][0] if len(going) <= self._count else going[self._count - 1]
        if going:
            began = time.monotonic()
            _delete(connection, _runs(going[: self._count]))
            self._pace(time.monotonic() - began)
        self._steps += 1
        if not self._steps % _FOLD:
            connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
        return True

    def _pace(self, took: float) -> None:
        """As many next time as surely fit."""
        self.longest = max(self.longest, took)
        if took > LONGEST * 0.6:
            self._count = max(1, self._count // 2)
        elif took < LONGEST * 0.3:
            self._count = min(MOST, self._count * 2)


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Ascending numbers as runs from–to."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = found[-1][0], number
        else:
            found.append((number, number))
    return found


def _delete(connection: apsw.Connection, runs: list[tuple[int, int]]) -> None:
    with _transaction(connection):
        connection.executemany(_DELETE, runs)


def _allow(connection: apsw.Connection) -> None:
    """A closed segment's table refuses only what must be kept; that of the open one refuses all deletion."""
    if connection.execute(_GUARD).get != _THIN.strip():
        with _transaction(connection):
            connection.execute("DROP TRIGGER IF EXISTS checkpoints_kept")
            connection.execute(_THIN)


@contextlib.contextmanager
def _transaction(connection: apsw.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(apsw.Error):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        raise
