"""A stand-in for an SvxReflector of protocol 2: talk-groups, on real sockets of this machine.

Debian's svxreflector speaks protocol 1 only. This is written from the field list of protocol 2 and with nothing of our
codec, so that a mistake there is not made here once more; it says what the real one logs. The nodes it is given to
speak with have no sockets of their own.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import os
import re
import struct
import threading
import time
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Address = tuple[str, int]
PATIENCE = 30.0


@dataclass(eq=False)
class Login:
    """A client by its TCP connection, from its first byte on."""

    writer: asyncio.StreamWriter
    number: int
    challenge: bytes = field(default_factory=lambda: os.urandom(20))
    heard: float = field(default_factory=time.monotonic)
    callsign: str = ""
    group: int = 0
    monitored: list[int] = field(default_factory=list)
    told: dict[str, Any] = field(default_factory=dict)
    address: Address | None = None
    sequence: int = 0
    beats: int = 0
    udp_beats: int = 0
    flushes: int = 0
    spoken: list[tuple[int, bytes]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class StandIn(asyncio.DatagramProtocol):
    """The reflector, in a thread of its own. ``keys``: that of each call sign; ``beat``, ``limit`` and ``pause`` in s.

    While ``silent`` it says nothing at all, and nobody is hung up on.
    """

    def __init__(self, home: Path, keys: dict[str, str], beat: float = 0.3, limit: float = 15.0, pause: float = 3.0):
        self.home, self.port = home, 0
        self.reflector = self
        self.silent = False
        self.logins: list[Login] = []
        self.nodes: list[str] = []
        self._keys, self._beat, self._limit, self._pause = keys, beat, limit, pause
        self._talkers: dict[int, tuple[str, float]] = {}
        self._log: list[str] = []
        self._numbers = 0
        self._serving: set[asyncio.Task[None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._over = asyncio.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._main()), name="stand-in", daemon=True)

    # For tests

    def start_reflector(self) -> None:
        """And wait until it listens."""
        self._thread.start()
        assert self._ready.wait(PATIENCE)

    def close(self) -> None:
        """Hang up on everybody."""
        if self._thread.is_alive() and self._loop is not None:
            self._loop.call_soon_threadsafe(self._over.set)
            self._thread.join(PATIENCE)

    def said(self) -> str:
        """What the real one would have logged."""
        return "\n".join(list(self._log))

    def until(self, words: str) -> None:
        """Wait until it said ``words``."""
        end = time.monotonic() + PATIENCE
        while not re.search(words, self.said()):
            assert time.monotonic() < end, f"never said {words!r}:\n{self.said()}"
            time.sleep(0.02)

    def login(self, callsign: str) -> Login:
        """The latest one of that name."""
        return next(login for login in reversed(self.logins) if login.callsign == callsign)

    def speaks(self, node: str, group: int, packets: list[bytes]) -> None:
        """A node without a socket says ``packets``, 20 ms each, and lets go."""
        self._run(self._speaks(node, group, packets))

    def begins(self, node: str, group: int) -> None:
        """A node without a socket begins to talk, and stays there until its pause is too long."""
        self._run(self._speaks(node, group, [b"\x28began"], ends=False))

    def _run(self, step: Coroutine[Any, Any, None]) -> None:
        assert self._loop is not None
        asyncio.run_coroutine_threadsafe(step, self._loop).result(PATIENCE)

    async def _speaks(self, node: str, group: int, packets: list[bytes], ends: bool = True) -> None:
        for packet in packets:
            self._voice(None, node, group, packet)
            await asyncio.sleep(0.02)
        if ends:
            self._stops(None, node, group)

    # Its life

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        server, datagrams = await self._bind()
        self._ready.set()
        sweeping = asyncio.create_task(self._sweep())
        await self._over.wait()
        sweeping.cancel()
        server.close()
        datagrams.close()
        for login in self.logins:
            login.writer.close()
        await asyncio.gather(sweeping, *self._serving, return_exceptions=True)

    async def _bind(self) -> tuple[asyncio.Server, asyncio.DatagramTransport]:
        loop = asyncio.get_running_loop()
        while True:
            server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
            self.port = int(server.sockets[0].getsockname()[1])
            try:
                self._udp, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", self.port))
            except OSError:  # somebody's UDP port: another one
                server.close()
                continue
            return server, self._udp

    async def _sweep(self) -> None:
        """A heartbeat on both wires each ``beat`` s; who is silent too long is hung up on or has no word any more."""
        while True:
            await asyncio.sleep(self._beat)
            now = time.monotonic()
            for login in [login for login in self.logins if not login.writer.is_closing()]:
                self._tcp(login, 1)
                self._datagram(login, 1)
                if now - login.heard > self._limit and not self.silent:
                    self._refuse(login, "TCP heartbeat timeout")
            for group, (callsign, since) in list(self._talkers.items()):
                if now - since > self._pause:
                    self._stops(None, callsign, group)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        self._numbers += 1
        login = Login(writer, self._numbers)
        self.logins.append(login)
        try:
            while True:
                (size,) = struct.unpack(">I", await reader.readexactly(4))
                login.heard = time.monotonic()
                self._message(login, await reader.readexactly(size))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()
            if login.callsign:
                self._say(f"{login.callsign}: Connection closed")
                for other in self.logins:
                    self._tcp(other, 103, _text(login.callsign))
            for group, (callsign, _) in list(self._talkers.items()):
                if callsign == login.callsign:
                    self._stops(login, callsign, group)
            self._serving.discard(task)

    # TCP

    def _message(self, login: Login, data: bytes) -> None:
        kind, body = struct.unpack_from(">H", data)[0], data[2:]
        if kind == 1 and not body:
            login.beats += 1
        elif kind == 5 and not login.callsign:
            if body == struct.pack(">HH", 2, 0):
                self._tcp(login, 10, struct.pack(">H", 20) + login.challenge)
            else:
                self._refuse(login, f"Unsupported protocol version {body.hex()}. Must be at least 2.0.")
        elif kind == 11 and not login.callsign:
            self._prove(login, body)
        elif kind == 106 and login.callsign and len(body) == 4:
            self._select(login, struct.unpack(">I", body)[0])
        elif kind == 107 and login.callsign and len(body) == 2 + 4 * struct.unpack_from(">H", body)[0]:
            login.monitored = list(struct.unpack(f">{(len(body) - 2) // 4}I", body[2:]))
            self._say(f"{login.callsign}: Monitor TG#: {login.monitored}")
        elif kind == 111 and login.callsign and len(body) == 2 + struct.unpack_from(">H", body)[0]:
            login.told = json.loads(body[2:])
        else:
            login.wrong.append(f"TCP {kind}: {body.hex()}")

    def _prove(self, login: Login, body: bytes) -> None:
        """A call sign, and the HMAC-SHA1 of the challenge by its key."""
        size = struct.unpack_from(">H", body)[0]
        callsign, proof = body[2 : 2 + size].decode(), body[2 + size :]
        wanted = hmac.digest(self._keys.get(callsign, "nobody's").encode(), login.challenge, "sha1")
        here = [one.callsign for one in self.logins if one.callsign and not one.writer.is_closing()]
        if callsign not in self._keys or proof != struct.pack(">H", 20) + wanted or callsign in here:
            self._refuse(login, "Access denied")
            return
        login.callsign = callsign
        self._tcp(login, 12)
        nodes = [*self.nodes, *here, callsign]
        self._tcp(login, 100, struct.pack(">HH", 0, login.number) + _texts(nodes) + _texts(["OPUS"]))
        for other in self.logins:
            if other is not login:
                self._tcp(other, 102, _text(callsign))
        self._say(f"{callsign}: Login OK")

    def _select(self, login: Login, group: int) -> None:
        if group == login.group:
            return
        if self._talkers.get(login.group, ("", 0.0))[0] == login.callsign:
            self._stops(login, login.callsign, login.group)
        elif login.group in self._talkers:
            self._datagram(login, 102)  # what it heard there is over for it
        login.group = group
        self._say(f"{login.callsign}: Select TG #{group}")

    def _refuse(self, login: Login, why: str) -> None:
        self._tcp(login, 13, _text(why))
        if not self.silent:
            login.writer.close()

    def _tcp(self, login: Login, kind: int, body: bytes = b"") -> None:
        if not self.silent and not login.writer.is_closing() and (login.callsign or kind in (10, 13)):
            login.writer.write(struct.pack(">IH", 2 + len(body), kind) + body)

    # UDP

    def datagram_received(self, data: bytes, address: Address) -> None:
        """From a client that said its number; its first one tells where it hears."""
        kind, number, sequence = struct.unpack_from(">HHH", data)
        login = next((one for one in self.logins if one.number == number and one.callsign), None)
        if login is None or (login.address or address) != address:
            return
        if login.address is None:
            login.address = address
            self._datagram(login, 1)
        body = data[6:]
        if kind == 1 and not body:
            login.udp_beats += 1
        elif kind == 101 and len(body) == 2 + struct.unpack_from(">H", body)[0]:
            login.spoken.append((sequence, body[2:]))
            self._voice(login, login.callsign, login.group, body[2:])
        elif kind == 102 and not body:
            login.flushes += 1
            self._stops(login, login.callsign, login.group)
            self._datagram(login, 103)
        elif kind != 103 or body:
            login.wrong.append(f"UDP {kind}: {body.hex()}")

    def _datagram(self, login: Login, kind: int, body: bytes = b"") -> None:
        if login.address is not None and not self.silent and not login.writer.is_closing():
            self._udp.sendto(struct.pack(">HHH", kind, login.number, login.sequence & 0xFFFF) + body, login.address)
            login.sequence += 1

    def _voice(self, source: Login | None, callsign: str, group: int, packet: bytes) -> None:
        """To everybody on that talk-group, if nobody else has it."""
        talker = self._talkers.get(group, (callsign, 0.0))[0]
        if talker != callsign or not group:
            return
        if group not in self._talkers:
            self._announce(104, callsign, group)
        self._talkers[group] = callsign, time.monotonic()
        for login in self.logins:
            if login.group == group and login is not source:
                self._datagram(login, 101, struct.pack(">H", len(packet)) + packet)

    def _stops(self, source: Login | None, callsign: str, group: int) -> None:
        if self._talkers.get(group, ("", 0.0))[0] != callsign:
            return
        del self._talkers[group]
        self._announce(105, callsign, group)
        for login in self.logins:
            if login.group == group and login is not source:
                self._datagram(login, 102)

    def _announce(self, kind: int, callsign: str, group: int) -> None:
        """Begin and end are told to whoever is on the talk-group or monitors it, the talker too."""
        self._say(f"{callsign}: Talker {'start' if kind == 104 else 'stop'} on TG #{group}")
        for login in self.logins:
            if login.group == group or group in login.monitored:
                self._tcp(login, kind, struct.pack(">I", group) + _text(callsign))

    def _say(self, words: str) -> None:
        self._log.append(words)


def _text(words: str) -> bytes:
    return struct.pack(">H", len(words.encode())) + words.encode()


def _texts(items: list[str]) -> bytes:
    return struct.pack(">H", len(items)) + b"".join(_text(item) for item in items)


@contextlib.contextmanager
def stand_in(home: Path, keys: dict[str, str], **times: float) -> Iterator[StandIn]:
    """A reflector that listens, and is gone afterwards."""
    made = StandIn(home, keys, **times)
    made.start_reflector()
    try:
        yield made
    except BaseException as error:
        error.add_note(f"the stand-in said:\n{made.said()[-3000:]}")
        raise
    finally:
        made.close()
