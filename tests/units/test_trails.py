"""Where the marker stands: it holds still with the unit, never goes back, and late fixes fill the way it came."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gps.fix import Fix
from radio import events as ev
from tests.units.room import RADIOS, START, entries
from units import findings as fi
from units.entry import Anything
from units.picture import Picture
from units.state import Unit
from units.trails import POINTS, extend, fill, held, stands

METRE = 1 / 111_320


def located(metres: float, seconds: float, speed: float | None = None, accuracy: float | None = None) -> ev.Located:
    when = datetime.fromtimestamp(START + seconds, UTC)
    return ev.Located(
        radio=RADIOS[0],
        lat=55.9 + metres * METRE,
        lon=26.5,
        radio_time=when,
        speed=speed,
        accuracy=accuracy,
        course=7.0,
    )


def unit_after(*whats: Anything) -> Unit:
    picture = Picture()
    picture.apply_all(entries(*whats))
    return picture.facts.units[RADIOS[0]]


def place(unit: Unit) -> float:
    assert unit.fix is not None
    return (unit.fix.lat - 55.9) / METRE


@pytest.mark.parametrize(
    ("metres", "speed", "accuracy", "stays"),
    [
        (14, 0.0, None, True),
        (16, 0.0, None, False),
        (40, 0.2, 50.0, True),
        (90, 0.0, 2000.0, True),
        (110, 0.0, 2000.0, False),
        (5, 0.6, 50.0, False),
        (14, None, 200.0, True),
        (16, None, 200.0, False),
    ],
)
def test_a_standing_unit_stays_where_it_is(
    metres: float, speed: float | None, accuracy: float | None, stays: bool
) -> None:
    unit = unit_after(located(0, 1), located(metres, 2, speed, accuracy))
    assert place(unit) == pytest.approx(0 if stays else metres, abs=0.01)
    assert unit.fix is not None and unit.fix.time == START + 2, "but it was seen there now"


def test_a_parked_car_does_not_wander_and_a_slow_walk_is_followed() -> None:
    chance = random.Random(1)
    parked = [located(chance.uniform(-7, 7), n, 0.1) for n in range(50)]
    unit = unit_after(*parked)
    assert len(unit.trail) == 1
    walked = unit_after(*(located(1.2 * n, n) for n in range(100)))  # no speed told
    assert place(walked) == pytest.approx(1.2 * 99, abs=15)
    assert len(walked.trail) >= 7


def test_a_late_fix_fills_the_way_and_does_not_move_the_marker() -> None:
    unit = unit_after(located(0, 1, 20.0), located(900, 46, 20.0), located(300, 16, 20.0), located(600, 31, 20.0))
    assert place(unit) == pytest.approx(900)
    assert [round((lat - 55.9) / METRE) for lat, _, _ in unit.trail] == [0, 300, 600, 900]
    assert [at - START for _, _, at in unit.trail] == [1, 16, 31, 46]


def test_a_rejected_fix_is_kept_with_its_reason() -> None:
    doubt = fi.PositionDoubted(radio=RADIOS[0], why="jump", lat=50.0, lon=26.5, metres=656_000, seconds=8, fastest=75)
    far = ev.Located(radio=RADIOS[0], lat=50.0, lon=26.5)
    unit = unit_after(located(0, 1), doubt, far, doubt, far)
    assert place(unit) == pytest.approx(0) and unit.doubtful == "jump"
    assert unit.rejected is not None
    assert (unit.rejected.why, unit.rejected.metres, unit.rejected.count) == ("jump", 656_000, 2)
    unit = unit_after(located(0, 1), doubt, far, located(5, 9), doubt, far)
    assert unit.rejected is not None and unit.rejected.count == 1, "counted since the last that was believed"
    unit = unit_after(located(0, 1), doubt, far, located(500, 9, 10.0))
    assert not unit.doubtful and unit.rejected is not None, "it can still be explained"


def test_a_late_fix_that_is_rejected_fills_nothing_and_leaves_the_position_alone() -> None:
    late = fi.PositionDoubted(radio=RADIOS[0], why="jump", lat=50.0, lon=26.5, metres=656_000, seconds=8, late=True)
    far = ev.Located(radio=RADIOS[0], lat=50.0, lon=26.5, age=30.0)
    unit = unit_after(located(0, 1, 20.0), located(900, 46, 20.0), late, far)
    assert place(unit) == pytest.approx(900) and not unit.doubtful
    assert len(unit.trail) == 2
    assert unit.rejected is not None and unit.rejected.why == "jump", "it can be explained"


def test_jamming_is_a_state_of_the_room() -> None:
    picture = Picture()
    picture.apply_all(entries(fi.FixesFailed(units=["a", "b", "c"])))
    assert (picture.facts.failing, picture.facts.failing_since) == (3, START + 1)
    picture = Picture()
    picture.apply_all(entries(fi.FixesFailed(units=["a", "b", "c"]), fi.FixesFailed(units=["a", "b", "c"], on=False)))
    assert (picture.facts.failing, picture.facts.failing_since) == (0, 0.0)


points = st.tuples(st.floats(55, 56), st.floats(26, 27), st.floats(0, 1000))


@given(st.lists(points, max_size=200), st.lists(points, max_size=40))
def test_a_trail_is_in_order_and_bounded(
    way: list[tuple[float, float, float]], late: list[tuple[float, float, float]]
) -> None:
    trail: list[tuple[float, float, float]] = []
    for point in sorted(way, key=lambda one: one[2]):
        extend(trail, point)
    for point in late:
        end = trail[-1] if trail else None
        fill(trail, point)
        assert not trail or trail[-1] == end, "the marker's end stays"
    assert len(trail) <= POINTS
    assert [at for _, _, at in trail] == sorted(at for _, _, at in trail)


@given(st.floats(-89, 89), st.floats(-179, 179), st.none() | st.floats(0, 0.49), st.none() | st.floats(0, 1e6))
def test_the_same_place_again_is_standing(lat: float, lon: float, speed: float | None, accuracy: float | None) -> None:
    fix = Fix(lat=lat, lon=lon, time=1.0, speed=speed, accuracy=accuracy)
    assert stands(fix, fix)
    again = held(fix, Fix(lat=lat, lon=lon, time=2.0, speed=speed))
    assert (again.lat, again.lon, again.time) == (lat, lon, 2.0)
