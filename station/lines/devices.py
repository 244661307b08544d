"""The devices that have lines: modem lines of a serial port, GPIO and keys of a CM108 sound chip. Holds no opinion.

Opening a serial port raises RTS and DTR for a moment on most systems, whatever is asked for; so a port is opened once
and kept. When it is closed, by whatever end of the program, the system drops both.
Source: C-Media's datasheets of CM108B, CM118B and CM119B: the output report is four bytes (HID_OR0–3), the second one
the outputs' levels, the third their directions (1: output); input report: first byte the keys (bit 1: volume down, to
which radio interfaces connect the squelch), second byte the inputs' levels where the first one's top bits are 0.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from typing import Any, Protocol

from station.lines.named import SERIAL, Line

VOLUME_DOWN = 0x02
MAPPED = 0xC0
REPORT = 4


class LineError(Exception):
    """The line cannot be had or moved; the text is one line that a dispatcher can act on."""


class Device(Protocol):
    """What has lines. Every method may raise :class:`LineError`."""

    def key(self, on: bool) -> None:
        """Push-to-talk on or off."""

    def busy(self) -> bool | None:
        """Whether the busy line is on; ``None`` if nothing was heard of it yet."""

    def close(self) -> None:
        """Let go of it; never raises."""


class SerialLines:
    """The modem lines of one serial port (or of a serial server, ``rfc2217://host:port``)."""

    def __init__(self, device: str, ptt: str, busy: str) -> None:
        import serial  # here: a line program without a serial port starts quicker

        self._name, self._ptt, self._busy = device, ptt, busy
        try:
            self._port: Any = serial.serial_for_url(device, do_not_open=True)
            self._port.rts = self._port.dtr = False
            if sys.platform != "win32" and "://" not in device:
                self._port.exclusive = True
            self._port.open()
        except (OSError, ValueError) as error:
            raise LineError(why_not(error, device)) from error

    def key(self, on: bool) -> None:
        """Raise or drop the line."""
        try:
            if self._ptt:
                setattr(self._port, self._ptt, on)
        except (OSError, ValueError, TypeError) as error:
            raise LineError(why_not(error, self._name)) from error

    def busy(self) -> bool | None:
        """The line's state now."""
        try:
            return bool(getattr(self._port, self._busy))
        except (OSError, ValueError, TypeError) as error:
            raise LineError(why_not(error, self._name)) from error

    def close(self) -> None:
        """Close the port."""
        with contextlib.suppress(OSError, ValueError, TypeError):
            self._port.close()


class HidLines:
    """A CM108's GPIO ``pin`` as push-to-talk (0: none), and a GPIO or the volume-down key as busy line."""

    def __init__(self, device: str, pin: int, busy: bool, busy_pin: int = 0) -> None:
        self._name = device
        self._mask = 1 << pin - 1 if pin else 0
        self._busy_bit = 1 << busy_pin - 1 if busy_pin else 0
        self._last: bool | None = None
        self._in = self._out = -1
        wait = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
        try:
            if pin:
                self._out = os.open(device, os.O_WRONLY | wait)
            if busy:
                self._in = os.open(device, os.O_RDONLY | wait)
        except OSError as error:
            self.close()
            raise LineError(why_not(error, device)) from error

    def key(self, on: bool) -> None:
        """Set the output: number of the report (0), then its four bytes."""
        if not self._mask:
            return
        report = bytes((0, 0, self._mask if on else 0, self._mask, 0))
        try:
            if os.write(self._out, report) != len(report):
                raise LineError(f"{self._name} takes no report")
        except OSError as error:
            raise LineError(why_not(error, self._name)) from error

    def busy(self) -> bool | None:
        """What the last report said: a chip reports changes only."""
        try:
            while report := os.read(self._in, REPORT):
                self._read(report)
        except BlockingIOError:
            pass
        except OSError as error:
            raise LineError(why_not(error, self._name)) from error
        return self._last

    def _read(self, report: bytes) -> None:
        if len(report) < 2:
            return
        if not self._busy_bit:
            self._last = bool(report[0] & VOLUME_DOWN)
        elif not report[0] & MAPPED:
            self._last = bool(report[1] & self._busy_bit)

    def close(self) -> None:
        """Close it."""
        for descriptor in (self._in, self._out):
            if descriptor >= 0:
                with contextlib.suppress(OSError):
                    os.close(descriptor)
        self._in = self._out = -1


def open_device(device: str, ptt: Line | None, busy: Line | None) -> Device:
    """The device with its push-to-talk line, its busy line, or both. Raises :class:`LineError`."""
    kind = ptt.kind if ptt is not None else busy.kind if busy is not None else ""
    if kind in SERIAL:
        return SerialLines(device, ptt.kind if ptt else "", busy.kind if busy else "")
    if sys.platform == "win32":
        raise LineError(f"{device}: lines of a CM108 are for Linux")
    return HidLines(device, ptt.pin if ptt else 0, busy is not None, busy.pin if busy else 0)


def why_not(error: Exception, device: str) -> str:
    """What a dispatcher can act on."""
    number = getattr(error, "errno", None)
    if number in (errno.ENOENT, errno.ENXIO, errno.ENODEV) or "FileNotFoundError" in str(error):
        return f"no such device: {device}"
    if number in (errno.EACCES, errno.EPERM) or "PermissionError" in str(error):
        return f"no permission for {device}"
    if number in (errno.EBUSY, errno.EAGAIN) or "exclusively lock" in str(error):
        return f"{device} is in use by another program"
    if number in (errno.ENOTTY, errno.EINVAL):
        return f"{device} has no such line"
    return f"{device}: {str(error).splitlines()[0][:120] if str(error) else type(error).__name__}"
