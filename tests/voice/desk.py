"""A stand-in for the station: starts the real voice process, talks to it over real pipes, looks at what it left."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import numpy as np
import soundfile

from journal.log import Log
from journal.pulse import Pulse
from journal.reader import Reader
from journal.slots import Beat
from station.voice.samples import Pcm
from station.voice.wire import Close, Open, Sound, ToStation, ToVoice, Unpacker, Voice, pack, to_station
from units.findings import VoiceRecorded

MAIN = Path(__file__).resolve().parents[2] / "main.py"
GROUP = "tetra@247-9:g2201"
T = TypeVar("T")


def tone(hertz: float, seconds: float, rate: int = 8000, level: float = 0.3) -> Pcm:
    at = np.arange(int(seconds * rate)) / rate
    return np.rint(level * 32767 * np.sin(2 * np.pi * hertz * at)).astype(np.int16)


def noise(count: int, seed: int = 1, level: int = 8000) -> Pcm:
    return np.random.default_rng(seed).integers(-level, level, count).astype(np.int16)


def until(found: Callable[[], T], seconds: float = 30.0, what: str = "") -> T:
    """The first true answer of ``found``."""
    end = time.monotonic() + seconds
    while not (answer := found()):
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} s in vain {what}")
        time.sleep(0.01)
    return answer


class Desk:
    """One voice process and the journal it works on."""

    def __init__(
        self, journal: Path, environment: dict[str, str] | None = None, program: Sequence[str] = (str(MAIN),)
    ) -> None:
        self.journal = journal
        self.heard: queue.SimpleQueue[ToStation] = queue.SimpleQueue()
        self.process = subprocess.Popen(
            [sys.executable, *program, "voice", "--journal", str(journal)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **(environment or {})},
        )
        self.stderr = b""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._errors = threading.Thread(target=self._read_errors, daemon=True)
        self._errors.start()
        self._indexes: dict[str, int] = {}

    def _read(self) -> None:
        assert self.process.stdout is not None
        unpacker = Unpacker()
        while data := os.read(self.process.stdout.fileno(), 65536):
            for payload in unpacker.feed(data):
                self.heard.put(to_station(payload))

    def _read_errors(self) -> None:
        assert self.process.stderr is not None
        self.stderr = self.process.stderr.read()

    def tell(self, *messages: ToVoice) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(b"".join(pack(message) for message in messages))
        self.process.stdin.flush()

    def open(self, call: str, group: str = GROUP, wall: float | None = None) -> None:
        self.tell(Open(call=call, group=group, wall=time.time() if wall is None else wall))

    def speak(self, call: str, pcm: Pcm, rate: int = 8000, pace: float = 0.0) -> None:
        """Send ``pcm`` on in frames of 20 ms; ``pace`` s apart (0: at once)."""
        size = rate // 50
        begun = time.monotonic()
        for at in range(0, len(pcm), size):
            data = pcm[at : at + size].astype("<i2").tobytes()
            index = self._indexes.get(call, 0)
            self._indexes[call] = index + len(pcm[at : at + size])
            self.tell(Voice(call=call, index=index, codec=f"s16le{rate // 1000}", data=data, wall=time.time()))
            if pace:
                time.sleep(max(0.0, begun + (at / size + 1) * pace - time.monotonic()))

    def resume(self, call: str, index: int) -> None:
        """The next voice of ``call`` counts on from ``index``: another voice process heard what was before."""
        self._indexes[call] = index

    def close(self, call: str) -> None:
        self.tell(Close(call=call))

    def sound(self, fits: Callable[[Sound], bool] = lambda _: True, seconds: float = 30.0) -> Sound:
        """The next Sound message that fits."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                message = self.heard.get(timeout=left)
            except queue.Empty:
                break
            if isinstance(message, Sound) and fits(message):
                return message
        raise AssertionError("no such Sound")

    def part(self, call: str) -> Path:
        return self.journal / "voice" / "parts" / f"{call}.part"

    def hang_up(self) -> int:
        """The station dies: end of input. The voice process finishes and ends."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        status = self.process.wait(30)
        self._errors.join(30)
        return status

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(30)

    def clear(self) -> None:
        """Leave nothing behind."""
        if self.process.poll() is None:
            self.kill()
        for thread in (self._reader, self._errors):
            thread.join(30)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert pipe is not None
            with suppress(BrokenPipeError):
                pipe.close()

    def recorded(self, count: int = 1) -> list[VoiceRecorded]:
        """The journal's recordings, once there are ``count``."""
        return until(lambda: found if len(found := recordings(self.journal)) >= count else [], what="for recordings")

    def beat(self, fits: Callable[[Beat], bool], seconds: float = 30.0) -> Beat:
        """The first heartbeat that fits."""
        pulse = Pulse(self.journal)

        def look() -> Beat | None:
            found = pulse.read("voice", Beat)
            return found[0] if found and found[0].pid == self.process.pid and fits(found[0]) else None

        try:
            return until(look, seconds, "for a beat")  # type: ignore[return-value]
        finally:
            pulse.close()


def recordings(journal: Path) -> list[VoiceRecorded]:
    reader = Reader(journal)
    try:
        entries = reader.entries(0, 10_000)
        return [entry.what for entry in entries if isinstance(entry.what, VoiceRecorded)]
    finally:
        reader.close()


def samples(journal: Path, recording: VoiceRecorded) -> Pcm:
    pcm, rate = soundfile.read(journal / recording.path, dtype="int16")
    assert rate == recording.rate
    found: Pcm = pcm
    return found


def make_journal(folder: Path, mode: str = "exercise") -> Path:
    Log(folder, "station", mode=mode).close()
    return folder


@contextmanager
def desk(
    journal: Path, environment: dict[str, str] | None = None, program: Sequence[str] = (str(MAIN),)
) -> Iterator[Desk]:
    """A voice process that is gone afterwards, whatever happens."""
    one = Desk(journal, environment, program)
    try:
        yield one
    except BaseException as error:
        one.clear()
        error.add_note(
            f"voice ended with {one.process.returncode}; it said:\n{one.stderr.decode(errors='replace')[-4000:]}"
        )
        raise
    finally:
        one.clear()
