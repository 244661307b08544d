"""Filling in for lost voice: the last pitch period again, fading out over 60 ms. Only for the ear, never on record."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from station.voice.samples import Block

FADE_SECONDS = 0.06
HISTORY_SECONDS = 0.05
MOST_SINCE = 12
LOWEST_PITCH = 66
"""Hz: the longest period looked for is 15 ms."""
HIGHEST_PITCH = 400


class Concealer:
    """Remembers what was heard last at ``rate`` and goes on with it when asked."""

    def __init__(self, rate: int) -> None:
        self._shortest = rate // HIGHEST_PITCH
        self._longest = rate // LOWEST_PITCH
        self._past = np.zeros(int(rate * HISTORY_SECONDS), np.float32)
        self._since: list[Block] = []  # heard after that: put together only when something is lost
        self._fade = int(rate * FADE_SECONDS)
        self._filled = 0
        self._period = self._past[:1]

    def heard(self, block: Block) -> None:
        """Real samples were played: the next loss goes on from them."""
        self._filled = 0
        self._since.append(block)
        if len(self._since) > MOST_SINCE:
            self._remember()

    def _remember(self) -> None:
        self._past = np.concatenate((self._past, *self._since))[-len(self._past) :]
        self._since.clear()

    def fill(self, count: int) -> Block:
        """``count`` samples in place of lost ones; silence once 60 ms were made up."""
        if self._filled >= self._fade:
            return np.zeros(count, np.float32)
        if not self._filled:
            self._remember()
            self._period = self._past[-self._lag() :]
        at = np.arange(self._filled, self._filled + count)
        self._filled += count
        gain = np.clip(1 - at / self._fade, 0, 1).astype(np.float32)
        made: Block = self._period[at % len(self._period)] * gain
        return made

    def _lag(self) -> int:
        """The pitch period in samples: where the last stretch resembles what came before it most."""
        template = self._past[-self._shortest * 3 :]
        reach = self._past[-(self._longest + len(template)) : -self._shortest]
        windows = sliding_window_view(reach, len(template))
        energy = np.sqrt((windows * windows).sum(axis=1)) + 1e-6
        best = int(np.argmax((windows @ template) / energy))
        return self._longest - best
