"""Several receivers that fail together are jammed; one that fails, or a shift that walks indoors, is not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gps.jamming import LATELY, TOGETHER, Jamming

UNITS = [f"u{n}" for n in range(10)]


def fixes(it: Jamming, at: float, units: list[str] = UNITS) -> None:
    """Everybody has a fix, each some kilometres from the next."""
    for n, unit in enumerate(units):
        it.good(unit, 55.5 + n * 0.05, 26.0, at)


def lit() -> Jamming:
    """Three of ten fail together."""
    it = Jamming()
    fixes(it, 0)
    for n in range(3):
        it.bad(UNITS[n], 30 + 10 * n, jumped=n == 0)
    told = it.look(60)
    assert told is not None and told.on and told.units == UNITS[:3] and it.active
    return it


def test_three_of_ten_within_three_minutes_said_once() -> None:
    it = lit()
    it.bad("u5", 65, jumped=True)
    assert it.look(70) is None, "more of the same"


def test_two_are_chance_and_so_are_three_far_apart_in_time() -> None:
    it = Jamming()
    fixes(it, 0)
    for n in range(2):
        it.bad(UNITS[n], 30, jumped=True)
    assert it.look(40) is None
    it.bad(UNITS[2], 30 + 200, jumped=True)
    assert it.look(231) is None and not it.active


def test_three_of_many_are_too_few() -> None:
    it = Jamming()
    many = [f"u{n}" for n in range(40)]
    fixes(it, 0, many)
    for unit in many[:9]:
        it.bad(unit, 30, jumped=False)
    assert it.look(40) is None
    it.bad(many[9], 35, jumped=False)
    assert it.look(40) is not None


def test_a_shift_that_goes_indoors_is_not_jammed_but_one_that_jumps_is() -> None:
    it = Jamming()
    for n, unit in enumerate(UNITS[:5]):
        it.good(unit, 55.87 + n * 1e-4, 26.52, 0)
    for unit in UNITS[:4]:
        it.bad(unit, 30, jumped=False)
    assert it.look(40) is None
    it.bad(UNITS[0], 50, jumped=True)
    assert it.look(60) is not None


def test_a_receiver_that_never_had_a_fix_says_nothing() -> None:
    it = Jamming()
    for unit in UNITS:
        it.bad(unit, 10, jumped=False)
    assert it.look(20) is None


def test_it_is_over_when_most_have_recovered() -> None:
    it = lit()
    it.good("u0", 55.5, 26, 100)
    assert it.look(101) is None
    it.good("u1", 55.5, 26, 110)
    told = it.look(111)
    assert told is not None and not told.on and told.units == UNITS[:3] and not it.active
    assert it.look(112) is None


def test_a_jammer_that_moves_on_is_not_over_when_those_it_began_with_are_well() -> None:
    it = lit()
    for n in range(4, 8):
        it.bad(UNITS[n], 300 + n, jumped=True)
    for unit in UNITS[:4]:
        it.good(unit, 55.5, 26, 320)
    assert it.look(321) is None and it.active
    for unit in UNITS[4:7]:
        it.good(unit, 55.5, 26, 700)
    told = it.look(701)
    assert told is not None and not told.on


def test_those_who_went_indoors_one_by_one_meanwhile_do_not_keep_it_up() -> None:
    it = lit()
    for n in range(4, 8):
        it.bad(UNITS[n], 300 + 200 * (n - 4), jumped=False)
        fixes(it, 301 + 200 * (n - 4), UNITS[:4])
        told = it.look(302 + 200 * (n - 4))
        assert told is None if n > 4 else told is not None and not told.on


def test_it_is_over_when_nobody_of_them_is_heard_any_more() -> None:
    it = lit()
    assert it.look(40 + LATELY) is None
    told = it.look(60 + LATELY)
    assert told is not None and not told.on


def test_what_an_earlier_station_found_goes_on_and_ends() -> None:
    it = Jamming()
    it.resume(UNITS[:3], 1000)
    assert it.active and it.look(1001) is None
    for unit in UNITS[:3]:
        it.good(unit, 55.5, 26, 1010)
    told = it.look(1011)
    assert told is not None and not told.on
    it.resume([], 2000)
    told = it.look(2001)
    assert told is not None and not told.on, "nobody of them is left"


heard = st.tuples(st.sampled_from(UNITS), st.floats(0, 120), st.sampled_from(["good", "bad", "jump"]))


@given(st.lists(heard, max_size=120))
def test_on_and_off_alternate_and_on_means_several(rows: list[tuple[str, float, str]]) -> None:
    it, at, was = Jamming(), 0.0, False
    for unit, after, what in rows:
        at += after
        if what == "good":
            it.good(unit, 55.0 + UNITS.index(unit) * 0.1, 26.0, at)
        else:
            it.bad(unit, at, jumped=what == "jump")
        told = it.look(at)
        if told is not None:
            assert told.on is not was and it.active is told.on
            assert len(told.units) >= TOGETHER
            was = told.on
    fixes(it, at + 1)
    last = it.look(at + 2)
    assert (last is not None) is was, "with everybody's fix it is over"
