"""Short data of a TETRA terminal: text with its coding scheme, delivery reports. Source: EN 300 392-2, SDS-TL."""

from __future__ import annotations

import msgspec

TEXT, SIMPLE_TEXT = 0x82, 0x02
LATIN_1, BALTIC, UTF_16 = 1, 11, 26
CODECS = {LATIN_1: "iso8859-1", 4: "iso8859-4", BALTIC: "iso8859-13", UTF_16: "utf-16-be"}
RECEIVED, CONSUMED = 0x00, 0x02


def text_message(text: str, reference: int, wants: int, scheme: int | None = None) -> str:
    """A text in SDS-TL as hex. ``wants``: report 0 none, 1 received, 2 read.

    The scheme is 1 for ASCII, else as told, and UTF-16 for what that one lacks (a dash, a quotation mark).
    """
    chosen = LATIN_1 if text.isascii() else scheme or UTF_16
    try:
        text.encode(CODECS[chosen])
    except UnicodeEncodeError:
        chosen = UTF_16
    return (bytes((TEXT, wants << 2 | 0x02, reference, chosen)) + text.encode(CODECS[chosen])).hex().upper()


class Incoming(msgspec.Struct, frozen=True):
    """What the console sent: the reference it is to be reported under, and which reports it wants."""

    reference: int
    received: bool
    read: bool
    short: bool
    text: str


def read_message(data: bytes) -> Incoming | None:
    """A text of the console; ``None`` for anything else."""
    if len(data) >= 2 and data[0] == SIMPLE_TEXT:
        return Incoming(0, False, False, False, data[2:].decode(CODECS.get(data[1] & 0x7F, "iso8859-1"), "replace"))
    if len(data) < 4 or data[0] not in (TEXT, 0x89, 0x8A) or data[1] >> 4:
        return None
    wants = data[1] >> 2 & 3
    body = data[4 + (3 if data[3] & 0x80 else 0) :]
    text = body.decode(CODECS.get(data[3] & 0x7F, "iso8859-1"), "replace")
    return Incoming(data[2], bool(wants & 1), bool(wants & 2), not data[1] & 0x02, text)


def report(reference: int, status: int) -> str:
    """An SDS-TL report as hex."""
    return bytes((TEXT, 0x10, status, reference)).hex().upper()


def short_report(reference: int, status: int) -> str:
    """The same as a status value: 0x7E00 received, 0x7F00 read, with the reference in the low byte."""
    return f"{(0x7F00 if status == CONSUMED else 0x7E00) | reference:04X}"
