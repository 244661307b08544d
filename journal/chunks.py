"""The position chunks of one segment, held against the findings that say which bodies live on in them."""

from __future__ import annotations

from typing import NamedTuple

import apsw
import numpy as np

from journal import upcast
from journal.errors import Unsound
from journal.lawful import GONE, Compaction, Lawful, Seqs
from journal.positions import tables
from journal.positions.chunk import Chunk
from journal.positions.columns import Damaged
from journal.positions.proof import seqs_of

POSITIONS = "Located"
"""The kind of the entries that are compacted."""
DELETED = "its body was deleted, and no entry says why"
"""Of an entry without a body."""
_BODY = "SELECT e.wall, e.version, b.payload FROM entries e JOIN bodies b ON b.seq = e.seq WHERE e.seq = ?"


class _Stand(NamedTuple):
    """What is left of a compaction: the entries its chunks hold, and how many more they held before findings.

    ``absent``: chunks that are not there, and nothing says that they went. As long as the bodies are, nothing is lost:
    a backup's older files may be from before the compaction.
    """

    made: Compaction
    seqs: Seqs
    lost: int
    absent: list[int]


class Account(NamedTuple):
    """Of some entries without bodies: ``bad``, if nothing accounts for one, and what became of the rest.

    ``compacted`` of them live on in chunks, the fixes of ``lost`` (by compaction) went with a chunk; ``left`` bodies of
    others are still there although they are in chunks; ``unexplained``: see :attr:`journal.lawful.Lawful.complete`.
    """

    bad: Unsound | None
    compacted: int
    lost: dict[int, int]
    left: int
    unexplained: int = 0


