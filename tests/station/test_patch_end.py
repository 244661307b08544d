"""A patch that ends by itself while somebody is being sent on: heard to the end of what is said, and nobody after that."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable

import pytest

from radio.requests import Unkey
from station.patching import FINISH
from tests.station.patch_room import RtpFar, UsrpFar, config, ready
from tests.station.patch_room import tone as hum
from tests.station.room import Room, wait_for
from tests.station.test_patch_rules import Joined
from units.findings import Keyed, Unkeyed
from units.patches import PatchBroken, Patched, PatchEnded, PatchExtended
from units.state import Alarm


def ended(bench: Joined) -> list[str]:
    return [entry.why for entry in bench.of(PatchEnded)]


def speaking(seconds: float = 1.0, **call: bool) -> Joined:
    """``c`` speaks on ``g1`` and is sent on as the time of the patch runs out."""
    bench = Joined()
    bench.wish("g1", "g2", seconds=seconds)
    bench.call("c", "g1", **call)
    bench.run(seconds + 0.5)
    assert bench.legs == ["g2"] and ended(bench) == []
    return bench


def test_whoever_is_being_sent_on_is_heard_to_the_end() -> None:
    bench = speaking()
    bench.run(3.0)
    assert bench.legs == ["g2"] and ended(bench) == []
    bench.hang_up("c")
    bench.run(0.5)
    assert ended(bench) == ["time"] and [entry.why for entry in bench.of(Unkeyed)] == ["released"]
    finish = [one.finish for one in bench.air.gateways["B"].asked if isinstance(one, Unkey)]
    assert finish == [True], "and what its transmitter still has of them is said"
    bench.call("d", "g1")
    bench.run(0.5)
    assert len(bench.of(Keyed)) == 1


def test_who_begins_after_that_is_not_sent_on() -> None:
    bench = speaking()
    bench.call("d", "g2")
    bench.hang_up("c")
    bench.run(1.0)
    assert ended(bench) == ["time"] and len(bench.of(Keyed)) == 1


def test_it_takes_no_longer_than_it_may() -> None:
    bench = speaking()
    bench.run(FINISH)
    assert ended(bench) == ["time"] and bench.legs == [] and not bench.air.gateways["B"].keyed


def test_of_an_emergency_it_takes_as_long_as_it_lasts() -> None:
    bench = speaking(emergency=True)
    bench.run(2 * FINISH)
    assert bench.legs == ["g2"] and ended(bench) == []
    bench.hang_up("c")
    bench.run(0.5)
    assert ended(bench) == ["time"] and bench.legs == []


def test_its_talk_time_is_limited_all_the_same() -> None:
    bench = Joined()
    bench.air.gateways["B"].talk_limit = 5.0
    bench.wish("g1", "g2", seconds=1.0)
    bench.call("c", "g1", emergency=True)
    bench.run(5.5)
    assert [entry.why for entry in bench.of(Unkeyed)] == ["limit"] and ended(bench) == ["time"]


def test_its_purpose_may_end_so_too_and_come_back() -> None:
    bench = Joined()
    bench.facts.alarms["a"] = Alarm(id="a")
    bench.wish("g1", "g2", alarm="a")
    bench.call("c", "g1")
    bench.run(0.5)
    alarm = bench.facts.alarms.pop("a")
    bench.run(0.5)
    assert bench.legs == ["g2"] and ended(bench) == []
    bench.facts.alarms["a"] = alarm
    bench.run(0.5)
    bench.hang_up("c")
    bench.run(1.0)
    assert ended(bench) == [], "it is wanted after all"


def test_whoever_extends_it_in_the_last_moment_keeps_it() -> None:
    bench = speaking()
    bench.patching.take(8, PatchExtended(seat="1", operator="anna", patch="p", seconds=60.0), bench.now)
    bench.follow()
    bench.hang_up("c")
    bench.run(1.0)
    assert ended(bench) == []
    bench.run(59.5)
    assert ended(bench) == ["time"]


def test_whoever_breaks_it_means_now_and_a_person_goes_first() -> None:
    bench = speaking()
    bench.patching.take(8, PatchBroken(seat="1", operator="anna", patch="p"), bench.now)
    assert bench.legs == [] and ended(bench) == ["broken"]
    other = speaking()
    other.press("g2")
    other.run(0.1)
    assert ended(other) == ["time"] and [press.group for press in other.ptt.keyed.values()] == ["g2"]


@pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: signals of POSIX are needed")
@pytest.mark.real_time
def test_a_real_station_lets_them_finish(room: Callable[[str], Room]) -> None:
    one, two = RtpFar(1), UsrpFar(2)
    station = ready(room(config([one, two])))
    ends = threading.Event()

    def speaks() -> None:
        while not ends.wait(0.02):
            one.say(hum(700, 0.02))

    speaker = threading.Thread(target=speaks)
    speaker.start()
    try:
        groups = [one.group, two.group]
        station.act(Patched(seat="1", operator="anna", patch="p", groups=groups, purpose="A6", seconds=1.5))
        made = station.find("PatchMade", patch="p")
        station.find("Keyed", group=two.group)
        wait_for(lambda: time.time() > made.until + 1.0, what="its time to be over")
        before = len(two.pieces)
        wait_for(lambda: len(two.pieces) > before + 10, what="what is said after that")
        assert not station.some("PatchEnded"), "they still speak"
    finally:
        ends.set()
        speaker.join(20)
    assert station.find("PatchEnded", patch="p").why == "time"
    assert station.find("Unkeyed", group=two.group).why == "released"
    one.speak(hum(900, 0.5))
    wait_for(lambda: len(station.some("CallEnded", gateway=one.gateway)) >= 2, what="the second call")
    assert len(station.some("Keyed")) == 1 and not two.seconds_of(900)
    for far in (one, two):
        far.close()
