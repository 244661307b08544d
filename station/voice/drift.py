"""Two clocks that are meant to be one: a short ring between the mixer and a device that counts a little differently.

The mixer follows one loudspeaker. Every other one takes its samples by its own quartz, up to some 200 millionths faster
or slower. What is pushed here is stretched or squeezed by as much, so that the ring neither runs dry nor over.
"""

from __future__ import annotations

import math
import threading
from typing import Protocol

import numpy as np

from station.voice.samples import DEVICE_RATE, DEVICE_TICK, Block, to_pcm

MOST_OFF = 1e-3
"""The most by which a device is followed: quartzes are off by a fifth of that at the worst."""
SMOOTH = 0.02
"""How much one look at the ring counts."""
NEAR = 1 / (20 * DEVICE_RATE)
"""Rate correction for a sample too many: half of it is gone in 14 s."""
SLOWLY = NEAR / 3000
"""The same added up at every tick, for what remains: the drift itself."""
HISTORY = 3
WIDE = 4
"""Bytes of a sample for both ears."""


class Room(Protocol):
    """Bytes of PortAudio's to be written into."""

    def __len__(self) -> int: ...

    def __setitem__(self, where: slice, data: bytes | memoryview, /) -> None: ...


class Ring:
    """Stereo samples on their way to one device; one thread pushes, another takes: that has the least to do.

    ``deep``: samples that should lie in it. A ``steady`` ring belongs to the device that is the mixer's clock: it is
    passed through sample for sample.
    """

    def __init__(self, deep: int, steady: bool) -> None:
        self.deep = deep
        self.steady = steady
        self.off = 0.0  # how much faster than the mixer the device takes, as a part of 1
        self._samples = np.zeros((DEVICE_RATE // 2, 2), np.int16)
        self._bytes = self._samples.data.cast("B")
        self._made = self._taken = 0
        self._lock = threading.Lock()
        self._past = np.zeros((HISTORY, 2), np.float32)
        self._phase = 0.0
        self._error = self._drift = 0.0
        self._looks = 0
        self._dry = not steady

    @property
    def held(self) -> int:
        """Samples in it."""
        return self._made - self._taken

    def push(self, block: Block, ahead: float) -> None:
        """``(DEVICE_TICK, 2)``; the device has played ``ahead`` samples since it last took some."""
        if not self.steady:
            block = self._stretched(block, ahead)
            if self._dry:  # it begins, or halted: silence first, so that it does not run dry again at once
                self._dry, self._looks, self._error = False, 0, 0.0
                lacking = max(0, self.deep + DEVICE_TICK // 2 - self.held - len(block))
                block = np.concatenate((np.zeros((lacking, 2), np.float32), block))
        pcm = to_pcm(block)
        with self._lock:
            room = len(self._samples) - self.held
            pcm = pcm[:room]
            at = self._made % len(self._samples)
            first = min(len(pcm), len(self._samples) - at)
            self._samples[at : at + first] = pcm[:first]
            self._samples[: len(pcm) - first] = pcm[first:]
            self._made += len(pcm)

    def take(self, out: Room) -> bool:
        """Fill ``out``, 16-bit samples; ``False`` if so many are not there, which then stay for the next time."""
        size = len(out)
        with self._lock:
            if self.held * WIDE < size:
                self._dry = True
                return False
            at = self._taken * WIDE % len(self._bytes)
            self._taken += size // WIDE
            first = min(size, len(self._bytes) - at)
            out[:first] = self._bytes[at : at + first]
            if first < size:
                out[first:] = self._bytes[: size - first]
            return True

    def keep(self, count: int) -> None:
        """Forget the oldest beyond ``count`` samples: the device halted, and its sound must not come late for ever."""
        with self._lock:
            self._taken = max(self._taken, self._made - count)
        self._looks, self._error = 0, 0.0

    def _stretched(self, block: Block, ahead: float) -> Block:
        """``block`` at the device's own rate, by a cubic through four neighbours: voice lies far below the rate."""
        self._look(ahead)
        step = 1.0 / (1.0 + self.off)
        # place p lies between heard[p + 1] and heard[p + 2]
        begin, count = self._phase, math.ceil((len(block) - self._phase) / step)
        self._phase += step * count - len(block)
        if not block.any() and not self._past.any():
            return np.zeros((count, 2), np.float32)
        heard = np.concatenate((self._past, block))
        self._past = heard[-HISTORY:].copy()
        places = begin + step * np.arange(count)
        whole = places.astype(np.int64)
        t = (places - whole).astype(np.float32)
        both = np.ascontiguousarray(heard).view(np.complex64)[:, 0]  # left and right as one number: taken far quicker
        a, b, c, d = (both.take(whole + number) for number in range(4))
        curve = t * ((a - 2.5 * b + 2 * c - 0.5 * d) + t * (1.5 * (b - c) + 0.5 * (d - a)))
        return (b + t * (0.5 * (c - a) + curve)).view(np.float32).reshape(-1, 2)

    def _look(self, ahead: float) -> None:
        """How full it is, smoothed, and what follows from that."""
        error = self.held - min(ahead, DEVICE_TICK) - self.deep
        self._looks += 1
        self._error += (error - self._error) * max(SMOOTH, 1 / self._looks)
        self._drift = min(max(self._drift - SLOWLY * self._error, -MOST_OFF), MOST_OFF)
        self.off = min(max(self._drift - NEAR * self._error, -MOST_OFF), MOST_OFF)
