"""The tile of a terminal and its donor radio: what carries the voice says whether one can talk, not what brings the data."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from console.mixing import Mixing
from console.ptt import Ptt
from console.rights import why_not_talk
from console.theme import Theme
from console.tile_face import face_of
from console.tiles import TilePanel
from radio import events as ev
from tests.console.room import RoomFeed
from units import findings as fi

GROUP = "tetra@247-9:g2201"
TERMINAL = fi.GatewayInfo(name="Terminal", protocol="pei", transmit=True, capabilities=["select", "transmit"])


def donor(through: str) -> fi.GatewayInfo:
    return fi.GatewayInfo(
        name="Donor", protocol="donor", transmit=True, capabilities=["transmit", "voice"], through=through
    )


class Desk:
    """One talk-group by a terminal, whose voice comes by a donor radio with a line of its own, or keyed ``through``."""

    def __init__(self, qtbot: QtBot, through: str = "") -> None:
        self.feed = RoomFeed(emergency=False)
        info = fi.GroupInfo(id=GROUP, name="VP", gateway="Terminal", voice="Donor", audio=True, transmit=True)
        self.feed.take(fi.ConfigLoaded(hash="1", path="k", gateways=[TERMINAL, donor(through)], groups=[info]))
        self.link(Terminal=True, Donor=True)
        self.mixing, self.ptt = Mixing(self.feed), Ptt(self.feed)
        self.panel = TilePanel(self.feed, Theme(), self.mixing, self.ptt)
        qtbot.addWidget(self.panel)

    def link(self, **up: bool) -> None:
        for name, there in up.items():
            self.feed.take(ev.LinkUp(gateway=name) if there else ev.LinkDown(gateway=name, why="gone"))

    def now(self) -> tuple[str, str, list[str]]:
        """The tile's mark, why one cannot talk, the tile's small words."""
        group = self.feed.facts.groups[GROUP]
        face = face_of(self.feed, self.mixing, self.ptt, group, "F2")
        return face.mark, why_not_talk(self.feed, GROUP), list(face.flags)

    def tip(self) -> str:
        self.panel.tiles[GROUP].refresh()
        return self.panel.tiles[GROUP].toolTip().replace("\n", " ")


def test_without_the_donor_nobody_can_talk(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    assert desk.now() == ("free", "", [])
    desk.link(Donor=False)
    mark, why, _ = desk.now()
    assert mark == "down" and why.startswith("Donor: no link since")


@pytest.mark.parametrize("through", ["", "Terminal"])
def test_without_the_terminal_one_can_talk_if_the_donor_has_a_line_of_its_own(qtbot: QtBot, through: str) -> None:
    desk = Desk(qtbot, through)
    desk.link(Terminal=False)
    mark, why, flags = desk.now()
    if through:
        assert mark == "down" and why.startswith("Terminal: no link since")
    else:
        assert (mark, why) == ("free", "")
        assert flags == ["no data"], "who speaks is not told meanwhile, which must be seen"
        assert "not who speaks" in desk.tip()


def test_both_down_is_no_link(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.link(Terminal=False, Donor=False)
    mark, why, flags = desk.now()
    assert mark == "down" and why.startswith("Donor: no link") and flags == []


def test_a_donor_that_is_not_configured_any_more_is_no_link(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    info = fi.GroupInfo(id=GROUP, name="VP", gateway="Terminal", voice="Donor", audio=True, transmit=True)
    desk.feed.take(fi.ConfigLoaded(hash="2", path="k", gateways=[TERMINAL], groups=[info]))
    mark, why, _ = desk.now()
    assert mark == "down" and "not configured" in why
