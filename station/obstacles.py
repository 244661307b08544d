"""Why a press cannot be keyed now, and who gives way to it. Looks and says; keys nothing.

In this room an all-call goes before what is routine, on every talk-group, for there is one microphone: what another
seat says ends, it is never mixed in. It goes before no emergency: not before the person in need, nor whoever answers on
the talk-group of an open one, nor a patch that passes it on. A person goes before what a patch says again, unless that
is an emergency nobody has acknowledged: who presses there may not have heard of it yet. Who speaks already goes before
an equal. What the network gives is the network's.
"""

from __future__ import annotations

from collections.abc import Iterable

from station.gateway import Gateway
from station.press import Press
from units.findings import ALL_CALL_OF
from units.in_need import emergency_on_air, emergency_passed_on, is_alarmed, is_for_help, is_unheeded
from units.state import Facts

PERSON = "a dispatcher speaks"
"""Why a patch's leg was cut, on record."""


def unfit(gateway: Gateway | None) -> str:
    """Why nothing at all can be keyed through ``gateway`` (one of :data:`units.findings.REFUSALS`), or empty."""
    if gateway is None:
        return "unknown-target"
    if not (gateway.can("voice") and gateway.can("transmit")):
        return "unable"
    if not gateway.transmit:
        return "transmit-off"
    return "" if gateway.sendable else "no-link"


def emergency(facts: Facts, press: Press, gateway: Gateway | None, on: Iterable[Press], given_up: bool) -> str:
    """``emergency`` where a person would speak over somebody in need. To answer them is a press as any other.

    An all-call never does; an ordinary press not over what a patch passes on before somebody acknowledged it. ``on``:
    also whose last words are still said; ``given_up``: no patch passes on to that talk-group what is heard now.
    """
    if press.source:
        return ""
    legs = [other for other in on if other.source and _is_there(other, press, gateway)]
    if any(is_unheeded(facts, leg.source) for leg in legs):
        return "emergency"
    if press.priority:
        return "emergency" if emergency_on_air(facts, press.group) else ""
    return "emergency" if not given_up and emergency_passed_on(facts, press.group) else ""


def gives_way(other: Press, press: Press, gateway: Gateway | None, facts: Facts) -> str:
    """Why ``other``, which is on the air, is cut for ``press``; empty if it is not."""
    if press.source or other.hold == press.hold or (press.priority and _serves(facts, other)):
        return ""
    if other.source:
        return (_all_call(press) or PERSON) if _is_there(other, press, gateway) else ""
    return _all_call(press) if press.priority > other.priority else ""


def _is_there(other: Press, press: Press, gateway: Gateway | None) -> bool:
    """Whether both want the same talk-group, or the same transmitter."""
    return other.group == press.group or (gateway is not None and other.gateway == gateway.name)


def itself(press: Press, gateway: Gateway, finishing: Iterable[Press]) -> bool:
    """Whether the same seat's last words still go out by that transmitter, on another talk-group: it waits for them."""
    return not press.priority and any(
        other.seat == press.seat and other.gateway == gateway.name and not press.follows(other) for other in finishing
    )


def microphone(press: Press, on: Iterable[Press], facts: Facts) -> tuple[str, str]:
    """Why the microphone is not this ``press``'s while those in ``on`` speak, and whose it is."""
    if press.source:
        return "", ""
    speaking = [other for other in on if not other.source]
    others = [o for o in speaking if o.hold != press.hold]
    other = next((o for o in others if press.priority <= o.priority or _serves(facts, o)), None)
    if other is None:
        return "", ""
    why = "busy" if other.priority or press.group in [o.group for o in speaking] else "one-microphone"
    return why, _all_call(other) or f"seat {other.seat} talks"


def taken(press: Press, gateway: Gateway, on: Iterable[Press]) -> tuple[str, str]:
    """``busy`` while its talk-group or its transmitter carries something else, and what: it carries one at a time."""
    there = next((other for other in on if other.group == press.group or other.gateway == gateway.name), None)
    if there is None:
        return "", ""
    return "busy", "" if there.hold == press.hold else _all_call(there)


def _serves(facts: Facts, press: Press) -> bool:
    """Whether what is said answers somebody in need, or passes on what they say."""
    return not press.priority and (is_for_help(facts, press.source) or is_alarmed(facts, press.group))


def _all_call(press: Press) -> str:
    return f"{ALL_CALL_OF}{press.seat}" if press.priority else ""
