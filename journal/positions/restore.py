"""Compacted positions given back to whoever reads the record, as if their bodies were still there."""

from __future__ import annotations

import apsw
import numpy as np

from journal.positions import tables
from journal.positions.chunk import Chunk
from journal.positions.columns import Damaged
from journal.positions.scales import Ints
from radio.events import Located

COMPACTED = Located.__name__
"""The kind of entry that is compacted."""
_BLOCK = 2000  # positions made at a time: whoever reads one reads on
_WINDOW = "SELECT first, last, chunk, chunks FROM position_windows WHERE first <= ? ORDER BY first DESC LIMIT 1"


class Restored:
    """The compacted positions of one segment, over its reader's connection and in its snapshot."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._there = False
        self._window: _Window | None = None
        self._block: dict[int, Located] = {}
        self._reach = (1, 0)

    def located(self, seq: int) -> Located | None:
        """The position of entry ``seq``; ``None`` if it is in no chunk. Raises :class:`apsw.Error`."""
        if not self._reach[0] <= seq <= self._reach[1]:
            window = self._holding(seq)
            if window is None:
                return None
            self._block, upto = window.some(seq, _BLOCK)
            self._reach = seq, upto
        return self._block.get(seq)

    def _holding(self, seq: int) -> _Window | None:
        if self._window is not None and self._window.first <= seq <= self._window.last:
            return self._window
        self._there = self._there or tables.there(self._connection)
        row = self._connection.execute(_WINDOW, (seq,)).fetchone() if self._there else None
        if row is None or row[1] < seq:
            return None
        first, last, chunk, chunks = row
        self._window = _Window(self._connection, first, last, range(chunk, chunk + chunks))
        return self._window


class _Window:
    """The chunks of a window and where in them each entry is."""

    def __init__(self, connection: apsw.Connection, first: int, last: int, numbers: range) -> None:
        self.first, self.last = first, last
        self._chunks: list[Chunk] = []
        seqs: list[Ints] = [np.zeros(0, np.int64)]
        for number in numbers:
            packed = tables.stored(connection, number)
            if packed is None:  # pruned or erased
                continue
            try:
                chunk = Chunk(packed, keep=True)
                seqs.append(chunk.seq())
            except Damaged:  # the proof says so; here it is as if it were gone
                continue
            self._chunks.append(chunk)
        every = np.concatenate(seqs)
        order = np.argsort(every, kind="stable")
        self._seqs = every[order]
        self._chunk = np.repeat(np.arange(len(self._chunks)), [len(chunk) for chunk in self._chunks])[order]
        self._row = np.concatenate([np.arange(len(some)) for some in seqs])[order]

    def some(self, seq: int, most: int) -> tuple[dict[int, Located], int]:
        """Up to ``most`` positions from entry ``seq`` on, and the last entry for which that is all there is."""
        begin = int(np.searchsorted(self._seqs, seq))
        end = min(begin + most, len(self._seqs))
        found: dict[int, Located] = {}
        chunks, rows = self._chunk[begin:end], self._row[begin:end]
        for number in np.unique(chunks).tolist():
            try:
                found |= {fix.seq: fix.what for fix in self._chunks[number].fixes(rows[chunks == number])}
            except Damaged:
                continue
        return found, self.last if end == len(self._seqs) else int(self._seqs[end]) - 1
