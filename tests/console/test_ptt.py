"""Push-to-talk: the hot-mic rules, one by one."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console.buttons import PttButton
from console.ptt import PTT_KEYS, Ptt, PttKey
from console.theme import Theme
from journal.slots import Lease, OnAir
from tests.console.room import BORDER, DATA, IGNALINA, VP, RoomFeed
from units.actions import PttPressed, PttReleased
from units.findings import Keyed, Refused, Unkeyed


class Room(RoomFeed):
    """A room that keeps the leases."""

    leases: list[Lease]

    def write_lease(self, lease: Lease) -> None:
        """Keep it."""
        if not hasattr(self, "leases"):
            self.leases = []
        self.leases.append(lease)


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    return Room(emergency=False)


def application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def held() -> bool:
    return True


def test_a_press_is_a_lease_at_once_and_an_action(room: Room) -> None:
    ptt = Ptt(room)
    assert ptt.press(VP, held)
    assert room.leases[-1].group == VP and room.leases[-1].press
    action = room.acts[-1]
    assert isinstance(action, PttPressed)
    assert (action.group, action.operator, action.seat) == (VP, "12", "1")
    assert action.press == room.leases[-1].press
    ptt.release()
    assert room.leases[-1].press == ""
    assert isinstance(room.acts[-1], PttReleased)


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A press that lasts however late this machine renews it, and however long nobody answers."""
    monkeypatch.setattr("console.ptt.EXPIRED", 1000.0)
    monkeypatch.setattr("console.ptt.DEAF", 1000.0)


@pytest.mark.usefixtures("unhurried")
def test_the_lease_is_renewed_while_held_and_no_longer(room: Room, qtbot: QtBot) -> None:
    ptt, down = Ptt(room), [True]
    ptt.press(VP, lambda: down[0])
    qtbot.waitUntil(lambda: len(room.leases) >= 4, timeout=1500)
    counts = [lease.count for lease in room.leases]
    assert counts == sorted(set(counts))
    down[0] = False  # the key came up and nobody told us
    qtbot.waitUntil(lambda: ptt.group == "", timeout=500)
    assert room.leases[-1].press == ""


def test_each_press_is_a_new_one(room: Room) -> None:
    ptt = Ptt(room)
    ptt.press(VP, held)
    ptt.release()
    ptt.press(VP, held)
    presses = [act.press for act in room.acts if isinstance(act, PttPressed)]
    assert len(set(presses)) == 2


def test_one_microphone(room: Room) -> None:
    ptt = Ptt(room)
    assert ptt.press(VP, held)
    assert not ptt.press(BORDER, held)
    assert ptt.group == VP


@pytest.mark.parametrize("group", [DATA, IGNALINA, "no such group"])
def test_where_it_cannot_be_nothing_is_keyed_and_it_is_said(room: Room, group: str) -> None:
    ptt = Ptt(room)
    said: list[str] = []
    ptt.failed.connect(said.append)
    assert not ptt.press(group, held)
    assert len(said) == 1 and said[0].endswith(".")
    assert not hasattr(room, "leases")


def test_an_unsigned_seat_does_not_talk(qtbot: QtBot) -> None:
    room = Room(signed=False)
    ptt = Ptt(room)
    said: list[str] = []
    ptt.failed.connect(said.append)
    assert not ptt.press(VP, held)
    assert said == ["Sign on first."]
    assert room.acts == []


def test_losing_activation_releases(room: Room) -> None:
    ptt = Ptt(room)
    ptt.press(VP, held)
    application().applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert ptt.group == ""
    assert room.leases[-1].press == ""


def test_another_focused_window_releases(room: Room) -> None:
    ptt = Ptt(room)
    ptt.press(VP, held)
    application().focusWindowChanged.emit(None)
    assert ptt.group == ""


def test_a_console_that_stood_still_needs_a_new_press(
    room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ptt = Ptt(room)
    said: list[str] = []
    ptt.failed.connect(said.append)
    ptt.press(VP, held)
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 0.8)
    qtbot.waitUntil(lambda: ptt.group == "", timeout=1000)
    assert "press again" in said[0]


