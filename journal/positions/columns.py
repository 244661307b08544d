"""One column of a chunk: integers as small differences, floats as integers where that is exact, bytes shuffled.

An integer column is stored as: less its first value, divided by what divides all, differences of the order (0–2) that
leaves the least, sign folded into the lowest bit, then the first bytes of all rows, the second bytes of all rows …,
raw deflate, each of those with a code of its own.
"""

from __future__ import annotations

import zlib
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from journal.positions.scales import EXACT, SCALES, Floats, Ints, fit

Mask = npt.NDArray[np.bool_]

TABLE = -1
"""Stands for "not on a scale, but in the table" among the scales of a column."""
_SAMPLE = 48  # rows on which scales are tried first
_SCALES = 4  # scales a column may mix: so many sorts of radio meet in one chunk


class Damaged(ValueError):
    """The bytes are not a chunk that this program can have written."""


class IntColumn(msgspec.Struct, frozen=True, array_like=True):
    """How a stream of integers was made, and where it is: ``size`` bytes from ``at`` on."""

    order: int
    width: int
    base: int
    step: int
    at: int
    size: int


class FloatColumn(msgspec.Struct, frozen=True, array_like=True):
    """How floats were made. ``scales`` are places in :data:`SCALES` (or :data:`TABLE`), ``chosen`` which a row has."""

    scales: list[int]
    chosen: IntColumn | None
    ints: IntColumn
    table: IntColumn | None
    tabled: int


class SparseColumn(msgspec.Struct, frozen=True, array_like=True):
    """A column in which rows may be missing: ``there`` is a bit a row (``None``: none is missing)."""

    count: int
    there: IntColumn | None
    floats: FloatColumn | None
    ints: IntColumn | None


class Writer:
    """Puts streams one after the other."""

    def __init__(self) -> None:
        self._streams: list[bytes] = []
        self._size = 0

    def written(self) -> bytes:
        """All streams."""
        return b"".join(self._streams)

    def ints(self, values: Ints) -> IntColumn:
        """Append a stream of integers."""
        base, step, rest = _reduced(values)
        order, folded = _least(rest)
        width = (int(folded.max(initial=0)).bit_length() + 7) // 8
        stream = _deflated(folded, width) if width else b""
        column = IntColumn(order, width, base, step, self._size, len(stream))
        self._streams.append(stream)
        self._size += len(stream)
        return column

    def floats(self, values: Floats, candidates: tuple[int, ...]) -> FloatColumn:
        """Append floats of any value, each to come back bit by bit."""
        scales, chosen, ints = _scaled(values, candidates)
        rest = chosen == len(scales)
        table: IntColumn | None = None
        tabled = 0
        if rest.any():
            uniques, places = np.unique(values[rest].view(np.int64), return_inverse=True)
            ints[rest] = places
            scales.append(TABLE)
            table, tabled = self.ints(uniques), len(uniques)
        picked = self.ints(chosen) if len(scales) > 1 else None
        return FloatColumn(scales, picked, self.ints(ints), table, tabled)

    def optional_floats(self, values: list[float | None], candidates: tuple[int, ...]) -> SparseColumn:
        """Append floats of which some may be ``None``."""
        present = np.array([value for value in values if value is not None], np.float64)
        there = self._there(values, len(present))
        return SparseColumn(len(present), there, self.floats(present, candidates) if len(present) else None, None)

    def optional_ints(self, values: list[int | None]) -> SparseColumn:
        """Append integers of which some may be ``None``."""
        present = np.array([value for value in values if value is not None], np.int64)
        there = self._there(values, len(present))
        return SparseColumn(len(present), there, None, self.ints(present) if len(present) else None)

    def _there(self, values: list[Any], present: int) -> IntColumn | None:
        if present in (0, len(values)):
            return None
        return self.ints(np.packbits([value is not None for value in values]).astype(np.int64))


def _reduced(values: Ints) -> tuple[int, int, Ints]:
    """Less the first of them and divided by what divides all, where no number is too large for that."""
    if not len(values) or max(-int(values.min()), int(values.max())) >= EXACT:
        return 0, 1, values
    base = int(values[0])
    rest = values - base
    step = int(np.gcd.reduce(rest)) or 1
    return base, step, rest // step


def _least(values: Ints) -> tuple[int, npt.NDArray[np.uint64]]:
    """The order of differences that needs the fewest bits; differences wrap around, and so does their sum."""
    best, order, found = np.inf, 0, values.view(np.uint64)
    for number in range(3):
        folded = ((values << 1) ^ (values >> 63)).view(np.uint64)
        bits = float(np.log2(folded.astype(np.float64) + 1).sum())
        if bits < best:
            best, order, found = bits, number, folded
        values = np.diff(values, prepend=np.int64(0))
    return order, found


def _deflated(folded: npt.NDArray[np.uint64], width: int) -> bytes:
    """Z_RLE: after the shuffle there is noise or there are runs, and looking for more costs time and space."""
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15, 9, zlib.Z_RLE)
    found = []
    shuffled = folded.astype("<u8").view(np.uint8).reshape(-1, 8).T
    for number in range(width):
        found.append(deflate.compress(np.ascontiguousarray(shuffled[number]).tobytes()))
        if number + 1 < width:
            found.append(deflate.flush(zlib.Z_BLOCK))  # the next bytes get a code of their own
    found.append(deflate.flush())
    return b"".join(found)


