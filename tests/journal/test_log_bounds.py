"""Appending: what waits is bounded, in entries, in bytes and in what one transaction takes."""

from __future__ import annotations

from pathlib import Path

import apsw
import pytest

from journal import log as log_module
from journal.errors import JournalError
from journal.log import Log
from tests.journal.feed import note
from tests.journal.test_log import Disk


def test_a_flood_is_committed_in_batches_that_let_others_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log(folder, "station")
    broken = Disk(monkeypatch)
    broken.hang.clear()
    futures = [log.append(note(number)) for number in range(2 * log_module.BATCH + 10)]
    broken.hang.set()
    assert [future.result(30) for future in futures] == list(range(2, len(futures) + 2))
    log.close()
    assert sum(broken.rows) == len(futures) and max(broken.rows) <= log_module.BATCH


def test_bytes_that_wait_are_bounded_too_and_counted_off_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_module, "MOST_BYTES", 10_000)
    log = Log(folder, "station")
    broken = Disk(monkeypatch)
    for _ in range(3):
        broken.hang.clear()
        taken = [log.append(note(number), bytes(1500)) for number in range(6)]
        with pytest.raises(JournalError, match="this entry is lost"):
            log.append(note(7), bytes(1500)).result(1)
        broken.hang.set()
        assert [future.result(30) - taken[0].result(30) for future in taken] == list(range(6))
    assert log.refused == 3
    log.close()


def test_memory_is_bounded_and_loss_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_module, "MOST_ENTRIES", 50)
    log = Log(folder, "station")
    broken = Disk(monkeypatch)
    broken.error = apsw.FullError("full")
    futures = [log.append(note(number)) for number in range(60)]
    assert log.refused == 10
    for future in futures[50:]:
        with pytest.raises(JournalError, match="this entry is lost"):
            future.result(1)
    broken.error = None
    assert [future.result(30) for future in futures[:50]] == list(range(2, 52))
    log.close()
