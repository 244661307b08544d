"""Pauses left out of a recording: from a moment to its place in the file and back, and a bound on how many are told."""

from __future__ import annotations

import pytest

from units import cuts
from units.cuts import Cut, few, place, stretches

TWO: list[Cut] = [(10.0, 25.0), (20.0, 60.0)]
"""Of a file of 30 s: at 10 s a pause of 25 s is left out, at 20 s one of a minute."""


@pytest.mark.parametrize(
    ("after", "expected"),
    [(0, 0), (9, 9), (10, 10), (20, 10), (35, 10), (36, 11), (45, 20), (100, 20), (105, 20), (110, 25)],
)
def test_each_moment_has_its_place(after: float, expected: float) -> None:
    assert place(TWO, after) == pytest.approx(expected)
    assert place([], after) == after


def test_the_stretches_between_them() -> None:
    inf = float("inf")
    assert stretches(TWO) == [(0, 0, 10), (35, 10, 10), (105, 20, inf)]
    assert stretches([]) == [(0, 0, inf)]


def test_a_hundred_thousand_pauses_are_told_as_some_hundred_and_the_time_stays_true() -> None:
    many = [(at * 0.5, 6.0 + at % 7) for at in range(100_000)]
    told = few(many)
    assert len(told) <= cuts.MOST
    assert told == sorted(told)
    assert sum(length for _, length in told) == pytest.approx(sum(length for _, length in many))
    end = 50_000 + sum(length for _, length in many) + 100
    assert place(told, end) == pytest.approx(place(many, end))


@pytest.mark.parametrize(("before", "at"), [(101, 2000.2), (100, 1999.8)])
def test_of_some_too_many_only_neighbours_that_matter_least_are_joined(before: int, at: float) -> None:
    """At the place of the longer one, whichever of them comes first."""
    many = [(at * 20.0, 60.0) for at in range(cuts.MOST)]
    assert few(many) == many
    many[before:before] = [(at, 5.1)]
    told = few(many)
    assert len(told) == cuts.MOST and told[100] == pytest.approx((2000.0, 65.1))
    assert told[101:] == many[102:] and told[:100] == many[:100]
