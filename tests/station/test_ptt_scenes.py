"""Presses that meet: two seats in the same moment at one radio, and a key that is down while there is no station."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator

import pytest

from journal.slots import Lease
from radio.requests import Key
from tests.station.key_bench import Bench
from tests.station.room import Radio, Room, free_port, wait_for
from tests.station.test_donor import GROUP, OTHER, Scene, scene, server
from tests.station.test_station import config
from units.actions import PttPressed

__all__ = ["scene", "server"]
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


@pytest.mark.peer
@pytest.mark.real_time
@pytest.mark.parametrize("scene", ["at"], indirect=True)
def test_two_seats_at_once_on_two_talk_groups_of_one_donor_radio(scene: Scene) -> None:
    room, terminal = scene.room, scene.terminal
    text = room.config.read_text("utf-8")
    before = len(room.all())
    room.config.write_text(text.replace(', group = "2201"', ""), encoding="utf-8")  # it carries all of its terminal's
    room.find("ConfigLoaded", after=before)
    room.find("LinkUp", after=before, gateway="Donor")
    room.can_talk()
    for seat, operator in SEATS.items():
        room.sign_on(seat, operator)
    groups = {"1": GROUP, "2": OTHER}

    def presses(number: int, *seats: str) -> dict[str, str]:
        """All of ``seats`` press and hold: what became of each."""
        for seat in seats:
            press = PttPressed(seat=seat, operator=SEATS[seat], press=f"{seat}-{number}", group=groups[seat])
            room.lease(press.press, press.group, seat, SEATS[seat])
            room.log.append(press)

        def became() -> dict[str, str]:
            found: dict[str, str] = {}
            for seat in seats:
                room.lease(f"{seat}-{number}", groups[seat], seat, SEATS[seat])
                for kind in ("Keyed", "Refused"):
                    if room.some(kind, press=f"{seat}-{number}"):
                        found[seat] = kind
            return found if len(found) == len(seats) else {}

        return wait_for(became, what="keyed or refused")

    for number in range(1, 40):  # a busy machine's sound devices come and go
        became = presses(number, "1", "2")
        if "Keyed" in became.values():
            break
        time.sleep(0.5)
    assert sorted(became.values()) == ["Keyed", "Refused"], room.some("Refused")
    loser = next(seat for seat in SEATS if became[seat] == "Refused")
    winner = next(seat for seat in SEATS if seat != loser)
    assert room.find("Refused", press=f"{loser}-{number}").why in ("one-microphone", "busy")

    def dialled() -> list[str]:
        for seat in SEATS:
            room.lease(f"{seat}-{number}", groups[seat], seat, SEATS[seat])
        return [line for line in terminal.heard if line.startswith("ATD")]

    assert wait_for(dialled) == [f"ATD{groups[winner].rpartition('g')[2]}"], "one call, and nothing of the other's"
    for seat in SEATS:
        room.pulse.write(f"lease.{seat}", Lease(seat=seat))
    room.find("Unkeyed", press=f"{winner}-{number}")
    for again in range(40, 80):
        if presses(again, loser)[loser] == "Keyed":
            return  # once it is free
        time.sleep(0.5)
    raise AssertionError(room.some("Refused"))


@posix
@pytest.mark.real_time
def test_a_key_that_went_down_while_no_station_ran_is_refused_and_a_new_press_is_keyed(
    room: Callable[[str], Room], radio: Radio
) -> None:
    station = room(config(radio, free_port())).start()
    group = station.find("ConfigLoaded").groups[0].id
    station.sign_on()
    station.can_talk()
    station.kill()
    station.lease("p1", group)
    seq = station.act(PttPressed(seat="1", operator="anna", press="p1", group=group))
    station.lease("p1", group)
    station.start()
    refused = station.find("Refused", press="p1", meanwhile=lambda: station.lease("p1", group))
    assert (refused.action, refused.group) == (seq, group) and refused.why in ("unknown-outcome", "stale")
    station.can_talk()
    station.hold("p1", group, 0.7)
    assert not station.some("Keyed") and radio.hear() == [], "held all the while: a new press is required"
    station.lease("")
    station.key("p2", group)


@posix
@pytest.mark.real_time
def test_a_key_that_is_down_while_the_station_is_asked_to_end_and_starts_again(
    room: Callable[[str], Room], radio: Radio, tone: None
) -> None:
    station = room(config(radio, free_port())).start()
    group = station.find("ConfigLoaded").groups[0].id
    station.sign_on()
    station.key("p1", group)
    station.stop()
    assert [entry.why in ("restart", "lease") for entry in station.some("Unkeyed", press="p1")] == [True]
    station.lease("p1", group)
    station.start()
    station.can_talk()
    radio.hear(0.1)
    station.hold("p1", group, 0.7)
    assert len(station.some("Keyed")) == 1 and radio.hear() == []
    assert len(station.some("Unkeyed", press="p1")) == 1, "it was said once"
    station.lease("")
    station.key("p2", group)
