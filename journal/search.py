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

from journal import earshot, readdb, recorded
from journal.errors import JournalError
from journal.filing import days, key
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
from journal.match import match
from journal.reader import Reader

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
        if (query.longer or query.handed_in is not None or query.unheard) and kind != "calls":
            return []
        shape = ROWS[kind]
        columns = ", ".join(
            f"t.talkgroup AS [{field}]" if field == "group" else f"t.[{field}]" for field in shape.__struct_fields__
        )
        tests, terms = self._bounds(query, "t.start" if kind == "calls" else "t.time")
        if query.longer:
            tests.append("t.seconds >= ?")
            terms.append(query.longer)
        if query.handed_in is False:
            tests.append("t.upload = 0")
        if query.unheard:
            tests.append("t.owed = 1")
        if query.agencies is not None:
            tests.append(f"t.agency IN ({', '.join('?' * len(query.agencies))})")
            terms += query.agencies
        words = match(query, self._vocabulary)
        if words:
            # the words come first: they are read newest first and only as far as the page needs
            source = f"words w CROSS JOIN {kind} t ON t.seq = w.rowid"
            tests.insert(0, "words MATCH ?")
            # calls are so many that asking for the sort too costs more than the join that finds it out
            sort = "" if kind == "calls" else f" AND keys : {key('s', kind)}"
            terms.insert(0, f"{words}{self._days(query)}{sort}")
        else:
            source = f"{kind} t"
        ident = "w.rowid" if words else "t.seq"
        where = " AND ".join(tests).replace("{seq}", ident)
        order = f"SELECT {columns} FROM {source} WHERE {where} ORDER BY {ident} DESC LIMIT ?"
        return [_made(shape, row) for row in self._ask(order, [*terms, limit])]

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

    def _days(self, query: Query) -> str:
        """The interval as FTS5 is asked for it."""
        if query.since is None:
            return ""
        until = query.until
        if until is None:
            until = float(self._ask("SELECT coalesce(max(hour), 0) FROM hours", [])[0][0] + 1) * 3600
        named = days(query.since, until)
        return f" AND keys : ({' OR '.join(named)})" if named else ""

    def _vocabulary(self, begin: str, most: int) -> list[str] | None:
        """The indexed words that begin so, or ``None`` if they are more than ``most``."""
        found: list[str] = []
        after = begin
        while rows := self._ask("SELECT term FROM temp.vocabulary WHERE term >= ? LIMIT 1", [after]):
            term = str(rows[0][0])
            if not term.startswith(begin):
                break
            if len(found) == most:
                return None
            found.append(term)
            after = term + "\x01"  # no word has it: the next one
        return found

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
            # what fts5vocab lists is in the file: the virtual table itself needs no place there
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, words, instance)")
            self._connection, self._identity = connection, identity
        return self._connection


def _made(shape: type[Row], row: tuple[Any, ...]) -> Row:
    told = dict(zip(shape.__struct_fields__, row, strict=True))
    if shape is CallRow:
        told["parts"] = recorded.read(told["parts"])
        told["marks"] = earshot.marks(told["marks"])
    made: Row = msgspec.convert(told, shape, strict=False)
    return made