class Chunks:
    """Accounts for the bodies of the entries ``first`` to ``last``, asked in order."""

    def __init__(self, connection: apsw.Connection, lawful: Lawful, first: int, last: int) -> None:
        self._connection, self._lawful = connection, lawful
        self._first, self._last = first, last
        self._lost: dict[int, int] = {}  # by compaction: bodies already put down to its lost chunks
        self._waiting: list[Compaction] = []
        self._stands: list[_Stand] = []
        self.look_again(first)

    def look_again(self, first: int) -> None:
        """New findings were read: begin anew from entry ``first`` on."""
        self._stands.clear()
        some = [made for made in self._lawful.compactions if self._first <= made.first <= self._last]
        self._waiting = sorted((made for made in some if made.last >= first), key=lambda made: -made.first)

    def concern(self, first: int, last: int) -> bool:
        """Whether any compaction is of some of these entries."""
        self._stands = [stand for stand in self._stands if stand.made.last >= first]
        return bool(self._stands) or bool(self._waiting and self._waiting[-1].first <= last)

    def account(self, first: int, last: int, gone: Seqs, located: Seqs) -> Account:
        """Account for ``gone``, of which ``located`` are positions, both within ``first`` to ``last``.

        Changes nothing until :meth:`put_down`. Raises :class:`journal.errors.Unsound`.
        """
        fault: Unsound | None = None
        while self._waiting and self._waiting[-1].first <= last:
            try:
                self._stands.append(self._load(self._waiting.pop()))
            except Unsound as bad:
                fault = fault or bad
        rest = np.intersect1d(gone, located, assume_unique=True)
        other = np.setdiff1d(gone, located, assume_unique=True)
        held = self._held(first, last)
        strange = np.setdiff1d(held, located, assume_unique=True)
        if len(strange):
            raise Unsound(int(strange[0]), f"entry {strange[0]}: it is in a position chunk, and is no position")
        kept = np.setdiff1d(rest, held, assume_unique=True)
        compacted = len(rest) - len(kept)
        left, rest = len(held) - compacted, kept
        rest, lost = self._lose(rest)
        if fault is not None and not (len(rest) and rest[0] < fault.seq) and not (len(other) and other[0] < fault.seq):
            raise fault
        if not self._lawful.complete:
            return Account(None, compacted, lost, left, len(rest) + len(other))
        first_bad = min((int(some[0]) for some in (rest, other) if len(some)), default=None)
        return Account(None if first_bad is None else self._unexplained(first_bad), compacted, lost, left)

    def put_down(self, account: Account) -> None:
        """That account stands."""
        for seq, count in account.lost.items():
            self._lost[seq] = self._lost.get(seq, 0) + count

    def close(self) -> Unsound | None:
        """All entries are passed: what the segment's windows have readers believe must be what findings say."""
        if not tables.there(self._connection):
            return None
        findings = [made for made in self._lawful.compactions if self._first <= made.first <= self._last]
        told = {(made.first, made.last, made.chunk, len(made.hashes)) for made in findings}
        windows = tables.windows(self._connection)
        for window in windows:
            known = (window.first, window.last, window.chunk, window.chunks) in told
            if not known and self._lawful.complete and not self._is_unfinished(window):
                span = f"the entries {window.first} to {window.last}"
                return Unsound(window.first, f"positions of {span} are in chunks, and no entry says so")
        read = {number for window in windows for number in range(window.chunk, window.chunk + window.chunks)}
        for made in findings:
            for number in set(range(made.chunk, made.chunk + len(made.hashes))) - read:
                if not self._is_left_over(number):
                    why = f"position chunk {number}, which entry {made.seq} made, is in no window any more"
                    return Unsound(made.first, why)
        return None

    def _is_left_over(self, number: int) -> bool:
        """True for a chunk of which nothing is lost though nobody reads it: all its bodies are there, or it is not.

        A backup may have a file as it was while its positions were being compacted, and later files from after that.
        """
        found = seqs_of(self._connection, number)
        seqs = [] if found is None else found[1].tolist()
        return all(self._connection.execute(_BODY, (seq,)).fetchone() is not None for seq in seqs)

    def _is_unfinished(self, window: tables.Window) -> bool:
        """True for a compaction interrupted before it was put on record: the bodies are there too, and the same."""
        found = 0
        for number in range(window.chunk, window.chunk + window.chunks):
            packed = tables.stored(self._connection, number)
            try:
                fixes = [] if packed is None else Chunk(packed).fixes()
            except Damaged:
                return False
            for fix in fixes:
                row = self._connection.execute(_BODY, (fix.seq,)).fetchone()
                if row is None or row[0] != fix.wall or upcast.read(POSITIONS, row[1], row[2]) != fix.what:
                    return False
            found += len(fixes)
        return found == window.fixes

    def _held(self, first: int, last: int) -> Seqs:
        """What the chunks at hand hold of the entries ``first`` to ``last``."""
        here = (np.searchsorted(stand.seqs, (first, last + 1)) for stand in self._stands)
        parts = [stand.seqs[begin:end] for stand, (begin, end) in zip(self._stands, here, strict=True)]
        return parts[0] if len(parts) == 1 else np.unique(np.concatenate([np.empty(0, np.int64), *parts]))

    def _lose(self, rest: Seqs) -> tuple[Seqs, dict[int, int]]:
        """Put what is in no chunk down to the chunks that went, as many as they may have held."""
        lost: dict[int, int] = {}
        for stand in self._stands:
            room = stand.lost - self._lost.get(stand.made.seq, 0)
            if room and len(rest):
                some = rest[(rest >= stand.made.first) & (rest <= stand.made.last)][:room]
                lost[stand.made.seq] = len(some)
                rest = np.setdiff1d(rest, some, assume_unique=True)
        return rest, lost

    def _unexplained(self, seq: int) -> Unsound:
        for stand in self._stands:
            if stand.absent and stand.made.first <= seq <= stand.made.last:
                chunks = ", ".join(map(str, stand.absent))
                why = f"its position is gone with chunk {chunks}, which entry {stand.made.seq} made"
                return Unsound(seq, f"entry {seq}: {why}")
        return Unsound(seq, f"entry {seq}: {DELETED}")

    def _load(self, made: Compaction) -> _Stand:
        parts: list[Seqs] = [np.empty(0, np.int64)]
        absent: list[int] = []
        less = False  # findings took something away since
        for number in range(made.chunk, made.chunk + len(made.hashes)):
            due = self._lawful.chunks[number]
            found = seqs_of(self._connection, number)
            less = less or len(due) > 1
            if found is None:
                absent += [number] if due[-1] != GONE else []
            elif found[0] in due:
                parts.append(found[1])
            elif self._lawful.complete:
                why = f"position chunk {number}, which entry {made.seq} made, was changed"
                raise Unsound(made.first, why)
            else:
                less = True
        seqs = np.unique(np.concatenate(parts))
        lost = made.fixes - len(seqs)
        outside = len(seqs) and (seqs[0] < made.first or seqs[-1] > made.last)
        if not less and (outside or len(seqs) < sum(map(len, parts)) or lost < 0 or (lost and not absent)):
            raise Unsound(made.first, f"the position chunks of entry {made.seq} do not hold what it says")
        return _Stand(made, seqs, 0 if absent else max(lost, 0), absent)
