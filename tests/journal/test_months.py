"""When a journal turns: the clock may be wrong, and a journal cannot turn back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from journal import clock, months
from tests.journal.feed import fill


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("now", "synchronised", "due"),
    [
        ("2026-11-30T23:59", True, ""),
        ("2026-12-01T00:00:30", True, ""),
        ("2026-12-01T00:02", True, "2026-12"),
        ("2026-12-01T00:02", False, "2026-12"),
        ("2027-02-03T00:00", False, "2027-02"),  # it stood still over new year, in a room without a time source
        ("2027-11-30T00:00", False, "2027-11"),
        ("2027-12-30T00:00", False, ""),
        ("2099-01-01T10:00", False, ""),
        ("2029-01-01T10:00", True, "2029-01"),
        ("2026-10-30T00:00", True, ""),
        ("1970-01-01T00:00", False, ""),
    ],
)
def test_when(folder: Path, monkeypatch: pytest.MonkeyPatch, now: str, synchronised: bool, due: str) -> None:
    monkeypatch.setattr(clock, "wall", lambda: int(at("2026-11-20T10:00") * 1e6))
    fill(folder, 1)
    assert months.due(folder, at(now), synchronised) == due
