"""Overtaken and doubled Opus packets: decoded in the order they were said, so heard and kept as if nothing had been."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from radio.protocols.svx.messages import AUDIO
from station.voice import opus
from station.voice.calls import Calls
from station.voice.opus import OpusDecoder, OpusEncoder
from station.voice.order import MOST_WAITING, WAIT, WAITING, Order
from station.voice.parts import Frame, Head, Original
from station.voice.samples import Pcm
from station.voice.wire import Open, Voice
from tests.radio.svx_reflector import Reflector
from tests.voice.desk import tone

STEP = 320
RATE = 16000


def put(order: Order[int], *numbers: int, now: float = 0.0) -> list[int]:
    return [item for number in numbers for item in order.put(number * STEP, STEP, number, now)]


def test_what_is_in_order_waits_for_nothing() -> None:
    order: Order[int] = Order(RATE)
    for number in range(20):
        assert put(order, number) == [number]
        assert not order.waiting


@pytest.mark.parametrize("came", [(0, 2, 1, 3, 4), (0, 3, 1, 2, 4), (0, 2, 1, 4, 3), (0, 2, 2, 1, 3, 4)])
def test_overtaken_packets_are_put_in_order(came: tuple[int, ...]) -> None:
    order: Order[int] = Order(RATE)
    assert put(order, *came) == [0, 1, 2, 3, 4]
    assert not order.waiting


def test_a_loss_is_given_up_when_two_wait_behind_it_and_at_three_once_one_came_later_than_that() -> None:
    order: Order[int] = Order(RATE)
    assert put(order, 0, 2) == [0] and order.waiting
    assert put(order, *range(3, 2 + WAITING)) == list(range(2, 2 + WAITING))
    assert put(order, 1) == [1], "too late, but what came is kept: it goes on, to whoever can use it"
    assert put(order, 4, 6, 7) == [4]
    assert put(order, 5) == [5, 6, 7]
    assert put(order, *range(9, 9 + MOST_WAITING)) == list(range(9, 9 + MOST_WAITING))


def test_a_doubled_packet_is_no_late_one() -> None:
    """It goes on once, and nobody waits longer for its sake."""
    order: Order[int] = Order(RATE)
    assert put(order, 0, 1, 1, 0, 2, 2) == [0, 1, 2]
    assert put(order, 4, *range(5, 4 + WAITING)) == list(range(4, 4 + WAITING)), "given up as early as before"


def test_a_number_that_comes_again_later_is_something_new() -> None:
    """From a sender that counts from the start again: what it says is kept."""
    order: Order[int] = Order(RATE)
    for number in range(60):
        put(order, number, now=number * 0.02)
    assert [put(order, number, now=1.2 + number * 0.02) for number in range(60)] == [[n] for n in range(60)]


def test_a_doubled_packet_is_kept_once(coded: list[bytes]) -> None:
    ear = Ear()
    for number in (0, 0, 1, 2, 1, 3, 3):
        ear.frame(number * STEP, coded[number])
    ear.calls.close("a")
    assert [one.start // STEP for one in ear.kept.originals] == [0, 1, 2, 3]
    assert [frame.start // STEP for frame in ear.kept.frames] == [0, 1, 2, 3]


def test_behind_a_pause_or_an_anew_counting_sender_nothing_waits() -> None:
    order: Order[int] = Order(RATE)
    assert put(order, 0, 2, 500) == [0, 2, 500]
    assert put(order, 501, 503) == [501]
    assert put(order, 0, 1) == [503, 0, 1]


def test_it_waits_no_longer_than_a_moment_and_not_beyond_the_end() -> None:
    order: Order[int] = Order(RATE)
    put(order, 0, 2, now=10.0)
    assert order.due(10.0 + WAIT / 2) == []
    assert order.due(10.0 + WAIT) == [2]
    assert put(order, 3, 5) == [3]
    assert order.rest() == [5]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 40), max_size=60))
def test_nothing_is_lost_whatever_comes(numbers: list[int]) -> None:
    order: Order[int] = Order(RATE)
    out = [*put(order, *numbers), *order.rest()]
    assert set(out) == set(numbers)
    assert not order.waiting


class Kept:
    """A recorder that keeps everything in memory."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self.originals: list[Original] = []

    def open(self, head: Head) -> None: ...

    def voice(self, call: str, frame: Frame, original: Original | None = None) -> None:
        self.frames.append(frame)
        if original is not None:
            self.originals.append(original)

    def original(self, call: str, original: Original, seconds: float) -> None:
        self.originals.append(original)

    def close(self, call: str) -> None: ...

    def pcm(self) -> Pcm:
        found = np.zeros(max(frame.start + len(frame.pcm) for frame in self.frames), np.int16)
        for frame in self.frames:
            found[frame.start : frame.start + len(frame.pcm)] = frame.pcm
        return found


