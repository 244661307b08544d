"""pyserial's own RFC 2217 server, as a program: ``rfc2217_server.py SERIAL-URL`` prints its TCP port, serves one caller
after another, and says on standard output which speed the port was set to."""

from __future__ import annotations

import contextlib
import socket
import sys
import threading

import serial
from serial import rfc2217


class Caller:
    """What the port manager writes to: the caller's socket."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock

    def write(self, data: bytes) -> None:
        """Send all of it."""
        self.sock.sendall(data)


def serve(port: serial.SerialBase, sock: socket.socket) -> None:
    """Until the caller hangs up."""
    manager = rfc2217.PortManager(port, Caller(sock))
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            data = port.read(port.in_waiting or 1)
            if data:
                with contextlib.suppress(OSError):
                    sock.sendall(b"".join(manager.escape(data)))

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    with contextlib.suppress(OSError):
        while data := sock.recv(1024):
            port.write(b"".join(manager.filter(data)))
            print(port.baudrate, flush=True)
    over.set()
    reader.join(2)


def main() -> None:
    """Listen on a free port of loopback."""
    port = serial.serial_for_url(sys.argv[1], timeout=0.1)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print(listener.getsockname()[1], flush=True)
        while True:
            sock, _ = listener.accept()
            with sock:
                serve(port, sock)


if __name__ == "__main__":
    main()
