"""An all-call goes before what is routine in this room, and before nothing else; the network's word stays the network's."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import count

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.slots import MOST_CALLED, Lease
from station.press import Relay
from station.voice.wire import Open
from tests.station.key_bench import GROUPS, Bench
from tests.station.patch_room import RtpFar, config, ready
from tests.station.room import Room, wait_for
from tests.station.test_patch_rules import Joined
from tests.station.test_pedal import Seat as Seated
from units.actions import ALL_CALL, PttPressed
from units.findings import Keyed, Refused, Unkeyed
from units.state import Alarm, Call, Group, Patch, Seat

OVER = "an all-call of seat 2"


@pytest.fixture
def bench() -> Bench:
    return Bench()


def all_call(bench: Bench, *groups: str, press: str = "all", seat: str = "2", operator: str = "bruno") -> None:
    bench.press(*groups, press=press, seat=seat, operator=operator, priority=ALL_CALL)


def test_it_is_keyed_on_every_leg_and_every_leg_says_so_on_record(bench: Bench) -> None:
    all_call(bench, "g1", "g2", "tetra")
    keyed = [(entry.press, entry.group, entry.priority, entry.seat) for entry in bench.of(Keyed)]
    assert keyed == [("all", "g1", 1, "2"), ("all/1", "g2", 1, "2"), ("all/2", "tetra", 1, "2")]
    assert len({message.call for message in bench.told if isinstance(message, Open)}) == 3, "a recording each"
    bench.pass_time(0.5)
    bench.release()
    assert bench.unkeyed == [(press, "released", "") for press in ("all", "all/1", "all/2")]
    assert not any(bench.talking.values())


def test_a_routine_press_says_nothing_of_priority(bench: Bench) -> None:
    bench.press("g1")
    assert [entry.priority for entry in bench.of(Keyed)] == [0]


def test_what_another_seat_says_ends_before_it_is_keyed_and_needs_a_new_press(bench: Bench) -> None:
    bench.press("g1")
    all_call(bench, "g1", "g2")
    assert bench.unkeyed == [("p", "interrupted", OVER)] and bench.keyed == ["p", "all", "all/1"]
    order = [type(entry) for entry in bench.journal if isinstance(entry, Keyed | Unkeyed)]
    assert order == [Keyed, Unkeyed, Keyed, Keyed], "off the air first"
    assert bench.talking == {"p": False, "all": True, "all/1": True}, "one microphone: never mixed"
    assert "denied" in bench.tones, "the seat that was interrupted hears it"
    bench.pass_time(1.0)
    bench.release()
    bench.pass_time(1.0)
    assert bench.keyed == ["p", "all", "all/1"], "its key is still down: that is no new press"


def test_another_talk_group_of_this_machine_is_interrupted_too_for_there_is_one_microphone(bench: Bench) -> None:
    bench.press("tetra")
    all_call(bench, "g1", "g2")
    assert bench.unkeyed == [("p", "interrupted", OVER)]
    assert not bench.air.gateways["DONOR"].keyed


def test_all_legs_of_the_interrupted_seat_end(bench: Bench) -> None:
    bench.press("g1", "tetra")
    all_call(bench, "g2")
    assert bench.unkeyed == [("p", "interrupted", OVER), ("p/1", "interrupted", OVER)]


@pytest.mark.parametrize("group", ["g1", "g2", "tetra"])
def test_nobody_else_is_keyed_meanwhile(bench: Bench, group: str) -> None:
    all_call(bench, "g1", "g2")
    bench.press(group, press="q")
    assert bench.refused == [("q", "busy")]
    assert [entry.detail for entry in bench.of(Refused)] == [OVER]
    assert bench.keyed == ["all", "all/1"] and bench.unkeyed == []


def test_a_second_all_call_does_not_interrupt_the_first(bench: Bench) -> None:
    all_call(bench, "g1", "g2")
    all_call(bench, "tetra", press="q", seat="1", operator="anna")
    assert bench.refused == [("q", "busy")] and bench.unkeyed == []


def test_it_goes_before_what_the_same_seat_holds_otherwise(bench: Bench) -> None:
    bench.press("g1")
    lease = Lease(seat="1", press="foot", group="g2", more=["tetra"], operator="anna", priority=ALL_CALL)
    bench.ptt.pedals = lambda _now: [(lease, 0.0)]
    bench.pass_time(0.2)
    assert bench.unkeyed == [("p", "interrupted", "an all-call of seat 1")]
    assert bench.keyed == ["p", "foot", "foot/1"] and [e.priority for e in bench.of(Keyed)] == [0, 1, 1]


def test_a_leg_that_the_network_refuses_leaves_the_others(bench: Bench) -> None:
    bench.air.gateways["A"].refuses = "busy: somebody talks"
    bench.air.gateways["DONOR"].sendable = False
    all_call(bench, "g1", "g2", "tetra")
    assert bench.keyed == ["all/1"] and bench.refused == [("all", "busy"), ("all/2", "no-link")]
    bench.pass_time(1.0)
    assert bench.unkeyed == []
    bench.hears("B", "transmission interrupted")
    assert bench.unkeyed == [("all/1", "interrupted", "")], "what the network takes, it takes"


def test_where_nothing_of_it_could_be_keyed_nobody_is_interrupted(bench: Bench) -> None:
    bench.press("g1")
    bench.pass_time(0.1)
    bench.air.gateways["B"].transmit = False
    all_call(bench, "g2", "g3")
    bench.voice.speechless = "no-microphone"
    all_call(bench, "tetra", press="q")
    assert bench.refused == [("all", "transmit-off"), ("all/1", "transmit-off"), ("q", "no-microphone")]
    assert bench.unkeyed == []


def test_a_lease_that_is_lost_ends_all_of_it_within_half_a_second(bench: Bench) -> None:
    all_call(bench, "g1", "g2", "tetra")
    bench.pass_time(0.45, renewed=False)
    assert bench.unkeyed == []
    bench.pass_time(0.1, renewed=False)
    assert bench.unkeyed == [(press, "lease", "") for press in ("all", "all/1", "all/2")]


def test_held_without_a_record_it_is_an_all_call_all_the_same(bench: Bench) -> None:
    lease = Lease(seat="2", press="all", group="g1", more=["g2"], operator="bruno", priority=ALL_CALL)
    bench.pulse.write("lease.2", lease)
    bench.press("g1")
    bench.ptt.poll(bench.now)
    bench.mono += 0.06
    bench.pulse.write("lease.2", lease)
    bench.renew()
    bench.ptt.poll(bench.now)
    assert [(e.press, e.priority) for e in bench.of(Keyed)] == [("p", 0), ("all", 1), ("all/1", 1)]


@pytest.mark.parametrize(
    ("role", "mode", "allowed"),
    [
        ("dispatcher", "live", True),
        ("supervisor", "live", True),
        ("trainer", "live", False),
        ("trainer", "exercise", True),
    ],
)
def test_a_trainer_makes_one_in_an_exercise_alone(bench: Bench, role: str, mode: str, allowed: bool) -> None:
    bench.facts.mode = mode
    bench.facts.seats["2"] = Seat(id="2", operator="bruno", role=role)
    bench.press("g1")
    all_call(bench, "g2")
    assert ("all" in bench.keyed) is allowed and bench.refused == ([] if allowed else [("all", "rights")])
    lease = Lease(seat="2", press="r", group="tetra", operator="bruno", priority=ALL_CALL)
    bench.release()
    bench.pulse.write("lease.2", lease)
    bench.mono += 0.01
    bench.ptt.poll(bench.now)
    bench.mono += 0.06
    bench.ptt.poll(bench.now)
    assert ("r" in bench.keyed) is allowed, "by the lease alone, too"


@pytest.mark.parametrize("priority", [-1, 2, 1000])
def test_there_is_no_other_priority(bench: Bench, priority: int) -> None:
    bench.press("g1", press="p", priority=priority)
    assert bench.refused == [("p", "rights")]


def test_what_a_patch_says_again_gives_way_on_the_talk_groups_called_and_on_no_other() -> None:
    joined = Joined()
    joined.wish("g1", "g2")
    joined.call("c", "g1")
    joined.run(0.3)
    leg = joined.keyed[0]
    assert [entry.group for entry in joined.of(Keyed)] == ["g2"]
    all_call(joined, "tetra")
    assert joined.unkeyed == [], "it says nothing there"
    joined.release()
    all_call(joined, "g3", press="again")
    assert joined.unkeyed[-1] == (leg, "interrupted", OVER), "one transmitter carries both"
    assert joined.keyed[-1] == "again"


@pytest.mark.parametrize("own", ["", "g3"], ids=["what is selected", "a talk-group of its own"])
def test_the_pedal_speaks_to_all_that_the_console_armed_while_it_says_so(own: str) -> None:
    seat = Seated("g3", group=own)
    armed = Lease(seat="1", group="g1", more=["g2", "tetra"], operator="anna", priority=ALL_CALL)
    seat.pulse.write("lease.1", armed)
    seat.stand(0.3, "up")
    assert not seat.keyed, "armed keys nothing"
    seat.pulse.write("lease.1", armed)
    seat.stand(0.3, "down")
    assert [(one.group, one.priority) for one in seat.of(PttPressed)] == [("g1", 1), ("g2", 1), ("tetra", 1)]
    assert [one.priority for one in seat.of(Keyed)] == [1, 1, 1]
    seat.stand(0.6, "up")
    seat.stand(0.3, "down")
    assert [(one.group, one.priority) for one in seat.of(PttPressed)][3:] == [("g3", 0)], "nobody says so any more"


def test_what_another_operator_armed_is_not_the_pedals() -> None:
    seat = Seated("g3")
    seat.stand(0.3, "up")
    seat.pulse.write("lease.1", Lease(seat="1", group="g1", operator="bruno", priority=ALL_CALL))
    seat.stand(0.2, "down")
    assert [(one.group, one.priority) for one in seat.of(PttPressed)] == [("g3", 0)]


def test_not_after_all_ends_what_the_pedal_holds_too() -> None:
    seat = Seated("g3")
    armed = Lease(seat="1", group="g1", more=["g2"], operator="anna", priority=ALL_CALL)
    seat.pulse.write("lease.1", armed)
    seat.stand(0.3, "up")
    seat.pulse.write("lease.1", armed)
    seat.stand(1.0, "down")
    assert len(seat.keyed) == 2 and seat.unkeyed == [], "that nobody says any more that it is armed ends nothing"
    seat.pulse.write("lease.1", Lease(seat="1"))
    seat.stand(0.1, "down")
    assert [why for _, why, _ in seat.unkeyed] == ["released"] * 2 and not seat.air.gateways["A"].keyed
    seat.stand(1.0, "down")
    assert len(seat.keyed) == 2 and not seat.ptt.keyed, "the foot is still down: that is no new press"
    seat.stand(0.2, "up")
    seat.stand(0.2, "down")
    assert [one.group for one in seat.of(PttPressed)][2:] == ["g3"], "an ordinary press again"


def test_a_hold_of_it_has_more_legs() -> None:
    groups = [f"g{number}" for number in range(40)]
    lease = Lease(seat="1", press="p", group="g0", more=groups, priority=ALL_CALL)
    assert list(lease.legs.values()) == groups[:MOST_CALLED]


def test_old_records_read_on() -> None:
    """They say nothing of priority."""
    assert PttPressed(seat="1", press="p", group="g").priority == 0
    assert Keyed(press="p", group="g", gateway="A", call="c", seat="1").priority == 0


# An emergency goes before it


def in_need(bench: Bench, group: str, call: str = "", flagged: bool = False, alarm: bool = True) -> None:
    """An officer's emergency on ``group``; with ``call`` it is heard now."""
    bench.facts.groups.update({name: Group(info=info) for name, info in GROUPS.items()})
    if call:
        bench.facts.calls[call] = Call(id=call, to=group, emergency=flagged)
        bench.facts.groups[group].call = call
    if alarm:
        bench.facts.alarms["a"] = Alarm(id="a", group=group, ringing=False)


