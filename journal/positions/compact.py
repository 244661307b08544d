"""Compaction: positions that are a while old move from their bodies into chunks, a short piece of work at a time.

A *window* is a run of entries after the one before. It is due when its positions are older than :data:`OPEN`, span
:data:`SPAN` and are :data:`ENOUGH` a radio; sparse ones wait, but not longer than :data:`LONGEST`. Then

1. its chunks are written, a transaction each, the last together with the window's row: from here on readers take the
   positions from the chunks;
2. the ``Compacted`` finding is appended, and is on disk;
3. the bodies are deleted, in short transactions.

Killed anywhere, it goes on from what is on disk. None of these transactions is waited for to reach the disk: the
finding is, and the write-ahead log keeps the order.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any, NamedTuple

import apsw
import numpy as np

from journal import bodies, clock, schema
from journal.errors import JournalError
from journal.positions import tables
from journal.positions.chunk import Chunk, Received, digest, encode
from journal.positions.columns import Damaged
from journal.positions.gather import Gathered, dealt, read
from journal.positions.scales import Ints
from journal.positions.tables import Window
from journal.reader import Reader
from journal.segments import Segment, next_of, segments
from units.entry import encode as payload_of
from units.keeping import Compacted, Ranges

OPEN = 300
"""s for which positions stay as they came."""
SPAN = 300
"""s of positions a window holds at least."""
ENOUGH = 64
"""Positions of each radio, on average, for which a window does not wait any longer."""
LONGEST = 3600
"""s a window waits for more."""
MOST = 1 << 16
"""Positions a window holds at most: whoever reads one of them unpacks all."""
ACKNOWLEDGED = 10.0  # s a finding may take to be on disk
_LOOKED = 20_000  # entries among which a finding is looked for in one step

_LEFT_OVER = "SELECT number FROM position_chunks WHERE number >= ?"

_log = logging.getLogger(__name__)

Append = Callable[[Compacted], Future[int]]


class Now(NamedTuple):
    """The clock that never jumps, µs, and the boot it counts from."""

    mono: Callable[[], int] = clock.mono
    boot: Callable[[], str] = clock.boot


NOW = Now()


class Compactor:
    """Compacts the positions of the journal in ``folder``, all its segments, the oldest first; in one thread.

    ``append`` puts a finding on record (:meth:`journal.log.Log.append`).
    """

    def __init__(self, folder: Path, append: Append, now: Now = NOW) -> None:
        self._folder, self._append, self._now = folder, append, now
        self._open: dict[Path, _Segment] = {}
        self._done: set[Path] = set()
        self._stopped = False
        self._work = self._all()

    def step(self) -> bool:
        """A few milliseconds of it; ``False``: nothing more for now, ask again in a while.

        Never raises for a disk that is full or busy: it goes on from what is on disk the next time.
        """
        if self._stopped:
            return False
        try:
            return next(self._work)
        except (apsw.Error, JournalError, OSError) as error:  # TimeoutError is one
            why = schema.explain(error) if isinstance(error, apsw.Error) else str(error)
            _log.warning("positions are not compacted now: %s", why)
        except Damaged:  # a bug, or a disk that forgets: the bodies stay
            _log.exception("positions are not compacted until the program is started again")
            self._stopped = True
        self.close()
        return False

    def close(self) -> None:
        """Let go of the files; a later :meth:`step` opens them again."""
        for segment in self._open.values():
            segment.close()
        self._open.clear()
        self._work = self._all()

    def _all(self) -> Iterator[bool]:
        while True:
            newest: _Segment | None = None
            for segment in segments(self._folder):
                if segment.path in self._done:
                    continue
                newest = self._open.get(segment.path)
                if newest is None:
                    newest = self._open[segment.path] = _Segment(self._folder, segment, self._append, self._now)
                for _ in newest.work(segment.last):
                    yield True
                if segment.last is not None:
                    self._done.add(segment.path)
                    self._open.pop(segment.path).close()
                    newest = None
            yield False
            while newest is not None and not newest.closed():
                for _ in newest.work(None):
                    yield True
                yield False


class _Segment:
    """One file of the journal."""

    def __init__(self, folder: Path, segment: Segment, append: Append, now: Now) -> None:
        self._folder, self._first, self._append, self._now = folder, segment.first, append, now
        self._path = segment.path
        self._connection = schema.open_appending(segment.path, schema.Medium(synchronous="NORMAL"))
        self._gathered: Gathered | None = None

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def closed(self) -> bool:
        """The journal goes on in another file."""
        return bool(next_of(self._connection))

    def work(self, last: int | None) -> Iterator[None]:
        """What is to do now, a step at a time; ``last`` is the segment's last entry if it is closed."""
        if self._gathered is None:
            yield from self._resume()
            self._gathered = Gathered(self._connection, self._upto() + 1)
        while True:
            while self._gathered.fixes < MOST and self._more(self._gathered, last):
                yield
            if not self._due(self._gathered, last):
                return
            yield from self._compact(self._gathered)
            self._gathered = Gathered(self._connection, self._gathered.upto + 1)

    def _more(self, gathered: Gathered, last: int | None) -> bool:
        if last is not None:
            return gathered.more(last, None, 0)
        head = int(self._connection.execute("SELECT coalesce(max(seq), 0) FROM entries").get)
        boot = self._connection.execute("SELECT id FROM boots WHERE boot = ?", (self._now.boot(),)).get
        return gathered.more(head, boot, self._now.mono() - OPEN * 1_000_000)

    def _due(self, gathered: Gathered, last: int | None) -> bool:
        if not gathered.fixes and not gathered.left:
            return False
        if gathered.fixes >= MOST or last is not None:
            return True
        span = self._span(gathered)
        return span >= SPAN and (gathered.fixes >= ENOUGH * len(gathered.runs) or span >= LONGEST)

    def _span(self, gathered: Gathered) -> float:
        """s from the first position to the last entry looked at; a clock that was set makes it long, no harm."""
        wall = self._connection.execute("SELECT wall FROM entries WHERE seq = ?", (gathered.upto,)).get or 0
        return abs(int(wall) - gathered.began) / 1e6

    # One window

    def _compact(self, gathered: Gathered) -> Iterator[None]:
        tables.make(self._connection)
        number = begin = self._next_number()
        count = 0
        for seqs in dealt(gathered.runs.values()):
            yield
            fixes = read(self._connection, seqs)
            if not fixes:
                continue
            packed = encode(fixes)
            yield
            _check(packed, fixes)
            yield
            with tables.transaction(self._connection):
                tables.put(self._connection, number, packed)
            number, count = number + 1, count + len(fixes)
            yield
        window = Window(gathered.first, gathered.upto, begin, number - begin, count, None, 0)
        self._complete(window, gathered.left)
        yield
        yield from self._finish(window)

    def _complete(self, window: Window, left: list[int]) -> None:
        """The window's row: from here on the chunks hold its positions."""
        with tables.transaction(self._connection):
            self._connection.executemany("INSERT INTO position_left (seq) VALUES (?)", [(seq,) for seq in left])
            self._connection.execute(
                "INSERT INTO position_windows (first, last, chunk, chunks, fixes, found, cleared)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                window,
            )

    def _finish(self, window: Window, again: bool = False) -> Iterator[None]:
        """Say so on record and delete the bodies; ``again``: somebody else began with it."""
        finding, seqs = yield from self._read_back(window)
        if window.chunks and window.found is None:
            found = (yield from self._said(finding)) if again else None
            self._mark("found", found or self._append(finding).result(ACKNOWLEDGED), window)
            yield
        ranges = _ranges(seqs)
        yield
        with contextlib.closing(bodies.Deleting(self._path, ranges)) as deleting:
            while deleting.step():
                yield
        self._mark("cleared", 1, window)
        yield

    def _read_back(self, window: Window) -> Generator[None, None, tuple[Compacted, Ints]]:
        """What is to be said of the chunks as they are on disk, and the entries in them."""
        seqs, hashes = [np.zeros(0, np.int64)], []
        for number in range(window.chunk, window.chunk + window.chunks):
            packed = tables.stored(self._connection, number) or b""  # it may be erased already
            seqs += [Chunk(packed).seq()] if packed else []
            hashes.append(digest(packed))
            yield
        all_seqs = np.concatenate(seqs)
        finding = Compacted(
            first=window.first, last=window.last, fixes=len(all_seqs), chunk=window.chunk, hashes=b"".join(hashes)
        )
        return finding, all_seqs

    def _mark(self, column: str, value: int, window: Window) -> None:
        with tables.transaction(self._connection):
            order = f"UPDATE position_windows SET {column} = ? WHERE first = ?"
            self._connection.execute(order, (value, window.first))

    # What was left unfinished

    def _resume(self) -> Iterator[None]:
        """Go on where a compaction was killed."""
        if not tables.there(self._connection):
            return
        left_over: list[Any] = self._connection.execute(_LEFT_OVER, (self._next_number(),)).fetchall()
        for row in left_over:
            with tables.transaction(self._connection):
                tables.drop(self._connection, row[0])
            yield
        for window in tables.windows(self._connection, "NOT cleared"):
            yield from self._finish(window, again=True)

    def _said(self, finding: Compacted) -> Generator[None, None, int | None]:
        """The entry that says so, if it was on disk before that was noted."""
        with contextlib.closing(Reader(self._folder)) as reader:
            after, last = finding.last, reader.last_seq()
            while after < last:
                for entry in reader.entries(after, _LOOKED, before=after + _LOOKED + 1, kind="Compacted"):
                    if entry.what == finding:
                        return entry.seq
                after += _LOOKED
                yield
        return None

    def _upto(self) -> int:
        """The last entry of the last window."""
        if not tables.there(self._connection):
            return self._first - 1
        return int(
            self._connection.execute("SELECT coalesce(max(last), ?) FROM position_windows", (self._first - 1,)).get
        )

    def _next_number(self) -> int:
        """Chunks are numbered from the segment's first entry on, so that no number occurs in two segments."""
        question = "SELECT coalesce(max(chunk + chunks), ?) FROM position_windows"
        return int(self._connection.execute(question, (self._first,)).get)


def _check(packed: bytes, fixes: list[Received]) -> None:
    """What was packed must unpack to the very same, or nothing is deleted. Raises :class:`Damaged`."""
    found = Chunk(packed).fixes()
    if [(fix.seq, fix.wall, payload_of(fix.what)) for fix in found] != [
        (fix.seq, fix.wall, payload_of(fix.what)) for fix in fixes
    ]:
        raise Damaged("a chunk does not give back what was put into it")


def _ranges(seqs: Ints) -> Ranges:
    """Entries as ranges."""
    ordered = np.sort(seqs)
    gaps = np.flatnonzero(np.diff(ordered) > 1)
    firsts = ordered[np.concatenate([[0], gaps + 1])] if len(ordered) else ordered
    lasts = ordered[np.concatenate([gaps, [len(ordered) - 1]])] if len(ordered) else ordered
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))
