"""The three mixes of a position out of everything that sounds: gains that glide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from station.voice.discipline import Gains
from station.voice.samples import BUSES, TICK, Block

_RISE = np.linspace(0, 1, TICK, dtype=np.float32)
FLOOR_DB = -60.0


class Source(NamedTuple):
    """One thing that sounds this tick: ``key`` says it is the same as last tick; ``block`` ``(TICK,)``."""

    key: str
    block: Block
    gains: Gains


class Mixer:
    """Mixes one tick at a time; remembers gains so that a change glides over one tick instead of clicking."""

    def __init__(self) -> None:
        self._gains: dict[str, Gains] = {}

    def mix(self, sources: Sequence[Source]) -> Block:
        """``(3, TICK)``: the select, unselect and headset bus, not yet limited."""
        if not sources:
            self._gains.clear()
            return np.zeros((len(BUSES), TICK), np.float32)
        blocks = np.stack([source.block for source in sources])
        after = np.array([source.gains for source in sources], np.float32).T
        before = np.array([self._gains.get(source.key, source.gains) for source in sources], np.float32).T
        self._gains = {source.key: source.gains for source in sources}
        buses: Block = after @ blocks
        if not np.array_equal(before, after):
            buses = buses * _RISE + (before @ blocks) * (1 - _RISE)
        return buses


def level(block: Block) -> int:
    """Loudness of a block for a meter, 0–100 over the upper 60 dB."""
    power = float(np.dot(block, block)) / max(len(block), 1)
    if power <= 0:
        return 0
    decibels = 10 * np.log10(power)
    return int(np.clip(round(100 * (1 - decibels / FLOOR_DB)), 0, 100))
