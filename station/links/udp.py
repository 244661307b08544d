"""UDP, unicast or multicast: whole datagrams in and out, from the senders that are allowed."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
from collections.abc import Sequence

from station.links import address
from station.links.link import LinkError, Lost, Receive, one_line
from station.links.strangers import Strangers

RECEIVE_BUFFER = 1 << 20
"""Bytes the kernel holds for us: 4 s of twelve talk-groups of G.711 while the disk or the scheduler is busy."""


class UdpLink:
    """One UDP port.

    ``bind`` and ``peer`` are ``host:port``; ``peer`` may be empty, then only who was heard can be answered. With
    ``multicast`` the group is joined on ``interface`` and is the peer unless one is named; ``ttl`` 0 never leaves the
    machine. ``sources`` are addresses or networks to listen to; none: only the peer's address where there is one
    (unicast), else everybody. UDP has no authentication: in a network that others use, name the sources.
    """

    stream = False

    def __init__(
        self,
        bind: str,
        peer: str = "",
        multicast: str = "",
        interface: str = "",
        ttl: int = 1,
        sources: Sequence[str] = (),
    ) -> None:
        self._host, self._port = address.split(bind)
        self._multicast = multicast
        self._interface = interface or "0.0.0.0"
        self._ttl = ttl
        self._peer = peer or (f"{multicast}:{self._port}" if multicast else "")
        self._sources = address.networks(sources)
        self.name = f"udp://{f'{multicast}:{self._port}' if multicast else bind}"
        self.dropped = 0
        self._strangers = Strangers(self.name)
        self._inbound: asyncio.DatagramTransport | None = None
        self._outbound: asyncio.DatagramTransport | None = None
        self._target: tuple[str, int] | None = None
        self._own: set[str] = set()

    @property
    def refused(self) -> int:
        """Datagrams of addresses that are not allowed."""
        return self._strangers.count

    async def open(self, receive: Receive, lost: Lost) -> None:
        """Bind, join, resolve the peer."""
        loop = asyncio.get_running_loop()
        try:
            self._target = await self._resolve(loop, self._peer) if self._peer else None
            allowed = self._sources
            if not allowed and self._target is not None and not self._multicast:
                allowed = address.networks([self._target[0]])
            listening = self._listen()
            self._inbound, _ = await loop.create_datagram_endpoint(
                lambda: _Inbound(self, receive, lost, allowed), sock=listening
            )
            self._outbound = self._inbound
            if self._multicast:
                self._outbound, _ = await loop.create_datagram_endpoint(lambda: _Outbound(self), sock=self._speak())
                self._own = {address.join(self._outbound.get_extra_info("sockname"))}
        except OSError as error:
            await self.close()
            raise LinkError(one_line(error, self.name)) from error

    async def _resolve(self, loop: asyncio.AbstractEventLoop, peer: str) -> tuple[str, int]:
        host, port = address.split(peer)
        try:
            found = await loop.getaddrinfo(host, port, family=address.family(self._host), type=socket.SOCK_DGRAM)
        except socket.gaierror as error:
            raise LinkError(f"{peer}: the name is not known here") from error
        return str(found[0][4][0]), port

    def _listen(self) -> socket.socket:
        """The receiving socket. A multicast port may be shared, with as many gateways as there are groups on it."""
        sock = socket.socket(address.family(self._host), socket.SOCK_DGRAM)
        try:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
            host = self._host
            if self._multicast:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if sys.platform != "win32":
                    host = self._multicast  # else other groups' datagrams on this port come in, too
            elif sys.platform == "win32":
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            sock.bind((host, self._port))
            if self._multicast:
                member = socket.inet_aton(self._multicast) + socket.inet_aton(self._interface)
                sock.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
            sock.setblocking(False)
        except OSError:
            sock.close()
            raise
        return sock

    def _speak(self) -> socket.socket:
        """The sending socket of a multicast link: a port of its own, by which we know our own echo."""
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, self._ttl)
            sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(self._interface))
            sock.bind((self._interface, 0))
            sock.setblocking(False)
        except OSError:
            sock.close()
            raise
        return sock

    def takes(self, sender: Sequence[object], allowed: tuple[address.Network, ...]) -> bool:
        """True if a datagram of ``sender`` is for us: an allowed source, and not our own echo."""
        if self._own and (address.join(sender) in self._own or self._is_wildcard_echo(sender)):
            return False
        if address.within(str(sender[0]), allowed):
            return True
        self._strangers.refused(address.join(sender))
        return False

    def _is_wildcard_echo(self, sender: Sequence[object]) -> bool:
        """Without a named interface our echo carries whatever address the kernel chose: the port tells."""
        return self._interface == "0.0.0.0" and any(own.endswith(f":{sender[1]}") for own in self._own)

    def write(self, data: bytes, peer: str = "") -> None:
        """Send one datagram."""
        target = self._target
        if peer:
            with contextlib.suppress(ValueError):
                target = address.split(peer)
        if self._outbound is None or target is None or self._outbound.is_closing():
            self.dropped += 1
            return
        try:
            self._outbound.sendto(data, target)
        except (OSError, ValueError):
            self.dropped += 1

    async def close(self) -> None:
        """Close both sockets."""
        for transport in {self._inbound, self._outbound}:
            if transport is not None:
                transport.close()
        self._inbound = self._outbound = None
        await asyncio.sleep(0)  # a transport gives its socket back on the loop's next turn


class _Outbound(asyncio.DatagramProtocol):
    """The sending socket of a multicast link, which hears nobody."""

    def __init__(self, link: UdpLink) -> None:
        self._link = link

    def error_received(self, exc: Exception) -> None:
        self._link.dropped += 1


class _Inbound(asyncio.DatagramProtocol):
    def __init__(self, link: UdpLink, receive: Receive, lost: Lost, allowed: tuple[address.Network, ...]) -> None:
        self._link = link
        self._receive = receive
        self._lost = lost
        self._allowed = allowed

    def datagram_received(self, data: bytes, addr: tuple[object, ...]) -> None:
        if self._link.takes(addr, self._allowed):
            self._receive(data, address.join(addr))

    def error_received(self, exc: Exception) -> None:
        self._link.dropped += 1  # "port unreachable" from a peer that is not there yet: proves nothing either way

    def connection_lost(self, exc: Exception | None) -> None:
        if exc is not None:
            self._lost(f"{self._link.name}: {exc}")
