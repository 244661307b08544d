"""Every protocol against every vector of its own: whole, byte by byte, glued, truncated, with bits flipped."""

from __future__ import annotations

import math
from typing import Any

import pytest

from gps.fix import is_place
from radio.find import find_protocol, protocols
from tests.vectors import Feeder, Heard, Vector, all_vectors, load, name

VECTORS = all_vectors()
IDS = [name(protocol, vector) for protocol, vector in VECTORS]
each_vector = pytest.mark.parametrize(("protocol", "vector"), VECTORS, ids=IDS)


def same(told: object, expected: object) -> bool:
    if isinstance(expected, float | int) and not isinstance(expected, bool) and isinstance(told, float | int):
        return math.isclose(told, expected, rel_tol=2e-6, abs_tol=1e-3 if abs(expected) > 1e5 else 1e-6) or (
            abs(told - expected) < 6e-4 and isinstance(expected, float) and abs(expected) < 100 and _rounded(expected)
        )
    return told == expected


def _rounded(value: float) -> bool:
    """gpsd prints speeds with three decimals."""
    return round(value, 3) == value


def matches(heard: Heard, vector: Vector) -> None:
    events = heard.named()
    expected: list[dict[str, Any]] = vector["events"]
    assert [e["kind"] for e in events] == [e["kind"] for e in expected], (events, heard.errors)
    for told, want in zip(events, expected, strict=True):
        wrong = {k: (told[k], v) for k, v in want.items() if not same(told[k], v)}
        assert not wrong, (told, want)
    if "error" in vector:
        assert any(vector["error"] in error for error in heard.errors), heard.errors
    else:
        assert heard.errors == []
    assert heard.voice == vector.get("voice", [])
    if "replies" in vector:
        assert heard.replies == vector["replies"]


@pytest.mark.parametrize("protocol", protocols())
def test_a_protocol_has_vectors_and_each_names_its_source(protocol: str) -> None:
    vectors = load(protocol)
    assert len(vectors) >= 10, f"tests/vectors/{protocol}.jsonl: a protocol needs vectors"
    assert all(vector.get("source") for vector in vectors)
    assert find_protocol(protocol).name == protocol


@each_vector
def test_whole(protocol: str, vector: Vector) -> None:
    feeder = Feeder(protocol, vector)
    for message in vector["in"]:
        feeder.feed(feeder.bytes_of(message))
        feeder.settle()
    matches(feeder.heard, vector)


@each_vector
def test_byte_by_byte(protocol: str, vector: Vector) -> None:
    feeder = Feeder(protocol, vector)
    for message in vector["in"]:
        for byte in feeder.bytes_of(message):
            feeder.feed(bytes((byte,)))
        feeder.settle()
    if feeder.stream:
        matches(feeder.heard, vector)
    else:  # datagrams of one byte are nonsense, and nothing worse
        assert feeder.heard.voice == []
        plausible(feeder.heard)


@each_vector
def test_glued(protocol: str, vector: Vector) -> None:
    feeder = Feeder(protocol, vector)
    data = b"".join(feeder.bytes_of(message) for message in vector["in"])
    feeder.feed(data)
    if feeder.stream:
        feeder.settle()
        matches(feeder.heard, vector)
    else:
        feeder.feed(data + data)
        feeder.settle()
        plausible(feeder.heard)


@each_vector
def test_truncated(protocol: str, vector: Vector) -> None:
    """Any part of a message is survived, and the whole message after it still understood."""
    for message in vector["in"]:
        feeder = Feeder(protocol, vector)
        data = feeder.bytes_of(message)
        for end in range(len(data)):
            feeder.feed(data[:end])
            feeder.settle(5.0)
        plausible(feeder.heard)
    feeder = Feeder(protocol, vector)
    data = feeder.bytes_of(vector["in"][0])
    feeder.feed(data[: len(data) // 2])
    feeder.settle(120.0)
    feeder.heard = Heard()
    for message in vector["in"]:
        feeder.feed(feeder.bytes_of(message))
        feeder.settle()
    calls = any(event["kind"].startswith("Call") for event in vector["events"]) or vector.get("voice")
    if vector["events"] and len(vector["in"]) == 1 and not calls:
        kinds = {event["kind"] for event in feeder.heard.events}
        assert kinds & {event["kind"] for event in vector["events"]}, feeder.heard.errors


@each_vector
def test_bits_flipped(protocol: str, vector: Vector) -> None:
    for message in vector["in"]:
        whole = Feeder(protocol, vector).bytes_of(message)
        bits = range(0, len(whole) * 8, max(1, len(whole) // 32))
        feeder = Feeder(protocol, vector)
        for bit in bits:
            data = bytearray(whole)
            data[bit // 8] ^= 1 << bit % 8
            feeder.feed(bytes(data))
            feeder.settle()
        plausible(feeder.heard)


def plausible(heard: Heard) -> None:
    """However damaged the input: what is told can be true, and no text outgrows what came."""
    for event in heard.events:
        if event["kind"] == "Located":
            assert is_place(event["lat"], event["lon"])
            assert event["speed"] is None or 0 <= event["speed"] < 1000
            assert event["course"] is None or 0 <= event["course"] <= 360
        for value in event.values():
            assert not isinstance(value, float) or math.isfinite(value)
            assert not isinstance(value, str) or len(value) < 4096
