"""How a seat hears its groups: one entry a wish, one truth on the screen."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from console import mixing as module
from console.live import Act
from console.mixing import Mixing
from tests.console.room import BORDER, KRASLAVA, UTENA, VP, RoomFeed
from units.actions import GroupMixed
from units.state import Mix


@pytest.fixture
def room(qtbot: QtBot) -> RoomFeed:
    return RoomFeed(emergency=False)


def mixed(acts: list[Act]) -> list[tuple[str, str, bool, int]]:
    return [(a.group, a.mode, a.muted, a.volume) for a in acts if isinstance(a, GroupMixed)]


def test_selecting_monitors_what_was_selected(room: RoomFeed) -> None:
    mixing = Mixing(room)
    assert mixing.selected == VP
    mixing.select(BORDER)
    assert mixing.selected == BORDER
    assert mixed(room.acts) == [(VP, "monitor", False, 80), (BORDER, "select", False, 60)]
    mixing.select(BORDER)
    assert len(room.acts) == 2
    assert room.mix(BORDER).mode == "select"


def test_a_group_that_does_not_exist_cannot_be_selected(room: RoomFeed) -> None:
    mixing = Mixing(room)
    mixing.select("nothing")
    mixing.toggle_mute("nothing")
    mixing.turn("", 1)
    assert room.acts == [] and mixing.selected == VP


def test_mute_and_monitor_keep_the_rest(room: RoomFeed) -> None:
    mixing = Mixing(room)
    mixing.toggle_mute(VP)
    mixing.toggle_monitor(KRASLAVA)
    assert room.mix(VP) == Mix(mode="select", muted=True, volume=80)
    assert room.mix(KRASLAVA) == Mix(mode="off", muted=False, volume=60)
    mixing.toggle_mute(VP)
    mixing.toggle_monitor(KRASLAVA)
    assert not room.mix(VP).muted and room.mix(KRASLAVA).mode == "monitor"


def test_a_turn_of_the_wheel_is_one_entry(room: RoomFeed, qtbot: QtBot) -> None:
    mixing = Mixing(room)
    for _ in range(3):
        mixing.turn(UTENA, 1)
    assert mixing.now(UTENA).volume == 55
    assert room.acts == []
    qtbot.waitUntil(lambda: len(room.acts) == 1, timeout=1000)
    assert mixed(room.acts) == [(UTENA, "monitor", False, 55)]
    mixing.turn(UTENA, -30)
    assert mixing.now(UTENA).volume == 0


def test_hold_makes_all_others_quiet_and_gives_back_what_was(room: RoomFeed) -> None:
    mixing = Mixing(room)
    mixing.toggle_mute(UTENA)
    mixing.toggle_hold(VP)
    groups = room.facts.groups
    assert mixing.held == VP and room.seat_facts.held == VP
    assert all(mixing.is_held_off(g) is (g != VP) for g in groups)
    assert {g for g in groups if room.mix(g).muted} == {UTENA}, "hold touches nobody's mute"
    assert Mixing(room).held == VP, "a console that opens again knows it, and can let go"
    mixing.toggle_hold(UTENA)
    assert mixing.held == UTENA and not mixing.is_held_off(UTENA)
    mixing.toggle_hold(UTENA)
    assert mixing.held == "" and not any(mixing.is_held_off(g) for g in groups)
    assert {g for g in groups if room.mix(g).muted} == {UTENA}


def test_several_are_selected_for_one_press_and_a_plain_choice_ends_that(room: RoomFeed) -> None:
    mixing = Mixing(room)
    mixing.select_too(BORDER)
    assert mixing.selection == [mixing.selected, *(g for g in (VP, BORDER) if g != mixing.selected)]
    assert set(mixing.selection) == {VP, BORDER}
    mixing.select_too(VP)
    assert mixing.selection == [BORDER]
    mixing.select_too(BORDER)
    assert mixing.selection == [BORDER], "the last one stays"
    mixing.select_too(UTENA)
    mixing.select(KRASLAVA)
    assert mixing.selection == [KRASLAVA]


def test_each_talk_group_sounds_where_it_was_put(room: RoomFeed) -> None:
    mixing = Mixing(room)
    mixing.route(KRASLAVA, "headset")
    mixing.pan(KRASLAVA, -140)
    assert room.mix(KRASLAVA) == Mix(mode="monitor", volume=60, output="headset", pan=-100)
    mixing.toggle_mute(KRASLAVA)
    assert room.mix(KRASLAVA).output == "headset", "what is not changed stays"
    mixing.turn(KRASLAVA, 1)
    assert mixing.now(KRASLAVA).pan == -100


def test_a_wish_nobody_recorded_is_dropped(room: RoomFeed, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WISH_SECONDS", 0.05)
    mixing = Mixing(room)
    mixing._drop.setInterval(80)
    monkeypatch.setattr(room, "take", lambda *_args, **_named: 0)  # the record does not come back
    mixing.select(BORDER)
    assert mixing.selected == BORDER
    qtbot.waitUntil(lambda: mixing.selected == VP, timeout=1000)


def test_an_unsigned_seat_may_listen(qtbot: QtBot) -> None:
    room = RoomFeed(emergency=False, signed=False)
    mixing = Mixing(room)
    mixing.select(BORDER)
    assert mixing.selected == BORDER and room.mix(BORDER).mode == "select"
