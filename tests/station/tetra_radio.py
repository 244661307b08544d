"""A TETRA radio as its serial port shows it, on a TCP port of loopback: answers commands as told, says what it is told.

``answers`` are looked up by the beginning of a command; everything else is ``OK``. It can echo, delay and cut lines.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time


class TetraRadio:
    """Serves one caller after another."""

    def __init__(self, answers: dict[str, list[str]] | None = None, echo: bool = False, delay: float = 0.0) -> None:
        self.answers = answers or {}
        self.echo, self.delay = echo, delay
        self.asked: list[str] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._caller: socket.socket | None = None
        self._write = threading.Lock()
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        """Hang up for good."""
        self._listener.close()
        self.hang_up()

    def hang_up(self) -> None:
        """The cable is out for a moment."""
        if self._caller is not None:
            with contextlib.suppress(OSError):
                self._caller.shutdown(socket.SHUT_RDWR)

    def say(self, *lines: str, cut: int = 0) -> None:
        """Lines nobody asked for; ``cut``: in pieces of so many bytes."""
        for line in lines:
            self._send(f"\r\n{line}\r\n".encode("latin-1"), cut)

    def _send(self, data: bytes, cut: int = 0) -> None:
        assert self._caller is not None
        with self._write, contextlib.suppress(OSError):
            for at in range(0, len(data), cut or len(data)):
                self._caller.sendall(data[at : at + (cut or len(data))])

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                caller, _ = self._listener.accept()
                with caller:
                    self._caller = caller
                    self._listen(caller)

    def _listen(self, caller: socket.socket) -> None:
        heard, message = b"", False
        with contextlib.suppress(OSError):
            while data := caller.recv(4096):
                heard += data
                while True:
                    end = min((at for at in (heard.find(b"\r"), heard.find(b"\x1a")) if at >= 0), default=-1)
                    if end < 0:
                        break
                    line, heard = heard[:end].strip().decode("ascii"), heard[end + 1 :]
                    if self.echo and line:
                        self._send(line.encode() + b"\r")
                    if message:
                        self.asked[-1] += " " + line
                        message = False
                        self._answer(self.asked[-1])
                    elif line.startswith("AT+CMGS=") and "?" not in line:
                        self.asked.append(line)
                        message = True
                    elif line:
                        self.asked.append(line)
                        self._answer(line)

    def _answer(self, command: str) -> None:
        time.sleep(self.delay)
        said = next((lines for start, lines in self.answers.items() if command.startswith(start)), ["OK"])
        self.say(*said)
