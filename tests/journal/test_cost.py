"""What the writer does for each commit or signature costs the same however long the record is."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from journal import append, schema, segments, signing
from tests.journal.feed import fill


@pytest.mark.parametrize("question", [append._NEXT, append._HEAD, *segments._HEADS.values(), signing._LAST])
def test_no_question_of_the_writer_reads_the_whole_record(folder: Path, question: str) -> None:
    fill(folder, 3)
    with contextlib.closing(schema.open_reading(folder)) as connection:
        plan = [str(row[3]) for row in connection.execute("EXPLAIN QUERY PLAN " + question, (1,) * question.count("?"))]
    assert plan
    assert not [step for step in plan if step.startswith(("SCAN e", "SCAN entries"))]
