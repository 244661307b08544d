"""Where a unit went, and who was near a place: asked of the whole record, however old.

A position counts for the moment it was true, not for when it was received, and belongs to whoever had the radio then.
Looking up older records is an act: the caller journals it (``Searched``) first.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import apsw
import msgspec
import numpy as np

from gps.distance import distances
from gps.fix import is_place
from journal import assigned, readdb, schema
from journal.assigned import Assignment
from journal.errors import JournalError
from journal.positions import look, tables
from journal.positions.chunk import Chunk, are_places
from journal.positions.columns import Damaged, Mask
from journal.positions.look import Box
from journal.positions.parts import Part, joined, of_chunk, of_received, owners
from journal.positions.scales import Floats, Ints
from journal.reader import Reader
from journal.segments import Segment, segments
from radio.events import Located

MOST = 1_000_000
"""Positions of an answer at most."""


class Track(NamedTuple):
    """Positions of one unit, by the moment they were true; all arrays of one length.

    ``time`` and ``received`` in s since 1970 UTC, degrees WGS 84, m/s, degrees true, m; NaN where the radio did not
    say. ``radio`` is the place in ``radios``. ``doubted``: the position was not believed, the marker did not go there.
    ``more``: there were more than :data:`MOST`, the rest of the interval is missing.
    """

    radios: list[str]
    radio: Ints
    seq: Ints
    time: Floats
    received: Floats
    lat: Floats
    lon: Floats
    speed: Floats
    course: Floats
    accuracy: Floats
    doubted: Mask
    more: bool = False


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A unit that was within the distance asked for: ``fixes`` of its positions, ``doubted`` of them not believed.

    ``first`` and ``last`` are when it was there, ``time``, ``lat``, ``lon``, ``radio`` and ``seq`` tell of the position
    ``metres`` from the place, the nearest. s since 1970 UTC. Who it was and how it was called is as it was then;
    ``unit_id`` is the radio's where nobody had named it. Between two positions a unit may have been nearer.
    """

    unit_id: str
    unit: str
    agency: str
    radio: str
    first: float
    last: float
    fixes: int
    doubted: int
    metres: float
    time: float
    lat: float
    lon: float
    seq: int


