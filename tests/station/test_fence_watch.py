"""Fences watched: in, out and dwelt are found once, for those they concern, through noise and restarts."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gps.fences import Outline
from gps.fences_cells import Covering
from gps.sides import Side
from radio.codec import Now
from station import fences_standing
from station.fence_sides import LEAST, SHARE
from station.fences_standing import LEAST_CORNERS, TURN
from station.sights import STALE, UNTOLD, Sight
from tests.station.fence_room import IN, Watch
from tests.station.ground_room import BORDER, CAR, METRE, OTHER, START
from units.actions import StatusSet, UnitNamed, UnitRemoved
from units.fences import FenceDwelt, FenceEntered, FenceLeft, FenceRemoved
from units.findings import ConfigLoaded


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


def test_nor_does_one_that_a_position_finds_before_the_next_second() -> None:
    watch = Watch(draw=False)
    watch.ground.put(ConfigLoaded(hash="h", off_duty=[9]))
    watch.go(2000, 0, 0)
    watch.ground.put(StatusSet(seat="1", operator="12", unit="car", code=9), "ab12/console/1")
    watch.ground.draw()
    assert watch.go(20_000, radio=OTHER) == []


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
        if step == chance.randrange(60):
            watch.fences.tick(Now(at, 0.0))  # from now on cells say where they are
        before = len(watch.ground.told)
        watch.fences.seen(Sight("car", "vp", "car", lat, lon, at, None, CAR), Now(at, 0.0))
        found = {(what.fence, isinstance(what, FenceEntered)) for what in watch.ground.told[before:]}
        wanted = set()
        for id_, (outline, side) in fences.items():
            within = min(LEAST, SHARE * outline.narrow)
            if side.judge(outline.depth(lat, lon), at, LEAST, within):
                wanted.add((id_, bool(side.inside)))
        assert found == wanted


def test_many_fences_come_into_the_grid_a_few_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """And all of them watch from the first."""
    made: list[Outline] = []

    def covering(outline: Outline) -> Covering:
        made.append(outline)
        return Covering(outline)

    monkeypatch.setattr(fences_standing, "Covering", covering)
    watch, far = Watch(draw=False), 3 * TURN // (2 * LEAST_CORNERS)
    for n in range(far):
        watch.ground.draw(f"f{n}", radius=500.0 + n)
    found = watch.go(5000, 0, 0)
    assert {what.fence for what in found} == {f"f{n}" for n in range(far)}
    assert len(made) == far
    again = Watch(watch.ground, draw=False)
    assert len(made) == far + TURN // LEAST_CORNERS
    again.wait(1)
    assert len(made) == 2 * far
    again.ground.draw("f0", radius=900.0)
    assert again.wait(1) == [] and len(made) == 2 * far + 1, "the others stay as they are"
    assert [what.fence for what in again.go(5000, 5000)] == [what.fence for what in found]


def test_the_number_of_a_removed_fence_is_anothers() -> None:
    watch = Watch()
    watch.ground.draw("f2", rings=[[(BORDER + 5000 * METRE, 26.5)]])
    for _ in range(3):
        watch.ground.put(FenceRemoved(seat="1", operator="12", fence="f1"), "ab12/console/1")
        watch.wait(1)
        assert watch.go(3000, 0, 0) == []
        watch.ground.draw("f3", rings=[[(BORDER + 9000 * METRE, 26.5)]])
        found = [what.fence for what in watch.go(5000, 5000, 9000, 9000, 3000, 3000)]
        assert sorted(found) == ["f2", "f2", "f3", "f3"]
        watch.ground.put(FenceRemoved(seat="1", operator="12", fence="f3"), "ab12/console/1")
        watch.ground.draw()
        watch.wait(1)
        assert [what.fence for what in watch.go(0, 0, 3000, 3000)] == ["f1", "f1"]


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
