"""Several writers, killed with kill -9 at random: nothing acknowledged is lost, and the journal opens within a second."""

from __future__ import annotations

import random
import subprocess
import time
from pathlib import Path

import pytest

from journal.log import Log
from journal.segments import segments
from journal.verify import verify
from tests.journal.feed import everything, note, program

WRITERS = ("station", "voice", "console")
SHORT = 6
LONG = 200


@pytest.mark.real_time
def test_killed_writers_lose_nothing_acknowledged(folder: Path) -> None:
    _kill(folder, SHORT)


@pytest.mark.soak
@pytest.mark.timeout(3000)
def test_two_hundred_killed_writers_lose_nothing_acknowledged(folder: Path) -> None:
    _kill(folder, LONG)


@pytest.mark.real_time
def test_killed_writers_of_a_journal_that_turns_lose_nothing(folder: Path) -> None:
    _kill(folder, SHORT, "turns")
    assert len(segments(folder)) > 3


@pytest.mark.soak
@pytest.mark.timeout(3000)
def test_a_hundred_killed_writers_of_a_journal_that_turns_lose_nothing(folder: Path) -> None:
    _kill(folder, LONG // 2, "turns")


def _kill(folder: Path, kills: int, *turns: str) -> None:
    """``kills`` writers die, one to all of them at a time; the survivors go on meanwhile."""
    chance = random.Random(kills)
    acknowledged: set[int] = set()
    running: list[subprocess.Popen[str]] = []
    killed, slowest = 0, 0.0
    while killed < kills:
        while len(running) < len(WRITERS):
            name = WRITERS[killed % len(WRITERS)]
            running.append(_started(folder, name, acknowledged, *(turns if name == "station" else ())))
        acknowledged |= _hear(running[chance.randrange(len(running))], chance.randint(60, 120))
        time.sleep(chance.uniform(0.0, 0.02))
        for _ in range(min(chance.choice((1, 1, 2, 3)), kills - killed)):
            victim = running.pop(chance.randrange(len(running)))
            victim.kill()
            acknowledged |= _said(victim)
            killed += 1
        slowest = max(slowest, _opened_in(folder, acknowledged))
    for process in running:
        process.kill()
        acknowledged |= _said(process)
    slowest = max(slowest, _opened_in(folder, acknowledged))
    entries = everything(folder)
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert acknowledged <= {entry.seq for entry in entries}, "acknowledged, and lost"
    assert len(acknowledged) > 20 * kills, "too little was at stake"
    assert verify(folder) == (True, len(entries), None, "")
    assert slowest < 1.0, f"opened only after {slowest:.2f} s"


def _started(folder: Path, name: str, acknowledged: set[int], *turns: str) -> subprocess.Popen[str]:
    """A writer without end that has begun: its first acknowledgement is there."""
    process = program(str(folder), name, "0", *turns)
    assert process.stdout is not None
    acknowledged.add(int(process.stdout.readline()))
    return process


def _hear(process: subprocess.Popen[str], count: int) -> set[int]:
    """The next ``count`` entries that a writer says are on disk: so much is at stake however slow the machine."""
    assert process.stdout is not None
    return {int(process.stdout.readline()) for _ in range(count)}


def _said(process: subprocess.Popen[str]) -> set[int]:
    """What a killed writer said was on disk; a number it was killed in does not count."""
    with process:
        assert process.stdout is not None
        return {int(line) for line in process.stdout.read().rpartition("\n")[0].split()}


def _opened_in(folder: Path, acknowledged: set[int]) -> float:
    """How long it takes, s, from nothing to the next entry on disk."""
    begin = time.monotonic()
    log = Log(folder, "console", "2")
    acknowledged.add(log.append(note(1)).result(30))
    spent = time.monotonic() - begin
    log.close()
    return spent
