"""ARS: how MOTOTRBO radios register, by UDP 4005. Alone it reads single messages; ``mototrbo`` is the gateway.

A message is ``length`` (2 octets, of what follows), then header octet ``h1``: 80 more headers follow, 40 an answer is
wanted (in a response: refused), 20 priority, 10 control, low nibble the type. A registration goes on with ``h2`` (bits
6–5: 1 initial, 2 refresh) and three fields of length and text: device, user, password. Datagrams may be padded.
Source: captures in the tests of ok-dmrlib and dmr-kaitai (bytes and facts). Proved on vectors only: no radio was here.
"""

from __future__ import annotations

import msgspec

from radio.alone import Alone
from radio.cai import MAX_NUMBER, Addresses, number_told
from radio.codec import Now, Out, Proof, ProtocolError, Reply, Settings, Spec
from radio.events import AnyEvent, Deregistered, Registered, Undecoded
from radio.identity import radio_id

DEVICE, GONE, QUERY, USER, USER_GONE, USER_ANSWER, RESPONSE = 0x0, 0x1, 0x4, 0x5, 0x6, 0x7, 0xF
PORT = 4005
REFRESH_UNIT = 30  # minutes
REFRESH = 1
"""Units of half an hour in which a radio is to register again, as we answer."""
_MORE, _ACK, _PRIORITY, _CONTROL = 0x80, 0x40, 0x20, 0x10
_EVENTS = {1: "initial", 2: "refresh"}


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One message. ``ack``: an answer is wanted; in a response: refused. ``event`` ``initial``, ``refresh`` or empty.

    ``value``: of a response the refresh time in units of 30 minutes, or why it was refused; ``None`` where not told.
    """

    kind: int
    ack: bool = False
    event: str = ""
    device: str = ""
    user: str = ""
    password: str = ""
    value: int | None = None


def read(data: bytes) -> Message:
    """One datagram. Raises :class:`ProtocolError` for one that is cut off or of a type nobody knows."""
    length = int.from_bytes(data[:2], "big")
    if len(data) < 3 or length < 1:
        raise ProtocolError(f"ARS of {len(data)} bytes")
    if len(data) - 2 < length:
        raise ProtocolError(f"ARS promises {length} bytes, {len(data) - 2} came")
    body = data[2 : 2 + length]
    kind, ack = body[0] & 0x0F, bool(body[0] & _ACK)
    headers = 1
    while body[headers - 1] & _MORE:
        headers += 1
        if headers > len(body):
            raise ProtocolError("ARS headers cut off")
    if kind in (DEVICE, USER):
        event = _EVENTS.get(body[1] >> 5 & 3, "") if headers > 1 else ""
        device, user, password = _fields(body[headers:])
        return Message(kind=kind, ack=ack, event=event, device=device, user=user, password=password)
    if kind == RESPONSE:
        return Message(kind=kind, ack=ack, value=body[1] & 0x7F if headers > 1 else None)
    if kind in (GONE, QUERY, USER_GONE, USER_ANSWER):
        return Message(kind=kind, ack=ack)
    raise ProtocolError(f"ARS message type {kind:X}")


def _fields(body: bytes) -> list[str]:
    """Three fields of length and text; those at the end may be missing."""
    fields: list[str] = []
    at = 0
    for _ in range(3):
        if at >= len(body):
            fields.append("")
            continue
        end = at + 1 + body[at]
        if end > len(body):
            raise ProtocolError("ARS field cut off")
        fields.append(body[at + 1 : end].decode("utf-8", "replace"))
        at = end
    return fields


def write(message: Message) -> bytes:
    """The bytes of ``message``. Raises ``ValueError`` for a field of more than 255 bytes."""
    flags = _CONTROL | (_ACK if message.ack else 0) | message.kind
    body = bytes((flags | _PRIORITY,))
    if message.kind in (DEVICE, USER):
        event = next((number for number, name in _EVENTS.items() if name == message.event), 0)
        body = bytes((flags | _PRIORITY | _MORE, event << 5))
        for field in (message.device, message.user, message.password):
            text = field.encode()
            body += bytes((len(text),)) + text
    elif message.kind == RESPONSE and message.value is not None:
        body = bytes((flags | _PRIORITY | _MORE, message.value & 0x7F))
    return len(body).to_bytes(2, "big") + body


def claimed(message: Message) -> int | None:
    """The radio number that a registration names, or ``None``."""
    device = message.device.strip()
    number = int(device) if device.isascii() and device.isdecimal() and len(device) <= 8 else 0
    return number if 0 < number <= MAX_NUMBER else None


def events_of(message: Message, gateway: str, radio: str | None, refresh: int = REFRESH) -> list[AnyEvent]:
    """What ``message``, said by or about ``radio``, means. ``refresh``: what a registration is answered, in units."""
    if message.kind in (DEVICE, USER):
        return [Registered(gateway=gateway, radio=radio, minutes=_minutes(refresh))]
    if message.kind in (GONE, USER_GONE):
        return [Deregistered(gateway=gateway, radio=radio)]
    if message.kind == RESPONSE and message.ack:
        return [Deregistered(gateway=gateway, radio=radio)]
    if message.kind == RESPONSE:
        return [Registered(gateway=gateway, radio=radio, minutes=_minutes(message.value or 0))]
    return []


def _minutes(units: int) -> float | None:
    return float(units * REFRESH_UNIT) if units else None


class Ars(Alone):
    """Registrations read by hand; each that wants one gets its answer."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._addresses = Addresses()

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """One datagram. ``peer`` is the radio, as a number or an address; a registration names it itself."""
        message = read(data)
        number = claimed(message) or number_told(peer, self._addresses)
        radio = radio_id("dmr", self._settings.network, number) if number is not None else None
        outs: list[Out] = [Proof(), *events_of(message, self._gateway, radio)]
        if message.kind == USER_ANSWER:
            outs.append(Undecoded(gateway=self._gateway, radio=radio, raw=data.hex(), why="ARS user response"))
        if message.ack and message.kind in (DEVICE, USER):
            outs.append(Reply(write(Message(kind=RESPONSE, value=REFRESH)), peer))
        return outs


SPEC = Spec(
    name="ars",
    title="MOTOTRBO registration (decoding only)",
    links=(),
    port=PORT,
    options=(),
    capabilities=frozenset(),
    codec=Ars,
)
