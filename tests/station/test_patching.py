"""Patches through a real station: RTP, USRP and what they make of each other, a tone compared at the far ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial

import pytest

from journal.slots import Beat
from tests.station.patch_room import Far, RtpFar, UsrpFar, config, ready, speech
from tests.station.patch_room import tone as hum
from tests.station.room import Room, wait_for
from units.actions import JobSet, SignedOff, UnitNamed
from units.patches import PatchBroken, Patched, PatchExtended

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: signals of POSIX are needed"),
    pytest.mark.real_time,
]
MakeRoom = Callable[[str], Room]


@pytest.fixture
def far() -> Iterator[Callable[..., Far]]:
    with ExitStack() as stack:

        def make(kind: type[Far], n: int, transmit: bool = True) -> Far:
            made = kind(n, transmit)
            stack.callback(made.close)
            return made

        yield make


def patch(room: Room, *fars: Far, seconds: float = 600.0, name: str = "p", unit: str = "") -> int:
    """Wish it; the entry's number."""
    groups = [one.group for one in fars]
    return room.act(
        Patched(seat="1", operator="anna", patch=name, groups=groups, purpose="pursuit", seconds=seconds, unit=unit)
    )


def made(room: Room, *fars: Far, seconds: float = 600.0, unit: str = "") -> None:
    patch(room, *fars, seconds=seconds, unit=unit)
    room.find("PatchMade", patch="p")


def loud(there: Far, hertz: float, seconds: float) -> bool:
    return there.seconds_of(hertz) > seconds


def refused(room: Room, seq: int) -> tuple[str, str]:
    found = room.find("Refused", action=seq)
    return found.why, found.group


def test_what_is_heard_on_one_is_sent_on_the_others_and_on_record(room: MakeRoom, far: Callable[..., Far]) -> None:
    one, two, three = far(RtpFar, 1), far(UsrpFar, 2), far(RtpFar, 3)
    station = ready(room(config([one, two, three])))
    made(station, one, two, three)
    one.speak(hum(700, 1.5))
    station.find("Unkeyed", group=two.group)
    station.find("Unkeyed", group=three.group)
    for there in (two, three):
        wait_for(partial(loud, there, 700, 1.3), what=f"the tone at {there.gateway}")
        assert there.seconds_of(700) == pytest.approx(1.5, abs=0.15), "from the first syllable to the last word"
        assert there.level_of(700) == pytest.approx(0.3, abs=0.03), "as loud as it was said"
    assert not one.pieces, "nobody hears himself"
    time.sleep(0.6)  # so soon after our last word it could be ourselves
    two.speak(hum(900, 1.0))
    wait_for(lambda: one.seconds_of(900) > 0.85 and three.seconds_of(900) > 0.85, what="the answer")
    station.find("Unkeyed", group=one.group)
    assert not two.seconds_of(900)

    keyed = station.some("Keyed")
    assert {leg.group for leg in keyed[:2]} == {two.group, three.group} and len(keyed) == 4
    assert all((leg.seat, leg.operator, leg.late) == ("patch:p", "anna", 0.0) for leg in keyed)
    for leg in keyed:
        assert station.find("VoiceRecorded", call=leg.call).seconds > 0.9, "what went out is on record, a leg each"
    heard = [call for call in station.some("CallStarted") if not (call.radio or "").startswith("console@")]
    assert len(heard) == 2
    for call in heard:
        assert station.find("VoiceRecorded", call=call.call).group == call.to, "and what came in, as it came"


def test_breaking_it_stops_what_is_on_the_air(room: MakeRoom, far: Callable[..., Far]) -> None:
    one, two = far(RtpFar, 1), far(UsrpFar, 2)
    assert isinstance(two, UsrpFar)
    station = ready(room(config([one, two])))
    made(station, one, two)
    stop = time.monotonic() + 1.0
    while time.monotonic() < stop or not two.keyed:
        one.say(hum(700, 0.02))
        time.sleep(0.02)
    seq = station.act(PatchBroken(seat="1", operator="anna", patch="p"))
    for _ in range(50):
        one.say(hum(700, 0.02))
        time.sleep(0.02)
    ended = station.find("PatchEnded", patch="p")
    assert (ended.why, ended.detail, ended.groups) == ("broken", "anna", [one.group, two.group])
    unkeyed = station.find("Unkeyed", group=two.group)
    assert unkeyed.why == "released"
    entries = {entry.seq: entry for entry in station.all()}
    off = next(entry for entry in station.all() if entry.kind == "Unkeyed")
    assert off.mono - entries[seq].mono < 0.5, "within half a second of the wish"
    assert len(station.some("Keyed")) == 1, "and nothing is keyed for it any more"


def test_what_cannot_be_joined_is_refused_in_a_word(room: MakeRoom, far: Callable[..., Far]) -> None:
    one, two, three, mute = far(RtpFar, 1), far(UsrpFar, 2), far(RtpFar, 3), far(UsrpFar, 4, False)
    station = ready(room(config([one, two, three, mute])))
    assert refused(station, patch(station, one, mute)) == ("transmit-off", mute.group)
    assert refused(station, patch(station, one)) == ("unable", "")
    assert refused(station, patch(station, one, two, seconds=0)) == ("unable", "")
    unknown = Patched(seat="1", operator="anna", patch="x", groups=[one.group, "no"], purpose="p", seconds=9.0)
    assert refused(station, station.act(unknown)) == ("unknown-target", "no")
    nobody = Patched(seat="2", patch="x", groups=[one.group, two.group], purpose="p", seconds=9.0)
    assert refused(station, station.act(nobody)) == ("unsigned", "")
    made(station, one, two)
    assert refused(station, patch(station, two, three, name="q")) == ("patched", two.group), "so no two make a ring"
    assert refused(station, station.act(PatchBroken(seat="1", operator="anna", patch="q")))[0] == "unknown-target"


