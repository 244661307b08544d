"""Moving inside one recording: click, drag and arrow keys, in the lists of calls and in the call log's player."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from console.call_table import HEAD, INSIDE, SOUND
from console.calllog import CallLogPage
from console.recall import Recall, RecallPage
from console.theme import Theme
from console.wave import STEP, WaveSlider
from journal.slots import Playhead
from tests.console import journals
from tests.console.room import NOW, UTENA, RoomFeed, entries
from units.actions import Played

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def feed(qapp: object) -> RoomFeed:
    return RoomFeed()


def last(feed: RoomFeed) -> Played:
    played = feed.acts[-1]
    assert isinstance(played, Played)
    return played


def plays(feed: RoomFeed, call: str, position: float = 2.0, speed: float = 1.5) -> None:
    feed.playing = Playhead(call=call, position=position, speed=speed)
    feed.pulsed.emit()


@pytest.fixture
def page(feed: RoomFeed, qtbot: Any) -> RecallPage:
    made = RecallPage(feed, Theme(), Recall(feed), UTENA)
    qtbot.addWidget(made)
    made.resize(1300, 400)
    made.show()
    return made


def in_sound(page: RecallPage, share: float) -> QPoint:
    table = page.table
    left, width = table.columnViewportPosition(SOUND) + INSIDE[0], table.columnWidth(SOUND) - INSIDE[0] + INSIDE[2]
    return QPoint(round(left + share * width), table.rowViewportPosition(0) + table.rowHeight(0) // 2)


def test_a_click_in_the_sound_of_what_plays_goes_on_there(page: RecallPage, feed: RoomFeed) -> None:
    call = page.table.calls[0]
    QTest.mouseClick(page.table.viewport(), LEFT, pos=in_sound(page, 0.5))
    assert feed.acts == [], "it does not play: a click only selects"
    plays(feed, call.id)
    QTest.mouseClick(page.table.viewport(), LEFT, pos=in_sound(page, 0.5))
    played = last(feed)
    assert (played.call, played.speed, played.stopped) == (call.id, 1.5, False)
    assert played.at == pytest.approx(call.seconds / 2, rel=0.02)
    QTest.mouseDClick(page.table.viewport(), LEFT, pos=in_sound(page, 0.25))
    assert not last(feed).stopped, "twice is no order to stop"


def test_a_drag_is_one_jump_and_shows_where_it_goes(page: RecallPage, feed: RoomFeed) -> None:
    call = page.table.calls[0]
    plays(feed, call.id)
    viewport = page.table.viewport()
    QTest.mousePress(viewport, LEFT, pos=in_sound(page, 0.1))
    QTest.mouseMove(viewport, in_sound(page, 0.8))
    page.table._hold(in_sound(page, 0.8).x())
    plays(feed, call.id, 3.0)
    item = page.table.item(0, SOUND)
    assert item is not None and item.data(HEAD) == pytest.approx(0.8, abs=0.02), "the hand's, not the playhead's"
    assert feed.acts == []
    QTest.mouseRelease(viewport, LEFT, pos=in_sound(page, 0.8))
    assert last(feed).at == pytest.approx(0.8 * call.seconds, rel=0.02) and len(feed.acts) == 1
    plays(feed, call.id, 3.0)
    assert item.data(HEAD) == pytest.approx(3.0 / call.seconds)


def test_arrows_go_five_seconds_and_not_out_of_the_call(page: RecallPage, feed: RoomFeed) -> None:
    call = page.table.calls[0]
    QTest.keyClick(page.table, Qt.Key.Key_Right)
    assert feed.acts == []
    plays(feed, call.id, 2.0)
    QTest.keyClick(page.table, Qt.Key.Key_Right)
    assert last(feed).at == 2.0 + STEP
    QTest.keyClick(page.table, Qt.Key.Key_Left)
    assert last(feed).at == 0.0
    plays(feed, call.id, call.seconds - 0.5)
    QTest.keyClick(page.table, Qt.Key.Key_Right)
    assert last(feed).at == call.seconds


def test_the_slider_jumps_by_key_click_and_drag(qtbot: Any) -> None:
    slider = WaveSlider(Theme())
    qtbot.addWidget(slider)
    slider.resize(400, 32)
    slider.show()
    sought: list[float] = []
    slider.sought.connect(sought.append)
    slider.show_place(20.0, 60.0, [100] * 48)
    assert slider.accessibleDescription() == "0:20 / 1:00"
    QTest.keyClick(slider, Qt.Key.Key_Right)
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert sought == [25.0, 30.0], "what still sounds from before does not move it back"
    slider.show_place(20.1, 60.0, [])
    assert slider.value() == 300
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert sought[-1] == 0.0
    box = slider._box()
    QTest.mousePress(slider, LEFT, pos=QPoint(box.left(), 16))
    QTest.mouseRelease(slider, LEFT, pos=QPoint(box.left() + box.width() // 2, 16))
    assert len(sought) == 4 and sought[-1] == pytest.approx(30.0, abs=0.3)
    slider.setSliderDown(True)
    slider.setSliderPosition(450)
    slider.show_place(1.0, 60.0, [])
    assert slider.value() == 450, "a hand holds it"
    assert slider.grab().toImage().width() > 0


def test_the_call_log_has_a_player_for_what_plays(qtbot: Any, feed: RoomFeed, tmp_path: Path, home: Path) -> None:
    folder = journals.project(journals.write(tmp_path / "live", entries(NOW)))
    page = CallLogPage(feed, Theme(), folder)
    qtbot.addWidget(page, before_close_func=lambda page: page.leave())
    page.resize(1300, 700)
    page.show()
    page.form.unheard.setChecked(True)
    page.search()
    qtbot.waitUntil(lambda: not page._enquiry.busy and page.found.rowCount() == 1, timeout=20_000)
    call = page.found.row(0).call  # type: ignore[union-attr]
    assert page.player.isHidden()
    QTest.keyClick(page.table, Qt.Key.Key_Right)
    assert feed.acts == []
    plays(feed, "another", 1.0)
    assert page.player.isHidden(), "what plays is not shown here"
    plays(feed, call, 1.0, 1.0)
    assert not page.player.isHidden()
    page.player.step(STEP)
    assert (last(feed).call, last(feed).at, last(feed).speed) == (call, 6.0, 1.0)
    plays(feed, "", 0.0)
    assert page.player.isHidden()
