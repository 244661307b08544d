"""Goes through the whole record and finds what is about a subject (:mod:`journal.traces`), and what must stay."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from journal import schema
from journal.bodies import Bodies, Wanted
from journal.classes import LOOKED
from journal.context import Context
from journal.errors import JournalError
from journal.holds import Holding, emergencies
from journal.positions import removal as positions
from journal.positions import tables
from journal.positions.columns import Damaged
from journal.positions.scales import Ints
from journal.segments import Segment, segments
from journal.traces import KEPT, Named, Subject, fields, has_word, is_part, is_spelled, named, placed, speaks_of, words
from radio.events import CallStarted, Event, TalkerNamed
from units.actions import Action
from units.entry import Entry
from units.findings import AlarmOpened, VoiceRecorded
from units.keeping import ErasureAsked, HoldLifted, Remembered

SAME_INPUT = 0.02
"""Seconds between entries that one piece of bytes became."""
SAME_PIECE = 2.0
"""Seconds within which bytes of a stream may have waited for another's event."""
_LAST = 1 << 62


class Found:
    """What is to go. ``rows`` of the call log have part of it; ``units`` lost rows of the roster; see ``Erased``."""

    def __init__(self) -> None:
        self.seqs: set[int] = set()
        self.rows: set[int] = set()
        self.looked: list[tuple[int, str]] = []
        self.chunks: dict[Path, dict[int, Ints]] = {}
        self.recordings: list[tuple[str, str]] = []
        self.calls: set[str] = set()
        self.units: set[str] = set()
        self.held = ""


