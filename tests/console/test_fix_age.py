"""How old a fix is: said alike everywhere, counted once, and unknown where the radio does not know."""

from __future__ import annotations

import math

import pytest
from pytestqt.qtbot import QtBot

from console import times
from console.board_rows import row_words, spoken
from console.fix_age import age_of, age_words, is_stale
from console.line_words import sentence
from console.map.hover import told
from console.map.nearest import NearestSheet
from console.map.table import FADED, UnitTable
from console.selection import Selection
from console.strip_face import open_alarms, parts
from console.theme import Theme
from console.unit_facts import unit_rows
from journal.positions.chunk import holds
from radio.events import EmergencyRaised, Located
from radio.protocols.lip import read_report
from tests.console.room import NOW, RoomFeed
from units.findings import AlarmOpened
from units.picture import Picture

RADIO = "tetra@247-9:2201106"
OLD = pytest.mark.parametrize(("age", "said"), [(300.0, "5 min"), (math.inf, "unknown")])


def reported(age: float | None) -> RoomFeed:
    """The room, in which VP 106 just reported a place of that age (infinite: unknown), and then its emergency."""
    feed = RoomFeed(emergency=False)
    told = None if age == math.inf else age
    feed.take(Located(radio=RADIO, lat=55.9, lon=26.6, age=told, undated=age == math.inf), NOW + 400)
    feed.take(EmergencyRaised(radio=RADIO, by="button"), NOW + 400)
    feed.take(AlarmOpened(alarm="a9", radio=RADIO, by="button"), NOW + 400)
    feed.set_now(NOW + 400)
    return feed


def test_an_age_that_the_radio_told_is_taken_off_once() -> None:
    feed = reported(300.0)
    unit = feed.facts.units["vp106"]
    assert unit.fix_age == 300.0
    assert unit.fix is not None and unit.fix.time == NOW + 100
    assert age_of(unit, feed.now()) == 300.0
    feed.set_now(NOW + 430)
    assert age_of(unit, feed.now()) == 330.0


def test_a_clock_ahead_of_ours_makes_no_age_below_nothing() -> None:
    unit = reported(None).facts.units["vp106"]
    assert age_of(unit, NOW + 399.5) == 0.0


@OLD
def test_every_place_that_says_it_says_the_same(qtbot: QtBot, age: float, said: str) -> None:
    feed = reported(age)
    unit, now = feed.facts.units["vp106"], feed.now()
    assert age_words(unit, now) == said
    row = row_words(feed.facts, unit, now)
    assert (row.age, row.stale) == (said, True)
    assert said in spoken(feed.facts, unit, now)
    assert any(said in part.words for part in parts(feed, open_alarms(feed)[0]))
    position = dict(unit_rows(feed, unit))["Position"]
    assert said in position
    assert said in told(unit, feed.facts, now)
    assert any(said in sentence(line, feed.facts, now) for line in feed.facts.lines.values() if line.alarm == "a9")
    selection = Selection()
    sheet = NearestSheet(feed, Theme(False), selection, None)  # type: ignore[arg-type]
    qtbot.addWidget(sheet)
    assert sheet.fix_words(unit) == said
    assert sheet.is_stale(unit)


def test_time_passes_for_a_fix_of_unknown_age_too() -> None:
    table, feed = UnitTable(), reported(math.inf)
    table.rebuild(feed.facts, NOW + 400)
    table.age(NOW + 401)
    assert table.look[table.row["vp106"]] & FADED


def test_a_fresh_report_is_fresh_and_without_one_there_is_no_age() -> None:
    feed = reported(5.0)
    unit = feed.facts.units["vp106"]
    assert age_words(unit, feed.now()) == "5 s"
    assert not is_stale(unit, feed.now())
    assert is_stale(unit, feed.now() + times.STALE)
    nobody = feed.facts.units["vp140"]
    assert (age_of(nobody, NOW), age_words(nobody, NOW), is_stale(nobody, NOW)) == (None, "–", True)


def test_lip_says_that_it_does_not_know() -> None:
    known = read_report(bytes.fromhex("0A112853A9FF4D4FFFE810"), NOW)
    unknown = read_report(bytes.fromhex("0A312853A9FF4D4FFFE810"), NOW)
    assert (known.age, known.undated) == (300.0, False)
    assert (unknown.age, unknown.undated) == (None, True)


def test_an_unknown_age_comes_back_from_a_bookmark() -> None:
    feed = reported(math.inf)
    again = Picture.resume(feed.picture.bookmark())
    assert again.facts.units["vp106"].fix_age == math.inf


def test_a_compacted_record_does_not_forget_that_an_age_is_unknown() -> None:
    """What a chunk of positions cannot hold stays an entry of its own."""
    assert holds(Located(radio=RADIO, lat=55.9, lon=26.6, age=300.0))
    assert not holds(Located(radio=RADIO, lat=55.9, lon=26.6, undated=True))
