"""What an SvxReflector and its clients say: messages of TCP and UDP as bytes, both ways. Remembers nothing.

All numbers big-endian. A text is its length (16 bits) and its bytes, a list its count (16 bits) and its items. A TCP
message is a type (16 bits) and its fields, in a frame of 32 bits of length; a UDP message a type, the client's number,
a sequence number (16 bits each) and its fields. Type numbers mean different things over TCP and UDP.
Source: observed with svxreflector 19.09.2 (protocol 1) and 26.05 (protocol 2), and its field lists as published.
"""

from __future__ import annotations

import hashlib
import hmac
import struct

import msgspec

from radio.codec import ProtocolError

MOST_FRAME = 32768
"""Bytes of a TCP message the reflector itself allows."""
MOST_ITEMS = 1024
CHALLENGE_BYTES = 20

HEARTBEAT, HELLO, DOWNGRADE, CHALLENGE, RESPONSE, WELCOME, ERROR = 1, 5, 6, 10, 11, 12, 13
SERVER_INFO, NODE_LIST, NODE_JOINED, NODE_LEFT, TALKER_START, TALKER_STOP = range(100, 106)
SELECT, MONITOR, NODE_INFO = 106, 107, 111
UDP_HEARTBEAT, AUDIO, FLUSH, FLUSHED = 1, 101, 102, 103


class Hello(msgspec.Struct, frozen=True):
    """A protocol version: ours, or the newest of a reflector that asks us for an older one."""

    major: int
    minor: int


class Challenge(msgspec.Struct, frozen=True):
    """Bytes by which we are to prove our key."""

    data: bytes


class Welcome(msgspec.Struct, frozen=True):
    """The key is right."""


class Refusal(msgspec.Struct, frozen=True):
    """The reflector ends the conversation, and why."""

    text: str


class ServerInfo(msgspec.Struct, frozen=True):
    """Our number in UDP messages, who is there, how voice is coded."""

    client: int
    nodes: list[str]
    codecs: list[str]


class Nodes(msgspec.Struct, frozen=True):
    """Nodes that are there, came or went (``change`` 0, 1, -1)."""

    nodes: list[str]
    change: int


class Talker(msgspec.Struct, frozen=True):
    """``node`` begins or ends to talk; ``group`` 0 where the reflector has none (protocol 1)."""

    node: str
    group: int
    on: bool


class Beat(msgspec.Struct, frozen=True):
    """A sign of life."""


class Other(msgspec.Struct, frozen=True):
    """A message that says nothing to us."""

    kind: int


Message = Hello | Challenge | Welcome | Refusal | ServerInfo | Nodes | Talker | Beat | Other


class Datagram(msgspec.Struct, frozen=True):
    """A UDP message; ``audio`` only in one of kind :data:`AUDIO`."""

    kind: int
    client: int
    sequence: int
    audio: bytes = b""


