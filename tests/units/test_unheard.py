"""Transmissions nobody could hear: on the list with their age and reason until somebody played or dismissed them."""

from __future__ import annotations

import pytest

from radio import events as ev
from tests.units.room import CONFIG, GROUPS, RADIOS, START, entries
from units import actions as ac
from units import findings as fi
from units import unheard
from units.earshot import NEVER, REASONS, Listened, Unheard
from units.entry import Anything
from units.picture import Picture
from units.state import Facts
from units.stream import MAX_LINES

SIGNED = ac.SignedOn(seat="1", operator="12", name="Anna", role="dispatcher")
BEGUN = ev.CallStarted(call="c1", to=GROUPS[1], radio=RADIOS[0])
ENDED = ev.CallEnded(call="c1", to=GROUPS[1])
MISSED = Unheard(call="c1", why="muted", group=GROUPS[1], seconds=4.0, missed=4.0)
PLAYED = Listened(action=9, call="c1", seat="1", operator="12", seconds=4.0, of=4.0, enough=True)


def facts_of(*whats: Anything) -> Facts:
    picture = Picture()
    picture.apply_all(entries(CONFIG, SIGNED, *whats))
    return picture.facts


def owed(*whats: Anything) -> list[str]:
    return [call.id for call in unheard.due(facts_of(*whats))]


def test_what_the_station_does_not_find_unheard_was_heard() -> None:
    assert facts_of(BEGUN, ENDED).calls["c1"].heard
    assert owed(BEGUN, ENDED) == []


def test_an_unheard_call_is_owed_until_somebody_heard_enough_of_it() -> None:
    call = facts_of(BEGUN, ENDED, MISSED).calls["c1"]
    assert (call.heard, call.unheard, call.missed) == (False, "muted", 4.0)
    assert owed(BEGUN, ENDED, MISSED) == ["c1"]
    assert owed(BEGUN, MISSED, ENDED) == ["c1"], "in whatever order they came on record"
    played = ac.Played(seat="1", operator="12", call="c1")
    assert owed(BEGUN, ENDED, MISSED, played) == ["c1"], "to press play is not to hear"
    part = Listened(action=9, call="c1", seat="1", operator="12", seconds=1.0, of=4.0)
    assert owed(BEGUN, ENDED, MISSED, played, part) == ["c1"]
    assert owed(BEGUN, ENDED, MISSED, played, PLAYED) == []
    nobody = Listened(action=9, call="c1", seat="1", operator=None, enough=True)
    assert owed(BEGUN, ENDED, MISSED, nobody) == ["c1"], "an unsigned seat hears for nobody"
    gone = (ac.SignedOff(seat="1", operator="12"), PLAYED)
    assert owed(BEGUN, ENDED, MISSED, *gone) == ["c1"], "who played it had left"


def test_dismissing_takes_a_signed_operator_and_leaves_a_word() -> None:
    dismissed = ac.Dismissed(seat="1", operator="12", call="c1", why="repeated")
    facts = facts_of(BEGUN, ENDED, MISSED, dismissed)
    assert unheard.due(facts) == []
    line = list(facts.lines.values())[-1]
    assert (line.word, line.text, line.operator, line.group) == ("dismissed", "repeated", "12", GROUPS[1])
    assert owed(BEGUN, ENDED, MISSED, ac.Dismissed(seat="1", call="c1")) == ["c1"]
    assert len(facts_of(BEGUN, ENDED, dismissed).lines) == len(facts_of(BEGUN, ENDED).lines), "nothing to dismiss"


def test_an_emergency_that_rings_cannot_be_waved_away_and_stands_first() -> None:
    other = (ev.CallStarted(call="c2", to=GROUPS[1]), ev.CallEnded(call="c2"), Unheard(call="c2", why="off"))
    alarm = fi.AlarmOpened(alarm="a1", radio=RADIOS[0], by="button", group=GROUPS[1], call="c1")
    whats = (*other, BEGUN, alarm, ENDED, Unheard(call="c1", why="device", emergency=True))
    dismissed = ac.Dismissed(seat="1", operator="12", call="c1", why="told")
    assert owed(*whats) == ["c1", "c2"]
    assert owed(*whats, dismissed) == ["c1", "c2"]
    taken = ac.AlarmAcknowledged(seat="1", operator="12", alarm="a1", shown=2.0)
    assert owed(*whats, taken) == ["c2", "c1"], "acknowledged, it is an unheard call like others, the oldest first"
    assert owed(*whats, taken, dismissed) == ["c2"]


@pytest.mark.parametrize("why", NEVER)
def test_what_has_no_sound_is_known_and_owed_to_nobody(why: str) -> None:
    facts = facts_of(BEGUN, ENDED, Unheard(call="c1", why=why))
    assert facts.calls["c1"].unheard == why
    assert unheard.due(facts) == []


def test_what_we_said_ourselves_is_never_unheard() -> None:
    keyed = fi.Keyed(press="p", group=GROUPS[1], gateway="usrp", call="c1", seat="1", operator="12")
    assert owed(BEGUN, keyed, ENDED, MISSED) == []


def test_it_stays_owed_however_long_ago_its_row_went() -> None:
    notes: list[Anything] = [ac.Noted(seat="1", operator="12", text="-")] * (MAX_LINES + 5)
    others: list[Anything] = [ev.CallStarted(call="c9", to=GROUPS[1]), ev.CallEnded(call="c9", to=GROUPS[1])]
    facts = facts_of(BEGUN, ENDED, MISSED, *others, *notes)
    assert facts.calls["c1"].line not in facts.lines
    (call,) = unheard.due(facts)
    assert call.start == START + 3
    facts = facts_of(BEGUN, ENDED, MISSED, *others, *notes, PLAYED)
    assert "c1" not in facts.calls, "played, it goes like any other"


def test_beyond_a_bound_only_the_number_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unheard, "MOST_DUE", 2)
    whats: list[Anything] = []
    for n in range(4):
        whats += [
            ev.CallStarted(call=f"c{n}", to=GROUPS[1]),
            ev.CallEnded(call=f"c{n}"),
            Unheard(call=f"c{n}", why="off"),
        ]
    facts = facts_of(*whats)
    assert [call.id for call in unheard.due(facts)] == ["c2", "c3"]
    assert facts.unlisted == 2


def test_handing_over_leaves_word_of_how_many_are_left() -> None:
    facts = facts_of(BEGUN, ENDED, MISSED, ac.HandedOver(seat="1", operator="12", to="13", note="gate 3"))
    line = list(facts.lines.values())[-1]
    assert (line.word, line.text, line.number) == ("handed-over", "gate 3", 1.0)
    assert [call.id for call in unheard.due(facts)] == ["c1"], "the next operator finds them"


def test_every_reason_is_named_once() -> None:
    assert len(set(REASONS)) == len(REASONS)
    assert set(NEVER) < set(REASONS)
