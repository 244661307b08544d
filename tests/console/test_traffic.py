"""Traffic of the last hour: seconds where they belong, drawn without a warning in both themes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.theme import Theme
from console.traffic import HOUR, TrafficPage, minutes
from tests.console.room import RoomFeed
from units.findings import GroupInfo
from units.state import Facts, Group, Line

NOW = 1_790_000_000.0


def facts_with(*overs: tuple[float, float | None]) -> Facts:
    """A group ``g`` with overs of (seconds ago, length or None for one in progress)."""
    facts = Facts(version=1, groups={"g": Group(info=GroupInfo(id="g", name="G", gateway="x"))})
    for seq, (ago, length) in enumerate(overs, 1):
        state = "on-air" if length is None else "ended"
        facts.lines[seq] = Line(seq=seq, time=NOW - ago, sort="call", group="g", number=length, state=state)
    return facts


def test_an_over_across_a_minute_counts_in_both() -> None:
    assert minutes(facts_with((70.0, 20.0)), NOW)["g"] == {58: pytest.approx(10.0), 59: pytest.approx(10.0)}


def test_one_in_progress_counts_until_now_and_an_old_one_not_at_all() -> None:
    assert minutes(facts_with((5.0, None)), NOW)["g"] == {59: pytest.approx(5.0)}
    assert minutes(facts_with((HOUR + 30, 10.0)), NOW) == {}


@given(st.lists(st.tuples(st.floats(0, 2 * HOUR), st.floats(0, 900)), max_size=8))
def test_nothing_is_counted_twice_or_lost(overs: list[tuple[float, float]]) -> None:
    counted = sum(minutes(facts_with(*overs), NOW).get("g", {}).values())
    inside = sum(max(0.0, min(0.0, length - ago) - max(-HOUR, -ago)) for ago, length in overs)
    assert counted == pytest.approx(inside, abs=0.05)


@pytest.mark.parametrize("night", [False, True])
def test_the_page_names_each_group_with_its_time(qtbot: Any, night: bool) -> None:
    feed = RoomFeed()
    page = TrafficPage(feed, Theme(night=night))
    qtbot.addWidget(page)
    page.resize(1000, 500)
    page.show()
    told = page.plot.accessibleName()
    for group in feed.facts.groups.values():
        assert group.info.name in told
    image = page.grab().toImage()
    accent = page.theme.palette.accent.rgb()
    assert any(image.pixel(x, y) == accent for x in range(0, image.width(), 2) for y in range(0, image.height(), 2))
