"""Legal holds in the picture: placed and lifted by a supervisor, told in the stream, covering what they say and no more."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.units.room import entries
from units import actions as ac
from units.entry import Anything
from units.held import covers, holding
from units.keeping import ErasureAsked, HoldLifted, HoldPlaced
from units.picture import Picture
from units.state import Facts, Hold

BOSS = ac.SignedOn(seat="1", operator="12", role="supervisor")
PLACED = HoldPlaced(seat="1", operator="12", hold="h1", reason="lieta 4", calls=["c1"], since=10.0, until=20.0)
LIFTED = HoldLifted(seat="1", operator="12", hold="h1", reason="tiesa beidzās")


def picture_of(*whats: Anything) -> Facts:
    picture = Picture()
    picture.apply_all(entries(*whats))
    return picture.facts


def test_a_hold_stands_until_it_is_lifted_and_both_are_told() -> None:
    facts = picture_of(BOSS, PLACED)
    (hold,) = facts.holds.values()
    assert (hold.id, hold.reason, hold.operator, hold.calls) == ("h1", "lieta 4", "12", ["c1"])
    facts = picture_of(BOSS, PLACED, LIFTED)
    assert facts.holds == {}
    told = [(line.word, line.text, line.operator) for line in facts.lines.values()][-2:]
    assert told == [("hold-placed", "lieta 4", "12"), ("hold-lifted", "tiesa beidzās", "12")]


@pytest.mark.parametrize("role", ["dispatcher", "trainer"])
def test_nobody_else_holds(role: str) -> None:
    facts = picture_of(msgspec.structs.replace(BOSS, role=role), PLACED)
    assert facts.holds == {}
    assert "hold-placed" not in {line.word for line in facts.lines.values()}


def test_the_stream_does_not_say_whose_data_is_erased() -> None:
    asked = ErasureAsked(seat="1", operator="12", erasure="e1", sort="person", subject="Jānis Bērziņš", reason="lūgums")
    line = list(picture_of(BOSS, asked).lines.values())[-1]
    assert (line.word, line.text) == ("erasure-asked", "lūgums")
    assert "Jānis" not in str(line)


def test_a_hold_outlives_a_bookmark() -> None:
    picture = Picture()
    picture.apply_all(entries(BOSS, PLACED))
    assert Picture.resume(picture.bookmark()).facts.holds == picture.facts.holds


NAMES = ["", "a", "b"]
NAMED = st.lists(st.sampled_from(["a", "b", "c"]), unique=True, max_size=2)
TIMES = st.none() | st.floats(0, 30)


@given(NAMED, NAMED, NAMED, NAMED, TIMES, TIMES, st.floats(0, 30), *[st.sampled_from(NAMES)] * 4)
def test_it_covers_what_it_says(
    units: list[str],
    radios: list[str],
    groups: list[str],
    calls: list[str],
    since: float | None,
    until: float | None,
    wall: float,
    unit: str,
    radio: str,
    group: str,
    call: str,
) -> None:
    hold = Hold(id="h", since=since, until=until, units=units, radios=radios, groups=groups, calls=calls)
    then = (since is None or since <= wall) and (until is None or wall <= until)
    named = unit in units or radio in radios or group in groups or call in calls
    assert covers(hold, wall, unit, radio, group, call) is (then and (named or not (units + radios + groups + calls)))


def test_all_holds_that_keep_a_record_are_named() -> None:
    other = HoldPlaced(seat="1", operator="12", hold="h2", reason="viss", since=15.0)
    facts = picture_of(BOSS, PLACED, other)
    assert [hold.id for hold in holding(facts, 16.0, call="c1")] == ["h1", "h2"]
    assert [hold.id for hold in holding(facts, 12.0, call="c1")] == ["h1"]
    assert [hold.id for hold in holding(facts, None, call="c1")] == ["h1", "h2"]
    assert holding(facts, 12.0, call="c2") == []
