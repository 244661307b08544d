"""``main.py rebuild``: read.db made anew from the record; by the station's worker where one runs, else right here."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path

import apsw
from filelock import Timeout

from journal import progress, readdb, schema
from journal.errors import JournalError
from journal.progress import Progress
from journal.reader import Reader
from journal.worker import Stop, Worker, turn, wanted

LOOK = 0.1  # s between looks at how far the worker is


def run(journal: Path) -> int:
    """0 when the new read.db is in its place; 2, and one sentence, when it is not (the old one stays)."""
    os.umask(0o077)
    try:
        if journal.is_file():
            raise JournalError(f"{journal}: one file of a journal; name its folder, {journal.parent}.")
        if journal.is_dir() and not os.access(journal, os.W_OK):
            raise JournalError(f"{journal}: read-only: no call log can be made here.")
        with contextlib.closing(Reader(journal)) as reader, progress.shown("Building the call log") as bar:
            _rebuild(journal, reader, bar)
            last = reader.last_seq()
    except (JournalError, OSError, readdb.sqlite().Error) as error:
        print(error if isinstance(error, JournalError) else f"{readdb.path_of(journal)}: {error}.", file=sys.stderr)
        return 2
    except apsw.Error as error:
        print(f"{journal}: {schema.explain(error)}; the call log is left as it was.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        with contextlib.suppress(JournalError, OSError):
            wanted(journal).unlink(missing_ok=True)
        print(f"{readdb.path_of(journal)}: left as it was.", file=sys.stderr)
        return 2
    print(f"{readdb.path_of(journal)}: made anew from {last} entries.")
    return 0


def _rebuild(journal: Path, reader: Reader, bar: Progress) -> None:
    """Two programs never write read.db: whoever has the turn does it, and what was asked for is done once."""
    asked, lock = wanted(journal), turn(journal)
    waiting = False
    while not waiting or asked.exists():
        try:
            with lock.acquire(timeout=0):
                Worker(journal, Stop(watch=False)).rebuild(bar)
                return
        except Timeout:  # a station runs
            if not waiting:
                asked.touch(mode=0o600)
                waiting = True
        bar(*_how_far(journal, reader))
        time.sleep(LOOK)


def _how_far(journal: Path, reader: Reader) -> tuple[int, int]:
    """Entries the worker's draft has taken in, of how many."""
    last = reader.last_seq()
    connection = readdb.connect(readdb.draft_of(journal))
    if connection is None:
        return 0, last
    with contextlib.closing(connection), contextlib.suppress(readdb.sqlite().Error, KeyError, ValueError):
        return min(int(readdb.meta(connection)["seq"]), last), last
    return 0, last
