"""Checksums of DMR: CRC-CCITT of control blocks, CRC-9 of confirmed data blocks, CRC-32 of packets, the 5-bit sum.

Which mask goes over a checksum says what kind of block it belongs to, so that one kind is never taken for another.
Source: ETSI TS 102 361-1 B.3.8–B.3.12. Bit orders and the inversion proved on the open vectors.
"""

from __future__ import annotations

import binascii
import zlib

CSBK, PI, MBC, DATA, UDT = 0xA5A5, 0x6969, 0xAAAA, 0xCCCC, 0x3333
"""Masks of the 16-bit CRC: control block, privacy header, multi-block header, data header, single-block data."""
RATE_12, RATE_34, RATE_1 = 0x0F0, 0x1FF, 0x10F
"""Masks of the 9-bit CRC, by rate of the confirmed data block."""
_CRC9 = 0x059  # x⁹+x⁶+x⁴+x³+1


def ccitt(data: bytes, mask: int = 0) -> int:
    """CRC-16 of ``data`` as it is sent: start 0, inverted, masked."""
    return binascii.crc_hqx(data, 0) ^ 0xFFFF ^ mask


def sealed(data: bytes, mask: int) -> bytes:
    """``data`` with its CRC-16 behind it."""
    return data + ccitt(data, mask).to_bytes(2, "big")


def is_sealed(block: bytes, mask: int) -> bool:
    """Whether the last two octets are the CRC-16 of the others."""
    return ccitt(block[:-2], mask) == int.from_bytes(block[-2:], "big")


def _table9() -> tuple[int, ...]:
    table = []
    for byte in range(256):
        value = byte << 1
        for _ in range(8):
            value = (value << 1 ^ _CRC9 if value & 0x100 else value << 1) & 0x1FF
        table.append(value)
    return tuple(table)


_TABLE9 = _table9()


def crc9(data: bytes, serial: int, mask: int) -> int:
    """CRC-9 of a confirmed block: over its user data, then the seven bits of its serial number."""
    value = 0
    for byte in data:
        value = (value << 8 ^ _TABLE9[value >> 1 ^ byte]) & 0x1FF
    for bit in range(6, -1, -1):
        top = value >> 8 ^ serial >> bit & 1
        value = (value << 1 ^ _CRC9 if top else value << 1) & 0x1FF
    return value ^ 0x1FF ^ mask


_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def crc32(data: bytes) -> int:
    """CRC-32 of a packet of an even number of octets: over byte-swapped pairs, most significant bit first, start 0."""
    swapped = bytearray(data)
    swapped[0::2], swapped[1::2] = data[1::2], data[0::2]
    # zlib's CRC is the mirror image and begins and ends inverted
    mirrored = zlib.crc32(swapped.translate(_REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2)


def sum5(octets: bytes) -> int:
    """The 5-bit checksum of embedded link control: the sum of its octets modulo 31."""
    return sum(octets) % 31
