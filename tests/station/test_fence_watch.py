"""Fences watched: in, out and dwelt are found once, for those they concern, through noise and restarts."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from gps.fences import Outline
from gps.sides import Side
from radio.codec import Now
from radio.events import Located
from station.fence_sides import LEAST, SHARE
from station.fences import FenceWatch
from station.sights import STALE, UNTOLD, Sight, Sights
from tests.station.ground_room import BORDER, CAR, METRE, OTHER, START, Ground
from units.actions import StatusSet, UnitNamed, UnitRemoved
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
        return self.take(self.ground.fix(at, **fields) for at in metres)

    def take(self, events: Iterable[Located]) -> list[Any]:
        """The findings of what came, judged and then on record."""
        before = len(self.ground.told)
        for event in events:
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
    assert Watch(radius=30.0).go(500, 15, 16) == [IN], "15 m inside is all there is of it"
    assert Watch(radius=30.0).go(500, 20, 20) == []
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
    far = Watch(draw=True)
    far.go(2000, 0, 0)
    assert [type(what) for what in Watch(far.ground, draw=False).go(3000, 3100)] == [FenceLeft], "it left meanwhile"
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


def test_hours_are_the_rooms() -> None:
    """Riga's clock, which is two or three hours ahead of UTC."""
    room = datetime.fromtimestamp(START, ZoneInfo("Europe/Riga"))
    minute = room.hour * 60 + room.minute
    ahead = round((room.utcoffset() or timedelta()).total_seconds() / 60)
    assert ahead in (120, 180)
    assert Watch(hours=(minute - 5, minute + 30)).go(2000, 0, 0) == [IN]
    assert Watch(hours=(minute - ahead - 5, minute - ahead + 30)).go(2000, 0, 0) == []


PORTABLE = "tetra@247-9:7"


def two_radios(**fields: Any) -> Watch:
    ground = Ground()
    car = UnitNamed(seat="1", operator="12", unit="car", callsign="car", agency="vp", radios=[CAR, PORTABLE])
    ground.put(car, "ab12/console/1")
    return Watch(ground, **fields)


def test_a_radio_left_behind_keeps_no_unit_out_or_in() -> None:
    watch = two_radios()
    found = []
    for metres in (3000, 1500, 500, 0):
        found += [*watch.go(metres), *watch.go(4000, radio=PORTABLE)]
    assert found == [IN]
    for metres in (1500, 2000, 3000):
        found += [*watch.go(metres), *watch.go(4000, radio=PORTABLE)]
    assert [type(what) for what in found] == [FenceEntered, FenceLeft]
    after = Watch(watch.ground, draw=False)
    assert after.go(3000, 3500) == [], "it stays out for the next station"


def test_two_radios_of_one_car_enter_once() -> None:
    watch = two_radios()
    found = []
    for metres in (3000, 500, 400, 300, 1500, 2000, 2500):
        found += [*watch.go(metres), *watch.go(metres, radio=PORTABLE)]
    assert [type(what) for what in found] == [FenceEntered, FenceLeft]


def test_the_next_station_goes_on_with_the_first_radio_it_hears_of() -> None:
    watch = two_radios()
    watch.go(2000, 0, 0)
    after = Watch(watch.ground, draw=False)
    assert after.go(0, 10) == [] == after.go(3000, 3500, radio=PORTABLE), "it was not the portable that was inside"
    assert [type(what) for what in after.go(3000, 3500)] == [FenceLeft]


def test_the_next_station_waits_for_the_radio_it_has_not_heard_of() -> None:
    """Nobody moves: the portable, 5 km away, is heard first, and was last before."""
    for last in (CAR, PORTABLE):
        watch = two_radios()
        watch.go(3000, 0, 0)
        watch.go(5000, 5000, radio=PORTABLE)
        watch.go(0 if last == CAR else 5000, radio=last)
        after, found = Watch(watch.ground, draw=False), []
        for _ in range(4):
            found += [*after.go(5000, 5000, radio=PORTABLE), *after.go(10)]
        assert found == []
        assert [type(what) for what in after.go(3000, 3500)] == [FenceLeft]


def test_the_radio_it_has_not_heard_of_may_be_off() -> None:
    watch = two_radios()
    watch.go(3000, 0, 0)
    watch.go(5000, 5000, radio=PORTABLE)
    after = Watch(watch.ground, draw=False)
    assert after.go(*[5000] * 58, radio=PORTABLE) == []
    (left,) = after.go(*[5000] * 10, radio=PORTABLE)
    assert left.alert and left.seconds > 600


