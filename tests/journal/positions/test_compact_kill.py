"""Compaction killed with kill -9 at random, while the record goes on: no position lost, none twice, none left behind."""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from journal import bodies
from journal.log import Log
from journal.positions import gather, tables
from journal.positions.compact import Compactor
from journal.verify import verify
from tests.journal.feed import ROOT
from tests.journal.positions import patrol

SHORT = 8
LONG = 150


def test_killed_compaction_loses_nothing(folder: Path) -> None:
    _kill(folder, SHORT)


@pytest.mark.soak
@pytest.mark.timeout(3000)
def test_compaction_killed_many_times_loses_nothing(folder: Path) -> None:
    _kill(folder, LONG)


def _kill(folder: Path, kills: int) -> None:
    chance = random.Random(kills)
    said: dict[int, object] = {}
    at_work = 0
    with contextlib.closing(Log(folder, "console", "1")) as log:
        for number in range(kills):
            for what in patrol.whats(250, seed=number):
                said[log.append(what).result(30)] = what
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.journal.positions.test_compact_kill", str(folder)],
                cwd=ROOT,
                stdout=subprocess.PIPE,
            )
            with process:
                assert process.stdout is not None
                process.stdout.readline()
                time.sleep(chance.uniform(0.0, 0.08))
                at_work += process.poll() is None
                process.kill()
            record = {entry.seq: entry.what for entry in patrol.entries(folder)}
            assert {seq: record[seq] for seq in said} == said
    assert at_work > kills // 2
    patrol.compact(folder)
    fixes = patrol.located(folder)
    assert fixes == {seq: what for seq, what in said.items() if type(what).__name__ == "Located"}
    assert patrol.bodies(folder) == set()
    assert verify(folder).ok
    with contextlib.closing(patrol.opened(folder)) as connection:
        found = tables.windows(connection)
        assert connection.execute("SELECT count(*) FROM position_chunks").get == sum(each.chunks for each in found)
        assert sum(each.fixes for each in found) == len(fixes)


def _compact(folder: Path) -> None:
    gather.ROWS, bodies.MOST = 32, 20
    with contextlib.closing(Log(folder, "station")) as log, patrol.impatient():
        compactor = Compactor(folder, log.append, patrol.LATER)
        print("at work", flush=True)
        while compactor.step():
            time.sleep(0.0005)
        time.sleep(10)


if __name__ == "__main__":
    _compact(Path(sys.argv[1]))
