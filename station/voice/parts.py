"""The part file of a call being recorded: framed records, each with its CRC, so that a crash costs only the last one.

A file is :data:`MAGIC` and then records: :data:`MARK`, a type byte, a 4-byte little-endian length, the payload, and the
CRC-32 of type, length and payload. Types: ``H`` (msgpack :class:`Head`), ``F`` (:data:`_FRAME` and the samples as
they were decoded, 16-bit little-endian), ``O`` (:data:`_ORIGINAL`, the codec's name, the frames as they came). The mark
lets a reader find its feet again behind a damaged stretch.
"""

from __future__ import annotations

import struct
from typing import NamedTuple
from zlib import crc32

import msgspec
import numpy as np

from station.voice.samples import Pcm

MAGIC = b"KOPAPART1\n"
MARK = b"\xa5\x5ak"
_PREFIX = struct.Struct("<3scI")
_FRAME = struct.Struct("<qdH")
_FRAME_BEGIN = struct.Struct(_PREFIX.format + _FRAME.format.lstrip("<"))
_FRAME_FIXED, _MARKED, _LITTLE = _FRAME.size, len(MARK), np.dtype("<i2")
_ORIGINAL = struct.Struct("<qdB")
_CRC = struct.Struct("<I")
MOST = 1 << 20
"""Longest payload a reader believes."""


class Head(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known when a call opens. ``wall`` s UTC; ``own``: we transmitted it; ``folder``: its day, UTC."""

    call: str
    group: str = ""
    wall: float = 0.0
    radio: str = ""
    own: bool = False
    folder: str = ""


class Frame(NamedTuple):
    """Decoded voice: samples from number ``start`` (counted at ``rate`` Hz) on, heard at ``wall`` (s UTC)."""

    start: int
    wall: float
    rate: int
    pcm: Pcm


class Original(NamedTuple):
    """Voice as the radio's vocoder coded it: sample ``start`` (8 kHz; Opus: 16) on, heard at ``wall`` (s UTC)."""

    start: int
    wall: float
    codec: str
    data: bytes


class Part(NamedTuple):
    """A part file read back. ``head`` is ``None`` when it was lost; ``damaged`` bytes could not be read."""

    head: Head | None
    frames: list[Frame]
    damaged: int
    originals: list[Original]


def _record(kind: bytes, payload: bytes) -> bytes:
    return _sealed(_PREFIX.pack(MARK, kind, len(payload)), payload)


def _sealed(begin: bytes, rest: bytes) -> bytes:
    """A record with its CRC; ``begin`` holds at least its prefix."""
    return b"".join((begin, rest, _CRC.pack(crc32(rest, crc32(begin[len(MARK) :])))))


def pack_head(head: Head) -> bytes:
    """How a part file begins."""
    return MAGIC + _record(b"H", msgspec.msgpack.encode(head))


def pack_frame(frame: Frame) -> bytes:
    """One frame's record."""
    start, wall, rate, pcm = frame
    voice = (pcm if pcm.dtype == _LITTLE else pcm.astype(_LITTLE)).tobytes()
    begin = _FRAME_BEGIN.pack(MARK, b"F", _FRAME_FIXED + len(voice), start, wall, rate)
    return begin + voice + _CRC.pack(crc32(voice, crc32(begin[_MARKED:])))


def pack_original(original: Original) -> bytes:
    """One coded frame's record."""
    name = original.codec.encode("ascii")[:255]
    return _record(b"O", _ORIGINAL.pack(original.start, original.wall, len(name)) + name + original.data)


def read(data: bytes) -> Part:
    """Everything in ``data`` that is whole. Never raises: torn and corrupt records are counted as ``damaged``."""
    head: Head | None = None
    frames: list[Frame] = []
    originals: list[Original] = []
    damaged = 0
    at = len(MAGIC) if data.startswith(MAGIC) else 0
    while at < len(data):
        found = _at(data, at)
        if found is None:
            following = data.find(MARK, at + 1)
            following = len(data) if following < 0 else following
            damaged += following - at
            at = following
            continue
        kind, payload, at = found
        if kind == b"F" and len(payload) > _FRAME.size:
            index, wall, rate = _FRAME.unpack_from(payload)
            pcm = np.frombuffer(payload, "<i2", (len(payload) - _FRAME.size) // 2, _FRAME.size)
            frames.append(Frame(index, wall, rate, pcm.astype(np.int16, copy=False)))
        elif kind == b"O" and len(payload) > _ORIGINAL.size:
            start, wall, length = _ORIGINAL.unpack_from(payload)
            name, coded = payload[_ORIGINAL.size :][:length], payload[_ORIGINAL.size + length :]
            originals.append(Original(start, wall, name.decode("ascii", "replace"), coded))
        elif kind == b"H" and head is None:
            head = _head(payload)
    return Part(head, frames, damaged, originals)


def _at(data: bytes, at: int) -> tuple[bytes, bytes, int] | None:
    """The record at ``at``: type, payload, where the next one begins; ``None`` if there is no whole one."""
    if len(data) - at < _PREFIX.size + _CRC.size:
        return None
    mark, kind, size = _PREFIX.unpack_from(data, at)
    start = at + _PREFIX.size
    if mark != MARK or size > MOST or start + size + _CRC.size > len(data):
        return None
    if crc32(data[at + len(MARK) : start + size]) != _CRC.unpack_from(data, start + size)[0]:
        return None
    return kind, data[start : start + size], start + size + _CRC.size


def _head(payload: bytes) -> Head | None:
    try:
        return msgspec.msgpack.decode(payload, type=Head)
    except msgspec.MsgspecError:
        return None
