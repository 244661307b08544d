"""Turning to a new segment: the journal goes on in a new file that begins with what the picture held.

While the old file is locked, so that nobody appends: ``SegmentClosed`` is written into it and signed, the new file is
written whole under another name, put on disk and renamed, and the old one says that it follows; then the old file's
transaction is committed. Whatever breaks before that leaves the journal as it was, and at most a file that nobody
points to: the next turn makes it anew. Whatever breaks afterwards leaves a journal that has turned.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw
from filelock import FileLock

from journal import bookmarks, rows, schema, segments
from journal.append import Appender, Closed, Draft, fresh, put_in_place, remove
from journal.errors import JournalError
from journal.places import installation, runtime_dir
from journal.reader import Reader
from journal.signing import Signer
from journal.version import product
from units.entry import Anything
from units.keeping import SegmentClosed, SegmentOpened
from units.picture import Picture
from units.snapshot import subjects

_CHUNK = 2000
_MISSED = rows.COLUMNS + " WHERE e.seq > ? ORDER BY e.seq LIMIT ?"
_CLOSE = "CREATE TRIGGER {0}_closed BEFORE INSERT ON {0} BEGIN SELECT RAISE(ABORT, 'the segment is closed'); END"
_CARRIED = (
    "SELECT c.number, c.seq, c.wall, c.heads, c.previous, c.signature, s.public, s.installation"
    " FROM checkpoints c JOIN signers s ON s.id = c.signer ORDER BY c.number DESC LIMIT 1"
)

_log = logging.getLogger(__name__)


def reached(step: str) -> None:
    """Tests die here: ``prepared``, ``locked``, ``closing``, ``written``, ``named``, ``pointed``, ``turned``."""


class Turn:
    """One turn of the journal in ``folder`` to ``segment`` (``2026-12``), in the thread of the appender.

    ``picture`` is one that nobody else uses, of this journal at any moment. ``draft`` makes an entry of what it is
    given. Raises :class:`JournalError`, :class:`apsw.Error` and ``OSError``; then the journal is as it was.
    """

    def __init__(
        self,
        folder: Path,
        segment: str,
        picture: Picture,
        draft: Callable[[Anything], Draft],
        medium: schema.Medium = schema.DISK,
        signer: Signer | None = None,
    ) -> None:
        self._folder, self._medium, self._signer = folder, medium, signer
        self._picture, self._draft = picture, draft
        if not schema.LATER.fullmatch(schema.later_name(segment)):
            raise JournalError(f"{segment}: not the name of a segment (a month, 2026-12).")
        self._segment = segment
        self._id = b""

    def prepare(self) -> None:
        """Bring the picture up to date: the long part of it in the thread of whoever asks for the turn."""
        with contextlib.closing(Reader(self._folder)) as reader:
            bookmarks.replay(reader, self._picture, reader.last_seq())

    def carry_out(self, old: Appender) -> Appender:
        """Turn; returns the appender that goes on in the new file. ``old`` has only to be folded in and closed."""
        with FileLock(runtime_dir(self._folder) / "turn.lock", timeout=1):
            return self._carry_out(old)

    def _carry_out(self, old: Appender) -> Appender:
        self._id = old.id
        if segments.next_of(old.connection):
            raise Closed(f"{old.path}: closed")
        self.prepare()
        if self._signer is not None:
            self._signer.prepare(old.connection)
        path = self._place(old)
        draft = fresh(path)
        new: Appender | None = None
        try:
            self._make(draft, old, path)
            reached("prepared")
            with old.transaction() as execute:
                reached("locked")
                new = self._turn(old, draft, path)
                execute("COMMIT")
        except BaseException as error:
            if new is not None:
                new.close()
            with contextlib.suppress(OSError):
                remove(draft)
                if isinstance(error, apsw.FullError):  # no commit stands in the log: its last page was not written
                    remove(path)
            raise
        reached("turned")
        self._clear(path)
        return new

    # Before the lock

    def _place(self, old: Appender) -> Path:
        """The new file's path: a later name than all others, that of a left-over if need be."""
        name = self._segment
        before = segments.look(old.path).name
        if before >= name:  # also after the clock was set back: names sort in the order of the segments
            name = _successor(before)
        path = old.path.with_name(schema.later_name(name))
        while path.exists() and not self._left_over(path):
            _log.error("journal: %s is in the way: it is not the left-over of a turn", path)
            name = _successor(name)
            path = old.path.with_name(schema.later_name(name))
        if path.exists():
            # The turn it is left of may stand complete, but never confirmed, behind the end of the write-ahead log,
            # where a crash would bring it back to life. A commit of whatever kind takes its place.
            with old.transaction() as execute:
                execute(f"PRAGMA user_version = {schema.version_of(old.connection)}")
                execute("COMMIT")
            remove(path)
        return path

    def _left_over(self, path: Path) -> bool:
        """True if the file at ``path`` is of this journal and nothing was ever appended but what a turn writes."""
        try:
            with contextlib.closing(schema.open_reading(path)) as connection:
                found = dict(connection.execute("SELECT key, value FROM journal"))
                kinds = connection.execute(
                    "SELECT count(*) FROM entries WHERE kind NOT IN ('SegmentOpened', 'Remembered')"
                ).get
        except (JournalError, apsw.Error):
            return False
        return found.get("id") == self._id and "next" not in found and not kinds

    def _make(self, draft: Path, old: Appender, path: Path) -> None:
        """The tables of the new file, and what it is."""
        with contextlib.closing(apsw.Connection(str(draft), vfs=self._medium.vfs)) as connection:
            _without_log(connection)
            connection.execute("BEGIN IMMEDIATE")
            schema.define_tables(connection)
            facts = {"id": old.id, "mode": old.mode, "segment": schema.name_of(path), "previous": old.path.name}
            connection.executemany("INSERT INTO journal VALUES (?, ?)", facts.items())
            connection.execute("COMMIT")

    # Under the lock

    def _turn(self, old: Appender, draft: Path, path: Path) -> Appender:
        connection = old.connection
        closed = old.insert([self._draft(SegmentClosed(next=path.name))])
        if self._signer is not None:
            self._signer.seal(connection)
        self._catch_up(connection)
        reached("closing")
        self._write(old, draft, path, closed + 1)
        reached("written")
        new: Appender | None = None
        try:
            put_in_place(draft, path)
            reached("named")
            new = Appender(path, old.origin, self._medium)
            self._point(connection, path)
        except BaseException:
            if new is not None:
                new.close()
            remove(path)
            raise
        reached("pointed")
        return new

    def _catch_up(self, connection: apsw.Connection) -> None:
        """Bring the picture up to the entry that was just inserted."""
        names = rows.Names(connection)
        while found := connection.execute(_MISSED, (self._picture.facts.seq, _CHUNK)).fetchall():
            self._picture.apply_all(names.entry(row) for row in found)

    def _write(self, old: Appender, draft: Path, path: Path, first: int) -> None:
        """Everything the new file begins with, on disk."""
        said: list[Anything] = list(subjects(self._picture.facts))
        opened = SegmentOpened(
            segment=schema.name_of(path),
            previous=old.path.name,
            mode=old.mode,
            installation=installation(),
            subjects=len(said),
            product=product(),
        )
        with contextlib.closing(Appender(draft, old.origin, self._medium)) as new:
            connection = new.connection
            _without_log(connection)
            with new.transaction() as execute:
                carried: list[tuple[Any, ...]] = [(name, head, n) for name, n, head in segments.heads(old.connection)]
                connection.executemany("INSERT INTO origins (name, genesis, past) VALUES (?, ?, ?)", carried)
                _carry_checkpoint(old.connection, connection)
                new.insert([self._draft(what) for what in (opened, *said)], first)
                schema.guard(connection)
                execute("COMMIT")
            if connection.execute("PRAGMA journal_mode = WAL").get != "wal":
                raise JournalError(f"{draft}: takes no write-ahead log.")

    def _point(self, connection: apsw.Connection, path: Path) -> None:
        """The old file says what follows, and defends itself against programs that do not look."""
        connection.execute("INSERT INTO journal VALUES ('next', ?)", (path.name,))
        for table in ("entries", "checkpoints") if schema.has_checkpoints(connection) else ("entries",):
            connection.execute(_CLOSE.format(table))
        if not segments.has_bases(connection):
            connection.execute("ALTER TABLE origins ADD COLUMN past INTEGER NOT NULL DEFAULT 0")
        connection.execute(f"PRAGMA user_version = {schema.VERSION}")

    # Afterwards

    def _clear(self, path: Path) -> None:
        """Drop what is left of turns that never were: there stands what was known of people."""
        with contextlib.suppress(OSError):
            for draft in path.parent.glob(schema.later_name("*") + ".new"):
                remove(draft)
            for other in schema.later_files(path.parent):
                if other != path and self._left_over(other):
                    remove(other)


def _without_log(connection: apsw.Connection) -> None:
    """Nobody sees the file before it is whole: it is written once, straight into its place, and synced."""
    connection.execute("PRAGMA journal_mode = MEMORY")


def _carry_checkpoint(old: apsw.Connection, new: apsw.Connection) -> None:
    """The newest checkpoint, word for word: the next one follows on it."""
    if not schema.has_checkpoints(old):
        return
    row = old.execute(_CARRIED).fetchone()
    if row is None:
        return
    *signed, public, signer = row
    new.execute("INSERT INTO signers (id, public, installation) VALUES (1, ?, ?)", (public, signer))
    new.execute(
        "INSERT INTO checkpoints (number, seq, wall, heads, previous, signature, signer) VALUES (?, ?, ?, ?, ?, ?, 1)",
        signed,
    )


def _successor(name: str) -> str:
    """The name of the next segment begun in the same month."""
    month, letter = name[:7], name[7:]
    if letter == "z":
        raise JournalError(f"{name}: too many segments in one month.")
    return month + (chr(ord(letter) + 1) if letter else "b")
