"""Positions nobody believes: the detail says what the filter measured, the bar says when many fail together."""

from __future__ import annotations

import re

import msgspec
import pytest

from console.line_words import sentence
from console.ptt import Ptt
from console.state_marks import state_marks
from console.unit_facts import unit_rows
from radio import events as ev
from tests.console.room import NOW, RoomFeed
from units import findings as fi

SAID = re.compile(r"4 unit(s|\(s\)) lost their positions together")
"""With the English plural, or without where no translation is installed."""
RADIO, UNIT = "tetra@247-9:2201124", "vp124"


@pytest.fixture
def room() -> RoomFeed:
    return RoomFeed()


def doubted(room: RoomFeed, why: str, **measured: float) -> None:
    found = fi.PositionDoubted(radio=RADIO, why=why, lat=55.1, lon=27.2)
    room.take(msgspec.structs.replace(found, **measured))
    room.take(ev.Located(radio=RADIO, lat=55.1, lon=27.2))


def said(room: RoomFeed) -> str:
    return dict(unit_rows(room, room.facts.units[UNIT])).get("Not believed", "")


def test_a_believed_unit_has_nothing_to_explain(room: RoomFeed) -> None:
    assert said(room) == ""


@pytest.mark.parametrize(
    ("why", "measured", "words"),
    [
        ("jump", {"metres": 89_000, "seconds": 8, "fastest": 75}, "89 km in 8 s; of a car 270 km/h are believed"),
        ("speed", {"fastest": 75}, "it says it is faster than 270 km/h"),
        ("range", {"metres": 180_000}, "180 km outside this room's area"),
        ("coarse", {"metres": 20_000}, "known to ± 20 km only"),
        ("jump", {}, "impossible speed"),
        ("something new", {}, "something new"),
    ],
)
def test_the_detail_says_what_the_filter_measured(
    room: RoomFeed, why: str, measured: dict[str, float], words: str
) -> None:
    doubted(room, why, **measured)
    assert words in said(room) and "55.1" in said(room).replace("°", ".") and "in a row" not in said(room)
    assert "doubtful" in dict(unit_rows(room, room.facts.units[UNIT]))["Position"]
    doubted(room, why, **measured)
    assert "2 in a row" in said(room)


def test_it_can_be_explained_for_an_hour_after(room: RoomFeed) -> None:
    doubted(room, "jump", metres=89_000, seconds=8, fastest=75)
    fix = room.facts.units[UNIT].fix
    assert fix is not None
    room.take(ev.Located(radio=RADIO, lat=fix.lat + 0.001, lon=fix.lon, speed=10.0))
    assert not room.facts.units[UNIT].doubtful and "89 km" in said(room)
    room.set_now(NOW + 3601)
    assert said(room) == ""


def test_the_bar_says_that_many_fail_together_and_when_it_is_over(room: RoomFeed) -> None:
    ptt = Ptt(room)
    room.take(fi.FixesFailed(units=["a", "b", "c", "d"]))
    (mark,) = [mark for mark in state_marks(room, ptt) if mark.words == "POSITIONS DOUBTFUL"]
    assert SAID.match(mark.why) and "jamming" in mark.why
    line = list(room.facts.lines.values())[-1]
    told = sentence(line, room.facts)
    assert told.startswith("POSITIONS DOUBTFUL: ") and SAID.match(told.removeprefix("POSITIONS DOUBTFUL: "))
    room.take(fi.FixesFailed(units=["a", "b", "c", "d"], on=False))
    assert not [mark for mark in state_marks(room, ptt) if mark.words == "POSITIONS DOUBTFUL"]
    assert sentence(list(room.facts.lines.values())[-1], room.facts) == "positions are reliable again"
