"""The ``+CTSDSR`` header and TETRA addresses as a radio's AT interface writes them. Source: EN 300 392-5 §6.17.x."""

from __future__ import annotations

import re

import msgspec

from radio.codec import ProtocolError, Settings
from radio.identity import group_id, radio_id

_DIGITS = re.compile(r"\d{1,24}\Z", re.ASCII)
_HEX = re.compile(r"[0-9A-Fa-f]+\Z")
SSI_DIGITS = 8
MAX_BITS = 1 << 16
MIN_GLUED = 16  # bits: no length alone has as many digits as a length and that much payload


class Header(msgspec.Struct, frozen=True):
    """Who sent what to whom: AI service, addresses as written, bits, end-to-end encryption."""

    service: int
    source: str
    destination: str
    bits: int
    encrypted: bool


def read_header(fields: list[str]) -> Header:
    """``AI,[source],[source type],destination,destination type,bits[,e2ee]``; the short forms with 3 and 4 fields too.

    Raises :class:`ProtocolError` where service or length are not numbers.
    """
    if len(fields) >= 6:
        source, destination, bits, cipher = fields[1], fields[3], fields[5], fields[6] if len(fields) > 6 else ""
    elif len(fields) >= 4:
        source, destination, bits, cipher = "", fields[1], fields[3], fields[4] if len(fields) > 4 else ""
    elif len(fields) == 3:
        source, destination, bits, cipher = "", fields[1], fields[2], ""
    else:
        raise ProtocolError(f"+CTSDSR with {len(fields)} fields")
    if not _DIGITS.match(fields[0]) or not _DIGITS.match(bits) or int(bits) > MAX_BITS:
        raise ProtocolError(f"+CTSDSR: service {fields[0][:24]!r}, length {bits[:24]!r}")
    return Header(int(fields[0]), source, destination, int(bits), cipher not in ("", "0"))


def fits(fields: list[str], digits: str) -> bool:
    """Whether hex ``digits`` are as many as a header with ``fields`` promises."""
    try:
        bits = read_header(fields).bits
    except ProtocolError:
        return False
    return 0 <= len(digits.replace(" ", "")) * 4 - bits < 8


def split_glued(last: str) -> tuple[str, str] | None:
    """The length (or e2ee flag) and payload of a header whose maker forgot the line break, if ``last`` is that."""
    for digits in range(2, 5):
        told, rest = last[:digits], last[digits:]
        if not (_DIGITS.match(told) and _HEX.match(rest)) or int(told) < MIN_GLUED:
            continue
        if 0 <= len(rest) * 4 - int(told) < 8:
            return told, rest
    return None


def payload(line: str) -> bytes | None:
    """A hex line to bytes, an odd nibble padded; ``None`` if it is not hex."""
    line = line.replace(" ", "")
    return bytes.fromhex(line + "0" * (len(line) % 2)) if line and _HEX.match(line) else None


def address(settings: Settings, text: str) -> tuple[str, int] | None:
    """Network and SSI of an address as written: bare SSI, or TSI with MCC (3–4 digits) and MNC in front."""
    if not _DIGITS.match(text):
        return None
    if len(text) <= SSI_DIGITS:
        return settings.network, int(text)
    country, ssi = text[:-SSI_DIGITS], int(text[-SSI_DIGITS:])
    width = 4 if len(country) >= 9 else 3
    if len(country) <= width:
        return settings.network, ssi
    return f"{int(country[:width])}-{int(country[width:])}", ssi


def radio(settings: Settings, text: str) -> str | None:
    """The qualified radio of an address, ``None`` if there is none."""
    found = address(settings, text)
    return radio_id("tetra", *found) if found else None


def group(settings: Settings, text: str) -> str | None:
    """The qualified group of an address: the configured one if it is of this network."""
    found = address(settings, text)
    if found is None:
        return None
    network, ssi = found
    return group_id("tetra", settings, ssi) if network == settings.network else f"tetra@{network}:g{ssi}"


def destination(settings: Settings, text: str) -> str | None:
    """A radio, or the configured group with that number."""
    found = address(settings, text)
    if found and found[0] == settings.network and any(g.number == str(found[1]) for g in settings.groups):
        return group(settings, text)
    return radio(settings, text)
