"""Gathers positions from their bodies, radio by radio, and deals them out into chunks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import apsw
import msgspec

from gps.fix import is_place
from journal import upcast
from journal.positions.chunk import Received, holds
from radio.events import Located
from units.entry import encode

READ = 1000
"""Entries looked at in one read."""
ROWS = 2048
"""Positions a chunk holds, about."""
RADIOS = 64
"""Radios a chunk holds at most."""
_ROWS = (
    "SELECT e.seq, e.wall, e.version, b.payload FROM entries e JOIN bodies b ON b.seq = e.seq"
    f" WHERE e.seq > ? AND e.seq <= ? AND e.kind = '{Located.__name__}' ORDER BY e.seq"
)
_map = msgspec.msgpack.Decoder(dict)

Kept = tuple[int, int, int, bytes]
"""A position as it waits: ``seq``, ``wall``, version and payload. Nothing the garbage collector would look through."""
Runs = dict[str | None, list[Kept]]
"""Positions by radio, each in order."""


class Gathered:
    """The positions from entry ``first`` to entry ``upto``, which grows.

    ``left`` are those that a chunk cannot hold, or not all of what they say: they stay as they are. ``began``: when the
    first was received, µs since 1970.
    """

    def __init__(self, connection: apsw.Connection, first: int) -> None:
        self._connection = connection
        self.first = first
        self.upto = first - 1
        self.fixes = 0
        self.began = 0
        self.runs: Runs = {}
        self.left: list[int] = []

    def more(self, end: int) -> None:
        """Look at some more entries, ``end`` the last of them. Raises :class:`apsw.Error`."""
        upto = min(end, self.upto + READ)
        rows: list[Any] = self._connection.execute(_ROWS, (self.upto, upto)).fetchall()
        for row in rows:
            seq, wall, version, payload = row
            what = whole(version, payload)
            self.began = self.began or wall
            if what is None:
                self.left.append(seq)
            else:
                self.runs.setdefault(what.radio, []).append(row)
                self.fixes += 1
        self.upto = upto


def whole(version: int, payload: bytes) -> Located | None:
    """The position a body holds; ``None`` if it says more than this program can read, so that a chunk would lose it."""
    what = upcast.read(Located.__name__, version, payload)
    if not isinstance(what, Located) or not holds(what):
        return None
    if version == upcast.version_of(Located.__name__):
        again = encode(what)
        # 5 where 5.0 is meant, or another order of fields, is no more than a chunk says
        if again != payload and _map.decode(again) != _map.decode(payload):
            return None
    return what


def dealt(runs: Runs) -> Iterator[list[Received]]:
    """The positions of each chunk: radios that say things alike and were near each other together, each by itself."""
    chunk: list[Kept] = []
    radios = 0
    for run in sorted(runs.values(), key=_neighbourhood):
        for begin in range(0, len(run), ROWS):
            part = run[begin : begin + ROWS]
            if chunk and (len(chunk) + len(part) > ROWS or radios == RADIOS):
                yield _received(chunk)
                chunk, radios = [], 0
            chunk = chunk + part
            radios += 1
    if chunk:
        yield _received(chunk)


def _received(kept: list[Kept]) -> list[Received]:
    found = []
    for seq, wall, version, payload in kept:
        what = whole(version, payload)
        assert what is not None  # it was when it was gathered
        found.append(Received(seq, wall, what))
    return found


def _neighbourhood(run: list[Kept]) -> tuple[str, int, str]:
    """By gateway, then along a Z-order curve (cells of some 300 m), so that near radios share chunks."""
    what = _received(run[:1])[0].what
    if not is_place(what.lat, what.lon):
        return what.gateway, -1, what.radio or ""
    x, y = int((what.lon + 180) / 360 * 0xFFFF), int((what.lat + 90) / 180 * 0xFFFF)
    curve = sum(((x >> bit & 1) << 2 * bit) | ((y >> bit & 1) << 2 * bit + 1) for bit in range(16))
    return what.gateway, curve, what.radio or ""
