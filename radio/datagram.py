"""IPv4 datagrams of UDP, as they go over the air inside DMR data: read into addresses, ports and payload.

Source: RFC 791, RFC 768. The checksum of the header is not asked for: what comes off the air has had its CRC-32.
"""

from __future__ import annotations

import msgspec

from radio.codec import ProtocolError

UDP = 17


class Datagram(msgspec.Struct, frozen=True):
    """Hosts as dotted quads."""

    source: str
    source_port: int
    destination: str
    destination_port: int
    payload: bytes


def read_datagram(data: bytes) -> Datagram:
    """An IPv4 packet with UDP; padding after its end is dropped. Raises :class:`ProtocolError`."""
    if len(data) < 20 or data[0] >> 4 != 4:
        raise ProtocolError(f"not IPv4: {len(data)} bytes beginning {data[:2].hex()}")
    start = 4 * (data[0] & 0x0F)
    end = int.from_bytes(data[2:4], "big")
    if start < 20 or end < start + 8 or len(data) < end:
        raise ProtocolError(f"IPv4 of {end} bytes, {len(data)} came")
    if data[9] != UDP:
        raise ProtocolError(f"IP protocol {data[9]}, not UDP")
    if int.from_bytes(data[6:8], "big") & 0x3FFF:
        raise ProtocolError("a fragment of a datagram")
    length = int.from_bytes(data[start + 4 : start + 6], "big")
    if not 8 <= length <= end - start:
        raise ProtocolError(f"UDP of {length} bytes in {end - start}")
    return Datagram(
        source=".".join(str(octet) for octet in data[12:16]),
        source_port=int.from_bytes(data[start : start + 2], "big"),
        destination=".".join(str(octet) for octet in data[16:20]),
        destination_port=int.from_bytes(data[start + 2 : start + 4], "big"),
        payload=data[start + 8 : start + length],
    )
