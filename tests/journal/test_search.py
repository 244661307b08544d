"""What the worker made of a shift, and what is found in it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.search_calls import fill
from journal import clock, match
from journal.filing import days
from journal.log import Log
from journal.search import AlarmRow, CallRow, NoteRow, Query, Search, StatusRow, TextRow
from radio import events as ev
from tests.journal.shift import (
    CAR,
    RIGA,
    SHIFT,
    START,
    found,
    journal_of,
    working,
)


@pytest.fixture(scope="module")
def shift(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    base = tmp_path_factory.mktemp("shift")
    (base / "runtime").mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as patch, pytest.MonkeyPatch.context() as times:
        patch.setenv("KOPA_HOME", str(base / "home"))
        patch.setenv("XDG_RUNTIME_DIR", str(base / "runtime"))
        journal_of(base / "journal", SHIFT, times)
        with working(base / "journal") as search:
            yield search


def test_a_call_with_its_recording(shift: Search) -> None:
    row = shift.calls(Query()).rows[-1]
    assert isinstance(row, CallRow)
    assert (row.seq, row.call, row.start, row.end) == (8, "c1", START + 6, START + 9)
    assert (row.unit, row.unit_id, row.radio, row.agency) == ("Rīga 12", "u1", CAR, "vp")
    assert (row.group, row.group_name, row.gateway, row.why) == (RIGA, "VP Rīga", "gw", "released")
    assert (row.seconds, row.path, row.sha256) == (2.5, "voice/2026-09-21/c1.flac", "ab")
    assert (row.emergency, row.encrypted, row.text, row.own) == (False, "", "Bērziņš", "")


@pytest.mark.parametrize(
    ("asked", "calls"),
    [
        ({}, ["c3", "c2", "c1"]),
        ({"text": "riga"}, ["c3", "c1"]),
        ({"text": "Rīga"}, ["c3", "c1"]),
        ({"text": "siauliai"}, ["c3", "c1"]),
        ({"text": "ŠIAUL"}, ["c3", "c1"]),
        ({"text": "berzins"}, ["c1"]),
        ({"text": "riga berz"}, ["c1"]),
        ({"text": "kaunas"}, ["c2"]),
        ({"text": "777777"}, ["c2"]),
        ({"text": "77777771"}, []),
        ({"text": "7777777"}, ["c2"]),
        ({"text": '"; DROP * (NEAR ^'}, []),
        ({"text": "*"}, ["c3", "c2", "c1"]),
        ({"unit": "u1"}, ["c1"]),
        ({"unit": "rīga 12"}, ["c1"]),
        ({"unit": "Siauliai"}, ["c3", "c1"]),
        ({"unit": "u2"}, ["c3", "c1"]),
        ({"radio": CAR}, ["c1"]),
        ({"radio": "7777777"}, ["c2"]),
        ({"radio": "777"}, []),
        ({"group": RIGA}, ["c3", "c1"]),
        ({"group": "lp kau"}, ["c2"]),
        ({"agency": "lp"}, ["c3", "c2"]),
        ({"agencies": ("vp",)}, ["c1"]),
        ({"agencies": ()}, []),
        ({"emergency": True}, ["c3"]),
        ({"longer": 2.0}, ["c2", "c1"]),
        ({"since": START + 7.0}, ["c3", "c2"]),
        ({"until": START + 6.0}, ["c1"]),
        ({"since": START + 7.0, "until": START + 20.0}, ["c2"]),
        ({"since": START + 86400.0}, []),
        ({"until": START - 86400.0}, []),
        ({"unit": "u2", "text": "riga", "since": START + 7.0, "emergency": True}, ["c3"]),
    ],
)
def test_what_is_asked_is_found(shift: Search, asked: dict[str, object], calls: list[str]) -> None:
    assert found(shift, **asked) == calls


def test_a_page_at_a_time(shift: Search) -> None:
    rows, before = [], None
    for _ in range(3):
        page = shift.calls(Query(limit=1, before=before))
        rows += page.rows
        before = page.next
    assert [row.seq for row in rows] == sorted((row.seq for row in rows), reverse=True)
    assert (len(rows), before) == (3, None)


def test_texts_and_what_became_of_them(shift: Search) -> None:
    rows = shift.texts(Query()).rows
    sent, received = rows
    assert isinstance(sent, TextRow)
    assert isinstance(received, TextRow)
    assert (sent.text, sent.unit, sent.operator, sent.state) == (
        "Brauciet uz Brīvības ielu 5",
        "Rīga 12",
        "ja",
        "delivered",
    )
    assert (received.text, received.to_name, received.state) == ("Paldies, viss kārtībā", "VP Rīga", "unread")
    assert shift.texts(Query(text="brivibas iel")).rows == [sent]


def test_statuses_by_radio_and_by_hand(shift: Search) -> None:
    rows = shift.statuses(Query(text="ivykio")).rows
    assert [(row.unit, row.code, row.operator) for row in rows if isinstance(row, StatusRow)] == [
        ("Kaunas 1", 3, ""),
        ("Šiauliai 7", 3, "ja"),
        ("Rīga 12", 3, ""),
    ]


def test_an_emergency_from_opening_to_verdict(shift: Search) -> None:
    (row,) = shift.alarms(Query(unit="siauliai 7")).rows
    assert isinstance(row, AlarmRow)
    assert (row.alarm, row.by, row.call, row.group_name) == ("a1", "call", "c3", "VP Rīga")
    assert (row.acknowledged, row.acknowledged_by) == (START + 26, "ja")
    assert (row.closed, row.closed_by, row.verdict, row.note) == (START + 27, "ja", "false", "pocket")


def test_notes_of_signed_seats(shift: Search) -> None:
    (row,) = shift.notes(Query()).rows
    assert isinstance(row, NoteRow)
    assert (row.text, row.unit, row.operator) == ("Suns uz ceļa", "Rīga 12", "ja")


def test_everything_in_one_order(shift: Search) -> None:
    rows = shift.find(Query(limit=200)).rows
    assert len(rows) == 3 + 2 + 3 + 1 + 1
    assert [row.seq for row in rows] == sorted((row.seq for row in rows), reverse=True)
    assert {type(row) for row in shift.find(Query(kinds=("alarms", "notes"))).rows} == {AlarmRow, NoteRow}
    paged, before = [], None
    while True:
        page = shift.find(Query(limit=3, before=before))
        paged += page.rows
        before = page.next
        if before is None:
            break
    assert paged == rows
    with pytest.raises(ValueError, match="kinds"):
        shift.find(Query(kinds=("entries",)))


def test_a_clock_set_back_hides_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log(folder, "station")
    for index, wall in enumerate((START, START + 86_400, START + 10, START + 86_410)):
        monkeypatch.setattr(clock, "wall", lambda wall=wall: wall * 1_000_000)
        log.append(ev.CallStarted(gateway="gw", call=f"c{index}", to=RIGA))
    log.close()
    monkeypatch.undo()
    with working(folder) as search:
        assert found(search, since=START - 5.0, until=START + 3600.0) == ["c2", "c0"]
        assert found(search, since=START + 3600.0) == ["c3", "c1"]


def test_an_unfinished_word_is_spelled_out_or_not(shift: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    for typed in ("siaulia", "777777", "tetra 247 9 777777"):
        plain = found(shift, text=typed)
        assert plain
        monkeypatch.setattr(match, "SPELLED", 0)  # too many words: FTS5 gathers them itself
        assert found(shift, text=typed) == plain
        monkeypatch.setattr(match, "PREFIXES", 1)
        monkeypatch.setattr(match, "SPELLED", 40)
        assert found(shift, text=typed) == plain
        monkeypatch.undo()
    assert found(shift, text="siauliaiiii") == []
    assert found(shift, unit="siauliai 7") == ["c3", "c1"]
    assert found(shift, group="vp rigaaaa") == []


@pytest.mark.parametrize("length", [1.0, 86_400.0, 40 * 86_400.0, 200 * 86_400.0, 5_000 * 86_400.0])
def test_an_interval_of_any_length_finds_the_same(shift: Search, length: float) -> None:
    for since, until in ((START, START + length), (START + 30 - length, START + 30.0)):
        with_words = found(shift, text="riga", since=since, until=until)
        calls = shift.calls(Query(since=since, until=until)).rows
        assert with_words == [c.call for c in calls if isinstance(c, CallRow) and c.group == RIGA]
    assert found(shift, text="riga", since=START) == ["c3", "c1"]


def test_words_are_asked_for_as_they_are_filed() -> None:
    """Also letters that neither Unicode nor FTS5 takes apart."""
    asked = match.match(Query(text="ŠIAUĻI Łódź kuģis"), lambda begin, most: None)
    assert asked == '{names groups said} : "siauli" AND {names groups said} : "lodz" AND {names groups said} : "kugis"*'


def test_days_are_those_of_the_interval() -> None:
    day = 86_400.0
    assert days(0.0, 0.0) == ["dx0"]
    assert days(day - 1, day) == ["dx0", "dx1"]
    assert len(days(0.0, 39 * day)) == 40
    assert days(0.0, 40 * day) == ["mx0", "mx1"]
    assert days(0.0, 5000 * day) == []


def test_the_calls_that_the_benchmark_makes_can_be_read(folder: Path) -> None:
    assert list(fill(folder, 40))
    with contextlib.closing(Search(folder)) as search:
        assert len(search.calls(Query()).rows) == 40
