"""Searching the call log beside the GUI thread. Every search from here carries whose records the asker may read."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject

from console.questions import Questions, Wanted
from journal.errors import JournalError
from journal.search import MOST, Page, Query, Row, Search

MOST_ROWS = 100_000
"""Rows one export takes at most."""

Agencies = Callable[[], tuple[str, ...] | None]
"""Whose records may be read now (:attr:`console.live.Feed.agencies`)."""


class Enquiry(Questions):
    """``answered`` carries (number, Page) for :meth:`ask`, (number, list of rows) for :meth:`everything`, or an error.

    ``agencies`` is asked at each search: what a query says of it itself does not count. ``open_search`` makes the
    :class:`Search` in the reader thread (it may raise :class:`JournalError`).
    """

    def __init__(
        self,
        folder: Path,
        agencies: Agencies,
        parent: QObject | None = None,
        open_search: Callable[[Path], Search] = Search,
    ) -> None:
        super().__init__("search", parent)
        self._folder = folder
        self._agencies = agencies
        self._open = open_search
        self._search: Search | None = None

    def ask(self, query: Query, recorded: Future[int] | None = None) -> int:
        """Ask for one page; an earlier question still being answered is interrupted. The question's number."""
        permitted = self._permitted(query)
        return self.put(lambda _: self._opened().find(permitted), recorded)

    def everything(self, query: Query) -> int:
        """Ask for all pages, up to :data:`MOST_ROWS` rows."""
        permitted = self._permitted(query)
        return self.put(lambda wanted: self._all(permitted, wanted))

    def interrupt(self) -> None:
        """SQLite stops at its next instruction."""
        search = self._search
        if search is not None:
            search.interrupt()

    def let_go(self) -> None:
        """Close the file."""
        if self._search is not None:
            self._search.close()
            self._search = None

    def _permitted(self, query: Query) -> Query:
        return msgspec.structs.replace(query, agencies=self._agencies())

    def _opened(self) -> Search:
        if self._search is None:
            self._search = self._open(self._folder)
        return self._search

    def _all(self, query: Query, wanted: Wanted) -> list[Row]:
        rows: list[Row] = []
        query = msgspec.structs.replace(query, limit=MOST, before=None)
        while len(rows) < MOST_ROWS:
            if not wanted():
                raise JournalError("interrupted")
            page: Page = self._opened().find(query)
            rows += page.rows
            if page.next is None:
                break
            query = msgspec.structs.replace(query, before=page.next)
        return rows
