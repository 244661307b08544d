"""Fields of standard sentences, and which fixes are believed."""

from __future__ import annotations

import pytest

from gps.sentence import KNOT, Unknown, Unreadable, degrees, read, time_of_day


@pytest.mark.parametrize(
    ("text", "hemisphere", "angle"),
    [("5657", "N", 56.95), ("5657.0", "S", -56.95), ("5657.", "N", 56.95), ("007.5", "N", 7.5 / 60), ("9000", "N", 90)],
)
def test_latitude(text: str, hemisphere: str, angle: float) -> None:
    assert degrees(text, hemisphere, "NS", 90) == pytest.approx(angle)


@pytest.mark.parametrize(
    ("text", "hemisphere"),
    [
        ("9957.0", "N"),
        ("5675.0", "N"),
        ("9000.1", "N"),
        ("5657", ""),
        ("5657", "E"),
        ("-5657", "N"),
        ("5e3", "N"),
        ("", "N"),
    ],
)
def test_what_is_no_latitude(text: str, hemisphere: str) -> None:
    with pytest.raises(Unreadable):
        degrees(text, hemisphere, "NS", 90)


@pytest.mark.parametrize("text", ["246000", "235961", "126000", "12:00", "1200", "١٢٠٠٠٠"])
def test_what_is_no_time_of_day(text: str) -> None:
    with pytest.raises(Unreadable):
        time_of_day(text)


def test_a_leap_second_is_a_time_of_day() -> None:
    assert time_of_day("235960") == 86400


@pytest.mark.parametrize(
    ("text", "void", "flag"),
    [
        ("$GPRMC,120000,A,5657,N,02406,E,0,0,010126,,,A", "", ""),
        ("$GPRMC,120000,A,5657,N,02406,E,0,0,010126,,,A,V", "", ""),
        ("$GPRMC,120000,A,5657,N,02406,E,0,0,010126,,,N", "void", ""),
        ("$GPRMC,120000,V,5657,N,02406,E,0,0,010126,,,A", "void", ""),
        ("$GPRMC,120000,A,5657,N,02406,E,0,0,010126,,,S", "", "simulated"),
        ("$GPRMC,120000,A,,,,,0,0,010126,,,A", "no position", ""),
        ("$GPRMC,120000,A,0000.0,N,00000.0,E,0,0,010126,,,A", "at 0,0", ""),
        ("$GPGGA,120000,5657,N,02406,E,0,0,,,M,,M,,", "void", ""),
        ("$GPGGA,120000,5657,N,02406,E,6,0,,,M,,M,,", "", "estimated"),
        ("$GPGGA,120000,5657,N,02406,E,8,0,,,M,,M,,", "", "simulated"),
        ("$GPGLL,5657,N,02406,E,120000,A,A", "", ""),
        ("$GPGLL,5657,N,02406,E,120000,V,N", "void", ""),
        ("$GPGLL,5657,N,02406,E,120000,A,N", "void", ""),
        ("$GPGLL,5657,N,02406,E,120000", "void", ""),
        ("$GNGNS,120000,5657,N,02406,E,NN,0,,,,,", "void", ""),
        ("$GNGNS,120000,5657,N,02406,E,AN,7,1.0,12.5,,,", "", ""),
        ("$GNGNS,120000,5657,N,02406,E,EE,7,1.0,12.5,,,", "", "estimated"),
    ],
)
def test_validity(text: str, void: str, flag: str) -> None:
    reading = read(text)
    assert reading is not None
    assert (reading.void, reading.flag) == (void, flag)
    assert (reading.lat is None) == bool(void)


def test_an_old_gll_without_status_is_for_lenient_ports() -> None:
    reading = read("$GPGLL,5657,N,02406,E,120000", strict=False)
    assert reading is not None
    assert not reading.void


def test_knots_become_metres_a_second_and_nonsense_nothing() -> None:
    reading = read("$GPRMC,120000,A,5657,N,02406,E,12195.6,361,010126,,,A")
    assert reading is not None
    assert (reading.speed, reading.course) == (None, None)
    reading = read("$GPRMC,120000,A,5657,N,02406,E,10,360,010126,,,A")
    assert reading is not None
    assert reading.speed == pytest.approx(10 * KNOT)
    assert reading.course == 0


def test_a_date_nobody_can_read_leaves_the_place_one_that_cannot_be_does_not() -> None:
    reading = read("$GPRMC,000231.099,A,4829.0005,N,00022.0015,E,0.15,212.28,2208-1,,,A")
    assert reading is not None
    assert reading.day_garbled
    assert reading.lat is not None
    with pytest.raises(Unreadable):
        read("$GPRMC,120000,A,5657,N,02406,E,0,0,310226,,")


def test_types() -> None:
    assert read("$GPGSV,1,1,00") is None
    assert read("$GPTXT,01,01,02,hello") is None
    for strange in ("$GPTHS,1,A", "$", "$GP", "!AIVDM,1,1,,B,13,0"):
        with pytest.raises(Unknown):
            read(strange)
