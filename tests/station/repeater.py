"""A DMR repeater and an MMDVM modem at a real station's ports: sockets that speak, honestly or not."""

from __future__ import annotations

import contextlib
import hashlib
import socket
import time
from collections.abc import Iterable, Sequence

from radio.protocols.hbp import frame
from radio.protocols.mmdvm import frame as modem_frame

AGAIN, PATIENCE = 1.0, 30.0
"""Seconds after which a repeater asks again, and for how long it waits in all: the machine may be slow."""


class Udp:
    """A socket at ``host`` that speaks to the station's ``port``."""

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sock.bind((host, 0))
        self.sock.settimeout(PATIENCE)
        self.port = int(self.sock.getsockname()[1])
        self._to = ("127.0.0.1", port)

    def send(self, *datagrams: bytes, every: float = 0.001) -> None:
        """One after the other; quickly, so that a machine that stands still for a second seldom cuts a call in two."""
        for data in datagrams:
            self.sock.sendto(data, self._to)
            time.sleep(every)

    def hear(self, *begins: bytes) -> bytes:
        """The next datagram that begins so."""
        while True:
            data = self.sock.recv(2048)
            if data.startswith(begins):
                return data

    def close(self) -> None:
        """Gone."""
        self.sock.close()


class Repeater(Udp):
    """Logs in by the homebrew protocol."""

    def __init__(self, port: int, repeater: int = 247131, password: str = "", host: str = "127.0.0.1") -> None:
        super().__init__(port, host)
        self.id, self.password = repeater, password
        self.proof = b""

    def login(self) -> bytes:
        """All of it; the last answer."""
        salted = self.greeting()
        self.proof = frame.tagged(b"RPTK", self.id, hashlib.sha256(salted[6:10] + self.password.encode()).digest())
        answer = self.ask(self.proof)
        while answer == salted:  # of a greeting that was said again
            answer = self.hear(b"RPTACK", b"MSTNAK")
        return self.ask(frame.write_config(self.id, callsign="KOPA")) if answer.startswith(b"RPTACK") else answer

    def greeting(self) -> bytes:
        """What the master says to ``RPTL``: the station may not have opened its port yet."""
        return self._until_answered(frame.tagged(b"RPTL", self.id))

    def get_through(self) -> None:
        """Behind a flood, part of which the kernel drops: once the master answers, it has read all before."""
        assert self._until_answered(frame.tagged(b"RPTPING", self.id)).startswith(b"MSTPONG")

    def _until_answered(self, question: bytes) -> bytes:
        self.sock.settimeout(AGAIN)
        try:
            for _ in range(round(PATIENCE / AGAIN)):
                with contextlib.suppress(TimeoutError, ConnectionError):
                    return self.ask(question)
        finally:
            self.sock.settimeout(PATIENCE)
        raise TimeoutError("no master")

    def ask(self, question: bytes) -> bytes:
        """A question of the login and its answer."""
        self.send(question)
        return self.hear(b"RPTACK", b"MSTNAK", b"MSTPONG")

    def call(
        self, src: int, dst: int, bursts: Sequence[bytes], stream: int = 7, first: int = 0, slot: int = 1
    ) -> list[bytes]:
        """Datagrams of a call's bursts: a header, voice in rounds of six, and a terminator if it is the last."""
        sorts = [("data", 1), *(("sync", 0) if n % 6 == 0 else ("voice", n % 6) for n in range(len(bursts) - 2))]
        sorts.append(("data", 2))
        return [
            frame.write_dmrd(frame.Dmrd(first + n, src, dst, self.id, slot, True, sort, value, stream, burst))
            for n, (burst, (sort, value)) in enumerate(zip(bursts, sorts, strict=True))
        ]


class Modem(Udp):
    """An MMDVM modem that takes every setting."""

    def bring_up(self) -> None:
        """Until the station asks for its status, which is answered."""
        steps: Iterable[bytes] = (b"\x00", b"\x04", b"\x02", b"\x03", b"\x01")
        for step in steps:
            while self.sock.recv(600)[2:3] != step:
                pass
            if step == b"\x00":
                self.send(modem_frame(0, b"\x01MMDVM of nobody"))
            elif step == b"\x01":
                self.send(modem_frame(1, bytes(7)))
            else:
                self.send(modem_frame(0x70, step))
