"""SvxReflector messages and Opus packets as bytes: in any cut, damaged, of somebody else; and the open vectors."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from radio.codec import Now, Out, ProtocolError, Unable
from radio.events import Registered
from radio.opus import samples
from radio.protocols.svx import messages as msg
from radio.requests import Key, Unkey
from tests.radio.svx_reflector import CHALLENGE, INFO, TCP, UDP, WELCOME, Reflector
from tests.radio.test_codecs_total import sane
from tests.vectors import OPEN, load


def test_the_stream_may_come_in_any_cut() -> None:
    stream = CHALLENGE + WELCOME + INFO
    for size in range(1, len(stream)):
        far = Reflector()
        for at in range(0, len(stream), size):
            far.tcp(stream[at : at + size])
        assert [wire for wire, _ in far.heard()] == ["tcp", "tcp", "udp"]


def test_a_stream_of_something_else_is_given_up() -> None:
    far = Reflector()
    far.tcp(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    assert far.why() == "the reflector sends what is no SvxReflector's"
    far.tcp(CHALLENGE)
    assert far.heard() == [("tcp", msg.hello(1))], "nothing is answered any more"


def test_a_damaged_message_costs_only_itself() -> None:
    far = Reflector().login()
    with pytest.raises(ProtocolError) as error:
        far.codec.receive(
            msg.frame(msg.NODE_JOINED, msg.text("VP-1")) + msg.frame(msg.NODE_LEFT, b"\xff\xff"), TCP, far.now
        )
    assert any(isinstance(out, Registered) for out in error.value.kept)
    far.talks("VP-2")
    assert far.kinds() == ["CallStarted"]


KNOWN = [bytes.fromhex(message) for vector in load("svx") for message in vector["in"]]
FRAMED = [data if data[:2] == b"\0\0" else struct.pack(">I", len(data)) + data for data in KNOWN]
pieces = st.lists(
    st.tuples(
        st.sampled_from([TCP, UDP, ""]),
        st.one_of(st.sampled_from(KNOWN), st.sampled_from(FRAMED), st.binary(max_size=80)),
        st.integers(0, 90),
        st.sampled_from([0.0, 0.0, 0.02, 0.3, 2.5, 61.0]),
    ),
    max_size=14,
)


def survive(parts: list[tuple[str, bytes, int, float]], login: bool) -> None:
    far = Reflector(groups=(112, 2201) if len(parts) % 2 else ())
    outs: list[Out] = []
    take: Callable[[list[Out]], None] = outs.extend
    if login:
        far.login()
    for number, (peer, data, cut, pause) in enumerate(parts):
        try:
            take(far.codec.receive(data[: cut or len(data)], peer, far.now))
        except ProtocolError as fault:
            take(fault.kept)
            assert len(str(fault)) < 400
        far.now = Now(far.now.utc + pause, far.now.mono + pause)
        take(far.codec.tick(far.now))
        try:
            if number % 4 == 1:
                take(far.codec.send(Key(group="svx@border:g112", call="own"), far.now))
            elif number % 4 == 3:
                take(far.codec.send(Unkey(group="svx@border:g112", call="own"), far.now))
        except Unable:
            pass
    take(far.codec.closed(far.now))
    sane(outs)


@given(pieces, st.booleans())
@settings(max_examples=400)
def test_any_bytes_on_either_wire_are_survived(parts: list[tuple[str, bytes, int, float]], login: bool) -> None:
    survive(parts, login)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@given(pieces, st.booleans())
@settings(max_examples=200_000)
def test_any_bytes_on_either_wire_for_long(parts: list[tuple[str, bytes, int, float]], login: bool) -> None:
    survive(parts, login)


@given(st.binary(max_size=64))
def test_how_long_an_opus_packet_lasts_is_always_known(data: bytes) -> None:
    assert samples(data) in range(0, 1921, 40)


@pytest.mark.parametrize(
    ("packet", "milliseconds"),
    [
        *(("00", 10), ("08", 20), ("18", 60), ("60", 10), ("68", 20), ("80", 2.5), ("98", 20)),
        *(("0900", 0), ("090000", 40), ("0a0100", 40)),
        *(("0b03", 60), ("0b07", 0), ("0b", 0), ("1b02", 120), ("", 0)),
    ],
)
def test_how_long_packets_last_by_their_first_bytes(packet: str, milliseconds: float) -> None:
    assert samples(bytes.fromhex(packet)) == milliseconds * 16


OPEN_ROWS = [
    row
    for name in ("tetra-voice.jsonl",)
    if (OPEN / name).exists()
    for row in map(json.loads, (OPEN / name).read_text(encoding="utf-8").splitlines())
    if row["protocol"].startswith("svxreflector") and "hex" in row
]
MEANINGS: dict[str, Callable[[bytes, Any], bool]] = {
    "type": lambda data, value: int.from_bytes(data[:2], "big") == value,
    "client_id": lambda data, value: (
        (msg.read_udp(data).client if msg.is_datagram(data) else getattr(msg.read_tcp(data, 0), "client", None))
        == value
    ),
    "nodes": lambda data, value: getattr(msg.read_tcp(data, 0), "nodes", None) == value,
    "codecs": lambda data, value: getattr(msg.read_tcp(data, 0), "codecs", None) == value,
    "tg": lambda data, value: getattr(msg.read_tcp(data, 0), "group", None) == value,
    "talker": lambda data, value: getattr(msg.read_tcp(data, 0), "node", None) == value,
    "seq": lambda data, value: msg.read_udp(data).sequence == value,
}


@pytest.mark.skipif(not OPEN_ROWS, reason=f"NOT TESTED AGAINST THE OPEN VECTORS: they are not at {OPEN}")
def test_the_open_vectors() -> None:
    assert len(OPEN_ROWS) >= 3
    for row in OPEN_ROWS:
        for name, value in row["expect"].items():
            assert MEANINGS[name](bytes.fromhex(row["hex"]), value), (name, row)
