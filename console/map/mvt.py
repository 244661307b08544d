"""Mapbox vector tiles 2.1, read: bytes in, layers of features with numpy geometry out. Knows no style.

Source: vector tile specification 2.1 (protobuf messages Tile, Layer, Feature, Value; geometry commands MoveTo 1,
LineTo 2, ClosePath 7; zig-zag deltas). Total: a tile decodes or raises :class:`TileError`.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from console.map.gate import straight_on

MAX_INFLATED = 16 * 1024 * 1024
MAX_POINTS = 4_000_000
POINT, LINE, POLYGON = 1, 2, 3
Value = str | float | int | bool


class TileError(ValueError):
    """A tile that is not one. The message is one sentence for a person."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature. ``kind`` is POINT, LINE or POLYGON; ``geometry`` still encoded (see :func:`geometry`)."""

    kind: int
    tags: dict[str, Value]
    geometry: bytes


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer; coordinates run 0..``extent`` over the tile, y down."""

    name: str
    extent: int
    features: list[Feature]


@dataclass(frozen=True, slots=True)
class Shapes:
    """Points of many parts: ``xy`` (n, 2) float64 in tile units, ``starts`` index of each part's first point.

    ``owner`` is the index of the feature each part came from. Rings are closed by repeating their first point.
    """

    xy: NDArray[np.float64]
    starts: NDArray[np.int64]
    owner: NDArray[np.int64]


def inflate(blob: bytes, most: int = MAX_INFLATED) -> bytes:
    """Undo gzip or zlib if there is any, never to more than ``most`` bytes."""
    if blob[:2] == b"\x1f\x8b":
        wbits = 31
    elif blob[:1] == b"\x78":
        wbits = 15
    else:
        if len(blob) > most:
            raise TileError("the tile is too large")
        return blob
    engine = zlib.decompressobj(wbits)
    try:
        data = engine.decompress(blob, most)
    except zlib.error as error:
        raise TileError("the tile's compression is broken") from error
    if engine.unconsumed_tail:
        raise TileError("the tile unpacks to more than 16 MB")
    if not engine.eof:
        raise TileError("the tile is cut off")
    return data


def layers(
    data: bytes, wanted: Container[str] | None = None, rest: Callable[[], None] = straight_on
) -> Iterator[Layer]:
    """The layers of an inflated tile whose names are ``wanted`` (None: all). ``rest`` is called after each feature."""
    try:
        for field, wire, value in _fields(data, 0, len(data)):
            if field == 3 and wire == 2:
                layer = _layer(data, value, wanted, rest)
                if layer is not None:
                    yield layer
    except (IndexError, UnicodeDecodeError, struct.error, OverflowError) as error:
        raise TileError("the tile is not a vector tile") from error


Span = tuple[int, int]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    byte = data[at]
    at += 1
    if byte < 0x80:
        return byte, at
    value = byte & 0x7F
    for shift in range(7, 70, 7):
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
    raise TileError("the tile is not a vector tile")


def _fields(data: bytes, at: int, end: int) -> Iterator[tuple[int, int, Span]]:
    """(field, wire type, span): for lengths the span of the bytes, for varints (value, 0), for fixed (start, end)."""
    while at < end:
        key, at = _varint(data, at)
        wire = key & 7
        if wire == 2:
            size, at = _varint(data, at)
            if at + size > end:
                raise TileError("the tile is cut off")
            yield key >> 3, 2, (at, at + size)
            at += size
        elif wire == 0:
            value, at = _varint(data, at)
            yield key >> 3, 0, (value, 0)
        elif wire in {1, 5}:
            size = 8 if wire == 1 else 4
            if at + size > end:
                raise TileError("the tile is cut off")
            yield key >> 3, wire, (at, at + size)
            at += size
        else:
            raise TileError("the tile is not a vector tile")


def _layer(data: bytes, span: Span, wanted: Container[str] | None, rest: Callable[[], None]) -> Layer | None:
    name, extent = "", 4096
    keys: list[str] = []
    values: list[Value] = []
    spans: list[Span] = []
    for field, wire, value in _fields(data, *span):
        if field == 1 and wire == 2:
            name = data[value[0] : value[1]].decode()
            if wanted is not None and name not in wanted:
                return None
        elif field == 2 and wire == 2:
            spans.append(value)
        elif field == 3 and wire == 2:
            keys.append(data[value[0] : value[1]].decode())
        elif field == 4 and wire == 2:
            values.append(_value(data, value))
        elif field == 5 and wire == 0:
            extent = value[0]
    if not name or (wanted is not None and name not in wanted):
        return None
    if not 1 <= extent <= 65536:
        raise TileError("the tile's coordinate range makes no sense")
    features = []
    for one in spans:
        features.append(_feature(data, one, keys, values))
        rest()
    return Layer(name, extent, features)


def _value(data: bytes, span: Span) -> Value:
    for field, wire, (a, b) in _fields(data, *span):
        if field == 1 and wire == 2:
            return data[a:b].decode("utf-8", "replace")
        if field == 2 and wire == 5:
            return float(struct.unpack_from("<f", data, a)[0])
        if field == 3 and wire == 1:
            return float(struct.unpack_from("<d", data, a)[0])
        if field in {4, 5} and wire == 0:
            return a - (1 << 64) if a >> 63 else a
        if field == 6 and wire == 0:
            return (a >> 1) ^ -(a & 1)
        if field == 7 and wire == 0:
            return bool(a)
    return ""


def _feature(data: bytes, span: Span, keys: list[str], values: list[Value]) -> Feature:
    kind, tags, shape = 0, {}, b""
    for field, wire, (a, b) in _fields(data, *span):
        if field == 2 and wire == 2:
            at = a
            while at < b:
                key, at = _varint(data, at)
                value, at = _varint(data, at)
                tags[keys[key]] = values[value]
        elif field == 3 and wire == 0:
            kind = a
        elif field == 4 and wire == 2:
            shape = data[a:b]
    return Feature(kind, tags, shape)


def geometry(features: list[Feature]) -> Shapes:
    """Decode the geometry of many features at once.

    The varints, zig-zags and sums of all features are done by numpy in one sweep; only the commands are walked in
    Python, because each says where the next one is.
    """
    data = b"".join(feature.geometry for feature in features)
    if not data:
        return Shapes(np.empty((0, 2)), np.empty(0, np.int64), np.empty(0, np.int64))
    numbers, ends = _varints(np.frombuffer(data, np.uint8))
    sizes = np.cumsum([len(feature.geometry) for feature in features])
    bounds = np.searchsorted(ends, sizes - 1, side="right")
    if len(numbers) and ends[-1] != len(data) - 1:
        raise TileError("the tile's geometry is cut off")
    words = numbers.tolist()
    is_parameter = np.ones(len(words), bool)
    starts: list[int] = []
    owner: list[int] = []
    closing: list[int] = []
    first_point: list[int] = []
    at = points = 0
    for index, end in enumerate(bounds.tolist()):
        first_point.append(points)
        while at < end:
            word = words[at]
            command, count = word & 7, word >> 3
            is_parameter[at] = False
            at += 1
            if command == 1:
                starts.extend(range(points, points + count))
                owner.extend([index] * count)
            elif command == 7:
                if starts:
                    closing.append(len(starts) - 1)
                continue
            elif command != 2:
                raise TileError("the tile's geometry has an unknown command")
            at += 2 * count
            points += count
            if at > end or points > MAX_POINTS:
                raise TileError("the tile's geometry is cut off")
    return _assemble(numbers[is_parameter], starts, owner, closing, first_point)


def _varints(raw: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(values, index of each value's last byte)."""
    ends = np.flatnonzero(raw < 0x80)
    begins = np.empty_like(ends)
    if len(ends):
        begins[0] = 0
        begins[1:] = ends[:-1] + 1
    sizes = ends - begins + 1
    if len(sizes) and int(sizes.max()) > 5:
        raise TileError("the tile's geometry has an impossible number")
    values = (raw[begins] & 0x7F).astype(np.int64)
    for step in range(1, int(sizes.max()) if len(sizes) else 0):
        more = np.flatnonzero(sizes > step)
        values[more] |= (raw[begins[more] + step] & 0x7F).astype(np.int64) << (7 * step)
    return values, ends


