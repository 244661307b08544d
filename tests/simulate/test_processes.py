"""The simulated network as processes: one line, bytes on real ports, nothing left behind, the same twice."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
import serial

from station.exercise import read_announcement
from station.simulate.cast import DMR, GATEWAYS, GPS_DP, GPS_KR, GPS_UT, GROUPS, TETRA_DP
from station.simulate.ends import LOOPBACK, Multicast, TcpPort, UdpPort, free_ports
from station.simulate.people import PLAYERS
from station.simulate.site import Order
from units.roster import read_roster, read_statuses

ROOT = Path(__file__).resolve().parents[2]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="NOT TESTED HERE: reads /proc")
pytestmark = pytest.mark.real_time
PAST = 1_700_000_000.0
"""A story that begins at a fixed moment long ago says the same bytes at each run."""


@contextmanager
def network(*more: str) -> Iterator[tuple[subprocess.Popen[bytes], bytes]]:
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), "simulate", "--seed", "3", "--token", "abc", *more],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline()
    finally:
        process.kill()
        process.communicate()


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def gone(pids: list[int], within: float = 30.0) -> bool:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if not any(_lives(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@LINUX
def test_one_line_announces_a_network_of_this_machine_and_all_ends_with_the_parent() -> None:
    with network() as (process, line):
        said = read_announcement(line, "abc")
        assert {gateway.name for gateway in said.config.gateways} == {gateway.name for gateway in GATEWAYS}
        assert [group.name for group in said.config.groups] == [group.name for group in GROUPS]
        assert all(gateway.link.stays_here() for gateway in said.config.gateways)
        roster = read_roster(said.roster, "", None)
        assert {row.callsign for row in roster} == {player.callsign for player in PLAYERS if player.named}
        assert {"tetra@247-9:2210113", "rtp@robeza:02210113"} <= {radio for row in roster for radio in row.radios}
        assert len(read_statuses(said.statuses, "", None)) == 18
        assert set(json.loads(line)) == {"token", "config", "roster", "statuses"}
        sites = children(process.pid)
        assert len(sites) == len({gateway.site for gateway in GATEWAYS})
        assert process.stdin is not None
        process.stdin.close()
        process.stdin = None
        assert process.wait(30) == 0
        assert gone(sites)


@LINUX
def test_a_parent_killed_hard_takes_its_sites_along() -> None:
    with network() as (process, _):
        sites = children(process.pid)
        process.send_signal(signal.SIGKILL)
        assert gone(sites)


@LINUX
def test_a_site_that_dies_ends_the_network_with_one_line() -> None:
    with network() as (process, _):
        sites = children(process.pid)
        os.kill(sites[2], signal.SIGKILL)
        assert process.wait(30) == 1
        assert gone(sites)
        assert process.stderr is not None
        told = process.stderr.read().decode()
        assert told.startswith("simulate: simulated site ")
        assert len(told.splitlines()) == 1


def test_nonsense_is_refused_in_one_line() -> None:
    with network("--speed", "0") as (process, line):
        assert line == b""
        assert process.wait(30) == 2
        assert process.stderr is not None
        assert process.stderr.read().decode().strip() == "simulate: --speed must be above 0 and --scale at least 1"


@contextmanager
def site(order: Order) -> Iterator[dict[str, Any]]:
    """One site alone, playing from a fixed moment; yields its links."""
    process = subprocess.Popen(
        [sys.executable, "-m", "station.simulate.site", msgspec.json.encode(order).decode()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        links: dict[str, Any] = json.loads(process.stdout.readline())["links"]
        process.stdin.write(json.dumps({"epoch": PAST}).encode() + b"\n")
        process.stdin.flush()
        yield links
    finally:
        process.communicate(timeout=30)
        assert process.returncode == 0


@contextmanager
def listener() -> Iterator[tuple[socket.socket, int]]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as console:
        console.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        console.bind((LOOPBACK, 0))
        console.settimeout(30)
        yield console, console.getsockname()[1]


def test_the_same_seed_sends_the_same_datagrams() -> None:
    runs = []
    for seed in (5, 5, 6):
        with listener() as (console, port), site(Order(site="dmr", seed=seed, speed=40.0, ports={DMR: port})):
            runs.append([console.recv(2048) for _ in range(300)])
    assert runs[0] == runs[1]
    assert runs[0] != runs[2]
    numbers = [int.from_bytes(data[4:8], "big") for data in runs[0]]
    assert numbers == list(range(numbers[0], numbers[0] + 300))


def test_positions_come_by_udp_tcp_and_terminal_and_a_new_listener_is_served() -> None:
    with listener() as (console, port):
        order = Order(site="positions", speed=20.0, ports={GPS_UT: port})
        with site(order) as links:
            assert console.recv(2048).startswith(b"$PK")
            host, _, number = links[GPS_KR]["peer"].rpartition(":")
            for _ in range(2):
                with socket.create_connection((host, int(number)), timeout=30) as base:
                    assert base.recv(2048).startswith(b"\x02$PKLDS,")
            if links[GPS_DP]["type"] == "serial":
                for _ in range(2):
                    with serial.Serial(links[GPS_DP]["device"], 9600, timeout=5.0) as port_:
                        assert port_.readline().startswith((b"$GPRMC,", b"$GPGGA,"))


def test_voice_is_paced_without_drift() -> None:
    with listener() as (console, port), site(Order(site="dmr", speed=4.0, ports={DMR: port})):
        times: list[float] = []
        while len(times) < 150:
            data = console.recv(2048)
            if len(data) == 32 + 320:
                times.append(time.monotonic())
    late = [at - times[0] - 0.005 * n for n, at in enumerate(times)]
    assert sorted(late)[len(late) // 2] < 0.02
    assert late[-1] - late[0] < 0.04, "it does not fall behind, whatever single packets did"


def test_the_terminal_answers_on_a_real_port() -> None:
    with site(Order(site="daugavpils")) as links:
        link = links[TETRA_DP]
        if link["type"] != "serial":
            pytest.skip("NOT TESTED HERE: no pseudo-terminals here")
        with serial.Serial(link["device"], 38400, timeout=5.0) as port:
            time.sleep(0.3)  # within which the radio sees that somebody plugged in
            port.write(b"ATE0\rAT+CTGS?\r")
            heard = b""
            while heard.count(b"OK") < 2:
                piece = port.read(1)
                assert piece, heard
                heard += piece
            assert b"+CTGS: 1,2201" in heard


def test_sites_on_one_multicast_group_hear_others_and_not_themselves() -> None:
    port = free_ports(1)[0]
    group = f"239.255.77.{random.randrange(1, 255)}"
    one, other = Multicast(group, port), Multicast(group, port)
    try:
        one.write(b"from one")
        deadline = time.monotonic() + 3.0
        heard: list[bytes] = []
        while not heard and time.monotonic() < deadline:
            heard = other.read()[1]
        assert heard == [b"from one"]
        assert one.read()[1] == []
    finally:
        one.close()
        other.close()


def test_ends_survive_that_nobody_is_there() -> None:
    for end in (UdpPort(free_ports(1)[0]), TcpPort()):
        for _ in range(100):
            end.write(b"x" * 100)
            assert end.read()[1] == []
        end.close()
    if sys.platform != "win32":
        from station.simulate.ends import Pty

        pty = Pty(9600)
        for _ in range(1000):
            assert pty.read() == (False, [])
            pty.write(b"x" * 100)
        assert pty.sources() == []
        with serial.Serial(pty.link["device"], 9600, timeout=0.2) as port:
            assert pty.read() == (True, [])
            assert pty.sources()
            assert port.read(1) == b"", "what was said before somebody listened is lost"
            for _ in range(200):
                pty.write(b"y" * 100)  # more than a terminal holds: the rest is lost, nothing waits
            assert port.read(1) == b"y"
        assert pty.read() == (False, [])
        pty.close()


def test_scale_25_at_four_times_the_speed_sends_a_thousand_sentences_a_second() -> None:
    with listener() as (console, port), site(Order(site="positions", scale=25, speed=4.0, ports={GPS_UT: port})):
        heard: list[bytes] = []
        end = time.monotonic() + 30
        while len(heard) < 3000 and time.monotonic() < end:
            heard.append(console.recv(2048))
            if len(heard) == 1000:  # every unit has found its pace
                begun = time.monotonic()
    seconds = time.monotonic() - begun
    assert 2000 / seconds == pytest.approx(1000, rel=0.25)
    assert len({data.split(b",")[12] for data in heard}) == 48
    assert all(data.startswith(b"$PKNDS,") and data.endswith(b"\r\n") for data in heard)


def test_a_terminal_can_be_played_by_a_script() -> None:
    with network("--radio", "TETRA Zarasai", "refuses") as (_, line):
        gateways = json.loads(line)["config"]["gateway"]
        link = next(one["link"] for one in gateways if one["name"] == "TETRA Zarasai")
        host, _, port = link["peer"].partition(":")
        with socket.create_connection((host, int(port)), timeout=20) as radio:
            radio.sendall(b"AT\r")
            heard = b""
            while b"ERROR\r\n" not in heard:
                heard += radio.recv(100)
    with network("--radio", "TETRA Zarasai", "nobody") as (process, line):
        assert not line and process.wait(20) == 2
