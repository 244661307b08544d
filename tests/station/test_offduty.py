"""Where off-duty units are: bytes in, nothing of the place in any file; emergencies override it."""

from __future__ import annotations

import asyncio
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from radio.codec import Out, Settings
from radio.events import EmergencyRaised, Located, StatusReceived
from radio.find import find_protocol
from station.gateway import Gateway, whole_lines
from station.links.link import Lost, Receive
from station.offduty import OffDuty
from tests.station.room import Room, free_port, wait_for
from tests.station.test_gateway import Heard, end
from tests.units.room import entry
from units import findings as fi
from units.actions import AlarmAcknowledged, AlarmClosed, PositionAsked, StatusSet
from units.picture import Picture
from units.state import Unit

CAR, FOOT = "nmea@net:1001", "nmea@net:1002"
OFF, FREE = 18, 10
MakeRoom = Callable[[str], Room]


class Duty:
    """A decision on a picture of its own."""

    def __init__(self, ready: bool = True) -> None:
        self.picture = Picture()
        self.needs: set[str] = set()
        self.duty = OffDuty(lambda: self.picture.facts, self.needs.__contains__)
        self.duty.configure([OFF])
        self._seq = 0
        self.record(fi.ConfigLoaded(hash="h", off_duty=[OFF]))
        if ready:
            self.duty.begin()

    def record(self, what: fi.ConfigLoaded | StatusReceived) -> None:
        self._seq += 1
        one = entry(self._seq, what)
        self.picture.apply(one)
        self.duty.follow(one)

    def hides(self, *others: Out, radio: str = CAR, reason: str | None = None) -> bool:
        here = Located(radio=radio, lat=56.5, lon=26.5, reason=reason)
        return self.duty.withheld("gw", here, [here, *others])


def off(radio: str = CAR, code: int = OFF) -> StatusReceived:
    return StatusReceived(gateway="gw", radio=radio, code=code)


def test_by_the_status_as_soon_as_it_is_heard() -> None:
    duty = Duty()
    assert not duty.hides()
    duty.duty.heard(off())
    assert duty.hides(), "the record does not have it yet"
    duty.record(off())
    assert duty.hides() and not duty.hides(radio=FOOT)
    duty.duty.heard(off(code=FREE))
    assert not duty.hides()
    duty.record(off(code=FREE))
    assert not duty.hides()
    duty.duty.heard(off(code=0))
    assert not duty.hides(), "an emergency says nothing of the duty"


def test_all_radios_of_a_unit_have_one_duty() -> None:
    duty = Duty()
    picture = duty.picture
    picture.facts.radios[CAR] = picture.facts.radios[FOOT] = "u1"
    picture.facts.units["u1"] = Unit(id="u1", radios=[CAR, FOOT], named=True)
    duty.duty.heard(off(FOOT))
    assert duty.hides(radio=CAR)
    duty.record(off(FOOT))
    assert duty.hides(radio=CAR)
    duty.duty.heard(off(CAR, FREE))
    assert not duty.hides(radio=FOOT), "what was heard last counts"


def test_a_status_in_the_same_bytes_counts_for_their_place() -> None:
    duty = Duty()
    assert duty.hides(off())
    assert not duty.hides(off(code=FREE))
    assert not duty.hides(off(FOOT)), "another's status"


def test_an_emergency_overrides_it() -> None:
    duty = Duty()
    duty.record(off())
    assert not duty.hides(reason="emergency")
    assert not duty.hides(EmergencyRaised(radio=CAR, by="position"))
    assert duty.hides(EmergencyRaised(radio=FOOT, by="position"))
    duty.needs.add(CAR)
    assert not duty.hides()
    duty.needs.clear()
    assert duty.hides()


def test_while_nobody_knows_yet_positions_wait() -> None:
    duty = Duty(ready=False)
    assert duty.hides() and duty.hides(radio=FOOT)
    assert not duty.hides(reason="emergency")
    duty.record(off())
    kept = duty.duty.begin()
    assert [(event.radio, event.gateway) for event in kept] == [(FOOT, "gw")]
    assert duty.duty.dropped == 1


def test_nobody_is_off_duty_where_no_code_is_configured() -> None:
    duty = Duty(ready=False)
    duty.duty.configure([])
    duty.duty.heard(off())
    assert not duty.hides()


