"""The file of a call's voice as its radio coded it: kept beside (or without) the audible recording, small and exact.

A line :data:`MAGIC`, a line of JSON (``codec``, ``rate``), then for each piece: number of its first sample (64 bits),
s since 1970 UTC when it was heard (64-bit float), length (16 bits), all big-endian, and the frames as they came.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence

from radio import opus
from station.voice.parts import Original
from station.voice.vocoder import CODED, RATE

MAGIC = b"KOPAFRAMES1\n"
SUFFIX = ".frames"
_PIECE = struct.Struct(">qdH")


def pack(pieces: Sequence[Original]) -> bytes:
    """The file. Pieces of another codec than the first one's are left out: a call has one."""
    codec = pieces[0].codec
    told = json.dumps({"codec": codec, "rate": opus.RATE if codec == "opus" else RATE}).encode() + b"\n"
    bodies = (_PIECE.pack(each.start, each.wall, len(each.data)) + each.data for each in pieces if each.codec == codec)
    return b"".join((MAGIC, told, *bodies))


def unpack(data: bytes) -> list[Original]:
    """The pieces of such a file. Raises ``ValueError`` for another or a torn one."""
    head, line, rest = data[: len(MAGIC)], *data[len(MAGIC) :].partition(b"\n")[::2]
    if head != MAGIC:
        raise ValueError("not a file of coded voice")
    codec = str(json.loads(line)["codec"])
    pieces: list[Original] = []
    while rest:
        if len(rest) < _PIECE.size:
            raise ValueError("torn")
        start, wall, length = _PIECE.unpack_from(rest)
        coded, rest = rest[_PIECE.size :][:length], rest[_PIECE.size + length :]
        if len(coded) < length:
            raise ValueError("torn")
        pieces.append(Original(start, wall, codec, coded))
    return pieces


def seconds(pieces: Sequence[Original]) -> float:
    """How long it would sound."""
    if pieces[0].codec == "opus":
        return round(sum(opus.samples(each.data) for each in pieces) / opus.RATE, 4)
    size, samples = CODED.get(pieces[0].codec, (1, 0))
    return round(sum(len(each.data) // size for each in pieces) * samples / RATE, 4)
