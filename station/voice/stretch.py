"""Playing faster than life without changing the pitch: WSOLA to four times, above that snippets while skipping on.

Time-scale modification by overlap-add of the most similar waveform: Verhelst and Roelands, ICASSP 1993.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from station.voice.samples import RATE, TICK, Block

HOP = 240
"""Samples (15 ms) of output each overlap-add makes; a frame is two hops long."""
SEARCH = 160
"""Samples (10 ms) to either side in which the most similar waveform is looked for."""
FASTEST_SPEECH = 4.0
SNIPPET = 12 * TICK
"""Above :data:`FASTEST_SPEECH`: samples (240 ms) heard at life's speed before skipping on."""
EDGE = 160
_WINDOW = (0.5 - 0.5 * np.cos(np.pi * (np.arange(2 * HOP) + 0.5) / HOP)).astype(np.float32)

Read = Callable[[int, int], Block]
"""``read(start, count)``: that many samples at :data:`~station.voice.samples.RATE` from ``start``; zeros outside."""


class Stretch:
    """Pulls ticks out of ``read`` from sample ``start`` at ``speed`` times life."""

    def __init__(self, read: Read, start: int = 0, speed: float = 1.0) -> None:
        self._read = read
        self.position = float(start)
        self.speed = speed
        self._made = np.zeros(0, np.float32)
        self._overlap: Block | None = None
        self._natural = start
        self._snippet = 0

    @property
    def seconds(self) -> float:
        """Where in the source we are."""
        return self.position / RATE

    def seek(self, start: float) -> None:
        """Go on from sample ``start``."""
        self.position = start
        self._made = self._made[:0]
        self._overlap = None
        self._snippet = 0

    def pull(self) -> Block:
        """The next tick; the position moves on by ``speed`` ticks."""
        if self.speed == 1.0:
            block = self._read(round(self.position), TICK)
            self._made, self._overlap = self._made[:0], None
        elif self.speed > FASTEST_SPEECH:
            block = self._scan()
        else:
            block = self._stretched()
        self.position += TICK * self.speed
        return block

    def _scan(self) -> Block:
        if not self._snippet:
            self._natural = round(self.position)
        block = self._read(self._natural + self._snippet, TICK).copy()
        if not self._snippet:
            block[:EDGE] *= np.linspace(0, 1, EDGE, dtype=np.float32)
        self._snippet += TICK
        if self._snippet >= SNIPPET:
            block[-EDGE:] *= np.linspace(1, 0, EDGE, dtype=np.float32)
            self._snippet = 0
        return block

    def _stretched(self) -> Block:
        ahead = self.position + len(self._made) * self.speed
        while len(self._made) < TICK:
            self._made = np.concatenate((self._made, self._hop(round(ahead))))
            ahead += HOP * self.speed
        block, self._made = self._made[:TICK], self._made[TICK:]
        return block

    def _hop(self, nominal: int) -> Block:
        """One hop of output from about ``nominal``: the place that goes on best from what was just heard."""
        if self._overlap is None:
            start = nominal
            frame = self._read(start, 2 * HOP)
            made = frame[:HOP].copy()
        else:
            region = self._read(nominal - SEARCH, 2 * HOP + 2 * SEARCH)
            best = _most_similar(region[: HOP + 2 * SEARCH], self._read(self._natural, HOP))
            start = nominal - SEARCH + best
            frame = region[best : best + 2 * HOP]
            made = self._overlap + frame[:HOP] * _WINDOW[:HOP]
        self._overlap = frame[HOP:] * _WINDOW[HOP:]
        self._natural = start + HOP
        return made


def drawn_together(sound: Block, count: int, least: int) -> tuple[Block, int]:
    """``count`` samples that begin as ``sound`` does and go on as it does behind them and a cut; how long the cut is.

    It is at least ``least`` samples, at most what ``sound`` has more than ``count``, and as nearly as can be whole
    pitch periods: one half glides over into the other, and nobody hears that anything is gone.
    """
    begins = sound[:count]
    likeness = np.correlate(sound[least:], begins, "valid")
    energy = np.concatenate(([0.0], np.cumsum(sound[least:].astype(np.float64) ** 2)))
    cut = least + int(np.argmax(likeness / np.sqrt(energy[count:] - energy[:-count] + 1e-9)))
    fade = np.linspace(0, 1, count, dtype=np.float32)
    return begins * (1 - fade) + sound[cut : cut + count] * fade, cut


def _most_similar(region: Block, template: Block) -> int:
    """The offset in ``region`` at which it resembles ``template`` most (normalised cross-correlation)."""
    likeness = np.correlate(region, template, "valid")
    energy = np.concatenate(([0.0], np.cumsum(region.astype(np.float64) ** 2)))
    size = len(template)
    norms = np.sqrt(energy[size:] - energy[:-size]) + 1e-4
    score = likeness / norms
    # where everything is equally like (silence, a steady tone's many periods) stay at the middle
    score[SEARCH] *= 1.0001
    return int(np.argmax(score)) if score.any() else SEARCH
