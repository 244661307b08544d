"""Hytera's messages and frames as a repeater sends them: HSTRP, HDAP, places. Made apart from the product's reader.

Source: captures in the tests of ok-dmrlib and dmr-kaitai, philpem's notes on the ADK.
"""

from __future__ import annotations

import time
from typing import NamedTuple

from station.simulate.roads import Place

RCP, LP, TMP, RRS = 0x02, 0x08, 0x09, 0x11
OPTIONS, CONNECT, BEAT, ACK = 0x20, 0x04, 0x02, 0x01
KNOTS = 3600 / 1852


class Told(NamedTuple):
    """What the console sent: HSTRP flags and number, and the message if there is one (``service`` 0: none)."""

    flags: int
    number: int
    service: int = 0
    opcode: int = 0
    payload: bytes = b""


def parse(data: bytes) -> Told | None:
    """A datagram of the console, which sends no options."""
    if len(data) < 6 or data[:3] != b"2B\0":
        return None
    flags, number, inner = data[3], int.from_bytes(data[4:6], "big"), data[6:]
    if len(inner) < 7:
        return Told(flags, number)
    little = inner[0] & 0x7F == RCP
    opcode = int.from_bytes(inner[1:3], "little" if little else "big")
    return Told(flags, number, inner[0] & 0x7F, opcode, inner[5:-2])


def frame(flags: int, number: int, repeater: int, data: bytes = b"", rtp: bool = False) -> bytes:
    """A frame of slot 1; with options where the flags say so: the repeater's number, the slot, whether RTP is here."""
    head = b"2B\0" + bytes((flags,)) + number.to_bytes(2, "big")
    if flags & OPTIONS:
        head += (b"\x81\x00" if rtp else b"") + b"\x83\x04" + repeater.to_bytes(4, "big") + b"\x04\x01\x01"
    return head + data


def message(service: int, opcode: int, payload: bytes) -> bytes:
    """A message; radio control is little-endian."""
    order: str = "little" if service == RCP else "big"
    if order == "little":
        body = opcode.to_bytes(2, "little") + len(payload).to_bytes(2, "little") + payload
    else:
        body = opcode.to_bytes(2, "big") + len(payload).to_bytes(2, "big") + payload
    return bytes((service,)) + body + bytes((~sum(body) + 0x33 & 0xFF, 3))


def address(number: int) -> bytes:
    """Where a radio is, in the network of radios."""
    return bytes((10,)) + number.to_bytes(3, "big")


def gps(place: Place | None, utc: float) -> bytes:
    """Forty characters."""
    if place is None:
        return b"V" + bytes(39)
    clock = time.strftime("%H%M%S%d%m%y", time.gmtime(utc))
    north, east = "N" if place.lat >= 0 else "S", "E" if place.lon >= 0 else "W"
    knots = f"{place.speed * KNOTS:.1f}"[:3] if place.speed * KNOTS < 10 else f"{place.speed * KNOTS:03.0f}"
    text = (
        f"A{clock}{north}{_minutes(place.lat, 2)}{east}{_minutes(place.lon, 3)}{knots}{round(place.course) % 360:03d}"
    )
    return text.encode("ascii")


def _minutes(degrees: float, width: int) -> str:
    whole, minutes = divmod(round(abs(degrees) * 600_000), 600_000)
    return f"{whole:0{width}d}{minutes // 10_000:02d}.{minutes % 10_000:04d}"
