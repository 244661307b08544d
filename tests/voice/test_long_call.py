"""A call of six hours: one call on record, a recording an hour, all of it played in order; a kill loses a second.

Here an hour is a second, so that six parts are made of seconds; true hours are in ``make soak``.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import soundfile

from journal import recordings as proof
from journal.log import Log
from journal.reader import Reader
from journal.search import CallRow, Query
from radio.events import CallEnded, CallStarted
from station.voice import recorder as recording
from station.voice import reel as reeling
from station.voice.clip import load
from station.voice.export import export
from station.voice.finaliser import Finaliser
from station.voice.ledger import Ledger
from station.voice.parts import Frame, Head, read
from station.voice.recorder import Recorder
from station.voice.reel import Reel, piece
from station.voice.samples import RATE, TICK, Pcm, to_pcm
from station.voice.shelf import Shelf, day, recordings_of
from station.voice.wire import Play, PlayedOut
from tests.journal.shift import working
from tests.voice.desk import GROUP, MAIN, Desk, desk, noise, recordings, until
from tests.voice.test_audience import Bench
from units.findings import VoiceRecorded
from units.picture import Picture

CALL = "long"
BEGAN = 1_790_000_000.0
FRAME = RATE // 50
PARTS = 6


class House:
    """Recorder, finaliser and journal, as the voice process has them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shelf, self.ledger = Shelf(folder), Ledger(folder)
        self.finaliser = Finaliser(self.shelf, self.ledger.append, lambda wall: set(), lambda: True)
        self.recorder = Recorder(self.shelf, self.finaliser.finish)

    def record(self, pcm: Pcm, frames: int) -> None:
        """A call of ``pcm`` again and again, a frame of 20 ms after the other, as fast as the disk takes them."""
        with closing(Log(self.folder, "station", mode="exercise")) as log:
            log.append(CallStarted(gateway="gw", radio="r", call=CALL, to=GROUP)).result(30)
            self.recorder.open(Head(call=CALL, group=GROUP, wall=BEGAN, folder=day(BEGAN)))
            for number in range(frames):
                at = number * FRAME % len(pcm)
                frame = Frame(number * FRAME, BEGAN + number * 0.02, RATE, pcm[at : at + FRAME])
                self.recorder.voice(CALL, frame)
                while self.recorder.waiting > recording.MOST_WAITING // 4:
                    time.sleep(0.01)
            self.recorder.close(CALL)
            log.append(CallEnded(gateway="gw", call=CALL)).result(30)
            self.recorder.stop(60)
            until(lambda: self.finaliser.waiting == 0, 300, "for the recordings")
            assert not self.recorder.waiting

    def close(self) -> None:
        self.recorder.stop(1)
        self.finaliser.stop(30)
        self.ledger.close()

    def paths(self) -> list[str]:
        """What the picture says is to be played."""
        with closing(Reader(self.folder)) as reader:
            picture = Picture()
            picture.apply_all(reader.entries(0, 10_000))
            return picture.facts.calls[CALL].paths


@pytest.fixture
def house(journal: Path) -> Iterator[House]:
    with closing(House(journal)) as one:
        yield one


@pytest.fixture
def bench(journal: Path) -> Iterator[Bench]:
    one = Bench(journal)
    yield one
    one.recorder.stop()


def tick(bench: Bench, wanted: int) -> Pcm:
    """What is heard on the headset until ``wanted`` ticks of it were: those that wait for the disk count for nothing."""
    heard: list[Pcm] = []
    end = time.monotonic() + 60
    while len(heard) < wanted and time.monotonic() < end:
        block = bench.engine.recall.pull()
        if block is None and not bench.engine.recall.playhead.call:
            break
        if block is None:
            time.sleep(0.005)
        else:
            heard.append(to_pcm(block))
    return np.concatenate(heard) if heard else np.zeros(0, np.int16)


def play(bench: Bench, paths: list[str], speed: float = 1.0) -> None:
    bench.tell(Play(call=CALL, path=paths[0], more=paths[1:], speed=speed, action=7))
    bench.engine.loaded(bench.loads.get(timeout=60))


