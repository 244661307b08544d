"""``main.py pedal``: reads a foot switch for the station: a line of a serial port, a sound chip's, any USB pedal's.

To the station, a line each: ``down SINCE`` (s on the machine's monotonic clock) every 50 ms while it is down, ``up``
every 200 ms while it is not, ``lost WHY`` while it cannot be read. Whoever hears nothing holds it for up. A pedal's
letters and clicks reach no other program. It ends when the station does.
"""

from __future__ import annotations

import contextlib
import errno
import os
import queue
import signal
import struct
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from station.lines.devices import HidLines, LineError, why_not
from station.lines.named import Line, pedal_line
from station.voice.pipe import take_pipe

LOOK = 0.01
"""Seconds between two looks."""
STEADY = 0.02
"""Seconds it must be down to count: contacts bounce. Up counts at once."""
SAY_DOWN, SAY_UP = 0.05, 0.2
RETRY = 1.0

EVENT = struct.Struct("@llHHi")
"""``struct input_event`` of Linux: s, µs, type, code, value."""
EV_KEY = 1
EVIOCGRAB = 0x40044590
EVIOCGKEY_96 = 0x80604518
"""``EVIOCGKEY`` for 96 bytes: which keys are down now, a bit each."""
REPORT = 64
SYS_HIDRAW = Path("/sys/class/hidraw")
LONG_ITEM, REPORT_ID = 0xFE, 0x84
"""Heads of items in a HID report descriptor; the lower two bits of a short one are its length."""


class Contact(Protocol):
    """What can be pressed. Both may raise :class:`LineError`."""

    def down(self) -> bool:
        """Whether it is pressed now."""

    def close(self) -> None:
        """Let go of the device; never raises."""


class SerialContact:
    """A switch between an output (RTS or DTR, both are on) and one of the inputs of a serial port."""

    def __init__(self, device: str, line: str) -> None:
        import serial  # here: as in station/lines/devices.py

        self._name, self._line = device, line
        try:
            self._port: Any = serial.serial_for_url(device, do_not_open=True)
            self._port.rts = self._port.dtr = True
            if sys.platform != "win32" and "://" not in device:
                self._port.exclusive = True
            self._port.open()
        except (OSError, ValueError) as error:
            raise LineError(why_not(error, device)) from error

    def down(self) -> bool:
        """The line's state now."""
        try:
            return bool(getattr(self._port, self._line))
        except (OSError, ValueError, TypeError) as error:
            raise LineError(why_not(error, self._name)) from error

    def close(self) -> None:
        """Close the port."""
        with contextlib.suppress(OSError, ValueError, TypeError):
            self._port.close()


class ChipContact:
    """A switch on the volume-down key or a GPIO of a CM108."""

    def __init__(self, device: str, pin: int) -> None:
        self._lines = HidLines(device, 0, busy=True, busy_pin=pin)

    def down(self) -> bool:
        """As its last report said; up until it reports."""
        return bool(self._lines.busy())

    def close(self) -> None:
        """Close it."""
        self._lines.close()


