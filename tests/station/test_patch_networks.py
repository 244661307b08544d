"""Patches across networks on real sockets and devices: a simulated Hytera repeater, a donor radio on PulseAudio."""

from __future__ import annotations

import random
import select
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from radio.g711 import to_alaw
from station.simulate.cast import GATEWAYS, GROUPS, REPEATER_UT
from station.simulate.cues import Exchange, Over
from station.simulate.ends import UdpPorts
from station.simulate.hytera_repeater import HOST, PORTS, HyteraRepeater
from station.simulate.people import players
from tests.station.patch_room import RtpFar, config, ready
from tests.station.patch_room import tone as hum
from tests.station.room import Room, free_port, wait_for
from tests.station.test_donor import Server
from tests.station.test_lines import OFF, ON, Reports
from tests.voice import sinks
from tests.voice.desk import tone as said
from tests.voice.sinks import RATE
from units.patches import Patched

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: addresses and named pipes of POSIX"),
    pytest.mark.real_time,
]
MakeRoom = Callable[[str], Room]
HYTERA = "dmr@vt-utena:g5"
DONOR = "donor@local:g1"
ENOUGH = 0.7
"""Seconds of 1.5 that show that it goes across; that nothing of it is missing is test_patching's to show."""


def join(room: Room, *groups: str) -> None:
    room.act(Patched(seat="1", operator="anna", patch="p", groups=list(groups), purpose="pursuit", seconds=600.0))
    room.find("PatchMade", patch="p")


@pytest.fixture
def far() -> Iterator[RtpFar]:
    made = RtpFar(1)
    yield made
    made.close()


class Repeater:
    """The simulated repeater at work on real ports, on a thread of its own, with a voice that is a tone."""

    def __init__(self, seconds: float, hertz: float) -> None:
        self.ports = {name: free_port() for name in PORTS}
        self.end = UdpPorts([HOST], self.ports, PORTS)
        gateway = next(one for one in GATEWAYS if one.name == REPEATER_UT)
        group = next(one for one in GROUPS if one.gateway == REPEATER_UT)
        words: Any = SimpleNamespace(sound=lambda clip, form: to_alaw(hum(hertz, seconds)))
        cast = {player.callsign: player for player in players(1)}
        self.part = HyteraRepeater(gateway, 4107900, cast, words, lambda at: time.time(), random.Random(1))
        self._group, self._unit, self._seconds = group.name, group.members[0], seconds
        self._zero = time.monotonic()
        self._tells: list[Exchange] = []
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    @property
    def config(self) -> str:
        ports = ", ".join(f"{name} = {number}" for name, number in self.ports.items())
        return f"""
[[gateway]]
name = "Hytera"
protocol = "hytera"
network = "vt-utena"
transmit = true
link = {{ type = "udp", bind = "127.0.0.1", peer = "{HOST}", ports = {{ {ports} }} }}
[[group]]
id = "{HYTERA}"
number = "5"
name = "Utena"
gateway = "Hytera"
"""

    def speak(self) -> None:
        """One of its radios speaks."""
        at = time.monotonic() - self._zero + 0.1
        over = Over(at=at, seconds=self._seconds, unit=self._unit, clip="tone")
        self._tells.append(Exchange(at=at, group=self._group, overs=(over,)))

    def _work(self) -> None:
        while not self._ends.is_set():
            now = time.monotonic() - self._zero
            while self._tells:
                self.part.play(self._tells.pop(0))
            for data in self.end.read()[1]:
                self.part.hear(data, now)
            for data in self.part.speak(now):
                self.end.write(data)
            select.select(self.end.sources(), [], [], 0.01)

    def close(self) -> None:
        """Off."""
        self._ends.set()
        self._thread.join(20)
        self.end.close()


@pytest.fixture
def repeater() -> Iterator[Repeater]:
    made = Repeater(1.5, 700)
    yield made
    made.close()


def test_what_a_hytera_repeater_forwards_is_sent_on_and_nobody_is_sent_on_it(
    room: MakeRoom, far: RtpFar, repeater: Repeater
) -> None:
    station = ready(room(config([far], repeater.config)))
    station.find("LinkUp", gateway="Hytera")
    join(station, HYTERA, far.group)
    repeater.speak()
    wait_for(lambda: far.seconds_of(700) > ENOUGH, 30, what="the radio at the far end")
    station.find("Unkeyed", group=far.group)
    assert far.seconds_of(700) < 1.8
    heard = station.find("CallStarted", gateway="Hytera")
    assert heard.to == HYTERA and heard.radio, "and who it was is on record"
    time.sleep(1.0)  # so soon after our last word it could be ourselves
    far.speak(hum(900, 0.5))
    station.find("VoiceRecorded", group=far.group)
    assert {keyed.group for keyed in station.some("Keyed")} == {far.group}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if sys.platform != "linux" or sinks.missing():
        pytest.skip(f"LOUD: {sinks.missing() or 'Linux'} is not installed: patches with a donor radio NOT tested")
    one = Server(tmp_path_factory.mktemp("pa"))
    one.start()
    yield one
    one.stop()


@pytest.mark.peer
def test_a_donor_radio_is_heard_on_the_others_and_keyed_for_them(
    room: MakeRoom, far: RtpFar, server: Server, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    chip = Reports(home / "hidraw")
    donor = f"""
[[gateway]]
name = "Donor"
protocol = "donor"
transmit = true
link = {{ type = "donor", input = "donorin", output = "donorout", ptt = "cm108:{home / "hidraw"}", busy = "vox:-40" }}
[[group]]
id = "{DONOR}"
gateway = "Donor"
"""
    try:
        station = ready(room(config([far], donor)))
        station.find("LinkUp", gateway="Donor")
        assert chip.next()[0] == OFF, "off before anything else"
        join(station, DONOR, far.group)
        with server.receiving(said(700, 1.5, RATE)):
            wait_for(lambda: far.seconds_of(700) > ENOUGH, 30, what="the radio at the far end")
            station.find("Unkeyed", group=far.group)
        assert far.seconds_of(700) < 1.8
        station.find("CallEnded", gateway="Donor")
        with server.listening("tx") as radio:
            for _ in range(6):
                time.sleep(1.5)  # so soon after our last word it could be ourselves, and what it says is not sent on
                far.speak(hum(900, 1.5))
                if DONOR in {press.group for press in station.some("Keyed")}:
                    break
            assert chip.next(30.0)[0] == ON
            station.find("Unkeyed", group=DONOR, why="released")
            assert chip.next(30.0)[0] == OFF
        assert radio.seconds_of(900) > ENOUGH, "its microphone was given it"
        assert {press.group for press in station.some("Keyed")} == {far.group, DONOR}
    finally:
        chip.close()
