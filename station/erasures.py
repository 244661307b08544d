"""Erasures that were asked for, carried out one after the other; one that a dead station left is finished first.

Asking needs a supervisor's right (:mod:`station.rights`); here it is found out whether anything must stay. Unlike what
goes on the air, an erasure is not too old after ten seconds, nor dangerous to do twice: it is done, however long the
station was away.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

from journal import forgetting, worker
from journal.bodies import Bodies
from journal.erasing import Erasing, Refusal, unfinished
from journal.holds import Holding
from journal.segments import segments
from station.config import Config
from station.voice.shelf import file_stem
from units.entry import Anything
from units.findings import Refused
from units.keeping import Erased, ErasureAsked
from units.people import rows_of
from units.state import Facts

ACKNOWLEDGED = 10.0
"""Seconds a finding may take to be on disk."""

_log = logging.getLogger(__name__)

FORGOTTEN = 10.0
"""Seconds the picture gets to take in that something was erased."""
LOOK = 0.02

Append = Callable[[Anything], Future[int]]


class Retelling:
    """What went with somebody's data and is still true is told again: roster rows without them, the configuration."""

    def __init__(self, append: Append, facts: Callable[[], Facts], config: Callable[[], Config]) -> None:
        self._append, self._facts, self._config = append, facts, config

    def tell(self, seq: int, units: set[str]) -> Iterator[None]:
        """Rows of ``units`` went with the erasure of finding ``seq``; the picture must have forgotten it first."""
        until = time.monotonic() + FORGOTTEN
        while self._facts().seq < seq:
            if time.monotonic() > until:
                return  # the record cannot be read just now; the next change of the roster says it again
            time.sleep(LOOK)
            yield
        for row in rows_of(self._facts(), units):
            self._append(row)
        config = self._config()
        if config.gateways:  # an exercise has none before its simulator tells
            self._append(config.finding())


class Erasures:
    """Carries out erasures in the journal in ``folder``, in one thread; any thread may :meth:`ask`."""

    def __init__(
        self, folder: Path, append: Append, holding: Callable[[], Holding], retelling: Retelling | None = None
    ) -> None:
        self._folder, self._append, self._holding, self._retelling = folder, append, holding, retelling
        self._asked: deque[int] = deque()
        self._work = self._all()

    def ask(self, seq: int) -> None:
        """Entry ``seq`` asks for one, and may."""
        if seq not in self._asked:
            self._asked.append(seq)

    @property
    def waiting(self) -> int:
        """How many are asked for and not done."""
        return len(self._asked)

    def step(self) -> bool:
        """A few milliseconds of it; ``False``: nothing more to do. Raises what the disk raises: then begin again."""
        try:
            return next(self._work)
        except BaseException:
            self._work = self._all()
            raise

    def _all(self) -> Iterator[bool]:
        for _ in self._left():
            yield True
        while True:
            while self._asked:
                for _ in self._one(self._asked[0]):
                    yield True
                self._asked.popleft()
            yield False

    def _left(self) -> Iterator[None]:
        """What a dead station left: the deletion, or only that read.db is made anew."""
        left = unfinished(self._folder)
        if left is not None:
            erased, asked = left
            job = Erasing(self._folder, erased.action, asked, file_stem)
            yield from job.look(Holding())  # a hold that was placed since comes too late
            yield from self._carry_out(job, erased, 0)
        elif forgetting.owed(self._folder):
            worker.wanted(self._folder).touch(mode=0o600)

    def _one(self, seq: int) -> Iterator[None]:
        asked = self._entry(seq)
        if asked is None:  # done before, as the record says
            return
        held: Holding | None = None
        while held is None or held != self._holding():  # again if one was placed, or an emergency raised, meanwhile
            held = self._holding()
            job = Erasing(self._folder, seq, asked, file_stem)
            try:
                yield from job.look(held)
            except Refusal as refused:
                refusal = Refused(action=seq, why=refused.why, detail=refused.detail, seat=asked.seat)
                self._append(refusal).result(ACKNOWLEDGED)
                return
        erased = job.finding()
        yield from self._carry_out(job, erased, self._append(erased).result(ACKNOWLEDGED))

    def _carry_out(self, job: Erasing, erased: Erased, seq: int) -> Iterator[None]:
        yield from job.carry_out(erased)
        worker.wanted(self._folder).touch(mode=0o600)
        _log.info("erasure of entry %d: %d bodies", erased.action, erased.bodies)
        if self._retelling is not None:
            yield from self._retelling.tell(seq, job.found.units)

    def _entry(self, seq: int) -> ErasureAsked | None:
        for segment in reversed(segments(self._folder)):
            if segment.first <= seq:
                with contextlib.closing(Bodies(segment.path)) as bodies:
                    entry = bodies.entry(seq)
                return entry.what if entry is not None and isinstance(entry.what, ErasureAsked) else None
        return None
