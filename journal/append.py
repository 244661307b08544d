"""One short transaction: entries get their place, their number and their link in the chain, and are on disk."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import apsw
from filelock import FileLock

from journal import chain, schema, segments, upcast
from journal.errors import JournalError
from journal.places import runtime_dir
from journal.signing import BUSY, Signer

_NEXT = "SELECT coalesce(max(seq), 0) + 1 FROM entries"
_HEAD = "SELECT n, hash FROM entries WHERE origin = ? ORDER BY n DESC LIMIT 1"
_ENTRY = (
    "INSERT INTO entries (seq, origin, n, kind, version, wall, mono, boot, clock, payload, raw, prev, hash) VALUES "
)
_BODY = "INSERT INTO bodies (seq, salt, payload, raw) VALUES "
_ROWS = 50  # rows a statement: between two of them the other threads of the program may hold the interpreter


Execute = Callable[[str], object]


class Closed(Exception):
    """This file takes no further entry: the journal goes on in another (:func:`journal.segments.current`)."""


class Draft(NamedTuple):
    """An entry before it has a place. Times in µs; ``payload`` is the encoded body in its kind's ``version``."""

    kind: str
    payload: bytes
    raw: bytes | None
    wall: int
    mono: int
    clock: int
    boot: str
    version: int = upcast.FIRST


class Appender:
    """Appends as one origin to one file over one connection, one thread at a time.

    Raises :class:`apsw.Error`, and :class:`Closed` where the journal goes on in another file; then nothing was written.
    """

    def __init__(self, path: Path, origin: str, medium: schema.Medium = schema.DISK) -> None:
        self.path = path
        self.origin = origin
        self.connection = schema.open_appending(path, medium)
        try:
            self.id, self.mode = schema.facts_of(self.connection)
        except BaseException:
            self.connection.close()
            raise
        self._wal_pages = 0
        self._ids: tuple[int, int, bytes] | None = None
        self._boots: dict[str, int] = {}
        self.connection.set_wal_hook(self._committed)

    def commit(self, drafts: list[Draft]) -> int:
        """Append ``drafts`` in order and durably; returns the ``seq`` of the first, the others follow without a gap."""
        execute = self.connection.execute
        execute("BEGIN IMMEDIATE")
        try:
            first = self.insert(drafts)
            execute("COMMIT")
        except BaseException as error:
            self._undo(error)
            raise
        return first

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Execute]:
        """Nobody else appends meanwhile. What is not committed in the end is undone. Raises as :meth:`commit` does."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection.execute
        except BaseException as error:
            self._undo(error)
            raise

    def _undo(self, error: BaseException) -> None:
        """Roll back; raises :class:`Closed` if that is why entries were refused."""
        self._ids = None
        self._boots.clear()
        with contextlib.suppress(apsw.Error):
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
        if isinstance(error, apsw.ConstraintError) and segments.next_of(self.connection):
            raise Closed(f"{self.path}: closed") from error

    def insert(self, drafts: list[Draft], first: int | None = None) -> int:
        """What :meth:`commit` does in its :meth:`transaction`. ``first``: the number to begin an empty file with."""
        origin, number, prev = self._names()
        if first is None:
            first = int(self.connection.execute(_NEXT).get)
        head = self.connection.execute(_HEAD, (origin,)).fetchone()
        number += 1
        if head is not None:
            number, prev = head[0] + 1, head[1]
        boots = self._boots
        salts = os.urandom(chain.SALT_BYTES * len(drafts))
        entries: list[tuple[Any, ...]] = []
        bodies: list[tuple[Any, ...]] = []
        for seq, draft in enumerate(drafts, first):
            kind, said, air, wall, mono, clock, boot, version = draft
            n = number + seq - first
            salt = salts[(seq - first) * chain.SALT_BYTES : (seq - first + 1) * chain.SALT_BYTES]
            payload = chain.payload_hash(salt, said)
            raw = None if air is None else chain.raw_hash(salt, air)
            link = chain.link(prev, seq, n, wall, mono, version, clock, payload, raw, self.origin, kind, boot)
            times = (wall, mono, boots.get(boot) or self._boot(boot), clock)
            entries.append((seq, origin, n, kind, version, *times, payload, raw, prev, link))
            bodies.append((seq, salt, said, air))
            prev = link
        self._put(_ENTRY, entries)
        self._put(_BODY, bodies)
        return first

    def _put(self, order: str, rows: list[tuple[Any, ...]]) -> None:
        one = "(" + ", ".join("?" * len(rows[0])) + ")"
        many = order + ", ".join([one] * _ROWS)
        whole = len(rows) - len(rows) % _ROWS
        for at in range(0, whole, _ROWS):
            self.connection.execute(many, tuple(itertools.chain.from_iterable(rows[at : at + _ROWS])))
        self.connection.executemany(order + one, rows[whole:])

    def _names(self) -> tuple[int, int, bytes]:
        """This origin's row, what it continues: the number and hash before its first entry here, written with that."""
        if self._ids is None:
            known = {base.name: base for base in segments.bases(self.connection)}
            base = known.get(self.origin)
            if base is None:
                genesis = chain.genesis(self.id, self.origin)
                order = "INSERT INTO origins (name, genesis) VALUES (?, ?) RETURNING id"
                base = segments.Base(self.connection.execute(order, (self.origin, genesis)).get, "", 0, genesis)
            self._ids = (base.id, base.n, base.hash)
        return self._ids

    def _boot(self, boot: str) -> int:
        if boot not in self._boots:
            self.connection.execute("INSERT OR IGNORE INTO boots (boot) VALUES (?)", (boot,))
            self._boots[boot] = int(self.connection.execute("SELECT id FROM boots WHERE boot = ?", (boot,)).get)
        return self._boots[boot]

    def _committed(self, _connection: apsw.Connection, _name: str, pages: int) -> int:
        self._wal_pages = pages
        return apsw.SQLITE_OK

    def sign(self, signer: Signer, patience: float = BUSY) -> bool:
        """Let ``signer`` sign what is on disk, in a transaction of its own; never raises."""
        return signer.sign(self.connection, patience)

    def tidy(self, pages: int) -> None:
        """Fold the write-ahead log into the file once it is longer than ``pages``; holds no other program up."""
        if self._wal_pages > pages:
            self._wal_pages = 0
            self.connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)

    def fold(self) -> bool:
        """Fold all of the write-ahead log in; ``False`` while others still read it or the disk refuses."""
        try:
            with schema.patience(self.connection, 0.0):
                self.connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
        except apsw.Error:
            return False
        return True

    def close(self) -> None:
        """Close the connection; the last one of all programs folds the log in."""
        with contextlib.suppress(apsw.Error):
            self.connection.close()


