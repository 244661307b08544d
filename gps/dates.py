"""When a fix was true: a radio's time of day and perhaps date, made whole by the time of receipt."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

DOUBT = timedelta(days=2 * 365.25)  # a date further off than this is a receiver's week rollover or a lost battery
HALF_DAY = timedelta(hours=12)


def moment(seconds: float, day: date | None, received: float, trust: bool = False) -> datetime | None:
    """The UTC moment of ``seconds`` since midnight, or ``None`` if its date cannot be believed.

    Without ``day``, the day that puts it within twelve hours of ``received`` (s since 1970). With ``trust`` the radio's
    date is never doubted.
    """
    now = datetime.fromtimestamp(received, UTC)
    if day is not None:
        told = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=seconds)
        return told if trust or abs(told - now) <= DOUBT else None
    told = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(seconds=seconds)
    if told - now > HALF_DAY:
        return told - timedelta(days=1)
    return told + timedelta(days=1) if now - told > HALF_DAY else told


def believed(told: datetime, received: float, trust: bool = False) -> datetime | None:
    """A whole moment as a device told it (UTC if it names no zone), or ``None`` if that cannot be true.

    ``received`` in s since 1970; with ``trust`` the device's clock is never doubted.
    """
    try:
        utc = (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return None
    return utc if trust or abs(utc - datetime.fromtimestamp(received, UTC)) <= DOUBT else None


def moment_of_month(day: int, seconds: float, received: float) -> datetime | None:
    """The last UTC moment on a ``day`` of some month up to half a day after ``received``; ``None`` if there is none."""
    now = datetime.fromtimestamp(received, UTC)
    found: list[datetime] = []
    for month in (now.month - 2, now.month - 1, now.month, now.month + 1):
        try:
            start = datetime(now.year + (month - 1) // 12, (month - 1) % 12 + 1, day, tzinfo=UTC)
        except ValueError:
            continue
        told = start + timedelta(seconds=seconds)
        if told <= now + HALF_DAY:
            found.append(told)
    return max(found, default=None)
