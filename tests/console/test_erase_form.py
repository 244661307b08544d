"""Erasing: looked up on record, told exactly, refused under a hold, put on record, and only then the station's."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from console import covered
from console.calllog import CallLogPage
from console.erase_form import EraseForm, erasable
from console.live import Act
from console.theme import Theme
from journal.search import CallRow, Query, Row, Search
from tests.console import journals
from tests.console.room import NOW, VP, RoomFeed, entries
from units import actions as ac
from units.keeping import BackedUp, ErasureAsked, HoldPlaced


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("erasing")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(home))
        rows = entries(NOW, emergency=False)
        rows += [
            (NOW - 3000, BackedUp(path="/mnt/older", upto=1)),
            (NOW, BackedUp(path="/mnt/copies/kopa-1", upto=400)),
            (NOW, ac.Noted(seat="1", operator="12", text="Runāts ar Jāni Bērziņu")),
        ]
        return journals.project(journals.write(home / "live", rows))


def rows(folder: Path, **asked: Any) -> list[Row]:
    search = Search(folder)
    try:
        return search.find(Query(**asked)).rows
    finally:
        search.close()


def form_of(qtbot: Any, feed: RoomFeed, folder: Path, subject: covered.Subject) -> EraseForm:
    form = EraseForm(feed, Theme(), folder, subject)
    qtbot.addWidget(form)
    form.show()
    return form


def looked(qtbot: Any, form: EraseForm, reason: str = "lēmums 44") -> str:
    form.reason.setText(reason)
    form.look()
    qtbot.waitUntil(lambda: form._steps.currentIndex() == 1, timeout=8000)
    return form.what.text() + "\n" + form.told.text()


def test_a_call_goes_in_two_steps_and_each_says_what(qtbot: Any, folder: Path) -> None:
    feed = RoomFeed(emergency=False)
    row = next(row for row in rows(folder, kinds=("calls",)) if isinstance(row, CallRow) and row.unit == "VP 124")
    form = form_of(qtbot, feed, folder, erasable(row))
    assert [choice.sort for choice in form.scope._choices] == ["call", "unit", "radio", "person"]
    form.look()
    assert "needs a reason" in form.message.text() and feed.acts == []
    told = looked(qtbot, form)
    assert "VP 124" in told and "VP Latgale" in told
    assert "1 call" in told and "1 recording" in told and "text" not in told
    assert "/mnt/copies/kopa-1 (2026-11-21 23:41:07)" in told
    assert "/mnt/older" not in told, "it was made before there was anything of it"
    (searched,) = feed.acts
    assert isinstance(searched, ac.Searched) and (searched.purpose, searched.operator) == ("lēmums 44", "12")
    done: list[str] = []
    form.done.connect(done.append)
    with qtbot.waitSignal(form.closed):
        form.go.click()
    asked = feed.acts[-1]
    assert isinstance(asked, ErasureAsked)
    assert (asked.sort, asked.subject, asked.reason, asked.since) == ("call", row.call, "lēmums 44", None)
    assert len(done) == 1


def test_a_unit_takes_everything_of_its_own_with_it(qtbot: Any, folder: Path) -> None:
    feed = RoomFeed(emergency=False)
    form = form_of(qtbot, feed, folder, covered.of_unit(feed.facts.units["vp118"]))
    told = looked(qtbot, form)
    for part in ("1 status", "21 position", "1 roster row", "of the record in all", "from the beginning – no end"):
        assert part in told, part
    form.back.click()
    form.scope.always.setChecked(False)
    form.scope.endless.setChecked(False)
    told = looked(qtbot, form)
    assert "from the beginning" not in told
    form.go.click()
    qtbot.waitUntil(lambda: isinstance(feed.acts[-1], ErasureAsked))
    asked = feed.acts[-1]
    assert isinstance(asked, ErasureAsked)
    assert (asked.sort, asked.subject) == ("unit", "vp118")
    assert asked.since is not None and asked.until is not None


def test_a_person_is_found_by_name_and_needs_one(qtbot: Any, folder: Path) -> None:
    feed = RoomFeed(emergency=False)
    form = form_of(qtbot, feed, folder, covered.of_unit(feed.facts.units["vp118"]))
    form.scope.buttons[-1].setChecked(True)
    assert form.scope.name.isVisible()
    form.reason.setText("lūgums")
    form.look()
    assert "Whose data" in form.message.text() and feed.acts == []
    form.scope.name.setText("Jāni Bērziņu")
    told = looked(qtbot, form)
    assert "everything that names Jāni Bērziņu" in told and "1 log entry" in told
    form.go.click()
    qtbot.waitUntil(lambda: isinstance(feed.acts[-1], ErasureAsked))
    asked = feed.acts[-1]
    assert isinstance(asked, ErasureAsked) and (asked.sort, asked.subject) == ("person", "Jāni Bērziņu")


def test_whoever_reads_some_agencies_erases_nobody_by_name(qtbot: Any, folder: Path) -> None:
    feed = RoomFeed(signed=False)
    feed.take(ac.SignedOn(seat="1", operator="7", role="supervisor", agencies=["vp"]))
    form = form_of(qtbot, feed, folder, covered.of_unit(feed.facts.units["vp118"]))
    assert [choice.sort for choice in form.scope._choices] == ["unit", "radio"]


@pytest.mark.parametrize("covers", [{"units": ["vp124"]}, {"groups": [VP]}, {}, {"radios": ["tetra@247-9:2201124"]}])
def test_what_a_hold_covers_is_not_erased(qtbot: Any, folder: Path, covers: dict[str, list[str]]) -> None:
    feed = RoomFeed(emergency=False)
    feed.act(HoldPlaced(seat="1", operator="12", hold="h1", reason="lieta 4", **covers))  # type: ignore[arg-type]
    form = form_of(qtbot, feed, folder, covered.of_unit(feed.facts.units["vp124"]))
    told = looked(qtbot, form)
    assert "Refused" in told and "lieta 4" in told
    assert not form.go.isEnabled()


def test_what_belongs_to_an_open_emergency_is_not_erased(qtbot: Any, tmp_path: Path) -> None:
    feed = RoomFeed()
    journal = journals.project(journals.write(tmp_path / "alarm", entries(NOW)))
    form = form_of(qtbot, feed, journal, covered.of_unit(feed.facts.units["vp118"]))
    assert "open emergency" in looked(qtbot, form)
    assert not form.go.isEnabled()


def test_nothing_there_nothing_to_erase(qtbot: Any, folder: Path) -> None:
    feed = RoomFeed(emergency=False)
    form = form_of(qtbot, feed, folder, covered.of_unit(feed.facts.units["vp118"]))
    form.scope.buttons[-1].setChecked(True)
    form.scope.name.setText("Nekur Neviens")
    assert "Nothing of it is on record" in looked(qtbot, form)
    assert not form.go.isEnabled()


def test_a_hold_on_somebody_else_is_no_obstacle(qtbot: Any, folder: Path) -> None:
    feed = RoomFeed(emergency=False)
    feed.act(HoldPlaced(seat="1", operator="12", hold="h1", reason="lieta 4", units=["vrs113"]))
    feed.act(HoldPlaced(seat="1", operator="12", hold="h2", reason="lieta 5", units=["vp118"], until=NOW - 86400))
    form = form_of(qtbot, feed, folder, covered.of_unit(feed.facts.units["vp118"]))
    form.scope.always.setChecked(False)
    assert "Refused" not in looked(qtbot, form)
    assert form.go.isEnabled()


def test_nothing_is_read_or_erased_that_is_not_on_record(qtbot: Any, folder: Path) -> None:
    class Broken(RoomFeed):
        broken = True

        def act(self, action: Act) -> Future[int]:
            if not self.broken:
                return super().act(action)
            done: Future[int] = Future()
            done.set_exception(OSError("the disk is full"))
            return done

    feed = Broken(emergency=False)
    form = form_of(qtbot, feed, folder, covered.of_unit(feed.facts.units["vp118"]))
    form.reason.setText("lēmums")
    form.look()
    qtbot.waitUntil(lambda: "disk is full" in form.message.text())
    assert form._steps.currentIndex() == 0
    feed.broken = False
    looked(qtbot, form)
    feed.broken = True
    form.go.click()
    qtbot.waitUntil(lambda: "nothing is erased" in form.message.text())
    assert not any(isinstance(act, ErasureAsked) for act in feed.acts)


def test_a_text_of_nobody_named_and_a_look_up_offer_only_what_they_name(qtbot: Any, folder: Path) -> None:
    assert erasable(None).choices == ()
    note = next(row for row in rows(folder, kinds=("notes",)))
    assert erasable(note).choices == ()
    feed = RoomFeed(emergency=False)
    page = CallLogPage(feed, Theme(), folder)
    qtbot.addWidget(page, before_close_func=lambda page: page.leave())
    for kind, box in page.form.kinds.items():
        box.setChecked(kind == "notes")
    page.search()
    qtbot.waitUntil(lambda: not page._enquiry.busy)
    page.table.selectRow(0)
    assert page.hold.isEnabled()
    assert page.erase.isEnabled(), "a person whose name stands in it"
