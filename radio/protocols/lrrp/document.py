"""One LRRP document: its tokens read into what they say. Knows no radio and no network.

A document is its id, its length, then tokens. Odd ids carry values in place; even ones first a table of constants that
tokens refer to. Reading ends at a token nobody knows: what came before it is kept, the rest stays as bytes.
Latitude is sign and magnitude, 180/2³² degrees a step; longitude two's complement, 360/2³² (proved on radios south of
the equator: issues 1118 and 1119 of sdrtrunk). Speed is taken as m/s, as its style suggests; no radio confirmed it.
Source of ids and tokens: vectors of ok-dmrlib's tests, Moto.Net and dsd-neo (facts), the design's digest.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec

from radio.codec import ProtocolError
from radio.protocols.lrrp.numbers import Overlong, sfloatvar, ufloatvar, uintvar

IMMEDIATE_REQUEST, IMMEDIATE_REPORT = 0x05, 0x07
TRIGGER_REQUEST, TRIGGER_ANSWER, TRIGGER_REPORT = 0x09, 0x0B, 0x0D
STOP_REQUEST, STOP_ANSWER, UNSOLICITED_REPORT = 0x0F, 0x11, 0x13
VERSION_REQUEST, VERSION_REPORT = 0x14, 0x15
REPORTS = {IMMEDIATE_REPORT: "request", TRIGGER_REPORT: "periodic", UNSOLICITED_REPORT: None}
"""The documents that tell a position, and on what occasion."""
ANSWERS = (TRIGGER_ANSWER, STOP_ANSWER)
REQUESTS = (IMMEDIATE_REQUEST, TRIGGER_REQUEST, STOP_REQUEST, VERSION_REQUEST)
BAD_COMMAND, DUPLICATE = 0x0A, 0x16
RESULTS = {
    0x00: "ok",
    0x05: "unspecified",
    BAD_COMMAND: "bad command",
    0x10: "no GPS",
    DUPLICATE: "duplicate request",
    0x200: "GPS initialising",
}
_TABLED = range(0x04, 0x13, 2)  # the same documents one id lower: with a table of constants
_LAT_STEP, _LON_STEP = 180 / 2**32, 360 / 2**32
_MOST_TEXT = 200


class Document(msgspec.Struct, kw_only=True):
    """What one document said; ``None`` for what it did not say. Degrees, m, m/s; ``kind`` by the ids above.

    ``result``: 0 is success. ``trigger``: of a request, what it wants to be told. ``rest``: bytes from a token that
    nobody knows, and ``why`` reading ended there.
    """

    kind: int
    request: bytes = b""
    time: datetime | None = None
    lat: float | None = None
    lon: float | None = None
    altitude: float | None = None
    accuracy: float | None = None
    speed: float | None = None
    course: float | None = None
    result: int | None = None
    text: str = ""
    version: int | None = None
    interval: int | None = None
    wants: tuple[int, ...] = ()
    rest: bytes = b""
    why: str = ""
    table: bytes = b""


Take = Callable[[Document, bytes, int], int]
"""Reads what follows a token at a place; returns where that ends. ``IndexError`` for a cut-off."""


def read(data: bytes) -> Document:
    """The document in ``data``; bytes after its end are padding. Raises :class:`ProtocolError` if it is none."""
    if len(data) < 2:
        raise ProtocolError(f"LRRP of {len(data)} bytes")
    kind = data[0] + 1 if data[0] in _TABLED else data[0]
    if kind not in REPORTS and kind not in ANSWERS and kind not in REQUESTS and kind != VERSION_REPORT:
        raise ProtocolError(f"LRRP document {data[0]:02X}")
    try:
        length, start = uintvar(data, 1)
    except (IndexError, Overlong):
        raise ProtocolError("LRRP document without a length") from None
    body = data[start : start + length]
    document = Document(kind=kind)
    at = _constants(document, body) if kind != data[0] else 0
    _tokens(document, body, at, _ASKED if kind in REQUESTS else _TOLD)
    if len(body) < length:
        document.why = f"LRRP cut off: {length} bytes promised, {len(body)} came"
    return document


def _constants(document: Document, body: bytes) -> int:
    try:
        length, start = uintvar(body, 0)
    except (IndexError, Overlong):
        document.why, document.rest = "LRRP constants cut off", body
        return len(body)
    document.table = body[start : start + length]
    return start + length


def _tokens(document: Document, body: bytes, at: int, known: dict[int, Take]) -> None:
    end = len(body)
    while at < end:
        take = known.get(body[at])
        if take is None:
            document.why = f"LRRP token {body[at]:02X}"
            document.rest = body[at:]
            return
        try:
            after = take(document, body, at + 1)
        except (IndexError, Overlong):
            after = end + 1
        if after > end:
            document.why = f"LRRP token {body[at]:02X} cut off"
            document.rest = body[at:]
            return
        at = after


def _request(document: Document, body: bytes, at: int) -> int:
    length, start = uintvar(body, at)
    _named(document, body[start : start + length], length)
    return start + length


def _short_request(document: Document, body: bytes, at: int) -> int:
    _named(document, body[at : at + 1], 1)
    return at + 1


def _referred_request(document: Document, body: bytes, at: int) -> int:
    """A place in the table of constants, where length and octets stand."""
    place, end = uintvar(body, at)
    table = document.table
    if place < len(table):
        _named(document, table[place + 1 : place + 1 + table[place]], table[place])
    return end


def _named(document: Document, name: bytes, length: int) -> None:
    """The first whole one counts: what follows it cannot take it back."""
    if not document.request and len(name) == length:
        document.request = name


def _time(document: Document, body: bytes, at: int) -> int:
    """14 bits year, 4 month, 5 day, 5 hour, 6 minute, 6 second; UTC. One that cannot be is none."""
    bits = int.from_bytes(body[at : at + 5], "big")
    if at + 5 > len(body):
        raise IndexError
    try:
        document.time = datetime(
            bits >> 26, bits >> 22 & 15, bits >> 17 & 31, bits >> 12 & 31, bits >> 6 & 63, bits & 63, tzinfo=UTC
        )
    except ValueError:
        document.time = None
    return at + 5


def _point(document: Document, body: bytes, at: int) -> int:
    if at + 8 > len(body):
        raise IndexError
    lat = int.from_bytes(body[at : at + 4], "big")
    lon = int.from_bytes(body[at + 4 : at + 8], "big")
    magnitude = (lat & 0x7FFFFFFF) * _LAT_STEP
    document.lat = -magnitude if lat & 0x80000000 else magnitude
    document.lon = (lon - 2**32 if lon & 0x80000000 else lon) * _LON_STEP
    return at + 8


def _circle(document: Document, body: bytes, at: int) -> int:
    document.accuracy, end = ufloatvar(body, _point(document, body, at))
    return end


def _sphere(document: Document, body: bytes, at: int) -> int:
    """A circle, altitude, and how good the altitude is."""
    document.altitude, end = sfloatvar(body, _circle(document, body, at))
    return ufloatvar(body, end)[1]


def _high_point(document: Document, body: bytes, at: int) -> int:
    document.altitude, end = sfloatvar(body, _point(document, body, at))
    return end


def _high_point_bounded(document: Document, body: bytes, at: int) -> int:
    return ufloatvar(body, _high_point(document, body, at))[1]


def _speed(document: Document, body: bytes, at: int) -> int:
    document.speed, end = ufloatvar(body, at)
    return end


def _climb(document: Document, body: bytes, at: int) -> int:
    return sfloatvar(body, at)[1]  # up or down: nobody asks


def _course(document: Document, body: bytes, at: int) -> int:
    document.course = float(body[at] * 2)
    return at + 1


def _result(document: Document, body: bytes, at: int) -> int:
    document.result, end = uintvar(body, at)
    return end


def _success(document: Document, body: bytes, at: int) -> int:
    document.result = 0
    return at


def _error(document: Document, body: bytes, at: int) -> int:
    """An operation's error: code, length and text."""
    document.result, middle = uintvar(body, at)
    length, start = uintvar(body, middle)
    document.text = body[start : start + min(length, _MOST_TEXT)].decode("utf-8", "replace")
    return start + length


