"""What somebody with an SQLite of his own could do to a journal of several segments with findings, chunks and gaps."""

from __future__ import annotations

import contextlib
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import apsw
import msgspec

from journal import upcast
from journal.positions import tables
from journal.positions.proof import seqs_of
from tests.journal.forge import CHECKPOINT_EDITS, HEADER_EDITS, numbers, rechain_file, unguarded
from tests.journal.history import History, Segment
from units.entry import encode
from units.keeping import Erased, Pruned

_ALL = 1 << 40
_FINDINGS = "e.kind IN ('Compacted', 'Pruned', 'Erased', 'SegmentPruned')"


class Forged(NamedTuple):
    """What was done, and the entry (one of them) that must be named as the first bad one; ``cut``: only by an anchor."""

    what: str
    first_bad: frozenset[int]
    cut: bool = False


def _one(what: str, first_bad: int, cut: bool = False) -> Forged:
    return Forged(what, frozenset({first_bad}), cut)


class Copy:
    """A copy of a history, to be forged, and who is named first when something of it is missing."""

    def __init__(self, history: History, place: Path, chance: random.Random) -> None:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        self.history, self.folder, self.chance = history, place, chance
        self.segments = []
        for path, first, last in history.segments:
            shutil.copyfile(path, place / path.name)
            self.segments.append(Segment(place / path.name, first, last))
        self.first, self.last = self.segments[0].first, self.segments[-1].last

    @contextlib.contextmanager
    def opened(self, segment: Segment) -> Iterator[apsw.Connection]:
        with contextlib.closing(apsw.Connection(str(segment.path))) as connection:
            unguarded(connection)
            yield connection

    def any_segment(self) -> Segment:
        return self.chance.choice(self.segments)

    def any_body(self, connection: apsw.Connection, which: str = "1") -> int:
        question = f"SELECT b.seq FROM bodies b JOIN entries e ON e.seq = b.seq WHERE {which} ORDER BY b.seq"
        return self.chance.choice(numbers(connection, question))

    def accounts(self, finding: int) -> list[int]:
        """What is missing by right of this finding alone."""
        return self.history.accounts.get(finding, [])

    def blamed(self, seq: int) -> int:
        """Who is named first if entry ``seq`` cannot be read any more: it, or the first it accounts for."""
        return min([seq, *self.accounts(seq)])

    def lost(self, first: int, last: int = _ALL) -> list[int]:
        """What the findings between ``first`` and ``last`` account for."""
        return [seq for finding in self.history.accounts if first <= finding <= last for seq in self.accounts(finding)]

    def misplaced(self, contents: list[int]) -> int:
        """Who is named first if the files hold these segments (by index), each with the ``next`` it always had."""
        reached: list[int] = []
        file = 0
        while file < len(contents) and file not in reached:
            reached.append(file)
            file = contents[file] + 1
        bad, due = [], self.first
        for place in [*reached, *([file] if file < len(contents) else [])]:
            segment = self.segments[contents[place]]
            if segment.first != due:
                bad.append(due)
                break
            due = segment.last + 1
        read = {contents[file] for file in reached}
        for index, unread in enumerate(self.segments):
            if index not in read:
                bad += [unread.first, *self.lost(unread.first, unread.last)]
        return min(bad)


def _header(copy: Copy) -> Forged:
    segment = copy.any_segment()
    seq, column = copy.chance.randint(segment.first, segment.last), copy.chance.choice(sorted(HEADER_EDITS))
    with copy.opened(segment) as connection:
        connection.execute(f"UPDATE entries SET {column} = {HEADER_EDITS[column]} WHERE seq = ?", (seq,))
    return _one(f"{column} of entry {seq}", copy.blamed(seq) if column in ("kind", "version") else seq)


def _body(copy: Copy) -> Forged:
    with copy.opened(copy.any_segment()) as connection:
        seq, column = copy.any_body(connection), copy.chance.choice(["salt", "payload", "raw"])
        connection.execute(f"UPDATE bodies SET {column} = randomblob(20) WHERE seq = ?", (seq,))
    return _one(f"{column} in the body of {seq}", copy.blamed(seq) if column == "payload" else seq)


