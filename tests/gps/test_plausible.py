"""Doubt of positions: jumps are doubted, patrols are not, and a wrong beginning does not doubt for ever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gps.plausible import FASTEST, FASTEST_OF, WAY, Area, Plausibility, Seen


def seen(lat: float, at: float, told: bool = True, lon: float = 26.5) -> Seen:
    return Seen(lat, lon, at, told)


def doubt(rule: Plausibility, who: str, fix: Seen, kind: str = "car") -> str:
    """The judgement in one word; empty if the fix is believed."""
    found = rule.judge(who, fix, kind)
    return found.why if found is not None else ""


def test_a_jump_is_doubted_and_the_way_back_is_believed() -> None:
    rule = Plausibility()
    assert doubt(rule, "a", seen(55.90, 0)) == ""
    assert doubt(rule, "a", seen(55.38, 8)) == "jump"
    assert doubt(rule, "a", seen(55.901, 16)) == ""
    assert doubt(rule, "b", seen(55.38, 17)) == "", "another radio is another story"


def test_three_that_agree_are_believed_for_then_the_first_was_wrong() -> None:
    rule = Plausibility()
    doubt(rule, "a", seen(55.38, 0))
    told = [doubt(rule, "a", seen(55.90 + n * 1e-4, 10 + 10 * n)) for n in range(4)]
    assert told == ["jump", "jump", "", ""]


def test_scattered_wrong_fixes_never_agree() -> None:
    rule = Plausibility()
    doubt(rule, "a", seen(55.9, 0))
    assert all(doubt(rule, "a", seen(40 + 3 * (n % 4), 10 + n)) == "jump" for n in range(12))


def test_reports_held_back_by_the_network_are_no_jump() -> None:
    rule = Plausibility()
    doubt(rule, "a", seen(55.90, 0, told=False))
    assert doubt(rule, "a", seen(55.91, 1, told=False)) == "", "1.1 km, a second apart at receipt"


def test_a_late_fix_lies_on_the_way_or_is_doubted() -> None:
    rule = Plausibility()
    for n in range(4):
        assert doubt(rule, "a", seen(55.90 + n * 0.01, 100 + 60 * n)) == ""
    late = seen(55.915, 190)
    assert rule.late("a", late) and not rule.late("a", seen(55.93, 280)) and not rule.late("b", late)
    assert doubt(rule, "a", late) == "", "between the second and the third"
    found = rule.judge("a", seen(53.88, 190))
    assert found is not None and found.why == "jump" and found.metres > 200_000 and found.seconds == 30
    assert doubt(rule, "a", seen(55.0, 99)) == "jump", "before the first, and too far from it"
    assert doubt(rule, "a", seen(55.0, 100 - 3600)) == "", "an hour before"
    assert doubt(rule, "a", seen(55.931, 285)) == "", "none of them moved where it is now"


def test_a_late_fix_lies_near_what_was_before_it_too() -> None:
    rule = Plausibility()
    doubt(rule, "a", seen(55.9, 100))
    doubt(rule, "a", seen(56.2, 1000))
    assert doubt(rule, "a", seen(56.2, 110)) == "jump", "there it came much later"
    assert doubt(rule, "a", seen(56.2, 990)) == doubt(rule, "a", seen(55.9, 110)) == ""


def test_of_the_way_only_the_last_fixes_are_remembered() -> None:
    """Else a fleet's memory would grow for ever: what is older than those is held to the oldest of them alone."""
    rule = Plausibility()
    for n in range(3 * WAY):
        doubt(rule, "a", seen(55.9, 100 + 30 * n))
    assert doubt(rule, "a", seen(56.0, 90 + 30 * WAY)) == "", "further than the first few let it be"


def test_late_fixes_that_agree_do_not_move_where_it_is() -> None:
    rule = Plausibility()
    doubt(rule, "a", seen(55.9, 1000))
    assert [doubt(rule, "a", seen(53.88, 900 + n)) for n in range(5)] == ["jump"] * 5
    assert doubt(rule, "a", seen(55.9001, 1010)) == ""


