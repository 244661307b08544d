"""Positions taken out of chunks: some of them (erasure), or a chunk whole (retention).

The finding comes first: :func:`left` says what hash a chunk will have, :func:`erase` makes it so, as often as it is
called. Chunks of a window whose bodies are still being deleted are nobody's to touch: :func:`settled`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import apsw
import numpy as np

from journal.positions import tables
from journal.positions.chunk import Chunk, digest, encode
from journal.positions.scales import Ints
from journal.positions.tables import Run

GONE = b""
"""Instead of a hash: nothing is left of it."""
_SETTLED = (
    "SELECT c.number FROM position_windows w JOIN position_chunks c"
    " ON c.number >= w.chunk AND c.number < w.chunk + w.chunks WHERE w.cleared"
)
_RUNS = (
    "SELECT p.radio, r.since, r.until FROM position_runs r JOIN position_radios p ON p.id = r.radio WHERE r.number = ?"
)


class Contents(NamedTuple):
    """Whose the positions of a chunk are (place in ``radios``), their entries, and when they were received, µs."""

    radios: list[str]
    radio: Ints
    seq: Ints
    wall: Ints


def settled(connection: apsw.Connection) -> list[int]:
    """The chunks that may be touched: their bodies are gone. Raises :class:`apsw.Error`, as all here."""
    return _numbers(connection, f"{_SETTLED} ORDER BY c.number")


def older(connection: apsw.Connection, wall: float) -> list[int]:
    """Those of :func:`settled` of which everything was received before ``wall`` (s since 1970 UTC)."""
    return _numbers(connection, f"{_SETTLED} AND c.newest + 1 <= ? ORDER BY c.number", wall)


def runs(connection: apsw.Connection, number: int) -> list[Run]:
    """The radios in a chunk, and when their positions there were true."""
    return [Run(*row) for row in connection.execute(_RUNS, (number,))]


def contents(connection: apsw.Connection, number: int) -> Contents:
    """What chunk ``number`` holds; nothing if it is gone. Raises :class:`journal.positions.columns.Damaged`."""
    packed = tables.stored(connection, number)
    chunk = Chunk(encode([]) if packed is None else packed)
    return Contents(["", *chunk.radios], chunk.radio(), chunk.seq(), chunk.wall())


def left(connection: apsw.Connection, number: int, gone: Ints) -> bytes:
    """SHA-256 of what chunk ``number`` is without the entries ``gone``; :data:`GONE` if that is nothing."""
    packed = _without(connection, number, gone)
    return digest(packed) if packed else GONE


def erase(connection: apsw.Connection, number: int, gone: Ints) -> None:
    """Take the entries ``gone`` out of chunk ``number``, in one transaction; it is then what :func:`left` said."""
    packed = _without(connection, number, gone)
    with tables.transaction(connection):
        tables.drop(connection, number)
        if packed:
            tables.put(connection, number, packed)


def prune(connection: apsw.Connection, number: int) -> None:
    """Delete chunk ``number`` whole, in one transaction."""
    with tables.transaction(connection):
        tables.drop(connection, number)


def _without(connection: apsw.Connection, number: int, gone: Ints) -> bytes:
    packed = tables.stored(connection, number)
    if packed is None:
        return b""
    chunk = Chunk(packed)
    rows = np.flatnonzero(~np.isin(chunk.seq(), gone))
    if len(rows) == len(chunk):
        return packed  # also where it was packed by another version of this program
    return encode(chunk.fixes(rows)) if len(rows) else b""


def _numbers(connection: apsw.Connection, question: str, *terms: Any) -> list[int]:
    if not tables.there(connection):
        return []
    rows: list[Any] = connection.execute(question, terms).fetchall()
    return [number for (number,) in rows]
