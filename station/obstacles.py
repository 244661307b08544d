"""Why a press cannot be keyed now, and who gives way to it. Looks and says; keys nothing.

In this room an all-call goes before what is routine, on every talk-group, for there is one microphone: what another
seat says ends, it is never mixed in. A person goes before what a patch says again. Who speaks already goes before an
equal. What the network gives is the network's.
"""

from __future__ import annotations

from collections.abc import Iterable

from station.gateway import Gateway
from station.press import Press
from units.findings import ALL_CALL_OF

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


def gives_way(other: Press, press: Press, gateway: Gateway | None) -> str:
    """Why ``other``, which is on the air, is cut for ``press``; empty if it is not."""
    if press.source or other.hold == press.hold:
        return ""
    if other.source:
        there = other.group == press.group or (gateway is not None and other.gateway == gateway.name)
        return (_all_call(press) or PERSON) if there else ""
    return _all_call(press) if press.priority > other.priority else ""


def microphone(press: Press, on: Iterable[Press]) -> tuple[str, str]:
    """Why the microphone is not this ``press``'s while those in ``on`` speak, and whose it is."""
    if press.source:
        return "", ""
    speaking = [other for other in on if not other.source]
    other = next((o for o in speaking if o.hold != press.hold and press.priority <= o.priority), None)
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


def _all_call(press: Press) -> str:
    return f"{ALL_CALL_OF}{press.seat}" if press.priority else ""
