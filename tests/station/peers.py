"""What the tests against third-party programs share: is it there, what was heard, what would a capture say."""

from __future__ import annotations

import os
import shutil
import socket
import struct
from pathlib import Path

import pytest

from radio.codec import Now, VoiceFrame
from radio.events import AnyEvent
from station.gateway import Gateway

SYSTEM = ("/usr/local/sbin", "/usr/sbin", "/sbin")
"""Where servers are, which are not on every account's path (gpsd)."""


def wide_path() -> str:
    """This account's path and that of servers."""
    return os.pathsep.join(filter(None, (os.environ.get("PATH", os.defpath), *SYSTEM)))


def needs(program: str) -> str:
    """Where ``program`` is; skips, loudly, where it is not installed."""
    found = shutil.which(program, path=wide_path())
    if found is None:
        pytest.skip(f"NOT RUN AGAINST {program.upper()}: it is not installed on this machine")
    return found


def free_port() -> int:
    """A UDP port nobody has, even (RTP's custom)."""
    while True:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        if port % 2 == 0:
            return port


class Heard:
    """A sink that keeps everything."""

    def __init__(self) -> None:
        self.events: list[AnyEvent] = []
        self.frames: list[VoiceFrame] = []

    def heard(self, gateway: Gateway, event: AnyEvent, raw: bytes | None, now: Now) -> None:
        self.events.append(event)

    def voice(self, gateway: Gateway, frame: VoiceFrame, now: Now) -> None:
        self.frames.append(frame)

    def cut(self, gateway: Gateway) -> None:
        """Nothing is keyed here."""

    def kinds(self) -> list[str]:
        return [type(event).__name__ for event in self.events]


def write_capture(path: Path, datagrams: list[bytes], port: int) -> None:
    """``datagrams`` as a pcap file of UDP on loopback, as a capture of the wire would be."""
    with path.open("wb") as out:
        out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 101))  # LINKTYPE_RAW: bare IP
        for number, data in enumerate(datagrams):
            udp = struct.pack(">HHHH", port, port, 8 + len(data), 0) + data
            ip = struct.pack(
                ">BBHHHBBH4s4s",
                0x45,
                0,
                20 + len(udp),
                number,
                0,
                1,
                17,
                0,
                bytes([127, 0, 0, 1]),
                bytes([127, 0, 0, 1]),
            )
            out.write(struct.pack("<IIII", number // 50, number % 50 * 20_000, len(ip + udp), len(ip + udp)) + ip + udp)
