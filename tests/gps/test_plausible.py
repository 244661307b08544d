"""Doubt of positions: jumps are doubted, patrols are not, and a wrong beginning does not doubt for ever."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gps.plausible import FASTEST, Plausibility, Seen


def seen(lat: float, at: float, told: bool = True, lon: float = 26.5) -> Seen:
    return Seen(lat, lon, at, told)


def test_a_jump_is_doubted_and_the_way_back_is_believed() -> None:
    rule = Plausibility()
    assert rule.doubt("a", seen(55.90, 0)) == ""
    assert rule.doubt("a", seen(55.38, 8)) == "jump"
    assert rule.doubt("a", seen(55.901, 16)) == ""
    assert rule.doubt("b", seen(55.38, 17)) == "", "another radio is another story"


def test_three_that_agree_are_believed_for_then_the_first_was_wrong() -> None:
    rule = Plausibility()
    rule.doubt("a", seen(55.38, 0))
    told = [rule.doubt("a", seen(55.90 + n * 1e-4, 10 + 10 * n)) for n in range(4)]
    assert told == ["jump", "jump", "", ""]


def test_scattered_wrong_fixes_never_agree() -> None:
    rule = Plausibility()
    rule.doubt("a", seen(55.9, 0))
    assert all(rule.doubt("a", seen(40 + 3 * (n % 4), 10 + n)) == "jump" for n in range(12))


def test_reports_held_back_by_the_network_are_no_jump() -> None:
    rule = Plausibility()
    rule.doubt("a", seen(55.90, 0, told=False))
    assert rule.doubt("a", seen(55.91, 1, told=False)) == "", "1.1 km, a second apart at receipt"


def test_a_late_fix_is_not_judged() -> None:
    rule = Plausibility()
    rule.doubt("a", seen(55.9, 100))
    assert rule.doubt("a", seen(50.0, 50)) == ""
    assert rule.doubt("a", seen(55.9, 101)) == ""


@given(st.lists(st.tuples(st.floats(0.5, 60), st.floats(-1, 1), st.floats(-1, 1)), min_size=1, max_size=40))
def test_nobody_who_drives_is_ever_doubted(steps: list[tuple[float, float, float]]) -> None:
    rule, lat, lon, at = Plausibility(), 55.9, 26.5, 0.0
    for seconds, north, east in steps:
        at += seconds
        lat += north * FASTEST * seconds / 111_320 * 0.6
        lon += east * FASTEST * seconds / 111_320 * 0.6
        assert rule.doubt("a", Seen(lat, lon, at, True)) == ""
