"""One radio for several talk-groups: tiles say which is heard, the row of links how the radio stands with its network."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from console.lamps import Lamps
from console.line_words import sentence
from console.mixing import Mixing
from console.ptt import Ptt
from console.theme import Theme
from console.tile import Tile
from console.tiles import TilePanel
from radio import events as ev
from tests.console.room import AGENCIES, BORDER, GATEWAYS, GROUPS, IGNALINA, JOINT, VP, RoomFeed
from units import findings as fi
from units.actions import GroupTuned

DAUGAVPILS = GATEWAYS[0].name
ONE_RADIO = [
    msgspec.structs.replace(gateway, capabilities=[*gateway.capabilities, "select"])
    if gateway.protocol == "pei"
    else gateway
    for gateway in GATEWAYS
]


class Desk:
    """Tiles and links of a room whose TETRA gateways are one radio each."""

    def __init__(self, qtbot: QtBot, **named: bool) -> None:
        self.room = RoomFeed(emergency=False, **named)
        self.room.take(
            fi.ConfigLoaded(hash="0", path="k", room="L", agencies=AGENCIES, gateways=ONE_RADIO, groups=GROUPS)
        )
        self.hears(ev.LinkUp())
        theme = Theme()
        self.panel = TilePanel(self.room, theme, Mixing(self.room), Ptt(self.room))
        self.lamps = Lamps(self.room, theme)
        for widget in (self.panel, self.lamps):
            qtbot.addWidget(widget)
        self.panel.resize(340, 660)
        self.panel.show()

    def hears(self, what: ev.Event) -> None:
        self.room.take(msgspec.structs.replace(what, gateway=DAUGAVPILS))  # type: ignore[arg-type]

    def tile(self, group: str) -> Tile:
        return self.panel.tiles[group]

    def said(self) -> str:
        """The last line of the stream."""
        return sentence(list(self.room.facts.lines.values())[-1], self.room.facts)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_each_tile_says_whether_the_radio_hears_it(desk: Desk) -> None:
    desk.hears(ev.Tuned(selected=VP, scanned=[BORDER]))
    assert "not tuned in" in desk.tile(JOINT).face.flags
    assert "not tuned in" not in desk.tile(VP).face.flags + desk.tile(BORDER).face.flags
    assert "It is set to this talk-group." in desk.tile(VP).toolTip()
    assert "It scans this talk-group." in desk.tile(BORDER).toolTip()
    assert "It is set to VP Latgale: this one is not heard." in desk.tile(JOINT).toolTip()
    assert "carries one call at a time" in desk.tile(JOINT).accessibleDescription()
    assert "one radio" not in desk.tile(IGNALINA).toolTip(), "RTP hears them all"


def test_while_it_carries_a_call_nothing_else_is_heard(desk: Desk) -> None:
    desk.hears(ev.Tuned(selected=VP, scanned=[BORDER]))
    desk.hears(ev.CallStarted(call="c9", to=VP, radio="tetra@247-9:2201124"))
    desk.panel.refresh()  # as twice a second
    assert desk.tile(BORDER).face.flags == ("radio busy",)
    assert "carries a call on VP Latgale now" in desk.tile(BORDER).toolTip()
    assert "radio busy" not in desk.tile(VP).face.flags
    desk.hears(ev.CallEnded(call="c9", to=VP))
    desk.panel.refresh()
    assert "radio busy" not in desk.tile(BORDER).face.flags


def test_a_radio_without_network_is_no_working_link(desk: Desk) -> None:
    desk.hears(ev.Signal(link="home"))
    assert desk.tile(VP).face.state != "no network"
    desk.hears(ev.Signal(link="searching"))
    assert (desk.tile(VP).face.mark, desk.tile(VP).face.state) == ("down", "no network")
    assert "Its radio is looking for the network." in desk.tile(VP).toolTip()
    assert f"{DAUGAVPILS}: no network" in [lamp.words for lamp in desk.lamps.shown(4000)]
    assert desk.said() == f"{DAUGAVPILS}: its radio is looking for the network"
    desk.hears(ev.Signal(link="home"))
    assert desk.tile(VP).face.state != "no network"
    desk.hears(ev.Signal(link="no signal"))
    assert desk.tile(VP).face.state == "no network"
    desk.hears(ev.Signal(rssi=-80.0))
    assert desk.tile(VP).face.state != "no network"


def test_the_row_of_links_says_what_the_radio_does_and_lacks(desk: Desk) -> None:
    desk.hears(ev.Signal(link="home"))
    desk.hears(ev.Signal(rssi=-80.0))
    desk.hears(ev.Tuned(selected="tetra@247-9:g77", known={"tetra@247-9:g77": "Zvejnieki"}))
    desk.hears(ev.CommandsRefused(commands=["+CTSP=1,3,10"]))
    told = next(line for line in desk.lamps.toolTip().splitlines() if DAUGAVPILS in line)
    for words in ("its radio is registered", "−80 dBm", "set to Zvejnieki", "does not take +CTSP=1,3,10"):
        assert words in told
    assert desk.said() == f"{DAUGAVPILS}: its radio does not take +CTSP=1,3,10"
    desk.hears(ev.Tuned(selected=VP))
    assert desk.said() == f"{DAUGAVPILS}: its radio is now set to VP Latgale"


def test_on_the_air_is_said_when_the_network_gave_the_turn(desk: Desk) -> None:
    desk.room.take(fi.Keyed(press="p", group=VP, gateway=DAUGAVPILS, call="own", seat="1", operator="12"))
    assert desk.tile(VP).face.transmitting
    for word, state in (
        ("queued", "waiting for the turn"),
        ("refused: BUSY", "turn refused"),
        ("interrupted", "cut off"),
    ):
        desk.hears(ev.Signal(link=f"transmission {word}"))
        assert desk.tile(VP).face.state == state and not desk.tile(VP).face.transmitting
    desk.hears(ev.Signal(link="transmitting"))
    assert desk.tile(VP).face.transmitting
    desk.hears(ev.Signal(link="transmission queued"))
    desk.room.take(fi.Unkeyed(press="p", group=VP, call="own"))
    assert desk.tile(VP).face.mark == "free"


def test_the_radio_is_set_to_another_talk_group_from_its_tile(desk: Desk) -> None:
    desk.hears(ev.Tuned(selected=VP))

    def offered(group: str) -> list[tuple[str, bool]]:
        menu = QMenu()
        desk.tile(group)._offer_tuning(menu)
        return [(action.text(), action.isEnabled()) for action in menu.actions()]

    words = f"Set the radio of {DAUGAVPILS} to this talk-group"
    assert offered(BORDER) == [(words, True)]
    assert offered(VP) == [(words, False)], "it is already"
    assert offered(IGNALINA) == []
    desk.tile(BORDER).tune()
    assert desk.room.acts == [GroupTuned(seat="1", operator="12", group=BORDER)]
    assert desk.said() == "radio to be set to Robeža DP"


def test_an_unsigned_seat_cannot_set_it(qtbot: QtBot) -> None:
    desk = Desk(qtbot, signed=False)
    menu = QMenu()
    desk.tile(BORDER)._offer_tuning(menu)
    assert [action.isEnabled() for action in menu.actions()] == [False]