def test_its_time_is_over(room: MakeRoom, far: Callable[..., Far]) -> None:
    one, two = far(RtpFar, 1), far(UsrpFar, 2)
    station = ready(room(config([one, two])))
    made(station, one, two, seconds=1.0)
    assert station.find("PatchWarned", patch="p").why == "time"
    station.act(PatchExtended(seat="1", operator="anna", patch="p", seconds=2.0))
    wait_for(lambda: len(station.some("PatchMade")) == 2, what="the longer time")
    assert station.find("PatchEnded", patch="p").why == "time"
    entries = station.all()
    longer = [entry for entry in entries if entry.kind == "PatchMade"][1]
    over = next(entry for entry in entries if entry.kind == "PatchEnded")
    assert over.mono - longer.mono >= 1.9, "not before"


def test_it_ends_with_its_purpose_and_without_an_owner(room: MakeRoom, far: Callable[..., Far]) -> None:
    one, two = far(RtpFar, 1), far(UsrpFar, 2)
    station = ready(room(config([one, two])))
    assert refused(station, patch(station, one, two, unit="u1")) == ("unknown-target", "")
    station.act(UnitNamed(seat="1", operator="anna", unit="u1", callsign="Kopa 1"))
    station.act(JobSet(seat="1", operator="anna", unit="u1", job="pursuit A6"))
    made(station, one, two, unit="u1")
    station.act(JobSet(seat="1", operator="anna", unit="u1", job=""))
    assert station.find("PatchEnded", patch="p").why == "purpose"
    patch(station, one, two, name="q")
    station.find("PatchMade", patch="q")
    station.act(SignedOff(seat="1", operator="anna"))
    assert station.find("PatchWarned", patch="q").why == "owner"


def test_a_station_that_comes_back_joins_nothing(room: MakeRoom, far: Callable[..., Far]) -> None:
    one, two = far(RtpFar, 1), far(UsrpFar, 2)
    station = ready(room(config([one, two])))
    made(station, one, two)
    station.kill()
    station.start()
    ended = station.find("PatchEnded", patch="p")
    assert (ended.why, ended.groups) == ("restart", [one.group, two.group])
    one.speak(hum(700, 0.5))
    station.find("CallEnded", gateway=one.gateway)
    assert not station.some("Keyed") and len(station.some("PatchEnded")) == 1


def test_the_voice_process_dies_while_it_speaks(room: MakeRoom, far: Callable[..., Far]) -> None:
    one, two = far(RtpFar, 1), far(UsrpFar, 2)
    assert isinstance(two, UsrpFar)
    station = ready(room(config([one, two])))
    made(station, one, two)
    found = station.pulse.read("voice", Beat)
    assert found is not None

    def says() -> None:
        one.say(hum(700, 0.02))
        time.sleep(0.02)

    station.find("Keyed", group=two.group, meanwhile=says)
    os.kill(found[0].pid, 9)
    assert station.find("Unkeyed", meanwhile=says, why="no-voice").group == two.group
    for _ in range(25):
        says()
    assert len(station.some("Keyed")) == 1, "what was half said is not said again"
    station.find("CallEnded", gateway=one.gateway)
    wait_for(lambda: (beat := station.pulse.read("voice", Beat)) and beat[0].pid != found[0].pid, what="a new one")
    before = len(two.pieces)
    one.speak(hum(900, 1.0))
    wait_for(lambda: two.seconds_of(900) > 0.7, what="the patch, which is as it was")
    assert len(two.pieces) > before and not station.some("PatchEnded")


def test_a_dispatcher_beats_the_patch(room: MakeRoom, far: Callable[..., Far], tone: None) -> None:
    one, two = far(RtpFar, 1), far(UsrpFar, 2)
    station = ready(room(config([one, two])))
    made(station, one, two)
    while not station.some("Keyed"):
        one.say(speech(0.02))
        time.sleep(0.02)
    station.press("mine", two.group)

    def on() -> None:
        station.lease("mine", two.group)
        one.say(speech(0.02))

    station.find("Keyed", press="mine", meanwhile=on)
    assert station.find("Unkeyed", why="interrupted").group == two.group
    for _ in range(25):
        on()
        time.sleep(0.02)
    assert len(station.some("Keyed")) == 2, "while a person speaks nothing else does"
    station.lease("")
    station.find("Unkeyed", press="mine")

    def again() -> bool:
        one.say(speech(0.02))
        time.sleep(0.02)
        return len(station.some("Keyed")) == 3

    wait_for(again, what="the patch")


def test_two_legs_joined_outside_make_no_ring(room: MakeRoom, far: Callable[..., Far]) -> None:
    one, two, three = far(RtpFar, 1), far(RtpFar, 2), far(UsrpFar, 3)
    two.loop, three.loop = [one, three], [two]
    one.delay = two.delay = three.delay = 0.1
    station = ready(room(config([one, two, three])))
    made(station, one, two, three)
    one.speak(speech(1.0))
    station.find("Unkeyed", group=two.group)
    station.find("Unkeyed", group=three.group)
    heard = [call for call in station.some("CallStarted") if not (call.radio or "").startswith("console@")]
    assert len(heard) >= 3, "our own legs came back"
    for call in heard:
        station.find("CallEnded", call=call.call)
    time.sleep(2.2)  # longer than an echo is waited for
    assert len(station.some("Keyed")) == 2, "and were not sent on"
    assert not one.pieces
