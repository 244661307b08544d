"""Journals of several files."""

from __future__ import annotations

import contextlib
from pathlib import Path

from journal.log import Log
from journal.reader import Reader
from radio import events as ev
from tests.journal.feed import note
from units.entry import Entry
from units.picture import Picture


def turn(log: Log, segment: str) -> str:
    """Turn with a picture that still has everything to read."""
    return log.turn(segment, Picture()).result(30)


def three_segments(folder: Path) -> None:
    """Three files with 12 notes of two programs each; the second program is silent in the last."""
    station, console = Log(folder, "station"), Log(folder, "console", "1")
    for number, following in enumerate(("2026-11", "2026-12", "")):
        for index in range(6):
            station.append(note(index), raw=b"raw").result(30)
            if number < 2:
                console.append(note(index)).result(30)
        station.append(ev.TextReceived(gateway="g", radio=f"r{number}", text=f"text {number}")).result(30)
        if following:
            turn(station, following)
    station.close()
    console.close()


def read(folder: Path) -> list[Entry]:
    with contextlib.closing(Reader(folder)) as reader:
        return reader.entries(0, 1_000_000)


def replayed(entries: list[Entry]) -> Picture:
    picture = Picture()
    picture.apply_all(entries)
    return picture


def unlink(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
