"""Patches on the screen: rings and minutes on the tiles, a page that makes, extends and breaks them, one press for all."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt

from console.line_words import sentence
from console.mixing import Mixing
from console.patches import MORE, PatchPage
from console.ptt import Ptt
from console.rights import why_not_talk
from console.theme import Theme
from console.tile_face import name_of_radio
from console.tiles import TilePanel
from tests.console.room import BORDER, NOW, UTENA, VP, RoomFeed
from units.actions import PttPressed
from units.findings import Keyed
from units.patches import ENDS, PatchBroken, Patched, PatchEnded, PatchExtended, PatchMade, PatchWarned


@pytest.fixture
def feed(qapp: object) -> RoomFeed:
    return RoomFeed()


def patched(feed: RoomFeed, *groups: str, seconds: float = 750.0) -> None:
    feed.take(
        PatchMade(patch="p", action=1, groups=list(groups), purpose="A6", until=NOW + seconds, seat="1", operator="12")
    )


def page(feed: RoomFeed, qtbot: Any, *groups: str) -> PatchPage:
    made = PatchPage(feed, Theme(), groups)
    qtbot.addWidget(made)
    made.show()
    made.focus_first()
    return made


def tiles(feed: RoomFeed, qtbot: Any) -> TilePanel:
    panel = TilePanel(feed, Theme(), Mixing(feed), Ptt(feed))
    qtbot.addWidget(panel)
    panel.resize(340, 660)
    panel.show()
    return panel


def test_what_can_only_be_heard_can_be_passed_on_and_says_so(feed: RoomFeed, qtbot: Any) -> None:
    group = feed.facts.groups[BORDER]
    group.info = msgspec.structs.replace(group.info, transmit=False)
    name = group.info.name
    made = page(feed, qtbot, VP, BORDER)
    assert made.ticks[BORDER].text() == f"{name} (heard only)" and made.ticks[BORDER].isEnabled()
    assert made.chosen == [VP, BORDER]
    assert why_not_talk(feed, BORDER).endswith("is heard only: nobody can talk on it from here.")
    patched(feed, VP, BORDER)
    panel = tiles(feed, qtbot)
    assert "(heard only)" in panel.tiles[VP].accessibleDescription()


def test_every_member_shows_it(feed: RoomFeed, qtbot: Any) -> None:
    panel = tiles(feed, qtbot)
    patched(feed, VP, BORDER)
    for group in (VP, BORDER):
        tile = panel.tiles[group]
        assert tile.face.patch == "patched 13 min"
        assert "A6" in tile.accessibleDescription(), "with whom and what for, in words"
    assert not panel.tiles[UTENA].face.patch
    feed.take(Keyed(press="x", group=BORDER, gateway="g", call="c", seat="patch:p", operator="12"))
    assert panel.tiles[BORDER].face.state == "patch" and not panel.tiles[BORDER].face.transmitting
    assert name_of_radio(feed.facts, "console@ab12:patch:p") == "patch"
    feed.take(PatchEnded(patch="p", why="time", groups=[VP, BORDER]))
    assert not panel.tiles[VP].face.patch and not feed.facts.patches


def test_a_tile_asks_for_a_patch(feed: RoomFeed, qtbot: Any) -> None:
    panel = tiles(feed, qtbot)
    asked: list[str] = []
    panel.joining.connect(asked.append)
    qtbot.mouseClick(panel.tiles[BORDER], Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier)
    assert asked == [BORDER]
    assert feed.mix(BORDER).mode != "select"


def test_the_form_makes_one(feed: RoomFeed, qtbot: Any) -> None:
    form = page(feed, qtbot, VP, BORDER)
    assert form.chosen == [VP, BORDER]
    form.make()
    assert "purpose" in form.message.text() and not [act for act in feed.acts if isinstance(act, Patched)]
    form.purpose.setText(" pursuit A6 ")
    form.ticks[BORDER].setChecked(False)
    form.make()
    assert "two" in form.message.text()
    form.ticks[BORDER].setChecked(True)
    qtbot.keyClick(form.purpose, Qt.Key.Key_Return)
    wish = feed.acts[-1]
    assert isinstance(wish, Patched)
    assert (wish.groups, wish.purpose, wish.seconds, wish.operator) == ([VP, BORDER], "pursuit A6", 1800.0, "12")
    assert not feed.facts.patches, "the station joins them, not the wish"


def test_what_cannot_be_patched_says_why(feed: RoomFeed, qtbot: Any) -> None:
    patched(feed, VP, BORDER)
    form = page(feed, qtbot, VP)
    assert not form.ticks[VP].isEnabled() and "another patch" in form.ticks[VP].toolTip()
    assert form.chosen == []


def test_one_click_breaks_it_and_one_lets_it_go_on(feed: RoomFeed, qtbot: Any) -> None:
    form = page(feed, qtbot)
    assert form.none.isVisible()
    patched(feed, VP, BORDER)
    said, more, broken = form.rows["p"]
    assert "A6" in said.text() and "13 min" in said.text()
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    longer = feed.acts[-1]
    assert isinstance(longer, PatchExtended) and (longer.patch, longer.seconds) == ("p", MORE)
    qtbot.mouseClick(broken, Qt.MouseButton.LeftButton)
    over = feed.acts[-1]
    assert isinstance(over, PatchBroken) and (over.patch, over.operator) == ("p", "12")
    feed.take(PatchEnded(patch="p", why="broken", groups=[VP, BORDER]))
    assert not form.rows and form.none.isVisible()


def test_ones_own_push_to_talk_goes_to_all(feed: RoomFeed, qtbot: Any) -> None:
    patched(feed, VP, BORDER)
    ptt = Ptt(feed)
    assert ptt.press(BORDER, lambda: True)
    pressed = [act for act in feed.acts if isinstance(act, PttPressed)]
    assert [act.group for act in pressed] == [BORDER, VP], "an entry for each leg"
    ptt.release()


def test_the_stream_says_it_in_words(feed: RoomFeed) -> None:
    patched(feed, VP, BORDER)
    patched(feed, VP, BORDER, seconds=1800.0)
    feed.take(PatchWarned(patch="p", seconds=60.0))
    feed.take(PatchWarned(patch="p", seconds=60.0, why="owner"))
    feed.take(PatchEnded(patch="p", why="loop", groups=[VP, BORDER]))
    said = [sentence(line, feed.facts) for line in list(feed.facts.lines.values())[-5:]]
    assert said[0].startswith("patch: ") and said[0].endswith("· for 13 min") and "A6" in said[0]
    assert said[1].startswith("patch goes on") and said[1].endswith("30 min")
    assert "in a moment" in said[2] and "signed off" in said[3]
    assert said[4].startswith("patch ended, it heard itself: ")


@pytest.mark.parametrize("why", ENDS)
def test_every_end_has_words(feed: RoomFeed, why: str) -> None:
    patched(feed, VP, BORDER)
    feed.take(PatchEnded(patch="p", why=why, groups=[VP, BORDER]))
    assert f"{why}:" not in sentence(list(feed.facts.lines.values())[-1], feed.facts)
