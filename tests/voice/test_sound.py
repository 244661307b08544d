"""What an ear would judge, judged by numbers: resampling, playout, concealment, mixing, tones, stretching."""

from __future__ import annotations

import numpy as np
import pytest

from station.voice.clip import Clip, inside
from station.voice.clock import Clock
from station.voice.discipline import gains
from station.voice.microphone import Capture
from station.voice.mixer import Mixer, Source, level, levels
from station.voice.playout import Playout
from station.voice.resample import Downsampler, Upsampler
from station.voice.samples import RATE, TICK, Block, silence, to_block
from station.voice.speaker import AHEAD, CEILING, Limiter, Raiser, Speaker
from station.voice.stretch import Stretch
from station.voice.tones import SHORT_TONES, EmergencySounder, ShortTone
from station.voice.wire import GroupMix
from tests.voice.desk import noise, tone


def strength(block: Block, hertz: float, rate: int = RATE) -> float:
    """Amplitude of ``hertz`` in ``block``."""
    at = np.arange(len(block)) / rate
    return float(2 * abs(np.dot(block, np.exp(-2j * np.pi * hertz * at))) / len(block))


# -- resampling


@pytest.mark.parametrize(("factor", "rate"), [(2, 8000), (3, 16000)])
@pytest.mark.parametrize("hertz", [300, 1000, 3000])
def test_raising_the_rate_keeps_the_tone_and_nothing_else(factor: int, rate: int, hertz: int) -> None:
    raised = Upsampler(factor)(to_block(tone(hertz, 1, rate)))[1000:-1000]
    assert abs(20 * np.log10(strength(raised, hertz, rate * factor) / 0.3)) < 0.5
    assert strength(raised, rate - hertz, rate * factor) < 0.3 * 10 ** (-50 / 20)  # the image


def test_blocks_have_no_seams() -> None:
    voice = to_block(noise(3200))
    whole = Upsampler(3)(voice)
    once = Upsampler(3)
    pieces = np.concatenate([once(voice[at : at + 320]) for at in range(0, 3200, 320)])
    assert np.allclose(whole, pieces, atol=1e-6)
    lower = Downsampler(6)
    assert np.allclose(
        Downsampler(6)(whole), np.concatenate([lower(whole[a : a + 960]) for a in range(0, 9600, 960)]), atol=1e-6
    )


def test_channels_are_raised_together() -> None:
    rows = np.stack([to_block(noise(320, seed)) for seed in range(3)])
    assert np.allclose(Upsampler(3, 3)(rows)[1], Upsampler(3)(rows[1]), atol=1e-6)


def test_the_microphone_is_lowered_without_aliases() -> None:
    capture = Capture()
    sound = to_block(tone(1000, 1, 48000)) + to_block(tone(9000, 1, 48000))  # 9 kHz would fold onto 1 kHz
    pcm = np.concatenate([capture(sound[at : at + 960]) for at in range(0, 48000, 960)])
    assert len(pcm) == 8000
    assert abs(strength(to_block(pcm[400:-400]), 1000, 8000) - 0.3) < 0.01


def test_a_clip_reads_the_same_wherever_one_begins() -> None:
    pcm = tone(440, 1.0)
    clip = Clip(pcm, 8000)
    assert clip.samples == 16000
    whole = clip.read(0, 16000)
    # in time with the original: every second sample is (nearly) it
    assert np.abs(whole[400:15000:2] - to_block(pcm)[200:7500]).max() < 0.03
    for start, count in ((0, 320), (1, 77), (5003, 320), (15900, 320), (-100, 320)):
        expected = np.pad(whole, (100, 400))[start + 100 : start + 100 + count]
        assert np.abs(clip.read(start, count) - expected).max() < 0.05 * 0.3, start
    assert not clip.read(20000, 320).any()
    with pytest.raises(ValueError, match="cannot be played"):
        Clip(pcm, 44100)


