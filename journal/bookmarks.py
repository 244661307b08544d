"""The picture at any moment: the nearest bookmark before it, and what came since."""

from __future__ import annotations

import contextlib
import zlib
from pathlib import Path
from typing import Any

from journal import readdb
from journal.reader import Reader
from units.picture import VERSION, Picture, StaleBookmark

EVERY = 10_000
"""Entries between bookmarks."""
_CHUNK = 2000


def resume(folder: Path, at: int | None = None) -> Picture:
    """The picture after entry ``at`` (or the last one). Raises :class:`journal.errors.JournalError`.

    Without a usable bookmark (none yet, another version, a damaged read.db) the segment is replayed from its beginning.
    """
    with contextlib.closing(Reader(folder)) as reader:
        end = reader.last_seq()
        if at is not None:
            end = min(end, at)
        picture = bookmarked(folder, reader.id, end) or Picture()
        return replay(reader, picture, end)


def replay(reader: Reader, picture: Picture, end: int) -> Picture:
    """Bring ``picture`` up to entry ``end``."""
    seq = picture.facts.seq or reader.beginning(end)
    while seq < end:
        entries = reader.entries(seq, _CHUNK, before=end + 1)
        if not entries:
            break
        picture.apply_all(entries)
        seq = picture.facts.seq
    return picture


def store(connection: Any, picture: Picture) -> None:
    """Write down ``picture`` in the transaction of the caller."""
    facts = picture.facts
    connection.execute(
        "INSERT OR REPLACE INTO bookmarks (seq, version, wall, facts) VALUES (?, ?, ?, ?)",
        (facts.seq, VERSION, facts.wall, zlib.compress(picture.bookmark(), 1)),
    )


def nearest(connection: Any, end: int) -> Picture | None:
    """The picture of the last bookmark of this version at or before entry ``end``; ``None`` if there is none."""
    lib = readdb.sqlite()
    question = "SELECT facts FROM bookmarks WHERE seq <= ? AND version = ? ORDER BY seq DESC LIMIT 3"
    with contextlib.suppress(lib.Error):
        for (facts,) in connection.execute(question, (end, VERSION)).fetchall():
            with contextlib.suppress(StaleBookmark, zlib.error):
                return Picture.resume(zlib.decompress(facts))
    return None


def bookmarked(folder: Path, journal: bytes, end: int) -> Picture | None:
    """The picture of the last bookmark at or before entry ``end``: from read.db, or from the one in the making."""
    lib = readdb.sqlite()
    best: Picture | None = None
    for path in (readdb.path_of(folder), readdb.draft_of(folder)):
        connection = readdb.connect(path)
        if connection is None:
            continue
        with contextlib.closing(connection), contextlib.suppress(lib.Error):
            if readdb.fits(readdb.meta(connection), journal):
                found = nearest(connection, end)
                if found is not None and (best is None or found.facts.seq > best.facts.seq):
                    best = found
    return best
