"""The power goes during compaction, which waits for no sync of its own: every position is there afterwards, once."""

from __future__ import annotations

import itertools
import random
import shutil
import sys
import time
from pathlib import Path

import apsw
import pytest

from journal import log as log_module
from journal import schema
from journal.bodies import Deleting
from journal.errors import JournalError
from journal.log import Log
from journal.positions.compact import Compactor
from journal.schema import Medium
from journal.verify import verify
from tests.journal.feed import note
from tests.journal.positions import patrol
from tests.journal.powercut.disk import Disk

SHORT = 30
LONG = 600
OPERATIONS = 350  # writes and syncs a compaction takes, about
_names = itertools.count()


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many chunks, many transactions."""
    monkeypatch.setattr("journal.positions.gather.ROWS", 100)
    monkeypatch.setattr("journal.bodies.MOST", 10)
    # what SQLite says while it rolls back without power cannot be told to anybody
    usual = sys.unraisablehook
    quiet = lambda said: None if isinstance(said.exc_value, apsw.IOError) else usual(said)  # noqa: E731
    monkeypatch.setattr(sys, "unraisablehook", quiet)


def test_a_power_cut_during_compaction_loses_no_position(tmp_path: Path) -> None:
    _cuts(tmp_path, SHORT)


@pytest.mark.soak
@pytest.mark.timeout(3000)
def test_many_power_cuts_during_compaction_lose_no_position(tmp_path: Path) -> None:
    _cuts(tmp_path, LONG)


def _cuts(place: Path, count: int) -> None:
    patrol.journal(place / "made", patrol.whats(400))
    before = patrol.located(place / "made")
    midway = 0
    for seed in range(count):
        there, after = place / f"{seed}", place / f"{seed}-after"
        shutil.copytree(place / "made", there)
        _work(there, after, seed)
        assert patrol.located(after) == before, f"seed {seed}"
        assert verify(after).ok, f"seed {seed}: {verify(after)}"
        left = len(patrol.bodies(after))
        midway += 0 < left < len(before)
        patrol.compact(after)
        assert patrol.located(after) == before, f"seed {seed}"
        assert patrol.bodies(after) == set()
        assert verify(after).ok
        shutil.rmtree(there)
        shutil.rmtree(after)
    assert midway > count // 10, f"the power went too early or too late: {midway} midway"


def _work(folder: Path, after: Path, seed: int) -> None:
    """Compact in ``folder`` until the power goes; ``after`` is what is found then.

    Every other time it goes while bodies are deleted, counted in deletions: how many writes come before them is the
    machine's to say.
    """
    chance = random.Random(seed)
    deletions = chance.randrange(2, 16) if seed % 2 else 0
    disk = Disk(f"compacting{next(_names)}", seed, None if deletions else chance.randrange(1, OPERATIONS))
    real = schema.open_appending
    delete = Deleting.step
    count = itertools.count(1)

    def deleting(work: Deleting) -> bool:
        if next(count) == deletions:
            log.append(note(seed)).result(30)  # what was deleted so far is on the platter with it
            disk.cut_soon(chance.randrange(1, 12))
        return delete(work)

    def on_disk(path: Path, medium: Medium = schema.DISK) -> apsw.Connection:
        return real(path, Medium(disk.name, medium.synchronous))

    with pytest.MonkeyPatch.context() as patch, patrol.impatient():
        patch.setattr(schema, "open_appending", on_disk)
        patch.setattr(Deleting, "step", deleting)
        patch.setattr(log_module, "_TIDY_PAGES", {"station": chance.choice((5, 40, 1000))})
        until = time.monotonic() + 60
        try:
            log = Log(folder, "station", medium=Medium(disk.name))
        except JournalError:  # no power from the beginning
            disk.cut()
        else:
            compactor = Compactor(folder, log.append, patrol.LATER)
            while not disk.is_cut and time.monotonic() < until:
                compactor.step()
                if chance.random() < 0.3:
                    log.append(note(seed))
            compactor.close()
            log.close(0.0)
    disk.cut()
    disk.restore(after)
    disk.unregister()
