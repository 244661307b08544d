"""What a patch is called on tile, list and stream. Draws nothing."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from console.voice_path import is_heard_only
from units.patched import patch_of
from units.patches import patch_in
from units.state import Facts, Line, Patch

translate = QCoreApplication.translate


def names(facts: Facts, groups: list[str]) -> str:
    """Its talk-groups."""
    return " + ".join(_name(facts, group) for group in groups)


def _name(facts: Facts, group: str) -> str:
    known = facts.groups.get(group)
    if known is None:
        return group
    heard_only = translate("patches", "{group} (heard only)")
    return heard_only.format(group=known.info.name) if is_heard_only(facts, known) else known.info.name


def left(patch: Patch, now: float) -> str:
    """How long it still lasts."""
    minutes = max(0, math.ceil((patch.until - now) / 60))
    return translate("patches", "{minutes} min").format(minutes=minutes)


def on_tile(facts: Facts, group: str, now: float) -> str:
    """The flag of a tile in a patch; empty for none."""
    patch = patch_of(facts, group)
    if patch is None:
        return ""
    return translate("patches", "patched {left}").format(left=left(patch, now))


def in_full(facts: Facts, group: str, now: float) -> str:
    """The same for who cannot see it: with whom, what for, whose."""
    patch = patch_of(facts, group)
    if patch is None:
        return ""
    said = translate("patches", "patched: {groups}, {purpose}, {operator}, ends in {left}")
    return said.format(
        groups=names(facts, patch.groups), purpose=patch.purpose, operator=patch.operator, left=left(patch, now)
    )


def speaker(seat: str) -> str:
    """Who transmits, if it is a patch; empty for a person."""
    return translate("patches", "patch") if patch_in(seat) else ""


def why_ended(why: str) -> str:
    """One of :data:`units.patches.ENDS` as words."""
    match why:
        case "broken":
            return translate("patches", "broken by hand")
        case "time":
            return translate("patches", "its time is over")
        case "purpose":
            return translate("patches", "its job or emergency is over")
        case "owner":
            return translate("patches", "its owner signed off")
        case "link":
            return translate("patches", "links are down")
        case "loop":
            return translate("patches", "it heard itself")
        case "config":
            return translate("patches", "the configuration changed")
        case "restart":
            return translate("patches", "the station restarted")
        case _:
            return why


def sentence(line: Line) -> str | None:
    """A row of the stream about a patch."""
    minutes = math.ceil((line.number or 0.0) / 60)
    match line.word:
        case "patch-made":
            said = translate("patches", "patch: {groups} · for {minutes} min")
        case "patch-extended":
            said = translate("patches", "patch goes on: {groups} · for {minutes} min")
        case "patch-warned-time":
            said = translate("patches", "patch ends in a moment: {groups}")
        case "patch-warned-owner":
            said = translate("patches", "patch ends in a minute, its owner signed off: {groups}")
        case "patch-ended":
            said = translate("patches", "patch ended, {why}: {groups}")
            return said.format(why=why_ended(line.ref), groups=line.text)
        case _:
            return None
    return said.format(groups=line.text, minutes=minutes)


def refusal(code: str) -> str:
    """Why talk-groups cannot be joined; empty for a reason that is not of patches."""
    match code:
        case "patched":
            return translate("patches", "Refused: the talk-group is in another patch.")
        case "one-transmitter":
            return translate("patches", "Refused: one transmitter cannot carry two talk-groups of a patch.")
        case "intercom":
            return translate("patches", "Refused: what dispatchers say among themselves is not sent on the air.")
        case "no-audio":
            return translate("patches", "Refused: there is no audio on this talk-group.")
        case "encrypted":
            return translate("patches", "Refused: what is encrypted must not be sent on in clear.")
        case _:
            return ""
