"""Talk-group tiles: what they say, by shape and word, and what a click, a wheel and a key do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.mixing import Mixing
from console.ptt import Ptt
from console.state_marks import state_marks
from console.theme import SMALL, Theme
from console.tile_paint import AIR, MARGIN, TileFace, TileLayout, second_line
from console.tiles import LOW, NARROW, TilePanel
from journal.slots import Levels, OnAir
from radio import events as ev
from tests.console.room import BORDER, DATA, DAUGAVPILS, IGNALINA, JOINT, VP, RoomFeed
from units.actions import Played, PttPressed
from units.discipline import PedalChanged
from units.findings import Keyed, Refused


class Desk:
    """A panel of tiles over a room."""

    def __init__(self, qtbot: QtBot, **named: bool) -> None:
        self.room = RoomFeed(**named)
        self.mixing, self.ptt = Mixing(self.room), Ptt(self.room)
        self.panel = TilePanel(self.room, Theme(), self.mixing, self.ptt)
        qtbot.addWidget(self.panel)
        self.panel.resize(340, 660)
        self.panel.show()


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_one_tile_a_group_in_the_order_of_the_configuration(desk: Desk) -> None:
    assert list(desk.panel.tiles) == list(desk.room.facts.groups)
    assert [tile.face.key for tile in desk.panel.tiles.values()][:3] == ["F2", "F3", "F4"]


def test_states_by_shape_and_word(desk: Desk) -> None:
    faces = {group: tile.face for group, tile in desk.panel.tiles.items()}
    assert (faces[VP].mark, faces[VP].state, faces[VP].when) == ("busy", "VP 118", "0:07")
    assert faces[VP].alarm and faces[VP].selected and faces[VP].raw == "2201118"
    assert (faces[BORDER].mark, faces[BORDER].state, faces[BORDER].when) == ("free", "VRS 113", "23:39")
    assert (faces[IGNALINA].mark, faces[IGNALINA].state) == ("down", "no link")
    assert (faces[DAUGAVPILS].mark, faces[DAUGAVPILS].state) == ("lock", "encrypted")
    assert "no audio" in faces[DATA].flags
    assert not any(face.alarm for group, face in faces.items() if group != VP)


def test_push_to_talk_is_off_where_it_cannot_be_and_says_why(desk: Desk) -> None:
    tiles = desk.panel.tiles
    assert tiles[VP].ptt_button.isEnabled()
    assert not tiles[IGNALINA].ptt_button.isEnabled()
    assert "no link since 23:40:25" in tiles[IGNALINA].ptt_button.toolTip()
    assert tiles[IGNALINA].ptt_button.accessibleDescription() == tiles[IGNALINA].ptt_button.toolTip()
    assert not tiles[DATA].ptt_button.isEnabled()
    assert not tiles[DATA].recall_button.isEnabled() and not tiles[DATA].mute_button.isEnabled()


def test_an_unsigned_seat_sees_why_it_cannot_talk(qtbot: QtBot) -> None:
    desk = Desk(qtbot, signed=False)
    button = desk.panel.tiles[VP].ptt_button
    assert not button.isEnabled() and button.toolTip() == "Sign on first."


def test_no_station_no_push_to_talk(desk: Desk) -> None:
    desk.room.beats.clear()
    desk.panel.refresh()
    assert desk.panel.tiles[VP].ptt_button.toolTip() == "The station does not run."


def test_a_click_selects_and_a_function_key_too(desk: Desk, qtbot: QtBot) -> None:
    QTest.mouseClick(desk.panel.tiles[JOINT], Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(20, 20))
    assert desk.mixing.selected == JOINT
    assert desk.panel.tiles[JOINT].face.selected and not desk.panel.tiles[VP].face.selected
    desk.panel.select_number(3)
    assert desk.mixing.selected == BORDER
    desk.panel.select_number(12)
    assert desk.mixing.selected == BORDER


def test_the_wheel_is_the_volume(desk: Desk) -> None:
    tile = desk.panel.tiles[VP]
    event = QWheelEvent(
        QPointF(20, 20), QPointF(20, 20), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(tile, event)
    assert desk.mixing.now(VP).volume == 90


def test_keys_of_a_focused_tile(desk: Desk, qtbot: QtBot) -> None:
    tile = desk.panel.tiles[BORDER]
    tile.setFocus()
    QTest.keyClick(tile, Qt.Key.Key_Return)
    assert desk.mixing.selected == BORDER
    QTest.keyClick(tile, Qt.Key.Key_Plus)
    QTest.keyClick(tile, Qt.Key.Key_Minus)
    QTest.keyClick(tile, Qt.Key.Key_Minus)
    assert desk.mixing.now(BORDER).volume == 55


def test_holding_shows_keying_then_on_air_inverted(desk: Desk, qtbot: QtBot) -> None:
    tile = desk.panel.tiles[BORDER]
    desk.ptt.press(BORDER, lambda: True)
    assert tile.face.mark == "keying" and not tile.face.transmitting
    press = next(act.press for act in desk.room.acts if hasattr(act, "press"))
    desk.room.onair = OnAir(presses={press: BORDER})
    desk.room.pulsed.emit()
    assert tile.face.transmitting and tile.face.mark == "transmit"
    desk.room.take(Keyed(press=press, group=BORDER, gateway="", call="own", seat="1"), wall=desk.room.now() - 3)
    assert (tile.face.state, tile.face.when) == ("on air", "0:03")
    assert tile.recall_button.inverted
    desk.ptt.release()


def test_another_seat_on_air_is_said(desk: Desk) -> None:
    desk.room.take(Keyed(press="p", group=JOINT, gateway="", call="x", seat="2"))
    face = desk.panel.tiles[JOINT].face
    assert face.mark == "transmit" and face.state.startswith("position 2") and not face.transmitting


def test_levels_move_segments(desk: Desk) -> None:
    tile = desk.panel.tiles[VP]
    assert tile.face.level == 9
    desk.room.levels = Levels(groups={VP: 100})
    desk.room.pulsed.emit()
    assert tile.face.level == 12
    desk.room.levels = Levels()
    desk.room.pulsed.emit()
    assert tile.face.level == 0


def test_quiet_tiles_say_so(desk: Desk) -> None:
    desk.mixing.toggle_monitor(JOINT)
    assert "monitored, not audible" in desk.panel.tiles[JOINT].face.flags
    desk.mixing.toggle_mute(BORDER)
    assert "muted" in desk.panel.tiles[BORDER].face.flags


def test_recall_plays_the_last_call_and_again_stops_it(desk: Desk) -> None:
    desk.panel.recall(BORDER)
    played = desk.room.acts[-1]
    assert isinstance(played, Played) and played.call == desk.room.facts.groups[BORDER].last_call
    count = len(desk.room.acts)
    desk.panel.recall(DATA)
    assert len(desk.room.acts) == count


def test_recall_is_of_others_and_our_own_answer_does_not_hide_it(desk: Desk) -> None:
    theirs = desk.room.facts.groups[BORDER].last_call
    desk.room.take(ev.CallStarted(call="own", radio="console@ab12:1", to=BORDER))
    desk.room.take(Keyed(press="p", group=BORDER, gateway="x", call="own", seat="1", operator="12"))
    desk.room.take(ev.CallEnded(call="own", to=BORDER))
    assert desk.room.facts.groups[BORDER].last_call == theirs
    desk.panel.recall(BORDER)
    played = desk.room.acts[-1]
    assert isinstance(played, Played) and played.call == theirs


def test_recall_of_a_call_that_goes_on_and_of_the_one_before_while_the_last_is_not_recorded_yet(desk: Desk) -> None:
    before = desk.room.facts.groups[BORDER].last_call
    desk.room.take(ev.CallStarted(call="now", radio="r", to=BORDER))
    desk.panel.recall(BORDER)
    played = desk.room.acts[-1]
    assert isinstance(played, Played) and played.call == "now", "what he said so far"
    desk.room.take(ev.CallEnded(call="now", to=BORDER))
    desk.panel.refresh()
    assert desk.panel.tiles[BORDER].recall_button.isEnabled()
    desk.panel.recall(BORDER)
    played = desk.room.acts[-1]
    assert isinstance(played, Played) and played.call == before


def test_a_link_that_comes_back_heals_the_tile(desk: Desk) -> None:
    desk.room.take(ev.LinkUp(gateway="RTP Ignalina"))
    assert desk.panel.tiles[IGNALINA].face.mark != "down"
    assert desk.panel.tiles[IGNALINA].ptt_button.isEnabled()


def test_everything_has_a_name(desk: Desk) -> None:
    for tile in desk.panel.tiles.values():
        assert tile.accessibleName() and tile.accessibleDescription()
        for button in (tile.ptt_button, tile.recall_button, tile.mute_button):
            assert button.accessibleName()
    assert "tetra@247-9:2201118" in desk.panel.tiles[VP].toolTip()


@pytest.mark.parametrize("size", [(340, 660), (340, 400), (200, 500), (700, 300)])
def test_tiles_never_overlap_and_keep_their_buttons_apart(desk: Desk, size: tuple[int, int]) -> None:
    desk.panel.resize(*size)
    tiles = list(desk.panel.tiles.values())
    for number, tile in enumerate(tiles):
        assert tile.height() >= LOW and tile.width() >= NARROW - 12
        assert not any(tile.geometry().intersects(other.geometry()) for other in tiles[number + 1 :])
        gap = tile.recall_button.x() - tile.ptt_button.geometry().right()
        assert gap > tile.mute_button.x() - tile.recall_button.geometry().right()
        assert tile.ptt_button.width() >= 40


def test_tiles_paint_in_every_state(desk: Desk, qtbot: QtBot) -> None:
    for size in ((340, 660), (340, 400)):
        desk.panel.resize(*size)
        assert not desk.panel.grab().isNull()


@pytest.mark.parametrize("height", range(92, 200, 4))
def test_no_line_of_a_tile_runs_into_its_buttons(height: int) -> None:
    layout = TileLayout(152.0, float(height))
    assert layout.flags_y() + SMALL / 2 <= layout.buttons_y()
    assert layout.label_y() + SMALL / 2 <= layout.state_y() <= layout.buttons_y() - 8


def test_another_tile_is_talked_on_by_holding_its_button_whatever_is_selected(desk: Desk) -> None:
    button = desk.panel.tiles[BORDER].ptt_button
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    assert desk.ptt.holds(BORDER) and desk.mixing.selected == VP
    assert desk.panel.tiles[BORDER].face.mark == "keying" and desk.panel.tiles[VP].face.mark == "busy"
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert not desk.ptt.group


def test_shift_selects_beside_what_is_selected(desk: Desk) -> None:
    tiles = desk.panel.tiles
    QTest.mouseClick(tiles[JOINT], Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, QPoint(20, 20))
    desk.panel.select_number(3, too=True)
    assert {group for group, tile in tiles.items() if tile.face.selected} == {VP, JOINT, BORDER}
    QTest.keyClick(tiles[JOINT], Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert not tiles[JOINT].face.selected and tiles[VP].face.selected
    QTest.keyRelease(tiles[JOINT], Qt.Key.Key_Shift)  # else Qt takes it for held in the tests that follow


def test_a_refused_leg_is_on_its_tile_and_the_other_on_the_air(desk: Desk) -> None:
    desk.ptt.press([BORDER, JOINT], lambda: True)
    first, second = (act.press for act in desk.room.acts if isinstance(act, PttPressed))
    desk.room.take(Keyed(press=second, group=JOINT, gateway="", call="own", seat="1"), wall=desk.room.now() - 3)
    desk.room.take(Refused(action=1, why="busy", seat="1", press=first))
    face = desk.panel.tiles[BORDER].face
    assert (face.mark, face.state) == ("refused", "not on air") and not face.transmitting
    assert "busy" in desk.panel.tiles[BORDER].toolTip()
    assert desk.panel.tiles[JOINT].face.transmitting
    desk.ptt.release()


def test_near_the_limit_the_tile_counts_down(desk: Desk) -> None:
    desk.ptt.press(BORDER, lambda: True)
    press = next(act.press for act in desk.room.acts if isinstance(act, PttPressed))
    desk.room.onair = OnAir(presses={press: BORDER})
    desk.room.take(Keyed(press=press, group=BORDER, gateway="", call="own", seat="1"), wall=desk.room.now() - 3)
    assert desk.panel.tiles[BORDER].face.state == "on air"
    desk.room.onair = OnAir(presses={press: BORDER}, left={press: 9})
    desk.room.pulsed.emit()
    assert desk.panel.tiles[BORDER].face.state == "9 s left"
    assert next(mark.words for mark in state_marks(desk.room, desk.ptt)).endswith(": 9 s left")
    desk.ptt.release()


def test_the_microphones_level_is_on_the_tile_that_transmits(desk: Desk) -> None:
    desk.room.take(Keyed(press="foot", group=BORDER, gateway="", call="own", seat="1"))
    desk.room.levels = Levels(groups={VP: 74}, mic=50)
    desk.room.pulsed.emit()
    assert desk.panel.tiles[BORDER].face.level == 6, "by a pedal, too"


def test_what_is_quiet_for_another_says_so(desk: Desk) -> None:
    desk.mixing.toggle_hold(BORDER)
    assert "alone" in desk.panel.tiles[BORDER].face.flags
    assert "quiet" in desk.panel.tiles[JOINT].face.flags
    desk.mixing.toggle_hold(BORDER)
    assert "quiet" not in desk.panel.tiles[JOINT].face.flags
    desk.mixing.route(JOINT, "headset")
    assert "headset" in desk.panel.tiles[JOINT].face.flags


@pytest.mark.parametrize(("state", "words"), [("stuck", "PEDAL STUCK"), ("lost", "NO PEDAL"), ("ready", "")])
def test_a_pedal_that_does_not_work_is_a_lasting_mark(desk: Desk, state: str, words: str) -> None:
    desk.room.take(PedalChanged(seat="1", state=state, why="no such device: /dev/ttyUSB0"))
    marks = {mark.words: mark.why for mark in state_marks(desk.room, desk.ptt)}
    assert (words in marks) is bool(words)
    assert not words or marks[words].endswith((".", ")"))
    desk.room.take(PedalChanged(seat="1", state="ready"))
    assert words not in {mark.words for mark in state_marks(desk.room, desk.ptt)}


@pytest.mark.parametrize(
    ("wide", "flags", "label"),
    [
        (155, (), "TETRA · 4102"),
        (155, ("2 nenoklausītas",), "4102"),
        (148, ("2 nenoklausītas",), ""),
        (155, ("monitored, not audible", "2 unheard"), ""),
    ],
)
def test_the_second_line_of_a_low_tile_is_never_cut_in_a_word_while_there_is_another_way(
    desk: Desk, wide: int, flags: tuple[str, ...], label: str
) -> None:
    layout = TileLayout(wide, 92)
    assert layout.compact
    face = TileFace(label="TETRA · 4102", flags=flags)
    said, room = second_line(face, layout, Theme())
    assert said == label
    metrics = QFontMetricsF(Theme().font(SMALL))
    assert metrics.horizontalAdvance(said) + room <= wide - 2 * MARGIN + AIR
    whole = metrics.horizontalAdvance(" · ".join(flags))
    assert room >= whole or not label, "the flags are whole, or have the line for themselves"
