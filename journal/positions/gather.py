"""Gathers positions from their bodies, radio by radio, and deals them out into chunks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import apsw
import msgspec

from gps.fix import is_place
from journal import upcast
from journal.positions.chunk import Received, holds
from radio.events import Located
from units.entry import encode

READ = 1000
"""Entries looked at in one read."""
ROWS = 1024
"""Positions a chunk holds, about."""
RADIOS = 64
"""Radios a chunk holds at most."""
_ROWS = (
    "SELECT e.seq, e.wall, e.version, b.payload, e.boot, e.mono FROM entries e JOIN bodies b ON b.seq = e.seq"
    f" WHERE e.seq > ? AND e.seq <= ? AND e.kind = '{Located.__name__}' ORDER BY e.seq"
)
_THESE = (
    "SELECT e.seq, e.wall, e.version, b.payload FROM json_each(?) j JOIN entries e ON e.seq = j.value"
    " JOIN bodies b ON b.seq = e.seq"
)
_map = msgspec.msgpack.Decoder(dict)


class Run(NamedTuple):
    """The positions of one radio: their entries in order, and where among the radios they are put."""

    neighbourhood: tuple[str, int, str]
    seqs: list[int]


class Gathered:
    """The positions from entry ``first`` to entry ``upto``, which grows.

    ``left`` are those that a chunk cannot hold, or not all of what they say: they stay as they are. ``began``: when the
    first was received, µs since 1970. Nothing of what they say is kept: they may be erased while they wait.
    """

    def __init__(self, connection: apsw.Connection, first: int) -> None:
        self._connection = connection
        self.first = first
        self.upto = first - 1
        self.fixes = 0
        self.began = 0
        self.runs: dict[str | None, Run] = {}
        self.left: list[int] = []

    def more(self, end: int, boot: int | None, mono: int) -> bool:
        """Look at some more entries up to ``end``; ``False`` once there is nothing more that is old enough.

        That is what was received before ``mono`` (µs), or before the computer was started to its present ``boot``: the
        wall clock may have been set. Raises :class:`apsw.Error`.
        """
        upto = min(end, self.upto + READ)
        rows: list[Any] = self._connection.execute(_ROWS, (self.upto, upto)).fetchall()
        for seq, wall, version, payload, booted, received in rows:
            if booted == boot and received > mono:
                self.upto = seq - 1
                return False
            what = whole(version, payload)
            self.began = self.began or wall
            if what is None:
                self.left.append(seq)
                continue
            if what.radio not in self.runs:
                self.runs[what.radio] = Run(_neighbourhood(what), [])
            self.runs[what.radio].seqs.append(seq)
            self.fixes += 1
        self.upto = upto
        return upto < end


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


def dealt(runs: Iterable[Run]) -> Iterator[list[int]]:
    """The entries of each chunk: radios that say things alike and were near each other together, each by itself."""
    chunk: list[int] = []
    radios = 0
    for run in sorted(runs):
        for begin in range(0, len(run.seqs), ROWS):
            part = run.seqs[begin : begin + ROWS]
            if chunk and (len(chunk) + len(part) > ROWS or radios == RADIOS):
                yield chunk
                chunk, radios = [], 0
            chunk = chunk + part
            radios += 1
    if chunk:
        yield chunk


def read(connection: apsw.Connection, seqs: list[int]) -> list[Received]:
    """The positions of these entries, in this order, without those that were erased since they were gathered."""
    rows: list[Any] = connection.execute(_THESE, (json.dumps(seqs),)).fetchall()
    found = {}
    for seq, wall, version, payload in rows:
        what = whole(version, payload)
        if what is not None:
            found[seq] = Received(seq, wall, what)
    return [found[seq] for seq in seqs if seq in found]


def _neighbourhood(what: Located) -> tuple[str, int, str]:
    """By gateway, then along a Z-order curve (cells of some 300 m), so that near radios share chunks."""
    if not is_place(what.lat, what.lon):
        return what.gateway, -1, what.radio or ""
    x, y = int((what.lon + 180) / 360 * 0xFFFF), int((what.lat + 90) / 180 * 0xFFFF)
    curve = sum(((x >> bit & 1) << 2 * bit) | ((y >> bit & 1) << 2 * bit + 1) for bit in range(16))
    return what.gateway, curve, what.radio or ""
