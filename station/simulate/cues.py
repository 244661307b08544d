"""What can happen in the story: one struct a happening, in words every radio system can put into its own bytes."""

from __future__ import annotations

import msgspec

from station.simulate.roads import Place


class Over(msgspec.Struct, frozen=True):
    """One unit speaks from ``at`` for ``seconds``; ``clip`` is empty where the network carries no sound."""

    at: float
    seconds: float
    unit: str
    clip: str = ""


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """Overs that belong together. Two that overlap are a collision. ``late``: we join when it is under way."""

    at: float
    group: str
    overs: tuple[Over, ...]
    emergency: bool = False
    encrypted: bool = False
    late: bool = False

    @property
    def end(self) -> float:
        """When the last one has spoken."""
        return max(over.at + over.seconds for over in self.overs)


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """A unit tells where it is; ``place`` ``None``: it does not know.

    ``why``: ``periodic``, ``emergency``, ``lost`` or ``regained``.
    """

    at: float
    unit: str
    place: Place | None
    why: str = "periodic"


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """A unit presses a status key: a word of the status book, or ``emergency``."""

    at: float
    unit: str
    word: str


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """A unit writes to its control room."""

    at: float
    unit: str
    text: str


class Outage(msgspec.Struct, frozen=True, kw_only=True):
    """A gateway is cut off for ``seconds``: it hears nothing and says nothing, keep-alives neither."""

    at: float
    gateway: str
    seconds: float


Cue = Exchange | Position | Status | Text | Outage
