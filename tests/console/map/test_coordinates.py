"""Coordinates as people write and paste them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.map import coordinates
from console.map.coordinates import MINUTES, SECONDS, SYSTEMS, read, written
from gps.distance import distance
from gps.grids import LKS92, LKS94, MGRS, WGS84

HERE = (55.8012, 26.3941)


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
        "wgs84 55.8012/26.3941",
        "lat 55.8012 lon 26.3941",
        "55°48'4.32\"N 26°23'38.76\"E",
        "55° 48′ 4.32″ N, 26° 23′ 38.76″ E",
        "N55°48.072' E26°23.646'",
        "55d48'4.32\" 26d23'38.76\"",
        "N 55 48 4.32 E 26 23 38.76",
        "55 48 4.32 N 26 23 38.76 E",
        "26 23 38.76 E 55 48 4.32 N",
        "55 48.072 N 26 23.646 E",
        "N 55 48,072 E 26 23,646",
        "N55 48.072 E026 23.646",
        "55 48.072, 26 23.646",
        "55 48 4.32 26 23 38.76",
        "Z 55 48 4.32 A 26 23 38.76",
        "Z 55.8012 A 26.3941",
        "55.8012 Z.pl. 26.3941 A.g.",
        "ziemeļu platums 55,8012, austrumu garums 26,3941",
        "Š 55.8012 R 26.3941",
        "55.8012 šiaurės platumos, 26.3941 rytų ilgumos",
        "26.3941 rytų 55.8012 šiaurės",
    ],
)
def test_degrees(text: str) -> None:
    (spot,) = read(text).spots
    assert (spot.lat, spot.lon) == pytest.approx(HERE, abs=2e-5)
    assert (spot.system, spot.note) == (WGS84, "")


def test_longitude_first_without_letters_is_taken_the_only_way_it_can_be_and_said() -> None:
    (spot,) = read("26.3941 55.8012").spots
    assert (spot.lat, spot.lon) == pytest.approx(HERE)
    assert spot.note == "taken as N 55.8012° E 26.3941°"


@pytest.mark.parametrize(
    "text", ["192 340 659 870", "192340 659870", "192340,659870", "X 192340 Y 659870", "659870 192340"]
)
def test_a_bare_pair_of_metres_is_told_by_its_size_and_that_is_said(text: str) -> None:
    (spot,) = read(text).spots
    assert spot.system == LKS92
    assert (spot.lat, spot.lon) == pytest.approx((55.85, 26.55), abs=0.05)
    assert spot.note == "taken as N 192 340 E 659 870"


def test_lithuanian_metres_in_either_order() -> None:
    for text in ("6176000 602000", "602000 6176000", "LKS 94 6176000, 602000"):
        (spot,) = read(text).spots
        assert spot.system == LKS94
        assert spot.note == "taken as N 6 176 000 E 602 000"


def test_metres_that_could_be_either_order_are_offered_both_ways_and_letters_decide() -> None:
    first, second = read("300000 400000").spots
    assert (first.note, second.note) == ("taken as N 300 000 E 400 000", "taken as N 400 000 E 300 000")
    (spot,) = read("LKS-92 E 300000 N 400000").spots
    assert (spot.lat, spot.lon) == pytest.approx((second.lat, second.lon))
    assert spot.note == ""


@pytest.mark.parametrize("text", ["35U MB 62017 84120", "mgrs 35UMB6201784120", "35umb 6201784120"])
def test_mgrs(text: str) -> None:
    (spot,) = read(text).spots
    assert spot.system == MGRS
    assert distance(spot.lat, spot.lon, *HERE) < 1
    assert spot.note == ""


def test_whole_degrees_minutes_and_seconds_without_any_sign() -> None:
    (spot,) = read("N 55 52 12 E 26 31 48").spots
    assert (spot.lat, spot.lon) == pytest.approx((55.87, 26.53))


def test_a_coarse_mgrs_square_says_how_coarse() -> None:
    assert read("35UMB6284").spots[0].note == "middle of a square of 1000 m"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("95.1 26.2", "outside the map"),
        ("10.1 20.2", "outside the map"),
        ("S 55.8 E 26.4", "outside the map"),
        ("Z 55.8 R 26.4", "outside the map"),  # R is west in Latvian
        ("38SMB4488", "outside the map"),
        ("55°99' 26°10'", "Minutes and seconds"),
        ("N 55 99 12 E 26 31 48", "Minutes and seconds"),
        ("N 10 52 12 E 26 31 48", "outside the map"),
        ("N 55.8 N 26.4", "same direction"),
        ("500000 500000", "no place in LKS-92, LKS-94"),
        ("LKS-92 6176000 602000", "no place in LKS-92"),
        ("MGRS MB 62017 84120", "lacks its zone"),
        ("35UMB62017 841", "as many figures east as north"),
        ("99UMB6284", "no such MGRS square"),
        ("35ULC5000090000", "no such MGRS square"),  # at 56.7° N, where the band is V
    ],
)
def test_what_looks_like_a_place_and_is_none_is_refused_in_words(text: str, why: str) -> None:
    reading = read(text)
    assert reading.spots == ()
    assert why in reading.why


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Daugavpils",
        "112",
        "VP 118",
        "Brīvības 12 5512",
        "55.8012",
        "1 2",
        "LKS-92",
        "9" * 200,
        "55.1 26.2 7.3",
        "20 30 40 50",
        "55 52 N 26",
        "55.5 52 12 N 26 31 48 E",
    ],
)
def test_what_is_no_coordinates_at_all_is_left_to_the_names(text: str) -> None:
    assert read(text) == coordinates.Reading()


@settings(max_examples=60, deadline=None)
@given(st.floats(53.9, 58.1), st.floats(20.0, 28.3), st.sampled_from(SYSTEMS))
def test_what_is_written_is_read_back_within_a_metre(lat: float, lon: float, system: str) -> None:
    text = written(lat, lon, system)
    assert text.startswith(WGS84 if system in (WGS84, MINUTES, SECONDS) else system)
    (spot,) = read(text).spots if not text.endswith("–") and read(text).spots else (None,)
    if spot is None:  # in the other country, beyond what this grid is asked for
        assert system in (LKS92, LKS94)
        return
    assert distance(lat, lon, spot.lat, spot.lon) < 1.0


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789 .,;°'\"NSEWXYZŠARLKSUMB-", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    for spot in read(text).spots:
        assert 48 < spot.lat < 66
        assert 7 < spot.lon < 41


def test_each_way_of_writing() -> None:
    said = [written(*HERE, system) for system in SYSTEMS]
    assert said == [
        "LKS-92 N 186 548 E 650 064",
        "LKS-94 N 6 187 786 E 650 094",
        "WGS 84 N 55.80120° E 26.39410°",
        "WGS 84 N 55° 48.0720′ E 26° 23.6460′",
        "WGS 84 N 55° 48′ 04.32″ E 26° 23′ 38.76″",
        "MGRS 35U MB 62017 84120",
    ]
    assert written(*HERE, LKS92, 10) == "LKS-92 N 186 550 E 650 060"
    assert written(55.9999999, 26.0, SECONDS, 10) == "WGS 84 N 56° 00′ 00.0″ E 26° 00′ 00.0″"
    assert written(10.0, 10.0, LKS92) == "LKS-92 –"
