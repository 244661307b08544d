"""The codes alone: what each corrects, what each notices, and that encoder and decoder are each other's inverse."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radio.protocols.dmr import bptc, crc, embedded, lc, reed, trellis
from radio.protocols.dmr.golay import GOLAY, QUADRATIC_RESIDUE, ShortCode
from radio.protocols.dmr.hamming import HAMMING_13_9, HAMMING_15_11, HAMMING_16_11, Hamming

NINE = st.binary(min_size=9, max_size=9)
TWELVE = st.binary(min_size=12, max_size=12)


def damaged(number: int, places: list[int]) -> int:
    for place in places:
        number ^= 1 << 263 - place
    return number


@pytest.mark.parametrize(("code", "length", "data", "most"), [(GOLAY, 20, 8, 3), (QUADRATIC_RESIDUE, 16, 7, 2)])
def test_a_short_code_corrects_what_it_promises(code: ShortCode, length: int, data: int, most: int) -> None:
    for value in (0, 1, 0x55, (1 << data) - 1):
        word = code.encode(value)
        for weight in range(most + 1):
            for places in combinations(range(length), weight):
                wrong = word ^ sum(1 << place for place in places)
                assert code.decode(wrong) == (value, weight)


@pytest.mark.parametrize(("code", "length", "data", "most"), [(GOLAY, 20, 8, 3), (QUADRATIC_RESIDUE, 16, 7, 2)])
def test_a_short_code_notices_one_wrong_bit_more(code: ShortCode, length: int, data: int, most: int) -> None:
    word = code.encode(0x2A)
    found = [
        code.decode(word ^ sum(1 << place for place in places)) for places in combinations(range(length), most + 1)
    ]
    assert all(each is None or each[0] == 0x2A for each in found) or code is GOLAY
    assert sum(each is not None for each in found) < len(found) // 2


@pytest.mark.parametrize("code", [HAMMING_15_11, HAMMING_13_9, HAMMING_16_11])
def test_a_hamming_syndrome_accuses_the_wrong_bit(code: Hamming) -> None:
    assert len(set(code.columns)) == code.length
    for bit, syndrome in enumerate(code.columns):
        assert code.accused[syndrome] == bit


def test_two_wrong_bits_accuse_nobody_in_the_longest_hamming_code() -> None:
    columns = HAMMING_16_11.columns
    assert all(HAMMING_16_11.accused[a ^ b] == -1 for a, b in combinations(columns, 2))


@given(TWELVE)
def test_bptc_gives_back_what_it_was_given(octets: bytes) -> None:
    burst = bptc.encode(octets).to_bytes(33, "big")
    assert list(bptc.candidates(burst)) == [(octets, 0)]


@given(TWELVE, st.lists(st.sampled_from(bptc.INFORMATION[1:]), min_size=1, max_size=3, unique=True))
def test_bptc_repairs_any_three_wrong_bits(octets: bytes, places: list[int]) -> None:
    burst = damaged(bptc.encode(octets), places).to_bytes(33, "big")
    assert (octets, len(places)) in list(bptc.candidates(burst))


def test_bptc_repairs_every_pair_of_wrong_bits() -> None:
    octets = bytes(range(12))
    clean = bptc.encode(octets)
    for pair in combinations(bptc.INFORMATION[1:], 2):  # the first is outside the matrix
        assert next(bptc.candidates(damaged(clean, list(pair)).to_bytes(33, "big")))[0] == octets


@pytest.mark.parametrize("octets", [bytes(11), bytes(13)])
def test_bptc_takes_twelve_octets(octets: bytes) -> None:
    with pytest.raises(ValueError, match="12 octets"):
        bptc.encode(octets)


@given(NINE, st.sets(st.integers(0, 11), min_size=1, max_size=3), st.data())
def test_reed_solomon_notices_any_three_wrong_octets(octets: bytes, places: set[int], data: st.DataObject) -> None:
    block = bytearray(reed.sealed(octets, reed.HEADER))
    for place in places:
        block[place] ^= data.draw(st.integers(1, 255))
    assert not reed.proves(bytes(block), reed.HEADER)


@given(NINE)
def test_a_header_is_no_terminator(octets: bytes) -> None:
    assert reed.proves(reed.sealed(octets, reed.HEADER), reed.HEADER)
    assert not reed.proves(reed.sealed(octets, reed.HEADER), reed.TERMINATOR)


@given(st.binary(min_size=10, max_size=10))
def test_each_kind_of_block_has_a_seal_of_its_own(octets: bytes) -> None:
    masks = (crc.CSBK, crc.PI, crc.MBC, crc.DATA, crc.UDT)
    for mask in masks:
        assert [other for other in masks if crc.is_sealed(crc.sealed(octets, mask), other)] == [mask]


@given(NINE)
def test_embedded_link_control_gives_back_what_it_was_given(octets: bytes) -> None:
    assert embedded.decode(embedded.encode(octets)) == (octets, 0)


def test_embedded_link_control_without_its_checksum_is_none() -> None:
    """The sum of two words is a word of the block code, but the five check bits are no linear code."""
    one, other = bytes(range(1, 10)), bytes(range(11, 20))
    both = (a ^ b for a, b in zip(embedded.encode(one), embedded.encode(other), strict=True))
    assert crc.sum5(bytes(a ^ b for a, b in zip(one, other, strict=True))) != crc.sum5(one) ^ crc.sum5(other)
    assert embedded.decode(bytes(both)) is None


@given(NINE, st.lists(st.integers(0, 127), min_size=1, max_size=2, unique=True))
def test_embedded_link_control_repairs_any_two_wrong_bits(octets: bytes, places: list[int]) -> None:
    message = int.from_bytes(embedded.encode(octets), "big") ^ sum(1 << place for place in places)
    found = embedded.decode(message.to_bytes(16, "big"))
    assert found is not None
    assert found[0] == octets


@given(st.binary(min_size=18, max_size=18))
def test_the_trellis_gives_back_what_it_was_given(octets: bytes) -> None:
    assert trellis.decode(trellis.encode(octets)) == (octets, 0)


@given(st.binary(min_size=18, max_size=18), st.sampled_from(bptc.INFORMATION))
def test_the_trellis_repairs_a_wrong_bit(octets: bytes, place: int) -> None:
    assert trellis.decode(damaged(trellis.encode(octets), [place])) == (octets, 1)


@given(st.binary(min_size=10, max_size=22), st.integers(0, 127), st.integers(0, 175))
def test_crc9_notices_a_wrong_bit(octets: bytes, serial: int, bit: int) -> None:
    changed = bytearray(octets)
    changed[bit // 8 % len(octets)] ^= 1 << bit % 8
    assert crc.crc9(octets, serial, crc.RATE_12) != crc.crc9(bytes(changed), serial, crc.RATE_12)
    assert crc.crc9(octets, serial, crc.RATE_12) != crc.crc9(octets, serial ^ 1, crc.RATE_12)


def test_bptc_does_not_make_words_of_noise() -> None:
    """Beyond so many repaired bits a 16-bit checksum would be all that stands between noise and an alarm."""
    dice = random.Random("noise")
    for _ in range(1000):
        word = bptc.encode(dice.randbytes(12)) ^ sum(1 << place for place in dice.sample(range(264), 40))
        for burst in (dice.randbytes(33), word.to_bytes(33, "big")):
            assert all(repaired <= bptc.MOST for _, repaired in bptc.candidates(burst))


# --- how often link control comes out right (benchmarks/dmr.py has the peers beside it). The issue asks for 100, 99, 98,
# 95 and 85 %; with one way of repairing fewer it would still be met, so the gates stand where all ways bring us.

GATES = {1: 1.0, 2: 1.0, 3: 1.0, 5: 0.998, 8: 0.985}


def trials(errors: int, count: int, seed: str) -> tuple[int, int]:
    """Link controls of ``count`` damaged header bursts that came out right, and wrong."""
    dice = random.Random(f"{seed}/{errors}")
    right = wrong = 0
    for _ in range(count):
        octets = lc.call(dice.getrandbits(24), dice.getrandbits(24), options=dice.getrandbits(8))
        burst = damaged(bptc.encode(reed.sealed(octets, reed.HEADER)), dice.sample(bptc.INFORMATION, errors))
        found = lc.from_burst(burst.to_bytes(33, "big"), reed.HEADER)
        right += found is not None and found[0].octets == octets
        wrong += found is not None and found[0].octets != octets
    return right, wrong


@pytest.mark.parametrize(("errors", "share"), GATES.items())
def test_link_control_survives_wrong_bits(errors: int, share: float) -> None:
    right, wrong = trials(errors, 1000, "gate")
    assert right >= share * 1000
    assert wrong == 0


def test_no_wrong_link_control_is_believed() -> None:
    assert [trials(errors, 1000, "wrong")[1] for errors in (12, 16, 24, 40)] == [0, 0, 0, 0]


@pytest.mark.soak
def test_no_wrong_link_control_is_believed_for_long() -> None:
    assert [trials(errors, 10_000, "long")[1] for errors in (8, 12, 14, 16, 20, 30, 60, 98)] == [0] * 8
