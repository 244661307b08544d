"""Location reports of every shape, time and velocity: written here bit by bit, read as the standard means them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gps.fix import is_place
from radio.codec import ProtocolError
from radio.events import EmergencyRaised, Located, NoFix, Undecoded
from radio.protocols import lip
from radio.protocols.lip import Report, read_report

RECEIVED = 1_790_000_000.0  # a Monday in September 2026
SHAPES, VELOCITIES = range(11), range(8)

Fields = list[tuple[int, int]]
"""(value, width in bits), in order."""


def packed(fields: Fields) -> bytes:
    bits = "".join(f"{value & (1 << width) - 1:0{width}b}" for value, width in fields)
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")


def point(lat: float, lon: float) -> Fields:
    return [(round(lon * 2**25 / 360), 25), (round(lat * 2**24 / 180), 24)]


def shape(kind: int, lat: float, lon: float, unc: int, altitude: int) -> Fields:
    """Clause 6.3.30 and its neighbours, by kind."""
    after: dict[int, Fields] = {
        1: [],
        2: [(unc, 6)],
        3: [(unc, 6), (unc, 6), (77, 8), (5, 3)],
        4: [(0, 1), (altitude, 11)],
        5: [(unc, 6), (1, 1), (altitude, 11)],
        6: [(unc, 6), (unc, 6), (77, 8), (5, 3), (0, 1), (altitude, 11)],
        7: [(unc, 6), (0, 1), (altitude, 11), (3, 3)],
        8: [(unc, 6), (unc, 6), (77, 8), (5, 3), (0, 1), (altitude, 11), (3, 3)],
        9: [(40, 16), (80, 16), (10, 8), (20, 8), (4, 3)],
        10: [(1, 3)],
    }
    return [(kind, 4), *(point(lat, lon) + after[kind] if kind else [])]


def velocity(kind: int, speed: int, course: int) -> Fields:
    """Clause 6.3.84: speed, its uncertainty, the vertical one with sign, direction, by kind."""
    vertical: Fields = [(1, 1), (3, 7)]
    after: dict[int, Fields] = {
        0: [],
        1: [],
        2: [(2, 3)],
        3: vertical,
        4: [(2, 3), *vertical, (1, 3)],
        5: [(course, 8)],
        6: [(2, 3), (course, 8), (3, 3)],
        7: [(2, 3), *vertical, (1, 3), (course, 8), (3, 3)],
    }
    return [(kind, 3), *([(speed, 7), *after[kind]] if kind else [])]


def long_report(time: Fields, *parts: Fields, reason: int = 129, user: int = 0) -> bytes:
    body = [field for part in parts for field in part]
    return packed([(lip.PID, 8), (1, 2), (3, 4), *time, *body, (0, 1), (user, 1), (reason, 8)])


NO_TIME: Fields = [(0, 2)]
degrees = st.floats(-89, 89).filter(lambda value: abs(value) > 0.01)


@given(
    st.sampled_from([kind for kind in SHAPES if kind]),
    st.sampled_from(VELOCITIES),
    degrees,
    degrees,
    st.integers(0, 62),
    st.integers(1, 2047),
    st.integers(0, 126),
    st.integers(0, 255),
    st.integers(0, 255),
)
def test_every_shape_with_every_velocity(
    kind: int, moving: int, lat: float, lon: float, unc: int, height: int, speed: int, course: int, reason: int
) -> None:
    data = long_report(NO_TIME, shape(kind, lat, lon, unc, height), velocity(moving, speed, course), reason=reason)
    got = read_report(data, RECEIVED)
    assert got.lat == pytest.approx(lat, abs=180 / 2**24) and got.lon == pytest.approx(lon, abs=360 / 2**25)
    circle = 2 * 1.2 ** (unc + 5) - 4
    wide = {9: 400.0, 10: 20.0} | dict.fromkeys((2, 3, 5, 6, 7, 8), circle)
    assert got.accuracy == (pytest.approx(wide[kind]) if kind in wide else None)
    assert (got.altitude is not None) is (kind in (4, 5, 6, 7, 8))
    assert (got.speed is not None) is (moving > 0)
    assert got.course == (pytest.approx(course * 360 / 256) if moving >= 5 else None)
    assert got.raw == reason and got.emergency is (reason == 2)


@given(degrees, degrees, st.integers(0, 3), st.integers(0, 7), st.integers(0, 127), st.integers(0, 15))
def test_every_short_report(lat: float, lon: float, elapsed: int, error: int, speed: int, course: int) -> None:
    fields = [(lip.PID, 8), (0, 2), (elapsed, 2), *point(lat, lon), (error, 3), (speed, 7), (course, 4), (0, 1), (2, 8)]
    for pad in (0, 4):  # 84 bits, in 21 or 22 nibbles
        got = read_report(packed([*fields, (0, pad)] if pad else fields), RECEIVED, 84)
        assert got.lat == pytest.approx(lat, abs=180 / 2**24) and got.lon == pytest.approx(lon, abs=360 / 2**25)
        assert got.age == (5, 300, 1800, None)[elapsed]
        assert got.accuracy == (2, 20, 200, 2000, 20_000, 200_000, None, None)[error]
        assert got.beyond is (error == 6) and got.course == course * 22.5
        assert got.emergency


@given(st.integers(1, 28), st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))
def test_the_time_of_a_fix_is_the_last_such_moment(day: int, hour: int, minute: int, second: int) -> None:
    time: Fields = [(2, 2), (day, 5), (hour, 5), (minute, 6), (second, 6)]
    got = read_report(long_report(time, shape(1, 56, 26, 0, 1), velocity(0, 0, 0)), RECEIVED)
    assert got.time is not None
    assert (got.time.day, got.time.hour, got.time.minute, got.time.second) == (day, hour, minute, second)
    assert abs(got.time.timestamp() - RECEIVED) <= 31 * 86400


def test_no_place_is_no_fix_whatever_the_shape() -> None:
    for kind in SHAPES:
        got = read_report(long_report(NO_TIME, shape(kind, 0, 0, 63, 0), velocity(5, 127, 0), reason=2), RECEIVED)
        first, second = lip.events_of(got, "g", "r")
        assert isinstance(first, NoFix) and isinstance(second, EmergencyRaised), (
            "no place, but an emergency all the same"
        )
        assert got.speed is None and got.altitude is None


def test_a_position_good_to_more_than_200_km_is_none() -> None:
    for beyond, kind in ((False, Located), (True, NoFix)):
        told = Report(lat=55.9, lon=26.5, raw=129, beyond=beyond)
        assert [type(out) for out in lip.events_of(told, "g", "r")] == [kind]
        told.raw = lip.EMERGENCY
        assert [type(out) for out in lip.events_of(told, "g", "r")] == [kind, EmergencyRaised]


def test_emergency_is_two_and_nothing_else() -> None:
    """Published decoders read the upper nibble alone: 2 becomes power-on, 32 (an answer) becomes emergency."""
    for reason in range(256):
        got = read_report(long_report(NO_TIME, shape(1, 56, 26, 0, 1), velocity(0, 0, 0), reason=reason), RECEIVED)
        raised = [out for out in lip.events_of(got, "g", "r") if isinstance(out, EmergencyRaised)]
        assert bool(raised) is (reason == 2)
    user = read_report(long_report(NO_TIME, shape(1, 56, 26, 0, 1), velocity(0, 0, 0), reason=2, user=1), RECEIVED)
    assert not user.emergency and user.reason == "user-2", "user data is not a reason"


@pytest.mark.parametrize("kind", range(11, 16))
def test_shapes_nobody_defined_are_refused(kind: int) -> None:
    with pytest.raises(ProtocolError, match="shape"):
        read_report(packed([(lip.PID, 8), (1, 2), (3, 4), (0, 2), (kind, 4), (0, 60)]), RECEIVED)


@given(st.integers(11, 15), st.integers(0, 2**60 - 1), st.integers(0, 7), st.booleans(), st.sampled_from([0, 1]))
def test_an_emergency_around_a_place_nobody_can_read_is_one(
    kind: int, noise: int, spare: int, told: bool, user: int
) -> None:
    """A shape of years to come: where it ends is where the message does, told in bits or in bytes."""
    fields = [(lip.PID, 8), (1, 2), (3, 4), (0, 2), (kind, 4), (noise, 60), (user, 1), (lip.EMERGENCY, 8)]
    data, bits = packed([*fields, (0, spare)]), 89 + spare if told else None
    if user:
        with pytest.raises(ProtocolError, match="shape"):
            read_report(data, RECEIVED, bits)
        return
    got = read_report(data, RECEIVED, bits)
    no_fix, raised, undecoded = lip.events_of(got, "g", "r")
    assert isinstance(no_fix, NoFix) and isinstance(raised, EmergencyRaised) and isinstance(undecoded, Undecoded)
    assert (no_fix.reason, undecoded.raw, undecoded.why) == ("emergency", data.hex(), f"LIP location shape {kind}")


def test_an_emergency_whose_time_is_reserved_is_one() -> None:
    got = read_report(long_report([(3, 2)], shape(1, 56, 26, 0, 1), velocity(0, 0, 0), reason=2), RECEIVED)
    assert got.emergency and got.lat is None and "time type 3" in got.why


@given(st.integers(0, 255).filter(lambda reason: reason != 2))
def test_any_other_reason_around_a_place_nobody_can_read_is_refused(reason: int) -> None:
    fields = [(lip.PID, 8), (1, 2), (3, 4), (0, 2), (15, 4), ((1 << 60) - 1, 60), (0, 1), (reason, 8)]
    with pytest.raises(ProtocolError, match="shape 15"):
        read_report(packed(fields), RECEIVED, 89)


@given(st.binary(min_size=1, max_size=40), st.one_of(st.none(), st.integers(0, 400)))
def test_any_bytes_are_a_report_or_refused(data: bytes, bits: int | None) -> None:
    try:
        got = read_report(bytes((lip.PID,)) + data, RECEIVED, bits)
    except ProtocolError:
        return
    assert isinstance(got, Report)
    for out in lip.events_of(got, "g", "r"):
        if isinstance(out, Located):
            assert is_place(out.lat, out.lon)
            assert out.speed is None or 0 <= out.speed < 400
            assert out.course is None or 0 <= out.course < 360
            assert out.altitude is None or -200 <= out.altitude <= 11525
