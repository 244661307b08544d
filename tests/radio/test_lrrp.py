"""LRRP's numbers and documents: what we write is read back, what radios write is read right wherever they are."""

from __future__ import annotations

import struct

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from radio.codec import Now, ProtocolError, Settings
from radio.events import Located, NoFix, Undecoded
from radio.protocols.lrrp import Lrrp, asking, document
from radio.protocols.lrrp.document import read
from radio.protocols.lrrp.numbers import Overlong, sfloatvar, ufloatvar, uintvar, write_uintvar

NOW = Now(1_800_000_000.0, 5.0)
requests = st.binary(min_size=1, max_size=8)


def report(lat: float, lon: float, *tokens: bytes, kind: int = document.TRIGGER_REPORT) -> bytes:
    """A report as a radio writes it, made here and not by the product."""
    magnitude = round(abs(lat) * 2**32 / 180) & 0x7FFFFFFF
    point = struct.pack(">Ii", magnitude | (lat < 0) << 31, max(-(2**31), min(2**31 - 1, round(lon * 2**32 / 360))))
    body = b"\x22\x04KOPA\x66" + point + b"".join(tokens)
    return bytes((kind, len(body))) + body


@pytest.mark.parametrize(("octets", "value"), [("8120", 160), ("828f25", 34725), ("00", 0), ("7f", 127), ("8100", 128)])
def test_whole_numbers(octets: str, value: int) -> None:
    data = bytes.fromhex(octets)
    assert uintvar(data, 0) == (value, len(data))
    assert write_uintvar(value) == data


@pytest.mark.parametrize(("octets", "value"), [("2540", 37.5), ("0063", 99 / 128), ("038140", 3 + 192 / 16384)])
def test_floats(octets: str, value: float) -> None:
    assert ufloatvar(bytes.fromhex(octets), 0) == (value, len(octets) // 2)


@pytest.mark.parametrize(
    ("octets", "value"),
    [
        ("400a", -0.078125),
        ("4001", -0.0078125),
        ("833760", 439.75),
        ("c33760", -439.75),
        ("3f00", 63.0),
        ("7f00", -63.0),
    ],
)
def test_signed_floats(octets: str, value: float) -> None:
    assert sfloatvar(bytes.fromhex(octets), 0) == (value, len(octets) // 2)


@given(st.integers(0, 2**32 - 1))
def test_a_number_written_is_read_back(value: int) -> None:
    data = write_uintvar(value)
    assert uintvar(data + b"\x99", 0) == (value, len(data))


def test_a_number_without_end_is_none() -> None:
    for number in (uintvar, ufloatvar, sfloatvar):
        with pytest.raises(Overlong):
            number(b"\xff" * 40, 0)
    for value in (-1, 2**32):
        with pytest.raises(ValueError, match="no number of 32 bits"):
            write_uintvar(value)


def test_what_we_ask_are_the_bytes_the_field_sends() -> None:
    request = bytes.fromhex("2468ace0")
    assert asking.ask_every(request, 60).hex().startswith("090c22042468ace034313c")
    assert asking.ask_stop(request).hex() == "0f0622042468ace0"
    assert asking.ask_now(request).hex() == "050922042468ace0516257"


@given(requests, st.integers(1, 86400))
def test_what_we_ask_is_read_back(request: bytes, seconds: int) -> None:
    every = read(asking.ask_every(request, seconds))
    assert (every.kind, every.request, every.interval) == (document.TRIGGER_REQUEST, request, seconds)
    now, stop, on = read(asking.ask_now(request)), read(asking.ask_stop(request)), read(asking.ask_on(request, 1))
    assert (now.kind, now.request) == (document.IMMEDIATE_REQUEST, request)
    assert (stop.kind, stop.request) == (document.STOP_REQUEST, request)
    assert (on.kind, on.request, on.wants[:2]) == (document.TRIGGER_REQUEST, request, (0x4A, 1))
    assert not any(one.why for one in (every, now, stop, on))


@given(st.floats(-89.99, 89.99), st.floats(-179.99, 179.99))
@settings(max_examples=300)
def test_a_place_anywhere_on_earth_is_read_right(lat: float, lon: float) -> None:
    outs = Lrrp(Settings()).receive(report(lat, lon), "12.0.0.80", NOW)
    (event,) = [out for out in outs if isinstance(out, Located | NoFix)]
    if isinstance(event, Located):
        assert event.lat == pytest.approx(lat, abs=1e-7)
        assert event.lon == pytest.approx(lon, abs=1e-7)
    else:
        assert abs(lat) < 1e-6
        assert abs(lon) < 1e-6


@example(b"\x23")
@example(b"\x22\x00")
@example(b"\x24\x00")
@given(st.binary(max_size=60))
@settings(max_examples=300)
def test_what_follows_the_place_cannot_take_it_back(junk: bytes) -> None:
    """Whatever tokens come after it, known, unknown or torn: a place is told, at most another one after it."""
    body = report(56.0, 24.0)[2:]
    data = bytes((document.TRIGGER_REPORT,)) + write_uintvar(len(body) + len(junk)) + body + junk
    told = read(data)
    assert told.request
    assert told.lat is not None
    if not any(token in junk for token in (0x51, 0x55, 0x66, 0x69, 0x6A)):
        assert told.lat == pytest.approx(56.0, abs=1e-7)
        assert told.lon == pytest.approx(24.0, abs=1e-7)


def test_what_cannot_be_is_left_out() -> None:
    fast = write_uintvar(9000) + b"\x00"
    outs = Lrrp(Settings()).receive(report(56.0, 24.0, b"\x6c" + fast, b"\x56\xff"), "", NOW)
    (event,) = [out for out in outs if isinstance(out, Located)]
    assert (event.speed, event.course) == (None, None)


@pytest.mark.parametrize("lat", [91.0, 200.0, 300.0])
def test_a_latitude_beyond_the_poles_is_no_place(lat: float) -> None:
    outs = Lrrp(Settings()).receive(report(lat, 24.0), "", NOW)
    assert [type(out) for out in outs if not isinstance(out, Located)][1:] in ([NoFix], [])
    assert not any(isinstance(out, Located) and abs(out.lat) > 90 for out in outs)


def test_an_unknown_token_keeps_what_came_before_and_the_rest_as_hex() -> None:
    outs = Lrrp(Settings()).receive(report(56.0, 24.0, b"\x7e\x01\x02"), "12.0.0.80", NOW)
    assert [type(out) for out in outs[1:]] == [Located, Undecoded]
    assert isinstance(outs[2], Undecoded)
    assert outs[2].raw == "7e0102"
    assert outs[2].radio == "dmr@local:80"


def test_a_document_of_another_protocol_is_refused() -> None:
    with pytest.raises(ProtocolError, match="document 16"):
        read(bytes.fromhex("1600"))
