"""The systems against figures published elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gps import grids
from gps.distance import distance


def test_lks_92_as_published() -> None:
    """The middle of the area of use of EPSG:3059 on epsg.io (56.88, 23.65), which goes by LKS-2020: 10 cm away."""
    assert grids.to_lks(56.88, 23.65, grids.LKS92) == pytest.approx((304082.69, 478669.96), abs=0.15)


def test_the_definition_of_each_grid() -> None:
    """EPSG 3059 and 3346: transverse Mercator on 24° E, false east 500 km, scale 0.9996 and 0.9998, LKS-92 −6000 km."""
    meridian = 6_208_570  # m from the equator to 56° N on GRS 80, by Helmert's series
    north92, east92 = grids.to_lks(56.0, 24.0, grids.LKS92)
    north94, east94 = grids.to_lks(56.0, 24.0, grids.LKS94)
    assert (east92, east94) == pytest.approx((500_000, 500_000), abs=0.01)
    assert north92 + 6_000_000 == pytest.approx(0.9996 * meridian, abs=20)
    assert north94 == pytest.approx(0.9998 * meridian, abs=20)


@pytest.mark.parametrize(
    ("square", "lat", "lon"),
    [
        ("38SMB4488", 33.33424, 44.40363),  # GeographicLib, GeoConvert(1), examples
        ("24XWT783908", 83.62778, -32.66433),  # proj4js/mgrs, test.js
        ("33UXP04", 48.24951, 16.41444),  # proj4js/mgrs, README
        ("33UXP0500444997", 48.24949, 16.41450),  # proj4js/mgrs, README: 16.41450, 48.24949
    ],
)
def test_the_middle_of_mgrs_squares_as_published(square: str, lat: float, lon: float) -> None:
    found = grids.from_mgrs(square)
    assert found[:2] == pytest.approx((lat, lon), abs=2e-5)


def test_the_square_of_a_place_as_published() -> None:
    assert grids.to_mgrs(33.3, 44.4) == "38SMB4414084706"  # GeographicLib, GeoConvert(1)


@pytest.mark.parametrize("square", ["", "35UMB", "35UMB1", "35UMB123456789012", "99VAA11", "61UXX11", "35IMB11", "ē"])
def test_no_square(square: str) -> None:
    with pytest.raises(grids.NoPlace):
        grids.from_mgrs(square)


@settings(max_examples=60, deadline=None)
@given(st.floats(53.8, 58.2), st.floats(19.0, 28.4))
def test_there_and_back_over_both_countries(lat: float, lon: float) -> None:
    for system in grids.LKS:
        assert distance(lat, lon, *grids.from_lks(*grids.to_lks(lat, lon, system), system)) < 0.01
    assert distance(lat, lon, *grids.from_mgrs(grids.to_mgrs(lat, lon))[:2]) < 0.75


def test_a_grid_is_not_used_across_the_world() -> None:
    for place in ((0.0, 0.0), (90.0, 0.0), (55.0, 180.0)):
        with pytest.raises(grids.NoPlace):
            grids.to_lks(*place, grids.LKS92)
    with pytest.raises(grids.NoPlace):
        grids.to_mgrs(-89.0, 0.0)


@pytest.mark.filterwarnings("error")
def test_a_square_with_the_letter_of_another_band_is_no_place_and_no_warning() -> None:
    """LC of zone 35 reaches over 56° N, where band U ends and V begins."""
    assert grids.from_mgrs("35ULC5000000100")[0] < 56.0
    assert grids.from_mgrs("35VLC5000090000")[0] > 56.0
    for wrong in ("35ULC5000090000", "35VLC5000000100", "35TLC5000000100"):
        with pytest.raises(grids.NoPlace):
            grids.from_mgrs(wrong)


@pytest.mark.parametrize("band", ["35U", "35V"])
def test_a_coarse_square_that_a_band_s_edge_cuts_may_be_named_by_either_letter(band: str) -> None:
    lat, _lon, side = grids.from_mgrs(f"{band}LC01")
    assert (side, abs(lat - 56.0) < 0.1) == (10_000.0, True)
