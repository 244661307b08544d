"""Whatever bursts come, in whatever order, with whatever claims: events or one ProtocolError, and calls that end."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from radio.codec import Out, VoiceFrame
from radio.events import CallEnded, CallStarted, Located
from radio.protocols.dmr import alias, bptc, burst, crc, gpsinfo, outgoing
from radio.protocols.dmr.call import Claim
from tests.radio.dmr.channel import Channel

SHORT, LONG = 300, 200_000
VOICE = [number.to_bytes(27, "big") for number in range(18)]
GOOD: list[bytes] = [
    *outgoing.call(2201, 9, VOICE, more=[*alias.write("VP-12 x", 2), gpsinfo.write(55.9, 26.5)]),
    *outgoing.call(2202, 2201, VOICE, group=False, emergency=True, key=(0x24, 2)),
    *outgoing.packet(2201, 1, bytes(range(60)), kind=burst.RATE_34, sequence=1),
    *outgoing.packet(2201, 1, bytes(range(60)), kind=burst.RATE_12),
    *outgoing.packet(2201, 1, bytes(range(60)), kind=burst.RATE_1, sap=3),
    *outgoing.short_text(2201, 9, "text"),
    outgoing.alarm(2201, 9),
]
good = st.sampled_from(GOOD)
runs = st.builds(lambda at, many: GOOD[at : at + many], st.integers(0, len(GOOD) - 1), st.integers(1, 30))


def flipped(octets: bytes, places: list[int]) -> bytes:
    number = int.from_bytes(octets, "big")
    for place in places:
        number ^= 1 << place
    return number.to_bytes(33, "big")


def sealed(kind: int, octets: bytes) -> bytes:
    """A burst that is right in every check and says anything at all."""
    masks = {burst.CSBK: crc.CSBK, burst.DATA_HEADER: crc.DATA, burst.PRIVACY: crc.PI, burst.MBC_HEADER: crc.MBC}
    if kind == burst.VOICE_HEADER:
        return outgoing.header(octets[:9])
    if kind == burst.TERMINATOR:
        return outgoing.terminator(octets[:9])
    if kind in masks:
        return outgoing.control(crc.sealed(octets[:10], masks[kind]), kind)
    return burst.data_burst(bptc.encode(octets), kind, 1)


any_content = st.builds(sealed, st.integers(0, 15), st.binary(min_size=12, max_size=12))
any_signalling = st.builds(lambda octets: list(outgoing.voice(VOICE[:6], [octets])), st.binary(min_size=9, max_size=9))
one = st.one_of(
    good,
    any_content,
    st.builds(flipped, good, st.lists(st.integers(0, 263), max_size=30)),
    st.binary(min_size=33, max_size=33),
    st.binary(max_size=40),
)
claims = st.builds(
    Claim,
    src=st.sampled_from([0, 2201, 0xFFFFFF]),
    dst=st.sampled_from([0, 9, 4404]),
    group=st.booleans(),
    kind=st.none() | st.integers(0, 15),
    letter=st.none() | st.integers(0, 5),
    lost=st.none() | st.integers(0, 255),
)
pauses = st.sampled_from([0.06, 0.06, 0.06, 0.0, 0.2, 1.1, 11.0])
steps = st.lists(
    st.tuples(runs | any_signalling | st.lists(one, max_size=4), st.just(Claim()) | claims, pauses), max_size=10
)


def survive(parts: list[tuple[list[bytes], Claim, float]]) -> None:
    channel = Channel(diagnose=True)
    for bursts, claim, pause in parts:
        for octets in bursts:
            channel.feed([octets], claim, period=min(pause, 0.06))
        channel.wait(pause)
    channel.close()
    channel.wait(4)
    assert all(len(fault) < 400 for fault in channel.faults)
    sane(channel.outs)


def sane(outs: list[Out]) -> None:
    running: set[str] = set()
    last: dict[str, int] = {}
    for out in outs:
        if isinstance(out, CallStarted):
            assert out.call not in last
            running.add(out.call)
            last[out.call] = -480
        elif isinstance(out, CallEnded):
            running.remove(out.call)
        elif isinstance(out, VoiceFrame):
            assert out.call in running
            assert len(out.data) == 27
            assert out.index % 480 == 0
            assert out.index > last[out.call]
            last[out.call] = out.index
        elif isinstance(out, Located):
            assert -90 <= out.lat <= 90
            assert -180 <= out.lon <= 180
    assert running == set()


@given(steps)
@settings(max_examples=SHORT, suppress_health_check=list(HealthCheck))
def test_total(parts: list[tuple[list[bytes], Claim, float]]) -> None:
    survive(parts)


def thrown(dice: random.Random) -> tuple[list[bytes], Claim, float]:
    """The same by dice, which is quicker."""
    kind = dice.random()
    if kind < 0.4:
        at = dice.randrange(len(GOOD))
        bursts = GOOD[at : at + dice.randrange(1, 31)]
    elif kind < 0.55:
        bursts = list(outgoing.voice(VOICE[:6], [dice.randbytes(9)]))
    elif kind < 0.75:
        bursts = [sealed(dice.randrange(16), dice.randbytes(12)) for _ in range(dice.randrange(1, 4))]
    elif kind < 0.95:
        places = [dice.randrange(264) for _ in range(dice.randrange(31))]
        bursts = [flipped(dice.choice(GOOD), places) for _ in range(dice.randrange(1, 4))]
    else:
        bursts = [dice.randbytes(dice.choice((33, 33, dice.randrange(41))))]
    claim = Claim()
    if dice.random() < 0.4:
        claim = Claim(
            src=dice.choice((0, 2201, 0xFFFFFF)),
            dst=dice.choice((0, 9, 4404)),
            group=dice.random() < 0.5,
            kind=dice.choice((None, dice.randrange(16))),
            letter=dice.choice((None, dice.randrange(6))),
            lost=dice.choice((None, dice.randrange(256))),
        )
    return bursts, claim, dice.choice((0.06, 0.06, 0.06, 0.06, 0.0, 0.2, 1.1, 11.0))


def try_many(seed: int, count: int) -> None:
    """So many bursts, in sessions of some. A failure names the session that fails again."""
    played, session = 0, 0
    while played < count:
        session += 1
        dice = random.Random(f"{seed}/{session}")
        parts = [thrown(dice) for _ in range(dice.randrange(1, 10))]
        try:
            survive(parts)
        except Exception as error:
            raise AssertionError(f"seed {seed}, session {session}: {error!r}") from error
        played += sum(len(bursts) for bursts, _, _ in parts)


def test_total_by_dice() -> None:
    try_many(1, 1000)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_total_for_long() -> None:
    try_many(2, LONG)


def test_every_sealed_octet_pair_is_survived() -> None:
    """All opcodes of all makers, as link control, control block and data header."""
    channel = Channel(diagnose=True)
    for opcode, fid in itertools.product(range(64), (0, 4, 6, 8, 0x10, 0x58, 0x68, 0xFF)):
        octets = bytes((opcode, fid)) + bytes(range(3, 13))
        for kind in (burst.VOICE_HEADER, burst.CSBK, burst.MBC_HEADER, burst.DATA_HEADER, burst.TERMINATOR):
            channel.feed([sealed(kind, octets)])
    channel.close()
    sane(channel.outs)
