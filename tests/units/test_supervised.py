"""Holds and erasures are a supervisor's: for the picture and for the station alike; sign-on says whose records."""

from __future__ import annotations

import pytest

from station.rights import refusal
from tests.units.room import entry
from units import actions as ac
from units.keeping import ErasureAsked, HoldLifted, HoldPlaced, KeptAction
from units.people import SUPERVISED, may_decide
from units.picture import Picture

ACTS: list[KeptAction] = [
    HoldPlaced(seat="1", operator="12", hold="h1", reason="lieta 4"),
    HoldLifted(seat="1", operator="12", hold="h1", reason="done"),
    ErasureAsked(seat="1", operator="12", erasure="e1", sort="call", subject="c1", reason="request"),
]


@pytest.mark.parametrize("role", ["supervisor", "dispatcher", "trainer", ""])
@pytest.mark.parametrize("act", ACTS, ids=lambda act: type(act).__name__)
def test_only_a_supervisor_holds_and_erases(role: str, act: KeptAction) -> None:
    assert isinstance(act, SUPERVISED)
    picture = Picture()
    picture.apply(entry(1, ac.SignedOn(seat="1", operator="12", role=role)))
    allowed = role == "supervisor"
    assert may_decide(picture.facts, entry(2, act, "ab12/console/1"), act) is allowed
    assert refusal(picture.facts, act) == ("" if allowed else "rights")


def test_a_seat_knows_whose_records_its_operator_may_read_and_forgets_it() -> None:
    picture = Picture()
    picture.apply(entry(1, ac.SignedOn(seat="1", operator="12", agencies=["vp", ""])))
    assert picture.facts.seats["1"].agencies == ["vp", ""]
    picture.apply(entry(2, ac.SignedOff(seat="1", operator="12")))
    assert picture.facts.seats["1"].agencies is None
    picture.apply(entry(3, ac.SignedOn(seat="1", operator="13")))
    assert picture.facts.seats["1"].agencies is None
