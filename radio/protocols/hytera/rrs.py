"""RRS: how Hytera's radios register. Source as for ``hdap``."""

from __future__ import annotations

import msgspec

from radio.codec import ProtocolError
from radio.protocols.hytera.hdap import RRS, Message

GONE, CHECK, REGISTER, ANSWER, CHECKED = 0x0001, 0x0002, 0x0003, 0x0080, 0x0082


class Registration(msgspec.Struct, frozen=True, kw_only=True):
    """One message about the radio at address ``radio`` (4 octets as a number).

    ``ok``: registered, or online; ``seconds``: within which it is to register again.
    """

    kind: int
    radio: int
    ok: bool = True
    seconds: int = 0


def read(message: Message) -> Registration | None:
    """``None`` for an opcode nobody knows. Raises :class:`ProtocolError` for a payload too short."""
    kind, payload = message.opcode, message.payload
    if kind not in (GONE, CHECK, REGISTER, ANSWER, CHECKED):
        return None
    if len(payload) < {ANSWER: 9, CHECKED: 5}.get(kind, 4):
        raise ProtocolError(f"RRS {kind:04X} of {len(payload)} bytes")
    radio = int.from_bytes(payload[:4], "big")
    if kind == ANSWER:
        seconds = int.from_bytes(payload[5:9], "big")
        return Registration(kind=kind, radio=radio, ok=payload[4] == 0, seconds=seconds)
    return Registration(kind=kind, radio=radio, ok=kind != CHECKED or payload[4] == 0)


def write(registration: Registration) -> Message:
    """The message that says it."""
    payload = registration.radio.to_bytes(4, "big")
    if registration.kind in (ANSWER, CHECKED):
        payload += bytes((not registration.ok,))
    if registration.kind == ANSWER:
        payload += registration.seconds.to_bytes(4, "big")
    return Message(service=RRS, opcode=registration.kind, payload=payload)