def test_whoever_answers_an_emergency_is_not_interrupted(bench: Bench) -> None:
    in_need(bench, "g1")
    bench.press("g1")
    bench.pass_time(0.5)
    all_call(bench, "g2", "tetra")
    assert bench.refused == [("all", "one-microphone"), ("all/1", "one-microphone")]
    assert bench.unkeyed == [] and bench.keyed == ["p"]
    assert [entry.detail for entry in bench.of(Refused)] == ["seat 1 talks", "seat 1 talks"]
    bench.facts.alarms.clear()
    all_call(bench, "g2", press="again")
    assert bench.unkeyed == [("p", "interrupted", OVER)], "closed: it is routine"


@pytest.mark.parametrize(("flagged", "alarm"), [(True, False), (False, True)])
def test_where_somebody_in_need_is_heard_it_is_not_keyed_and_the_others_are(
    bench: Bench, flagged: bool, alarm: bool
) -> None:
    in_need(bench, "g1", "help", flagged, alarm)
    all_call(bench, "g1", "g2", "tetra")
    assert bench.refused == [("all", "emergency")] and bench.keyed == ["all/1", "all/2"]
    assert not bench.air.gateways["A"].asked, "not for a moment"
    bench.release()
    bench.press("g1")
    assert bench.keyed[-1] == "p", "to answer is a press as any other"


