"""HDAP: the messages of Hytera's data applications, whatever carries them.

Service (1 octet; 80 marks a reliable message), opcode (2), length (2), payload, checksum (1), 03. The checksum is the
inverted sum from opcode to payload, plus 33 hex; captures hold wrong ones, so it is only judged where told to. Opcode
and length are big-endian, for radio control little-endian.
Source: captures in the tests of ok-dmrlib and dmr-kaitai, philpem's notes on the ADK (bytes and facts).
"""

from __future__ import annotations

from typing import Literal

import msgspec

from radio.codec import ProtocolError

RCP, LP, TMP, RRS, TELEMETRY, DTP, DDS = 0x02, 0x08, 0x09, 0x11, 0x12, 0x13, 0x14
NAMES = {
    RCP: "radio control",
    LP: "location",
    TMP: "text",
    RRS: "registration",
    TELEMETRY: "telemetry",
    DTP: "data transmission",
    DDS: "data delivery",
}
_RELIABLE, _END = 0x80, 0x03
_FRAME = 7  # octets around the payload


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One message."""

    service: int
    opcode: int
    payload: bytes = b""
    reliable: bool = False


def read(data: bytes, at: int = 0, strict: bool = False) -> tuple[Message, int]:
    """The message at ``at`` and where it ends; ``strict``: with a right checksum. Raises :class:`ProtocolError`."""
    if len(data) - at < _FRAME:
        raise ProtocolError(f"HDAP of {len(data) - at} bytes")
    service = data[at] & 0x7F
    if service not in NAMES:
        raise ProtocolError(f"HDAP service {data[at]:02X}")
    order = _order(service)
    opcode = int.from_bytes(data[at + 1 : at + 3], order)
    length = int.from_bytes(data[at + 3 : at + 5], order)
    end = at + _FRAME + length
    if len(data) < end:
        raise ProtocolError(f"HDAP promises {length} bytes, {len(data) - at - _FRAME} came")
    if data[end - 1] != _END:
        raise ProtocolError(f"HDAP ends with {data[end - 1]:02X}")
    if strict and data[end - 2] != checksum(data[at + 1 : end - 2]):
        raise ProtocolError("HDAP checksum wrong")
    reliable = bool(data[at] & _RELIABLE)
    return Message(service=service, opcode=opcode, payload=data[at + 5 : end - 2], reliable=reliable), end


def write(message: Message) -> bytes:
    """The bytes of ``message``."""
    order = _order(message.service)
    body = message.opcode.to_bytes(2, order) + len(message.payload).to_bytes(2, order) + message.payload
    first = message.service | (_RELIABLE if message.reliable else 0)
    return bytes((first,)) + body + bytes((checksum(body), _END))


def checksum(body: bytes) -> int:
    """Of opcode, length and payload."""
    return (~sum(body) + 0x33) & 0xFF


def _order(service: int) -> Literal["little", "big"]:
    return "little" if service == RCP else "big"