def _scaled(values: Floats, candidates: tuple[int, ...]) -> tuple[list[int], Ints, Ints]:
    """Scales, which of them each row has (their number for a row that none serves), and its integer on it."""
    scales: list[int] = []
    chosen = np.full(len(values), -1, np.int64)
    ints = np.zeros(len(values), np.int64)
    open_rows = np.arange(len(values))
    while len(open_rows) and len(scales) < _SCALES:
        scale = _likeliest(values[open_rows[:: max(1, len(open_rows) // _SAMPLE)]], candidates)
        if scale is None:
            break
        found, fits = fit(values[open_rows], scale)
        ints[open_rows[fits]] = found[fits]
        chosen[open_rows[fits]] = len(scales)
        scales.append(scale)
        open_rows = open_rows[~fits]
    chosen[open_rows] = len(scales)
    return scales, chosen, ints


def _likeliest(sample: Floats, candidates: tuple[int, ...]) -> int | None:
    """The scale that serves most of ``sample``, with the smallest integers among equals; ``None``: less than half."""
    best: tuple[int, float] = (len(sample) // 2, 0.0)
    found = None
    for scale in candidates:
        ints, fits = fit(sample, scale)
        score = (int(fits.sum()), -float(np.abs(ints[fits]).max(initial=0)))
        if score > best:
            best, found = score, scale
    return found


class Streams:
    """Reads columns back. Every length is known before anything is unpacked; raises :class:`Damaged`."""

    def __init__(self, stored: memoryview) -> None:
        self._stored = stored

    def ints(self, column: IntColumn, count: int) -> Ints:
        """``count`` integers."""
        if not (0 <= column.width <= 8 and 0 <= column.order <= 2):
            raise Damaged("a column of no known form")
        try:
            if not column.width:
                return np.full(count, column.base, np.int64)
            values = _unfolded(self._inflated(column, count), column.width, count)
            for _ in range(column.order):
                values = values.cumsum()
            if column.step != 1:
                values *= np.int64(column.step)
            if column.base:
                values += np.int64(column.base)
            return values
        except OverflowError as error:
            raise Damaged("a column beyond all numbers") from error

    def floats(self, column: FloatColumn, count: int) -> Floats:
        """``count`` floats."""
        if not 0 <= column.tabled <= count:
            raise Damaged("a table longer than its column")
        table = None if column.table is None else self.ints(column.table, column.tabled)
        chosen = None if column.chosen is None else self.ints(column.chosen, count)
        return _valued(column.scales, chosen, self.ints(column.ints, count), table)

    def sparse_ints(self, column: SparseColumn, count: int) -> tuple[Ints, Mask]:
        """``count`` integers and which of them there are; the others are 0."""
        mask = self._mask(column, count)
        if not column.count:
            return np.zeros(count, np.int64), mask
        if column.ints is None:
            raise Damaged("a column without its values")
        return _spread(self.ints(column.ints, column.count), mask)

    def sparse_floats(self, column: SparseColumn, count: int) -> tuple[Floats, Mask]:
        """``count`` floats and which of them there are; the others are 0."""
        mask = self._mask(column, count)
        if not column.count:
            return np.zeros(count, np.float64), mask
        if column.floats is None:
            raise Damaged("a column without its values")
        return _spread(self.floats(column.floats, column.count), mask)

    def _mask(self, column: SparseColumn, count: int) -> Mask:
        if column.there is None:
            if column.count not in (0, count):
                raise Damaged("a column of another length")
            return np.full(count, column.count > 0)
        packed = self.ints(column.there, (count + 7) // 8)
        mask: Mask = np.unpackbits(packed.astype(np.uint8), count=count).astype(np.bool_)
        if int(mask.sum()) != column.count:
            raise Damaged("a column of another length")
        return mask

    def _inflated(self, column: IntColumn, count: int) -> bytes:
        at, expected = column.at, count * column.width
        if not 0 <= at <= at + column.size <= len(self._stored):
            raise Damaged("a column beyond the end")
        inflate = zlib.decompressobj(-15)
        try:
            found = inflate.decompress(self._stored[at : at + column.size], expected + 1)
        except zlib.error as error:
            raise Damaged(str(error)) from error
        if len(found) != expected or not inflate.eof or inflate.unused_data:
            raise Damaged("a column of another length")
        return found


def between(values: Ints, low: int, high: int) -> bool:
    """Whether all are."""
    return not len(values) or (int(values.min()) >= low and int(values.max()) <= high)


def _spread(present: npt.NDArray[Any], mask: Mask) -> tuple[npt.NDArray[Any], Mask]:
    if len(present) == len(mask):
        return present, mask
    found = np.zeros(len(mask), present.dtype)
    found[mask] = present
    return found, mask


def _unfolded(stream: bytes, width: int, count: int) -> Ints:
    shuffled = np.frombuffer(stream, np.uint8).reshape(width, count)
    folded = shuffled[0].astype(np.uint64)
    for number in range(1, width):
        folded |= shuffled[number].astype(np.uint64) << np.uint64(8 * number)
    one = np.uint64(1)
    values: Ints = (folded >> one).view(np.int64) ^ -(folded & one).view(np.int64)
    return values


def _valued(scales: list[int], chosen: Ints | None, ints: Ints, table: Ints | None) -> Floats:
    if not all(scale == TABLE or 0 <= scale < len(SCALES) for scale in scales) or not scales:
        raise Damaged("a scale of a newer program")
    if chosen is None:
        return _on(scales[0], ints, table)
    if not between(chosen, 0, len(scales) - 1):
        raise Damaged("a row without a scale")
    found = np.empty(len(ints), np.float64)
    for number, scale in enumerate(scales):
        rows = chosen == number
        found[rows] = _on(scale, ints[rows], table)
    return found


def _on(scale: int, ints: Ints, table: Ints | None) -> Floats:
    if scale != TABLE:
        return SCALES[scale].value(ints)
    if table is None or not between(ints, 0, len(table) - 1):
        raise Damaged("a row beyond the table")
    return table[ints].view(np.float64)
