"""Appending: nothing is acknowledged that is not on disk, nothing acknowledged is lost, nobody waits for a disk."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import threading
import time
from collections import deque
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import apsw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal import append, schema
from journal import log as log_module
from journal.errors import JournalError
from journal.log import Log
from journal.reader import Reader
from journal.tail import Tail
from journal.verify import verify
from tests.journal.feed import everything, fill, note, program, raws, small_disk, whats
from units.entry import Anything
from units.findings import JournalOpened


def until(true: object, seconds: float = 30.0) -> None:
    """Wait until ``true()``."""
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_new_journal_opens_itself(folder: Path) -> None:
    log = Log(folder, "console", "2", mode="exercise")
    assert log.append(note(1), raw=b"\x00\x01").result(30) == 2
    log.close()
    opened, first = everything(folder)
    assert isinstance(opened.what, JournalOpened)
    assert opened.what.mode == "exercise"
    assert re.fullmatch(r"kopa \d+\.\d+\.\d+", opened.what.product), "which program began it"
    assert (first.what, first.raw, first.seq, first.n) == (note(1), b"\x00\x01", 2, 2)
    assert first.origin == log.origin == f"{opened.what.installation}/console/2"
    assert abs(first.wall - time.time()) < 10
    assert folder.stat().st_mode & 0o077 == 0
    assert schema.path_of(folder).stat().st_mode & 0o077 == 0


@settings(max_examples=10)
@given(things=st.lists(st.tuples(whats, raws), min_size=1, max_size=20))
def test_what_is_read_is_what_was_appended(tmp_path: Path, things: list[tuple[Anything, bytes | None]]) -> None:
    folder = tmp_path / "round"
    shutil.rmtree(folder, ignore_errors=True)
    log = Log(folder, "station")
    futures = [log.append(what, raw) for what, raw in things]
    log.close()
    entries = everything(folder)[1:]
    assert [future.result(0) for future in futures] == [entry.seq for entry in entries]
    assert [(entry.what, entry.raw) for entry in entries] == things
    assert [entry.kind for entry in entries] == [type(what).__name__ for what, _ in things]
    assert verify(folder).ok


def test_acknowledged_is_readable_by_another_connection(folder: Path) -> None:
    log = Log(folder, "station")
    other = schema.open_reading(folder)
    for number in range(50):
        seq = log.append(note(number)).result(30)
        assert other.execute("SELECT max(seq) FROM entries").get == seq
    other.close()
    log.close()


def test_many_threads_append_through_one_log(folder: Path) -> None:
    log = Log(folder, "station")
    futures = []
    lock = threading.Lock()

    def some(start: int) -> None:
        for number in range(start, start + 200):
            future = log.append(note(number))
            with lock:
                futures.append(future)

    threads = [threading.Thread(target=some, args=(1000 * index,)) for index in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    log.close()
    assert sorted(future.result(0) for future in futures) == list(range(2, 802))
    assert verify(folder) == (True, 801, None, "")


def test_several_programs_make_one_journal_at_once_with_unbroken_chains(folder: Path) -> None:
    programs = [program(str(folder), f"program{index}", "150") for index in range(3)]
    seen: list[int] = []
    for process in programs:
        out, _ = process.communicate(timeout=30)
        assert process.returncode == 0
        seen += [int(line) for line in out.split()]
    assert sorted(seen) == list(range(2, 452))
    assert verify(folder) == (True, 451, None, "")
    entries = everything(folder)
    assert [entry.seq for entry in entries] == list(range(1, 452))
    for origin in {entry.origin for entry in entries}:
        numbers = [entry.n for entry in entries if entry.origin == origin]
        assert numbers == list(range(1, len(numbers) + 1))


def test_kill_9_loses_nothing_acknowledged(folder: Path) -> None:
    last = 0
    for attempt in range(4):
        victim = program(str(folder), "victim", "0")
        bystander = program(str(folder), "bystander", "100")
        assert victim.stdout is not None
        for _ in range(37 * (attempt + 1)):
            last = int(victim.stdout.readline())
        victim.kill()
        rest = victim.stdout.read().rpartition("\n")[0]
        acknowledged = max([last, *map(int, rest.split())])
        with victim:  # closes its pipes
            pass
        bystander.communicate(timeout=30)
        verdict = verify(folder)
        assert verdict.ok
        assert verdict.entries >= acknowledged
    assert {entry.origin.split("/")[1] for entry in everything(folder)} == {"victim", "bystander"}


def test_a_journal_keeps_its_mode_for_life(folder: Path) -> None:
    Log(folder, "station", mode="exercise").close()
    with pytest.raises(JournalError, match="mode exercise, not live"):
        Log(folder, "station")


@pytest.mark.parametrize(
    "order",
    [
        "UPDATE entries SET wall = 0 WHERE seq = 2",
        "DELETE FROM entries WHERE seq = 2",
        "INSERT OR REPLACE INTO entries SELECT * FROM entries WHERE seq = 2",
        "INSERT INTO entries SELECT seq + 10, origin, n + 9, kind, version, wall, mono, boot, clock, payload, raw, prev, hash, home FROM entries WHERE seq = 3",
        "UPDATE bodies SET payload = x'00' WHERE seq = 2",
        "INSERT OR REPLACE INTO bodies SELECT * FROM bodies WHERE seq = 2",
        "UPDATE origins SET name = 'x'",
        "DELETE FROM origins",
        "UPDATE journal SET value = 'live'",
        "DELETE FROM journal",
    ],
)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_the_record_refuses_to_be_changed(folder: Path, order: str, recursive: str) -> None:
    fill(folder, 3)
    connection = apsw.Connection(str(schema.path_of(folder)))
    connection.execute(f"PRAGMA recursive_triggers = {recursive}")
    with pytest.raises(apsw.ConstraintError, match=r"immutable|in order"):
        connection.execute(order)
    connection.close()
    assert verify(folder).ok


def test_bodies_can_be_deleted(folder: Path) -> None:
    fill(folder, 3)
    connection = apsw.Connection(str(schema.path_of(folder)))
    connection.execute("DELETE FROM bodies WHERE seq = 3")
    connection.close()
    assert [entry.what for entry in everything(folder)][1:] == [note(0), None, note(2)]


def test_a_closed_log_says_so(folder: Path) -> None:
    log = Log(folder, "station")
    log.close()
    with pytest.raises(JournalError, match="closed"):
        log.append(note(1)).result(1)


def test_what_comes_in_just_before_the_end_is_put_on_disk(folder: Path) -> None:
    """The writer has found its queue empty, then something is appended and the Log closed, then it looks whether to."""
    log = Log(folder, "station")
    log.append(note(1)).result(30)
    late: list[Future[int]] = []

    class Turns(deque[Any]):
        def __len__(self) -> int:
            if not late:
                late.append(log.append(note(2)))
                log._closing = True
            return 0

    log._turns = Turns()
    log._wake.set()
    until(lambda: late and late[0].done())
    assert late[0].result(0) == 3
    log.close()
    assert verify(folder) == (True, 3, None, "")


class Disk:
    """Breaks ``Appender.commit`` on demand; ``rows`` are the lengths of the batches."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.error: Exception | None = None
        self.hang = threading.Event()
        self.hang.set()
        self.rows: list[int] = []
        commit = append.Appender.commit

        def broken(appender: append.Appender, drafts: list[append.Draft]) -> int:
            self.hang.wait()
            if self.error is not None:
                raise self.error
            self.rows.append(len(drafts))
            return commit(appender, drafts)

        monkeypatch.setattr(append.Appender, "commit", broken)


