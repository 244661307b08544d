"""Radio numbers as IPv4 addresses: how DMR radios are reached by IP. Knows no socket.

A radio's 24-bit number is the lower three octets of an address whose first octet names the network: 12 for Motorola's
common air interface, 13 for a computer attached to a radio, 10 for Hytera; each can be configured. Number 12045 is
12.0.47.13. Source: Motorola's system planner, and captures of both makers.
"""

from __future__ import annotations

import msgspec

MAX_NUMBER = 0xFFFFFF


def number_at(octets: bytes, network: int) -> int | None:
    """The number of the radio at a four-octet address, or ``None`` if it is in another network (or 0)."""
    if len(octets) != 4 or octets[0] != network:
        return None
    return int.from_bytes(octets[1:], "big") or None


def octets_of(host: str) -> bytes:
    """``12.0.47.13`` as four octets; empty if it is no IPv4 address."""
    parts = host.split(".")
    if len(parts) != 4 or not all(part.isascii() and part.isdecimal() and len(part) <= 3 for part in parts):
        return b""
    values = [int(part) for part in parts]
    return bytes(values) if max(values) <= 255 else b""


def host_of(number: int, network: int) -> str:
    """The address of radio ``number``."""
    return f"{network}.{number >> 16 & 0xFF}.{number >> 8 & 0xFF}.{number & 0xFF}"


class Addresses(msgspec.Struct, frozen=True):
    """Which addresses are radios: ``cai`` is their network's first octet, ``pc`` that of computers attached to them."""

    cai: int = 12
    pc: int = 13

    def number(self, host: str) -> int | None:
        """The radio at ``host`` (itself or by its computer), or ``None``."""
        octets = octets_of(host)
        return number_at(octets, self.cai) or number_at(octets, self.pc)

    def host(self, number: int) -> str:
        """Where radio ``number`` is."""
        return host_of(number, self.cai)


def number_told(peer: str, addresses: Addresses) -> int | None:
    """Who a message of ``main.py decode --peer`` is from: a number, an address, or an address with a port."""
    host = peer.partition("/")[0].partition(":")[0]
    if host.isascii() and host.isdecimal() and len(host) <= 8:
        number = int(host)
        return number if 0 < number <= MAX_NUMBER else None
    return addresses.number(host)