class Ear:
    """Calls on a clock that only tests move."""

    def __init__(self) -> None:
        self.now = 100.0
        self.kept = Kept()
        recorder: Any = self.kept
        self.calls = Calls(recorder, clock=lambda: self.now)
        self.heard: list[float] = []
        self.calls.open(Open(call="a", group="g", wall=self.now))

    def frame(self, index: int, data: bytes) -> None:
        self.calls.voice(Voice(call="a", index=index, codec="opus", data=data, wall=self.now, mono=self.now))

    def tick(self) -> None:
        self.now += 0.02
        sources = self.calls.pull({}, False)[0]
        self.heard += [float(np.sqrt((source.block**2).mean())) for source in sources]


@pytest.fixture(name="coded")
def _coded() -> list[bytes]:
    if not opus.there():
        pytest.skip("NOT RUN WITH LIBOPUS: it is not installed on this machine")
    pcm, encoder = tone(400, 1.0, RATE), OpusEncoder(RATE)
    return [encoder.encode(pcm[at : at + STEP]) for at in range(0, len(pcm), STEP)]


def shuffled(count: int) -> list[int]:
    """Every third packet is overtaken by the next, and every fifth comes twice."""
    order = list(range(count))
    for at in range(3, count - 1, 3):
        order[at], order[at + 1] = order[at + 1], order[at]
    return [number for number in order for _ in range(2 if number % 5 == 4 else 1)]


def test_a_reflectors_overtaken_and_doubled_packets_are_heard_and_kept_as_they_were_said(coded: list[bytes]) -> None:
    """From the datagrams of a reflector to the ear and the record."""
    far, ear = Reflector().login(), Ear()
    far.talks("VP-1")
    first, decoder = far.sequence, OpusDecoder()
    for number in shuffled(len(coded)):
        far.sequence = first + number
        far.frames.clear()
        far.udp(AUDIO, coded[number])
        for frame in far.frames:
            ear.frame(frame.index, frame.data)
        ear.tick()
    for _ in range(20):
        ear.tick()
    ear.calls.close("a")
    said = np.concatenate([decoder.decode(packet) for packet in coded])
    assert np.array_equal(ear.kept.pcm(), said), "sample for sample what a perfect network would have given"
    assert sorted((one.start, one.data) for one in ear.kept.originals) == [
        (number * STEP, packet) for number, packet in enumerate(coded)
    ]
    loud = np.array(ear.heard[3:47])
    assert loud.min() > 0.5 * np.median(loud), "no hole is heard"


def test_what_waits_when_the_call_ends_or_the_speaker_pauses_is_not_lost(coded: list[bytes]) -> None:
    ear = Ear()
    for number in (0, 1, 3):
        ear.frame(number * STEP, coded[number])
    assert len(ear.kept.frames) == 2
    for _ in range(4):
        ear.tick()
    assert [frame.start // STEP for frame in ear.kept.frames] == [0, 1, 3], "made up for the ear, not on record"
    ear.frame(5 * STEP, coded[5])
    ear.calls.close("a")
    assert [frame.start // STEP for frame in ear.kept.frames] == [0, 1, 3, 5]


def test_a_call_without_losses_is_not_delayed(coded: list[bytes]) -> None:
    ear = Ear()
    for number, packet in enumerate(coded):
        ear.frame(number * STEP, packet)
        assert len(ear.kept.frames) == number + 1
