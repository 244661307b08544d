"""Which side of a line: noise crosses nothing, who really goes over crosses once."""

from __future__ import annotations

import math
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from gps.sides import APART, MARGIN, Side, margin


def changes(side: Side, depths: list[float], step: float = 10.0, accuracy: float | None = None) -> list[int]:
    return [n for n, depth in enumerate(depths) if side.judge(depth, n * step, margin(accuracy))]


@settings(max_examples=100, deadline=None)
@given(st.floats(-60, 60), st.lists(st.floats(-MARGIN, MARGIN), min_size=2, max_size=200), st.booleans())
def test_noise_round_a_standing_unit_never_crosses(at: float, noise: list[float], inside: bool) -> None:
    """Wherever it stands on its own side, or on the line: fixes up to the margin wrong take it nowhere."""
    own = abs(at) if inside else -abs(at)
    side = Side(inside=inside)
    assert changes(side, [own + off for off in noise]) == []


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.booleans())
def test_a_drive_through_noise_crosses_once(seed: int, inwards: bool) -> None:
    chance = random.Random(seed)
    way = [-1500.0 + 60 * n for n in range(50)]
    depths = [at + max(-45.0, min(45.0, chance.gauss(0, 15))) for at in (way if inwards else [-d for d in way])]
    side = Side()
    crossed = changes(side, depths)
    assert len(crossed) == 2, "the first says where it is, the second that it went over"
    assert side.inside == inwards


def test_ordinary_noise_on_the_line_for_a_night() -> None:
    chance = random.Random(7)
    side = Side(inside=True)
    assert changes(side, [chance.gauss(0, 15) for _ in range(5000)]) == []


def test_one_fix_far_off_is_not_enough_and_a_repeated_one_neither() -> None:
    side = Side(inside=False)
    assert not side.judge(400, 0, MARGIN)
    assert not side.judge(400, APART / 2, MARGIN)
    assert not side.judge(-400, 10, MARGIN)
    assert not side.judge(400, 20, MARGIN)
    assert side.judge(400, 20 + APART, MARGIN)


def test_a_receiver_that_is_unsure_needs_more() -> None:
    assert margin(None) == MARGIN
    assert margin(200.0) == 400.0
    assert changes(Side(inside=False), [300] * 10, accuracy=200.0) == []


def test_a_small_fence_can_be_entered() -> None:
    side = Side(inside=False)
    assert not side.judge(10, 0, 25, 8)
    assert side.judge(10, 10, 25, 8)
    assert not side.judge(-20, 20, 25, 8), "and a step outside does not leave it"
    assert not side.judge(-20, 40, 25, 8)


def test_what_is_no_number_proves_nothing() -> None:
    side = Side(inside=True)
    assert not any(side.judge(math.nan, at, MARGIN) for at in (0, 10, 20))
    assert side == Side(inside=True)
    assert [side.judge(-math.inf, at, MARGIN) for at in (30, 40)] == [False, True], "without end from it is outside"
    assert not side.judge(math.inf, 50, MARGIN) and not side.judge(math.inf, 60, MARGIN)


def test_the_margin_is_a_line_of_its_own() -> None:
    """On it a fix says nothing, a metre beyond it does."""
    for depth, said in ((-MARGIN, False), (-MARGIN - 1, True)):
        side = Side(inside=True)
        side.judge(depth, 0, MARGIN)
        assert side.judge(depth, 10, MARGIN) is said
    assert margin(MARGIN / 2 + 1) == MARGIN + 2
