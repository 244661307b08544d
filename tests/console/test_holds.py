"""Legal holds at the console: placed from a row, a line and a unit, marked by shape and word, listed, lifted."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from console import covered
from console.calllog import HOLDS, CallLogPage
from console.calllog_rows import FoundModel
from console.hold_form import HoldForm
from console.hold_list import HoldList
from console.live import Act
from console.panels import PanelHost
from console.theme import Theme
from console.unit_facts import unit_rows
from journal.errors import JournalError
from journal.search import AlarmRow, CallRow, Row, TextRow
from tests.console import journals
from tests.console.room import BORDER, NOW, VP, RoomFeed, entries
from units import actions as ac
from units.held import holding
from units.keeping import HoldLifted, HoldPlaced


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("holds")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(home))
        return journals.project(journals.write(home / "live", entries(NOW)))


@pytest.fixture
def feed() -> RoomFeed:
    return RoomFeed()


class Shown(CallLogPage):
    """A page that shows its forms in a host of its own, as a window does."""

    def __init__(self, feed: RoomFeed, folder: Path) -> None:
        super().__init__(feed, Theme(), folder)
        self.host = PanelHost(Theme(), self)
        self.host.resize(1200, 700)

    def show_panel(self, panel: Any, fill: bool = False) -> None:
        self.host.show_panel(panel, fill)


@pytest.fixture
def page(qtbot: Any, feed: RoomFeed, folder: Path) -> Shown:
    made = Shown(feed, folder)
    made.resize(1300, 760)
    qtbot.addWidget(made, before_close_func=lambda page: page.leave())
    made.show()
    for box in made.form.kinds.values():
        box.setChecked(True)
    made.search()
    qtbot.waitUntil(lambda: not made._enquiry.busy)
    return made


def row_of(page: CallLogPage, shape: type[Row], unit: str = "") -> int:
    rows = [page.found.row(n) for n in range(page.found.rowCount())]
    return next(n for n, row in enumerate(rows) if isinstance(row, shape) and unit in ("", row.unit))


def place(feed: RoomFeed, hold: str = "h1", **covers: Any) -> None:
    feed.act(HoldPlaced(seat="1", operator="12", hold=hold, reason="lieta 4", **covers))


def marks(page: CallLogPage) -> set[int]:
    column = FoundModel.MARK
    found = {n: page.found.index(n, column) for n in range(page.found.rowCount())}
    held = {n for n, index in found.items() if index.data() == "held"}
    assert held == {n for n, i in found.items() if i.data(Qt.ItemDataRole.DecorationRole) is not None}, "shape and word"
    return held


def test_a_held_record_is_marked_by_shape_and_word_at_once(page: Shown, feed: RoomFeed) -> None:
    assert marks(page) == set()
    place(feed, groups=[BORDER])
    held = marks(page)
    assert {getattr(page.found.row(n), "group", "") for n in held} == {BORDER}
    tip = str(page.found.index(held.pop(), FoundModel.MARK).data(Qt.ItemDataRole.ToolTipRole))
    assert "lieta 4" in tip and "12" in tip
    feed.act(HoldLifted(seat="1", operator="12", hold="h1", reason="done"))
    assert marks(page) == set()


def test_a_call_is_held_from_its_row(qtbot: Any, page: Shown, feed: RoomFeed) -> None:
    at = row_of(page, CallRow, "VRS 113")
    page.table.selectRow(at)
    page.hold.click()
    form = page.host.panel
    assert isinstance(form, HoldForm)
    assert [choice.sort for choice in form.scope._choices] == ["call", "unit", "radio", "group", "all"]
    assert not form.scope.times.isVisible(), "a call is itself, at its own time"
    form.place()
    assert "reason" in form.message.text() and feed.acts == []
    form.reason.setText("lieta 11-2026")
    qtbot.keyClick(form.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.host.panel is None)
    (placed,) = feed.acts
    row = page.found.row(at)
    assert isinstance(placed, HoldPlaced) and isinstance(row, CallRow)
    assert (placed.calls, placed.units, placed.since, placed.until) == ([row.call], [], None, None)
    assert (placed.reason, placed.operator, placed.seat) == ("lieta 11-2026", "12", "1")
    assert marks(page) == {at}
    assert "stands" in page.message.text()


@pytest.mark.parametrize(("button", "field"), [(1, "units"), (2, "radios"), (3, "groups"), (4, "")])
def test_what_else_a_row_names_is_held_for_a_time_around_it(
    qtbot: Any, page: Shown, feed: RoomFeed, button: int, field: str
) -> None:
    at = row_of(page, CallRow, "VP 124")
    row = page.found.row(at)
    form = HoldForm(feed, Theme(), covered.of_row(row))
    qtbot.addWidget(form)
    form.scope.buttons[button].setChecked(True)
    placed = form.placed("lieta")
    named = {name: getattr(placed, name) for name in ("calls", "units", "radios", "groups")}
    assert [name for name, value in named.items() if value] == ([field] if field else [])
    wall = covered.time_of(row)
    assert placed.since is not None and placed.until is not None
    assert placed.since < wall < placed.until
    feed.act(placed)
    assert holding(feed.facts, wall, row.unit_id, getattr(row, "radio", ""), getattr(row, "group", ""))
    assert at in marks(page)
    form.scope.always.setChecked(True)
    form.scope.endless.setChecked(True)
    assert form.scope.interval == (None, None)


def test_an_interval_that_ends_before_it_begins_is_not_held(qtbot: Any, page: Shown, feed: RoomFeed) -> None:
    form = HoldForm(feed, Theme(), covered.of_row(page.found.row(row_of(page, TextRow))))
    qtbot.addWidget(form)
    form.reason.setText("lieta")
    form.scope.until.setDateTime(form.scope.since.dateTime().addSecs(-5))
    form.place()
    assert "before it begins" in form.message.text() and feed.acts == []


def test_alarms_lines_and_units_can_be_held_too(page: Shown, feed: RoomFeed) -> None:
    alarm = covered.of_row(page.found.row(row_of(page, AlarmRow)))
    assert [choice.sort for choice in alarm.choices] == ["call", "unit", "radio", "group", "all"]
    line = next(line for line in feed.facts.lines.values() if line.sort == "text")
    told = covered.of_line(line, feed.facts)
    assert [choice.sort for choice in told.choices] == ["unit", "radio", "group", "all"]
    unit = covered.of_unit(feed.facts.units["vp118"])
    assert [(choice.sort, choice.id) for choice in unit.choices] == [
        ("unit", "vp118"),
        ("radio", "tetra@247-9:2201118"),
    ]


def test_the_list_says_who_when_why_and_lifts_with_a_reason(qtbot: Any, page: Shown, feed: RoomFeed) -> None:
    place(feed, units=["vp118"], since=NOW - 3600, until=NOW)
    place(feed, "h2", groups=[VP])
    page.tabs.setCurrentIndex(HOLDS)
    table = page.holds.table
    assert table.isVisible() and not page.form.isVisible()
    cells = [[table.item(row, column).text() for column in range(5)] for row in range(2)]  # type: ignore[union-attr]
    assert {(row[1], row[2], row[3]) for row in cells} == {("12", "lieta 4", "VP 118"), ("12", "lieta 4", "VP Latgale")}
    assert {row[4] for row in cells} == {"2026-11-21 22:41:07 – 2026-11-21 23:41:07", "from the beginning – no end"}
    at = next(n for n, row in enumerate(cells) if row[3] == "VP 118")
    table.selectRow(at)
    page.holds.lift()
    assert "needs a reason" in page.message.text()
    page.holds.reason.setText("tiesa beidzās")
    page.holds.go.click()
    qtbot.waitUntil(lambda: table.rowCount() == 1)
    lifted = feed.acts[-1]
    assert isinstance(lifted, HoldLifted) and (lifted.hold, lifted.reason) == ("h1", "tiesa beidzās")


def test_what_cannot_be_put_on_record_does_not_stand(qtbot: Any, page: Shown) -> None:
    class Broken(RoomFeed):
        def act(self, action: Act) -> Future[int]:
            done: Future[int] = Future()
            done.set_exception(JournalError("the disk is full"))
            return done

    form = HoldForm(Broken(), Theme(), covered.of_row(page.found.row(0)))
    qtbot.addWidget(form)
    form.reason.setText("lieta")
    form.place()
    qtbot.waitUntil(lambda: "disk is full" in form.message.text())


@pytest.mark.parametrize("role", ["dispatcher", "trainer", ""])
def test_only_a_supervisor_may(qtbot: Any, folder: Path, role: str) -> None:
    feed = RoomFeed(signed=False)
    place(feed, units=["vp118"])
    if role:
        feed.take(ac.SignedOn(seat="1", operator="7", role=role))
    page = CallLogPage(feed, Theme(), folder)
    qtbot.addWidget(page, before_close_func=lambda page: page.leave())
    assert not page.tabs.isTabEnabled(HOLDS)
    page.form.unit.setText("VP")
    page.search()
    qtbot.waitUntil(lambda: not page._enquiry.busy)
    if role:
        page.table.selectRow(0)
        assert not page.hold.isEnabled() and "shift supervisor" in page.hold.toolTip()
        assert not page.erase.isEnabled() and "shift supervisor" in page.erase.toolTip()
    held = HoldList(feed, Theme(), lambda *_, **__: None)
    qtbot.addWidget(held)
    assert not held.new.isEnabled() and not held.go.isEnabled()
    before = len(feed.acts)
    form = HoldForm(feed, Theme(), covered.of_unit(feed.facts.units["vp118"]))
    qtbot.addWidget(form)
    form.reason.setText("lieta")
    form.place()
    assert len(feed.acts) == before and form.message.text()


def test_the_detail_says_that_a_unit_is_held(feed: RoomFeed) -> None:
    unit = feed.facts.units["vp118"]
    assert "Legal hold" not in dict(unit_rows(feed, unit))
    place(feed, radios=["tetra@247-9:2201118"])
    place(feed, "h2")  # on everything of a time: said in the list of holds, not of each unit
    assert dict(unit_rows(feed, unit))["Legal hold"] == "lieta 4 (12)"
