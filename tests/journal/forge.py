"""A journal to forge, and forgeries: what somebody with an SQLite of his own, and perhaps our source, could do to it."""

from __future__ import annotations

import contextlib
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import apsw
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from journal import chain, schema
from journal.append import Appender, Draft, found
from journal.checkpoint import COLUMNS, NONE, heads_hash, item, of_row
from journal.signing import Signer
from tests.journal.feed import note
from units.entry import encode
from units.findings import JournalOpened

EACH = 7
"""Entries a checkpoint."""
_ROW = (
    "SELECT seq, origin, n, kind, version, wall, mono, e.boot, clock, payload, raw, o.name, o.genesis, b.boot"
    " FROM entries e JOIN origins o ON o.id = origin JOIN boots b ON b.id = e.boot ORDER BY seq"
)
HEADER_EDITS: dict[str, str] = {
    "n": "n + 1000",
    "kind": "kind || 'x'",
    "version": "version + 1",
    "wall": "wall + 1",
    "mono": "mono - 1",
    "clock": "1 - clock",
    "payload": "randomblob(32)",
    "raw": "CASE WHEN raw IS NULL THEN randomblob(32) END",
    "prev": "randomblob(32)",
    "hash": "randomblob(32)",
    "origin": "origin + 1000",
    "home": "seq + 1",
}
CHECKPOINT_EDITS: dict[str, str] = {
    "seq": "seq + 1",
    "wall": "wall + 1",
    "heads": "randomblob(32)",
    "previous": "randomblob(32)",
    "signature": "randomblob(64)",
    "signer": "signer + 1000",
}


def grow(folder: Path, count: int, install: str = "aaaaaaaa", after: int = 0, sign: bool = True) -> None:
    """Make the journal in ``folder``, or go on with it, up to ``count`` entries by two origins that take turns.

    Signed every :data:`EACH` entries and at the end; ``after`` makes the notes differ.
    """
    opened = JournalOpened(mode="live", installation=install)
    found(folder, "live", f"{install}/station", draft("JournalOpened", encode(opened), 0))
    path = schema.path_of(folder)
    appenders = [Appender(path, f"{install}/station"), Appender(path, f"{install}/console/1")]
    signer = Signer(install)
    last = int(appenders[0].connection.execute("SELECT max(seq) FROM entries").get)
    for seq in range(last + 1, count + 1):
        appenders[seq % 2].commit([draft("Noted", encode(note(seq + after)), seq)])
        if sign and not seq % EACH:
            assert appenders[0].sign(signer)
    if sign:
        appenders[0].sign(signer)
    for appender in appenders:
        appender.close()


def draft(kind: str, payload: bytes, seq: int) -> Draft:
    return Draft(kind, payload, b"raw %d" % seq, 1_790_000_000_000_000 + seq, seq, 1, "b" * 16)


def copied(sound: Path, copy: Path) -> Path:
    """Only the record's file, elsewhere."""
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir(parents=True)
    shutil.copyfile(schema.path_of(sound), schema.path_of(copy))
    return copy


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[apsw.Connection]:
    """Without what keeps our own programs from mistakes: the triggers."""
    connection = apsw.Connection(str(schema.path_of(folder)))
    try:
        unguarded(connection)
        yield connection
    finally:
        connection.close()


def unguarded(connection: apsw.Connection) -> None:
    """Take away what keeps our own programs from mistakes."""
    connection.execute("PRAGMA synchronous = OFF")
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        connection.execute(f"DROP TRIGGER {name}")


def numbers(connection: apsw.Connection, question: str) -> list[int]:
    """What it answers, the first column as numbers."""
    rows: list[Any] = connection.execute(question).fetchall()
    return [int(row[0]) for row in rows]


class Forgery(NamedTuple):
    """What was done, and the entry that must be named as the first bad one; ``cut``: only an anchor can tell."""

    what: str
    first_bad: int
    cut: bool = False


def signed_at(count: int) -> list[int]:
    """The last entry of each checkpoint of :func:`grow`."""
    return sorted({*range(EACH, count + 1, EACH), count})


def forge(folder: Path, count: int, chance: random.Random) -> Forgery:
    """Do something to the journal of ``count`` entries in ``folder``."""
    with opened(folder) as connection:
        return chance.choice(FORGERIES)(connection, count, chance)


