"""A call that a donor radio and its data gateway hear: one row, its talk-group and talker as the one who knows says."""

from __future__ import annotations

from radio import events as ev
from tests.units.room import CONFIG, GROUPS, RADIOS, entries
from units.entry import Anything
from units.picture import Picture
from units.state import Facts


def picture_of(*whats: Anything) -> Facts:
    picture = Picture()
    for entry in entries(*whats):
        picture.apply(entry)
    return picture.facts


GUESS = ev.CallStarted(gateway="usrp", call="c1", to=GROUPS[1])
DATA = ev.CallStarted(gateway="gw", call="c1", to=GROUPS[0], radio=RADIOS[0], emergency=True, encrypted="AES")
NAMED = ev.TalkerNamed(gateway="gw", call="c1", radio=RADIOS[0])


def test_data_that_come_late_correct_the_guess() -> None:
    facts = picture_of(CONFIG, GUESS, DATA, NAMED)
    call = facts.calls["c1"]
    assert (call.to, call.radio, call.emergency, call.encrypted) == (GROUPS[0], RADIOS[0], True, "AES")
    assert call.heard_via == ["usrp", "gw"]
    (line,) = [line for line in facts.lines.values() if line.sort == "call"]
    assert (line.group, line.radio, line.state) == (GROUPS[0], RADIOS[0], "on-air")
    guessed, right = facts.groups[GROUPS[1]], facts.groups[GROUPS[0]]
    assert (guessed.call, guessed.talker) == ("", "")
    assert (right.call, right.talker, right.encrypted) == ("c1", RADIOS[0], "AES")
    assert facts.units[RADIOS[0]].talking == "c1"


def test_the_tile_of_the_guess_stays_with_another_call_that_began_there() -> None:
    facts = picture_of(CONFIG, GUESS, ev.CallStarted(gateway="usrp", call="c2", to=GROUPS[1]), DATA)
    assert facts.groups[GROUPS[1]].call == "c2"
    assert facts.groups[GROUPS[0]].call == "c1"


def test_the_same_call_through_two_gateways_that_agree_changes_nothing() -> None:
    facts = picture_of(CONFIG, DATA, ev.CallStarted(gateway="usrp", call="c1", to=GROUPS[0]))
    assert (facts.calls["c1"].radio, facts.groups[GROUPS[0]].talker) == (RADIOS[0], RADIOS[0])


def test_who_spoke_in_a_call_that_is_over() -> None:
    ended = ev.CallEnded(gateway="usrp", call="c1", to=GROUPS[1])
    facts = picture_of(CONFIG, GUESS, ended, NAMED)
    call = facts.calls["c1"]
    assert (call.radio, call.talker) == (RADIOS[0], "")
    (line,) = [line for line in facts.lines.values() if line.sort == "call"]
    assert (line.radio, line.unit, line.state) == (RADIOS[0], RADIOS[0], "ended")
    assert facts.units[RADIOS[0]].talking == ""
    other = ev.TalkerNamed(gateway="gw", call="c1", radio=RADIOS[1])
    assert picture_of(CONFIG, GUESS, NAMED, ended, other).calls["c1"].radio == RADIOS[0], "the first one stays"


def test_a_call_that_is_over_is_not_moved() -> None:
    facts = picture_of(CONFIG, GUESS, ev.CallEnded(gateway="usrp", call="c1", to=GROUPS[1]), DATA)
    assert (facts.calls["c1"].to, facts.groups[GROUPS[0]].call) == (GROUPS[1], "")