def found(folder: Path, mode: str, origin: str, opened: Draft, medium: schema.Medium = schema.DISK) -> None:
    """Make a journal in ``folder`` with its first entry ``opened``, unless one is there.

    It is made under another name and renamed, so that no program ever meets half a journal. Raises ``OSError`` and
    :class:`apsw.Error`.
    """
    path = schema.path_of(folder)
    if path.exists():
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with FileLock(runtime_dir(folder) / "create.lock", timeout=10):
        if path.exists():
            return
        draft = fresh(path)
        with contextlib.closing(apsw.Connection(str(draft), vfs=medium.vfs)) as connection:
            schema.define(connection, mode)
        appender = Appender(draft, origin, medium)
        try:
            appender.commit([opened])
        finally:
            appender.close()
        put_in_place(draft, path)


def appending(folder: Path, mode: str, origin: str, medium: schema.Medium = schema.DISK) -> Appender:
    """An appender to the file that takes entries now. Raises ``JournalError``, ``OSError``, :class:`apsw.Error`."""
    path = schema.path_of(folder)
    journal = b""
    while True:
        schema.check_file(path)
        schema.check_writable(path)
        appender = Appender(path, origin, medium)
        try:
            if appender.mode != mode:
                raise JournalError(f"{folder}: this is a journal of mode {appender.mode}, not {mode}.")
            if journal and appender.id != journal:
                raise JournalError(f"{path}: a file of another journal.")
            following = segments.next_of(appender.connection)
        except BaseException:
            appender.close()
            raise
        if not following:
            return appender
        journal = appender.id
        appender.close()
        path = segments.after(path, following)


def fresh(path: Path) -> Path:
    """An empty file to become ``path``, under another name."""
    draft = path.with_name(path.name + ".new")
    remove(draft)
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    return draft


def put_in_place(draft: Path, path: Path) -> None:
    """Give the complete file ``draft`` its name ``path``, for good. Raises ``OSError``."""
    if _beside(draft, "-wal").exists():
        raise OSError(errno.EIO, "the write-ahead log of a new file could not be folded in")
    draft.replace(path)
    if os.name == "nt":
        return
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)  # makes the rename itself survive a power cut
    finally:
        os.close(descriptor)


def remove(path: Path) -> None:
    """Unlink a file of SQLite and what belongs to it. Raises ``OSError``."""
    for end in ("", "-wal", "-shm", "-journal"):
        _beside(path, end).unlink(missing_ok=True)


def _beside(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)
