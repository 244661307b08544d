"""Pauses that a recording leaves out: which moment of the call each place in its file is, and which place each moment.

A cut is the place in the file (s from its beginning) at which something is left out, and how long that lasted (s).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

Cut = tuple[float, float]
MOST = 500
"""Cuts of one recording on record: an hour of speech with a pause of more than 5 s every 7 s."""
_GONE: Cut = (-1.0, 0.0)


class Stretch(NamedTuple):
    """What follows without a cut: ``length`` s, ``after`` s after the recording began, at ``place`` s in its file."""

    after: float
    place: float
    length: float


def stretches(cuts: Sequence[Cut]) -> list[Stretch]:
    """The whole recording, in order. The last one has no end: what there is of the file belongs to it."""
    found: list[Stretch] = []
    after = place = 0.0
    for at, left_out in cuts:
        found.append(Stretch(after, place, at - place))
        after, place = after + at - place + left_out, at
    return [*found, Stretch(after, place, inf)]


def place(cuts: Sequence[Cut], after: float) -> float:
    """Where in the file (s) the moment is that was ``after`` s after the beginning; for one left out, where it was."""
    left_out = 0.0
    for at, length in cuts:
        if after - left_out <= at:
            break
        left_out += min(length, after - left_out - at)
    return after - left_out


def few(cuts: Sequence[Cut]) -> list[Cut]:
    """At most :data:`MOST`: of neighbours the shorter one is told together with the longer one, at its place.

    Which are joined: those that put the least speech the least time out of step. Behind both, all is in step again.
    """
    kept = list(cuts)
    while (more := len(kept) - MOST) > 0:
        pairs = list(zip(range(0, len(kept) - 1, 2), kept[::2], kept[1::2], strict=False))
        pairs.sort(key=lambda pair: min(pair[1][1], pair[2][1]) * (pair[2][0] - pair[1][0]))
        for at, one, other in pairs[:more]:
            longer = one if one[1] >= other[1] else other
            kept[at : at + 2] = [(longer[0], one[1] + other[1]), _GONE]
        kept = [cut for cut in kept if cut is not _GONE]
    return kept
