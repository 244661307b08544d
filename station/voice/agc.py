"""Automatic gain control: a whisper is raised and a shout is lowered, each voice by itself; only for the ear.

What is within :data:`BAND_DB` of the target is left alone, sample for sample. Pauses and noise are never raised.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from station.voice.samples import TICK, TICK_SECONDS, Block

TARGET_DB = -18.0
"""RMS of a voice below full scale at which it is well heard beside others."""
BAND_DB = 6.0
MOST_DB, LEAST_DB = 15.0, -15.0
GATE_DB = -48.0
"""Ticks below this are no voice: they change nothing."""
FALL_DB = 100.0 * TICK_SECONDS
"""dB a tick by which a gain may fall: a shout hurts at once."""
RISE_DB = 12.0 * TICK_SECONDS
SLACK_DB = 15.0 * TICK_SECONDS
"""dB a tick by which the remembered loudness falls in the pauses between syllables."""

Gains = npt.NDArray[np.float32]


class GainControl:
    """The gain of each voice, tick by tick."""

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._state = np.zeros((0, 2))  # loudness (dB) and gain (dB) of each

    def __call__(self, keys: Sequence[str], blocks: Block, voiced: Sequence[bool]) -> Gains:
        """The factor ``(N,)`` to be reached at the end of this tick for each of ``blocks`` ``(N, TICK)``.

        ``keys`` say which voice is which; those not ``voiced`` are tones and get 1. Who is not there is forgotten.
        """
        if keys != self._keys:
            known = dict(zip(self._keys, self._state.tolist(), strict=True))
            self._keys = list(keys)
            self._state = np.array([known.get(key, [TARGET_DB, 0.0]) for key in keys])
        loud, gain = self._state.T
        power = np.einsum("ij,ij->i", blocks, blocks) / TICK
        now = 10 * np.log10(np.maximum(power, 1e-12))
        speaks = (now > GATE_DB) & np.asarray(voiced)
        # the loudest of the last syllables counts, not what lies between them
        loud = np.where(speaks, np.maximum(now, loud - SLACK_DB), loud)
        off = loud - TARGET_DB
        wanted = np.clip(-np.sign(off) * np.maximum(np.abs(off) - BAND_DB, 0.0), LEAST_DB, MOST_DB)
        gain = np.where(speaks, np.clip(wanted, gain - FALL_DB, gain + RISE_DB), gain)
        self._state = np.stack((loud, gain), axis=1)
        factor: Gains = np.where(gain == 0.0, 1.0, 10 ** (gain / 20)).astype(np.float32)
        return factor
