"""IP over DMR: UDP in IPv4, whole or with the compressed header, to one kind of datagram and back.

Compressed (SAP 3): identification (2 octets), source and destination address identifiers (4 bits each), source and
destination port identifiers (a bit of opcode and 7 bits each), then the ports not told by an identifier (2 octets
each), then the payload. Hosts follow from the packet's radios: network 12 is the radios, 13 what is attached to them.
Source: RFC 791 and 768; ETSI TS 102 361-3 7.2 as ok-dmrlib reads it; port 62 as captured from MOTOTRBO (vectors).
"""

from __future__ import annotations

import struct

from radio.cai import host_of, octets_of
from radio.codec import ProtocolError
from radio.datagram import UDP, Datagram, read_datagram
from radio.protocols.dmr.data import COMPRESSED, IP
from radio.protocols.dmr.packets import Packet

_IP_HEADER, _UDP_HEADER = 20, 8
_NETWORKS = {0: 12, 1: 13, 2: 225}
"""Address identifier → first octet: radios, what is attached to them, groups."""
_PORTS = {1: 5016, 2: 5017, 0x62: 4007}
"""Port identifier → port: text, location, and MOTOTRBO's texts."""
_IN_EXTENSION = 0


def datagram_of(packet: Packet) -> Datagram | None:
    """The datagram a packet carries; ``None`` if it carries something else. Raises :class:`ProtocolError`."""
    if packet.application is not None:
        hosts = host_of(packet.src, _NETWORKS[0]), host_of(packet.dst, _NETWORKS[0])
        return Datagram(hosts[0], packet.application, hosts[1], packet.application, packet.octets)
    if packet.header.sap == IP:
        return read_datagram(packet.octets)
    if packet.header.sap == COMPRESSED:
        return read_compressed(packet.octets, packet.src, packet.dst)
    return None


def read_compressed(packet: bytes, src: int, dst: int) -> Datagram:
    """A packet with the compressed header. Raises :class:`ProtocolError` for identifiers nobody knows."""
    if len(packet) < 5:
        raise ProtocolError(f"compressed header of {len(packet)} bytes")
    addresses, at = packet[2], 5
    ports = []
    for identifier in (packet[3] & 0x7F, packet[4] & 0x7F):
        if identifier == _IN_EXTENSION:
            if at + 2 > len(packet):
                raise ProtocolError("compressed header cut off")
            ports.append(int.from_bytes(packet[at : at + 2], "big"))
            at += 2
        elif identifier in _PORTS:
            ports.append(_PORTS[identifier])
        else:
            raise ProtocolError(f"compressed header with port identifier {identifier:02X}")
    return Datagram(_address(src, addresses >> 4), ports[0], _address(dst, addresses & 15), ports[1], packet[at:])


def _address(number: int, identifier: int) -> str:
    if identifier not in _NETWORKS:
        raise ProtocolError(f"compressed header with address identifier {identifier}")
    return host_of(number, _NETWORKS[identifier])


def write(datagram: Datagram, identification: int = 0) -> bytes:
    """An IPv4 packet. Raises ``ValueError`` for a host that is no IPv4 address."""
    addresses = octets_of(datagram.source) + octets_of(datagram.destination)
    if len(addresses) != 8:
        raise ValueError(f"{datagram.source} or {datagram.destination} is no IPv4 address")
    size = _UDP_HEADER + len(datagram.payload)
    ports = struct.pack(">HHH", datagram.source_port, datagram.destination_port, size)
    check = _sum(addresses + struct.pack(">HH", UDP, size) + ports + b"\0\0" + datagram.payload) ^ 0xFFFF or 0xFFFF
    head = struct.pack(">BBHHHBB", 0x45, 0, _IP_HEADER + size, identification, 0, 64, UDP)
    total = _sum(head + b"\0\0" + addresses) ^ 0xFFFF
    return head + total.to_bytes(2, "big") + addresses + ports + check.to_bytes(2, "big") + datagram.payload


def write_compressed(datagram: Datagram, identification: int = 0) -> bytes:
    """A packet with the compressed header. Raises ``ValueError`` for a host of no network of radios."""
    networks = {network: identifier for identifier, network in _NETWORKS.items()}
    first = 0
    for host in (datagram.source, datagram.destination):
        identifier = networks.get((octets_of(host) or b"\0")[0])
        if identifier is None:
            raise ValueError(f"{host} is in no network of radios")
        first = first << 4 | identifier
    known = {port: identifier for identifier, port in _PORTS.items()}
    head, extension = b"", b""
    for port in (datagram.source_port, datagram.destination_port):
        head += bytes((known.get(port, _IN_EXTENSION),))
        extension += b"" if port in known else port.to_bytes(2, "big")
    return identification.to_bytes(2, "big") + bytes((first,)) + head + extension + datagram.payload


def _sum(data: bytes) -> int:
    """The ones' complement sum of 16-bit words."""
    padded = data + b"\0" * (len(data) % 2)
    total: int = sum(struct.unpack(f">{len(padded) // 2}H", padded))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return total
