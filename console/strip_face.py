"""From facts and pulse to what the emergency strip says. Draws nothing."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from console import times
from console.fix_age import age_of
from console.live import Feed
from console.theme import BOLD, LARGE, REGULAR, SEMIBOLD
from console.tile_face import name_of_radio, short_radio
from console.where import in_words
from units.recorded import is_playable, last_calls
from units.state import Alarm, Unit

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Shown:
    """One emergency as the strip shows it; ``recorded`` is false while only the pulse knows it."""

    id: str
    radio: str
    unit: str
    group: str
    call: str
    opened: float
    ringing: bool
    escalated: bool = False
    recorded: bool = True


@dataclass(frozen=True)
class Part:
    """A piece of the strip's line.

    Where room is short ``brief`` stands for its words (beside the ``icon``, if any), then ``cut`` ones are cut.
    """

    words: str
    px: int = LARGE
    weight: int = REGULAR
    cut: bool = False
    icon: str = ""
    brief: str | None = None


def open_alarms(feed: Feed) -> list[Shown]:
    """Every open emergency: those that ring first, each in order of time; uncommitted ones from the pulse too."""
    facts = feed.facts
    found = [_recorded(alarm) for alarm in facts.alarms.values()]
    known = {alarm.radio for alarm in found}
    for urgent in feed.urgents.alarms:
        if urgent.alarm in facts.alarms or urgent.radio in known:
            continue
        unit = facts.radios.get(urgent.radio, "")
        found.append(Shown(urgent.alarm, urgent.radio, unit, urgent.group, "", urgent.wall, True, recorded=False))
    found.sort(key=lambda alarm: (not alarm.ringing, alarm.opened))
    return found


def _recorded(alarm: Alarm) -> Shown:
    return Shown(
        alarm.id,
        alarm.radio,
        alarm.unit,
        alarm.group,
        alarm.call,
        alarm.opened,
        alarm.ringing,
        alarm.escalated,
    )


def call_of(feed: Feed, alarm: Shown | None) -> str:
    """The recorded call of ``alarm``: its own, else the last of its talk-group; empty while there is none."""
    if alarm is None:
        return ""
    own = feed.facts.calls.get(alarm.call)
    if own is not None and is_playable(feed.facts, own):
        return own.id
    return next((call.id for call in last_calls(feed.facts, alarm.group)), "")


def who(feed: Feed, alarm: Shown) -> str:
    """The call sign, or the radio's number while nobody named it."""
    unit = feed.facts.units.get(alarm.unit)
    return (unit.callsign if unit is not None else "") or name_of_radio(feed.facts, alarm.radio)


def parts(feed: Feed, alarm: Shown) -> list[Part]:
    """What stands beside the call sign, in order."""
    facts = feed.facts
    unit = facts.units.get(alarm.unit)
    group = facts.groups.get(alarm.group)
    line = [] if alarm.recorded else [Part(translate("strip", "NOT RECORDED"), 16, BOLD)]
    if group is not None:
        words = translate("strip", "on {group}").format(group=group.info.name)
        line.append(Part(words, brief=group.info.name))
    line.append(Part(alarm.radio, 14, brief=short_radio(alarm.radio)))
    line += _place(feed, unit)
    if unit is not None and unit.talking:
        line.append(Part(translate("strip", "microphone open"), 16, BOLD, icon="microphone", brief=""))
    if alarm.escalated and alarm.ringing:
        line.append(Part(translate("strip", "nobody answered for 20 s"), 16, BOLD, brief=""))  # the clock says it too
    taken = facts.alarms.get(alarm.id)
    if taken is not None and not taken.ringing:
        words = translate("strip", "taken by {operator} at {time}").format(
            operator=taken.acknowledged_by, time=times.clock(taken.acknowledged)
        )
        brief = translate("strip", "taken by {operator}").format(operator=taken.acknowledged_by)
        line.append(Part(words, 16, SEMIBOLD, brief=brief))
    return line


def _place(feed: Feed, unit: Unit | None) -> list[Part]:
    if unit is None or unit.fix is None:
        return [Part(translate("strip", "position unknown"))]
    age = age_of(unit, feed.now())
    place = Part(in_words(unit.fix.lat, unit.fix.lon), cut=True)
    if unit.doubtful:
        return [place, Part(translate("strip", "position doubtful"))]
    if unit.no_fix:
        return [place, Part(translate("strip", "the radio has no position now"), brief=translate("strip", "no fix"))]
    if age is None:
        return [place, Part(translate("strip", "fix of unknown age"))]
    return [place, Part(translate("strip", "fix {age}").format(age=times.age(age)), brief=times.age(age))]
