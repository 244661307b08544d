"""A gateway is tried before anybody relies on it: what answered, and what did not, in one run."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.station.room import ROOT, free_port

CONFIG = """
[[gateway]]
name = "Bridge"
protocol = "usrp"
network = "kraslava"
link = {{ type = "udp", bind = "127.0.0.1:{own}", peer = "127.0.0.1:{theirs}" }}
options = {{ register = true }}

[[gateway]]
name = "Terminal"
protocol = "pei"
network = "247-9"
link = {{ type = "serial", device = "/dev/there-is-none" }}
"""
PACKET = b"USRP" + bytes(19) + b"\x02" + bytes(8)


def tried(file: Path, name: str, seconds: float = 2) -> tuple[int, list[dict[str, Any]]]:
    command = [
        sys.executable,
        str(ROOT / "main.py"),
        "try-gateway",
        "--config",
        str(file),
        "--seconds",
        str(seconds),
        name,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def ports(tmp_path: Path) -> tuple[Path, int, int]:
    own, theirs = free_port(), free_port()
    file = tmp_path / "room.toml"
    file.write_text(CONFIG.format(own=own, theirs=theirs), encoding="utf-8")
    return file, own, theirs


def test_a_peer_that_answers_is_up(ports: tuple[Path, int, int]) -> None:
    file, own, theirs = ports
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as bridge:
        bridge.bind(("127.0.0.1", theirs))
        bridge.settimeout(30)

        def answer() -> None:
            asked, _ = bridge.recvfrom(2048)
            assert b"REG:DVSWITCH" in asked
            bridge.sendto(PACKET + b"REG:OK\0", ("127.0.0.1", own))

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        status, said = tried(file, "Bridge", 10)
        thread.join(30)
    assert status == 0
    assert said[0] == {"said": "opened", "link": f"udp://127.0.0.1:{own}"}
    assert {"said": "up", "why": ""} in said
    assert (said[-1]["state"], said[-1]["inputs"]) == ("up", 1)


def test_bytes_that_prove_nothing_are_told_apart_from_silence(ports: tuple[Path, int, int]) -> None:
    file, own, theirs = ports
    status, said = tried(file, "Bridge")
    assert (status, said[-1]["state"], said[-1]["inputs"]) == (1, "silent", 0)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        stranger.bind(("127.0.0.1", theirs))
        stop = threading.Event()

        def noise() -> None:
            while not stop.wait(0.05):
                stranger.sendto(b"hello", ("127.0.0.1", own))

        thread = threading.Thread(target=noise, daemon=True)
        thread.start()
        status, said = tried(file, "Bridge")
        stop.set()
        thread.join(30)
    assert (status, said[-1]["state"]) == (0, "heard")
    assert said[-1]["undecoded"] > 0 and "not USRP" in said[-1]["strange"]


def test_a_link_that_cannot_be_had_says_why(ports: tuple[Path, int, int]) -> None:
    file, own, _ = ports
    status, said = tried(file, "Terminal")
    assert (status, said[-1]["state"]) == (1, "down")
    assert "there-is-none" in said[-1]["why"]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as running:
        running.bind(("127.0.0.1", own))
        status, said = tried(file, "Bridge")
    assert (status, said[-1]["state"]) == (1, "down")
    assert "in use by another program" in said[-1]["why"]


def test_a_wrong_configuration_is_named(ports: tuple[Path, int, int], tmp_path: Path) -> None:
    file, _, _ = ports
    status, said = tried(file, "Nobody")
    assert (status, said[-1]["state"]) == (2, "wrong") and "'Nobody'" in said[-1]["why"]
    file.write_text("[[gateway]]\nname = 1\n", encoding="utf-8")
    status, said = tried(file, "Bridge")
    assert status == 2 and "line 2" in said[-1]["why"]
    status, _ = tried(tmp_path / "none.toml", "Bridge")
    assert status == 2
