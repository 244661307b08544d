"""A disk whose syncs fail: no false acknowledgement, a visible fault, and what healed is really on the platter."""

from __future__ import annotations

import itertools
import time
from concurrent.futures import Future
from pathlib import Path

import pytest

from journal import log as log_module
from journal.log import Log
from journal.schema import Medium
from journal.verify import verify
from tests.journal.feed import everything, note
from tests.journal.powercut.disk import Disk

ENTRIES = 120
MOST = 2000
FAILURES = 4
"""How many syncs fail at least: a slow machine commits more entries at once, and so syncs less often."""
_names = itertools.count()


@pytest.mark.parametrize("share", [0.05, 0.5])
@pytest.mark.parametrize("seed", range(4))
def test_failing_syncs_are_seen_and_never_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: float, seed: int
) -> None:
    monkeypatch.setattr(log_module, "RETRY", 0.002)
    monkeypatch.setattr(log_module, "_TIDY_PAGES", {"station": 20})
    disk = Disk(f"sick{next(_names)}", seed)
    faults: list[str] = []
    log = Log(tmp_path / "before", "station", on_fault=faults.append, medium=Medium(disk.name))
    disk.sick = share
    futures: list[Future[int]] = []
    while len(futures) < ENTRIES or (disk.failed < FAILURES and len(futures) < MOST):
        futures.append(log.append(note(len(futures)), raw=bytes(disk.chance.choice((0, 2000)))))
        if disk.chance.random() < 0.7:
            futures[-1].result(20)
    assert [future.result(20) for future in futures] == list(range(2, len(futures) + 2)), "each once, in order"
    assert disk.failed >= FAILURES
    assert "The disk reports an error" in " ".join(faults)
    assert faults[-1] == "", "it says that it healed"
    assert log.fault == ""
    disk.cut()
    log.close(0.0)
    disk.restore(tmp_path / "after")
    disk.unregister()
    assert verify(tmp_path / "after") == (True, len(futures) + 1, None, "")
    written = [note(number) for number in range(len(futures))]
    assert [entry.what for entry in everything(tmp_path / "after")][1:] == written


def test_a_disk_that_never_syncs_acknowledges_nothing(tmp_path: Path) -> None:
    disk = Disk(f"sick{next(_names)}", 1)
    log = Log(tmp_path / "journal", "station", medium=Medium(disk.name))
    disk.sick = 1.0
    futures = [log.append(note(number)) for number in range(5)]
    until = time.monotonic() + 1.0
    while not log.fault:
        assert time.monotonic() < until, "NOT RECORDING within a second"
        time.sleep(0.01)
    time.sleep(0.6)
    assert not any(future.done() for future in futures)
    assert log.disk == "failing"
    disk.sick = 0.0
    assert [future.result(5) for future in futures] == list(range(2, 7))
    log.close()
    disk.unregister()
    assert verify(tmp_path / "journal") == (True, 6, None, "")
