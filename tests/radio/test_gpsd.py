"""gpsd's own words, as its regression logs expect them, through our codec: every place once, none made up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from radio.codec import Now, Out, ProtocolError, Reply, Settings
from radio.events import Located, NoFix
from radio.protocols.gpsd import ASK, ASK_EVERY, GREETING, MOST_LINE, SPEC, WATCH, Gpsd

LOGS = Path(__file__).resolve().parents[2] / "../shared/gpsd-logs"
CHECKS = sorted(LOGS.glob("*.chk"))


def told(lines: list[dict[str, Any]]) -> list[Out]:
    codec = Gpsd(Settings(network="net", options={"clock": "trust"}))
    outs = codec.opened(Now(0.0, 0.0))
    for line in lines:
        outs += codec.receive(json.dumps(line).encode() + b"\n", "", Now(0.0, 0.0))
    return outs


@pytest.mark.skipif(not CHECKS, reason=f"NOT RUN AGAINST GPSD'S LOGS: they are not at {LOGS}")
@pytest.mark.parametrize("check", CHECKS, ids=lambda path: path.name)
def test_every_position_gpsd_expects_and_no_other(check: Path) -> None:
    lines = [line for line in check.read_text("latin-1").splitlines() if line.startswith('{"class":"TPV"')]
    reports = [json.loads(line) for line in lines]
    placed = [report for report in reports if report["mode"] >= 2 and "lat" in report]
    found = [out for out in told(reports) if isinstance(out, Located)]
    expected = {(report["lat"], report["lon"]) for report in placed if (report["lat"], report["lon"]) != (0, 0)}
    assert {(one.lat, one.lon) for one in found} == expected
    assert len(found) <= len(placed)
    for name, key in (("speed", "speed"), ("accuracy", "eph"), ("course", "track")):
        ours = {getattr(one, name) for one in found} - {None}
        theirs = {report[key] for report in placed if key in report}
        assert {value % 360 for value in theirs} >= ours if name == "course" else theirs <= ours or name == "accuracy"


@pytest.mark.parametrize("mode", [0, 1, None, "2", 99])
def test_a_place_without_a_fix_is_none(mode: Any) -> None:
    """Some receivers go on telling where they were last."""
    report = {"class": "TPV", "device": "/dev/ttyS0", "mode": mode, "lat": 56.5, "lon": 27.0}
    outs = told([report])
    placed = [out for out in outs if isinstance(out, Located)]
    assert len(placed) == (mode == "2")
    assert [out.reason for out in outs if isinstance(out, NoFix)] == ([] if placed else ["void"])


def test_it_watches_when_greeted_and_when_not() -> None:
    codec = Gpsd(Settings())
    codec.opened(Now(0.0, 10.0))
    assert codec.tick(Now(0.0, 10.0 + GREETING - 0.1)) == []
    assert codec.tick(Now(0.0, 10.0 + GREETING)) == [Reply(WATCH)]
    assert codec.tick(Now(0.0, 10.0 + GREETING + 1)) == []
    greeted = Gpsd(Settings())
    outs = greeted.receive(b'{"class":"VERSION","release":"3.22"}\r\n', "", Now(0.0, 1.0))
    assert [out for out in outs if isinstance(out, Reply)] == [Reply(WATCH)]


def test_it_asks_where_it_is_quiet() -> None:
    codec = Gpsd(Settings())
    codec.receive(b'{"class":"VERSION"}\n', "", Now(0.0, 0.0))
    assert codec.tick(Now(0.0, ASK_EVERY - 1)) == []
    assert codec.tick(Now(0.0, ASK_EVERY)) == [Reply(ASK)]
    assert codec.tick(Now(0.0, ASK_EVERY + 1)) == []
    codec.receive(b'{"class":"VERSION"}\n', "", Now(0.0, ASK_EVERY + 2))
    assert codec.tick(Now(0.0, 2 * ASK_EVERY + 1)) == []
    assert codec.tick(Now(0.0, 2 * ASK_EVERY + 2)) == [Reply(ASK)]
    assert SPEC.silence is not None and SPEC.silence > 3 * ASK_EVERY


def test_no_fix_is_said_again_after_a_minute() -> None:
    codec = Gpsd(Settings())
    line = b'{"class":"TPV","device":"a","mode":1}\n'
    said = [out for second in range(125) for out in codec.receive(line, "", Now(0.0, float(second)))]
    assert sum(isinstance(out, NoFix) for out in said) == 3


def test_a_line_without_end_is_dropped_and_the_next_is_read() -> None:
    codec = Gpsd(Settings())
    now = Now(0.0, 0.0)
    with pytest.raises(ProtocolError, match="a line of more than"):
        codec.receive(b"x" * (MOST_LINE + 1), "", now)
    assert codec.receive(b"y" * 1000, "", now) == []
    outs = codec.receive(b'z\n{"class":"TPV","device":"a","mode":2,"lat":55.5,"lon":26.5}\n', "", now)
    assert [type(out).__name__ for out in outs] == ["Proof", "Located"]