def test_a_station_that_does_not_answer_ends_the_press(
    room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.ptt.EXPIRED", 1000.0)
    ptt = Ptt(room)
    said: list[str] = []
    ptt.failed.connect(said.append)
    ptt.press(VP, held)
    qtbot.waitUntil(lambda: ptt.group == "", timeout=3000)
    assert said == ["The station did not key the transmitter."]


def test_a_refusal_ends_the_press_and_says_why(room: Room) -> None:
    ptt = Ptt(room)
    said: list[str] = []
    ptt.failed.connect(said.append)
    ptt.press(VP, held)
    press = room.leases[-1].press
    room.take(Refused(action=1, why="busy", seat="1", press=press))
    assert ptt.group == ""
    assert len(said) == 1 and said[0]


def test_on_air_by_record_or_by_pulse_and_cut_needs_a_new_press(room: Room) -> None:
    ptt = Ptt(room)
    said: list[str] = []
    ptt.failed.connect(said.append)
    ptt.press(VP, held)
    press = room.leases[-1].press
    assert not ptt.on_air
    room.onair = OnAir(presses={press: VP})  # the disk stands still: the pulse says it
    room.pulsed.emit()
    assert ptt.on_air
    room.take(Keyed(press=press, group=VP, gateway="TETRA Daugavpils", call="own", seat="1", operator="12"))
    room.onair = OnAir()
    room.pulsed.emit()
    assert ptt.on_air and ptt.group == VP
    room.take(Unkeyed(press=press, group=VP, call="own", why="limit"))
    assert ptt.group == "" and "cut" in said[0]


# -- the key -----------------------------------------------------------------------------------------------------


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


def right_ctrl(kind: QEvent.Type, repeat: bool = False, keysym: int = 0xFFE4) -> QKeyEvent:
    return QKeyEvent(kind, Qt.Key.Key_Control, Qt.KeyboardModifier.NoModifier, 0, keysym, 0, "", repeat)


def make_key(room: Room, window: QWidget, name: str = "right-ctrl") -> tuple[Ptt, Callable[[QKeyEvent], object]]:
    ptt = Ptt(room)
    key = PttKey(ptt, lambda: VP, name, window)
    handle = window.windowHandle()
    key.watch(handle)
    return ptt, lambda event: QApplication.sendEvent(handle, event)


def test_only_a_finger_that_let_go_says_so_in_the_lease(room: Room, window: QWidget) -> None:
    ptt, send = make_key(room, window)
    ends: list[tuple[bool, Callable[[], object]]] = [
        (True, lambda: send(right_ctrl(QEvent.Type.KeyRelease))),
        (False, ptt.release),
        (True, ptt.let_go),
        (False, lambda: application().applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)),
        (False, lambda: application().focusWindowChanged.emit(window.windowHandle())),
    ]
    for finger, end in ends:
        assert ptt.press(VP, held)
        press = room.leases[-1].press
        end()
        assert ptt.group == "" and (room.leases[-1].let_go == press) is finger
    ptt.let_go()
    assert ptt.group == "", "nothing is held: nothing comes of it"


def test_what_is_armed_meanwhile_does_not_hide_it(room: Room) -> None:
    ptt = Ptt(room)
    ptt.press(VP, held)
    press = room.leases[-1].press
    ptt.arm([VP, BORDER])
    ptt.let_go()
    assert room.leases[-1].let_go == press and room.leases[-1].priority
    assert room.leases[-1].legs == {}, "and keys nothing"


def test_right_ctrl_talks_on_the_selected_group(room: Room, window: QWidget) -> None:
    ptt, send = make_key(room, window)
    send(right_ctrl(QEvent.Type.KeyPress))
    assert ptt.group == VP
    send(right_ctrl(QEvent.Type.KeyRelease))
    assert ptt.group == ""


