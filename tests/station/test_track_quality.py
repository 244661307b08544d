"""The judge of positions told the time: what comes late, what comes from the future, what says something of jamming."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from radio.codec import Now
from radio.events import Located, NoFix
from station.track_quality import TrackQuality

START = 1_790_000_000.0
RADIOS = [f"tetra@247-9:{n}" for n in range(1, 6)]


def now(at: float) -> Now:
    return Now(START + at, at)


def fix(radio: str, at: float | None, lat: float = 55.9) -> Located:
    """A fix that its radio dates ``at``, or (``None``) not at all. Radios are kilometres from one another."""
    told = datetime.fromtimestamp(START + at, UTC) if at is not None else None
    return Located(radio=radio, lat=lat + RADIOS.index(radio) * 0.05, lon=26.5, radio_time=told)


def jammed() -> TrackQuality:
    """Three of five fail together."""
    tracks = TrackQuality()
    for radio in RADIOS:
        assert tracks.judge(fix(radio, 0), now(0)) is None
    for radio in RADIOS[:3]:
        found = tracks.judge(fix(radio, 30, 53.88), now(30))
        assert found is not None and found.why == "jump" and not found.late
    failed = tracks.look(now(31))
    assert failed is not None and failed.on
    return tracks


def test_a_late_fix_that_cannot_be_is_doubted_as_such() -> None:
    tracks = TrackQuality()
    tracks.judge(fix(RADIOS[0], 0), now(0))
    tracks.judge(fix(RADIOS[0], 60, 55.91), now(60))
    assert tracks.judge(fix(RADIOS[0], 30, 55.905), now(61)) is None
    found = tracks.judge(fix(RADIOS[0], 30, 53.88), now(62))
    assert found is not None and found.late and found.why == "jump" and found.seconds == 30


def test_what_was_held_back_says_nothing_of_jamming() -> None:
    tracks = jammed()
    for radio in RADIOS[:3]:
        assert tracks.judge(fix(radio, -20), now(40)) is None, "from before, sent only now"
    assert tracks.look(now(41)) is None, "they have no fixes again"
    for radio in RADIOS[:3]:
        assert tracks.judge(fix(radio, 50), now(50)) is None
    over = tracks.look(now(51))
    assert over is not None and not over.on


def test_late_fixes_that_cannot_be_jam_nobody() -> None:
    tracks = TrackQuality()
    for radio in RADIOS:
        tracks.judge(fix(radio, 0), now(0))
        assert tracks.judge(fix(radio, -30, 50.0), now(5)) is not None
    assert tracks.look(now(6)) is None


@pytest.mark.parametrize("ahead", [120.0, 86_400.0, 1e9])
def test_a_clock_far_ahead_makes_no_later_fix_late(ahead: float) -> None:
    tracks = TrackQuality()
    assert tracks.judge(fix(RADIOS[0], ahead), now(0)) is None
    found = tracks.judge(fix(RADIOS[0], 30, 53.88), now(30))
    assert found is not None and not found.late, "it is judged by when it came"


def test_radios_without_a_fix_fail_together() -> None:
    tracks = TrackQuality()
    for radio in RADIOS:
        tracks.judge(fix(radio, None), now(0))
    for radio in RADIOS[:3]:
        tracks.no_fix(NoFix(radio=radio), now(20))
    failed = tracks.look(now(21))
    assert failed is not None and failed.units == RADIOS[:3]
    assert tracks.judge(Located(radio=None, lat=1, lon=1), now(22)) is None
    tracks.no_fix(NoFix(radio=None), now(22))