def _header(connection: apsw.Connection, count: int, chance: random.Random) -> Forgery:
    seq, column = chance.randint(1, count), chance.choice(sorted(HEADER_EDITS))
    connection.execute(f"UPDATE entries SET {column} = {HEADER_EDITS[column]} WHERE seq = ?", (seq,))
    return Forgery(f"{column} of entry {seq}", seq)


def _body(connection: apsw.Connection, count: int, chance: random.Random) -> Forgery:
    seq, column = chance.randint(1, count), chance.choice(["salt", "payload", "raw"])
    connection.execute(f"UPDATE bodies SET {column} = randomblob(20) WHERE seq = ?", (seq,))
    return Forgery(f"{column} in the body of {seq}", seq)


def _bit(connection: apsw.Connection, count: int, chance: random.Random) -> Forgery:
    seq = chance.randint(1, count)
    table, column = chance.choice(
        [("entries", "hash"), ("entries", "payload"), ("bodies", "payload"), ("bodies", "raw")]
    )
    value = bytearray(connection.execute(f"SELECT {column} FROM {table} WHERE seq = ?", (seq,)).get)
    value[chance.randrange(len(value))] ^= 1 << chance.randrange(8)
    connection.execute(f"UPDATE {table} SET {column} = ? WHERE seq = ?", (bytes(value), seq))
    return Forgery(f"a bit in {table}.{column} of {seq}", seq)


def _deleted(connection: apsw.Connection, count: int, chance: random.Random) -> Forgery:
    seq, table = chance.randint(1, count), chance.choice(["entries", "bodies"])
    connection.execute(f"DELETE FROM {table} WHERE seq = ?", (seq,))
    return Forgery(f"row {seq} of {table} deleted", seq)


def _swapped(connection: apsw.Connection, count: int, chance: random.Random) -> Forgery:
    one, other = chance.sample(range(1, count + 1), 2)
    table = chance.choice(["entries", "bodies"])
    connection.execute(f"UPDATE {table} SET seq = -seq WHERE seq IN (?, ?)", (one, other))
    connection.execute(f"UPDATE {table} SET seq = ? + seq WHERE seq < 0", (one + other,))
    return Forgery(f"{table} {one} and {other} swapped", min(one, other))


def _closed_up(connection: apsw.Connection, count: int, chance: random.Random) -> Forgery:
    """One entry taken out and those behind it moved up."""
    seq = chance.randint(1, count - 1)
    for table in ("bodies", "entries"):
        connection.execute(f"DELETE FROM {table} WHERE seq = ?", (seq,))
        connection.execute(f"UPDATE {table} SET seq = 1 - seq WHERE seq > ?", (seq,))
        connection.execute(f"UPDATE {table} SET seq = -seq WHERE seq < 1")
    return Forgery(f"entry {seq} taken out", seq)


def _anew(connection: apsw.Connection, count: int, chance: random.Random) -> Forgery:
    """One entry edited, and every hash from there on made anew: sound but for the signatures."""
    seq = chance.randint(2, count)
    connection.execute("UPDATE entries SET wall = wall + 60000000 WHERE seq = ?", (seq,))
    rechain(connection)
    before = max((end for end in signed_at(count) if end < seq), default=0)
    return Forgery(f"entry {seq} edited, the chain made anew", before + 1)


def _checkpoint(connection: apsw.Connection, count: int, chance: random.Random) -> Forgery:
    ends = signed_at(count)
    number, column = chance.randint(1, len(ends)), chance.choice(sorted(CHECKPOINT_EDITS))
    connection.execute(f"UPDATE checkpoints SET {column} = {CHECKPOINT_EDITS[column]} WHERE number = ?", (number,))
    moved = column == "seq"
    return Forgery(f"{column} of checkpoint {number}", ends[number - 1] + moved)


def _checkpoint_gone(connection: apsw.Connection, count: int, chance: random.Random) -> Forgery:
    ends = signed_at(count)
    number = chance.randint(1, len(ends) - 1)
    connection.execute("DELETE FROM checkpoints WHERE number = ?", (number,))
    return Forgery(f"checkpoint {number} deleted", (ends[number - 2] if number > 1 else 0) + 1)


def _checkpoints_swapped(connection: apsw.Connection, count: int, chance: random.Random) -> Forgery:
    ends = signed_at(count)
    one, other = sorted(chance.sample(range(1, len(ends) + 1), 2))
    connection.execute("UPDATE checkpoints SET number = -number WHERE number IN (?, ?)", (one, other))
    connection.execute("UPDATE checkpoints SET number = ? + number WHERE number < 0", (one + other,))
    return Forgery(f"checkpoints {one} and {other} swapped", ends[other - 1])


