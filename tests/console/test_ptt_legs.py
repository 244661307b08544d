"""Push-to-talk on several talk-groups at once: an entry, a refusal and an end for each leg."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from console.ptt import Ptt, seconds_left
from journal.slots import OnAir
from tests.console.room import BORDER, IGNALINA, JOINT, VP
from tests.console.test_ptt import Room, application, held
from units.actions import PttPressed, PttReleased
from units.findings import Keyed, Refused, Unkeyed


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    return Room(emergency=False)


def heard(ptt: Ptt) -> list[str]:
    said: list[str] = []
    ptt.failed.connect(said.append)
    return said


def test_one_press_speaks_to_every_selected_group_with_an_entry_each(room: Room) -> None:
    ptt = Ptt(room)
    assert ptt.press([VP, BORDER, JOINT], held)
    lease = room.leases[-1]
    assert list(lease.legs.values()) == [VP, BORDER, JOINT] and lease.down == ptt.since
    pressed = [(act.press, act.group) for act in room.acts if isinstance(act, PttPressed)]
    assert pressed == list(lease.legs.items())
    ptt.release()
    assert [act.group for act in room.acts if isinstance(act, PttReleased)] == [VP, BORDER, JOINT]
    assert room.leases[-1].legs == {}


def test_where_one_of_several_cannot_be_the_others_are_keyed_and_it_is_said(room: Room) -> None:
    ptt = Ptt(room)
    said = heard(ptt)
    assert ptt.press([IGNALINA, VP], held)
    assert list(room.leases[-1].legs.values()) == [VP]
    assert len(said) == 1 and said[0].startswith("VSAT Ignalina: ")


def test_each_legs_refusal_is_shown_apart_and_the_others_go_on(room: Room) -> None:
    ptt = Ptt(room)
    said = heard(ptt)
    ptt.press([VP, BORDER], held)
    first, second = room.leases[-1].legs
    room.take(Keyed(press=second, group=BORDER, gateway="", call="own", seat="1", operator="12"))
    room.take(Refused(action=1, why="busy", seat="1", press=first))
    assert ptt.holds(BORDER) and ptt.is_on_air(BORDER) and not ptt.holds(VP)
    assert ptt.lost(VP) and not ptt.lost(BORDER)
    assert len(said) == 1 and "VP Latgale" in said[0] and "busy" in said[0]
    assert list(room.leases[-1].legs.values()) == [VP, BORDER], "the legs keep their numbers"
    room.take(Refused(action=2, why="busy", seat="1", press=second))
    assert ptt.group == "" and room.leases[-1].press == ""


@pytest.mark.parametrize(("why", "word"), [("refused", "somebody else"), ("interrupted", "took the turn")])
def test_a_turn_that_is_lost_ends_the_leg_and_says_why(room: Room, why: str, word: str) -> None:
    ptt = Ptt(room)
    said = heard(ptt)
    ptt.press(VP, held)
    press = room.leases[-1].press
    room.take(Keyed(press=press, group=VP, gateway="", call="own", seat="1", operator="12"))
    room.take(Unkeyed(press=press, group=VP, call="own", why=why, detail="OH2X talks"))
    assert ptt.group == "" and room.leases[-1].press == ""
    assert word in said[0] and "OH2X talks" in said[0] and "press again" in said[0]


def test_losing_the_focus_lets_go_of_every_leg_at_once(room: Room) -> None:
    ptt = Ptt(room)
    ptt.press([VP, BORDER], held)
    application().focusWindowChanged.emit(None)
    assert room.leases[-1].press == "" and not ptt.holds(VP) and not ptt.holds(BORDER)
    assert sum(isinstance(act, PttReleased) for act in room.acts) == 2, "and it is on record"


def test_the_last_seconds_are_counted(room: Room) -> None:
    ptt = Ptt(room)
    ptt.press(VP, held)
    press = room.leases[-1].press
    assert seconds_left(room, VP) is None
    room.onair = OnAir(presses={press: VP}, left={press: 7})
    assert seconds_left(room, VP) == 7 and seconds_left(room, BORDER) is None
