"""Searching beside the GUI thread: one reader thread, one question at a time, each interruptible, none without record.

A question may carry a future: the entry by which an older search is put on record. The rows are read only after that
entry is committed; when it cannot be, nothing is read and nothing is shown.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import NamedTuple

import msgspec
from PySide6.QtCore import QObject, Signal

from journal.errors import JournalError
from journal.search import MOST, Page, Query, Row, Search

COMMIT_SECONDS = 10.0
"""How long to wait for the entry by which a search is put on record."""
MOST_ROWS = 100_000
"""Rows one export takes at most."""


class NotOnRecord(Exception):
    """The search could not be put on record, and so it was not made."""


class _Question(NamedTuple):
    number: int
    query: Query
    recorded: Future[int] | None
    everything: bool


class Enquiry(QObject):
    """``answered`` carries (number, Page) for :meth:`ask`, (number, list of rows) for :meth:`everything`, or an error.

    ``open_search`` makes the :class:`Search` in the reader thread (it may raise :class:`JournalError`).
    """

    answered = Signal(int, object)

    def __init__(self, folder: Path, parent: QObject | None = None, open_search: Callable[[Path], Search] = Search):
        super().__init__(parent)
        self._folder = folder
        self._open = open_search
        self._questions: queue.SimpleQueue[_Question | None] = queue.SimpleQueue()
        self._number = 0
        self._search: Search | None = None
        self._busy = 0
        self._thread: threading.Thread | None = None
        self.answered.connect(self._settle)

    @property
    def busy(self) -> bool:
        """True while the last question is not answered."""
        return self._busy > 0

    def ask(self, query: Query, recorded: Future[int] | None = None) -> int:
        """Ask for one page; an earlier question still being answered is interrupted. The question's number."""
        return self._put(query, recorded, everything=False)

    def everything(self, query: Query) -> int:
        """Ask for all pages, up to :data:`MOST_ROWS` rows."""
        return self._put(query, None, everything=True)

    def stop(self) -> None:
        """Interrupt what is being answered: nobody waits for it any more."""
        self._number += 1
        self._busy = 0
        search = self._search
        if search is not None:
            search.interrupt()

    def close(self) -> None:
        """End the thread."""
        self.stop()
        if self._thread is not None:
            self._questions.put(None)
            self._thread.join(timeout=2)
            self._thread = None

    def _put(self, query: Query, recorded: Future[int] | None, everything: bool) -> int:
        self.stop()
        self._busy = self._number
        self._questions.put(_Question(self._number, query, recorded, everything))
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="search", daemon=True)
            self._thread.start()
        return self._number

    def _settle(self, number: int, _answer: object) -> None:
        if number == self._busy:
            self._busy = 0

    def _run(self) -> None:
        while True:
            question = self._questions.get()
            if question is None:
                break
            if question.number != self._number:
                continue
            answer: object
            try:
                answer = self._answer(question)
            except Exception as error:  # noqa: BLE001 - told to whoever asked, in words
                answer = error
            if question.number == self._number:
                with contextlib.suppress(RuntimeError):  # the page is gone
                    self.answered.emit(question.number, answer)
        if self._search is not None:
            self._search.close()
            self._search = None

    def _answer(self, question: _Question) -> Page | list[Row]:
        if question.recorded is not None:
            try:
                question.recorded.result(timeout=COMMIT_SECONDS)
            except Exception as error:
                raise NotOnRecord(str(error) or type(error).__name__) from error
        if self._search is None:
            self._search = self._open(self._folder)
        if not question.everything:
            return self._search.find(question.query)
        rows: list[Row] = []
        query = msgspec.structs.replace(question.query, limit=MOST, before=None)
        while len(rows) < MOST_ROWS:
            if question.number != self._number:
                raise JournalError("interrupted")
            page = self._search.find(query)
            rows += page.rows
            if page.next is None:
                break
            query = msgspec.structs.replace(query, before=page.next)
        return rows
