"""Finds calls, texts, statuses, alarms, notes, jobs and look-ups of any age in read.db, newest first, a page at a time.

Pages go by key (the ``seq`` of a row's first entry), never by offset: the thousandth page costs what the first did.
"""

from __future__ import annotations

import contextlib
import heapq
import os
from pathlib import Path
from typing import Any

import msgspec

from journal import readdb
from journal.errors import JournalError
from journal.filing import key
from journal.found import (
    MOST,
    ROWS,
    AlarmRow,
    CallRow,
    JobRow,
    LookupRow,
    NoteRow,
    Page,
    Query,
    Row,
    StatusRow,
    TextRow,
)
from journal.reader import Reader
from units.fold import fold

__all__ = [
    "MOST",
    "AlarmRow",
    "CallRow",
    "JobRow",
    "LookupRow",
    "NoteRow",
    "Page",
    "Query",
    "Row",
    "Search",
    "StatusRow",
    "TextRow",
]


class Search:
    """Searches the read.db in ``folder``; meant for a thread of its own. Raises :class:`JournalError`.

    Looking up older records is an act: the caller journals it (``Searched``) first.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with contextlib.closing(Reader(folder)) as reader:
            self._journal = reader.id
        self._connection: Any = None
        self._identity: tuple[int, int] | None = None

    def calls(self, query: Query) -> Page:
        """Calls (:class:`CallRow`)."""
        return self._page(("calls",), query)

    def texts(self, query: Query) -> Page:
        """Texts (:class:`TextRow`)."""
        return self._page(("texts",), query)

    def statuses(self, query: Query) -> Page:
        """Statuses by radio and by hand (:class:`StatusRow`)."""
        return self._page(("statuses",), query)

    def alarms(self, query: Query) -> Page:
        """Emergencies (:class:`AlarmRow`)."""
        return self._page(("alarms",), query)

    def notes(self, query: Query) -> Page:
        """Log entries (:class:`NoteRow`)."""
        return self._page(("notes",), query)

    def jobs(self, query: Query) -> Page:
        """What units were put on (:class:`JobRow`)."""
        return self._page(("jobs",), query)

    def lookups(self, query: Query) -> Page:
        """Who looked into the record (:class:`LookupRow`)."""
        return self._page(("lookups",), query)

    def find(self, query: Query) -> Page:
        """Rows of every kind in ``query.kinds``, in one order."""
        unknown = set(query.kinds) - set(ROWS)
        if unknown:
            raise ValueError(f"kinds {sorted(unknown)}")
        return self._page(query.kinds or tuple(ROWS), query)

    def seq(self) -> int:
        """The last entry that can be found; compare :meth:`journal.reader.Reader.last_seq`."""
        return int(self._ask("SELECT value FROM meta WHERE key = 'seq'", [])[0][0])

    def interrupt(self) -> None:
        """Stop a search running in another thread: it raises :class:`JournalError`."""
        connection = self._connection
        if connection is not None:
            connection.interrupt()

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = self._identity = None

    def _page(self, kinds: tuple[str, ...], query: Query) -> Page:
        limit = max(1, min(query.limit, MOST))
        found = heapq.merge(*(self._rows(kind, query, limit + 1) for kind in kinds), key=lambda row: -row.seq)
        rows = [row for row, _ in zip(found, range(limit + 1), strict=False)]
        if len(rows) <= limit:
            return Page(rows, None)
        return Page(rows[:limit], rows[limit - 1].seq)

    def _rows(self, kind: str, query: Query, limit: int) -> list[Row]:
        if query.longer and kind != "calls":
            return []
        shape = ROWS[kind]
        columns = ", ".join(
            f"t.talkgroup AS [{field}]" if field == "group" else f"t.[{field}]" for field in shape.__struct_fields__
        )
        tests, terms = self._bounds(query, "t.start" if kind == "calls" else "t.time")
        if query.longer:
            tests.append("t.seconds >= ?")
            terms.append(query.longer)
        if query.agencies is not None:
            tests.append(f"t.agency IN ({', '.join('?' * len(query.agencies))})")
            terms += query.agencies
        match = _match(query)
        if match:
            # the words come first: they are read newest first and only as far as the page needs
            source = f"words w CROSS JOIN {kind} t ON t.seq = w.rowid"
            tests.insert(0, "words MATCH ?")
            terms.insert(0, f"{match} AND keys : {key('s', kind)}")
        else:
            source = f"{kind} t"
        ident = "w.rowid" if match else "t.seq"
        where = " AND ".join(tests).replace("{seq}", ident)
        order = f"SELECT {columns} FROM {source} WHERE {where} ORDER BY {ident} DESC LIMIT ?"
        return [
            msgspec.convert(dict(zip(shape.__struct_fields__, row, strict=True)), shape, strict=False)
            for row in self._ask(order, [*terms, limit])
        ]

    def _bounds(self, query: Query, time: str) -> tuple[list[str], list[Any]]:
        """Interval and page, as bounds on ``seq`` first: it is what the rows are sorted by.

        ``hours`` knows which entries an hour of the clock holds, also where the clock was set back.
        """
        low, high = 0, 1 << 62
        tests, terms = [], []
        if query.since is not None:
            found = self._ask("SELECT min(low) FROM hours WHERE hour >= ?", [int(query.since // 3600)])[0][0]
            low = high if found is None else found
            tests.append(f"{time} >= ?")
            terms.append(query.since)
        if query.until is not None:
            found = self._ask("SELECT max(high) FROM hours WHERE hour <= ?", [int(query.until // 3600)])[0][0]
            high = -1 if found is None else found
            tests.append(f"{time} <= ?")
            terms.append(query.until)
        if query.before is not None:
            high = min(high, query.before - 1)
        return ["{seq} BETWEEN ? AND ?", *tests], [low, high, *terms]

    def _ask(self, question: str, terms: list[Any]) -> list[Any]:
        lib = readdb.sqlite()
        try:
            rows: list[Any] = self._connected().execute(question, terms).fetchall()
            if os.name == "nt":  # Windows cannot replace a file that is open: nothing stays open between questions
                self.close()
        except lib.Error as error:
            self.close()
            if "interrupted" in str(error):
                raise JournalError("interrupted") from error
            raise JournalError(f"{readdb.path_of(self._folder)}: {error}; it is being made anew.") from error
        return rows

    def _connected(self) -> Any:
        """The connection, to the file that is there now: the worker may have put a new one in its place."""
        path = readdb.path_of(self._folder)
        try:
            status = path.stat()
        except OSError:
            self.close()
            raise JournalError(f"{path}: the call log is being made; try again in a moment.") from None
        identity = (status.st_dev, status.st_ino)
        if self._connection is not None and identity != self._identity:
            self.close()
        if self._connection is None:
            connection = readdb.connect(path)
            if connection is None or not readdb.fits(readdb.meta(connection), self._journal):
                if connection is not None:
                    connection.close()
                raise JournalError(f"{path}: the call log is being made anew; try again in a moment.")
            self._connection, self._identity = connection, identity
        return self._connection


def _match(query: Query) -> str:
    """The full-text question for everything but the interval; empty if nothing was asked."""
    parts = []
    if query.unit:
        callsign = _phrase(query.unit)
        parts.append(f"(keys : {key('u', query.unit)}" + (f" OR names : {callsign}" if callsign else "") + ")")
    if query.radio:
        parts.append(f"(keys : {key('r', query.radio)} OR keys : {key('n', query.radio)})")
    if query.group:
        name = _phrase(query.group)
        parts.append(f"(keys : {key('g', query.group)}" + (f" OR groups : {name}" if name else "") + ")")
    if query.agency:
        parts.append(f"keys : {key('a', query.agency)}")
    if query.emergency:
        parts.append(f"keys : {key('x', 'emergency')}")
    words = [word for word in "".join(c if c.isalnum() else " " for c in fold(query.text)).split() if word]
    for index, word in enumerate(words):
        unfinished = "*" if index == len(words) - 1 else ""
        parts.append(f'{{names groups said}} : "{word}"{unfinished}')
    return " AND ".join(parts)


def _phrase(text: str) -> str:
    """Words that must follow each other; the last may be unfinished."""
    words = "".join(c if c.isalnum() else " " for c in fold(text)).split()
    return f'"{" ".join(words)}"*' if words else ""
