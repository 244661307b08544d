"""From the facts of a talk-group to the words on its tile. Draws nothing."""

from __future__ import annotations

import textwrap

from PySide6.QtCore import QCoreApplication

from console import own_radio, patch_words, times, unheard_words
from console.live import Feed
from console.mixing import Mixing
from console.ptt import Ptt, seconds_left
from console.rights import why_not_talk, why_silent
from console.tile_paint import SEGMENTS, TileFace
from console.voice_path import silent_of, voice_of
from units.state import Facts, Group, Mix

translate = QCoreApplication.translate
LONGEST = 76
"""Characters of a tooltip's line."""


def short_radio(radio: str) -> str:
    """The number of a qualified radio id: ``2201118`` of ``tetra@247-9:2201118``."""
    return radio.rpartition(":")[2]


def name_of_radio(facts: Facts, radio: str) -> str:
    """The call sign of the unit that carries ``radio``, or the radio's number."""
    unit = facts.units.get(facts.radios.get(radio, ""))
    if unit is not None and unit.callsign:
        return unit.callsign
    if radio.startswith("console@") and patch_words.speaker(radio.partition(":")[2]):
        return patch_words.speaker(radio.partition(":")[2])
    if radio.startswith("console@"):
        return translate("tile", "position {seat}").format(seat=short_radio(radio))
    return short_radio(radio)


def lit(level: int) -> int:
    """Segments lit for a level of 0–100."""
    return min(SEGMENTS, max(0, round(level * SEGMENTS / 100)))


def face_of(feed: Feed, mixing: Mixing, ptt: Ptt, group: Group, key: str) -> TileFace:
    """What the tile of ``group`` shows now."""
    facts, mix = feed.facts, mixing.now(group.info.id)
    down = voice_of(facts, group) is None or silent_of(facts, group) is not None
    mark, state, when, strong = _state(feed, ptt, group, down)
    own = mark in ("transmit", "keying") and (ptt.holds(group.info.id) or group.keyed == feed.seat)
    return TileFace(
        name=group.info.name,
        label=group.info.label,
        key=key,
        mark=mark,
        state=state,
        when=when,
        strong=strong,
        flags=_flags(facts, mixing, group, mix),
        patch=patch_words.on_tile(facts, group.info.id, feed.now()),
        raw=short_radio(group.talker) if group.talker and not group.talker.startswith("console@") else "",
        alarm=bool(group.alarm),
        selected=group.info.id in ptt.armed if ptt.armed else mix.mode == "select",
        called=group.info.id in ptt.armed,
        transmitting=own and mark == "transmit",
        off=down,
        level=lit(feed.levels.mic if own else feed.levels.groups.get(group.info.id, 0)),
    )


def _state(feed: Feed, ptt: Ptt, group: Group, down: bool) -> tuple[str, str, str, bool]:
    """(mark, words, when, strong)."""
    facts, now = feed.facts, feed.now()
    held, on_air = ptt.holds(group.info.id), ptt.is_on_air(group.info.id)
    if held and not on_air:
        return "keying", translate("tile", "keying …"), "", True
    data = facts.gateways.get(group.info.gateway)
    waits = own_radio.turn(data) if data is not None and group.keyed and not down else ""
    if waits:
        return "keying", waits, times.length(now - group.keyed_since), True
    if group.keyed or on_air:
        called = group.priority or (on_air and ptt.calls_all)
        lasts = times.length(now - group.keyed_since) if group.keyed else ""
        left = seconds_left(feed, group.info.id)
        if left is not None and group.keyed in ("", feed.seat):
            return "transmit", translate("tile", "{seconds} s left").format(seconds=left), "", True
        if group.keyed in ("", feed.seat):
            return "transmit", translate("tile", "all-call") if called else translate("tile", "on air"), lasts, True
        seat = patch_words.speaker(group.keyed) or translate("tile", "position {seat}").format(seat=group.keyed)
        return "transmit", translate("tile", "all-call, {who}").format(who=seat) if called else seat, lasts, True
    if ptt.lost(group.info.id):
        return "refused", translate("tile", "not on air"), "", True
    if group.call and group.talker:
        lasts = times.length(now - group.talk_since)
        return ("lock" if group.encrypted else "busy"), name_of_radio(facts, group.talker), lasts, True
    if down:
        return "down", translate("tile", "no link"), "", True
    if data is not None and not own_radio.has_network(data):
        return "down", translate("tile", "no network"), "", True
    if group.encrypted:
        return "lock", translate("tile", "encrypted"), "", False
    if group.last_talker:
        when = times.minute(group.last_time or group.talk_since)
        return "free", name_of_radio(facts, group.last_talker), when, False
    return "free", translate("tile", "free"), "", False


