"""What an erasure would take with it, found as the station will find it; as sentences, with the copies left."""

from __future__ import annotations

import contextlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject

from console import covered, times
from console.questions import Wanted
from journal.errors import JournalError
from journal.reader import Reader
from units.keeping import BackedUp, ErasureAsked, Pruned, SegmentPruned
from units.state import Facts, Hold

if TYPE_CHECKING:
    from journal.tracing import Found

translate = QCoreApplication.translate
COUNTED = 20_000
"""Entries that are counted by what they are; of more only how many they are is said."""


class Goes(NamedTuple):
    """What would go: ``kinds`` of entries, unless they are too many; ``held`` names the hold or emergency that forbids.

    ``backups`` are copies that would still have it.
    """

    entries: int
    kinds: Counter[str]
    recordings: int
    positions: int
    held: str
    backups: list[str]


def find(folder: Path, asked: ErasureAsked, holds: list[Hold], emergencies: list[str], wanted: Wanted) -> Goes:
    """Go through the whole record; meant for a thread. Raises :class:`JournalError`."""
    from journal.holds import Holding
    from journal.traces import Subject
    from journal.tracing import Found, Tracing

    found = Found()
    with contextlib.closing(Reader(folder)) as reader:
        tracing = Tracing(folder, reader.last_seq(), Subject.of(asked), Holding(holds, emergencies), found)
        for _ in tracing.work():
            if not wanted():
                raise JournalError("interrupted")
        kinds = _kinds(reader, found)
        copies = _backups(reader, min(found.seqs, default=0))
    positions = sum(len(seqs) for chunks in found.chunks.values() for seqs in chunks.values())
    return Goes(len(found.seqs), kinds, len(found.recordings), positions, found.held, copies)


def _kinds(reader: Reader, found: Found) -> Counter[str]:
    if len(found.seqs) > COUNTED:
        return Counter()
    return Counter(entry.kind for seq in sorted(found.seqs) for entry in reader.entries(seq - 1, 1, before=seq + 1))


def _backups(reader: Reader, first: int) -> list[str]:
    """Copies on record that have entry ``first``, or are older than what was pruned since, with when they were made."""
    pruned = max(_last(reader, Pruned.__name__), _last(reader, SegmentPruned.__name__))
    told: dict[str, str] = {}
    after = 0
    while entries := reader.entries(after, 500, kind=BackedUp.__name__):
        after = entries[-1].seq
        for entry in entries:
            if isinstance(entry.what, BackedUp):
                told.pop(entry.what.path, None)  # the last one made there counts
                if entry.what.upto >= first or entry.what.upto < pruned:
                    told[entry.what.path] = f"{entry.what.path} ({times.stamp(entry.wall)})"
    return list(told.values())


def _last(reader: Reader, kind: str) -> int:
    """The last entry of a kind; 0 if there is none."""
    found = 0
    while entries := reader.entries(found, 500, kind=kind):
        found = entries[-1].seq
    return found


class Counts(QObject):
    """Numbers of things, in their plural forms."""

    def calls(self, n: int) -> str:
        """``n`` calls."""
        return self.tr("%n call(s)", "", n)

    def recordings(self, n: int) -> str:
        """``n`` recordings."""
        return self.tr("%n recording(s)", "", n)

    def texts(self, n: int) -> str:
        """``n`` texts."""
        return self.tr("%n text(s)", "", n)

    def statuses(self, n: int) -> str:
        """``n`` statuses."""
        return self.tr("%n status(es)", "", n)

    def alarms(self, n: int) -> str:
        """``n`` emergencies."""
        return self.tr("%n emergency(ies)", "", n)

    def notes(self, n: int) -> str:
        """``n`` log entries and jobs."""
        return self.tr("%n log entry(ies) and jobs", "", n)

    def positions(self, n: int) -> str:
        """``n`` positions."""
        return self.tr("%n position(s)", "", n)

    def lookups(self, n: int) -> str:
        """``n`` look-ups."""
        return self.tr("the words of %n look-up(s)", "", n)

    def roster(self, n: int) -> str:
        """``n`` rows of the roster."""
        return self.tr("%n roster row(s)", "", n)

    def entries(self, n: int) -> str:
        """``n`` entries of the record."""
        return self.tr("%n entry(ies) of the record in all", "", n)


def sentences(goes: Goes) -> list[str]:
    """What goes, where it lives, and what is left to do by hand."""
    count, kinds = Counts(), goes.kinds
    numbers = (
        (count.calls, kinds["CallStarted"]),
        (count.recordings, goes.recordings),
        (count.texts, kinds["TextReceived"] + kinds["TextSent"]),
        (count.statuses, kinds["StatusReceived"] + kinds["StatusSet"]),
        (count.alarms, kinds["AlarmOpened"]),
        (count.positions, kinds["Located"] + goes.positions),
        (count.notes, kinds["Noted"] + kinds["JobSet"]),
        (count.lookups, kinds["Searched"] + kinds["Played"] + kinds["Exported"]),
        (count.roster, kinds["UnitNamed"]),
        (count.entries, goes.entries),
    )
    parts = [say(number) for say, number in numbers if number]
    if not parts:
        return [translate("erasing", "Nothing of it is on record.")]
    lines = [
        ", ".join(parts),
        translate("erasing", "It goes from the journal, the call log, the bookmarks and the recordings."),
    ]
    if goes.backups:
        lines.append(translate("erasing", "These backups still hold it: destroy them or make them anew by hand:"))
        lines += [f"    {copy}" for copy in goes.backups]
    else:
        lines.append(translate("erasing", "No backup that holds it is on record."))
    return lines


def refusal(goes: Goes, facts: Facts) -> str:
    """Why it must stay; empty if it may go."""
    if not goes.held:
        return ""
    hold = facts.holds.get(goes.held)
    if hold is None:
        return translate("erasing", "Refused: it belongs to an open emergency. Close the emergency first.")
    return "\n".join(
        (
            translate("erasing", "Refused: a legal hold covers it. Lift the hold first."),
            covered.reasons([hold]),
        )
    )
