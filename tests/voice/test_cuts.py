"""Map and sound share one time line: behind a pause that a recording leaves out, each word is at its own time again."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

import msgspec
import numpy as np
import pytest
import soundfile

from journal import upcast
from station.voice.assemble import LONGEST_SILENCE, assemble
from station.voice.calls import Calls
from station.voice.finaliser import Finaliser, Finding
from station.voice.parts import Frame
from station.voice.recorder import Recorder
from station.voice.samples import RATE
from station.voice.shelf import Shelf
from station.voice.timeline import Timeline
from station.voice.wire import Open, Voice
from tests.voice.desk import GROUP, make_journal, noise, tone, until
from units import cuts
from units.findings import VoiceRecorded

BEGAN = 1.7e9


def over(after: float, seconds: float = 1.0, counted: float | None = None, rate: int = 8000) -> list[Frame]:
    """An over that is said ``after`` s after the beginning; its sender ``counted`` so many seconds."""
    first, size = round((after if counted is None else counted) * rate), rate // 50
    pcm = noise(round(seconds * rate))
    return [Frame(first + at, BEGAN + after + at / rate, rate, pcm[at : at + size]) for at in range(0, len(pcm), size)]


def spoken(frames: list[Frame]) -> list[tuple[float, float]]:
    """When voice begins and ends again in the recording, s after it began, by what it says of its cuts."""
    made = assemble(frames)
    assert made is not None and made.started == pytest.approx(BEGAN)
    loud = np.abs(made.pcm) > 0
    found = []
    for each in cuts.stretches(made.cuts):
        low, high = (round(min(at, made.seconds) * made.rate) for at in (each.place, each.place + each.length))
        voiced = np.flatnonzero(loud[low:high])
        parts = np.split(voiced, np.flatnonzero(np.diff(voiced) > made.rate // 2) + 1) if len(voiced) else []
        found += [(each.after + part[0] / made.rate, each.after + (part[-1] + 1) / made.rate) for part in parts]
    return found


def test_a_short_pause_is_kept_whole_and_nothing_told() -> None:
    made = assemble(over(0) + over(5.5))
    assert made is not None and (made.cuts, made.seconds, made.gap) == ([], 6.5, 4.5)


def test_several_pauses() -> None:
    frames = over(0) + over(30) + over(33) + over(100) + over(107.5)
    made = assemble(frames)
    assert made is not None
    assert made.cuts == [
        (pytest.approx(6.0), pytest.approx(24.0)),
        (pytest.approx(15.0), pytest.approx(61.0)),
        (21.0, 1.5),
    ]
    assert made.seconds + sum(length for _, length in made.cuts) == pytest.approx(108.5)
    assert spoken(frames) == [pytest.approx((at, at + 1), abs=0.01) for at in (0, 30, 33, 100, 107.5)]


def test_a_sender_that_counts_anew_after_a_pause() -> None:
    frames = over(0, 3.0) + over(40, 3.0, counted=0) + over(60, counted=20) + over(61.5, 2.0, counted=0)
    assert spoken(frames) == [pytest.approx(each, abs=0.01) for each in ((0, 3), (40, 43), (60, 61), (61.5, 63.5))]


def test_pauses_of_three_seconds_do_not_add_up_to_anything() -> None:
    """What is kept as silence was once taken for left out when there was more than one of it."""
    frames = over(0, 3.0) + over(6, 3.0) + over(12, 3.0) + over(20, 3.0, counted=0)
    made = assemble(frames)
    assert made is not None and made.cuts == []
    assert spoken(frames) == [pytest.approx((at, at + 3), abs=0.01) for at in (0, 6, 12, 20)]


def test_another_rate_after_a_pause() -> None:
    frames = over(0, 3.0) + over(40, 3.0, rate=16000) + over(60, 2.0, rate=16000)
    assert spoken(frames) == [pytest.approx(each, abs=0.02) for each in ((0, 3), (40, 43), (60, 62))]


def test_a_pause_that_the_sender_did_not_count() -> None:
    frames = over(0) + over(30, counted=1) + over(50, counted=2)
    made = assemble(frames)
    assert made is not None and made.seconds == 3.0
    assert cuts.place(made.cuts, 50.5) == pytest.approx(2.5)
    assert cuts.place(made.cuts, 30.5) == pytest.approx(1.5)


def test_a_count_that_leaps_without_a_pause() -> None:
    pcm = noise(160)
    made = assemble([*over(0), Frame(1 << 62, BEGAN + 1.0, 8000, pcm), Frame((1 << 62) + 160, BEGAN + 1.02, 8000, pcm)])
    assert made is not None and made.seconds == pytest.approx(1 + LONGEST_SILENCE + 0.04)
    assert sum(length for _, length in made.cuts) < 1.0, "nobody was silent for millions of years"


def test_packets_that_a_network_held_back_are_no_pause() -> None:
    frames = over(0, 20.0)
    held = [each._replace(wall=max(each.wall, BEGAN + 8.0)) if each.wall > BEGAN + 4.0 else each for each in frames]
    jitter = np.random.default_rng(1).uniform(0.0, 0.3, len(held))
    held = [each._replace(wall=each.wall + float(late)) for each, late in zip(held, jitter, strict=True)]
    made = assemble(held)
    assert made is not None and made.cuts == []


def test_very_many_are_bounded() -> None:
    pcm = noise(160)
    made = assemble([Frame(at * 8000 * 6, BEGAN + at * 6.0, 8000, pcm) for at in range(cuts.MOST + 100)])
    assert made is not None and len(made.cuts) == cuts.MOST
    whole = made.seconds + sum(length for _, length in made.cuts)
    assert whole == pytest.approx((cuts.MOST + 99) * 6 + 0.02, abs=0.01)


def loudest(timeline: Timeline, after: float) -> float:
    return float(np.abs(timeline.read(BEGAN + after, RATE // 2)).max())


def known(journal: Path, recording: VoiceRecorded) -> Timeline:
    """A time line on which it lies, and has been read."""
    timeline = Timeline(journal)
    timeline.add(recording)
    timeline.prepare(recording.started, 1.0)
    until(lambda: recording.path in timeline._clips)
    return timeline


def test_words_said_after_half_a_minute_are_replayed_after_half_a_minute(tmp_path: Path) -> None:
    """From the packets of a call with a pause in it to what a review plays."""
    journal = make_journal(tmp_path / "journal")
    told: list[Finding] = []

    def append(entry: Finding) -> Future[int]:
        told.append(entry)
        done: Future[int] = Future()
        done.set_result(1)
        return done

    shelf = Shelf(journal)
    finaliser = Finaliser(shelf, append, lambda wall: set(), lambda: True)
    recorder = Recorder(shelf, finaliser.finish)
    calls = Calls(recorder)
    calls.open(Open(call="c", group=GROUP, wall=BEGAN))
    pcm = tone(500, 1.0)
    for after in (0, 30, 300):
        for at in range(0, len(pcm), 160):
            data, wall = pcm[at : at + 160].tobytes(), BEGAN + after + at / 8000
            calls.voice(Voice(call="c", index=after * 8000 + at, codec="s16le8", data=data, wall=wall))
    calls.close("c")
    recorder.stop(30)
    finaliser.stop(30)
    (recording,) = told
    assert isinstance(recording, VoiceRecorded)
    assert (recording.seconds, recording.gap, recording.cuts) == (13.0, 298.0, [(6.0, 24.0), (12.0, 264.0)])
    timeline = known(journal, recording)
    heard = [second for second in range(310) if loudest(timeline, second + 0.25) > 0.1]
    assert heard == [0, 30, 300]
    assert [bool(timeline.covering(BEGAN + at, BEGAN + at + 1)) for at in (0, 3, 20, 30, 200, 300, 302)] == [
        *(True, True, False, True, False, True, False)
    ]


@pytest.mark.parametrize("block", [320, 300, 9000, 22400])
def test_the_seam_is_at_its_sample(tmp_path: Path, block: int) -> None:
    """Also where it lies within what is read at once: nothing from behind the cut is played ahead of its time."""
    pcm = np.concatenate((np.full(8000, 1000), np.full(8000, 2000))).astype(np.int16)
    soundfile.write(tmp_path / "c.flac", pcm, 16000, format="FLAC", subtype="PCM_16")
    recording = VoiceRecorded(
        call="c", group=GROUP, path="c.flac", sha256="", seconds=1.0, rate=16000, started=BEGAN, cuts=[(0.5, 0.25)]
    )
    timeline = known(tmp_path, recording)
    heard = np.concatenate([timeline.read(BEGAN + at / RATE, block) for at in range(0, 22400, block)])
    levels = np.rint(heard * 32768).astype(int)
    steps = [0, *(np.flatnonzero(np.diff(levels)) + 1)]
    assert [levels[at] for at in steps] == [1000, 0, 2000, 0]
    assert steps == pytest.approx([0, 8000, 12000, 20000], abs=1)


def test_an_entry_of_before_is_read_and_played_as_ever(tmp_path: Path) -> None:
    fields = {"kind": "VoiceRecorded", "call": "c", "group": GROUP, "path": "c.flac", "sha256": "", "seconds": 7.0}
    old = upcast.read(
        "VoiceRecorded", 1, msgspec.msgpack.encode({**fields, "rate": 8000, "started": BEGAN, "gap": 29.0})
    )
    assert isinstance(old, VoiceRecorded) and (old.cuts, old.gap) == ([], 29.0)
    soundfile.write(tmp_path / "c.flac", tone(500, 7.0), 8000, format="FLAC", subtype="PCM_16")
    timeline = known(tmp_path, old)
    assert [second for second in range(40) if loudest(timeline, second) > 0.1] == list(range(7))
