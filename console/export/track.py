"""Units' tracks over an interval, with all a file of them must say: of whom, from when to when, what proves it.

Reads the record; writes nothing.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from console import times
from console.where import in_words
from gps.stops import Stop, stops
from journal import checkpoint
from journal.checkpoint import Checkpoint
from journal.positions.tracks import Track, Tracks
from journal.reader import Reader
from units.findings import AgencyInfo
from units.state import Facts, Unit

HOLE = 600.0
"""s without a position after which a line is not drawn on: nobody knows the way between."""
_NEVER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Standing(NamedTuple):
    """A stop with its ``number`` (from 1) and its place in words."""

    number: int
    stop: Stop
    place: str


class Source(NamedTuple):
    """Where positions came from: the journal's name and id (hex), the first and last of their entries, what is signed.

    ``checkpoint`` is the newest one of the journal when it was read; it stands for the entries up to its ``seq``.
    """

    journal: str
    id: str
    first: int
    last: int
    checkpoint: Checkpoint | None


class TrackOut(NamedTuple):
    """What is taken out of one unit. ``since``, ``until``, ``made`` in s since 1970 UTC; ``mode`` is the journal's."""

    unit: str
    callsign: str
    agency: str
    since: float
    until: float
    mode: str
    purpose: str
    operator: str
    made: float
    track: Track
    stops: list[Standing]
    source: Source

    @property
    def title(self) -> str:
        """Of whom and when; an exercise says so first."""
        mark = "EXERCISE · " if self.mode == "exercise" else ""
        return f"{mark}{self.callsign} · {times.stamp(self.since)} – {times.stamp(self.until)}"

    @property
    def agency_and_unit(self) -> str:
        """``Valsts policija · vp118``: which unit, for readers who know another one of that call sign."""
        return " · ".join(part for part in (self.agency, self.unit) if part)

    @property
    def pieces(self) -> list[NDArray[np.int64]]:
        """Rows of the believed positions, in pieces without a hole in time."""
        rows = np.flatnonzero(~self.track.doubted & places(self.track))
        if not len(rows):
            return []
        cuts = np.flatnonzero(np.diff(self.track.time[rows]) > HOLE) + 1
        return [np.asarray(piece, np.int64) for piece in np.split(rows, cuts)]

    @property
    def doubted(self) -> list[int]:
        """Rows of the positions nobody believed."""
        found: list[int] = np.flatnonzero(self.track.doubted & places(self.track)).tolist()
        return found

    def said(self) -> dict[str, str]:
        """What every file says of itself, by stable English names; formats add nothing and leave nothing out."""
        signed = self.source.checkpoint
        proof = {} if signed is None else {
            "checkpoint": str(signed.number),
            "checkpoint_entry": str(signed.seq),
            "checkpoint_time": signed.time,
            "checkpoint_sha256": signed.hash.hex(),
        }  # fmt: skip
        return {
            "mode": self.mode.upper(),
            "unit": self.unit,
            "callsign": self.callsign,
            "agency": self.agency,
            "since": iso(self.since),
            "until": iso(self.until),
            "purpose": self.purpose,
            "operator": self.operator,
            "made": iso(self.made),
            "journal": self.source.journal,
            "journal_id": self.source.id,
            "entries": f"{self.source.first}-{self.source.last}",
            **proof,
        }


def read(
    folder: Path,
    facts: Facts,
    units: Sequence[str],
    interval: tuple[float, float],
    agencies: Sequence[str] | None,
    why: tuple[str, str, float],
) -> list[TrackOut]:
    """The tracks of ``units`` from the journal in ``folder``; ``why`` is purpose, operator and the time now (s UTC).

    Only what ``agencies`` (``None``: all) have on record. Meant for a thread. Raises :class:`JournalError`.
    """
    asked = Tracks(folder)
    signed = checkpoint.newest(folder)
    with contextlib.closing(Reader(folder)) as reader:
        mode, journal = reader.mode(), reader.id
    source = Source(folder.name, journal.hex(), 0, 0, signed)
    return [_of(unit, asked.track(unit, *interval, agencies), facts, source, mode, interval, why) for unit in units]


def _of(
    unit: str,
    track: Track,
    facts: Facts,
    source: Source,
    mode: str,
    interval: tuple[float, float],
    why: tuple[str, str, float],
) -> TrackOut:
    known = facts.units.get(unit)
    agency = facts.agencies.get(known.agency) if known is not None else None
    first, last = (int(track.seq.min()), int(track.seq.max())) if len(track.seq) else (0, 0)
    return TrackOut(
        unit=unit,
        callsign=(known.callsign if known is not None else "") or unit,
        agency=agency.name if agency is not None else "",
        since=interval[0],
        until=interval[1],
        mode=mode,
        purpose=why[0],
        operator=why[1],
        made=why[2],
        track=track,
        stops=standings(track),
        source=source._replace(first=first, last=last),
    )


def agencies_of(facts: Facts, units: Sequence[str]) -> dict[str, AgencyInfo]:
    """By unit, the agency it is of, where that is known."""
    found = {}
    for unit in units:
        known = facts.units.get(unit)
        if known is not None and known.agency in facts.agencies:
            found[unit] = facts.agencies[known.agency]
    return found


def standings(track: Track) -> list[Standing]:
    """The stops of the believed positions of ``track``, numbered."""
    good = ~track.doubted
    found = stops(track.time[good], track.lat[good], track.lon[good], track.accuracy[good])
    return [Standing(number, stop, in_words(stop.lat, stop.lon)) for number, stop in enumerate(found, 1)]


def unit_of(facts: Facts, name: str) -> Unit | None:
    """The unit with this id, call sign or radio."""
    if name in facts.units:
        return facts.units[name]
    if name in facts.radios:
        return facts.units.get(facts.radios[name])
    found = [unit for unit in facts.units.values() if unit.callsign.casefold() == name.strip().casefold()]
    return found[0] if len(found) == 1 else None


def places(track: Track) -> NDArray[np.bool_]:
    """Rows that are places on a map."""
    found: NDArray[np.bool_] = np.isfinite(track.lat) & np.isfinite(track.lon) & np.isfinite(track.time)
    return found


def iso(wall: float) -> str:
    """ISO 8601 with the offset of Europe/Riga: ``2026-11-21T23:41:07+02:00``."""
    return times.local(wall).isoformat(timespec="milliseconds" if wall % 1 else "seconds")


def utc(wall: float) -> datetime:
    """The moment in UTC."""
    return datetime.fromtimestamp(wall, UTC)


def clean(text: str) -> str:
    """``text`` without what XML cannot carry."""
    return _NEVER.sub("\ufffd", text)
