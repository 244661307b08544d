"""Running patches above the tiles and in the stream: time left, owner, one click that breaks one; nothing moves under the mouse."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt

from console.mixing import Mixing
from console.patch_list import MOST, PatchList
from console.ptt import Ptt
from console.selection import Selection
from console.stream import StreamPanel
from console.stream_view import Columns
from console.theme import Theme
from console.tiles import TilePanel
from tests.console.room import BORDER, JOINT, NOW, UTENA, VP, RoomFeed
from units.actions import SignedOff
from units.patches import PatchBroken, PatchEnded, PatchMade, PatchWarned


@pytest.fixture
def feed(qapp: object) -> RoomFeed:
    return RoomFeed(emergency=False)


def patched(feed: RoomFeed, *groups: str, patch: str = "p", seconds: float = 750.0, operator: str = "12") -> None:
    feed.take(
        PatchMade(
            patch=patch, action=1, groups=list(groups), purpose="A6", until=NOW + seconds, seat="1", operator=operator
        )
    )


def tiles(feed: RoomFeed, qtbot: Any) -> TilePanel:
    panel = TilePanel(feed, Theme(), Mixing(feed), Ptt(feed))
    qtbot.addWidget(panel)
    panel.resize(340, 660)
    panel.show()
    return panel


def broken(feed: RoomFeed) -> list[str]:
    return [action.patch for action in feed.acts if isinstance(action, PatchBroken)]


def test_nothing_is_there_until_there_is_a_patch_and_it_says_what_how_long_and_whose(
    feed: RoomFeed, qtbot: Any
) -> None:
    panel = tiles(feed, qtbot)
    first = panel.tiles[VP]
    above = first.mapTo(panel, QPoint()).y()
    assert panel.patches.isHidden() and panel.patches.wanted == 0
    patched(feed, VP, BORDER, operator="Ozols")
    names, left, soon = panel.patches._said["p"]
    assert (names, left, soon) == ("VP Latgale + Robeža DP", "13 min · Ozols", False)
    assert panel.patches.isVisible() and first.mapTo(panel, QPoint()).y() == above + panel.patches.height()
    assert panel.patches.rows["p"].accessibleName() == "Break: VP Latgale + Robeža DP"
    feed.take(PatchEnded(patch="p", why="time", groups=[VP, BORDER]))
    assert panel.patches.isHidden() and first.mapTo(panel, QPoint()).y() == above


def test_one_click_breaks_it(feed: RoomFeed, qtbot: Any) -> None:
    panel = tiles(feed, qtbot)
    patched(feed, VP, BORDER)
    patched(feed, UTENA, JOINT, patch="q")
    qtbot.mouseClick(panel.patches.rows["q"], Qt.MouseButton.LeftButton)
    assert broken(feed) == ["q"]


def test_what_ends_soon_is_marked(feed: RoomFeed, qtbot: Any) -> None:
    panel = tiles(feed, qtbot)
    patched(feed, VP, BORDER, seconds=50.0)
    assert panel.patches._said["p"][2]
    patched(feed, UTENA, JOINT, patch="q")
    assert not panel.patches._said["q"][2]
    feed.take(PatchWarned(patch="q", seconds=60.0, why="owner"))
    assert panel.patches._said["q"][2], "its owner is gone"


def test_whoever_may_not_act_sees_it_and_is_told_why_not(feed: RoomFeed, qtbot: Any) -> None:
    panel = tiles(feed, qtbot)
    patched(feed, VP, BORDER)
    feed.take(SignedOff(seat="1", operator="12"))
    button = panel.patches.rows["p"]
    assert not button.isEnabled() and button.toolTip() == "Sign on first."


def test_many_are_counted(feed: RoomFeed, qtbot: Any) -> None:
    shown = PatchList(feed, Theme())
    qtbot.addWidget(shown)
    for number in range(MOST + 2):
        patched(feed, VP, BORDER, patch=f"p{number}")
    shown.resize(340, shown.wanted)
    shown.show()
    assert len(shown.rows) == MOST
    before = shown.wanted
    feed.take(PatchEnded(patch="p0", why="time", groups=[VP, BORDER]))
    assert list(shown.rows) == ["p1", "p2", "p3"] and shown.wanted == before
    shown.grab()


def test_no_tile_moves_away_under_the_mouse(feed: RoomFeed, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = tiles(feed, qtbot)
    over = True
    monkeypatch.setattr(panel._scroll, "underMouse", lambda: over)
    first = panel.tiles[VP].mapTo(panel, QPoint()).y()
    patched(feed, VP, BORDER)
    panel.refresh()
    assert panel.tiles[VP].mapTo(panel, QPoint()).y() == first, "a click now must hit what it was meant for"
    over = False
    panel.refresh()
    assert panel.tiles[VP].mapTo(panel, QPoint()).y() > first


def test_no_break_button_moves_under_the_mouse(feed: RoomFeed, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = tiles(feed, qtbot)
    for name in ("p", "q", "r", "s"):
        patched(feed, VP, BORDER, patch=name)
    listed, over = panel.patches, True
    monkeypatch.setattr(listed, "underMouse", lambda: over)
    places = {name: button.geometry() for name, button in listed.rows.items()}
    tile = panel.tiles[VP].mapTo(panel, QPoint()).y()
    feed.take(PatchEnded(patch="p", why="time", groups=[VP, BORDER]))
    panel.refresh()
    assert list(listed.rows) == ["q", "r"], "and no other takes the place of the one that ended"
    assert all(button.geometry() == places[name] for name, button in listed.rows.items())
    under = listed.childAt(places["p"].center())
    assert under is None, "a click meant for the patch that ended breaks none"
    assert panel.tiles[VP].mapTo(panel, QPoint()).y() == tile
    for name in ("q", "r", "s"):
        feed.take(PatchEnded(patch=name, why="time", groups=[VP, BORDER]))
    assert listed.isVisible(), "what is below it does not slide under the pointer either"
    listed.grab()
    patched(feed, VP, BORDER, patch="t")
    over = False
    listed.leaveEvent(QEvent(QEvent.Type.Leave))
    assert list(listed.rows) == ["t"] and listed.rows["t"].y() == places["p"].y()
    assert listed.height() == listed.wanted


# -- the same from the stream


def stream(feed: RoomFeed, qtbot: Any) -> StreamPanel:
    panel = StreamPanel(feed, Theme(), Selection())
    qtbot.addWidget(panel)
    panel.resize(1200, 400)
    panel.show()
    return panel


def told(feed: RoomFeed, word: str) -> int:
    """The newest line with that word."""
    return max(seq for seq, line in feed.facts.lines.items() if line.word == word)


def place(panel: StreamPanel, seq: int, into: int) -> QPoint:
    """A place in a row: ``into`` px left of its end."""
    area = panel.list.visualRect(panel.model.find(seq))
    return QPoint(area.left() + Columns(area.width()).end - into, area.center().y())


def click(panel: StreamPanel, qtbot: Any, where: QPoint) -> None:
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_the_row_that_tells_of_a_patch_breaks_it_by_one_click_on_its_button(feed: RoomFeed, qtbot: Any) -> None:
    panel = stream(feed, qtbot)
    patched(feed, VP, BORDER)
    seq = told(feed, "patch-made")
    row = panel.list.row_at(seq)
    assert row is not None and (row.state, row.tone) == ("Break", "button")
    click(panel, qtbot, place(panel, seq, 300))
    assert broken(feed) == [], "beside it is a click as any other"
    click(panel, qtbot, place(panel, seq, 12))
    assert broken(feed) == ["p"]
    feed.take(PatchEnded(patch="p", why="broken", groups=[VP, BORDER]))
    row = panel.list.row_at(seq)
    assert row is not None and row.tone != "button"
    click(panel, qtbot, place(panel, seq, 12))
    assert broken(feed) == ["p"], "what is over cannot be broken"


def test_a_press_that_slides_off_breaks_nothing(feed: RoomFeed, qtbot: Any) -> None:
    panel = stream(feed, qtbot)
    patched(feed, VP, BORDER)
    seq = told(feed, "patch-made")
    qtbot.mousePress(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place(panel, seq, 12))
    qtbot.mouseRelease(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place(panel, seq, 300))
    assert broken(feed) == []


def test_an_older_patch_of_the_same_talk_groups_is_not_the_one_that_runs(feed: RoomFeed, qtbot: Any) -> None:
    panel = stream(feed, qtbot)
    patched(feed, VP, BORDER)
    old = told(feed, "patch-made")
    feed.take(PatchEnded(patch="p", why="time", groups=[VP, BORDER]))
    patched(feed, VP, BORDER, patch="q")
    row = panel.list.row_at(old)
    assert row is not None and row.tone != "button"
    now = panel.list.row_at(told(feed, "patch-made"))
    assert now is not None
    actions = {action.text(): action for action in panel.menu_for(now).actions()}
    actions["Break the patch"].trigger()
    assert broken(feed) == ["q"], "by the keyboard too: the row's menu"


def test_whoever_may_not_act_is_told_in_the_stream_too(feed: RoomFeed, qtbot: Any) -> None:
    panel = stream(feed, qtbot)
    patched(feed, VP, BORDER)
    feed.take(SignedOff(seat="1", operator="12"))
    with qtbot.waitSignal(panel.said) as said:
        click(panel, qtbot, place(panel, told(feed, "patch-made"), 12))
    assert said.args == ["Sign on first."] and broken(feed) == []
