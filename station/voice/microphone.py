"""The dispatcher's voice on its way out: 20 ms at 8 kHz at a time, from the sound device or from a file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile

from station.voice.resample import Downsampler
from station.voice.samples import DEVICE_RATE, MIC_RATE, MIC_TICK, Block, Pcm, to_block, to_pcm


class Capture:
    """Turns the device's ticks (mono, 48 kHz) into what a radio network takes."""

    def __init__(self) -> None:
        self._lower = Downsampler(DEVICE_RATE // MIC_RATE)

    def __call__(self, block: Block) -> Pcm:
        """``(960,)`` in, ``(160,)`` out."""
        return to_pcm(self._lower(block))


class MicrophoneFile:
    """A WAV that stands for the microphone, for tests and rooms without one: from its start at each press, repeated."""

    def __init__(self, path: Path) -> None:
        """Raises ``soundfile.LibsndfileError`` if it cannot be read, ``ValueError`` if it is not at 8, 16 or 48 kHz."""
        samples, rate = soundfile.read(path, dtype="int16", always_2d=True)
        mono = np.ascontiguousarray(samples[:, 0])
        if not len(mono) or rate % MIC_RATE:
            raise ValueError(f"{path.name}: a microphone file has samples, at 8, 16 or 48 kHz")
        if rate != MIC_RATE:
            factor = rate // MIC_RATE
            mono = to_pcm(Downsampler(factor)(to_block(mono[: len(mono) // factor * factor])))
        self.name = path.name
        self._pcm: Pcm = mono

    def read(self, index: int) -> Pcm:
        """The tick that begins at sample ``index`` since the press."""
        return self._pcm[np.arange(index, index + MIC_TICK) % len(self._pcm)]
