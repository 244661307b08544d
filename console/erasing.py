"""What an erasure would take with it, as counts and sentences; which holds forbid it; which copies still have it."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject

from console import covered, times
from console.covered import Choice
from journal.reader import Reader
from journal.search import AlarmRow, CallRow, JobRow, LookupRow, NoteRow, Row, StatusRow, TextRow
from units.held import covers
from units.keeping import BackedUp
from units.state import Facts, Hold

translate = QCoreApplication.translate
MOST_COPIES = 1000


class Goes(NamedTuple):
    """The rows of the call log that would go; ``more``: positions and registrations of a radio go with them."""

    rows: tuple[Row, ...]
    more: bool


def goes(rows: list[Row], choice: Choice) -> Goes:
    """Of what was found, what belongs to ``choice``."""
    if choice.sort == "call":
        rows = [row for row in rows if isinstance(row, CallRow) and row.call == choice.id]
    return Goes(tuple(rows), choice.sort in ("radio", "unit"))


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

    def others(self, n: int) -> str:
        """``n`` log entries and jobs."""
        return self.tr("%n log entry(ies) and jobs", "", n)

    def lookups(self, n: int) -> str:
        """``n`` look-ups."""
        return self.tr("the words of %n look-up(s)", "", n)


def sentences(found: Goes, copies: list[str] | None) -> list[str]:
    """What goes, where it lives, and what is left to do by hand. ``copies``: backups known, ``None``: unknown."""
    count = Counts()
    rows = found.rows
    numbers = (
        (count.calls, sum(isinstance(row, CallRow) for row in rows)),
        (count.recordings, sum(isinstance(row, CallRow) and bool(row.path) for row in rows)),
        (count.texts, sum(isinstance(row, TextRow) for row in rows)),
        (count.statuses, sum(isinstance(row, StatusRow) for row in rows)),
        (count.alarms, sum(isinstance(row, AlarmRow) for row in rows)),
        (count.others, sum(isinstance(row, NoteRow | JobRow) for row in rows)),
        (count.lookups, sum(isinstance(row, LookupRow) for row in rows)),
    )
    parts = [say(number) for say, number in numbers if number]
    if found.more:
        parts.append(translate("erasing", "all its positions"))
    lines = [", ".join(parts) if parts else translate("erasing", "Nothing of it is in the call log.")]
    lines.append(translate("erasing", "It goes from the journal, the call log, the bookmarks and the recordings."))
    if copies is None:
        lines.append(translate("erasing", "Which backups there are cannot be told now."))
    elif copies:
        lines.append(translate("erasing", "These backups still hold it: destroy them or make them anew by hand:"))
        lines += [f"    {copy}" for copy in copies]
    else:
        lines.append(translate("erasing", "No backup of this journal is on record."))
    return lines


def holds_on(facts: Facts, choice: Choice, found: Goes, since: float | None, until: float | None) -> list[Hold]:
    """The holds that keep any of what was found, or that name what is to be erased in that time."""
    keeping = {hold.id for row in found.rows for hold in covered.held(facts, row)}
    for hold in facts.holds.values():
        named = covers(
            hold,
            None,
            unit=choice.id if choice.sort == "unit" else "",
            radio=choice.id if choice.sort == "radio" else "",
            call=choice.id if choice.sort == "call" else "",
        )
        if named and choice.sort != "call" and _meet(hold, since, until):
            keeping.add(hold.id)
    return [hold for hold in facts.holds.values() if hold.id in keeping]


def _meet(hold: Hold, since: float | None, until: float | None) -> bool:
    before = hold.until is not None and since is not None and hold.until < since
    after = hold.since is not None and until is not None and hold.since > until
    return not before and not after


def backups(folder: Path) -> list[str]:
    """The copies of this journal that are on record, with their time. Meant for a thread."""
    told: dict[str, str] = {}
    after = 0
    with contextlib.closing(Reader(folder)) as reader:
        while len(told) < MOST_COPIES:
            entries = reader.entries(after, 500, kind=BackedUp.__name__)
            if not entries:
                break
            after = entries[-1].seq
            for entry in entries:
                if isinstance(entry.what, BackedUp):
                    told[entry.what.path] = f"{entry.what.path} ({times.stamp(entry.wall)})"
    return list(told.values())
