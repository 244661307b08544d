"""What a simulated gateway says next: lines with the moment they are due, and the shape every gateway here has."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from typing import NamedTuple, Protocol

from station.simulate.cues import Cue

Clock = Callable[[float], float]
"""Story time in s to UTC in s since 1970, as told in messages that carry a time."""


class Part(Protocol):
    """A gateway's part in the story. No I/O: it is told the time (s of the story) and hands out bytes."""

    def play(self, cue: Cue) -> None:
        """The story reached ``cue``, which concerns this gateway (or not: then nothing comes of it)."""

    def due(self) -> float:
        """When it says something next; infinity for not of itself."""

    def speak(self, until: float) -> list[bytes]:
        """What it says up to that moment, one datagram or line each, in order."""

    def hear(self, data: bytes, at: float) -> None:
        """The console's bytes. What it answers becomes due."""

    def joined(self, at: float) -> None:
        """A console opened the link (again)."""


class Line(NamedTuple):
    """``data``, due ``at``; ``tag`` names its call, ``gate`` what the console must have asked for to hear it."""

    at: float
    order: int
    data: bytes
    tag: str
    gate: str


class Lines:
    """Lines by the moment they are due; equal moments keep their order."""

    def __init__(self) -> None:
        self._queue: list[Line] = []
        self._count = 0

    def say(self, at: float, data: bytes, tag: str = "", gate: str = "") -> None:
        """``data`` is to be said at ``at``."""
        self._count += 1
        heapq.heappush(self._queue, Line(at, self._count, data, tag, gate))

    def due(self) -> float:
        """When the next one is; infinity if there is none."""
        return self._queue[0].at if self._queue else float("inf")

    def speak(self, until: float) -> list[Line]:
        """All that is due, taken out."""
        said = []
        while self._queue and self._queue[0].at <= until:
            said.append(heapq.heappop(self._queue))
        return said

    def drop(self, tag: str, after: float = float("-inf")) -> None:
        """Take back what is tagged so and due later than ``after``."""
        self._queue = [line for line in self._queue if line.tag != tag or line.at <= after]
        heapq.heapify(self._queue)
