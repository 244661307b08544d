"""Opus packets that came too late for the ear, put in their place on record: their call is decoded again, in order.

A decoder cannot go back, and live nothing waits for long. What was decoded live is left as it is up to the first packet
that was not; from there on its count of samples is decoded again, from the beginning. Nothing is made up.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable
from itertools import compress
from math import inf

from radio import opus
from station.voice.assemble import REWIND_SECONDS
from station.voice.decode import Opus
from station.voice.opus import OpusError
from station.voice.parts import Frame, Original, Part

MOST_SECONDS = 3 * 3600.0
"""Of packets in one part file, which has an hour of what was heard: more come from no radio, and would fill memory."""
_REWIND = REWIND_SECONDS * opus.RATE

_log = logging.getLogger(__name__)

_Key = tuple[int, float]
"""Where a packet begins and when it came (s UTC); its frame has the same."""


def completed(part: Part) -> Part:
    """``part`` with a frame for each of its packets that can be decoded; itself where none lacks one."""
    runs = _runs(each for each in part.originals if each.codec == "opus")
    places = {_key(frame): at for at, frame in enumerate(part.frames) if frame.rate == opus.RATE}
    lacking = [_lacks(run, places) for run in runs]
    seconds = sum(opus.samples(each.data) for run in compress(runs, lacking) for each in run) / opus.RATE
    if not seconds:
        return part
    if seconds > MOST_SECONDS:
        _log.warning("%.0f s of packets in one file: those that came too late are kept, but not to be heard", seconds)
        return part
    try:
        made = [_decoded(run) if lacks else {} for run, lacks in zip(runs, lacking, strict=True)]
    except OpusError as error:
        _log.warning("packets that came too late are kept, but not to be heard: %s", error)
        return part
    frames = list(part.frames)
    late: dict[int, list[Frame]] = defaultdict(list)  # behind which frame they came
    at = -1
    for run, found in zip(runs, made, strict=True):
        # of a torn packet comes nothing now either; and before the first one gained the live decoder was right: in a
        # call's second part file it knew what was said before, and one that begins here bends the first 60 ms
        since = min((start for start, _ in found.keys() - places.keys()), default=inf)
        for key in map(_key, run):
            at = places.get(key, at)
            if key not in found or key[0] < since:
                continue
            if key in places:
                frames[at] = found[key]
            else:
                late[at].append(found[key])
    whole = [*late.get(-1, ()), *(each for at, frame in enumerate(frames) for each in (frame, *late.get(at, ())))]
    return part._replace(frames=whole)


def _key(each: Frame | Original) -> _Key:
    return each.start, each.wall


def _runs(originals: Iterable[Original]) -> list[list[Original]]:
    """In the order they came, parted where the sender began to count again."""
    runs: list[list[Original]] = []
    newest = 0
    for each in originals:
        if not runs or each.start < newest - _REWIND:
            runs.append([])
            newest = each.start
        runs[-1].append(each)
        newest = max(newest, each.start)
    return runs


def _lacks(run: list[Original], places: dict[_Key, int]) -> bool:
    """Whether a packet has no frame, and no double of it has."""
    heard = {each.start for each in run if _key(each) in places}
    return any(each.start not in heard for each in run)


def _decoded(run: list[Original]) -> dict[_Key, Frame]:
    """Every packet but doubles and torn ones. Raises ``OpusError`` without libopus."""
    decoder = Opus()
    made: dict[_Key, Frame] = {}
    for each in sorted(run, key=lambda each: each.start):  # stable: of doubles the first one counts
        for piece in decoder.pieces(each.start, each.data):
            if piece.heard:
                made[_key(each)] = Frame(piece.start, each.wall, decoder.rate, piece.pcm)
    return made
