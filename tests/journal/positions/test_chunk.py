"""Chunks of positions: whatever goes in comes out, bit by bit, and damaged bytes raise one error."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gps.fix import is_place
from gps.sentence import KNOT, degrees
from journal.positions.chunk import MOST, Chunk, Received, are_places, digest, encode, holds
from journal.positions.columns import Damaged
from journal.positions.scales import _KNOT, ANGLES, SCALES, SPEEDS, fit
from radio.events import Located
from radio.protocols import lip
from units.entry import encode as payload_of

NUMBERS = st.floats(allow_nan=False) | st.sampled_from([0.0, -0.0, 5e-324, 1.7976931348623157e308, 2.0**53, 1 / 3])
ANGLE = st.one_of(
    st.integers(-(2**24), 2**24 - 1).map(lambda n: n * 360 / 2**25),
    st.integers(-(2**31), 2**31 - 1).map(lambda n: n * 180 / 2**32),
    st.integers(-1_800_000_000, 1_800_000_000).map(lambda n: n / 1e7),
    st.integers(0, 599_999).map(lambda n: -(56 + n / 1e4 / 60)),
    NUMBERS,
)
SPEED = st.one_of(
    st.none(),
    st.integers(0, 126).map(lip.velocity),
    st.integers(0, 99_999).map(lambda n: n / 100 * KNOT),
    st.integers(0, 400).map(lambda n: n / 3.6),
    NUMBERS,
)
MOMENTS = st.none() | st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=3))])).filter(
    lambda t: datetime(2, 1, 1, tzinfo=UTC) < t < datetime(9998, 1, 1, tzinfo=UTC)
)
NAMES = st.text(max_size=8) | st.sampled_from(["lip", "nmea@a:1", "nmea@a:2", "tetra@247-9:12"])
WHATS = st.builds(
    Located,
    gateway=NAMES,
    radio=st.none() | NAMES,
    radio_time=MOMENTS,
    rssi=st.none() | NUMBERS,
    lat=ANGLE,
    lon=ANGLE,
    speed=SPEED,
    course=st.none() | st.integers(0, 255).map(lambda n: n * 360 / 256) | NUMBERS,
    altitude=st.none() | st.integers(-200, 9000).map(float) | NUMBERS,
    accuracy=st.none() | st.integers(0, 62).map(lip.uncertainty) | NUMBERS,
    age=st.none() | st.sampled_from([5.0, 300.0]) | NUMBERS,
    reason=st.none() | NAMES,
)
INT64 = st.integers(-(2**63), 2**63 - 1)
FIXES = st.lists(
    st.builds(Received, INT64 | st.integers(1, 10**6), INT64 | st.integers(10**15, 10**15 + 10**9), WHATS), max_size=12
)


def bits(fixes: list[Received]) -> list[tuple[int, int, bytes]]:
    """-0.0 is another number than 0.0 here."""
    return [(fix.seq, fix.wall, payload_of(fix.what)) for fix in fixes]


@given(FIXES)
def test_whatever_goes_in_comes_out_bit_by_bit(fixes: list[Received]) -> None:
    stored = encode(fixes)
    found = Chunk(stored).fixes()
    assert found == fixes
    assert bits(found) == bits(fixes)
    assert encode(found) == stored, "the hash of what is left after an erasure must not depend on the way there"


@given(FIXES, st.data())
def test_some_rows_are_the_same_rows(fixes: list[Received], data: st.DataObject) -> None:
    some = data.draw(st.lists(st.integers(0, max(0, len(fixes) - 1)), max_size=5 if fixes else 0))
    found = Chunk(encode(fixes)).fixes(np.array(some, np.int64))
    assert bits(found) == bits([fixes[row] for row in some])


@given(FIXES.filter(bool), st.data())
def test_damage_raises_one_error_or_is_seen_by_the_hash(fixes: list[Received], data: st.DataObject) -> None:
    stored = encode(fixes)
    place = data.draw(st.integers(0, len(stored) - 1))
    bad = bytearray(stored)
    bad[place] ^= data.draw(st.integers(1, 255))
    for damaged in (bytes(bad), stored[:place], bytes(bad[: place + 1]) + stored):
        assert digest(damaged) != digest(stored)
        try:
            chunk = Chunk(damaged)
            assert len(chunk) <= MOST
            chunk.fixes()
            chunk.time()
        except Damaged:
            pass


def test_a_length_that_would_fill_memory_is_refused_before_it_is_unpacked() -> None:
    stored = encode([Received(n, n, Located(lat=n / 7, lon=0.0)) for n in range(100)])
    for claimed in (b"\xce" + struct.pack(">I", 2**31), b"\xcd\xff\xff"):
        with pytest.raises(Damaged):
            Chunk(stored.replace(b"\x64", claimed, 1)[:8] + b"").fixes()
    with pytest.raises(Damaged):
        Chunk(b"KPC\x02" + stored[4:])
    with pytest.raises(ValueError, match="fixes in one chunk"):
        encode([Received(1, 1, Located(lat=1.0, lon=1.0))] * (MOST + 1))


def test_a_radio_time_without_a_zone_is_not_for_a_chunk() -> None:
    naive = Located(lat=1.0, lon=1.0, radio_time=datetime(2026, 1, 1))  # noqa: DTZ001
    assert not holds(naive)
    assert holds(Located(lat=1.0, lon=1.0))
    with pytest.raises(ValueError, match="zone"):
        encode([Received(1, 1, naive)])


@pytest.mark.parametrize("sort", ["minutes", "lip", "lrrp", "decimal"])
def test_what_our_codecs_emit_is_kept_as_small_integers(sort: str) -> None:
    values = {
        "minutes": [degrees(f"56{n:07.4f}", "N", "NS", 90) for n in np.arange(0, 59, 0.0137)],
        "lip": [n * 180 / 2**24 for n in range(5_300_000, 5_302_000)],
        "lrrp": [n * 360 / 2**32 for n in range(285_000_000, 285_002_000)],
        "decimal": [round(24 + n * 1e-6, 7) for n in range(2000)],
    }[sort]
    for sign in (1, -1):
        array = np.array(values) * sign
        assert any(fit(array, scale)[1].all() for scale in ANGLES)
    stored = encode([Received(n, n, Located(lat=value, lon=0.0)) for n, value in enumerate(values, 1)])
    assert len(stored) < 2.5 * len(values)


def test_speeds_of_our_codecs_are_kept_as_small_integers() -> None:
    assert KNOT == _KNOT
    for values in ([n / 10 * KNOT for n in range(999)], [n / 3.6 for n in range(200)], [n / 100 for n in range(999)]):
        assert any(fit(np.array(values), scale)[1].all() for scale in SPEEDS)


def test_scales_of_stored_chunks_never_move() -> None:
    """Add at the end only: each gives what it gave when the first chunk was written with it."""
    was = [1234567.0, 123456.7, 12345.67, 1234.567, 123.4567]
    was += [12.34567, 1.234567, 0.1234567, 0.01234567, 0.001234567]
    was += [2057.6116666666667, 205.76116666666667, 20.576116666666667, 2.057611666666667, 0.20576116666666666]
    was += [0.020576116666666665, 0.0020576116666666667, 13.245466947555542, 13.245466947555542, 0.10348021052777767]
    was += [0.051740105263888836, 635116.1344444444, 63511.61344444445, 6351.161344444445, 635.1161344444445]
    was += [342935.27777777775, 34293.527777777774, 3429.3527777777776, 1736109.84375]
    number = np.array([1_234_567])
    assert [float(scale.value(number)[0]) for scale in SCALES[: len(was)]] == was


@given(st.lists(st.tuples(NUMBERS | st.floats(-90, 90), NUMBERS | st.floats(-180, 180)), max_size=20))
def test_many_places_are_judged_as_one_is(pairs: list[tuple[float, float]]) -> None:
    lat, lon = np.array([p[0] for p in pairs], float), np.array([p[1] for p in pairs], float)
    assert are_places(lat, lon).tolist() == [is_place(*pair) for pair in pairs]
