"""A station whose disk or program fails in one place: what lives depend on goes on in all others."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from journal.errors import JournalError
from journal.log import Log
from journal.pulse import Pulse
from journal.reader import Reader
from journal.slots import OnAir, Urgents
from journal.tail import Tail
from radio.events import EmergencyRaised
from station.config import Config
from station.gateway import real_time
from station.station import Station
from units.actions import Noted, SignedOn


@pytest.fixture
def log(home: Path) -> Iterator[Log]:
    made = Log(home / "journal", "station", mode="exercise")
    yield made
    made.close()


@pytest.fixture
def station(home: Path, log: Log) -> Station:
    """Made, not running: its steps are called one by one."""
    return Station(home / "journal", log, Config(hash="", path=""), None, 1)


class Unreadable(Tail):
    def read(self, rows: int = 1000, seconds: float = 0.008) -> list[object]:  # type: ignore[override]
        raise JournalError("journal.db: the disk reports an error.")


def test_an_emergency_is_shown_though_the_record_can_neither_be_written_nor_read(
    home: Path, log: Log, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(_lost(home, log, station, monkeypatch))


async def _lost(home: Path, log: Log, station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    log.append(Noted(seat="1", operator=None, text="x")).result(30)
    station._tail = Unreadable(home / "journal")
    log.close()
    look = Pulse(home / "journal")
    station._alarms.raised(EmergencyRaised(gateway="g", radio="tetra@1:7", by="status"), "", real_time())
    until = time.monotonic() + 30
    while (told := look.read("urgent", Urgents)) is None or not told[0].alarms:
        assert time.monotonic() < until
        await station._follow(real_time())
        await station._need(real_time())
        await asyncio.sleep(0.01)
    assert [alarm.radio for alarm in told[0].alarms] == ["tetra@1:7"]
    polled: list[object] = []
    monkeypatch.setattr(station._ptt, "poll", polled.append)
    await station._follow(real_time())
    await station._follow(real_time())
    assert len(polled) == 2, "leases are looked at each time: a key let go is let go"
    assert look.read("onair", OnAir) is None or not look.read("onair", OnAir)[0].presses  # type: ignore[index]
    station._tail.close()
    look.close()


def test_a_bug_over_one_entry_does_not_lose_those_read_with_it(
    home: Path, log: Log, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    console = Log(home / "journal", "console", "1", mode="exercise")
    for number in range(3):
        console.append(Noted(seat="1", operator=None, text=str(number)))
    console.append(SignedOn(seat="1", operator="anna", name="Anna", role="dispatcher")).result(30)
    console.close()

    def take(entry: object, now: object) -> None:
        raise RuntimeError("never thought of")

    monkeypatch.setattr(station._actions, "take", take)
    station._tail = Tail(home / "journal")

    async def follow() -> None:
        await station._follow(real_time())

    asyncio.run(follow())
    with_reader = Reader(home / "journal")
    assert station._facts().seq == with_reader.last_seq()
    assert station._facts().seats["1"].operator == "anna"
    with_reader.close()
    station._tail.close()