def test_when_they_have_spoken_it_is_keyed_there_too(bench: Bench) -> None:
    in_need(bench, "g1", "help")
    bench.facts.calls["help"].end = 1.0
    all_call(bench, "g1", "g2")
    assert bench.keyed == ["all", "all/1"]


@pytest.mark.parametrize("joint", ["a transmitter", "a patch"])
def test_nor_where_it_would_cut_them_elsewhere(bench: Bench, joint: str) -> None:
    in_need(bench, "g2", "help")
    if joint == "a patch":
        bench.facts.patches["x"] = Patch(id="x", groups=["g1", "g2"])
    all_call(bench, "g3" if joint == "a transmitter" else "g1", "tetra")
    assert bench.refused == [("all", "emergency")] and bench.keyed == ["all/1"]


def test_a_patch_that_passes_an_emergency_on_is_spared(bench: Bench) -> None:
    in_need(bench, "tetra", "help", flagged=True, alarm=False)
    leg = Relay(seat="patch", press="leg", group="g1", source="help", entry=1, operator="anna")
    bench.facts.seats["patch"] = Seat(id="patch", operator="anna")
    bench.ptt.relays = lambda _now: [(leg, 0.0)]
    bench.ptt.poll(bench.now)
    assert bench.keyed == ["leg"]
    all_call(bench, "g1", "g2")
    assert bench.unkeyed == [] and bench.refused == [("all", "busy")] and bench.keyed == ["leg", "all/1"]


