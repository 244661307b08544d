"""Look-ups and jobs are found; no search of any sort gives a row of an agency the asker may not see, on any page."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.found import ROWS, CallRow, JobRow, LookupRow, Query, Row
from journal.search import Search
from radio import events as ev
from tests.journal.shift import BY, CAR, FOOT, KAUNAS, NOBODY, RIGA, SHIFT, START, journal_of, working
from units import actions as ac
from units import findings as fi
from units.entry import Anything

MORE: list[Anything] = [
    ac.JobSet(**BY, unit="u1", job="Zādzība, Brīvības iela 5"),
    ac.JobSet(seat="2", unit="u1", job="nobody signed on"),
    ac.JobSet(**BY, unit="u2", job="Eismo įvykis"),
    ac.JobSet(**BY, unit="u2"),
    ac.Played(seat="1", operator="ja", call="c1"),
    ac.Played(seat="1", operator="ja", call="c1", stopped=True),
    ac.Played(seat="2", call="c3"),
    ac.Searched(seat="review", operator="zz", purpose="lieta 11-2026", terms="radio=1001", journal="/elsewhere"),
    ac.Exported(**BY, purpose="prokuratūra", what="3 records", path="šiauliai.csv", rows=3),
    ac.TextSent(**BY, to=FOOT, text="Grįžkite", ref="t9"),
    ev.TextReceived(gateway="lt", radio=NOBODY, to=KAUNAS, text="Viskas gerai"),
    ac.Noted(**BY, text="Autoįvykis", unit="u2", group=KAUNAS),
    ev.StatusReceived(gateway="gw", radio=NOBODY, code=3),
    fi.AlarmOpened(alarm="a2", radio=CAR, by="button", group=RIGA),
    ev.CallStarted(gateway="lt", radio=FOOT, call="c4", to=KAUNAS),
    ev.CallEnded(gateway="lt", call="c4", to=KAUNAS),
    fi.VoiceRecorded(call="c4", group=KAUNAS, path="p", sha256="x", seconds=61.0, rate=8000, started=START),
]


@pytest.fixture(scope="module")
def shift(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    base = tmp_path_factory.mktemp("rights")
    (base / "runtime").mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as patch, pytest.MonkeyPatch.context() as times:
        patch.setenv("KOPA_HOME", str(base / "home"))
        patch.setenv("XDG_RUNTIME_DIR", str(base / "runtime"))
        journal_of(base / "journal", [*SHIFT, *MORE], times)
        with working(base / "journal") as search:
            yield search


def test_jobs_of_units(shift: Search) -> None:
    rows = [row for row in shift.jobs(Query()).rows if isinstance(row, JobRow)]
    assert [(row.unit, row.agency, row.text, row.operator) for row in rows] == [
        ("Kaunas 1", "lp", "", "ja"),
        ("Kaunas 1", "lp", "Eismo įvykis", "ja"),
        ("Rīga 12", "vp", "Zādzība, Brīvības iela 5", "ja"),
    ]
    assert [row.seq for row in shift.jobs(Query(text="zadziba brivibas")).rows] == [rows[-1].seq]
    assert [row.seq for row in shift.jobs(Query(text="EISMO IVYKIS")).rows] == [rows[1].seq]


def test_who_looked_into_the_record(shift: Search) -> None:
    rows = [row for row in shift.lookups(Query()).rows if isinstance(row, LookupRow)]
    assert [(row.what, row.seat, row.operator, row.call, row.unit, row.agency) for row in rows] == [
        ("exported", "1", "ja", "", "", ""),
        ("searched", "review", "zz", "", "", ""),
        ("played", "2", "", "c3", "Šiauliai 7", "lp"),
        ("played", "1", "ja", "c1", "Rīga 12", "vp"),
    ]
    exported, searched = rows[:2]
    assert (exported.text, exported.path, exported.rows) == ("prokuratūra: 3 records", "šiauliai.csv", 3)
    assert (searched.text, searched.journal) == ("lieta 11-2026: radio=1001", "/elsewhere")
    assert shift.lookups(Query(text="prokuratura siauliai")).rows == [exported]
    assert shift.lookups(Query(text="lieta", since=START + 1.0)).rows == [searched]
    assert shift.lookups(Query(unit="siauliai 7")).rows == [rows[2]]


def asks(shift: Search, kind: str, query: Query) -> list[Row]:
    """All pages of one question."""
    rows: list[Row] = []
    before = None
    while True:
        page = getattr(shift, kind)(_with(query, before))
        assert len(page.rows) <= query.limit
        rows += page.rows
        before = page.next
        if before is None:
            return rows


def _with(query: Query, before: int | None) -> Query:
    return Query(**{**{name: getattr(query, name) for name in Query.__struct_fields__}, "before": before})


ASKED = st.fixed_dictionaries(
    {
        "unit": st.sampled_from(["", "u1", "u2", "riga 12", "siauliai"]),
        "radio": st.sampled_from(["", CAR, "1002", NOBODY]),
        "group": st.sampled_from(["", RIGA, KAUNAS, "vp riga"]),
        "agency": st.sampled_from(["", "vp", "lp"]),
        "text": st.sampled_from(["", "riga", "v", "s", "zzz"]),
        "since": st.sampled_from([None, START + 10.0]),
        "until": st.sampled_from([None, START + 40.0]),
        "longer": st.sampled_from([0.0, 2.0]),
        "emergency": st.booleans(),
        "limit": st.integers(1, 5),
    }
)


@settings(max_examples=150)
@given(
    asked=ASKED,
    kind=st.sampled_from([*ROWS, "find"]),
    agencies=st.lists(st.sampled_from(["vp", "lp", ""]), max_size=2, unique=True),
)
def test_no_row_of_another_agency(shift: Search, asked: dict[str, object], kind: str, agencies: list[str]) -> None:
    open_to_all = asks(shift, kind, Query(**asked))  # type: ignore[arg-type]
    limited = asks(shift, kind, Query(**asked, agencies=tuple(agencies)))  # type: ignore[arg-type]
    assert limited == [row for row in open_to_all if row.agency in agencies]
    order = [row.seq for row in open_to_all]
    assert order == sorted(set(order), reverse=True)


def test_the_property_can_fail(shift: Search) -> None:
    """Rows of each agency, and of none, are there for every search to withhold."""
    for kind in ("find", "calls", "texts", "statuses", "lookups"):
        assert {"vp", "lp"} <= {row.agency for row in asks(shift, kind, Query())}, kind
    assert asks(shift, "find", Query(agencies=())) == []


def test_every_search_is_in_the_property() -> None:
    searches = {
        name
        for name, method in inspect.getmembers(Search, inspect.isfunction)
        if not name.startswith("_") and "query" in inspect.signature(method).parameters
    }
    assert searches == {*ROWS, "find"}


def test_duration_and_emergency(shift: Search) -> None:
    def calls(**asked: object) -> list[str]:
        rows = asks(shift, "calls", Query(**asked))  # type: ignore[arg-type]
        return [row.call for row in rows if isinstance(row, CallRow)]

    assert calls(longer=60.0) == ["c4"]
    assert calls(longer=2.5) == ["c4", "c1"]
    assert calls(longer=61.1) == []
    assert calls(emergency=True) == ["c3"]
    assert calls(emergency=True, longer=1.0) == []
    assert {type(row) for row in asks(shift, "find", Query(longer=1.0))} == {CallRow}


@pytest.mark.parametrize("kind", [*ROWS])
@pytest.mark.parametrize("words", [{}, {"text": "riga"}, {"unit": "u1"}, {"text": "riga", "since": START + 1.0}])
def test_a_page_reads_in_order_and_sorts_nothing(
    shift: Search, kind: str, words: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keyset pages only: every question walks its table or the words newest first, and stops when the page is full."""
    asked: list[tuple[str, list[object]]] = []
    ask = Search._ask

    def listening(self: Search, question: str, terms: list[object]) -> list[object]:
        asked.append((question, terms))
        return ask(self, question, terms)

    monkeypatch.setattr(Search, "_ask", listening)
    getattr(shift, kind)(Query(**words, before=1000, agencies=("vp",)))  # type: ignore[arg-type]
    monkeypatch.undo()
    pages = [(question, terms) for question, terms in asked if "ORDER BY" in question]
    assert pages
    for question, terms in pages:
        assert "LIMIT ?" in question and "OFFSET" not in question
        plan = " · ".join(str(row[-1]) for row in shift._ask(f"EXPLAIN QUERY PLAN {question}", terms))
        assert "TEMP B-TREE" not in plan, plan
        assert "SCAN t" not in plan, plan
