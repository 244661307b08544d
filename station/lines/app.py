"""``main.py ptt-line``: holds the lines of one donor radio for the station, and lets go when the station is silent.

From the station, a byte each: ``1`` holds push-to-talk for 400 ms, ``0`` lets go. To the station, a line each:
``ptt 1``, ``ptt 0 why``, ``busy 1``, ``busy 0``, ``busy ? why``, ``released why``. When the station ends, however it
ends, its end of the pipe closes: off. When it hangs, the words stop: off. It begins and ends with off.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

from station.lines.devices import Device, LineError, open_device
from station.lines.hold import Hold
from station.lines.named import Line, busy_line, ptt_line
from station.voice.pipe import take_pipe

LOOK = 0.02
"""Seconds between two looks at the busy line."""
REST = 0.25
RETRY = 1.0
MOST_UNSAID = 200

Open = Callable[[str, Line | None, Line | None], Device]
Say = Callable[[str], None]


class Lines:
    """Both lines of a radio, which may be on one device or on two; what fails is looked for again every second."""

    def __init__(self, ptt: Line | None, busy: Line | None, say: Say, open_one: Open = open_device) -> None:
        self._ptt, self._busy = ptt, busy
        self._say = say
        self._open_one = open_one
        self._hold = Hold()
        self._is_on = False
        self._devices: dict[str, Device] = {}
        self._told: dict[str, str] = {}
        self._again = 0.0

    def word(self, word: bytes, now: float) -> None:
        """The station said something."""
        self._hold.word(word, now)
        self._move()

    def look(self, now: float) -> None:
        """Time passed: lines that are due to go off, devices that came back, the busy line."""
        if self._hold.over(now):
            self._move()
            self._say("released nobody held it for 400 ms")
        if now >= self._again:
            self._again = now + RETRY
            self._open()
        self._read()

    def wait(self, now: float) -> float:
        """Seconds until :meth:`look` has something to do."""
        return self._hold.left(now, LOOK if self._busy is not None else REST)

    def close(self) -> None:
        """Off, and let go of everything."""
        self._hold.spend()
        self._move()
        for device in self._devices.values():
            device.close()
        self._devices = {}

    def _open(self) -> None:
        for name in dict.fromkeys(line.device for line in (self._ptt, self._busy) if line is not None):
            if name in self._devices:
                continue
            ptt = self._ptt if self._ptt is not None and self._ptt.device == name else None
            busy = self._busy if self._busy is not None and self._busy.device == name else None
            try:
                device = self._open_one(name, ptt, busy)
            except LineError as error:
                self._failed(name, str(error))
                continue
            self._devices[name] = device
            if ptt is not None:
                try:
                    device.key(False)
                except LineError as error:
                    self._failed(name, str(error))
                    continue
                self._tell("ptt", "ptt 1")

    def _move(self) -> None:
        """Put the line where it should be."""
        if self._ptt is None or self._is_on == self._hold.on:
            return
        device = self._devices.get(self._ptt.device)
        if device is None:
            self._hold.spend()
            self._is_on = False
            return
        try:
            device.key(self._hold.on)
            self._is_on = self._hold.on
        except LineError as error:
            self._failed(self._ptt.device, str(error))

    def _read(self) -> None:
        device = self._devices.get(self._busy.device) if self._busy is not None else None
        if device is None or self._busy is None:
            return
        try:
            state = device.busy()
        except LineError as error:
            self._failed(self._busy.device, str(error))
            return
        receiving = state is not None and state != self._busy.inverted
        self._tell("busy", f"busy {int(receiving)}")

    def _failed(self, name: str, why: str) -> None:
        """A device is gone: what was held there is not held any more."""
        device = self._devices.pop(name, None)
        if device is not None:
            with contextlib.suppress(LineError):
                device.key(False)
            device.close()
        if self._ptt is not None and self._ptt.device == name:
            self._hold.spend()
            self._is_on = False
            self._tell("ptt", f"ptt 0 {why}")
        if self._busy is not None and self._busy.device == name:
            self._tell("busy", f"busy ? {why}")

    def _tell(self, what: str, said: str) -> None:
        if self._told.get(what) != said:
            self._told[what] = said
            self._say(said)


def run(ptt: str, busy: str) -> int:
    """Hold the lines named so (empty: none) until the station is gone."""
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the station, whose end we see
        signal.signal(signal.SIGTERM, _ended)
    incoming, outgoing = take_pipe()
    words: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(incoming, words), name="from station", daemon=True).start()
    lines = Lines(ptt_line(ptt) if ptt else None, busy_line(busy) if busy else None, _mouth(outgoing))
    try:
        while True:
            lines.look(time.monotonic())
            with contextlib.suppress(queue.Empty):
                word = words.get(timeout=lines.wait(time.monotonic()))
                if not word:
                    return 0
                lines.word(word, time.monotonic())
    finally:
        lines.close()


def _ended(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _listen(incoming: int, words: queue.SimpleQueue[bytes]) -> None:
    """A word at a time; an empty one when the station is gone."""
    with contextlib.suppress(OSError):
        while data := os.read(incoming, 64):
            for at in range(len(data)):
                words.put(data[at : at + 1])
    words.put(b"")


def _mouth(outgoing: int) -> Say:
    """Says lines without ever waiting: a station that does not read must not keep a line from going off."""
    unsaid: queue.Queue[str] = queue.Queue(MOST_UNSAID)

    def speak() -> None:
        with contextlib.suppress(OSError):
            while True:
                os.write(outgoing, f"{unsaid.get()}\n".encode())

    threading.Thread(target=speak, name="to station", daemon=True).start()

    def say(line: str) -> None:
        with contextlib.suppress(queue.Full):
            unsaid.put_nowait(line)

    return say
