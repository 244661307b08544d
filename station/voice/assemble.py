"""A recording out of the frames of a call: each sample at its index, silence where nothing came, all else untouched."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from station.voice.parts import Frame
from station.voice.resample import Downsampler, Upsampler
from station.voice.samples import Pcm, to_block, to_pcm

LONGEST_SILENCE = 5.0
"""s of a gap kept as silence; what is beyond it is left out."""
REWIND_SECONDS = 2.0
"""An index this far back is no late frame: the sender began to count again."""
PEAKS = 48


class Recording(NamedTuple):
    """``pcm`` at ``rate`` Hz; ``started`` s UTC of its first sample; ``gap`` s missing between first and last."""

    pcm: Pcm
    rate: int
    started: float
    gap: float

    @property
    def seconds(self) -> float:
        """How long it plays."""
        return len(self.pcm) / self.rate


class _Run(NamedTuple):
    """Frames that one count of samples places: no rewind, no change of rate between them."""

    rate: int
    frames: list[Frame]


def assemble(frames: Iterable[Frame]) -> Recording | None:
    """The recording of ``frames`` in the order they came; ``None`` without a single sample.

    Frames may be late, twice or missing. The first frame's rate is the recording's.
    """
    runs = _runs(frames)
    if not runs:
        return None
    rate = runs[0].rate
    pieces: list[Pcm] = []
    gap = 0.0
    ended = started = 0.0
    for number, run in enumerate(runs):
        pcm, missing, base = _place(run)
        first = run.frames[0]
        begins = first.wall - (first.start - base) / run.rate
        if number:
            pause = max(0.0, begins - ended)
            pieces.append(np.zeros(int(min(pause, LONGEST_SILENCE) * rate), np.int16))
            gap += pause
        else:
            started = begins
        gap += missing
        ended = begins + (len(pcm) / run.rate) + max(0.0, missing - LONGEST_SILENCE)
        pieces.append(_at_rate(pcm, run.rate, rate))
    return Recording(np.concatenate(pieces), rate, started, round(gap, 3))


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


def _place(run: _Run) -> tuple[Pcm, float, int]:
    """The samples of a run, the seconds missing in it, and the index of its first sample."""
    ordered = sorted(run.frames, key=lambda frame: frame.start)  # stable: of two with one index the first heard stays
    base = ordered[0].start
    longest = int(LONGEST_SILENCE * run.rate)
    places: list[tuple[int, Pcm]] = []
    end, cut, missing = base, 0, 0
    for frame in ordered:
        hole = frame.start - end
        missing += max(0, hole)
        cut += max(0, hole - longest)
        pcm = frame.pcm[max(0, -hole) :]
        if len(pcm):
            places.append((max(frame.start, end) - base - cut, pcm))
            end = max(frame.start, end) + len(pcm)
    placed = np.zeros(end - base - cut, np.int16)
    for at, pcm in places:
        placed[at : at + len(pcm)] = pcm
    return placed, missing / run.rate, base


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
    peaks = np.maximum.reduceat(np.abs(pcm.astype(np.int32)), starts)
    return [int(peak) for peak in np.minimum(255, peaks * 255 // 32767)]
