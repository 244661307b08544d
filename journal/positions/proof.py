"""What a chunk is to the record: its hash, and the entries whose positions live on in it."""

from __future__ import annotations

import apsw
import numpy as np

from journal.positions import tables
from journal.positions.chunk import Chunk, digest
from journal.positions.columns import Damaged
from journal.positions.scales import Ints


def seqs_of(connection: apsw.Connection, number: int) -> tuple[bytes, Ints] | None:
    """SHA-256 of chunk ``number`` as stored, and its entries in order; ``None`` if it is not there.

    A chunk that cannot be read holds no entries. Raises :class:`apsw.Error`.
    """
    if not tables.there(connection):
        return None
    packed = tables.stored(connection, number)
    if packed is None:
        return None
    try:
        seqs = np.sort(Chunk(packed).seq())
    except Damaged:
        seqs = np.zeros(0, np.int64)
    return digest(packed), seqs
