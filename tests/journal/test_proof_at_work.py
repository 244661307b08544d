"""Proofs and backups beside a journal at work: entries come, the files turn, positions are compacted, periods end."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from journal import backup, clock, restore
from journal.holds import Holding
from journal.log import Log
from journal.positions.compact import OPEN, Compactor, Now
from journal.pruning import Pruner
from journal.retention import DAY, Rules
from journal.thinning import Thinning
from journal.verify import Scope, prove
from radio.events import Located, TextReceived
from tests.journal.feed import note
from units.picture import Picture

RULES = Rules(days={"texts": 1, "positions": 3, "notes": 1})


class AtWork:
    """A journal in which years pass in seconds, each of its tasks in a thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log, self._console = Log(folder, "station"), Log(folder, "console", "1")
        self.failed: list[BaseException] = []
        self._stopping = threading.Event()
        tasks = (self._feed, self._keep, self._turn)
        self._threads = [threading.Thread(target=self._guarded, args=(task,)) for task in tasks]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join(30)
        self.log.close(20)
        self._console.close(20)

    def _guarded(self, task: Callable[[], None]) -> None:
        try:
            task()
        except BaseException as error:  # noqa: BLE001 - told in the test's own thread
            self.failed.append(error)

    def _feed(self) -> None:
        number = 0
        while not self._stopping.is_set():
            number += 1
            radio = f"dmr@kraslava:{number % 20}"
            fix = Located(gateway="g", radio=radio, lat=56 + number * 1e-6, lon=27.0, speed=10.0)
            last = self.log.append(fix, raw=b"x" * 40)
            if not number % 7:
                self._console.append(note(number))
            if not number % 5:
                last = self.log.append(TextReceived(gateway="g", radio=radio, text=f"text {number}"))
            if not number % 20:
                last.result(30)
                self._stopping.wait(0.01)

    def _keep(self) -> None:
        """Positions are compacted after a second, texts go after another; and now and then three days pass at once."""
        days = DAY - 1
        soon = Now(mono=lambda: clock.mono() + (OPEN - 1) * 1_000_000)
        compactor = Compactor(self.folder, self.log.append, soon)
        pruner = Pruner(
            self.folder, self.log.append, lambda: RULES, lambda: Holding([], []), lambda: time.time() + days
        )
        thinning = Thinning(self.folder)
        rounds = 0
        while not self._stopping.is_set():
            rounds += 1
            days = 3 * DAY - 3 if not rounds % 40 else DAY - 1
            for steps in (compactor.step, pruner.step, thinning.step):
                for _ in range(60):
                    if not steps():
                        break
            self._stopping.wait(0.01)
        compactor.close()
        thinning.close()

    def _turn(self) -> None:
        months = (f"20{year}-{month:02}" for year in range(26, 99) for month in range(1, 13))
        while not self._stopping.wait(1.5):
            self.log.turn(next(months), Picture()).result(30)


@pytest.fixture
def at_work(folder: Path) -> Iterator[AtWork]:
    found = AtWork(folder)
    yield found
    found.stop()


def _prove(at_work: AtWork, place: Path, enough: Callable[[list[Scope]], bool]) -> list[Scope]:
    """Prove and save while the others work, until it was ``enough``."""
    chance = random.Random(1)
    scopes: list[Scope] = []
    while not enough(scopes) and not at_work.failed:
        time.sleep(chance.random() * 0.2)
        proof = prove(at_work.folder)
        assert proof.verdict.ok, proof
        scopes.append(proof.scope)
        if not len(scopes) % 6:
            saved = place / f"saved {len(scopes)}"
            made = backup.save(at_work.folder, saved)
            assert made.entries >= proof.scope.last
            restore.bring_back(saved, place / f"back {len(scopes)}")
    at_work.stop()
    assert at_work.failed == []
    assert prove(at_work.folder).verdict.ok
    return scopes


def test_every_proof_and_backup_is_sound(at_work: AtWork, tmp_path: Path) -> None:
    def enough(scopes: list[Scope]) -> bool:
        return (
            len(scopes) >= 12
            and max(scope.segments for scope in scopes) > 1
            and max(scope.compacted for scope in scopes) > 0
        )

    _prove(at_work, tmp_path, enough)


@pytest.mark.soak
def test_every_proof_and_backup_is_sound_for_minutes(at_work: AtWork, tmp_path: Path) -> None:
    until = time.monotonic() + 180
    scopes = _prove(at_work, tmp_path, lambda _: time.monotonic() > until)
    assert max(scope.deleted for scope in scopes) > 0
    assert any(scope.pruned for scope in scopes)
