"""Registrations and texts of MOTOTRBO: what is written is read back, numbers of seven bits, addresses of radios."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radio.cai import Addresses, host_of, number_told, octets_of
from radio.codec import ProtocolError
from radio.datagram import read_datagram
from radio.protocols import ars, tms

readable = st.text(st.characters(blacklist_categories=["Cs"]), max_size=100)
registrations = st.builds(
    ars.Message,
    kind=st.sampled_from([ars.DEVICE, ars.USER]),
    ack=st.booleans(),
    event=st.sampled_from(["", "initial", "refresh"]),
    device=readable.filter(lambda text: len(text.encode()) < 256),
    user=readable.filter(lambda text: len(text.encode()) < 256),
    password=readable.filter(lambda text: len(text.encode()) < 256),
)
others = st.builds(
    ars.Message,
    kind=st.sampled_from([ars.GONE, ars.QUERY, ars.USER_GONE, ars.USER_ANSWER]),
    ack=st.booleans(),
)
responses = st.builds(
    lambda **told: ars.Message(kind=ars.RESPONSE, **told),
    ack=st.booleans(),
    value=st.none() | st.integers(0, 127),
)
texts = st.builds(
    lambda **told: tms.Message(kind=tms.TEXT, **told),
    ack=st.booleans(),
    address=st.binary(max_size=12),
    sequence=st.none() | st.integers(0, 127),
    text=readable,
)
acknowledgements = st.builds(
    lambda **told: tms.Message(kind=tms.ACKNOWLEDGEMENT, **told),
    ack=st.booleans(),
    sequence=st.none() | st.integers(0, 127),
)


@given(registrations | others | responses, st.binary(max_size=8))
def test_a_registration_written_is_read_back_padded_or_not(message: ars.Message, padding: bytes) -> None:
    assert ars.read(ars.write(message)) == message
    assert ars.read(ars.write(message) + padding) == message


@given(texts | acknowledgements, st.binary(max_size=8))
def test_a_text_written_is_read_back_padded_or_not(message: tms.Message, padding: bytes) -> None:
    assert tms.read(tms.write(message) + padding) == message


def test_answers_are_the_bytes_of_the_field() -> None:
    assert ars.write(ars.Message(kind=ars.RESPONSE, value=1)).hex() == "0002bf01"
    assert ars.write(ars.Message(kind=ars.RESPONSE)).hex() == "00013f"
    assert ars.write(ars.Message(kind=ars.QUERY, ack=True)).hex() == "000174"
    assert tms.write(tms.Message(kind=tms.ACKNOWLEDGEMENT)).hex() == "00021f00"
    assert tms.write(tms.Message(kind=tms.ACKNOWLEDGEMENT, sequence=53)).hex() == "00049f009520"
    sent = tms.write(tms.Message(kind=tms.TEXT, ack=True, sequence=85, address=b"\x01", text="ahoj"))
    assert sent.hex() == "000de001019544610068006f006a00"


@pytest.mark.parametrize(
    ("device", "number"), [("2308094", 2308094), (" 7 ", 7), ("", None), ("x7", None), ("0", None), ("16777216", None)]
)
def test_who_registers(device: str, number: int | None) -> None:
    assert ars.claimed(ars.Message(kind=ars.DEVICE, device=device)) == number


@given(st.integers(1, 0xFFFFFF))
def test_a_number_is_an_address_and_back(number: int) -> None:
    here = Addresses(cai=127, pc=128)
    assert here.number(here.host(number)) == number
    assert here.number(host_of(number, 128)) == number
    assert here.number(host_of(number, 12)) is None
    assert number_told(str(number), here) == number
    assert number_told(f"{here.host(number)}:4005/ars", here) == number


@pytest.mark.parametrize(
    "host", ["", "radio", "12.0.0", "12.0.0.0", "12.0.0.256", "12.0.0.-1", "12.0.0.1.2", "12.0.0.¹"]
)
def test_what_is_no_radio(host: str) -> None:
    assert Addresses().number(host) is None


def test_the_planners_example() -> None:
    assert host_of(12045, 12) == "12.0.47.13"
    assert octets_of("12.0.47.13").hex() == "0c002f0d"


@given(st.binary(max_size=80))
def test_any_bytes_are_a_datagram_or_refused(data: bytes) -> None:
    try:
        told = read_datagram(data)
    except ProtocolError:
        return
    assert len(told.payload) <= len(data) - 28


@given(st.binary(min_size=28, max_size=60), st.integers(0, 255))
def test_a_datagram_is_read_within_its_bounds(data: bytes, octet: int) -> None:
    start = bytes((0x45, 0, 0, len(data))) + data[4:6] + bytes((0, 0, octet, 17)) + data[10:24]
    whole = start + (len(data) - 20).to_bytes(2, "big") + data[26:]
    told = read_datagram(whole + b"padding")
    assert told.payload == whole[28:]
    with pytest.raises(ProtocolError):
        read_datagram(whole[:-1])


@pytest.mark.parametrize(("second", "event"), [(0x20, "initial"), (0x40, "refresh"), (0x00, "")])
def test_why_a_radio_registers(second: int, event: str) -> None:
    """The captured registration of a radio that was switched on has 20."""
    captured = bytearray.fromhex("000cf0200732333038303934000000")
    captured[3] = second
    assert ars.read(bytes(captured)).event == event
