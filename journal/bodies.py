"""Bodies of one segment file: read by kind and by the words in them, deleted in transactions too short to hold up."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import apsw

from journal import schema
from journal.rows import Names
from units.entry import Entry
from units.keeping import Ranges

MOST = 500
"""Bodies deleted in one transaction."""
LONGEST = 0.005
"""Seconds a transaction may take: whoever appends waits for it."""
WINDOW = 2000
"""Entries looked at in one read."""
READ = 100
"""Of which so many are read at most: some milliseconds of work for whoever asks."""
_NEAR = 16  # entries in which what came in one piece stands
_FIRST = 50  # bodies in the first transaction, before it is known how fast the disk is

_COLUMNS = (
    "SELECT e.seq, e.origin, e.n, e.kind, e.version, e.wall, e.mono, e.boot, e.clock, b.payload, b.raw"
    " FROM bodies b JOIN entries e ON e.seq = b.seq WHERE b.seq > ? AND b.seq <= ?"
)
_DELETE = "DELETE FROM bodies WHERE seq IN (SELECT seq FROM bodies WHERE seq BETWEEN ? AND ? LIMIT ?)"


class Wanted(NamedTuple):
    """Which bodies are read: of these ``kinds`` (``None``: of all), and whatever has one of ``words`` in its bytes."""

    kinds: frozenset[str] | None = None
    words: frozenset[bytes] = frozenset()

    def condition(self) -> tuple[str, list[str | bytes]]:
        """As SQL over ``e`` and ``b``."""
        if self.kinds is None:
            return "", []
        terms = [f"e.kind IN ({', '.join('?' * len(self.kinds))})"] if self.kinds else []
        terms += ["instr(b.payload, ?) > 0"] * len(self.words)
        return f" AND ({' OR '.join(terms)})" if terms else " AND 0", [*sorted(self.kinds), *sorted(self.words)]


class Bodies:
    """Reads the bodies of the segment file ``path``. One thread; every call is one short snapshot."""

    def __init__(self, path: Path) -> None:
        self._connection = schema.open_reading(path)
        self._names = Names(self._connection)

    def some(self, after: int, upto: int, wanted: Wanted) -> tuple[list[Entry], int]:
        """Entries whose body is there among the next few after ``after`` up to ``upto``, and how far was looked."""
        end = min(upto, after + WINDOW)
        condition, terms = wanted.condition()
        question = f"{_COLUMNS}{condition} ORDER BY b.seq LIMIT {READ}"
        found = [self._names.entry(row) for row in self._connection.execute(question, (after, end, *terms))]
        return found, found[-1].seq if len(found) == READ else end

    def before(self, entry: Entry) -> list[Entry]:
        """What the same program put on record shortly before ``entry`` with bytes of the air, the nearest first."""
        question = _COLUMNS + " AND e.origin = (SELECT origin FROM entries WHERE seq = ?) AND b.raw IS NOT NULL"
        near = entry.seq - _NEAR, entry.seq - 1, entry.seq
        found = self._connection.execute(question + " ORDER BY b.seq DESC", near)
        return [self._names.entry(row) for row in found]

    def last(self) -> int:
        """The segment's last entry."""
        return int(self._connection.execute("SELECT coalesce(max(seq), 0) FROM entries").get)

    def entry(self, seq: int) -> Entry | None:
        """One entry, if its body is there."""
        row = self._connection.execute(_COLUMNS, (seq - 1, seq)).fetchone()
        return None if row is None else self._names.entry(row)

    def newest(self, kind: str) -> int:
        """The last entry of ``kind``; 0 if there is none. Reads all headers."""
        return int(self._connection.execute("SELECT coalesce(max(seq), 0) FROM entries WHERE kind = ?", (kind,)).get)

    def there(self, first: int, last: int) -> bool:
        """True if any of these bodies is there."""
        question = "SELECT 1 FROM bodies WHERE seq BETWEEN ? AND ? LIMIT 1"
        return self._connection.execute(question, (first, last)).fetchone() is not None

    def seq_before(self, wall: float, first: int, last: int) -> int:
        """The last of the entries ``first`` to ``last`` made before ``wall``, found by halving; ``first - 1``: none.

        Where the clock was set back, some that were made later may come before it: look at each.
        """
        low, high, limit = first - 1, last, int(wall * 1e6)
        while low < high:
            middle = (low + high + 1) // 2
            made = self._connection.execute("SELECT wall FROM entries WHERE seq = ?", (middle,)).get
            if made is not None and made < limit:
                low = middle
            else:
                high = middle - 1
        return low

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


class Deleting:
    """Deletes the bodies in ``ranges`` from the segment file ``path``, a short transaction a :meth:`step`.

    It can be done again from the beginning: what is gone is gone. It need not survive a power cut by itself (the
    finding that names the bodies does, and whoever comes next does the rest), so that no sync is waited for.
    """

    def __init__(self, path: Path, ranges: Iterable[tuple[int, int]]) -> None:
        self._connection = schema.open_appending(path, schema.Medium(synchronous="NORMAL"))
        self._ranges = list(reversed(list(ranges)))
        self._count = _FIRST
        self.longest = 0.0
        """Seconds of the longest transaction so far."""

    def step(self) -> bool:
        """Delete some more; ``False`` when none is left. Raises :class:`apsw.Error`."""
        if not self._ranges:
            return False
        execute, left = self._connection.execute, self._count
        execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        try:
            while self._ranges and left > 0 and time.monotonic() - began < LONGEST / 2:
                first, last = self._ranges[-1]
                execute(_DELETE, (first, last, left))
                gone = self._connection.changes()
                if gone < left:
                    self._ranges.pop()
                left -= max(gone, 1)
            execute("COMMIT")
        except BaseException:
            with contextlib.suppress(apsw.Error):
                if self._connection.in_transaction:
                    execute("ROLLBACK")
            raise
        self._pace(time.monotonic() - began)
        return bool(self._ranges)

    def _pace(self, took: float) -> None:
        """As many next time as surely fit."""
        self.longest = max(self.longest, took)
        if took > LONGEST * 0.6:
            self._count = max(1, self._count // 2)
        elif took < LONGEST * 0.3:
            self._count = min(MOST, self._count * 2)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def fold(path: Path) -> bool:
    """Fold the write-ahead log into the file and empty it; ``False`` if somebody reads from it just now.

    Nobody is waited for and nobody is kept waiting longer than it takes to fold in what came in the last moment.
    """
    with contextlib.closing(schema.open_appending(path)) as connection:
        connection.set_busy_timeout(0)
        try:
            connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
            connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
        except (apsw.BusyError, apsw.LockedError):
            return False
    wal = path.with_name(path.name + "-wal")
    try:
        return wal.stat().st_size == 0
    except FileNotFoundError:
        return True


def merged(seqs: Collection[int]) -> Ranges:
    """Entries as ranges."""
    found: Ranges = []
    for seq in sorted(seqs):
        if found and found[-1][1] == seq - 1:
            found[-1] = found[-1][0], seq
        else:
            found.append((seq, seq))
    return found


def within(ranges: Iterable[tuple[int, int]], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The part of ``ranges`` between ``first`` and ``last``."""
    for low, high in ranges:
        if low <= last and high >= first:
            yield max(low, first), min(high, last)
