"""One short transaction: entries get their place, their number and their link in the chain, and are on disk."""

from __future__ import annotations

import contextlib
import itertools
import os
from pathlib import Path
from typing import Any, NamedTuple

import apsw
from filelock import FileLock

from journal import chain, schema, upcast
from journal.places import runtime_dir
from journal.signing import BUSY, Signer

_NEXT = "SELECT coalesce(max(seq), 0) + 1 FROM entries"
_HEAD = "SELECT n, hash FROM entries WHERE origin = ? ORDER BY n DESC LIMIT 1"
_ENTRY = (
    "INSERT INTO entries (seq, origin, n, kind, version, wall, mono, boot, clock, payload, raw, prev, hash) VALUES "
)
_BODY = "INSERT INTO bodies (seq, salt, payload, raw) VALUES "
_ROWS = 50  # rows a statement: between two of them the other threads of the program may hold the interpreter


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
    """Appends as one origin over one connection, one thread at a time.

    Raises :class:`apsw.Error`, and then nothing was written.
    """

    def __init__(self, path: Path, origin: str, medium: schema.Medium = schema.DISK, busy_ms: int = 800) -> None:
        self._origin = origin
        self._connection = schema.open_appending(path, medium, busy_ms)
        try:
            self.id, self.mode = schema.facts_of(self._connection)
        except BaseException:
            self._connection.close()
            raise
        self._wal_pages = 0
        self._ids: tuple[int, bytes] | None = None
        self._boots: dict[str, int] = {}
        self._connection.set_wal_hook(self._committed)

    def commit(self, drafts: list[Draft]) -> int:
        """Append ``drafts`` in order and durably; returns the ``seq`` of the first, the others follow without a gap."""
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        try:
            first = self._insert(drafts)
            execute("COMMIT")
        except BaseException:
            self._ids = None
            self._boots.clear()
            with contextlib.suppress(apsw.Error):
                if self._connection.in_transaction:
                    execute("ROLLBACK")
            raise
        return first

    def _insert(self, drafts: list[Draft]) -> int:
        origin, prev = self._names()
        first = int(self._connection.execute(_NEXT).get)
        head = self._connection.execute(_HEAD, (origin,)).fetchone()
        number = 1
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
            link = chain.link(prev, seq, n, wall, mono, version, clock, payload, raw, self._origin, kind, boot)
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
            self._connection.execute(many, tuple(itertools.chain.from_iterable(rows[at : at + _ROWS])))
        self._connection.executemany(order + one, rows[whole:])

    def _names(self) -> tuple[int, bytes]:
        """This origin's row and genesis, written with its first entry."""
        if self._ids is None:
            genesis = chain.genesis(self.id, self._origin)
            key = (self._origin, genesis)
            self._connection.execute("INSERT OR IGNORE INTO origins (name, genesis) VALUES (?, ?)", key)
            found = self._connection.execute("SELECT id FROM origins WHERE name = ? AND genesis = ?", key).get
            self._ids = (int(found), genesis)
        return self._ids

    def _boot(self, boot: str) -> int:
        if boot not in self._boots:
            self._connection.execute("INSERT OR IGNORE INTO boots (boot) VALUES (?)", (boot,))
            self._boots[boot] = int(self._connection.execute("SELECT id FROM boots WHERE boot = ?", (boot,)).get)
        return self._boots[boot]

    def _committed(self, _connection: apsw.Connection, _name: str, pages: int) -> int:
        self._wal_pages = pages
        return apsw.SQLITE_OK

    def sign(self, signer: Signer, patience: float = BUSY) -> bool:
        """Let ``signer`` sign what is on disk, in a transaction of its own; never raises."""
        return signer.sign(self._connection, patience)

    def tidy(self, pages: int) -> None:
        """Fold the write-ahead log into the file once it is longer than ``pages``; holds no other program up."""
        if self._wal_pages > pages:
            self._wal_pages = 0
            self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)

    def close(self) -> None:
        """Close the connection; the last one of all programs folds the log in."""
        with contextlib.suppress(apsw.Error):
            self._connection.close()


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
        draft = folder / "journal.db.new"
        for left in (draft, *(draft.with_name(draft.name + end) for end in ("-wal", "-shm", "-journal"))):
            left.unlink(missing_ok=True)
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with contextlib.closing(apsw.Connection(str(draft), vfs=medium.vfs)) as connection:
            schema.define(connection, mode)
        appender = Appender(draft, origin, medium)
        try:
            appender.commit([opened])
        finally:
            appender.close()
        draft.replace(path)
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
