"""One entry of the record as the picture reads it, and the one list of everything an entry can hold."""

from __future__ import annotations

from typing import Any

import msgspec

from radio.events import AnyEvent
from units.actions import AnyAction
from units.alerts import Alerting
from units.borders import Bordering
from units.discipline import Disciplined
from units.earshot import EarshotFinding
from units.fences import Fencing
from units.findings import AnyFinding
from units.fitness import Fitness
from units.keeping import KeptAction, KeptFinding
from units.patches import Patching

Anything = (
    AnyEvent
    | AnyFinding
    | AnyAction
    | KeptFinding
    | KeptAction
    | EarshotFinding
    | Disciplined
    | Fitness
    | Patching
    | Fencing
    | Alerting
    | Bordering
)


class Entry(msgspec.Struct, frozen=True):
    """One entry, read back.

    ``seq`` gives the order in this journal, never ``wall`` (seconds since 1970 UTC). ``what`` is ``None`` when the body
    was lawfully deleted, or when this program cannot read it (``unread``: a kind or a version of another program).
    ``clock`` is 1 when the wall clock was synchronised.
    """

    seq: int
    origin: str
    n: int
    kind: str
    wall: float
    mono: float
    boot: str
    clock: int
    what: Anything | None
    raw: bytes | None = None
    unread: bool = False


_decoder: msgspec.msgpack.Decoder[Any] = msgspec.msgpack.Decoder(Anything)
_encoder = msgspec.msgpack.Encoder()


def encode(what: Anything) -> bytes:
    """``what`` as a msgpack map with its ``kind``; readable by a reader that knows fewer fields."""
    return _encoder.encode(what)


def decode(payload: bytes) -> Anything | None:
    """The other way; ``None`` for a kind (or a shape of it) this program does not know."""
    try:
        decoded: Anything = _decoder.decode(payload)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):  # bytes that are no UTF-8 raise the second
        return None
    return decoded
