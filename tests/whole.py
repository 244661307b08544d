"""The whole program as its users start it: real processes, a far end that speaks USRP over a socket."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from journal.reader import Reader
from units.entry import Entry

ROOT = Path(__file__).resolve().parents[1]
GROUP = "usrp@test:g9"
CONFIG = """
[room]
name = "test"
[[gateway]]
name = "DMR"
protocol = "usrp"
network = "test"
transmit = true
link = {{ type = "udp", bind = "127.0.0.1:{port}", peer = "127.0.0.1:{far}" }}
[[group]]
id = "usrp@test:g9"
number = "9"
name = "Test"
gateway = "DMR"
"""


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def program(*words: str, home: Path, **more: str) -> subprocess.Popen[bytes]:
    """``main.py`` with ``words``, in a group of its own, its own home, without sound or screen."""
    env = {
        **os.environ,
        "KOPA_HOME": str(home),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "QT_QPA_PLATFORM": "offscreen",
        **more,
    }
    (home / "run").mkdir(mode=0o700, exist_ok=True)
    with (home / "out.log").open("ab") as out:
        return subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), *words],
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )


def end(child: subprocess.Popen[bytes], how: int = signal.SIGTERM) -> None:
    if child.poll() is None:
        child.send_signal(how)
        try:
            child.wait(30)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


class FarEnd:
    """A USRP bridge on loopback: speaks a tone in real time and keeps what it said and what it heard."""

    def __init__(self, port: int, far: int) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", far))
        self._socket.settimeout(0.2)
        self._to = ("127.0.0.1", port)
        self._sequence = 0
        self._speaking: threading.Thread | None = None
        self._stop = threading.Event()
        self.said: list[npt.NDArray[np.int16]] = []

    def speak(self, seconds: float, number: int = 2201) -> None:
        """Begin an over of ``seconds`` on talk-group 9; the samples are noise, so that any loss shows."""
        self.said = []
        self._stop.clear()
        self._speaking = threading.Thread(target=self._over, args=(seconds, number), daemon=True)
        self._speaking.start()

    def finish(self) -> npt.NDArray[np.int16]:
        """Wait for the over to end; everything that was sent."""
        assert self._speaking is not None
        self._speaking.join()
        return np.concatenate(self.said)

    def hush(self) -> None:
        """End the over now."""
        self._stop.set()
        if self._speaking is not None:
            self._speaking.join()

    def _over(self, seconds: float, number: int) -> None:
        body = number.to_bytes(3, "big") + bytes(4) + (9).to_bytes(3, "big") + b"\x01\x01PP 12\0"
        self._send(2, 0, bytes((8, len(body))) + body)
        rng = np.random.default_rng(7)
        begin = time.monotonic()
        for block in range(int(seconds * 50)):
            if self._stop.is_set():
                break
            samples = rng.integers(-8000, 8000, 160, dtype=np.int16)
            self._send(0, 1, samples.astype("<i2").tobytes())
            self.said.append(samples)
            time.sleep(max(0.0, begin + (block + 1) * 0.02 - time.monotonic()))
        self._send(0, 0, b"")

    def _send(self, kind: int, key: int, payload: bytes) -> None:
        self._sequence += 1
        head = struct.pack(">4sIIII", b"USRP", self._sequence, 0, key, 0) + struct.pack("<I", kind) + bytes(8)
        self._socket.sendto(head + payload, self._to)

    def close(self) -> None:
        self._stop.set()
        self._socket.close()


class Room:
    """A home with a configuration, a far end, and what its journal says."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.journal = home / "journal"
        port, far = free_port(), free_port()
        self.config = home / "kopa.toml"
        self.config.write_text(CONFIG.format(port=port, far=far), encoding="utf-8")
        self.far = FarEnd(port, far)
        self._children: list[subprocess.Popen[bytes]] = []

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        child = program(*words, "--journal", str(self.journal), "--config", str(self.config), home=self.home)
        self._children.append(child)
        return child

    def entries(self) -> list[Entry]:
        if not (self.journal / "journal.db").exists():
            return []
        reader = Reader(self.journal)
        try:
            return reader.entries(0, 100_000)
        finally:
            reader.close()

    def until(self, true: Callable[[list[Entry]], bool], seconds: float = 30.0) -> list[Entry]:
        """Wait until the journal satisfies ``true``; says what it holds when it does not."""
        deadline = time.monotonic() + seconds
        while True:
            entries = self.entries()
            if true(entries):
                return entries
            if time.monotonic() > deadline:
                log = (self.home / "out.log").read_text(errors="replace") if (self.home / "out.log").exists() else ""
                held = [f"{e.seq} {e.origin} {e.what}" for e in entries[-12:]]
                raise AssertionError("it did not happen:\n" + "\n".join(held) + "\n" + log[-2000:])
            time.sleep(0.05)

    def wait_for(self, kind: str, count: int = 1, seconds: float = 30.0) -> list[Entry]:
        """The entries of ``kind``, once there are ``count``."""
        entries = self.until(lambda all_: sum(e.kind == kind for e in all_) >= count, seconds)
        return [e for e in entries if e.kind == kind]

    def close(self) -> None:
        self.far.close()
        for child in self._children:
            end(child)


@contextlib.contextmanager
def room(home: Path) -> Iterator[Room]:
    made = Room(home)
    try:
        yield made
    finally:
        made.close()
