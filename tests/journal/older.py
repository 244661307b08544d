"""The stored older journal: how ``older/journal.db`` was made. Not made anew by the tests; that it stays old is its use.

Its notes are of a version 0 that called the text ``said``; the last one is of a version no program has yet.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path

import msgspec

from journal.append import Appender, Draft, found
from journal.schema import path_of

OLDER = Path(__file__).parent / "older"
NOTES = ("Suns uz ceļa", "Šuo kelyje", "a third one")
BEGIN = 1_790_000_000_000_000
FAR = 9


def _draft(kind: str, second: int, version: int, **fields: object) -> Draft:
    payload = msgspec.msgpack.encode({"kind": kind, **fields})
    return Draft(kind, payload, None, BEGIN + second * 1_000_000, second * 1_000_000, 1, "0123456789abcdef", version)


def make(folder: Path) -> None:
    """Write the journal with the shipped appender."""
    origin = "0a1b2c3d/station"
    found(folder, "live", origin, _draft("JournalOpened", 0, 1, mode="live", installation="0a1b2c3d"))
    with contextlib.closing(Appender(path_of(folder), origin)) as appender:
        for second, text in enumerate(NOTES, 1):
            appender.commit([_draft("Noted", second, 0, seat="", operator="ja", said=text)])
        appender.commit([_draft("Noted", 5, 1, seat="", operator="ja", text="of today")])
        appender.commit([_draft("Noted", 6, FAR, seat="", operator="ja", text="of a newer Kopa")])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as runtime:
        os.environ["XDG_RUNTIME_DIR"] = runtime
        make(Path(sys.argv[1]))
