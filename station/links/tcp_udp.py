"""A TCP connection and a UDP socket to the same port of one server, as one link: control on one, voice on the other."""

from __future__ import annotations

import asyncio
import contextlib
import socket

from station.links.link import LinkError, Lost, Receive, one_line
from station.links.tcp import TcpLink
from station.links.udp import RECEIVE_BUFFER

TCP, UDP = "tcp", "udp"


class TcpUdpLink:
    """``peer`` is ``host:port``. What comes is named ``host:port/tcp`` (any cut of the stream) or ``host:port/udp``.

    Writing takes such a name or its end alone; what names no wire goes by TCP. Datagrams of anybody else are dropped by
    the operating system. Without the TCP connection there is no link.
    """

    stream = True

    def __init__(self, peer: str) -> None:
        self._tcp = TcpLink(peer)
        self._peer = peer
        self.name = f"tcp+udp://{peer}"
        self._udp: asyncio.DatagramTransport | None = None
        self.dropped = 0

    async def open(self, receive: Receive, lost: Lost) -> None:
        """Connect, then aim the UDP socket at the very address that answered."""
        await self._tcp.open(lambda data, peer: receive(data, f"{peer}/{TCP}"), lost)
        far = self._tcp.far
        if far is None:  # gone within the same moment; ``lost`` was told
            return
        heard = _Datagrams(self, receive)
        try:
            self._udp, _ = await asyncio.get_running_loop().create_datagram_endpoint(lambda: heard, remote_addr=far)
        except OSError as error:
            await self.close()
            raise LinkError(one_line(error, self.name)) from error
        with contextlib.suppress(OSError):
            self._udp.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)

    def write(self, data: bytes, peer: str = "") -> None:
        """Send on the wire that ``peer`` ends with."""
        if peer.rpartition("/")[2] != UDP:
            before = self._tcp.dropped
            self._tcp.write(data)
            self.dropped += self._tcp.dropped - before
        elif self._udp is None or self._udp.is_closing():
            self.dropped += 1
        else:
            self._udp.sendto(data)

    async def close(self) -> None:
        """Hang up both."""
        udp, self._udp = self._udp, None
        if udp is not None:
            udp.close()
        await self._tcp.close()
        await asyncio.sleep(0)  # a transport gives its socket back on the loop's next turn

    @property
    def peer(self) -> str:
        """The far end as it was configured."""
        return self._peer


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, link: TcpUdpLink, receive: Receive) -> None:
        self._link = link
        self._receive = receive

    def datagram_received(self, data: bytes, addr: tuple[object, ...]) -> None:
        self._receive(data, f"{self._link.peer}/{UDP}")

    def error_received(self, exc: Exception) -> None:
        self._link.dropped += 1  # nobody on that port (any more), or the way there is closed