def _bit(copy: Copy) -> Forged:
    sorts = [("entries", "hash"), ("entries", "payload"), ("bodies", "payload"), ("bodies", "raw")]
    table, column = copy.chance.choice(sorts)
    with copy.opened(copy.any_segment()) as connection:
        seq = copy.any_body(connection)
        value = bytearray(connection.execute(f"SELECT {column} FROM {table} WHERE seq = ?", (seq,)).get)
        value[copy.chance.randrange(len(value))] ^= 1 << copy.chance.randrange(8)
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE seq = ?", (bytes(value), seq))
    if (table, column) == ("bodies", "payload"):  # a finding may still be read, and name something else
        return Forged(f"a bit in the body of {seq}", frozenset({seq, *copy.accounts(seq)}))
    return _one(f"a bit in {table}.{column} of {seq}", seq)


def _body_deleted(copy: Copy) -> Forged:
    """A body that no finding names; or a finding's own."""
    finding = not copy.chance.randrange(3)
    with copy.opened(copy.segments[-1] if finding else copy.any_segment()) as connection:
        seq = copy.any_body(connection, _FINDINGS if finding else "1")
        connection.execute("DELETE FROM bodies WHERE seq = ?", (seq,))
    return _one(f"body {seq} deleted", copy.blamed(seq))


def _entry_deleted(copy: Copy) -> Forged:
    segment = copy.any_segment()
    seq = copy.chance.randint(segment.first, segment.last)
    with copy.opened(segment) as connection:
        connection.execute("DELETE FROM entries WHERE seq = ?", (seq,))
    return _one(f"entry {seq} deleted", copy.blamed(seq))


def _swapped(copy: Copy) -> Forged:
    segment = copy.any_segment()
    table = copy.chance.choice(["entries", "bodies"])
    with copy.opened(segment) as connection:
        one = other = 0
        while one == other:
            one, other = sorted((copy.any_body(connection), copy.any_body(connection)))
        connection.execute(f"UPDATE {table} SET seq = -seq WHERE seq IN (?, ?)", (one, other))
        connection.execute(f"UPDATE {table} SET seq = ? + seq WHERE seq < 0", (one + other,))
    what = f"{table} {one} and {other} swapped"
    if {one, other} <= copy.history.accounts.keys():  # two findings: both are still read, in each other's place
        return _one(what, one)
    return _one(what, min(copy.blamed(one), copy.blamed(other)))


def _closed_up(copy: Copy) -> Forged:
    """One entry taken out and those behind it in the file moved up."""
    segment = copy.any_segment()
    seq = copy.chance.randint(segment.first, segment.last - 1)
    with copy.opened(segment) as connection:
        for table in ("bodies", "entries"):
            connection.execute(f"DELETE FROM {table} WHERE seq = ?", (seq,))
            connection.execute(f"UPDATE {table} SET seq = 1 - seq WHERE seq > ?", (seq,))
            connection.execute(f"UPDATE {table} SET seq = -seq WHERE seq < 1")
    return _one(f"entry {seq} taken out", copy.blamed(seq))


def _anew(copy: Copy) -> Forged:
    """One entry edited, and every hash from there on made anew, in all files: sound but for the signatures."""
    seq = copy.chance.randint(copy.first + 1, copy.last)
    heads: dict[str, tuple[int, bytes]] = {}
    ends = {0}
    for segment in copy.segments:
        with copy.opened(segment) as connection:
            ends |= set(numbers(connection, "SELECT seq FROM checkpoints"))
            connection.execute("UPDATE entries SET wall = wall + 60000000 WHERE seq = ?", (seq,))
            rechain_file(connection, heads)
    return _one(f"entry {seq} edited, the chain made anew", max(end for end in ends if end < seq) + 1)


def _checkpoint(copy: Copy) -> Forged:
    with copy.opened(copy.any_segment()) as connection:
        number = copy.chance.choice(numbers(connection, "SELECT number FROM checkpoints"))
        seq = int(connection.execute("SELECT seq FROM checkpoints WHERE number = ?", (number,)).get)
        column = copy.chance.choice(sorted(CHECKPOINT_EDITS))
        connection.execute(f"UPDATE checkpoints SET {column} = {CHECKPOINT_EDITS[column]} WHERE number = ?", (number,))
    return _one(f"{column} of checkpoint {number}", seq + (column == "seq"))


