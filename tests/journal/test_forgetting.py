"""read.db forgets with the record: rows, words and bookmarks, and at last every byte."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from journal import bookmarks, readdb
from journal.bookmarks import resume
from journal.found import Query
from journal.pruning import Pruner
from journal.reader import Reader
from journal.retention import Rules
from journal.search import Search
from journal.worker import wanted
from radio import events as ev
from tests.journal.gone import BOSS, CALL, CAR, FOOT, GROUP, OTHER_CALL, PERSON, ROOM, asked, call, erase, record, where
from tests.journal.shift import caught_up, working
from tests.journal.test_retention import Diary
from units import actions as ac
from units.entry import Anything
from units.picture import Picture


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bookmarks, "EVERY", 5)


def story(folder: Path) -> list[Anything]:
    return [
        *ROOM,
        *call(folder, CALL, [CAR, FOOT], alias="Kalvāns"),
        ev.TextReceived(gateway="gw", radio=CAR, to=GROUP, text="esam klāt"),
        ac.Noted(**BOSS, text=f"{PERSON} piezvanīja", unit="unit-two"),
        *call(folder, OTHER_CALL, [FOOT, CAR], alias="Ozola"),
        *(ac.Noted(**BOSS, text=f"piezīme {number}") for number in range(30)),
    ]


@contextlib.contextmanager
def quiet(folder: Path, search: Search) -> Iterator[None]:
    """Wait until the worker has taken everything in and made anew what was wanted."""
    yield
    until = time.monotonic() + 30
    while wanted(folder).exists():
        assert time.monotonic() < until
        time.sleep(0.02)
    caught_up(folder, search)


@pytest.mark.parametrize(
    ("sort", "subject", "words"),
    [
        ("call", CALL, [CALL, "Kalvāns", "kalvans"]),
        ("radio", CAR, [CAR, "esam klāt", "esam klat", CAR.encode().hex()]),
        ("person", PERSON, [PERSON, "berzins"]),
        ("unit", "unit-one", ["unit-one", "esam klāt", b"unit-one".hex()]),
    ],
)
def test_nothing_of_an_erased_subject_is_left_in_any_file(
    folder: Path, sort: str, subject: str, words: list[str]
) -> None:
    record(folder, story(folder))
    with working(folder) as search:
        assert where(folder, *words)
        with quiet(folder, search):
            erase(folder, asked(sort, subject))
            wanted(folder).touch()
        with contextlib.closing(Search(folder)) as anew:
            rows = anew.find(Query(limit=200)).rows
            assert rows and not any(word in str(row) for row in rows for word in words)
    assert where(folder, *words) == []
    assert resume(folder).facts.units.keys() == replayed(folder).facts.units.keys()


def replayed(folder: Path) -> Picture:
    picture = Picture()
    with contextlib.closing(Reader(folder)) as reader:
        bookmarks.replay(reader, picture, reader.last_seq())
    return picture


def test_rows_go_before_all_is_made_anew(folder: Path) -> None:
    record(folder, story(folder))
    with working(folder) as search:
        erase(folder, asked("call", CALL))
        caught_up(folder, search)
        calls = [row.call for row in search.calls(Query()).rows]  # type: ignore[union-attr]
        assert calls == [OTHER_CALL]
        assert search.find(Query(text="kalvans")).rows == []


def test_a_call_somebody_answered_in_is_filed_again_without_them(folder: Path) -> None:
    record(folder, story(folder))
    with working(folder) as search:
        with quiet(folder, search):
            erase(folder, asked("radio", CAR))
            wanted(folder).touch()
        with contextlib.closing(Search(folder)) as anew:
            (row,) = anew.calls(Query()).rows
            assert row.call == OTHER_CALL and row.text == "Ozola" and row.path == ""  # type: ignore[union-attr]
            assert anew.find(Query(radio=CAR)).rows == []


def test_bookmarks_forget_what_was_pruned(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with contextlib.closing(Diary(folder, monkeypatch)) as diary:
        diary.at(10)
        diary.write(*story(folder))
        with working(folder) as search:
            assert count(folder) > 5
            diary.prune(Rules(days={"voice": 1, "calls": 1, "texts": 1}))
            caught_up(folder, search)
            until = time.monotonic() + 30
            while unforgotten(folder):
                assert time.monotonic() < until, "bookmarks still remember"
                time.sleep(0.02)
            assert search.calls(Query()).rows == []
            last = resume(folder).facts
            assert last.calls == {} and not any(line.sort in ("call", "text") for line in last.lines.values())
            assert sum(line.sort == "note" for line in last.lines.values()) == 31
            for seq in range(5, 40, 5):
                facts = resume(folder, seq).facts
                assert not any(line.sort in ("call", "text") for line in facts.lines.values()), seq
    assert where(folder, "Kalvāns", "kalvans", "esam klāt", CALL) == []


def test_made_anew_it_has_nothing_to_forget(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with contextlib.closing(Diary(folder, monkeypatch)) as diary:
        diary.at(10)
        diary.write(*story(folder))
        diary.prune(Rules(days={"texts": 1}))
        pruner = diary.pruner(Rules(days={"texts": 1}))
        assert isinstance(pruner, Pruner)
    erase(folder, asked("call", CALL))
    with working(folder):
        assert count(folder) > 5, "findings carried out before drop no bookmarks made since"
        assert not unforgotten(folder)


def count(folder: Path) -> int:
    connection = readdb.connect(readdb.path_of(folder))
    with contextlib.closing(connection):
        return int(connection.execute("SELECT count(*) FROM bookmarks").fetchone()[0])


def unforgotten(folder: Path) -> bool:
    connection = readdb.connect(readdb.path_of(folder))
    with contextlib.closing(connection):
        return "forget" in readdb.meta(connection)
