"""Opus from a reflector's datagram to where the mixer takes it: fifty logins, real sockets, codecs, pipe and decoder.

Reflectors, station side and voice are three processes, as in life, on one monotonic clock. The jitter buffer begins
where this ends.
"""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.feeds_opus_child import packets
from benchmarks.room import ROOT
from radio.codec import GroupSettings, Now, Settings, VoiceFrame
from radio.events import AnyEvent, CallStarted
from radio.find import find_protocol
from station.gateway import Gateway
from station.links.tcp_udp import TcpUdpLink
from station.voice.decode import Opus
from station.voice.wire import Open, Voice, pack

CHILD = "benchmarks.feeds_opus_child"


class Found(NamedTuple):
    """``delays`` s from datagram to mixer; ``lost`` frames; ``share`` of a core the voice side takes.

    ``decode``: s a frame, the decoder alone.
    """

    delays: list[float]
    lost: int
    share: float
    decode: float


class _Sink:
    """The station's side of the pipe to voice."""

    def __init__(self, pipe: asyncio.StreamWriter) -> None:
        self._pipe = pipe
        self.calls: dict[str, int] = {}

    def heard(self, gateway: Gateway, event: AnyEvent, raw: bytes | None, now: Now) -> None:
        if isinstance(event, CallStarted):
            self.calls[event.call] = int(gateway.name)
            self._pipe.write(pack(Open(call=event.call, group="g", wall=now.utc)))

    def voice(self, gateway: Gateway, frame: VoiceFrame, now: Now) -> None:
        message = Voice(call=frame.call, index=frame.index, codec=frame.codec, data=frame.data, wall=now.utc)
        self._pipe.write(pack(message))

    def cut(self, gateway: Gateway) -> None:
        pass


def measure(streams: int, seconds: float) -> Found:
    """Listen to ``streams`` talk-groups at once for ``seconds``."""
    with tempfile.TemporaryDirectory() as folder:
        sent, heard = Path(folder, "sent.json"), Path(folder, "heard.json")
        calls = asyncio.run(_listen(streams, seconds, sent, heard))
        times = json.loads(sent.read_text())
        told = json.loads(heard.read_text())
    delays, lost = [], 0
    for call, number in calls.items():
        came = {index // 320: at for index, at in told["arrived"].get(call, [])}
        for tick, row in enumerate(times):
            if tick in came:
                delays.append(came[tick] - row[number])
            else:
                lost += 1
    return Found(delays, lost, told["share"], _decoding())


async def _listen(streams: int, seconds: float, sent: Path, heard: Path) -> dict[str, int]:
    port = _free(streams)
    far = subprocess.Popen(
        [sys.executable, "-m", CHILD, "reflectors", str(port), str(streams), str(seconds), str(sent)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    assert far.stdout is not None
    await asyncio.to_thread(far.stdout.readline)
    voice = await asyncio.create_subprocess_exec(
        sys.executable, "-m", CHILD, "voice", str(streams), str(heard), stdin=subprocess.PIPE, cwd=ROOT
    )
    assert voice.stdin is not None
    sink = _Sink(voice.stdin)
    spec = find_protocol("svx")
    tasks = []
    for number in range(streams):
        group = GroupSettings(id=f"svx@n:g{number + 1}", number=str(number + 1))
        options = {"callsign": "KOPA", "key": "k", "protocol": "1"}
        settings = Settings(gateway=str(number), network="n", groups=(group,), options=options)
        gateway = Gateway(spec, settings, TcpUdpLink(f"127.0.0.1:{port + number}"), sink)
        tasks.append(asyncio.create_task(gateway.run()))
    await asyncio.to_thread(far.wait)
    far.stdout.close()
    voice.stdin.close()
    await voice.wait()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return sink.calls


def _decoding() -> float:
    """CPU seconds a frame, decoder alone."""
    coded, decoder = packets(20.0), Opus()
    began = time.process_time()
    for number, packet in enumerate(coded):
        decoder.pieces(320 * number, packet)
    return (time.process_time() - began) / len(coded)


def _free(count: int) -> int:
    """The first of ``count`` ports in a row that nobody has."""
    for port in range(24000, 60000, count + 7):
        try:
            for number in range(count):
                with socket.socket() as stream, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
                    stream.bind(("127.0.0.1", port + number))
                    datagrams.bind(("127.0.0.1", port + number))
        except OSError:
            continue
        return port
    raise OSError("no ports")
