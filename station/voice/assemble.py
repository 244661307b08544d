"""A recording out of the frames of a call: each sample at its index, silence where nothing came, all else untouched."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import NamedTuple

import numpy as np

from station.voice.parts import Frame
from station.voice.resample import Downsampler, Upsampler
from station.voice.samples import Pcm, to_block, to_pcm
from units.cuts import Cut, few

LONGEST_SILENCE = 5.0
"""s of a gap kept as silence; what is beyond it is left out."""
REWIND_SECONDS = 2.0
"""An index this far back is no late frame: the sender began to count again."""
UNEVEN = 2.0
"""s by which what was counted differs from when it came: so much is no jitter, but a pause that was not counted."""
PEAKS = 48


class Recording(NamedTuple):
    """``pcm`` at ``rate`` Hz; ``started`` s UTC of its first sample; ``gap`` s missing between first and last.

    ``cuts``: what of that is left out, and where (:mod:`units.cuts`).
    """

    pcm: Pcm
    rate: int
    started: float
    gap: float
    cuts: list[Cut]

    @property
    def seconds(self) -> float:
        """How long it plays."""
        return len(self.pcm) / self.rate


class _Run(NamedTuple):
    """Frames that one count of samples places: no rewind, no change of rate between them."""

    rate: int
    frames: list[Frame]


class _Placed(NamedTuple):
    """A run's samples: ``begins`` s UTC; ``missing`` s between them; ``cuts`` as in :class:`Recording`."""

    pcm: Pcm
    begins: float
    missing: float
    cuts: list[Cut]


def assemble(frames: Iterable[Frame]) -> Recording | None:
    """The recording of ``frames`` in the order they came; ``None`` without a single sample.

    Frames may be late, twice or missing. The first frame's rate is the recording's.
    """
    runs = _runs(frames)
    if not runs:
        return None
    rate = runs[0].rate
    pieces: list[Pcm] = []
    cuts: list[Cut] = []
    gap = left_out = started = 0.0
    count = 0
    for number, run in enumerate(runs):
        placed = _place(run)
        if number:
            pause = max(0.0, placed.begins - (started + count / rate + left_out))
            pieces.append(np.zeros(int(min(pause, LONGEST_SILENCE) * rate), np.int16))
            count += len(pieces[-1])
            gap += pause
            if pause > LONGEST_SILENCE:
                cuts.append((count / rate, pause - LONGEST_SILENCE))
                left_out += pause - LONGEST_SILENCE
        else:
            started = placed.begins
        gap += placed.missing
        cuts += [(count / rate + at, length) for at, length in placed.cuts]
        left_out += sum(length for _, length in placed.cuts)
        pieces.append(_at_rate(placed.pcm, run.rate, rate))
        count += len(pieces[-1])
    pcm = pieces[0] if len(pieces) == 1 else np.concatenate(pieces)
    return Recording(pcm, rate, started, round(gap, 3), few(cuts))


def _runs(frames: Iterable[Frame]) -> list[_Run]:
    runs: list[_Run] = []
    newest = 0
    for frame in frames:
        if not len(frame.pcm) or frame.rate <= 0:
            continue
        if runs and runs[-1].rate == frame.rate and frame.start >= newest - REWIND_SECONDS * frame.rate:
            runs[-1].frames.append(frame)
            newest = max(newest, frame.start)
        else:
            runs.append(_Run(frame.rate, [frame]))
            newest = frame.start
    return runs


def _place(run: _Run) -> _Placed:
    ordered = sorted(run.frames, key=lambda frame: frame.start)  # stable: of two with one index the first heard stays
    base = ordered[0].start
    longest = int(LONGEST_SILENCE * run.rate)
    places: list[tuple[int, Pcm]] = []
    cuts: list[Cut] = []
    end, cut, missing = base, 0, 0
    clocks = _clocks(ordered, run.rate, longest)
    clock = clocks[0]
    for frame, now in zip(ordered, clocks, strict=True):
        hole = frame.start - end
        missing += max(0, hole)
        beyond = max(0, hole - longest)
        cut += beyond
        at = max(frame.start, end) - base - cut
        uncounted = now - clock
        if uncounted < UNEVEN and not (beyond and uncounted < -UNEVEN):
            uncounted = 0.0  # packets are never quite on time
        else:
            clock = now
        if (left_out := beyond / run.rate + uncounted) > 0:
            cuts.append((at / run.rate, left_out))
        pcm = frame.pcm[max(0, -hole) :]
        if len(pcm):
            places.append((at, pcm))
            end = max(frame.start, end) + len(pcm)
    placed = np.zeros(end - base - cut, np.int16)
    for at, pcm in places:
        placed[at : at + len(pcm)] = pcm
    first = run.frames[0]
    return _Placed(placed, first.wall - (first.start - base) / run.rate, missing / run.rate, cuts)


def _clocks(ordered: list[Frame], rate: int, longest: int) -> list[float]:
    """For each frame when its count was 0 (s UTC): by whichever came least late of it and those behind it.

    A network that held packets back for a while leaves no trace in it, a pause that was not counted does. Only up to
    the next hole of more than ``longest`` samples, for behind that the sender may count anything.
    """
    found: list[float] = []
    least, behind = inf, ordered[-1].start
    for frame in reversed(ordered):
        if behind - frame.start - len(frame.pcm) > longest:
            least = inf
        least = min(least, frame.wall - frame.start / rate)
        behind = frame.start
        found.append(least)
    return found[::-1]


def _at_rate(pcm: Pcm, rate: int, wanted: int) -> Pcm:
    if rate == wanted:
        return pcm
    block = to_block(pcm)
    if wanted > rate:
        block = Upsampler(wanted // rate)(block)
    else:
        factor = rate // wanted
        block = Downsampler(factor)(block[: len(block) // factor * factor])
    return to_pcm(block)


def shape(pcm: Pcm) -> list[int]:
    """:data:`PEAKS` peaks 0–255 of full scale, for the small picture beside a call."""
    edges = np.linspace(0, len(pcm), PEAKS + 1).astype(int)
    starts = np.minimum(edges[:-1], len(pcm) - 1)
    high, low = (each.reduceat(pcm, starts).astype(np.int32) for each in (np.maximum, np.minimum))
    peaks = np.maximum(np.abs(high), np.abs(low))
    return [int(peak) for peak in np.minimum(255, peaks * 255 // 32767)]
