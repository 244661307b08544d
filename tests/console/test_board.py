"""The unit board: grouped, stable under the mouse, words beside every colour."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from console.board import Board, BoardModel
from console.board_paint import RowPainter
from console.board_rows import Head, Row, arranged, natural, row_words, spoken
from console.selection import Selection
from console.theme import Theme
from radio import events as ev
from tests.console.room import NOW, RoomFeed
from units.actions import StatusSet, UnitNamed
from units.findings import AlarmOpened, PositionDoubted


@pytest.fixture
def room(qtbot: QtBot) -> RoomFeed:
    return RoomFeed()


def make(qtbot: QtBot, room: RoomFeed) -> tuple[Board, Selection]:
    selection = Selection()
    board = Board(room, Theme(), selection)
    qtbot.addWidget(board)
    board.resize(343, 660)
    return board, selection


def test_grouped_by_agency_with_counts(room: RoomFeed) -> None:
    rows = arranged(room.facts, NOW)
    heads = [(row.name, row.on_duty, row.total) for row in rows if isinstance(row, Head)]
    assert heads == [
        ("Valsts policija", 3, 4),
        ("Valsts robežsardze", 2, 2),
        ("Pašvaldības policija", 2, 3),
        ("Policija (LT)", 2, 2),
        ("VSAT", 1, 2),
        ("Utenos VTS", 1, 1),
    ]
    assert rows[1] == Row("vp118")  # an emergency stands first in its group


def test_names_sort_as_people_count() -> None:
    names = ["VP 118", "VP 9", "VP 20", "Ābele 2", "Abele 1"]
    assert sorted(names, key=natural) == ["Abele 1", "Ābele 2", "VP 9", "VP 20", "VP 118"]


def test_off_duty_leaves_the_board_and_everyone_can_be_shown(room: RoomFeed) -> None:
    room.take(ev.StatusReceived(radio="tetra@247-9:2201124", code=9))
    rows = arranged(room.facts, NOW)
    assert Row("vp124") not in rows
    assert {Row("vp124"), Row("vp140")} <= set(arranged(room.facts, NOW, everyone=True))


def test_an_emergency_is_on_the_board_whatever_the_status(room: RoomFeed) -> None:
    room.take(ev.StatusReceived(radio="tetra@247-9:2201124", code=9))
    room.take(AlarmOpened(alarm="a2", radio="tetra@247-9:2201124", by="button"))
    assert Row("vp124") in arranged(room.facts, NOW)


def test_strangers_stand_last_with_their_raw_id(room: RoomFeed) -> None:
    room.take(ev.Located(radio="tetra@247-9:7777777", lat=55.9, lon=26.5))
    rows = arranged(room.facts, NOW)
    assert rows[-2] == Head("?", "Not in the roster", 1, 1)
    assert rows[-1] == Row("tetra@247-9:7777777")
    said = row_words(room.facts, room.facts.units["tetra@247-9:7777777"], NOW)
    assert said.callsign == "7777777" and said.status == "tetra@247-9"


def test_words_of_a_row(room: RoomFeed) -> None:
    units = room.facts.units
    alarm = row_words(room.facts, units["vp118"], NOW)
    assert (alarm.status, alarm.since, alarm.age, alarm.emergency, alarm.talking) == (
        "emergency", "00:07", "4 s", True, True,
    )  # fmt: skip
    old = row_words(room.facts, units["vsat110"], NOW)
    assert (old.status, old.since, old.age, old.stale) == ("post", "52:18", "14 min", True)
    assert row_words(room.facts, units["lp103"], NOW).status == "job 14"
    assert row_words(room.facts, units["vp140"], NOW).age == "–"


def test_by_hand_and_doubtful_and_no_fix_are_marked(room: RoomFeed) -> None:
    room.take(StatusSet(seat="1", operator="12", unit="vp124", code=4), origin="0a1b2c3d/console/1")
    room.take(PositionDoubted(radio="tetra@247-9:2201124", why="jump", lat=1.0, lon=1.0))
    said = row_words(room.facts, room.facts.units["vp124"], NOW)
    assert said.by_hand and said.doubtful and said.status == "on scene"
    assert "by operator" in spoken(room.facts, room.facts.units["vp124"], NOW)
    room.take(ev.NoFix(radio="tetra@247-9:2201106"))
    assert row_words(room.facts, room.facts.units["vp106"], NOW).age == "no fix"


def test_the_model_is_sound(room: RoomFeed, qtmodeltester: ModelTester) -> None:
    model = BoardModel(room)
    model.arrange()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    room.take(ev.Located(radio="tetra@247-9:7777777", lat=55.9, lon=26.5))
    assert model.arrange()
    assert not model.arrange()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert model.data(QModelIndex()) is None


def test_headings_cannot_be_selected(room: RoomFeed) -> None:
    model = BoardModel(room)
    model.arrange()
    assert model.flags(model.index(0)) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsSelectable


def test_selection_goes_both_ways(qtbot: QtBot, room: RoomFeed) -> None:
    board, selection = make(qtbot, room)
    selection.select("lp115")
    assert board.model.unit_at(board.list.currentIndex()) == "lp115"
    board.list.setCurrentIndex(board.model.index_of("vp106"))
    assert selection.unit == "vp106"


def test_rows_never_jump_while_the_mouse_is_over_them(
    qtbot: QtBot, room: RoomFeed, monkeypatch: pytest.MonkeyPatch
) -> None:
    board, _ = make(qtbot, room)
    board.show()
    before = list(board.model.rows)
    monkeypatch.setattr(board, "pointed_at", lambda: True)
    room.take(UnitNamed(seat="1", operator="12", unit="new", callsign="AA 1", agency="vp", radios=["x@y:1"]))
    room.take(ev.Located(radio="x@y:1", lat=55.9, lon=26.5))
    board._arrange()
    assert board.model.rows == before
    monkeypatch.setattr(board, "pointed_at", lambda: False)
    board.list.left.emit()
    assert Row("new") in board.model.rows


def test_double_click_and_enter_locate(qtbot: QtBot, room: RoomFeed) -> None:
    board, selection = make(qtbot, room)
    board.show()
    located: list[str] = []
    selection.located.connect(located.append)
    board.list.setCurrentIndex(board.model.index_of("vp106"))
    QTest.keyClick(board.list, Qt.Key.Key_Return)
    assert located == ["vp106"]


def test_letters_are_not_a_search_here(qtbot: QtBot, room: RoomFeed) -> None:
    board, selection = make(qtbot, room)
    board.show()
    board.list.setCurrentIndex(board.model.index_of("vp106"))
    QTest.keyClicks(board.list, "lp")
    assert selection.unit == "vp106"


@pytest.mark.parametrize("width", [240, 343, 700])
def test_paints_at_every_width(qtbot: QtBot, room: RoomFeed, width: int) -> None:
    board, selection = make(qtbot, room)
    selection.select("vp118")
    board.resize(width, 660)
    assert not board.grab().isNull()


def test_a_damaged_or_missing_agency_does_not_hide_units(qtbot: QtBot, room: RoomFeed) -> None:
    room.take(UnitNamed(seat="1", operator="12", unit="odd", callsign="ZZ 1", agency="gone", radios=["x@y:1"]))
    room.take(ev.Located(radio="x@y:1", lat=55.9, lon=26.5))
    board, _ = make(qtbot, room)
    assert Row("odd") in board.model.rows
    assert not board.grab().isNull()


def test_a_call_sign_is_never_cut_for_a_status(room: RoomFeed, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    room.take(UnitNamed(seat="", unit="vsat110", callsign="VSAT pultas 2", agency="vsat", radios=["rtp@ignalina:110"]))
    room.take(ev.CallStarted(call="c9", radio="rtp@ignalina:110", to="rtp@ignalina:g1"))
    board, _ = make(qtbot, room)
    written: list[tuple[str, float]] = []
    write = RowPainter._write

    def spy(self: RowPainter, painter: QPainter, text: str, x: float, middle: float, space: float, *look: Any) -> float:
        if text == "VSAT pultas 2":
            written.append((text, space - self._width(text, *look[:2])))
        return write(self, painter, text, x, middle, space, *look)

    monkeypatch.setattr(RowPainter, "_write", spy)
    board.grab()
    assert written and all(spare >= 0 for _, spare in written)


def test_the_word_emergency_is_not_cut_on_a_small_screen(
    room: RoomFeed, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    board, _ = make(qtbot, room)
    board.resize(316, 500)
    spare: list[float] = []
    write = RowPainter._write

    def spy(self: RowPainter, painter: QPainter, text: str, x: float, middle: float, space: float, *look: Any) -> float:
        if text == "emergency":
            spare.append(space - self._width(text, *look[:2]))
        return write(self, painter, text, x, middle, space, *look)

    monkeypatch.setattr(RowPainter, "_write", spy)
    board.grab()
    assert spare and min(spare) >= 0


def test_no_fix_in_a_long_word_does_not_run_over_since(
    room: RoomFeed, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    room.take(ev.NoFix(radio="tetra@247-9:2201124"))
    monkeypatch.setattr(
        "console.board_rows.translate", lambda _context, words: {"no fix": "nav koordinātu"}.get(words, words)
    )
    board, _ = make(qtbot, room)
    drawn: list[tuple[str, float, float]] = []
    write = RowPainter._write

    def spy(self: RowPainter, painter: QPainter, text: str, x: float, middle: float, space: float, *look: Any) -> float:
        took = write(self, painter, text, x, middle, space, *look)
        drawn.append((text, x, x + took))
        return took

    monkeypatch.setattr(RowPainter, "_write", spy)
    board.grab()
    at = next(number for number, (text, _, _) in enumerate(drawn) if text == "nav koordinātu")
    _, since_left, since_right = drawn[at + 1]
    assert since_left < since_right < drawn[at][1]
