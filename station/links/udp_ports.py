"""Several UDP ports as one link: a gateway whose peers speak one service on each."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Mapping, Sequence
from functools import partial

from station.links import address
from station.links.link import LinkError, Lost, Receive, one_line
from station.links.strangers import Strangers
from station.links.udp import RECEIVE_BUFFER


class UdpPortsLink:
    """UDP ports of one interface, each with a name (``ars``, ``lrrp`` …).

    ``bind`` is the numeric address of the interface, ``ports`` number by name. A sender is called
    ``host:port/name``, by our port where it was heard; writing takes the same, or ``host/name`` for the far port that
    is numbered as ours. ``peer`` is the one host to hear, ``sources`` addresses or networks; neither: everybody. Bound
    to the loopback interface, nothing is sent beyond it.
    """

    stream = False

    def __init__(self, bind: str, ports: Mapping[str, int], peer: str = "", sources: Sequence[str] = ()) -> None:
        self._host = bind
        self._ports = dict(ports)
        self._peer = peer
        self._sources = address.networks(sources)
        host = f"[{bind}]" if ":" in bind else bind
        self.name = f"udp://{host}:{','.join(str(port) for port in self._ports.values())}"
        self.dropped = 0
        self._strangers = Strangers(self.name)
        self._open: dict[str, asyncio.DatagramTransport] = {}

    @property
    def refused(self) -> int:
        """Datagrams of addresses that are not allowed."""
        return self._strangers.count

    async def open(self, receive: Receive, lost: Lost) -> None:
        """Bind them all or none."""
        loop = asyncio.get_running_loop()
        allowed = self._sources
        if not allowed and self._peer:
            allowed = address.networks([await self._resolve(loop, self._peer)])
        for name, number in self._ports.items():
            heard = partial(_Port, self, name, receive, lost, allowed)
            try:
                self._open[name], _ = await loop.create_datagram_endpoint(heard, sock=self._listen(number))
            except OSError as error:
                await self.close()
                raise LinkError(one_line(error, f"{self.name}, port {number}")) from error

    async def _resolve(self, loop: asyncio.AbstractEventLoop, peer: str) -> str:
        try:
            found = await loop.getaddrinfo(peer, None, family=address.family(self._host), type=socket.SOCK_DGRAM)
        except OSError as error:
            raise LinkError(f"{peer}: the name is not known here") from error
        return str(found[0][4][0])

    def _listen(self, number: int) -> socket.socket:
        sock = socket.socket(address.family(self._host), socket.SOCK_DGRAM)
        try:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
            if sys.platform == "win32":
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            sock.bind((self._host, number))
            sock.setblocking(False)
        except OSError:
            sock.close()
            raise
        return sock

    def takes(self, sender: Sequence[object], allowed: tuple[address.Network, ...]) -> bool:
        """True if a datagram of ``sender`` is for us."""
        if address.within(str(sender[0]), allowed):
            return True
        self._strangers.refused(address.join(sender))
        return False

    def write(self, data: bytes, peer: str = "") -> None:
        """Send one datagram to ``host:port/name`` or ``host/name``."""
        where, _, name = peer.rpartition("/")
        port = self._open.get(name)
        try:
            target = address.split(where) if where.rpartition(":")[2].isdecimal() else (where, self._ports.get(name, 0))
            leaves = address.is_loopback(self._host) and not address.is_loopback(target[0])
            if port is None or port.is_closing() or leaves or not where:
                raise ValueError(peer)
            port.sendto(data, target)
        except (OSError, ValueError):
            self.dropped += 1

    async def close(self) -> None:
        """Close all."""
        for port in self._open.values():
            port.close()
        self._open = {}
        await asyncio.sleep(0)  # a transport gives its socket back on the loop's next turn


class _Port(asyncio.DatagramProtocol):
    def __init__(
        self, link: UdpPortsLink, name: str, receive: Receive, lost: Lost, allowed: tuple[address.Network, ...]
    ) -> None:
        self._link = link
        self._name = name
        self._receive = receive
        self._lost = lost
        self._allowed = allowed

    def datagram_received(self, data: bytes, addr: tuple[object, ...]) -> None:
        if self._link.takes(addr, self._allowed):
            self._receive(data, f"{address.join(addr)}/{self._name}")

    def error_received(self, exc: Exception) -> None:
        self._link.dropped += 1  # "port unreachable" of a radio that is switched off: proves nothing

    def connection_lost(self, exc: Exception | None) -> None:
        if exc is not None:
            self._lost(f"{self._link.name}: {exc}")
