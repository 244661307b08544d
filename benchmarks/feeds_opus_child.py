"""The far ends of the Opus measurement, each a process: reflectors that talk in time, and a voice process that listens.

``python -m benchmarks.feeds_opus_child reflectors PORT STREAMS SECONDS FILE`` sends; ``… voice STREAMS FILE`` reads
Opus frames from standard input as the station would send them, and mixes every 20 ms. Each writes when what happened.
"""

from __future__ import annotations

import json
import os
import queue
import socket
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np

from radio.protocols.svx import messages as msg
from station.voice.calls import Calls
from station.voice.mixer import Mixer
from station.voice.opus import OpusEncoder
from station.voice.parts import Frame, Head, Original
from station.voice.pipe import listen
from station.voice.playout import Playout
from station.voice.samples import TICK_SECONDS, Pcm
from station.voice.wire import Open, ToVoice, Voice

TICK = 0.02


def packets(seconds: float) -> list[bytes]:
    """Something like a voice, as SvxLink's nodes code it: 20 ms each, from 16 kHz."""
    at = np.arange(int(16000 * seconds)) / 16000
    voice = sum(np.sin(2 * np.pi * 120 * k * at + k) * np.exp(-k / 8) for k in range(1, 25))
    pcm = (3000 * np.asarray(voice) * (0.5 + 0.5 * np.sin(2 * np.pi * 3 * at))).clip(-32768, 32767).astype(np.int16)
    encoder = OpusEncoder(16000)
    return [encoder.encode(pcm[first : first + 320]) for first in range(0, len(pcm), 320)]


def reflectors(port: int, streams: int, seconds: float, out: Path) -> None:
    """So many reflectors, on ports of their own from ``port`` on, each with one talker."""
    pairs: list[tuple[socket.socket, socket.socket]] = []
    for number in range(streams):
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", port + number))
        pairs.append((socket.create_server(("127.0.0.1", port + number)), udp))
    print("ready", flush=True)
    ends = []
    for listening, udp in pairs:
        connection, _ = listening.accept()
        info = msg.frame(msg.SERVER_INFO, bytes(4) + b"\0\0" + b"\0\1" + msg.text("OPUS"))
        challenge = msg.frame(msg.CHALLENGE, b"\0\x14" + bytes(20))
        connection.sendall(challenge + msg.frame(msg.WELCOME) + info)
        _, far = udp.recvfrom(100)
        udp.sendto(msg.datagram(msg.UDP_HEARTBEAT, 0, 0), far)
        connection.sendall(msg.frame(msg.TALKER_START, msg.text("VP-1")))
        ends.append((udp, far, connection))
    coded = packets(2.0)
    sent: list[list[float]] = []
    time.sleep(1.0)
    begun = time.monotonic()
    for tick in range(int(seconds / TICK)):
        row = []
        for number, (udp, far, _) in enumerate(ends):
            due = begun + tick * TICK + number * TICK / streams  # spread over the tick, as real ones are
            if (wait := due - time.monotonic()) > 0:
                time.sleep(wait)
            row.append(time.monotonic())
            udp.sendto(msg.datagram(msg.AUDIO, 0, tick + 1, coded[tick % len(coded)]), far)
        sent.append(row)
    time.sleep(1.0)
    out.write_text(json.dumps(sent))


class _Kept:
    """A recorder that keeps nothing: the disk is not what is measured here."""

    def open(self, head: Head) -> None: ...

    def voice(self, call: str, frame: Frame) -> None: ...

    def original(self, call: str, original: Original, seconds: float) -> None: ...

    def close(self, call: str) -> None: ...


def voice(streams: int, out: Path) -> None:
    """The voice process's own reading, decoding and mixing; when each frame is where the mixer takes it from."""
    arrived: dict[str, list[tuple[int, float]]] = {}
    names: dict[int, str] = {}
    put = Playout.put
    current = ""

    def timed(self: Playout, index: int, pcm: Pcm) -> None:
        put(self, index, pcm)
        name = names.setdefault(id(self), current)
        arrived.setdefault(name, []).append((index, time.monotonic()))

    Playout.put = timed  # type: ignore[method-assign]
    calls, mixer = Calls(_Kept()), Mixer()  # type: ignore[arg-type]
    told: queue.SimpleQueue[ToVoice | None] = queue.SimpleQueue()
    listen(os.dup(0), told.put)
    due, began = time.monotonic(), time.process_time()
    wall = time.monotonic()
    while True:
        try:
            message: Any = told.get(timeout=max(0.0, due - time.monotonic()))
        except queue.Empty:
            due += TICK_SECONDS
            mixer.mix(calls.pull({}, False)[0])
            continue
        if message is None:
            break
        current = message.call
        if isinstance(message, Open):
            calls.open(message)
            wall, began = time.monotonic(), time.process_time()
        elif isinstance(message, Voice):
            calls.voice(message)
    share = (time.process_time() - began) / (time.monotonic() - wall)
    out.write_text(json.dumps({"arrived": arrived, "share": share, "threads": threading.active_count()}))


if __name__ == "__main__":
    if sys.argv[1] == "voice":
        voice(int(sys.argv[2]), Path(sys.argv[3]))
    else:
        reflectors(int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]), Path(sys.argv[5]))
