"""Directories of a PMTiles v3 archive, unpacked: which tiles lie where. Arrays, so that a packed lie costs no memory.

Source: PMTiles specification 3, section 4 (four columns of protobuf varints after their count: tile ids as differences,
run lengths, lengths, offsets plus one where 0 stands for "behind the one before").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LONGEST = 9
"""Bytes of a number: 63 bits."""


class Entry(NamedTuple):
    """``run`` tiles from ``id`` on have the same ``length`` bytes at ``offset``; 0: another directory lies there."""

    id: int
    offset: int
    length: int
    run: int


def entries(data: bytes) -> Iterator[Entry]:
    """The entries of an unpacked directory, in their order. Raises ``ValueError`` where it does not hold together."""
    numbers = _varints(np.frombuffer(data, np.uint8))
    count = int(numbers[0]) if len(numbers) else -1
    if count < 1 or len(numbers) != 1 + 4 * count:
        raise ValueError("not four numbers for each entry")
    steps, runs, lengths, stored = numbers[1:].reshape(4, count)
    ids = np.cumsum(steps)
    if int(ids.min()) < 0 or stored[0] == 0:
        raise ValueError("no such tile")
    return _each(ids, runs, lengths, stored)


def _each(
    ids: NDArray[np.int64], runs: NDArray[np.int64], lengths: NDArray[np.int64], stored: NDArray[np.int64]
) -> Iterator[Entry]:
    behind = 0
    for number in range(len(ids)):
        length, told = int(lengths[number]), int(stored[number])
        offset = told - 1 if told else behind
        behind = offset + length
        yield Entry(int(ids[number]), offset, length, int(runs[number]))


def _varints(raw: NDArray[np.uint8]) -> NDArray[np.int64]:
    ends = np.flatnonzero(raw < 0x80)
    if not len(ends) or int(ends[-1]) != len(raw) - 1:
        raise ValueError("cut off")
    begins = np.concatenate(([0], ends[:-1] + 1))
    sizes = ends - begins + 1
    if int(sizes.max()) > LONGEST:
        raise ValueError("an impossible number")
    values = (raw[begins] & 0x7F).astype(np.int64)
    for step in range(1, int(sizes.max())):
        more = np.flatnonzero(sizes > step)
        values[more] |= (raw[begins[more] + step] & 0x7F).astype(np.int64) << (7 * step)
    return values
