"""A home and a runtime directory of its own for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.station.room import Room


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("KOPA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    for name in ("KOPA_MIC_FILE", "KOPA_VOICE_OUTPUT", "KOPA_VOICE_INPUT", "PULSE_SERVER"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def room(home: Path) -> Iterator[Callable[[str], Room]]:
    rooms: list[Room] = []

    def make(config: str) -> Room:
        rooms.append(Room(home, config))
        return rooms[-1]

    yield make
    for made in rooms:
        made.close()
