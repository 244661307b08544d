"""A serial port or pseudo-terminal through pyserial: one thread reads, one writes, the event loop never waits."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import queue
import sys
import threading

import serial

from station.links.link import LinkError, Lost, Receive, one_line

CHUNK = 4096
WAITING_READS = 64
"""Chunks read and not yet taken by the event loop; beyond that the reader waits and the kernel's buffer fills."""
WAITING_WRITES = 256
POLL = 0.25
"""Seconds a thread sleeps at most before it looks whether the port is to be closed."""


class SerialLink:
    """``device`` at ``baud``, 8N1."""

    stream = True

    def __init__(self, device: str, baud: int) -> None:
        self._device = device
        self._baud = baud
        self.name = f"serial://{device}@{baud}"
        self.dropped = 0
        self._port: _Port | None = None

    async def open(self, receive: Receive, lost: Lost) -> None:
        """Open the device for ourselves alone and start its threads."""
        loop = asyncio.get_running_loop()
        device = await loop.run_in_executor(None, self._open)
        self._port = _Port(device, self._device, loop, receive, lost)
        self._port.start()

    def _open(self) -> serial.Serial:
        exclusive = None if sys.platform == "win32" else True
        try:
            return serial.Serial(
                self._device, self._baud, timeout=POLL, write_timeout=2.0, exclusive=exclusive, xonxoff=False
            )
        except (OSError, ValueError) as error:  # SerialException is an OSError; termios refuses a baud with ValueError
            raise LinkError(_reason(error, self._device)) from error

    def write(self, data: bytes, peer: str = "") -> None:
        """Queue for the writer thread; a port that takes nothing drops."""
        if self._port is None or not self._port.queue(data):
            self.dropped += 1

    async def close(self) -> None:
        """Stop the threads and give the device back."""
        port, self._port = self._port, None
        if port is not None:
            await asyncio.get_running_loop().run_in_executor(None, port.stop)


class _Port:
    """An open port and its two threads."""

    def __init__(
        self, device: serial.Serial, name: str, loop: asyncio.AbstractEventLoop, receive: Receive, lost: Lost
    ) -> None:
        self._serial = device
        self._name = name
        self._loop = loop
        self._receive = receive
        self._lost = lost
        self._stopping = threading.Event()
        self._room = threading.Semaphore(WAITING_READS)
        self._writes: queue.Queue[bytes] = queue.Queue(WAITING_WRITES)
        self._threads = [
            threading.Thread(target=self._read, name=f"read {name}", daemon=True),
            threading.Thread(target=self._write, name=f"write {name}", daemon=True),
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def queue(self, data: bytes) -> bool:
        try:
            self._writes.put_nowait(data)
        except queue.Full:
            return False
        return True

    def stop(self) -> None:
        self._stopping.set()
        with contextlib.suppress(OSError, AttributeError, TypeError):
            self._serial.cancel_read()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(2.0)
        with contextlib.suppress(OSError):
            self._serial.close()

    def _read(self) -> None:
        while not self._stopping.is_set():
            try:
                data = self._serial.read(1)
                waiting = self._serial.in_waiting if data else 0
                if waiting:
                    data += self._serial.read(min(waiting, CHUNK))
            except (OSError, TypeError) as error:  # pyserial raises TypeError when the descriptor goes under its feet
                self._broken(error)
                return
            if not data:
                continue
            while not self._room.acquire(timeout=POLL):
                if self._stopping.is_set():
                    return
            self._call(self._taken, data)

    def _write(self) -> None:
        while True:
            try:
                data = self._writes.get(timeout=POLL)
            except queue.Empty:
                if self._stopping.is_set():
                    return  # with the last word written: it may let go of a transmitter
                continue
            try:
                self._serial.write(data)
            except serial.SerialTimeoutException:
                if self._stopping.is_set():
                    return
                continue  # nobody takes it; the codec's own timeout will say so
            except (OSError, TypeError) as error:
                self._broken(error)
                return

    def _taken(self, data: bytes) -> None:
        self._room.release()
        if not self._stopping.is_set():
            self._receive(data, self._name)

    def _broken(self, error: Exception) -> None:
        if self._stopping.is_set():
            return
        self._stopping.set()
        self._call(self._lost, f"{self._name} was unplugged or failed ({_short(error)})")

    def _call(self, function: object, argument: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: the program is ending
            self._loop.call_soon_threadsafe(function, argument)  # type: ignore[arg-type]


def _reason(error: Exception, device: str) -> str:
    number = getattr(error, "errno", None)
    if number in (errno.ENOENT, errno.ENXIO, errno.ENODEV) or "FileNotFoundError" in str(error):
        return f"no such device: {device}"
    if number in (errno.EACCES, errno.EPERM) or "PermissionError" in str(error):
        return f"no permission for {device} (on Debian: join the group dialout)"
    if number in (errno.EBUSY, errno.EAGAIN, errno.EWOULDBLOCK) or "exclusively lock" in str(error):
        return f"{device} is in use by another program"
    if isinstance(error, OSError) and number is not None:
        return one_line(error, device)
    return f"{device}: {_short(error)}"


def _short(error: Exception) -> str:
    return str(error).split("\n", 1)[0][:120] or type(error).__name__
