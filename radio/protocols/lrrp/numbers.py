"""Numbers of MBXML (Motorola's binary XML): of as many octets as they need, seven bits in each.

A uintvar has the most significant group first and bit 7 set in all octets but the last. A sintvar begins with the sign
(bit 6) and six bits. A float is its whole part, then a uintvar of n octets that counts 1/128ⁿ. 32 bits at most.
Source: vectors and facts of ok-dmrlib's tests. ``data[at]`` past the end raises ``IndexError``: the caller's to catch.
"""

from __future__ import annotations

MOST_OCTETS = 5
"""Octets of 32 bits; a longer number is none."""


class Overlong(ValueError):
    """A number that does not end."""


def uintvar(data: bytes, at: int) -> tuple[int, int]:
    """The number at ``at`` and where it ends."""
    octet = data[at]
    if octet < 0x80:  # as nearly all are
        return octet, at + 1
    value, end = octet & 0x7F, at + 1
    while True:
        octet = data[end]
        end += 1
        value = value << 7 | octet & 0x7F
        if octet < 0x80:
            return value, end
        if end - at >= MOST_OCTETS:
            raise Overlong("a number of more than 32 bits")


def ufloatvar(data: bytes, at: int) -> tuple[float, int]:
    """Whole part and fraction."""
    whole, middle = uintvar(data, at)
    part, end = uintvar(data, middle)
    return whole + part / (1 << 7 * (end - middle)), end


def sfloatvar(data: bytes, at: int) -> tuple[float, int]:
    """Sign, whole part and fraction. ``-0.5`` has the sign of a zero, so this cannot be made of a whole number."""
    octet = data[at]
    negative, whole, middle = bool(octet & 0x40), octet & 0x3F, at + 1
    if octet & 0x80:
        more, middle = uintvar(data, middle)
        if middle - at > MOST_OCTETS:
            raise Overlong("a number of more than 32 bits")
        whole = whole << 7 * (middle - at - 1) | more
    part, end = uintvar(data, middle)
    value = whole + part / (1 << 7 * (end - middle))
    return -value if negative else value, end


def write_uintvar(value: int) -> bytes:
    """``value`` from 0 up in as few octets as it needs. Raises ``ValueError`` beyond 32 bits."""
    if not 0 <= value <= 0xFFFFFFFF:
        raise ValueError(f"{value} is no number of 32 bits")
    octets = [value & 0x7F]
    while value := value >> 7:
        octets.append(0x80 | value & 0x7F)
    return bytes(reversed(octets))
