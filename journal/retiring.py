"""A whole segment goes: closed, the oldest, nothing left in it but what stands, and that long over.

What stood (:data:`journal.classes.STANDING`: roster, configuration, what was done to the record) is told again at the
beginning of the next segment. Of the headers there remain, in ``SegmentPruned``, the hash over all of them and the ends
of their chains, which is where the next segment takes up.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Generator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import apsw

from journal import schema
from journal.bodies import Bodies
from journal.classes import STANDING
from journal.erasing import emptied
from journal.holds import Holding
from journal.positions import removal
from journal.segments import Segment, heads, segments
from units.keeping import Pruned, SegmentPruned

ACKNOWLEDGED = 10.0
"""Seconds a finding may take to be on disk."""
_HASHES = "SELECT seq, hash FROM entries WHERE seq > ? ORDER BY seq LIMIT 5000"
_LEFT = f"""
SELECT 1 FROM bodies b JOIN entries e ON e.seq = b.seq WHERE e.kind NOT IN ({", ".join("?" * len(STANDING))}) LIMIT 1
"""

Append = Callable[[Pruned | SegmentPruned], Future[int]]
Work = Generator[None, None, None]


def retire(
    folder: Path, segment: Segment, append: Append, longest: float, holding: Holding, now: float
) -> Generator[None, None, bool]:
    """Unlink ``segment``, the oldest, if it may go; ``True`` if it went. ``longest`` is the longest period, s."""
    with contextlib.closing(schema.open_reading(segment.path)) as connection:
        if not _is_over(connection, longest, holding, now):
            return False
        root, last = hashlib.sha256(), segment.first - 1
        while rows := _some(connection, last):
            for _, link in rows:
                root.update(link)
            last = rows[-1][0]
            yield
        ends = heads(connection)
    found = SegmentPruned(segment=segment.name, first=segment.first, last=last, root=root.digest(), heads=ends)
    if not _is_said(folder, found):
        append(found).result(ACKNOWLEDGED)
    yield from emptied(segment.path)
    for end in ("", "-wal", "-shm"):
        segment.path.with_name(segment.path.name + end).unlink(missing_ok=True)
    return True


def _some(connection: apsw.Connection, after: int) -> list[tuple[int, bytes]]:
    rows: list[Any] = connection.execute(_HASHES, (after,)).fetchall()
    return rows


def _is_over(connection: apsw.Connection, longest: float, holding: Holding, now: float) -> bool:
    begun, ended = (
        int(connection.execute(f"SELECT wall FROM entries ORDER BY seq {order} LIMIT 1").get) / 1e6
        for order in ("ASC", "DESC")
    )
    if ended + longest > now or removal.settled(connection):
        return False
    for hold in holding.holds:
        if (hold.since is None or hold.since <= ended) and (hold.until is None or hold.until >= begun):
            return False
    return connection.execute(_LEFT, tuple(sorted(STANDING))).fetchone() is None


def _is_said(folder: Path, found: SegmentPruned) -> bool:
    """True if a station died between saying so and unlinking the file."""
    for segment in reversed(segments(folder)):
        with contextlib.closing(Bodies(segment.path)) as bodies:
            seq = bodies.newest("SegmentPruned")
            entry = bodies.entry(seq) if seq else None
        if seq:
            return entry is not None and entry.what == found
    return False
