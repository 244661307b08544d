"""The worker process: follows journal.db and keeps read.db in step. Dies with the station that started it."""

from __future__ import annotations

import contextlib
import logging
import os
import stat
import sys
import threading
import time
from pathlib import Path

from filelock import FileLock, Timeout

from journal import readdb
from journal.errors import JournalError
from journal.places import runtime_dir
from journal.progress import Progress
from journal.projection import Projection
from journal.pulse import Pulse
from journal.reader import Reader
from journal.slots import Beat
from journal.tail import Tail

BEAT = 0.2  # s between signs of life
IDLE = 0.05  # s between looks when nothing is new
AGAIN = 1.0  # s until the next attempt after a fault of the disk
_ROWS = 1000
_SECONDS = 0.25

_log = logging.getLogger(__name__)


class Stop:
    """Says when to end: asked to, or the parent is gone. ``orphan`` is checked at most every beat."""

    def __init__(self, watch: bool = True) -> None:
        self._asked = threading.Event()
        self._parent = os.getppid() if watch else 0
        if watch and _is_pipe():
            threading.Thread(target=self._await_end, name="parent", daemon=True).start()

    def ask(self) -> None:
        """End soon."""
        self._asked.set()

    def __bool__(self) -> bool:
        return self._asked.is_set() or bool(self._parent and os.getppid() != self._parent)

    def wait(self, seconds: float) -> None:
        """Sleep, unless asked to end."""
        self._asked.wait(seconds)

    def _await_end(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            while os.read(0, 4096):
                pass
        self._asked.set()


def _is_pipe() -> bool:
    """True if standard input is a pipe, whose end means that the parent is gone."""
    try:
        mode = os.fstat(0).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


def turn(journal: Path) -> FileLock:
    """The lock of whoever writes read.db."""
    return FileLock(runtime_dir(journal) / "worker.lock", mode=0o600)


def wanted(journal: Path) -> Path:
    """A file whose being there tells the worker to make read.db anew; gone when that is done."""
    return runtime_dir(journal) / "rebuild"


def run(journal: Path) -> int:
    """``main.py worker``: project ``journal`` until the parent dies. Returns the exit status."""
    os.umask(0o077)  # what was said and written is for this account, wherever the journal lies
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(5)  # the search may wait for the radio, never the other way round
    try:
        # the worker of a station that was just killed may need a moment to notice
        with turn(journal).acquire(timeout=10):
            Worker(journal, Stop()).run()
    except Timeout:
        print(f"{journal}: another worker is at work.", file=sys.stderr)
        return 1
    except JournalError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        pass
    return 0


class Worker:
    """Projects the journal in ``folder`` until ``stop``. Raises :class:`JournalError`."""

    def __init__(self, folder: Path, stop: Stop) -> None:
        readdb.check_library()
        self._folder = folder
        self._stop = stop
        self._reader = Reader(folder)
        self._pulse = Pulse(folder)
        self._wanted = wanted(folder)
        self._count = 0
        self._beaten = 0.0
        self._why = ""
        self._disk = "ok"

    def run(self) -> None:
        """Follow until told to stop; faults of the disk are waited out, a damaged read.db is made anew."""
        try:
            while not self._stop:
                try:
                    self._follow()
                except (readdb.sqlite().Error, OSError) as error:
                    self._suffer(error)
                    if not isinstance(error, OSError) and not _is_of_the_disk(error):
                        _log.warning("worker: read.db is damaged: made anew")
                        _remove(readdb.path_of(self._folder))
                        _remove(readdb.draft_of(self._folder))
        finally:
            self._reader.close()
            self._pulse.close()

    def _suffer(self, error: Exception) -> None:
        """The disk does not take rows, or the file is damaged: say so, wait, try again."""
        self._disk = "full" if "full" in str(error) else "failing"
        self._why = f"the call log cannot be written: {error}"
        _log.warning("worker: %s", self._why)
        until = time.monotonic() + AGAIN
        while not self._stop and time.monotonic() < until:
            self._beat()
            self._stop.wait(BEAT)

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make read.db anew from the first entry and end. Raises what the disk or SQLite raise."""
        try:
            _remove(readdb.draft_of(self._folder))
            self._rebuild(progress)
        finally:
            self._reader.close()
            self._pulse.close()

    def _follow(self) -> None:
        path = readdb.path_of(self._folder)
        if self._wanted.exists():  # by a person: not even a draft is believed
            _remove(readdb.draft_of(self._folder))
        while not self._stop and (self._wanted.exists() or not self._usable(path)):
            self._rebuild()
        if self._stop:
            return
        with contextlib.closing(Projection(path, self._reader)) as projection:
            self._take_all(projection, None)

    def _take_all(self, projection: Projection, end: int | None, progress: Progress | None = None) -> None:
        """Take in what is there and what comes (until read.db is wanted anew), or what is there up to ``end``."""
        with contextlib.closing(Tail(self._folder, projection.seq)) as tail:
            while not self._stop and (not self._wanted.exists() if end is None else projection.seq < end):
                entries = tail.read(_ROWS, _SECONDS)
                if entries:
                    projection.take(entries)
                    self._disk = "ok"
                self._why = f"building the call log: {projection.seq} of {end}" if end else ""
                self._beat()
                if progress is not None and end:
                    progress(min(projection.seq, end), end)
                if len(entries) < _ROWS and not projection.tidy():
                    self._stop.wait(IDLE)

    def _usable(self, path: Path) -> bool:
        connection = readdb.connect(path)
        if connection is None:
            return False
        with contextlib.closing(connection), contextlib.suppress(readdb.sqlite().Error, ValueError):
            return readdb.continues(readdb.meta(connection), self._reader.id, self._reader.last_seq())
        return False

    def _rebuild(self, progress: Progress | None = None) -> None:
        """Make read.db in another file; the old one serves until the new one takes its place."""
        draft, path = readdb.draft_of(self._folder), readdb.path_of(self._folder)
        asked = _asked(self._wanted)
        if not self._usable(draft):
            _remove(draft)
        with contextlib.closing(Projection(draft, self._reader)) as projection:
            self._take_all(projection, self._reader.last_seq(), progress)
        if self._stop:
            return
        _remove(path, keep=True)
        draft.replace(path)
        if asked == _asked(self._wanted):  # else it was asked for again meanwhile: what was read may be erased since
            self._wanted.unlink(missing_ok=True)

    def _beat(self) -> None:
        now = time.monotonic()
        if now - self._beaten >= BEAT:
            self._beaten = now
            self._count += 1
            self._pulse.write("worker", Beat(pid=os.getpid(), count=self._count, disk=self._disk, why=self._why[:200]))


def _asked(wanted: Path) -> int:
    """When it was asked for last; 0 if it is not."""
    try:
        return wanted.stat().st_mtime_ns
    except OSError:
        return 0


def _is_of_the_disk(error: Exception) -> bool:
    """True for what waiting may heal; anything else is damage in a file that can be made anew."""
    text = str(error).lower()
    return any(sign in text for sign in ("full", "i/o", "readonly", "read-only", "locked", "busy", "unable to open"))


def _remove(path: Path, keep: bool = False) -> None:
    """Unlink an SQLite file and what belongs to it; ``keep`` the file itself, which is about to be replaced."""
    ends = ("-wal", "-shm", "-journal") if keep else ("", "-wal", "-shm", "-journal")
    for end in ends:
        path.with_name(path.name + end).unlink(missing_ok=True)
