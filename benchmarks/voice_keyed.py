"""From the press to the first packet on the wire: a real station with voice, an RTP gateway, leases as a console's."""

from __future__ import annotations

import os
import socket
import struct
import time
import wave
from pathlib import Path

import numpy as np

from benchmarks import report
from benchmarks.room import free_port, home, station
from journal.log import Log
from journal.pulse import Pulse
from journal.reader import Reader
from journal.slots import Beat, Lease
from units.actions import PttPressed, PttReleased, SignedOn

PRESSES = 200
GROUP = "rtp@bench:g1"
CONFIG = """
[room]
name = "benchmark"
[[gateway]]
name = "RTP"
protocol = "rtp"
network = "bench"
transmit = true
link = {{ type = "udp", bind = "127.0.0.1:{port}", peer = "127.0.0.1:{far}" }}
options = {{ group = "1" }}
[[group]]
id = "rtp@bench:g1"
number = "1"
name = "One"
gateway = "RTP"
"""
PATIENCE = 60.0


def measure(factor: float) -> dict[str, float]:
    """Presses of a fifth of a second, at any moment of the machine's own rhythms."""
    with home() as folder, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as far:
        far.bind(("127.0.0.1", 0))
        port = free_port()
        config = folder / "kopa.toml"
        config.write_text(CONFIG.format(port=port, far=far.getsockname()[1]), encoding="utf-8")
        journal = folder / "journal"
        os.environ["KOPA_MIC_FILE"] = str(_hum(folder / "mic.wav"))
        try:
            with station(journal, config):
                delays = _press(journal, far, max(10, int(PRESSES * factor)))
        finally:
            del os.environ["KOPA_MIC_FILE"]
    delays.sort()
    return {
        "keyed_p99_ms": 1000 * report.percentile(delays, 0.99),
        "keyed_p50_ms": 1000 * report.percentile(delays, 0.5),
        "keyed_max_ms": 1000 * delays[-1],
    }


def _press(journal: Path, far: socket.socket, count: int) -> list[float]:
    await_station(journal)
    log, pulse, dice = Log(journal, "console", "1"), Pulse(journal), np.random.default_rng(1)
    log.append(SignedOn(seat="1", operator="anna", name="Anna", role="dispatcher")).result(PATIENCE)
    time.sleep(0.5)
    found: list[float] = []
    for number in range(count):
        time.sleep(0.3 + float(dice.random()) * 0.1)
        _drain(far)
        press, renewals = f"p{number}", 0
        began = time.monotonic()
        pulse.write("lease.1", Lease(seat="1", press=press, group=GROUP, operator="anna", count=3 * number))
        log.append(PttPressed(seat="1", operator="anna", press=press, group=GROUP))
        came = _voice(far, began + 1.0)
        if came:
            found.append(came - began)
        else:
            found.append(1.0)
        while time.monotonic() < began + 0.2:
            renewals += 1
            lease = Lease(seat="1", press=press, group=GROUP, operator="anna", count=3 * number + renewals % 3)
            pulse.write("lease.1", lease)
            time.sleep(0.1)
        pulse.write("lease.1", Lease(seat="1", count=3 * number + 2))
        log.append(PttReleased(seat="1", operator="anna", press=press, group=GROUP))
    log.close()
    pulse.close()
    return found


def await_station(journal: Path) -> None:
    """Wait until station and voice are there, and a little."""
    until = time.monotonic() + PATIENCE
    while not (journal / "journal.db").exists() or not _beats(journal):
        if time.monotonic() > until:
            raise RuntimeError("the station does not come up")
        time.sleep(0.1)
    time.sleep(2.0)


def _beats(journal: Path) -> bool:
    """Station and voice live, and the gateways are open."""
    pulse, reader = Pulse(journal), Reader(journal)
    try:
        lives = all(pulse.read(program, Beat) is not None for program in ("station", "voice"))
        return lives and any(entry.kind == "ConfigLoaded" for entry in reader.entries(0, 1000))
    finally:
        pulse.close()
        reader.close()


def _drain(far: socket.socket) -> None:
    far.settimeout(0.0)
    try:
        while True:
            far.recv(4096)
    except OSError:
        return


def _voice(far: socket.socket, until: float) -> float:
    """When the first packet with voice came (keep-alives have none); 0 if none did."""
    while (left := until - time.monotonic()) > 0:
        far.settimeout(left)
        try:
            data = far.recv(4096)
        except OSError:
            return 0.0
        if len(data) >= 172 and data[1] & 0x7F in (0, 8):
            return time.monotonic()
    return 0.0


def _hum(path: Path) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        samples = [int(8000 * np.sin(2 * np.pi * 440 * number / 8000)) for number in range(16000)]
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return path