def test_what_was_believed_wrongly_judges_no_late_fix() -> None:
    rule = Plausibility()
    doubt(rule, "a", seen(55.38, 0))
    for n in range(4):
        doubt(rule, "a", seen(55.90 + n * 1e-4, 100 + 10 * n))
    assert doubt(rule, "a", seen(55.90, 90)) == ""


@given(st.lists(st.tuples(st.floats(0.5, 60), st.floats(-1, 1), st.floats(-1, 1)), min_size=1, max_size=40))
def test_nobody_who_drives_is_ever_doubted(steps: list[tuple[float, float, float]]) -> None:
    rule, lat, lon, at = Plausibility(), 55.9, 26.5, 0.0
    for seconds, north, east in steps:
        at += seconds
        lat += north * FASTEST * seconds / 111_320 * 0.6
        lon += east * FASTEST * seconds / 111_320 * 0.6
        assert doubt(rule, "a", Seen(lat, lon, at, True)) == ""


# --- by kind of unit ---

METRE = 1 / 111_320


def walk(rule: Plausibility, kind: str, speed: float, times: int, start: float = 55.9, at: float = 0.0) -> list[str]:
    """What is said of a unit that goes north at ``speed`` m/s, a fix every 30 s that tells no speed."""
    return [doubt(rule, "a", seen(start + n * 30 * speed * METRE, at + n * 30), kind) for n in range(times)]


@pytest.mark.parametrize(
    ("kind", "fine", "too_fast"), [("foot", 6, 16), ("boat", 25, 45), ("car", 70, 90), ("air", 105, 125)]
)
def test_how_fast_is_too_fast_depends_on_what_moves(kind: str, fine: float, too_fast: float) -> None:
    assert walk(Plausibility(), kind, fine, 6) == [""] * 6
    assert walk(Plausibility(), kind, too_fast, 2) == ["", "jump"]


def test_an_officer_on_foot_who_gets_into_a_car_is_believed_after_three_and_from_then_on() -> None:
    rule = Plausibility()
    walk(rule, "foot", 1.5, 4)
    told = walk(rule, "foot", 25, 12, start=55.91, at=150)
    assert told[0] == "jump" and told[2:] == [""] * 10, told


def test_a_receiver_that_tells_its_speed_is_believed_at_once() -> None:
    rule = Plausibility()
    for n in range(8):
        fix = Seen(55.9 + n * 30 * 25 * METRE, 26.5, n * 30.0, True, speed=25.0 if n else 1.0)
        assert doubt(rule, "a", fix, "foot") == ""


def test_back_on_foot_a_jump_is_a_jump_again() -> None:
    rule = Plausibility()
    walk(rule, "foot", 25, 8)
    walk(rule, "foot", 1, 8, start=55.9 + 8 * 30 * 25 * METRE, at=8 * 30)
    assert doubt(rule, "a", seen(56.2, 16 * 30 + 30), "foot") == "jump"


def test_what_a_fix_says_of_itself() -> None:
    rule = Plausibility()
    assert doubt(rule, "a", Seen(55.9, 26.5, 0, True, speed=120.0)) == "speed"
    assert doubt(rule, "a", Seen(55.9, 26.5, 0, True, speed=85.0)) == "", "a little beyond is a receiver's error"
    found = rule.judge("a", Seen(56.3, 26.5, 30, True, accuracy=20_000))
    assert found is not None and found.why == "coarse" and found.metres == 20_000
    assert doubt(rule, "b", Seen(56.3, 26.5, 30, True, accuracy=20_000)) == "", "better than nothing"


def test_the_rooms_area_reaches_further_for_what_moves_further() -> None:
    rule = Plausibility(area=Area(55.5, 25.0, 56.5, 28.0))
    minsk = Seen(53.88, 28.03, 0.0, True)
    assert doubt(rule, "a", minsk, "car") == "range"
    assert doubt(rule, "b", minsk, "air") == ""
    near = Seen(55.2, 26.5, 0.0, True)  # 33 km south
    assert doubt(rule, "c", near, "foot") == "range" and doubt(rule, "d", near, "car") == ""
    assert doubt(rule, "c", seen(55.9, 10), "foot") == "", "what was never believed holds nobody back"


