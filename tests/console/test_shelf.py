"""Pictures kept for scrubbing are those of a replay, whatever was looked at before; nothing is kept past an erasure."""

from __future__ import annotations

import contextlib
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.review import shelf
from console.review.feed import ReviewFeed
from console.review.shelf import Shelf
from journal.append import Appender, Draft
from journal.bookmarks import resume
from journal.reader import Reader
from journal.schema import path_of
from tests.console import journals
from tests.console.room import NOW, entries
from units.entry import Anything


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(shelf, "EVERY", 20)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return journals.project(journals.write(tmp_path_factory.mktemp("shelf") / "seen", entries(NOW)))


def replayed(folder: Path, wall: float) -> bytes:
    with contextlib.closing(Reader(folder)) as reader:
        return resume(folder, at=reader.seq_at(wall)).bookmark()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moments=st.lists(st.floats(-900, 30), min_size=1, max_size=6), most=st.sampled_from([1, 60_000, shelf.MOST_BYTES])
)
def test_a_kept_picture_is_that_of_a_replay(folder: Path, moments: list[float], most: int) -> None:
    with pytest.MonkeyPatch.context() as patch, contextlib.closing(Shelf(folder)) as kept:
        patch.setattr(shelf, "MOST_BYTES", most)
        for moment in moments:
            assert kept.at(NOW + moment).bookmark() == replayed(folder, NOW + moment)
            assert kept._bytes <= most and sorted(kept._kept) == kept._seqs


def test_nothing_is_kept_past_an_erasure(tmp_path: Path) -> None:
    folder = journals.project(journals.write(tmp_path / "seen", entries(NOW)))
    with contextlib.closing(Shelf(folder)) as kept:
        kept.at(NOW)
        assert kept._kept
        before = set(kept._kept)
        draft = Draft(
            kind="Erased", payload=b"\x80", raw=None, wall=int(NOW * 1e6), mono=1, clock=1, boot="0123456789abcdef"
        )
        with contextlib.closing(Appender(path_of(folder), "0a1b2c3d/station")) as appender:
            appender.commit([draft])
        kept.at(NOW - 900)
        assert not set(kept._kept) >= before


def test_looking_ahead_keeps_pictures_of_a_replay_until_all_are_there(folder: Path) -> None:
    with contextlib.closing(Shelf(folder)) as kept, contextlib.closing(Reader(folder)) as reader:
        assert kept.warm(NOW - 900, NOW)
        steps = 1
        while kept.warm(NOW - 900, NOW):
            steps += 1
        first, last = reader.seq_at(NOW - 900), reader.seq_at(NOW)
        assert {seq for seq in kept._kept if first < seq < last} == {
            seq for seq in range(0, last, shelf.EVERY) if seq > first
        }
        assert steps <= len(kept._kept)
        for seq, picture in kept._kept.items():
            assert picture == resume(folder, at=seq).bookmark()
        assert not kept.warm(NOW - 900, NOW), "nothing is left to do"


def test_looking_ahead_ends_where_no_more_may_be_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with contextlib.closing(Shelf(folder)) as kept:
        assert kept.warm(NOW - 900, NOW)
        monkeypatch.setattr(shelf, "MOST_BYTES", kept._bytes * 3)
        for _ in range(1000):
            if not kept.warm(NOW - 900, NOW):
                break
        else:
            raise AssertionError("it goes on for ever, throwing out what it kept")
        assert kept._bytes <= shelf.MOST_BYTES and kept._kept


def test_a_review_looks_ahead_while_nobody_drags_and_a_jump_does_not_wait(qtbot: Any, folder: Path) -> None:
    feed = ReviewFeed(folder, Nowhere(), NOW - 900, NOW, "1")
    try:
        feed.jump(NOW - 800)
        for moment in range(-700, 0, 70):
            feed.jump(NOW + moment)
            qtbot.waitUntil(lambda: feed.ready, timeout=30_000)
            assert feed.picture.bookmark() == replayed(folder, NOW + moment)
        qtbot.waitUntil(lambda: feed.warm, timeout=30_000)
        feed.set_interval(NOW - 600, NOW)
        assert not feed.warm
        qtbot.waitUntil(lambda: feed.warm and feed.ready, timeout=30_000)
        feed.play()
        feed.pause()
        assert feed.ready
    finally:
        feed.close()


class Nowhere:
    """Takes word of what was looked at."""

    def append(self, what: Anything, raw: bytes | None = None) -> Future[int]:
        done: Future[int] = Future()
        done.set_result(0)
        return done