@pytest.mark.parametrize(
    ("piece", "whole", "rest"),
    [(b"a\r\nb\r\n", b"a\r\nb\r\n", b""), (b"a\r\n$GP", b"a\r\n", b"$GP"), (b"$GP", b"$GP", b""), (b"", b"", b"")],
)
def test_the_beginning_of_a_line_waits_for_its_end(piece: bytes, whole: bytes, rest: bytes) -> None:
    assert whole_lines(piece) == (whole, rest)


class Line:
    """A serial line; the test gives ``receive`` what comes."""

    name, stream, dropped = "line", True, 0
    receive: Receive

    async def open(self, receive: Receive, lost: Lost) -> None:
        self.receive = receive

    def write(self, data: bytes, peer: str = "") -> None:
        pass

    async def close(self) -> None:
        pass


@pytest.mark.parametrize("pieces", ["apart", "together"])
@pytest.mark.parametrize("protocol", ["nmea", "gpsd"])
def test_a_hidden_place_told_again_is_not_kept_with_what_another_unit_says(protocol: str, pieces: str) -> None:
    """Base radios and gpsd tell a place twice: of the second time nothing comes out, but its bytes are there."""
    duty, line, heard = Duty(), Line(), Heard()
    duty.record(off(f"{protocol}@net:U1001"))
    hidden, shown = (sentence("1001", "5552.3333", OFF), sentence("1002", "5552.4444"))
    if protocol == "gpsd":
        hidden, shown = tpv("U1001", 55.3333), tpv("U1002", 55.4444)

    async def scene() -> None:
        spec = find_protocol(protocol)
        settings = Settings(gateway="gw", network="net", options={"unit": "U1001=U1001, U1002=U1002"})
        gateway = Gateway(spec, settings, line, heard, discretion=duty.duty)
        task = asyncio.create_task(gateway.run())
        await heard.until(lambda: gateway.state == "waiting")
        for data in (hidden, hidden, shown) if pieces == "apart" else (hidden, hidden + shown):
            line.receive(data, "")
        await heard.until(lambda: heard.of(Located))
        await end(task)

    asyncio.run(scene())
    assert [located.radio for located in heard.of(Located)] == [f"{protocol}@net:U1002"]
    raws = b"".join(raw for _, raw in heard.events if raw)
    assert b".3333" not in raws
    assert (b".4444" in raws) is (pieces == "apart")


def tpv(device: str, lat: float) -> bytes:
    """What gpsd says of a receiver's place."""
    return f'{{"class":"TPV","device":"{device}","mode":3,"time":"2026-11-22T12:00:00Z","lat":{lat},"lon":26.5}}\n'.encode()


# A real station


def sentence(radio: str, north: str, code: int | str = "") -> bytes:
    """What a Kenwood base radio says of a radio it heard: its place, and its status."""
    return _framed(f"PKNDS,120000,A,{north},N,02632.7777,E,000.0,000.0,221126,8.10,E00,U{radio},{code},00,")


def place_alone(radio: str, north: str) -> bytes:
    """The same of a radio that says no more than where: the codec waits for more."""
    return _framed(f"PKNSH,{north},N,02632.7777,E,120500,A,U{radio},")


def _framed(body: str) -> bytes:
    check = 0
    for byte in body.encode():
        check ^= byte
    return f"${body}*{check:02X}\r\n".encode()


CONFIG = """
[[gateway]]
name = "Kenwood"
protocol = "nmea"
network = "net"
options = {{ emergency_status = "99" }}
link = {{ type = "tcp", peer = "127.0.0.1:{port}" }}
[duty]
off = [18]
"""


@pytest.fixture
def base() -> Iterator[socket.socket]:
    """The base radio's serial server."""
    server = socket.create_server(("127.0.0.1", free_port()))
    server.settimeout(30)
    yield server
    server.close()


def read_by_station(wire: socket.socket) -> None:
    """Wait until the station has taken all that was sent: what is sent from now on comes in a piece of its own."""
    ours, theirs = f":{wire.getsockname()[1]:04X}", f":{wire.getpeername()[1]:04X}"

    def unread() -> int:
        for line in Path("/proc/net/tcp").read_text("ascii").splitlines():
            fields = line.split()
            if fields[1].endswith(theirs) and fields[2].endswith(ours):
                return int(fields[4].partition(":")[2], 16)
        return 0

    wait_for(lambda: not unread(), what="the station to read") if sys.platform == "linux" else time.sleep(0.5)


def followed(station: Room, radio: str) -> str:
    """Wait until the station has taken in every action so far: it answers them in order. Why it refuses this one."""
    asked = station.act(PositionAsked(seat="1", operator="anna", radio=radio))
    return str(station.find("Refused", action=asked).why)


