"""The matrix of buses and sides, the gain control, and two quartzes that are meant to be one."""

from __future__ import annotations

import numpy as np
import pytest

from station.voice import agc
from station.voice.agc import GainControl
from station.voice.drift import WIDE, Ring
from station.voice.mixer import ROWS, Mixer, Source
from station.voice.samples import DEVICE_RATE, DEVICE_TICK, RATE, TICK, Block, silence, to_block, to_pcm
from station.voice.speaker import PLACES, Raiser, Speaker, play
from tests.voice.desk import noise, tone

FULL = (1.0, 0.0, 0.0)


def decibels(block: Block) -> float:
    return float(10 * np.log10((block * block).mean()))


# -- the matrix


@pytest.mark.parametrize(
    ("pan", "sides"), [(0.0, (1.0, 1.0)), (-1.0, (1.0, 0.0)), (1.0, (0.0, 1.0)), (0.5, (0.5, 1.0))]
)
def test_a_talk_group_sits_where_it_was_put_between_left_and_right(pan: float, sides: tuple[float, float]) -> None:
    steady = silence() + 0.5
    mixed = Mixer().mix([Source("a", steady, (1.0, 0.5, 0.0), pan)])
    left, right = sides
    assert mixed[:, 7].tolist() == [0.5 * left, 0.5 * right, 0.25 * left, 0.25 * right, 0.0, 0.0]


def test_a_voice_alone_at_full_volume_is_mixed_bit_for_bit() -> None:
    pcm = noise(50 * TICK, level=32767)
    mixer = Mixer()
    rows = np.concatenate([mixer.mix([Source("a", block, FULL)]) for block in to_block(pcm).reshape(-1, TICK)], axis=1)
    assert np.array_equal(to_pcm(rows[0]), pcm)
    assert np.array_equal(to_pcm(rows[1]), pcm)
    assert not rows[2:].any()


def test_with_the_gain_control_a_voice_of_the_usual_loudness_is_still_bit_for_bit() -> None:
    pcm = tone(500, 1.0, RATE, 10 ** (agc.TARGET_DB / 20) * np.sqrt(2))
    mixer = Mixer(control=True)
    blocks = to_block(pcm).reshape(-1, TICK)
    rows = np.concatenate([mixer.mix([Source("a", block, FULL, voice=True)]) for block in blocks], axis=1)
    assert np.array_equal(to_pcm(rows[0]), pcm)


