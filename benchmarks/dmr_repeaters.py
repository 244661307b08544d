"""A hundred repeaters of the DMR benchmark, as a process of their own: each logs in, then carries two calls at once.

``python -m benchmarks.dmr_repeaters PORT REPEATERS SECONDS PASSWORD``: prints a JSON line when all are logged in, and
at the end one with ``bursts``, ``calls`` and ``voice`` bursts sent.
"""

from __future__ import annotations

import json
import random
import select
import socket
import sys
import time
from itertools import count

from radio.protocols.dmr import outgoing
from radio.protocols.hbp import frame

PERIOD = 0.06
PING_EVERY = 5.0
OVER = 40
"""Voice bursts of a call: 2.4 s."""
PAUSE = 2
"""Bursts of silence between two calls of a slot."""


class Slot:
    """One slot of a repeater: call after call of different radios to one talk-group."""

    def __init__(self, repeater: int, slot: int, dice: random.Random) -> None:
        self._repeater, self._slot, self._dice = repeater, slot, dice
        self._radios = (repeater * 2 + slot) << 8  # a radio speaks on one slot only: one number twice would be doubted
        self._group = 100 + repeater % 50 * 2 + slot
        self._seq = count()
        self._waiting: list[bytes] = []
        self._pause = dice.randrange(OVER)
        self.calls = self.voice = 0

    def next(self) -> bytes | None:
        """The datagram of this period; ``None`` in a pause."""
        if not self._waiting:
            if self._pause:
                self._pause -= 1
                return None
            self._waiting, self._pause = self._call(), PAUSE
        data = self._waiting.pop(0)
        self.voice += not data[15] & 0x20
        return data

    def _call(self) -> list[bytes]:
        self.calls += 1
        src, stream = self._radios + self._dice.randrange(256), self._dice.getrandbits(32)
        voice = [self._dice.randbytes(27) for _ in range(OVER)]
        bursts = list(outgoing.call(src, self._group, voice))
        told = []
        for number, burst in enumerate(bursts):
            letter = (number - 2) % 6
            if number < 2:
                sort, value = "data", 1
            elif number == len(bursts) - 1:
                sort, value = "data", 2
            else:
                sort, value = ("voice", letter) if letter else ("sync", 0)
            seq = next(self._seq) & 0xFF
            where = (src, self._group, self._repeater, self._slot, True)
            told.append(frame.write_dmrd(frame.Dmrd(seq, *where, sort, value, stream, burst, 0, -70.0)))
        return told


class Repeater:
    """A socket that has logged in."""

    def __init__(self, number: int, port: int, password: str, dice: random.Random) -> None:
        self.number = number
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.connect(("127.0.0.1", port))
        self._socket.settimeout(5.0)
        self.slots = [Slot(number, 1, dice), Slot(number, 2, dice)]
        salt = self._ask(frame.tagged(b"RPTL", number))[6:10]
        self._ask(frame.tagged(b"RPTK", number, frame.digest(salt, password)))
        self._ask(frame.write_config(number, callsign="BENCH", slots="3"))

    def _ask(self, question: bytes) -> bytes:
        self._socket.send(question)
        answer = self._socket.recv(512)
        if not answer.startswith(b"RPTACK"):
            raise SystemExit(f"the master answered {answer[:10]!r}")
        return answer

    def send(self, data: bytes) -> None:
        """A datagram to the master."""
        self._socket.send(data)

    def ping(self) -> None:
        """Say that we are there; read what came meanwhile."""
        self.send(frame.tagged(b"RPTPING", self.number))
        while select.select([self._socket], [], [], 0)[0]:
            self._socket.recv(512)


def main(port: int, repeaters: int, seconds: float, password: str) -> None:
    """Every 60 ms a burst on each slot, spread evenly over the period."""
    dice = random.Random(5)
    everyone = [Repeater(1000 + number, port, password, dice) for number in range(repeaters)]
    ready = [(repeater, slot) for repeater in everyone for slot in repeater.slots]
    print(json.dumps({"ready": len(everyone)}), flush=True)
    start, sent = time.monotonic(), 0
    pinged = start
    for period in range(int(seconds / PERIOD)):
        for place, (repeater, slot) in enumerate(ready):
            due = start + (period + place / len(ready)) * PERIOD
            if place % 10 == 0:
                time.sleep(max(0.0, due - time.monotonic()))
            data = slot.next()
            if data is not None:
                repeater.send(data)
                sent += 1
        if time.monotonic() - pinged > PING_EVERY:
            pinged = time.monotonic()
            for repeater in everyone:
                repeater.ping()
    slots = [slot for _, slot in ready]
    told = {"bursts": sent, "calls": sum(slot.calls for slot in slots), "voice": sum(slot.voice for slot in slots)}
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4])
