"""Coordinates as people paste them, and the two national grids."""

from __future__ import annotations

import pytest

from console.map import grid


@pytest.mark.parametrize(
    "text",
    [
        "55.8012 26.3941",
        "55.8012, 26.3941",
        "55,8012 26,3941",
        "55,8012; 26,3941",
        "N 55.8012° E 26.3941°",
        "n55.8012 e26.3941",
        "26.3941 E 55.8012 N",
        "55.8012N 26.3941E",
        "WGS 84 N 55.8012° E 26.3941°",
        "55°48'4.32\"N 26°23'38.76\"E",
        "55° 48′ 4.32″ N, 26° 23′ 38.76″ E",
        "N55°48.072' E26°23.646'",
    ],
)
def test_degrees(text: str) -> None:
    spot = grid.read(text)
    assert spot is not None
    assert (spot.lat, spot.lon) == pytest.approx((55.8012, 26.3941), abs=2e-5)
    assert spot.system == grid.WGS84


@pytest.mark.parametrize("system", [grid.LKS92, grid.LKS94])
def test_grids_there_and_back(system: str) -> None:
    place = (56.9496, 24.1052) if system == grid.LKS92 else (55.7279, 24.3621)
    text = grid.written(*place, system)
    assert text.startswith(f"{system} N ")
    spot = grid.read(text)
    assert spot is not None
    assert (spot.lat, spot.lon) == pytest.approx(place, abs=1e-5)
    assert spot.system == system


def test_the_definition_of_each_grid() -> None:
    """EPSG 3059 and 3346: transverse Mercator on 24° E, false east 500 km, scale 0.9996 and 0.9998, LKS-92 −6000 km."""
    meridian = 6_208_570  # m from the equator to 56° N on GRS 80, by Helmert's series
    north92, east92 = grid.to_grid(56.0, 24.0, grid.LKS92)
    north94, east94 = grid.to_grid(56.0, 24.0, grid.LKS94)
    assert (east92, east94) == pytest.approx((500_000, 500_000), abs=0.01)
    assert north92 + 6_000_000 == pytest.approx(0.9996 * meridian, abs=20)
    assert north94 == pytest.approx(0.9998 * meridian, abs=20)


@pytest.mark.parametrize("text", ["192 340 659 870", "192340 659870", "192340,659870", "E 659 870 N 192 340"])
def test_a_bare_pair_of_metres_is_told_by_its_size(text: str) -> None:
    spot = grid.read(text)
    assert spot is not None
    assert spot.system == grid.LKS92
    assert (spot.lat, spot.lon) == pytest.approx((55.85, 26.55), abs=0.05)


def test_lithuanian_metres() -> None:
    spot = grid.read("6176000 602000")
    assert spot is not None
    assert spot.system == grid.LKS94


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Daugavpils",
        "112",
        "VP 118",
        "95.1 26.2",
        "55.8012",
        "55°99' 26°10'",
        "1 2",
        "LKS-92",
        "9" * 200,
        "55.1 26.2 7.3",
    ],
)
def test_what_is_no_place(text: str) -> None:
    assert grid.read(text) is None
