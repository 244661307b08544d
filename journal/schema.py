"""journal.db: its tables, how it is made, and how it is opened or refused."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import apsw

from journal.errors import JournalError, Newer

APPLICATION_ID = 0x4B4F5041  # "KOPA"
VERSION = 2
FIRST = "journal.db"
LATER = re.compile(r"journal-(\d{4}-\d{2}[b-z]?)\.db")
"""File names of the segments but the first; the group is the segment's name."""
OLDEST_SQLITE = 3_051_003  # the first without the WAL-reset corruption (https://sqlite.org/wal.html#walresetbug)
_HEAD = 100  # bytes with which an SQLite file begins


class Medium(NamedTuple):
    """What the writer writes through. Anything but the default is for tests: a faulting VFS, a weaker durability."""

    vfs: str | None = None
    synchronous: str = "FULL"


DISK = Medium()
BUSY = 0.8
"""Seconds that who appends waits for another who does."""

_TABLES = f"""
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {VERSION};
-- What this journal is: id (16 bytes), mode; of its later files and closed ones also how they follow on each other
-- (journal/segments.py).
CREATE TABLE journal (key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
-- Who appends; past: n of its last entry in the files before; genesis: the prev of its first one here, past + 1.
CREATE TABLE origins (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, genesis BLOB NOT NULL, past INTEGER NOT NULL DEFAULT 0,
    UNIQUE (name, genesis)
) STRICT;
CREATE TABLE boots (id INTEGER PRIMARY KEY, boot TEXT NOT NULL UNIQUE) STRICT;
-- Immutable. home: seq in the journal where it was first written, NULL for this one. Times in µs.
CREATE TABLE entries (
    seq INTEGER PRIMARY KEY,
    origin INTEGER NOT NULL REFERENCES origins,
    n INTEGER NOT NULL,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    wall INTEGER NOT NULL,
    mono INTEGER NOT NULL,
    boot INTEGER NOT NULL REFERENCES boots,
    clock INTEGER NOT NULL,
    payload BLOB NOT NULL,
    raw BLOB,
    prev BLOB NOT NULL,
    hash BLOB NOT NULL,
    home INTEGER,
    UNIQUE (origin, n)
) STRICT;
-- Deletable, never changeable: the chain verifies without them.
CREATE TABLE bodies (
    seq INTEGER PRIMARY KEY REFERENCES entries,
    salt BLOB NOT NULL,
    payload BLOB NOT NULL,
    raw BLOB
) STRICT;
"""
_GUARDS = """
CREATE TRIGGER entries_kept BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are immutable'); END;
CREATE TRIGGER entries_unchanged BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries are immutable'); END;
-- Also what keeps INSERT OR REPLACE from replacing anything.
CREATE TRIGGER entries_in_order BEFORE INSERT ON entries
WHEN NEW.seq <> coalesce((SELECT max(seq) FROM entries), NEW.seq - 1) + 1
  OR NEW.n <> coalesce((SELECT max(n) FROM entries WHERE origin = NEW.origin), NEW.n - 1) + 1
BEGIN SELECT RAISE(ABORT, 'entries are appended in order, without a gap'); END;
CREATE TRIGGER bodies_unchanged BEFORE UPDATE ON bodies BEGIN SELECT RAISE(ABORT, 'bodies are immutable'); END;
CREATE TRIGGER bodies_once BEFORE INSERT ON bodies WHEN EXISTS (SELECT 1 FROM bodies WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'bodies are immutable'); END;
CREATE TRIGGER origins_kept BEFORE DELETE ON origins BEGIN SELECT RAISE(ABORT, 'origins are immutable'); END;
CREATE TRIGGER origins_unchanged BEFORE UPDATE ON origins BEGIN SELECT RAISE(ABORT, 'origins are immutable'); END;
CREATE TRIGGER journal_kept BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is immutable'); END;
CREATE TRIGGER journal_unchanged BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is immutable'); END;
"""
# Apart, because journals that were made before there were any get theirs when they are next signed.
_CHECKPOINTS = """
CREATE TABLE IF NOT EXISTS signers (
    id INTEGER PRIMARY KEY, public BLOB NOT NULL, installation TEXT NOT NULL, UNIQUE (public, installation)
) STRICT;
-- What was signed (journal/checkpoint.py): the entries up to seq. wall in µs.
CREATE TABLE IF NOT EXISTS checkpoints (
    number INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    wall INTEGER NOT NULL,
    signer INTEGER NOT NULL REFERENCES signers,
    heads BLOB NOT NULL,
    previous BLOB NOT NULL,
    signature BLOB NOT NULL
) STRICT;
"""
_CHECKPOINT_GUARDS = """
CREATE TRIGGER IF NOT EXISTS checkpoints_kept BEFORE DELETE ON checkpoints
BEGIN SELECT RAISE(ABORT, 'checkpoints are immutable'); END;
CREATE TRIGGER IF NOT EXISTS checkpoints_unchanged BEFORE UPDATE ON checkpoints
BEGIN SELECT RAISE(ABORT, 'checkpoints are immutable'); END;
CREATE TRIGGER IF NOT EXISTS checkpoints_in_order BEFORE INSERT ON checkpoints
WHEN NEW.number <> coalesce((SELECT max(number) FROM checkpoints), 0) + 1
  OR NEW.seq <= coalesce((SELECT seq FROM checkpoints ORDER BY number DESC LIMIT 1), 0)
  OR NEW.seq > coalesce((SELECT max(seq) FROM entries), 0)
BEGIN SELECT RAISE(ABORT, 'checkpoints are appended in order, without a gap'); END;
CREATE TRIGGER IF NOT EXISTS signers_kept BEFORE DELETE ON signers
BEGIN SELECT RAISE(ABORT, 'signers are immutable'); END;
CREATE TRIGGER IF NOT EXISTS signers_unchanged BEFORE UPDATE ON signers
BEGIN SELECT RAISE(ABORT, 'signers are immutable'); END;
"""


