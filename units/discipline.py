"""What is on record of audio discipline at a seat: one talk-group held alone, and the state of its pedal."""

from __future__ import annotations

from units.actions import Action
from units.findings import Finding

PEDALS = ("ready", "stuck", "lost")
"""A pedal that can be pressed; one that is down and must come up first; one that cannot be read."""


class GroupHeld(Action, frozen=True, kw_only=True, omit_defaults=True):
    """This seat hears ``group`` alone from now on (empty: all again, as each was); an emergency all the same."""

    group: str = ""


class PedalChanged(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """The pedal of ``seat`` became one of :data:`PEDALS`; ``why`` in a line."""

    seat: str
    state: str
    why: str = ""


Disciplined = GroupHeld | PedalChanged
