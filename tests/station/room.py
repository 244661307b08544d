"""A real station in a process of its own, on a journal of its own, and what a console and a radio would do to it."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import time
import wave
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from journal.log import Log
from journal.pulse import Pulse
from journal.reader import Reader
from journal.slots import Beat, Lease
from units.actions import PttPressed, SignedOn
from units.entry import Anything, Entry

ROOT = Path(__file__).resolve().parents[2]
T = TypeVar("T")
PATIENCE = 30.0
"""Seconds after which something that should come counts as not coming: long, for a busy machine takes its time."""


def free_port() -> int:
    """A UDP port that nobody has just now."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def listening(*ports: int) -> bool:
    """Whether all these UDP ports are taken: what is sent to one before that is lost, and nobody says so."""
    for port in ports:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock, contextlib.suppress(OSError):
            sock.bind(("127.0.0.1", port))
            return False
    return True


def wait_for(look: Callable[[], T | None], seconds: float = PATIENCE, what: str = "") -> T:
    """What ``look`` finds; fails after ``seconds``."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = look()
        if found:
            return found
        time.sleep(0.01)
    raise AssertionError(f"not within {seconds} s: {what or look}")


def silence(path: Path) -> Path:
    """A microphone into which nobody speaks, at ``path``: without one nothing is keyed."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(16000))
    return path


class Room:
    """``main.py station`` on ``home/journal``, with ``config`` as its file. ``seat`` 1 has a console."""

    def __init__(self, home: Path, config: str) -> None:
        self.home = home
        self.folder = home / "journal"
        self.config = home / "room.toml"
        self.config.write_text(config, encoding="utf-8")
        self.process: subprocess.Popen[str] | None = None
        self._log: Log | None = None
        self._pulse: Pulse | None = None
        self._reader: Reader | None = None
        self._entries: list[Entry] = []
        self._count = 0
        self._held = ""

    def command(self, *more: str) -> list[str]:
        """The command line of this room's station."""
        return [
            *(sys.executable, str(ROOT / "main.py"), "station", "--journal", str(self.folder)),
            *("--config", str(self.config), *more),
        ]

    def start(self) -> Room:
        """Start it and wait until it has read its configuration."""
        before = len(self.all()) if self.folder.exists() else 0
        microphone = {} if "PULSE_SERVER" in os.environ else {"KOPA_MIC_FILE": str(silence(self.home / "silence.wav"))}
        environment = {**microphone, **os.environ}
        self.process = subprocess.Popen(
            self.command(), stderr=subprocess.PIPE, text=True, cwd=self.home, env=environment
        )
        self.find("ConfigLoaded", after=before)
        wait_for(lambda: listening(*self._ports()), what="the gateways to listen")
        return self

    def _ports(self) -> list[int]:
        """The UDP ports of this machine alone that its configuration binds."""
        text = self.config.read_text("utf-8")
        return [int(port) for port in re.findall(r'type = "udp", bind = "127\.0\.0\.1:(\d+)"', text)]

    def stop(self) -> str:
        """Ask it to end; returns its standard error."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        _, errors = self.process.communicate(timeout=PATIENCE)
        return errors

    def kill(self) -> None:
        """kill -9."""
        assert self.process is not None
        self.process.kill()
        self.process.communicate(timeout=PATIENCE)

    def close(self) -> None:
        """End everything."""
        if self.process is not None and self.process.poll() is None:
            self.stop()
        for thing in (self._log, self._pulse, self._reader):
            if thing is not None:
                thing.close()

    # What a console does

    @property
    def log(self) -> Log:
        """The console's appender."""
        if self._log is None:
            self._log = Log(self.folder, "console", "1")
        return self._log

    @property
    def pulse(self) -> Pulse:
        """The console's pulse."""
        if self._pulse is None:
            self._pulse = Pulse(self.folder)
        return self._pulse

    def act(self, action: Anything) -> int:
        """Append an action, durably; its number."""
        future: Future[int] = self.log.append(action)
        return future.result(PATIENCE)

    def sign_on(self, seat: str = "1", operator: str = "anna") -> None:
        """Somebody sits down."""
        self.act(SignedOn(seat=seat, operator=operator, name="Anna", role="dispatcher"))

    def lease(self, press: str, group: str = "", seat: str = "1", operator: str | None = "anna") -> None:
        """One renewal; without ``press`` a finger let go of what was held last."""
        self._count += 1
        let_go = "" if press else self._held
        self._held = press or self._held
        self.pulse.write(
            f"lease.{seat}",
            Lease(seat=seat, press=press, group=group, operator=operator, count=self._count, let_go=let_go),
        )

    def can_talk(self) -> None:
        """Wait until the voice process of the station that runs now told of its devices."""
        starts = [number for number, entry in enumerate(self.all()) if entry.kind == "StationStarted"]
        self.find("SoundChanged", after=starts[-1] if starts else 0)

    def press(self, press: str, group: str, seat: str = "1", operator: str | None = "anna") -> int:
        """Key down: the lease, then the action; held until the disk has it."""
        self.can_talk()
        self.lease(press, group, seat, operator)
        future: Future[int] = self.log.append(PttPressed(seat=seat, operator=operator, press=press, group=group))

        def on_record() -> bool:
            self.lease(press, group, seat, operator)
            return future.done()

        wait_for(on_record, what="the press on record")
        return future.result()

    def key(self, press: str, group: str) -> Any:
        """Key down, and held until the station has keyed: its entry."""
        self.press(press, group)
        return self.find("Keyed", press=press, meanwhile=lambda: self.lease(press, group))

    def hold(self, press: str, group: str, seconds: float) -> None:
        """Renew the lease every 50 ms, twice as often as a console: this program shares its processor with the station."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.lease(press, group)
            time.sleep(0.05)

    def beat(self, seat: str = "1") -> None:
        """The console lives."""
        self._count += 1
        self.pulse.write(f"console.{seat}", Beat(pid=os.getpid(), count=self._count))

    # What is on record

    def all(self) -> list[Entry]:
        """Every entry so far."""
        if self._reader is None:
            if not (self.folder / "journal.db").exists():
                return []
            self._reader = Reader(self.folder)
        self._entries += self._reader.entries(self._entries[-1].seq if self._entries else 0, 100_000)
        return self._entries

    def some(self, kind: str, **fields: Any) -> list[Any]:
        """Everything of that kind with those fields."""
        return [
            e.what
            for e in self.all()
            if e.kind == kind and all(getattr(e.what, name) == value for name, value in fields.items())
        ]

    def find(
        self,
        kind: str,
        after: int = 0,
        seconds: float = PATIENCE,
        meanwhile: Callable[[], None] | None = None,
        **fields: Any,
    ) -> Any:
        """Wait for an entry of that kind with those fields, beyond the first ``after`` entries.

        ``meanwhile`` is called before each look.
        """

        def look() -> Any:
            if meanwhile is not None:
                meanwhile()
            if self.process is not None and self.process.poll() is not None:
                assert self.process.stderr is not None
                raise AssertionError(f"the station ended: {self.process.stderr.read()}")
            for entry in self.all()[after:]:
                if entry.kind == kind and all(getattr(entry.what, n) == v for n, v in fields.items()):
                    return entry.what
            return None

        try:
            return wait_for(look, seconds)
        except AssertionError as error:
            kinds = [" ".join((e.kind, getattr(e.what, "why", ""))).strip() for e in self.all()[after:]]
            raise AssertionError(f"no {kind} {fields} within {seconds} s; there are {kinds}\n{self.said()}") from error

    def said(self) -> str:
        """The end of the station's operational log."""
        path = Path(os.environ["KOPA_HOME"]) / "logs" / "station.log"
        return path.read_text("utf-8")[-3000:] if path.exists() else ""