def _checkpoint_gone(copy: Copy) -> Forged:
    """The first or last of a segment, or any of the open one; the newest of all only an anchor knows of."""
    segment = copy.any_segment()
    with copy.opened(segment) as connection:
        ends = numbers(connection, "SELECT seq FROM checkpoints ORDER BY number")
        at = copy.chance.randrange(len(ends) - 1) if segment is copy.segments[-1] else copy.chance.choice([0, -1])
        connection.execute("DELETE FROM checkpoints WHERE seq = ?", (ends[at],))
    return _one(f"checkpoint over {ends[at]} of {segment.path.name} deleted", ends[at - 1] + 1 if at else segment.first)


def _cut(copy: Copy) -> Forged:
    """The end of a file cut off; in the open one perhaps with its checkpoints: then nothing says that there was more."""
    segment = copy.any_segment()
    seq = copy.chance.randint(segment.first, segment.last - 1)
    clean = copy.chance.random() < 0.5
    with copy.opened(segment) as connection:
        for table in ("bodies", "entries", *(["checkpoints"] if clean else [])):
            connection.execute(f"DELETE FROM {table} WHERE seq > ?", (seq,))
    lost = copy.lost(seq + 1, segment.last)
    what = f"all after entry {seq} cut off its file{' with its checkpoints' * clean}"
    return _one(what, min([seq + 1, *lost]), cut=clean and segment is copy.segments[-1] and not lost)


def _file_gone(copy: Copy) -> Forged:
    segment = copy.any_segment()
    segment.path.unlink()
    return _one(f"{segment.path.name} deleted", min([segment.first, *copy.lost(segment.first, segment.last)]))


def _last_file_gone(copy: Copy) -> Forged:
    """The newest file, and all that points to it: the segment before looks as if it were open."""
    copy.segments[-1].path.unlink()
    segment = copy.segments[-2]
    with copy.opened(segment) as connection:
        connection.execute("DELETE FROM journal WHERE key = 'next'")
        for table in ("bodies", "entries", "checkpoints"):
            connection.execute(f"DELETE FROM {table} WHERE seq >= ?", (segment.last,))
    lost = copy.lost(segment.last)
    what = f"{copy.segments[-1].path.name} deleted with what points to it"
    return _one(what, min([segment.last, *lost]), cut=not lost)


def _files_swapped(copy: Copy) -> Forged:
    one, other = sorted(copy.chance.sample(range(len(copy.segments)), 2))
    first, second = copy.segments[one].path, copy.segments[other].path
    aside = first.with_name("aside")
    first.rename(aside)
    second.rename(first)
    aside.rename(second)
    contents = list(range(len(copy.segments)))
    contents[one], contents[other] = other, one
    return _one(f"{first.name} and {second.name} swapped", copy.misplaced(contents))


def _file_copied(copy: Copy) -> Forged:
    """One file in place of another."""
    one, other = copy.chance.sample(range(len(copy.segments)), 2)
    shutil.copyfile(copy.segments[one].path, copy.segments[other].path)
    contents = list(range(len(copy.segments)))
    contents[other] = one
    what = f"{copy.segments[one].path.name} in place of {copy.segments[other].path.name}"
    return _one(what, copy.misplaced(contents))


def _truncated(copy: Copy) -> Forged:
    """A file loses its end, whatever that holds."""
    segment = copy.any_segment()
    with segment.path.open("r+b") as file:
        file.truncate(copy.chance.randrange(100, segment.path.stat().st_size - 1))
    return _one(f"{segment.path.name} truncated", min([segment.first, *copy.lost(segment.first)]))


def _next(copy: Copy) -> Forged:
    """The row that says which file follows: a proof that cannot follow does not come to the findings behind."""
    index = copy.chance.randrange(len(copy.segments) - 1)
    segment, newest = copy.segments[index], copy.segments[-1]
    with copy.opened(segment) as connection:
        now = connection.execute("SELECT value FROM journal WHERE key = 'next'").get
        names = [None, "journal-2031-01.db", "../elsewhere.db", newest.path.name, segment.path.name]
        name = copy.chance.choice([other for other in names if other != now])
        if name is None:
            connection.execute("DELETE FROM journal WHERE key = 'next'")
        else:
            connection.execute("UPDATE journal SET value = ? WHERE key = 'next'", (name,))
    unread = copy.segments[index + 1 : -1] if name == newest.path.name else copy.segments[index + 1 :]
    lost = [seq for some in unread for seq in copy.lost(some.first, some.last)]
    return _one(f"{segment.path.name} says that {name} follows", min([segment.last, *lost]))


