"""Presses that meet: two seats in the same moment at one transmitter, and a key that is down while no station is."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from itertools import count

import pytest

from journal.slots import Lease
from radio.requests import Key
from tests.station.key_bench import Bench
from tests.station.room import Radio, Room, free_port
from tests.station.test_station import config
from units.actions import PttPressed

SEATS = {"1": "anna", "2": "bruno"}
posix = pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: signals of POSIX are needed")


@pytest.fixture
def radio() -> Iterator[Radio]:
    made = Radio()
    yield made
    made.close()


@pytest.mark.parametrize("first", ["1", "2"])
@pytest.mark.parametrize("recorded", [True, False], ids=["on record", "before the record"])
def test_two_seats_in_the_same_look_at_one_transmitter(first: str, recorded: bool) -> None:
    bench = Bench()
    groups = {"1": "g2", "2": "g3"}
    for seat, operator in SEATS.items():
        lease = Lease(seat=seat, press=f"p{seat}", group=groups[seat], operator=operator)
        bench.pulse.write(f"lease.{seat}", lease)
        bench.elsewhere.append(lease)
    order = sorted(SEATS, key=lambda seat: seat != first)
    for number, seat in enumerate(order if recorded else (), 1):
        press = PttPressed(seat=seat, operator=SEATS[seat], press=f"p{seat}", group=groups[seat])
        bench.ptt.pressed(number, press, 0.0, bench.now)
    bench._lease = Lease(seat="3")
    bench.pass_time(1.0)
    (keyed,) = bench.keyed
    assert keyed == f"p{first}" or not recorded, "who is first on record"
    asked = [one for one in bench.air.gateways["B"].asked if isinstance(one, Key)]
    assert [one.ref for one in asked] == [keyed], "the other one never touched the radio"
    for seat in SEATS:
        press = PttPressed(seat=seat, operator=SEATS[seat], press=f"p{seat}", group=groups[seat])
        bench.ptt.pressed(10 + int(seat), press, 0.0, bench.now)
    (refused,) = bench.refused
    assert refused == (f"p{3 - int(keyed[1])}", "one-microphone") and "busy" in bench.tones
    assert bench.unkeyed == []


@posix
@pytest.mark.real_time
def test_a_key_that_is_down_as_the_station_ends_or_while_there_is_none_needs_a_new_press(
    room: Callable[[str], Room], radio: Radio, tone: None
) -> None:
    station = room(config(radio, free_port())).start()
    group = station.find("ConfigLoaded").groups[0].id
    station.sign_on()
    station.sign_on("2", "bruno")
    station.key("p1", group)
    station.stop()
    assert [entry.why in ("restart", "lease") for entry in station.some("Unkeyed", press="p1")] == [True]
    renewals = count(1)

    def both() -> None:
        """Seat 1 held on; seat 2 pressed while nobody was there."""
        station.lease("p1", group)
        lease = Lease(seat="2", press="p2", group=group, operator="bruno", count=next(renewals))
        station.pulse.write("lease.2", lease)

    both()
    seq = station.act(PttPressed(seat="2", operator="bruno", press="p2", group=group))
    both()
    station.start()
    refused = station.find("Refused", press="p2", meanwhile=both)
    assert (refused.action, refused.group) == (seq, group) and refused.why in ("unknown-outcome", "stale")
    station.can_talk()
    radio.hear(0.1)
    for _ in range(14):
        both()
        time.sleep(0.05)
    assert len(station.some("Keyed")) == 1 and radio.hear() == [], "held all the while"
    assert len(station.some("Unkeyed", press="p1")) == 1, "it was said once"
    station.lease("")
    station.pulse.write("lease.2", Lease(seat="2"))
    station.key("p3", group)
