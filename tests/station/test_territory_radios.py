"""Several radios of a unit, another station and another boundary: what is on record is told once, and none is lost."""

from __future__ import annotations

from journal.boundary import Loaded
from station.config_ground import GroundConfig
from tests.station.border_room import PORTABLE, SHA, Watch, left, two_radios
from tests.station.ground_room import BORDER, CAR, Ground, box, geojson, made
from units.actions import StatusSet
from units.borders import BorderNeared
from units.findings import ConfigLoaded, PositionDoubted
from units.forgotten import forget
from units.keeping import Pruned
from units.snapshot import standing, whereabouts
from units.state import Changes


def test_what_an_earlier_station_knew_makes_the_first_fix_a_crossing() -> None:
    ground = Ground()
    ground.put(ground.fix(900))
    watch = Watch(ground=ground)
    assert len(watch.go(-500, -900)) == 1


def test_a_doubtful_last_fix_says_nothing() -> None:
    ground = Ground()
    ground.put(ground.fix(900))
    ground.put(PositionDoubted(radio="tetra@247-9:1", why="jump", lat=1, lon=1))
    assert Watch(ground=ground).go(-500, -900) == []


def test_a_radio_left_behind_keeps_no_car_from_crossing() -> None:
    watch = two_radios()
    for metres in (900, 500, -500, -900, -1500, -2500, -4000):
        watch.go(metres)
        watch.go(600, radio=PORTABLE)
    assert left(watch) == [("LV", "LT", False)]
    for metres in (500, 900):
        watch.go(metres)
        watch.go(600, radio=PORTABLE)
    assert left(watch)[1:] == [("LT", "LV", False)]


def test_a_portable_left_at_home_is_not_where_the_car_was_last() -> None:
    """The next station knows of one of the two where it was; the other it has to hear of."""
    watch = two_radios()
    watch.go(600, radio=PORTABLE)
    watch.go(900, 500, -500, -900)
    again = Watch(ground=watch.ground)
    before = len(left(again))
    assert len(again.go(600, 610, 620, radio=PORTABLE)) == before
    again.go(-950, -1000)
    assert len(left(again)) == before


def test_two_radios_in_one_car_cross_once() -> None:
    watch = two_radios()
    for metres in (900, 500, -500, -900, -1500):
        watch.go(metres)
        watch.go(metres, radio=PORTABLE)
    assert left(watch) == [("LV", "LT", False)]


def test_a_radio_that_fell_silent_keeps_no_warning_from_the_others() -> None:
    """A portable was near Belarus and is switched off; the car goes there again and again."""
    content = geojson(box("Krāslava", "LV", BORDER, BORDER + 0.3), box("BY", "BY", BORDER - 0.3, BORDER, "state"))
    watch = two_radios(content)

    def near() -> int:
        return len([what for what in watch.ground.told if isinstance(what, BorderNeared)])

    watch.go(3000, 900, radio=PORTABLE)
    watch.go(9000, 600)
    assert near() == 1, "one of it is there"
    watch.go(9000)
    watch.ground.at += 24 * 3600
    for count in (2, 3, 4):
        watch.go(600, 610, 9000)
        assert near() == count


def test_a_radio_that_fell_silent_abroad_keeps_nobody_from_crossing() -> None:
    """The car stays in Lithuania, switched off; an hour later the portable, at home in Latvia, goes there."""
    for first in ((), (700,)):
        watch = two_radios()
        watch.go(*first, radio=PORTABLE)
        watch.go(900, 500, -500, -900)
        watch.ground.at += 3600
        watch.go(900, 950, 1000, 500, -500, -900, -1500, radio=PORTABLE)
        assert left(watch) == [("LV", "LT", False)] * 2
        watch.go(500, 900)
        assert left(watch)[2:] == [("LT", "LV", False)], "the car is back, switched on at home"


def test_a_radio_in_the_same_car_tells_nothing_again_though_the_other_fell_silent() -> None:
    watch = two_radios()
    watch.go(900, radio=PORTABLE)
    watch.go(900, 500, -500, -900)
    watch.ground.at += 3600
    watch.go(-1000, -1100, -1200, radio=PORTABLE)
    assert left(watch) == [("LV", "LT", False)]


def test_another_boundary_begins_anew() -> None:
    """Whose ground a unit was on by the last boundary is no state to come out of by this one."""
    watch = Watch()
    watch.go(900, 1000)
    moved = geojson(
        box("Lietuva", "LT", BORDER - 0.3, BORDER + 0.05, "state"),
        box("Latvija", "LV", BORDER + 0.05, BORDER + 0.4, "state"),
    )
    watch.territory.use(Loaded(made(moved), "cd" * 32, "moved.geojson"))
    assert watch.go(1100, 1200, 1300) == [], "it stands where it stood: in Lithuania, by this one"
    assert [(what.out_of, what.into) for what in watch.go(8000, 9000)] == [("LT", "LV")]


