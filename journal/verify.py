"""Proves a journal, all its segments in one go: every entry in its place, unchanged, chained to the one before.

Every body must be the one the entry was made with, or be named by a later finding as gone, or live on in a position
chunk that one names. A segment file that is missing must be named too. What a proof cannot see without an anchor
(:mod:`journal.checkpoint`) is that the *end* was cut off, or that somebody who can write the files made the whole chain
anew and signed it with a key of his own.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any, NamedTuple

import apsw

from journal import schema, segments
from journal.checkpoint import Checkpoint
from journal.errors import JournalError, Newer, Unsound
from journal.lawful import Lawful, opened
from journal.progress import Progress
from journal.walk import Head, Walk, root_of
from journal.witness import Signed, Witness

_LOOK = (
    "SELECT (SELECT coalesce(min(seq), 1) FROM entries), (SELECT coalesce(max(seq), 0) FROM entries),"
    " (SELECT value FROM journal WHERE key = 'next')"
)


class Verdict(NamedTuple):
    """What came out. ``entries`` were looked at; ``first_bad`` is the ``seq`` of the first bad one (``None``: none)."""

    ok: bool
    entries: int
    first_bad: int | None
    why: str


class Scope(NamedTuple):
    """What was there to be proven: the entries ``first`` to ``last``, of so many ``segments``.

    ``next``: the file that follows, if one file alone was looked at. ``pruned``: entries (first, last) whose segment
    was unlinked, as a finding says. ``compacted`` bodies live on in chunks, ``deleted`` ones were deleted as findings
    say, ``left`` are still there although one called them gone, ``unexplained`` are gone from a closed segment looked
    at alone: what explains them, if anything does, is in another file.
    """

    first: int = 1
    last: int = 0
    segments: int = 0
    next: str = ""
    pruned: tuple[tuple[int, int], ...] = ()
    compacted: int = 0
    deleted: int = 0
    left: int = 0
    unexplained: int = 0


class Proof(NamedTuple):
    """A verdict, what of the journal is signed by whom, and what was there to be proven."""

    verdict: Verdict
    signed: Signed
    scope: Scope


def verify(journal: Path, progress: Progress | None = None) -> Verdict:
    """:func:`prove` without an anchor, the verdict alone."""
    return prove(journal, progress).verdict


def prove(journal: Path, progress: Progress | None = None, anchor: Checkpoint | None = None) -> Proof:
    """Check the journal in the folder ``journal`` from its first entry to the last, or one file of it alone.

    ``progress(done, of)`` is called now and then. What is appended meanwhile is not looked at. Raises
    :class:`journal.errors.JournalError` if there is no journal to check, or a file of it is of a newer program.
    """
    path, connection = opened(journal, journal, "")
    with contextlib.closing(connection):
        try:
            ident, mode = schema.facts_of(connection)
        except (KeyError, TypeError, apsw.Error) as error:
            raise JournalError(f"{path}: the journal is damaged ({error}).") from error
    try:
        return _Trial(journal, ident, mode, anchor, progress).judge()
    except Unsound as bad:
        return Proof(Verdict(False, 0, bad.seq, str(bad)), Signed(), Scope())


class _Trial:
    """One proof, from file to file."""

    def __init__(
        self, journal: Path, ident: bytes, mode: str, anchor: Checkpoint | None, progress: Progress | None
    ) -> None:
        self._alone = journal.is_file()
        self._journal = journal
        self._progress = progress
        self._lawful = Lawful()
        self._witness = Witness(ident, anchor)
        self._walk = Walk(ident, mode, self._witness, self._lawful, self._look)
        self._pruned: list[tuple[int, int]] = []
        self._first = 0
        self._segments = 0
        self._next = ""

    def judge(self) -> Proof:
        """The verdict."""
        self._look()
        try:
            path = self._pass(self._journal)
            while self._next and not self._alone:
                path = self._pass(path)
            signed = self._witness.finish(self._walk.seq, goes_on=bool(self._next))
        except Unsound as bad:
            blind = self._lawful.blind
            why = f"{bad} ({blind})" if blind and blind not in str(bad) else str(bad)
            return self._proof(Signed(), Verdict(False, self._walk.entries, bad.seq, why))
        return self._proof(signed, Verdict(True, self._walk.entries, None, ""))

    def _proof(self, signed: Signed, verdict: Verdict) -> Proof:
        walk = self._walk
        place = self._first, walk.seq, self._segments, self._next, tuple(self._pruned)
        return Proof(verdict, signed, Scope(*place, walk.compacted, walk.deleted, walk.left, walk.unexplained))

    def _pass(self, before: Path) -> Path:
        """Prove the segment after the one in ``before``, and that it follows on what was passed; its path."""
        walk, due = self._walk, self._walk.seq + 1
        try:
            path, connection = opened(self._journal, before, self._next)
        except Newer:
            raise
        except (JournalError, ValueError) as error:
            if not self._segments:
                raise
            raise Unsound(due, str(error).rstrip(".")) from error
        try:
            with contextlib.closing(connection):
                first, _, _ = _look(connection)
                heads = self._heads(path, first, due)
                gap = first > due
                self._witness.open(connection, first, gap, lambda: bool(segments.next_of(connection)))
                _, last, following = _look(connection)
                self._lawful.complete = not (self._alone and following)
                walk.open(connection, first, last, heads)
                while walk.step():
                    if self._progress is not None:
                        self._progress(walk.seq, max(self._lawful.looked, walk.seq))
                walk.close(following)
                self._witness.close(walk.seq)
                self._hold_against_root(connection, first)
        except apsw.Error as error:
            bad = walk.seq + 1
            raise Unsound(bad, f"entry {bad} cannot be read from {path.name}: {schema.explain(error)}") from error
        self._segments += 1
        self._next = following
        return path

    def _heads(self, path: Path, first: int, due: int) -> dict[str, Head] | None:
        """The ends of the chains that the segment from entry ``first`` on must take up; ``None``: cannot be known."""
        if not self._segments:
            self._first = first
        if first < due:
            raise Unsound(due, f"{path.name}: it begins with entry {first}, {due} was due")
        if self._alone:
            return None if first > 1 else {}
        if not self._segments and first > 1:
            return self._begin(first)
        heads = self._walk.heads
        while due < first:
            due, heads = self._skip(due, first)
        if due > first:
            raise Unsound(first, f"{path.name}: it begins with entry {first}, and {due} was due")
        return heads

    def _begin(self, first: int) -> dict[str, Head]:
        """A journal whose oldest segments were unlinked: the ends of the chains at entry ``first - 1``.

        What says that of the last of them stands for all: only the oldest there is ever goes, and where an earlier one
        was said to have gone may be gone as well.
        """
        while True:
            before = [gone for seq, gone in self._lawful.segments.values() if gone.last < first <= seq]
            newest = max(before, key=lambda gone: gone.last, default=None)
            due = 1 if newest is None else newest.last + 1
            if newest is not None and due == first:
                self._pruned.append((1, newest.last))
                return {name: (n, head) for name, n, head in newest.heads}
            if not self._look():
                raise Unsound(due, f"the entries {due} to {first - 1} are missing, and no entry says why")

    def _skip(self, due: int, until: int) -> tuple[int, dict[str, Head]]:
        """Over a segment that was unlinked: the entry after it, and the ends of its chains."""
        found = self._lawful.segments.get(due)
        while found is None and self._look():
            found = self._lawful.segments.get(due)
        if found is None:
            raise Unsound(due, f"the entries {due} to {until - 1} are missing, and no entry says why")
        seq, gone = found
        if not gone.first <= gone.last < seq:
            raise Unsound(seq, f"entry {seq}: it cannot be right")
        self._pruned.append((gone.first, gone.last))
        return gone.last + 1, {name: (n, head) for name, n, head in gone.heads}

    def _hold_against_root(self, connection: apsw.Connection, first: int) -> None:
        """A segment of which an entry says that it was unlinked, and it is still there: it is the one that is meant."""
        found = self._lawful.segments.get(first)
        if found is None:
            return
        seq, gone = found
        heads = {name: (n, head) for name, n, head in gone.heads}
        if (gone.last, heads, gone.root) != (self._walk.seq, self._walk.heads, root_of(connection)):
            raise Unsound(first, f"the segment from entry {first} on is not the one that entry {seq} calls gone")

    def _look(self) -> bool:
        return self._lawful.look(self._journal)


def _look(connection: apsw.Connection) -> tuple[int, int, str]:
    """First and last entry and the name of the next file, of one moment."""
    row: tuple[Any, ...] = connection.execute(_LOOK).fetchall()[0]
    first, last, following = row
    return first, last, following or ""
