"""Proves a journal: every entry in its place, unchanged, chained to the one before, with the body it was made with.

What it cannot see without an anchor (:mod:`journal.checkpoint`) is that the *end* was cut off, or that somebody who can
write the file made the whole chain anew and signed it with a key of his own.
"""

from __future__ import annotations

import contextlib
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import apsw

from journal import chain, schema, upcast
from journal.checkpoint import Checkpoint, heads_hash, item
from journal.errors import JournalError
from journal.witness import BadCheckpoint, Signed, Witness
from units.findings import JournalOpened

Progress = Callable[[int, int], None]

_CHUNK = 5000  # entries a snapshot: the appenders' log must not grow behind a long proof
_ROWS = (
    "SELECT e.seq, e.origin, e.n, e.kind, e.version, e.wall, e.mono, e.boot, e.clock, e.payload, e.raw, e.prev, e.hash,"
    " e.home, b.salt, b.payload, b.raw FROM entries e LEFT JOIN bodies b ON b.seq = e.seq"
    " WHERE e.seq > ? ORDER BY e.seq LIMIT ?"
)
_ORPHAN = "SELECT min(seq) FROM bodies WHERE seq NOT IN (SELECT seq FROM entries)"


class Verdict(NamedTuple):
    """What came out. ``entries`` were looked at; ``first_bad`` is the ``seq`` of the first bad one (``None``: none)."""

    ok: bool
    entries: int
    first_bad: int | None
    why: str


class _BadEntry(Exception):
    """This entry is not as it was written."""


class Proof(NamedTuple):
    """A verdict, and what of the journal is signed by whom."""

    verdict: Verdict
    signed: Signed


def verify(folder: Path, progress: Progress | None = None) -> Verdict:
    """:func:`prove` without an anchor, the verdict alone."""
    return prove(folder, progress).verdict


def prove(folder: Path, progress: Progress | None = None, anchor: Checkpoint | None = None) -> Proof:
    """Check the journal in ``folder`` from the first entry to the last; ``progress(done, of)`` is called now and then.

    Raises :class:`journal.errors.JournalError` if there is no journal to check.
    """
    with contextlib.closing(schema.open_reading(folder, busy_ms=2000)) as connection:
        try:
            walk = _Walk(connection)
        except (KeyError, TypeError, apsw.Error) as error:
            raise JournalError(f"{schema.path_of(folder)}: the journal is damaged ({error}).") from error
        return _prove(connection, walk, progress, anchor)


def _prove(connection: apsw.Connection, walk: _Walk, progress: Progress | None, anchor: Checkpoint | None) -> Proof:
    signed = Signed()
    try:
        walk.witness = Witness(connection, walk.journal, anchor)
        last = int(connection.execute("SELECT coalesce(max(seq), 0) FROM entries").get)
        while walk.chunk():
            if progress is not None:
                progress(walk.seq, last)
        orphan = connection.execute(_ORPHAN).get
        if orphan is not None:
            return Proof(Verdict(False, walk.entries, orphan, f"body {orphan} belongs to no entry"), signed)
        signed = walk.witness.finish(walk.seq)
    except _BadEntry as bad:
        return Proof(Verdict(False, walk.entries, walk.seq, f"entry {walk.seq}: {bad}"), signed)
    except BadCheckpoint as bad:
        return Proof(Verdict(False, walk.entries, bad.seq, str(bad)), signed)
    except apsw.Error as error:
        return Proof(Verdict(False, walk.entries, walk.seq + 1, schema.explain(error)), signed)
    return Proof(Verdict(True, walk.entries, None, ""), signed)


