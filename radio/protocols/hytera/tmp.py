"""TMP: texts of Hytera's radios, to one radio or a group, and what became of them.

The high octet of the opcode: 80 no acknowledgement is wanted, 40 an option field follows. An acknowledgement repeats
the addresses of the text. Source as for ``hdap``.
"""

from __future__ import annotations

import msgspec

from radio.codec import ProtocolError
from radio.protocols.hytera.hdap import TMP, Message

PRIVATE, PRIVATE_ANSWER, GROUP, GROUP_ANSWER = 0xA1, 0xA2, 0xB1, 0xB2
MOST_TEXT = 280
_NO_ANSWER, _OPTION = 0x8000, 0x4000


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """A text, or (by ``kind``) what became of one. Addresses as numbers; ``answer``: one is wanted."""

    kind: int
    request: int
    to: int
    by: int = 0
    text: str = ""
    answer: bool = False
    result: int = 0


def read(message: Message) -> Text | None:
    """``None`` for what is no text (short data, work orders). Raises :class:`ProtocolError` for one too short."""
    kind, payload = message.opcode & 0xFF, message.payload
    if kind not in (PRIVATE, PRIVATE_ANSWER, GROUP, GROUP_ANSWER):
        return None
    at, end = 0, len(payload)
    if message.opcode & _OPTION and len(payload) >= 2:
        at, end = 2, end - int.from_bytes(payload[:2], "big")
    needed = 8 + 4 * (kind != GROUP_ANSWER) + (kind in (PRIVATE_ANSWER, GROUP_ANSWER))
    if end - at < needed:
        raise ProtocolError(f"TMP {message.opcode:04X} of {len(payload)} bytes")
    request = int.from_bytes(payload[at : at + 4], "big")
    to = int.from_bytes(payload[at + 4 : at + 8], "big")
    by = int.from_bytes(payload[at + 8 : at + 12], "big") if kind != GROUP_ANSWER else 0
    if kind in (PRIVATE_ANSWER, GROUP_ANSWER):
        return Text(kind=kind, request=request, to=to, by=by, result=payload[at + needed - 1])
    letters = payload[at + 12 : end]
    text = letters[: len(letters) & ~1].decode("utf-16-le", "replace")
    return Text(kind=kind, request=request, to=to, by=by, text=text, answer=not message.opcode & _NO_ANSWER)


def write(text: Text) -> Message:
    """The message that says it."""
    payload = text.request.to_bytes(4, "big") + text.to.to_bytes(4, "big")
    if text.kind != GROUP_ANSWER:
        payload += text.by.to_bytes(4, "big")
    if text.kind in (PRIVATE_ANSWER, GROUP_ANSWER):
        return Message(service=TMP, opcode=text.kind, payload=payload + bytes((text.result,)))
    flags = 0 if text.answer else _NO_ANSWER
    return Message(service=TMP, opcode=flags | text.kind, payload=payload + text.text.encode("utf-16-le", "replace"))


def answer(text: Text) -> Message:
    """That ``text`` arrived."""
    kind = PRIVATE_ANSWER if text.kind == PRIVATE else GROUP_ANSWER
    return write(Text(kind=kind, request=text.request, to=text.to, by=text.by))
