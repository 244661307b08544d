"""The far ends of patched talk-groups: sockets that speak and hear RTP and USRP, and the configuration around them."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from radio.g711 import decode, to_alaw
from radio.protocols.usrp import HEADER, MAGIC
from tests.station.room import Room, free_port

RATE = 8000
TICK = 160
Pcm = npt.NDArray[np.int16]

RTP = """
[[gateway]]
name = "R{n}"
protocol = "rtp"
network = "n{n}"
transmit = {transmit}
link = {{ type = "udp", bind = "127.0.0.1:{port}", peer = "127.0.0.1:{peer}" }}
options = {{ group = "1" }}
[[group]]
id = "rtp@n{n}:g1"
number = "1"
name = "R{n}"
gateway = "R{n}"
"""
USRP = """
[[gateway]]
name = "U{n}"
protocol = "usrp"
network = "u{n}"
transmit = {transmit}
link = {{ type = "udp", bind = "127.0.0.1:{port}", peer = "127.0.0.1:{peer}" }}
options = {{ group = "7" }}
[[group]]
id = "usrp@u{n}:g7"
number = "7"
name = "U{n}"
gateway = "U{n}"
"""


def tone(hertz: float, seconds: float, level: float = 0.3) -> Pcm:
    at = np.arange(int(seconds * RATE)) / RATE
    return np.rint(level * 32767 * np.sin(2 * np.pi * hertz * at)).astype(np.int16)


def speech(seconds: float, seed: int = 1) -> Pcm:
    """Noise in syllables: no two moments alike, and pauses in it."""
    made = np.random.default_rng(seed)
    noise = made.normal(0, 5000, int(seconds * RATE))
    loud = np.repeat(made.uniform(0.1, 1.0, int(seconds * 8) + 1), RATE // 8)[: len(noise)]
    return np.clip(noise * loud, -32000, 32000).astype(np.int16)


class Far:
    """One far end: ``heard`` grows on a thread of its own, each piece with when it came."""

    protocol = ""
    config = ""

    def __init__(self, n: int, transmit: bool = True) -> None:
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sock.bind(("127.0.0.1", 0))
        self.sock.settimeout(0.01)
        self.port = free_port()
        self.text = self.config.format(
            n=n, port=self.port, peer=self.sock.getsockname()[1], transmit=str(transmit).lower()
        )
        self.group = (
            f"{self.protocol}@{'n' if self.protocol == 'rtp' else 'u'}{n}:g{1 if self.protocol == 'rtp' else 7}"
        )
        self.gateway = f"{'R' if self.protocol == 'rtp' else 'U'}{n}"
        self.pieces: list[tuple[float, Pcm]] = []
        self.loop: list[Far] = []
        self.delay = 0.0
        self.late: list[tuple[float, Pcm]] = []
        self._sequence = n * 1000
        self._ssrc = n
        self._ends = False
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Hang up."""
        self._ends = True
        self._thread.join(5)
        self.sock.close()

    def _listen(self) -> None:
        while not self._ends:
            while self.late and self.late[0][0] <= time.monotonic():
                self.sock.sendto(self.packet(self.late.pop(0)[1], 100), ("127.0.0.1", self.port))
            try:
                data = self.sock.recv(4096)
            except (TimeoutError, OSError):
                continue
            pcm = self.read(data)
            if pcm is not None and len(pcm):
                self.pieces.append((time.monotonic(), pcm))
                for other in self.loop:
                    other.echo(pcm)

    def read(self, data: bytes) -> Pcm | None:
        raise NotImplementedError

    def packet(self, pcm: Pcm, other: int = 0) -> bytes:
        raise NotImplementedError

    def say(self, pcm: Pcm) -> None:
        """One frame, now."""
        self.sock.sendto(self.packet(pcm), ("127.0.0.1", self.port))

    def echo(self, pcm: Pcm) -> None:
        """One frame that was heard elsewhere: of another sender, where the protocol tells them apart."""
        self.late.append((time.monotonic() + self.delay, pcm))

    def speak(self, pcm: Pcm) -> None:
        """All of it, in time."""
        begun = time.monotonic()
        for number, at in enumerate(range(0, len(pcm) - TICK + 1, TICK), 1):
            self.say(pcm[at : at + TICK])
            time.sleep(max(0.0, begun + number * 0.02 - time.monotonic()))
        self.over()

    def over(self) -> None:
        """The key comes up, where the protocol can say so."""

    @property
    def heard(self) -> Pcm:
        """Everything so far."""
        pieces = [pcm for _, pcm in list(self.pieces)]
        return np.concatenate(pieces) if pieces else np.zeros(0, np.int16)

    def seconds_of(self, hertz: float) -> float:
        """How long that tone was heard, s."""
        pcm = self.heard.astype(float)
        found = 0
        for at in range(0, len(pcm) - TICK + 1, TICK):
            piece = pcm[at : at + TICK]
            power = np.abs(np.fft.rfft(piece * np.hanning(TICK), 1600)) ** 2
            if np.dot(piece, piece) / TICK > 1000 and abs(int(np.argmax(power)) * 5 - hertz) <= 25:
                found += 1
        return found * 0.02

    def level_of(self, hertz: float) -> float:
        """How loud that tone is in the middle of what was heard, full scale 1.0."""
        pcm = self.heard.astype(float) / 32767
        loud = pcm[np.abs(pcm) > 0.02]
        middle = loud[len(loud) // 4 : 3 * len(loud) // 4]
        return float(np.sqrt(2 * np.mean(middle**2))) if len(middle) else 0.0


class RtpFar(Far):
    """G.711 A-law."""

    protocol, config = "rtp", RTP

    def packet(self, pcm: Pcm, other: int = 0) -> bytes:
        self._sequence += 1
        source = self._ssrc + other
        head = struct.pack(">BBHII", 0x80, 8, self._sequence & 0xFFFF, self._sequence * TICK & 0xFFFFFFFF, source)
        return head + to_alaw(pcm)

    def read(self, data: bytes) -> Pcm | None:
        return decode("pcma", data[12:]) if len(data) > 12 and data[1] & 0x7F == 8 else None


class UsrpFar(Far):
    """16-bit samples, keyed and unkeyed."""

    protocol, config = "usrp", USRP

    def __init__(self, n: int, transmit: bool = True) -> None:
        self.keyed: list[tuple[float, bool]] = []
        super().__init__(n, transmit)

    def packet(self, pcm: Pcm, other: int = 0, keyed: bool = True) -> bytes:
        self._sequence += 1
        return HEADER.pack(MAGIC, self._sequence, 0, int(keyed), 0, 0, 0, 0) + pcm.astype("<i2").tobytes()

    def over(self) -> None:
        self.sock.sendto(self.packet(np.zeros(0, np.int16), keyed=False), ("127.0.0.1", self.port))

    def read(self, data: bytes) -> Pcm | None:
        if len(data) < HEADER.size or data[:4] != MAGIC or data[20] or data[23]:
            return None
        self.keyed.append((time.monotonic(), bool(int.from_bytes(data[12:16], "big"))))
        return np.frombuffer(data[HEADER.size :], "<i2").astype(np.int16)


def config(fars: Iterable[Far], more: str = "") -> str:
    """All of them in one file."""
    return '[room]\nname = "test"\n' + "".join(far.text for far in fars) + more


def ready(room: Room) -> Room:
    """Started, signed on, with a voice process that takes what it is told."""
    room.start()
    room.sign_on()
    room.find("SoundChanged")
    return room