def path_of(folder: Path) -> Path:
    """The oldest file of the record in a journal's folder, which is ``journal.db`` unless that was pruned away.

    A file named itself (a copy kept elsewhere) is that file. All files of a journal: :mod:`journal.segments`.
    """
    first = folder / FIRST
    if first.exists():
        return first
    if folder.is_file():
        return folder
    return next(iter(later_files(folder)), first)


def later_name(segment: str) -> str:
    """The file name of the segment ``segment`` (``2026-12``)."""
    return f"journal-{segment}.db"


def name_of(path: Path) -> str:
    """The other way; empty for the journal's first file."""
    found = LATER.fullmatch(path.name)
    return found[1] if found else ""


def later_files(folder: Path) -> list[Path]:
    """The files in ``folder`` that bear the name of a later segment, in order; they may be left-overs."""
    with contextlib.suppress(OSError):
        return sorted(path for path in folder.iterdir() if LATER.fullmatch(path.name))
    return []


def check_library() -> None:
    """Refuse an SQLite that is known to damage journals."""
    if apsw.SQLITE_VERSION_NUMBER < OLDEST_SQLITE or _loaded() < OLDEST_SQLITE:
        raise JournalError(
            f"SQLite {apsw.sqlite_lib_version()} is too old to keep a journal safely; install apsw 3.51.3 or newer."
        )


def _loaded() -> int:
    major, minor, patch, *_ = (*(int(part) for part in apsw.sqlite_lib_version().split(".")), 0, 0)
    return major * 1_000_000 + minor * 1_000 + patch


def check_file(folder: Path) -> None:
    """Refuse, in one sentence, what is not a journal this program can read. The file is only looked at."""
    path = path_of(folder)
    try:
        head = _head(path)
        log = _has_wal(path)
        size = path.stat().st_size  # last: whoever folds the log in makes the file longer, and then empties the log
    except FileNotFoundError:
        raise JournalError(f"{folder}: there is no journal here (no journal.db).") from None
    except OSError as error:
        raise JournalError(f"{path}: cannot be read ({error.strerror}).") from None
    if head[:16] != b"SQLite format 3\0":
        if log:
            return  # a checkpoint may have been torn by a power cut: the first page is in the log, SQLite will see
        raise JournalError(f"{path}: not a journal (it is {'empty' if not size else 'no SQLite file'}).")
    if len(head) < _HEAD and not log:
        raise JournalError(f"{path}: truncated (only {size} bytes are there); restore it from a backup.")
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise JournalError(f"{path}: not a journal but an SQLite file of another program.")
    version = int.from_bytes(head[60:64], "big")
    if version > VERSION:
        raise Newer(f"{path}: written by a newer Kopa (format {version}; this program reads up to {VERSION}).")
    page = int.from_bytes(head[16:18], "big")
    expected = int.from_bytes(head[28:32], "big") * (65536 if page == 1 else page)
    if size < expected and not log:
        raise JournalError(f"{path}: truncated ({size} of {expected} bytes are there); restore it from a backup.")


def _head(path: Path) -> bytes:
    """The first 100 bytes, read through SQLite: closing a descriptor of our own would drop all locks that this process
    has on the file, and another program could then take itself for the last one and delete the log."""
    path.stat()  # says in the system's own words why there is nothing to be read
    try:
        file = apsw.VFSFile("", str(path.resolve()), [apsw.SQLITE_OPEN_MAIN_DB | apsw.SQLITE_OPEN_READONLY, 0])
    except apsw.Error:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES)) from None
    try:
        return file.xRead(min(_HEAD, file.xFileSize()), 0)
    except apsw.IOError as error:
        raise OSError(errno.EIO, os.strerror(errno.EIO)) from error
    finally:
        file.xClose()


def _has_wal(path: Path) -> bool:
    wal = path.with_name(path.name + "-wal")
    with contextlib.suppress(OSError):
        return wal.stat().st_size > 0
    return False


