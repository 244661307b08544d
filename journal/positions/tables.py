"""The tables of a segment's position chunks: made when the first is written, read where they are there.

A chunk is written with its runs and boxes in one transaction; the last of a window together with the window's row. So
a window that has a row is whole: its positions are in chunks, and bodies that are still there as well are left-overs.
Chunks no window counts are left-overs too, of a compaction that was killed; nobody reads them.
"""

from __future__ import annotations

import contextlib
import itertools
import math
from collections.abc import Iterator
from typing import NamedTuple

import apsw
import numpy as np

from journal.positions.chunk import Chunk, are_places
from journal.positions.columns import Damaged
from journal.positions.scales import Floats

_TABLES = """
-- Entries first to last were compacted into so many chunks from number chunk on. found: the entry that says so;
-- cleared: 1 when their bodies are gone.
CREATE TABLE IF NOT EXISTS position_windows (
    first INTEGER PRIMARY KEY,
    last INTEGER NOT NULL,
    chunk INTEGER NOT NULL,
    chunks INTEGER NOT NULL,
    fixes INTEGER NOT NULL,
    found INTEGER,
    cleared INTEGER NOT NULL DEFAULT 0
) STRICT;
-- Positions within a window that no chunk can hold: they stay as they are.
CREATE TABLE IF NOT EXISTS position_left (seq INTEGER PRIMARY KEY) STRICT;
-- newest: when the last of it was received, s since 1970; boxes: how many it has in position_boxes.
CREATE TABLE IF NOT EXISTS position_chunks (
    number INTEGER PRIMARY KEY, newest INTEGER NOT NULL, boxes INTEGER NOT NULL, stored BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS position_radios (id INTEGER PRIMARY KEY, radio TEXT NOT NULL UNIQUE) STRICT;
-- The chunks a radio is in; when its positions there were true, s since 1970.
CREATE TABLE IF NOT EXISTS position_runs (
    radio INTEGER NOT NULL REFERENCES position_radios,
    number INTEGER NOT NULL REFERENCES position_chunks,
    since INTEGER NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (radio, number)
) STRICT, WITHOUT ROWID;
-- Where and when the positions of a chunk were, in parts: id is the chunk's number * 65536 + the part. In 1e-7 degrees,
-- and in s since 2000, when they were true.
CREATE VIRTUAL TABLE IF NOT EXISTS position_boxes USING rtree_i32 (id, south, north, west, east, since, until);
"""
PARTS = 1 << 16
"""Boxes a chunk may have."""
DEGREE = 10_000_000
"""Units of a box."""
Y2000 = 946_684_800
"""s since 1970 at which a box's time begins."""
_PART = 512  # rows of one radio a box is about, at most
_JOINED = 64  # rows of radios near each other it is about, at most: sparse ones do not have a box each
_INT32 = (-(2**31), 2**31 - 1)


class Window(NamedTuple):
    """A row of ``position_windows``."""

    first: int
    last: int
    chunk: int
    chunks: int
    fixes: int
    found: int | None
    cleared: int


class Run(NamedTuple):
    """A radio in a chunk, and when its positions there were true (whole s since 1970)."""

    radio: str
    since: int
    until: int


def there(connection: apsw.Connection) -> bool:
    """False in a segment in which nothing was ever compacted."""
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'position_windows'").fetchone() is not None


def make(connection: apsw.Connection) -> None:
    """Make the tables where they are missing."""
    if not there(connection):
        with transaction(connection):
            connection.execute(_TABLES)


@contextlib.contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """All or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(apsw.Error):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        raise


def windows(connection: apsw.Connection, where: str = "1", *terms: int) -> list[Window]:
    """Windows in order."""
    question = f"SELECT first, last, chunk, chunks, fixes, found, cleared FROM position_windows WHERE {where}"
    return [Window(*row) for row in connection.execute(f"{question} ORDER BY first", terms)]


def stored(connection: apsw.Connection, number: int) -> bytes | None:
    """A chunk's bytes; ``None`` if it is not there (any more)."""
    found: bytes | None = connection.execute("SELECT stored FROM position_chunks WHERE number = ?", (number,)).get
    return found