def test_a_radio_left_behind_does_not_warn_again_and_again() -> None:
    watch = two_radios()
    watch.territory.configure(GroundConfig(warn=("LT",)))
    for _ in range(4):
        watch.go(900)
        watch.go(9000, radio=PORTABLE)
    assert len([what for what in watch.ground.told if isinstance(what, BorderNeared)]) == 1
    watch.go(800, 700, radio=PORTABLE)
    assert len([what for what in watch.ground.told if isinstance(what, BorderNeared)]) == 1, "the car is there already"


def test_a_restart_tells_nothing_twice() -> None:
    """Wherever the unit is when another station takes over: at home, on the line, over it, far out."""
    content = geojson(box("Latvija", "LV", BORDER, BORDER + 0.4, "state"))
    for way, after, told in (
        ((900, 500), (600, 700), 0),
        ((900, 30), (-30, 30, 500, 600), 0),
        ((900, -500, -900), (-950, -1000), 0),
        ((900, -500, -900), (-2000, -2100), 1),
        ((900, -2000, -2500), (-2600, -2700), 1),
        ((900, -2000, -2500), (600, 700), 2),
    ):
        watch = Watch(content)
        watch.go(*way)
        again = Watch(content, watch.ground)
        assert len(again.go(*after)) == told, way


def test_who_comes_back_to_another_station_is_told_of() -> None:
    """However long it was away, and whether this station or this boundary saw it leave."""
    content = geojson(box("Latvija", "LV", BORDER, BORDER + 0.4, "state"))
    away = [-9000.0 - 100 * (n % 7) for n in range(60)]
    for another in (False, True):
        for back in ((-800, -700), ()):
            watch = Watch(content)
            watch.go(900, -2000, -3000, *away, *back)
            assert left(watch) == [("LV", "", False)]
            again = watch
            if another:
                again = Watch(content, watch.ground)
            else:
                watch.territory.use(Loaded(made(content), "cd" * 32, "lv.geojson"))
            again.go(-900, 500, 900)
            assert left(again) == [("LV", "", False), ("", "LV", False)]
            again.go(-2000, -3000)
            assert len(left(again)) == 3


def test_a_crossing_that_began_before_the_restart_is_told_after_it() -> None:
    watch = Watch()
    watch.go(900, 500, -500, -900, 500)
    assert len(left(watch)) == 1
    again = Watch(ground=watch.ground)
    again.go(510, 900)
    assert left(again) == [("LV", "LT", False), ("LT", "LV", False)]


def test_whichever_radio_a_restart_hears_first_the_car_comes_back() -> None:
    for first in (True, False):
        watch = two_radios()
        watch.go(600, radio=PORTABLE)
        watch.go(900, 500, -500, -900)
        watch.go(610, 620, radio=PORTABLE)
        again = Watch(ground=watch.ground)
        for portable in (first, not first):
            again.go(*((615, 616) if portable else (-950, -960)), radio=PORTABLE if portable else CAR)
        again.go(500, 900, 950)
        assert left(again) == [("LV", "LT", False), ("LT", "LV", False)]


def test_a_border_moved_over_a_unit_is_no_crossing_though_one_is_on_record() -> None:
    watch = two_radios()
    watch.go(-900, -500, 500, 900, 1000)
    moved = geojson(
        box("Lietuva", "LT", BORDER - 0.3, BORDER + 0.05, "state"),
        box("Latvija", "LV", BORDER + 0.05, BORDER + 0.4, "state"),
    )
    watch.territory.use(Loaded(made(moved), "cd" * 32, "moved.geojson"))
    watch.go(1100, 1200, 1300)
    assert left(watch) == [("LT", "LV", False)], "it stands where it stood"
    watch.go(8000, 9000)
    assert len(left(watch)) == 2, "the same radio, by this boundary"


def test_the_last_crossing_goes_with_the_positions() -> None:
    watch = Watch()
    watch.go(900, 500, -500, -900)
    facts = watch.ground.facts()
    last = facts.units["car"].crossed
    assert last is not None and (last.into, last.out_of, last.radio, last.boundary) == ("LT", "LV", CAR, SHA)
    car = facts.units["car"]
    assert whereabouts(car).crossed == last and standing(car).crossed is None, "a new segment tells it among the places"
    forget(facts, Pruned(rule="positions", sort="positions", before=watch.ground.at + 1), Changes())
    assert facts.units["car"].crossed is None


def test_off_duty_no_crossing_is_kept() -> None:
    watch = Watch()
    watch.ground.put(ConfigLoaded(hash="h", off_duty=[9]))
    watch.go(900, 500, -500, -900)
    assert watch.ground.facts().units["car"].crossed is not None
    watch.ground.put(StatusSet(seat="1", operator="12", unit="car", code=9), "ab12/console/1")
    assert watch.ground.facts().units["car"].crossed is None
