"""What lies between the mixer and the sound devices: which bus goes to which, the limiter, a short ring for each."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence

import numpy as np

from station.voice.drift import Ring, Room
from station.voice.mixer import ROWS
from station.voice.resample import Upsampler
from station.voice.samples import BUSES, DEVICE_RATE, DEVICE_TICK, RATE, Block

AHEAD = 2
"""Ticks mixed before they are played. One more than the device takes at once, so that a late thread is not heard."""
MOST_AHEAD = 12
SPARE = 3
"""Ticks beyond those that a device which hangs is still given."""
TOGETHER = 0.005
"""s: calls of a device that come closer than this are one: with a large buffer some ask for several blocks at once."""
HUNG = 0.3
"""s without a call, beyond what it holds itself, after which nobody hears what is mixed for it."""
OFTEN, WITHIN = 20, 5.0
"""So many times in so many seconds a device must ask for more at once than lies ready; then it gets more."""
FIRST_CALLS = 15
CEILING = 0.98
RECOVERY = 0.08
PLACES: dict[str, tuple[float, float]] = {"select": (1.0, 0.6), "unselect": (0.35, 0.8), "headset": (0.9, 0.9)}
"""Left and right gain of each bus where buses share a device: the ear tells them apart by where they are."""
Clock = Callable[[], float]


class Speaker:
    """One stereo device. If it is the mixer's clock, each tick that its callback took is said to ``ticked``."""

    def __init__(
        self,
        name: str,
        buses: Sequence[str],
        ticked: Callable[[], None] | None = None,
        ahead: int = AHEAD,
        clock: Clock = time.monotonic,
    ) -> None:
        self.name = name
        self._ahead = ahead
        self._clock = clock
        self._ring = Ring(deep(ahead), steady=ticked is not None)
        self._limit = Limiter()
        self._ticked = ticked
        self.buses: tuple[str, ...] = ()
        self.play(buses)
        self.called = clock()
        self.calls = 0
        self.asked = 0  # samples, in all
        self._lacked = 0  # of those
        self._at_once = 0  # samples asked for since it last paused
        self._short: deque[float] = deque(maxlen=OFTEN)  # when it last asked for more at once than lay ready
        self.latency = 0.0  # s from our handing a sample to the driver to its being heard, as the driver says

    def play(self, buses: Sequence[str]) -> None:
        """From now on ``buses`` go to it."""
        self.buses = tuple(buses)
        matrix = np.zeros((ROWS, 2), np.float32)
        for bus in self.buses:
            row = 2 * BUSES.index(bus)
            matrix[row : row + 2] = np.diag(PLACES[bus] if len(self.buses) > 1 else (1.0, 1.0))
        self._matrix = matrix

    def lead(self, ticked: Callable[[], None]) -> None:
        """From now on it is the mixer's clock."""
        self._ring.steady = True
        self._ticked = ticked

    @property
    def leads(self) -> bool:
        """Whether it is the mixer's clock."""
        return self._ticked is not None

    @property
    def running(self) -> bool:
        """Whether it really plays: filling its first buffer is not yet playing."""
        return self.calls > FIRST_CALLS

    @property
    def sounds(self) -> bool:
        """Whether it plays now. One that hangs does not, long before it counts as gone."""
        return self.running and self._clock() - self.called < HUNG + self.latency

    @property
    def dry(self) -> int:
        """Ticks the device asked for and did not get."""
        return -(-self._lacked // DEVICE_TICK)

    @property
    def wants(self) -> bool:
        """Whether it has less than it should have in hand."""
        return self._ring.held < self._ahead * DEVICE_TICK

    @property
    def delay(self) -> float:
        """s until what is mixed now is heard."""
        return self._ring.held / DEVICE_RATE + self.latency

    @property
    def off(self) -> float:
        """By how much its clock is faster than the mixer's, in millionths; 0 for the one that is the mixer's."""
        return 0.0 if self.leads else 1e6 * self._ring.off

    def push(self, buses: Block) -> None:
        """``(6, DEVICE_TICK)``: the rows of the mix at the device's rate. Dropped while the device hangs."""
        if self._ring.held >= (self._ahead + SPARE) * DEVICE_TICK:
            if self.leads:
                return
            self._ring.keep(self._ahead * DEVICE_TICK)
        block = self._limit(buses.T @ self._matrix)
        self._ring.push(block, (self._clock() - self.called) * DEVICE_RATE)

    def callback(self, out: Room, frames: int, _time: object, _status: object) -> None:
        """PortAudio's thread: ``out`` is for ``frames`` stereo samples of 16 bit, a tick or a whole part of one."""
        now = self._clock()
        if now - self.called < TOGETHER:
            self._at_once += frames
        else:
            if self.running and self._at_once + frames > self._ahead * DEVICE_TICK:
                self._learn(self._at_once + frames)
            self._at_once = frames
        self.called = now
        self.calls += 1
        if not self._ring.take(out):
            self._lacked += frames
            out[:] = bytes(len(out))
        before, self.asked = self.asked, self.asked + frames
        if self._ticked is not None and before // DEVICE_TICK != self.asked // DEVICE_TICK:
            self._ticked()

    def _learn(self, wanted: int) -> None:
        """It asked for all but one block of ``wanted`` samples at once: if it goes on so, they will lie ready."""
        self._short.append(self.called)
        ahead = min(-(-wanted // DEVICE_TICK), MOST_AHEAD)
        if len(self._short) == OFTEN and self.called - self._short[0] < WITHIN and ahead > self._ahead:
            self._short.clear()
            self._ahead, self._ring.deep = ahead, deep(ahead)


def deep(ahead: int) -> int:
    """Samples that lie between mixer and device where ``ahead`` ticks should."""
    return DEVICE_TICK * (2 * ahead + 1) // 2


class Limiter:
    """Keeps a stereo device from clipping when several talk at once: down at once, up again over a quarter second."""

    def __init__(self) -> None:
        self._gain = 1.0
        self._rise = np.linspace(0, 1, DEVICE_TICK, dtype=np.float32)[:, None]

    def __call__(self, block: Block) -> Block:
        """``(DEVICE_TICK, 2)`` in and out, both sides alike."""
        peak = max(float(block.max()), -float(block.min()))
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
        self._raise = Upsampler(DEVICE_RATE // RATE, ROWS)
        self._quiet = True
        self._silence = np.zeros((ROWS, DEVICE_TICK), np.float32)

    def __call__(self, buses: Block) -> Block:
        """``(6, TICK)`` in, ``(6, DEVICE_TICK)`` out."""
        silent = not buses.any()
        if silent and self._quiet:
            return self._silence
        self._quiet = silent  # one tick more after the last sound, for what the filter still holds
        return self._raise(buses)


def play(buses: Block, raiser: Raiser, speakers: Sequence[Speaker]) -> None:
    """Give a tick of the mix, ``(6, TICK)``, to every loudspeaker that wants one."""
    if not speakers:
        return
    raised = raiser(buses)
    for speaker in speakers:
        if speaker.wants or not speaker.leads:  # the one that leads has exactly what it took
            speaker.push(raised)
