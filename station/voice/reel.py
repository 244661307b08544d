"""The recordings of one call as one thing to play: only those near the playhead are in memory, the next one in time."""

from __future__ import annotations

import bisect
import logging
import threading
from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import numpy as np
import soundfile

from station.voice import clip
from station.voice.clip import Clip
from station.voice.samples import RATE, Block

AHEAD = 240 * RATE
"""Samples before the end of a recording at which the next one is read: 15 s at the fastest."""

_log = logging.getLogger(__name__)


class Piece(NamedTuple):
    """``samples`` at the mixer's rate, of a file, or in memory already."""

    samples: int
    path: Path | None
    clip: Clip | None = None


def piece(path: Path) -> Piece:
    """The recording at ``path``, not read yet. Raises ``OSError`` or ``soundfile.LibsndfileError``."""
    with path.open("rb") as file:  # libsndfile says nothing of what is wrong with a file that is not there
        told = soundfile.info(file)
    return Piece(told.frames * RATE // told.samplerate, path)


class Reel:
    """``pieces`` one after the other, read at any place like a :class:`~station.voice.clip.Clip`.

    One thread plays; reading from disk is done in threads of its own. What cannot be read is passed over.
    """

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._pieces = list(pieces)
        self._ends = list(accumulate(each.samples for each in self._pieces))
        self._clips = {at: each.clip for at, each in enumerate(self._pieces) if each.clip is not None}
        self._asked = set(self._clips)
        self._lost: set[int] = set()

    @property
    def samples(self) -> int:
        """Length at the mixer's rate."""
        return self._ends[-1] if self._ends else 0

    def load(self) -> bool:
        """Have in memory what sounds first, waiting for the disk; ``False`` if nothing can be read."""
        for at in range(len(self._pieces)):
            if at not in self._asked:
                self._asked.add(at)
                self._read(at)
            if at in self._clips:
                return True
        return False

    def ready(self, position: int) -> bool:
        """Whether ``position`` can be played now; what is needed soon is fetched, what is over is let go."""
        at = self._at(position)
        if at >= len(self._pieces):
            return True
        wanted = {at} if position + AHEAD < self._ends[at] else {at, min(at + 1, len(self._pieces) - 1)}
        for number in wanted - self._asked:
            self._asked.add(number)
            threading.Thread(target=self._read, args=(number,), name="reel", daemon=True).start()
        for number in [n for n in list(self._clips) if n < at - 1 or n > at + 1]:
            if self._pieces[number].path is not None:
                del self._clips[number]
                self._asked.discard(number)
        return at in self._clips

    def passed(self, position: int) -> int:
        """Where to go on instead of at ``position``: behind a recording that turned out unreadable, else there."""
        at = self._at(position)
        while at in self._lost:
            position = self._ends[at]
            at += 1
        return position

    def read(self, start: int, count: int) -> Block:
        """``count`` samples at 16 kHz from ``start``; zeros outside, and where nothing is in memory."""
        block = np.zeros(count, np.float32)
        at = self._at(start)
        while at < len(self._pieces):
            begin = self._ends[at] - self._pieces[at].samples
            if begin >= start + count:
                break
            low, high = max(start, begin), min(start + count, self._ends[at])
            found = self._clips.get(at)
            if found is not None and high > low:
                block[low - start : high - start] = found.read(low - begin, high - low)
            at += 1
        return block

    def _at(self, position: int) -> int:
        return bisect.bisect_right(self._ends, position)

    def _read(self, number: int) -> None:
        path = self._pieces[number].path
        assert path is not None
        try:
            self._clips[number] = clip.load(path)
        except (OSError, ValueError, RuntimeError) as error:  # libsndfile's errors are RuntimeErrors
            _log.warning("recall of %s: %s", path, error)
            self._lost.add(number)