def test_the_doubt_says_by_how_much() -> None:
    rule = Plausibility()
    rule.judge("a", seen(55.9, 0))
    found = rule.judge("a", seen(55.38, 8))
    assert found is not None
    assert (found.why, round(found.metres / 1000), found.seconds, found.fastest) == ("jump", 58, 8.0, 75.0)


def test_while_many_fail_together_three_that_agree_are_not_enough() -> None:
    """A spoofed receiver stands still at an airport in another country, for minutes, and every fix agrees."""
    rule = Plausibility()
    rule.judge("a", seen(55.9, 0))
    told = [rule.judge("a", seen(53.88, 10 + 10 * n), many=True) for n in range(50)]
    assert all(found is not None and found.why == "jump" for found in told)
    assert rule.judge("a", seen(55.901, 520), many=True) is None, "the way back is believed at once"
    rule.judge("b", seen(55.9, 0))
    late = [rule.judge("b", seen(53.88, 10 + 30 * n), many=True) for n in range(25)]
    assert late[-1] is None, "ten minutes are long enough"


@given(
    st.sampled_from(["foot", "car", "boat", "air", "post", "other"]),
    st.lists(st.tuples(st.floats(0.5, 60), st.floats(-1, 1), st.floats(-1, 1)), min_size=1, max_size=40),
)
def test_nobody_who_moves_as_its_kind_does_is_ever_doubted(kind: str, steps: list[tuple[float, float, float]]) -> None:
    rule, lat, lon, at = Plausibility(), 55.9, 26.5, 0.0
    fastest = FASTEST_OF.get(kind, FASTEST)
    for seconds, north, east in steps:
        at += seconds
        lat += north * fastest * seconds * METRE * 0.6
        lon += east * fastest * seconds * METRE * 0.6
        assert doubt(rule, "a", Seen(lat, lon, at, True), kind) == ""


fixes = st.builds(
    Seen,
    st.floats(54, 58),
    st.floats(20, 30),
    st.floats(0, 5000),
    st.booleans(),
    st.floats(0, 300_000),
    st.none() | st.floats(0, 400),
)


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), fixes, st.sampled_from(["foot", "car", "air"]), st.booleans()), max_size=60
    )
)
def test_whatever_comes_somebody_who_stays_is_believed_again(rows: list[tuple[str, Seen, str, bool]]) -> None:
    """No sequence of fixes makes a unit that stands somewhere doubtful for ever; every doubt says why."""
    rule = Plausibility(area=Area(54, 20, 58, 30))
    for who, fix, kind, many in rows:
        found = rule.judge(who, fix, kind, many)
        assert found is None or found.why in ("jump", "speed", "range", "coarse")
        assert found is None or (found.metres >= 0 and found.fastest >= 0)
    told = [rule.judge("a", Seen(56.0, 25.0, 6000 + 30 * n, True), "foot", True) for n in range(60)]
    assert told[-1] is None


@pytest.mark.parametrize("place", [(90.0, 26.5), (-90.0, 0.0), (89.99, 0.0), (55.9, 180.0), (55.9, -180.0)])
def test_a_first_fix_at_a_pole_or_at_180_degrees_is_doubted_and_the_true_one_after_it_is_not(
    place: tuple[float, float],
) -> None:
    filter_ = Plausibility()
    assert doubt(filter_, "r", Seen(*place, 0.0, True)) == "range"
    assert doubt(filter_, "r", Seen(55.9, 26.5, 10.0, True)) == ""
    assert doubt(filter_, "r", Seen(*place, 20.0, True)) == "range"
    assert doubt(filter_, "r", Seen(55.9, 26.5, 30.0, True)) == ""
