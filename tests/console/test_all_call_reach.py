"""Whom an all-call reaches: one talk-group a transmitter, no more than a lease names, and nobody who is in need."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from console.all_call import reach_of
from journal.pulse import Pulse
from journal.slots import MOST_CALLED, OnAir
from radio import events as ev
from tests.console.room import IGNALINA, JOINT, KRASLAVA, UTENA, VP
from tests.console.test_all_call import ALL, Desk
from units.findings import AlarmOpened
from units.state import Group


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_of_one_transmitters_talk_groups_the_selected_one_is_called(desk: Desk) -> None:
    desk.mixing.select(JOINT)
    assert reach_of(desk.room, desk.mixing.selection).groups == [JOINT, KRASLAVA, UTENA]


def test_no_more_than_the_lease_holds(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.all_call.MOST_CALLED", 2)
    found = reach_of(desk.room, [VP])
    assert found.groups == ALL[:2] and found.missing[UTENA] == "No more than 2 talk-groups at once."
    assert MOST_CALLED >= 20, "as large as a joint operation"


def test_nor_than_its_ids_leave_room_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.lease_size.NAMED", len(VP) + len(KRASLAVA) + 6)
    found = reach_of(desk.room, [VP])
    assert found.groups == ALL[:2] and found.missing[UTENA] == "No more than 2 talk-groups at once."


@pytest.mark.parametrize("length", [20, 60, 400])
def test_a_hold_fits_its_slots_however_long_the_ids(desk: Desk, tmp_path: Path, length: int) -> None:
    groups = [f"{number:02}".ljust(length, "ā") for number in range(40)]
    for number, group in enumerate(groups):
        info = msgspec.structs.replace(desk.room.facts.groups[VP].info, id=group, name=str(number))
        desk.room.facts.groups[group] = Group(info=info)
    pulse = Pulse(tmp_path)
    desk.press(groups)
    pulse.write("lease.1", desk.lease)
    assert list(desk.lease.legs.values()) == groups[: len(desk.lease.legs)], "what is named is keyed"
    desk.ptt.release()
    desk.ptt.arm(groups)
    desk.press()
    lease = desk.lease
    assert (
        lease.priority and (len(lease.legs) == MOST_CALLED) is (length == 20) and 1 + len(lease.more) == len(lease.legs)
    )
    pulse.write("lease.1", msgspec.structs.replace(lease, operator="o" * 40))
    left = dict.fromkeys(lease.legs, 300)
    pulse.write("onair", OnAir(presses=lease.legs, unrecorded=list(lease.legs), left=left))


def test_an_emergency_on_the_air_is_not_spoken_over_and_the_plate_says_so(desk: Desk) -> None:
    desk.all_call.arm()
    desk.room.take(ev.CallStarted(call="help", radio="tetra@247-9:2201118", to=VP, emergency=True))
    desk.room.take(AlarmOpened(alarm="a", radio="tetra@247-9:2201118", by="button", group=VP, call="help"))
    assert desk.ptt.armed == [KRASLAVA, UTENA], "it came while armed"
    said = desk.banner.missing.text()
    assert "VP Latgale: An emergency is on the air." in said
    assert "Robeža DP: An emergency is on the air on VP Latgale, which it would cut." in said, "one transmitter"
    desk.room.take(ev.CallEnded(call="help", to=VP))
    assert desk.ptt.armed == ALL, "it has said all"


def test_a_link_that_goes_or_comes_while_armed_changes_whom_it_reaches(desk: Desk) -> None:
    desk.all_call.arm()
    desk.room.take(ev.LinkDown(gateway="TETRA Zarasai", why="no answer"))
    assert desk.ptt.armed == [VP, KRASLAVA] and "LP Utena: TETRA Zarasai: no link" in desk.banner.missing.text()
    desk.room.take(ev.LinkUp(gateway="RTP Ignalina"))
    assert desk.ptt.armed == [VP, KRASLAVA, IGNALINA] and desk.lease.more == [KRASLAVA, IGNALINA]
    assert desk.banner.head.text().startswith("ALL CALL: 3 talk-group")