class _Fields:
    """Reads a message front to back; every length is checked against what is there."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def number(self, size: int = 2) -> int:
        return int.from_bytes(self._take(size), "big")

    def blob(self) -> bytes:
        return self._take(self.number())

    def text(self) -> str:
        return self.blob().decode("utf-8", "replace")

    def texts(self) -> list[str]:
        count = self.number()
        if count > MOST_ITEMS:
            raise ProtocolError(f"a list of {count} items")
        return [self.text() for _ in range(count)]

    @property
    def rest(self) -> int:
        return len(self._data) - self._at

    def _take(self, size: int) -> bytes:
        if size > self.rest:
            raise ProtocolError(f"cut off: {size} bytes are wanted, {self.rest} there")
        taken = self._data[self._at : self._at + size]
        self._at += size
        return taken


class Framer:
    """Cuts a TCP stream into messages."""

    def __init__(self) -> None:
        self._rest = b""
        self._lost = False

    def feed(self, data: bytes) -> list[bytes]:
        """The messages that are whole now. After a length nobody sends the stream cannot be followed any more."""
        if self._lost:
            return []
        self._rest += data
        found: list[bytes] = []
        while len(self._rest) >= 4:
            size = int.from_bytes(self._rest[:4], "big")
            if not 2 <= size <= MOST_FRAME:
                self._rest, self._lost = b"", True
                break
            if len(self._rest) < 4 + size:
                break
            found.append(self._rest[4 : 4 + size])
            self._rest = self._rest[4 + size :]
        return found

    @property
    def lost(self) -> bool:
        """True once the stream cannot be followed."""
        return self._lost


def read_tcp(data: bytes, version: int) -> Message:
    """One TCP message. ``version`` 1 or 2 as agreed, 0: not known, then as it fits. Raises :class:`ProtocolError`."""
    fields = _Fields(data)
    kind = fields.number()
    if kind == HEARTBEAT:
        return Beat()
    if kind in (HELLO, DOWNGRADE):
        return Hello(fields.number(), fields.number())
    if kind == CHALLENGE:
        challenge = fields.blob()
        if len(challenge) != CHALLENGE_BYTES:
            raise ProtocolError(f"a challenge of {len(challenge)} bytes")
        return Challenge(challenge)
    if kind == WELCOME:
        return Welcome()
    if kind == ERROR:
        return Refusal(fields.text())
    if kind == SERVER_INFO:
        return ServerInfo(fields.number(4) & 0xFFFF, fields.texts(), fields.texts())
    if kind == NODE_LIST:
        return Nodes(fields.texts(), 0)
    if kind in (NODE_JOINED, NODE_LEFT):
        return Nodes([fields.text()], 1 if kind == NODE_JOINED else -1)
    if kind in (TALKER_START, TALKER_STOP):
        return _talker(data[2:], version, kind == TALKER_START)
    return Other(kind)


def _talker(body: bytes, version: int, on: bool) -> Talker:
    if version == 0:
        version = 2 if len(body) >= 6 and int.from_bytes(body[4:6], "big") == len(body) - 6 else 1
    fields = _Fields(body)
    group = fields.number(4) if version == 2 else 0
    return Talker(fields.text(), group, on)


def read_udp(data: bytes) -> Datagram:
    """One UDP message. Raises :class:`ProtocolError`."""
    fields = _Fields(data)
    kind, client, sequence = fields.number(), fields.number(), fields.number()
    return Datagram(kind, client, sequence, fields.blob() if kind == AUDIO else b"")


def is_datagram(data: bytes) -> bool:
    """For messages that came without their wire (by hand): whether these bytes fit UDP, to the last one."""
    kind = int.from_bytes(data[:2], "big")
    if kind == AUDIO:
        return len(data) >= 8 and int.from_bytes(data[6:8], "big") == len(data) - 8
    return len(data) == 6 and (
        kind == UDP_HEARTBEAT or (kind in (FLUSH, FLUSHED) and int.from_bytes(data[2:4], "big") != 2)
    )


def frame(kind: int, body: bytes = b"") -> bytes:
    """One TCP message, framed."""
    return struct.pack(">IH", 2 + len(body), kind) + body


def text(words: str) -> bytes:
    """A text as a field."""
    coded = words.encode("utf-8", "replace")[:0xFFFF]
    return struct.pack(">H", len(coded)) + coded


def hello(version: int) -> bytes:
    """We speak protocol ``version``.0."""
    return frame(HELLO, struct.pack(">HH", version, 0))


def response(callsign: str, key: str, challenge: bytes) -> bytes:
    """Our name, and the proof that we know the key: HMAC-SHA1 of the challenge."""
    proof = hmac.new(key.encode("utf-8", "replace"), challenge, hashlib.sha1).digest()
    return frame(RESPONSE, text(callsign) + struct.pack(">H", len(proof)) + proof)


def select(group: int) -> bytes:
    """This is the talk-group we hear and speak on."""
    return frame(SELECT, struct.pack(">I", group))


def monitor(groups: list[int]) -> bytes:
    """Of these talk-groups tell us who talks."""
    return frame(MONITOR, struct.pack(">H", len(groups)) + b"".join(struct.pack(">I", group) for group in groups))


def datagram(kind: int, client: int, sequence: int, audio: bytes | None = None) -> bytes:
    """One UDP message."""
    head = struct.pack(">HHH", kind, client, sequence & 0xFFFF)
    return head if audio is None else head + struct.pack(">H", len(audio)) + audio