def check_writable(file: Path) -> None:
    """Refuse a journal that can only be read, before anything relies on it. ``file``: the one to append to."""
    for path in (file.parent, file):
        if not os.access(path, os.W_OK):
            raise JournalError(f"{path}: read-only: nothing can be recorded here.")


def define(connection: apsw.Connection, mode: str) -> None:
    """Make the tables of a new journal in an empty file."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    define_tables(connection)
    guard(connection)
    connection.execute("INSERT INTO journal VALUES ('id', ?), ('mode', ?)", (secrets.token_bytes(16), mode))
    connection.execute("COMMIT")


def define_tables(connection: apsw.Connection) -> None:
    """Make the tables of one file, which do not defend themselves yet."""
    connection.execute(_TABLES)
    connection.execute(_CHECKPOINTS)


def guard(connection: apsw.Connection) -> None:
    """Make the tables refuse what must not be done to them, from the rows on that are there."""
    connection.execute(_GUARDS)
    connection.execute(_CHECKPOINT_GUARDS)


def has_checkpoints(connection: apsw.Connection) -> bool:
    """False for a journal in which nothing was ever signed."""
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'checkpoints'").fetchone() is not None


def add_checkpoints(connection: apsw.Connection) -> None:
    """Make room for checkpoints in a journal that was made before there were any."""
    if not has_checkpoints(connection):
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute(_CHECKPOINTS)
            connection.execute(_CHECKPOINT_GUARDS)
            connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(apsw.Error):
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
            raise


def open_appending(path: Path, medium: Medium = DISK) -> apsw.Connection:
    """A connection that may append. Checkpoints are the caller's to time."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE, vfs=medium.vfs)
    connection.set_busy_handler(_Patience(BUSY))
    for pragma in (
        f"synchronous = {medium.synchronous}",
        "wal_autocheckpoint = 0",
        "recursive_triggers = ON",
        "secure_delete = ON",
        "trusted_schema = OFF",
        "temp_store = MEMORY",
        f"journal_size_limit = {64 << 20}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


@contextlib.contextmanager
def patience(connection: apsw.Connection, seconds: float) -> Iterator[None]:
    """Wait only so long for the lock of a connection of :func:`open_appending`, and as long as ever afterwards."""
    connection.set_busy_handler(_Patience(seconds))
    try:
        yield
    finally:
        connection.set_busy_handler(_Patience(BUSY))


class _Patience:
    """Asks for the lock every millisecond. SQLite's own handler soon sleeps 100 ms, and a busy neighbour starves it."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._until = 0.0

    def __call__(self, tries: int) -> bool:
        now = time.monotonic()
        if not tries:
            self._until = now + self._seconds
        if now > self._until:
            return False
        time.sleep(0.001)
        return True


def open_reading(folder: Path, busy_ms: int = 250) -> apsw.Connection:
    """A connection that can only read; works from a read-only folder too. Raises :class:`JournalError`."""
    check_library()
    check_file(folder)
    path = path_of(folder)
    try:
        try:
            return _probed(apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY), busy_ms)
        except (apsw.CantOpenError, apsw.ReadOnlyError, apsw.IOError):
            if _has_wal(path):
                raise
            # A read-only folder has no room for the -shm file. Without a -wal nothing can be missed.
            uri = f"{path.resolve().as_uri()}?immutable=1"
            flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
            return _probed(apsw.Connection(uri, flags=flags), busy_ms)
    except apsw.Error as error:
        raise JournalError(f"{path}: {explain(error)}.") from error


def _probed(connection: apsw.Connection, busy_ms: int) -> apsw.Connection:
    connection.set_busy_timeout(busy_ms)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("SELECT max(seq) FROM entries").get  # noqa: B018 - damage shows at the first read
    return connection


def facts_of(connection: apsw.Connection) -> tuple[bytes, str]:
    """The journal's id and mode."""
    found = dict(connection.execute("SELECT key, value FROM journal"))
    return bytes(found["id"]), str(found["mode"])


def version_of(connection: apsw.Connection) -> int:
    """The format of the file."""
    return int(connection.execute("PRAGMA user_version").get)


def told(error: Exception) -> tuple[str, bool]:
    """Why something failed, in one line, and whether the surroundings are to blame (else it is a bug)."""
    if isinstance(error, apsw.Error):
        return explain(error), True
    return str(error) or type(error).__name__, isinstance(error, JournalError | OSError)


def explain(error: apsw.Error) -> str:
    """What an SQLite error means to the people in the room."""
    if isinstance(error, apsw.FullError):
        return "the disk is full"
    if isinstance(error, apsw.ReadOnlyError):
        return "the disk or the file is read-only"
    if isinstance(error, apsw.BusyError | apsw.LockedError):
        return "another program keeps the journal locked"
    if isinstance(error, apsw.CorruptError | apsw.NotADBError):
        return f"the journal is damaged ({error})"
    if isinstance(error, apsw.CantOpenError):
        return "the journal cannot be opened"
    if isinstance(error, apsw.IOError):
        return f"the disk reports an error ({error})"
    return f"SQLite says {type(error).__name__}: {error}"
