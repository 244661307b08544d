"""Opus packets that came too late for the ear: on record they are in their place, and nothing else changes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.voice import afresh, opus
from station.voice.afresh import completed
from station.voice.assemble import assemble
from station.voice.opus import OpusDecoder, OpusEncoder, OpusError
from station.voice.originals import unpack
from station.voice.parts import Frame, Head, Original, Part, pack_frame, pack_head, pack_original, read
from station.voice.recall import Loaded, Recall
from station.voice.samples import RATE, Pcm
from station.voice.wire import Close, Open, Play, Voice
from tests.voice.desk import GROUP, desk, noise, samples, tone, until
from tests.voice.test_order import Ear

STEP = 320
BEGAN = 1.7e9


@pytest.fixture(autouse=True)
def libopus() -> None:
    if not opus.there():
        pytest.skip("NOT RUN WITH LIBOPUS: it is not installed on this machine")


def packets(count: int, hertz: float = 400) -> list[bytes]:
    encoder, pcm = OpusEncoder(RATE), tone(hertz, count * 0.02, RATE)
    return [encoder.encode(pcm[at : at + STEP]) for at in range(0, len(pcm), STEP)]


def perfect(coded: Sequence[bytes]) -> Pcm:
    """What a network without delays would have given."""
    decoder = OpusDecoder()
    return np.concatenate([decoder.decode(packet) for packet in coded])


def heard(coded: Sequence[bytes], order: Sequence[int], first: int = 0) -> Part:
    """What the recorder is given live of packets that come in ``order``, 20 ms apart, counted from ``first``."""
    ear = Ear()
    for number in order:
        ear.frame(first + number * STEP, coded[number])
        ear.tick()
    ear.calls.close("a")
    return Part(None, ear.kept.frames, 0, ear.kept.originals)


def recorded(part: Part) -> Pcm:
    made = assemble(part.frames)
    assert made is not None
    return made.pcm


def late(count: int, *numbers: int, by: int = 8) -> list[int]:
    """The order in which they come if these are ``by`` packets late."""
    return sorted(range(count), key=lambda number: number + (by + 0.5 if number in numbers else 0))


def test_300_ms_of_jitter_leave_nothing_out_of_the_recording(journal: Path) -> None:
    """The network of :mod:`tests.voice.test_jitter`, through the real voice process, with a codec that remembers."""
    coded = packets(300)
    delays = [float(late) for late in np.random.default_rng(2).uniform(0.0, 0.3, 300)]
    order = sorted(range(300), key=lambda number: number * 0.02 + delays[number])
    with desk(journal) as room:
        began = time.time()
        room.tell(Open(call="a", group=GROUP, wall=began))
        for number in order:
            wall = began + number * 0.02 + delays[number]
            room.tell(Voice(call="a", index=number * STEP, codec="opus", data=coded[number], wall=wall))
        room.tell(Close(call="a"))
        (found,) = room.recorded()
    assert (found.seconds, found.gap, found.cuts) == (6.0, 0.0, [])
    assert np.array_equal(samples(journal, found), perfect(coded)), "sample for sample"
    assert found.started == pytest.approx(began, abs=0.31)
    kept = unpack((journal / found.frames).read_bytes())
    assert sorted(each.start for each in kept) == [number * STEP for number in range(300)]


def test_what_came_in_time_is_left_as_it_was_decoded() -> None:
    coded = packets(50)
    for order in (range(50), late(50, 10, 20, 30, by=1), [*range(20), *range(25, 50)]):
        part = heard(coded, list(order))
        assert completed(part) is part


def test_a_packet_that_came_too_late_is_put_in_its_place() -> None:
    coded = packets(60)
    part = heard(coded, late(60, 20, 40, 41))
    missing = recorded(part)
    assert not missing[20 * STEP : 21 * STEP].any() and not missing[40 * STEP : 42 * STEP].any(), "the ear had none"
    assert np.array_equal(recorded(completed(part)), perfect(coded))


@given(delays=st.lists(st.floats(0.0, 0.3), min_size=40, max_size=40))
@settings(deadline=None, max_examples=15)
def test_whatever_the_delays_everything_that_came_is_there(delays: list[float]) -> None:
    coded = packets(40)
    order = sorted(range(40), key=lambda number: number * 0.02 + delays[number])
    assert np.array_equal(recorded(completed(heard(coded, order))), perfect(coded))


def test_what_never_came_stays_silent() -> None:
    coded = packets(60)
    part = completed(heard(coded, [number for number in late(60, 40) if number not in (20, 21)]))
    pcm = recorded(part)
    assert not pcm[20 * STEP : 22 * STEP].any()
    assert np.array_equal(pcm[: 20 * STEP], perfect(coded)[: 20 * STEP])
    assert pcm[40 * STEP : 41 * STEP].any() and len(part.frames) == 58


def test_only_the_count_in_which_something_is_missing_is_decoded_again() -> None:
    """A sender that begins to count again in one call: what it said before is untouched."""
    coded = packets(150)
    ear = Ear()
    for number in [*range(150), *late(60, 20)]:
        ear.frame(number * STEP, coded[number])
        ear.tick()
    ear.calls.close("a")
    part = Part(None, ear.kept.frames, 0, ear.kept.originals)
    whole = completed(part)
    assert len(whole.frames) == len(part.frames) + 1 == 210
    assert all(one is other for one, other in zip(whole.frames[:150], part.frames[:150], strict=True))
    assert sum(one is other for one, other in zip(whole.frames[150:], part.frames[150:], strict=False)) == 20
    pcm = recorded(whole)
    assert np.array_equal(pcm[: 150 * STEP], perfect(coded))
    assert np.array_equal(pcm[-40 * STEP :], perfect(coded[:60])[20 * STEP :])


@pytest.mark.parametrize("lack", [1, 20, 100])
def test_in_the_second_part_file_of_a_long_call_nothing_before_the_late_packet_is_touched(lack: int) -> None:
    """A decoder that begins there bends the first 60 ms; the live one knew what was said before."""
    coded = packets(400)
    live = heard(coded, late(400, 200 + lack))
    begins = live.originals[0].start + 200 * STEP
    frames = [each for each in live.frames if each.start >= begins]
    part = Part(None, frames, 0, [each for each in live.originals if each.start >= begins])
    whole = completed(part)
    assert len(whole.frames) == len(frames) + 1 == 200
    found, missing = recorded(whole).astype(int), recorded(part)
    expected = perfect(coded)[200 * STEP :].astype(int)
    assert not missing[lack * STEP : (lack + 1) * STEP].any(), "the ear had none"
    assert np.array_equal(found[: lack * STEP], expected[: lack * STEP])
    bent = np.abs(found - expected)
    assert bent.max() < np.abs(missing - expected).max() / 3, "and behind it any decoder is better than one it lacked"
    assert bent[10 * STEP :].max() < 100


def test_a_torn_packet_is_no_reason_to_decode_anything_again() -> None:
    coded = packets(50)
    torn = b"K\x02\x01"  # two frames of the same size in one byte
    part = heard([*coded[:20], torn, *coded[21:]], range(50))
    assert (len(part.originals), len(part.frames)) == (50, 49)
    # as if of another version of libopus
    part = part._replace(frames=[each._replace(pcm=each.pcm + np.int16(1)) for each in part.frames])
    found = completed(part).frames
    assert [one is other for one, other in zip(found, part.frames, strict=True)] == [True] * 49


def test_a_double_is_no_reason_to_decode_anything() -> None:
    part = heard(packets(50), range(50))
    part.originals.append(part.originals[5]._replace(wall=part.originals[5].wall + 0.5))
    assert completed(part) is part


@pytest.mark.parametrize("lost", [1, 3])
def test_packets_before_the_first_frame_are_put_before_it(lost: int) -> None:
    """The disk damaged what was heard first."""
    coded = packets(50)
    part = heard(coded, range(50))
    whole = completed(part._replace(frames=part.frames[lost:]))
    assert [each.start for each in whole.frames] == [each.start for each in part.originals]
    assert np.array_equal(recorded(whole), perfect(coded))


def test_what_another_codec_said_in_the_same_call_stays_where_it_is() -> None:
    coded = packets(50)
    part = heard(coded, late(50, 20))
    plain = noise(8000, 3)
    later = [Frame(at, part.frames[-1].wall + at / 8000, 8000, plain[at : at + 160]) for at in range(0, 8000, 160)]
    whole = completed(part._replace(frames=[*part.frames, *later]))
    assert whole.frames[-50:] == later
    assert np.array_equal(recorded(Part(None, whole.frames[:-50], 0, [])), perfect(coded))


def test_a_frame_that_a_disk_damaged_is_made_again_of_its_packet() -> None:
    coded = packets(30)
    part = heard(coded, range(30))
    records = [pack_original(one) + pack_frame(frame) for one, frame in zip(part.originals, part.frames, strict=True)]
    torn = bytearray(records[12])
    torn[-20] ^= 1
    data = pack_head(Head(call="a")) + b"".join([*records[:12], bytes(torn), *records[13:]])
    found = read(data)
    assert found.damaged and len(found.frames) == 29
    assert np.array_equal(recorded(completed(found)), perfect(coded))


def test_without_libopus_what_was_recorded_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    part = heard(packets(50), late(50, 20))

    def none() -> None:
        raise OpusError("libopus is not installed")

    monkeypatch.setattr(afresh, "Opus", none)
    assert completed(part) is part


def test_what_no_radio_can_have_sent_does_not_fill_memory() -> None:
    count = int(afresh.MOST_SECONDS / 0.12) + 1
    packet = bytes([0b11111011, 6])  # 120 ms in two bytes
    assert opus.OpusDecoder().decode(packet).size == 1920
    part = Part(None, [], 0, [Original(number * 1920, BEGAN, "opus", packet) for number in range(count)])
    assert completed(part) is part


def test_a_call_that_goes_on_is_recalled_with_what_came_late(tmp_path: Path) -> None:
    coded = packets(50)
    part = heard(coded, late(50, 20, by=12)[:-1])
    path = tmp_path / "a.part"
    data = [pack_original(each) for each in part.originals] + [pack_frame(each) for each in part.frames]
    path.write_bytes(pack_head(Head(call="a")) + b"".join(data))
    loaded: list[Loaded] = []
    Recall(tmp_path, lambda call: path, loaded.append).play(Play(call="a"))
    until(lambda: loaded)
    reel = loaded[0].reel
    assert reel is not None and reel.samples == 49 * STEP
    assert np.abs(reel.read(20 * STEP, STEP)).max() > 0.1, "the one that came too late for the ear"
