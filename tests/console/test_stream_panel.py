"""The stream panel: what keys, double-clicks and the menu do, and what an unsigned seat is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from console.live import Feed
from console.selection import Selection
from console.stream import StreamPanel
from console.stream_view import ROW_HEIGHT
from console.theme import Theme
from radio import events as ev
from tests.console.room import KRASLAVA, RoomFeed
from units import actions as ac


def panel(qtbot: Any, feed: Feed, selection: Selection | None = None, width: int = 1360) -> StreamPanel:
    made = StreamPanel(feed, Theme(), selection or Selection())
    made.resize(width, 320)
    qtbot.addWidget(made)
    made.show()
    return made


def find(made: StreamPanel, state: str) -> int:
    rows = [made.model.row(n) for n in range(made.model.rowCount())]
    return next(r.seq for r in rows if r.state == state)


@pytest.mark.parametrize("night", [False, True])
@pytest.mark.parametrize("width", [1360, 940, 620])
def test_it_paints_at_every_width(qtbot: Any, night: bool, width: int) -> None:
    theme = Theme(night)
    made = StreamPanel(RoomFeed(), theme, Selection())
    qtbot.addWidget(made)
    made.resize(width, 320)
    made.show()
    made.list.setCurrentIndex(made.model.index(2))
    image = made.grab().toImage()
    row = made.list.visualRect(made.model.index(2)).center()
    middle = made.list.viewport().mapTo(made, row).y()  # where it is depends on the fonts other tests have made
    colours = {image.pixelColor(x, middle).name() for x in range(0, width, 2)}
    assert len(colours) > 5
    theme.set(not night)
    assert made.grab().toImage() != image


def test_a_double_click_plays_a_recording_and_again_stops_it(qtbot: Any) -> None:
    feed = RoomFeed()
    made = panel(qtbot, feed)
    seq = find(made, "unheard")
    at = made.list.visualRect(made.model.find(seq)).center()
    qtbot.mouseClick(made.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(made.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    call = feed.facts.lines[seq].call
    assert feed.acts == [ac.Played(seat="1", operator="12", call=call)]
    feed.playing = type(feed.playing)(call=call)
    made.run(seq)
    assert feed.acts[-1] == ac.Played(seat="1", operator="12", call=call, stopped=True)


def test_enter_on_an_unread_text_reads_and_locates(qtbot: Any) -> None:
    feed = RoomFeed()
    selection = Selection()
    located: list[str] = []
    selection.located.connect(located.append)
    made = panel(qtbot, feed, selection)
    seq = find(made, "unread")
    made.list.setCurrentIndex(made.model.find(seq))
    assert (selection.unit, selection.line) == ("vsat110", seq)
    qtbot.keyClick(made.list, Qt.Key.Key_Return)
    assert feed.acts == [ac.TextRead(seat="1", operator="12", text=seq)]
    assert located == ["vsat110"]


def test_an_unheard_call_is_dismissed_from_its_menu(qtbot: Any) -> None:
    feed = RoomFeed()
    made = panel(qtbot, feed, Selection())
    row = made.list.row_at(find(made, "unheard"))
    assert row is not None
    menu = made.menu_for(row)
    words = next(action for action in menu.actions() if action.text() == "Needs no hearing").menu()
    assert isinstance(words, QMenu)
    assert next(action.text() for action in words.actions()) == "was said again"
    words.actions()[0].trigger()
    call = feed.facts.lines[row.seq].call
    assert feed.acts == [ac.Dismissed(seat="1", operator="12", call=call, why="repeated")]
    assert feed.facts.calls[call].heard


def test_letters_in_the_list_are_left_to_the_console(qtbot: Any) -> None:
    made = panel(qtbot, RoomFeed())
    made.list.setCurrentIndex(made.model.index(3))
    qtbot.keyClick(made.list, Qt.Key.Key_V)
    assert made.list.currentIndex().row() == 3


def test_a_log_entry_is_put_on_record_and_an_unsigned_one_is_refused_in_words(qtbot: Any) -> None:
    feed = RoomFeed()
    made = panel(qtbot, feed)
    made.note.insert("  Vārti atvērti  ")
    qtbot.keyClick(made.note, Qt.Key.Key_Return)
    assert feed.acts == [ac.Noted(seat="1", operator="12", text="Vārti atvērti")]
    assert made.note.text() == ""

    unsigned = RoomFeed(signed=False)
    made = panel(qtbot, unsigned)
    sentences: list[str] = []
    made.said.connect(sentences.append)
    made.note.insert("Vārti")
    qtbot.keyClick(made.note, Qt.Key.Key_Return)
    assert unsigned.acts == []
    assert made.note.text() == "Vārti", "what was written is not lost"
    assert sentences == ["Refused: nobody is signed on at this position."]


def test_typing_narrows_at_once_and_chips_too(qtbot: Any) -> None:
    made = panel(qtbot, RoomFeed())
    made.focus_filter()
    qtbot.keyClicks(made.filter, "robeza")
    assert {made.model.row(n).group for n in range(made.model.rowCount())} == {"Robeža DP"}
    qtbot.keyClicks(made.filter, " nothing like it")
    assert made._empty.isVisible()
    assert "call log" in made._empty.text()


def _action(menu: QMenu, name: str) -> QAction:
    return next(a for a in menu.actions() if a.text() == name)


def test_the_menu_names_a_stranger_and_copies_its_id(qtbot: Any) -> None:
    feed = RoomFeed()
    made = panel(qtbot, feed)
    feed.take(ev.TextReceived(radio="dmr@kraslava:777", to=KRASLAVA, text="Labvakar"))
    row = next(r for n in range(made.model.rowCount()) if (r := made.model.row(n)).raw == "dmr@kraslava:777")
    menu = made.menu_for(row)
    with qtbot.waitSignal(made.naming) as asked:
        _action(menu, "Name this radio …").trigger()
    assert asked.args == ["dmr@kraslava:777"]
    _action(menu, "Copy raw ID").trigger()
    assert QGuiApplication.clipboard().text() == "dmr@kraslava:777"
    assert not _action(menu, "Play recording").isEnabled()
    assert not _action(menu, "Locate on map").isEnabled()
    menu.close()


def test_a_review_offers_no_log_entry_and_no_naming(qtbot: Any) -> None:
    feed = RoomFeed()
    still = Feed(feed.picture)
    made = panel(qtbot, still)
    assert not made.note.isVisible()
    menu = made.menu_for(made.model.row(1))
    assert not _action(menu, "Correct this radio's name …").isEnabled()
    menu.close()


@pytest.mark.parametrize("newest_first", [True, False])
def test_rows_do_not_jump_while_older_ones_are_read(qtbot: Any, newest_first: bool) -> None:
    feed = RoomFeed()
    made = panel(qtbot, feed)
    for number in range(60):
        feed.take(ac.Noted(seat="1", operator="12", text=f"note {number}"))
    made.set_newest_first(newest_first)
    qtbot.wait(20)
    bar = made.list.verticalScrollBar()
    bar.setValue(20 * ROW_HEIGHT)
    first = made.model.row(made.list.indexAt(made.list.viewport().rect().topLeft()).row()).seq
    for number in range(7):
        feed.take(ac.Noted(seat="1", operator="12", text=f"later {number}"))
    qtbot.wait(20)
    assert made.model.row(made.list.indexAt(made.list.viewport().rect().topLeft()).row()).seq == first
    bar.setValue(bar.minimum() if newest_first else bar.maximum())
    feed.take(ac.Noted(seat="1", operator="12", text="newest"))
    qtbot.wait(20)
    assert bar.value() == (bar.minimum() if newest_first else bar.maximum())


def test_every_control_has_an_accessible_name(qtbot: Any) -> None:
    made = panel(qtbot, RoomFeed())
    for widget in (made.filter, made.note, made.turn, made.list, *made._chips.buttons()):
        assert widget.accessibleName()


def test_which_end_is_the_newest_is_remembered(qtbot: Any, tmp_path: Path) -> None:
    kept = QSettings(str(tmp_path / "console.ini"), QSettings.Format.IniFormat)
    made = StreamPanel(RoomFeed(), Theme(), Selection(), kept)
    qtbot.addWidget(made)
    assert made.model.newest_first
    made.turn.click()
    kept.sync()
    again = QSettings(str(tmp_path / "console.ini"), QSettings.Format.IniFormat)
    second = StreamPanel(RoomFeed(), Theme(), Selection(), again)
    qtbot.addWidget(second)
    assert not second.model.newest_first
