"""A DVSI AMBE-3000 chip as vocoder: over UDP through an AMBEserver, or on a serial port of this machine.

Packets (DVSI's manual): ``61``, length of the fields (2 bytes), type (0 control, 1 channel, 2 speech), fields.
DMR's half rate is rate index 33: ``09 21``. A channel field is ``01``, bits (72), 9 bytes; a speech field is ``00``,
samples (160), 320 bytes big-endian. One chip decodes one call at a time: whoever comes second waits for the next call.
No chip was here: proven against a stand-in that speaks the same packets.
"""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
import time
from typing import Protocol

import numpy as np
import serial

from station.voice.samples import Pcm

CONTROL, CHANNEL, SPEECH = 0, 1, 2
RESET, PRODUCT, RATE = 0x33, 0x30, 0x09
DMR_HALF_RATE = 33
PORT, BAUD = 2460, 460800
PATIENCE = 0.1
"""s a frame may take; the chip needs about 20 ms."""
FIRST_PATIENCE = 1.0
LOST_AFTER = 5
"""Frames without an answer after which the chip is set up anew."""
_HEAD = 4

_log = logging.getLogger(__name__)


class ChipError(OSError):
    """The chip is not there or does not answer as it should."""


class Wire(Protocol):
    """Where the chip is. Raises ``OSError``; :meth:`receive` returns one whole packet or raises ``TimeoutError``."""

    def send(self, packet: bytes) -> None: ...

    def receive(self, seconds: float) -> bytes: ...

    def close(self) -> None: ...


def packet(kind: int, fields: bytes) -> bytes:
    """One packet."""
    return b"\x61" + len(fields).to_bytes(2, "big") + bytes([kind]) + fields


class Datagrams:
    """An AMBEserver: one packet a datagram."""

    def __init__(self, host: str, port: int = PORT) -> None:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
        self._socket = socket.socket(family, kind)
        self._socket.connect(address)

    def send(self, packet: bytes) -> None:
        self._socket.send(packet)

    def receive(self, seconds: float) -> bytes:
        self._socket.settimeout(max(seconds, 0.001))
        return self._socket.recv(2048)

    def close(self) -> None:
        self._socket.close()


class SerialPort:
    """A chip on a serial port: packets follow one another."""

    def __init__(self, device: str, baud: int = BAUD) -> None:
        self._port = serial.Serial(device, baud, timeout=0, write_timeout=PATIENCE)
        self._rest = b""

    def send(self, packet: bytes) -> None:
        self._port.write(packet)

    def receive(self, seconds: float) -> bytes:
        until = time.monotonic() + seconds
        while True:
            begin = self._rest.find(b"\x61")
            self._rest = self._rest[begin:] if begin >= 0 else b""
            size = _HEAD + int.from_bytes(self._rest[1:3], "big") if len(self._rest) >= _HEAD else _HEAD
            if size > 2048:
                self._rest = self._rest[1:]
            elif len(self._rest) >= max(size, _HEAD + 1):
                whole, self._rest = self._rest[:size], self._rest[size:]
                return whole
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError("the chip does not answer")
            self._port.timeout = min(left, 0.02)
            self._rest += self._port.read(512)

    def close(self) -> None:
        self._port.close()


class Chip:
    """One chip, for one call at a time."""

    def __init__(self, where: str) -> None:
        self.where = where
        self._wire: Wire | None = None
        self._busy = threading.Lock()

    def __call__(self) -> Use | None:
        """The chip for a new call; ``None`` while another call has it, or it is not there."""
        if not self._busy.acquire(blocking=False):
            return None
        try:
            self.ready()
        except OSError as error:
            _log.error("vocoder %s: %s", self.where, error)
            self._busy.release()
            return None
        return Use(self)

    def ready(self) -> str:
        """Open it if it is not, set the rate; what it calls itself. Raises ``OSError``."""
        if self._wire is None:
            self._wire = _open(self.where)
        try:
            name = self._ask(packet(CONTROL, bytes([PRODUCT])), FIRST_PATIENCE)
            if name[3:5] != bytes([CONTROL, PRODUCT]):
                raise ChipError(f"answers {name[:8].hex()} when asked what it is")
            answer = self._ask(packet(CONTROL, bytes([RATE, DMR_HALF_RATE])), FIRST_PATIENCE)
            if answer[3:6] != bytes([CONTROL, RATE, 0]):
                raise ChipError("does not take the DMR rate")
        except OSError:
            self.drop()
            raise
        return name[5:].split(b"\0")[0].decode("ascii", "replace")

    def decode(self, frame: bytes) -> Pcm | None:
        """160 samples of a 9-byte frame; ``None`` if none came in time."""
        if self._wire is None:
            return None
        try:
            answer = self._ask(packet(CHANNEL, bytes([1, 8 * len(frame)]) + frame), PATIENCE)
        except TimeoutError:
            return None
        while answer[3:5] != bytes([SPEECH, 0]):
            try:
                answer = self._wire.receive(PATIENCE)  # an answer that came late to an earlier question
            except TimeoutError:
                return None
        count = min(answer[5], (len(answer) - 6) // 2) if len(answer) > 5 else 0
        return np.frombuffer(answer, ">i2", count, 6).astype(np.int16)

    def drop(self) -> None:
        """Close it; the next call opens it anew."""
        if self._wire is not None:
            with contextlib.suppress(OSError):
                self._wire.close()
            self._wire = None

    def free(self) -> None:
        """The call that had it ended."""
        self._busy.release()

    def _ask(self, question: bytes, seconds: float) -> bytes:
        assert self._wire is not None
        self._wire.send(question)
        answer = self._wire.receive(seconds)
        while question[3] == CONTROL and answer[3:4] == bytes([SPEECH]):
            answer = self._wire.receive(seconds)  # late voice of the call before
        return answer


class Use:
    """The chip as one call's vocoder."""

    def __init__(self, chip: Chip) -> None:
        self._chip: Chip | None = chip
        self._missed = 0

    def decode(self, frame: bytes) -> Pcm | None:
        """160 samples, or ``None``; a chip that stays silent is set up anew."""
        if self._chip is None:
            return None
        pcm = self._chip.decode(frame)
        self._missed = 0 if pcm is not None else self._missed + 1
        if self._missed >= LOST_AFTER:
            self._missed = 0
            self._chip.drop()
            self._chip.ready()
        return pcm

    def close(self) -> None:
        """Leave the chip to others."""
        if self._chip is not None:
            self._chip.free()
            self._chip = None


def _open(where: str) -> Wire:
    """``udp:host[:port]`` or ``serial:device[:baud]``. Raises ``OSError``."""
    kind, _, rest = where.partition(":")
    place, _, number = rest.rpartition(":")
    if not number.isdecimal():
        place, number = rest, ""
    if kind == "udp":
        return Datagrams(place, int(number or PORT))
    return SerialPort(place, int(number or BAUD))
