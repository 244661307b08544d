"""Passes the entries of a journal, segment after segment: each in its place, unchanged, chained, with its body."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Iterator
from typing import Any

import apsw
import numpy as np

from journal import chain, segments, upcast
from journal.checkpoint import heads_hash, item
from journal.chunks import DELETED, POSITIONS, Chunks
from journal.errors import Unsound
from journal.lawful import Lawful, Seqs
from journal.segments import CLOSED
from journal.witness import Witness
from units.findings import JournalOpened
from units.keeping import SegmentClosed, SegmentOpened

_CHUNK = 5000  # entries a snapshot: the appenders' log must not grow behind a long proof
_ROWS = (
    "SELECT e.seq, e.origin, e.n, e.kind, e.version, e.wall, e.mono, e.boot, e.clock, e.payload, e.raw, e.prev, e.hash,"
    " e.home, b.salt, b.payload, b.raw FROM entries e LEFT JOIN bodies b ON b.seq = e.seq"
    " WHERE e.seq > ? AND e.seq <= ? ORDER BY e.seq LIMIT ?"
)
_ORPHAN = "SELECT min(seq) FROM bodies WHERE seq NOT IN (SELECT seq FROM entries)"
_HASHES = "SELECT hash FROM entries ORDER BY seq"
_FACTS = "SELECT key, value FROM journal"

Head = tuple[int, bytes]
"""``n`` and ``hash`` of an origin's last entry."""


