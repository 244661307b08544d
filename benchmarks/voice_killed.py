"""kill -9 of the voice process in the middle of a call: what is missing of the recording, and how soon it is back."""

from __future__ import annotations

import os
import signal
import socket
import struct
import threading
import time
from pathlib import Path

import numpy as np
import soundfile

from benchmarks import report
from benchmarks.room import free_port, home, station
from benchmarks.voice_keyed import CONFIG, PATIENCE, await_station
from journal.pulse import Pulse
from journal.reader import Reader
from journal.slots import Beat
from radio import g711
from units.findings import VoiceRecorded

TIMES = 3
BEFORE, AFTER = 4.0, 6.0


def measure(factor: float) -> dict[str, float]:
    """Several kills, each of another station; the worst of each figure."""
    found = [_once(number) for number in range(max(1, int(TIMES * factor)))]
    lost, backs = [each[0] for each in found], [each[1] for each in found]
    return {
        "killed_s": max(lost),
        "killed_calls": float(sum(each >= BEFORE for each in lost)),
        "back_s": max(backs),
        "back_median_s": report.percentile(backs, 0.5),
    }


def _once(number: int) -> tuple[float, float]:
    """A station, a call, a kill: s lost of the call, s until voice was back."""
    with home() as folder:
        port, far = free_port(), free_port()
        config = folder / "kopa.toml"
        config.write_text(CONFIG.format(port=port, far=far), encoding="utf-8")
        journal = folder / "journal"
        with station(journal, config):
            await_station(journal)
            talker = _Talker(port, number)
            talker.start()
            time.sleep(BEFORE)
            back = _kill(journal)
            time.sleep(AFTER)
            talker.stop()
            recordings = _recorded(journal, 1)
        return _lost(journal, recordings, bytes(talker.said)), back


class _Talker(threading.Thread):
    """Speaks noise over RTP in real time until stopped."""

    def __init__(self, port: int, seed: int) -> None:
        super().__init__(daemon=True)
        self.said = bytearray()
        self._port, self._seed = port, seed
        self._over = threading.Event()

    def stop(self) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        dice, began = np.random.default_rng(self._seed), time.monotonic()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            number = 0
            while not self._over.wait(max(0.0, began + number * 0.02 - time.monotonic())):
                payload = g711.to_alaw(dice.integers(-8000, 8000, 160).astype(np.int16))
                number += 1
                head = struct.pack(">BBHII", 0x80, 8, number, number * 160, 1000 + self._seed)
                sock.sendto(head + payload, ("127.0.0.1", self._port))
                self.said += payload


def _kill(journal: Path) -> float:
    """Kill it; s until another one says that it lives."""
    pulse = Pulse(journal)
    try:
        found = pulse.read("voice", Beat)
        assert found is not None
        before = found[0].pid
        os.kill(before, signal.SIGKILL)
        began = time.monotonic()
        while time.monotonic() < began + PATIENCE:
            found = pulse.read("voice", Beat)
            if found is not None and found[0].pid != before and found[0].count >= 0:
                return time.monotonic() - began
            time.sleep(0.005)
    finally:
        pulse.close()
    return PATIENCE


def _recorded(journal: Path, count: int) -> list[VoiceRecorded]:
    reader, until = Reader(journal), time.monotonic() + 20
    try:
        while True:
            entries = reader.entries(0, 100_000)
            found = [entry.what for entry in entries if isinstance(entry.what, VoiceRecorded)]
            if len(found) >= count or time.monotonic() > until:
                return found
            time.sleep(0.2)
    finally:
        reader.close()


def _lost(journal: Path, recordings: list[VoiceRecorded], said: bytes) -> float:
    """s of what was said that stand in no recording; both are noise, so frames are found again by their samples."""
    kept: set[bytes] = set()
    for recording in recordings:
        pcm, _ = soundfile.read(journal / recording.path, dtype="int16")
        for at in range(0, len(pcm) - 159, 160):
            kept.add(np.ascontiguousarray(pcm[at : at + 160]).tobytes())
    frames = g711.decode("pcma", said).reshape(-1, 160)
    return 0.02 * sum(np.ascontiguousarray(frame).tobytes() not in kept for frame in frames)
