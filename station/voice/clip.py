"""A finished (or still growing) recording as something to play: samples at the mixer's rate from any place in it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile

from station.voice.resample import doubled
from station.voice.samples import RATE, Block, Pcm, to_block


class Clip:
    """``pcm`` at ``rate`` Hz (8000 or 16000), kept as it is and raised only where it is played."""

    def __init__(self, pcm: Pcm, rate: int) -> None:
        if rate not in (RATE, RATE // 2):
            raise ValueError(f"a recording at {rate} Hz cannot be played")
        self.pcm = pcm
        self.rate = rate

    @property
    def samples(self) -> int:
        """Length at the mixer's rate."""
        return len(self.pcm) * RATE // self.rate

    def read(self, start: int, count: int) -> Block:
        """``count`` samples at 16 kHz from ``start``; zeros outside the recording."""
        if start >= self.samples or start + count <= 0:
            return np.zeros(count, np.float32)
        if self.rate != RATE:
            return doubled(self.pcm, start, count)
        block = np.zeros(count, np.float32)
        low, high = max(start, 0), min(start + count, len(self.pcm))
        block[low - start : high - start] = to_block(self.pcm[low:high])
        return block


def load(path: Path) -> Clip:
    """The recording at ``path``. Raises ``OSError`` or ``soundfile.LibsndfileError`` when it cannot be read."""
    pcm, rate = soundfile.read(path, dtype="int16", always_2d=True)
    return Clip(np.ascontiguousarray(pcm[:, 0]), rate)


def inside(journal: Path, path: str) -> Path:
    """``path`` of a record as a file of ``journal``. Raises ``ValueError`` when it points anywhere else."""
    folder = journal.resolve()
    file = (folder / path).resolve()
    if not file.is_relative_to(folder):
        raise ValueError("the recording's path leads out of the journal")
    return file
