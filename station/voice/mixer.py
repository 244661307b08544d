"""The three stereo mixes of a position out of everything that sounds: one matrix a tick, and gains that glide."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from station.voice.agc import GainControl
from station.voice.discipline import Gains
from station.voice.samples import BUSES, TICK, Block

_RISE = np.linspace(0, 1, TICK, dtype=np.float32)
FLOOR_DB = -60.0
ROWS = 2 * len(BUSES)
"""Rows of a mix: select left and right, unselect left and right, headset left and right."""


class Stamp(NamedTuple):
    """Of whom and when a block is: its first sample is number ``first`` (at ``rate`` Hz) of ``call``.

    It came in at ``mono`` (s of the station's monotonic clock), which was ``wall`` (s UTC); 0 where nobody said.
    """

    call: str
    first: int
    rate: int
    mono: float
    wall: float


class Source(NamedTuple):
    """One thing that sounds this tick: ``key`` says it is the same as last tick; ``block`` ``(TICK,)``.

    ``pan``: -1 left … 1 right of the bus it is on. ``voice``: somebody speaks, so the gain control may touch it.
    ``stamp``, of a call, says during the tick of whom and when ``block`` is.
    """

    key: str
    block: Block
    gains: Gains
    pan: float = 0.0
    voice: bool = False
    stamp: Callable[[], Stamp] | None = None


class Mixer:
    """Mixes one tick at a time; remembers gains so that a change glides over one tick instead of clicking.

    Without ``control`` every voice keeps the level it came with, and at full volume its samples.
    """

    def __init__(self, control: bool = False) -> None:
        self._keys: list[str] = []
        self._gains = np.zeros((0, ROWS), np.float32)
        self._wanted: list[tuple[Gains, float]] = []
        self._sides = self._gains
        self._control = GainControl() if control else None

    def mix(self, sources: Sequence[Source]) -> Block:
        """``(6, TICK)``: :data:`ROWS`, not yet limited."""
        if not sources:
            self._keys, self._gains = [], self._gains[:0]
            return np.zeros((ROWS, TICK), np.float32)
        keys = [source.key for source in sources]
        blocks = np.concatenate([source.block for source in sources]).reshape(-1, TICK)
        after = self._sides_of(sources)
        if self._control is not None:
            after = after * self._control(keys, blocks, [source.voice for source in sources])[:, None]
        before = self._gains if keys == self._keys else self._before(keys, after)
        self._keys, self._gains = keys, after
        buses: Block = after.T @ blocks
        if before is not after and not np.array_equal(before, after):
            buses = buses * _RISE + (before.T @ blocks) * (1 - _RISE)
        return buses

    def _sides_of(self, sources: Sequence[Source]) -> Block:
        """:func:`_sides`, reckoned anew only when somebody's gain changed."""
        wanted = [(source.gains, source.pan) for source in sources]
        if wanted != self._wanted:
            self._wanted, self._sides = wanted, _sides(wanted)
        return self._sides

    def _before(self, keys: list[str], after: Block) -> Block:
        """The gains of the last tick. What begins, begins at its level: nothing of it was heard before."""
        known = {key: row for row, key in enumerate(self._keys)}
        before = after.copy()
        for row, key in enumerate(keys):
            if key in known:
                before[row] = self._gains[known[key]]
        return before


def _sides(wanted: Sequence[tuple[Gains, float]]) -> Block:
    """Left and right gain on each bus, ``(N, 6)``: a voice in the middle is as loud on each side as alone."""
    gains = np.array([each for each, _ in wanted], np.float32)
    pans = np.array([pan for _, pan in wanted], np.float32)[:, None]
    rows = np.empty((len(wanted), ROWS), np.float32)
    rows[:, 0::2] = gains * np.minimum(1, 1 - pans)
    rows[:, 1::2] = gains * np.minimum(1, 1 + pans)
    return rows


def level(block: Block) -> int:
    """Loudness of a block for a meter, 0–100 over the upper 60 dB."""
    power = float(np.dot(block, block)) / max(len(block), 1)
    if power <= 0:
        return 0
    decibels = 10 * math.log10(power)
    return min(max(round(100 * (1 - decibels / FLOOR_DB)), 0), 100)


def levels(blocks: Sequence[Block]) -> list[int]:
    """:func:`level` of each of ``blocks``, all of the same length: for many at once far quicker."""
    if not blocks:
        return []
    together = np.concatenate(blocks).reshape(len(blocks), -1)
    power = np.einsum("ij,ij->i", together, together) / together.shape[1]
    decibels = 10 * np.log10(np.maximum(power, 1e-30))
    found: list[int] = np.clip(np.rint(100 * (1 - decibels / FLOOR_DB)), 0, 100).astype(int).tolist()
    return found
