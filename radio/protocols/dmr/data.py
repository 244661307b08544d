"""Data headers and data blocks: what a packet announces of itself, and the octets of each of its blocks.

A header is 12 octets by BPTC with a CRC-16. Blocks come at rate ½ (BPTC, 12 octets), ¾ (trellis, 18) or 1 (24, no
repair). Blocks of confirmed data begin with a serial number (7 bits) and a CRC-9, so each of them proves itself.
:mod:`.packets` puts them together. Source: ETSI TS 102 361-1 clause 8 and 9.2; proved on the open vectors.
"""

from __future__ import annotations

import msgspec

from radio.codec import ProtocolError
from radio.protocols.dmr import bptc, crc, trellis
from radio.protocols.dmr.burst import RATE_1, RATE_12, RATE_34

UDT, RESPONSE, UNCONFIRMED, CONFIRMED, SHORT, RAW, PROPRIETARY = 0, 1, 2, 3, 13, 14, 15
"""Formats of a header (DPF)."""
COMPRESSED, IP, ARP, PROPRIETARY_DATA, SHORT_DATA = 3, 4, 5, 9, 10
"""Service access points (SAP): what the packet carries."""
_NAMES = {
    UDT: "unified data",
    RESPONSE: "a response",
    UNCONFIRMED: "unconfirmed data",
    CONFIRMED: "confirmed data",
    SHORT: "short data",
    RAW: "raw data",
}
SIZES = {RATE_12: bptc.OCTETS, RATE_34: trellis.OCTETS, RATE_1: 24}
"""Octets of a block."""
_MASKS = {RATE_12: crc.RATE_12, RATE_34: crc.RATE_34, RATE_1: crc.RATE_1}
_HALF = (1 << 96) - 1


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """A data header. ``blocks`` to follow; ``pad`` octets (short data: bits) at the end that do not count.

    ``sequence`` is N(S) of confirmed data; ``fragment`` its number with 8 added in the last; ``detail`` the format of
    short data or UDT, the class, type and status of a response, or the maker of proprietary data.
    """

    octets: bytes
    format: int
    group: bool = False
    answer: bool = False
    sap: int = 0
    dst: int = 0
    src: int = 0
    blocks: int = 0
    pad: int = 0
    sequence: int = 0
    fragment: int = 8
    detail: int = 0
    status: int | None = None

    @property
    def name(self) -> str:
        """What kind of packet it announces."""
        return _NAMES.get(self.format, "data")


def read_header(octets: bytes) -> Header:
    """Ten octets (their CRC proved already). Raises :class:`ProtocolError` for a format nobody knows."""
    if len(octets) < 10:
        raise ProtocolError(f"data header of {len(octets)} bytes")
    kind, low = octets[0] & 15, octets[1] & 15
    if kind == PROPRIETARY:
        return Header(octets=octets, format=kind, sap=octets[0] >> 4, detail=octets[1])
    header = Header(
        octets=octets,
        format=kind,
        group=bool(octets[0] & 0x80),
        answer=bool(octets[0] & 0x40),
        sap=octets[1] >> 4,
        dst=int.from_bytes(octets[2:5], "big"),
        src=int.from_bytes(octets[5:8], "big"),
        blocks=octets[8] & 0x7F,
        detail=octets[9],
    )
    pad, short = (octets[0] & 0x10) | low, (octets[0] & 0x30) | low
    if kind == UDT:
        return msgspec.structs.replace(header, blocks=(octets[8] & 3) + 1, pad=octets[8] >> 3, detail=pad)
    if kind == RESPONSE:
        return header
    if kind in (UNCONFIRMED, CONFIRMED):
        return msgspec.structs.replace(
            header,
            pad=pad,
            sequence=octets[9] >> 4 & 7,
            fragment=octets[9] & 15,
        )
    if kind in (SHORT, RAW):
        status = (octets[8] & 3) << 8 | octets[9] if kind == RAW and not short else None
        return msgspec.structs.replace(header, blocks=short, pad=octets[9], detail=octets[8] >> 2, status=status)
    raise ProtocolError(f"data header of format {kind}")


