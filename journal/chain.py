"""The chain that makes a change visible: what exactly is hashed, in which order.

Written so that a third party can check a journal with nothing but SHA-256 and this file:

* ``content``: SHA-256 of ``P`` (payload) or ``R`` (raw bytes), the entry's 16-byte salt, the stored bytes. The salt
  lies in the body, so that once a body is deleted nobody can guess its contents back from the header.
* ``header``: ``kopa1``, then big-endian ``seq n wall mono version clock`` (``QQqqHB``), the payload's hash, a byte 1
  and the hash of the raw bytes or a byte 0, then ``origin``, ``kind``, ``boot`` as UTF-8, each after a 16-bit length.
* ``hash``: SHA-256 of ``prev`` and header. ``prev`` is the hash of the entry ``n - 1`` of the same origin; for
  ``n = 1`` it is the *genesis*: SHA-256 of ``kopa1 genesis``, the journal's 16-byte id and the origin's name, so that
  a chain belongs to one journal.

``seq`` is the sequence number in the journal where the entry was first written.
"""

from __future__ import annotations

import functools
import hashlib
import struct

SALT_BYTES = 16
_fixed = struct.Struct(">QQqqHB")
_length = struct.Struct(">H")


def genesis(journal: bytes, origin: str) -> bytes:
    """The ``prev`` of an origin's first entry in the journal with the id ``journal``."""
    return hashlib.sha256(b"kopa1 genesis" + journal + origin.encode()).digest()


def payload_hash(salt: bytes, payload: bytes) -> bytes:
    """The salted hash of a stored payload."""
    return hashlib.sha256(b"P" + salt + payload).digest()


def raw_hash(salt: bytes, raw: bytes) -> bytes:
    """The salted hash of stored raw bytes."""
    return hashlib.sha256(b"R" + salt + raw).digest()


def text(value: str) -> bytes:
    """A string as it stands in a header."""
    encoded = value.encode()
    return _length.pack(len(encoded)) + encoded


@functools.lru_cache(1024)
def names(origin: str, kind: str, boot: str) -> bytes:
    """How a header ends; the same few thousands of times."""
    return text(origin) + text(kind) + text(boot)


def link(
    prev: bytes,
    seq: int,
    n: int,
    wall: int,
    mono: int,
    version: int,
    clock: int,
    payload: bytes,
    raw: bytes | None,
    origin: str,
    kind: str,
    boot: str,
) -> bytes:
    """The ``hash`` of an entry; ``payload`` and ``raw`` are the salted hashes, times in µs."""
    header = (
        _fixed.pack(seq, n, wall, mono, version, clock)
        + payload
        + (b"\0" if raw is None else b"\1" + raw)
        + names(origin, kind, boot)
    )
    return hashlib.sha256(prev + b"kopa1" + header).digest()
