"""A station of its own for each test."""

from __future__ import annotations

import math
import struct
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.station.room import Room


@pytest.fixture
def room(home: Path) -> Iterator[Callable[[str], Room]]:
    rooms: list[Room] = []

    def make(config: str) -> Room:
        rooms.append(Room(home, config))
        return rooms[-1]

    yield make
    for made in rooms:
        made.close()


@pytest.fixture
def tone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A microphone that hums."""
    path = home / "mic.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        samples = [int(8000 * math.sin(2 * math.pi * 440 * n / 8000)) for n in range(16000)]
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    monkeypatch.setenv("KOPA_MIC_FILE", str(path))
