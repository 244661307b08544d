"""LRRP as a radio speaks it: reports of its place, answers, and what it is asked. Made apart from the product's reader.

Source: the bytes of ok-dmrlib's tests; latitude as sign and magnitude, longitude as two's complement.
"""

from __future__ import annotations

import struct
import time
from typing import NamedTuple

from station.simulate.roads import Place

NO_GPS = 0x10
_CIRCLE, _SPEED, _HEADING, _TIME, _RESULT, _DONE = 0x51, 0x6C, 0x56, 0x34, 0x37, 0x38
ASK_NOW, REPORT_NOW, ASK_EVERY, ANSWERED, REPORT, ASK_STOP, STOPPED = 0x05, 0x07, 0x09, 0x0B, 0x0D, 0x0F, 0x11


class Asked(NamedTuple):
    """What the console wants: the document, its request id, ``every`` so many seconds, ``emergency``: on one."""

    kind: int
    request: bytes
    every: int
    emergency: bool


def read(data: bytes) -> Asked | None:
    """The console's documents, of which a radio needs to know no more than this."""
    if len(data) < 4 or data[2] != 0x22:
        return None
    end = 4 + data[3]
    tokens = data[end : 2 + data[1]]
    every = 0
    if tokens[:2] == b"\x34\x31":
        for octet in tokens[2:]:
            every = every << 7 | octet & 0x7F
            if octet < 0x80:
                break
    return Asked(data[0], data[4:end], every, tokens[:2] == b"\x4a\x01")


def report(kind: int, request: bytes, place: Place | None, utc: float) -> bytes:
    """Where the radio is, or that it does not know."""
    if place is None:
        return _document(kind, request, bytes((_RESULT, NO_GPS)))
    lat = round(abs(place.lat) / 180 * 2**32) | (0x80000000 if place.lat < 0 else 0)
    lon = round(place.lon / 360 * 2**32)
    body = bytes((_TIME,)) + _moment(utc) + bytes((_CIRCLE,)) + struct.pack(">Ii", lat, lon) + _fraction(6.5)
    return _document(kind, request, body + bytes((_SPEED,)) + _fraction(place.speed) + bytes((_HEADING, _half(place))))


def answer(kind: int, request: bytes) -> bytes:
    """Yes."""
    return _document(kind, request, bytes((_DONE,)))


def _document(kind: int, request: bytes, body: bytes) -> bytes:
    whole = bytes((0x22, len(request))) + request + body
    return bytes((kind, len(whole))) + whole


def _moment(utc: float) -> bytes:
    at = time.gmtime(utc)
    bits = at.tm_year << 26 | at.tm_mon << 22 | at.tm_mday << 17 | at.tm_hour << 12 | at.tm_min << 6 | at.tm_sec
    return bits.to_bytes(5, "big")


def _fraction(value: float) -> bytes:
    """Whole part below 128 and 1/128ths."""
    steps = min(round(value * 128), 127 * 128 + 127)
    return bytes((steps >> 7, steps & 0x7F))


def _half(place: Place) -> int:
    return round(place.course / 2) % 180
