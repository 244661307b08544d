"""Texts to units and talk-groups: through which radio and gateway one goes, and why one cannot."""

from __future__ import annotations

import uuid

from console.live import Feed
from console.rights import why_not_text
from units.actions import TextSent
from units.state import Facts, Gateway, Unit


def gateway_to(facts: Facts, radio: str, capability: str = "") -> Gateway | None:
    """The gateway that reaches ``radio``: of its network, able to do ``capability``."""
    network = radio.partition("@")[2].partition(":")[0]
    for gateway in facts.gateways.values():
        if gateway.info.network == network and (not capability or capability in gateway.info.capabilities):
            return gateway
    return None


def gateway_of(facts: Facts, unit: Unit) -> Gateway | None:
    """The gateway that reaches any radio of ``unit``."""
    return next(filter(None, (gateway_to(facts, radio) for radio in unit.radios)), None)


def radio_of(facts: Facts, unit: Unit) -> str:
    """The radio of ``unit`` that takes texts, or its first; empty if it has none."""
    able = (radio for radio in unit.radios if gateway_to(facts, radio, "text") is not None)
    return next(able, unit.radios[0] if unit.radios else "")


def why_not(feed: Feed, unit: Unit) -> str:
    """Why no text can go to ``unit``; empty if it can."""
    able = (gateway_to(feed.facts, radio, "text") for radio in unit.radios)
    found = next(filter(None, able), None) or gateway_of(feed.facts, unit)
    return why_not_text(feed, found.info.name if found is not None else "")


def why_not_group(feed: Feed, group: str) -> str:
    """Why no text can go to a talk-group; empty if it can."""
    known = feed.facts.groups.get(group)
    return why_not_text(feed, known.info.gateway if known is not None else "")


def send(feed: Feed, to: str, text: str) -> str:
    """Send ``text`` to a radio or a talk-group; its reference, by which its state is found in ``facts.refs``."""
    ref = uuid.uuid4().hex
    feed.act(TextSent(seat=feed.seat, operator=feed.operator, to=to, text=text, ref=ref))
    return ref


def state(facts: Facts, ref: str) -> str:
    """How a text stands, as :class:`units.state.Line` says it; empty if it is not known (yet)."""
    line = facts.lines.get(facts.refs.get(ref, 0))
    return line.state if line is not None else ""
