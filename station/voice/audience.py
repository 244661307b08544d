"""What of each transmission reached a loudspeaker that somebody can hear, tick by tick: the voice process's part of it.

Who sits there is the station's to know (:mod:`station.unheard`). A tick is out of earshot for the first of these that
holds: its talk-group goes nowhere (``off``), is muted (``muted``) or turned down to nothing (``volume``), there is no
device for it (``device``), we transmit and it is ducked (``talking``), or somebody else speaks on the same bus about as
loud or louder (``overlap``).
"""

from __future__ import annotations

from collections import Counter
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
    """Counts. ``tell`` gets a :class:`Reached` of each call every half second while it sounds, and when it is over.

    From tick to tick little changes: what follows from gains and wishes is reckoned when they do, and how often a
    verdict held is added up when it does not hold any more.
    """

    def __init__(self, tell: Callable[[Reached], None]) -> None:
        self._tell = tell
        self._counts: dict[str, Counter[str]] = {}
        self._scene: object = None
        self._alone: list[tuple[str, Gains, str, tuple[int, ...]]] = []  # of each call: what :func:`_alone` says
        self._ranks: list[tuple[int, list[int]]] = []  # bus, and which sources are to be heard there, loudest first
        self._loudest: dict[int, Loudest] | None = None
        self._whys: list[tuple[str, str]] = []
        self._held = 0  # ticks for which that was so
        self._ticks = 0

    def tick(
        self,
        sources: Sequence[Source],
        mixes: Mapping[str, GroupMix],
        talking: bool,
        present: Collection[str],
    ) -> None:
        """One tick: ``mixes`` is how each call among ``sources`` is wanted, by key; ``present``: buses that sound."""
        keys = [source.key for source in sources]
        wanted = [mixes.get(key) for key in keys]
        scene = (keys, [source.gains for source in sources], wanted, talking, frozenset(present))
        if scene != self._scene:
            self._scene, self._loudest = scene, None
            self._alone = [
                (source.key, source.gains, *_alone(source.gains, mix, talking, present))
                for source, mix in zip(sources, wanted, strict=True)
                if mix is not None
            ]
            self._ranks = ranks(sources)
        loudest = covering(sources, self._ranks)
        if loudest != self._loudest:
            self._settle()
            self._loudest = loudest
            self._whys = [(key, why or _covered(key, now, reached, loudest)) for key, now, why, reached in self._alone]
        self._held += 1
        self._ticks += 1
        if self._ticks % REPORT_EVERY == 0:
            self._settle()
            for call in list(self._counts):
                self._report(call, over=False)

    def over(self, call: str, drawn: float = 0.0) -> None:
        """It has sounded out, ``drawn`` s shorter than it came."""
        self._settle()
        self._report(call, over=True, drawn=drawn)

    def _settle(self) -> None:
        if self._held:
            for call, why in self._whys:
                self._counts.setdefault(call, Counter())[why] += self._held
        self._held = 0

    def _report(self, call: str, over: bool, drawn: float = 0.0) -> None:
        counts = self._counts.pop(call, Counter[str]())
        heard = counts.pop("", 0) * TICK_SECONDS
        missed = {why: ticks * TICK_SECONDS for why, ticks in counts.items()}
        self._tell(Reached(call=call, heard=heard, missed=missed, over=over, drawn=drawn))


def ranks(sources: Sequence[Source]) -> list[tuple[int, list[int]]]:
    """Each bus (its number) on which more than one of ``sources`` is to be heard, and which, the loudest gain first."""
    found: list[tuple[int, list[int]]] = []
    for bus in range(len(BUSES)):
        there = [number for number, source in enumerate(sources) if source.gains[bus] >= AUDIBLE]
        if len(there) > 1:
            there.sort(key=lambda number: sources[number].gains[bus], reverse=True)
            found.append((bus, there))
    return found


def covering(sources: Sequence[Source], ranked: Sequence[tuple[int, list[int]]]) -> dict[int, Loudest]:
    """Who is loudest of those who speak now, on each bus of ``ranked``."""
    found: dict[int, Loudest] = {}
    for bus, there in ranked:
        speaking = list(islice((sources[number] for number in there if speaks(sources[number].block)), 2))
        if speaking:
            second = speaking[1].gains[bus] if len(speaking) > 1 else 0.0
            found[bus] = (speaking[0].key, speaking[0].gains[bus], second)
    return found


def _covered(key: str, now: Gains, reached: tuple[int, ...], loudest: Mapping[int, Loudest]) -> str:
    """``overlap`` if on each of the buses it reaches somebody else is about as loud or louder."""
    for number in reached:
        if _clear(key, now[number], loudest.get(number)):
            return ""
    return "overlap"


def _alone(now: Gains, mix: GroupMix, talking: bool, present: Collection[str]) -> tuple[str, tuple[int, ...]]:
    """Why it would reach nobody if nobody else spoke (empty: it may be heard), and the buses it reaches somebody on."""
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


def heard(mix: GroupMix) -> bool:
    """Whether a call so wanted is to be heard at all, on whatever bus."""
    return max(gains(mix, False)) >= AUDIBLE


def speaks(block: Block) -> bool:
    """Whether it is more than the silence between words."""
    return float(np.dot(block, block)) > SPEAKS * len(block)
