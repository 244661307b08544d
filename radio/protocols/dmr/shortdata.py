"""Short data: texts, statuses and positions that fit behind a header, without IP. Defined short data and UDT.

Defined short data names its character set; unified data transport (UDT, mostly trunked networks) its format.
Source: ETSI TS 102 361-1 9.2.10–9.2.13, -3 and -4 7.2 (formats as ok-dmrlib lists them; NMEA layout as in dsd-fme).
"""

from __future__ import annotations

from gps.dates import moment
from gps.fix import is_place
from radio.bits import Bits
from radio.codec import Now, ProtocolError
from radio.events import AnyEvent, Located, NoFix, StatusReceived, TextReceived, Undecoded
from radio.protocols.dmr.data import SHORT, UDT
from radio.protocols.dmr.names import Names
from radio.protocols.dmr.packets import Packet

BINARY, BCD, SEVEN, UTF_8, UTF_16, UTF_16_BE, UTF_16_LE = 0, 1, 2, 18, 19, 20, 21
"""Formats of defined short data; 3 to 17 are ISO 8859."""
_LATIN = {3 + n: f"iso8859-{part}" for n, part in enumerate((*range(1, 12), *range(13, 17)))}
_ENCODINGS = {
    **_LATIN,
    UTF_8: "utf-8",
    UTF_16: "utf-16",
    UTF_16_BE: "utf-16-be",
    UTF_16_LE: "utf-16-le",
    22: "utf-32",
    23: "utf-32-be",
    24: "utf-32-le",
}
UDT_SEVEN, UDT_EIGHT, UDT_NMEA, UDT_UTF_16, UDT_MIXED = 3, 4, 5, 7, 10
KNOT = 1852 / 3600


def events_of(packet: Packet, names: Names, now: Now) -> list[AnyEvent]:
    """A packet of short data or UDT that came whole."""
    header = packet.header
    radio, to = names.radio(header.src), names.to(header.dst, header.group)
    if header.status is not None:
        return [StatusReceived(gateway=names.gateway, radio=radio, to=to, code=header.status)]
    try:
        if header.format == UDT and header.detail == UDT_NMEA:
            return [_nmea(packet, names.gateway, radio, now)]
        text = _text(packet)
    except (ProtocolError, UnicodeDecodeError):
        text = None
    if text is None:
        what = "unified data" if header.format == UDT else "short data"
        why = f"{what} of format {header.detail}"
        return [Undecoded(gateway=names.gateway, radio=radio, raw=packet.octets.hex(), why=why)]
    return [TextReceived(gateway=names.gateway, radio=radio, to=to, text=text)]


def _text(packet: Packet) -> str | None:
    """The text of a packet; ``None`` for a format without one."""
    header, octets = packet.header, packet.octets
    used = len(octets) * 8 - packet.idle
    if used < 0:
        raise ProtocolError("more padding than data")
    if header.format == SHORT:
        if header.detail == SEVEN:
            return _printed(_seven(octets, used))
        encoding = _ENCODINGS.get(header.detail)
    elif header.format == UDT and header.detail == UDT_SEVEN:
        return _printed(_seven(octets, used))
    elif header.format == UDT and header.detail == UDT_MIXED:
        octets, used = octets[4:], used - 32  # an address before the text
        encoding = "utf-16-be"
    else:
        encoding = {UDT_EIGHT: "latin-1", UDT_UTF_16: "utf-16-be"}.get(header.detail) if header.format == UDT else None
    return None if encoding is None else _printed(octets[: max(0, used) // 8].decode(encoding, "replace"))


def _seven(octets: bytes, used: int) -> str:
    bits = Bits(octets, used)
    return "".join(chr(bits.take(7)) for _ in range(used // 7))


def _printed(text: str) -> str:
    return text.rstrip("\0")


def _nmea(packet: Packet, gateway: str, radio: str | None, now: Now) -> Located | NoFix:
    """A position as in NMEA sentences: hemispheres, quality, knots, degrees, minutes and their fractions, time."""
    bits = Bits(packet.octets)
    bits.take(1)  # encrypted by its maker, or not
    north, east, good = bits.take(1), bits.take(1), bits.take(1)
    knots = bits.take(7)
    lat, lon = _degrees(bits, 7), _degrees(bits, 8)
    lat, lon = (lat if north else -lat), (lon if east else -lon)
    hour, minute = bits.take(5), bits.take(6)
    if not good or not is_place(lat, lon):
        return NoFix(gateway=gateway, radio=radio, reason="no position")
    told = None
    if hour < 24 and minute < 60:
        told = moment(hour * 3600 + minute * 60, None, now.utc)
    speed = knots * KNOT if knots < 127 else None
    return Located(gateway=gateway, radio=radio, radio_time=told, lat=lat, lon=lon, speed=speed)


def _degrees(bits: Bits, width: int) -> float:
    degrees, minutes, fraction = bits.take(width), bits.take(6), bits.take(14)
    return degrees + (minutes + fraction / 10_000) / 60
