"""A jammer at the border, through a real station: several units' fixes fail together, said once, over when they recover."""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from benchmarks.latency_sender import sentence
from tests.station.room import Room, free_port, wait_for
from units.actions import UnitNamed
from units.picture import Picture

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: signals of POSIX are needed")

MakeRoom = Callable[[str], Room]
UNITS = [f"U0000{n}" for n in range(1, 6)]


class Fleet:
    """Five patrols, two kilometres apart, whose base radio speaks Kenwood sentences to a socket."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

    def close(self) -> None:
        self._socket.close()

    def say(self, units: list[str], off: float = 0.0, fix: bool = True) -> None:
        """Where ``units`` are, ``off`` degrees south of it; or that they have no fix."""
        for unit in units:
            line = sentence(unit, 55.8 + int(unit[-1]) * 0.02 - off, 26.5, time.time())
            self._socket.sendto(line if fix else void(line), ("127.0.0.1", self._port))
            time.sleep(0.02)


def void(line: bytes) -> bytes:
    """The sentence of a receiver without a fix."""
    body = line[1:].split(b"*")[0].replace(b",A,", b",V,")
    check = 0
    for byte in body:
        check ^= byte
    return b"$" + body + b"*%02X\r\n" % check


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def fleet(port: int) -> Iterator[Fleet]:
    made = Fleet(port)
    yield made
    made.close()


def config(port: int, more: str = "") -> str:
    link = f'{{ type = "udp", bind = "127.0.0.1:{port}" }}'
    return f'[[gateway]]\nname = "GPS"\nprotocol = "nmea"\nnetwork = "pp"\nlink = {link}\n{more}'


def picture(station: Room) -> Picture:
    made = Picture()
    made.apply_all(station.all())
    return made


def heard(station: Room, kind: str, count: int) -> None:
    wait_for(lambda: len(station.some(kind)) >= count, what=f"{count} × {kind}")


def test_a_jammed_border_is_said_once_and_so_is_its_end(room: MakeRoom, port: int, fleet: Fleet) -> None:
    station = room(config(port)).start()
    fleet.say(UNITS)
    heard(station, "Located", 5)
    fleet.say(UNITS[:2], off=0.9)  # spoofed a hundred kilometres away
    fleet.say(UNITS[2:3], fix=False)
    failed = station.find("FixesFailed", on=True)
    assert len(failed.units) == 3
    facts = picture(station).facts
    assert facts.failing == 3
    units = [facts.units[f"nmea@pp:{unit}"] for unit in UNITS]
    assert [bool(unit.doubtful or unit.no_fix) for unit in units] == [True, True, True, False, False]
    assert all(unit.fix is not None and unit.fix.lat > 55.7 for unit in units), "no marker jumped"
    rejected = units[0].rejected
    assert rejected is not None and rejected.why == "jump" and 95_000 < rejected.metres < 105_000
    for _ in range(4):
        fleet.say(UNITS[:2], off=0.9)
    heard(station, "PositionDoubted", 10)
    assert picture(station).facts.units["nmea@pp:U00001"].doubtful, "that they agree says nothing now"
    fleet.say(UNITS)
    station.find("FixesFailed", on=False)
    facts = picture(station).facts
    assert facts.failing == 0 and not any(unit.doubtful or unit.no_fix for unit in facts.units.values())
    assert len(station.some("FixesFailed")) == 2


def test_a_station_that_starts_in_the_middle_knows_and_ends_it(room: MakeRoom, port: int, fleet: Fleet) -> None:
    station = room(config(port)).start()
    fleet.say(UNITS)
    heard(station, "Located", 5)
    fleet.say(UNITS[:3], fix=False)
    station.find("FixesFailed", on=True)
    station.kill()
    station.start()
    time.sleep(1.5)
    assert len(station.some("FixesFailed")) == 1, "still so, and known"
    fleet.say(UNITS)
    station.find("FixesFailed", on=False)
    assert picture(station).facts.failing == 0


def test_what_is_too_fast_depends_on_the_roster(room: MakeRoom, port: int, fleet: Fleet) -> None:
    station = room(config(port)).start()
    station.sign_on()
    for unit, kind in ((UNITS[0], "foot"), (UNITS[1], "car")):
        station.act(
            UnitNamed(
                seat="1",
                operator="anna",
                unit=kind,
                callsign=kind,
                agency="pp",
                kind_of=kind,
                radios=[f"nmea@pp:{unit}"],
            )
        )
    time.sleep(0.5)
    fleet.say(UNITS[:2])
    time.sleep(1.0)
    fleet.say(UNITS[:2], off=0.003)  # 333 m in a second or two
    heard(station, "Located", 4)
    (doubt,) = station.some("PositionDoubted")
    assert doubt.radio == "nmea@pp:U00001" and doubt.fastest == pytest.approx(15.4, abs=0.2)


def test_what_lies_beyond_the_rooms_area_is_not_believed(room: MakeRoom, port: int, fleet: Fleet) -> None:
    area = "[positions]\nsouth = 55.5\nwest = 25.0\nnorth = 56.5\neast = 28.0\n"
    station = room(config(port, area)).start()
    fleet.say(UNITS[:1], off=2.0)  # the first word of it
    doubt = station.find("PositionDoubted", why="range")
    assert 150_000 < doubt.metres < 200_000
    heard(station, "Located", 1)
    assert picture(station).facts.units["nmea@pp:U00001"].fix is None