def put(connection: apsw.Connection, number: int, packed: bytes) -> None:
    """Write a chunk with its runs and boxes, in the caller's transaction. Its rows are radio by radio."""
    chunk = Chunk(packed)
    found, boxes = _surroundings(chunk)
    newest = int(chunk.wall().max(initial=0)) // 1_000_000
    row = (number, newest, len(boxes), packed)
    connection.execute("INSERT INTO position_chunks (number, newest, boxes, stored) VALUES (?, ?, ?, ?)", row)
    names = [(run.radio,) for run in found]
    connection.executemany("INSERT INTO position_radios (radio) VALUES (?) ON CONFLICT DO NOTHING", names)
    connection.executemany(
        "INSERT INTO position_runs (radio, number, since, until)"
        " VALUES ((SELECT id FROM position_radios WHERE radio = ?), ?, ?, ?)"
        # a radio's rows are in one run, but who knows what an older program made
        " ON CONFLICT DO UPDATE SET since = min(since, excluded.since), until = max(until, excluded.until)",
        [(run.radio, number, run.since, run.until) for run in found],
    )
    connection.executemany(
        "INSERT INTO position_boxes VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(number * PARTS + part, *box) for part, box in enumerate(boxes)],
    )


def drop(connection: apsw.Connection, number: int) -> None:
    """Delete a chunk with its runs and boxes, in the caller's transaction; nothing if it is not there."""
    row = connection.execute("SELECT boxes, stored FROM position_chunks WHERE number = ?", (number,)).fetchone()
    if row is None:
        return
    boxes, packed = row
    connection.executemany("DELETE FROM position_boxes WHERE id = ?", [(number * PARTS + n,) for n in range(boxes)])
    try:
        names = ["", *Chunk(packed).radios]
    except Damaged:
        connection.execute("DELETE FROM position_runs WHERE number = ?", (number,))
        names = []
    own = "radio = (SELECT id FROM position_radios WHERE radio = ?)"
    connection.executemany(f"DELETE FROM position_runs WHERE {own} AND number = ?", [(name, number) for name in names])
    connection.executemany(
        "DELETE FROM position_radios WHERE radio = ?"
        " AND NOT EXISTS (SELECT 1 FROM position_runs r WHERE r.radio = position_radios.id)",
        [(name,) for name in names],
    )
    connection.execute("DELETE FROM position_chunks WHERE number = ?", (number,))


def _surroundings(chunk: Chunk) -> tuple[list[Run], list[tuple[int, ...]]]:
    """The runs of a chunk, and its boxes; what is no place is in no box, what has no time in no run."""
    names = ["", *chunk.radios]
    radio, times, lat, lon = chunk.radio(), chunk.time(), chunk.floats("lat")[0], chunk.floats("lon")[0]
    timed, placed = np.isfinite(times), are_places(lat, lon)
    edges = [0, *(np.flatnonzero(np.diff(radio)) + 1).tolist(), len(chunk)]
    runs: list[Run] = []
    parts: list[tuple[int, int]] = []
    for begin, end in itertools.pairwise(edges):
        some = times[begin:end][timed[begin:end]]
        if len(some):
            runs.append(Run(names[int(radio[begin])], *_around(some, 1, 0, (-(2**40), 2**40))))
        if parts and end - parts[-1][0] <= _JOINED:
            parts[-1] = parts[-1][0], end
        else:
            parts += [(part, min(part + _PART, end)) for part in range(begin, end, _PART)]
    boxes: list[tuple[int, ...]] = []
    for begin, end in parts:
        rows = begin + np.flatnonzero(timed[begin:end] & placed[begin:end])
        if len(rows):
            boxes.append((*_around(lat[rows], DEGREE), *_around(lon[rows], DEGREE), *_around(times[rows], 1, Y2000)))
    return runs, boxes


def _around(values: Floats, scale: int, zero: int = 0, limits: tuple[int, int] = _INT32) -> tuple[int, int]:
    """From the least to the most of ``values`` in whole units, rounded outwards and kept within ``limits``."""
    low, high = math.floor((values.min() - zero) * scale), math.ceil((values.max() - zero) * scale)
    return max(low, limits[0]), min(high, limits[1])