def test_both_radios_left_while_no_station_watched() -> None:
    watch = two_radios()
    watch.go(3000, 0, 0)
    after = Watch(watch.ground, draw=False)
    assert after.go(5000, 5000, radio=PORTABLE) == []
    assert [type(what) for what in after.go(5000, 5000)] == [FenceLeft]


def test_a_unit_stays_only_while_a_radio_inside_is_heard_of() -> None:
    """The car parks inside and is switched off; the portable is 5 km away."""
    watch = two_radios(rules=["dwell"])
    watch.go(3000, 0, 0)
    assert watch.go(*[5000] * 80, radio=PORTABLE) == []
    after = Watch(watch.ground, draw=False)
    assert after.go(5000, radio=PORTABLE) == [], "nor does a fix outside prove it"
    assert [type(what) for what in after.go(0)] == [FenceDwelt]


def test_a_unit_is_out_when_the_last_of_its_radios_is() -> None:
    watch = two_radios(rules=["out", "dwell"])
    watch.go(3000, 0, 0)
    assert watch.go(0, 0, radio=PORTABLE) == [] == watch.go(3000, 3000, radio=PORTABLE)
    assert [type(what) for what in watch.go(*[0] * 70)] == [FenceDwelt]
    (left,) = watch.go(3000, 3000)
    assert left.alert


def test_a_radio_that_fell_silent_inside_holds_no_unit_there_for_ever() -> None:
    watch = two_radios()
    watch.go(3000, 0, 0)
    watch.go(0, 0, radio=PORTABLE)
    assert watch.go(*[3000] * 50, radio=PORTABLE) == []
    (left,) = watch.go(*[3000] * 20, radio=PORTABLE)
    assert isinstance(left, FenceLeft) and left.alert
    assert watch.go(*[3000] * 5, radio=PORTABLE) == []


def test_who_came_back_in_time_never_left() -> None:
    watch = two_radios()
    watch.go(3000, 0, 0)
    watch.go(0, 0, radio=PORTABLE)
    assert watch.go(3000, 3000, 0, 0, radio=PORTABLE) == [] == watch.wait(2000)
    assert watch.go(0, radio=PORTABLE) == []


def test_a_fence_drawn_round_an_off_duty_unit_finds_nobody() -> None:
    watch = Watch(draw=False)
    watch.ground.put(ConfigLoaded(hash="h", off_duty=[9]))
    watch.go(2000, 0, 0)
    watch.ground.put(StatusSet(seat="1", operator="12", unit="car", code=9), "ab12/console/1")
    watch.ground.draw()
    assert watch.wait(1) == [] == watch.wait(1)
    watch.ground.put(StatusSet(seat="1", operator="12", unit="car", code=1), "ab12/console/1")
    watch.ground.draw("f2")
    assert watch.wait(1) == [], "nor when it is back, before it is heard of"


def test_a_fence_round_a_unit_does_not_meet_an_off_duty_one() -> None:
    watch = Watch(rings=[], unit="other", radius=500.0)
    watch.ground.put(ConfigLoaded(hash="h", off_duty=[9]))
    watch.go(0)
    watch.ground.put(StatusSet(seat="1", operator="12", unit="car", code=9), "ab12/console/1")
    assert watch.go(0, 0, 0, radio=OTHER) == []


def test_who_stayed_too_long_and_goes_off_duty_is_nowhere() -> None:
    watch = Watch(rules=["dwell"], dwell=60.0)
    watch.ground.put(ConfigLoaded(hash="h", off_duty=[9]))
    assert FenceDwelt in [type(what) for what in watch.go(2000, *[0] * 12)]
    watch.ground.put(StatusSet(seat="1", operator="12", unit="car", code=9), "ab12/console/1")
    assert [what.why for what in watch.wait(1)] == ["off-duty"] and watch.wait(1) == []


def test_a_fence_round_a_unit_is_round_each_of_its_radios() -> None:
    watch = two_radios(rings=[], unit="car", radius=500.0)
    watch.go(0)
    watch.go(5000, radio=PORTABLE)
    enters = FenceEntered(fence="f1", unit="other", alert=True)
    assert watch.go(4800, 4900, radio=OTHER) == [enters]
    found = []
    for metres in (0, 10, 20):
        found += [*watch.go(metres), *watch.go(4900, radio=OTHER)]
    assert found == [] == watch.go(30, 40, 50), "the portable is where it was"