def _base(copy: Copy) -> Forged:
    """What a segment says it takes up."""
    segment = copy.chance.choice([segment for segment in copy.segments if segment.first > 1])
    edit = copy.chance.choice(["past = past + 1", "genesis = randomblob(32)", "name = name || 'x'", "past = 0"])
    with copy.opened(segment) as connection:
        row = copy.chance.choice(numbers(connection, "SELECT id FROM origins WHERE past > 0"))
        connection.execute(f"UPDATE origins SET {edit} WHERE id = ?", (row,))
    return _one(f"{edit} of origin {row} in {segment.path.name}", segment.first)


def _fact(copy: Copy) -> Forged:
    """What a later file says of itself."""
    segment, key = copy.segments[-1], copy.chance.choice(["segment", "previous", "mode", "id"])
    with copy.opened(segment) as connection:
        connection.execute("UPDATE journal SET value = 'other' WHERE key = ?", (key,))
    return _one(f"{key} of {segment.path.name}", segment.first)


def _chunk(copy: Copy) -> Forged:
    """A chunk changed, deleted, moved, exchanged for another, or its window changed or taken away."""
    windows: list[tuple[Segment, tables.Window]] = []
    for segment in copy.segments:
        with copy.opened(segment) as connection:
            if tables.there(connection):
                windows += [(segment, window) for window in tables.windows(connection)]
    segment, window = copy.chance.choice(windows)
    with copy.opened(segment) as connection:
        own = f"SELECT number FROM position_chunks WHERE number >= {window.chunk} AND number < {window.chunk}"
        there = numbers(connection, f"{own} + {window.chunks}")
        how = copy.chance.choice(["bit", "gone", "moved", "other", "window gone"] if there else ["window"])
        number = copy.chance.choice(there) if there else 0
        first = window.first
        if how in ("gone", "moved"):  # what was in it is missing
            first = int(seqs_of(connection, number)[1][0])  # type: ignore[index]
        if how == "bit":
            packed = bytearray(tables.stored(connection, number) or b"")
            packed[copy.chance.randrange(len(packed))] ^= 1 << copy.chance.randrange(8)
            connection.execute("UPDATE position_chunks SET stored = ? WHERE number = ?", (bytes(packed), number))
        elif how == "gone":
            connection.execute("DELETE FROM position_chunks WHERE number = ?", (number,))
        elif how == "moved":
            connection.execute("UPDATE position_chunks SET number = 99 WHERE number = ?", (number,))
        elif how == "other":
            others = "(SELECT stored FROM position_chunks WHERE number <> ? LIMIT 1)"
            order = f"UPDATE position_chunks SET stored = coalesce({others}, x'00') WHERE number = ?"
            connection.execute(order, (number, number))
        elif how == "window gone":
            connection.execute("DELETE FROM position_windows WHERE first = ?", (window.first,))
        else:
            connection.execute("UPDATE position_windows SET chunks = chunks + 1 WHERE first = ?", (window.first,))
    return _one(f"chunk {number} of {window.first} in {segment.path.name}: {how}", first)


def _finding(copy: Copy) -> Forged:
    """A body deleted, and a finding made to name it."""
    with copy.opened(copy.segments[-1]) as connection:
        question = (
            "SELECT e.seq, e.kind, e.version, b.payload FROM entries e JOIN bodies b ON b.seq = e.seq"
            " WHERE e.kind IN ('Pruned', 'Erased')"
        )
        rows: list[Any] = connection.execute(question).fetchall()
        seq, kind, version, payload = copy.chance.choice(rows)
        found = upcast.read(kind, version, payload)
        assert isinstance(found, Pruned | Erased)
        victim = copy.any_body(connection, f"e.seq < {seq}")
        told = encode(msgspec.structs.replace(found, entries=[*found.entries, (victim, victim)]))
        connection.execute("DELETE FROM bodies WHERE seq = ?", (victim,))
        connection.execute("UPDATE bodies SET payload = ? WHERE seq = ?", (told, seq))
    return _one(f"finding {seq} made to name {victim}", min([seq, *copy.accounts(victim)]))


FORGERIES: list[Callable[[Copy], Forged]] = [
    _header,
    _body,
    _bit,
    _body_deleted,
    _entry_deleted,
    _swapped,
    _closed_up,
    _anew,
    _checkpoint,
    _checkpoint_gone,
    _cut,
    _file_gone,
    _last_file_gone,
    _files_swapped,
    _file_copied,
    _truncated,
    _next,
    _base,
    _fact,
    _chunk,
    _finding,
]
