"""Naming a radio from its live row, correcting the roster and the status book, CSV in and out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from console import words
from console.files import FileChooser
from console.live import Feed
from console.roster import STATUSES, RosterPage
from console.theme import Theme
from radio import events as ev
from tests.console.room import KRASLAVA, RoomFeed
from units import actions as ac
from units.roster import read_roster

STRANGER = "dmr@kraslava:777"


@pytest.fixture
def feed() -> RoomFeed:
    made = RoomFeed()
    made.take(ev.CallStarted(call="s", radio=STRANGER, to=KRASLAVA, gateway="DMR Krāslava"))
    return made


def page(qtbot: Any, feed: Feed) -> RosterPage:
    made = RosterPage(feed, Theme())
    made.resize(1300, 700)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_radio_is_named_from_its_live_row_and_keeps_what_was_known_of_it(qtbot: Any, feed: RoomFeed) -> None:
    made = page(qtbot, feed)
    made.name_radio(STRANGER)
    form = made.unit_form
    assert form.title.text() == f"Name {STRANGER}"
    assert form.callsign.hasFocus() or form.callsign.text() == ""
    assert form.agency.currentData() == "pp", "the agency of the talk-group it was heard on"
    form.callsign.setText("PP 177")
    qtbot.keyClick(form.callsign, Qt.Key.Key_Return)
    (named,) = feed.acts
    assert isinstance(named, ac.UnitNamed)
    assert (named.callsign, named.agency, named.radios, named.operator) == ("PP 177", "pp", [STRANGER], "12")
    assert named.unit != STRANGER, "a unit's id is opaque, not a radio's"
    unit = feed.facts.units[named.unit]
    assert unit.talking == "s"
    assert STRANGER not in feed.facts.units


def test_an_existing_call_sign_gets_the_radio_as_well(qtbot: Any, feed: RoomFeed) -> None:
    made = page(qtbot, feed)
    made.name_radio(STRANGER)
    made.unit_form.callsign.setText("pp 120")
    assert "PP 120" in made.unit_form.hint.text()
    made.unit_form.save.click()
    unit = feed.facts.units["pp120"]
    assert unit.radios == ["dmr@kraslava:120", STRANGER]
    assert unit.callsign == "PP 120"


def test_a_wrong_name_is_corrected_in_place(qtbot: Any, feed: RoomFeed) -> None:
    made = page(qtbot, feed)
    made.name_radio("tetra@247-9:2201124")
    assert made.unit_form.callsign.text() == "VP 124"
    made.unit_form.callsign.setText("VP 125")
    made.unit_form.save.click()
    assert feed.facts.units["vp124"].callsign == "VP 125"
    assert feed.facts.units["vp124"].fix is not None


@pytest.mark.parametrize(
    ("callsign", "radios", "said"),
    [("", STRANGER, "needs a call sign"), ("PP 9", "2201118", "not like tetra@247-9:1234567")],
)
def test_what_cannot_be_is_said(qtbot: Any, feed: RoomFeed, callsign: str, radios: str, said: str) -> None:
    made = page(qtbot, feed)
    made.name_radio(STRANGER)
    made.unit_form.callsign.setText(callsign)
    made.unit_form.radios.setText(radios)
    made.unit_form.save.click()
    assert said in made.message.text()
    assert feed.acts == []


def test_an_unsigned_seat_changes_nothing(qtbot: Any, tmp_path: Path) -> None:
    feed = RoomFeed(signed=False)
    made = page(qtbot, feed)
    made.name_radio("tetra@247-9:2201124")
    made.unit_form.save.click()
    assert "nobody is signed on" in made.message.text()
    made.write_button.click()
    assert "nobody is signed on" in made.message.text()
    assert feed.acts == []


def test_traffic_does_not_disturb_a_half_typed_form(qtbot: Any, feed: RoomFeed) -> None:
    made = page(qtbot, feed)
    made.name_radio(STRANGER)
    made.unit_form.callsign.setText("PP 17")
    feed.take(ev.TextReceived(radio="dmr@kraslava:778", to=KRASLAVA, text="x"))
    qtbot.waitUntil(lambda: made.units.find("dmr@kraslava:778") >= 0)
    assert made.unit_form.callsign.text() == "PP 17"


def test_a_unit_leaves_the_roster(qtbot: Any, feed: RoomFeed) -> None:
    made = page(qtbot, feed)
    made.unit_form.show_unit("vp140")
    made.unit_form.drop.click()
    assert "vp140" not in feed.facts.units


def test_the_roster_goes_out_and_comes_in_unchanged(qtbot: Any, feed: RoomFeed, tmp_path: Path) -> None:
    made = page(qtbot, feed)
    path = tmp_path / "saraksts.csv"
    made.write_file(path)
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: "written" in made.message.text())
    exported = feed.acts[-1]
    assert isinstance(exported, ac.Exported)
    assert (exported.rows, exported.path) == (14, str(path))
    text = path.read_text("utf-8-sig")
    assert len(read_roster(text, "1", "12")) == 14
    before = len(feed.acts)
    made.read_file(path)
    assert len(feed.acts) == before, "rows that stand already are no actions"
    assert "14 rows read, 0 changed" in made.message.text().replace("(s)", "s")
    path.write_text(text.replace("LV 4482", "LV 4483"), "utf-8-sig")
    made.read_file(path)
    assert feed.facts.units["vp118"].vehicle == "LV 4483"
    assert len(feed.acts) == before + 1


def test_a_wrong_file_changes_nothing_and_names_its_line(qtbot: Any, feed: RoomFeed, tmp_path: Path) -> None:
    made = page(qtbot, feed)
    path = tmp_path / "roster.csv"
    path.write_text("callsign;radios\nVP 1;tetra@247-9:1\nVP 2;not-a-radio\n", "utf-8")
    made.read_file(path)
    assert "line 3" in made.message.text()
    made.read_file(tmp_path / "missing.csv")
    assert "missing.csv" in made.message.text()
    assert feed.acts == []


def test_a_journal_that_takes_nothing_lets_nothing_out(qtbot: Any, feed: RoomFeed, tmp_path: Path) -> None:
    still = Feed(feed.picture)
    made = page(qtbot, still)
    made.write_file(tmp_path / "roster.csv")
    qtbot.waitUntil(lambda: "Not written" in made.message.text())
    assert not (tmp_path / "roster.csv").exists()


def test_the_status_book(qtbot: Any, feed: RoomFeed) -> None:
    made = page(qtbot, feed)
    made.tabs.setCurrentIndex(STATUSES)
    form = made.status_form
    form.show_status(None)
    assert form.code.value() == 8, "the first free code"
    form.en.setText("at court")
    form.lv.setText("tiesā")
    form.key.setText("f")
    form.save.click()
    assert "Key F already sets status 1" in made.message.text()
    form.key.setText("c")
    form.save.click()
    assert feed.facts.statuses[8].lv == "tiesā"
    assert feed.facts.statuses[8].key == "C"


def test_an_agency_has_a_row_of_its_own_for_a_code_of_all(qtbot: Any, feed: RoomFeed) -> None:
    made = page(qtbot, feed)
    made.tabs.setCurrentIndex(STATUSES)
    form = made.status_form
    form.show_status("4")
    form.agency.setCurrentIndex(form.agency.findData("vrs"))
    form.en.setText("at the border")
    form.key.clear()
    form.save.click()
    assert feed.facts.statuses[4].en == "on scene"
    assert words.status_name(feed.facts, 4, "vrs") == "at the border"
    assert words.status_name(feed.facts, 4, "vp") == "on scene"
    made._load()
    assert made.statuses.find("vrs:4") >= 0 and made.statuses.find("4") >= 0
    form.show_status("vrs:4")
    form.en.clear()
    form.save.click()
    assert "needs its English words" in made.message.text()
    for field in (form.lv, form.lt):
        field.clear()
    form.save.click()
    assert words.status_name(feed.facts, 4, "vrs") == "on scene", "without words the row went"


def test_the_filter_folds_diacritics(qtbot: Any, feed: RoomFeed) -> None:
    made = page(qtbot, feed)
    made.filter.setText("pasvaldibas")
    model = made.unit_table.model()
    assert {model.index(n, 0).data() for n in range(model.rowCount())} >= {"PP 100", "PP 120", "PP 130"}
    assert "VP 118" not in {model.index(n, 0).data() for n in range(model.rowCount())}


def test_the_file_chooser_is_part_of_the_window(qtbot: Any, feed: RoomFeed) -> None:
    made = page(qtbot, feed)
    made.write_button.click()
    chooser = made._stack.currentWidget()
    assert isinstance(chooser, FileChooser)
    assert not chooser.dialog.isWindow()
    chooser.dialog.reject()
    assert made._stack.count() == 1
