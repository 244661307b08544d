"""A room of two gateways for the tests of the set-up page: its file, the page over it, a person who types."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.setup.fields import SecretField, TextField
from console.setup.page import GatewaysPage
from console.theme import Theme
from tests import whole
from tests.console.room import RoomFeed
from units import actions as ac

ROOM = """\
# ours
[[gateway]]
name = "TETRA Daugavpils"  # on the roof
protocol = "pei"
network = "247-9"
link = {{ type = "serial", device = "/dev/there-is-none", baud = 38400 }}

[[gateway]]
name = "DMR Krāslava"
protocol = "usrp"
network = "kraslava"
link = {{ type = "udp", bind = "127.0.0.1:{own}", peer = "127.0.0.1:{far}" }}
options = {{ register = true }}

[[group]]
id = "usrp@kraslava:g9"
name = "PP"
gateway = "DMR Krāslava"
"""


def two_ports() -> tuple[int, int]:
    """Ours and the far end's."""
    return whole.free_port(), whole.free_port()


def written(folder: Path, ports: tuple[int, int]) -> Path:
    """The room's file in ``folder``."""
    path = folder / "kopa.toml"
    path.write_text(ROOM.format(own=ports[0], far=ports[1]), encoding="utf-8")
    return path


def page(qtbot: QtBot, file: Path, role: str = "supervisor", **named: object) -> GatewaysPage:
    feed = RoomFeed(emergency=False, signed=False)
    if role:
        feed.take(ac.SignedOn(seat="1", operator="12", name="A. Ozols", role=role))
    made = GatewaysPage(feed, Theme(), file, **named)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(1300, 680)
    made.show()
    return made


def room(made: GatewaysPage) -> RoomFeed:
    assert isinstance(made._feed, RoomFeed)
    return made._feed


def write(field: object, text: str) -> None:
    """Type into a field as a person would."""
    assert isinstance(field, TextField | SecretField)
    field.line.setFocus()
    field.line.selectAll()
    if text.isascii():
        QTest.keyClicks(field.line, text)
    else:
        field.line.insert(text)
        field.line.textEdited.emit(text)
