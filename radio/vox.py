"""From how loud it is to whether somebody speaks: voice-operated switching. Knows samples, no devices and no clock.

Opens when it was loud for ``attack`` s, closes when it was quiet for ``hang`` s; once open, 6 dB less will do, so that
a voice that sinks at the end of a word is not cut. A constant offset of the sound device does not count.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

RATE = 8000
HYSTERESIS = 6.0
"""dB below the threshold at which an open switch stays open."""
SILENT = -120.0


def level(samples: npt.NDArray[np.int16]) -> float:
    """dB relative to full scale; :data:`SILENT` for nothing at all."""
    if not len(samples):
        return SILENT
    power = float(np.var(samples.astype(np.float32)))
    return max(SILENT, 10.0 * float(np.log10(power / 32768.0**2))) if power > 0 else SILENT


class Vox:
    """One switch. ``threshold`` in dB relative to full scale, times in s."""

    def __init__(self, threshold: float, attack: float, hang: float) -> None:
        self.threshold = threshold
        self._attack = round(attack * RATE)
        self._hang = round(hang * RATE)
        self._loud = 0
        self._quiet = 0
        self.open = False

    def hear(self, samples: npt.NDArray[np.int16]) -> bool:
        """Whether somebody speaks, after these samples (20 ms are a good measure)."""
        loud = level(samples) >= self.threshold - (HYSTERESIS if self.open else 0.0)
        self._loud = self._loud + len(samples) if loud else 0
        self._quiet = 0 if loud else self._quiet + len(samples)
        if self.open:
            self.open = self._quiet < self._hang
        else:
            self.open = loud and self._loud >= self._attack
        return self.open

    def shut(self) -> None:
        """Forget what was heard: it was not meant."""
        self.open, self._loud, self._quiet = False, 0, 0
