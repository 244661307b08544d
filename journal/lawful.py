"""Which bodies, chunks, recordings and segments are lawfully gone: what the findings on record name, and nothing else.

Collected from all segments before a proof begins, so that the proof can name the first bad entry when it meets it. That
the findings themselves are as they were written, the proof sees when it comes to them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import apsw
import numpy as np
import numpy.typing as npt

from journal import schema, segments, upcast
from journal.checkpoint import HASH_BYTES
from journal.errors import JournalError, Newer
from units.keeping import Compacted, Erased, Pruned, SegmentPruned

Seqs = npt.NDArray[np.int64]
"""Entries by their ``seq``, ascending."""
GONE = b""
"""Instead of a hash: nothing is left of it."""

_FINDINGS = (
    "SELECT e.seq, e.kind, e.version, b.payload FROM entries e JOIN bodies b ON b.seq = e.seq"
    " WHERE e.kind IN ('Compacted', 'Pruned', 'Erased', 'SegmentPruned') AND e.seq > ? ORDER BY e.seq"
)
_LAST = "SELECT coalesce(max(seq), 0) FROM entries"
_ATTEMPTS = 5
_BUSY_MS = 2000
_MANY = 100_000  # ranges kept as they came before they are merged


class Compaction(NamedTuple):
    """Entry ``seq`` says that ``fixes`` bodies of ``first`` to ``last`` live on in the chunks from number ``chunk``."""

    seq: int
    first: int
    last: int
    fixes: int
    chunk: int
    hashes: tuple[bytes, ...]


class Runs:
    """A set of entries as runs; as large as it has gaps, not as it has entries."""

    def __init__(self) -> None:
        self._first: Seqs = np.empty(0, np.int64)
        self._last: Seqs = np.empty(0, np.int64)
        self._new: list[tuple[int, int]] = []

    def add(self, ranges: Iterable[tuple[int, int]], before: int) -> None:
        """Take in ``ranges`` (first, last) as far as they lie before entry ``before``."""
        for first, last in ranges:
            first, last = max(first, 1), min(last, before - 1)
            if first <= last:
                self._new.append((first, last))
        if len(self._new) > _MANY:
            self._merge()

    def holds(self, seqs: Seqs) -> npt.NDArray[np.bool_]:
        """Which of ``seqs`` are in it."""
        self._merge()
        if not len(self._first):
            return np.zeros(len(seqs), np.bool_)
        at = np.searchsorted(self._first, seqs, "right") - 1
        found: npt.NDArray[np.bool_] = (at >= 0) & (seqs <= self._last[at])
        return found

    def count(self, first: int, last: int) -> int:
        """How many of the entries ``first`` to ``last`` are in it."""
        self._merge()
        some = slice(int(np.searchsorted(self._last, first)), int(np.searchsorted(self._first, last, "right")))
        begins, ends = np.maximum(self._first[some], first), np.minimum(self._last[some], last)
        return int((ends - begins + 1).sum())

    def _merge(self) -> None:
        if not self._new:
            return
        new = np.array(self._new, np.int64)
        self._new.clear()
        first, last = np.concatenate((self._first, new[:, 0])), np.concatenate((self._last, new[:, 1]))
        order = np.argsort(first, kind="stable")
        first, reach = first[order], np.maximum.accumulate(last[order])
        begins = np.concatenate(([True], first[1:] > reach[:-1] + 1))
        self._first, self._last = first[begins], reach[np.concatenate((begins[1:], [True]))]


def opened(journal: Path, path: Path, following: str) -> tuple[Path, apsw.Connection]:
    """The file that follows ``path`` under the name ``following``, open for reading; empty: the journal's first file.

    Files may be pruned away meanwhile: then the next one that is there. Raises :class:`journal.errors.JournalError`,
    and ``ValueError`` for a name that is none.
    """
    tries = 0
    while True:
        found = segments.after(path, following) if following else schema.path_of(journal)
        try:
            return found, schema.open_reading(found, _BUSY_MS)
        except JournalError:
            tries += 1
            if found.is_file() or tries == _ATTEMPTS:
                raise


class Lawful:
    """What the findings read so far account for. A finding accounts only for what was before it."""

    def __init__(self) -> None:
        self.named = Runs()
        """Entries whose bodies Pruned and Erased name."""
        self.compactions: list[Compaction] = []
        self.segments: dict[int, tuple[int, SegmentPruned]] = {}
        """Segments that were unlinked, by their first entry; with the entry that says so."""
        self.chunks: dict[int, list[bytes]] = {}
        """What findings made or left of chunks, by number: their hashes in the order of the findings."""
        self.complete = True
        """``False`` if there are findings that cannot be read: a closed segment is looked at alone."""
        self.blind = ""
        """Why findings of some files could not be read: a damaged journal."""
        self.looked = 0
        """The last entry there was when findings were read."""
        self.recordings: dict[bytes, int] = {}
        """Recordings that were deleted, by their SHA-256, with the last entry that says so."""

    def look(self, journal: Path) -> bool:
        """Read what findings are new in the journal (a folder, or one file alone); ``False`` if none are.

        Nothing is raised for a damaged journal: whoever walks through it comes there too. Raises :class:`Newer`.
        """
        some, high = False, self.looked
        been: set[Path] = set()
        following = ""
        path = journal
        try:
            while True:
                path, connection = opened(journal, path, following)
                with contextlib.closing(connection):
                    connection.execute("BEGIN")
                    last = int(connection.execute(_LAST).get)
                    following = segments.next_of(connection)
                    if last > self.looked:
                        some = self._read(connection) or some
                        high = max(high, last)
                if not following or journal.is_file() or path in been:
                    break
                been.add(path)
        except Newer:
            raise
        except (JournalError, ValueError, apsw.Error) as error:
            self.blind = str(error).rstrip(".")
        self.looked = high
        return some

    def _read(self, connection: apsw.Connection) -> bool:
        some = False
        for seq, kind, version, payload in connection.execute(_FINDINGS, (self.looked,)):
            what = upcast.read(str(kind), int(str(version)), bytes(payload))
            some = True
            if isinstance(what, Compacted | Pruned | Erased | SegmentPruned):
                self.take(int(str(seq)), what)
        return some

    def take(self, seq: int, what: Compacted | Pruned | Erased | SegmentPruned) -> None:
        """Take in one finding."""
        match what:
            case Compacted():
                hashes = tuple(what.hashes[at : at + HASH_BYTES] for at in range(0, len(what.hashes), HASH_BYTES))
                for number, made in enumerate(hashes, what.chunk):
                    self.chunks.setdefault(number, []).append(made)
                last = min(what.last, seq - 1)
                self.compactions.append(Compaction(seq, what.first, last, what.fixes, what.chunk, hashes))
            case Pruned():
                self.named.add(what.entries, seq)
                for number in what.chunks:
                    self.chunks.setdefault(number, []).append(GONE)
                self._let_go(what.files, seq)
            case Erased():
                self.named.add(what.entries, seq)
                for number, left in what.chunks:
                    self.chunks.setdefault(number, []).append(left)
                self._let_go(what.files, seq)
            case SegmentPruned():
                self.segments[what.first] = seq, what

    def _let_go(self, files: list[str], seq: int) -> None:
        for name in files:
            with contextlib.suppress(ValueError):
                self.recordings[bytes.fromhex(name)] = seq
