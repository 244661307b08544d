"""Pruning: what the room's rules keep no longer goes, a few milliseconds of work at a time.

One pass goes through the bodies of all segments from the beginning, once a day and whenever the rules, a hold or an
emergency changed. What is due is put on record (``Pruned``, and that is on disk) before the first recording, chunk or
body goes; killed anywhere, the next station does the rest of the last finding first.

Nothing goes that a legal hold covers, or that belongs to an emergency which is still open (:mod:`journal.context`);
what belongs to a closed one is kept for its period from when it was closed. A pass may take long: it ends
before its next finding, and another begins, when a hold is placed, an emergency raised or a rule changed meanwhile. A
segment in which nothing is left goes whole (:mod:`journal.retiring`).
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import apsw

from journal import schema
from journal.bodies import Bodies, Deleting, Wanted, merged, within
from journal.classes import BY_GROUP
from journal.context import Context
from journal.erasing import clean
from journal.errors import JournalError
from journal.holds import Holding, emergencies
from journal.positions import removal
from journal.retention import DAY, Rules
from journal.retiring import ACKNOWLEDGED, Append, Work, retire
from journal.segments import Segment, segments
from journal.traces import TELLING, class_of
from journal.unlinking import Recordings
from units.entry import Entry
from units.findings import VoiceRecorded
from units.keeping import Pruned

AGAIN = DAY
"""Seconds after which everything is looked at again."""
MOST = 1000
"""Bodies one finding names at most."""
_log = logging.getLogger(__name__)


class _Overtaken(Exception):
    """What a pass goes by is not so any more."""


class _Batch:
    """What one rule takes at once."""

    def __init__(self) -> None:
        self.seqs: set[int] = set()
        self.recordings: list[tuple[str, str]] = []
        self.chunks: list[int] = []


class Pruner:
    """Prunes the journal in ``folder`` by ``rules``; ``holding`` says what must stay, ``now`` is s since 1970 UTC."""

    def __init__(
        self,
        folder: Path,
        append: Append,
        rules: Callable[[], Rules],
        holding: Callable[[], Holding],
        now: Callable[[], float] = time.time,
    ) -> None:
        self._folder, self._append = folder, append
        self._rules, self._holding, self._now = rules, holding, now
        self._last: tuple[Rules, Holding, float] | None = None
        self._work = self._all()
        self.pruned = 0
        """Bodies and chunks deleted since the start."""

    def step(self) -> bool:
        """A few milliseconds of it; ``False``: nothing more for now.

        Never raises for a disk that is full or busy: it begins anew the next time.
        """
        try:
            return next(self._work)
        except (apsw.Error, JournalError, OSError) as error:  # TimeoutError is one
            why = schema.explain(error) if isinstance(error, apsw.Error) else str(error)
            _log.warning("nothing is pruned now: %s", why)
        self._work = self._all()
        return False

    def _all(self) -> Iterator[bool]:
        yield from _busy(self._resume())
        while True:
            rules, holding, now = self._rules(), self._holding(), self._now()
            if rules and self._is_due(rules, holding, now):
                try:
                    yield from _busy(self._pass(rules, holding, now))
                except _Overtaken:
                    continue
                self._last = rules, holding, now
            yield False

    def _still(self, rules: Rules, holding: Holding) -> None:
        """Asked before anything is put on record."""
        if (rules, holding) != (self._rules(), self._holding()):
            raise _Overtaken

    def _is_due(self, rules: Rules, holding: Holding, now: float) -> bool:
        if self._last is None:
            return True
        return self._last[:2] != (rules, holding) or not 0 <= now - self._last[2] < AGAIN

    # One pass

    def _pass(self, rules: Rules, holding: Holding, now: float) -> Work:
        context, oldest = Context((yield from emergencies(self._folder))), True
        horizon = now - min(rules.periods())
        for segment in segments(self._folder):
            before = self.pruned
            with contextlib.closing(Bodies(segment.path)) as bodies:
                last = segment.last or bodies.last()
                upto = bodies.seq_before(horizon, segment.first, last)
                yield from self._look(bodies, segment, upto, rules, holding, context, now)
            yield from self._positions(segment, rules, holding, context, now)
            if self.pruned != before:
                yield from clean(segment.path)
            if oldest and segment.next:
                self._still(rules, holding)
                oldest = yield from retire(self._folder, segment, self._append, max(rules.periods()), holding, now)
            else:
                oldest = False
            if upto < last:
                return

    def _look(
        self,
        bodies: Bodies,
        segment: Segment,
        upto: int,
        rules: Rules,
        holding: Holding,
        context: Context,
        now: float,
    ) -> Work:
        """Look at the bodies of one segment and prune what is due."""
        wanted = Wanted(frozenset().union(*rules.periods().values()) | TELLING)
        due: dict[tuple[str, str], _Batch] = {}
        after = segment.first - 1
        while after < upto:
            some, after = bodies.some(after, upto, wanted)
            yield
            for entry in some:
                context.feed(entry)
                rule = self._is_over(entry, rules, holding, context, now)
                if rule is not None:
                    batch = due.setdefault(rule, _Batch())
                    batch.seqs.add(entry.seq)
                    if isinstance(entry.what, VoiceRecorded):
                        batch.recordings += entry.what.files
            for rule in [rule for rule, batch in due.items() if len(batch.seqs) >= MOST]:
                yield from self._prune(rule, due.pop(rule), rules, holding, now)
        for rule, batch in due.items():
            yield from self._prune(rule, batch, rules, holding, now)

    def _is_over(
        self, entry: Entry, rules: Rules, holding: Holding, context: Context, now: float
    ) -> tuple[str, str] | None:
        """The class and talk-group by whose rule the time of ``entry`` is over; ``None`` while it is not."""
        sort = class_of(entry)
        if not sort:
            return None
        group = context.group_of(entry) if sort in BY_GROUP else ""
        period = rules.period(sort, group)
        if period is None or entry.wall + period > now:
            return None
        about = context.about(entry)
        if holding.over(entry, about, context) + period > now or holding.keeps(entry, about, context):
            return None
        return sort, group if sort in rules.groups.get(group, {}) else ""

    def _positions(self, segment: Segment, rules: Rules, holding: Holding, context: Context, now: float) -> Work:
        """Chunks all of whose positions are old enough; one in which a single one must stay, stays."""
        period = rules.period("positions")
        if period is None:
            return
        batch = _Batch()
        with contextlib.closing(schema.open_reading(segment.path)) as connection:
            for number in removal.older(connection, now - period):
                runs = removal.runs(connection, number)
                if not any(self._stays(run.radio, run.since, run.until, period, holding, context, now) for run in runs):
                    batch.chunks.append(number)
                yield
        if batch.chunks:
            yield from self._prune(("positions", ""), batch, rules, holding, now)

    def _stays(
        self, radio: str, since: float, until: float, period: float, holding: Holding, context: Context, now: float
    ) -> bool:
        units = {unit for unit, radios in context.ever.items() if radio in radios}
        if holding.keep_positions(radio, units, since, until, context):
            return True
        return any(
            need.begins <= until and need.closed is not None and need.closed + period > now
            for need in context.needs.values()
            if need.radio == radio or need.unit in units
        )

    # One finding

    def _prune(self, rule: tuple[str, str], batch: _Batch, rules: Rules, holding: Holding, now: float) -> Work:
        sort, group = rule
        period = rules.period(sort, group) or 0.0
        found = Pruned(
            rule=rules.words(sort, group),
            sort=sort,
            before=now - period,
            entries=merged(batch.seqs),
            files=sorted({sha256 for _, sha256 in batch.recordings}),
            chunks=batch.chunks,
            bodies=len(batch.seqs),
        )
        self._still(rules, holding)
        self._append(found).result(ACKNOWLEDGED)
        yield from self._carry_out(found, batch.recordings)

    def _carry_out(self, found: Pruned, recordings: list[tuple[str, str]]) -> Work:
        """Delete what a finding on disk calls gone. Can be done again."""
        yield from Recordings(self._folder, recordings).away()
        for segment in segments(self._folder):
            here = list(within(found.entries, segment.first, segment.last or 1 << 62))
            with contextlib.closing(Deleting(segment.path, here)) as deleting:
                while deleting.step():
                    yield
            if found.chunks:
                with contextlib.closing(schema.open_appending(segment.path)) as connection:
                    for number in set(found.chunks).intersection(removal.settled(connection)):
                        removal.prune(connection, number)
                        yield
        self.pruned += found.bodies + len(found.chunks)

    def _resume(self) -> Work:
        """Do the rest of the last finding, if a station died in it."""
        found = self._newest()
        if found is None:
            return
        recordings: list[tuple[str, str]] = []
        left = False
        for segment in segments(self._folder):
            with contextlib.closing(Bodies(segment.path)) as bodies:
                for first, last in within(found.entries, segment.first, segment.last or bodies.last()):
                    after = first - 1
                    while after < last:
                        some, after = bodies.some(after, last, Wanted())
                        left = left or bool(some)
                        recordings += [f for e in some if isinstance(e.what, VoiceRecorded) for f in e.what.files]
                        yield
            with contextlib.closing(schema.open_reading(segment.path)) as connection:
                left = left or bool(set(found.chunks).intersection(removal.settled(connection)))
        if left:
            yield from self._carry_out(found, [file for file in recordings if file[1] in found.files])
            for segment in segments(self._folder):
                yield from clean(segment.path)

    def _newest(self) -> Pruned | None:
        for segment in reversed(segments(self._folder)):
            with contextlib.closing(Bodies(segment.path)) as bodies:
                seq = bodies.newest("Pruned")
                entry = bodies.entry(seq) if seq else None
            if seq:
                return entry.what if entry is not None and isinstance(entry.what, Pruned) else None
        return None


def _busy(work: Work) -> Iterator[bool]:
    for _ in work:
        yield True
