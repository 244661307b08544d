"""The whole station on a disk that another program fills: a lasting warning, no gap in the record, and it heals."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from journal import reserve
from journal.slots import Beat
from journal.verify import verify
from tests.journal.feed import small_disk
from tests.station.room import Room, wait_for
from tests.whole import CONFIG, free_port
from units.actions import Noted

MIB = 1 << 20


def _filled(path: Path) -> bool:
    with path.open("ab", buffering=0) as file, pytest.raises(OSError, match="space"):
        while file.write(bytes(16 << 10)):
            pass
    return True


def test_a_full_disk_is_a_warning_first_and_not_recording_only_when_it_is(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOPA_RESERVE_MB", "8")
    with small_disk(home / "small", "size=96m"):
        room = Room(home / "small", CONFIG.format(port=free_port(), far=free_port()))
        try:
            room.start()
            _through_it(room, home / "small")
        finally:
            room.close()
        assert verify(room.folder).ok


def _said(room: Room) -> Beat:
    read = room.pulse.read("station", Beat)
    return read[0] if read else Beat(pid=0, count=0, disk="")


def _through_it(room: Room, disk: Path) -> None:
    kept = reserve.path_of(room.folder)
    wait_for(lambda: kept.exists() and kept.stat().st_size == 8 * MIB, what="the reserve")
    wait_for(lambda: _said(room).disk == "ok", what="all well")
    ballast = disk / "ballast"
    begin = time.monotonic()
    _filled(ballast)
    wait_for(lambda: _said(room).disk == "reserve", what="the warning")
    assert time.monotonic() - begin < 3.0
    beat = _said(room)
    assert beat.why == f"disk full: {beat.minutes} min left"
    assert beat.minutes > 0
    for number in range(20):
        assert room.log.append(Noted(seat="1", operator=None, text=f"{number}")).result(1.0)
    assert _said(room).disk == "reserve"
    # a program that takes whatever is given back
    wait_for(lambda: _filled(ballast) and _said(room).disk == "full", what="NOT RECORDING")
    ballast.unlink()
    wait_for(lambda: _said(room).disk == "ok", what="healed")
    assert kept.stat().st_size == 8 * MIB
