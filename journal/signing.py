"""Signs checkpoints into the journal: the station's appender does, each second or 1,000 entries, and at its end."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator

import apsw
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from journal import clock, keys, schema, segments
from journal.checkpoint import NONE, Checkpoint, heads_hash, item, newest_of
from journal.errors import JournalError

SIGNER = "station"
"""The program that signs for its installation: one a journal, as its lock sees to."""
EVERY = 1.0  # s between checkpoints
MOST = 1000  # entries between checkpoints …
LEAST = 0.1  # … but never more often than this (s): a flood of entries must not become a flood of signatures
BUSY = 0.005  # s to wait for the lock; whoever holds it goes first, the checkpoint waits for the next occasion

_LAST = "SELECT coalesce(max(seq), 0) FROM entries"
_SIGNER = "SELECT id FROM signers WHERE public = ? AND installation = ?"
_INSERT = "INSERT INTO checkpoints (number, seq, wall, signer, heads, previous, signature) VALUES (?, ?, ?, ?, ?, ?, ?)"

_log = logging.getLogger(__name__)


class Signer:
    """Signs for one appender, in its thread and over its connection, between its commits.

    The signature is made before the lock is taken: nobody waits for more than one row and its way to the disk. What
    goes wrong here is logged and tried again: entries are recorded whether or not they can be signed.
    """

    def __init__(self, installation: str) -> None:
        self._installation = installation
        self._key: Ed25519PrivateKey | None = None
        self._public = b""
        self._at = clock.mono()
        self._entries = 0
        self._why = ""

    def count(self, entries: int) -> None:
        """So many entries more are on disk."""
        self._entries += entries

    def due(self) -> bool:
        """True if it is time to look whether there is something to sign."""
        since = (clock.mono() - self._at) / 1e6
        return since >= EVERY or (self._entries >= MOST and since >= LEAST)

    def sign(self, connection: apsw.Connection, patience: float = BUSY) -> bool:
        """Sign what is there, if there is anything new. ``connection`` is the appender's, outside a transaction."""
        self._at = clock.mono()
        done = False
        with self._forgiving(), schema.patience(connection, patience):
            done = self._sign(connection)
            self._entries = 0
            self._why = ""
        return done

    def prepare(self, connection: apsw.Connection) -> None:
        """Get ready what takes long, so that :meth:`seal` does not."""
        with self._forgiving():
            self._prepare(connection)

    def seal(self, connection: apsw.Connection) -> None:
        """Sign everything up to now, within the caller's transaction; not if :meth:`prepare` failed."""
        if self._key is not None and schema.has_checkpoints(connection):
            made = self._make(connection)
            if made is not None:
                self._put(connection, made)

    @contextlib.contextmanager
    def _forgiving(self) -> Iterator[None]:
        """Nothing about a signature may end the writer."""
        try:
            yield
        except apsw.BusyError:
            pass  # another program was faster: nothing to tell anybody, the next occasion is a second away
        except Exception as error:  # noqa: BLE001
            why = schema.explain(error) if isinstance(error, apsw.Error) else str(error) or type(error).__name__
            if not isinstance(error, apsw.Error | JournalError | OSError):
                _log.error("journal: a bug in the signer", exc_info=error)
            if why != self._why:
                _log.warning("journal: not signed: %s", why)
            self._why = why

    def _prepare(self, connection: apsw.Connection) -> None:
        if self._key is None:
            self._key = keys.signing_key()
            self._public = self._key.public_key().public_bytes_raw()
        schema.add_checkpoints(connection)

    def _sign(self, connection: apsw.Connection) -> bool:
        self._prepare(connection)
        with _transaction(connection, "BEGIN"):
            made = self._make(connection)
        if made is None:
            return False
        with _transaction(connection, "BEGIN IMMEDIATE"):
            self._put(connection, made)  # if another signer was faster the trigger refuses it, and the next one follows
        return True

    def _put(self, connection: apsw.Connection, made: Checkpoint) -> None:
        signer = self._signer_row(connection)
        row = (made.number, made.seq, made.wall, signer, made.heads, made.previous, made.signature)
        connection.execute(_INSERT, row)

    def _make(self, connection: apsw.Connection) -> Checkpoint | None:
        """The next checkpoint, over the snapshot of the caller; ``None`` if every entry is signed."""
        assert self._key is not None
        journal, _ = schema.facts_of(connection)
        before = newest_of(connection, journal)
        seq = int(connection.execute(_LAST).get)
        if before is not None and before.seq >= seq:
            return None
        made = Checkpoint(
            journal,
            self._installation,
            1 if before is None else before.number + 1,
            seq,
            clock.wall(),
            heads_hash(item(name, n, head) for name, n, head in segments.heads(connection)),
            NONE if before is None else before.hash,
            self._public,
            b"",
        )
        return made._replace(signature=self._key.sign(made.signed))

    def _signer_row(self, connection: apsw.Connection) -> int:
        who = (self._public, self._installation)
        connection.execute("INSERT OR IGNORE INTO signers (public, installation) VALUES (?, ?)", who)
        return int(connection.execute(_SIGNER, who).get)


@contextlib.contextmanager
def _transaction(connection: apsw.Connection, begin: str) -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(apsw.Error):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        raise
