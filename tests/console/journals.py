"""Real journals for the tests of pages that read them: any entries at any times, projected like the worker would."""

from __future__ import annotations

import contextlib
from pathlib import Path

from journal import readdb
from journal.append import Appender, Draft, found
from journal.projection import Projection
from journal.reader import Reader
from journal.schema import path_of
from units.entry import Anything, encode


def write(folder: Path, rows: list[tuple[float, Anything]], mode: str = "live") -> Path:
    """A journal in ``folder`` holding ``rows`` of (wall, what); the first must be its JournalOpened."""
    drafts = [
        Draft(
            kind=type(what).__name__,
            payload=encode(what),
            raw=None,
            wall=int(wall * 1e6),
            mono=int(wall * 1e6),
            clock=1,
            boot="0123456789abcdef",
        )
        for wall, what in rows
    ]
    origins = {True: "0a1b2c3d/console/1", False: "0a1b2c3d/station"}
    found(folder, mode, origins[False], drafts[0])
    appenders: dict[bool, Appender] = {}
    try:
        for draft, (_, what) in zip(drafts[1:], rows[1:], strict=True):
            seated = bool(getattr(what, "seat", "")) and not hasattr(what, "gateway") and hasattr(what, "operator")
            by = seated and type(what).__module__ == "units.actions"
            if by not in appenders:
                appenders[by] = Appender(path_of(folder), origins[by])
            appenders[by].commit([draft])
    finally:
        for appender in appenders.values():
            appender.close()
    return folder


def project(folder: Path) -> Path:
    """Make ``folder``'s read.db, as the worker does."""
    reader = Reader(folder)
    with contextlib.closing(reader), contextlib.closing(Projection(readdb.path_of(folder), reader)) as projection:
        while entries := reader.entries(projection.seq, 1000):
            projection.take(entries)
    return folder
