"""The detail panel: whatever is selected is shown, and what cannot be done says why."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.detail import Detail
from console.ptt import Ptt
from console.selection import Selection
from console.theme import Theme
from console.unit_facts import how_far, nearest, straight
from tests.console.room import NOW, UTENA, RoomFeed
from units.actions import SignedOff, TextSent


class Desk:
    """A detail panel over a room."""

    def __init__(self, qtbot: QtBot, **named: bool) -> None:
        self.room = RoomFeed(**named)
        self.selection, self.ptt = Selection(), Ptt(self.room)
        self.detail = Detail(self.room, Theme(), self.selection, self.ptt)
        qtbot.addWidget(self.detail)
        self.detail.resize(560, 316)
        self.detail.show()

    def rows(self) -> dict[str, str]:
        return dict(self.detail.card.rows())


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_a_unit_is_shown_whole(desk: Desk) -> None:
    desk.selection.select("vp118")
    rows = desk.rows()
    assert rows["Crew"] == "2 officers, vehicle LV 4482"
    assert rows["Status"] == "emergency since 23:40:59, before: on scene"
    assert rows["Position"] == "N 55.8012° E 26.3941° · 4 s · ± 20 m"
    assert rows["Speed, course"] == "0 km/h"
    assert rows["Nearest"].startswith("PP 120 · 11 km")
    assert "straight line" in rows["Nearest"]


def test_a_call_leads_to_its_caller(desk: Desk) -> None:
    call = next(c for c in desk.room.facts.calls.values() if c.to == UTENA)
    desk.selection.select(call=call.id)
    assert desk.detail.card.unit is not None and desk.detail.card.unit.id == "lp115"
    assert desk.rows()["Call"] == "23:40:31 · 0:11 · LP Utena · unheard"


def test_nothing_selected_says_what_to_do(desk: Desk) -> None:
    assert desk.detail.card.rows() == []
    assert not desk.detail.call_button.isEnabled()
    assert not desk.detail.status_button.isEnabled()
    assert not desk.detail.grab().isNull()


def test_buttons_that_cannot_say_why(desk: Desk) -> None:
    desk.selection.select("vsat110")
    assert not desk.detail.call_button.isEnabled()
    assert "not heard on any talk-group" in desk.detail.call_button.toolTip()
    assert desk.detail.text_button.toolTip() == "RTP Ignalina cannot send texts."
    desk.selection.select("vp118")
    assert desk.detail.call_button.isEnabled() and desk.detail.text_button.isEnabled()
    desk.room.take(SignedOff(seat="1", operator="12"))
    assert desk.detail.text_button.toolTip() == "Sign on first."
    assert not desk.detail.status_button.isEnabled()
    assert desk.detail.locate_button.isEnabled()


def test_a_text_is_written_in_place(desk: Desk, qtbot: QtBot) -> None:
    desk.selection.select("vp118")
    desk.detail.write_text()
    line = desk.detail.compose.line
    assert line.isVisible() and not desk.detail.compose.send.isEnabled()
    QTest.keyClicks(line, "  Gaidiet pie tilta ")
    QTest.keyClick(line, Qt.Key.Key_Return)
    sent = desk.room.acts[-1]
    assert isinstance(sent, TextSent)
    assert (sent.to, sent.text, sent.operator) == ("tetra@247-9:2201118", "Gaidiet pie tilta", "12")
    assert sent.ref and not line.isVisible()


def test_escape_gives_a_text_up_and_an_empty_one_is_not_sent(desk: Desk, qtbot: QtBot) -> None:
    desk.selection.select("vp118")
    desk.detail.write_text()
    QTest.keyClick(desk.detail.compose.line, Qt.Key.Key_Return)
    QTest.keyClicks(desk.detail.compose.line, "no")
    QTest.keyClick(desk.detail.compose.line, Qt.Key.Key_Escape)
    assert not any(isinstance(act, TextSent) for act in desk.room.acts)
    assert not desk.detail.compose.isVisible()


def test_a_refused_wish_is_said(qtbot: QtBot) -> None:
    desk = Desk(qtbot, signed=False)
    said: list[str] = []
    desk.detail.said.connect(said.append)
    desk.selection.select("vp118")
    desk.detail.ask_status()
    desk.detail.write_text()
    assert said == ["Sign on first.", "Sign on first."]


def test_follow_and_track_are_switches(desk: Desk) -> None:
    desk.selection.select("vp118")
    desk.detail.follow()
    desk.detail.track()
    assert desk.selection.following == "vp118" and desk.detail.follow_button.isChecked()
    assert desk.selection.tracking == "vp118" and desk.detail.track_button.isChecked()
    desk.detail.follow()
    assert desk.selection.following == "" and not desk.detail.follow_button.isChecked()


def test_buttons_keep_their_words_in_a_narrow_panel(desk: Desk, qtbot: QtBot) -> None:
    desk.detail.resize(430, 240)
    qtbot.wait(20)
    for button in desk.detail._buttons:
        assert button.fontMetrics().horizontalAdvance(button.text()) <= button.width()


def test_straight_lines() -> None:
    assert straight(55.875, 26.536, 55.875, 26.536) == 0
    assert straight(55.8747, 26.5362, 56.9496, 24.1052) == pytest.approx(191_200, rel=0.01)  # Daugavpils–Rīga
    assert [how_far(metres) for metres in (4, 996, 7_940, 24_300)] == ["0 m", "1.0 km", "7.9 km", "24 km"]


def test_nearest_ignores_what_was_there_long_ago(desk: Desk) -> None:
    facts = desk.room.facts
    found = nearest(facts, facts.units["vp118"], NOW)
    assert found is not None and found[0].id == "pp120"
    assert nearest(facts, facts.units["vp118"], NOW + 3600) is None
    assert nearest(facts, facts.units["vp140"], NOW) is None
