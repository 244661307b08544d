"""Voice that only a vocoder makes audible: what a tile, the buttons and the call log say of it."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from console.calllog import CallLogPage
from console.calllog_csv import to_csv
from console.mixing import Mixing
from console.ptt import Ptt
from console.rights import why_not_hear, why_not_talk
from console.theme import Theme
from console.tiles import TilePanel
from journal.log import Log
from journal.search import CallRow, Query, Search
from radio import events as ev
from tests.console import journals
from tests.console.room import AGENCIES, GATEWAYS, GROUPS, KRASLAVA, NOW, RoomFeed, entries
from units import findings as fi
from units.entry import Anything
from units.keeping import Pruned

FRAMES = "ab" * 32
CODED = [
    msgspec.structs.replace(group, audio=False, transmit=False, coded="ambe2") if group.id == KRASLAVA else group
    for group in GROUPS
]


@pytest.fixture
def room() -> RoomFeed:
    feed = RoomFeed()
    feed.take(fi.ConfigLoaded(hash="1", gateways=GATEWAYS, groups=CODED, agencies=AGENCIES))
    return feed


def test_the_tile_says_no_audio_and_what_would_give_some(qtbot: QtBot, room: RoomFeed) -> None:
    panel = TilePanel(room, Theme(), Mixing(room), Ptt(room))
    qtbot.addWidget(panel)
    panel.resize(340, 660)
    panel.show()
    tile = panel.tiles[KRASLAVA]
    assert "no audio" in tile.face.flags
    for said in ("AMBE+2", "vocoder chip", "package", "donor radio"):
        assert said in tile.toolTip().replace("\n", " ")
        assert said in tile.accessibleDescription()
        assert said in tile.recall_button.toolTip().replace("\n", " ")
    assert not tile.ptt_button.isEnabled() and "coded" in tile.ptt_button.toolTip()
    assert max(map(len, tile.toolTip().split("\n"))) < 80, "not as wide as the screen"
    assert not any("vocoder" in other.toolTip() for group, other in panel.tiles.items() if group != KRASLAVA)


def test_nothing_of_it_stands_in_the_way_once_there_is_a_vocoder() -> None:
    feed = RoomFeed()
    heard = [msgspec.structs.replace(group, audio=True) for group in CODED]
    feed.take(fi.ConfigLoaded(hash="1", gateways=GATEWAYS, groups=heard, agencies=AGENCIES))
    assert "vocoder" not in why_not_hear(feed, KRASLAVA)
    assert "coded" not in why_not_talk(feed, KRASLAVA)


def kept(call: str) -> list[tuple[float, Anything]]:
    """A call of which only the frames are kept."""
    recorded = fi.VoiceRecorded(
        call=call, group=KRASLAVA, path="", sha256="", seconds=6, rate=8000, started=NOW - 60, codec="ambe2",
        frames=f"voice/{call}.frames", frames_sha256=FRAMES,
    )  # fmt: skip
    return [
        (NOW - 60, ev.CallStarted(call=call, radio="dmr@kraslava:2471100", to=KRASLAVA)),
        (NOW - 54, ev.CallEnded(call=call, radio="dmr@kraslava:2471100", to=KRASLAVA)),
        (NOW - 53, recorded),
    ]


def journal(home: Path) -> Path:
    return journals.project(journals.write(home, [*entries(NOW), *kept("coded1")]))


def the_call(folder: Path) -> CallRow:
    (row,) = [row for row in Search(folder).calls(Query()).rows if isinstance(row, CallRow) and row.call == "coded1"]
    return row


def test_the_call_log_has_no_button_for_it_and_says_what_is_kept(
    qtbot: Any, room: RoomFeed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    page = CallLogPage(room, Theme(), journal(tmp_path / "live"))
    qtbot.addWidget(page, before_close_func=lambda page: page.leave())
    page.show()
    page.search()
    qtbot.waitUntil(lambda: not page._enquiry.busy)
    row = the_call(tmp_path / "live")
    number = next(n for n in range(page.found.rowCount()) if page.found.row(n) == row)
    said = str(page.found.index(number, page.records.TEXT).data())
    assert "coded frames kept" in said and "no recording" not in said
    page.table.setCurrentIndex(page.found.index(number, 0))
    assert not page.listen.isEnabled() and "vocoder" in page.listen.toolTip()
    assert not page.audio.isEnabled()
    acts = len(room.acts)
    page.table.doubleClicked.emit(page.found.index(number, 0))
    assert "vocoder" in page.message.text() and len(room.acts) == acts
    assert page.found.index(number, page.records.MARK).data(Qt.ItemDataRole.DisplayRole) == ""
    assert ";ambe2;" in to_csv([row], "j", "live")


def test_once_they_are_deleted_it_says_so_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    folder = journal(tmp_path / "live")
    row = the_call(folder)
    assert (row.coded, row.path, row.seconds) == ("ambe2", "", 6)
    with contextlib.closing(Log(folder, "station")) as log:
        log.append(Pruned(rule="voice 1 day", sort="voice", files=[FRAMES], before=NOW - 10)).result(30)
    gone = the_call(journals.project(folder))
    assert (gone.coded, gone.gone) == ("", "pruned")