def test_a_hundred_voices_are_one_product(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = to_block(noise(100 * TICK)).reshape(100, TICK)
    gains = [((number % 3 == 0) * 0.5, (number % 3 == 1) * 0.25, (number % 3 == 2) * 1.0) for number in range(100)]
    mixed = Mixer().mix(
        [Source(str(n), block, gain) for n, (block, gain) in enumerate(zip(blocks, gains, strict=True))]
    )
    for bus in range(3):
        alone = sum(gain[bus] * block.astype(np.float64) for gain, block in zip(gains, blocks, strict=True))
        assert np.allclose(mixed[2 * bus], alone, atol=1e-4)


# -- gain control


def controlled(level: float, seconds: float = 3.0, before: Block | None = None) -> Block:
    """A tone of ``level`` (RMS, dB) after so long under control."""
    control, blocks = GainControl(), to_block(tone(500, seconds, RATE, 10 ** (level / 20) * np.sqrt(2)))
    if before is not None:
        blocks = np.concatenate((before, blocks))
    made = [block * control(["a"], block[None], [True])[0] for block in blocks.reshape(-1, TICK)]
    return np.concatenate(made)


@pytest.mark.parametrize(("level", "heard"), [(-30, -24), (-40, -25), (-18, -18), (-13, -13), (-6, -12), (-3, -12)])
def test_whispers_are_raised_and_shouts_lowered(level: float, heard: float) -> None:
    assert decibels(controlled(level)[-RATE:]) == pytest.approx(heard, abs=0.3)


def test_a_shout_hurts_no_longer_than_a_fifth_of_a_second() -> None:
    loud = controlled(-4)
    assert decibels(loud[RATE // 5 : RATE // 5 + TICK]) < -11


def test_noise_and_pauses_are_never_raised() -> None:
    hiss = to_block(noise(RATE * 2, level=60))
    control = GainControl()
    factors = [float(control(["a"], block[None], [True])[0]) for block in hiss.reshape(-1, TICK)]
    assert set(factors) == {1.0}
    quiet = to_block(tone(500, 2.0, RATE, 0.01))
    for block in quiet.reshape(-1, TICK):
        raised = float(control(["a"], block[None], [True])[0])
    assert raised > 2.0
    for block in hiss.reshape(-1, TICK):
        assert float(control(["a"], block[None], [True])[0]) == pytest.approx(raised), "a pause keeps the gain"


def test_each_voice_by_itself_and_tones_not_at_all() -> None:
    control = GainControl()
    loud, quiet = to_block(tone(500, 0.02, RATE, 0.9)), to_block(tone(700, 0.02, RATE, 0.02))
    for _ in range(100):
        found = control(["loud", "quiet", "tone"], np.stack([loud, quiet, loud]), [True, True, False])
    assert found[0] < 0.6 and found[1] > 2.0 and found[2] == 1.0
    again = control(["quiet"], quiet[None], [True])
    assert again[0] == pytest.approx(found[1], rel=0.05), "who goes on keeps the gain whoever stops"


def test_a_gain_glides() -> None:
    mixer, sound = Mixer(control=True), to_block(tone(500, 2.0, RATE, 0.9))
    rows = [mixer.mix([Source("a", block, FULL, voice=True)])[0] for block in sound.reshape(-1, TICK)]
    made = np.concatenate(rows)
    steepest = 2 * np.pi * 500 / RATE * 0.9
    assert np.abs(np.diff(made)).max() < 1.1 * steepest, "no click where the gain changes"


# -- drift


class Device:
    """A loudspeaker whose quartz is ``ppm`` millionths fast beside the mixer's, in simulated time."""

    def __init__(self, ppm: float, ahead: int = 2) -> None:
        self.now = 0.0
        self._step = 0.02 / (1 + ppm * 1e-6)
        self._next = 0.003
        self.speaker = Speaker("second", ["select"], None, ahead, clock=lambda: self.now)
        self.heard: list[np.ndarray] = []
        self.most = 0

    def run(self, rows: list[Block], keep: bool = False) -> None:
        out = np.zeros((DEVICE_TICK, 2), np.int16)
        for row in rows:
            until = self.now + 0.02
            while self._next <= until:
                self.now = self._next
                self.speaker.callback(out.data.cast("B"), DEVICE_TICK, None, None)
                if keep:
                    self.heard.append(out[:, 0].copy())
                self._next += self._step
            self.now = until
            self.speaker.push(row)
            self.most = max(self.most, self.speaker._ring.held)


SILENT = np.zeros((ROWS, DEVICE_TICK), np.float32)


def drifts(ppm: float, seconds: float) -> None:
    device = Device(ppm)
    device.run([SILENT] * 500)
    dry = device.speaker.dry
    device.run([SILENT] * int((seconds - 10) * 50))
    assert device.speaker.dry == dry, "it never ran dry again"
    assert device.most <= 5 * DEVICE_TICK, "and its sound is never late"
    assert device.speaker.off == pytest.approx(ppm, abs=5)


@pytest.mark.parametrize("ppm", [200, -200])
def test_a_second_loudspeaker_200_millionths_off_never_runs_dry_for_five_minutes(ppm: float) -> None:
    drifts(ppm, 300)


@pytest.mark.soak
@pytest.mark.parametrize("ppm", [200, -200, 0])
def test_a_second_loudspeaker_200_millionths_off_never_runs_dry_for_six_hours(ppm: float) -> None:
    drifts(ppm, 6 * 3600)


def test_what_is_bent_to_another_quartz_is_still_a_pure_tone() -> None:
    device = Device(200)
    device.run([SILENT] * 10_000)
    sound = to_block(tone(1000, 10.0, DEVICE_RATE, 0.5)).reshape(-1, DEVICE_TICK)
    device.run([np.stack([piece] * ROWS) for piece in sound], keep=True)
    made = np.concatenate(device.heard)[DEVICE_RATE * 2 :][: DEVICE_RATE * 4] / 32768
    spectrum = np.abs(np.fft.rfft(made * np.hanning(len(made)))) / len(made) * 4
    peak = int(np.argmax(spectrum))
    # in the device's own time it is 200 millionths slower: as long as it was said
    assert peak / 4 == pytest.approx(1000 / 1.0002, abs=0.3)
    rest = spectrum.copy()
    rest[peak - 12 : peak + 13] = 0
    assert 20 * np.log10(rest.max() / spectrum[peak]) < -60


def test_a_device_that_halts_for_a_second_is_not_late_for_ever() -> None:
    device = Device(0)
    device.run([SILENT] * 200)
    device._next += 1.0
    device.run([SILENT] * 200)
    assert device.speaker._ring.held < 5 * DEVICE_TICK
    dry = device.speaker.dry
    device.run([SILENT] * 500)
    assert device.speaker.dry <= dry + 1


def test_the_clocks_own_ring_passes_every_sample_through() -> None:
    pcm = noise(20 * DEVICE_TICK).reshape(-1, DEVICE_TICK)
    speaker = Speaker("clock", ["select"], lambda: None)
    out = np.zeros((DEVICE_TICK, 2), np.int16)
    for block in pcm:
        rows = SILENT.copy()
        rows[:2] = to_block(block)
        speaker.push(rows)
        speaker.callback(out.data.cast("B"), DEVICE_TICK, None, None)
        assert np.array_equal(out[:, 0], block) and np.array_equal(out[:, 1], block)


def test_a_ring_that_is_full_takes_no_more_and_one_that_is_empty_gives_nothing() -> None:
    ring = Ring(DEVICE_TICK, steady=True)
    ten, five = bytearray(10 * WIDE), bytearray(5 * WIDE)
    assert not ring.take(ten)
    for _ in range(100):
        ring.push(np.ones((DEVICE_TICK, 2), np.float32), 0.0)
    assert ring.held == DEVICE_RATE // 2
    ring.keep(5)
    assert ring.held == 5
    assert ring.take(five) and (np.frombuffer(five, np.int16) == 32767).all()
    assert not ring.take(five)


def test_a_loudspeaker_takes_over_the_buses_of_one_that_went() -> None:
    one, two = Speaker("one", ["select"], lambda: None), Speaker("two", ["headset"])
    rows = np.zeros((ROWS, TICK), np.float32)
    rows[0:2], rows[4:6] = 0.5, 0.25
    out = np.zeros((DEVICE_TICK, 2), np.int16)

    def heard(speaker: Speaker) -> int:
        raiser = Raiser()
        for _ in range(6):
            play(rows, raiser, [one, two])
            for each in (one, two):
                each.callback((out if each is speaker else out.copy()).data.cast("B"), DEVICE_TICK, None, None)
        return int(out[500, 0])

    assert heard(one) == pytest.approx(16384, rel=0.01)
    assert heard(two) == pytest.approx(8192, rel=0.01)
    one.play(["select", "headset"])
    two.play([])
    together = 0.5 * PLACES["select"][0] + 0.25 * PLACES["headset"][0]
    assert heard(one) == pytest.approx(32768 * together, rel=0.01)
    assert heard(two) == 0
