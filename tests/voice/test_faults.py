"""The real voice process when things go wrong: kill -9, a dead station, damaged parts, a full disk, a driver that aborts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from journal.reader import Reader
from station.voice.parts import read
from station.voice.wire import Quit, Voice
from tests.voice.desk import desk, make_journal, noise, recordings, samples, until
from units.findings import RecordingDamaged

pytestmark = pytest.mark.real_time
SECOND = 8000


def test_what_is_heard_is_on_disk_within_a_quarter_second(journal: Path) -> None:
    with desk(journal) as one:
        one.beat(lambda beat: beat.count > 0)
        one.open("c")
        one.speak("c", noise(SECOND))
        until(lambda: one.part("c").exists() and len(read(one.part("c").read_bytes()).frames) == 50, 0.5)


def test_kill_9_in_the_middle_of_a_call_costs_no_call_and_less_than_a_second(journal: Path) -> None:
    spoken = {call: noise(SECOND, seed) for seed, call in enumerate(("a", "b", "c"))}
    with desk(journal) as one:
        for call in spoken:
            one.open(call)
        one.beat(lambda beat: beat.count > 0)
        began = time.monotonic()
        for at in range(0, SECOND, 160):
            for call, pcm in spoken.items():
                one.tell(
                    Voice(call=call, index=at, codec="s16le8", data=pcm[at : at + 160].tobytes(), wall=time.time())
                )
            time.sleep(max(0.0, began + at / SECOND - time.monotonic()))
        one.kill()
    assert recordings(journal) == []
    with desk(journal) as two:
        two.open("a")  # the call goes on, and so does its recording
        two.resume("a", SECOND)
        two.speak("a", noise(SECOND, 10))
        two.close("a")
        found = {each.call: each for each in two.recorded(3)}
        assert {call for call, each in found.items() if each.recovered} == {"b", "c"}
        for call in ("b", "c"):
            kept = samples(journal, found[call])
            assert len(kept) >= 0.75 * SECOND, f"{1 - len(kept) / SECOND:.2f} s of {call} lost"
            assert np.array_equal(kept, spoken[call][: len(kept)])
        kept = samples(journal, found["a"])
        assert np.array_equal(kept[SECOND:], noise(SECOND, 10)), "the second half in its place behind the first"
        assert np.array_equal(kept[: SECOND * 3 // 4], spoken["a"][: SECOND * 3 // 4])
        assert found["a"].gap < 0.25
        until(lambda: not list((journal / "voice" / "parts").glob("*.part")))


def test_the_station_dies_and_every_call_is_finished(journal: Path) -> None:
    with desk(journal) as one:
        for call in ("a", "b"):
            one.open(call)
            one.speak(call, noise(SECOND, 3))
        assert one.hang_up() == 0
    found = recordings(journal)
    assert {each.call for each in found} == {"a", "b"}
    for each in found:
        assert not each.recovered
        assert np.array_equal(samples(journal, each), noise(SECOND, 3))
    assert list((journal / "voice" / "parts").glob("*.part")) == []


@pytest.mark.parametrize("way", ["quit", "sigterm"])
def test_it_finishes_when_told_to_end(journal: Path, way: str) -> None:
    with desk(journal) as one:
        one.beat(lambda beat: beat.count > 0)
        one.open("c")
        one.speak("c", noise(800))
        one.beat(lambda beat: beat.recording == 1)
        if way == "quit":
            one.tell(Quit())
        else:
            one.process.send_signal(signal.SIGTERM)
        assert one.process.wait(30) == 0
    assert [each.call for each in recordings(journal)] == ["c"]


def test_killed_between_entry_and_removal_nothing_is_entered_twice(journal: Path) -> None:
    with desk(journal) as one:
        one.open("c")
        one.speak("c", noise(800))
        part = until(
            lambda: (
                one.part("c").read_bytes() if one.part("c").exists() and one.part("c").stat().st_size > 1600 else b""
            )
        )
        one.close("c")
        one.recorded()
        assert one.hang_up() == 0
    one.part("c").write_bytes(part)
    with desk(journal) as two:
        until(lambda: not two.part("c").exists())
        assert two.hang_up() == 0
    assert len(recordings(journal)) == 1


def test_killed_between_file_and_entry_it_is_entered_once(journal: Path) -> None:
    """The FLAC is there, the entry is not: recovery writes the same file and enters it."""
    with desk(journal) as one:
        one.open("c")
        one.speak("c", noise(800))
        until(lambda: one.part("c").exists())
        time.sleep(0.3)
        one.kill()
    part = one.part("c").read_bytes()
    other = make_journal(journal.with_name("other"))
    for number in range(2):  # the second time the file is there already
        target = other / "voice" / "parts" / "c.part"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(part)
        if number:
            for old in other.glob("journal.db*"):
                old.unlink()
            make_journal(other)
        with desk(other) as two:
            (found,) = two.recorded()
            assert np.array_equal(samples(other, found), noise(800))
            until(lambda: not target.exists())  # noqa: B023
    assert len(list(other.glob("voice/*/*.flac"))) == 1


def test_damaged_parts(journal: Path) -> None:
    with desk(journal) as one:
        for call in ("torn", "flipped"):
            one.open(call)
            one.speak(call, noise(SECOND))
            until(lambda: one.part(call).exists() and len(read(one.part(call).read_bytes()).frames) == 50)  # noqa: B023
        one.kill()
    torn, flipped = one.part("torn"), one.part("flipped")
    torn.write_bytes(torn.read_bytes()[:-100])
    data = bytearray(flipped.read_bytes())
    data[len(data) // 2] ^= 0xFF
    flipped.write_bytes(bytes(data))
    (journal / "voice/parts/rubbish.part").write_bytes(os.urandom(5000))
    (journal / "voice/parts/empty.part").write_bytes(b"")
    with desk(journal) as two:
        found = {each.call: each for each in two.recorded(2)}
        assert np.array_equal(samples(journal, found["torn"]), noise(SECOND)[: 49 * 160])
        assert found["flipped"].gap == 0.02
        kept = samples(journal, found["flipped"])
        assert (kept == noise(SECOND)).sum() >= 49 * 160
        told = until(lambda: bad if len(bad := damaged(journal)) >= 2 else [], what="for what is damaged")
        assert {(each.call, each.whole) for each in told} == {("flipped", False), ("rubbish", True)}
        assert {each.damaged for each in told if each.whole} == {5000}
        assert (journal / "voice/parts/bad/rubbish.part").exists()
        until(lambda: not list((journal / "voice/parts").glob("*.part")))
        assert two.hang_up() == 0
    assert b"rubbish.part" in two.stderr


def damaged(journal: Path) -> list[RecordingDamaged]:
    with closing(Reader(journal)) as reader:
        return [entry.what for entry in reader.entries(0, 10_000) if isinstance(entry.what, RecordingDamaged)]


def test_a_sound_driver_that_kills_the_process_does_not_kill_the_recording(journal: Path) -> None:
    (journal.parent / "nothing.conf").write_text("")
    environment = {"ALSA_CONFIG_PATH": str(journal.parent / "nothing.conf")}
    with desk(journal, environment) as one:
        try:
            one.process.wait(3)
        except subprocess.TimeoutExpired:
            pytest.skip("LOUD: nothing here that crashes PortAudio: the guard against it NOT tested")
    with desk(journal, environment) as two:  # as the station would start it again
        assert "crash" in two.sound().why
        two.open("c")
        two.speak("c", noise(800))
        two.close("c")
        assert np.array_equal(samples(journal, two.recorded()[0]), noise(800))


def test_rubbish_on_the_pipe_finishes_the_recordings_first(journal: Path) -> None:
    with desk(journal) as one:
        one.open("c")
        one.speak("c", noise(800))
        assert one.process.stdin is not None
        one.process.stdin.write(b"\3\0\0\0\xc1\xc1\xc1")  # a message of another version: told and passed over
        one.speak("c", noise(800))
        one.process.stdin.write(b"\xff\xff\xff\xff")
        one.process.stdin.flush()
        assert one.process.wait(30) == 0
    (found,) = recordings(journal)
    assert found.seconds == 0.2


def test_a_second_voice_process_leaves_the_parts_of_the_first_alone(journal: Path) -> None:
    with desk(journal) as one:
        one.open("c")
        one.speak("c", noise(SECOND))
        one.beat(lambda beat: beat.recording == 1)
        with desk(journal) as two:
            two.beat(lambda beat: beat.count > 3)
            assert recordings(journal) == []
            one.close("c")
            assert not one.recorded()[0].recovered
            assert two.hang_up() == 0
    assert len(recordings(journal)) == 1


@pytest.fixture
def small_disk(home: Path) -> Path:
    """A file system of 3 MB."""
    folder = home / "small"
    folder.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("LOUD: a small file system needs Linux and root: disk full NOT tested")
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip(f"LOUD: no small file system ({done.stderr.decode().strip()}): disk full NOT tested")
    return folder


def test_a_full_disk_in_the_middle_of_a_call_loses_nothing_once_it_heals(small_disk: Path) -> None:
    try:
        journal = make_journal(small_disk / "journal")
        stuffing = small_disk / "stuffing"
        pcm = noise(20 * SECOND)
        with desk(journal) as one:
            one.open("c")
            one.speak("c", pcm[:SECOND])
            one.beat(lambda beat: beat.recording == 1)
            _fill(stuffing)
            one.speak("c", pcm[SECOND:])
            beat = one.beat(lambda beat: beat.disk == "full")
            assert "No space" in beat.why
            one.open("begun-on-a-full-disk")
            one.speak("begun-on-a-full-disk", noise(SECOND, 7))
            one.close("begun-on-a-full-disk")
            one.close("c")
            time.sleep(0.3)
            stuffing.unlink()
            found = {each.call: each for each in one.recorded(2)}
            assert np.array_equal(samples(journal, found["c"]), pcm)
            assert np.array_equal(samples(journal, found["begun-on-a-full-disk"]), noise(SECOND, 7))
            one.beat(lambda beat: beat.disk == "ok")
            assert one.hang_up() == 0
    finally:
        subprocess.run(["umount", "-l", str(small_disk)], check=True)


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        while True:
            try:
                file.write(bytes(4096))
            except OSError:
                return