def test_left_ctrl_does_not(room: Room, window: QWidget) -> None:
    ptt, send = make_key(room, window)
    send(right_ctrl(QEvent.Type.KeyPress, keysym=0xFFE3))
    assert ptt.group == ""


def test_auto_repeat_is_neither_press_nor_release(room: Room, window: QWidget) -> None:
    ptt, send = make_key(room, window)
    send(right_ctrl(QEvent.Type.KeyPress, repeat=True))
    assert ptt.group == ""
    send(right_ctrl(QEvent.Type.KeyPress))
    send(right_ctrl(QEvent.Type.KeyRelease, repeat=True))
    send(right_ctrl(QEvent.Type.KeyPress, repeat=True))
    assert ptt.group == VP
    assert sum(isinstance(act, PttPressed) for act in room.acts) == 1


def test_after_a_cut_a_key_still_down_does_not_talk_again(room: Room, window: QWidget) -> None:
    ptt, send = make_key(room, window)
    send(right_ctrl(QEvent.Type.KeyPress))
    ptt.release()
    send(right_ctrl(QEvent.Type.KeyPress, repeat=True))
    send(right_ctrl(QEvent.Type.KeyPress))  # no release seen in between: not a new press
    assert ptt.group == ""
    send(right_ctrl(QEvent.Type.KeyRelease))
    send(right_ctrl(QEvent.Type.KeyPress))
    assert ptt.group == VP


def test_the_key_is_configurable_and_an_unknown_one_is_right_ctrl(room: Room, window: QWidget) -> None:
    assert PttKey(Ptt(room), lambda: VP, "nonsense", window).key == "right-ctrl"
    ptt, send = make_key(room, window, "f13")
    send(QKeyEvent(QEvent.Type.KeyPress, PTT_KEYS["f13"][1], Qt.KeyboardModifier.NoModifier, 0, 0, 0, "", False))
    assert ptt.group == VP


# -- the button --------------------------------------------------------------------------------------------------


def test_the_button_follows_the_left_mouse_button_alone(qtbot: QtBot) -> None:
    button = PttButton(Theme())
    seen: list[str] = []
    qtbot.addWidget(button)
    button.resize(60, 26)
    button.show()
    button.pressed_down.connect(lambda: seen.append("down"))
    button.let_go.connect(lambda: seen.append("up"))
    QTest.mousePress(button, Qt.MouseButton.RightButton)
    QTest.mouseRelease(button, Qt.MouseButton.RightButton)
    assert seen == []
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    assert seen == ["down"] and button.finger
    QTest.mouseMove(button, QPoint(300, 300))
    assert button.finger  # slipping off is not letting go
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert seen == ["down", "up"]


def test_space_and_enter_on_the_button_do_nothing(qtbot: QtBot) -> None:
    button = PttButton(Theme())
    seen: list[str] = []
    qtbot.addWidget(button)
    button.show()
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setFocus()
    button.pressed_down.connect(lambda: seen.append("down"))
    button.clicked.connect(lambda: seen.append("clicked"))
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
        QTest.keyClick(button, key)
    assert seen == []


def test_hiding_the_button_lets_go(qtbot: QtBot) -> None:
    button = PttButton(Theme())
    seen: list[str] = []
    qtbot.addWidget(button)
    button.show()
    button.let_go.connect(lambda: seen.append("up"))
    button.lost.connect(lambda: seen.append("lost"))
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    button.hide()
    assert seen == ["lost"] and not button.finger


# -- several talk-groups, the network's turn, the limit ----------------------------------------------------------


def test_the_key_talks_on_all_that_is_selected(room: Room, window: QWidget) -> None:
    ptt = Ptt(room)
    key = PttKey(ptt, lambda: [VP, BORDER], "right-ctrl", window)
    handle = window.windowHandle()
    key.watch(handle)
    QApplication.sendEvent(handle, right_ctrl(QEvent.Type.KeyPress))
    assert ptt.holds(VP) and ptt.holds(BORDER)
    QApplication.sendEvent(handle, right_ctrl(QEvent.Type.KeyRelease))
    assert ptt.group == ""
