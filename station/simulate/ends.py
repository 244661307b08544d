"""Where a simulated gateway ends: a pseudo-terminal, TCP port, UDP port or multicast group of this machine."""

from __future__ import annotations

import contextlib
import errno
import os
import select
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from station.simulate.addressed import unwrap, wrap

LOOPBACK = "127.0.0.1"
CHUNK = 65_536
Link = dict[str, Any]
"""A link as the station's configuration writes it."""


class End(Protocol):
    """One end. Writing never waits: what nobody takes is lost, as on the air."""

    link: Link

    def sources(self) -> list[Any]:
        """What to wait on with ``select``."""

    def read(self) -> tuple[bool, list[bytes]]:
        """(a console has opened the link since, what it sent). Never waits."""

    def write(self, data: bytes) -> None:
        """Send to the console, if there is one."""

    def hang_up(self) -> None:
        """The console must open it anew. Where nothing is ever opened, nothing comes of it."""

    def close(self) -> None:
        """Give the port back."""


class Pty:
    """A serial port that a console can open: the far end of a pseudo-terminal. Not on Windows.

    ``at``: a link to make there, under which the port is found again after it was pulled out.
    """

    def __init__(self, baud: int, at: Path | None = None) -> None:
        self._at = at
        self._master, device = self._plug_in()
        self.link: Link = {"type": "serial", "device": str(at or device), "baud": baud}
        self._open = False

    def _plug_in(self) -> tuple[int, str]:
        import pty
        import tty

        master, slave = pty.openpty()
        tty.setraw(slave)
        os.set_blocking(master, False)
        device = os.ttyname(slave)
        os.close(slave)  # with nobody at the other end the master reports a hang-up: that is how we know
        if self._at is not None:
            self._at.unlink(missing_ok=True)
            self._at.symlink_to(device)
        return master, device

    def _attached(self) -> bool:
        poll = select.poll()
        poll.register(self._master, select.POLLIN)
        return not any(state & select.POLLHUP for _, state in poll.poll(0))

    def sources(self) -> list[Any]:
        """Nothing while nobody is there: a hung-up terminal is readable for ever."""
        return [self._master] if self._open else []

    def read(self) -> tuple[bool, list[bytes]]:
        """What was typed; a port that was closed and opened again is a new one."""
        was, self._open = self._open, self._attached()
        pieces: list[bytes] = []
        if self._open:
            with contextlib.suppress(BlockingIOError, OSError):
                pieces.append(os.read(self._master, CHUNK))
        return self._open and not was, [piece for piece in pieces if piece]

    def write(self, data: bytes) -> None:
        """Whole or not at all: a full terminal is one that nobody reads."""
        if self._open:
            with contextlib.suppress(BlockingIOError, OSError):
                os.write(self._master, data)

    def hang_up(self) -> None:
        """The plug is out, and in again; but a port that nobody could find again stays in."""
        if self._at is None:
            return
        os.close(self._master)
        self._open = False
        self._master, _ = self._plug_in()

    def close(self) -> None:
        """Hang up for good."""
        os.close(self._master)
        if self._at is not None:
            self._at.unlink(missing_ok=True)


class TcpPort:
    """A serial server's port: whoever connects last is the console."""

    def __init__(self, port: int = 0) -> None:
        self._listening = socket.create_server((LOOPBACK, port))
        self._listening.setblocking(False)
        self._console: socket.socket | None = None
        self.link: Link = {"type": "tcp", "peer": "{}:{}".format(*self._listening.getsockname())}

    def sources(self) -> list[Any]:
        """The port and the console on it."""
        return [self._listening, *([self._console] if self._console is not None else [])]

    def read(self) -> tuple[bool, list[bytes]]:
        """New connections and what they sent."""
        joined = False
        with contextlib.suppress(BlockingIOError, OSError):
            console, _ = self._listening.accept()
            console.setblocking(False)
            console.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.hang_up()
            self._console, joined = console, True
        if self._console is None:
            return joined, []
        try:
            data = self._console.recv(CHUNK)
        except BlockingIOError:
            return joined, []
        except OSError:
            data = b""
        if not data:
            self.hang_up()
            return joined, []
        return joined, [data]

    def write(self, data: bytes) -> None:
        """To the console; one that does not keep up is hung up on, for half a line is worse than none."""
        if self._console is None:
            return
        try:
            sent = self._console.send(data)
        except OSError as error:
            sent = 0 if error.errno in (errno.EAGAIN, errno.EWOULDBLOCK) else -1
        if sent not in (0, len(data)):
            self.hang_up()

    def hang_up(self) -> None:
        """The console, if there is one, must call again."""
        if self._console is not None:
            self._console.close()
            self._console = None

    def close(self) -> None:
        """Close port and connection."""
        self.hang_up()
        self._listening.close()


