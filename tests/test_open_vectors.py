"""The open vectors beside the checkout, through ``decode`` as anyone would run it."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from radio.decode import run
from tests.open_vectors import ELSEWHERE, Events
from tests.open_vectors import TABLES as SINGLE
from tests.open_vectors_dmr import AIR
from tests.open_vectors_fleets import FLEETS
from tests.open_vectors_parts import PARTS
from tests.open_vectors_positions import FEEDS
from tests.vectors import OPEN

TABLES = SINGLE | FLEETS | AIR | FEEDS
FILES = ("tetra-voice.jsonl", "positions.jsonl", "dmr.jsonl")
ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for name in FILES
    if (OPEN / name).exists()
    for line in (OPEN / name).read_text(encoding="utf-8").splitlines()
]
LINES = [row for row in ROWS if row["protocol"] in TABLES]
PIECES = [row for row in ROWS if row["protocol"] in PARTS]
needs_them = pytest.mark.skipif(not ROWS, reason=f"NOT TESTED AGAINST THE OPEN VECTORS: they are not at {OPEN}")


def escape(row: dict[str, Any]) -> str:
    """The row as a line."""
    line: str = row.get("hex") or row["text"]
    return line.encode("unicode_escape").decode("ascii")


def decoded(protocol: str, rows: list[dict[str, Any]], received: str = "") -> list[dict[str, Any]]:
    escaped = "".join(escape(row) + "\n" for row in rows)
    out = io.StringIO()
    assert run(protocol, "", received, io.StringIO(escaped), out) == 0
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(answers) == len(rows)
    return answers


def refused(row: dict[str, Any]) -> bool:
    """Two Kenwood lines have wrong checksums, as they say themselves: strict means strict."""
    return row["expect"].get("checksum_ok") is False


def check(row: dict[str, Any], answer: dict[str, Any]) -> None:
    table = TABLES[row["protocol"]][1]
    events: Events = answer["events"]
    if refused(row):
        assert events == []
        assert "checksum" in answer["error"]
        return
    for name, value in row["expect"].items():
        assert name in table, f"{row['protocol']}: field {name} has no mapping"
        meaning = table[name]
        assert isinstance(meaning, str) or meaning(events, value), (name, value, answer)
    refusable = row["expect"].get("position_ok") is False or row["expect"].get("reject")
    assert answer["error"] is None or refusable, answer


@needs_them
@pytest.mark.parametrize("row", LINES, ids=[f"{r['protocol']}-{i}" for i, r in enumerate(LINES)])
def test_one_alone(row: dict[str, Any]) -> None:
    check(row, decoded(TABLES[row["protocol"]][0], [row])[0])


@needs_them
@pytest.mark.parametrize("protocol", sorted({ours for ours, _ in TABLES.values()}))
def test_all_in_one_go(protocol: str) -> None:
    rows = [row for row in LINES if TABLES[row["protocol"]][0] == protocol]
    for row, answer in zip(rows, decoded(protocol, rows), strict=True):
        check(row, answer)


@needs_them
@pytest.mark.parametrize("row", PIECES, ids=[f"{r['protocol']}-{i}" for i, r in enumerate(PIECES)])
def test_what_is_no_message(row: dict[str, Any]) -> None:
    PARTS[row["protocol"]](row)


@needs_them
def test_every_row_is_read_here_or_said_to_be_read_elsewhere_or_not_at_all() -> None:
    assert {row["protocol"] for row in ROWS} == {*TABLES, *PARTS, *ELSEWHERE}
    assert len(TABLES) + len(PARTS) + len(ELSEWHERE) == len({*TABLES, *PARTS, *ELSEWHERE}), "each in one place"
