"""The part file of a call being recorded: framed records, each with its CRC, so that a crash costs only the last one.

A file is :data:`MAGIC` and then records: :data:`MARK`, a type byte, a 4-byte little-endian length, the payload, and the
CRC-32 of type, length and payload. Types: ``H`` (msgpack :class:`Head`), ``F`` (:data:`_FRAME` and the samples as
they were decoded, 16-bit little-endian), ``O`` (:data:`_ORIGINAL`, the codec's name, the frames as they came). The mark
lets a reader find its feet again behind a damaged stretch. Whoever goes on with a file, or learns what its call truly
is, puts another beginning behind what is there: the last word about the talk-group counts.
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
_ORIGINAL = struct.Struct("<qdB")
_TYPED = "<cI"
# type, length and what a payload begins with, in one go: there are thousands a second
_FRAME_BEGIN, _ORIGINAL_BEGIN = (struct.Struct(_TYPED + each.format.lstrip("<")) for each in (_FRAME, _ORIGINAL))
_FRAME_FIXED, _ORIGINAL_FIXED, _LITTLE = _FRAME.size, _ORIGINAL.size, np.dtype("<i2")
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
    """A part file read back. ``head`` is ``None`` when it was lost; ``damaged`` bytes could not be read.

    ``torn`` of them are at the end, behind which nothing is whole: what a crash leaves of the last record.
    """

    head: Head | None
    frames: list[Frame]
    damaged: int
    originals: list[Original]
    torn: int = 0


def _sealed(body: bytes) -> bytes:
    """A record, of its type, length and payload."""
    return MARK + body + _CRC.pack(crc32(body))


def pack_head(head: Head) -> bytes:
    """How a part file begins."""
    payload = msgspec.msgpack.encode(head)
    return MAGIC + _sealed(struct.pack(_TYPED, b"H", len(payload)) + payload)


def pack_frame(frame: Frame) -> bytes:
    """One frame's record."""
    start, wall, rate, pcm = frame
    voice = (pcm if pcm.dtype == _LITTLE else pcm.astype(_LITTLE)).tobytes()
    return _sealed(_FRAME_BEGIN.pack(b"F", _FRAME_FIXED + len(voice), start, wall, rate) + voice)


def pack_original(original: Original) -> bytes:
    """One coded frame's record."""
    start, wall, codec, data = original
    name = codec.encode("ascii")[:255]
    size = _ORIGINAL_FIXED + len(name) + len(data)
    return _sealed(_ORIGINAL_BEGIN.pack(b"O", size, start, wall, len(name)) + name + data)


def read(data: bytes) -> Part:
    """Everything in ``data`` that is whole. Never raises: torn and corrupt records are counted as ``damaged``."""
    head: Head | None = None
    frames: list[Frame] = []
    originals: list[Original] = []
    damaged = torn = at = 0
    while at < len(data):
        if data.startswith(MAGIC, at):
            at += len(MAGIC)
            continue
        found = _at(data, at)
        if found is None:
            following = data.find(MARK, at + 1)
            following = len(data) if following < 0 else following
            damaged += following - at
            torn += following - at
            at = following
            continue
        kind, payload, at = found
        torn = 0
        if kind == b"F" and len(payload) > _FRAME.size:
            index, wall, rate = _FRAME.unpack_from(payload)
            pcm = np.frombuffer(payload, "<i2", (len(payload) - _FRAME.size) // 2, _FRAME.size)
            frames.append(Frame(index, wall, rate, pcm.astype(np.int16, copy=False)))
        elif kind == b"O" and len(payload) > _ORIGINAL.size:
            start, wall, length = _ORIGINAL.unpack_from(payload)
            name, coded = payload[_ORIGINAL.size :][:length], payload[_ORIGINAL.size + length :]
            originals.append(Original(start, wall, name.decode("ascii", "replace"), coded))
        elif kind == b"H":
            head = _joined(head, _head(payload))
    return Part(head, frames, damaged, originals, torn)


def _joined(head: Head | None, later: Head | None) -> Head | None:
    """What two beginnings of one file say: the call's is the first one's, its talk-group the last one's."""
    if head is None or later is None or not later.group:
        return head or later
    return msgspec.structs.replace(head, group=later.group)


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