def header_of(burst: bytes) -> Header | None:
    """The header of a data header burst; ``None`` if none can be proved."""
    for octets, _ in bptc.candidates(burst):
        if crc.is_sealed(octets, crc.DATA):
            return read_header(octets[:10])
    return None


class Block(msgspec.Struct, frozen=True):
    """A data block. ``serial`` and ``user`` (its octets without number and CRC) only if its CRC-9 proves it."""

    octets: bytes
    serial: int | None = None
    user: bytes = b""


def block_of(burst: bytes, kind: int) -> Block | None:
    """The block of a data burst of type ``kind`` (one of :data:`SIZES`); ``None`` if it cannot be read at all.

    Where several repairs are possible, the one that proves itself as confirmed data.
    """
    first: Block | None = None
    for octets in _readings(burst, kind):
        serial = octets[0] >> 1
        if crc.crc9(octets[2:], serial, _MASKS[kind]) == (octets[0] & 1) << 8 | octets[1]:
            return Block(octets, serial, octets[2:])
        first = first or Block(octets)
    return first


def _readings(burst: bytes, kind: int) -> list[bytes]:
    if kind == RATE_12:
        return [octets for octets, _ in bptc.candidates(burst)]
    number = int.from_bytes(burst, "big")
    if kind == RATE_34:
        return [trellis.decode(number)[0]]
    # rate 1: 96 bits before the middle and 96 behind it; the two nearest to it on either side are not used
    return [(number >> 168 << 96 | number & _HALF).to_bytes(24, "big")]


def write_block(octets: bytes, kind: int) -> int:
    """The information bits of a block, as a number of 264 bits whose middle is zero."""
    if kind == RATE_12:
        return bptc.encode(octets)
    if kind == RATE_34:
        return trellis.encode(octets)
    value = int.from_bytes(octets, "big")
    return value >> 96 << 168 | value & _HALF


def confirmed(user: bytes, serial: int, kind: int) -> bytes:
    """A confirmed block: serial number, CRC-9, user data."""
    check = crc.crc9(user, serial, _MASKS[kind])
    return bytes((serial << 1 | check >> 8, check & 0xFF)) + user


def write_header(
    dst: int,
    src: int,
    *,
    sap: int,
    blocks: int,
    pad: int,
    group: bool = False,
    sequence: int | None = None,
    whole: bool = True,
) -> bytes:
    """The twelve octets of a header of unconfirmed data, or of confirmed data if it has a ``sequence`` number."""
    kind = UNCONFIRMED if sequence is None else CONFIRMED
    first = group << 7 | (sequence is not None) << 6 | pad & 0x10 | kind
    last = 8 if sequence is None else (sequence & 7) << 4 | 8
    octets = bytes((first, sap << 4 | pad & 15)) + dst.to_bytes(3, "big") + src.to_bytes(3, "big")
    return crc.sealed(octets + bytes((whole << 7 | blocks, last)), crc.DATA)


def write_short_header(dst: int, src: int, *, blocks: int, detail: int, pad: int, group: bool = False) -> bytes:
    """The twelve octets of a header of defined short data in format ``detail``; ``pad`` bits at its end are idle."""
    octets = bytes((group << 7 | blocks & 0x30 | SHORT, SHORT_DATA << 4 | blocks & 15))
    octets += dst.to_bytes(3, "big") + src.to_bytes(3, "big")
    return crc.sealed(octets + bytes((detail << 2 | 1, pad)), crc.DATA)


def write_status(dst: int, src: int, status: int, group: bool = False) -> bytes:
    """The twelve octets of a precoded status (0–1023)."""
    octets = bytes((group << 7 | RAW, SHORT_DATA << 4)) + dst.to_bytes(3, "big") + src.to_bytes(3, "big")
    return crc.sealed(octets + bytes((status >> 8 & 3, status & 0xFF)), crc.DATA)
