"""The pulse: several programs at once, nothing torn, nobody else's file."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.errors import JournalError
from journal.places import runtime_dir
from journal.pulse import SIZE, STALE, Pulse
from journal.slots import MOST_CALLED, SIZES, Beat, Lease, Levels, OnAir
from tests.journal.feed import ROOT, small_disk

posix = pytest.mark.skipif(os.name == "nt", reason="NOT TESTED HERE: owners and links are POSIX")


def test_what_one_program_says_the_others_read(folder: Path) -> None:
    one, other = Pulse(folder), Pulse(folder)
    assert other.read("station", Beat) is None
    one.write("station", Beat(pid=7, count=1))
    found = other.read("station", Beat)
    assert found is not None
    assert found[0] == Beat(pid=7, count=1)
    assert found[1] < 1
    one.write("levels", Levels(groups={"g": 40}, mic=3))
    assert other.read("levels", Levels) is not None
    assert other.slots() == one.slots() == ["levels", "station"]
    one.close()
    other.close()


def test_age_counts_from_the_last_change_on_the_readers_clock(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    writer, reader = Pulse(folder), Pulse(folder)

    def age() -> float:
        found = reader.read("lease.1", Lease)
        assert found is not None
        return found[1]

    assert reader.read("lease.1", Lease) is None
    now[0] += 5
    writer.write("lease.1", Lease(seat="1", press="p"))
    assert age() == 0
    now[0] += 0.4
    assert age() == pytest.approx(0.4)
    writer.write("lease.1", Lease(seat="1", press="p"))  # a renewal, though the bytes are the same
    assert age() == 0
    now[0] += 2
    assert age() == pytest.approx(2)


def test_what_was_there_before_is_stale_until_it_changes(folder: Path) -> None:
    """A lease that a dead console left behind must never key a transmitter."""
    writer = Pulse(folder)
    writer.write("lease.1", Lease(seat="1", press="p", count=4))
    writer.close()
    reader, writer = Pulse(folder), Pulse(folder)
    found = reader.read("lease.1", Lease)
    assert found is not None
    assert found[1] >= STALE
    writer.write("lease.1", Lease(seat="1", press="p", count=4))
    found = reader.read("lease.1", Lease)
    assert found is not None
    assert found[1] < 1


def test_an_age_is_never_younger_than_the_truth(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    reader, writer = Pulse(folder), Pulse(folder)
    writer.write("station", Beat(pid=1, count=1))
    now[0] += 30
    found = reader.read("station", Beat)  # looked at for the first time: said some time in the last 30 s
    assert found is not None
    assert found[1] == pytest.approx(30)


def test_a_value_of_another_version_is_none(folder: Path) -> None:
    pulse = Pulse(folder)
    pulse.write("x", Levels(groups={"g": 1}))
    assert pulse.read("x", Beat) is None


def test_slots_are_bounded(folder: Path) -> None:
    pulse = Pulse(folder)
    with pytest.raises(ValueError, match="it holds 512"):
        pulse.write("station", Beat(pid=1, count=1, why="x" * 600))
    pulse.write("levels", Levels(groups={f"group {index}": 50 for index in range(200)}))
    with pytest.raises(ValueError, match="a name has"):
        pulse.write("s" * 60, Beat(pid=1, count=1))
    for index in range(40):
        pulse.write(f"console.{index}", Beat(pid=index, count=1))
    assert len(Pulse(folder).slots()) == 42
    with pytest.raises(ValueError, match="no slot is left"):
        for index in range(100):
            pulse.write(f"more.{index}", Beat(pid=index, count=1))
    for index in range(40):
        found = pulse.read(f"console.{index}", Beat)
        assert found is not None
        assert found[0].pid == index
    assert set(SIZES) <= {"levels", "urgent", "onair", "lease"}


def test_an_all_call_of_24_talk_groups_fits_and_an_older_programs_small_slot_is_left_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups = [f"tetra@247-9:g{2200 + number:012}" for number in range(MOST_CALLED)]
    lease = Lease(seat="1", press="f" * 32, group=groups[0], more=groups[1:], operator="12", priority=1)
    with monkeypatch.context() as before:
        before.setitem(SIZES, "lease", 512)
        Pulse(folder).write("lease.1", Lease(seat="1", press="old"))
    new, reader = Pulse(folder), Pulse(folder)
    assert reader.read("lease.1", Lease) is None, "what a program before this one left there"
    new.write("lease.1", lease)
    for pulse in (new, reader, Pulse(folder)):
        found = pulse.read("lease.1", Lease)
        assert found is not None and found[0] == lease and len(found[0].legs) == MOST_CALLED
    left = dict.fromkeys(lease.legs, 9)
    new.write("onair", OnAir(presses=lease.legs, unrecorded=list(lease.legs), left=left))


@settings(max_examples=60)
@given(cut=st.integers(0, 200), garbage=st.integers(0, 255), writes=st.integers(1, 4))
def test_a_writer_stopped_anywhere_leaves_the_value_before(folder: Path, cut: int, garbage: int, writes: int) -> None:
    """The bytes of the copy being written are half new, half anything: the whole copy counts."""
    pulse = Pulse(folder)
    for count in range(writes + 1):
        pulse.write("station", Beat(pid=1, count=count, why="y" * 60))
    place = pulse._slots["station"]
    whole = [pulse._whole(copy, place.capacity) for copy in place.copies()]
    counters = [copy[0] if copy else 0 for copy in whole]
    older = place.copies()[counters.index(min(counters))]
    pulse._map[older : older + cut] = bytes([garbage]) * cut
    found = Pulse(folder).read("station", Beat)
    assert found is not None
    assert found[0].count == writes
    pulse.write("station", Beat(pid=1, count=99))
    again = Pulse(folder).read("station", Beat)
    assert again is not None
    assert again[0].count == 99
    pulse.close()


def test_torn_on_both_sides_is_none(folder: Path) -> None:
    pulse = Pulse(folder)
    pulse.write("station", Beat(pid=1, count=1))
    pulse.write("station", Beat(pid=1, count=2))
    place = pulse._slots["station"]
    for copy in place.copies():
        pulse._map[copy + 20] ^= 1
    assert pulse.read("station", Beat) is None
    pulse.write("station", Beat(pid=1, count=3))
    found = pulse.read("station", Beat)
    assert found is not None
    assert found[0].count == 3


WRITER = """
import sys, time
from pathlib import Path
from journal.pulse import Pulse
from journal.slots import Beat
pulse = Pulse(Path(sys.argv[1]))
count = 0
while count % 100 or not Path(sys.argv[3]).exists():
    count += 1
    pulse.write(sys.argv[2], Beat(pid=count, count=count, why=str(count) * (count % 40)))