class _Walk:
    """How far the proof is: the last number and hash of each origin."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self.journal, self._mode = schema.facts_of(connection)
        self._origins: dict[int, tuple[str, bytes]] = {}
        self._boots: dict[int, str] = {}
        self._heads: dict[int, tuple[int, bytes]] = {}
        self._encoded: dict[int, int] = {}  # the n each of _items was made of
        self._items: dict[int, bytes] = {}
        self.witness: Witness | None = None
        self.seq = 0
        self.entries = 0

    def chunk(self) -> bool:
        """Check some more entries; ``False`` when there are none."""
        rows = self._connection.execute(_ROWS, (self.seq, _CHUNK)).fetchall()
        for row in rows:
            self._check(row)
        return bool(rows)

    def _check(self, row: tuple[Any, ...]) -> None:
        seq, origin, n, kind, version, wall, mono, boot, clock, payload, raw, prev, link, home, salt, body, bytes_ = row
        expected, self.seq = self.seq + 1, seq
        if seq != expected:
            self.seq = expected
            raise _BadEntry("missing")
        self.entries += 1
        number, head = self._heads.get(origin) or (0, self._genesis(origin))
        if n != number + 1:
            raise _BadEntry(f"it is number {n} of its origin, {number + 1} was due")
        if prev != head:
            raise _BadEntry("it does not follow the entry before it of its origin")
        try:
            due = chain.link(
                prev,
                seq=seq if home is None else home,
                n=n,
                wall=wall,
                mono=mono,
                version=version,
                clock=clock,
                payload=payload,
                raw=raw,
                origin=self._origins[origin][0],
                kind=kind,
                boot=self._boot(boot),
            )
        except (struct.error, TypeError, AttributeError) as error:
            raise _BadEntry(f"its header cannot be right ({error})") from error
        if link != due:
            raise _BadEntry("its header was changed")
        self._check_body(payload, raw, salt, body, bytes_)
        if seq == 1:
            self._check_first(kind, version, body)
        self._heads[origin] = n, link
        if self.witness is not None and seq == self.witness.due:
            self.witness.passed(seq, self._heads_hash)

    def _heads_hash(self) -> bytes:
        """What a checkpoint says of the entries so far; only origins that went on are encoded anew."""
        items = self._items
        for origin, (n, head) in self._heads.items():
            if n != self._encoded.get(origin):
                self._encoded[origin] = n
                items[origin] = item(self._origins[origin][0], n, head)
        return heads_hash(items.values())

    def _check_body(self, payload: bytes, raw: bytes | None, salt: Any, body: Any, bytes_: Any) -> None:
        if body is None:
            raise _BadEntry("its body was deleted, and no entry says why")
        if chain.payload_hash(salt, body) != payload:
            raise _BadEntry("its body was changed")
        if (raw is None) != (bytes_ is None) or (raw is not None and chain.raw_hash(salt, bytes_) != raw):
            raise _BadEntry("its raw bytes were changed")

    def _check_first(self, kind: str, version: int, body: bytes) -> None:
        opened = upcast.read(kind, version, body)
        if kind != "JournalOpened" or not isinstance(opened, JournalOpened):
            raise _BadEntry("a journal begins with JournalOpened")
        if opened.mode != self._mode:
            raise _BadEntry(f"the journal began as {opened.mode} and calls itself {self._mode}")

    def _genesis(self, origin: int) -> bytes:
        found = self._connection.execute("SELECT name, genesis FROM origins WHERE id = ?", (origin,)).fetchone()
        if found is None:
            raise _BadEntry("its origin is unknown")
        name, genesis = found
        self._origins[origin] = name, genesis
        # every origin of this first version is of this journal; entries of partners will bring their own genesis
        if genesis != chain.genesis(self.journal, name):
            raise _BadEntry(f"origin {name} does not belong to this journal")
        return bytes(genesis)

    def _boot(self, boot: int) -> str:
        if boot not in self._boots:
            found = self._connection.execute("SELECT boot FROM boots WHERE id = ?", (boot,)).fetchone()
            if found is None:
                raise _BadEntry("its boot is unknown")
            self._boots[boot] = found[0]
        return self._boots[boot]