class UdpPort:
    """One side of a unicast pair; the console's side is at ``theirs`` on this machine."""

    def __init__(self, theirs: int) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((LOOPBACK, 0))
        self._socket.setblocking(False)
        self._theirs = (LOOPBACK, theirs)
        own = self._socket.getsockname()[1]
        self.link: Link = {"type": "udp", "bind": f"{LOOPBACK}:{theirs}", "peer": f"{LOOPBACK}:{own}"}

    def sources(self) -> list[Any]:
        """The port."""
        return [self._socket]

    def read(self) -> tuple[bool, list[bytes]]:
        """Datagrams that came from the console."""
        return False, [data for data, sender in _datagrams(self._socket) if sender == self._theirs]

    def write(self, data: bytes) -> None:
        """One datagram."""
        with contextlib.suppress(OSError):
            self._socket.sendto(data, self._theirs)

    def hang_up(self) -> None:
        """Datagrams know no connection."""

    def close(self) -> None:
        """Close it."""
        self._socket.close()


class UdpPorts:
    """Several hosts of this machine, each with a port for each service, numbered as the console's own.

    ``services``: those that the far side has, if it has not all. Datagrams are addressed: see ``addressed``.
    """

    def __init__(self, hosts: list[str], ports: dict[str, int], services: Sequence[str] = ()) -> None:
        self._console = {name: (LOOPBACK, number) for name, number in ports.items()}
        self._sockets: dict[tuple[str, str], socket.socket] = {}
        for host in hosts:
            for name in services or ports:
                one = self._sockets[host, name] = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                one.bind((host, ports[name]))
                one.setblocking(False)
        self.link: Link = {"type": "udp", "bind": LOOPBACK, "ports": ports}

    def sources(self) -> list[Any]:
        """All ports."""
        return list(self._sockets.values())

    def read(self) -> tuple[bool, list[bytes]]:
        """What the console sent, and to whom."""
        heard = []
        for (host, name), one in self._sockets.items():
            told = [data for data, sender in _datagrams(one) if sender == self._console[name]]
            heard += [wrap(f"{host}/{name}", data) for data in told]
        return False, heard

    def write(self, data: bytes) -> None:
        """One datagram, from whoever it says."""
        host, name, inner = unwrap(data)
        with contextlib.suppress(OSError):
            self._sockets[host, name].sendto(inner, self._console[name])

    def hang_up(self) -> None:
        """Datagrams know no connection."""

    def close(self) -> None:
        """Close all."""
        for one in self._sockets.values():
            one.close()


class Multicast:
    """A multicast group that never leaves the machine: time-to-live 0, on the loopback interface."""

    def __init__(self, group: str, port: int) -> None:
        self._to = (group, port)
        here = socket.inet_aton(LOOPBACK)
        self._speaking = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._speaking.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 0)
        self._speaking.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, here)
        self._speaking.bind((LOOPBACK, 0))
        self._own = self._speaking.getsockname()
        self._hearing = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._hearing.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._hearing.bind(("" if sys.platform == "win32" else group, port))
        self._hearing.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(group) + here)
        self._speaking.setblocking(False)
        self._hearing.setblocking(False)
        self.link: Link = {
            "type": "udp",
            "bind": f"{LOOPBACK}:{port}",
            "multicast": group,
            "interface": LOOPBACK,
            "ttl": 0,
        }

    def sources(self) -> list[Any]:
        """The hearing port."""
        return [self._hearing]

    def read(self) -> tuple[bool, list[bytes]]:
        """Others' datagrams, without our own echo."""
        return False, [data for data, sender in _datagrams(self._hearing) if sender != self._own]

    def write(self, data: bytes) -> None:
        """One datagram to the group."""
        with contextlib.suppress(OSError):
            self._speaking.sendto(data, self._to)

    def hang_up(self) -> None:
        """Datagrams know no connection."""

    def close(self) -> None:
        """Leave."""
        self._speaking.close()
        self._hearing.close()


def _datagrams(source: socket.socket) -> list[tuple[bytes, Any]]:
    found: list[tuple[bytes, Any]] = []
    while len(found) < 256:
        try:
            found.append(source.recvfrom(CHUNK))
        except OSError:  # nothing more, or Windows telling that the console's port is closed
            break
    return found


def free_ports(count: int) -> list[int]:
    """UDP ports of this machine that nobody holds now."""
    held = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(count)]
    try:
        for one in held:
            one.bind((LOOPBACK, 0))
        return [int(one.getsockname()[1]) for one in held]
    finally:
        for one in held:
            one.close()
