"""HSTRP: how a Hytera repeater carries HDAP over UDP: connected, acknowledged, repeated, kept alive by heartbeats.

``2B``, 00, flags, number (2), options, data. Flags: 20 options follow, 10 reject, 08 close, 04 connect, 02 heartbeat,
01 acknowledgement. An option is its name (80: more follow), length and octets: 1 RTP is spoken here, 3 the repeater's
number, 4 the slot. The repeater calls each port of ours by itself (24: options, connect); it wants the connection and
each number acknowledged, and its heartbeat every six seconds answered. Unacknowledged data it sends again.
Source: captures in the tests of ok-dmrlib and dmr-kaitai, philpem's notes on the ADK (bytes and facts).
"""

from __future__ import annotations

from collections import deque

import msgspec

from radio.codec import ProtocolError

MAGIC = b"2B\x00"
OPTIONS, REJECT, CLOSE, CONNECT, HEARTBEAT, ACK = 0x20, 0x10, 0x08, 0x04, 0x02, 0x01
RTP, NUMBER, SLOT = 1, 3, 4
BEAT = 6.0
"""Seconds between heartbeats."""
ECHO = 1.0
"""Seconds after a heartbeat of ours in which one that comes answers it. To answer that, too, would never end."""
AGAIN, TRIES = 2.0, 3
REMEMBERED = 64
"""Numbers by which a repetition is known, and the seconds for which."""
_MOST_OPTIONS = 16
_MOST_WAITING = 64


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """One datagram."""

    flags: int
    number: int = 0
    options: dict[int, bytes] = {}
    data: bytes = b""


def read(data: bytes) -> Frame:
    """One datagram. Raises :class:`ProtocolError`."""
    if len(data) < 6 or data[:3] != MAGIC:
        raise ProtocolError(f"not HSTRP: {len(data)} bytes beginning {data[:3].hex()}")
    flags, number = data[3], int.from_bytes(data[4:6], "big")
    options: dict[int, bytes] = {}
    at, more = 6, bool(flags & OPTIONS)
    while more:
        if at + 2 > len(data) or at + 2 + data[at + 1] > len(data) or len(options) >= _MOST_OPTIONS:
            raise ProtocolError("HSTRP options cut off")
        more = bool(data[at] & 0x80)
        options[data[at] & 0x7F] = data[at + 2 : at + 2 + data[at + 1]]
        at += 2 + data[at + 1]
    return Frame(flags=flags, number=number, options=options, data=data[at:])


def write(frame: Frame) -> bytes:
    """The bytes of ``frame``. Its options are written if its flags say so."""
    head = MAGIC + bytes((frame.flags,)) + frame.number.to_bytes(2, "big")
    if frame.flags & OPTIONS:
        last = len(frame.options) - 1
        for n, (name, value) in enumerate(frame.options.items()):
            head += bytes((name | (0x80 if n < last else 0), len(value))) + value
    return head + frame.data


class Waiting(msgspec.Struct):
    """Data of ours that nobody acknowledged yet."""

    number: int
    data: bytes
    due: float
    tries: int = 1


class Session:
    """One port's conversation with a repeater. Told the time; ``peer`` is where it speaks from."""

    def __init__(self) -> None:
        self.peer = ""
        self.heard = float("-inf")
        self.connected = False
        self.repeater = 0  # its number
        self.slot = 0
        self._number = 0
        self._beat = 0.0
        self._said = float("-inf")  # our last heartbeat
        self._seen: deque[tuple[int, bytes, float]] = deque(maxlen=REMEMBERED)
        self._waiting: deque[Waiting] = deque(maxlen=_MOST_WAITING)

    def take(self, frame: Frame, peer: str, mono: float) -> tuple[list[bytes], bytes, bool]:
        """(what to answer, data that is new, whether it connected just now)."""
        self.peer, self.heard = peer, mono
        self.repeater = int.from_bytes(frame.options.get(NUMBER, b"")[:4], "big") or self.repeater
        told = int.from_bytes(frame.options.get(SLOT, b"")[:1], "big")
        self.slot = told if told in (1, 2) else self.slot
        if frame.flags & CLOSE:
            self.connected = False
            return [write(Frame(flags=CLOSE | ACK, number=frame.number))], b"", False
        if frame.flags & CONNECT:
            return self._connect(frame, mono)
        if frame.flags & HEARTBEAT:
            self.connected, self._beat = True, mono
            return self._answer_beat(mono), b"", False
        if frame.flags & (ACK | REJECT):
            self._waiting = deque((one for one in self._waiting if one.number != frame.number), _MOST_WAITING)
            return [], b"", False
        if not self.connected:
            self.connected, self._beat = True, mono
        acknowledgement = [write(Frame(flags=ACK, number=frame.number))]
        return acknowledgement, frame.data if self._is_new(frame, mono) else b"", False

    def _answer_beat(self, mono: float) -> list[bytes]:
        if mono - self._said < ECHO:
            return []
        self._said = mono
        return [write(Frame(flags=HEARTBEAT))]

    def _connect(self, frame: Frame, mono: float) -> tuple[list[bytes], bytes, bool]:
        if frame.flags & (ACK | REJECT):
            self.connected = not frame.flags & REJECT
            return [], b"", False
        self.connected, self._beat = True, mono
        self._seen.clear()
        self._waiting.clear()
        return [write(Frame(flags=CONNECT | ACK, number=frame.number))], b"", True

    def _is_new(self, frame: Frame, mono: float) -> bool:
        """Numbers begin anew when they please: only the same data under the same number lately is a repetition."""
        for number, data, at in self._seen:
            if number == frame.number and data == frame.data and mono - at < REMEMBERED:
                return False
        self._seen.append((frame.number, frame.data, mono))
        return True

    def send(self, data: bytes, mono: float) -> bytes:
        """``data`` in a frame; sent again until it is acknowledged."""
        self._number = (self._number + 1) & 0xFFFF
        framed = write(Frame(flags=0, number=self._number, data=data))
        self._waiting.append(Waiting(self._number, framed, mono + AGAIN))
        return framed

    def due(self, mono: float) -> list[bytes]:
        """What to send now: a heartbeat, data again."""
        if not self.connected:
            return []
        frames = []
        if mono - self._beat >= BEAT:
            self._beat = self._said = mono
            frames.append(write(Frame(flags=HEARTBEAT)))
        for one in [one for one in self._waiting if one.due <= mono]:
            if one.tries >= TRIES:
                self._waiting.remove(one)
                continue
            one.tries, one.due = one.tries + 1, mono + AGAIN
            frames.append(one.data)
        return frames
