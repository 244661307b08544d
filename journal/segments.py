"""The files a journal consists of: one a month, each pointing to the next. Says which they are; writes nothing.

Written so that a third party can check a journal of several files with nothing but SHA-256 and these files:

* A journal is a folder. Its first segment is ``journal.db``, the later ones are ``journal-2026-12.db`` (the month; a
  second one begun in the same month ``journal-2026-12b.db``). Names sort in the order of the segments. Where
  ``journal.db`` was pruned away, the journal begins with the first name that is there.
* Table ``journal`` says in every file ``id`` (the same in all) and ``mode``; in a closed one ``next``, the name of the
  file that follows; in a later one also ``segment`` (``2026-12``) and ``previous``, the name of the file before. The
  chain of files is the one of the ``next`` rows: a file that no row points to is the left-over of an interrupted turn.
* ``seq`` runs on: a segment begins with the number after the last of the segment before. The last entry of a closed
  segment is ``SegmentClosed``; a later one begins with ``SegmentOpened`` and its ``subjects`` ``Remembered``, which
  together are the picture as it stood then (the journal's first segment begins with ``JournalOpened``).
* Each origin's ``n`` and ``prev`` run on. In a later segment table ``origins`` begins with a row for every origin that
  ever appended: ``past`` is the number of its last entry in the files before and ``genesis`` that entry's ``hash``,
  which is the ``prev`` of its entry ``past + 1`` (:mod:`journal.chain`). An origin that appears later has ``past`` 0
  and the genesis of a new chain. A file of format 1 has no column ``past``: all are 0.
* Checkpoints run on too (:mod:`journal.checkpoint`): ``heads`` is over *all* origins, those that are silent in this
  segment by ``past`` and ``genesis`` of their row. When a segment is closed its ``SegmentClosed`` is signed at once;
  that checkpoint stands in both files, as the last of the closed one and, word for word, as the first of the next. Its
  ``heads`` are then exactly the rows of ``origins`` with ``past > 0``: a segment proves by itself what it continues.
  If nothing could be signed at that moment, the newest older checkpoint is carried over instead (its ``seq`` is less
  than that of ``SegmentClosed``), or none if nothing was ever signed.
* A segment that is closed is of format 2 (``user_version``), whatever it was, and takes no further entry (a trigger):
  programs that know of one file only refuse it, instead of missing what came after.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import apsw

from journal import schema
from journal.errors import JournalError

CLOSED = "SegmentClosed"
"""The kind of a closed segment's last entry."""
_ATTEMPTS = 5  # the oldest file may be pruned away while the list is made
_NEXT = "SELECT value FROM journal WHERE key = 'next'"
_LOOK = (
    "SELECT (SELECT value FROM journal WHERE key = 'id'), (SELECT value FROM journal WHERE key = 'segment'),"
    " (SELECT value FROM journal WHERE key = 'next'), (SELECT min(seq) FROM entries), (SELECT max(seq) FROM entries)"
)

_HEADS = {
    # CROSS: never a scan of e
    False: "SELECT o.name, e.n, e.hash FROM origins o CROSS JOIN entries e ON e.origin = o.id"
    " AND e.n = (SELECT max(n) FROM entries WHERE origin = o.id)",
    True: "SELECT o.name, coalesce(e.n, o.past), coalesce(e.hash, o.genesis) FROM origins o LEFT JOIN entries e"
    " ON e.origin = o.id AND e.n = (SELECT max(n) FROM entries WHERE origin = o.id)"
    " WHERE o.past > 0 OR e.n IS NOT NULL",
}


class Segment(NamedTuple):
    """One file. ``name`` is empty for ``journal.db``; ``first`` and ``last`` are entries, both inclusive.

    The open segment has ``last`` ``None`` and ``next`` empty; ``next`` is a file name.
    """

    path: Path
    name: str
    first: int
    last: int | None
    next: str


class Base(NamedTuple):
    """What a segment continues of one origin (row ``id``): ``n`` and ``hash`` of its last entry in the files before.

    ``n`` 0: nothing, and ``hash`` is the genesis of its chain.
    """

    id: int
    name: str
    n: int
    hash: bytes


