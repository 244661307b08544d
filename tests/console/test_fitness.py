"""The fit-for-duty page: figures, limits, what could not be measured; measured from here, printed from here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from console.fitness import FitnessPage, slip
from console.fitness_words import name, value, why
from console.line_words import sentence
from console.theme import Theme
from tests.console.room import RoomFeed
from units.fitness import FIGURES, Figure, FitForDuty, FitnessAsked, at_most, there, verdict

MEASURED = [
    there("loudspeaker", True, "Headset"),
    there("microphone", False),
    at_most("ptt-to-key", 31.5, "ms", 60.0),
    at_most("ptt-to-wire", 75.0, "ms", 60.0),
    at_most("mouth-to-ear", None, "ms", 300.0, "no-microphone"),
    at_most("underruns", 0.0, "", 0.0),
    at_most("drift", 12.0, "ppm", 200.0, "", "Headset"),
    at_most("append", 4.2, "ms", 50.0),
    there("link", False, "down", "RTP Ignalina"),
]


@pytest.fixture
def feed(qapp: object) -> RoomFeed:
    return RoomFeed()


@pytest.fixture
def page(feed: RoomFeed, qtbot: Any) -> FitnessPage:
    made = FitnessPage(feed, Theme())
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    return made


def rows(page: FitnessPage) -> list[list[str]]:
    table = page.table
    return [
        [item.text() for column in range(4) if (item := table.item(row, column)) is not None]
        for row in range(table.rowCount())
    ]


def test_before_the_first_time_it_says_so(page: FitnessPage) -> None:
    assert "not been measured" in page.verdict.text()
    assert not page.save.isEnabled()


def test_measured_from_here_each_figure_stands_beside_its_limit(page: FitnessPage, feed: RoomFeed) -> None:
    page.measure()
    asked = feed.acts[-1]
    assert isinstance(asked, FitnessAsked) and asked.operator == "12"
    assert not page.go.isEnabled()
    feed.take(FitForDuty(fit=verdict(MEASURED), operator="12", figures=MEASURED))
    assert page.go.isEnabled()
    assert page.verdict.text() == "NOT FIT FOR DUTY"
    found = rows(page)
    assert found[0] == ["loudspeaker", "Headset", "must be there", "good"]
    assert found[3] == ["key down to first voice out, the worst of all", "75 ms", "≤ 60 ms", "BEYOND THE LIMIT"]
    assert found[4][1:] == ["not measured: no microphone", "≤ 300 ms", "unknown"]
    assert found[8] == ["link: RTP Ignalina", "down", "must be up", "MISSING"]
    line = list(feed.facts.lines.values())[-1]
    assert sentence(line, feed.facts) == "room measured: NOT FIT FOR DUTY"


def test_what_could_not_be_measured_is_never_called_fit(page: FitnessPage, feed: RoomFeed) -> None:
    some = [figure for figure in MEASURED if figure.verdict != "over"]
    feed.take(FitForDuty(fit=verdict(some), figures=some))
    assert page.verdict.text() == "not proven fit: not all could be measured"
    good = [figure for figure in MEASURED if figure.verdict == "ok"]
    feed.take(FitForDuty(fit=verdict(good), figures=good))
    assert page.verdict.text() == "fit for duty"


def test_without_a_station_it_says_so(page: FitnessPage, feed: RoomFeed) -> None:
    feed.beats = {}
    page.measure()
    assert not feed.acts
    assert page.message.isVisible()


def test_it_is_printed(page: FitnessPage, feed: RoomFeed, tmp_path: Path) -> None:
    feed.take(FitForDuty(fit="unfit", operator="12", figures=MEASURED))
    assert "75 ms" in slip(feed.facts) and "NOT FIT FOR DUTY" in slip(feed.facts)
    page.print_to(tmp_path / "slip.pdf")
    assert (tmp_path / "slip.pdf").read_bytes().startswith(b"%PDF")


def test_every_figure_and_reason_has_words(qapp: object) -> None:
    assert {figure.name for figure in MEASURED} == set(FIGURES)
    for code in FIGURES:
        assert name(Figure(name=code, verdict="ok")) and value(Figure(name=code, verdict="ok", value=1.0))
    reasons = ("no-microphone", "no-loudspeaker", "no-voice", "nothing-came", "not-keyed", "too-early", "no-disk")
    assert all(why(code) != code for code in reasons)
