"""A reflector made of bytes that real ones sent, for one login of ours, with a clock that only tests move."""

from __future__ import annotations

import struct
from typing import Any

from radio.codec import GroupSettings, Now, Out, Proof, Reply, Settings, VoiceFrame
from radio.events import LinkDown
from radio.protocols.svx import messages as msg
from radio.protocols.svx.client import Svx

TCP, UDP = "10.1.0.5:5300/tcp", "10.1.0.5:5300/udp"
PACKET = bytes.fromhex("289c1a369ad87950ef96b686efee0688d3d2a7c0")  # 20 ms, of a real node
# a challenge of svxreflector 19.09.2 and the answer to it that it took
CHALLENGE = bytes.fromhex("00000018000a0014d9ab1d946c73434abe4384adfb741f42b34d078e")
RESPONSE = bytes.fromhex("00000020000b00064b4f50412d3100142ac85d632e4f080e13010bcd9a7d5689762cc45b")
WELCOME = bytes.fromhex("00000002000c")
INFO = bytes.fromhex("00000018006400000000000100064b4f50412d31000100044f505553")


class Reflector:
    """The far end, with a clock that only we move."""

    def __init__(self, groups: tuple[int, ...] = (), **options: Any) -> None:
        named = tuple(GroupSettings(id=f"svx@border:g{number}", number=str(number)) for number in groups or (1,))
        self.options = {"callsign": "KOPA-1", "key": "room key", "protocol": "2" if groups else "1"} | options
        self.codec = Svx(Settings(gateway="R", network="border", groups=named, options=self.options))
        self.now = Now(1.7e9, 100.0)
        self.said: list[tuple[str, bytes]] = []
        self.events: list[Out] = []
        self.frames: list[VoiceFrame] = []
        self.proofs = 0
        self.sequence = 0
        self.take(self.codec.opened(self.now))

    def take(self, outs: list[Out]) -> None:
        for out in outs:
            if isinstance(out, Reply):
                self.said.append((out.peer, out.data))
            elif isinstance(out, VoiceFrame):
                self.frames.append(out)
            elif isinstance(out, Proof):
                self.proofs += 1
            else:
                self.events.append(out)

    def tcp(self, data: bytes) -> None:
        self.take(self.codec.receive(data, TCP, self.now))

    def udp(self, kind: int, audio: bytes | None = None, client: int = 0) -> None:
        self.take(self.codec.receive(msg.datagram(kind, client, self.sequence, audio), UDP, self.now))
        self.sequence += 1

    def talks(self, node: str, on: bool = True, group: int | None = None) -> None:
        head = b"" if group is None else struct.pack(">I", group)
        self.tcp(msg.frame(msg.TALKER_START if on else msg.TALKER_STOP, head + msg.text(node)))

    def send(self, request: Any) -> None:
        self.take(self.codec.send(request, self.now))

    def wait(self, seconds: float, step: float = 0.05) -> None:
        until = self.now.mono + seconds
        while self.now.mono < until - 1e-9:
            self.now = Now(self.now.utc + step, self.now.mono + step)
            self.take(self.codec.tick(self.now))

    def heard(self) -> list[tuple[str, bytes]]:
        """What we said since last asked."""
        said, self.said = self.said, []
        return said

    def kinds(self) -> list[str]:
        return [type(event).__name__ for event in self.events]

    def login(self) -> Reflector:
        self.tcp(CHALLENGE + WELCOME + INFO)
        self.udp(msg.UDP_HEARTBEAT)
        self.heard()
        return self

    def why(self) -> str:
        """The last reason given for the link being down."""
        downs = [event.why for event in self.events if isinstance(event, LinkDown)]
        return downs[-1] if downs else ""
