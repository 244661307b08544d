"""What the loudspeaker plays: the wishes of the seats at this machine, made one. Knows no sound device."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from station.voice.wire import GroupMix, Mixing
from units.state import Facts, Mix, Seat

_BUS = {"select": "select", "monitor": "unselect", "off": "off"}
_USUAL = Mix()
_QUIET = Mix(mode="off")


def mixing(facts: Facts, groups: Collection[str], seats: Collection[str], forced: Collection[str]) -> Mixing:
    """The routing of ``groups`` for the ``seats`` whose consoles live (none: all that ever mixed).

    Seats share the machine's loudspeaker, so a group sounds where the seat that wants it most has it (selected before
    monitored), as loud as any seat that hears it wants it, muted only where every seat muted it. A seat that holds one
    talk-group alone wants none of the others. ``forced`` are talk-groups with an emergency nobody acknowledged: they
    sound whatever was muted, configured or not.
    """
    present = [seat for seat in facts.seats.values() if seat.id in seats] or list(facts.seats.values())
    quiet = {group.info.id for group in facts.groups.values() if group.info.intercom}
    return Mixing(
        groups={group: _group(group, present, group in forced, group in quiet) for group in {*groups, *forced}}
    )


def _group(group: str, seats: list[Seat], force: bool, quiet: bool) -> GroupMix:
    """``quiet``: it sounds on the headset unless somebody put it elsewhere."""
    mixes = [_wanted(seat, group) for seat in seats] or [_USUAL]
    heard = [mix for mix in mixes if mix.mode != "off" and not mix.muted and mix.volume > 0]
    best = max(heard or mixes, key=lambda mix: (mix.mode == "select", mix.mode == "monitor", mix.volume))
    return GroupMix(
        bus="off"
        if best.mode == "off"
        else best.output or ("headset" if quiet else "") or _BUS.get(best.mode, "unselect"),
        gain=min(100, max(0, *(mix.volume for mix in heard or [best]))) / 100,
        muted=best.muted,
        force=force,
        pan=min(100, max(-100, best.pan)) / 100,
    )


def _wanted(seat: Seat, group: str) -> Mix:
    """How ``seat`` wants ``group``: not at all while it holds another."""
    mix = seat.mix.get(group, _USUAL)
    if seat.held in ("", group):
        return mix
    return msgspec.structs.replace(_QUIET, muted=mix.muted)
