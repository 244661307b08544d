"""The picture of a recording at any zoom, made once and kept inside its FLAC file: no sample need be decoded for it.

It is an APPLICATION block (RFC 9639, 8.4) behind STREAMINFO, which every player passes over: what deletes, copies,
proves or exports the recording does so with its picture. Levels hold the lowest and highest sample of 256, 1024, 4096 …
samples, as signed bytes in 256ths of full scale rounded outwards.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from station.voice.samples import Pcm

ID = b"Kopa"
BASE = 256
STEP = 4
LEAST = 32
"""Pairs of the coarsest level, about."""
_HEAD = struct.Struct(">4sBIHB")  # id, version, samples, base, levels
_STREAMINFO, _APPLICATION, _LAST, _PICTURE = 0, 2, 0x80, 1
MOST_BLOCK = (1 << 24) - 1
MARK = b"fLaC"

Pairs = npt.NDArray[np.int8]
"""``(n, 2)``: lowest and highest."""


class Pyramid(NamedTuple):
    """``levels[k]`` has a pair for each ``BASE * STEP ** k`` of ``samples`` samples, the last one for what is left."""

    samples: int
    levels: list[Pairs]

    def seen(self, start: int, end: int, columns: int) -> npt.NDArray[np.int16]:
        """Lowest and highest sample ``(columns, 2)`` of that many equal pieces of samples ``start … end``.

        Taken from the coarsest level that is fine enough: never more than ``STEP`` pairs a column and some.
        """
        width = max(1.0, (end - start) / columns)
        level = 0
        while level + 1 < len(self.levels) and BASE * STEP ** (level + 1) <= width:
            level += 1
        pairs, size = self.levels[level], BASE * STEP**level
        edges = (start + np.arange(columns + 1) * (end - start) / columns) / size
        first = np.clip(np.floor(edges[:-1]).astype(np.int64), 0, len(pairs) - 1)
        low = np.minimum.reduceat(pairs[:, 0], first)
        high = np.maximum.reduceat(pairs[:, 1], first)
        # the last piece ends where it ends, not where the recording does
        last = slice(int(first[-1]), int(np.clip(np.ceil(edges[-1]), first[-1] + 1, len(pairs))))
        low[-1], high[-1] = pairs[last, 0].min(), pairs[last, 1].max()
        return np.stack((low, high), axis=1).astype(np.int16) * 256


def pyramid(pcm: Pcm) -> Pyramid:
    """The pyramid of a recording of at least one sample."""
    starts = np.arange(0, len(pcm), BASE)
    low = np.minimum.reduceat(pcm, starts) >> 8  # rounds down
    high = -((-np.maximum.reduceat(pcm, starts).astype(np.int32)) >> 8)  # rounds up
    levels = [np.stack((low, np.minimum(high, 127)), axis=1).astype(np.int8)]
    while len(levels[-1]) > LEAST * STEP:
        below = levels[-1]
        at = np.arange(0, len(below), STEP)
        levels.append(np.stack((np.minimum.reduceat(below[:, 0], at), np.maximum.reduceat(below[:, 1], at)), axis=1))
    return Pyramid(len(pcm), levels)


def into(flac: bytes, made: Pyramid) -> bytes:
    """``flac`` with ``made`` in it; as it was where that would be too big. Raises ``ValueError`` if it is no FLAC."""
    (kind, size) = _block(flac, len(MARK)) if flac.startswith(MARK) else (-1, 0)
    if kind & ~_LAST != _STREAMINFO:
        raise ValueError("not a FLAC file")
    data = _HEAD.pack(ID, _PICTURE, made.samples, BASE, len(made.levels))
    data += b"".join(level.tobytes() for level in made.levels)
    if len(data) > MOST_BLOCK:
        return flac
    behind = len(MARK) + 4 + size
    info = bytes([_STREAMINFO]) + flac[len(MARK) + 1 : behind]
    head = bytes([_APPLICATION | (kind & _LAST)]) + len(data).to_bytes(3, "big")
    return b"".join((MARK, info, head, data, flac[behind:]))


def of(path: Path) -> Pyramid | None:
    """The pyramid in a recording's file; ``None`` if there is none. Raises ``OSError``."""
    with path.open("rb") as file:
        if file.read(len(MARK)) != MARK:
            return None
        while len(head := file.read(4)) == 4:
            kind, size = _block(head, 0)
            data = file.read(size)
            if kind & ~_LAST == _APPLICATION and data.startswith(ID):
                return _unpack(data)
            if kind & _LAST:
                break
    return None


def _block(data: bytes, at: int) -> tuple[int, int]:
    return data[at], int.from_bytes(data[at + 1 : at + 4], "big")


def _unpack(data: bytes) -> Pyramid | None:
    if len(data) < _HEAD.size:
        return None
    _, version, samples, base, count = _HEAD.unpack_from(data)
    if version != _PICTURE or base != BASE:
        return None
    levels: list[Pairs] = []
    at, pairs = _HEAD.size, -(-samples // BASE)
    for _ in range(count):
        if len(data) < at + 2 * pairs:
            return None
        levels.append(np.frombuffer(data, np.int8, 2 * pairs, at).reshape(-1, 2))
        at, pairs = at + 2 * pairs, -(-pairs // STEP)
    return Pyramid(samples, levels)
