"""How a seat listens: one talk-group held alone, and its pedal. Part of the picture; says what a seat can hear."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from units import stream
from units.discipline import GroupHeld, PedalChanged
from units.entry import Entry
from units.state import Changes, Facts, Line, Mix, Seat

_USUAL = Mix()


def hears(seat: Seat, group: str) -> bool:
    """Whether ``seat`` lets ``group`` through to an ear: monitored, not muted, not quiet for another held alone."""
    mix = seat.mix.get(group, _USUAL)
    held_off = bool(seat.held) and seat.held != group
    return mix.mode != "off" and not mix.muted and mix.volume > 0 and not held_off


def group_held(facts: Facts, entry: Entry, what: GroupHeld, changes: Changes) -> None:
    """Listening needs no sign-on."""
    seat = facts.seats.get(what.seat)
    if seat is None:
        seat = facts.seats[what.seat] = Seat(id=what.seat)
    seat.held = what.group if what.group in facts.groups else ""
    changes.seats.add(seat.id)
    changes.groups.update(facts.groups)


def pedal_changed(facts: Facts, entry: Entry, what: PedalChanged, changes: Changes) -> None:
    """Whoever relies on a pedal must know that it does not work."""
    seat = facts.seats.get(what.seat)
    if seat is None:
        seat = facts.seats[what.seat] = Seat(id=what.seat)
    before, seat.pedal, seat.pedal_why = seat.pedal, what.state, what.why
    changes.seats.add(seat.id)
    changes.state = True
    if what.state != "ready" or before in ("stuck", "lost"):
        told = Line(seq=entry.seq, time=entry.wall, sort="system", word=f"pedal-{what.state}", text=what.why)
        stream.add(facts, changes, told)


Apply = Callable[[Facts, Entry, Any, Changes], None]

TABLE: dict[type, Apply] = {GroupHeld: group_held, PedalChanged: pedal_changed}
