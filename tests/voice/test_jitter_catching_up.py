"""Voice after the network stood still: heard late and soon caught up with; what is not heard is counted, all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from station.voice.opus import OpusEncoder, there
from station.voice.playout import WINDOW_SECONDS, Playout
from station.voice.samples import RATE, TICK, Block, Pcm, to_block, to_pcm
from station.voice.stretch import drawn_together
from station.voice.wire import Voice
from tests.voice.desk import noise, tone
from tests.voice.test_jitter import AHEAD, Air, lan

STALLED_AT = 150


def stalled(ticks: int, seconds: float) -> list[float]:
    """Delays (s) of the frames of a call of so many ticks, in which the network stands still for ``seconds``."""
    delays = lan(ticks)
    still = round(seconds * 50)
    for number in range(STALLED_AT, STALLED_AT + still):
        delays[number] = (STALLED_AT + still - number) * 0.02
    return delays


def speech(words: int, seed: int = 1) -> Pcm:
    """Words of 0.4 s with pauses of 0.3 s between."""
    word, pause = noise(RATE * 2 // 5, seed), np.zeros(RATE * 3 // 10, np.int16)
    return np.concatenate([word, pause] * words)


def voiced(seconds: float, hertz: float = 120.0) -> Block:
    """A vowel whose pitch wavers: harmonics of ``hertz`` ± 8 %."""
    at = np.arange(int(seconds * RATE)) / RATE
    phase = 2 * np.pi * np.cumsum(hertz * (1 + 0.08 * np.sin(2 * np.pi * 3 * at))) / RATE
    parts = np.array([np.sin(k * phase + k * k) / k for k in range(1, 16)], np.float32)
    made: Block = np.float32(0.1) * parts.sum(axis=0)
    return made


def delay(air: Air, name: str) -> float:
    """s by which what was heard last was late."""
    return air.held[name][-1]


# -- a network that stands still in mid-call


@pytest.mark.parametrize("still", [0.5, 1.0, 1.5, 2.5, 3.8])
def test_all_that_comes_after_a_stall_is_heard(still: float) -> None:
    air = Air()
    air.call("c", noise(RATE * 20), stalled(1000, still))
    air.run(26.0)
    playout = air.calls._calls["c"].playout
    assert playout is not None
    gaps = playout.gaps
    assert (gaps.lost, gaps.late, playout.played) == (0, 0, 20 * RATE)
    assert gaps.drawn < (still + 0.3) * RATE, "not faster for longer than is needed"
    firsts = [stamp.first for stamp, _ in air.heard["c"]]
    # up to four are made up when nothing comes, in the stall and at the end
    steps = np.diff(firsts)
    assert steps.min() >= 0 and np.count_nonzero(steps < TICK) <= 8
    assert steps.max() <= TICK + RATE * 0.015, "no word is jumped over"
    assert air.over("c") is None


@pytest.mark.parametrize(("still", "within"), [(0.5, 4.0), (1.5, 8.0), (2.5, 12.5)])
def test_after_a_stall_it_is_caught_up_a_quarter_faster(still: float, within: float) -> None:
    air = Air()
    air.call("c", noise(RATE * 20), stalled(1000, still))
    air.run(STALLED_AT * 0.02 + still + 0.3)
    assert delay(air, "c") > still - 0.2
    air.run(within)
    assert delay(air, "c") < 0.25
    firsts = np.array([stamp.first for stamp, _ in air.heard["c"]])
    assert (firsts[50:] - firsts[:-50]).max() < RATE * 1.27, "so fast that it is hard to follow"


class _Opus(Air):
    """Packets through the real decoder, which makes up what is lost."""

    def say(self, name: str, pcm: Pcm, delays: Sequence[float | None]) -> None:
        coder = OpusEncoder(RATE)
        self._packets = [coder.encode(pcm[at : at + TICK]) for at in range(0, len(pcm), TICK)]
        self.call(name, pcm, delays)

    def _arrive(self, name: str, number: int) -> None:
        packet = self._packets[number]
        self.calls.voice(
            Voice(call=name, index=number * TICK, codec="opus", data=packet, wall=self.now + AHEAD, mono=self.now)
        )


@pytest.mark.skipif(not there(), reason="NOT TESTED HERE: libopus is not installed")
@pytest.mark.parametrize("loss", [0.0, 0.05])
def test_a_decoder_that_makes_up_lost_packets_does_not_keep_it_from_catching_up(loss: float) -> None:
    air, dice = _Opus(), np.random.default_rng(3)
    delays = [None if dice.random() < loss else each for each in stalled(800, 1.5)]
    air.say("c", to_pcm(voiced(16.0)), delays)
    air.run(15.0)
    assert delay(air, "c") < 0.3
    firsts = np.array([stamp.first for stamp, _ in air.heard["c"]])[250:]
    assert (firsts[25:] - firsts[:-25]).max() < 25 * TICK * 1.3, "nor to hurry the more afterwards"


def test_pauses_are_caught_up_with_first_and_words_stay_whole() -> None:
    air = Air()
    air.call("c", speech(30), stalled(900, 1.5))
    air.run(STALLED_AT * 0.02 + 1.5 + 4.5)
    assert delay(air, "c") < 0.25, "sooner than by playing faster alone"
    air.run(20.0)
    assert air.over("c") is None, "nothing is missing"
    firsts = [stamp.first for stamp, _ in air.heard["c"]]
    for first, following in pairwise(firsts):
        assert not air.said["c"][first + TICK + RATE * 15 // 1000 : following].any(), "a word is jumped over"
    # what was heard at life's speed sounds as it was said
    right = [np.array_equal(to_block(air.said["c"][s.first :][:TICK]), block) for s, block in air.heard["c"]]
    assert np.mean(right) > 0.9
    quiet = "".join("01"[int(block.any())] for _, block in air.heard["c"]).strip("0").split("1")
    pauses = sorted(len(run) for run in quiet if run)[1:]  # without that of the stall, of which little sounds
    assert len(pauses) == 25 and pauses[0] == 4 and pauses[-1] == 15, "pauses are shorter, not gone"


def test_what_is_missing_in_what_waits_is_not_waited_for_as_long_as_it_lasted() -> None:
    air, gone = Air(), slice(STALLED_AT + 90, STALLED_AT + 140)
    delays: list[float | None] = list(stalled(600, 3.0))
    delays[gone] = [None] * 50
    air.call("c", noise(RATE * 12), delays)
    air.run(18.0)
    made_up = [s for s, _ in air.heard["c"] if gone.start <= s.first // TICK < gone.stop]
    assert len(made_up) < 10, "of a second that did not come"
    assert air.calls._calls["c"].playout.gaps.lost == 50 * TICK  # type: ignore[union-attr]
    told = air.over("c")
    assert told is not None and (told.lost, told.late) == (1.0, 0.0)


def test_nobody_hurries_through_the_last_that_is_held() -> None:
    playout, pcm = Playout(RATE), noise(TICK * 150)
    for number in range(150):
        playout.put(number * TICK, pcm[number * TICK :][:TICK])
    held, drawn = [], []
    while playout.pull() is not None and playout._head > playout._at:
        held.append(playout._head - playout._at)
        drawn.append(playout.gaps.drawn)
    left = [cut for cut, depth in zip(drawn, held, strict=True) if depth <= playout.target * RATE + 2 * TICK]
    assert len(left) >= 3 and len(set(left)) == 1 and left[0] > RATE // 10


def test_more_than_is_held_is_left_out_in_one_piece_and_said() -> None:
    air = Air()
    air.call("c", noise(RATE * 12), stalled(600, 4.5))
    air.run(18.0)
    told = air.over("c")
    assert told is not None
    assert told.lost == 0.0 and 0.5 <= told.late <= 1.1, "4.5 s came at once, of which 4 s are held"
    assert told.seconds == pytest.approx(12.0)
    assert np.count_nonzero(np.diff([stamp.first for stamp, _ in air.heard["c"]]) > 2 * TICK) == 1


def test_what_is_held_when_the_sender_begins_to_count_again_is_late() -> None:
    playout, pcm = Playout(RATE), noise(TICK * 10)
    playout.put(500_000, pcm)
    for _ in range(6):
        playout.pull()
    assert playout.first > 500_000
    held = playout._head - playout._at
    playout.put(0, pcm[:TICK])
    assert playout.gaps.late == 0, "one frame from far off may be astray"
    playout.put(TICK, pcm[TICK : 3 * TICK])
    assert playout.gaps.late == held > 0
    playout.end()
    while (block := playout.pull()) is not None and playout.first >= 3 * TICK:
        assert block.any()
    assert playout.first < 3 * TICK, "and goes on with the first frame that was counted anew"


@pytest.mark.parametrize("far", [-100_000, 1_000_000, 1 << 40])
def test_a_frame_astray_disturbs_nothing(far: int) -> None:
    playout, pcm, heard = Playout(RATE), noise(TICK * 200), []
    for number in range(200):
        playout.put(300_000 + number * TICK, pcm[number * TICK :][:TICK])
        if number == 100:
            playout.put(300_000 + far, noise(TICK, 2))
        block = playout.pull()
        heard += [] if block is None else [block]
    whole = np.concatenate(heard)
    assert np.array_equal(whole, to_block(pcm)[: len(whole)])
    assert len(heard) >= 197


def test_a_piece_left_at_an_empty_buffer_is_made_up_where_it_did_not_come() -> None:
    """Packets of 10 ms, one of them lost just before the network falls silent: what was played 4 s ago is not heard."""
    half, old = TICK // 2, np.full(TICK, 20000, np.int16)
    playout = Playout(RATE)
    for number in range(WINDOW_SECONDS * 50 + 3):
        playout.put(number * TICK, old)
        playout.pull()
    while playout._head - playout._at >= TICK:
        playout.pull()
    head = playout._head
    playout.put(head + half, np.full(half // 2, 100, np.int16))
    block = playout.pull()
    assert block is not None and playout.gaps.lost == half
    assert abs(float(block[half - 1])) < 0.6, "it fades"


# -- the ear


@pytest.mark.parametrize("hertz", [80, 120, 210, 380])
@pytest.mark.parametrize("rate", [8000, 16000])
def test_a_cut_of_whole_periods_is_not_heard(hertz: float, rate: int) -> None:
    sound = voiced(1.0, hertz * RATE / rate)  # the same samples, as if they came at ``rate``
    count, least, most = rate // 50, int(rate * 0.0075), int(rate * 0.015)
    for start in range(0, len(sound) - 2 * count, count):
        block, cut = drawn_together(sound[start : start + count + most], count, least)
        assert least <= cut <= most and block.shape == (count,)
        around = np.concatenate((sound[:start][-count:], block, sound[start + count + cut :][:count]))
        assert np.abs(np.diff(around)).max() < 1.25 * np.abs(np.diff(sound)).max(), "a click"
        was, made = np.sqrt((sound[start : start + count] ** 2).mean()), np.sqrt((block**2).mean())
        assert 0.7 * was < made < 1.4 * was, "a hole"


@pytest.mark.parametrize("rate", [8000, 16000])
def test_voice_caught_up_with_keeps_its_pitch_and_its_level(rate: int) -> None:
    pcm, playout, tick, heard = tone(210, 8.0, rate), Playout(rate), rate // 50, []
    playout.put(0, pcm[: 2 * rate])
    playout.put(2 * rate, pcm[2 * rate : 3 * rate])
    for number in range(150, 400):
        playout.put(number * tick, pcm[number * tick :][:tick])
        block = playout.pull()
        heard += [] if block is None else [block]
    sound = np.concatenate(heard)
    assert playout.gaps.drawn > 0 and playout._head - playout._at < 2.2 * rate, "3 s behind, 4 s caught up with"
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    assert abs(np.argmax(spectrum) * RATE / len(sound) - 210) < 1
    loud = np.sqrt((sound.reshape(-1, TICK) ** 2).mean(axis=1))
    assert loud.min() > 0.9 * loud.max()


# -- every sample is accounted for

KINDS = ("fine", "quiet", "lost", "holed", "filled", "late", "twice", "shuffled", "stall", "jump")


class Fate:
    """A playout and, beside it, what is known of each sample number: came, heard. Each may be heard once."""

    def __init__(self, numbers: int) -> None:
        self.playout = Playout(RATE)
        self.said = noise(numbers)
        self.came: npt.NDArray[np.bool_] = np.zeros(numbers, np.bool_)
        self.heard = self.past = 0

    def put(self, index: int, count: int) -> None:
        self.playout.put(index, self.said[index : index + count])
        self.came[index : index + count] = True

    def pull(self) -> bool:
        """Whether anything sounded."""
        drawn, late, played = self.playout.gaps.drawn, self.playout.gaps.late, self.playout.played
        block = self.playout.pull()
        first, end = self.playout.first, self.playout._at
        if block is None or self.playout.played == played:  # nothing, or made up
            return block is not None
        assert first >= self.past, "heard twice"
        self.past, came = end, self.came[first:end]
        cut = max(0, end - first - TICK)
        self.heard += int(came.sum()) - cut
        if cut:
            assert came.all() and self.playout.gaps.drawn - drawn >= cut
        elif late == self.faded:
            told = to_block(self.said[first:end])
            assert np.array_equal(block[: end - first][came], told[came]), "not the samples whose number it says"
        self.faded = self.playout.gaps.late
        return True

    def end(self) -> None:
        """No more comes: it plays out, as long as it says that it has not."""
        self.playout.end()
        for _ in range(500):
            if self.playout.done:
                break
            self.pull()
        assert self.playout.done

    faded = 0


@given(
    parts=st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 130)), min_size=1, max_size=8),
    size=st.sampled_from([TICK // 2, TICK, TICK * 3 // 2]),
    seed=st.integers(0, 99),
)
@example([("fine", 100), ("stall", 75), ("fine", 130)], TICK, 1)
@example([("fine", 100), ("stall", 130), ("stall", 130), ("fine", 130), ("late", 100)], TICK, 1)
@example([("fine", 50), ("stall", 100), ("quiet", 100), ("lost", 10), ("fine", 100)], TICK, 1)
@example([("fine", 100), ("stall", 100), ("fine", 260), ("holed", 500)], TICK, 1)
@example([("fine", 100), ("stall", 80), ("filled", 130), ("stall", 80), ("filled", 400)], TICK, 1)
@example([("fine", 50), ("stall", 180), ("filled", 130), ("fine", 100), ("holed", 300)], TICK, 1)
@example([("fine", 20), ("stall", 150), ("jump", 40), ("fine", 100), ("holed", 300)], TICK, 4)
@example([("late", 130), ("twice", 130), ("shuffled", 130), ("jump", 90), ("late", 130)], TICK // 2, 2)
@settings(max_examples=60)
def test_whatever_arrives_every_sample_was_heard_once_or_is_counted(
    parts: list[tuple[str, int]], size: int, seed: int
) -> None:
    """heard + drawn + late is all that came; with what was lost, it is all that the call lasted."""
    random, index, sent = np.random.default_rng(seed), 0, 0.0  # sent: in ticks
    frames: list[tuple[float, int]] = []
    standing: list[tuple[float, float]] = []
    silent: list[int] = []
    filled: set[int] = set()
    for kind, count in parts:
        if kind == "stall":  # and it may stand still for longer than this part lasts
            standing.append((sent, sent + count * size / TICK * random.uniform(1, 3)))
        if kind == "jump":  # of the numbers, when nothing is on its way: else those would be of an older count
            sent += 60
        for number in range(count):
            after = {"late": random.uniform(0, 15), "shuffled": random.uniform(0, 3)}.get(kind, 0.0)
            gone = kind in ("lost", "jump") or (kind in ("holed", "filled") and number % 3 == 1)
            if kind == "quiet":
                silent.append(index)
            if kind == "filled" and gone:
                filled.add(index)
                gone, after = bool(random.random() < 0.5), random.uniform(0, 4)
            if not gone:
                frames.append((sent + after, index))
            if kind == "twice":
                frames.append((sent + random.uniform(0, 60), index))
            index += size * (7 if kind == "jump" else 1)
            sent += size / TICK
    coming: dict[int, list[int]] = defaultdict(list)
    for when, number in sorted(frames):
        for begin, over in standing:
            when = over if begin <= when < over else when
        coming[int(when) + 1].append(number)
    fate = Fate(index + TICK)
    for start in silent:
        fate.said[start : start + size] = 0
    for tick in range(max(coming, default=0) + 1):
        for number in coming[tick]:
            if number - size in filled and not fate.came[number - size]:
                fate.playout.fill(number - size, noise(size, 9))
            fate.put(number, size)
        fate.pull()
    fate.end()
    gaps, came = fate.playout.gaps, int(fate.came.sum())
    assert fate.heard + gaps.drawn + gaps.late == came
    assert fate.heard + gaps.drawn + gaps.late + gaps.lost == fate.playout.played
    assert 0 <= gaps.lost <= index - came
