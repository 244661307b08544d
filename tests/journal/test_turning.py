"""A turn to a new file, and everything that can break it: nothing acknowledged is lost, the journal opens and verifies."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from journal import keys, schema, segments, turning
from journal.append import appending
from journal.errors import JournalError
from journal.log import Log
from journal.reader import Reader
from journal.schema import Medium
from journal.verify import verify
from tests.journal.faulty import Faulty, crashed
from tests.journal.feed import ROOT, everything, fill, note, program, small_disk
from tests.journal.turned import turn
from units.picture import Picture

STEPS = ("prepared", "locked", "closing", "written", "named", "pointed", "turned")
_names = itertools.count()


def names(folder: Path) -> list[str]:
    return [segment.path.name for segment in segments.segments(folder)]


def usable(folder: Path, acknowledged: set[int]) -> list[str]:
    """Open it as any program would, go on in it, turn it, prove it; the files it had before that."""
    before = names(folder)
    log, other = Log(folder, "station"), Log(folder, "console", "9")
    acknowledged = acknowledged | {other.append(note(1)).result(30), log.append(note(2)).result(30)}
    turn(log, "2031-01")
    acknowledged |= {other.append(note(3)).result(30)}
    log.close()
    other.close()
    entries = everything(folder)
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert acknowledged <= {entry.seq for entry in entries if entry.kind == "Noted"}
    assert verify(folder) == (True, len(entries), None, "")
    assert names(folder) == [*before, "journal-2031-01.db"]
    left = sorted(path.name for path in folder.glob("*.db*") if not path.name.endswith(("-wal", "-shm")))
    assert left == sorted(names(folder)), "nothing is left over"
    return before


class TestKilled:
    @pytest.mark.parametrize("again", [False, True], ids=["first", "after an interrupted one"])
    @pytest.mark.parametrize("step", STEPS)
    def test_at_every_step(
        self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, again: bool
    ) -> None:
        """The state of the disk at each step is what a kill -9 of all programs would leave."""
        fill(folder, 5)
        if again:
            folder = self._interrupted(folder, tmp_path, monkeypatch, "pointed")
        log, other = Log(folder, "station"), Log(folder, "console", "1")
        acknowledged = {log.append(note(1)).result(30), other.append(note(2)).result(30)}
        left: list[Path] = []

        def reached(now: str) -> None:
            if now == step:
                left.append(crashed(folder, tmp_path / "left"))

        monkeypatch.setattr(turning, "reached", reached)
        turn(log, "2030-12")
        monkeypatch.undo()
        log.close()
        other.close()
        turned = ["journal.db", "journal-2030-12.db"]
        assert usable(left[0], acknowledged) == (turned if step == "turned" else ["journal.db"])
        assert usable(folder, acknowledged) == turned

    @pytest.mark.parametrize("step", STEPS)
    def test_a_turn_whose_commit_was_never_confirmed(
        self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
    ) -> None:
        """It stands complete behind the end of the log; a later turn, killed, must not bring it back to half a life."""
        fill(folder, 5)
        disk = Faulty(f"faulty{next(_names)}")
        log = Log(folder, "station", medium=Medium(disk.name))
        acknowledged = {log.append(note(1)).result(30)}

        def unsynced(now: str) -> None:
            if now == "pointed":
                disk.arm(1, apsw.IOError, only_syncs=True)

        monkeypatch.setattr(turning, "reached", unsynced)
        with pytest.raises(JournalError, match="The disk reports an error"):
            turn(log, "2030-12")
        disk.disarm()
        assert (folder / "journal-2030-12.db").exists()
        left: list[Path] = []

        def reached(now: str) -> None:
            if now == step:
                left.append(crashed(folder, tmp_path / "left"))

        monkeypatch.setattr(turning, "reached", reached)
        turn(log, "2030-12")
        monkeypatch.undo()
        log.close()
        disk.unregister()
        usable(left[0], acknowledged)
        usable(folder, acknowledged)

    def _interrupted(self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> Path:
        left: list[Path] = []

        def reached(now: str) -> None:
            if now == step:
                left.append(crashed(folder, tmp_path / "interrupted"))

        monkeypatch.setattr(turning, "reached", reached)
        log = Log(folder, "station")
        turn(log, "2030-12")
        log.close()
        monkeypatch.undo()
        assert (left[0] / "journal-2030-12.db").exists()
        return left[0]

    @pytest.mark.parametrize("step", STEPS)
    def test_with_kill_9_while_another_program_appends(self, folder: Path, step: str) -> None:
        fill(folder, 3)
        with _writer(folder) as writer:
            victim = subprocess.Popen(
                [sys.executable, "-m", "tests.journal.test_turning", str(folder), step],
                cwd=ROOT,
                stdout=subprocess.PIPE,
            )
            said = victim.communicate(timeout=30)[0]
            assert victim.returncode == -signal.SIGKILL
            time.sleep(0.05)
        acknowledged = {int(line) for line in (*writer, *said.decode().split())}
        assert len(acknowledged) > 12
        before = usable(folder, acknowledged)
        assert before == (["journal.db", "journal-2030-12.db"] if step == "turned" else ["journal.db"])


@contextlib.contextmanager
def _writer(folder: Path) -> Iterator[list[str]]:
    """Another program that appends without end; the numbers it said were on disk, once it is stopped."""
    process = program(str(folder), "console", "0")
    assert process.stdout is not None
    said = [process.stdout.readline()]
    # read all the time: a full pipe would hold it up
    reading = threading.Thread(target=lambda: said.extend(line for line in process.stdout or () if line.endswith("\n")))
    reading.start()
    try:
        yield said
    finally:
        process.kill()
        with process:
            reading.join()


class TestTheDiskFails:
    @pytest.mark.parametrize("error", [apsw.IOError, apsw.FullError])
    def test_at_some_operations(self, folder: Path, tmp_path: Path, error: type[apsw.Error]) -> None:
        self._fail_at(folder, tmp_path, error, 4)

    @pytest.mark.soak
    @pytest.mark.parametrize("error", [apsw.IOError, apsw.FullError])
    def test_at_every_operation(self, folder: Path, tmp_path: Path, error: type[apsw.Error]) -> None:
        self._fail_at(folder, tmp_path, error, 1)

    def _fail_at(self, folder: Path, tmp_path: Path, error: type[apsw.Error], stride: int) -> None:
        fill(folder, 5)
        disk = Faulty(f"faulty{next(_names)}")
        outcomes = []
        for at in itertools.count(1, stride):
            place = shutil.copytree(folder, tmp_path / str(at))
            failed, outcome = self._fail(disk, place, tmp_path / f"{at} crashed", at, error)
            if not failed:
                break
            outcomes.append(outcome)
        disk.unregister()
        told = [outcome for outcome in outcomes if outcome]
        assert len(told) * stride > 20, "too little was made to fail"
        assert outcomes[: len(told)] == told, "only what comes after the turn may fail: it is done"

    def _fail(self, disk: Faulty, folder: Path, crash: Path, at: int, error: type[apsw.Error]) -> tuple[bool, str]:
        """Make one operation of a turn fail; whether there were as many, and what the turn said."""
        log, other = Log(folder, "station", medium=Medium(disk.name)), Log(folder, "console", "1")
        acknowledged = {log.append(note(1)).result(30), other.append(note(2)).result(30)}
        disk.arm(at, error)
        trouble = log.turn("2030-12", Picture()).exception(30)
        disk.disarm()
        assert trouble is None or isinstance(trouble, JournalError)
        assert log.fault == "", "the record goes on: there is nothing to warn of"
        with disk.held:
            at_once = crashed(folder, crash / "at once")
        acknowledged |= {log.append(note(3)).result(30)}
        with disk.held:
            later = crashed(folder, crash / "later")
        acknowledged |= {other.append(note(4)).result(30)}
        log.close()
        other.close()
        turned = ["journal.db", "journal-2030-12.db"]
        assert usable(folder, acknowledged) == (["journal.db"] if trouble else turned), str(trouble)
        usable(at_once, set(range(1, 8)) - {1})
        usable(later, set())
        return disk.failed, str(trouble or "")

    def test_a_full_disk_keeps_the_journal_where_it_is(self, tmp_path: Path) -> None:
        with small_disk(tmp_path / "disk", "size=600k"):
            folder = tmp_path / "disk" / "journal"
            log = Log(folder, "station")
            last = log.append(note(1), raw=bytes(60_000)).result(30)
            rest = shutil.disk_usage(folder).free - 100_000
            (tmp_path / "disk" / "other").write_bytes(bytes(rest))
            with pytest.raises(JournalError, match=r"full|No space"):
                turn(log, "2030-12")
            assert not list(folder.glob("journal-*"))
            assert log.append(note(2)).result(30) == last + 1
            (tmp_path / "disk" / "other").unlink()
            assert turn(log, "2030-12") == "journal-2030-12.db"
            log.close()
            assert verify(folder).ok


class TestNames:
    def test_a_second_one_in_the_same_month_and_a_clock_set_back(self, folder: Path) -> None:
        log = Log(folder, "station")
        asked = ("2030-11", "2030-11", "2030-10", "2030-12", "2030-12")
        said = [turn(log, segment) for segment in asked]
        log.close()
        assert said == [f"journal-{name}.db" for name in ("2030-11", "2030-11b", "2030-11c", "2030-12", "2030-12b")]
        assert names(folder) == ["journal.db", *said] == ["journal.db", *sorted(said)]
        assert verify(folder).ok

    def test_there_are_not_more_than_there_are_letters(self, folder: Path) -> None:
        log = Log(folder, "station")
        for _ in range(26):
            if names(folder)[-1] != "journal-2030-11z.db":
                turn(log, "2030-11")
        with pytest.raises(JournalError, match="too many segments in one month"):
            turn(log, "2030-11")
        assert log.append(note(1)).result(30)
        log.close()

    @pytest.mark.parametrize("name", ["", "December", "2030-12.db", "../2030-12", "2030-12-01", "2030-12a"])
    def test_what_is_no_month_is_refused(self, folder: Path, name: str) -> None:
        log = Log(folder, "station")
        with pytest.raises(JournalError, match="not the name of a segment"):
            log.turn(name, Picture())
        log.close()

    def test_a_file_in_the_way_that_holds_more_than_a_turn_writes_is_left_alone(
        self, folder: Path, tmp_path: Path
    ) -> None:
        fill(folder, 1)
        early = crashed(folder, tmp_path / "early")
        log = Log(folder, "station")
        turn(log, "2030-11")
        log.append(note(1)).result(30)
        log.close()
        evidence = (folder / "journal-2030-11.db").read_bytes()
        shutil.copyfile(early / "journal.db", folder / "journal.db")  # put back: it knows of no other
        log = Log(folder, "station")
        assert turn(log, "2030-11") == "journal-2030-11b.db"
        log.close()
        assert (folder / "journal-2030-11.db").read_bytes() == evidence
        assert verify(folder).ok


class TestLeftOver:
    def test_of_another_month_it_goes_with_the_next_turn(self, folder: Path, tmp_path: Path) -> None:
        fill(folder, 2)
        before = crashed(folder, tmp_path / "before")
        log = Log(folder, "station")
        turn(log, "2030-11")
        log.close()
        shutil.copy(folder / "journal-2030-11.db", before)
        (before / "journal-2029-01.db.new").write_bytes(b"half a file")
        (before / "journal-copy.db").write_bytes(b"not ours")
        log = Log(before, "station")
        turn(log, "2030-12")
        log.close()
        assert sorted(path.name for path in before.glob("journal-*")) == ["journal-2030-12.db", "journal-copy.db"]

    def test_what_an_unconfirmed_turn_wrote_is_written_over_first(self, folder: Path) -> None:
        """The pragma that does it changes nothing and yet is a commit."""
        fill(folder, 2)
        with contextlib.closing(appending(folder, "live", "x/station")) as appender:
            before = _pages(folder)
            with appender.transaction() as execute:
                execute(f"PRAGMA user_version = {schema.version_of(appender.connection)}")
                execute("COMMIT")
            assert _pages(folder) == before + 1


def _pages(folder: Path) -> int:
    path = folder / "journal.db-wal"
    return max(0, path.stat().st_size - 32) // (24 + 4096) if path.exists() else 0


class TestTheLog:
    def test_what_waits_when_it_closes_fails(self, folder: Path) -> None:
        log = Log(folder, "station")
        log.close()
        assert isinstance(log.turn("2030-12", Picture()).exception(1), JournalError)

    def test_without_a_key_it_turns_unsigned(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def no_key() -> None:
            raise JournalError("no key")

        monkeypatch.setattr(keys, "signing_key", no_key)
        log = Log(folder, "station")
        turn(log, "2030-12")
        monkeypatch.undo()
        log.append(note(1)).result(30)
        log.close()
        assert verify(folder).ok

    def test_a_program_that_does_not_sign_can_turn_too(self, folder: Path) -> None:
        fill(folder, 3)
        log = Log(folder, "console")
        turn(log, "2030-12")
        log.append(note(1)).result(30)
        log.close()
        assert verify(folder).ok

    def test_two_that_turn_at_once_turn_one_after_the_other(self, folder: Path) -> None:
        logs = [Log(folder, "station"), Log(folder, "console")]
        futures = [log.turn("2030-12", Picture()) for log in logs]
        for future in futures:
            future.exception(30)
        assert turn(logs[0], "2030-12") in ("journal-2030-12b.db", "journal-2030-12c.db")
        for log in logs:
            log.append(note(1)).result(30)
            log.close()
        assert verify(folder).ok

    def test_a_closed_file_is_whole_by_itself(self, folder: Path) -> None:
        """So that programs that know one file only refuse it, and a copy of the file is a copy of all of it."""
        log, idle = Log(folder, "station"), Log(folder, "console")
        idle.append(note(1)).result(30)
        turn(log, "2030-12")
        assert not (folder / "journal.db-wal").exists() or not (folder / "journal.db-wal").stat().st_size
        assert int.from_bytes((folder / "journal.db").read_bytes()[60:64], "big") == schema.VERSION
        log.close()
        idle.close()

    def test_other_processes_go_on_in_the_new_file(self, folder: Path) -> None:
        log = Log(folder, "station")
        with _writer(folder) as one, _writer(folder) as two:
            for segment in ("2030-10", "2030-11", "2030-12"):
                turn(log, segment)
                _grown(folder, 60)
        log.close()
        entries = everything(folder)
        assert {int(line) for line in one + two} <= {entry.seq for entry in entries if entry.kind == "Noted"}
        assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
        assert len(one) + len(two) > 150 and len(one) > 1 < len(two)
        assert verify(folder) == (True, len(entries), None, "")
        last = segments.segments(folder)[-1]
        assert any(entry.kind == "Noted" for entry in entries if entry.seq > last.first)


def _grown(folder: Path, count: int) -> None:
    """Wait until the journal has ``count`` entries more."""
    with contextlib.closing(Reader(folder)) as reader:
        enough, until = reader.last_seq() + count, time.monotonic() + 60
        while reader.last_seq() < enough:
            assert time.monotonic() < until, "nobody appends"
            time.sleep(0.01)


def _die_at(folder: str, at: str) -> None:
    """Append, say what is on disk, and die at a step of a turn."""

    def reached(step: str) -> None:
        if step == at:
            os.kill(os.getpid(), signal.SIGKILL)

    turning.reached = reached
    log = Log(Path(folder), "station")
    for number in range(10):
        os.write(1, b"%d\n" % log.append(note(number)).result(30))
    log.turn("2030-12", Picture()).result(30)


if __name__ == "__main__":
    _die_at(*sys.argv[1:])
