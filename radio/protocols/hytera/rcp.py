"""RCP: what a Hytera repeater tells of its calls (B845), and how it is asked to. All numbers little-endian.

Mode, status, service and type of call (2 octets each), called and calling number (4 each). Type numbers beyond 4 differ
between sources by one; all but 0, 4 and 5 are taken for group calls.
Source: captures in the tests of dmr-kaitai, philpem's notes on the ADK (bytes and facts).
"""

from __future__ import annotations

import msgspec

from radio.codec import ProtocolError
from radio.protocols.hytera.hdap import RCP, Message

STATUS, SUBSCRIBE = 0xB845, 0x10C9
VOICE = 1  # service
EMERGENCY = 3  # type of call
TALKING = {0, 2, 6, 11}  # repeating, or transmitting for a console
HANGING = {1, 3, 7, 8, 12, 13}
IDLE = {4, 5}  # channel hang time, asleep
LIMITED = {10, 15}  # the time-out timer cut it
# known opcodes that tell nothing of traffic: requests to a radio and its replies, the status of a mobile's own display
QUIET = {
    *(0x0841, 0x8841, 0x0842, 0x8842, SUBSCRIBE, 0x80C9, 0xB843, 0xB844, 0xB84D, 0xB84E, 0x0852, 0x8852),
    *(0x0004, 0x82D4, 0x0041, 0x8041, 0x00C4, 0x80C4, 0x0201, 0x8201, 0x00E7, 0x80E7, 0x0452, 0x8452, 0xB0C8),
}
_PRIVATE = {0, 4, 5}


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """What the repeater does: ``status`` and ``service`` by the numbers above, between whom."""

    status: int
    service: int
    type: int
    to: int
    by: int

    @property
    def group(self) -> bool:
        """Whether ``to`` is a talk-group."""
        return self.type not in _PRIVATE


def read(message: Message) -> Status | None:
    """``None`` for what is no such status. Raises :class:`ProtocolError` for one too short."""
    if message.opcode != STATUS:
        return None
    payload = message.payload
    if len(payload) < 16:
        raise ProtocolError(f"RCP status of {len(payload)} bytes")
    return Status(
        status=int.from_bytes(payload[2:4], "little"),
        service=int.from_bytes(payload[4:6], "little"),
        type=int.from_bytes(payload[6:8], "little"),
        to=int.from_bytes(payload[8:12], "little"),
        by=int.from_bytes(payload[12:16], "little"),
    )


def subscribe() -> Message:
    """Tell us what you repeat: one setting, on, the repeater's transmit status."""
    return Message(service=RCP, opcode=SUBSCRIBE, payload=bytes((1, 1, 2)))