def segments(folder: Path) -> list[Segment]:
    """All segments of the journal in ``folder``, the oldest first; of a file named itself, that one alone.

    Raises :class:`JournalError`. A missing file is skipped if there are later ones: whoever reads then meets a gap.
    """
    found, connection = opened(folder)
    connection.close()
    return found


def opened(folder: Path, busy_ms: int = 250) -> tuple[list[Segment], apsw.Connection]:
    """:func:`segments`, and the last of them open for reading."""
    for _ in range(_ATTEMPTS):
        path = schema.path_of(folder)
        try:
            return _follow(path, busy_ms, alone=folder.is_file())
        except JournalError:
            if schema.path_of(folder) == path:
                raise
    raise JournalError(f"{folder}: its files go while they are looked at.")


def current(folder: Path) -> Path:
    """The file that takes entries now (or the last one that is there). Raises :class:`JournalError`."""
    return segments(folder)[-1].path


def holding(found: list[Segment], seq: int) -> int:
    """The index in ``found`` of the segment that holds entry ``seq``, or would; 0 for entries that were pruned away."""
    for index in range(len(found) - 1, 0, -1):
        if found[index].first <= seq:
            return index
    return 0


def next_of(connection: apsw.Connection) -> str:
    """The name of the file after this one; empty while this one is open. Raises :class:`apsw.Error`."""
    return connection.execute(_NEXT).get or ""


def after(path: Path, name: str) -> Path:
    """The file ``name`` that follows ``path``, or the next one there is. Raises :class:`JournalError` if none is."""
    wanted = path.parent / str(name)
    if not schema.name_of(wanted) > schema.name_of(path) or wanted.name != name:  # never back, never elsewhere
        raise JournalError(f"{path}: the journal is damaged (it cannot go on in {name!r}).")
    if wanted.is_file():
        return wanted
    later = [found for found in schema.later_files(path.parent) if found.name > name]
    if not later:
        raise JournalError(f"{wanted}: missing; the journal goes on there. Restore it from a backup.")
    return later[0]


def look(path: Path) -> Segment:
    """The segment in one file. Raises :class:`JournalError`."""
    return segments(path)[0]


def of(path: Path, connection: apsw.Connection) -> Segment:
    """The segment in the file at ``path``, read over ``connection``. Raises :class:`apsw.Error`."""
    return _look(path, connection)[1]


def bases(connection: apsw.Connection) -> list[Base]:
    """What the file of ``connection`` continues, every origin it knows. Raises :class:`apsw.Error`."""
    past = "past" if has_bases(connection) else "0"
    return [Base(*row) for row in connection.execute(f"SELECT id, name, {past}, genesis FROM origins ORDER BY id")]


def has_bases(connection: apsw.Connection) -> bool:
    """False for a file of format 1, which continues nothing."""
    return connection.execute("SELECT 1 FROM pragma_table_info('origins') WHERE name = 'past'").fetchone() is not None


def heads(connection: apsw.Connection) -> list[tuple[str, int, bytes]]:
    """The last entry of every origin that ever appended: name, ``n``, ``hash``; silent here or not."""
    rows: list[tuple[Any, ...]] = connection.execute(_HEADS[has_bases(connection)]).fetchall()
    return [(name, n, head) for name, n, head in rows]


def _follow(path: Path, busy_ms: int, alone: bool) -> tuple[list[Segment], apsw.Connection]:
    found: list[Segment] = []
    journal = b""
    while True:
        connection = schema.open_reading(path, busy_ms)
        try:
            ident, segment = _look(path, connection)
            if journal and ident != journal:
                raise JournalError(f"{path}: a file of another journal.")
            found.append(segment)
            if not segment.next or alone:
                return found, connection
            following = after(path, segment.next)
        except apsw.Error as error:
            connection.close()
            raise JournalError(f"{path}: {schema.explain(error)}.") from error
        except BaseException:
            connection.close()
            raise
        connection.close()
        path, journal = following, ident


def _look(path: Path, connection: apsw.Connection) -> tuple[bytes, Segment]:
    """The journal's id and the segment, of one snapshot."""
    row: tuple[Any, ...] = connection.execute(_LOOK).fetchall()[0]
    ident, name, following, first, last = row
    return bytes(ident or b""), Segment(path, name or "", first or 1, last if following else None, following or "")
