"""A stand-in for the station in benchmarks: starts the timed voice process, speaks to it and reads its watch."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.room import ROOT
from journal.log import Log
from journal.pulse import Pulse
from journal.slots import Beat
from station.voice.wire import Close, GroupMix, Mixing, Open, Quit, ToVoice, Voice, pack

CHILD = "benchmarks.voice_child"
PATIENCE = 30.0


class Watched(NamedTuple):
    """What the child's watch says: s of each tick and callback, share of a core, ticks a device asked for in vain."""

    ticks: list[float]
    callbacks: list[float]
    share: float
    dry: int


class Desk:
    """One voice process. ``kind``: ``voice``, or ``inside`` a busy console."""

    def __init__(self, folder: Path, environment: dict[str, str], kind: str = "voice") -> None:
        self.journal = folder / "journal"
        self._out = folder / "watch.json"
        Log(self.journal, "station", mode="exercise").close()
        self._from = self._to = 0.0
        self.process = subprocess.Popen(
            [sys.executable, "-m", CHILD, kind, str(self.journal), str(self._out)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **environment},
            cwd=ROOT,
        )
        self._drain = threading.Thread(target=self._read, daemon=True)
        self._drain.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        while os.read(self.process.stdout.fileno(), 65536):
            pass

    def tell(self, *messages: ToVoice) -> None:
        """Over the pipe, at once."""
        assert self.process.stdin is not None
        self.process.stdin.write(b"".join(pack(message) for message in messages))
        self.process.stdin.flush()

    def ready(self, sound: bool) -> None:
        """Wait until it lives and, with ``sound``, has a loudspeaker; then a little, as a null sink begins late."""
        pulse, until = Pulse(self.journal), time.monotonic() + PATIENCE
        try:
            while time.monotonic() < until:
                found = pulse.read("voice", Beat)
                if found is not None and found[0].count > 2 and (found[0].sound or not sound):
                    time.sleep(3.0 if sound else 0.5)
                    return
                time.sleep(0.05)
        finally:
            pulse.close()
        raise RuntimeError("the voice process does not come up")

    def route(self, groups: dict[str, str]) -> None:
        """Talk-group → bus, at full volume."""
        self.tell(Mixing(groups={group: GroupMix(bus=bus, gain=1.0) for group, bus in groups.items()}))

    def open(self, *calls: str, record: bool = True) -> None:
        """Calls, each on the talk-group of its own name."""
        self.tell(*(Open(call=call, group=call, wall=time.time(), record=record) for call in calls))

    def close(self, *calls: str) -> None:
        """They end."""
        self.tell(*(Close(call=call) for call in calls))

    def watch(self) -> None:
        """What counts begins now."""
        self._from = time.monotonic()

    def seen(self) -> Watched:
        """End it, and what its watch says of the time since :meth:`watch` until now."""
        self._to = time.monotonic()
        self.tell(Quit())
        self.process.wait(PATIENCE)
        told = json.loads(self._out.read_text())
        spent = [each for each in told["spent"] if self._from <= each[0] <= self._to]
        (begin, used, before), (end, after, dry) = spent[0], spent[-1]
        ticks = [took for at, took in told["ticks"] if self._from <= at <= self._to]
        return Watched(ticks, told["callbacks"], (after - used) / max(end - begin, 1e-9), dry - before)

    def end(self) -> None:
        """Leave nothing behind."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(PATIENCE)
        self._drain.join(PATIENCE)
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


@contextmanager
def desk(folder: Path, environment: dict[str, str], kind: str = "voice") -> Iterator[Desk]:
    """A voice process that is gone afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    one = Desk(folder, environment, kind)
    try:
        yield one
    finally:
        one.end()


def voice(call: str, index: int, codec: str, data: bytes) -> Voice:
    """A frame, heard now."""
    return Voice(call=call, index=index, codec=codec, data=data, wall=time.time(), mono=time.monotonic())


def pace(began: float, tick: float) -> None:
    """Wait until tick number ``tick`` since ``began`` is due."""
    if (left := began + tick * 0.02 - time.monotonic()) > 0:
        time.sleep(left)
