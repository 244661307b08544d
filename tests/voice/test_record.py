"""Part files and the recording made of them: exact to the sample, whatever order the frames came in or what broke."""

from __future__ import annotations

import msgspec
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from station.voice.assemble import PEAKS, assemble, shape
from station.voice.parts import Frame, Head, Part, pack_frame, pack_head, read
from station.voice.samples import Pcm

HEAD = Head(call="c1", group="tetra@247-9:g2201", wall=1000.0, radio="tetra@247-9:1", folder="1970-01-01")


def noise(count: int, seed: int = 1) -> Pcm:
    return np.random.default_rng(seed).integers(-32768, 32767, count).astype(np.int16)


def frames_of(pcm: Pcm, rate: int = 8000, size: int = 160, first: int = 0) -> list[Frame]:
    return [
        Frame(first + at, 1000.0 + (at + size) / rate, rate, pcm[at : at + size]) for at in range(0, len(pcm), size)
    ]


def part(frames: list[Frame]) -> bytes:
    return pack_head(HEAD) + b"".join(pack_frame(frame) for frame in frames)


def same(found: Part, frames: list[Frame]) -> bool:
    return len(found.frames) == len(frames) and all(
        a[:3] == b[:3] and np.array_equal(a.pcm, b.pcm) for a, b in zip(found.frames, frames, strict=True)
    )


def test_a_part_reads_back_as_it_was_written() -> None:
    frames = frames_of(noise(1600))
    found = read(part(frames))
    assert found.head == HEAD
    assert same(found, frames)
    assert found.damaged == 0


def test_a_part_torn_anywhere_gives_every_whole_frame() -> None:
    frames = frames_of(noise(800))
    data = part(frames)
    begins = len(pack_head(HEAD))
    size = len(pack_frame(frames[0]))
    for cut in range(begins, len(data)):
        assert same(read(data[:cut]), frames[: (cut - begins) // size]), cut


def test_a_flipped_byte_costs_one_frame_and_is_counted() -> None:
    frames = frames_of(noise(1600))
    data = bytearray(part(frames))
    size = len(pack_frame(frames[0]))
    data[len(pack_head(HEAD)) + 3 * size + 40] ^= 0x10
    found = read(bytes(data))
    assert same(found, frames[:3] + frames[4:])
    assert found.damaged == size


def test_a_file_that_was_gone_on_with_has_one_beginning_and_the_last_word_about_its_talk_group() -> None:
    frames = frames_of(noise(1600))
    later = Head(call="c1", group="tetra@247-9:g2209", wall=1200.0)
    found = read(part(frames[:5]) + pack_head(later) + b"".join(pack_frame(frame) for frame in frames[5:]))
    assert found.head == msgspec.structs.replace(HEAD, group="tetra@247-9:g2209")
    assert same(found, frames)
    assert found.damaged == 0


def test_what_is_torn_at_the_end_is_told_apart_from_damage() -> None:
    frames = frames_of(noise(1600))
    data = bytearray(part(frames))
    size = len(pack_frame(frames[0]))
    data[len(pack_head(HEAD)) + 40] ^= 0x10
    found = read(bytes(data[:-100]))
    assert (found.damaged, found.torn) == (size + size - 100, size - 100)


@settings(max_examples=100)
@given(st.binary(max_size=600), st.integers(0, 3))
def test_reading_rubbish_never_raises(rubbish: bytes, before: int) -> None:
    frames = frames_of(noise(160 * 3))[:before]
    found = read(part(frames) + rubbish)
    assert same(Part(found.head, found.frames[:before], 0, []), frames)


def test_a_lost_head_leaves_the_frames() -> None:
    frames = frames_of(noise(800))
    data = bytearray(part(frames))
    data[20] ^= 0xFF
    found = read(bytes(data))
    assert found.head is None
    assert same(found, frames)


@settings(max_examples=60)
@given(st.randoms(use_true_random=False), st.integers(1, 60), st.integers(0, 10**9))
def test_any_order_within_two_seconds_gives_the_same_samples(random: object, count: int, first: int) -> None:
    pcm = noise(160 * count)
    frames = frames_of(pcm, first=first)
    shuffled = list(frames)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    recording = assemble(shuffled + frames[: count // 2])  # and half of them twice
    assert recording is not None
    assert np.array_equal(recording.pcm, pcm)
    assert recording.gap == 0


def test_the_first_sample_is_timed_even_when_it_came_late() -> None:
    frames = frames_of(noise(480))
    recording = assemble([frames[1], frames[0], frames[2]])
    assert recording is not None
    assert abs(recording.started - (frames[1].wall - 0.02)) < 1e-9


def test_a_short_gap_keeps_true_timing_as_silence() -> None:
    pcm = noise(160 * 200)
    frames = frames_of(pcm)
    recording = assemble(frames[:50] + frames[150:])
    assert recording is not None
    assert recording.gap == 2.0
    expected = pcm.copy()
    expected[50 * 160 : 150 * 160] = 0
    assert np.array_equal(recording.pcm, expected)


def test_a_long_gap_is_cut_to_five_seconds_and_told() -> None:
    pcm = noise(1600)
    recording = assemble(frames_of(pcm) + frames_of(pcm, first=1600 + 60 * 8000))
    assert recording is not None
    assert recording.gap == 60.0
    assert recording.seconds == 5.4
    assert np.array_equal(recording.pcm[-1600:], pcm)


def test_a_wild_index_does_not_take_the_machine_down() -> None:
    pcm = noise(160)
    recording = assemble([*frames_of(pcm), Frame(1 << 62, 1000.1, 8000, pcm)])
    assert recording is not None
    assert recording.seconds < 6


def test_a_sender_that_counts_anew_is_appended_not_overlaid() -> None:
    one, two = noise(8000 * 3, 1), noise(8000, 2)
    later = [frame._replace(wall=frame.wall + 4.0) for frame in frames_of(two)]
    recording = assemble(frames_of(one) + later)
    assert recording is not None
    assert np.array_equal(recording.pcm[: len(one)], one)
    assert np.array_equal(recording.pcm[-len(two) :], two)
    assert abs(recording.seconds - 5.0) < 0.01
    assert abs(recording.gap - 1.0) < 0.01


def test_a_change_of_rate_is_brought_to_the_first_rate() -> None:
    tone16 = (8000 * np.sin(2 * np.pi * 500 * np.arange(16000) / 16000)).astype(np.int16)
    later = [frame._replace(wall=frame.wall + 0.2) for frame in frames_of(tone16, 16000, 320)]
    recording = assemble(frames_of(noise(1600)) + later)
    assert recording is not None
    assert recording.rate == 8000
    assert abs(recording.seconds - 1.2) < 0.03
    tone = recording.pcm[4000:8000].astype(float)
    assert np.argmax(np.abs(np.fft.rfft(tone))) == 250  # 500 Hz in half a second


def test_no_samples_no_recording() -> None:
    assert assemble([]) is None
    assert assemble([Frame(0, 0.0, 8000, noise(0))]) is None


def test_the_small_picture_has_its_peaks_at_any_length() -> None:
    for count in (1, 7, 48, 49, 5000):
        peaks = shape(np.full(count, -32768, np.int16))
        assert len(peaks) == PEAKS
        assert set(peaks) == {255}
    quiet_then_loud = np.concatenate((np.zeros(4800, np.int16), np.full(4800, 16384, np.int16)))
    assert shape(quiet_then_loud) == [0] * 24 + [127] * 24
