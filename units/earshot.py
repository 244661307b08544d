"""Findings about what was within a person's earshot: transmissions that were not, and recordings that were played."""

from __future__ import annotations

from units.findings import Finding

NEVER = ("no-audio", "encrypted")
"""Reasons with which there is no sound to hear later either: known and on record, but owed to nobody."""

REASONS = (
    "unsigned",
    "console",
    "off",
    "muted",
    "alone",
    "volume",
    "device",
    "talking",
    "overlap",
    "lost",
    "no-voice",
    "station",
    *NEVER,
)
"""Why a transmission reached nobody: nobody signed on; no console alive; its talk-group not heard, muted, quiet
while another is heard alone, turned down; no sound device; we transmitted; somebody else spoke over it on the same bus;
the voice process died or had no voice to play; the gateway told of the transmission, but none of its voice came (a dead
cable, a login that hears another talk-group just then); the station was not there."""


class Unheard(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """The transmission ``call`` is over, and too little of it was within any signed person's earshot.

    ``why``: the one of :data:`REASONS` that took most of it. It lasted ``seconds``, of which ``missed`` reached nobody.
    ``emergency``: an emergency that nobody had acknowledged then belonged to it.
    """

    call: str
    why: str
    group: str = ""
    seconds: float = 0.0
    missed: float = 0.0
    emergency: bool = False


class Listened(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """The recording of ``call`` that the action of entry ``action`` wanted played has stopped sounding.

    ``seconds`` of its ``of`` reached the headset; ``enough``: whoever sat there has now heard it.
    """

    action: int
    call: str
    seat: str = ""
    operator: str | None = None
    seconds: float = 0.0
    of: float = 0.0
    enough: bool = False


EarshotFinding = Unheard | Listened