@pytest.mark.parametrize(
    ("error", "said", "disk"),
    [
        (apsw.IOError("fsync"), "The disk reports an error", "failing"),
        (apsw.FullError("full"), "The disk is full", "full"),
        (apsw.ReadOnlyError("ro"), "read-only", "failing"),
        (apsw.BusyError("busy"), "locked", "failing"),
        (RuntimeError("a bug"), "A bug", "failing"),
    ],
)
def test_a_failing_disk_is_said_waited_out_and_healed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str, disk: str
) -> None:
    faults: list[str] = []
    log = Log(folder, "station", on_fault=faults.append)
    broken = Disk(monkeypatch)
    broken.error = error
    futures = [log.append(note(number)) for number in range(20)]
    until(lambda: log.fault)
    assert said in log.fault
    assert log.disk == disk
    assert log.waiting == 20
    assert not any(future.done() for future in futures)
    broken.error = None
    assert [future.result(30) for future in futures] == list(range(2, 22))
    assert (log.fault, log.disk, log.waiting) == ("", "ok", 0)
    assert len(faults) == 2
    assert faults[1] == ""
    log.close()
    assert verify(folder) == (True, 21, None, "")


def test_a_hanging_disk_is_said_within_a_second(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log(folder, "station")
    broken = Disk(monkeypatch)
    broken.hang.clear()
    future = log.append(note(1))  # comes back although the disk does not
    until(lambda: log.fault)
    assert log_module.STALL < 1.0 and log.fault == "The disk does not answer."
    assert log.disk == "failing"
    broken.hang.set()
    assert future.result(30) == 2
    assert log.fault == ""
    log.close()


def test_closing_on_a_dead_disk_fails_what_was_not_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log(folder, "station")
    Disk(monkeypatch).error = apsw.IOError("dead")
    future = log.append(note(1))
    log.close(0.5)
    with pytest.raises(JournalError, match="closed before the disk took this entry"):
        future.result(1)


def test_a_listener_that_fails_does_not_stop_the_record(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def listener(sentence: str) -> None:
        raise ValueError(sentence)

    log = Log(folder, "station", on_fault=listener)
    broken = Disk(monkeypatch)
    broken.error = apsw.IOError("x")
    future = log.append(note(1))
    until(lambda: log.fault)
    broken.error = None
    assert future.result(30) == 2
    log.close()


def test_a_really_full_disk(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "size=1500k"):
        folder = tmp_path / "disk" / "journal"
        faults: list[str] = []
        futures: list[Future[int]] = []
        log = Log(folder, "station", on_fault=faults.append)
        (tmp_path / "disk" / "ballast").write_bytes(bytes(400_000))
        while not log.fault:
            futures.append(log.append(note(len(futures)), raw=bytes(2000)))
            with contextlib.suppress(TimeoutError):
                futures[-1].exception(0.05)
            assert len(futures) < 5000
        futures += [log.append(note(len(futures))) for _ in range(10)]
        time.sleep(0.6)
        assert "full" in log.fault
        assert log.disk == "full"
        done = [future for future in futures if future.done()]
        connection = schema.open_reading(folder)
        assert connection.execute("SELECT max(seq) FROM entries").get == len(done) + 1  # no false acknowledgement
        connection.close()
        (tmp_path / "disk" / "ballast").unlink()
        assert [future.result(30) for future in futures] == list(range(2, len(futures) + 2))
        assert faults[-1] == ""
        assert verify(folder) == (True, len(futures) + 1, None, "")
        log.close()


def test_a_journal_opens_on_a_full_disk_and_heals(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "size=1000k"):
        folder = tmp_path / "disk" / "journal"
        fill(folder, 5)
        ballast = tmp_path / "disk" / "ballast"
        with ballast.open("wb", buffering=0) as file, pytest.raises(OSError, match="space"):
            while True:
                file.write(bytes(4096))
        log = Log(folder, "station")
        future = log.append(note(9), raw=bytes(20_000))
        until(lambda: log.fault)
        ballast.unlink()
        assert future.result(30) == 7
        log.close()
        assert verify(folder).ok


def test_a_read_only_folder_is_one_sentence(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with small_disk(disk, "size=2m"):
        fill(disk / "journal", 5)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with pytest.raises(JournalError, match="read-only"):
            Log(disk / "journal", "station")
        with pytest.raises(JournalError, match="no journal can be made here"):
            Log(disk / "another", "station")
        assert len(everything(disk / "journal")) == 6
        assert verify(disk / "journal").ok


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="NOT TESTED HERE: only Linux tells who holds which lock")
def test_whoever_else_opens_the_journal_here_leaves_the_writers_locks_alone(tmp_path: Path) -> None:
    """Closing any descriptor of a file drops the process's POSIX locks on it: nobody here may open it but SQLite."""
    log = Log(tmp_path, "station")
    log.append(note(1)).result(30)
    inode = (tmp_path / "journal.db").stat().st_ino

    def held() -> list[str]:
        return [line for line in Path("/proc/locks").read_text().splitlines() if f":{inode} " in line]

    before = held()
    assert before
    Tail(tmp_path).close()
    Reader(tmp_path).close()
    Log(tmp_path, "console", "1").close()
    assert verify(tmp_path).ok
    assert [line.split()[1:] for line in held()] == [line.split()[1:] for line in before]
    log.close()
