"""The floor is the gateway's to give: refused, queued, taken away; several legs; the talk-time limit. Heard and journaled."""

from __future__ import annotations

import pytest

from journal.slots import MOST_LEGS, Lease, OnAir
from station.voice.wire import Open, Talk
from tests.station.key_bench import Bench


@pytest.fixture
def bench() -> Bench:
    return Bench()


def onair(bench: Bench) -> OnAir:
    found = bench.pulse.read("onair", OnAir)
    return found[0] if found else OnAir()


def test_a_clear_channel_is_heard_as_clear_to_talk(bench: Bench) -> None:
    bench.press("g1")
    assert bench.keyed == ["p"] and bench.tones == ["permit"]
    bench.release()
    assert bench.unkeyed == [("p", "released", "")]
    assert bench.tones == ["permit"], "who lets go knows it"


def test_a_gateway_that_says_busy_is_heard_as_busy_and_any_other_refusal_as_denied(bench: Bench) -> None:
    bench.air.gateways["A"].refuses = "busy: SM1ABC talks on this talk-group"
    bench.press("g1")
    assert bench.refused == [("p", "busy")] and bench.tones == ["busy"]
    bench.air.gateways["A"].refuses = "not logged in at the reflector"
    bench.press("g1", press="q")
    assert bench.refused[-1] == ("q", "unable") and bench.tones[-1] == "denied"
    bench.air.gateways["A"].transmit = False
    bench.press("g1", press="r")
    assert bench.refused[-1] == ("r", "transmit-off") and bench.tones[-1] == "denied"
    assert not bench.keyed


@pytest.mark.parametrize(
    ("word", "why", "detail"),
    [
        ("transmission refused: OH2X talks", "refused", "OH2X talks"),
        ("transmission refused", "refused", ""),
        ("transmission interrupted", "interrupted", ""),
    ],
)
def test_losing_the_turn_unkeys_at_once_and_needs_a_new_press(bench: Bench, word: str, why: str, detail: str) -> None:
    bench.press("tetra")
    bench.hears("PEI", "transmitting")
    assert bench.air.gateways["DONOR"].keyed
    bench.hears("PEI", word)
    assert not bench.air.gateways["DONOR"].keyed, "in the same moment, not at the next look at the lease"
    assert bench.unkeyed == [("p", why, detail)]
    assert bench.tones[-1] == "denied" and not bench.talking["p"]
    bench.pass_time(1.0)
    assert bench.keyed == ["p"], "the key is still down: that is no new press"
    assert onair(bench).presses == {}


def test_the_turn_of_another_gateway_is_no_matter_of_this_one(bench: Bench) -> None:
    bench.press("g1")
    bench.hears("PEI", "transmission interrupted")
    bench.hears("B", "transmission refused: X talks")
    assert bench.unkeyed == []


def test_a_full_disk_does_not_keep_a_turn_from_ending(bench: Bench) -> None:
    bench.press("g1")
    bench.hearing._log.waiting = 1_000_000  # type: ignore[misc]
    bench.hears("A", "transmission interrupted")
    assert [why for _, why, _ in bench.unkeyed] == ["interrupted"]


def test_what_is_said_before_the_turn_comes_is_not_lost(bench: Bench) -> None:
    bench.press("tetra")
    donor = bench.air.gateways["DONOR"]
    for number in range(10):
        bench.says("p", number * 160)
    assert donor.spoke == [] and bench.tones == []
    bench.hears("PEI", "transmission queued")
    assert bench.tones == ["busy"]
    bench.pass_time(3.0)
    assert donor.spoke == [], "told to wait, it waits however long"
    bench.hears("PEI", "transmitting")
    bench.says("p", 1600)
    assert [frame.index for frame in donor.spoke] == [number * 160 for number in range(11)]
    assert bench.tones == ["busy", "permit"]


def test_a_radio_that_never_says_so_is_spoken_to_all_the_same(bench: Bench) -> None:
    bench.press("tetra")
    bench.says("p", 0)
    bench.pass_time(1.2)
    assert len(bench.air.gateways["DONOR"].spoke) == 1 and bench.tones == ["permit"]


