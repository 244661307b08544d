"""Several seats, one loudspeaker: where it sounds, how loud, and that whoever is said to hear it can."""

from __future__ import annotations

from itertools import product

from station.mixing import mixing
from station.unheard import nobody
from station.voice.audience import AUDIBLE
from station.voice.discipline import gains
from station.voice.wire import GroupMix
from units.state import Facts, Mix, Seat

GROUP = "rtp@net:g1"

WAYS = [
    (Mix(mode=mode, muted=muted, volume=volume), held, operator)
    for mode in ("select", "monitor", "off")
    for muted in (False, True)
    for volume in (0, 2, 60)
    for held in ("", "other")
    for operator in ("anna", "")
]
"""All that matters of how a seat wants a talk-group; 2 % is nothing that is made out."""


def made(*seats: Seat) -> tuple[GroupMix, str]:
    """How the loudspeaker plays it when all of ``seats`` are there, and why nobody hears it."""
    facts = Facts(version=0)
    facts.seats.update((seat.id, seat) for seat in seats)
    there = list(facts.seats)
    return mixing(facts, [GROUP], there, []).groups[GROUP], nobody(facts, there, GROUP, False)


def seat(number: str, mix: Mix) -> Seat:
    return Seat(id=number, operator="anna", mix={GROUP: mix})


def test_it_sounds_where_one_selected_it_and_as_loud_as_another_hears_it() -> None:
    """By the mode alone it would sound at 5 %, and the seat that monitors it at 100 % would be said to hear it."""
    told, why = made(seat("1", Mix(mode="select", volume=5)), seat("2", Mix(mode="monitor", volume=100)))
    assert (told.bus, told.gain, told.muted, why) == ("select", 1.0, False, "")


def test_who_muted_it_or_does_not_hear_it_makes_nothing_louder() -> None:
    quiet = seat("1", Mix(mode="monitor", volume=40))
    for other in (Mix(mode="select", muted=True, volume=100), Mix(mode="off", volume=100), Mix(volume=0)):
        told, why = made(quiet, seat("2", other))
        assert (told.bus, told.gain, told.muted, why) == ("unselect", 0.4, False, "")


def test_who_is_said_to_hear_it_can() -> None:
    for ways in product(WAYS, WAYS):
        told, why = made(
            *(Seat(id=str(n), operator=who, mix={GROUP: mix}, held=held) for n, (mix, held, who) in enumerate(ways, 1))
        )
        if not why:
            assert not told.muted and told.bus != "off" and max(gains(told, False)) >= AUDIBLE, ways
