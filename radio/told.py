"""What others told in JSON, XML or a query: taken only where it can be true. Numbers in bounds, texts of a length."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from typing import Any

import msgspec

from gps.fix import is_place
from radio.codec import ProtocolError

MOST_JSON = 1 << 20
MOST_SPEED = 900.0
"""m/s: faster is no officer's aircraft but a field misread."""
_NUMBER = re.compile(r"\s*[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,3})?\s*\Z", re.ASCII)
_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_EPOCH_MS = 1 << 31
"""Beyond what seconds since 1970 can be until 2038: then they are milliseconds."""


def json_object(data: bytes, most: int = MOST_JSON) -> dict[str, Any]:
    """A JSON object. Raises :class:`ProtocolError` for anything else, too long or too deep."""
    if len(data) > most:
        raise ProtocolError(f"JSON of {len(data)} bytes")
    try:
        found = msgspec.json.decode(data)
    except (msgspec.MsgspecError, ValueError) as error:
        raise ProtocolError(f"no JSON: {str(error)[:100]}") from None
    except RecursionError:
        raise ProtocolError("JSON too deep") from None
    if not isinstance(found, dict):
        raise ProtocolError("JSON, but no object")
    return found


def inside(holder: dict[str, Any], key: str) -> dict[str, Any]:
    """The object at ``key``; an empty one where there is none."""
    found = holder.get(key)
    return found if isinstance(found, dict) else {}


def number(value: object, low: float, high: float) -> float | None:
    """``value``, a number or one written as text, if it lies in ``low`` … ``high``."""
    if isinstance(value, str):
        if not _NUMBER.match(value):
            return None
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) and low <= value <= high else None


def place(lat: object, lon: object) -> tuple[float, float] | None:
    """Degrees WGS 84, if both are there and can be a place. 0,0 is none."""
    north, east = number(lat, -90, 90), number(lon, -180, 180)
    return (north, east) if north is not None and east is not None and is_place(north, east) else None


def course(value: object) -> float | None:
    """Degrees true, 0 ≤ course < 360."""
    told = number(value, 0, 360)
    return told % 360 if told is not None else None


def words(value: object, most: int = 80) -> str:
    """A text on one line, cut at ``most`` characters; empty for anything else."""
    return _UNPRINTED.sub(" ", value)[:most].strip() if isinstance(value, str) else ""


def instant(value: object) -> datetime | None:
    """ISO 8601 (with or without zone, a space or ``T``), or seconds or milliseconds since 1970 as number or text."""
    since = number(value, 0, 1e14)
    try:
        if since is not None:
            return datetime.fromtimestamp(since / 1000 if since >= _EPOCH_MS else since, UTC)
        return datetime.fromisoformat(value.strip()) if isinstance(value, str) else None
    except (ValueError, OverflowError, OSError):
        return None
