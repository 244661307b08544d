"""What a link is: bytes in, bytes out, and one sentence when it cannot be had. Knows no protocol."""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Protocol

Receive = Callable[[bytes, str], None]
"""Called in the event loop with the bytes and the peer's name (``host:port`` or the device)."""

Lost = Callable[[str], None]
"""Called once, in the event loop, when an open link broke: why, in one line."""


class LinkError(Exception):
    """The link cannot be had; the text is one line that a dispatcher can act on."""


class Link(Protocol):
    """One socket or port. ``open`` may be called again after ``close`` or after ``lost`` was called."""

    name: str
    """For display: ``udp://127.0.0.1:5004``, ``serial:///dev/ttyUSB0@38400``."""

    stream: bool
    """True where a message may come in pieces (TCP, serial), false where each piece is whole (UDP)."""

    dropped: int
    """Writes that were dropped because the other side does not take them."""

    async def open(self, receive: Receive, lost: Lost) -> None:
        """Open it. Raises :class:`LinkError`."""

    def write(self, data: bytes, peer: str = "") -> None:
        """Send to ``peer`` (as ``receive`` named it) or to the configured one. Never blocks; may drop."""

    async def close(self) -> None:
        """Close it; ``lost`` is not called. Harmless when closed."""


def one_line(error: OSError, where: str) -> str:
    """An operating system's refusal to open ``where``, as one line."""
    if error.errno in (errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", -1)):
        return f"{where} is in use by another program"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"no permission for {where}"
    if error.errno in (errno.EADDRNOTAVAIL, getattr(errno, "WSAEADDRNOTAVAIL", -1)):
        return f"{where}: this machine has no such address"
    if error.errno == errno.ENODEV:
        return f"{where}: no such device (network interface)"
    if error.errno == errno.ECONNREFUSED:
        return f"{where}: connection refused"
    return f"{where}: {(error.strerror or str(error) or type(error).__name__)}"
