"""Looks positions up in one segment: in its chunks by radio or by box, and in the bodies that are not in chunks yet."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import apsw

from journal import upcast
from journal.positions import tables
from journal.positions.chunk import Received
from journal.positions.tables import DEGREE, PARTS, Y2000
from radio.events import Located

_SLICE = 5000  # entries looked at in one snapshot
_INT32 = 2**31 - 1
_BODIES = (
    "SELECT e.seq, e.wall, e.version, b.payload FROM entries e JOIN bodies b ON b.seq = e.seq"
    f" WHERE e.seq > ? AND e.seq <= ? AND e.kind = '{Located.__name__}' AND instr(b.payload, ?)"
)
_LEFT = (
    "SELECT e.seq, e.wall, e.version, b.payload FROM position_left l JOIN entries e ON e.seq = l.seq"
    " JOIN bodies b ON b.seq = e.seq WHERE instr(b.payload, ?)"
)


class Box(NamedTuple):
    """Degrees; ``west`` ≤ ``east``."""

    south: float
    north: float
    west: float
    east: float

    def holds(self, lat: Any, lon: Any) -> Any:
        """Whether it holds a place, or which of many."""
        return (self.south <= lat) & (lat <= self.north) & (self.west <= lon) & (lon <= self.east)


def around(lat: float, lon: float, metres: float) -> list[Box]:
    """Boxes that together hold every place within ``metres``: two where the date line runs through."""
    high = math.degrees(metres / 6_335_000) * 1.001 + 1e-7  # the least radius the ellipsoid curves with
    south, north = lat - high, lat + high
    widest = max(abs(south), abs(north))
    if widest >= 89.9:
        return [Box(max(south, -90.0), min(north, 90.0), -180.0, 180.0)]
    wide = high / math.cos(math.radians(widest))
    west, east = lon - wide, lon + wide
    if east - west >= 360:
        return [Box(south, north, -180.0, 180.0)]
    if west < -180:
        return [Box(south, north, -180.0, east), Box(south, north, west + 360, 180.0)]
    if east > 180:
        return [Box(south, north, west, 180.0), Box(south, north, -180.0, east - 360)]
    return [Box(south, north, west, east)]


def of_radio(connection: apsw.Connection, radio: str, since: float, until: float) -> list[int]:
    """The chunks in which ``radio`` is with positions of that interval (s since 1970), in order."""
    if not tables.there(connection):
        return []
    question = (
        "SELECT number FROM position_runs WHERE radio = (SELECT id FROM position_radios WHERE radio = ?)"
        " AND until >= ? AND since <= ? ORDER BY number"
    )
    return [row[0] for row in _rows(connection, question, (radio, since, until))]


def of_boxes(connection: apsw.Connection, boxes: Sequence[Box], since: float, until: float) -> list[int]:
    """The chunks that may hold positions in one of ``boxes`` and in that interval (s since 1970), in order."""
    if not tables.there(connection):
        return []
    question = (
        f"SELECT id / {PARTS} FROM position_boxes WHERE south <= ? AND north >= ? AND west <= ? AND east >= ?"
        " AND since <= ? AND until >= ?"
    )
    found: set[int] = set()
    for south, north, west, east in boxes:
        degrees = [
            math.ceil(north * DEGREE),
            math.floor(south * DEGREE),
            math.ceil(east * DEGREE),
            math.floor(west * DEGREE),
        ]
        times = [math.ceil(_within_int32(until - Y2000)), math.floor(_within_int32(since - Y2000))]
        found.update(row[0] for row in _rows(connection, question, (*degrees, *times)))
    return sorted(found)


def _within_int32(value: float) -> float:
    return max(-_INT32, min(value, _INT32))


def in_bodies(
    connection: apsw.Connection, last: int | None, words: bytes, wanted: Callable[[Located], bool]
) -> Iterator[list[Received]]:
    """The positions not in chunks that are ``wanted``, a slice of the record at a time; each is one short snapshot.

    Those without ``words`` in their bodies need not be unpacked. ``last`` is the segment's last entry, if it is closed.
    """
    after = 0
    if tables.there(connection):
        after = connection.execute("SELECT coalesce(max(last), 0) FROM position_windows").get
        yield _read(_rows(connection, _LEFT, (words,)), wanted)
    after = max(after, connection.execute("SELECT coalesce(min(seq), 1) FROM entries").get - 1)
    end = last if last is not None else connection.execute("SELECT coalesce(max(seq), 0) FROM entries").get
    while after < end:
        upto = min(end, after + _SLICE)
        yield _read(_rows(connection, _BODIES, (after, upto, words)), wanted)
        after = upto


def _read(rows: list[Any], wanted: Callable[[Located], bool]) -> list[Received]:
    found = []
    for seq, wall, version, payload in rows:
        what = upcast.read(Located.__name__, version, payload)
        if isinstance(what, Located) and wanted(what):
            found.append(Received(seq, wall, what))
    return found


def _rows(connection: apsw.Connection, question: str, terms: Sequence[Any]) -> list[Any]:
    found: list[Any] = connection.execute(question, tuple(terms)).fetchall()
    return found
