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
MISSED = {
    "garmin-geko201.log": (2, "demo mode: GGA says simulated, RMC and GLL of the same second say void: void counts"),
}
"""Places gpsd reports that we do not, of which log how many and why."""
UNENDED = "the log ends within this cycle, and gpsd reports at a cycle's end"
EXTRA: dict[str, list[tuple[float, float, str]]] = {
    "bt451.log": [
        (55.797026, 23.569014333, "another log begins within this cycle, and gpsd reports at a cycle's end"),
        (55.780272167, 23.5783465, UNENDED),
    ],
    "gps-360.log": [(50.489686667, -104.683976667, UNENDED)],
    "humminbird-M37.log": [
        (44.435223333, -71.67593, "RMC of a second of its own: gpsd waits to learn how this receiver's cycle ends"),
        (44.43523, -71.675893333, "GGA of the next second: as above"),
    ],
    "neo-m8n.log": [(44.068983667, -121.3142285, UNENDED)],
}
"""Places that valid sentences of a log say and gpsd does not report, each with the reason."""
Place = tuple[float, float]


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


def same(one: Place, other: Place) -> bool:
    return abs(one[0] - other[0]) < 1e-6 and abs(one[1] - other[1]) < 1e-6


@pytest.mark.skipif(not LOGS, reason=f"NOT TESTED AGAINST GPSD'S LOGS: they are not at {FOLDER}")
@pytest.mark.parametrize("log", LOGS, ids=lambda log: log.name)
def test_gpsd_and_we_see_the_same_places(log: Path) -> None:
    lines = Path(f"{log}.chk").read_text(encoding="utf-8", errors="replace").splitlines()
    told = [json.loads(line) for line in lines if line.startswith('{"class":"TPV"')]
    places = [(report["lat"], report["lon"]) for report in told if "lat" in report]
    ours = heard(log)
    missed = [place for place in places if not any(same(place, (one.lat, one.lon)) for one in ours)]
    assert len(missed) == MISSED.get(log.name, (0, ""))[0], missed
    found = {(one.lat, one.lon) for one in ours}
    extra = [one for one in found if not any(same(one, place) for place in places)]
    known = [(lat, lon) for lat, lon, _ in EXTRA.get(log.name, [])]
    assert len(extra) == len(known) and all(any(same(one, place) for place in known) for one in extra), extra
    # gpsd keeps the last to itself where a log ends early; one place a report, however many sentences tell it
    assert len(ours) <= len(places) + 1
