"""The call log's form: every field asks, and goes on record with an enquiry; the look-ups of others for supervisors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from console.calllog import LOOKUPS, RECORDS, CallLogPage
from console.calllog_form import KINDS
from console.theme import Theme
from tests.console import journals
from tests.console.room import NOW, RoomFeed, entries
from units import actions as ac
from units.entry import Anything


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("form")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(home))
        return journals.project(journals.write(home / "live", entries(NOW)))


@pytest.fixture
def feed() -> RoomFeed:
    return RoomFeed()


@pytest.fixture
def page(qtbot: Any, feed: RoomFeed, folder: Path) -> CallLogPage:
    return make(qtbot, feed, folder)


def make(qtbot: Any, feed: RoomFeed, folder: Path) -> CallLogPage:
    made = CallLogPage(feed, Theme(), folder)
    made.resize(1300, 700)
    qtbot.addWidget(made, before_close_func=lambda page: page.leave())
    made.show()
    return made


def search(qtbot: Any, page: CallLogPage) -> None:
    page.search()
    qtbot.waitUntil(lambda: not page._enquiry.busy)


def column(page: CallLogPage, number: int) -> list[str]:
    return [str(page.found.index(row, number).data()) for row in range(page.found.rowCount())]


def test_length_agency_and_jobs(qtbot: Any, page: CallLogPage, feed: RoomFeed) -> None:
    page.form.longer.setValue(9)
    search(qtbot, page)
    assert set(column(page, 2)) == {"VP 124", "LP 115"}
    page.form.agency.setCurrentIndex(page.form.agency.findData("lp"))
    search(qtbot, page)
    assert set(column(page, 2)) == {"LP 115"}
    page.form.longer.setValue(0)
    page.form.kinds["calls"].setChecked(False)
    page.form.kinds["jobs"].setChecked(True)
    search(qtbot, page)
    assert (column(page, 1), column(page, 6)) == (["job"], ["job 14"])
    page.form.kinds["jobs"].setChecked(False)
    assert page.form.query().kinds == KINDS, "nothing ticked is everything but look-ups"


def test_every_field_goes_on_record_with_an_enquiry(page: CallLogPage, feed: RoomFeed) -> None:
    form = page.form
    for field, typed in ((form.unit, "VP"), (form.radio, "118"), (form.text, "tests"), (form.purpose, "lieta")):
        field.setText(typed)
    form.group.setEditText("Robeža")
    form.agency.setCurrentIndex(form.agency.findData("vp"))
    form.longer.setValue(30)
    form.emergency.setChecked(True)
    form.heard.setCurrentIndex(form.heard.findData(False))
    form.period.setCurrentIndex(3)
    page.search()
    (searched,) = feed.acts
    assert isinstance(searched, ac.Searched)
    for part in ("unit=VP", "radio=118", "text=tests", "group=Robeža", "agency=vp", "longer=30 s", "emergency=yes"):
        assert part in searched.terms
    assert "handed-in=no" in searched.terms


def test_calls_of_other_recorders_are_asked_for_alone(page: CallLogPage) -> None:
    form = page.form
    assert form.query().handed_in is None
    form.heard.setCurrentIndex(form.heard.findData(True))
    assert form.query().handed_in is True


def test_only_agencies_that_may_be_read_are_offered(qtbot: Any, folder: Path) -> None:
    feed = RoomFeed(signed=False)
    feed.take(ac.SignedOn(seat="1", operator="7", agencies=["vp", ""]))
    form = make(qtbot, feed, folder).form
    assert [form.agency.itemData(n) for n in range(form.agency.count())] == ["", "vp"]


def test_recent_purposes_are_offered_again_to_who_had_them(qtbot: Any, folder: Path, feed: RoomFeed) -> None:
    feed.take(ac.Searched(seat="1", operator="12", purpose="lieta 7", terms="x"), origin="0a1b2c3d/console/1")
    feed.take(ac.SignedOn(seat="2", operator="13"))
    feed.take(ac.Searched(seat="2", operator="13", purpose="cita", terms="x"), origin="0a1b2c3d/console/2")
    completer = make(qtbot, feed, folder).form.purpose.completer()
    completer.setCompletionPrefix("")
    assert [completer.model().index(n, 0).data() for n in range(completer.model().rowCount())] == ["lieta 7"]


def test_a_supervisor_sees_who_looked_and_why(qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    by: dict[str, Any] = {"seat": "2", "operator": "13"}
    looks: list[tuple[float, Anything]] = [
        (NOW, ac.Searched(**by, purpose="lieta 7", terms="unit=VP 118")),
        (NOW, ac.Played(**by, call=next(c.id for c in RoomFeed().facts.calls.values() if c.path))),
        (NOW, ac.Exported(**by, purpose="lieta 7", what="unit=VP 118", path="/x/y.csv", rows=3)),
    ]
    looked = journals.project(journals.write(tmp_path / "looked", [*entries(NOW), *looks]))
    page = make(qtbot, RoomFeed(), looked)
    page.tabs.setCurrentIndex(LOOKUPS)
    assert not page.form.radio.isVisible() and not page.listen.isVisible()
    search(qtbot, page)
    assert column(page, 1) == ["13", "13", "13"]
    assert column(page, 3) == ["records exported", "recording played", "records searched"]
    assert column(page, 4)[0] == column(page, 4)[2] == "lieta 7: unit=VP 118"
    assert column(page, 6)[0] == "/x/y.csv"
    page.form.text.setText("lieta")
    search(qtbot, page)
    assert len(column(page, 1)) == 2
    page.tabs.setCurrentIndex(RECORDS)
    assert page.found.rowCount() == 0 and page.form.radio.isVisible()
    page.form.text.clear()
    search(qtbot, page)
    assert set(column(page, 1)) == {"call"}
