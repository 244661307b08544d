"""HRNP: how a Hytera radio at a cable (or its IP interface) carries HDAP: packets with a checksum, data acknowledged.

7E, version, block, opcode, source, destination, number (2), length of all (2), checksum (2), data. The checksum is the
ones' complement of the sum of 16-bit words, itself taken as 0. Source: captures in the tests of ok-dmrlib.
"""

from __future__ import annotations

import msgspec

from radio.codec import ProtocolError

FIRST = 0x7E
CONNECT, ACCEPT, REJECT, CLOSE, CLOSED, DATA, ACK = 0xFE, 0xFD, 0xFC, 0xFB, 0xFA, 0x00, 0x10
_HEAD = 12


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """One packet; ``source`` and ``destination`` are ends of the cable (10 the radio, 20 the computer)."""

    opcode: int
    source: int
    destination: int
    number: int = 0
    data: bytes = b""
    version: int = 4
    block: int = 0


def read(data: bytes) -> Frame:
    """One packet, perhaps padded. Raises :class:`ProtocolError`."""
    if len(data) < _HEAD or data[0] != FIRST:
        raise ProtocolError(f"not HRNP: {len(data)} bytes beginning {data[:1].hex()}")
    length = int.from_bytes(data[8:10], "big")
    if not _HEAD <= length <= len(data):
        raise ProtocolError(f"HRNP of {length} bytes, {len(data)} came")
    whole = data[:length]
    if checksum(whole) != int.from_bytes(whole[10:12], "big"):
        raise ProtocolError("HRNP checksum wrong")
    return Frame(
        version=whole[1],
        block=whole[2],
        opcode=whole[3],
        source=whole[4],
        destination=whole[5],
        number=int.from_bytes(whole[6:8], "big"),
        data=whole[_HEAD:],
    )


def write(frame: Frame) -> bytes:
    """The bytes of ``frame``."""
    head = bytes((FIRST, frame.version, frame.block, frame.opcode, frame.source, frame.destination))
    head += frame.number.to_bytes(2, "big") + (_HEAD + len(frame.data)).to_bytes(2, "big")
    total = checksum(head + b"\x00\x00" + frame.data)
    return head + total.to_bytes(2, "big") + frame.data


def checksum(packet: bytes) -> int:
    """Of a whole packet; what stands in its checksum does not count."""
    total = 0
    octets = packet[:10] + b"\x00\x00" + packet[_HEAD:]
    for at in range(0, len(octets), 2):
        total += int.from_bytes(octets[at : at + 2].ljust(2, b"\x00"), "big")
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def answer(frame: Frame) -> bytes:
    """What ``frame`` is answered: data by an acknowledgement of its number, a call by acceptance. Empty for others."""
    opcode = {DATA: ACK, CONNECT: ACCEPT, CLOSE: CLOSED}.get(frame.opcode)
    if opcode is None:
        return b""
    back = Frame(opcode=opcode, source=frame.destination, destination=frame.source, number=frame.number)
    return write(back)


def carry(data: bytes, frame: Frame, number: int) -> bytes:
    """``data`` in a packet to whoever sent ``frame``."""
    back = Frame(opcode=DATA, source=frame.destination, destination=frame.source, number=number & 0xFFFF, data=data)
    return write(back)
