"""Which calls are recorded: every one of a configured talk-group with voice, and every emergency call wherever it is."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks.latency_sender import sentence
from journal.log import Log
from radio.codec import Now
from radio.events import CallEnded, CallStarted, EmergencyRaised, TalkerNamed
from station.alarms import Alarms
from station.hearing import Hearing
from station.mixing import mixing
from station.voice.wire import Close, Open
from tests.station.room import free_port, wait_for
from units.findings import AlarmOpened, GroupInfo
from units.picture import Picture
from units.state import Alarm, Facts, Mix, Seat

NOW = Now(1_790_000_000.0, 1000.0)
ROOM = {
    "rtp@net:g1": GroupInfo(id="rtp@net:g1", name="One", gateway="gw"),
    "tetra@net:g2": GroupInfo(id="tetra@net:g2", name="Two", gateway="gw", audio=False),
}


class Pipe:
    def __init__(self) -> None:
        self.calls: dict[str, Open] = {}
        self.told: list[Any] = []

    def send(self, message: Any) -> None:
        self.told.append(message)
        if isinstance(message, Open):
            self.calls[message.call] = message
        elif isinstance(message, Close):
            self.calls.pop(message.call, None)


class Ear:
    def __init__(self, log: Log) -> None:
        self.pipe = Pipe()
        air: Any = SimpleNamespace(groups=ROOM, note=lambda gateway, event: None)
        self.journal: list[Any] = []
        self.facts = Facts(version=0)
        self.alarms = Alarms(self._append, lambda: self.facts)
        pipe: Any = self.pipe
        nobody: Any = None
        self.hearing = Hearing(log, air, pipe, nobody, self.alarms)

    def _append(self, what: Any) -> Future[int]:
        self.journal.append(what)
        return Future()

    def hears(self, event: Any) -> None:
        gateway: Any = SimpleNamespace(name="gw", transmit=False)
        self.hearing.heard(gateway, event, None, NOW)

    def starts(self, to: str, emergency: bool = False) -> None:
        self.hears(CallStarted(gateway="gw", radio="rtp@net:7", call="c", to=to, emergency=emergency))


@pytest.fixture
def ear(home: Path) -> Iterator[Ear]:
    log = Log(home / "journal", "station")
    yield Ear(log)
    log.close()


@pytest.mark.parametrize(
    ("to", "emergency", "recorded"),
    [
        ("rtp@net:g1", False, True),
        ("tetra@net:g2", True, False),
        ("rtp@net:g9", False, False),
        ("rtp@net:g9", True, True),
    ],
    ids=["of the room", "signalling only", "not of the room", "emergency anywhere"],
)
def test_what_is_recorded(ear: Ear, to: str, emergency: bool, recorded: bool) -> None:
    ear.starts(to, emergency)
    assert ("c" in ear.pipe.calls) is recorded


def test_a_call_that_becomes_an_emergency_is_recorded_from_then_on(ear: Ear) -> None:
    ear.starts("rtp@net:g9")
    assert not ear.pipe.told
    for _ in range(2):
        ear.hears(EmergencyRaised(gateway="gw", radio="rtp@net:7", by="call", call="c"))
    assert [type(message) for message in ear.pipe.told] == [Open], "once"
    assert ear.pipe.calls["c"].group == "rtp@net:g9"
    ear.hears(CallEnded(gateway="gw", call="c", to="rtp@net:g9", why="released"))
    assert not ear.pipe.calls
    ear.hears(EmergencyRaised(gateway="gw", radio="rtp@net:7", by="call", call="c"))
    assert not ear.pipe.calls, "what is over is not opened again"


def test_the_talk_group_of_an_emergency_is_that_of_the_call_it_came_in(ear: Ear) -> None:
    ear.starts("rtp@net:g1")
    ear.hears(EmergencyRaised(gateway="gw", radio="rtp@net:7", by="call", call="c"))
    (opened,) = ear.journal
    assert isinstance(opened, AlarmOpened) and opened.group == "rtp@net:g1"
    ear.hears(CallEnded(gateway="gw", call="c", to="rtp@net:g1", why="released"))
    assert ear.alarms.loud() == {"rtp@net:g1"}, "they may speak there again"


def test_an_emergency_in_a_private_call_sounds_whatever_was_muted(ear: Ear) -> None:
    """Whose talk-group nobody knows: the call itself is forced, for as long as it lasts."""
    ear.starts("rtp@net:112", emergency=True)
    ear.hears(EmergencyRaised(gateway="gw", radio="rtp@net:7", by="call", call="c", to="rtp@net:112"))
    assert ear.alarms.loud() == {"rtp@net:112"} and ear.pipe.calls["c"].group == "rtp@net:112"
    told = mixing(ear.facts, ROOM, {"1"}, ear.alarms.loud()).groups
    assert [group for group, mix in told.items() if mix.force] == ["rtp@net:112"]
    ear.hears(CallEnded(gateway="gw", call="c", to="rtp@net:112", why="released"))
    assert ear.alarms.loud() == set()


def test_who_is_in_need_is_heard_wherever_they_speak_until_somebody_takes_it(ear: Ear) -> None:
    ear.facts.seats["1"] = Seat(id="1", mix={"rtp@net:g1": Mix(muted=True)})
    ear.facts.radios.update({"rtp@net:7": "car", "rtp@net:8": "car"})
    ear.hears(EmergencyRaised(gateway="gw", radio="rtp@net:7", by="status"))
    alarm = ear.journal[0].alarm
    ear.hears(CallStarted(gateway="gw", radio="rtp@net:5", call="other", to="rtp@net:g9", group=True))
    assert ear.alarms.loud() == set() and not ear.pipe.calls, "another car is nobody in need"
    ear.starts("rtp@net:g9")
    assert ear.alarms.loud() == {"rtp@net:g9"} and set(ear.pipe.calls) == {"c"}, "recorded, too"
    ear.hears(CallEnded(gateway="gw", call="c", to="rtp@net:g9", why="released"))
    ear.hears(CallStarted(gateway="gw", call="d", to="rtp@net:g1", group=True))
    assert ear.alarms.loud() == set(), "nobody knows yet who that is"
    ear.hears(TalkerNamed(gateway="gw", radio="rtp@net:8", call="d"))
    assert mixing(ear.facts, ROOM, {"1"}, ear.alarms.loud()).groups["rtp@net:g1"].force, "the other radio of the car"
    ear.facts.alarms[alarm] = Alarm(id=alarm, radio="rtp@net:7", ringing=False)
    ear.alarms.follow([alarm])
    assert ear.alarms.loud() == set()


def test_a_jammed_receiver_does_not_move_the_marker(home: Path, room: Any) -> None:
    """Real sentences over a real socket: far away for one report, and back."""
    port = free_port()
    link = f'{{ type = "udp", bind = "127.0.0.1:{port}" }}'
    config = f'[[gateway]]\nname = "GPS"\nprotocol = "nmea"\nnetwork = "pp"\nlink = {link}\n'
    station = room(config).start()
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for lat in (55.90, 55.38, 55.9001):
        sender.sendto(sentence("U00007", lat, 26.5, time.time()), ("127.0.0.1", port))
        time.sleep(0.15)
    sender.close()
    station.find("PositionDoubted", why="jump")
    wait_for(lambda: len(station.some("Located")) == 3)
    picture = Picture()
    picture.apply_all(station.all())
    unit = picture.facts.units["nmea@pp:U00007"]
    assert unit.fix is not None and unit.fix.lat == pytest.approx(55.9001) and unit.doubtful == ""
    assert all(point[0] > 55.8 for point in unit.trail), "nor does its way lead there"
