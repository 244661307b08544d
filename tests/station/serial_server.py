"""A serial server with looped modem lines, for tests of whatever holds them."""

from __future__ import annotations

import contextlib
import socket
import threading
import time

import serial
import serial.rfc2217


class SerialServer:
    """A serial server as pyserial has one: RFC 2217 in front of a port whose RTS is its CTS and whose DTR its DSR.

    ``changes``: each time RTS went on or off, and when (s monotonic).
    """

    def __init__(self) -> None:
        self.port = serial.serial_for_url("loop://", timeout=0)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"rfc2217://127.0.0.1:{self._listening.getsockname()[1]}"
        self.changes: list[tuple[bool, float]] = []
        self._rts = self.port.cts
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        self._listening.settimeout(30)
        with contextlib.suppress(OSError):
            connection, _ = self._listening.accept()
            with connection:
                connection.settimeout(0.01)
                manager = serial.rfc2217.PortManager(self.port, _Writing(connection))
                while not self._stop.is_set():
                    with contextlib.suppress(TimeoutError):
                        data = connection.recv(1024)
                        if not data:
                            break
                        b"".join(manager.filter(data))
                        self._note()
                    manager.check_modem_lines()
                self.port.rts = self.port.dtr = False  # as a server drops them when its client hangs up
                self._note()

    def _note(self) -> None:
        if self.port.cts != self._rts:
            self._rts = self.port.cts
            self.changes.append((self._rts, time.monotonic()))

    def close(self) -> None:
        self._stop.set()
        self._thread.join(30)
        self._listening.close()
        self.port.close()


class _Writing:
    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def write(self, data: bytes) -> None:
        self._connection.sendall(data)
