"""Who may do what with the record, as one table; and why something cannot be done here and now, in one sentence.

A disabled button says that sentence. The station decides again where an act has an effect (station/rights.py). *Whose*
records are read is apart from the role: every question to the record carries the asker's agencies
(:mod:`console.enquiry`).
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from console import times, words
from console.live import Feed
from console.voice_path import is_heard_only, silent_of, voice_of
from units.recorded import is_playable
from units.state import Gateway, Group

translate = QCoreApplication.translate

ALL = ("dispatcher", "supervisor", "trainer")
FINDS = ("supervisor", "trainer")
PROVES = ("supervisor",)


class Right(NamedTuple):
    """The roles that may: in a live journal, and in an exercise. ``changes``: it acts on the record it is done in."""

    live: tuple[str, ...]
    exercise: tuple[str, ...]
    changes: bool = False


RIGHTS: dict[str, Right] = {
    "search": Right(ALL, ALL),  # calls, texts, statuses, alarms, notes, jobs
    "play": Right(ALL, ALL),  # a recording found by searching
    "positions": Right(ALL, ALL),  # tracks, and who was at a place
    "review": Right(ALL, ALL),  # replaying, for who may read everybody's records: see why_not_review
    "export": Right(PROVES, FINDS),  # CSV and audio that leave the product
    "look-ups": Right(PROVES, FINDS),  # who searched, played, exported
    "hold": Right(PROVES, PROVES, changes=True),  # place and lift
    "erase": Right(PROVES, PROVES, changes=True),
    "all-call": Right(("dispatcher", "supervisor"), ALL, changes=True),  # speak to everybody, before what is routine
    "configure": Right(PROVES, PROVES, changes=True),  # gateways and talk-groups; everybody may look at them
    "operators": Right(PROVES, PROVES),  # who may sign on, and whose records they read
}
"""What may be done with the record, and to everybody at once, by which role."""

_VOCODERS = {"ambe2": "AMBE+2"}
"""What makers call them."""


def why_not(feed: Feed, act: str) -> str:
    """Why whoever sits here may not do ``act`` (a key of :data:`RIGHTS`); empty if it is allowed."""
    right = RIGHTS[act]
    if right.changes and not feed.can_act:
        return translate("rights", "This is a review: nothing can be sent or changed here.")
    if not feed.role:
        return words.refusal("unsigned")
    allowed = right.exercise if feed.facts.mode == "exercise" else right.live
    if feed.role in allowed:
        return ""
    return translate("rights", "Only this role may do it: {roles}.").format(roles=", ".join(map(words.role, allowed)))


def why_not_review(role: str, agencies: list[str] | None) -> str:
    """Why an operator may not replay a live journal: a replay shows and plays everybody's records."""
    if role not in RIGHTS["review"].live:
        return words.refusal("rights")
    if agencies is None:
        return ""
    return translate(
        "rights", "A review shows the records of all agencies, and you may read those of some: use the call log."
    )


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
    gateway = voice_of(feed.facts, group)
    down = silent_of(feed.facts, group)
    return _no_voice(group, gateway) or why_not_act(feed) or _no_link(feed, down)


def why_not_patch(feed: Feed, group: Group) -> str:
    """Why ``group`` can be in no patch; empty if it can, if only to be heard on others."""
    if is_heard_only(feed.facts, group):
        return why_not_act(feed) or _no_link(feed, silent_of(feed.facts, group))
    return why_not_talk(feed, group.info.id)


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
        return why_silent(group)
    calls = reversed(feed.facts.calls.values())  # asked often: the newest come first
    if not any(call.to == group_id and is_playable(feed.facts, call) for call in calls):
        return translate("rights", "Nothing is recorded on this talk-group yet.")
    return "" if feed.can_act else why_not_act(feed)


def why_silent(group: Group) -> str:
    """Why nothing is heard of a talk-group without audio, and what would change that."""
    if not group.info.coded:
        return translate("rights", "This talk-group carries signalling only: there is no audio to hear.")
    return translate(
        "rights",
        "Voice here is coded ({codec}) and kept as it came. To hear it, Kopa needs a vocoder chip (named under [voice]"
        " in the configuration), an installed vocoder package, or a donor radio paired with its gateway.",
    ).format(codec=_VOCODERS.get(group.info.coded, group.info.coded))


def _no_voice(group: Group, gateway: Gateway | None) -> str:
    if not group.info.audio and group.info.coded:
        return translate("rights", "Voice on this talk-group is coded: nobody can talk on it from here.")
    if not group.info.audio:
        return translate("rights", "This talk-group carries signalling only: nobody can talk on it from here.")
    if gateway is None:
        return translate("rights", "The gateway of this talk-group is not configured.")
    if "transmit" not in gateway.info.capabilities:
        return translate("rights", "{gateway} cannot transmit.").format(gateway=gateway.info.name)
    if group.info.transmit:
        return ""
    heard_only = translate("rights", "{gateway} is heard only: nobody can talk on it from here.")
    return _off(gateway) or heard_only.format(gateway=gateway.info.name)


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
