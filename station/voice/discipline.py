"""What this position hears of a talk-group, and at which bus: the one rule, pure. Pan and limits are the engine's."""

from __future__ import annotations

from functools import lru_cache

from station.voice.samples import BUSES
from station.voice.wire import GroupMix

WHILE_TALKING = 0.1
"""What is left of the loudspeakers while this seat transmits, so that its own microphone does not hear them."""

URGENT = 0.3
"""What is left of an emergency where there is no headset apart: it must be noticed, but not go out with our voice."""

Gains = tuple[float, float, float]
"""Gain on the select, unselect and headset bus."""


@lru_cache(maxsize=4096)  # asked for each call in every tick, and it rarely changes
def gains(mix: GroupMix, talking: bool) -> Gains:
    """Where a talk-group sounds and how loud. Mute wins over everything but an unacknowledged emergency."""
    if mix.force:
        return (0.0, 0.0, 1.0) if talking else (1.0, 0.0, 0.0)
    if mix.muted or mix.bus not in BUSES:
        return (0.0, 0.0, 0.0)
    gain = min(max(mix.gain, 0.0), 1.0)
    speaker = gain * WHILE_TALKING if talking else gain
    if mix.bus == "select":
        return (speaker, 0.0, 0.0)
    if mix.bus == "unselect":
        return (0.0, speaker, 0.0)
    return (0.0, 0.0, gain)


@lru_cache(maxsize=4096)
def open_air(wanted: Gains, urgent: bool) -> Gains:
    """``wanted`` while this seat transmits and its headset bus sounds from a loudspeaker, beside the microphone."""
    select, unselect, headset = wanted
    return (select, unselect, headset * (URGENT if urgent else WHILE_TALKING))