@pytest.fixture
def six(house: House, monkeypatch: pytest.MonkeyPatch) -> Pcm:
    """A call of six parts, and what was said in it."""
    monkeypatch.setattr(recording, "ROTATE_SECONDS", 1.0)
    monkeypatch.setattr(reeling, "AHEAD", RATE // 2)
    pcm = noise(PARTS * RATE)
    house.record(pcm, PARTS * 50)
    return pcm


def test_it_is_one_call_and_all_of_it_is_played_in_order(house: House, bench: Bench, six: Pcm) -> None:
    paths = house.paths()
    assert [Path(path).stem for path in paths] == [CALL, *(f"{CALL}~{number}" for number in range(2, PARTS + 1))]
    assert recordings_of(house.folder, CALL) == paths, "found without the picture, too"
    play(bench, paths)
    heard = tick(bench, PARTS * 50 + 10)
    assert np.array_equal(heard, six)
    (told,) = bench.engine.recall.told(present=True)
    assert (told.action, told.call, told.of) == (7, CALL, float(PARTS))


def test_the_call_log_has_one_row_the_proof_six_recordings_the_export_one_file(house: House, six: Pcm) -> None:
    with working(house.folder) as search:
        (row,) = search.calls(Query()).rows
    assert isinstance(row, CallRow)
    assert [path for path, _ in row.files] == house.paths() and row.seconds == pytest.approx(PARTS)
    assert proof.check(house.folder) == (PARTS, [])
    out = house.folder / "out.wav"
    assert export([house.folder / path for path, _ in row.files], out, "wav") == pytest.approx(PARTS)
    assert np.array_equal(soundfile.read(out, dtype="int16")[0], six)


@pytest.mark.parametrize("form", ["wav", "flac"])
def test_more_than_fits_in_memory_is_exported_piece_by_piece(
    house: House, six: Pcm, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr("station.voice.export.IN_MEMORY_SECONDS", 3.0)
    monkeypatch.setattr("station.voice.export._SOME", RATE // 3)
    out = house.folder / f"out.{form}"
    paths = [house.folder / path for path in house.paths()]
    assert export(paths, out, form, {"title": "Kopa"}) == pytest.approx(PARTS)
    assert np.array_equal(soundfile.read(out, dtype="int16")[0], six)
    (house.folder / "slow.flac").write_bytes(b"")
    soundfile.write(house.folder / "slow.flac", noise(8000), 8000, subtype="PCM_16")
    assert export([*paths, house.folder / "slow.flac"], out, form) == pytest.approx(PARTS + 1.5)


def test_it_is_read_anywhere_and_across_the_seams(house: House, six: Pcm) -> None:
    reel = Reel(piece(house.folder / path) for path in house.paths())
    assert reel.samples == len(six) and reel.load()
    for second in (5, 2, 3, 0):
        start = second * RATE - TICK // 2 if second else 0
        until(lambda at=start: reel.ready(at) and reel.ready(at + TICK))  # type: ignore[misc]
        assert np.array_equal(to_pcm(reel.read(start, TICK)), six[start : start + TICK])
    assert not reel.read(len(six), TICK).any()


def test_only_what_is_near_is_in_memory(house: House, six: Pcm) -> None:
    reel = Reel(piece(house.folder / path) for path in house.paths())
    for at in range(0, len(six), RATE // 4):
        until(lambda at=at: reel.ready(at))  # type: ignore[misc]
        assert len(reel._clips) <= 3


def test_a_part_that_is_gone_or_broken_is_passed_over(house: House, bench: Bench, six: Pcm) -> None:
    paths = house.paths()
    (house.folder / paths[1]).unlink()
    broken = house.folder / paths[3]
    whole = broken.read_bytes()
    broken.write_bytes(whole[: len(whole) // 4])  # it says how long it is, and then there is less
    play(bench, paths)
    heard = tick(bench, PARTS * 50 + 10)
    assert np.array_equal(heard[:RATE], six[:RATE])
    assert np.array_equal(heard[RATE : 2 * RATE], six[2 * RATE : 3 * RATE])
    assert np.array_equal(heard[-2 * RATE :], six[4 * RATE :])


def test_faster_it_is_heard_to_its_end(house: House, bench: Bench, six: Pcm) -> None:
    play(bench, house.paths(), speed=2.0)
    heard = tick(bench, PARTS * 50)
    assert len(heard) == pytest.approx(PARTS * RATE / 2, abs=2 * TICK)
    assert all(np.abs(second).max() > 1000 for second in np.split(heard[: PARTS * RATE // 2 // TICK * TICK], 5))


def test_of_a_call_that_goes_on_also_what_is_no_recording_yet(journal: Path, bench: Bench) -> None:
    (journal / "voice").mkdir()
    first, second = noise(RATE, 1), noise(RATE, 2)
    soundfile.write(journal / "voice/long.flac", first, RATE, subtype="PCM_16")
    bench.recorder.open(Head(call=CALL, group=GROUP, wall=BEGAN, folder=day(BEGAN)))
    for at in range(0, RATE, FRAME):
        bench.recorder.voice(CALL, Frame(RATE + at, BEGAN + at / RATE, RATE, second[at : at + FRAME]))
    until(lambda: (part := bench.recorder.so_far(CALL)) is not None and len(read(part.read_bytes()).frames) == 50)
    play(bench, ["voice/long.flac"])
    assert np.array_equal(tick(bench, 200), np.concatenate((first, second)))


def test_what_was_heard_counts_over_all_parts(house: House, bench: Bench, six: Pcm) -> None:
    play(bench, house.paths())
    for _ in range(4 * 50):
        while bench.engine.recall.pull() is None:
            time.sleep(0.005)
        assert not bench.engine.recall.told(present=True)
    bench.tell(Play())
    (told,) = bench.engine.recall.told(present=True)
    assert isinstance(told, PlayedOut)
    assert told.heard == pytest.approx(4.0, abs=0.1) and told.of == float(PARTS)


# -- killed in the middle

SECONDS_FOR_HOURS = "import sys, runpy, station.voice.recorder as r; r.ROTATE_SECONDS = 1.0; sys.argv[0] = {main!r}; "
SECONDS_FOR_HOURS += "sys.path.insert(0, {folder!r}); from main import main; main()"


def test_killed_in_the_middle_of_a_part_it_goes_on_and_loses_a_second_at_most(journal: Path) -> None:
    program = ("-c", SECONDS_FOR_HOURS.format(main=str(MAIN), folder=str(MAIN.parent)))
    pcm = noise(6 * 8000)
    began = time.time()

    def kept(one: Desk) -> int:
        """Samples of the fourth part, which is being written."""
        part = one.part(f"{CALL}~4")
        return sum(len(frame.pcm) for frame in read(part.read_bytes()).frames) if part.exists() else 0

    with desk(journal, program=program) as one:
        one.open(CALL, wall=began)
        one.speak(CALL, pcm[: 7 * 4000])  # three parts and a half
        one.recorded(3)
        until(lambda: kept(one) >= 3200, what="for the fourth part on disk")
        one.kill()
    with desk(journal, program=program) as two:
        two.open(CALL, wall=began)
        two.resume(CALL, 7 * 4000)
        two.speak(CALL, pcm[7 * 4000 :])
        two.close(CALL)
        assert two.hang_up() == 0
    found = sorted(recordings(journal), key=lambda each: (len(each.path), each.path))
    assert len({each.path for each in found}) == len(found) >= 5
    heard = np.concatenate([soundfile.read(journal / each.path, dtype="int16")[0] for each in found])
    assert len(pcm) - len(heard) <= 8000
    said = {pcm[at : at + 160].tobytes() for at in range(0, len(pcm), 160)}
    there = {heard[at : at + 160].tobytes() for at in range(0, len(heard), 160)}
    assert len(said - there) * 0.02 <= 1.0
    assert np.array_equal(heard[: 3 * 8000], pcm[: 3 * 8000]) and np.array_equal(heard[-8000:], pcm[-8000:])
    assert proof.check(journal) == (len(found), [])


# -- the true length


@pytest.mark.soak
def test_six_true_hours_are_one_call_and_played_to_the_end(house: House, bench: Bench) -> None:
    """A million frames through recorder, finaliser and journal, as fast as the disk takes them, and back."""
    hours = 6
    pcm = noise(10 * RATE, level=300)  # quiet: it packs well
    house.record(pcm, hours * 3600 * 50)
    paths = house.paths()
    assert len(paths) == hours
    told = [one for one in recordings(house.folder) if isinstance(one, VoiceRecorded)]
    assert [round(one.seconds) for one in told] == [3600] * hours
    begin = 0
    for path in paths:
        kept = load(house.folder / path).pcm
        assert len(kept) == pytest.approx(3600 * RATE, abs=RATE)
        assert np.array_equal(kept, np.resize(np.roll(pcm, -begin), len(kept)))
        begin += len(kept)
    assert begin == hours * 3600 * RATE, "each sample once"
    play(bench, paths, speed=16.0)
    recall, positions, over = bench.engine.recall, [0.0], list[PlayedOut]()
    end = time.monotonic() + 400
    while recall.playhead.call and time.monotonic() < end:
        if recall.pull() is None:
            time.sleep(0.002)
        elif (now := recall.playhead).call:
            positions.append(now.position)
        over += recall.told(present=True)
    assert positions == sorted(positions) and positions[-1] == pytest.approx(hours * 3600, abs=1)
    (ended,) = over
    assert ended.of == hours * 3600 and ended.heard == pytest.approx(hours * 3600, rel=0.001)
