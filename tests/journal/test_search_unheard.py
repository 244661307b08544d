"""Calls that nobody heard are found as such until somebody did; what the record of a call lacks stands beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from journal.search import CallRow, LookupRow, Query, Search
from radio.events import CallEnded, CallStarted
from tests.journal.shift import found, journal_of, working
from units.actions import Dismissed, Played, SignedOn
from units.earshot import Listened, Unheard
from units.entry import Anything
from units.findings import Keyed, RecordingDamaged, VoiceLost, VoiceRecorded


def call(name: str, why: str = "", **more: object) -> list[Anything]:
    told: list[Anything] = [CallStarted(gateway="gw", radio="dmr@x:7", call=name, to="g"), CallEnded(call=name)]
    return [*told, Unheard(call=name, group="g", why=why, seconds=4.0, missed=3.0, **more)] if why else told  # type: ignore[arg-type]


def row(search: Search, name: str) -> CallRow:
    (one,) = [one for one in search.calls(Query()).rows if isinstance(one, CallRow) and one.call == name]
    return one


def test_unheard_is_what_still_is_and_why_it_was_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = Listened(action=1, call="played", seat="1", operator="12", seconds=1.0, of=4.0)
    told: list[Anything] = [
        SignedOn(seat="1", operator="12", name="A", role="dispatcher"),
        *call("heard"),
        *call("due", "muted", emergency=True),
        *call("played", "overlap"),
        *call("waved", "lost"),
        *call("coded", "no-audio"),
        *call("ours", "lost"),
        Keyed(press="p", group="g", gateway="gw", call="ours", seat="1"),
        part,
        Listened(action=2, call="due", seat="1", operator="13", seconds=4.0, of=4.0, enough=True),
    ]
    journal_of(tmp_path / "before", told, monkeypatch)
    with working(tmp_path / "before") as search:
        assert found(search, unheard=True) == ["waved", "played", "due"], "a part is not enough, nor another's ear"
        assert (
            search.find(Query(unheard=True, kinds=("calls", "alarms"))).rows == search.calls(Query(unheard=True)).rows
        )
    told += [
        Listened(action=3, call="played", seat="1", operator="12", seconds=4.0, of=4.0, enough=True),
        Dismissed(seat="1", operator="12", call="waved", why="told"),
    ]
    journal_of(tmp_path / "after", told, monkeypatch)
    with working(tmp_path / "after") as search:
        assert found(search, unheard=True) == ["due"]
        assert found(search, unheard=True, text="nothing") == []
        due = row(search, "due")
        assert (due.unheard, due.missed, due.owed, due.emergency) == ("muted", 3.0, True, True)
        assert (row(search, "played").unheard, row(search, "played").owed) == ("overlap", False)
        assert (row(search, "coded").unheard, row(search, "coded").owed) == ("no-audio", False)
        assert (row(search, "heard").unheard, row(search, "heard").owed) == ("", False)


def test_what_its_record_lacks_stands_in_the_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    voice = VoiceRecorded(
        call="c", group="g", path="v/c.flac", sha256="ab", seconds=4, rate=8000, started=1.0, gap=1.5, recovered=True
    )
    told: list[Anything] = [
        *call("c"),
        voice,
        RecordingDamaged(call="c", path="v/c.flac", damaged=340),
        VoiceLost(call="c", seconds=2.5),
        *call("whole"),
    ]
    journal_of(tmp_path / "journal", told, monkeypatch)
    with working(tmp_path / "journal") as search:
        assert row(search, "c").marks == {"gap": 1.5, "recovered": 1, "damaged": 340, "lost": 2.5}
        assert row(search, "whole").marks == {}


def test_to_go_on_elsewhere_in_a_call_is_no_second_look_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plays = [("c", None), ("c", 5.0), ("c", 1.0), ("whole", None), ("c", 3.0)]
    told = [Played(seat="1", operator="12", call=name, at=at) for name, at in plays]
    journal_of(tmp_path / "journal", [*call("c"), *call("whole"), *told], monkeypatch)
    with working(tmp_path / "journal") as search:
        assert [row.call for row in search.lookups(Query()).rows if isinstance(row, LookupRow)] == ["c", "whole", "c"]
