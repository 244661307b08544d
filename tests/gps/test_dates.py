"""A time of day made a moment."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from gps.dates import moment, moment_of_month


def at(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


@pytest.mark.parametrize(
    ("seconds", "received", "told"),
    [
        (86399, "2026-01-01T00:00:02Z", "2025-12-31T23:59:59Z"),
        (1, "2025-12-31T23:59:59Z", "2026-01-01T00:00:01Z"),
        (43200, "2026-01-01T12:00:02Z", "2026-01-01T12:00:00Z"),
        (86400, "2016-12-31T23:59:59Z", "2017-01-01T00:00:00Z"),
    ],
)
def test_without_a_date_it_is_the_nearest_day(seconds: float, received: str, told: str) -> None:
    assert moment(seconds, None, at(received)) == datetime.fromisoformat(told)


def test_a_date_two_years_off_is_not_believed_unless_told_to() -> None:
    received = at("2026-01-01T12:00:00Z")
    assert moment(0, date(2024, 1, 3), received) == datetime(2024, 1, 3, tzinfo=UTC)
    assert moment(0, date(2006, 5, 18), received) is None
    assert moment(0, date(2006, 5, 18), received, trust=True) == datetime(2006, 5, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "received", "told"),
    [
        (1, "2026-01-31T23:59:00Z", "2026-02-01T00:00:00Z"),
        (31, "2026-02-01T00:01:00Z", "2026-01-31T00:00:00Z"),
        (31, "2026-01-01T00:01:00Z", "2025-12-31T00:00:00Z"),
        (30, "2026-03-01T00:00:00Z", "2026-01-30T00:00:00Z"),
    ],
)
def test_a_day_of_some_month(day: int, received: str, told: str) -> None:
    assert moment_of_month(day, 0, at(received)) == datetime.fromisoformat(told)


def test_a_day_no_month_has() -> None:
    assert moment_of_month(32, 0, at("2026-01-01T00:00:00Z")) is None
