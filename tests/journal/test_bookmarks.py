"""Any moment's picture from the nearest bookmark is the replayed one."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal import bookmarks, readdb
from journal.bookmarks import resume
from journal.log import Log
from journal.reader import Reader
from tests.journal.feed import fill, note, whats
from tests.journal.shift import (
    SHIFT,
    journal_of,
    spoil,
    working,
)
from units import picture as picture_module
from units.entry import Anything, Entry
from units.picture import Picture
from units.state import Changes


@settings(max_examples=8)
@given(things=st.lists(whats | st.sampled_from(SHIFT), min_size=1, max_size=60), every=st.integers(1, 20))
def test_a_resumed_picture_is_the_replayed_one(
    tmp_path_factory: pytest.TempPathFactory, things: list[Anything], every: int
) -> None:
    folder = tmp_path_factory.mktemp("journal") / "journal"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bookmarks, "EVERY", every)
        log = Log(folder, "station")
        for thing in things:
            log.append(thing)
        log.close()
        with working(folder):
            pass
        with contextlib.closing(Reader(folder)) as reader:
            picture = Picture()
            for entry in reader.entries(0, 1000):
                picture.apply(entry)
                assert resume(folder, entry.seq).bookmark() == picture.bookmark()
        assert resume(folder).bookmark() == picture.bookmark()


def test_bookmarks_that_cannot_be_used_are_passed_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal_of(folder, SHIFT, monkeypatch)
    monkeypatch.setattr(bookmarks, "EVERY", 10)
    whole = resume(folder).bookmark()
    with working(folder):
        pass
    seen: list[int] = []

    def replay(reader: Reader, picture: Picture, end: int) -> Picture:
        seen.append(picture.facts.seq)
        return picture

    monkeypatch.setattr(bookmarks, "replay", replay)
    resume(folder)
    spoil(folder, "UPDATE bookmarks SET facts = x'00' WHERE seq = 30")
    resume(folder)
    spoil(folder, "UPDATE bookmarks SET version = version + 1")
    resume(folder)
    assert seen == [30, 20, 0]
    monkeypatch.undo()
    assert resume(folder).bookmark() == whole
    readdb.path_of(folder).write_bytes(b"rubbish")
    assert resume(folder).bookmark() == whole


def test_a_bookmark_of_another_picture_is_no_bookmark(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(folder, 30)
    monkeypatch.setattr(bookmarks, "EVERY", 10)
    with working(folder):
        pass
    monkeypatch.setattr(picture_module, "VERSION", picture_module.VERSION + 1)
    monkeypatch.setattr(bookmarks, "VERSION", picture_module.VERSION)
    assert resume(folder).facts.version == picture_module.VERSION


def test_any_moment_is_reached_in_bounded_work(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Never more than the entries between two bookmarks are replayed, however long the journal and wherever in it."""
    entries = 2 * bookmarks.EVERY + 5_000
    log = Log(folder, "station")
    for number in range(entries - 1):
        log.append(note(number))
    log.close(60)
    with working(folder):
        pass
    replayed: list[int] = []
    apply_all = Picture.apply_all

    def counting(picture: Picture, some: Iterable[Entry]) -> Changes:
        taken = list(some)
        replayed.append(len(taken))
        return apply_all(picture, taken)

    monkeypatch.setattr(Picture, "apply_all", counting)
    chance = random.Random(1)
    at_bookmarks = [at + by for at in (bookmarks.EVERY, 2 * bookmarks.EVERY) for by in (-1, 0, 1)]
    for at in (1, *at_bookmarks, entries, *(chance.randrange(1, entries) for _ in range(10))):
        replayed.clear()
        assert resume(folder, at).facts.seq == at
        assert sum(replayed) == at % bookmarks.EVERY, at
    assert bookmarks.EVERY <= 10_000


def test_a_moment_of_the_clock_is_found_by_halving(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(folder, 3_000)
    asked: list[int] = []
    number = Reader._number

    def counting(*terms: Any) -> int:
        asked.append(1)
        return number(*terms)

    monkeypatch.setattr(Reader, "_number", counting)
    with contextlib.closing(Reader(folder)) as reader:
        begin, end = reader.span()
        for share in (0.0, 0.3, 0.7, 1.0):
            asked.clear()
            assert reader.seq_at(begin + share * (end - begin)) > 0
            assert len(asked) < 20
