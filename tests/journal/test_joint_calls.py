"""A call heard by a donor radio and by its data gateway is one row of the call log, found by what the one knew better."""

from __future__ import annotations

from pathlib import Path

import pytest

from journal.context import Context
from journal.search import CallRow, Query, Search
from radio import events as ev
from tests.journal.shift import CAR, KAUNAS, RIGA, SHIFT, journal_of, working
from tests.units.room import entries
from units.entry import Anything

JOINT: list[Anything] = [
    ev.CallStarted(gateway="donor", call="d1", to=KAUNAS),
    ev.CallStarted(gateway="gw", call="d1", to=RIGA, radio=CAR),
    ev.TalkerNamed(gateway="gw", call="d1", radio=CAR),
    ev.CallEnded(gateway="gw", call="d1", to=RIGA),
    ev.CallStarted(gateway="donor", call="d2", to=RIGA),
    ev.CallEnded(gateway="donor", call="d2", to=RIGA),
    ev.TalkerNamed(gateway="gw", call="d2", radio=CAR),
    ev.CallStarted(gateway="gw", call="d2", to=KAUNAS, radio=CAR),
]


def rows(search: Search, query: Query) -> list[CallRow]:
    return [row for row in search.calls(query).rows if isinstance(row, CallRow)]


def test_data_that_come_late_correct_the_call_log(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal_of(home / "journal", [*SHIFT[:5], *JOINT], monkeypatch)
    with working(home / "journal") as search:
        second, first = rows(search, Query())
        assert (first.call, first.group, first.group_name, first.unit) == ("d1", RIGA, "VP Rīga", "Rīga 12")
        assert (second.call, second.group, second.unit) == ("d2", RIGA, "Rīga 12"), "what is over stays where it was"
        assert [row.call for row in rows(search, Query(text="riga"))] == ["d2", "d1"]
        assert [row.call for row in rows(search, Query(group=RIGA))] == ["d2", "d1"]


def test_what_may_be_kept_goes_by_the_group_that_was_right() -> None:
    context = Context()
    for entry in entries(*JOINT[:3]):
        context.feed(entry)
    assert (context.calls["d1"].to, context.calls["d1"].radios) == (RIGA, {CAR})
