"""Fences watched: in, out and dwelt are found once, for those they concern, through noise and restarts."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from station.fences import FenceWatch
from station.sights import Sights
from tests.station.ground_room import BORDER, OTHER, START, Ground
from units.actions import StatusSet, UnitRemoved
from units.fences import FenceDwelt, FenceEntered, FenceLeft, FenceRemoved
from units.findings import ConfigLoaded

IN = FenceEntered(fence="f1", unit="car", alert=True)


class Watch:
    """A fence of 1 km round a place on the border, unless a test draws another."""

    def __init__(self, ground: Ground | None = None, draw: bool = True, **fields: Any) -> None:
        self.ground = ground or Ground()
        self.fences = FenceWatch(self.ground.append, self.ground.facts)
        self.sights = Sights(self.ground.facts, [self.fences.seen])
        if draw:
            self.ground.draw(**fields)
        self.fences.tick(self.ground.now)

    def go(self, *metres: float, **fields: Any) -> list[Any]:
        """The findings of a way."""
        before = len(self.ground.told)
        for at in metres:
            event = self.ground.fix(at, **fields)
            self.sights.seen(event, self.ground.now)
            self.ground.put(event)
            self.fences.tick(self.ground.now)
        return self.ground.told[before:]

    def wait(self, seconds: float) -> list[Any]:
        before = len(self.ground.told)
        self.ground.at += seconds
        self.fences.tick(self.ground.now)
        return self.ground.told[before:]


def test_in_and_out_are_found_once() -> None:
    watch = Watch()
    assert watch.go(3000, 1500, 1100) == []
    assert watch.go(900, 500, 0, -500) == [IN]
    (left,) = watch.go(-1200, -1500, -3000)
    assert (left.unit, left.alert, left.why) == ("car", True, "") and left.seconds > 0
    assert [row.word for row in watch.ground.facts().alerts.values()] == ["fence-in", "fence-out"]
    assert not watch.ground.facts().alarms, "never on the strip"
    assert watch.go(0, 0) == [IN], "and again the next time"


def test_rules_choose_what_alerts() -> None:
    found = Watch(rules=[]).go(2000, 0, 0, 2000, 2000)
    assert [(type(what), what.alert) for what in found] == [(FenceEntered, False), (FenceLeft, False)]
    found = Watch(rules=["out"]).go(2000, 0, 0, 2000, 2000)
    assert [what.alert for what in found] == [False, True]


def test_only_those_it_concerns() -> None:
    watch = Watch(agencies=["vrs"])
    assert watch.go(2000, 0, 0) == []
    assert watch.go(2000, 0, 0, radio=OTHER) == [FenceEntered(fence="f1", unit="other", alert=True)]
    assert Watch(kinds=["boat"]).go(2000, 0, 0) == []
    assert Watch(on=False).go(2000, 0, 0) == []


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 100_000), st.floats(-10, 10))
def test_noise_on_the_line_finds_nothing(seed: int, off: float) -> None:
    chance, watch = random.Random(seed), Watch()
    assert watch.go(*(1000 + off + max(-10, min(10, chance.gauss(0, 6))) for _ in range(60))) == []


def test_a_small_fence_and_a_polygon() -> None:
    assert Watch(radius=30.0).go(500, 2, 3, 4) == [IN]
    square = [(BORDER, 26.4), (BORDER, 26.6), (BORDER + 0.1, 26.6), (BORDER + 0.1, 26.4)]
    assert Watch(rings=[square], radius=0.0).go(-500, 500, 600) == [IN]


def test_what_cannot_be_a_fence_watches_nothing() -> None:
    bow = [(BORDER, 26.4), (BORDER + 0.1, 26.6), (BORDER, 26.6), (BORDER + 0.1, 26.4)]
    watch = Watch(rings=[bow], radius=0.0)
    watch.ground.draw("f2")
    assert watch.go(3000, 0, 0) == [FenceEntered(fence="f2", unit="car", alert=True)]


def test_who_is_inside_when_it_is_drawn_did_not_come_in() -> None:
    watch = Watch(draw=False)
    watch.go(0, 0)
    watch.ground.draw()
    assert watch.go(10) == [FenceEntered(fence="f1", unit="car", why="drawn")]
    assert not watch.ground.facts().alerts
    watch.ground.draw(rings=[[(BORDER + 1, 26.5)]])
    (left,) = watch.go(10)
    assert left.why == "drawn" and not watch.ground.facts().within


def test_switched_off_and_removed() -> None:
    watch = Watch()
    watch.go(2000, 0, 0)
    watch.ground.draw(on=False)
    (left,) = watch.wait(1)
    assert left.why == "drawn" and not left.alert
    watch.ground.draw()
    assert [what.why for what in watch.wait(1)] == ["drawn"]
    watch.ground.put(FenceRemoved(seat="1", operator="12", fence="f1"), "ab12/console/1")
    assert watch.wait(1) == [] and not watch.ground.facts().within
    assert watch.go(3000, 3000) == []


def test_hours() -> None:
    minute = 16 * 60 + 13  # in Riga, at START
    watch = Watch(hours=(minute + 2, minute + 4))
    assert abs(watch.ground.at - START) < 100
    assert watch.go(2000, 0, 0) == []
    found = [what for _ in range(24 * 6) for what in (*watch.wait(590), *watch.go(0))]
    assert found == [] or [what.why for what in found] == ["drawn"] * len(found)


def test_dwelling_is_found_once_while_it_is_heard_of() -> None:
    watch = Watch(rules=["dwell"], dwell=300.0)
    watch.go(2000, 0, 0)
    assert watch.go(*[0.0] * 28) == []
    (found,) = watch.go(*[0.0] * 10)
    assert isinstance(found, FenceDwelt) and found.seconds >= 300
    assert [row.word for row in watch.ground.facts().alerts.values()] == ["fence-dwell"]
    silent = Watch(rules=["dwell"], dwell=3600.0)
    silent.go(2000, 0, 0)
    assert silent.wait(4000) == [], "nobody knows whether it is still there"


def test_an_off_duty_unit_is_nowhere() -> None:
    watch = Watch()
    watch.ground.put(ConfigLoaded(hash="h", off_duty=[9]))
    watch.go(2000, 0, 0)
    watch.ground.put(StatusSet(seat="1", operator="12", unit="car", code=9), "ab12/console/1")
    (left,) = watch.wait(1)
    assert left.why == "off-duty" and not left.alert
    assert watch.wait(1) == []
    assert watch.go(0, 0, 0) == []


def test_a_unit_that_is_removed_is_inside_nothing() -> None:
    watch = Watch()
    watch.go(2000, 0, 0)
    watch.ground.put(UnitRemoved(seat="1", operator="12", unit="car"), "ab12/console/1")
    assert watch.wait(1) == [] and not watch.ground.facts().within


def test_the_next_station_goes_on_where_this_one_ended() -> None:
    watch = Watch()
    watch.go(2000, 0, 0)
    after = Watch(watch.ground, draw=False)
    assert after.go(0, 10) == [], "it is still inside"
    assert [type(what) for what in after.go(2000, 2100)] == [FenceLeft]
    gone = Watch(after.ground, draw=False)
    assert gone.go(0, 10) == [IN], "it came in meanwhile"


def test_a_fence_moves_with_its_unit() -> None:
    watch = Watch(rings=[], unit="other", radius=500.0)
    assert watch.go(0, radio=OTHER) == [], "nobody comes too near to itself"
    assert watch.go(2000, 1500) == []
    assert watch.go(900, 1000, 1100, radio=OTHER) == []
    assert watch.go(1200, 1300, radio=OTHER) == [IN], "the fence came to it"
    assert [type(what) for what in watch.go(3000, 3500)] == [FenceLeft]
    watch.wait(900)
    assert watch.go(1300, 1300) == [], "where it is now nobody knows"
