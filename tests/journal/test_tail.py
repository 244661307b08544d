"""Following: everything once, in order, for next to nothing, without holding anybody up."""

from __future__ import annotations

import contextlib
import random
import shutil
import threading
import time
from pathlib import Path

import apsw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal import schema
from journal.errors import JournalError
from journal.log import Log
from journal.tail import Tail
from tests.journal.feed import everything, fill, note, program
from units.entry import Entry


@settings(max_examples=8)
@given(
    bursts=st.lists(st.lists(st.integers(1, 60), min_size=1, max_size=5), min_size=1, max_size=4),
    rows=st.integers(1, 50),
    seconds=st.sampled_from([0.0, 0.001, 0.01]),
    seed=st.integers(0, 1000),
)
def test_every_entry_once_in_order_under_concurrent_writers(
    tmp_path: Path, bursts: list[list[int]], rows: int, seconds: float, seed: int
) -> None:
    folder = tmp_path / "tailed"
    shutil.rmtree(folder, ignore_errors=True)
    logs = [Log(folder, f"program{index}") for index in range(len(bursts))]
    expected = sum(map(sum, bursts)) + 1
    start = threading.Barrier(len(logs) + 1)

    def write(log: Log, sizes: list[int], chance: random.Random) -> None:
        start.wait()
        for size in sizes:
            futures = [log.append(note(number)) for number in range(size)]
            if chance.random() < 0.5:
                futures[-1].result(30)
            else:
                time.sleep(chance.random() * 0.003)

    threads = [
        threading.Thread(target=write, args=(log, sizes, random.Random(seed + index)))
        for index, (log, sizes) in enumerate(zip(logs, bursts, strict=True))
    ]
    for thread in threads:
        thread.start()
    entries: list[Entry] = []
    with contextlib.closing(Tail(folder)) as tail:
        start.wait()
        until = time.monotonic() + 30
        while len(entries) < expected:
            some = tail.read(rows, seconds)
            assert len(some) <= rows
            entries += some
            assert time.monotonic() < until
        for thread in threads:
            thread.join()
        assert tail.read() == []
        assert tail.seq == expected
    for log in logs:
        log.close()
    assert [entry.seq for entry in entries] == list(range(1, expected + 1))
    for log in logs:
        numbers = [entry.n for entry in entries if entry.origin == log.origin]
        assert numbers == list(range(1, len(numbers) + 1))


def test_entries_of_another_process_come_soon(folder: Path) -> None:
    fill(folder, 1)
    with contextlib.closing(Tail(folder, 2)) as tail:
        writer = program(str(folder), "other", "40")
        entries: list[Entry] = []
        until = time.monotonic() + 30
        while len(entries) < 40:
            entries += tail.read()
            assert time.monotonic() < until
        writer.communicate(timeout=30)
    assert [entry.seq for entry in entries] == list(range(3, 43))


def test_nothing_new_costs_next_to_nothing(folder: Path) -> None:
    fill(folder, 10)
    with contextlib.closing(Tail(folder)) as tail:
        tail.read()
        tail.read()
        asked: list[str] = []
        tail._connection.trace_v2(apsw.SQLITE_TRACE_STMT, lambda told: asked.append(told["sql"]))
        for _ in range(300):
            assert tail.read() == []
    assert asked == ["PRAGMA data_version"] * 300, "it reads no page"


def test_a_read_is_bounded_in_time_and_forgets_nothing(folder: Path) -> None:
    fill(folder, 2000)
    with contextlib.closing(Tail(folder)) as tail:
        assert len(tail.read(rows=2000, seconds=0)) < 100
        rest = []
        while some := tail.read(rows=5000, seconds=10):
            rest += some
        assert rest[-1].seq == 2001


def test_it_begins_after_the_entry_it_is_told(folder: Path) -> None:
    fill(folder, 10)
    with contextlib.closing(Tail(folder, after=8)) as tail:
        assert [entry.seq for entry in tail.read()] == [9, 10, 11]


def test_no_snapshot_is_held_between_reads(folder: Path) -> None:
    """A held snapshot would keep the write-ahead log from being folded in, and it would grow for ever."""
    log = Log(folder, "station")
    with contextlib.closing(Tail(folder)) as tail:
        for burst in range(3):
            log.append(note(burst)).result(30)
            assert tail.read(rows=1)
            connection = schema.open_appending(schema.path_of(folder))
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()[0]
            connection.close()
            assert not busy
            assert schema.path_of(folder).with_name("journal.db-wal").stat().st_size == 0
    log.close()


def test_a_gap_is_damage(folder: Path) -> None:
    fill(folder, 10)
    connection = apsw.Connection(str(schema.path_of(folder)))
    connection.execute("DROP TRIGGER entries_kept; PRAGMA foreign_keys = OFF; DELETE FROM entries WHERE seq = 5")
    connection.close()
    with contextlib.closing(Tail(folder)) as tail, pytest.raises(JournalError, match="entry 5 is missing"):
        tail.read()


def test_an_unknown_kind_is_an_entry_without_contents(folder: Path) -> None:
    fill(folder, 2)
    connection = apsw.Connection(str(schema.path_of(folder)))
    connection.execute(
        "DROP TRIGGER bodies_unchanged; UPDATE bodies SET payload = x'81a46b696e64a3466f6f' WHERE seq = 2"
    )
    connection.close()
    assert [entry.what is None for entry in everything(folder)] == [False, True, False]
