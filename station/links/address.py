"""``host:port`` as text: reading it, writing it, and which senders a link listens to."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def split(text: str) -> tuple[str, int]:
    """``127.0.0.1:5004``, ``radio.example:5004`` or ``[::1]:5004`` as host and port. Raises ``ValueError``."""
    host, colon, digits = text.rpartition(":")
    if not colon or not host:
        raise ValueError(f"{text!r} is not like host:port")
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
    elif ":" in host:
        raise ValueError(f"{text!r}: an IPv6 address stands in brackets, like [::1]:5004")
    if not digits.isascii() or not digits.isdigit() or not 0 < int(digits) < 65536:
        raise ValueError(f"{text!r}: the port is a number from 1 to 65535")
    try:
        host.encode("idna")  # as looking it up would
    except UnicodeError:
        raise ValueError(f"{text!r}: {host!r} can be no name of a machine") from None
    return host, int(digits)


def join(address: Sequence[object]) -> str:
    """A socket's address as text."""
    host = str(address[0])
    return f"[{host}]:{address[1]}" if ":" in host else f"{host}:{address[1]}"


def networks(texts: Sequence[str]) -> tuple[Network, ...]:
    """``10.1.2.3`` or ``10.1.0.0/16`` as networks. Raises ``ValueError``."""
    return tuple(ipaddress.ip_network(text, strict=False) for text in texts)


def within(host: str, allowed: tuple[Network, ...]) -> bool:
    """True if ``host`` (numeric, as a socket gives it) is in one of ``allowed``; none allowed means all are."""
    if not allowed:
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return any(address in network for network in allowed)


def is_loopback(host: str) -> bool:
    """True for an address that never leaves the machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_multicast(host: str) -> bool:
    """True for an IPv4 multicast group."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.version == 4 and address.is_multicast


def family(host: str) -> socket.AddressFamily:
    """The family a numeric ``host`` needs; names count as IPv4."""
    return socket.AF_INET6 if ":" in host else socket.AF_INET
