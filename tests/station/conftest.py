"""A station of its own for each test."""

from __future__ import annotations

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