class Walk:
    """How far the proof is: the last entry, and the last of each origin.

    :meth:`open` a segment, :meth:`step` until it is passed, :meth:`close`. ``lawful`` accounts for missing bodies;
    ``look_again`` reads what findings were appended since, ``False`` if none were: bodies may go while the proof runs.
    Raises :class:`journal.errors.Unsound`.
    """

    def __init__(
        self, journal: bytes, mode: str, witness: Witness, lawful: Lawful, look_again: Callable[[], bool]
    ) -> None:
        self._journal, self._mode = journal, mode
        self._witness, self._lawful, self._look_again = witness, lawful, look_again
        self.heads: dict[str, Head] = {}
        self.seq = 0
        self.entries = 0
        self.compacted = 0
        """Bodies that live on in chunks."""
        self.deleted = 0
        """Bodies that findings deleted."""
        self.left = 0
        """Bodies that are there although a finding called them gone."""
        self.unexplained = 0
        """Bodies that are gone, and what would say why is in files that are not to be looked at."""

    def open(self, connection: apsw.Connection, first: int, last: int, heads: dict[str, Head] | None) -> None:
        """Go on with a segment of the entries ``first`` to ``last``.

        ``heads`` are the ends of the chains it must take up, ``None``: whichever it says, as they are not here.
        """
        self._connection, self._last = connection, last
        self._origins: dict[int, str] = {}
        self._boots: dict[int, str] = {}
        self._ends: dict[int, Head] = {}
        self._items: dict[int, bytes] = {}
        self._encoded: dict[int, int] = {}  # the n each of _items was made of
        self._first = first
        facts: Iterator[Any] = iter(connection.execute(_FACTS))
        self._facts: dict[str, Any] = dict(facts)
        self._gone: list[int] = []
        self._turn = first  # the entry to be looked at: the first, and one that comes after the last
        self._closed = False
        self.seq = first - 1
        if (self._facts.get("id"), self._facts.get("mode")) != (self._journal, self._mode):
            raise _bad(first, "this file is of another journal")
        self._chunks = Chunks(connection, self._lawful, first, last)
        self._take_up(heads)
        if self._witness.due == self.seq:
            self._witness.passed(self.seq, self._heads_hash)

    def step(self) -> bool:
        """Check some more entries; ``False`` when there are none."""
        after = self.seq
        rows: list[Any] = []
        damage: apsw.Error | None = None
        try:
            rows.extend(self._connection.execute(_ROWS, (after, self._last, _CHUNK)))
        except apsw.Error as error:  # what could be read before it is checked first: the first bad entry is named
            damage = error
        try:
            for row in rows:
                self._check(row)
        except Unsound as bad:
            self._account(after + 1, min(bad.seq - 1, self.seq), rows)
            raise
        self._account(after + 1, self.seq, rows)
        if damage is not None:
            raise damage
        return bool(rows)

    def close(self, following: str) -> None:
        """All entries are passed; ``following``: the name of the next file, empty in the open segment."""
        if self.seq < max(self._last, self._first):
            raise _bad(self.seq + 1, "missing")
        if following and not self._closed:
            raise _bad(self.seq + 1, f"the end of this segment is cut off: {CLOSED} is missing")
        if self._closed and not following:
            raise _bad(self.seq, "it closes its segment, and the file names none that follows")
        orphan = self._connection.execute(_ORPHAN).get
        if orphan is not None:
            raise _bad(orphan, "it is missing, and its body is there")
        while (bad := self._chunks.close()) is not None:
            if not self._look_again():
                raise bad
        for origin, head in self._ends.items():
            self.heads[self._origins[origin]] = head

    def _take_up(self, heads: dict[str, Head] | None) -> None:
        """What this segment says it continues must be where the one before ended."""
        past = [base for base in segments.bases(self._connection) if base.n]
        self.heads = {base.name: (base.n, base.hash) for base in past}
        if len(self.heads) != len(past) or (heads is not None and heads != self.heads):
            raise _bad(self._first, "its segment does not take up where the one before ended")
        for base in past:
            self._origins[base.id] = base.name
            self._ends[base.id] = base.n, base.hash

    def _check(self, row: tuple[Any, ...]) -> None:
        seq, origin, n, kind, version, wall, mono, boot, clock, payload, raw, prev, link, home, salt, body, bytes_ = row
        expected, self.seq = self.seq + 1, seq
        if seq != expected:
            self.seq = expected
            raise _bad(expected, "missing")
        self.entries += 1
        number, head = self._ends.get(origin) or (0, self._genesis(origin))
        if n != number + 1:
            raise _bad(seq, f"it is number {n} of its origin, {number + 1} was due")
        if prev != head:
            raise _bad(seq, "it does not follow the entry before it of its origin")
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
                origin=self._origins[origin],
                kind=kind,
                boot=self._boots.get(boot) or self._boot(boot),
            )
        except (struct.error, TypeError, AttributeError) as error:
            raise _bad(seq, f"its header cannot be right ({error})") from error
        if link != due:
            raise _bad(seq, "its header was changed")
        if body is None:
            self._gone.append(seq)
        else:
            self._check_body(payload, raw, salt, body, bytes_)
        if seq == self._turn or kind == CLOSED:
            self._check_turn(seq, kind, version, body)
        self._ends[origin] = n, link
        if seq == self._witness.due:
            self._witness.passed(seq, self._heads_hash)

    def _heads_hash(self) -> bytes:
        """What a checkpoint says of the entries so far; only origins that went on are encoded anew."""
        items = self._items
        for origin, (n, head) in self._ends.items():
            if n != self._encoded.get(origin):
                self._encoded[origin] = n
                items[origin] = item(self._origins[origin], n, head)
        return heads_hash(items.values())

    def _check_body(self, payload: bytes, raw: bytes | None, salt: Any, body: Any, bytes_: Any) -> None:
        if chain.payload_hash(salt, body) != payload:
            raise _bad(self.seq, "its body was changed")
        if (raw is None) != (bytes_ is None) or (raw is not None and chain.raw_hash(salt, bytes_) != raw):
            raise _bad(self.seq, "its raw bytes were changed")

    def _account(self, first: int, last: int, rows: list[Any]) -> None:
        """Every missing body of the entries ``first`` to ``last`` must be accounted for."""
        gone, self._gone = np.array(self._gone, np.int64), []
        if first > last:
            return
        while bad := self._unaccounted(first, last, gone[gone <= last], rows):
            if not self._look_again():
                raise bad
            self._chunks.look_again(first)

    def _unaccounted(self, first: int, last: int, gone: Seqs, rows: list[Any]) -> Unsound | None:
        named = self._lawful.named.holds(gone)
        rest, deleted = gone[~named], int(named.sum())
        if self._chunks.concern(first, last):
            located = np.array([row[0] for row in rows if row[3] == POSITIONS and row[0] <= last], np.int64)
            try:
                account = self._chunks.account(first, last, rest, located)
            except Unsound as bad:
                return bad
            if account.bad is not None:
                return account.bad
            self._chunks.put_down(account)
            self.unexplained += account.unexplained
            self.compacted += account.compacted
            self.left += account.left
            deleted += sum(account.lost.values())
        elif len(rest) and self._lawful.complete:
            return _bad(int(rest[0]), DELETED)
        else:
            self.unexplained += len(rest)
        self.deleted += deleted
        self.left += self._lawful.named.count(first, last) - int(named.sum())
        return None

    def _check_turn(self, seq: int, kind: str, version: int, body: bytes | None) -> None:
        """What begins and ends a segment says so, and says the same as the file. A body may be gone, lawfully."""
        if self._closed:
            raise _bad(seq, "it comes after the entry that closed its segment")
        if kind == CLOSED:
            self._turn, self._closed = seq + 1, True
        if seq == self._first:
            due = "JournalOpened" if seq == 1 else "SegmentOpened"
            if kind != due:
                raise _bad(seq, f"a {'journal' if seq == 1 else 'segment'} begins with {due}")
        if body is None:
            return
        what, facts = upcast.read(kind, version, body), self._facts
        if isinstance(what, JournalOpened | SegmentOpened) and what.mode != self._mode:
            raise _bad(seq, f"the journal began as {what.mode} and calls itself {self._mode}")
        if isinstance(what, SegmentOpened):
            if (what.segment, what.previous) != (facts.get("segment"), facts.get("previous")):
                raise _bad(seq, "its file calls itself another segment")
        elif isinstance(what, SegmentClosed):
            if what.next != facts.get("next"):
                raise _bad(seq, f"{what.next} follows, and its file names {facts.get('next') or 'none'}")
        elif not isinstance(what, JournalOpened):
            raise _bad(seq, "it cannot be read")

    def _genesis(self, origin: int) -> bytes:
        """The ``prev`` of the first entry of an origin that first appears in this segment."""
        found = self._connection.execute("SELECT name, genesis FROM origins WHERE id = ?", (origin,)).fetchone()
        if found is None:
            raise _bad(self.seq, "its origin is unknown")
        name, genesis = found
        if name in self._origins.values():
            raise _bad(self.seq, f"origin {name} stands there twice")
        self._origins[origin] = name
        # every origin of this first version is of this journal; entries of partners will bring their own genesis
        if genesis != chain.genesis(self._journal, name):
            raise _bad(self.seq, f"origin {name} does not belong to this journal")
        return bytes(genesis)

    def _boot(self, boot: int) -> str:
        found = self._connection.execute("SELECT boot FROM boots WHERE id = ?", (boot,)).fetchone()
        if found is None:
            raise _bad(self.seq, "its boot is unknown")
        self._boots[boot] = found[0]
        return str(found[0])


def root_of(connection: apsw.Connection) -> bytes:
    """The SHA-256 over the hashes of a segment's headers in order, as ``SegmentPruned`` has it."""
    root = hashlib.sha256()
    for (link,) in connection.execute(_HASHES):
        root.update(bytes(link))
    return root.digest()


def _bad(seq: int, why: str) -> Unsound:
    return Unsound(seq, f"entry {seq}: {why}")