class Radio:
    """The far end of an RTP gateway: a socket that speaks and hears G.711."""

    def __init__(self) -> None:
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sock.bind(("127.0.0.1", 0))
        self.sock.settimeout(0.05)
        self.port = int(self.sock.getsockname()[1])
        self._sequence = 0

    def close(self) -> None:
        """Hang up."""
        self.sock.close()

    def packet(self, ssrc: int, ptt: int | None = None, payload: bytes = b"\xd5" * 160) -> bytes:
        """One RTP packet of A-law, with an ED-137 extension when ``ptt`` is given."""
        self._sequence += 1
        first = 0x90 if ptt is not None else 0x80
        extension = struct.pack(">HHI", 0x0167, 1, ptt << 29) if ptt is not None else b""
        head = struct.pack(">BBHII", first, 8, self._sequence & 0xFFFF, self._sequence * 160 & 0xFFFFFFFF, ssrc)
        return head + extension + payload

    def talk(self, port: int, ssrc: int, packets: int = 10, ptt: int | None = None) -> None:
        """Speak for ``packets`` × 20 ms in real time."""
        for _ in range(packets):
            self.sock.sendto(self.packet(ssrc, ptt), ("127.0.0.1", port))
            time.sleep(0.02)

    def hear(self, seconds: float = 0.0) -> list[bytes]:
        """The voice packets that came (ED-137 keep-alives left out); of voice without a pause, half a second's more."""
        heard: list[bytes] = []
        until = time.monotonic() + seconds
        while time.monotonic() < until + 0.5:
            try:
                data = self.sock.recv(4096)
            except TimeoutError:
                if time.monotonic() >= until:
                    return heard
                continue
            if data[1] & 0x7F in (0, 8):
                heard.append(data)
        return heard
