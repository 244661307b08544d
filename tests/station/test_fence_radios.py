"""A unit of several radios is inside a fence while one of them is that is heard of, and for the next station, too."""

from __future__ import annotations

from tests.station.fence_room import IN, PORTABLE, Watch, two_radios
from tests.station.ground_room import CAR, OTHER
from units.fences import FenceDwelt, FenceEntered, FenceLeft


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


def test_a_radio_that_fell_silent_inside_hides_no_other_that_comes_in() -> None:
    watch = two_radios()
    watch.go(3000, 0, 0)
    assert watch.go(*[5000] * 70, radio=PORTABLE) == [], "nobody saw it go"
    left, entered = watch.go(0, 0, radio=PORTABLE)
    assert isinstance(left, FenceLeft) and not left.alert and entered == IN
    (left,) = watch.go(5000, 5000, radio=PORTABLE)
    assert left.alert and left.seconds < 60
    assert watch.go(0, 0) == [IN], "the car is switched on"


def test_who_comes_in_anew_has_not_stayed_since_the_silent_one_did() -> None:
    watch = two_radios(rules=["dwell"])
    watch.go(3000, 0, 0)
    watch.go(*[5000] * 70, radio=PORTABLE)
    found = watch.go(*[0] * 40, radio=PORTABLE)
    assert [type(what) for what in found] == [FenceLeft, FenceEntered]
    (dwelt,) = watch.go(*[0] * 40, radio=PORTABLE)
    assert isinstance(dwelt, FenceDwelt) and 600 <= dwelt.seconds < 620
