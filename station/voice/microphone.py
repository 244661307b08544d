"""The dispatcher's voice on its way out: 20 ms at 8 or 16 kHz at a time, from the sound device or a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from station.voice.resample import Downsampler, Upsampler
from station.voice.samples import DEVICE_RATE, MIC_RATE, MIC_TICK, TICK_SECONDS, Block, Pcm, to_block, to_pcm
from station.voice.samples import RATE as WIDE

MOST_LATENCY = 1.0
"""Seconds; a sound system that claims more does not know its times."""


class Capture:
    """Turns the device's ticks (mono, 48 kHz) into what a radio network takes, at ``rate`` Hz."""

    def __init__(self, rate: int = MIC_RATE) -> None:
        self._lower = Downsampler(DEVICE_RATE // rate)

    def __call__(self, block: Block) -> Pcm:
        """``(960,)`` in, a tick at its rate out."""
        return to_pcm(self._lower(block))


def first_sample(now: float, told: Any, latency: float) -> float:
    """When the first sample of a tick that came at ``now`` was heard, s monotonic.

    ``told`` is what PortAudio says of its times; where that cannot be, the stream's ``latency`` (s) counts: it is not
    much if the first milliseconds are cut, but it is if something said before the key went down goes out.
    """
    ago = float(told.currentTime) - float(told.inputBufferAdcTime)
    return now - (ago if TICK_SECONDS <= ago <= MOST_LATENCY else latency + TICK_SECONDS)


class MicrophoneFile:
    """A WAV that stands for the microphone, for tests and rooms without one: from its start at each press, repeated."""

    def __init__(self, path: Path) -> None:
        """Raises ``soundfile.LibsndfileError`` if it cannot be read, ``ValueError`` if it is not at 8, 16 or 48 kHz."""
        samples, rate = soundfile.read(path, dtype="int16", always_2d=True)
        mono = np.ascontiguousarray(samples[:, 0])
        if not len(mono) or rate not in (MIC_RATE, WIDE, DEVICE_RATE):
            raise ValueError(f"{path.name}: a microphone file has samples, at 8, 16 or 48 kHz")
        self.name = path.name
        self._pcm = {wanted: _at(mono, rate, wanted) for wanted in (MIC_RATE, WIDE)}

    def read(self, index: int, rate: int = MIC_RATE) -> Pcm:
        """The tick at ``rate`` that begins at sample ``index`` since the press."""
        pcm = self._pcm[rate]
        tick: Pcm = pcm[np.arange(index, index + rate * MIC_TICK // MIC_RATE) % len(pcm)]
        return tick


def _at(mono: Pcm, rate: int, wanted: int) -> Pcm:
    if rate == wanted:
        return mono
    if rate < wanted:
        return to_pcm(Upsampler(wanted // rate)(to_block(mono)))
    factor = rate // wanted
    return to_pcm(Downsampler(factor)(to_block(mono[: len(mono) // factor * factor])))
