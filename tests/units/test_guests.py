"""Partners' units: there as long as they say, never ours, gone when nobody speaks for them."""

from __future__ import annotations

import pytest

from radio import events as ev
from tests.units.room import START, entries, entry
from units.actions import SignedOn, UnitNamed
from units.entry import Anything
from units.findings import AlarmOpened
from units.guests import GUEST, LINGER, is_guest, ours
from units.picture import Picture
from units.roster import RosterError, read_roster

GUEST_ID = "cot@lt:LT-7"
CAME = ev.Registered(gateway="TAK", radio=GUEST_ID, minutes=5, name="LT 7")
HERE = ev.Located(gateway="TAK", radio=GUEST_ID, lat=55.9, lon=26.5)


def picture(*whats: Anything) -> Picture:
    made = Picture()
    made.apply_all(entries(*whats))
    return made


def words(made: Picture) -> list[str]:
    return [line.word for line in made.facts.lines.values()]


def test_a_guest_is_a_unit_of_its_own_agency() -> None:
    facts = picture(CAME, HERE).facts
    guest = facts.units[GUEST_ID]
    assert (guest.callsign, guest.agency, guest.named) == ("LT 7", GUEST.id, False)
    assert guest.until == START + 1 + 300
    assert guest.fix is not None
    stranger = picture(ev.Located(radio="dmr@pp:7", lat=55.9, lon=26.5)).facts.units["dmr@pp:7"]
    assert (stranger.agency, stranger.until) == ("", 0)


def test_that_it_came_is_told_once_until_it_was_away() -> None:
    made = picture(CAME, CAME, CAME)
    assert words(made) == ["guest-came"]
    made.apply(entry(4, CAME, wall=START + 1000))  # its promise had run out
    assert words(made) == ["guest-came", "guest-came"]
    made.apply(entry(5, ev.Registered(radio=GUEST_ID, minutes=0), wall=START + 1001))
    assert words(made) == ["guest-came", "guest-came"], "stale when it came: nobody arrives"
    assert made.facts.units[GUEST_ID].callsign == "LT 7"


def test_one_that_left_is_gone() -> None:
    made = picture(CAME, HERE, ev.Deregistered(gateway="TAK", radio=GUEST_ID))
    assert GUEST_ID not in made.facts.units
    assert GUEST_ID not in made.facts.radios
    assert words(made) == ["guest-came", "guest-left"]


def test_with_an_open_emergency_it_stays_to_be_seen() -> None:
    made = picture(CAME, HERE, ev.EmergencyRaised(radio=GUEST_ID, by="button"))
    made.apply(entry(4, AlarmOpened(alarm="a1", radio=GUEST_ID, by="button")))
    made.apply(entry(5, ev.Deregistered(gateway="TAK", radio=GUEST_ID)))
    assert made.facts.units[GUEST_ID].alarm == "a1"
    assert made.facts.units[GUEST_ID].until <= START + 5


def test_guests_nobody_speaks_for_are_forgotten_when_another_comes() -> None:
    made = picture(CAME, HERE)
    other = ev.Registered(radio="cot@lt:LT-8", minutes=5)
    made.apply(entry(3, other, wall=START + 300 + LINGER - 10))
    assert GUEST_ID in made.facts.units
    made.apply(entry(4, other, wall=START + 300 + LINGER + 10))
    assert GUEST_ID not in made.facts.units
    assert "cot@lt:LT-8" in made.facts.units


def test_a_guest_is_in_nobodys_roster() -> None:
    row = UnitNamed(seat="1", operator="12", unit="u1", callsign="VP 1", agency="vp", radios=[GUEST_ID, "dmr@pp:7"])
    mine = UnitNamed(seat="1", operator="12", unit=GUEST_ID, callsign="mine", agency="vp", radios=[GUEST_ID])
    made = picture(SignedOn(seat="1", operator="12", name="Anna"), CAME, HERE, row, mine)
    facts = made.facts
    assert facts.units["u1"].radios == ["dmr@pp:7"]
    assert facts.radios[GUEST_ID] == GUEST_ID
    assert (facts.units[GUEST_ID].named, facts.units[GUEST_ID].agency) == (False, GUEST.id)
    with pytest.raises(RosterError, match="line 2, radios: cot@lt:LT-7 is a partner's"):
        read_roster(f"callsign;radios\nVP 1;{GUEST_ID}\n", "1", "12")


def test_who_is_a_guest() -> None:
    assert is_guest(GUEST_ID)
    assert not is_guest("dmr@pp:cot@lt:7")
    assert ours([GUEST_ID, "tetra@247-9:1"]) == ["tetra@247-9:1"]
