"""Voice over bad networks, in simulated time: held back as long as each talk-group needs, and stamped with its time."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest

from station.voice import jitter
from station.voice.calls import Calls
from station.voice.jitter import Jitter
from station.voice.mixer import Stamp
from station.voice.parts import Frame, Head, Original
from station.voice.samples import RATE, TICK, Block, Pcm, to_block
from station.voice.wire import Broken, Close, Open, Voice
from tests.voice.desk import GROUP, noise

AHEAD = 1.7e9
"""What UTC is ahead of the monotonic clock here, s."""


class Kept:
    """A recorder that counts what it is given."""

    def __init__(self) -> None:
        self.samples: Counter[str] = Counter()

    def open(self, head: Head) -> None: ...

    def voice(self, call: str, frame: Frame, original: Original | None = None) -> None:
        self.samples[call] += len(frame.pcm)

    def original(self, call: str, original: Original, seconds: float) -> None: ...

    def close(self, call: str) -> None: ...


class Air:
    """Frames of calls at 16 kHz on their way to the mixer, in simulated time. ``long``: what was heard is not kept."""

    def __init__(self, long: bool = False) -> None:
        self.now = 100.0
        self.kept = Kept()
        recorder: Any = self.kept
        self.calls = Calls(recorder, clock=lambda: self.now)
        self.coming: list[tuple[float, str, int]] = []  # a heap: when, which call, which frame
        self.said: dict[str, Pcm] = {}
        self._blocks: dict[str, Block] = {}
        self._round: dict[str, int] = {}
        self.frames: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.held: dict[str, list[float]] = {}
        self.heard: dict[str, list[tuple[Stamp, Block]]] = {}
        self._long = long
        self._tick = self.now + 0.007

    def call(self, name: str, pcm: Pcm, delays: Iterable[float | None], group: str = GROUP, rate: float = 1.0) -> None:
        """``name`` is spoken from now on, ``pcm`` again and again; frame ``n`` comes ``delays[n]`` s late, or not at all.

        ``rate``: how fast its sender's clock runs.
        """
        self._round[name] = len(pcm)
        self.said[name] = np.concatenate((pcm, pcm[:TICK]))  # six hours are a million frames: each one slice
        self._blocks[name] = to_block(self.said[name])
        self.held[name] = []
        self.calls.open(Open(call=name, group=group, wall=self.now + AHEAD))
        for number, late in enumerate(delays):
            self.frames[name] += 1
            if late is not None:
                self.coming.append((self.now + number * 0.02 / rate + late, name, number))
        heapq.heapify(self.coming)

    def run(self, seconds: float) -> None:
        until = self.now + seconds
        while self.now < until:
            self.now = min(self.coming[0][0] if self.coming else until, self._tick, until)
            if self.coming and self.coming[0][0] <= self.now:
                self._arrive(*heapq.heappop(self.coming)[1:])
            elif self.now == self._tick:
                self._tick += 0.02
                for source in self.calls.pull({}, False)[0]:
                    assert source.stamp is not None
                    self._hear(source.stamp(), source.block)

    def _hear(self, stamp: Stamp, block: Block) -> None:
        name = stamp.call
        at = stamp.first % self._round[name]
        self.right[name] += int(np.count_nonzero(self._blocks[name][at : at + TICK] == block))
        self.held[name].append(self.now - stamp.mono)
        if not self._long:
            self.heard.setdefault(name, []).append((stamp, block))

    def _arrive(self, name: str, number: int) -> None:
        at = number * TICK % self._round[name]
        data = self.said[name][at : at + TICK].tobytes()
        told = Voice(call=name, index=number * TICK, codec="s16le16", data=data, wall=self.now + AHEAD, mono=self.now)
        self.calls.voice(told)

    def over(self, name: str) -> Broken | None:
        """The call ends; what is said of it when it has played out."""
        self.calls.close(name)
        self.run(1.0)
        found = [each for each in self.calls.broken if each.call == name]
        return found[0] if found else None

    def share(self, name: str) -> float:
        """How much of what was said was heard as it was said."""
        return self.right[name] / (self.frames[name] * TICK)


def lan(count: int, seed: int = 1) -> list[float]:
    return list(np.random.default_rng(seed).exponential(0.0005, count))


def test_the_hold_is_the_98th_percentile_of_the_last_thousand_and_five_ms_more() -> None:
    one = Jitter()
    assert one.hold == jitter.FIRST, "nothing is known"
    delays = np.random.default_rng(2).gamma(2.0, 0.02, 3000)
    delays[0] = 0.0
    for number, delay in enumerate(delays):
        one.came("c", number * 0.02, 50.0 + number * 0.02 + delay)
    expected = np.sort(delays[-1000:] - 0.0)[980] + 0.005
    assert one.hold == pytest.approx(expected, abs=0.004)


@pytest.mark.parametrize(("late", "hold"), [(0.0, 0.02), (0.05, 0.055), (0.9, 0.2)])
def test_the_hold_stays_between_20_and_200_ms(late: float, hold: float) -> None:
    one = Jitter()
    for number in range(200):
        one.came("c", number * 0.02, 50.0 + number * 0.02 + (late if number % 4 == 3 else 0.0))
    assert one.hold == pytest.approx(hold, abs=0.002)


def test_two_calls_of_a_talk_group_and_a_clock_that_drifts_are_no_jitter() -> None:
    one = Jitter()
    for number in range(100_000):  # 33 minutes
        seconds = number * 0.02
        one.came("a", seconds, 50.0 + seconds * 1.0002)
        one.came("b", seconds + 7000.0, 90.0 + seconds * 0.9998)
    assert one.hold == pytest.approx(0.02, abs=0.002)


def test_what_was_kept_for_us_elsewhere_teaches_nothing() -> None:
    """A voice process that died is told afterwards, all at once, what it missed."""
    one = Jitter()
    for number in range(300):
        one.came("c", number * 0.02, 60.0)
    for number in range(300, 1300):
        one.came("c", number * 0.02, 60.0 + (number - 300) * 0.02)
    assert one.hold < 0.15


def test_a_quiet_network_is_heard_early_and_a_rough_one_whole() -> None:
    air = Air()
    rough = np.random.default_rng(3).gamma(2.0, 0.015, 2000)
    for spurt in range(4):
        air.call(f"quiet{spurt}", noise(3 * RATE, spurt), lan(150, spurt), group="quiet")
        air.call(f"rough{spurt}", noise(3 * RATE, spurt), rough[spurt * 150 :][:150], group="rough")
        air.run(4.0)
    assert air.share("quiet3") == 1.0
    assert air.share("rough3") > 0.95
    early = air.heard["quiet3"][0][0]
    assert early.first == 0
    # each talk-group by itself: what the rough one needs costs the quiet one nothing
    assert air.calls._jitter["quiet"].hold < 0.03 < 0.07 < air.calls._jitter["rough"].hold


def test_twenty_percent_loss_is_made_up_and_nothing_that_came_is_missing() -> None:
    air = Air()
    lost = np.random.default_rng(4).random(500) < 0.2
    air.call("c", noise(10 * RATE), [None if gone else 0.001 for gone in lost])
    air.run(11.0)
    came = 1 - lost.mean()
    assert air.share("c") == pytest.approx(came, abs=0.01), "every frame that came is heard, in its place"
    assert air.kept.samples["c"] == pytest.approx(came * 10 * RATE)
    said = air.over("c")
    assert said is not None
    assert said.lost == pytest.approx(lost[:-1].sum() * 0.02, abs=0.1)
    assert (said.group, said.late) == (GROUP, 0.0)
    holes = [block for stamp, block in air.heard["c"] if lost[min(stamp.first // TICK, 499)]]
    assert np.mean([np.abs(block).max() > 0.01 for block in holes]) > 0.8, "and the holes are filled"


def test_300_ms_of_jitter_leaves_speech_that_can_be_followed_and_a_record_that_is_whole() -> None:
    air = Air()
    for spurt in range(3):
        random = np.random.default_rng(spurt)
        air.call(f"c{spurt}", noise(6 * RATE, spurt), list(random.uniform(0.0, 0.3, 300)))
        air.run(8.0)
    assert air.share("c2") > 0.85, "all that came within 200 ms, the most that is ever held"
    said = air.over("c2")
    assert said is not None and said.late > 0.2, "and it is said that they came too late"
    assert said.lost < 0.1
    for spurt in range(3):
        assert air.kept.samples[f"c{spurt}"] == 6 * RATE


def test_frames_that_come_twice_and_in_any_order_are_heard_once_and_in_order() -> None:
    air = Air()
    pcm = noise(4 * RATE)
    delays = [0.03 if number % 3 == 0 else 0.001 for number in range(200)]  # each third behind the next one
    air.call("c", pcm, delays)
    air.coming = sorted(air.coming + [(at + 0.011, name, number) for at, name, number in air.coming])
    air.run(5.0)
    assert air.share("c") == 1.0
    assert air.over("c") is None
    firsts = [stamp.first for stamp, _ in air.heard["c"]]
    assert firsts == sorted(firsts)


def followed(ppm: int, minutes: int) -> None:
    """A sender whose clock is off is heard whole, and never later and later."""
    air = Air(long=True)
    air.call("c", noise(RATE), lan(minutes * 3000), rate=1 + ppm * 1e-6)
    air.run(minutes * 60 / (1 + ppm * 1e-6) + 1)  # a slow clock's call of six hours lasts 4 s longer
    assert air.share("c") > 0.995
    assert air.kept.samples["c"] == minutes * 60 * RATE
    assert max(air.held["c"]) < 0.2


@pytest.mark.parametrize("ppm", [200, -200])
def test_a_sender_whose_clock_is_200_millionths_off_is_followed_for_three_minutes(ppm: int) -> None:
    followed(ppm, 3)


@pytest.mark.soak
@pytest.mark.parametrize("ppm", [200, -200])
def test_a_sender_whose_clock_is_200_millionths_off_is_followed_for_a_call_of_six_hours(ppm: int) -> None:
    followed(ppm, 360)


def test_two_talkers_at_once_are_both_heard_and_both_recorded() -> None:
    air = Air()
    air.call("a", noise(2 * RATE, 1), lan(100))
    air.run(0.5)
    air.call("b", noise(2 * RATE, 2), lan(100))
    air.run(3.0)
    assert air.share("a") == air.share("b") == 1.0
    assert air.over("a") is None and air.over("b") is None, "nothing is wrong with either"
    assert air.kept.samples == {"a": 2 * RATE, "b": 2 * RATE}


def test_every_block_says_of_which_call_which_sample_and_when() -> None:
    air = Air()
    began = air.now
    air.call("c", noise(2 * RATE), lan(100))
    air.run(3.0)
    for stamp, _ in air.heard["c"][:100]:
        assert (stamp.call, stamp.rate) == ("c", RATE)
        assert stamp.mono == pytest.approx(began + stamp.first / RATE, abs=0.005)
        assert stamp.wall == pytest.approx(AHEAD + began + stamp.first / RATE, abs=0.005)
    assert air.heard["c"][0][0].first == 0


def test_a_call_that_ended_plays_out_and_is_forgotten() -> None:
    air = Air()
    air.call("c", noise(RATE), lan(50))
    air.run(1.0)
    air.calls.close(Close(call="c").call)
    air.run(1.0)
    assert air.share("c") == 1.0
    assert air.calls.pull({}, False) == ([], {})
