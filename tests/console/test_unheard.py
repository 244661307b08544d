"""What nobody heard, on the screen: tile, bar, stream, list, hand-over; and hearing again, faster and slower."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt

from console.recall import Recall, RecallPage
from console.theme import Theme
from console.tile_face import face_of
from console.unheard import UnheardPage
from console.unheard_words import dismissal, why
from console.window import Window
from journal.slots import Playhead
from tests.console.room import BORDER, KRASLAVA, NOW, UTENA, RoomFeed
from units import actions as ac
from units import earshot as ea
from units import findings as fi
from units.recorded import last_calls
from units.unheard import OVERDUE, due


@pytest.fixture
def feed(qapp: object) -> RoomFeed:
    return RoomFeed()


@pytest.fixture
def page(feed: RoomFeed, qtbot: Any) -> UnheardPage:
    made = UnheardPage(feed, Theme(), Recall(feed))
    qtbot.addWidget(made)
    made.resize(1200, 600)
    made.show()
    return made


def texts(page: UnheardPage | RecallPage, row: int) -> list[str]:
    table = page.table
    return [item.text() for column in range(5) if (item := table.item(row, column)) is not None]


def test_the_list_says_how_long_ago_who_and_why(page: UnheardPage) -> None:
    assert page.table.rowCount() == 1
    assert texts(page, 0) == ["25 s", "LP Utena", "LP 115", "0:11", "muted"]
    assert page.left.text() == "1 unheard"


def test_what_waits_too_long_is_overdue(page: UnheardPage, feed: RoomFeed) -> None:
    feed.set_now(NOW + OVERDUE)
    page.refresh()
    assert page.left.text() == "1 unheard · 1 overdue"
    item = page.table.item(0, 0)
    assert item is not None and item.font().bold()


def test_played_to_its_end_it_goes_and_a_part_is_not_enough(page: UnheardPage, feed: RoomFeed, qtbot: Any) -> None:
    call = due(feed.facts)[0]
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    played = feed.acts[-1]
    assert isinstance(played, ac.Played)
    assert (played.call, played.operator, played.stopped, played.speed) == (call.id, "12", False, 1.0)
    assert due(feed.facts) == [call]
    part = ea.Listened(action=1, call=call.id, seat="1", operator="12", seconds=2.0, of=11.0)
    feed.take(part)
    assert page.table.rowCount() == 1
    feed.take(msgspec.structs.replace(part, seconds=11.0, enough=True))
    assert page.table.rowCount() == 0
    assert page.empty.isVisible()


def test_a_word_dismisses_and_without_an_operator_nothing_does(page: UnheardPage, feed: RoomFeed, qtbot: Any) -> None:
    qtbot.mouseClick(page.words[0], Qt.MouseButton.LeftButton)
    done = feed.acts[-1]
    assert isinstance(done, ac.Dismissed)
    assert (done.why, done.operator) == ("repeated", "12")
    assert page.table.rowCount() == 0
    line = [line for line in feed.facts.lines.values() if line.word == "dismissed"][-1]
    assert line.operator == "12"
    feed.take(ac.SignedOff(seat="1", operator="12"))
    assert not any(button.isEnabled() for button in page.words)


def test_an_unacknowledged_emergency_is_named_so_and_cannot_be_dismissed(page: UnheardPage, feed: RoomFeed) -> None:
    feed.take(ea.Unheard(call="e1", why="device", seconds=6.0, missed=6.0, emergency=True), NOW)
    alarm = next(iter(feed.facts.alarms.values()))
    feed.take(fi.AlarmJoined(alarm=alarm.id, by="call", call="e1"))
    from radio.events import CallEnded

    feed.take(CallEnded(call="e1"))
    assert texts(page, 0)[4].startswith("EMERGENCY, not acknowledged")
    before = len(feed.acts)
    page.table.setCurrentCell(0, 0)
    page.dismiss("told")
    assert len(feed.acts) == before
    assert page.message.isVisible()


def played(feed: RoomFeed) -> list[str]:
    return [act.call for act in feed.acts if isinstance(act, ac.Played) and not act.stopped]


def test_one_after_another(page: UnheardPage, feed: RoomFeed, qtbot: Any) -> None:
    """As it comes in life: heard to the end is on record while the pulse still says that it plays."""
    for call in feed.facts.calls.values():
        if call.to in (BORDER, KRASLAVA):
            feed.take(ea.Unheard(call=call.id, why="overlap", seconds=4.0, missed=4.0))
    owed = [call.id for call in due(feed.facts)]
    assert len(owed) == 3
    page._second.setInterval(20)
    page.in_turn.setChecked(True)
    page.play(owed[0])
    for number, call_id in enumerate(owed, 1):
        assert played(feed) == owed[:number]
        feed.playing = Playhead(call=call_id, position=4.0, speed=1.0)
        feed.pulsed.emit()
        feed.take(ea.Listened(action=1, call=call_id, seat="1", operator="12", enough=True))
        page.refresh()
        assert played(feed) == owed[:number], "not before it has sounded out"
        feed.playing = Playhead()
        qtbot.waitUntil(lambda wanted=owed[: number + 1]: played(feed) == wanted, timeout=20_000)
    assert not due(feed.facts) and len(played(feed)) == 3


def test_one_after_another_ends_where_somebody_plays_something_else(page: UnheardPage, feed: RoomFeed) -> None:
    first = due(feed.facts)[0].id
    other = next(call for call in feed.facts.calls.values() if call.to == BORDER)
    feed.take(ea.Unheard(call=other.id, why="overlap", seconds=4.0, missed=4.0))
    page.in_turn.setChecked(True)
    page.play(first)
    feed.playing = Playhead(call="another", position=0.1, speed=1.0)
    feed.take(ea.Listened(action=1, call=first, seat="1", operator="12", enough=True))
    page.refresh()
    feed.playing = Playhead()
    page.refresh()
    assert played(feed) == [first]


def test_tile_and_stream_say_it(feed: RoomFeed, qtbot: Any) -> None:
    from PySide6.QtCore import QSettings

    window = Window(feed, Theme(), QSettings("test", "unheard"))
    qtbot.addWidget(window)
    group = feed.facts.groups[UTENA]
    assert "1 unheard" in face_of(feed, window.mixing, window.ptt, group, "").flags
    rows = [window.stream.model.row(n) for n in range(window.stream.model.rowCount())]
    assert [row.text for row in rows if row.state == "unheard"] == ["unheard: muted"]
    assert window.topbar.unheard_button.isVisibleTo(window)
    window.pages.unheard()
    assert isinstance(window.host.panel, UnheardPage)
    window.host.close_panel()
    window.pages.left_over()
    assert isinstance(window.host.panel, UnheardPage), "whoever signs on is shown what is left"


def test_again_and_the_one_before(feed: RoomFeed) -> None:
    recall = Recall(feed)
    calls = last_calls(feed.facts, BORDER)
    recall.again(BORDER)
    first = feed.acts[-1]
    assert isinstance(first, ac.Played) and first.call == calls[0].id
    feed.playing = Playhead(call=calls[0].id, position=1.0, speed=1.0)
    recall.faster(2)
    faster = feed.acts[-1]
    assert isinstance(faster, ac.Played) and (faster.call, faster.speed) == (calls[0].id, 1.5)
    recall.faster(9)
    assert recall.speed == 2.0
    recall.faster(-9)
    assert recall.speed == 0.75
    recall.stop()
    stopped = feed.acts[-1]
    assert isinstance(stopped, ac.Played) and stopped.stopped


def test_the_page_of_a_groups_last_calls_shows_where_it_plays(feed: RoomFeed, qtbot: Any) -> None:
    page = RecallPage(feed, Theme(), Recall(feed), UTENA)
    qtbot.addWidget(page)
    page.resize(1000, 400)
    page.show()
    assert texts(page, 0)[1:4] == ["LP Utena", "LP 115", "0:11"]
    before = page.table.grab().toImage()
    feed.playing = Playhead(call=page.table.calls[0].id, position=5.0, speed=1.0)
    feed.pulsed.emit()
    assert page.table.grab().toImage() != before


def test_every_word_has_words(qapp: object) -> None:
    assert all(why(code) != code for code in ea.REASONS if code not in ("muted", "encrypted"))
    assert all(dismissal(code) != code for code in ac.DISMISSALS)
