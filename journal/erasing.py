"""Erasure of one subject's data: found, held against holds, put on record, then taken out of every file of the journal.

In this order, so that a power cut leaves at worst something that a finding already calls gone, and whoever comes next
does the rest:

1. the bodies, chunks and recordings that are about the subject (:mod:`journal.traces`) are found; a hold or an open
   emergency on any of them refuses all of it;
2. the ``Erased`` finding is on disk;
3. recordings are overwritten and unlinked, positions taken out of their chunks, bodies deleted; the write-ahead logs
   are emptied and pages rid of what was left in them (:mod:`journal.scrub`);
4. last goes the entry that asked, which names the subject: while its body is there, the erasure is not done.

read.db is the worker's: it meets the finding (:mod:`journal.forgetting`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import apsw

from journal import schema
from journal.bodies import Bodies, Deleting, Wanted, fold, merged, within
from journal.holds import Holding
from journal.positions import removal as positions
from journal.scrub import Scrub
from journal.segments import Segment, segments
from journal.traces import SHORTEST, SORTS, Subject, words
from journal.tracing import Found, Tracing
from journal.unlinking import Recordings
from units.keeping import BackedUp, Erased, ErasureAsked

FOLDS = 600
"""Attempts to empty a write-ahead log that somebody reads from; the keeper pauses between them."""


class Refusal(Exception):
    """The erasure cannot be: ``why`` is one of :data:`units.findings.REFUSALS`."""

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(f"{why}: {detail}")
        self.why, self.detail = why, detail


class Erasing:
    """One erasure in the journal in ``folder``, asked for by entry ``seq``. One thread; steps are a few milliseconds.

    ``stem`` makes a call's id the name its files have.
    """

    def __init__(self, folder: Path, seq: int, asked: ErasureAsked, stem: Callable[[str], str]) -> None:
        self._folder, self.seq, self.asked = folder, seq, asked
        self._stem = stem
        self.found = Found()

    def look(self, holding: Holding) -> Iterator[None]:
        """Find what is to go. Raises :class:`Refusal`, and what the disk raises."""
        asked = self.asked
        if asked.sort not in SORTS or not asked.subject.strip():
            raise Refusal("unknown-target", asked.sort)
        if asked.sort == "person" and sum(len(word) for word in words(asked.subject)) < SHORTEST:
            raise Refusal("unknown-target", f"a name of {SHORTEST} letters at least is wanted")
        yield from Tracing(self._folder, self.seq, Subject.of(asked), holding, self.found).work()
        if self.found.held:
            raise Refusal("held", self.found.held)
        if self._recordings().busy():
            raise Refusal("busy", "a call is still being recorded")

    def finding(self) -> Erased:
        """What is to be put on record before :meth:`carry_out`."""
        asked, found = self.asked, self.found
        chunks = []
        for path, gone in found.chunks.items():
            with contextlib.closing(schema.open_reading(path)) as connection:
                chunks += [(number, positions.left(connection, number, seqs)) for number, seqs in gone.items()]
        seqs = found.seqs | {self.seq}
        return Erased(
            action=self.seq,
            sort=asked.sort,
            reason=asked.reason,
            operator=asked.operator or "",
            seat=asked.seat,
            rows=sorted(found.rows - seqs),
            looked=found.looked,
            entries=merged(seqs),
            chunks=chunks,
            files=sorted({sha256 for _, sha256 in found.recordings}),
            backups=self._backups(),
            bodies=len(seqs),
        )

    def carry_out(self, erased: Erased) -> Iterator[None]:
        """Delete what ``erased``, which is on disk, calls gone. Can be done again from the beginning."""
        yield from self._recordings().away()
        for segment in segments(self._folder):
            gone = self.found.chunks.get(segment.path, {})
            if gone:
                with contextlib.closing(schema.open_appending(segment.path)) as connection:
                    for number, seqs in gone.items():
                        positions.erase(connection, number, seqs)
                        yield
            yield from self._bodies(segment, merged(_all(erased) - {self.seq}))
        for segment in segments(self._folder):
            yield from clean(segment.path)
        last = next(s for s in reversed(segments(self._folder)) if s.first <= self.seq)
        yield from self._bodies(last, [(self.seq, self.seq)])
        yield from emptied(last.path)

    def _bodies(self, segment: Segment, ranges: list[tuple[int, int]]) -> Iterator[None]:
        here = list(within(ranges, segment.first, segment.last or 1 << 62))
        with contextlib.closing(Deleting(segment.path, here)) as deleting:
            while deleting.step():
                yield

    def _recordings(self) -> Recordings:
        return Recordings(self._folder, self.found.recordings, {self._stem(call) for call in self.found.calls})

    def _backups(self) -> list[str]:
        """Copies made since the first of it was on record, or before something was pruned: they may have still more."""
        first = min(self.found.seqs, default=self.seq)
        copies: dict[str, int] = {}
        pruned = 0
        for segment in segments(self._folder):
            with contextlib.closing(Bodies(segment.path)) as bodies:
                after, last = segment.first - 1, segment.last or bodies.last()
                while after < last:
                    some, after = bodies.some(after, last, Wanted(frozenset({"BackedUp", "Pruned", "SegmentPruned"})))
                    for entry in some:
                        if isinstance(entry.what, BackedUp):
                            copies[entry.what.path] = entry.what.upto
                        else:
                            pruned = max(pruned, entry.seq)
        return [path for path, upto in copies.items() if upto >= first or upto < pruned]


def clean(path: Path) -> Iterator[None]:
    """Empty the write-ahead log of a segment and rid its pages of what deleted rows left there."""
    yield from emptied(path)
    for _ in range(3):
        scrub = Scrub(path)
        while scrub.step():
            yield
        yield from emptied(path)
        if not scrub.pages:
            return


def emptied(path: Path) -> Iterator[None]:
    """Empty the write-ahead log, as soon as nobody reads from it. Raises :class:`apsw.BusyError` if that never is."""
    for _ in range(FOLDS):
        if fold(path):
            return
        yield
    raise apsw.BusyError(f"{path}: somebody reads from the write-ahead log without end")


def _all(erased: Erased) -> set[int]:
    return {seq for first, last in erased.entries for seq in range(first, last + 1)}


def unfinished(folder: Path) -> tuple[Erased, ErasureAsked] | None:
    """The last erasure, if a station died after it was put on record and before it was done; and what was asked."""
    for segment in reversed(segments(folder)):
        with contextlib.closing(Bodies(segment.path)) as bodies:
            newest = bodies.newest("Erased")
            entry = bodies.entry(newest) if newest else None
        if newest:
            erased = entry.what if entry is not None else None
            return _asked(folder, erased) if isinstance(erased, Erased) else None
    return None


def _asked(folder: Path, erased: Erased) -> tuple[Erased, ErasureAsked] | None:
    for segment in reversed(segments(folder)):
        if segment.first <= erased.action:
            with contextlib.closing(Bodies(segment.path)) as bodies:
                entry = bodies.entry(erased.action)
            asked = entry.what if entry is not None else None
            return (erased, asked) if isinstance(asked, ErasureAsked) else None
    return None
