"""An older search against a real journal: one entry with its purpose, on disk before a row is read, however many pages."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from console.enquiry import Enquiry
from journal.append import Appender
from journal.errors import JournalError
from journal.log import Log
from journal.reader import Reader
from journal.search import LookupRow, Page, Query, Search
from tests.console import journals
from tests.console.room import NOW, entries
from units import actions as ac

SEARCHED = ac.Searched(seat="1", operator="12", purpose="lieta 11-2026", terms="text=VP")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOPA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return journals.project(journals.write(tmp_path / "live", entries(NOW)))


@pytest.fixture
def log(folder: Path) -> Iterator[Log]:
    log = Log(folder, "console", "1")
    yield log
    log.close()


class Watched(Search):
    """A search that notes what was on disk when it was asked."""

    seen: list[list[ac.Searched]]

    def find(self, query: Query) -> Page:
        self.seen.append(on_record(self._folder))
        return super().find(query)


def on_record(folder: Path) -> list[ac.Searched]:
    with contextlib.closing(Reader(folder)) as reader:
        return [e.what for e in reader.entries(0, 10_000, kind="Searched") if isinstance(e.what, ac.Searched)]


def test_no_row_before_the_entry_is_on_disk(
    qtbot: Any, folder: Path, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Watched, "seen", [], raising=False)
    disk = threading.Event()
    commit = Appender.commit

    def slow(self: Appender, drafts: Any) -> int:
        assert disk.wait(30)
        return commit(self, drafts)

    monkeypatch.setattr(Appender, "commit", slow)
    enquiry = Enquiry(folder, lambda: None, open_search=Watched)
    answers: list[Any] = []
    enquiry.answered.connect(lambda _number, answer: answers.append(answer))
    enquiry.ask(Query(limit=2), log.append(SEARCHED))
    qtbot.wait(200)
    assert (answers, Watched.seen) == ([], [])
    disk.set()
    qtbot.waitUntil(lambda: len(answers) == 1)
    assert Watched.seen == [[SEARCHED]]
    first = answers[0]
    assert isinstance(first, Page) and len(first.rows) == 2 and first.next is not None
    enquiry.ask(Query(limit=2, before=first.next))
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert on_record(folder) == [SEARCHED], "further pages are the same enquiry"
    enquiry.close()


def test_a_query_cannot_widen_what_its_asker_may_read(
    qtbot: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whose records may be read is asked anew at every search: for a page, for further ones and for all."""
    asked: list[tuple[str, ...] | None] = []

    def find(self: Search, query: Query) -> Page:
        asked.append(query.agencies)
        return Search.find(self, query)

    monkeypatch.setattr(Watched, "find", find)
    may: list[tuple[str, ...] | None] = [("vp",)]
    enquiry = Enquiry(folder, lambda: may[0], open_search=Watched)
    answers: list[Any] = []
    enquiry.answered.connect(lambda _number, answer: answers.append(answer))
    wide = Query(agencies=("vp", "vrs", "lt"))
    for number, put in enumerate((enquiry.ask, enquiry.everything), 1):
        put(wide)
        qtbot.waitUntil(lambda number=number: len(answers) == number, timeout=30_000)
    may[0] = ()
    enquiry.ask(wide)
    qtbot.waitUntil(lambda: len(answers) == 3, timeout=30_000)
    assert asked == [("vp",), ("vp",), ()]
    assert isinstance(answers[2], Page) and answers[2].rows == []
    enquiry.close()


def test_what_the_disk_does_not_take_is_not_answered(qtbot: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Watched, "seen", [], raising=False)
    log = Log(folder, "console", "1")
    log.close()
    enquiry = Enquiry(folder, lambda: None, open_search=Watched)
    with qtbot.waitSignal(enquiry.answered) as told:
        enquiry.ask(Query(), log.append(SEARCHED))
    assert "The journal is closed" in str(told.args[1])
    assert Watched.seen == []
    enquiry.close()


def test_the_enquiry_itself_is_found(folder: Path, log: Log) -> None:
    seq = log.append(SEARCHED).result(30)
    journals.project(folder)
    with contextlib.closing(Search(folder)) as search:
        (row,) = search.lookups(Query(text="lieta")).rows
    assert isinstance(row, LookupRow)
    assert (row.seq, row.operator, row.text) == (seq, "12", "lieta 11-2026: text=VP")


def test_a_journal_without_a_call_log_is_an_answer_in_words(qtbot: Any, folder: Path) -> None:
    (folder / "read.db").unlink()
    enquiry = Enquiry(folder, lambda: None)
    with qtbot.waitSignal(enquiry.answered) as told:
        enquiry.ask(Query())
    assert isinstance(told.args[1], JournalError)
    enquiry.close()
