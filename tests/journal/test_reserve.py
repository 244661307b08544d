"""A full disk: the record goes on from the reserve, says for how long, and makes the reserve again."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from journal import reserve, schema
from journal.log import Log
from journal.reserve import Reserve
from journal.verify import verify
from radio.events import CallEnded, CallStarted, Located
from tests.journal.feed import fill, note, small_disk
from units.entry import Anything

MIB = 1 << 20
SENTENCE = bytes(110)  # as long as what a radio's position arrives as


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A journal of its own disk of 64 MiB, 8 of which may be reserve."""
    monkeypatch.setattr(reserve, "SLICE", MIB)
    with small_disk(tmp_path / "disk", "size=64m"):
        (tmp_path / "disk" / "journal").mkdir(mode=0o700)
        yield tmp_path / "disk"


def fill_up(disk: Path, name: str = "ballast") -> Path:
    """Take whatever room there is."""
    ballast = disk / name
    with ballast.open("wb", buffering=0) as file, pytest.raises(OSError, match="space"):
        while file.write(bytes(64 << 10)):
            pass
    return ballast


def kept(folder: Path) -> int:
    return reserve.path_of(folder).stat().st_blocks * 512


def test_the_reserve_is_made_really_and_for_this_account_only(disk: Path) -> None:
    keeper = Reserve(disk / "journal", 512 * MIB)
    keeper.look(0.0)
    assert kept(disk / "journal") == 8 * MIB, "never more than an eighth of the disk"
    assert reserve.path_of(disk / "journal").stat().st_mode & 0o077 == 0
    assert keeper.minutes is None


def test_holes_in_the_reserve_are_filled(disk: Path) -> None:
    with reserve.path_of(disk / "journal").open("wb") as file:
        file.truncate(8 * MIB)  # as a copied folder may have it
    Reserve(disk / "journal", 8 * MIB).look(0.0)
    assert kept(disk / "journal") == 8 * MIB


def test_the_record_goes_on_from_the_reserve_and_heals(disk: Path) -> None:
    folder = disk / "journal"
    keeper = Reserve(folder, 8 * MIB)
    faults: list[str] = []
    log = Log(folder, "station", on_fault=faults.append)
    log.append(note(0)).result(30)
    keeper.look(0.0)
    ballast = fill_up(disk)
    keeper.look(1.0)
    assert keeper.minutes == reserve.ASSUMED_MINUTES
    begin = shutil.disk_usage(disk).free + kept(folder)
    written = 0
    while written < 5 * MIB:  # more than the room kept free: slices are given back on the way
        assert log.append(note(1), raw=bytes(8000)).result(1.0)
        written += 8000
        keeper.look(2.0)
    assert faults == [], "not for a moment NOT RECORDING"
    assert shutil.disk_usage(disk).free + kept(folder) < begin - 5 * MIB
    keeper.look(62.0)
    assert keeper.minutes is not None
    assert keeper.minutes < reserve.ASSUMED_MINUTES
    ballast.unlink()
    keeper.look(63.0)
    assert keeper.minutes is None
    assert kept(folder) == 8 * MIB
    log.close()
    assert verify(folder).ok


def test_the_writer_takes_from_the_reserve_itself_when_the_keeper_is_late(disk: Path) -> None:
    folder = disk / "journal"
    faults: list[str] = []
    log = Log(folder, "console", "1", on_fault=faults.append)
    Reserve(folder, 8 * MIB).look(0.0)
    fill_up(disk)
    futures = [log.append(note(number), raw=bytes(8000)) for number in range(600)]  # 4.8 MB
    assert [future.exception(30) for future in futures] == [None] * 600
    assert faults == []
    log.close()
    assert verify(folder) == (True, 601, None, "")


def test_once_the_reserve_is_used_up_nothing_is_acknowledged_until_there_is_room(disk: Path) -> None:
    folder = disk / "journal"
    keeper = Reserve(folder, 8 * MIB)
    log = Log(folder, "station")
    keeper.look(0.0)
    ballast = fill_up(disk)
    futures: list[Future[int]] = []
    while not log.fault:
        futures.append(log.append(note(len(futures)), raw=bytes(60_000)))
        with contextlib.suppress(TimeoutError):
            futures[-1].exception(0.05)
        assert len(futures) < 400
    assert log.disk == "full"
    assert kept(folder) == 0
    keeper.look(1.0)
    assert keeper.used_up
    assert not futures[-1].done()
    ballast.unlink()
    assert [future.result(30) for future in futures] == list(range(2, len(futures) + 2))
    keeper.look(2.0)
    assert log.fault == ""
    log.close()
    assert verify(folder).ok


def test_without_a_reserve_nothing_can_be_given(tmp_path: Path) -> None:
    assert not reserve.give(tmp_path)
    reserve.path_of(tmp_path).touch()
    assert not reserve.give(tmp_path)
    Reserve(tmp_path, 0).start()


def test_what_lies_on_another_disk_takes_nothing(disk: Path, tmp_path: Path) -> None:
    folder = disk / "journal"
    Reserve(folder, 8 * MIB).look(0.0)
    assert not reserve.give(folder, tmp_path)
    assert reserve.give(folder, folder)
    assert kept(folder) == 7 * MIB


@pytest.mark.parametrize(("named", "size"), [("3", 3 * MIB), ("0", 0), ("much", reserve.SIZE), ("", reserve.SIZE)])
def test_the_environment_chooses_the_size(monkeypatch: pytest.MonkeyPatch, named: str, size: int) -> None:
    monkeypatch.setenv("KOPA_RESERVE_MB", named)
    assert reserve.size_for("live") == size


def test_an_entry_costs_what_the_size_was_reckoned_with(folder: Path) -> None:
    """200 entries a second and twenty calls at once for ten minutes, and as much again as the entries for the rest."""
    fill(folder, 1)
    before = sum(path.stat().st_size for path in folder.iterdir())
    log = Log(folder, "console")
    what: list[Anything] = [
        Located(gateway="TETRA Daugavpils", radio="tetra@247-9:4711", lat=55.87, lon=26.53, speed=12.0),
        CallStarted(gateway="TETRA Daugavpils", call="tetra-2026-01-01-00001", to="tetra@247-9:g2201"),
        CallEnded(gateway="TETRA Daugavpils", call="tetra-2026-01-01-00001", to="tetra@247-9:g2201"),
    ]
    for number in range(2000):
        log.append(what[number % 3], raw=SENTENCE)
    log.close(20)
    entry = (sum(path.stat().st_size for path in folder.iterdir()) - before) / 2000
    assert entry < 1000
    voice = 20 * 17_500 * 600  # as tests/voice/test_full_disk.py measures
    assert voice + 2 * 200 * 600 * entry < reserve.SIZE - 2 * reserve.SLICE
    assert schema.path_of(folder).exists()
