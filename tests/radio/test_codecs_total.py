"""Whatever bytes come, a codec answers with events or one ProtocolError, and what it tells can be true.

For long, and deeper in, but without making what it finds smaller: :mod:`tests.radio.test_damaged`.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from radio.codec import Codec, GroupSettings, Now, Out, ProtocolError, Reply, Settings, Spec, VoiceFrame
from radio.events import CallEnded, CallStarted, Located
from radio.find import find_protocol, protocols
from tests.vectors import bytes_of, load

SHORT = 250
MAX_FIELD = 8192


def known(protocol: str) -> list[bytes]:
    """Messages to damage and to mix with noise."""
    spec = find_protocol(protocol)
    return [bytes_of(spec, message) for vector in load(protocol) for message in vector["in"]]


def pieces(protocol: str) -> st.SearchStrategy[list[tuple[bytes, float]]]:
    """Messages whole, cut, joined and random, with pauses between."""
    good = st.sampled_from(known(protocol))
    cut = st.builds(lambda data, at: data[: at % (len(data) + 1)], good, st.integers(0, 400))
    flipped = st.builds(_flip, good, st.integers(0, 10_000))
    noise = st.binary(max_size=300)
    pause = st.sampled_from([0.0, 0.0, 0.02, 0.3, 1.1, 61.0])
    return st.lists(st.tuples(st.one_of(good, cut, flipped, noise), pause), max_size=12)


def _flip(data: bytes, bit: int) -> bytes:
    if not data:
        return data
    changed = bytearray(data)
    changed[bit // 8 % len(data)] ^= 1 << bit % 8
    return bytes(changed)


def survive(spec: Spec, parts: list[tuple[bytes, float]]) -> None:
    groups = (GroupSettings(id=f"{spec.name}@net:g9", number="9"),)
    codec: Codec = spec.codec(Settings(network="net", groups=groups, options={"unit": "1"}))
    now = Now(1.7e9, 100.0)
    outs: list[Out] = codec.opened(now)
    for data, pause in parts:
        try:
            outs += codec.receive(data, peer_of(spec, data), now)
        except ProtocolError as fault:
            outs += fault.kept
            assert len(str(fault)) < 400
        now = Now(now.utc + pause, now.mono + pause)
        outs += codec.tick(now)
    outs += codec.closed(now)
    sane(outs)


def peer_of(spec: Spec, data: bytes) -> str:
    """Who sent it, where a protocol has several ports: at each of them, and (no port told) off the air."""
    ends = [f"12.0.0.80:{number}/{name}" for name, number in spec.ports] + [""]
    return ends[len(data) % len(ends)] if spec.ports else "127.0.0.1:1"


def sane(outs: list[Out]) -> None:
    """Calls end once and only what began or was never known; nothing is bigger than what could have come."""
    running: set[str] = set()
    for out in outs:
        if isinstance(out, CallStarted):
            assert out.call not in running
            running.add(out.call)
        elif isinstance(out, CallEnded):
            running.discard(out.call)
        elif isinstance(out, VoiceFrame):
            assert out.call in running
            assert 0 <= out.index < 2**40
            assert 0 < len(out.data) <= MAX_FIELD
        elif isinstance(out, Located):
            assert -90 <= out.lat <= 90
            assert -180 <= out.lon <= 180
            assert (abs(out.lat), abs(out.lon)) > (1e-6, 1e-6) or abs(out.lon) > 1e-6
        elif isinstance(out, Reply):
            assert len(out.data) <= MAX_FIELD
    assert running == set()  # closing a codec ends every call


@pytest.mark.parametrize("protocol", protocols())
def test_total(protocol: str) -> None:
    spec = find_protocol(protocol)

    @given(pieces(protocol))
    @settings(max_examples=SHORT, suppress_health_check=list(HealthCheck))
    def any_bytes(parts: list[tuple[bytes, float]]) -> None:
        survive(spec, parts)

    any_bytes()
