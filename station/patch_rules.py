"""What may be patched, and what ends a patch: the rules, which key nothing. Told the time."""

from __future__ import annotations

from collections.abc import Sequence

from journal.slots import MOST_LEGS
from radio.codec import Now
from station.air import Air
from units.patches import LONGEST, Patched, PatchExtended, PatchMade, PatchWarned
from units.state import Facts

WARNING = 60.0
"""Seconds before its end at which a patch warns; of a short one, half of it."""
OWNERLESS = 60.0
"""Seconds a patch outlives the last seat of its owner, for somebody else to take it over."""
LINKLESS = 10.0
"""Seconds with fewer than two links after which nothing is joined any more."""


def refusal(
    action: Patched | PatchExtended, facts: Facts, air: Air, patched: Sequence[Sequence[str]]
) -> tuple[str, str]:
    """Why it cannot be (one of :data:`units.findings.REFUSALS`) and on which talk-group; empty if it can.

    ``patched``: the talk-groups of every other patch.
    """
    if not 0 < action.seconds <= LONGEST:
        return "unable", ""
    if isinstance(action, PatchExtended):
        return "", ""
    groups = action.groups
    if not action.patch or not action.purpose.strip() or len(set(groups)) != len(groups):
        return "unable", ""
    if not 2 <= len(groups) <= MOST_LEGS:
        return "unable", ""
    if action.unit and not (action.unit in facts.units and facts.units[action.unit].job):
        return "unknown-target", ""
    if action.alarm and action.alarm not in facts.alarms:
        return "unknown-target", ""
    transmitters: set[str] = set()
    for group in groups:
        why = _unfit(group, facts, air) or ("patched" if any(group in other for other in patched) else "")
        gateway = air.voice_of(group)
        if not why and gateway is not None:
            why = "one-transmitter" if gateway.name in transmitters else ""
            transmitters.add(gateway.name)
        if why:
            return why, group
    return ("", "") if any(is_spoken(group, air) for group in groups) else ("unable", groups[0])


def is_spoken(group: str, air: Air) -> bool:
    """Whether anybody can be sent on ``group``: voice of some networks can only be heard, and so only passed on."""
    gateway = air.voice_of(group)
    return gateway is not None and gateway.can("transmit") and gateway.spec.speaks


def _unfit(group: str, facts: Facts, air: Air) -> str:
    """Why a talk-group can be in no patch."""
    info, gateway = air.groups.get(group), air.voice_of(group)
    if info is None or gateway is None:
        return "unknown-target"
    if not gateway.can("voice"):
        return "unable"
    if info.intercom:
        return "intercom"  # what dispatchers say among themselves is not for the air
    if not info.audio:
        return "no-audio"
    if is_spoken(group, air) and not gateway.transmit:
        return "transmit-off"
    known = facts.groups.get(group)
    if known is not None and known.encrypted:
        return "encrypted"  # what was said in confidence must not go out in clear
    return "" if gateway.sendable else "no-link"


class Watch:
    """What ends the patch ``made``: time, purpose, owner, links, configuration."""

    def __init__(self, made: PatchMade, facts: Facts, now: Now) -> None:
        self._made = made
        left = max(0.0, made.until - now.utc)
        self._deadline = now.mono + left  # a wall clock that jumps neither ends nor keeps a patch
        self._warning = self._deadline - min(WARNING, left / 2)
        self._warned: set[str] = set()
        unit = facts.units.get(made.unit)
        self._job = unit.job if unit is not None else ""
        self._ownerless: float | None = None
        self._linkless: float | None = None

    def warning(self, facts: Facts, now: Now) -> PatchWarned | None:
        """That it ends soon, said once for each reason."""
        owned = self._is_owned(facts)
        if owned:
            self._ownerless = None
            self._warned.discard("owner")
        elif self._ownerless is None:
            self._ownerless = now.mono
        why = "" if owned else "owner"
        seconds = OWNERLESS
        if not why or why in self._warned:
            why, seconds = ("time" if now.mono >= self._warning else ""), self._deadline - now.mono
        if not why or why in self._warned:
            return None
        self._warned.add(why)
        return PatchWarned(patch=self._made.patch, seconds=max(0.0, round(seconds, 1)), why=why)

    def _is_owned(self, facts: Facts) -> bool:
        return any(seat.operator and seat.operator == self._made.operator for seat in facts.seats.values())

    def over(self, facts: Facts, air: Air, now: Now) -> str:
        """Why it is over (one of :data:`units.patches.ENDS`); empty while it is not."""
        made = self._made
        if now.mono >= self._deadline:
            return "time"
        unit = facts.units.get(made.unit)
        if made.unit and (unit is None or unit.job != self._job):
            return "purpose"
        if made.alarm and made.alarm not in facts.alarms:
            return "purpose"
        if any(group not in air.groups for group in made.groups):
            return "config"
        if self._ownerless is not None and now.mono - self._ownerless >= OWNERLESS:
            return "owner"
        return self._unlinked(air, now)

    def _unlinked(self, air: Air, now: Now) -> str:
        gateways = [air.voice_of(group) for group in self._made.groups]
        if sum(gateway is not None and gateway.sendable for gateway in gateways) >= 2:
            self._linkless = None
        elif self._linkless is None:
            self._linkless = now.mono
        elif now.mono - self._linkless >= LINKLESS:
            return "link"
        return ""