def _assemble(
    words: NDArray[np.int64], starts: list[int], owner: list[int], closing: list[int], first_point: list[int]
) -> Shapes:
    """Deltas to points; the cursor begins anew with each feature; rings get their first point again at the end."""
    deltas = ((words >> 1) ^ -(words & 1)).reshape(-1, 2)
    xy = np.cumsum(deltas, axis=0).astype(np.float64)
    count = len(xy)
    begins = np.array([*first_point, count], np.int64)
    base = np.zeros((len(first_point), 2))
    inner = (begins[:-1] > 0) & (begins[:-1] <= count)
    base[inner] = xy[begins[:-1][inner] - 1]
    xy -= np.repeat(base, np.diff(begins), axis=0)
    part = np.array(starts, np.int64)
    owners = np.array(owner, np.int64)
    if not closing:
        return Shapes(xy, part, owners)
    if not len(part):
        raise TileError("the tile's geometry is cut off")
    rings = np.array(closing, np.int64)
    part_end = np.append(part[1:], count)
    closed = np.insert(xy, part_end[rings], xy[part[rings]], axis=0)
    added = np.zeros(len(part), np.int64)
    added[rings] += 1
    shifted = part + np.concatenate(([0], np.cumsum(added)[:-1]))
    return Shapes(closed, shifted, owners)
