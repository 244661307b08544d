"""What happened within an interval, as marks on a time line: read from the call log, or from the record itself."""

from __future__ import annotations

import contextlib
from bisect import bisect_left, bisect_right
from pathlib import Path
from typing import NamedTuple

import msgspec

from console.review import marks_ground
from journal.errors import JournalError
from journal.reader import Reader
from journal.search import AlarmRow, CallRow, NoteRow, Query, Row, Search, StatusRow, TextRow
from radio.events import CallEnded, CallStarted, StatusReceived, TextReceived
from units.actions import Noted, TextSent
from units.entry import Entry
from units.findings import AlarmOpened

MOST = 20_000
"""Marks at most: a longer interval shows its newest."""
MOST_ENTRIES = 400_000
KINDS = ("calls", "texts", "statuses", "alarms", "notes")


class Mark(NamedTuple):
    """One thing that happened: ``kind`` ``call``, ``text``, ``status``, ``alarm``, ``note``, ``border`` or ``fence``;
    s UTC, ``seconds`` long.

    ``who`` it was of, as far as known: a unit, else a radio; ``text`` what else is to be said of it.
    """

    time: float
    seconds: float
    kind: str
    call: str = ""
    who: str = ""
    text: str = ""


class Marks:
    """Marks in order of time."""

    def __init__(self, marks: list[Mark]) -> None:
        self.all = sorted(marks)
        self._times = [mark.time for mark in self.all]

    def after(self, wall: float, kind: str = "") -> Mark | None:
        """The first one (of ``kind``, if given) that begins after ``wall``."""
        at = bisect_right(self._times, wall + 0.05)
        return next((mark for mark in self.all[at:] if kind in ("", mark.kind)), None)

    def before(self, wall: float, kind: str = "") -> Mark | None:
        """The last one that began before ``wall``, leaving out what began within the last second: going back works."""
        at = bisect_left(self._times, wall - 1.0)
        return next((mark for mark in reversed(self.all[:at]) if kind in ("", mark.kind)), None)


def load(folder: Path, since: float, until: float, agencies: tuple[str, ...] | None) -> list[Mark]:
    """The marks between ``since`` and ``until`` of what ``agencies`` (``None``: all) have on record.

    Meant for a thread. Raises :class:`JournalError`.
    """
    try:
        return _from_search(folder, since, until, agencies)
    except JournalError:
        if agencies is not None:
            raise  # whose an entry was, the call log alone knows
    return _from_record(folder, since, until)


def _from_search(folder: Path, since: float, until: float, agencies: tuple[str, ...] | None) -> list[Mark]:
    with contextlib.closing(Reader(folder)) as reader, contextlib.closing(Search(folder)) as search:
        if search.seq() < reader.seq_at(until):
            raise JournalError("the call log is behind")
        query = Query(since=since, until=until, kinds=KINDS, agencies=agencies, limit=200)
        marks: list[Mark] = []
        while len(marks) < MOST:
            page = search.find(query)
            marks += [_mark(row) for row in page.rows]
            if page.next is None:
                break
            query = msgspec.structs.replace(query, before=page.next)
        if agencies is None:  # of whom the record is, only the call log knows
            marks += _ground(folder, reader, reader.seq_at(since), reader.seq_at(until))
        return marks


def _ground(folder: Path, reader: Reader, after: int, last: int) -> list[Mark]:
    """Borders and fences."""
    names = marks_ground.Names(folder, reader, after, last)
    found = marks_ground.read(reader, after, last, MOST)
    return [Mark(what.time, 0.0, what.kind, "", names.unit(what.unit), names.said(what)) for what in found]


def _mark(row: Row) -> Mark:
    who = row.unit
    match row:
        case CallRow():
            seconds = row.seconds or ((row.end - row.start) if row.end is not None else 0.0)
            to = row.group_name or row.group
            return Mark(row.start, max(0.0, seconds), "call", row.call, who or row.own or row.radio, to)
        case TextRow():
            return Mark(row.time, 0.0, "text", "", who or row.radio, row.text)
        case AlarmRow():
            return Mark(row.time, 0.0, "alarm", "", who or row.radio, row.note)
        case NoteRow():
            return Mark(row.time, 0.0, "note", "", row.operator, row.text)
        case StatusRow():
            return Mark(row.time, 0.0, "status", "", who or row.radio, f"{row.code} {row.text}".strip())
        case _:
            return Mark(row.time, 0.0, "status", "", who)


def _from_record(folder: Path, since: float, until: float) -> list[Mark]:
    """Without a call log: read the entries themselves."""
    calls: dict[str, Mark] = {}
    marks: list[Mark] = []
    with contextlib.closing(Reader(folder)) as reader:
        after, last = reader.seq_at(since), reader.seq_at(until)
        after = max(after - 1, last - MOST_ENTRIES)
        while entries := reader.entries(after, 2000, before=last + 1):
            for entry in entries:
                _take(entry, calls, marks)
            after = entries[-1].seq
        marks += _ground(folder, reader, reader.seq_at(since), last)
    return [*calls.values(), *marks][-MOST:]


def _take(entry: Entry, calls: dict[str, Mark], marks: list[Mark]) -> None:
    what = entry.what
    match what:
        case CallStarted():
            calls.setdefault(what.call, Mark(entry.wall, 0.0, "call", what.call, what.radio or "", what.to or ""))
        case CallEnded():
            begun = calls.get(what.call)
            if begun is not None:
                calls[what.call] = begun._replace(seconds=max(0.0, entry.wall - begun.time))
        case TextReceived():
            marks.append(Mark(entry.wall, 0.0, "text", "", what.radio or "", what.text))
        case TextSent():
            marks.append(Mark(entry.wall, 0.0, "text", "", what.operator or "", what.text))
        case StatusReceived():
            marks.append(Mark(entry.wall, 0.0, "status", "", what.radio or "", str(what.code)))
        case AlarmOpened():
            marks.append(Mark(entry.wall, 0.0, "alarm", "", what.radio or ""))
        case Noted():
            marks.append(Mark(entry.wall, 0.0, "note", "", what.operator or "", what.text))
