"""A MOTOTRBO fleet in one room with the gateway's codec, on a clock that only the test moves."""

from __future__ import annotations

import struct

from radio.codec import Codec, GroupSettings, Now, Out, Proof, Reply, Settings
from radio.events import Event
from radio.find import find_protocol
from radio.protocols import ars, tms
from radio.protocols.lrrp import document
from radio.protocols.lrrp.document import Document
from radio.protocols.lrrp.document import read as read_lrrp

STEP = 0.25
EPOCH = 1_800_000_000.0


class Room:
    """The gateway's codec and a clock that only we move."""

    def __init__(self, transmit: bool = True, **options: object) -> None:
        spec = find_protocol("mototrbo")
        told = {option.name: option.default for option in spec.options} | options
        groups = (GroupSettings(id="dmr@pp:g9", number="9"),)
        settings = Settings(gateway="Fleet", network="pp", transmit=transmit, groups=groups, options=told)
        self.codec: Codec = spec.codec(settings)
        self.mono = 100.0
        self.events: list[Event] = []
        self.sent: list[tuple[float, str, bytes]] = []
        self.take(self.codec.opened(self.now))

    @property
    def now(self) -> Now:
        return Now(EPOCH + self.mono, self.mono)

    def take(self, outs: list[Out]) -> None:
        for out in outs:
            if isinstance(out, Reply):
                self.sent.append((self.mono, out.peer, out.data))
            elif isinstance(out, Event):
                self.events.append(out)
            else:
                assert isinstance(out, Proof)

    def hear(self, peer: str, data: bytes) -> None:
        self.take(self.codec.receive(data, peer, self.now))

    def wait(self, seconds: float) -> None:
        for _ in range(round(seconds / STEP)):
            self.mono += STEP
            self.take(self.codec.tick(self.now))

    def of(self, kind: type[Event]) -> list[Event]:
        return [event for event in self.events if isinstance(event, kind)]

    def to(self, service: str) -> list[tuple[float, str, bytes]]:
        """What was sent to that service, and forgotten now."""
        found = [one for one in self.sent if one[1].endswith(f"/{service}")]
        self.sent = [one for one in self.sent if one not in found]
        return found

    def asked(self) -> list[tuple[float, str, Document]]:
        return [(at, peer, read_lrrp(data)) for at, peer, data in self.to("lrrp")]

    # what radios say

    def register(self, number: int, event: str = "initial") -> None:
        message = ars.Message(kind=ars.DEVICE, ack=True, event=event, device=str(number))
        self.hear(f"{host(number)}:4005/ars", ars.write(message))

    def report(self, number: int, request: bytes, kind: int = document.IMMEDIATE_REPORT, tokens: bytes = b"") -> None:
        point = b"" if tokens else b"\x66" + struct.pack(">Ii", round(56 * 2**32 / 180), round(26 * 2**32 / 360))
        body = bytes((0x22, len(request))) + request + point + tokens
        self.hear(f"{host(number)}:4001/lrrp", bytes((kind, len(body))) + body)

    def answer_all(self) -> None:
        """Every question to a radio is answered as a good radio does."""
        for _, peer, asked in self.asked():
            number = int.from_bytes(bytes(int(part) for part in peer.partition("/")[0].split(".")[1:]), "big")
            if asked.kind == document.IMMEDIATE_REQUEST:
                self.report(number, asked.request)
            elif asked.kind == document.TRIGGER_REQUEST:
                self.report(number, asked.request, document.TRIGGER_ANSWER, b"\x38")

    def write(self, number: int, text: str, sequence: int) -> None:
        message = tms.Message(kind=tms.TEXT, ack=True, sequence=sequence, text=text)
        self.hear(f"{host(number)}:4007/tms", tms.write(message))


def host(number: int) -> str:
    return f"12.{number >> 16}.{number >> 8 & 255}.{number & 255}"
