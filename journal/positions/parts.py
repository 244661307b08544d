"""Positions as arrays, wherever they were looked up; cut, joined and ordered."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from journal.assigned import Assignment
from journal.positions.chunk import Chunk, Received
from journal.positions.columns import Mask
from journal.positions.scales import Floats, Ints
from units.heard import FUTURE

FIELDS = ("lat", "lon", "speed", "course", "accuracy")
_ENDLESS = (1 << 63) - 1


class Part(NamedTuple):
    """Some positions. ``radio`` is the place in ``radios``, ``wall`` µs of receipt, ``time`` s when it was true.

    ``fields`` has a row for each of :data:`FIELDS`; NaN where the radio did not say.
    """

    radios: Sequence[str]
    radio: Ints
    seq: Ints
    wall: Ints
    time: Floats
    fields: Floats

    def __len__(self) -> int:
        return len(self.seq)

    @property
    def lat(self) -> Floats:
        """Degrees."""
        lat: Floats = self.fields[0]
        return lat

    @property
    def lon(self) -> Floats:
        """Degrees."""
        lon: Floats = self.fields[1]
        return lon

    def some(self, rows: Mask | Ints) -> Part:
        """Some of them."""
        radio, seq, wall = self.radio[rows], self.seq[rows], self.wall[rows]
        return Part(self.radios, radio, seq, wall, self.time[rows], self.fields[:, rows])

    def between(self, since: float, until: float) -> Part:
        """Those that were true then, both inclusive."""
        return self.some((self.time >= since) & (self.time <= until))


def of_chunk(chunk: Chunk, rows: Mask) -> Part:
    """Rows of a chunk. Raises :class:`journal.positions.columns.Damaged`."""
    fields = []
    for name in FIELDS:
        values, there = chunk.floats(name)
        fields.append(np.where(there[rows], values[rows], np.nan))
    seq, wall, time = chunk.seq()[rows], chunk.wall()[rows], chunk.time()[rows]
    return Part(["", *chunk.radios], chunk.radio()[rows], seq, wall, time, np.array(fields))


def of_received(fixes: Sequence[Received]) -> Part:
    """Positions as they were recorded."""
    radios: dict[str, int] = {}
    radio = [radios.setdefault(fix.what.radio or "", len(radios)) for fix in fixes]
    fields = [[_number(getattr(fix.what, name)) for fix in fixes] for name in FIELDS]
    return Part(
        list(radios),
        np.array(radio, np.int64),
        np.array([fix.seq for fix in fixes], np.int64),
        np.array([fix.wall for fix in fixes], np.int64),
        np.array([_time(fix) for fix in fixes], np.float64),
        np.array(fields, np.float64),
    )


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _time(fix: Received) -> float:
    """As :meth:`journal.positions.chunk.Chunk.time`."""
    wall = fix.wall / 1e6
    if fix.what.radio_time is None:
        return wall - (fix.what.age or 0.0)
    told = fix.what.radio_time.timestamp()
    return told if told <= wall + FUTURE else wall


def joined(parts: Iterable[Part]) -> Part:
    """All of them by the moment they were true, each entry once."""
    parts = [*parts, of_received([])]
    radios: dict[str, int] = {}
    moved = [
        np.array([radios.setdefault(name, len(radios)) for name in part.radios], np.int64)[part.radio]
        if len(part)
        else part.radio
        for part in parts
    ]
    radio = np.concatenate(moved)
    seq, wall, time = (np.concatenate([part[column] for part in parts]) for column in (2, 3, 4))
    fields = np.concatenate([part.fields for part in parts], axis=1)
    # what was compacted meanwhile is met twice
    once = np.unique(seq, return_index=True)[1]
    order = once[np.lexsort((seq[once], time[once]))]
    return Part(list(radios), radio, seq, wall, time, fields).some(order)


def owners(part: Part, assignments: Iterable[Assignment]) -> Ints:
    """The place in ``assignments`` of whoever had the radio of each position then; -1 for nobody."""
    places = {name: place for place, name in enumerate(part.radios)}
    found = np.full(len(part), -1, np.int64)
    for number, (radio, _, _, _, first, last) in enumerate(assignments):
        place = places.get(radio)
        if place is not None:
            end = _ENDLESS if last is None else last
            found[(part.radio == place) & (part.seq >= first) & (part.seq < end)] = number
    return found