class Tracks:
    """Asks the journal in ``folder``; meant for a thread of its own, except :meth:`interrupt`.

    Raises :class:`JournalError`. No snapshot of the record is held for longer than a slice of it takes to read.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with contextlib.closing(Reader(folder)) as reader:
            self._journal = reader.id
        self._interrupted = False
        self._connection: apsw.Connection | None = None

    def track(self, who: str, since: float, until: float, agencies: Sequence[str] | None = None) -> Track:
        """Where ``who`` (the id of a unit or of a radio) was between two moments (s since 1970 UTC, both inclusive).

        Only while it was of one of ``agencies``, if they are given: what the asker may see.
        """
        with self._asked() as known:
            theirs = assigned.assignments(known, who) or [Assignment(who, who, "", "", 0, None)]
            theirs = [each for each in theirs if agencies is None or each.agency in agencies]
            radios = frozenset(each.radio for each in theirs)
            parts: list[Part] = []
            count = 0
            for part in self._of_radios(radios, since, until):
                parts.append(part.some(owners(part, theirs) >= 0))
                count += len(parts[-1])
                if count > MOST:
                    break
            return _track(joined(parts), known)

    def within(
        self, lat: float, lon: float, metres: float, since: float, until: float, agencies: Sequence[str] | None = None
    ) -> list[Passage]:
        """Who was within ``metres`` of a place between two moments (s since 1970 UTC), the first to come first.

        Exact on the ellipsoid. Only units of ``agencies``, if they are given: what the asker may see. Raises for more
        than :data:`MOST` positions, rather than leave somebody out.
        """
        if not is_place(lat, lon):
            raise ValueError(f"{lat}, {lon} is no place")
        with self._asked() as known:
            near: list[Part] = []
            count = 0
            for part in self._in_boxes(look.around(lat, lon, metres), since, until):
                near.append(part.some(distances(lat, lon, part.lat, part.lon) <= metres))
                count += len(near[-1])
                if count > MOST:
                    raise JournalError(
                        f"More than {MOST:,} positions were so near: ask for less time or less distance."
                    )
            return _passages(joined(near), lat, lon, agencies, known)

    def interrupt(self) -> None:
        """Stop a question being answered in another thread: it raises :class:`JournalError`."""
        self._interrupted = True
        connection = self._connection
        if connection is not None:
            with contextlib.suppress(apsw.Error):
                connection.interrupt()

    def _of_radios(self, radios: frozenset[str], since: float, until: float) -> Iterator[Part]:
        """Positions of ``radios`` true then."""
        words = next(iter(radios)).encode() if len(radios) == 1 else b""
        for connection, segment in self._files():
            for fixes in look.in_bodies(connection, segment.last, words, lambda what: what.radio in radios):
                yield of_received(fixes).between(since, until)
                self._look_up()
            numbers = {number for radio in radios for number in look.of_radio(connection, radio, since, until)}
            for chunk in self._chunks(connection, sorted(numbers)):
                places = [place for place, name in enumerate(chunk.radios, 1) if name in radios]
                yield of_chunk(chunk, np.isin(chunk.radio(), places)).between(since, until)

    def _in_boxes(self, boxes: Sequence[Box], since: float, until: float) -> Iterator[Part]:
        """Positions in ``boxes`` true then."""

        def here(what: Located) -> bool:
            return is_place(what.lat, what.lon) and any(bool(box.holds(what.lat, what.lon)) for box in boxes)

        for connection, segment in self._files():
            for fixes in look.in_bodies(connection, segment.last, b"", here):
                yield of_received(fixes).between(since, until)
                self._look_up()
            for chunk in self._chunks(connection, look.of_boxes(connection, boxes, since, until)):
                lat, lon = chunk.floats("lat")[0], chunk.floats("lon")[0]
                rows = np.any([box.holds(lat, lon) for box in boxes], axis=0)
                if rows.any():
                    yield of_chunk(chunk, rows & are_places(lat, lon)).between(since, until)

    def _chunks(self, connection: apsw.Connection, numbers: Sequence[int]) -> Iterator[Chunk]:
        for number in numbers:
            self._look_up()
            packed = tables.stored(connection, number)
            if packed is not None:  # else it was pruned meanwhile
                yield Chunk(packed, keep=True)

    def _files(self) -> Iterator[tuple[apsw.Connection, Segment]]:
        for segment in segments(self._folder):
            with contextlib.closing(schema.open_reading(segment.path)) as connection:
                self._connection = connection
                try:
                    yield connection, segment
                finally:
                    self._connection = None

    def _look_up(self) -> None:
        if self._interrupted:
            raise JournalError("interrupted")

    @contextlib.contextmanager
    def _asked(self) -> Iterator[Any]:
        """read.db, for one question."""
        self._interrupted = False
        lib, path = readdb.sqlite(), readdb.path_of(self._folder)
        connection = readdb.connect(path)
        try:
            if connection is None or not readdb.fits(readdb.meta(connection), self._journal):
                raise JournalError(f"{path}: the call log is being made anew; try again in a moment.")
            yield connection
        except apsw.InterruptError as error:
            raise JournalError("interrupted") from error
        except apsw.Error as error:
            raise JournalError(f"{self._folder}: {schema.explain(error)}.") from error
        except Damaged as error:
            raise JournalError(f"{self._folder}: the journal is damaged ({error}).") from error
        except lib.Error as error:
            raise JournalError(f"{path}: {error}; it is being made anew.") from error
        finally:
            if connection is not None:
                connection.close()


def _track(part: Part, known: Any) -> Track:
    more = len(part) > MOST
    part = part.some(np.arange(min(len(part), MOST)))
    doubted = _doubted(part, known)
    lat, lon, speed, course, accuracy = part.fields
    return Track(
        radios=list(part.radios),
        radio=part.radio,
        seq=part.seq,
        time=part.time,
        received=part.wall / 1e6,
        lat=lat,
        lon=lon,
        speed=speed,
        course=course,
        accuracy=accuracy,
        doubted=doubted,
        more=more,
    )


def _doubted(part: Part, known: Any) -> Mask:
    if not len(part):
        return np.zeros(0, np.bool_)
    return np.isin(part.seq, assigned.doubted(known, int(part.seq.min()), int(part.seq.max())))


def _passages(part: Part, lat: float, lon: float, agencies: Sequence[str] | None, known: Any) -> list[Passage]:
    """``part`` is in order of time."""
    theirs = assigned.assignments(known)
    whose = owners(part, theirs)
    doubted, metres = _doubted(part, known), distances(lat, lon, part.lat, part.lon)
    units: dict[str, list[int]] = {}
    for row, owner in enumerate(whose.tolist()):
        if agencies is None or (owner >= 0 and theirs[owner].agency in agencies):
            unit_id = theirs[owner].unit_id if owner >= 0 else part.radios[part.radio[row]]
            units.setdefault(unit_id, []).append(row)
    found = []
    for unit_id, rows in units.items():
        nearest = min(rows, key=lambda row: float(metres[row]))
        owner, radio = int(whose[nearest]), part.radios[part.radio[nearest]]
        who = theirs[owner] if owner >= 0 else Assignment(radio, unit_id, "", "", 0, None)
        found.append(
            Passage(
                unit_id=unit_id,
                unit=who.unit,
                agency=who.agency,
                radio=radio,
                first=float(part.time[rows[0]]),
                last=float(part.time[rows[-1]]),
                fixes=len(rows),
                doubted=int(doubted[rows].sum()),
                metres=float(metres[nearest]),
                time=float(part.time[nearest]),
                lat=float(part.lat[nearest]),
                lon=float(part.lon[nearest]),
                seq=int(part.seq[nearest]),
            )
        )
    return found
