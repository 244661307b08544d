"""What of each transmission reached a loudspeaker that somebody can hear, tick by tick: the voice process's part of it.

Who sits there is the station's to know (:mod:`station.unheard`). A tick is out of earshot for the first of these that
holds: its talk-group goes nowhere (``off``), is muted (``muted``) or turned down to nothing (``volume``), there is no
device for it (``device``), we transmit and it is ducked (``talking``), or somebody else speaks on the same bus about as
loud or louder (``overlap``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import islice

import numpy as np

from station.voice.discipline import Gains, gains
from station.voice.mixer import Source
from station.voice.samples import BUSES, TICK_SECONDS, Block
from station.voice.wire import GroupMix, Reached

AUDIBLE = 0.03
"""Gain below which nothing is made out beside the sounds of a room: 30 dB under full volume."""
CLEAR = 2.0
"""Times as loud (6 dB) as any other voice on its bus: so much and it is understood over that one."""
SPEAKS = 1e-5
"""Mean power (full scale 1.0; -50 dB) from which a source covers another; below it is silence between words."""
DUCKED = 0.5
REPORT_EVERY = 25
"""Ticks between two reports of a call that sounds."""

Loudest = tuple[str, float, float]
"""On one bus: who is loudest, its gain, and the gain of the next loudest."""


class Audience:
    """Counts. ``tell`` gets a :class:`Reached` of each call every half second while it sounds, and when it is over."""

    def __init__(self, tell: Callable[[Reached], None]) -> None:
        self._tell = tell
        self._counts: dict[str, dict[str, int]] = {}
        self._judged: dict[str, tuple[Gains, GroupMix, str, tuple[int, ...]]] = {}
        self._room: tuple[bool, frozenset[str]] = (False, frozenset())
        self._ticks = 0

    def tick(
        self,
        sources: Sequence[Source],
        mixes: Mapping[str, GroupMix],
        talking: bool,
        present: Collection[str],
    ) -> None:
        """One tick: ``mixes`` is how each call among ``sources`` is wanted, by key; ``present``: buses that sound."""
        loudest, room = covering(sources), (talking, frozenset(present))
        if room != self._room:
            self._room = room
            self._judged.clear()
        for source in sources:
            key, now = source.key, source.gains
            mix = mixes.get(key)
            if mix is None:
                continue
            known = self._judged.get(key)
            if known is None or known[0] is not now or known[1] is not mix:  # rarely: each call is asked for every tick
                known = self._judged[key] = (now, mix, *_alone(now, mix, *room))
            why = known[2] or _covered(key, now, known[3], loudest)
            counts = self._counts.get(key)
            if counts is None:
                counts = self._counts[key] = {}
            counts[why] = counts.get(why, 0) + 1
        self._ticks += 1
        if self._ticks % REPORT_EVERY == 0:
            for call in list(self._counts):
                self._report(call, over=False)

    def over(self, call: str) -> None:
        """It has sounded out."""
        self._judged.pop(call, None)
        self._report(call, over=True)

    def _report(self, call: str, over: bool) -> None:
        counts = self._counts.pop(call, {})
        heard = counts.pop("", 0) * TICK_SECONDS
        missed = {why: ticks * TICK_SECONDS for why, ticks in counts.items()}
        self._tell(Reached(call=call, heard=heard, missed=missed, over=over))


def covering(sources: Sequence[Source]) -> dict[int, Loudest]:
    """Who is loudest on each bus (its number) on which more than one source is to be heard."""
    found: dict[int, Loudest] = {}
    if len(sources) < 2:
        return found
    for bus in range(len(BUSES)):
        there = [source for source in sources if source.gains[bus] >= AUDIBLE]
        if len(there) < 2:
            continue
        there.sort(key=lambda source: source.gains[bus], reverse=True)
        speaking = list(islice((source for source in there if speaks(source.block)), 2))
        if speaking:
            second = speaking[1].gains[bus] if len(speaking) > 1 else 0.0
            found[bus] = (speaking[0].key, speaking[0].gains[bus], second)
    return found


def out_of_earshot(
    key: str,
    now: Gains,
    mix: GroupMix,
    talking: bool,
    present: Collection[str],
    loudest: Mapping[int, Loudest],
) -> str:
    """Why a tick of ``key``, mixed with the gains ``now``, reaches nobody; empty if it may be heard."""
    why, reached = _alone(now, mix, talking, frozenset(present))
    return why or _covered(key, now, reached, loudest)


def _covered(key: str, now: Gains, reached: tuple[int, ...], loudest: Mapping[int, Loudest]) -> str:
    """``overlap`` if on each of the buses it reaches somebody else is about as loud or louder."""
    for number in reached:
        if _clear(key, now[number], loudest.get(number)):
            return ""
    return "overlap"


def _alone(now: Gains, mix: GroupMix, talking: bool, present: frozenset[str]) -> tuple[str, tuple[int, ...]]:
    """The same if nobody else spoke, and the buses it reaches somebody on."""
    wanted = gains(mix, False)
    if max(wanted) < AUDIBLE:
        return "muted" if mix.muted else "volume" if mix.bus in BUSES else "off", ()
    there = [number for number, bus in enumerate(BUSES) if bus in present]
    if not any(wanted[number] >= AUDIBLE or now[number] >= AUDIBLE for number in there):
        return "device", ()
    reached = tuple(number for number in there if now[number] >= AUDIBLE)
    if talking and max((now[number] for number in reached), default=0.0) < DUCKED * max(wanted):
        return "talking", ()
    return "" if reached else "device", reached


def _clear(key: str, gain: float, loudest: Loudest | None) -> bool:
    """Whether nobody covers ``key`` on that bus."""
    if loudest is None:
        return True
    other = loudest[2] if loudest[0] == key else loudest[1]
    return gain >= CLEAR * other


def speaks(block: Block) -> bool:
    """Whether it is more than the silence between words."""
    return float(np.dot(block, block)) > SPEAKS * len(block)