def test_a_recordings_path_cannot_lead_out_of_the_journal(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert inside(tmp_path, "voice/2026-01-01/a.flac") == tmp_path.resolve() / "voice/2026-01-01/a.flac"
    for path in ("../a.flac", "voice/../../a.flac", "/etc/passwd"):
        with pytest.raises(ValueError, match="leads out"):
            inside(tmp_path, path)


# -- playout


def run(playout: Playout, arrivals: dict[int, list[int]], pcm: np.ndarray, ticks: int) -> tuple[Block, list[bool]]:
    """Frames (by number) arrive before the tick given; what was heard, and in which ticks anything was."""
    heard: list[Block] = []
    sounded: list[bool] = []
    size = playout.rate // 50
    for tick in range(ticks):
        for number in arrivals.get(tick, []):
            playout.put(number * size, pcm[number * size : (number + 1) * size])
        block = playout.pull()
        sounded.append(block is not None)
        heard.append(silence() if block is None else block)
    return np.concatenate(heard), sounded


def test_steady_frames_play_without_a_gap_after_the_first_wait() -> None:
    pcm = tone(500, 1.0, 16000)
    playout = Playout(16000)
    heard, sounded = run(playout, {number: [number] for number in range(50)}, pcm, 60)
    first = sounded.index(True)
    assert 1 <= first <= 3
    assert np.array_equal(heard[first * TICK : first * TICK + 16000], to_block(pcm))


def test_jitter_and_reorder_are_put_right() -> None:
    pcm = tone(500, 1.0, 16000)
    arrivals = {tick: [tick] for tick in range(50)}
    arrivals[10], arrivals[11], arrivals[12] = [11], [], [10, 12]  # swapped and late
    heard, sounded = run(Playout(16000), arrivals, pcm, 60)
    first = sounded.index(True)
    assert np.array_equal(heard[first * TICK : first * TICK + 16000], to_block(pcm))


def test_a_lost_frame_is_concealed_in_its_place() -> None:
    pcm = tone(500, 1.0, 16000)
    heard, sounded = run(Playout(16000), {tick: [tick] for tick in range(50) if tick != 20}, pcm, 60)
    start = sounded.index(True) * TICK
    played, sent = heard[start : start + 16000], to_block(pcm)
    hole = slice(20 * TICK, 21 * TICK)
    assert np.array_equal(np.delete(played, np.r_[hole]), np.delete(sent, np.r_[hole]))
    assert strength(played[hole], 500) > 0.1
    assert np.abs(played[hole] - sent[hole]).max() < 0.3  # in step with the tone, fading


def test_a_loss_of_half_a_second_fades_to_silence_instead_of_buzzing() -> None:
    pcm = tone(500, 2.0, 16000)
    heard, sounded = run(Playout(16000), {tick: [tick] for tick in range(100) if not 30 <= tick < 55}, pcm, 110)
    start = sounded.index(True) * TICK
    assert not heard[start + 36 * TICK : start + 50 * TICK].any()
    assert np.abs(heard[start + 60 * TICK : start + 90 * TICK]).max() > 0.29


def test_late_voice_makes_the_buffer_grow_until_it_fits() -> None:
    pcm = tone(500, 4.0, 16000)
    playout = Playout(16000)
    arrivals: dict[int, list[int]] = {}
    random = np.random.default_rng(3)
    for number in range(200):
        arrivals.setdefault(number + int(random.integers(0, 8)), []).append(number)  # up to 140 ms late, in any order
    heard, _ = run(playout, arrivals, pcm, 230)
    assert playout.target > 0.06
    later = heard[100 * TICK : 190 * TICK].reshape(-1, TICK)
    assert (np.abs(later).max(axis=1) > 0.29).all(), "still gaps after two seconds"


def test_a_pause_of_the_talker_adds_no_delay() -> None:
    pcm = tone(500, 10.0, 16000)
    arrivals = {tick: [tick] for tick in [*range(20), *range(200, 220)]}
    _, sounded = run(Playout(16000), arrivals, pcm, 240)
    second = sounded.index(True, 100)
    assert 200 <= second <= 203


def test_a_fast_sender_is_caught_up_with() -> None:
    pcm = tone(500, 12.0, 16000)
    playout = Playout(16000)
    sent = 0
    for tick in range(500):
        while sent < tick * 1.02 and sent < 600:
            playout.put(sent * TICK, pcm[sent * TICK : (sent + 1) * TICK])
            sent += 1
        playout.pull()
    assert (playout._head - playout._at) / 16000 < 0.25


def test_a_burst_after_a_stall_is_not_heard_half_a_second_late_for_ever() -> None:
    pcm = tone(500, 8.0, 16000)
    playout = Playout(16000)
    arrivals = {tick: [tick] for tick in range(50)} | {100: list(range(50, 101))} | {t: [t] for t in range(101, 300)}
    run(playout, arrivals, pcm, 300)
    assert (playout._head - playout._at) / 16000 < 0.3


def test_wild_indexes_do_no_harm() -> None:
    playout = Playout(8000)
    random = np.random.default_rng(1)
    for index in [0, 1 << 40, -5, 1 << 62, 3, *random.integers(-(1 << 40), 1 << 40, 200)]:
        playout.put(int(index), noise(int(random.integers(0, 500))))
        block = playout.pull()
        assert block is None or (block.shape == (TICK,) and np.isfinite(block).all())
    playout.put(0, noise(10**6))
    playout.put(100, noise(0))


def test_the_end_plays_out_to_the_last_sample() -> None:
    pcm = tone(500, 0.05, 16000)  # 800 samples: two and a half ticks
    playout = Playout(16000)
    playout.put(0, pcm)
    playout.end()
    heard = []
    while not playout.done:
        block = playout.pull()
        if block is not None:
            heard.append(block)
        assert len(heard) < 10
    assert np.array_equal(np.concatenate(heard)[:800], to_block(pcm))


# -- mixing

OFF, FULL = (0.0, 0.0, 0.0), (1.0, 0.0, 0.0)


def test_who_sounds_where() -> None:
    assert gains(GroupMix(bus="select", gain=0.5), talking=False) == (0.5, 0.0, 0.0)
    assert gains(GroupMix(bus="unselect", gain=0.5), talking=False) == (0.0, 0.5, 0.0)
    assert gains(GroupMix(bus="off", gain=1.0), talking=False) == OFF
    assert gains(GroupMix(bus="select", gain=1.0, muted=True), talking=False) == OFF
    assert gains(GroupMix(bus="select", gain=9.0), talking=False) == FULL
    assert gains(GroupMix(bus="select", gain=1.0), talking=True)[0] <= 0.1


@pytest.mark.parametrize("bus", ["select", "unselect", "off"])
def test_an_emergency_overrides_mute_and_volume_and_while_talking_is_in_the_headset_only(bus: str) -> None:
    forced = GroupMix(bus=bus, gain=0.0, muted=True, force=True)
    assert gains(forced, talking=False) == FULL
    assert gains(forced, talking=True) == (0.0, 0.0, 1.0)


def test_sources_add_up_on_their_buses() -> None:
    one, two = silence() + 0.25, silence() + 0.125
    mixed = Mixer().mix([Source("a", one, (1.0, 0.0, 0.5)), Source("b", two, (1.0, 0.5, 0.0))])
    assert mixed[:, 0].tolist() == [0.375, 0.375, 0.0625, 0.0625, 0.125, 0.125]
    assert not Mixer().mix([]).any()


def test_a_change_of_volume_glides() -> None:
    mixer = Mixer()
    steady = silence() + 0.5
    mixer.mix([Source("a", steady, FULL)])
    muted = mixer.mix([Source("a", steady, OFF)])[0]
    assert np.abs(np.diff(np.concatenate(([0.5], muted)))).max() < 0.01
    assert not mixer.mix([Source("a", steady, OFF)]).any()


def test_twelve_at_once_do_not_clip() -> None:
    limit = Limiter()
    loud: Block = np.stack([to_block(tone(700, 0.02, 48000, 0.9)) * np.float32(12)] * 2, axis=1)
    assert np.abs(limit(loud)).max() <= CEILING + 1e-6
    assert np.abs(limit(loud)).max() > 0.9  # limited, not silenced or wrapped
    soft = loud / np.float32(100)
    for _ in range(20):
        again = limit(soft)
    assert np.allclose(again, soft)


def test_the_speaker_takes_its_bus_and_runs_dry_quietly() -> None:
    ticks: list[int] = []
    speaker = Speaker("test", ["select"], lambda: ticks.append(1))
    buses = np.zeros((6, 960), np.float32)
    buses[:2], buses[2:4] = 0.5, 0.25
    for _ in range(20):
        speaker.push(buses)
    assert not speaker.wants
    out = np.ones((960, 2), np.int16)
    speaker.callback(out.data.cast("B"), 960, None, None)
    assert (out == 16384).all()
    for _ in range(30):
        speaker.callback(out.data.cast("B"), 960, None, None)
    assert not out.any()
    assert speaker.wants
    assert (len(ticks), speaker.dry > 0) == (31, True)
    assert AHEAD * 20 <= 60


def test_silence_costs_nothing_and_the_filters_tail_is_not_cut() -> None:
    raiser = Raiser()
    nothing, loud = np.zeros((6, TICK), np.float32), np.full((6, TICK), 0.5, np.float32)
    assert raiser(nothing) is raiser(nothing)
    raiser(loud)
    assert raiser(nothing).any()
    assert not raiser(nothing).any()


def test_the_meter() -> None:
    assert level(silence()) == 0
    assert level(silence() + 1.0) == 100
    assert level(to_block(tone(500, 0.02, 16000, 0.001))) < 10
    assert 40 < level(to_block(tone(500, 0.02, 16000, 0.03))) < 60


def test_the_meters_of_many_are_those_of_each() -> None:
    dice = np.random.default_rng(3)
    blocks = [silence(), *(dice.normal(0, 10.0**-power, TICK).astype(np.float32) for power in range(7))]
    assert levels(blocks) == [level(block) for block in blocks]
    assert levels([]) == []


# -- tones


def test_the_emergency_sounder_alternates_without_clicks() -> None:
    sounder = EmergencySounder()
    sound = np.concatenate([sounder.pull() for _ in range(50)])
    quarter = RATE // 4
    assert strength(sound[:quarter], 960) > 0.35 > 0.05 > strength(sound[:quarter], 1440)
    assert strength(sound[quarter : 2 * quarter], 1440) > 0.35
    assert np.abs(np.diff(sound)).max() < 0.4 * 2 * np.pi * 1440 / RATE * 1.01


@pytest.mark.parametrize("name", [*SHORT_TONES, "a name of tomorrow"])
def test_short_tones_end(name: str) -> None:
    short = ShortTone(name)
    blocks = []
    while (block := short.pull()) is not None:
        blocks.append(block)
    assert 1 <= len(blocks) <= 50
    assert np.abs(np.concatenate(blocks)).max() > 0.2


# -- stretching


def reader(sound: Block):  # type: ignore[no-untyped-def]
    def read(start: int, count: int) -> Block:
        padded = np.zeros(count, np.float32)
        low, high = max(start, 0), min(start + count, len(sound))
        if high > low:
            padded[low - start : high - start] = sound[low:high]
        return padded

    return read


def test_at_lifes_speed_nothing_is_changed() -> None:
    voice = to_block(noise(RATE))
    stretch = Stretch(reader(voice))
    assert np.array_equal(np.concatenate([stretch.pull() for _ in range(50)]), voice)


@pytest.mark.parametrize("speed", [0.75, 1.5, 2.0, 3.0, 4.0])
def test_faster_keeps_pitch_and_length(speed: float) -> None:
    sound = to_block(tone(440, 8.0, RATE))
    stretch = Stretch(reader(sound), 0, speed)
    ticks = int(6.0 / speed / 0.02)
    made = np.concatenate([stretch.pull() for _ in range(ticks)])
    assert abs(stretch.seconds - ticks * 0.02 * speed) < 1e-6
    spectrum = np.abs(np.fft.rfft(made * np.hanning(len(made))))
    assert abs(np.argmax(spectrum) * RATE / len(made) - 440) < 3
    steady = np.sqrt((made[TICK * 2 :].reshape(-1, TICK) ** 2).mean(axis=1))
    assert steady.min() > 0.8 * 0.3 / np.sqrt(2), "holes between the pieces"


def test_events_come_when_they_should_at_double_speed() -> None:
    sound = np.zeros(RATE * 4, np.float32)
    for second in (1, 2, 3):
        sound[second * RATE : second * RATE + 1600] = to_block(tone(800, 0.1, RATE))
    stretch = Stretch(reader(sound), 0, 2.0)
    made = np.concatenate([stretch.pull() for _ in range(100)])
    loud = np.flatnonzero(np.abs(made) > 0.1)
    starts = loud[np.flatnonzero(np.diff(loud, prepend=-RATE) > RATE // 10)] / RATE
    assert np.abs(starts - [0.5, 1.0, 1.5]).max() < 0.03


def test_sixteen_times_is_snippets_at_lifes_pitch() -> None:
    sound = to_block(tone(440, 40.0, RATE))
    stretch = Stretch(reader(sound), 0, 16.0)
    made = np.concatenate([stretch.pull() for _ in range(120)])
    assert abs(stretch.seconds - 120 * 0.02 * 16) < 1e-6
    assert strength(made[500:3000], 440) > 0.25


def test_changing_speed_while_playing_goes_on_in_place() -> None:
    stretch = Stretch(reader(to_block(noise(RATE * 60))), 0, 1.0)
    for speed in (1.0, 2.0, 16.0, 1.0, 3.0):
        stretch.speed = speed
        before = stretch.seconds
        for _ in range(25):
            assert stretch.pull().shape == (TICK,)
        assert abs(stretch.seconds - before - 0.5 * speed) < 1e-6


# -- the clock


def test_without_a_loudspeaker_the_clock_keeps_time() -> None:
    clock = Clock(0.0)
    assert sum(clock.own(now / 1000) for now in range(10_001)) == 500


def test_a_loudspeaker_drives_and_when_it_hangs_the_clock_takes_over() -> None:
    clock = Clock(0.0)
    for tick in range(50):
        clock.device(tick * 0.02)
        assert not clock.own(tick * 0.02 + 0.019)
    assert clock.left(1.0) == pytest.approx(0.08)
    assert sum(clock.own(1.0 + now / 1000) for now in range(1000)) == 46


def test_after_a_suspend_lost_time_is_not_made_up() -> None:
    clock = Clock(0.0)
    assert sum(clock.own(3600.0) for _ in range(100)) == 1
