"""What read.db forgets when the record does: rows, words and bookmarks of what was pruned or erased.

Rows go at once, in the transaction that takes the finding in. Bookmarks are pictures in which what is gone may still
stand: after pruning they are gone through and made to forget it, some at a time; after an erasure those that may hold
it go, and the station wants all of read.db made anew (:func:`journal.worker.wanted`), so that nothing is left in its
pages either.
"""

from __future__ import annotations

import contextlib
import zlib
from pathlib import Path
from typing import Any

from journal import bookmarks, readdb, recorded
from journal.bodies import Bodies, within
from journal.erasing import unfinished
from journal.reader import Reader
from journal.segments import Segment, segments
from units.entry import Entry
from units.forgotten import forget
from units.keeping import Erased, Pruned, Ranges, SegmentPruned
from units.picture import VERSION, Picture, StaleBookmark
from units.state import Changes

SOME = 5
"""Bookmarks gone through in one transaction."""
_ROWS = ("calls", "texts", "statuses", "alarms", "notes", "jobs", "lookups", "doubted")
_MANY = 1000
_LAST = 1 << 62


def born(folder: Path) -> int:
    """Up to which entry findings have nothing to take from what is made of the record now: they were carried out."""
    found = segments(folder)
    erased = unfinished(folder)
    if erased is not None:
        return erased[0].action  # the entry that asked; the finding came after it
    for segment in reversed(found):
        with contextlib.closing(Bodies(segment.path)) as bodies:
            seq = bodies.newest("Pruned")
            entry = bodies.entry(seq) if seq else None
        if entry is not None:
            ranges = entry.what.entries if isinstance(entry.what, Pruned) else []
            return seq - 1 if any(_is_left(segment, ranges) for segment in found) else _LAST
    return _LAST


def owed(folder: Path) -> bool:
    """True if read.db was not made anew since the last erasure: a station died between the two."""
    connection = readdb.connect(readdb.path_of(folder))
    if connection is None:
        return False
    with contextlib.closing(connection):
        made = int(readdb.meta(connection).get("born", "0"))
    for segment in reversed(segments(folder)):
        with contextlib.closing(Bodies(segment.path)) as bodies:
            newest = bodies.newest("Erased")
        if newest:
            return newest > made
    return False


def _is_left(segment: Segment, ranges: Ranges) -> bool:
    with contextlib.closing(Bodies(segment.path)) as bodies:
        here = within(ranges, segment.first, segment.last or _LAST)
        return any(bodies.there(first, last) for first, last in here)


class Forgetting:
    """Forgets through the ``connection`` of read.db, in its caller's transactions."""

    def __init__(self, connection: Any, reader: Reader) -> None:
        self._connection = connection
        self._born = int(self._meta("born", "0"))
        self._waiting: list[tuple[int, Pruned]] = []
        self._at = 0
        since = int(self._meta("forget", "0"))
        if since:
            for entry in reader.entries(since - 1, _MANY, kind="Pruned"):
                if isinstance(entry.what, Pruned):
                    self._waiting.append((entry.seq, entry.what))

    def take(self, entry: Entry) -> bool:
        """Take a finding in; ``True`` if something was to be forgotten."""
        what = entry.what
        if entry.seq <= self._born:
            return False
        if isinstance(what, Pruned):
            self._drop_rows(what.entries)
            self._drop_recordings(what)
            self._waiting.append((entry.seq, what))
            self._at = 0  # those gone through already know nothing of this one
            self._note()
        elif isinstance(what, Erased):
            self._drop_rows([*what.entries, *((row, row) for row in what.rows)])
            for first, last in what.entries:
                self._execute("DELETE FROM assigned WHERE first BETWEEN ? AND ?", first, last)
            first = min((first for first, _ in what.entries), default=what.action)
            self._execute("DELETE FROM bookmarks WHERE seq >= ?", first)
        elif isinstance(what, SegmentPruned):
            self._execute("DELETE FROM bookmarks WHERE seq <= ?", what.last)
            self._execute("DELETE FROM assigned WHERE last <= ?", what.last)
        else:
            return False
        return True

    def tidy(self) -> bool:
        """Make some bookmarks forget what was pruned; ``False`` when none is left. A transaction of its own."""
        if not self._waiting:
            return False
        first = min((pruned.entries[0][0] for _, pruned in self._waiting if pruned.entries), default=0)
        newest = max(seq for seq, _ in self._waiting)
        question = "SELECT seq, facts FROM bookmarks WHERE seq > ? AND seq < ? AND version = ? ORDER BY seq LIMIT ?"
        rows = self._execute(question, max(self._at, first - 1), newest, VERSION, SOME).fetchall()
        self._execute("BEGIN IMMEDIATE")
        for seq, facts in rows:
            self._make_forget(seq, facts)
            self._at = seq
        if not rows:
            self._waiting.clear()
            self._at = 0
            self._note()
        self._execute("COMMIT")
        return bool(rows)

    def _make_forget(self, seq: int, facts: bytes) -> None:
        changes = Changes()
        try:
            picture = Picture.resume(zlib.decompress(facts))
        except (StaleBookmark, zlib.error):
            self._execute("DELETE FROM bookmarks WHERE seq = ?", seq)
            return
        for when, pruned in self._waiting:
            if when > seq:
                forget(picture.facts, pruned, changes)
        if changes:
            bookmarks.store(self._connection, picture)

    def _drop_rows(self, ranges: Ranges) -> None:
        for table, key in (*((table, "seq") for table in _ROWS), ("words", "rowid")):
            self._connection.executemany(f"DELETE FROM {table} WHERE {key} BETWEEN ? AND ?", ranges)

    def _drop_recordings(self, pruned: Pruned) -> None:
        if pruned.files:
            marks = ", ".join("?" * len(pruned.files))
            last = pruned.entries[-1][1] if pruned.entries else 1 << 62
            where = "WHERE seq <= ? AND parts = '' AND"
            order = f"UPDATE calls SET path = '', sha256 = '', gone = 'pruned' {where} sha256 IN ({marks})"
            self._execute(order, last, *pruned.files)
            order = f"UPDATE calls SET coded = '', frames = '', gone = 'pruned' {where} frames IN ({marks})"
            self._execute(order, last, *pruned.files)
            recorded.drop(self._connection, pruned.files, last)

    def _note(self) -> None:
        """On record in the file itself: from which finding on bookmarks have yet to forget."""
        self._execute("DELETE FROM meta WHERE key = 'forget'")
        if self._waiting:
            oldest = str(min(seq for seq, _ in self._waiting))
            self._execute("INSERT INTO meta (key, value) VALUES ('forget', ?)", oldest)

    def _meta(self, key: str, default: str) -> str:
        row = self._execute("SELECT value FROM meta WHERE key = ?", key).fetchone()
        return str(row[0]) if row is not None else default

    def _execute(self, order: str, *terms: Any) -> Any:
        return self._connection.execute(order, terms)
