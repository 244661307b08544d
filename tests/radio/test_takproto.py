"""TAK protobuf by dice: whatever comes is an event, none, or a fault, and costs no other message of its stream."""

from __future__ import annotations

import math
import random
import struct
from itertools import pairwise

import pytest

from radio.codec import Out, ProtocolError
from radio.events import Located
from radio.protocols.cot import takproto
from tests.radio.damage import damaged
from tests.radio.test_codecs_total import sane
from tests.radio.test_cot import codec, now, of
from tests.vectors import load

NUMBERS = (0, 1, 4, 127, 128, 1_795_298_400_000, 1 << 46, 1 << 47, (1 << 64) - 1)
REALS = (0.0, 56.3, -24.1, 90.0, 180.0, 271.5, 9999999.0, math.nan, math.inf, -1e300)
WORDS = (
    b"LT-7",
    b"a-f-G-U-C",
    b"m-g",
    b"",
    b"\xff\xfe",
    b"x" * 300,
    b"<remarks>here</remarks>",
    b"<!DOCTYPE a []>",
    b"<a>",
)
FIELDS = (*range(1, 18), 31, 1 << 20)


def number_of(value: int) -> bytes:
    return bytes((value & 0x7F | 0x80,)) + number_of(value >> 7) if value > 0x7F else bytes((value,))


def tree(dice: random.Random, depth: int = 0) -> bytes:
    """Fields as protobuf writes them, of any kind and some of them fields again: events by chance."""
    made = b""
    for _ in range(dice.randrange(1, 12 if depth == 1 else 5)):
        kind = dice.choice((0, 1, 1, 2, 2, 2, 5))
        made += number_of((2 if depth == 0 else dice.choice(FIELDS)) << 3 | (2 if depth == 0 else kind))
        if depth == 0 or (kind == 2 and depth < 4 and dice.random() < 0.4):
            inner = tree(dice, depth + 1)
            made += number_of(len(inner)) + inner
        elif kind == 2:
            word = dice.choice(WORDS)
            made += number_of(len(word)) + word
        elif kind == 0:
            made += number_of(dice.choice(NUMBERS))
        else:
            made += struct.pack("<d" if kind == 1 else "<f", dice.choice(REALS[:-1]))
    return made


def identified(dice: random.Random) -> bytes:
    """An event with a name, a place and whatever else."""
    point = b"".join(number_of(f << 3 | 1) + struct.pack("<d", dice.choice(REALS)) for f in range(10, 15))
    rest = tree(dice, 2)
    inner = b"\x0a\x09a-f-G-U-C\x2a\x04LT-7" + point + b"\x7a" + number_of(len(rest)) + rest
    return b"\x12" + number_of(len(inner)) + inner


def try_protobuf(count: int, seed: int) -> None:
    """Damaged messages alone, then framed in a stream of many with one that is whole at its end."""
    (known,) = (bytes.fromhex(m[4:]) for v in load("cot") for m in v["in"] if m.startswith("hex:bfd1"))
    dice, events, refused = random.Random(seed), 0, 0
    made = codec()
    for number in range(count):
        good = (known[3:], tree(dice), identified(dice))
        message = damaged(dice, good)
        try:
            told = takproto.read(message)
            events += told is not None
            if told is not None:
                assert told.uid and told.type
                assert all(value is None or abs(value) <= 180 for value in (told.lat, told.lon))
        except ProtocolError as fault:
            refused += 1
            assert len(str(fault)) < 400
        stream = b"\xbf" + number_of(len(message)) + message + known
        outs: list[Out] = []
        at = now(number * 30.0)
        for begin, end in pairwise((0, *sorted(dice.choices(range(len(stream) + 1), k=2)), len(stream))):
            try:
                outs += made.receive(stream[begin:end], "", at)
            except ProtocolError as fault:
                assert len(str(fault)) < 400
                outs += fault.kept
        assert any(out.radio == "cot@lt:LV-101" for out in of(outs, Located)), stream.hex()
        outs += made.tick(at)
        sane(outs)
    assert events > count / 20 and refused > count / 20, "both kinds come"


def test_damaged_protobuf_costs_only_itself() -> None:
    try_protobuf(500, 1)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_damaged_protobuf_for_long() -> None:
    try_protobuf(200_000, 2)
