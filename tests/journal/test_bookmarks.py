"""Any moment's picture from the nearest bookmark is the replayed one."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal import bookmarks, readdb
from journal.bookmarks import resume
from journal.log import Log
from journal.reader import Reader
from tests.journal.feed import fill, whats
from tests.journal.shift import (
    SHIFT,
    journal_of,
    spoil,
    working,
)
from units import picture as picture_module
from units.entry import Anything
from units.picture import Picture


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
