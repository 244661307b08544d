"""Real receivers' logs against what gpsd makes of them (beside the checkout; data of the gpsd project, BSD-2-Clause)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from radio.codec import Now, Out, ProtocolError, Settings
from radio.events import Located
from radio.protocols.nmea import SPEC
from tests.vectors import OPEN

FOLDER = OPEN.parent / "gpsd-logs"
LOGS = sorted(FOLDER.glob("*.log"))
SIMULATED = {"garmin-geko201.log"}  # GGA quality 8 while RMC says void: void counts


def heard(log: Path) -> list[Located]:
    data = b"".join(line for line in log.read_bytes().splitlines(True) if not line.startswith(b"#"))
    codec = SPEC.codec(Settings(options={"clock": "trust", "unit": "1"}))
    outs: list[Out] = []
    for n, start in enumerate(range(0, len(data), 61)):
        try:
            outs += codec.receive(data[start : start + 61], "", Now(1.6e9, n * 0.01))
        except ProtocolError as fault:
            outs += fault.kept
    outs += codec.tick(Now(1.6e9, 1e9))
    return [out for out in outs if isinstance(out, Located)]


@pytest.mark.skipif(not LOGS, reason=f"NOT TESTED AGAINST GPSD'S LOGS: they are not at {FOLDER}")
@pytest.mark.parametrize("log", LOGS, ids=lambda log: log.name)
def test_gpsd_and_we_see_the_same_places(log: Path) -> None:
    lines = Path(f"{log}.chk").read_text(encoding="utf-8", errors="replace").splitlines()
    told = [json.loads(line) for line in lines if line.startswith('{"class":"TPV"')]
    places = [(report["lat"], report["lon"]) for report in told if "lat" in report]
    ours = heard(log)
    missed = [
        (lat, lon) for lat, lon in places if not any(abs(o.lat - lat) < 1e-6 and abs(o.lon - lon) < 1e-6 for o in ours)
    ]
    assert not missed or log.name in SIMULATED
    assert (
        len(ours) <= len(places) + 1
    )  # gpsd keeps the last to itself where a log ends early; one place a report, however many sentences tell it
