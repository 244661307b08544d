"""A call handed in is found by when it was, not by when it came."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from journal.search import CallRow, Query
from radio.events import CallEnded, CallStarted
from tests.journal.shift import START, found, journal_of, working
from units.entry import Anything
from units.findings import VoiceRecorded

DAY = 86_400.0


def at(wall: float) -> datetime:
    return datetime.fromtimestamp(wall, UTC)


def test_a_call_of_yesterday_that_came_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    began = START - DAY
    live: list[Anything] = [
        CallStarted(gateway="gw", radio="upload@county:7", call="live", to="g"),
        CallEnded(call="live"),
    ]
    told = CallStarted(gateway="gw", radio="upload@county:5", radio_time=at(began), call="u1", to="g", upload=True)
    ended = CallEnded(gateway="gw", radio_time=at(began + 4), call="u1", to="g")
    voice = VoiceRecorded(call="u1", group="g", path="voice/u.flac", sha256="ab", seconds=4.5, rate=8000, started=began)
    journal_of(tmp_path / "journal", [*live, told, ended, voice, *live], monkeypatch)
    with working(tmp_path / "journal") as search:
        (row,) = search.calls(Query(since=began - 3600, until=began + 3600)).rows
        assert isinstance(row, CallRow)
        assert (row.call, row.start, row.end, row.seconds, row.upload) == ("u1", began, began + 4, 4.5, True)
        assert row.path == "voice/u.flac"
        assert found(search, since=began - 3600, until=began + 3600, text="5") == ["u1"]
        today = search.calls(Query(since=START - 3600)).rows
        assert [(r.call, r.upload) for r in today if isinstance(r, CallRow)] == [("live", False)]
        assert found(search) == ["u1", "live"]
        assert found(search, handed_in=True) == ["u1"]
        assert found(search, handed_in=False) == ["live"]
        assert found(search, handed_in=True, since=START - 3600) == [], "by when it was, here too"
        assert found(search, handed_in=True, text="5", since=began - 3600) == ["u1"]
        assert search.find(Query(handed_in=True)).rows == [row], "texts and statuses are nobody's recordings"
