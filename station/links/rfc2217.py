"""A serial port behind a serial server that lets its speed be set (RFC 2217): TCP with the port's settings inside."""

from __future__ import annotations

import asyncio
import contextlib

from station.links.com_port import ComPort
from station.links.link import LinkError, Lost, Receive
from station.links.tcp import TcpLink

AGREED = 5.0
"""Seconds the serial server gets to set its port."""


class Rfc2217Link(TcpLink):
    """The port behind ``peer`` at ``baud``, 8N1, without flow control."""

    def __init__(self, peer: str, baud: int) -> None:
        super().__init__(peer)
        self._baud = baud
        self.name = f"rfc2217://{peer}@{baud}"
        self._telnet = ComPort(baud)

    async def open(self, receive: Receive, lost: Lost) -> None:
        """Connect, and have the port set."""
        port = self._telnet = ComPort(self._baud)
        settled: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        opened, said = False, b""

        def settle(why: str) -> None:
            if not settled.done():
                settled.set_result(why)

        def take(data: bytes, peer: str) -> None:
            nonlocal said
            payload, reply = port.receive(data)
            if self.far is None:
                said += reply  # the far end spoke before we know of the connection
            elif reply:
                TcpLink.write(self, reply)
            if port.refused or port.ready:
                settle(port.refused)
            if port.refused and opened:
                lost(f"{self.name}: {port.refused}")
            elif payload and port.ready:
                receive(payload, peer)  # what came before its speed was right was noise

        def gone(why: str) -> None:
            settle(why)
            if opened:
                lost(why)

        await super().open(take, gone)
        TcpLink.write(self, port.greeting() + said)
        why = "the far end speaks no RFC 2217: leave the baud rate out"
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(AGREED):
                why = await settled
        if why:
            await self.close()
            raise LinkError(why if why.startswith(self.name) else f"{self.name}: {why}")
        opened = True

    def write(self, data: bytes, peer: str = "") -> None:
        """Send to the port."""
        super().write(self._telnet.send(data), peer)
