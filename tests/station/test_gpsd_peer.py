"""A real gpsd, fed by its own gpsfake: every place it tells arrives, with its receiver's name, and the link is proven."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from radio.codec import Settings
from radio.events import LinkUp, Located
from radio.find import find_protocol
from station.gateway import Gateway
from station.links.tcp import TcpLink
from tests.station.peers import needs, wide_path
from tests.station.room import wait_for
from tests.station.takserver import free_tcp_port
from tests.station.test_gateway import Heard, end

pytestmark = [
    pytest.mark.peer,
    pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: gpsd runs on POSIX only"),
]

LOGS = Path(__file__).resolve().parents[2] / "../shared/gpsd-logs"
SHARED = [LOGS / name for name in ("bt451.log", "bu353s4.log")]


def sentence(body: str) -> str:
    check = 0
    for byte in body.encode():
        check ^= byte
    return f"${body}*{check:02X}\r\n"


def drive(path: Path) -> Path:
    """Three minutes' drive east along 56° 30' north, a fix a second."""
    lines = []
    for second in range(180):
        at, east = f"12{second // 60:02}{second % 60:02}.00", f"026{30 + second * 0.01:07.4f}"
        lines.append(sentence(f"GPRMC,{at},A,5630.0000,N,{east},E,20.0,90.0,211126,,,A"))
        lines.append(sentence(f"GPGGA,{at},5630.0000,N,{east},E,1,08,1.0,100.0,M,20.0,M,,"))
    path.write_text("".join(lines), encoding="ascii", newline="")
    return path


@contextlib.contextmanager
def playing(log: Path) -> Iterator[int]:
    """gpsd's port while gpsfake plays ``log`` to it, again and again."""
    gpsfake = needs("gpsfake")
    needs("gpsd")
    port = free_tcp_port()
    fake = subprocess.Popen(
        [gpsfake, "-q", "-P", str(port), "-c", "0.02", str(log)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PATH": wide_path()},
    )

    def listens() -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return True
        return False

    try:
        wait_for(listens, what="gpsd")
        yield port
    finally:
        fake.terminate()
        fake.wait(10)


async def heard_beside(port: int, seconds: float, **options: Any) -> tuple[Heard, list[dict[str, Any]]]:
    """What a gateway heard, and what gpsd told a client that keeps every line."""
    heard, spec = Heard(), find_protocol("gpsd")
    usual = {option.name: option.default for option in spec.options}
    settings = Settings(gateway="GPS", network="net", link="tcp", options=usual | options)
    gateway = Gateway(spec, settings, TcpLink(f"127.0.0.1:{port}"), heard)
    task = asyncio.create_task(gateway.run())
    await heard.until(lambda: heard.of(LinkUp))
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b'?WATCH={"enable":true,"json":true};\n')
    lines: list[dict[str, Any]] = []

    async def keep() -> None:
        while line := await reader.readline():
            lines.append(json.loads(line))

    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(keep(), seconds)
    writer.close()
    await asyncio.sleep(0.3)
    await end(task)
    return heard, lines


def places(lines: list[dict[str, Any]]) -> list[tuple[float, float]]:
    told = (line for line in lines if line["class"] == "TPV" and line.get("mode", 0) >= 2)
    return [(line["lat"], line["lon"]) for line in told if "lat" in line]


def test_a_drive_arrives_whole(tmp_path: Path) -> None:
    with playing(drive(tmp_path / "drive.log")) as port:
        heard, lines = asyncio.run(heard_beside(port, 5, unit="VP-12"))
    assert heard.of(LinkUp)
    found = heard.of(Located)
    assert len({one.lon for one in found}) > 20
    assert {one.radio for one in found} == {"gpsd@net:VP-12"}
    assert all(one.lat == pytest.approx(56.5) and 26.5 <= one.lon < 26.54 for one in found)
    moving = [one for one in found if one.speed is not None]
    assert moving and all(one.speed == pytest.approx(20 * 1852 / 3600, abs=0.2) for one in moving)
    after = set(places(lines)[3:])  # the first may be of before
    assert after <= {(one.lat, one.lon) for one in found}


@pytest.mark.parametrize("log", SHARED, ids=lambda path: path.name)
def test_what_it_tells_of_a_real_receiver_is_what_we_hear(log: Path) -> None:
    if not log.exists():
        pytest.skip(f"NOT RUN AGAINST {log.name}: gpsd's logs are not at {LOGS}")
    with playing(log) as port:
        heard, lines = asyncio.run(heard_beside(port, 5))
    found = [(one.lat, one.lon) for one in heard.of(Located)]
    assert set(places(lines)[3:]) <= set(found)
    assert all(one.radio.startswith("gpsd@net:/dev/") for one in heard.of(Located))
