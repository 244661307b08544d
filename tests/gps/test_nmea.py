"""Sentences out of any bytes: junk, tears, glue, noise."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gps.nmea import MAX_SENTENCE, Fault, Framer, Sentence, checksum


def sentence(body: str) -> bytes:
    return f"${body}*{checksum(body.encode()):02X}".encode()


RMC = sentence("GPRMC,120000,A,5657.0,N,02406.0,E,0,0,010126,,")
READ = Sentence("$GPRMC,120000,A,5657.0,N,02406.0,E,0,0,010126,,", True)


@pytest.mark.parametrize(
    "wrapped",
    [
        RMC + b"\r\n",
        b"\x02" + RMC + b"\x03\r\n",
        b"00001" + RMC + b"\r\n",
        b" 92 \x03\x02" + RMC,
        b"\\s:r003,c:1425*5D\\" + RMC + b"\r\n",
        RMC[:-2] + RMC[-2:].lower() + b"\n",
    ],
)
def test_what_radios_put_around_a_sentence_is_no_fault(wrapped: bytes) -> None:
    assert Framer().feed(wrapped) == [READ]


def test_glued_sentences_are_two() -> None:
    assert Framer().feed(RMC + RMC) == [READ, READ]


def test_a_sentence_ends_with_its_checksum_not_with_the_next_line() -> None:
    framer = Framer()
    assert framer.feed(RMC) == [READ]
    assert not framer.waiting


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"$GPRMC,1" + b"\r\n", "no checksum"),
        (b"$GPRMC,1*5\r\n", "checksum cut off"),
        (b"$GPRMC,1*ZZ\r\n", "checksum is not hex"),
        (b"$GPRMC,1*00\r\n", "is right"),
        (b"$GPRMC,12$", "cut off by the next sentence"),
        (b"garbage\r\n", "no sentence"),
        (b"$" + b"A" * (MAX_SENTENCE + 1), "longer than any sentence"),
        (b"\xff" * MAX_SENTENCE, "no sentence"),
    ],
)
def test_faults_are_named(data: bytes, why: str) -> None:
    (fault,) = Framer().feed(data)
    assert isinstance(fault, Fault)
    assert why in fault.why


def test_a_missing_checksum_is_for_lenient_ports_a_wrong_one_for_none() -> None:
    bare = RMC[:-3] + b"\r\n"
    assert Framer("lenient").feed(bare) == [Sentence(READ.text, False)]
    assert isinstance(Framer("lenient").feed(RMC[:-2] + b"00\r\n")[0], Fault)
    assert Framer("off").feed(RMC[:-2] + b"00\r\n") == [Sentence(READ.text, False)]


def test_a_torn_sentence_does_not_take_the_next_with_it() -> None:
    faults = Framer().feed(RMC[:20] + RMC)
    assert [type(found) for found in faults] == [Fault, Sentence]


@given(
    st.lists(st.sampled_from([RMC, b"\x02", b"\r\n", b"$", b"!AI", b"*", b"\xfe\x81", b"x" * 300, b"12"]), max_size=30)
)
@settings(max_examples=200)
def test_any_cut_gives_the_same(parts: list[bytes]) -> None:
    data = b"".join(parts)
    whole, bytewise = Framer(), Framer()
    by_bytes = [found for byte in data for found in bytewise.feed(bytes((byte,)))]
    assert whole.feed(data) + whole.flush() == by_bytes + bytewise.flush()


@given(st.binary(max_size=4000))
@settings(max_examples=200)
def test_noise_never_piles_up(data: bytes) -> None:
    framer = Framer()
    found = framer.feed(data)
    assert all(len(f.raw if isinstance(f, Fault) else f.text) <= MAX_SENTENCE + 1 for f in found)
