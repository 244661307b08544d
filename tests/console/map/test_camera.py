"""The camera: Mercator there and back, crisp tiles, and a window that is never left."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.map.camera import (
    LIMITS,
    MAX_STEP,
    MIN_STEP,
    Camera,
    box_of,
    fit,
    latitude,
    longitude,
    world,
    world_x,
    world_y,
)

lats, lons = st.floats(48.6, 64.9), st.floats(8.1, 39.9)


@given(st.floats(-85, 85), st.floats(-180, 180))
def test_there_and_back(lat: float, lon: float) -> None:
    assert latitude(world_y(lat)) == pytest.approx(lat, abs=1e-9)
    assert longitude(world_x(lon)) == pytest.approx(lon, abs=1e-9)


def test_many_at_once_agree_with_one() -> None:
    lat, lon = np.array([55.88, -91.0, 90.0]), np.array([26.53, 200.0, -180.0])
    xs, ys = world(lat, lon)
    assert xs.tolist() == pytest.approx([world_x(one) for one in lon])
    assert ys.tolist() == pytest.approx([world_y(one) for one in lat])
    assert np.isfinite(ys).all()


@given(st.integers(MIN_STEP, MAX_STEP), st.sampled_from([1.0, 1.25, 1.5, 2.0]))
def test_tiles_have_whole_pixels_and_are_never_scaled_by_more_than_a_half_zoom(step: int, dpr: float) -> None:
    camera = Camera(0.5, 0.3, step, dpr)
    assert 0.7 < camera.tile_px / (512 * dpr) < 1.42
    assert camera.span * dpr == camera.tile_px * 2**camera.level


@given(lats, lons, st.integers(MIN_STEP, MAX_STEP), st.integers(-9, 9), st.integers(0, 800), st.integers(0, 600))
def test_zooming_keeps_what_is_under_the_pointer(
    lat: float, lon: float, step: int, steps: int, px: int, py: int
) -> None:
    camera = Camera(world_x(lon), world_y(lat), step)
    before = camera.under(px, py, 800, 600)
    nearer = camera.zoomed(steps, px, py, 800, 600)
    middle = nearer.x, nearer.y
    at_the_edge = middle[0] in {LIMITS.left, LIMITS.right} or middle[1] in {LIMITS.top, LIMITS.bottom}
    if not at_the_edge:
        after = nearer.point(*before, 800, 600)
        assert after == pytest.approx((px, py), abs=1.01)


@given(st.floats(-1e7, 1e7), st.floats(-1e7, 1e7))
def test_the_window_of_which_the_map_knows_something_is_never_left(dx: float, dy: float) -> None:
    camera = Camera(world_x(26), world_y(56), 34).moved(dx, dy)
    assert LIMITS.left <= camera.x <= LIMITS.right
    assert LIMITS.top <= camera.y <= LIMITS.bottom


def test_fit_shows_all_of_it_with_its_margin() -> None:
    box = box_of([55.5, 56.2], [25.6, 27.5])
    camera = fit(box, 900, 600, margin=60)
    left, top = camera.point(box.left, box.top, 900, 600)
    right, bottom = camera.point(box.right, box.bottom, 900, 600)
    assert left >= 59
    assert top >= 59
    assert right <= 841
    assert bottom <= 541
    assert fit(box_of([55.5], [25.6]), 900, 600).step == 52


def test_metres_per_pixel_at_daugavpils() -> None:
    """One degree of latitude is 111.3 km there (WGS 84)."""
    camera = Camera(world_x(26.53), world_y(55.88), 32)
    pixels = camera.point(0, world_y(55.38), 800, 600)[1] - camera.point(0, world_y(56.38), 800, 600)[1]
    assert camera.metres_per_px() * pixels == pytest.approx(111_300, rel=0.005)
