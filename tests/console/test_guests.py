"""Partners' units on the screen: a group and a shape of their own, away when their time is over, never in our roster."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from console.board import Board
from console.board_rows import Head, Row, agency_of, arranged, count_on_duty, name_of, row_words
from console.map.table import AFTERWARDS, FADED, UnitTable
from console.roster import RosterPage
from console.roster_model import roster_rows
from console.selection import Selection
from console.shapes import agency_path
from console.theme import Theme
from radio import events as ev
from tests.console.room import AGENCIES, GATEWAYS, GROUPS, NOW, RoomFeed
from units.findings import AgencyInfo, AlarmOpened, ConfigLoaded
from units.guests import GUEST

ID = "cot@lt:LT-7"


@pytest.fixture
def room(qtbot: QtBot) -> RoomFeed:
    feed = RoomFeed()
    feed.take(ConfigLoaded(hash="h", agencies=[*AGENCIES, GUEST], gateways=GATEWAYS, groups=GROUPS))
    feed.take(ev.Registered(gateway="TAK", radio=ID, minutes=5, name="LT 7"))
    feed.take(ev.Located(gateway="TAK", radio=ID, lat=55.9, lon=26.5))
    return feed


def test_a_group_of_their_own_that_is_not_counted_as_ours(room: RoomFeed) -> None:
    room.take(ev.Located(radio="dmr@kraslava:999", lat=55.9, lon=26.5))
    ours = count_on_duty(arranged(RoomFeed().facts, NOW))
    rows = arranged(room.facts, NOW)
    heads = [row for row in rows if isinstance(row, Head)]
    assert heads[-2:] == [Head("guest", "Guests", 1, 1), Head("?", "Not in the roster", 1, 1)]
    assert rows[rows.index(heads[-2]) + 1] == Row(ID)
    assert count_on_duty(rows) == ours + 1, "the stranger, not the guest"
    said = row_words(room.facts, room.facts.units[ID], NOW)
    assert (said.callsign, said.status, said.stale) == ("LT 7", "cot@lt", False)


def test_when_its_time_is_over_it_leaves_the_board(room: RoomFeed) -> None:
    guest = room.facts.units[ID]
    assert Row(ID) in arranged(room.facts, guest.until)
    assert Row(ID) not in arranged(room.facts, guest.until + 1)
    assert row_words(room.facts, guest, guest.until + 1).stale
    room.take(AlarmOpened(alarm="a9", radio=ID, by="button"))
    assert Row(ID) in arranged(room.facts, guest.until + 1), "with an emergency it stays"


def test_its_shape_is_nobody_elses(room: RoomFeed) -> None:
    agency = agency_of(room.facts, room.facts.units[ID])
    assert agency == GUEST
    outlines = {shape: agency_path(shape, 20).simplified() for shape in ("shield", "diamond", "circle", "square")}
    assert all(agency_path(GUEST.shape, 20).simplified() != outline for outline in outlines.values())
    assert GUEST.colour not in {one.colour for one in AGENCIES}
    assert name_of(AgencyInfo(id="guest", name="Lietuviai")) == "Lietuviai"
    before = RoomFeed()
    before.take(ev.Located(gateway="TAK", radio=ID, lat=55.9, lon=26.5))
    assert agency_of(before.facts, before.facts.units[ID]) == GUEST, "whatever the configuration says now"


def test_on_the_map_it_fades_at_its_time_and_goes_a_while_later(room: RoomFeed) -> None:
    guest = room.facts.units[ID]
    table = UnitTable()
    table.rebuild(room.facts, NOW)
    row = table.row[ID]
    assert table.agencies[table.agency[row]] == GUEST.id
    assert guest.fix is not None
    guest.fix = type(guest.fix)(lat=55.9, lon=26.5, time=guest.until)  # a fix as fresh as can be
    table.update(room.facts, [ID], guest.until)
    assert not table.look[row] & FADED
    assert table.age(guest.until + 1)
    assert table.look[row] & FADED
    table.age(guest.until + AFTERWARDS + 1)
    assert np.isnan(table.x[row])
    room.take(ev.Registered(gateway="TAK", radio=ID, minutes=60, name="LT 7"))
    table.update(room.facts, [ID], guest.until - 1)
    assert not np.isnan(table.x[row])


def test_it_cannot_be_named_as_one_of_ours(room: RoomFeed, qtbot: QtBot) -> None:
    assert ID not in [unit for unit, _ in roster_rows(room.facts)]
    menu = QMenu()
    board = Board(room, Theme(), Selection())
    qtbot.addWidget(board)
    board.list._unit_menu(menu, ID)
    name = next(action for action in menu.actions() if action.text() == "Name this radio …")
    assert not name.isEnabled()
    page = RosterPage(room, Theme())
    qtbot.addWidget(page)
    form = page.unit_form
    form.show_unit("vp124")
    assert form.agency.findData("guest") == -1
    form.radios.setText(f"{form.radios.text()} {ID}")
    with qtbot.waitSignal(form.said) as said:
        form._decide()
    assert said.args == [f"{ID} is a partner's and stays a guest."]