def test_positions_said_to_be_younger_than_five_minutes_are_judged_and_it_is_said() -> None:
    for elapsed, late in ((0, 0.0), (1, 300.0), (3, UNTOLD)):
        watch = Watch()
        (found,) = watch.take(watch.ground.report(metres, elapsed) for metres in (2000, 0, 0))
        assert found == FenceEntered(fence="f1", unit="car", alert=True, late=late)
        (alert,) = watch.ground.facts().alerts.values()
        assert alert.late == late == list(watch.ground.facts().lines.values())[-1].late
        (out,) = watch.take(watch.ground.report(2000, elapsed) for _ in range(2))
        assert isinstance(out, FenceLeft) and out.late == late
    watch = Watch()
    assert watch.take(watch.ground.report(metres, 2) for metres in (2000, 0, 0)) == [], "half an hour is too long"
    (found,) = watch.go(2000, 0, 0, radio_time=None, age=60.0)
    assert found.late == 0.0


def test_who_was_there_long_ago_is_not_met() -> None:
    watch = Watch(rings=[], unit="other", radius=500.0)
    watch.go(0)
    watch.wait(STALE)
    assert watch.go(0, 10, 20, radio=OTHER) == []
    assert watch.go(0, 0) == [IN]


def test_a_moving_fence_is_as_late_as_the_later_of_the_two() -> None:
    watch = Watch(rings=[], unit="other", radius=500.0)
    watch.go(0, radio=OTHER, radio_time=None, age=300.0)
    (found,) = watch.go(2000, 100, 100)
    assert found.late == 300.0


def test_a_fence_moves_among_many() -> None:
    """Who stands in its way is found at each step, who does not is not."""
    watch = Watch(draw=False)
    crowd = [Sight(f"u{n}", "vp", "car", BORDER + n * 500 * METRE, 26.5, START, None, f"r{n}") for n in range(40)]
    watch.ground.draw(rings=[], unit="other", radius=700.0, rules=[])
    now = watch.ground.now
    for sight in crowd:
        watch.fences.seen(sight, now)
    for step in range(10):
        there = crowd[0]._replace(unit="other", radio=OTHER, lat=BORDER + step * 2000 * METRE, at=START + 10 * step)
        watch.fences.seen(there, Now(START + 10 * step, 0.0))
        watch.fences.seen(there._replace(at=START + 10 * step + 6), Now(START + 10 * step + 6, 0.0))
    entered = [what.unit for what in watch.ground.told if isinstance(what, FenceEntered)]
    left = [what.unit for what in watch.ground.told if isinstance(what, FenceLeft)]
    assert sorted(entered) == sorted(
        f"u{n}" for step in range(10) for n in (4 * step - 1, 4 * step, 4 * step + 1) if n >= 0
    )
    assert set(entered) - set(left) == {"u35", "u36", "u37"}


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 100_000))
def test_what_is_found_is_what_measuring_each_fence_finds(seed: int) -> None:
    """Random walks among random fences: as if every fence were measured at every fix."""
    chance, watch = random.Random(seed), Watch(draw=False)
    fences = {}
    for n in range(8):
        lat, lon, far = (
            BORDER + chance.uniform(-0.05, 0.05),
            26.5 + chance.uniform(-0.08, 0.08),
            chance.uniform(0.001, 0.05),
        )
        square = [(lat - far, lon - far), (lat - far, lon + far), (lat + far, lon + far), (lat + far, lon - far)]
        fields = {"rings": [square], "radius": 0.0} if n % 2 else {"rings": [[(lat, lon)]], "radius": far * 80_000}
        watch.ground.draw(f"f{n}", **fields)
        fences[f"f{n}"] = Outline(watch.ground.facts().fences[f"f{n}"].shape()), Side(inside=False)
    lat, lon = BORDER, 26.5
    for step in range(60):
        lat, lon = lat + chance.gauss(0, 0.006), lon + chance.gauss(0, 0.01)
        at = START + 10 * (step + 1)
        before = len(watch.ground.told)
        watch.fences.seen(Sight("car", "vp", "car", lat, lon, at, None, CAR), Now(at, 0.0))
        found = {(what.fence, isinstance(what, FenceEntered)) for what in watch.ground.told[before:]}
        wanted = set()
        for id_, (outline, side) in fences.items():
            within = min(LEAST, SHARE * outline.narrow)
            if side.judge(outline.depth(lat, lon), at, LEAST, within):
                wanted.add((id_, bool(side.inside)))
        assert found == wanted


def test_who_comes_back_to_the_roster_is_where_the_picture_has_it() -> None:
    """What was told of a unit that went with all its rows counts no more."""
    watch = Watch()
    watch.go(2000, 0, 0)
    watch.wait(1)
    watch.ground.put(UnitRemoved(seat="1", operator="12", unit="car"), "ab12/console/1")
    watch.wait(1)
    car = UnitNamed(seat="1", operator="12", unit="car", callsign="car", agency="vp", radios=[CAR])
    watch.ground.put(car, "ab12/console/1")
    assert watch.go(3000, 3100) == [], "of what nobody came into nobody goes out"
    assert watch.go(0, 0) == [IN]
