"""A pedal on a real station: stepped on, let go, its console frozen."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.station.room import Radio, Room, free_port, wait_for
from tests.station.test_station import config
from units.actions import GroupMixed

posix = pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: needs named pipes")


@pytest.fixture
def radio() -> Iterator[Radio]:
    made = Radio()
    yield made
    made.close()


@posix
@pytest.mark.real_time
def test_a_pedal_keys_a_real_station(room: Callable[[str], Room], radio: Radio, tone: None, tmp_path: Path) -> None:
    path = tmp_path / "pedal"
    os.mkfifo(path)
    far = os.open(path, os.O_RDWR)
    station = room(config(radio, free_port()) + f'\n[voice]\npedal = "hid:{path}"\n').start()
    alive = threading.Event()
    beating = threading.Thread(target=_beat, args=(station, alive), daemon=True)
    beating.start()
    try:
        station.sign_on()
        station.act(GroupMixed(seat="1", operator="anna", group="rtp@net:g1", mode="select"))
        station.find("SoundChanged", seconds=30)  # voice is there
        station.find("PedalChanged", seat="1", state="ready", seconds=30)
        keyed = wait_for(lambda: _step_on(far, station), 60, "keyed")
        assert keyed.operator == "anna" and keyed.seat == "1"
        station.find("Unkeyed", press=keyed.press, seconds=20)
        assert radio.hear(), "voice was on the wire"
        os.close(far)
        far = -1
        station.find("PedalChanged", state="lost", seconds=20)
    finally:
        alive.set()
        beating.join(5)
        with contextlib.suppress(OSError):
            os.close(far)


def _step_on(far: int, station: Room) -> Any:
    """The foot goes down for a second, and up: what was keyed by it, if the machine had the time."""
    before = len(station.all())
    os.write(far, bytes((1, 1)))
    time.sleep(1.0)
    os.write(far, bytes(2))
    time.sleep(0.1)
    return next((entry.what for entry in station.all()[before:] if entry.kind == "Keyed"), None)


def _beat(station: Room, over: threading.Event) -> None:
    """The seat's console lives."""
    while not over.wait(0.1):
        station.beat()
