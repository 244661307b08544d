"""What lies between the mixer and the sound devices: which bus goes to which, the limiter, a short queue for each."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from station.voice.resample import Upsampler
from station.voice.samples import BUSES, DEVICE_RATE, DEVICE_TICK, RATE, Block

AHEAD = 2
"""Ticks mixed before they are played. One more than the device takes at once, so that a late thread is not heard."""
FIRST_CALLS = 15
CEILING = 0.98
RECOVERY = 0.08
PANS: dict[str, tuple[float, float]] = {"select": (1.0, 0.6), "unselect": (0.35, 0.8), "headset": (0.9, 0.9)}
"""Left and right gain of each bus where buses share a device: the ear tells them apart by where they are."""


class Speaker:
    """One stereo device: ``buses`` go to it; its callback takes a tick at a time and says so to ``ticked``."""

    def __init__(self, name: str, buses: Sequence[str], ticked: Callable[[], None] | None = None) -> None:
        self.name = name
        shared = len(buses) > 1
        pans = [(PANS[bus] if shared else (1.0, 1.0)) if bus in buses else (0.0, 0.0) for bus in BUSES]
        self._matrix = np.array(pans, np.float32)  # (bus, side)
        self._limit = Limiter()
        self._queue: deque[Block] = deque()
        self._ticked = ticked
        self.called = time.monotonic()
        self.calls = 0
        self.dry = 0  # ticks the device asked for and did not get

    @property
    def running(self) -> bool:
        """Whether it really plays: filling its first buffer is not yet playing."""
        return self.calls > FIRST_CALLS

    @property
    def wants(self) -> bool:
        """Whether it has less than it should have in hand."""
        return len(self._queue) < AHEAD

    def push(self, buses: Block) -> None:
        """``(3, DEVICE_TICK)`` of the buses; dropped when too many wait (the device's clock is slower, or it hangs)."""
        if len(self._queue) <= 2 * AHEAD:
            self._queue.append(self._limit(buses.T @ self._matrix))

    def callback(self, out: npt.NDArray[np.float32], frames: int, _time: object, _status: object) -> None:
        """PortAudio's thread: ``out`` is ``(frames, 2)``."""
        self.called = time.monotonic()
        self.calls += 1
        try:
            block = self._queue.popleft()
        except IndexError:
            self.dry += 1
            out[:] = 0
        else:
            out[:] = block[:frames]
        if self._ticked is not None:
            self._ticked()


class Limiter:
    """Keeps a stereo device from clipping when several talk at once: down at once, up again over a quarter second."""

    def __init__(self) -> None:
        self._gain = 1.0
        self._rise = np.linspace(0, 1, DEVICE_TICK, dtype=np.float32)[:, None]

    def __call__(self, block: Block) -> Block:
        """``(DEVICE_TICK, 2)`` in and out, both sides alike."""
        peak = float(np.abs(block).max())
        gain = min(1.0, CEILING / max(peak, 1e-9), self._gain + RECOVERY)
        before, self._gain = self._gain, gain
        if before == gain == 1.0:
            return np.ascontiguousarray(block)
        ramp = before + (gain - before) * self._rise
        limited: Block = np.clip(block * ramp, -CEILING, CEILING)
        return limited


class Raiser:
    """Brings the mixer's ticks to the devices' rate, and costs nothing while there is silence."""

    def __init__(self) -> None:
        self._raise = Upsampler(DEVICE_RATE // RATE, len(BUSES))
        self._quiet = True
        self._silence = np.zeros((len(BUSES), DEVICE_TICK), np.float32)

    def __call__(self, buses: Block) -> Block:
        """``(3, TICK)`` in, ``(3, DEVICE_TICK)`` out."""
        silent = not buses.any()
        if silent and self._quiet:
            return self._silence
        self._quiet = silent  # one tick more after the last sound, for what the filter still holds
        return self._raise(buses)


def play(buses: Block, raiser: Raiser, speakers: Sequence[Speaker]) -> None:
    """Give a tick of the mix, ``(3, TICK)``, to every loudspeaker that wants one."""
    if not speakers:
        return
    raised = raiser(buses)
    for number, speaker in enumerate(speakers):
        if speaker.wants or number:  # the first one is the clock: it has exactly what it took
            speaker.push(raised)
