"""The sign-on page: first supervisor, the demo's operator, wrong and locked, hand-over, the supervisor's table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from console.agency_choice import AgencyChoice
from console.operators import OperatorsTable
from console.pins import Operators, operators_path
from console.signon import SignOnPanel
from console.theme import Theme
from tests.console.room import RoomFeed
from units import actions as ac
from units import findings as fi


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def book(tmp_path: Path) -> Operators:
    return Operators(operators_path(tmp_path, "live"), Clock(), PasswordHasher(time_cost=1, memory_cost=64))


def page(qtbot: Any, feed: RoomFeed, book: Operators) -> SignOnPanel:
    made = SignOnPanel(feed, Theme(), book)
    made.resize(900, 700)
    qtbot.addWidget(made)
    made.show()
    return made


def texts(made: SignOnPanel) -> str:
    return " | ".join(label.text() for label in made.findChildren(QLabel) if label.isVisible())


def test_the_first_start_of_a_live_journal_makes_a_supervisor(qtbot: Any, book: Operators) -> None:
    feed = RoomFeed(signed=False)
    made = page(qtbot, feed, book)
    assert made.title.text() == "The first shift supervisor"
    made.number.setText("7")
    made.name.setText("Anna Bērziņa")
    made.pin.setText("4711")
    made.again.setText("4712")
    qtbot.mouseClick(made.go, Qt.MouseButton.LeftButton)
    assert "differ" in made.message.text()
    assert book.all() == []
    made.again.setText("4711")
    with qtbot.waitSignal(made.closed):
        qtbot.mouseClick(made.go, Qt.MouseButton.LeftButton)
    assert feed.acts == [ac.SignedOn(seat="1", operator="7", name="Anna Bērziņa", role="supervisor")]
    assert feed.operator == "7"


def test_the_pin_signs_on_and_goes_nowhere_else(qtbot: Any, book: Operators) -> None:
    book.add("7", "Anna", "dispatcher", "4711")
    feed = RoomFeed(signed=False)
    made = page(qtbot, feed, book)
    made.number.setText("7")
    made.pin.setText("4711")
    with qtbot.waitSignal(made.closed):
        qtbot.keyClick(made.pin, Qt.Key.Key_Return)
    assert feed.acts == [ac.SignedOn(seat="1", operator="7", name="Anna", role="dispatcher")]
    assert "4711" not in repr(feed.acts)
    assert "4711" not in texts(made)


def test_wrong_pins_are_counted_down_and_then_locked(qtbot: Any, book: Operators) -> None:
    book.add("7", "Anna", "dispatcher", "4711")
    feed = RoomFeed(signed=False)
    made = page(qtbot, feed, book)
    said: list[str] = []
    made.said.connect(said.append)
    for _ in range(6):
        made.number.setText("7")
        made.pin.setText("0000")
        with qtbot.waitSignal(made.said):
            qtbot.mouseClick(made.go, Qt.MouseButton.LeftButton)
        assert made.pin.text() == ""
    assert "not right" in said[0]
    assert "4" in said[0]
    assert "Wait 60" in said[-1]
    assert feed.acts == []


def test_the_known_pin_is_shown_in_an_exercise_only(qtbot: Any, book: Operators) -> None:
    book.add("7", "Anna", "dispatcher", "4711")
    live = page(qtbot, RoomFeed(signed=False), book)
    assert "1212" not in texts(live)
    feed = RoomFeed(empty=True)
    feed.take(fi.JournalOpened(mode="exercise", installation="0a1b2c3d"))
    book.ship_demo()
    exercise = page(qtbot, feed, book)
    assert "operator 12, PIN 1212" in texts(exercise)


def test_a_damaged_file_is_told_and_nobody_becomes_supervisor(qtbot: Any, book: Operators) -> None:
    book.path.parent.mkdir(parents=True, exist_ok=True)
    book.path.write_text("nonsense", "utf-8")
    made = page(qtbot, RoomFeed(signed=False), book)
    assert str(book.path) in made.message.text()
    assert not hasattr(made, "number")


def test_signing_off_and_handing_over(qtbot: Any, book: Operators) -> None:
    book.add("12", "Anna", "supervisor", "4711")
    book.add("13", "Jonas", "dispatcher", "4711")
    feed = RoomFeed()
    made = page(qtbot, feed, book)
    assert "shift supervisor" in texts(made)
    made.note.setText("VP 118 jāpārzvana")
    made.to.setCurrentIndex(1)
    qtbot.mouseClick(made.go, Qt.MouseButton.LeftButton)
    assert feed.acts == [ac.HandedOver(seat="1", operator="12", to="13", note="VP 118 jāpārzvana")]
    assert feed.operator is None
    assert made.title.text() == "Sign on at position 1"


def test_the_supervisor_keeps_the_table_of_operators(qtbot: Any, book: Operators) -> None:
    book.add("12", "Anna", "supervisor", "4711")
    made = page(qtbot, RoomFeed(), book)
    table = made.findChild(OperatorsTable)
    assert isinstance(table, OperatorsTable)
    table.number.setText("13")
    table.name.setText("Jonas Šimkus")
    table.pin.setText("2468")
    table._add()
    qtbot.waitUntil(lambda: table.table.rowCount() == 2)
    assert book.sign_on("13", "2468").name == "Jonas Šimkus"
    table.table.selectRow(0)
    table._remove()
    qtbot.waitUntil(lambda: "last shift supervisor" in made.message.text())
    table.table.selectRow(1)
    table._remove()
    qtbot.waitUntil(lambda: table.table.rowCount() == 1)


def test_a_dispatcher_has_no_such_table(qtbot: Any, book: Operators) -> None:
    book.add("14", "Anna", "dispatcher", "4711")
    feed = RoomFeed(signed=False)
    feed.take(ac.SignedOn(seat="1", operator="14", name="Anna", role="dispatcher"))
    assert page(qtbot, feed, book).findChild(OperatorsTable) is None


def test_a_dispatcher_is_made_with_the_agencies_ticked_and_signs_on_with_them(qtbot: Any, book: Operators) -> None:
    book.add("12", "Anna", "supervisor", "4711")
    made = page(qtbot, RoomFeed(), book)
    table = made.findChild(OperatorsTable)
    assert isinstance(table, OperatorsTable)
    table.role.setCurrentIndex(table.role.findData("supervisor"))
    assert table.choice.chosen is None
    table.role.setCurrentIndex(table.role.findData("dispatcher"))
    assert table.choice.chosen == [""], "which are a dispatcher's own nobody knows but who makes the operator"
    table.choice.boxes["vp"].setChecked(True)
    table.number.setText("14")
    table.pin.setText("2468")
    table._add()
    qtbot.waitUntil(lambda: table.table.rowCount() == 2)
    assert book.sign_on("14", "2468").agencies == ["vp", ""]
    table.table.selectRow(1)
    assert table.choice.chosen == ["vp", ""] and table.role.currentData() == "dispatcher"
    table.choice.all.setChecked(True)
    table._change_rights()
    qtbot.waitUntil(lambda: book.all()[1].agencies is None)
    feed = RoomFeed(signed=False)
    book.change_rights("14", "dispatcher", ["lp"])
    seat = page(qtbot, feed, book)
    seat.number.setText("14")
    seat.pin.setText("2468")
    with qtbot.waitSignal(seat.closed):
        qtbot.keyClick(seat.pin, Qt.Key.Key_Return)
    assert feed.acts == [ac.SignedOn(seat="1", operator="14", role="dispatcher", agencies=["lp"])]
    assert feed.agencies == ("lp",)
    assert "Policija (LT)" in texts(page(qtbot, feed, book))


def test_a_room_with_one_agency_has_no_choice(qtbot: Any) -> None:
    one = AgencyChoice([fi.AgencyInfo(id="vp", name="VP")], Theme())
    qtbot.addWidget(one)
    assert one.chosen == ["vp", ""]
    none = AgencyChoice([], Theme())
    qtbot.addWidget(none)
    assert none.chosen is None
