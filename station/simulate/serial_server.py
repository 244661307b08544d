"""A serial port behind the network as RFC 2217 has it: pyserial's own server, at a port of this machine."""

from __future__ import annotations

from collections.abc import Callable

import serial
from serial import rfc2217

from station.simulate.ends import TcpPort


class _Bare:
    """What telnet says of its own is written as it is."""

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self.write = write


class SerialServer(TcpPort):
    """The settings a console asks for are taken, and change nothing. ``baud``: what it is told to ask for."""

    def __init__(self, baud: int, port: int = 0) -> None:
        super().__init__(port)
        self.link["baud"] = baud
        self._line = serial.serial_for_url("loop://", timeout=0)
        self._telnet: rfc2217.PortManager | None = None

    def read(self) -> tuple[bool, list[bytes]]:
        """What was typed, without the telnet around it."""
        joined, pieces = super().read()
        if joined:
            self._telnet = rfc2217.PortManager(self._line, _Bare(super().write))
        if self._telnet is None:
            return joined, []
        typed = [b"".join(self._telnet.filter(piece)) for piece in pieces]
        return joined, [piece for piece in typed if piece]

    def write(self, data: bytes) -> None:
        """To the console; what telnet would take for a command is doubled."""
        super().write(b"".join(self._telnet.escape(data)) if self._telnet is not None else data)

    def close(self) -> None:
        """Close everything."""
        super().close()
        self._line.close()
