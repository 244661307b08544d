"""SDS type 4 and SDS-TL as bytes: protocol identifiers, transfer, report, acknowledgement, text header, concatenation.

Source: EN 300 392-2 §29 as read by ftl/tetra-pei and svxlink's TetraLogic, and their tests (facts only).
"""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from radio.codec import ProtocolError
from radio.protocols.sds.letters import read_text

SIMPLE_TEXT, SIMPLE_LOCATION, SIMPLE_IMMEDIATE, LIP, SIMPLE_CONCATENATED = 0x02, 0x03, 0x09, 0x0A, 0x0C
LRRP = 0x80  # Motorola's, as radios of theirs send it: reserved by the standard, without the transport header
TEXT, LOCATION, IMMEDIATE, USER_HEADER, CONCATENATED = 0x82, 0x83, 0x89, 0x8A, 0x8C
TL = 0x80  # identifiers from here on carry the transport layer header
TRANSFER, REPORT, ACK = 0, 1, 2
RECEIVED, CONSUMED = 0x00, 0x02  # delivery status
WANT_RECEIVED, WANT_CONSUMED = 1, 2  # reports a transfer asks for; 3 is both
_WANT_ACK = 0x08
# forward address type → its length in bytes; the others have none or are of no use here
_FORWARD = {0: 1, 1: 3, 2: 6}
SHORT_REPORT = 0x7C00  # a status from here to 0x7FFF is a short-form report


class Transfer(msgspec.Struct, kw_only=True):
    """A TL transfer: ``wants`` 0 none, 1 received, 2 consumed, 3 both; ``body`` is what follows the header."""

    pid: int
    wants: int
    ref: int
    body: bytes


class Report(msgspec.Struct, kw_only=True):
    """A TL report or acknowledgement of message ``ref``; ``status`` as EN 300 392-2 table 29.16."""

    pid: int
    ack: bool
    status: int
    ref: int
    wants_ack: bool = False


class Text(msgspec.Struct, kw_only=True):
    """A text, or part ``part`` of ``parts`` of text ``group``: its letters as bytes in coding ``scheme``."""

    scheme: int
    letters: bytes = b""
    time: datetime | None = None
    group: int = 0
    parts: int = 1
    part: int = 1

    @property
    def text(self) -> str:
        """The letters read."""
        return read_text(self.scheme, self.letters)


class Piece(msgspec.Struct, kw_only=True):
    """Piece ``part`` of ``parts`` of message ``group``, whatever that is: ``body`` is a piece of a whole payload."""

    group: int
    parts: int
    part: int
    body: bytes


def read_tl(data: bytes) -> Transfer | Report:
    """A payload whose protocol identifier is 0x80 or more. Raises :class:`ProtocolError` where it is cut off."""
    if len(data) < 3:
        raise ProtocolError(f"SDS-TL of {len(data)} bytes")
    kind, flags = data[1] >> 4, data[1] & 0x0F
    if kind in (REPORT, ACK):
        if len(data) < 4:
            raise ProtocolError("SDS-TL report cut off")
        wants_ack = kind == REPORT and bool(flags & _WANT_ACK)
        return Report(pid=data[0], ack=kind == ACK, status=data[2], ref=data[3], wants_ack=wants_ack)
    if kind != TRANSFER:
        raise ProtocolError(f"SDS-TL message type {kind}")
    at = 3
    if flags & 1:  # store and forward: validity, forward address
        if len(data) < 4:
            raise ProtocolError("SDS-TL storage field cut off")
        at += 1 + _FORWARD.get(data[3] & 7, 0)
        if len(data) < at:
            raise ProtocolError("SDS-TL forward address cut off")
    return Transfer(pid=data[0], wants=flags >> 2, ref=data[2], body=data[at:])


def read_body_text(body: bytes, received: float, header: bool) -> Text:
    """The body of a text transfer: coding scheme, perhaps a time, perhaps (``header``) a user data header, letters."""
    if not body:
        raise ProtocolError("SDS text without coding scheme")
    scheme, at, when = body[0] & 0x7F, 1, None
    if body[0] & 0x80:
        if len(body) < 4:
            raise ProtocolError("SDS text time cut off")
        when, at = _time(int.from_bytes(body[1:4], "big"), received), 4
    text = Text(scheme=scheme, time=when)
    if header:
        at = _user_header(body, at, text)
    text.letters = body[at:]
    return text


def read_piece(body: bytes) -> Piece:
    """What follows the identifier (and, from 0x80 on, the transport header) of a concatenated message.

    Control byte, reference, how many, which: as one public program has it; no radio was seen to send it.
    """
    if len(body) < 5:
        raise ProtocolError("SDS piece cut off")
    _, group, parts, part = body[:4]
    if not 1 <= part <= parts:
        raise ProtocolError(f"SDS piece {part} of {parts}")
    return Piece(group=group, parts=parts, part=part, body=body[4:])


def write_report(pid: int, status: int, ref: int) -> bytes:
    """A report that message ``ref`` was received or read."""
    return bytes((pid, REPORT << 4, status, ref))


def write_ack(report: Report) -> bytes:
    """The acknowledgement of a report that wants one."""
    return bytes((report.pid, ACK << 4, report.status, report.ref))


def write_part(wants: int, ref: int, scheme: int, group: int, parts: int, part: int, letters: bytes) -> bytes:
    """Part ``part`` of a long text: a 3GPP TS 23.040 user data header that says which, then the letters."""
    return bytes((USER_HEADER, wants << 2, ref, scheme, 5, 0, 3, group, parts, part)) + letters


def _time(stamp: int, received: float) -> datetime | None:
    """Two bits frame, two reserved, month 4, day 5, hour 5, minute 6. Only UTC is a moment we know."""
    if stamp >> 22 != 1:
        return None
    month, day, hour, minute = stamp >> 16 & 15, stamp >> 11 & 31, stamp >> 6 & 31, stamp & 63
    now = datetime.fromtimestamp(received, UTC)
    found = []
    for year in (now.year - 1, now.year, now.year + 1):
        try:
            found.append(datetime(year, month, day, hour, minute, tzinfo=UTC))
        except ValueError:
            continue
    return min(found, key=lambda told: abs(told - now)) if found else None


def _user_header(body: bytes, at: int, text: Text) -> int:
    """Reads a 3GPP TS 23.040 user data header at ``at``: only concatenation counts. Returns where letters start."""
    if at >= len(body):
        raise ProtocolError("SDS user data header cut off")
    end = at + 1 + body[at]
    if end > len(body):
        raise ProtocolError("SDS user data header cut off")
    at += 1
    while at + 2 <= end:
        element, size = body[at], body[at + 1]
        value = body[at + 2 : min(at + 2 + size, end)]
        if (element, len(value)) in ((0, 3), (8, 4)):
            text.group, text.parts, text.part = int.from_bytes(value[:-2], "big"), value[-2], value[-1]
        at += 2 + size
    if text.parts > 1 and not 1 <= text.part <= text.parts:
        raise ProtocolError(f"SDS part {text.part} of {text.parts}")
    return end
