"""One UDP port of ours that a Hytera repeater (or radio) speaks to: whichever framing it uses, HDAP comes out.

HSTRP from a repeater, HRNP from a radio at a cable, or bare messages; answers go back in the framing that was used.
"""

from __future__ import annotations

from typing import NamedTuple

from radio.codec import ProtocolError
from radio.protocols.hytera import hdap, hrnp, hstrp

SILENCE = 30.0
"""Seconds without a word after which another repeater may take the port over."""
NUMBERS = {"rrs": 30001, "gps": 30003, "tms": 30007, "rcp": 30009}
PORTS = (
    *((f"{service}{slot}", number + slot - 1) for service, number in NUMBERS.items() for slot in (1, 2)),
    ("rtp1", 30012),
    ("rtp2", 30014),
)
"""Our ports by service and slot, as a repeater's "forward to PC" has them."""
_NO_SERVICE = range(0xA0, 0xE0)  # high octets of location opcodes: captures without the service octet before them


class Taken(NamedTuple):
    """What came of a datagram: bytes to answer, messages, why the rest could not be read, whether it connected now."""

    answers: list[bytes]
    messages: list[hdap.Message]
    fault: str = ""
    connected: bool = False


class Port:
    """The port called ``name``: a service and a slot (``tms2``), or nothing where messages are read by hand.

    ``strict``: messages with a wrong checksum are refused.
    """

    def __init__(self, name: str, strict: bool = False) -> None:
        self._strict = strict
        self.service, self._slot = (name[:-1], int(name[-1])) if name else ("", 0)
        self.peer = ""
        self.heard = float("-inf")
        self.session = hstrp.Session()
        self._framing = ""
        self._cable: hrnp.Frame | None = None
        self._count = 0

    @property
    def slot(self) -> int:
        """1 or 2 as the port's name or else the repeater says; 0 for not known."""
        return self._slot or self.session.slot

    @property
    def open(self) -> bool:
        """Whether somebody is there to be spoken to."""
        return self.session.connected or (bool(self.peer) and self.session.heard == float("-inf"))

    def admit(self, peer: str, mono: float) -> None:
        """Raises :class:`ProtocolError` for a second repeater while the first one is there."""
        host, known = peer.rpartition(":")[0], self.peer.rpartition(":")[0]
        if known and host != known and mono - self.heard < SILENCE:
            raise ProtocolError(f"{host} claims to be the repeater at {known}")
        self.peer, self.heard = peer, mono

    def take(self, data: bytes, mono: float) -> Taken:
        """A datagram of the peer that was admitted. Raises :class:`ProtocolError` where even the framing is wrong."""
        self._framing = "hstrp" if data[:3] == hstrp.MAGIC else "hrnp" if data[:1] == bytes((hrnp.FIRST,)) else ""
        if self._framing == "hstrp":
            answers, inner, connected = self.session.take(hstrp.read(data), self.peer, mono)
            messages, fault = self._messages(inner)
            return Taken(answers, messages, fault, connected)
        if self._framing == "hrnp":
            self._cable = frame = hrnp.read(data)
            answer = hrnp.answer(frame)
            messages, fault = self._messages(frame.data) if frame.opcode == hrnp.DATA else ([], "")
            return Taken([answer] if answer else [], messages, fault)
        if len(data) > 6 and data[0] in _NO_SERVICE:
            opcode = int.from_bytes(data[:2], "big")
            return Taken([], [hdap.Message(service=hdap.LP, opcode=opcode, payload=data[4:-2])])
        messages, fault = self._messages(data)
        if not messages:
            raise ProtocolError(fault or "an empty datagram")
        return Taken([], messages, fault)

    def _messages(self, data: bytes) -> tuple[list[hdap.Message], str]:
        """As many as can be read, and why not all."""
        messages: list[hdap.Message] = []
        at = 0
        while at < len(data):
            try:
                message, at = hdap.read(data, at, self._strict)
            except ProtocolError as why:
                return messages, str(why)
            messages.append(message)
        return messages, ""

    def send(self, message: hdap.Message, mono: float) -> bytes:
        """``message`` in the framing the peer uses."""
        data = hdap.write(message)
        if self._framing == "hstrp":
            return self.session.send(data, mono)
        if self._framing == "hrnp" and self._cable is not None:
            self._count += 1
            return hrnp.carry(data, self._cable, self._count)
        return data