Pressed = st.tuples(
    st.sampled_from("12"), st.lists(st.sampled_from(sorted(GROUPS)), min_size=1, unique=True), st.booleans()
)


@settings(max_examples=60, deadline=None)
@given(st.lists(Pressed, max_size=6))
def test_whatever_is_pressed_one_hold_speaks_and_only_an_all_call_interrupts(
    presses: list[tuple[str, list[str], bool]],
) -> None:
    bench = Bench()
    for number, (seat, groups, called) in enumerate(presses):
        operator = {"1": "anna", "2": "bruno"}[seat]
        bench.press(*groups, press=f"x{number}", seat=seat, operator=operator, priority=int(called))
        bench.pass_time(0.05)
        on = bench.ptt.keyed.values()
        assert len({press.hold for press in on}) <= 1, "one microphone"
        assert len({press.gateway for press in on}) == len(on), "one transmission a transmitter"
        if called and any(press.priority for press in on):
            assert all(press.priority for press in on)
    assert all(detail.startswith("an all-call of seat") for _, why, detail in bench.unkeyed if why == "interrupted")
    bench.elsewhere.clear()
    bench.mono += 1.0
    bench.ptt.poll(bench.now)
    assert not bench.ptt.keyed


@pytest.fixture
def fars() -> Iterator[list[RtpFar]]:
    made = [RtpFar(1), RtpFar(2)]
    yield made
    for far in made:
        far.close()


@pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: signals of POSIX are needed")
@pytest.mark.real_time
def test_a_real_station_keys_all_of_it_after_it_cut_the_other_seat(
    room: Callable[[str], Room], fars: list[RtpFar], tone: None
) -> None:
    station = ready(room(config(fars)))
    station.sign_on("2", "bruno")
    one, two = (far.group for far in fars)
    station.key("p", one)
    called = Lease(seat="2", press="all", group=one, more=[two], operator="bruno", priority=ALL_CALL)
    for press, group in called.legs.items():
        station.log.append(PttPressed(seat="2", operator="bruno", press=press, group=group, priority=ALL_CALL))
    renewals = count(1)

    def held() -> None:
        station.lease("p", one)
        station.pulse.write("lease.2", msgspec.structs.replace(called, count=next(renewals)))

    cut = station.find("Unkeyed", press="p", meanwhile=held)
    assert (cut.why, cut.detail) == ("interrupted", OVER)
    for press, far in zip(called.legs, fars, strict=True):
        keyed = station.find("Keyed", press=press, meanwhile=held)
        assert (keyed.group, keyed.priority) == (far.group, 1)
    before = len(fars[1].pieces)

    def heard() -> bool:
        held()
        return len(fars[1].pieces) > before + 5

    wait_for(heard, what="the voice on the other talk-group")
    station.pulse.write("lease.2", Lease(seat="2"))
    for press in called.legs:
        assert station.find("Unkeyed", press=press).why == "released"
    assert [entry.press for entry in station.some("Keyed")] == ["p", *called.legs]
