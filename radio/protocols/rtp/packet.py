"""One RTP packet, and what of RTCP is of use. Every length is checked against what is there.

Source: RFC 3550 §5.1 (header), §5.3.1 (extension), §6.6 (BYE); RFC 5761 (both on one port).
"""

from __future__ import annotations

import struct

import msgspec

from radio.codec import ProtocolError
from radio.protocols.rtp.ed137 import read_word

RATE = 8000
PCMU, PCMA, COMFORT_NOISE, EVENTS, KEEP_ALIVE = 0, 8, 13, 101, 123
MAX_PAYLOAD = RATE  # bytes: 1 s
RTCP = range(192, 224)  # RFC 5761: second bytes that belong to RTCP
BYE = 203


class Packet(msgspec.Struct, frozen=True):
    """One RTP packet. ``ptt`` and ``squelch`` are None without an ED-137 extension; ``ptt_id``: who keys, there.

    ``extension``: the octets of any extension, for those who know what else it may hold. ``mute``, ``summation`` and
    ``simultaneous`` as in :class:`radio.protocols.rtp.ed137.Word`.
    """

    kind: int
    marker: bool
    sequence: int
    timestamp: int
    ssrc: int
    payload: bytes
    ptt: int | None = None
    squelch: bool | None = None
    ptt_id: int = 0
    extension: bytes = b""
    mute: bool = False
    summation: bool = False
    simultaneous: bool = False


def read_packet(data: bytes) -> Packet:
    """Reads header, CSRC list, extension and padding. Raises :class:`ProtocolError`."""
    if len(data) < 12 or data[0] >> 6 != 2:
        raise ProtocolError(f"not RTP: {len(data)} bytes beginning {data[:2].hex()}")
    start = 12 + 4 * (data[0] & 0x0F)
    end = len(data)
    word = None
    extension = b""
    if data[0] & 0x10:
        if end < start + 4:
            raise ProtocolError("RTP extension cut off")
        profile, words = struct.unpack_from(">HH", data, start)
        extension = data[start + 4 : start + 4 + 4 * words]
        if len(extension) < 4 * words:
            raise ProtocolError("RTP extension cut off")
        start += 4 + 4 * words
        word = read_word(profile, extension)
    if data[0] & 0x20 and end > start:
        if not 1 <= data[-1] <= end - start:
            raise ProtocolError("RTP padding longer than its packet")
        end -= data[-1]
    if end < start or end - start > MAX_PAYLOAD:
        raise ProtocolError(f"RTP payload of {end - start} bytes")
    sequence, timestamp, ssrc = struct.unpack_from(">HII", data, 2)
    packet = Packet(
        data[1] & 0x7F, bool(data[1] & 0x80), sequence, timestamp, ssrc, data[start:end], extension=extension
    )
    return packet if word is None else msgspec.structs.replace(packet, **word._asdict())


def is_rtcp(data: bytes) -> bool:
    """Whether it is RTCP that shares the port."""
    return len(data) >= 8 and data[0] >> 6 == 2 and data[1] in RTCP


def read_bye(data: bytes) -> list[int]:
    """The sources that say goodbye in a compound RTCP packet; one cut short is read as far as it goes."""
    gone: list[int] = []
    at = 0
    while at + 4 <= len(data) and data[at] >> 6 == 2:
        end = at + 4 + 4 * int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] == BYE:
            count = min(data[at] & 0x1F, (min(end, len(data)) - at - 4) // 4)
            gone += struct.unpack_from(f">{count}I", data, at + 4)
        at = end
    return gone
