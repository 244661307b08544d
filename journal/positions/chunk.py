"""A chunk: a few thousand ``Located`` with their number and time of receipt, as columns. Nothing is lost, bit by bit.

``KPC``, the version (1), the length of the head (32 bits, little-endian), the head (msgpack) and the streams of the
columns (:mod:`journal.positions.columns`). The rows come back in the order they were given in; compaction gives them
radio by radio, each by ``seq``. The SHA-256 over all of it is in the record.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, TypeVar

import msgspec
import numpy as np

from journal.positions.columns import Damaged, IntColumn, Mask, SparseColumn, Streams, Writer, between
from journal.positions.scales import ANGLES, COURSES, DECIMALS, SPEEDS, Floats, Ints
from radio.events import Located
from units.heard import FUTURE

MOST = 1 << 16
"""Rows a chunk may have."""
VERSION = 1
_MAGIC = b"KPC"
_FLOATS = {
    "lat": ANGLES,
    "lon": ANGLES,
    "speed": SPEEDS,
    "course": COURSES,
    "altitude": DECIMALS,
    "accuracy": DECIMALS,
    "age": DECIMALS,
    "rssi": DECIMALS,
}
_PLACES = {name: place for place, name in enumerate(_FLOATS)}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LATEST = (datetime.max.replace(tzinfo=UTC) - _EPOCH) // _MICROSECOND
_EARLIEST = (datetime.min.replace(tzinfo=UTC) - _EPOCH) // _MICROSECOND
_length = struct.Struct("<I")
_Column = TypeVar("_Column")


class Received(NamedTuple):
    """A position as the record holds it: ``wall`` is when it was received, µs since 1970 UTC."""

    seq: int
    wall: int
    what: Located


class Head(msgspec.Struct, frozen=True, array_like=True):
    """What a chunk holds. Row numbers of ``gateways``, ``radios`` and ``reasons`` count from 1; 0 is ``None``."""

    rows: int
    gateways: list[str]
    radios: list[str]
    reasons: list[str]
    gateway: IntColumn
    radio: IntColumn
    reason: IntColumn
    seq: IntColumn
    wall: IntColumn
    radio_time: SparseColumn
    floats: list[SparseColumn]


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Head)


def holds(what: Located) -> bool:
    """Whether a chunk can hold it: a ``radio_time`` without a zone it cannot, nor that the age is unknown."""
    return not what.undated and (what.radio_time is None or what.radio_time.tzinfo is not None)


def digest(stored: bytes) -> bytes:
    """What the record names a chunk by."""
    return hashlib.sha256(stored).digest()


def encode(fixes: Sequence[Received]) -> bytes:
    """The chunk of ``fixes``, always the same for the same."""
    if len(fixes) > MOST:
        raise ValueError(f"{len(fixes)} fixes in one chunk")
    whats = [fix.what for fix in fixes]
    writer = Writer()
    gateways, gateway = _numbered([what.gateway for what in whats])
    radios, radio = _numbered([what.radio for what in whats])
    reasons, reason = _numbered([what.reason for what in whats])
    head = Head(
        len(fixes),
        gateways,
        radios,
        reasons,
        writer.ints(gateway),
        writer.ints(radio),
        writer.ints(reason),
        writer.ints(np.array([fix.seq for fix in fixes], np.int64)),
        writer.ints(np.array([fix.wall for fix in fixes], np.int64)),
        writer.optional_ints([_micros(what.radio_time) for what in whats]),
        [
            writer.optional_floats([getattr(what, name) for what in whats], candidates)
            for name, candidates in _FLOATS.items()
        ],
    )
    said = _encoder.encode(head)
    return b"".join((_MAGIC, bytes([VERSION]), _length.pack(len(said)), said, writer.written()))


def _numbered(names: Iterable[str | None]) -> tuple[list[str], Ints]:
    known: dict[str | None, int] = {None: 0}
    numbers = [known.setdefault(name, len(known)) for name in names]
    return [name for name in known if name is not None], np.array(numbers, np.int64)


def _micros(time: datetime | None) -> int | None:
    if time is None:
        return None
    if time.tzinfo is None:
        raise ValueError("a radio_time without a zone")
    return (time - _EPOCH) // _MICROSECOND


def are_places(lat: Floats, lon: Floats) -> Mask:
    """:func:`gps.fix.is_place` of many."""
    with np.errstate(invalid="ignore"):
        found: Mask = (np.abs(lat) <= 90.0) & (np.abs(lon) <= 180.0) & ((np.abs(lat) >= 1e-6) | (np.abs(lon) >= 1e-6))
    return found


class Chunk:
    """A stored chunk, its columns unpacked as they are asked for, and with ``keep`` once.

    Raises :class:`Damaged`, and nothing else.
    """

    def __init__(self, stored: bytes, keep: bool = False) -> None:
        if stored[:3] != _MAGIC:
            raise Damaged("no chunk of positions")
        if stored[3:4] != bytes([VERSION]):
            raise Damaged("a chunk of a newer program")
        begin = 4 + _length.size
        if len(stored) < begin:
            raise Damaged("an unfinished chunk")
        end = begin + _length.unpack(stored[4:begin])[0]
        try:
            self._head = _decoder.decode(memoryview(stored)[begin:end])
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise Damaged(str(error)) from error
        if not 0 <= self._head.rows <= MOST or len(self._head.floats) != len(_FLOATS):
            raise Damaged("a chunk of no known form")
        self._streams = Streams(memoryview(stored)[end:])
        self._kept: dict[str, Any] | None = {} if keep else None

    def __len__(self) -> int:
        return self._head.rows

    @property
    def radios(self) -> list[str]:
        """The radios in it; row numbers of :meth:`radio` count them from 1."""
        return self._head.radios

    def seq(self) -> Ints:
        """Entry numbers."""
        return self._once("seq", lambda: self._streams.ints(self._head.seq, len(self)))

    def wall(self) -> Ints:
        """Times of receipt, µs since 1970 UTC."""
        return self._once("wall", lambda: self._streams.ints(self._head.wall, len(self)))

    def radio(self) -> Ints:
        """Whose each is: 1 for the first of :attr:`radios` …, 0 for nobody's."""
        return self._once("radio", lambda: self._places(self._head.radio, self._head.radios))

    def gateway(self) -> Ints:
        """Through which each came: 1 for the first of the head's ``gateways`` …"""
        return self._once("gateway", lambda: self._places(self._head.gateway, self._head.gateways))

    def reason(self) -> Ints:
        """Why each was sent: 1 for the first of the head's ``reasons`` …, 0 where that was not said."""
        return self._once("reason", lambda: self._places(self._head.reason, self._head.reasons))

    def radio_time(self) -> tuple[Ints, Mask]:
        """The radios' own times, µs since 1970 UTC, and which rows have one (0 in the others)."""
        found = self._once("radio_time", lambda: self._streams.sparse_ints(self._head.radio_time, len(self)))
        if not between(found[0], _EARLIEST, _LATEST):
            raise Damaged("a time beyond the calendar")
        return found

    def floats(self, name: str) -> tuple[Floats, Mask]:
        """A column of :class:`Located` (``lat``, ``speed`` …), and which rows have a value (0 in the others)."""
        return self._once(name, lambda: self._streams.sparse_floats(self._head.floats[_PLACES[name]], len(self)))

    def _once(self, name: str, unpack: Callable[[], _Column]) -> _Column:
        if self._kept is None:
            return unpack()
        if name not in self._kept:
            self._kept[name] = unpack()
        found: _Column = self._kept[name]
        return found

    def time(self) -> Floats:
        """When each was true, s since 1970 UTC: what :func:`units.heard.located` takes for the time of the fix."""
        wall = self.wall() / 1e6
        age, _ = self.floats("age")
        told, there = self.radio_time()
        with np.errstate(over="ignore", invalid="ignore"):
            told_s = told / 1e6
            return np.where(there, np.where(told_s <= wall + FUTURE, told_s, wall), wall - age)

    def fixes(self, rows: Ints | None = None) -> list[Received]:
        """All rows, or those with the numbers ``rows``, as they were."""
        head = self._head
        some = np.arange(len(self)) if rows is None else rows
        seqs, walls = self.seq()[some].tolist(), self.wall()[some].tolist()
        gateways = _named(self.gateway()[some], head.gateways)
        reasons = _named(self.reason()[some], head.reasons)
        radios = _named(self.radio()[some], head.radios)
        times, timed = self.radio_time()
        moments = [_moment(at) if told else None for at, told in zip(times[some].tolist(), timed[some], strict=True)]
        columns = [_values(*self.floats(name), some) for name in _FLOATS]
        if None in gateways:
            raise Damaged("a position of no gateway")
        keys = ("gateway", "radio", "radio_time", "reason", *_FLOATS)
        whats = (
            Located(**dict(zip(keys, row, strict=True)))
            for row in zip(gateways, radios, moments, reasons, *columns, strict=True)
        )
        return [Received(*row) for row in zip(seqs, walls, whats, strict=True)]

    def _places(self, column: IntColumn, names: list[str]) -> Ints:
        found = self._streams.ints(column, len(self))
        if not between(found, 0, len(names)):
            raise Damaged("a name that is not there")
        return found


def _named(places: Ints, names: list[str]) -> list[str | None]:
    known = [None, *names]
    return [known[place] for place in places.tolist()]


def _moment(micros: int) -> datetime:
    return _EPOCH + micros * _MICROSECOND


def _values(values: Floats, there: Mask, some: Ints) -> list[float | None]:
    found: list[float | None] = values[some].tolist()
    here = there[some]
    if here.all():
        return found
    return [value if told else None for value, told in zip(found, here.tolist(), strict=True)]
