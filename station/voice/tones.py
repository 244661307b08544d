"""The sounds we make ourselves: the emergency sounder and the short tones of a position. Synthesised, no files."""

from __future__ import annotations

import numpy as np

from station.voice.samples import RATE, TICK, Block

EMERGENCY_PITCHES = (960.0, 1440.0)
"""Hz: two tones a fifth apart in turn, where a small loudspeaker and an ageing ear are both good."""
EMERGENCY_HALF = 0.25
"""s of each."""
EMERGENCY_LEVEL = 0.4
SHORT_LEVEL = 0.25
EDGE = int(RATE * 0.005)
AT_ONCE = int(RATE * 0.04)
"""Samples within which the same tone, asked for again, is the same word: an all-call is granted leg by leg."""
PAUSE = int(RATE * 0.06)
"""Samples of silence before it is said again."""

SHORT_TONES: dict[str, tuple[tuple[float, float], ...]] = {
    "permit": ((1050.0, 0.06), (1400.0, 0.08)),
    "busy": ((480.0, 0.12), (0.0, 0.08), (480.0, 0.12)),
    "denied": ((330.0, 0.35),),
    "limit": ((1200.0, 0.08), (0.0, 0.06), (1200.0, 0.08), (0.0, 0.06), (1200.0, 0.08)),
    "cut": ((480.0, 0.12), (360.0, 0.2)),
    "call": ((880.0, 0.09),),
    "text": ((1320.0, 0.05), (0.0, 0.04), (1320.0, 0.05)),
    "notice": ((700.0, 0.12),),
    "patch": ((1000.0, 0.09), (0.0, 0.05), (800.0, 0.09), (0.0, 0.05), (640.0, 0.12)),
    "end": ((600.0, 0.05),),
}
"""Name → (Hz, s) in turn; 0 Hz is a pause. A name not in the list sounds as ``notice``.

``permit``: speak; ``busy``: wait, or somebody else speaks; ``denied``: no; ``limit``: the talk-time is nearly over;
``cut``: off the air although the key is down; ``patch``: a patch is about to end by itself.
"""


class EmergencySounder:
    """Endless two-tone, phase kept across ticks."""

    def __init__(self) -> None:
        self._at = 0
        self._phase = 0.0

    def pull(self) -> Block:
        """The next tick."""
        at = np.arange(self._at, self._at + TICK)
        half = int(RATE * EMERGENCY_HALF)
        high = (at // half) % 2
        steps = 2 * np.pi * np.where(high, EMERGENCY_PITCHES[1], EMERGENCY_PITCHES[0]) / RATE
        phases = self._phase + np.cumsum(steps)
        self._at += TICK
        self._phase = float(phases[-1] % (2 * np.pi))
        return (EMERGENCY_LEVEL * np.sin(phases)).astype(np.float32)


class ShortTone:
    """One named tone. Said again while it sounds it follows itself, so that it is never louder than once."""

    def __init__(self, name: str) -> None:
        parts = [_part(hertz, seconds) for hertz, seconds in SHORT_TONES.get(name, SHORT_TONES["notice"])]
        self._once = self._samples = np.concatenate(parts)
        self._at = 0

    def again(self) -> None:
        """Once more after this, unless it has hardly begun."""
        left = self._samples[self._at :]
        if len(left) < len(self._once) - AT_ONCE:
            self._samples, self._at = np.concatenate([left, np.zeros(PAUSE, np.float32), self._once]), 0

    def pull(self) -> Block | None:
        """The next tick, ``None`` after the end."""
        if self._at >= len(self._samples):
            return None
        block = self._samples[self._at : self._at + TICK]
        self._at += TICK
        return np.pad(block, (0, TICK - len(block)))


def _part(hertz: float, seconds: float) -> Block:
    count = int(RATE * seconds)
    edge = np.minimum(1, np.minimum(np.arange(count), np.arange(count)[::-1]) / EDGE)
    return (SHORT_LEVEL * edge * np.sin(2 * np.pi * hertz * np.arange(count) / RATE)).astype(np.float32)