class Tracing:
    """Looks for ``subject`` in the entries up to ``upto`` of the journal in ``folder`` and fills ``found``."""

    def __init__(self, folder: Path, upto: int, subject: Subject, holding: Holding, found: Found) -> None:
        self._folder, self._upto, self._subject = folder, upto, subject
        self._holding, self._found = holding, found
        self._context = Context()
        self._name = words(subject.name)
        self._alarms: set[str] = set()
        self._placed: dict[str, list[Entry]] = {}
        self._spans: dict[str, list[tuple[int, int]]] = {}
        unnamed = subject.sort == "unit" and "@" in subject.name  # a radio nobody named is a unit of its own
        if subject.sort == "radio" or unnamed:
            self._spans[subject.name] = [(0, _LAST)]

    def work(self) -> Iterator[None]:
        """Some milliseconds between each ``yield``; ends at once when something must stay."""
        if self._holding.open:
            self._context = Context((yield from emergencies(self._folder)))
        for segment in segments(self._folder):
            with contextlib.closing(Bodies(segment.path)) as bodies:
                after, last = segment.first - 1, min(segment.last or self._upto, self._upto)
                while after < last and not self._found.held:
                    after = self._window(bodies, after, last)
                    yield
            if self._spans and not self._found.held:
                yield from self._positions(segment)

    def _window(self, bodies: Bodies, after: int, last: int) -> int:
        """Look at the next entries; again if what was learnt from them says what else to look for."""
        while True:
            wanted = self._wanted()
            some, end = bodies.some(after, last, wanted)
            for entry in some:
                self._take(entry, bodies)
            if self._wanted() == wanted:
                return end

    def _wanted(self) -> Wanted:
        kinds, texts = self._subject.wanted()
        return Wanted(kinds, texts | {radio.encode() for radio in self._spans})

    def _take(self, entry: Entry, bodies: Bodies) -> None:
        what = entry.what
        if what is None:
            return
        self._context.feed(entry)
        if hold := placed(what):
            self._placed.setdefault(hold, []).append(entry)
        if self._subject.sort == "unit":
            self._follow_radios(entry.seq)
        if not self._is_about(entry):
            return
        self._doom(entry)
        if isinstance(what, Event) and entry.raw is None:
            for other in bodies.before(entry):
                if self._came_with(other, entry):
                    self._doom(other)
        if isinstance(what, HoldLifted):  # without it the hold would stand again
            for other in self._placed.pop(what.hold, []):
                self._doom(other)

    def _doom(self, entry: Entry) -> None:
        """It is to go, unless something keeps it."""
        self._found.held = self._found.held or self._holding.keeps(entry, self._context.about(entry), self._context)
        self._mark(entry, named(entry.what) if entry.what is not None else Named.none())

    def _mark(self, entry: Entry, names: Named) -> None:
        found, what, context = self._found, entry.what, self._context
        found.seqs.add(entry.seq)
        found.rows.update(context.calls[call].seq for call in names.calls if call in context.calls)
        found.rows.update(context.needs[alarm].seq for alarm in names.alarms if alarm in context.needs)
        if isinstance(what, VoiceRecorded):
            found.recordings += [file for file in what.files if file not in found.recordings]
        if isinstance(what, Action) and entry.kind in LOOKED and (entry.seq, what.operator or "") not in found.looked:
            found.looked.append((entry.seq, what.operator or ""))
        if entry.kind == "UnitNamed" or (isinstance(what, Remembered) and what.sort == "units"):
            found.units |= names.units

    # What is about the subject

    def _is_about(self, entry: Entry) -> bool:
        what, subject = entry.what, self._subject
        assert what is not None
        if isinstance(what, ErasureAsked):
            return not subject.limited() and self._was_asked(what, entry.seq)
        if entry.kind in KEPT or not self._then(entry) or placed(what) in {hold.id for hold in self._holding.holds}:
            return False  # a hold that stands keeps others too, and says so as long as it does
        if subject.sort == "person":
            return speaks_of(what, self._name) or (entry.raw is not None and is_spelled(entry.raw, self._name))
        if subject.sort == "call":
            self._found.calls.add(subject.name)
            return any(has_word(text, subject.name) for _, text in fields(what))
        return self._is_of_radios(entry)

    def _was_asked(self, what: ErasureAsked, seq: int) -> bool:
        """True if what somebody asked for before, and was refused, names the subject or what is its own."""
        if what.sort == "radio":
            return any(first <= seq <= last for first, last in self._spans.get(what.subject, ()))
        if what.sort == "call":
            return what.subject in self._found.calls or (what.sort, what.subject) == self._subject[:2]
        if what.sort == "person" == self._subject.sort:
            return is_part(self._name, words(what.subject))
        return (what.sort, what.subject) == self._subject[:2]

    def _then(self, entry: Entry) -> bool:
        """Made in the time that is asked; what a segment began with may be of any time before it."""
        subject = self._subject
        if subject.then(self._context.made_at(entry)):
            return True
        return isinstance(entry.what, Remembered) and subject.since is not None and entry.wall >= subject.since

    def _is_of_radios(self, entry: Entry) -> bool:
        """Of the radio, or of the unit or a radio of the unit while it is its."""
        what, names = entry.what, named(entry.what) if entry.what is not None else Named.none()
        mine = [radio for radio, spans in self._spans.items() if spans[-1][1] >= entry.seq]
        if isinstance(what, CallStarted | TalkerNamed) and what.radio in mine:
            self._found.calls.add(what.call)
        if isinstance(what, AlarmOpened) and what.radio in mine:
            self._alarms.add(what.alarm)
        if names.alarms & self._alarms:
            return True
        if isinstance(what, VoiceRecorded):
            return what.call in self._found.calls
        if self._subject.sort == "unit" and self._subject.name in names.units:
            return True
        return any(has_word(text, radio) for radio in mine for _, text in fields(what)) if what is not None else False

    def _follow_radios(self, seq: int) -> None:
        """Which radios are the unit's from this entry on, and which are not any more."""
        now = self._context.radios.get(self._subject.name, set())
        for radio in now:
            spans = self._spans.setdefault(radio, [])
            if not spans or spans[-1][1] != _LAST:
                spans.append((seq, _LAST))
        for radio, spans in self._spans.items():
            its_own = radio == self._subject.name and radio not in self._context.owner
            if radio not in now and not its_own and spans[-1][1] == _LAST:
                spans[-1] = spans[-1][0], seq - 1

    def _came_with(self, other: Entry, entry: Entry) -> bool:
        """True if the bytes beside ``other`` are, or may well be, those of ``entry`` too."""
        if not isinstance(other.what, Event) or not isinstance(entry.what, Event):
            return False
        if other.raw is None or other.what.gateway != entry.what.gateway or other.boot != entry.boot:
            return False
        apart = entry.mono - other.mono
        if apart <= SAME_INPUT:
            return True
        number = (entry.what.radio or "").rpartition(":")[2].lstrip("Ug")
        return apart <= SAME_PIECE and len(number) > 2 and has_word(other.raw.decode("latin-1"), number)

    # Positions in chunks

    def _positions(self, segment: Segment) -> Iterator[None]:
        with contextlib.closing(schema.open_reading(segment.path)) as connection:
            if tables.there(connection) and tables.windows(connection, "NOT cleared"):
                raise JournalError(f"{segment.path}: positions are being compacted; that is waited for.")
            for number in positions.settled(connection):
                try:
                    inside = positions.contents(connection, number)
                except Damaged:  # the proof says so; nobody can be told from another in it
                    continue
                gone = [self._doomed(inside, place, radio) for place, radio in enumerate(inside.radios)]
                seqs = np.concatenate(gone) if gone else np.zeros(0, np.int64)
                if len(seqs):
                    self._found.chunks.setdefault(segment.path, {})[number] = np.sort(seqs)
                yield

    def _doomed(self, inside: positions.Contents, place: int, radio: str) -> Ints:
        """The entries of ``radio`` in a chunk that are the subject's."""
        own = inside.radio == place
        walls, seqs = inside.wall[own] / 1e6, inside.seq[own]
        some = np.zeros(len(seqs), np.bool_)
        for first, last in self._spans.get(radio, ()):
            some |= (seqs >= first) & (seqs <= min(last, self._upto))
        subject = self._subject
        if subject.since is not None:
            some &= walls >= subject.since
        if subject.until is not None:
            some &= walls <= subject.until
        if some.any():
            units = {subject.name} if subject.sort == "unit" else {self._context.owner.get(radio, "")}
            times = float(walls[some].min()), float(walls[some].max())
            if self._holding.keep_positions(radio, units, *times, self._context):
                self._found.held = self._found.held or "positions"
        doomed: Ints = seqs[some]
        return doomed
