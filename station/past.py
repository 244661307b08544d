"""What a station that starts finds on record."""

from __future__ import annotations

import contextlib
from pathlib import Path

from journal.bookmarks import resume
from journal.reader import Reader
from units.entry import Entry
from units.picture import Picture

LOOK_BACK = 20_000
"""Entries among which what an earlier station left open is looked for."""


def last_seq(folder: Path) -> int:
    """The number of the last entry; 0 where there is none."""
    with contextlib.closing(Reader(folder)) as reader:
        return reader.last_seq()


def past(folder: Path, before: int) -> tuple[Picture, list[Entry]]:
    """The picture up to entry ``before``, and the end of the record before it."""
    picture = resume(folder, before) if before else Picture()
    with contextlib.closing(Reader(folder)) as reader:
        recent = reader.recent(LOOK_BACK, before + 1)
    return picture, recent