def place(number: int) -> Any:
    """The latitude of ``5552.nnnn``."""
    return pytest.approx(55 + float(f"52.{str(number) * 4}") / 60)


def places_in(folder: Path) -> list[int]:
    """Which of the places ``5552.nnnn`` are in the bytes of any file of the journal."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.stat().st_size < 50 << 20]
    kept = b"".join(path.read_bytes() for path in files)
    return [number for number in range(1, 10) if f"5552.{str(number) * 4}".encode() in kept]


@pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: signals of POSIX are needed")
def test_nothing_of_an_off_duty_place_is_in_any_file(room: MakeRoom, base: socket.socket) -> None:
    station = room(CONFIG.format(port=base.getsockname()[1])).start()
    wire, _ = base.accept()
    wire.sendall(sentence("1001", "5552.1111"))
    car = station.find("Located").radio
    other = car.replace("1001", "1002")
    wire.sendall(sentence("1001", "5552.2222", OFF))  # where the shift ended is not kept either
    assert station.find("StatusReceived", code=OFF).radio == car
    for _ in range(3):
        wire.sendall(sentence("1001", "5552.3333", OFF))
        read_by_station(wire)
    cut = sentence("1001", "5552.5555", OFF)
    wire.sendall(sentence("1002", "5552.4444") + cut[:25])
    station.find("Located", lat=place(4), radio=other)
    wire.sendall(cut[25:])
    read_by_station(wire)
    wire.sendall(sentence("1002", "5552.6666") + sentence("1001", "5552.7777"))
    station.find("Located", lat=place(6), radio=other)
    wire.sendall(place_alone("1002", "5552.9999") + place_alone("1001", "5552.7777"))
    station.find("Located", lat=place(9), radio=other)
    time.sleep(0.5)  # 7 waited for more of it as 9 did: it has been passed on (and withheld) once an action is answered
    station.sign_on()
    assert followed(station, car) == "off-duty"
    station.act(StatusSet(seat="1", operator="anna", unit=car, code=FREE))  # the dispatcher knows better
    assert followed(station, car) != "off-duty"
    wire.sendall(sentence("1001", "5552.8888"))
    station.find("Located", lat=place(8), radio=car)
    wire.close()
    station.stop()
    assert places_in(station.folder) == [1, 4, 8], "6 came in one piece with 7: it is kept, its bytes are not"
    assert [one.lat for one in station.some("Located", radio=car)] == [place(1), place(8)]


@pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: signals of POSIX are needed")
def test_an_open_emergency_says_where_until_it_is_closed(room: MakeRoom, base: socket.socket) -> None:
    station = room(CONFIG.format(port=base.getsockname()[1])).start()
    wire, _ = base.accept()
    wire.sendall(sentence("1001", "5552.1111", OFF))
    car = station.find("StatusReceived", code=OFF).radio
    wire.sendall(sentence("1001", "5552.2222", 99))
    alarm = station.find("AlarmOpened").alarm
    wire.sendall(sentence("1001", "5552.3333", OFF))
    station.find("Located", lat=place(3), radio=car)
    station.sign_on()
    station.act(AlarmAcknowledged(seat="1", operator="anna", alarm=alarm, shown=2.0))
    wire.sendall(sentence("1001", "5552.4444", OFF))
    station.find("Located", lat=place(4), radio=car)
    station.act(AlarmClosed(seat="1", operator="anna", alarm=alarm, verdict="false"))
    followed(station, car)
    wire.sendall(sentence("1001", "5552.5555", OFF) + sentence("1002", "5552.6666"))
    station.find("Located", lat=place(6))
    wire.close()
    station.stop()
    assert places_in(station.folder) == [2, 3, 4]


@pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: signals of POSIX are needed")
def test_a_station_that_was_killed_remembers_who_is_off_duty(room: MakeRoom, base: socket.socket) -> None:
    station = room(CONFIG.format(port=base.getsockname()[1])).start()
    wire, _ = base.accept()
    wire.sendall(sentence("1001", "5552.1111", OFF))
    station.find("StatusReceived", code=OFF)
    station.kill()
    wire.close()
    station.start()
    wire, _ = base.accept()
    wire.sendall(sentence("1001", "5552.2222") + sentence("1002", "5552.3333"))
    station.find("Located", lat=place(3))
    wire.close()
    station.stop()
    assert places_in(station.folder) == [] and len(station.some("Located")) == 1
