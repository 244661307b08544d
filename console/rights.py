"""Why something cannot be done here and now, in one sentence: what a disabled button says. The station decides."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from console import times
from console.live import Feed
from units.state import Gateway, Group

translate = QCoreApplication.translate


def why_not_act(feed: Feed) -> str:
    """Why this seat cannot act; empty if it can."""
    if not feed.can_act:
        return translate("rights", "This is a review: nothing can be sent or changed here.")
    if feed.operator is None:
        return translate("rights", "Sign on first.")
    return ""


def why_not_talk(feed: Feed, group_id: str) -> str:
    """Why push-to-talk on ``group_id`` is off; empty if it is on."""
    group = feed.facts.groups.get(group_id)
    if group is None:
        return translate("rights", "No talk-group is selected.")
    gateway = feed.facts.gateways.get(group.info.gateway)
    return _no_voice(group, gateway) or why_not_act(feed) or _no_link(feed, gateway)


def why_not_text(feed: Feed, gateway_name: str) -> str:
    """Why no text can go out through ``gateway_name``; empty if it can."""
    gateway = feed.facts.gateways.get(gateway_name)
    if gateway is None:
        return translate("rights", "No gateway is known for this radio.")
    if "text" not in gateway.info.capabilities:
        return translate("rights", "{gateway} cannot send texts.").format(gateway=gateway.info.name)
    return why_not_act(feed) or _off(gateway) or _no_link(feed, gateway)


def why_not_hear(feed: Feed, group_id: str) -> str:
    """Why the last call of ``group_id`` cannot be played back; empty if it can."""
    group = feed.facts.groups.get(group_id)
    if group is None:
        return translate("rights", "No talk-group is selected.")
    if not group.info.audio:
        return translate("rights", "This talk-group carries signalling only: there is no audio to hear.")
    call = feed.facts.calls.get(group.last_call)
    if call is None or not call.path:
        return translate("rights", "Nothing is recorded on this talk-group yet.")
    return "" if feed.can_act else why_not_act(feed)


def _no_voice(group: Group, gateway: Gateway | None) -> str:
    if not group.info.audio:
        return translate("rights", "This talk-group carries signalling only: nobody can talk on it from here.")
    if gateway is None:
        return translate("rights", "The gateway of this talk-group is not configured.")
    if "transmit" not in gateway.info.capabilities:
        return translate("rights", "{gateway} cannot transmit.").format(gateway=gateway.info.name)
    return _off(gateway) if not group.info.transmit else ""


def _off(gateway: Gateway) -> str:
    if gateway.info.transmit:
        return ""
    return translate("rights", "Transmitting is switched off for {gateway} in the configuration.").format(
        gateway=gateway.info.name
    )


def _no_link(feed: Feed, gateway: Gateway | None) -> str:
    if not feed.alive("station"):
        return translate("rights", "The station does not run.")
    if gateway is not None and gateway.state == "down":
        return translate("rights", "{gateway}: no link since {time}.").format(
            gateway=gateway.info.name, time=times.clock(gateway.since)
        )
    return ""
