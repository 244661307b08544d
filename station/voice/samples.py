"""What samples look like inside the voice process: the rates, the tick, the two array types, the buses."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Pcm = npt.NDArray[np.int16]
"""16-bit samples as they came from the air and go on record; shape ``(samples,)``."""

Block = npt.NDArray[np.float32]
"""Samples on their way to an ear, full scale 1.0; shape ``(samples,)`` or ``(channels, samples)``."""

TICK_SECONDS = 0.02
RATE = 16_000
"""The mixer's rate. 8 kHz voice is doubled into it; devices get three times as much."""
TICK = 320
"""Samples of one tick at :data:`RATE`."""
DEVICE_RATE = 48_000
DEVICE_TICK = 960
MIC_RATE = 8_000
MIC_TICK = 160

BUSES = ("select", "unselect", "headset")
"""The three mixes of a position, in the order of the mixer's rows."""


def silence(samples: int = TICK) -> Block:
    """That many samples of nothing."""
    return np.zeros(samples, np.float32)


_STEP = np.float32(1 / 32768)


def to_block(pcm: Pcm, out: Block | None = None) -> Block:
    """16-bit samples with full scale 1.0, written to ``out`` if it is given; exact, as the step is a power of two."""
    return np.multiply(pcm, _STEP, out=out)


def to_pcm(block: Block) -> Pcm:
    """Samples of full scale 1.0 as 16 bit, clipped."""
    scaled = block * np.float32(32768)
    np.rint(scaled, out=scaled)
    np.minimum(scaled, 32767, out=scaled)
    np.maximum(scaled, -32768, out=scaled)
    return scaled.astype(np.int16)
