"""The real voice process with a stop-watch, and a console that holds the interpreter lock.

``python -m benchmarks.voice_child voice JOURNAL FILE`` is ``main.py voice`` that writes to ``FILE`` how long each tick
and each callback of the device took. ``… inside JOURNAL FILE`` is the same with the console's work in the same process:
the control. ``… console SECONDS`` is that work alone. ``… recorder FOLDER SECONDS`` records a hundred calls at once.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from station.voice.app import Voice, tune
from station.voice.parts import Frame, Head
from station.voice.recorder import Recorder
from station.voice.settings import from_environment
from station.voice.shelf import Shelf
from station.voice.speaker import Speaker

HOLD = 0.15
"""s for which the lock is held at a time."""
REST = 0.05
TRIED = 7
CALLS = 100
REHEARSED = 200
"""Ticks of frames made up and thrown away, to know what that takes."""


def voice(journal: Path, out: Path) -> None:
    """Be the voice process, timed."""
    ticks: list[tuple[float, float]] = []
    calls: list[float] = []
    spent: list[tuple[float, float, int]] = []
    tick, callback = Voice._tick, Speaker.callback

    def timed_tick(self: Voice) -> None:
        began = time.perf_counter()
        tick(self)
        ticks.append((time.monotonic(), time.perf_counter() - began))
        if len(ticks) % 25 == 0:
            spent.append((time.monotonic(), time.process_time(), sum(one.dry for one in self._card.speakers)))

    def timed_callback(self: Speaker, *told: Any) -> None:
        began = time.perf_counter()
        callback(self, *told)
        calls.append(time.perf_counter() - began)

    Voice._tick = timed_tick  # type: ignore[method-assign]
    Speaker.callback = timed_callback  # type: ignore[method-assign,assignment]
    tune()
    Voice(journal, from_environment(os.environ)).run()
    told = {"ticks": ticks, "callbacks": calls, "spent": spent}
    out.write_text(json.dumps(told))


def console(seconds: float) -> int:
    """Hold the lock as a console does in C code: :data:`HOLD` s at a time. How often it did."""
    values = [float(number) for number in range(20_000)]
    took = []
    for _ in range(TRIED):  # the quickest counts: else a busy machine's lock would be held for far less than we say
        began = time.perf_counter()
        json.dumps(values)  # C code that never lets go of the lock
        took.append(time.perf_counter() - began)
    values = [float(number) for number in range(int(len(values) * HOLD / min(took)))]
    until, count = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        json.dumps(values)
        count += 1
        time.sleep(REST)
    return count


def recorder(folder: Path, seconds: float) -> None:
    """Record :data:`CALLS` calls of 8 kHz at once, in real time; prints the share of a core it took.

    What it takes to make up the frames is not counted: that is this benchmark's, and is measured beforehand.
    """
    one = Recorder(Shelf(folder), lambda _: None)
    pcm = np.random.default_rng(1).integers(-8000, 8000, 160).astype(np.int16)
    calls = [f"c{number}" for number in range(CALLS)]

    def speak(tick: int, into: Callable[[str, Frame], None]) -> None:
        wall = time.time()
        for call in calls:
            into(call, Frame(tick * 160, wall, 8000, pcm))

    for call in calls:
        one.open(Head(call=call, group=call, wall=time.time(), folder="2026-01-01"))
    time.sleep(0.5)
    used = time.process_time()
    for tick in range(REHEARSED):
        speak(tick, lambda call, frame: None)
    making = (time.process_time() - used) / REHEARSED
    began, used, count = time.monotonic(), time.process_time(), int(seconds / 0.02)
    for tick in range(count):
        speak(tick, one.voice)
        time.sleep(max(0.0, began + (tick + 1) * 0.02 - time.monotonic()))
    print((time.process_time() - used - making * count) / (time.monotonic() - began), flush=True)
    one.stop()


def main() -> None:
    """As the first argument says."""
    kind, *rest = sys.argv[1:]
    if kind == "voice":
        voice(Path(rest[0]), Path(rest[1]))
    elif kind == "inside":
        threading.Thread(target=console, args=(3600.0,), daemon=True).start()
        voice(Path(rest[0]), Path(rest[1]))
    elif kind == "recorder":
        recorder(Path(rest[0]), float(rest[1]))
    else:
        print(console(float(rest[0])))


if __name__ == "__main__":
    main()