def _version(document: Document, body: bytes, at: int) -> int:
    document.version = body[at]
    return at + 1


def _interval(document: Document, body: bytes, at: int) -> int:
    document.interval, end = uintvar(body, at)
    return end


def _wanted(token: int, octets: int) -> Take:
    """A token of a request that only says what is wanted, or when."""

    def take(document: Document, body: bytes, at: int) -> int:
        document.wants = (*document.wants, token, *body[at : at + octets])
        return at + octets

    return take


def _skipped(octets: int) -> Take:
    return lambda document, body, at: at + octets


_IDS: dict[int, Take] = {0x22: _request, 0x23: _short_request, 0x24: _referred_request}
_TOLD: dict[int, Take] = _IDS | {
    0x34: _time,
    0x36: _version,
    0x37: _result,
    0x38: _success,
    0x39: _error,
    0x51: _circle,
    0x55: _sphere,
    0x56: _course,
    0x65: _skipped(1),  # confidence
    0x66: _point,
    0x69: _high_point,
    0x6A: _high_point_bounded,
    0x6B: _skipped(1),  # seen, meaning unknown
    0x6C: _speed,
    0x70: _climb,
}
_ASKED: dict[int, Take] = (
    _IDS
    | {token: _wanted(token, 0) for token in (0x33, 0x34, 0x42, 0x50, 0x51, 0x52, 0x53, 0x54, 0x57, 0x62)}
    | {0x31: _interval, 0x3F: _version, 0x4A: _wanted(0x4A, 1), 0x78: _wanted(0x78, 1)}
)
