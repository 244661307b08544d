"""What a seat hears alone: for as long as there is such a talk-group."""

from __future__ import annotations

from msgspec.structs import replace

from station.mixing import mixing
from tests.units.room import CONFIG, GROUPS, entries
from units import actions as ac
from units.discipline import GroupHeld
from units.picture import Picture

SIGNED = ac.SignedOn(seat="1", operator="12", name="A")
HELD = GroupHeld(seat="1", operator="12", group=GROUPS[1])


def test_a_held_talk_group_that_is_configured_no_more_leaves_the_others_to_be_heard() -> None:
    picture = Picture()
    picture.apply_all(entries(CONFIG, SIGNED, HELD, replace(CONFIG, groups=CONFIG.groups[:1])))
    assert picture.facts.seats["1"].held == ""
    assert mixing(picture.facts, GROUPS[:1], {"1"}, []).groups[GROUPS[0]].bus != "off"


def test_a_held_talk_group_stays_held_when_something_else_is_configured() -> None:
    picture = Picture()
    picture.apply_all(entries(CONFIG, SIGNED, HELD, replace(CONFIG, groups=CONFIG.groups[1:])))
    assert picture.facts.seats["1"].held == GROUPS[1]
