"""By which gateways our voice goes out on a talk-group, and whether it can at all. No words, draws nothing."""

from __future__ import annotations

from units.state import Facts, Gateway, Group


def voice_of(facts: Facts, group: Group) -> Gateway | None:
    """The gateway that carries our voice on ``group``: its own, or the donor radio paired with it."""
    return facts.gateways.get(group.info.voice or group.info.gateway)


def silent_of(facts: Facts, group: Group) -> Gateway | None:
    """The gateway that is down and without which nobody is heard on ``group`` from here; ``None``: all are there."""
    voice = voice_of(facts, group)
    through = facts.gateways.get(voice.info.through) if voice is not None else None
    return next((one for one in (voice, through) if one is not None and one.state == "down"), None)


def is_heard_only(facts: Facts, group: Group) -> bool:
    """Whether a network lets us hear ``group`` and not talk on it, whatever is configured."""
    gateway = voice_of(facts, group)
    return gateway is not None and gateway.info.transmit and group.info.audio and not group.info.transmit