def test_several_talk_groups_in_one_hold_are_a_press_and_an_entry_each(bench: Bench) -> None:
    bench.press("g1", "g2", "tetra")
    assert bench.keyed == ["p", "p/1", "p/2"]
    opened = [message for message in bench.told if isinstance(message, Open)]
    assert len({message.call for message in opened}) == 3, "three calls, three recordings"
    assert {message.group for message in opened} == {"g1", "g2", "tetra"}
    bench.pass_time(0.3)
    bench.release()
    assert [press for press, _, _ in bench.unkeyed] == ["p", "p/1", "p/2"]
    assert not any(bench.talking.values())


def test_each_leg_is_refused_apart_and_the_others_go_on(bench: Bench) -> None:
    bench.air.gateways["A"].refuses = "busy: somebody talks"
    bench.press("g1", "g2", "g3")
    assert bench.keyed == ["p/1"]
    assert bench.refused == [("p", "busy"), ("p/2", "busy")], "one transmitter carries one transmission"
    bench.pass_time(0.5)
    assert onair(bench).presses == {"p/1": "g2"}


def test_a_leg_that_loses_its_turn_leaves_the_others(bench: Bench) -> None:
    bench.press("g1", "tetra")
    bench.hears("PEI", "transmission interrupted")
    assert [press for press, _, _ in bench.unkeyed] == ["p/1"]
    bench.pass_time(0.5)
    assert bench.air.gateways["A"].keyed and not bench.air.gateways["DONOR"].keyed


def test_all_legs_end_with_the_lease(bench: Bench) -> None:
    bench.press("g1", "g2")
    bench.pass_time(0.45, renewed=False)
    assert bench.unkeyed == []
    bench.pass_time(0.1, renewed=False)
    assert bench.unkeyed == [("p", "lease", ""), ("p/1", "lease", "")], "unkeyed within half a second"
    bench.pass_time(0.5)
    assert bench.keyed == ["p", "p/1"]


def test_a_second_hold_of_the_same_seat_does_not_take_the_microphone(bench: Bench) -> None:
    bench.press("g1")
    lease = Lease(seat="1", press="foot", group="g2", operator="anna")
    bench.ptt.pedals = lambda _now: [(lease, 0.0)]
    bench.pass_time(0.5)
    assert bench.keyed == ["p"]


def test_a_hold_has_so_many_legs_and_no_leg_twice() -> None:
    groups = [f"g{number}" for number in range(40)]
    lease = Lease(seat="1", press="p", group="g0", more=["g0", *groups])
    assert list(lease.legs.values()) == groups[:MOST_LEGS]
    assert Lease(seat="1").legs == {}


def test_the_limit_is_warned_of_and_ends_the_transmission_until_a_new_press(bench: Bench) -> None:
    bench.air.gateways["A"].talk_limit = 30.0
    bench.press("g1")
    bench.pass_time(19.5)
    assert bench.tones == ["permit"] and onair(bench).left == {}
    bench.pass_time(1.0)
    assert bench.tones == ["permit", "limit"] and onair(bench).left == {"p": 10}
    bench.pass_time(9.3)
    assert onair(bench).left == {"p": 1} and bench.unkeyed == []
    bench.pass_time(0.5)
    assert bench.unkeyed == [("p", "limit", "")] and bench.tones == ["permit", "limit", "cut"]
    bench.pass_time(2.0)
    assert bench.keyed == ["p"]


def test_a_short_limit_is_warned_of_half_way(bench: Bench) -> None:
    bench.air.gateways["A"].talk_limit = 4.0
    bench.press("g1")
    bench.pass_time(1.9)
    assert bench.tones == ["permit"]
    bench.pass_time(0.2)
    assert bench.tones == ["permit", "limit"]


@pytest.mark.parametrize(("ago", "counts"), [(0.04, True), (0.0, True), (5.0, False), (-3.0, False)])
def test_the_microphone_counts_from_when_the_key_went_down_if_that_can_be_true(
    bench: Bench, ago: float, counts: bool
) -> None:
    bench.press("g1", down=bench.mono - ago)
    (talk,) = [message for message in bench.told if isinstance(message, Talk)]
    assert talk.since == pytest.approx(bench.mono - ago if counts else bench.mono)
