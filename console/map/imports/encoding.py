"""Mapbox vector tiles 2.1, written: geometries in tile units in, bytes out. Reading them is :mod:`console.map.mvt`.

The library for this (mapbox-vector-tile) encodes point by point in Python; a country has some 100 million of them, so
here numpy encodes all geometries of a layer in one sweep.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from console.map.mvt import LINE, POINT, POLYGON, Value

EXTENT = 4096
Ints = NDArray[np.int64]
Geometries = NDArray[np.object_]
_KINDS = {0: POINT, 1: LINE, 3: POLYGON}
"""Of GEOS' type numbers."""


def tile(layers: dict[str, tuple[Geometries, Sequence[dict[str, Value]]]]) -> bytes:
    """A gzipped tile of layers: geometries in tile units (y down, 0..4096), and the tags of each; empty if none is."""
    body = b"".join(_layer(name, geometries, tags) for name, (geometries, tags) in layers.items())
    if not body:
        return b""
    engine = zlib.compressobj(6, zlib.DEFLATED, 31)
    return engine.compress(body) + engine.flush()


def _layer(name: str, geometries: Geometries, tags: Sequence[dict[str, Value]]) -> bytes:
    parts, owner = shapely.get_parts(geometries, return_index=True)
    sorts = shapely.get_type_id(parts)
    keys: dict[str, int] = {}
    values: dict[tuple[type, Value], int] = {}
    features: list[bytes] = []
    for sort, kind in _KINDS.items():
        chosen = np.flatnonzero(sorts == sort)
        if not len(chosen):
            continue
        for index, shape in _encoded(parts[chosen], owner[chosen], kind):
            numbers = bytearray()
            for key, value in tags[index].items():
                numbers += _varint(keys.setdefault(key, len(keys)))
                numbers += _varint(values.setdefault((type(value), value), len(values)))
            features.append(_field(2, _field(2, bytes(numbers)) + b"\x18" + bytes([kind]) + _field(4, shape)))
    if not features:
        return b""
    body = [_field(1, name.encode()), *features, *(_field(3, key.encode()) for key in keys)]
    body += [_field(4, _value(value)) for _type, value in values]
    return _field(3, b"".join([*body, b"\x28" + _varint(EXTENT), b"\x78\x02"]))


def _value(value: Value) -> bytes:
    if isinstance(value, bool):
        return b"\x38" + bytes([value])
    if isinstance(value, int):
        return b"\x30" + _varint((value << 1) ^ (value >> 63))
    if isinstance(value, float):
        return b"\x19" + struct.pack("<d", value)
    return _field(1, value.encode())


def _field(number: int, body: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(body)) + body


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _encoded(parts: Geometries, owner: Ints, kind: int) -> list[tuple[int, bytes]]:
    """(index of the feature, its geometry's bytes) of those that have any left after rounding."""
    rings = parts
    if kind == POLYGON:
        rings, ring_of = shapely.get_rings(parts, return_index=True)
        owner = owner[ring_of]
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    xy = np.rint(xy).astype(np.int64)
    xy, ring = _thinned(xy, ring, kind)
    if not len(xy):
        return []
    used, first, sizes = np.unique(ring, return_index=True, return_counts=True)
    feature = owner[used]
    deltas = np.diff(xy, axis=0, prepend=0)
    begins = np.flatnonzero(np.diff(feature, prepend=-1))
    deltas[first[begins]] = xy[first[begins]]
    words = (deltas << 1) ^ (deltas >> 63)
    if kind == POINT:
        counts = np.diff(np.append(begins, len(feature)))
        flat = np.insert(words.ravel(), 2 * first[begins], counts << 3 | 1)
        ends = np.cumsum(2 * counts + 1)
    else:
        flat, ends = _commands(words, first, sizes, kind)
        ends = ends[np.append(begins[1:], len(feature)) - 1]
    data, stops = _varints(flat)
    cuts = stops[ends - 1].tolist()
    return [(index, data[a:b]) for index, a, b in zip(feature[begins].tolist(), [0, *cuts[:-1]], cuts, strict=True)]


def _thinned(xy: Ints, ring: Ints, kind: int) -> tuple[Ints, Ints]:
    """Without points that fell together, without closing points, and without parts of which too little is left."""
    if kind == POINT:
        return xy, ring
    fresh = np.ones(len(xy), bool)
    fresh[1:] = (ring[1:] != ring[:-1]) | (xy[1:] != xy[:-1]).any(axis=1)
    xy, ring = xy[fresh], ring[fresh]
    if kind == POLYGON and len(ring):
        heads = np.flatnonzero(np.diff(ring, prepend=-1))
        tails = np.append(heads[1:], len(ring)) - 1
        closed = tails[(tails > heads) & (xy[tails] == xy[heads]).all(axis=1)]
        keep = np.ones(len(ring), bool)
        keep[closed] = False
        xy, ring = xy[keep], ring[keep]
    least = 3 if kind == POLYGON else 2
    counts = np.bincount(ring) if len(ring) else np.empty(0, np.int64)
    enough = counts[ring] >= least
    return xy[enough], ring[enough]


def _commands(words: Ints, first: Ints, sizes: Ints, kind: int) -> tuple[Ints, Ints]:
    """MoveTo, LineTo and (of rings) ClosePath put between the points; and where each part ends."""
    lengths = 2 * sizes + (3 if kind == POLYGON else 2)
    ends = np.cumsum(lengths)
    bases = ends - lengths
    flat = np.empty(int(ends[-1]), np.int64)
    place = np.arange(len(words)) - np.repeat(first, sizes)
    at = np.repeat(bases, sizes) + np.where(place == 0, 1, 2 + 2 * place)
    flat[at], flat[at + 1] = words[:, 0], words[:, 1]
    flat[bases] = 1 << 3 | 1
    flat[bases + 3] = (sizes - 1) << 3 | 2
    if kind == POLYGON:
        flat[ends - 1] = 1 << 3 | 7
    return flat, ends


def _varints(words: Ints) -> tuple[bytes, Ints]:
    """The bytes of all numbers, and the index after each one's last."""
    sizes = np.ones(len(words), np.int64)
    for bits in (7, 14, 21, 28):
        sizes += words >> bits > 0
    stops = np.cumsum(sizes)
    begins = stops - sizes
    out = np.empty(int(stops[-1]), np.uint8)
    for step in range(5):
        there = np.flatnonzero(sizes > step)
        more = np.where(sizes[there] > step + 1, 0x80, 0)
        out[begins[there] + step] = (words[there] >> (7 * step) & 0x7F) | more
    return out.tobytes(), stops
