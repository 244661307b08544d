"""What can be a place."""

from __future__ import annotations

import math

import pytest

from gps.fix import is_place


@pytest.mark.parametrize("place", [(56.95, 24.1), (-90, 180), (0.0, 24.1), (56.95, 0.0), (0.001, 0.001)])
def test_places(place: tuple[float, float]) -> None:
    assert is_place(*place)


@pytest.mark.parametrize("place", [(0.0, 0.0), (90.1, 0), (0, 180.1), (math.nan, 24), (56, math.inf), (-0.0, 1e-9)])
def test_no_places(place: tuple[float, float]) -> None:
    assert not is_place(*place)
