"""Positions by HTTP, the whole way: what a client is told, what the record has, and what it never gets."""

from __future__ import annotations

import asyncio
import http.client
import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from radio.events import Located, Undecoded
from tests.station.room import Room, free_port, wait_for
from tests.station.test_gateway import Heard, end, gateway
from tests.station.test_http_link import KEY, Intake
from units.picture import Picture

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: signals of POSIX are needed")

MakeRoom = Callable[[str], Room]


def test_through_a_gateway_to_a_position() -> None:
    """The whole way with the real codecs: what a client gets, what becomes of it."""

    async def scene(protocol: str, requests: list[tuple[str, str, bytes]]) -> tuple[list[tuple[int, bytes]], Heard]:
        intake, heard = Intake(), Heard()
        gw = gateway(protocol, intake.link, heard, options={})
        task = asyncio.create_task(gw.run())
        await heard.until(lambda: gw.state == "waiting")
        told = []
        for target, method, body in requests:
            status, _, said = await intake.ask(target, method, body, X_Api_Key=KEY)
            told.append((status, said))
        assert gw.state == "up"
        await end(task)
        return told, heard

    location = {"_type": "location", "lat": 55.9, "lon": 26.5, "tid": "AN"}
    big = json.dumps({"_type": "card", "face": "x" * 40_000}).encode()
    told, heard = asyncio.run(
        scene(
            "owntracks",
            [("/pub?u=anna&d=phone", "POST", json.dumps(location).encode()), ("/", "POST", big), ("/", "POST", b"<")],
        )
    )
    assert told[:2] == [(200, b"[]"), (200, b"[]")]
    assert told[2][0] == 400
    assert [event.radio for event in heard.of(Located)] == ["owntracks@net:anna/phone"]
    assert len(heard.of(Undecoded)) == 1
    assert next(raw for event, raw in heard.events if isinstance(event, Located)) is not None

    told, heard = asyncio.run(
        scene("osmand", [("/?id=7&lat=55.9&lon=26.5", "GET", b""), ("/?lat=1&lon=2", "GET", b"")])
    )
    assert [status for status, _ in told] == [200, 400]
    assert told[0][1] == b""
    assert len(heard.of(Located)) == 1


def config(home: Path, osmand: int, owntracks: int, rate: float = 50) -> str:
    key = home / "phones.key"
    key.write_text(KEY, encoding="utf-8")
    key.chmod(0o600)
    return "".join(
        f"""
[[gateway]]
name = "{name}"
protocol = "{name}"
network = "net"
link = {{ type = "http", bind = "127.0.0.1:{port}", key = "file:{key.as_posix()}", rate = {rate} }}
"""
        for name, port in (("osmand", osmand), ("owntracks", owntracks))
    )


def ask(port: int, target: str, method: str = "GET", body: str = "", **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, target, body.encode(), {k.replace("_", "-"): v for k, v in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def listening(*ports: int) -> None:
    """Waits until the intakes are open."""

    def up() -> bool:
        try:
            return all(ask(port, "/")[0] == 401 for port in ports)
        except ConnectionError:
            return False

    wait_for(up, what="the intakes")


def test_a_post_is_a_position_on_record_and_a_wrong_key_leaves_none(room: MakeRoom, home: Path) -> None:
    osmand, owntracks = free_port(), free_port()
    made = room(config(home, osmand, owntracks)).start()
    listening(osmand, owntracks)
    before = len(made.all())
    for wrong in (f"/?id=evil&lat=56&lon=27&key={KEY}x", "/?id=evil&lat=56&lon=27"):
        assert ask(osmand, wrong)[0] == 401
    assert ask(owntracks, "/", "POST", '{"_type":"location","lat":1,"lon":2,"tid":"x"}', X_Api_Key="no")[0] == 401
    assert ask(osmand, f"/?id=VP-12&lat=55.8756&lon=26.5362&speed=10&key={KEY}") == (200, b"")
    found = made.find("Located", radio="osmand@net:VP-12")
    assert found.speed == pytest.approx(10 * 1852 / 3600)
    location = json.dumps({"_type": "location", "lat": 55.5, "lon": 26.5, "vel": 36, "topic": "owntracks/anna/phone"})
    assert ask(owntracks, "/pub", "POST", location, X_Api_Key=KEY) == (200, b"[]")
    assert made.find("Located", radio="owntracks@net:anna/phone").speed == pytest.approx(10)
    assert ask(osmand, f"/?lat=55.8756&lon=26.5362&key={KEY}")[0] == 400
    assert made.find("Undecoded", gateway="osmand").why == "a report without an id"
    assert "evil" not in str([entry.what for entry in made.all()[before:]])
    assert KEY.encode() not in (made.folder / "journal.db").read_bytes() + _log_of(made)
    assert made.some("LinkUp", gateway="osmand") and made.some("LinkUp", gateway="owntracks")
    picture = Picture()
    picture.apply_all(made.all())
    for radio, lat in (("osmand@net:VP-12", 55.8756), ("owntracks@net:anna/phone", 55.5)):
        fix = picture.facts.units[radio].fix
        assert fix is not None and fix.lat == lat, "a unit on board and map like any radio"


def _log_of(room: Room) -> bytes:
    wal = room.folder / "journal.db-wal"
    return wal.read_bytes() if wal.exists() else b""


def test_a_flood_is_held_back_and_the_station_goes_on(room: MakeRoom, home: Path) -> None:
    osmand, owntracks = free_port(), free_port()
    made = room(config(home, osmand, owntracks, rate=4)).start()
    statuses: list[int] = []

    def flood() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", osmand, timeout=30)
        for number in range(150):
            try:
                connection.request("GET", f"/?id=F&lat=55.{number}&lon=26.5&key={KEY}")
                answer = connection.getresponse()
                answer.read()
                statuses.append(answer.status)
            except (ConnectionError, http.client.HTTPException):
                connection.close()

    listening(osmand, owntracks)
    threads = [threading.Thread(target=flood) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert statuses.count(429) > statuses.count(200) > 0
    made.find("Located", radio="osmand@net:F")
    location = json.dumps({"_type": "location", "lat": 55.5, "lon": 26.5, "tid": "AN"})
    assert ask(owntracks, "/pub", "POST", location, X_Api_Key=KEY) == (200, b"[]")
    made.find("Located", radio="owntracks@net:AN")
    wait_for(lambda: len(made.some("Located", radio="osmand@net:F")) == statuses.count(200))