print(count)
"""


def test_programs_that_start_at_once_and_write_without_pause(folder: Path, tmp_path: Path) -> None:
    names, enough = [f"console.{index}" for index in range(3)], tmp_path / "enough"
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), name, str(enough)], cwd=ROOT, stdout=subprocess.PIPE
        )
        for name in names
    ]
    reader = Pulse(folder)
    last = dict.fromkeys(names, 0)
    reads = missing = 0
    while reads < 3000 or not all(last.values()):
        assert all(writer.poll() is None for writer in writers)
        for name in names:
            found = reader.read(name, Beat)
            if found is None:
                missing += bool(last[name])
                continue
            beat = found[0]
            assert beat.pid == beat.count
            assert beat.why == str(beat.count) * (beat.count % 40)
            assert beat.count >= last[name]
            last[name] = beat.count
            reads += 1
    enough.touch()
    for name, writer in zip(names, writers, strict=True):
        out, _ = writer.communicate(timeout=30)
        found = reader.read(name, Beat)
        assert found is not None
        assert found[0].count == int(out)
    assert missing <= reads * 0.01


def test_it_is_made_whole_and_stays_as_long_as_it_is(folder: Path) -> None:
    Pulse(folder).close()
    path = runtime_dir(folder) / "pulse"
    found = path.stat()
    assert found.st_size == SIZE
    Pulse(folder).close()
    assert path.stat().st_ino == found.st_ino
    if os.name != "nt":
        assert found.st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700
        assert found.st_blocks * 512 >= SIZE


@posix
def test_a_link_is_refused(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_bytes(bytes(SIZE))
    path = runtime_dir(folder) / "pulse"
    path.symlink_to(target)
    with pytest.raises(JournalError, match="cannot be opened"):
        Pulse(folder)
    path.unlink()
    path.hardlink_to(target)
    with pytest.raises(JournalError, match="open to others"):
        Pulse(folder)
    assert target.read_bytes() == bytes(SIZE)


@posix
def test_a_linked_runtime_directory_is_refused(folder: Path, tmp_path: Path) -> None:
    place = runtime_dir(folder)
    place.rmdir()
    (tmp_path / "elsewhere").mkdir()
    place.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(JournalError, match="not a directory"):
        Pulse(folder)


@posix
def test_another_accounts_file_is_refused(folder: Path) -> None:
    path = runtime_dir(folder) / "pulse"
    Pulse(folder).close()
    if os.geteuid() != 0:
        pytest.skip("NOT TESTED HERE: giving a file away needs root")
    os.chown(path, 12345, 12345)
    with pytest.raises(JournalError, match="another account"):
        Pulse(folder)
    os.chown(path, 0, 0)
    os.chown(path.parent, 12345, 12345)
    with pytest.raises(JournalError, match="another account"):
        Pulse(folder)


@posix
@pytest.mark.parametrize("size", [1, SIZE - 1, SIZE + 1, 10 * SIZE])
def test_a_wrong_size_is_refused(folder: Path, size: int) -> None:
    path = runtime_dir(folder) / "pulse"
    path.touch(0o600)
    os.truncate(path, size)
    with pytest.raises(JournalError, match="wrong size"):
        Pulse(folder)
    assert path.stat().st_size == size


@posix
def test_a_pipe_and_an_open_file_are_refused(folder: Path) -> None:
    path = runtime_dir(folder) / "pulse"
    os.mkfifo(path, 0o600)
    with pytest.raises(JournalError, match="no plain file"):
        Pulse(folder)
    path.unlink()
    Pulse(folder).close()
    path.chmod(0o644)
    with pytest.raises(JournalError, match="open to others"):
        Pulse(folder)


@posix
def test_another_version_is_refused(folder: Path) -> None:
    path = runtime_dir(folder) / "pulse"
    Pulse(folder).close()
    with path.open("r+b") as file:
        file.write(b"KOPAPULSE9")
    with pytest.raises(JournalError, match="another version"):
        Pulse(folder)


def test_a_directory_of_rubbish_is_no_slot(folder: Path) -> None:
    pulse = Pulse(folder)
    pulse._map[64:2000] = os.urandom(1936)
    assert Pulse(folder).slots() == []


def test_it_works_when_the_disk_is_full(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with small_disk(tmp_path / "disk", "size=400k,mode=700"):
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "disk"))
        pulse = Pulse(folder)
        with (tmp_path / "disk" / "ballast").open("wb", buffering=0) as file, pytest.raises(OSError, match="space"):
            while True:
                file.write(bytes(4096))
        for index in range(30):
            pulse.write(f"seat {index}", Beat(pid=1, count=index, why="z" * 400))
        assert len(Pulse(folder).slots()) == 30
        (tmp_path / "disk" / "ballast").unlink()


def test_no_room_for_it_is_one_sentence(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with small_disk(tmp_path / "disk", "size=64k,mode=700"):
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "disk"))
        with pytest.raises(JournalError, match="cannot be made"):
            Pulse(folder)


def test_without_fallocate_it_is_written_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "posix_fallocate", raising=False)
    Pulse(folder).write("station", Beat(pid=1, count=1))
    assert (runtime_dir(folder) / "pulse").stat().st_size == SIZE
