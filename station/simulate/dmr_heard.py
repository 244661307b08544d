"""What a simulated DMR radio hears of data meant for it: datagrams out of bursts, with no error repaired.

Made apart from the product's writer: all it trusts is the matrix of ETSI TS 102 361-1 B.1.1.
"""

from __future__ import annotations

from typing import NamedTuple

HEADER, RATE_12 = 6, 7
_UNCONFIRMED = 2


class Heard(NamedTuple):
    """A datagram: the radios it went from and to, its port, what it says."""

    src: int
    dst: int
    port: int
    payload: bytes


def octets_of(burst: bytes) -> bytes:
    """The twelve octets of a data burst."""
    bits = [burst[n // 8] >> 7 - n % 8 & 1 for n in range(264)]
    information = bits[:98] + bits[166:]
    matrix = [information[181 * n % 196] for n in range(196)][1:]
    data = matrix[3:11] + [bit for row in range(1, 9) for bit in matrix[15 * row : 15 * row + 11]]
    return int("".join(map(str, data)), 2).to_bytes(12, "big")


class Ear:
    """Collects the blocks of one packet at a time."""

    def __init__(self) -> None:
        self._head = b""
        self._blocks: list[bytes] = []

    def take(self, kind: int, burst: bytes) -> Heard | None:
        """A data burst; the datagram, once it is whole."""
        if kind == HEADER:
            self._head, self._blocks = octets_of(burst), []
        elif kind == RATE_12 and self._head:
            self._blocks.append(octets_of(burst))
            if len(self._blocks) == self._head[8] & 0x7F:
                head, self._head = self._head, b""
                return _datagram(head, b"".join(self._blocks))
        return None


def _datagram(head: bytes, packet: bytes) -> Heard | None:
    """UDP in IPv4 behind a header of unconfirmed data; anything else is nothing to a radio's text service."""
    if head[0] & 15 != _UNCONFIRMED or head[1] >> 4 != 4 or len(packet) < 28 or packet[0] != 0x45 or packet[9] != 17:
        return None
    size = int.from_bytes(packet[24:26], "big")
    src, dst = int.from_bytes(head[5:8], "big"), int.from_bytes(head[2:5], "big")
    return Heard(src, dst, int.from_bytes(packet[22:24], "big"), packet[28 : 20 + size])
