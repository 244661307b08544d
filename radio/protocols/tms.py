"""TMS: MOTOTRBO text messages, by UDP 4007. Alone it reads single messages; ``mototrbo`` is the gateway.

A message is ``length`` (2 octets, of what follows), header octet ``h1`` (80 more headers follow, 40 acknowledgement
wanted, 20 reserved, 10 control, low nibble the type: 0 text, or with control availability of the service; F with
control acknowledgement), an address of length and octets, further headers, text in UTF-16LE. The sequence number has
seven bits: five in the first further header, two in bits 6–5 of the second, which for a text also names the encoding
(4: UTF-16LE).
Radios put an empty subject (CR LF) before the text.
Source: captures in the tests of ok-dmrlib and dmr-kaitai (bytes and facts). Proved on vectors only: no radio was here.
"""

from __future__ import annotations

import msgspec

from radio.alone import Alone
from radio.cai import Addresses, number_at, number_told
from radio.codec import Now, Out, Proof, ProtocolError, Reply, Settings, Spec
from radio.events import AnyEvent, Delivered, Signal, TextReceived
from radio.identity import radio_id

TEXT, AVAILABILITY, ACKNOWLEDGEMENT = "text", "availability", "acknowledgement"
PORT = 4007
SEQUENCES = 128
MOST_TEXT = 280
"""Characters of one text; the radios of the field show no more."""
_MOST_BYTES = 4096
_MORE, _ACK, _RESERVED, _CONTROL, _ANSWER = 0x80, 0x40, 0x20, 0x10, 0x0F
_UTF_16 = 4
_DEVICES = {0: "limited", 1: "internal", 2: "external", 3: "full"}
_SUBJECT = "\r\n"


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One message. ``ack``: one is wanted; ``sequence`` ``None`` where not told; ``device``: what shows texts there."""

    kind: str
    ack: bool = False
    address: bytes = b""
    sequence: int | None = None
    text: str = ""
    device: str = ""


def read(data: bytes) -> Message:
    """One datagram. Raises :class:`ProtocolError` for one that is cut off or of a type nobody knows."""
    length = int.from_bytes(data[:2], "big")
    if not 4 <= len(data) <= _MOST_BYTES or length < 2:
        raise ProtocolError(f"TMS of {len(data)} bytes")
    if len(data) - 2 < length:
        raise ProtocolError(f"TMS promises {length} bytes, {len(data) - 2} came")
    body = data[2 : 2 + length]
    flags, at = body[0], 2 + body[1]
    address = body[2:at]
    headers = b""
    more = flags & _MORE
    while more:
        if at >= len(body):
            raise ProtocolError("TMS headers cut off")
        headers += body[at : at + 1]
        more = body[at] & _MORE
        at += 1
    if len(address) < body[1]:
        raise ProtocolError("TMS address cut off")
    ack, kind = bool(flags & _ACK), flags & _ANSWER
    if flags & _CONTROL and kind == _ANSWER:
        return Message(kind=ACKNOWLEDGEMENT, ack=ack, address=address, sequence=_sequence(headers))
    if flags & _CONTROL and kind == 0:
        device = _DEVICES.get(headers[0] & 7, str(headers[0] & 7)) if headers else ""
        return Message(kind=AVAILABILITY, ack=ack, address=address, device=device)
    if flags & _CONTROL or kind:
        raise ProtocolError(f"TMS message type {flags & (_CONTROL | _ANSWER):02X}")
    text = _text(headers, body[at:])
    return Message(kind=TEXT, ack=ack, address=address, sequence=_sequence(headers), text=text)


def _sequence(headers: bytes) -> int | None:
    if not headers:
        return None
    return headers[0] & 0x1F | (headers[1] & 0x60 if len(headers) > 1 else 0)


def _text(headers: bytes, data: bytes) -> str:
    encoding = headers[1] & 0x1F if len(headers) > 1 else _UTF_16
    if encoding != _UTF_16:
        raise ProtocolError(f"TMS text encoding {encoding}")
    return data[: len(data) & ~1].decode("utf-16-le", "replace")


def write(message: Message) -> bytes:
    """The bytes of ``message``. Raises ``ValueError`` for an address of more than 255 bytes."""
    flags = (_MORE if message.sequence is not None else 0) | (_ACK if message.ack else 0)
    headers = b""
    if message.kind == AVAILABILITY:
        number = next((n for n, name in _DEVICES.items() if name == message.device), None)
        flags |= _CONTROL | (_MORE if number is not None else 0)
        headers = bytes((number,)) if number is not None else b""
    elif message.kind == ACKNOWLEDGEMENT:
        flags |= _CONTROL | _ANSWER
        headers = _numbered(message.sequence, 0, message.sequence is not None and message.sequence > 0x1F)
    else:
        flags |= _RESERVED
        headers = _numbered(message.sequence, _UTF_16, True)
    body = bytes((flags, len(message.address))) + message.address + headers
    body += message.text.encode("utf-16-le", "replace")
    return len(body).to_bytes(2, "big") + body


def _numbered(sequence: int | None, encoding: int, long: bool) -> bytes:
    if sequence is None:
        return b""
    low = sequence & 0x1F
    return bytes((_MORE | low, sequence & 0x60 | encoding)) if long else bytes((low,))


def answer(message: Message) -> bytes:
    """The acknowledgement of ``message``."""
    return write(Message(kind=ACKNOWLEDGEMENT, sequence=message.sequence))


def spoken(text: str) -> str:
    """The text without the empty subject before it."""
    return text.removeprefix(_SUBJECT)


def addressed(message: Message, network: str, addresses: Addresses) -> str | None:
    """The radio that the address field names: as a number, or as an address of four octets."""
    octets = message.address
    if not octets or len(octets) > 4:
        return None
    number = number_at(octets, addresses.cai) or number_at(octets, addresses.pc) or int.from_bytes(octets, "big")
    return radio_id("dmr", network, number)


def text_of(message: Message, gateway: str, radio: str | None, to: str | None, text: str = "") -> TextReceived:
    """A text message as it was received by ``to``; ``text`` where less than all of it is to be told."""
    ref = str(message.sequence) if message.sequence is not None else None
    wants = "received" if message.ack else "none"
    return TextReceived(gateway=gateway, radio=radio, to=to, text=text or message.text, ref=ref, wants=wants)


class Tms(Alone):
    """Text messages read by hand; each that wants one gets its acknowledgement."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._addresses = Addresses()

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """One datagram. ``peer`` is the radio, as a number or an address."""
        message = read(data)
        number = number_told(peer, self._addresses)
        radio = radio_id("dmr", self._settings.network, number) if number is not None else None
        outs: list[Out] = [Proof(), *self._events(message, radio)]
        if message.ack and message.kind != ACKNOWLEDGEMENT:
            outs.append(Reply(answer(message), peer))
        return outs

    def _events(self, message: Message, radio: str | None) -> list[AnyEvent]:
        if message.kind == TEXT:
            to = addressed(message, self._settings.network, self._addresses)
            return [text_of(message, self._gateway, radio, to)]
        if message.kind == ACKNOWLEDGEMENT:
            ref = str(message.sequence) if message.sequence is not None else ""
            return [Delivered(gateway=self._gateway, radio=radio, ref=ref, ok=True, by="radio")]
        return [Signal(gateway=self._gateway, radio=radio, link=f"text service {message.device}".strip())]


SPEC = Spec(
    name="tms",
    title="MOTOTRBO text messages (decoding only)",
    links=(),
    port=PORT,
    options=(),
    capabilities=frozenset({"text"}),
    codec=Tms,
)
