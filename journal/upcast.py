"""Payloads of every age, read as today's: each kind's version, and what changed from one version to the next.

A payload is a msgpack map. A new field with a default is no new version: an old reader leaves it out, a new reader
fills it in. A field that is renamed, or means something else, raises the kind's version here and adds one *upcaster*: a
pure function from the map of the version before to the map of the next. The stored bytes are never touched, so the
hashes over them hold.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from units.entry import Anything, decode

Map = dict[str, Any]
Upcaster = Callable[[Map], Map]

FIRST = 1
"""The version every kind began with."""
VERSIONS: dict[str, int] = {}
"""Kinds that are past the first version, and where they are."""
UPCASTERS: dict[tuple[str, int], Upcaster] = {}
"""From (kind, version) to the map of ``version + 1``."""

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Map)


def version_of(kind: str) -> int:
    """The version in which this program writes ``kind``."""
    return VERSIONS.get(kind, FIRST)


def read(kind: str, version: int, payload: bytes) -> Anything | None:
    """A stored payload as today's shape.

    ``None`` for what this program does not know: a kind or a version of a newer program, or a version nothing leads on
    from.
    """
    today = version_of(kind)
    if version == today:
        return decode(payload)
    if version > today:
        return None
    try:
        fields = _decoder.decode(payload)
        while version < today:
            fields = UPCASTERS[kind, version](fields)
            version += 1
        return decode(_encoder.encode(fields))
    except (KeyError, TypeError, ValueError, msgspec.MsgspecError):
        return None
