"""What is pruned while bookmarks still forget what was pruned before is forgotten in all of them, too."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from journal import bookmarks, forgetting
from journal.bookmarks import nearest
from journal.projection import Projection
from journal.reader import Reader
from journal.retention import Rules
from tests.journal.test_forgetting import story
from tests.journal.test_retention import Diary


def test_a_second_pruning_while_the_first_is_being_forgotten(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bookmarks, "EVERY", 5)
    monkeypatch.setattr(forgetting, "SOME", 1)
    with contextlib.closing(Diary(folder, monkeypatch)) as diary:
        diary.at(10)
        diary.write(*story(folder))
        with (
            contextlib.closing(Reader(folder)) as reader,
            contextlib.closing(Projection(folder / "made.db", reader)) as made,
        ):
            made.take(reader.entries(0, 1000))
            for rules in (Rules(days={"voice": 1, "calls": 1}), Rules(days={"texts": 1})):
                diary.prune(rules)
                made.take(reader.entries(made.seq, 1000))
                for _ in range(4):
                    made.tidy()
            while made.tidy():
                pass
            for seq in range(5, 40, 5):
                picture = nearest(made._connection, seq)
                assert picture is not None
                assert not any(line.sort in ("call", "text") for line in picture.facts.lines.values()), seq
