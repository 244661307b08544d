"""How a seat hears its groups: one entry a wish, one truth on the screen."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from console import mixing as module
from console.live import Act
from console.mixing import Mixing
from tests.console.room import BORDER, KRASLAVA, UTENA, VP, RoomFeed
from units.actions import GroupMixed
from units.state import Changes, Mix


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


@pytest.mark.parametrize("first", [VP, BORDER, KRASLAVA])
@pytest.mark.parametrize("then", [VP, BORDER, KRASLAVA])
def test_keys_act_on_the_one_selected_last_wherever_its_tile_is(room: RoomFeed, first: str, then: str) -> None:
    if first == then:
        return
    mixing = Mixing(room)
    mixing.select(first)
    mixing.select_too(then)
    assert not mixing._wishes, "the record has it"
    assert mixing.selected == then and mixing.selection == [then, first]
    mixing.toggle_mute(first)
    mixing.turn(first, 1)
    assert mixing.selected == then, "what is done to another is no selection"
    mixing.select_too(then)
    assert mixing.selected == first, "the one before it again"


def test_the_one_selected_last_is_so_while_the_record_does_not_answer_and_after(
    room: RoomFeed, monkeypatch: pytest.MonkeyPatch
) -> None:
    mixing = Mixing(room)
    take = room.take
    late: list[Act] = []

    def hold_back(action: Act, **_named: str) -> int:
        late.append(action)
        return 0

    monkeypatch.setattr(room, "take", hold_back)
    mixing.select_too(KRASLAVA)
    mixing.select_too(BORDER)
    mixing.toggle_mute(VP)
    assert mixing.selection == [BORDER, VP, KRASLAVA]
    for action in late:
        take(action)
        assert mixing.selected == BORDER
    assert not mixing._wishes


def test_a_console_that_opens_again_acts_on_the_first_of_those_selected_until_one_is_selected(room: RoomFeed) -> None:
    before = Mixing(room)
    before.select_too(BORDER)
    before.select_too(KRASLAVA)
    mixing = Mixing(room)
    assert mixing.selection == [VP, BORDER, KRASLAVA]
    room.changed.emit(Changes(all=True))
    assert mixing.selected == VP and before.selected == KRASLAVA
    before.select_too(BORDER)
    before.select_too(BORDER)
    assert mixing.selected == before.selected == BORDER, "what another console of this seat selects is the last, too"


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
