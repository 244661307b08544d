"""Changing the sample rate by a whole factor with a small polyphase FIR that remembers: 1 ms late, never in bursts.

Ready-made stream resamplers hold back 5–175 ms and deliver in bursts, which a 20 ms tick cannot use.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from station.voice.samples import Block, Pcm, to_block

PHASE_TAPS = 16
"""Taps of one phase: 16 input samples decide each output sample."""
PAST = PHASE_TAPS - 1
MOST_STEP = 32
"""Input samples that are raised by one product."""
ROLL_OFF = 0.92
"""Cut-off as a part of the lower Nyquist frequency; the Kaiser window's skirt takes the rest."""
KAISER_BETA = 7.0


def low_pass(factor: int) -> npt.NDArray[np.float64]:
    """A windowed sinc of ``factor * PHASE_TAPS`` taps that cuts at the lower rate's Nyquist, unity gain at 0 Hz."""
    taps = factor * PHASE_TAPS
    at = np.arange(taps) - (taps - 1) / 2
    cut = ROLL_OFF / factor
    response = np.sinc(at * cut) * np.kaiser(taps, KAISER_BETA)
    return np.asarray(response / response.sum(), np.float64)


class Upsampler:
    """Raises the rate of ``channels`` streams by ``factor``; block by block, without seams."""

    def __init__(self, factor: int, channels: int = 1) -> None:
        self.factor = factor
        taps = low_pass(factor) * factor
        # row p holds the taps of output phase p, newest input last, so that a window times its row is one sample
        self._phases = np.ascontiguousarray(taps.reshape(PHASE_TAPS, factor)[::-1], np.float32)
        self._heard = np.zeros((channels, PAST), np.float32)  # what the filter still holds, and behind it a block
        self._matrix = self._windows = self._heard[:0]

    def __call__(self, block: Block) -> Block:
        """``(channels, n)`` or ``(n,)`` in, ``factor`` times as many samples out, same rank."""
        count = block.shape[-1]
        if not count:
            return block
        if self._heard.shape[1] != PAST + count:
            self._room(count)
        heard = self._heard
        heard[:, PAST:] = block
        raised: Block = (self._windows.reshape(-1, len(self._matrix)) @ self._matrix).reshape(len(heard), -1)
        heard[:, :PAST] = heard[:, count:].copy()
        return raised[0] if block.ndim == 1 else raised

    def _room(self, count: int) -> None:
        """For blocks of ``count`` samples, which is nearly always the same: what can be made ready beforehand."""
        step = math.gcd(count, MOST_STEP)
        heard = np.zeros((len(self._heard), PAST + count), np.float32)
        heard[:, :PAST] = self._heard[:, :PAST]
        self._heard = heard
        # one product makes ``step`` samples into ``step * factor``: a dense matrix of mostly zeros is quicker than many
        # short windows
        self._matrix = np.zeros((PAST + step, step * self.factor), np.float32)
        for sample in range(step):
            columns = slice(sample * self.factor, (sample + 1) * self.factor)
            self._matrix[sample : sample + PHASE_TAPS, columns] = self._phases
        self._windows = sliding_window_view(heard, PAST + step, axis=1)[:, ::step]


class Downsampler:
    """Lowers the rate of one stream by ``factor``; blocks must be a multiple of ``factor`` long."""

    def __init__(self, factor: int) -> None:
        self.factor = factor
        self._taps = low_pass(factor).astype(np.float32)[::-1].copy()
        self._past = np.zeros(len(self._taps) - 1, np.float32)

    def __call__(self, block: Block) -> Block:
        """``(n,)`` in, ``(n / factor,)`` out."""
        heard = np.concatenate((self._past, block))
        self._past = heard[-(len(self._taps) - 1) :].copy()
        windows = sliding_window_view(heard, len(self._taps))[self.factor - 1 :: self.factor]
        lowered: Block = windows @ self._taps
        return lowered


def at_rate(samples: Block, rate: int, wanted: int) -> Block:
    """A whole recording at another rate, in any ratio: each sample by a windowed sinc around its place in time."""
    if rate == wanted or not len(samples):
        return samples
    cut = ROLL_OFF * min(1.0, wanted / rate)  # as a part of the source's Nyquist frequency
    half = int(np.ceil(PHASE_TAPS / cut))
    offsets = np.arange(-half + 1, half + 1)
    phases = wanted // math.gcd(rate, wanted)  # so many places between two samples there are, then they repeat
    away = offsets[None, :] - ((np.arange(phases) * rate / wanted) % 1.0)[:, None]
    window = np.i0(KAISER_BETA * np.sqrt(np.clip(1 - (away / half) ** 2, 0, 1))) / np.i0(KAISER_BETA)
    weights = (cut * np.sinc(cut * away) * window).astype(np.float32)
    padded = np.concatenate((np.zeros(half, np.float32), samples.astype(np.float32), np.zeros(half + 1, np.float32)))
    windows = sliding_window_view(padded, 2 * half)
    count = len(samples) * wanted // rate
    made = np.empty(count, np.float32)
    for first in range(0, count, wanted):  # a second at a time: memory stays small
        places = np.arange(first, min(first + wanted, count))
        near = windows[places * rate // wanted + 1]
        made[first : first + len(places)] = np.einsum("ij,ij->i", near, weights[places % phases])
    return made


def doubled(pcm: Pcm, start: int, count: int) -> Block:
    """Samples ``start … start + count`` of ``pcm`` as they are at twice its rate, delay taken out; zeros outside it."""
    delay = PHASE_TAPS  # the filter's 15.5 output samples, to the nearest whole one
    first = (start + delay) // 2 - PHASE_TAPS
    last = (start + count + delay) // 2 + 1
    block = np.zeros(last - first, np.float32)
    low, high = max(first, 0), min(last, len(pcm))
    if high > low:
        block[low - first : high - first] = to_block(pcm[low:high])
    raised = Upsampler(2)(block)
    skip = start + delay - 2 * first
    return raised[skip : skip + count]