def _cut(connection: apsw.Connection, count: int, chance: random.Random) -> Forgery:
    """The end cut off, but the checkpoints left."""
    seq = chance.randint(1, count - 1)
    cut(connection, seq, checkpoints=False)
    return Forgery(f"all after entry {seq} cut off", seq + 1)


def _cut_clean(connection: apsw.Connection, count: int, chance: random.Random) -> Forgery:
    """The end cut off with its checkpoints: nothing in the file says that there was more."""
    seq = chance.randint(1, count - 1)
    cut(connection, seq)
    return Forgery(f"all after entry {seq} cut off with its checkpoints", seq + 1, cut=True)


FORGERIES: list[Callable[[apsw.Connection, int, random.Random], Forgery]] = [
    _header,
    _body,
    _bit,
    _deleted,
    _swapped,
    _closed_up,
    _anew,
    _checkpoint,
    _checkpoint_gone,
    _checkpoints_swapped,
    _cut,
    _cut_clean,
]


def cut(connection: apsw.Connection, seq: int, checkpoints: bool = True) -> None:
    """Take everything after entry ``seq`` away."""
    for table in ("bodies", "entries", *(["checkpoints"] if checkpoints else [])):
        connection.execute(f"DELETE FROM {table} WHERE seq > ?", (seq,))


def rechain(connection: apsw.Connection) -> None:
    """Make every hash fit again: all that is needed is this program's source."""
    rechain_file(connection, {})


def rechain_file(connection: apsw.Connection, heads: dict[str, tuple[int, bytes]]) -> None:
    """The same for one of several files; ``heads`` (n, hash by origin) are those of the file before, and then its own."""
    for name, (n, head) in heads.items():
        connection.execute("UPDATE origins SET genesis = ? WHERE name = ? AND past = ?", (head, name, n))
    rows: list[tuple[Any, ...]] = connection.execute(_ROW).fetchall()
    ends: dict[int, bytes] = {}
    for row in rows:
        seq, origin, n, kind, version, wall, mono, _, clock, payload, raw, name, genesis, boot = row
        prev = ends.get(origin, genesis)
        link: dict[str, Any] = {"seq": seq, "n": n, "wall": wall, "mono": mono, "version": version, "clock": clock}
        ends[origin] = chain.link(prev, **link, payload=payload, raw=raw, origin=name, kind=kind, boot=boot)
        connection.execute("UPDATE entries SET prev = ?, hash = ? WHERE seq = ?", (prev, ends[origin], seq))
        heads[name] = n, ends[origin]


def resign(connection: apsw.Connection, key: Ed25519PrivateKey, after: int = 0) -> None:
    """Sign every checkpoint anew that speaks of an entry behind ``after``, with ``key``."""
    journal, _ = schema.facts_of(connection)
    public = key.public_key().public_bytes_raw()
    signer = connection.execute("SELECT max(id) + 1 FROM signers").get
    installation = connection.execute("SELECT max(installation) FROM signers").get
    known = connection.execute("SELECT id FROM signers WHERE public = ?", (public,)).fetchone()
    if known is None:
        connection.execute("INSERT INTO signers VALUES (?, ?, ?)", (signer, public, installation))
    else:
        signer = known[0]
    previous = NONE
    for row in connection.execute(COLUMNS + " ORDER BY c.number").fetchall():
        made = of_row(journal, row)
        if made.seq > after:
            heads = heads_hash(item(*head) for head in _heads_at(connection, made.seq))
            made = made._replace(heads=heads, previous=previous, public=public)
            made = made._replace(signature=key.sign(made.signed))
            connection.execute(
                "UPDATE checkpoints SET heads = ?, previous = ?, signer = ?, signature = ? WHERE number = ?",
                (made.heads, made.previous, signer, made.signature, made.number),
            )
        previous = made.hash


def _heads_at(connection: apsw.Connection, seq: int) -> list[tuple[str, int, bytes]]:
    question = "SELECT o.name, max(e.n), e.hash FROM entries e JOIN origins o ON o.id = e.origin WHERE e.seq <= ? GROUP BY e.origin"
    heads: list[Any] = connection.execute(question, (seq,)).fetchall()
    return heads