def _flags(facts: Facts, mixing: Mixing, group: Group, mix: Mix) -> tuple[str, ...]:
    flags = [words for words in (own_radio.mark(facts, group),) if words]
    if _dataless(facts, group):
        flags.append(translate("tile", "no data"))
    owed = unheard_words.of_group(facts, group.info.id)
    if owed:
        flags.append(unheard_words.Counts().owed(owed))
    if group.info.intercom:
        flags.append(translate("tile", "intercom"))
    if not group.info.audio:
        flags.append(translate("tile", "no audio"))
    elif mixing.is_held_off(group.info.id):
        flags.append(translate("tile", "quiet"))
    elif mixing.held == group.info.id:
        flags.append(translate("tile", "alone"))
    elif mix.muted:
        flags.append(translate("tile", "muted"))
    elif mix.mode == "off" or mix.volume == 0:
        flags.append(translate("tile", "monitored, not audible"))
    elif mix.output == "headset":
        flags.append(translate("tile", "headset"))
    return tuple(flags)


def _dataless(facts: Facts, group: Group) -> bool:
    """Whether its voice comes, by a donor radio, and what its network tells of it does not."""
    data = facts.gateways.get(group.info.gateway)
    return bool(group.info.voice) and data is not None and data.state == "down" and silent_of(facts, group) is None


def wrapped(words: str) -> str:
    """``words`` as a tooltip: its long lines are broken, or it would be as wide as the screen."""
    return "\n".join(textwrap.fill(line, LONGEST) for line in words.split("\n"))


def spoken(feed: Feed, face: TileFace, group: Group, lost: str = "") -> str:
    """What a screen reader says of the tile, and its tooltip: everything, in words; ``lost``: why it is not on air."""
    marks = {
        "free": translate("tile", "free"),
        "busy": translate("tile", "busy"),
        "transmit": translate("tile", "transmitting"),
        "keying": translate("tile", "keying …"),
        "down": translate("tile", "no link"),
        "refused": translate("tile", "not on air"),
        "lock": translate("tile", "encrypted"),
    }
    said = f"{face.state} · {face.when}" if face.when else face.state
    parts = [marks.get(face.mark, ""), said if said != marks.get(face.mark) else ""]
    if face.mark == "refused":
        parts.append(lost)
    if translate("tile", "quiet") in face.flags:
        parts.append(translate("tile", "another talk-group is heard alone"))
    if face.selected:
        parts.append(translate("tile", "in the all-call") if face.called else translate("tile", "selected"))
    if face.alarm:
        parts.append(translate("tile", "emergency"))
    parts += [*face.flags, patch_words.in_full(feed.facts, group.info.id, feed.now())]
    talker = group.talker or group.last_talker
    if talker:
        parts.append(talker)
    parts.append(f"{group.info.label} · {group.info.id}")
    parts += own_radio.hears(feed.facts, group)
    if silent_of(feed.facts, group) is not None:
        parts.append(why_not_talk(feed, group.info.id))
    if _dataless(feed.facts, group):
        words = translate("tile", "{gateway} has no link: voice is heard, but not who speaks, where, with what status.")
        parts.append(words.format(gateway=group.info.gateway))
    if group.info.coded and not group.info.audio:
        parts.append(why_silent(group))
    return "\n".join(part for part in parts if part)