class File:
    """A device file read without waiting."""

    def __init__(self, device: str) -> None:
        self._name = device
        try:
            self._file = os.open(device, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        except OSError as error:
            raise LineError(why_not(error, device)) from error

    def read(self, size: int) -> bytes | None:
        """What came, at most ``size`` bytes; ``None`` if nothing did."""
        try:
            data = os.read(self._file, size)
        except BlockingIOError:
            return None
        except OSError as error:
            raise LineError(why_not(error, self._name)) from error
        if not data:
            raise LineError(why_not(OSError(errno.ENODEV, ""), self._name))
        return data

    def close(self) -> None:
        """Close it."""
        with contextlib.suppress(OSError):
            os.close(self._file)


class HidContact(File):
    """A pedal that reports by itself: any bit of its last report is a foot on it, beyond the report's own number.

    ``numbered``: whether reports begin with a number, which Linux says of the device; of some pedals there are several
    reports, and each says of its own switches only.
    """

    def __init__(self, device: str, numbered: bool | None = None) -> None:
        super().__init__(device)
        self._numbered = is_numbered(report_descriptor(device)) if numbered is None else numbered
        self._down: dict[int, bool] = {}

    def down(self) -> bool:
        """As its last reports said."""
        while (report := self.read(REPORT)) is not None:
            number, switches = (report[0], report[1:]) if self._numbered else (0, report)
            self._down[number] = any(switches)
        return any(self._down.values())


def report_descriptor(device: str) -> bytes:
    """What the kernel knows of a ``hidraw`` device's reports; empty where it does not say."""
    try:
        return (SYS_HIDRAW / Path(device).resolve().name / "device/report_descriptor").read_bytes()
    except OSError:
        return b""


def is_numbered(descriptor: bytes) -> bool:
    """Whether a report descriptor has a Report ID (USB HID 1.11, 6.2.2.7), so that every report begins with one."""
    at = 0
    while at < len(descriptor):
        head = descriptor[at]
        if head == LONG_ITEM:
            at += 3 + (descriptor[at + 1] if at + 1 < len(descriptor) else 0)
            continue
        if head & 0xFC == REPORT_ID:
            return True
        at += 1 + (0, 1, 2, 4)[head & 3]
    return False


class KeyContact(File):
    """A pedal that says it is a keyboard or a mouse, as most do: any of its keys is a foot on it. It types nothing."""

    def __init__(self, device: str) -> None:
        super().__init__(device)
        self._keys: set[int] = set()
        try:
            import fcntl  # not on Windows

            fcntl.ioctl(self._file, EVIOCGRAB, 1)
            held = fcntl.ioctl(self._file, EVIOCGKEY_96, bytes(96))
        except (OSError, ImportError) as error:
            self.close()
            raise LineError(f"{device} is no input device, or is in use by another program") from error
        self._keys = {byte * 8 + bit for byte, bits in enumerate(held) for bit in range(8) if bits >> bit & 1}

    def down(self) -> bool:
        """As its events said; a repeated key is the same press."""
        while (data := self.read(EVENT.size * 16)) is not None:
            for at in range(0, len(data) - EVENT.size + 1, EVENT.size):
                self.event(*EVENT.unpack_from(data, at)[2:])
        return bool(self._keys)

    def event(self, kind: int, code: int, value: int) -> None:
        """One event of the kernel's."""
        if kind == EV_KEY and value:
            self._keys.add(code)
        elif kind == EV_KEY:
            self._keys.discard(code)


def open_contact(line: Line) -> Contact:
    """The pedal named so. Raises :class:`LineError`."""
    if line.kind in ("cts", "dsr", "cd", "ri"):
        return SerialContact(line.where, line.kind)
    if sys.platform == "win32":
        raise LineError(f"{line.where}: on Windows only pedals on a serial port can be read")
    if line.kind == "cm108":
        return ChipContact(line.where, line.pin)
    return HidContact(line.where) if line.kind == "hid" else KeyContact(line.where)


class Reader:
    """One pedal, looked for again every second while it is not there. Told the time; ``say`` tells the station."""

    def __init__(
        self, line: Line, say: Callable[[str], None], open_one: Callable[[Line], Contact] = open_contact
    ) -> None:
        self._line, self._say, self._open_one = line, say, open_one
        self._contact: Contact | None = None
        self._again = self._said = -1e9
        self._down_since: float | None = None
        self._told = ""

    def look(self, now: float) -> None:
        """Called every 10 ms."""
        try:
            if self._contact is None:
                if now < self._again:
                    return
                self._again = now + RETRY
                self._contact = self._open_one(self._line)
            down = self._contact.down() != self._line.inverted
        except LineError as error:
            self.close()
            self._down_since = None
            self._tell("lost", f"lost {error}", now, RETRY)
            return
        if not down:
            self._down_since = None
            self._tell("up", "up", now, SAY_UP)
            return
        if self._down_since is None:
            self._down_since = now
        if now - self._down_since >= STEADY:
            self._tell("down", f"down {self._down_since:.3f}", now, SAY_DOWN)

    def _tell(self, what: str, said: str, now: float, every: float) -> None:
        if what != self._told or now - self._said >= every:
            self._told, self._said = what, now
            self._say(said)

    def close(self) -> None:
        """Let go of the device."""
        contact, self._contact = self._contact, None
        if contact is not None:
            contact.close()


def run(line: str) -> int:
    """Read the pedal named so until the station is gone."""
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the station, whose end we see
    incoming, outgoing = take_pipe()
    gone: queue.SimpleQueue[bool] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(incoming, gone), name="from station", daemon=True).start()
    reader = Reader(pedal_line(line), lambda said: _say(outgoing, said))
    try:
        while True:
            reader.look(time.monotonic())
            with contextlib.suppress(queue.Empty):
                if gone.get(timeout=LOOK):
                    return 0
    except OSError:
        return 0  # nobody reads us any more
    finally:
        reader.close()


def _say(outgoing: int, said: str) -> None:
    os.write(outgoing, f"{said}\n".encode())


def _listen(incoming: int, gone: queue.SimpleQueue[bool]) -> None:
    with contextlib.suppress(OSError):
        while os.read(incoming, 64):
            pass
    gone.put(True)
