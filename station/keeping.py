"""The station's housekeeping, in a thread of its own: months turn, positions are compacted, what is over goes.

One thing after the other, each in steps of a few milliseconds with pauses between them, so that disk and interpreter
are free most of the time for whoever talks. What fails is logged, shown, and tried again; nothing is put on record that
was not decided. In this order, again and again:

* compaction of positions (:mod:`journal.positions.compact`),
* erasures that a supervisor asked for (:mod:`station.erasures`),
* the turn to a new segment when the month is over (:mod:`journal.months`),
* pruning (:mod:`journal.pruning`),
* thinning of the checkpoints of closed segments (:mod:`journal.thinning`).
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from journal import clock, months, schema
from journal.bookmarks import resume
from journal.holds import Holding
from journal.log import Log
from journal.positions.compact import Compactor
from journal.pruning import Pruner
from journal.thinning import Thinning
from station.config import Config
from station.erasures import Erasures, Retelling
from units.state import Facts

PAUSE = 0.005
"""Seconds between steps at least."""
SHARE = 4.0
"""A pause is so many times as long as the step before it."""
IDLE = 5.0
"""Seconds between looks when there is nothing to do."""
AGAIN = 10.0
"""Seconds after which something that failed is tried again."""
BUSY = 1000
"""Entries waiting for the disk while which nothing is kept house of."""
TURNED = 30.0
"""Seconds a turn may take."""

_log = logging.getLogger(__name__)


class Job(NamedTuple):
    """One of the things to do: ``step`` returns ``True`` while there is more of it."""

    name: str
    step: Callable[[], bool]


class Keeping:
    """Keeps house in the journal in ``folder``. ``facts``, the picture, and ``config`` are asked from its thread."""

    def __init__(
        self,
        folder: Path,
        log: Log,
        facts: Callable[[], Facts],
        config: Callable[[], Config],
        now: Callable[[], float] = time.time,
    ) -> None:
        self._folder, self._log, self._now = folder, log, now

        def holding() -> Holding:
            return Holding(list(facts().holds.values()), list(facts().alarms))

        self._erasures = Erasures(folder, log.append, holding, Retelling(log.append, facts, config))
        self._compactor = Compactor(folder, log.append)
        self._pruner = Pruner(folder, log.append, lambda: config().retention, holding, now)
        self._thinning = Thinning(folder)
        self._jobs = [
            Job("compacting", self._compactor.step),
            Job("erasing", self._erase),
            Job("turning", self._turn),
            Job("pruning", self._prune),
            Job("thinning", self._thinning.step),
        ]
        self._failed: dict[str, float] = {}
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="keeping", daemon=True)
        self.doing = ""
        """What is being done, in a word of :attr:`Job.name`; empty: nothing."""
        self.why = ""
        """Why something cannot be done now, in one sentence; empty: nothing is wrong."""

    def start(self) -> None:
        """Begin: the picture of the past is there, so that holds are known."""
        self._thread.start()

    def erase(self, seq: int) -> None:
        """Entry ``seq`` asks for an erasure, and may."""
        self._erasures.ask(seq)
        self._wake.set()

    def stop(self, timeout: float = 3.0) -> None:
        """End after the step at hand; what is unfinished the next station finishes."""
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    # In its thread

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            for job in self._jobs:
                self._do(job)
            self.doing = ""
            self._wake.wait(IDLE)
        for held in (self._compactor, self._thinning):
            held.close()

    def _do(self, job: Job) -> None:
        """One of the things, until it is done, fails, or the station stops."""
        if time.monotonic() < self._failed.get(job.name, 0.0):
            return
        while not self._stopping.is_set():
            if self._log.fault or self._log.waiting > BUSY:
                self._stopping.wait(AGAIN / 10)
                if self._log.fault:
                    return
                continue
            began = time.monotonic()
            try:
                more = job.step()
            except Exception as error:  # noqa: BLE001 - housekeeping that died of a bug would fill the disk silently
                self._suffer(job, error)
                return
            if job.name in self._failed:
                del self._failed[job.name]
                self.why = ""
            if not more:
                return
            self.doing = job.name
            self._stopping.wait(max(PAUSE, SHARE * (time.monotonic() - began)))

    def _suffer(self, job: Job, error: Exception) -> None:
        why, known = schema.told(error)
        if job.name not in self._failed:
            _log.log(logging.WARNING if known else logging.ERROR, "%s: %s", job.name, why, exc_info=not known)
        self._failed[job.name] = time.monotonic() + AGAIN
        self.why = f"{job.name}: {why}"

    def _erase(self) -> bool:
        busy = self._erasures.waiting > 0
        more = self._erasures.step()
        if busy and not self._erasures.waiting:
            self._compactor.close()  # it may hold positions that are gone now
        return more

    def _prune(self) -> bool:
        pruned = self._pruner.pruned
        more = self._pruner.step()
        if self._pruner.pruned != pruned:
            self._compactor.close()
        return more

    def _turn(self) -> bool:
        segment = months.due(self._folder, self._now(), bool(clock.synchronised()))
        if segment:
            self.doing = "turning"
            name = self._log.turn(segment, resume(self._folder)).result(TURNED)
            _log.info("the journal goes on in %s", name)
        return False
