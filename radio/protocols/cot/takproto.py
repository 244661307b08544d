"""TAK protobuf version 1: the same events as bytes. Reads; knows the few fields of protobuf that it needs.

Source: takmessage.proto, cotevent.proto and detail.proto as the public ATAK sources number them; bytes of takproto
3.0.1. Whatever ``detail.xmlDetail`` says is XML as in a document; the typed parts beside it win.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from radio.codec import ProtocolError
from radio.protocols.cot.event import CotEvent, identity, parse, point, read_detail
from radio.told import MOST_SPEED, course, number, words

VARINT, EIGHT, BYTES, FOUR = 0, 1, 2, 5
_EVENT = 2  # of a TakMessage
_TYPE, _UID, _TIME, _STALE, _HOW, _LAT, _LON, _HAE, _CE, _DETAIL = 1, 5, 6, 8, 9, 10, 11, 12, 13, 15
_XML, _CONTACT, _STATUS, _TAKV, _TRACK = 1, 2, 5, 6, 7  # of a Detail
_ENDPOINT, _CALLSIGN = 1, 2
_BATTERY = 1
_SPEED, _COURSE = 1, 2
Value = int | float | bytes


def varint(data: bytes | bytearray, at: int) -> tuple[int, int]:
    """A number of 7 bits a byte, least first, and where it ends. Raises ``IndexError`` where bytes are missing."""
    value = 0
    for shift in range(0, 70, 7):
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value & (1 << 64) - 1, at
    raise ProtocolError("protobuf: a number of more than ten bytes")


def fields(data: bytes) -> Iterator[tuple[int, Value]]:
    """Field numbers with their values. Raises :class:`ProtocolError` for what is cut off or no protobuf."""
    at = 0
    while at < len(data):
        try:
            number_, value, at = _field(data, at)
        except (IndexError, struct.error):
            raise ProtocolError("protobuf cut off") from None
        yield number_, value


def _field(data: bytes, at: int) -> tuple[int, Value, int]:
    key, at = varint(data, at)
    kind = key & 7
    if key >> 3 == 0:
        raise ProtocolError("protobuf: field 0")
    if kind == VARINT:
        value, at = varint(data, at)
        return key >> 3, value, at
    if kind == EIGHT:
        return key >> 3, struct.unpack_from("<d", data, at)[0], at + 8
    if kind == FOUR:
        return key >> 3, struct.unpack_from("<f", data, at)[0], at + 4
    if kind != BYTES:
        raise ProtocolError(f"protobuf: wire type {kind}")
    length, at = varint(data, at)
    if length > len(data) - at:
        raise IndexError(length)
    return key >> 3, data[at : at + length], at + length


def message_end(buffer: bytearray, mesh: bool) -> tuple[int, int]:
    """Where the message begins and ends behind its framing; the end is 0 while that cannot be known.

    A datagram (``mesh``) tells no length: its message ends where what follows is no field of one any more.
    """
    if not mesh:
        try:
            length, start = varint(buffer, 1)
        except IndexError:
            return 0, 0
        return start, start + length
    data, at, whole = bytes(buffer), 3, 0
    while at < len(data):
        try:
            field, _, at = _field(data, at)
        except (IndexError, struct.error, ProtocolError):
            break
        if field > 4:  # beyond what a TakMessage has
            break
        whole = at
    return 3, whole


def read(message: bytes) -> CotEvent | None:
    """The event in a TakMessage, ``None`` if it holds none. Raises :class:`ProtocolError`."""
    event = next((value for field, value in fields(message) if field == _EVENT), None)
    if event is None:
        return None
    if not isinstance(event, bytes):
        raise ProtocolError("protobuf: an event that is none")
    told = dict(fields(event))
    uid, kind = identity(_text(told.get(_UID)), _text(told.get(_TYPE)))
    where = point(*(told.get(field, 0.0) for field in (_LAT, _LON, _HAE, _CE)))
    return CotEvent(
        uid=uid,
        type=kind,
        how=words(_text(told.get(_HOW)), 20),
        time=_moment(told.get(_TIME)),
        stale=_moment(told.get(_STALE)),
        **where._asdict(),
        **_detail(told.get(_DETAIL)),
    )


def _detail(value: Value | None) -> dict[str, Any]:
    if not isinstance(value, bytes):
        return {}
    parts = dict(fields(value))
    xml = parts.get(_XML)
    told: dict[str, Any] = read_detail(parse(b"<detail>" + xml + b"</detail>")) if isinstance(xml, bytes) else {}
    contact, status, track = (_part(parts, field) for field in (_CONTACT, _STATUS, _TRACK))
    if _CALLSIGN in contact:
        told["callsign"] = words(_text(contact[_CALLSIGN]))
    told["device"] = bool(told.get("device")) or _TAKV in parts or _ENDPOINT in contact
    if _BATTERY in status:
        told["battery"] = number(status[_BATTERY], 0, 100)
    if _TRACK in parts:
        told["speed"], told["course"] = number(track.get(_SPEED, 0.0), 0, MOST_SPEED), course(track.get(_COURSE, 0.0))
    return told


def _part(parts: dict[int, Value], field: int) -> dict[int, Value]:
    value = parts.get(field)
    return dict(fields(value)) if isinstance(value, bytes) else {}


def _text(value: Value | None) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""


def _moment(value: Value | None) -> datetime | None:
    if not isinstance(value, int) or not 0 < value < 1 << 47:
        return None
    return datetime.fromtimestamp(value / 1000, UTC)
