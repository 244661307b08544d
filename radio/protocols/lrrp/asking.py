"""What we ask of a radio in LRRP: where it is, now or again and again, and to stop. Source as for ``document``.

The requests of the field's own software: ``09 09 22 04 id 34 31 3C`` for every 60 s, ``05 08 22 04 id 51 62`` for now.
Every request has an id of its own, repeated by all that answers it.
"""

from __future__ import annotations

from radio.protocols.lrrp.document import IMMEDIATE_REQUEST, STOP_REQUEST, TRIGGER_REQUEST
from radio.protocols.lrrp.numbers import write_uintvar

EMERGENCY = 1
"""The trigger condition that stands for an emergency. **Not verified on a radio**: nobody asks unless told to."""
_ID, _INTERVAL, _PERIODIC, _CONDITION = 0x22, 0x31, 0x34, 0x4A
_WANTED = bytes((0x51, 0x62, 0x57))  # accuracy and time, speed, heading


def ask_now(request: bytes) -> bytes:
    """One report, at once."""
    return _document(IMMEDIATE_REQUEST, request, _WANTED)


def ask_every(request: bytes, seconds: int) -> bytes:
    """A report every ``seconds`` until stopped."""
    return _document(TRIGGER_REQUEST, request, bytes((_PERIODIC, _INTERVAL)) + write_uintvar(seconds) + _WANTED)


def ask_on(request: bytes, condition: int) -> bytes:
    """A report when ``condition`` comes true."""
    return _document(TRIGGER_REQUEST, request, bytes((_CONDITION, condition)) + _WANTED)


def ask_stop(request: bytes) -> bytes:
    """No more reports of that request."""
    return _document(STOP_REQUEST, request, b"")


def _document(kind: int, request: bytes, tokens: bytes) -> bytes:
    body = bytes((_ID,)) + write_uintvar(len(request)) + request + tokens
    return bytes((kind,)) + write_uintvar(len(body)) + body
