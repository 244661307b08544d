"""Who a radio belongs to: whatever is renamed, handed on or removed, nobody points at nobody and no alarm is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from radio.events import Located, Signal
from tests.units.room import CONFIG, GROUPS, entries
from units.actions import AlarmAcknowledged, AlarmClosed, SignedOn, UnitNamed, UnitRemoved
from units.entry import Anything
from units.findings import AlarmOpened
from units.picture import Picture
from units.state import Facts

RADIOS = [f"tetra@247-9:{n}" for n in range(3)]
UNITS = ["u1", "u2", *RADIOS[:2]]
ON = SignedOn(seat="1", operator="12", role="dispatcher")
WHATS: st.SearchStrategy[Anything] = st.one_of(
    st.builds(Located, gateway=st.just("gw"), radio=st.sampled_from(RADIOS), lat=st.just(56.0), lon=st.just(24.0)),
    st.builds(Signal, gateway=st.just("gw"), radio=st.sampled_from(RADIOS)),
    st.builds(
        UnitNamed,
        seat=st.just("1"),
        operator=st.just("12"),
        unit=st.sampled_from(UNITS),
        callsign=st.sampled_from(["VP 1", "VP 2"]),
        agency=st.just("vp"),
        radios=st.lists(st.sampled_from(RADIOS), unique=True, max_size=3),
    ),
    st.builds(UnitRemoved, seat=st.just("1"), operator=st.just("12"), unit=st.sampled_from(UNITS)),
    st.builds(
        AlarmOpened,
        alarm=st.uuids().map(str),
        radio=st.sampled_from(RADIOS),
        by=st.just("button"),
        group=st.sampled_from(GROUPS),
    ),
)


def named(unit: str, *radios: str) -> UnitNamed:
    return UnitNamed(seat="1", operator="12", unit=unit, callsign=unit, agency="vp", radios=list(radios))


def room(*whats: Anything) -> Facts:
    picture = Picture()
    picture.apply_all(entries(CONFIG, ON, *whats))
    return picture.facts


@given(st.lists(WHATS, max_size=20))
@settings(max_examples=200)
def test_units_radios_and_alarms_point_at_each_other(whats: list[Anything]) -> None:
    picture = Picture()
    for entry in entries(CONFIG, ON, *whats):
        picture.apply(entry)
        facts = picture.facts
        assert facts.radios == {radio: unit.id for unit in facts.units.values() for radio in unit.radios}
        assert all(id_ == unit.id for id_, unit in facts.units.items())
        for alarm in facts.alarms.values():
            assert facts.alarms[facts.units[alarm.unit].alarm].unit == alarm.unit, "every emergency is on the board"


def test_a_unit_that_was_given_another_radio_keeps_it_when_its_first_one_speaks() -> None:
    """The unit was once named from the air, so that its id is the number of a radio it has no more."""
    there = Located(gateway="gw", radio=RADIOS[1], lat=56.0, lon=24.0)
    facts = room(named(RADIOS[0], RADIOS[1]), there, Signal(gateway="gw", radio=RADIOS[0]))
    assert facts.units[RADIOS[0]].callsign == RADIOS[0]
    assert facts.units[RADIOS[0]].radios == [RADIOS[1]]
    stranger = facts.units[facts.radios[RADIOS[0]]]
    assert (stranger.named, stranger.radios) == (False, [RADIOS[0]])


def test_the_emergency_of_a_removed_unit_goes_to_whoever_has_the_radio() -> None:
    opened = AlarmOpened(alarm="a1", radio=RADIOS[0], by="button")
    facts = room(
        named("u1", RADIOS[0]), opened, named("u2", RADIOS[0]), UnitRemoved(seat="1", operator="12", unit="u1")
    )
    assert facts.alarms["a1"].unit == "u2"
    assert facts.units["u2"].alarm == "a1"
    assert facts.units["u2"].radios == [RADIOS[0]]


def test_one_of_two_emergencies_closed_leaves_the_other_on_unit_and_group() -> None:
    first = AlarmOpened(alarm="a1", radio=RADIOS[0], by="button", group=GROUPS[0])
    second = AlarmOpened(alarm="a2", radio=RADIOS[1], by="button", group=GROUPS[0])
    over: list[Anything] = [
        AlarmAcknowledged(seat="1", operator="12", alarm="a2", shown=5.0),
        AlarmClosed(seat="1", operator="12", alarm="a2", verdict="false"),
    ]
    facts = room(named("u1", *RADIOS[:2]), first, second, *over)
    assert facts.units["u1"].alarm == "a1"
    assert facts.groups[GROUPS[0]].alarm == "a1"


def test_of_two_emergencies_of_a_removed_unit_each_is_on_the_board_though_one_heir_has_its_id() -> None:
    first, second = RADIOS[1], RADIOS[0]
    facts = room(
        AlarmOpened(alarm="a1", radio=first, by="button"),
        named(first, second),
        AlarmOpened(alarm="a2", radio=second, by="button"),
        UnitRemoved(seat="1", operator="12", unit=first),
    )
    assert {alarm.id: alarm.unit for alarm in facts.alarms.values()} == {"a1": first, "a2": second}
    assert (facts.units[first].alarm, facts.units[second].alarm) == ("a1", "a2")
