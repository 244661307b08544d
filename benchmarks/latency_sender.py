"""The far end of the latency benchmark: a process of its own that sends Kenwood sentences to a gateway's socket.

``python -m benchmarks.latency_sender PORT RATE SECONDS UNITS``: prints one JSON line per probe (``at`` monotonic s,
``spot`` 0 or 1) as it sends it, and at the end one with ``sent``, the number of sentences.
"""

from __future__ import annotations

import json
import socket
import sys
import time
from datetime import UTC, datetime

PROBE = "U09999"
PROBE_EVERY = 0.23
"""Seconds between two moves of the probe: no multiple of any tick or frame."""
SPOTS = ((55.9550, 26.40), (55.9572, 26.40))
"""Where the probe jumps between, degrees: 245 m apart, which a patrol could drive, and apart from the other units."""
TURN = 25
"""Steps after which a unit drives back."""


def sentence(unit: str, lat: float, lon: float, now: float) -> bytes:
    """One PKNDS sentence (Kenwood NEXEDGE), checksummed."""
    when = datetime.fromtimestamp(now, UTC)
    clock = f"{when:%H%M%S}.{when.microsecond // 10_000:02d}"
    latitude = f"{int(lat):02d}{lat % 1 * 60:07.4f}"
    longitude = f"{int(lon):03d}{lon % 1 * 60:07.4f}"
    body = f"PKNDS,{clock},A,{latitude},N,{longitude},E,020.0,090.0,{when:%d%m%y},,W00,{unit},207,00,"
    check = 0
    for byte in body.encode():
        check ^= byte
    return f"${body}*{check:02X}\r\n".encode()


def main(port: int, rate: float, seconds: float, units: int) -> None:
    """Send, evenly paced against a clock that never jumps."""
    out = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    target = ("127.0.0.1", port)
    start = time.monotonic()
    sent = probes = 0
    while True:
        now = time.monotonic()
        if now - start >= seconds:
            break
        if now - start >= probes * PROBE_EVERY:
            spot = probes % 2
            data = sentence(PROBE, *SPOTS[spot], time.time())
            at = time.monotonic()
            out.sendto(data, target)
            print(json.dumps({"at": at, "spot": spot}), flush=True)
            probes += 1
            sent += 1
        due = int((now - start) * rate)
        while sent - probes < due:
            number = (sent - probes) % units
            step = abs((sent - probes) // units % (2 * TURN) - TURN)
            lat = 55.925 + number * 0.0003 + step * 0.0001
            lon = 26.350 + number * 0.0017 + step * 0.0002
            out.sendto(sentence(f"U{number:05d}", lat, lon, time.time()), target)
            sent += 1
        time.sleep(0.001)
    print(json.dumps({"sent": sent}), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]))
