"""An all-call: arming keys nothing and says whom it reaches; the next press speaks to all; then it is over."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console import words
from console.all_call import AllCall
from console.all_call_banner import AllCallBanner, AllCallButton
from console.calllog_csv import to_csv
from console.calllog_rows import cells
from console.mixing import Mixing
from console.ptt import Ptt
from console.state_marks import state_marks
from console.stream_row import make
from console.theme import Theme
from console.tiles import TilePanel
from journal.search import CallRow, Query
from journal.slots import Lease
from radio import events as ev
from tests.console.room import BORDER, JOINT, KRASLAVA, UTENA, VP
from tests.console.test_ptt import Room, make_key, right_ctrl
from tests.journal.shift import journal_of, working
from units.actions import ALL_CALL, PttPressed, PttReleased, SignedOff, SignedOn
from units.entry import Anything
from units.findings import Keyed, Refused, Unkeyed

ALL = [VP, KRASLAVA, UTENA]
"""One of each transmitter that has a link."""


class Desk:
    """Tiles, the plate and a microphone over a room."""

    def __init__(self, qtbot: QtBot, room: Room | None = None) -> None:
        self.room = room or Room(emergency=False)
        self.room.write_lease(Lease(seat="1"))
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(1200, 800)
        self.mixing, self.ptt, theme = Mixing(self.room), Ptt(self.room), Theme()
        self.said: list[str] = []
        self.ptt.failed.connect(self.said.append)
        self.panel = TilePanel(self.room, theme, self.mixing, self.ptt, self.window)
        self.panel.resize(340, 660)
        self.panel.header.setParent(self.window)
        self.all_call = self.panel.all_call
        self.banner = AllCallBanner(self.room, self.all_call, theme, self.window)
        self.window.show()
        self.held = True

    @property
    def lease(self) -> Lease:
        return self.room.leases[-1]

    def press(self, group: str | list[str] = JOINT) -> bool:
        return self.ptt.press(group, lambda: self.held)

    def keyed(self, press: str, group: str, seat: str = "1", priority: int = ALL_CALL) -> None:
        """The station keyed it."""
        call = f"own-{press}"
        self.room.take(ev.CallStarted(call=call, radio=f"console@x:{seat}", to=group))
        self.room.take(
            Keyed(press=press, group=group, gateway="G", call=call, seat=seat, operator="12", priority=priority)
        )

    def unkeyed(self, press: str, group: str, why: str = "released", detail: str = "") -> None:
        self.room.take(Unkeyed(press=press, group=group, call=f"own-{press}", why=why, detail=detail))
        self.room.take(ev.CallEnded(call=f"own-{press}", to=group))


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


# Arming


def test_arming_keys_nothing(desk: Desk) -> None:
    acts = len(desk.room.acts)
    desk.all_call.arm()
    assert desk.ptt.armed == ALL and desk.lease.press == "" and desk.lease.legs == {}
    assert len(desk.room.acts) == acts and not desk.ptt.on_air and desk.ptt.group == ""
    assert (desk.lease.group, desk.lease.more, desk.lease.priority) == (VP, ALL[1:], ALL_CALL), "for the pedal"
    assert desk.lease.operator == "12"


def test_the_plate_says_to_how_many_and_which_are_not_reached_and_why(desk: Desk) -> None:
    assert desk.banner.isHidden()
    desk.all_call.arm()
    assert desk.banner.isVisible() and desk.banner.head.text().startswith("ALL CALL: 3 talk-group")
    assert "Nothing is on the air yet" in desk.banner.note.text()
    lines = desk.banner.missing.text().splitlines()
    assert lines[0] == "Not reached:" and len(lines) == 6
    assert "Robeža DP: TETRA Daugavpils speaks on one talk-group at a time, now on VP Latgale." in lines
    assert any(line.startswith("VSAT Ignalina: RTP Ignalina: no link since") for line in lines)
    assert any(line.startswith("Dati LT: This talk-group carries signalling only") for line in lines)
    assert desk.banner.accessibleName() == desk.banner.head.text()
    assert "no link" in desk.banner.accessibleDescription()
    assert desk.banner.height() >= desk.banner.layout().totalHeightForWidth(desk.banner.width())  # type: ignore[union-attr]


def test_the_tiles_show_who_is_called(desk: Desk) -> None:
    desk.all_call.arm()
    assert [group for group, tile in desk.panel.tiles.items() if tile.face.called] == ALL
    assert "in the all-call" in desk.panel.tiles[KRASLAVA].accessibleDescription()
    desk.all_call.disarm()
    assert not any(tile.face.called for tile in desk.panel.tiles.values())
    assert desk.panel.tiles[VP].face.selected, "what was selected is"
    assert desk.mixing.selection == [VP], "and was heard as selected all along"


def test_where_nothing_can_be_reached_it_is_not_armed_and_said(desk: Desk) -> None:
    desk.room.beats.clear()
    desk.all_call.arm()
    assert desk.said == ["No talk-group can be reached now."] and not desk.all_call.armed


@pytest.mark.parametrize(("role", "mode", "may"), [("trainer", "live", False), ("trainer", "exercise", True)])
def test_who_may(desk: Desk, role: str, mode: str, may: bool) -> None:
    desk.room.take(SignedOn(seat="1", operator="7", role=role))
    desk.room.facts.mode = mode
    desk.all_call.arm()
    assert desk.all_call.armed is may and bool(desk.said) is not may


def test_nobody_signed_on_arms_nothing_and_the_button_says_why(qtbot: QtBot) -> None:
    desk = Desk(qtbot, Room(signed=False, emergency=False))
    button = desk.panel.header.findChild(AllCallButton)
    assert button is not None and not button.isEnabled() and "nobody is signed on" in button.toolTip()
    desk.all_call.toggle()
    assert not desk.all_call.armed


# Disarming


def test_escape_disarms(desk: Desk, qtbot: QtBot) -> None:
    assert not desk.banner.escape.isEnabled(), "Escape is everybody's while nothing is armed"
    desk.all_call.arm()
    desk.banner.escape.activated.emit()
    assert not desk.all_call.armed and desk.banner.isHidden() and not desk.banner.escape.isEnabled()
    assert (desk.lease.priority, desk.lease.group) == (0, "")
    assert desk.press() and desk.lease.legs.keys() == {desk.lease.press}, "an ordinary press again"


def test_the_key_itself_reaches_the_plate(desk: Desk, qtbot: QtBot) -> None:
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow, timeout=20000)
    desk.all_call.arm()
    QTest.keyClick(desk.window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not desk.all_call.armed, timeout=20000)


def test_after_half_a_minute_it_is_off_and_said(desk: Desk) -> None:
    desk.all_call.arm()
    assert desk.all_call._limit.isActive() and desk.all_call._limit.interval() == 30_000
    desk.all_call._limit.timeout.emit()
    assert not desk.all_call.armed and desk.said == ["All-call: nobody spoke for 30 s, so it is off again."]


def test_half_a_minute_does_not_end_what_is_said(desk: Desk) -> None:
    desk.all_call.arm()
    desk.press()
    desk.all_call._limit.timeout.emit()
    assert desk.ptt.calls_all and not desk.said
    desk.ptt.release()
    assert not desk.all_call.armed


def test_the_button_toggles(desk: Desk, qtbot: QtBot) -> None:
    button = desk.panel.header.findChild(AllCallButton)
    assert button is not None and button.focusPolicy() == Qt.FocusPolicy.NoFocus
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desk.all_call.armed and button.isChecked()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not desk.all_call.armed and not button.isChecked()


def test_another_person_or_nobody_at_the_seat_disarms(desk: Desk) -> None:
    desk.all_call.arm()
    desk.room.take(SignedOff(seat="1", operator="12"))
    assert not desk.all_call.armed
    desk.room.take(SignedOn(seat="1", operator="12", role="dispatcher"))
    desk.all_call.arm()
    desk.room.take(SignedOn(seat="1", operator="13", role="dispatcher"))
    assert not desk.all_call.armed and desk.lease.priority == 0


def test_a_console_that_is_not_in_front_disarms(desk: Desk) -> None:
    desk.all_call.arm()
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert not desk.all_call.armed


def test_it_is_said_again_for_the_pedal_while_it_lasts(desk: Desk, qtbot: QtBot) -> None:
    desk.all_call.arm()
    first = desk.lease.count
    qtbot.waitUntil(lambda: desk.lease.count >= first + 3, timeout=20000)
    desk.all_call.disarm()
    assert not desk.all_call._say.isActive() and not desk.all_call._limit.isActive()


# Speaking


def test_the_next_press_speaks_to_all_with_priority_an_entry_each_and_then_it_is_over(desk: Desk) -> None:
    desk.all_call.arm()
    assert desk.press(JOINT), "whichever tile it was"
    lease = desk.lease
    assert list(lease.legs.values()) == ALL and lease.priority == ALL_CALL
    pressed = [act for act in desk.room.acts if isinstance(act, PttPressed)]
    assert [(act.group, act.press, act.priority) for act in pressed] == [
        (group, press, ALL_CALL) for press, group in lease.legs.items()
    ]
    assert "You speak to all" in desk.banner.note.text()
    desk.ptt.release()
    assert [act.group for act in desk.room.acts if isinstance(act, PttReleased)] == ALL
    assert not desk.all_call.armed and desk.banner.isHidden() and desk.lease == Lease(seat="1", count=desk.lease.count)
    desk.press(VP)
    assert desk.lease.priority == 0 and list(desk.lease.legs.values()) == [VP]


def test_the_key_speaks_to_all_too(qtbot: QtBot) -> None:
    room = Room(emergency=False)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    ptt, press_key = make_key(room, window)
    all_call = AllCall(room, ptt, Mixing(room))
    all_call.arm()
    press_key(right_ctrl(QEvent.Type.KeyPress))
    assert list(room.leases[-1].legs.values()) == ALL
    press_key(right_ctrl(QEvent.Type.KeyRelease))
    assert not all_call.armed and room.leases[-1].legs == {}


def test_escape_while_speaking_ends_it(desk: Desk) -> None:
    desk.all_call.arm()
    desk.press()
    desk.all_call.disarm()
    assert desk.lease.press == "" and desk.lease.priority == 0 and not desk.ptt.group and not desk.all_call.armed


def test_while_one_speaks_otherwise_it_is_not_armed(desk: Desk) -> None:
    desk.press(VP)
    desk.all_call.arm()
    assert not desk.all_call.armed and desk.said == ["Let go of push-to-talk first."]
    assert desk.ptt.group == VP


def test_a_leg_that_is_refused_is_said_and_the_others_go_on(desk: Desk) -> None:
    desk.all_call.arm()
    desk.press()
    legs = list(desk.lease.legs)
    desk.keyed(legs[0], VP)
    desk.room.take(Refused(action=1, why="busy", seat="1", press=legs[1], group=KRASLAVA))
    assert desk.said[-1].startswith("PP Krāslava: Refused") and desk.ptt.calls_all
    assert desk.panel.tiles[KRASLAVA].face.mark == "refused"
    assert desk.panel.tiles[VP].face.state == "all-call" and desk.panel.tiles[VP].face.transmitting


def test_the_pedals_all_call_ends_it_when_the_foot_comes_up(desk: Desk) -> None:
    desk.all_call.arm()
    desk.keyed("foot", VP)
    desk.keyed("foot/1", KRASLAVA)
    assert desk.all_call.armed and "You speak to all" in desk.banner.note.text()
    desk.unkeyed("foot", VP)
    assert desk.all_call.armed
    desk.unkeyed("foot/1", KRASLAVA)
    assert not desk.all_call.armed and desk.banner.isHidden()


def test_escape_ends_the_pedals_for_the_station_reads_that_it_is_not_armed(desk: Desk) -> None:
    desk.all_call.arm()
    desk.keyed("foot", VP)
    assert desk.lease.priority == ALL_CALL
    desk.banner.escape.activated.emit()
    assert not desk.all_call.armed and desk.lease == Lease(seat="1", count=desk.lease.count)


def test_the_key_beside_the_pedals_all_call_is_no_hold_of_its_own_and_ends_nothing(desk: Desk) -> None:
    desk.all_call.arm()
    desk.keyed("foot", VP)
    assert not desk.press() and not desk.said
    assert desk.all_call.armed and desk.lease.priority == ALL_CALL
    desk.unkeyed("foot", VP)
    assert desk.press()


def test_the_top_bar_says_so(desk: Desk) -> None:
    desk.keyed("foot", VP)
    desk.keyed("foot/1", KRASLAVA)
    assert state_marks(desk.room, desk.ptt)[0].words.startswith("ALL CALL: 2 talk-group")


# Another seat's


def test_who_is_interrupted_is_told_by_whom(desk: Desk) -> None:
    desk.press(VP)
    press = desk.lease.press
    desk.keyed(press, VP, priority=0)
    desk.unkeyed(press, VP, "interrupted", "an all-call of seat 2")
    said = (
        "The transmission was cut: press again to talk. (transmission ended: an all-call goes before it (position 2))"
    )
    assert desk.said == [said] and desk.lease.press == ""
    assert "all-call" not in words.unkeyed("interrupted: somebody")


def test_its_tiles_and_its_row_say_that_it_is_one(desk: Desk) -> None:
    desk.keyed("x", BORDER, seat="2")
    assert desk.panel.tiles[BORDER].face.state == "all-call, position 2"
    call = desk.room.facts.calls["own-x"]
    row = make(desk.room.facts.lines[call.line], desk.room.facts, desk.room.now())
    assert row.state == "all-call" and "all-call" in row.found
    desk.unkeyed("x", BORDER)
    row = make(desk.room.facts.lines[call.line], desk.room.facts, desk.room.now())
    assert row.state == "all-call · operator 12"
    assert desk.panel.tiles[BORDER].face.mark == "free"


def test_the_call_log_and_its_file_say_that_it_was_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by = {"seat": "1", "operator": "12", "gateway": "G"}
    told: list[Anything] = [
        ev.CallStarted(call="all", radio="console@x:1", to=VP),
        Keyed(**by, press="p", group=VP, call="all", priority=ALL_CALL),  # type: ignore[arg-type]
        ev.CallStarted(call="one", radio="console@x:1", to=BORDER),
        Keyed(**by, press="q", group=BORDER, call="one"),  # type: ignore[arg-type]
    ]
    journal_of(tmp_path / "journal", told, monkeypatch)
    with working(tmp_path / "journal") as search:
        rows = {row.call: row for row in search.calls(Query()).rows if isinstance(row, CallRow)}
    assert {call: row.priority for call, row in rows.items()} == {"all": 1, "one": 0}
    assert "all-call" in cells(rows["all"])[6] and "all-call" not in cells(rows["one"])[6]
    written = to_csv([rows["all"], rows["one"]], "j", "live").splitlines()
    assert written[0].endswith(";all_call") and written[1].endswith(";yes") and written[2].endswith(";")


def test_traffic_while_it_is_armed_does_not_dress_the_plate_again(desk: Desk) -> None:
    desk.all_call.arm()
    told: list[bool] = []
    desk.all_call.changed.connect(lambda: told.append(True))
    for number in range(20):
        desk.room.take(ev.CallStarted(call=f"c{number}", radio="dmr@kraslava:100", to=KRASLAVA))
        desk.room.take(ev.CallEnded(call=f"c{number}", to=KRASLAVA))
    assert not told
    desk.press()
    assert len(told) == 1
