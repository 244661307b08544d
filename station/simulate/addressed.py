"""Datagrams between many addresses at one gateway: who at the far side, and which service, goes before the bytes.

A gateway with ports for several services is met by many radios, each from an address of its own; this is how a
simulated part says from which (and is told to which) a datagram goes, as ``host/service``.
"""

from __future__ import annotations


def wrap(peer: str, data: bytes) -> bytes:
    """``data`` of or for ``peer`` (``host/service``, or ``host:port/service``, whose port is left out)."""
    where, _, service = peer.rpartition("/")
    return f"{where.partition(':')[0]}/{service}".encode("ascii") + b"\0" + data


def unwrap(datagram: bytes) -> tuple[str, str, bytes]:
    """(host, service, bytes)."""
    peer, _, data = datagram.partition(b"\0")
    host, _, service = peer.decode("ascii").rpartition("/")
    return host, service, data
