"""TCP, as the one who calls: a stream of bytes from a serial server or a gateway's port."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

from station.links import address
from station.links.link import LinkError, Lost, Receive, one_line

CONNECT = 5.0
"""Seconds to wait for an answer."""
BACKLOG = 256 * 1024
"""Bytes waiting for a peer that does not read; more, and the link counts as lost."""


class TcpLink:
    """A connection to ``peer`` (``host:port``)."""

    stream = True

    def __init__(self, peer: str) -> None:
        self._host, self._port = address.split(peer)
        self._peer = peer
        self.name = f"tcp://{peer}"
        self.dropped = 0
        self._wrapping: dict[str, Any] = {}
        """What a connection needs beyond its address: bare TCP nothing."""
        self._connection: _Connection | None = None

    async def open(self, receive: Receive, lost: Lost) -> None:
        """Connect."""
        loop = asyncio.get_running_loop()
        connection = _Connection(self.name, self._peer, receive, lost)
        try:
            async with asyncio.timeout(CONNECT):
                await loop.create_connection(lambda: connection, self._host, self._port, **self._wrapping)
        except TimeoutError as error:
            raise LinkError(f"{self.name}: timed out, no answer") from error
        except socket.gaierror as error:
            raise LinkError(f"{self.name}: the name is not known here") from error
        except OSError as error:
            raise LinkError(one_line(error, self.name)) from error
        self._connection = connection

    @property
    def far(self) -> tuple[str, int] | None:
        """The numeric address and port of who answered, while connected."""
        return self._connection.far if self._connection is not None else None

    def write(self, data: bytes, peer: str = "") -> None:
        """Send; a peer that stopped reading loses the link instead of filling our memory."""
        if self._connection is None or not self._connection.send(data):
            self.dropped += 1

    async def close(self) -> None:
        """Hang up."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.hang_up()
            await asyncio.sleep(0)


class _Connection(asyncio.Protocol):
    def __init__(self, name: str, peer: str, receive: Receive, lost: Lost) -> None:
        self._name = name
        self._peer = peer
        self._receive = receive
        self._lost = lost
        self._ours = False
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        sock = transport.get_extra_info("socket")
        if sock is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    @property
    def far(self) -> tuple[str, int] | None:
        name = self._transport.get_extra_info("peername") if self._transport is not None else None
        return (str(name[0]), int(name[1])) if name else None

    def data_received(self, data: bytes) -> None:
        self._receive(data, self._peer)

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        if not self._ours:
            self._lost(f"{self._name} closed the connection" + (f": {exc}" if exc else ""))

    def send(self, data: bytes) -> bool:
        if self._transport is None or self._transport.is_closing():
            return False
        if self._transport.get_write_buffer_size() + len(data) > BACKLOG:
            self._transport.abort()
            return False
        self._transport.write(data)
        return True

    def hang_up(self) -> None:
        self._ours = True
        if self._transport is not None:
            self._transport.abort()
