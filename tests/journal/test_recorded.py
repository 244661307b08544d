"""The recordings of a call longer than an hour: one row of the call log has them all; proof and erasure know each."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path

import pytest

from console.calllog_csv import to_csv
from journal import recorded, recordings
from journal.log import Log
from journal.projection import Projection
from journal.reader import Reader
from journal.search import CallRow, Query, Search
from radio.events import CallEnded, CallStarted
from tests.journal.feed import everything
from tests.journal.gone import CALL, CAR, GROUP, ROOM, asked, erase, where
from tests.journal.shift import journal_of, working
from units.entry import Anything
from units.findings import VoiceRecorded

PARTS = 6


def sound(number: int) -> bytes:
    return f"what was said in hour {number}".encode()


def parts(folder: Path) -> list[VoiceRecorded]:
    """The files of a call of six hours, and what is told of them."""
    told: list[VoiceRecorded] = []
    for number in range(1, PARTS + 1):
        path = f"voice/2026-10-01/{CALL if number == 1 else f'{CALL}~{number}'}.flac"
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(sound(number))
        told.append(
            VoiceRecorded(
                call=CALL,
                group=GROUP,
                path=path,
                sha256=hashlib.sha256(sound(number)).hexdigest(),
                seconds=3600.0,
                rate=8000,
                started=1.79e9 + number * 3600,
            )
        )
    return told


def story(folder: Path) -> list[Anything]:
    began = CallStarted(gateway="gw", radio=CAR, call=CALL, to=GROUP)
    *first, last = parts(folder)
    return [*ROOM, began, *first, CallEnded(gateway="gw", call=CALL), last]


def row_of(search: Search) -> CallRow:
    (row,) = search.calls(Query()).rows
    assert isinstance(row, CallRow)
    return row


def test_one_row_has_them_all_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "journal"
    told = parts(folder)
    journal_of(folder, story(folder), monkeypatch)
    with working(folder) as search:
        row = row_of(search)
    assert row.files == [(part.path, part.sha256) for part in told]
    assert (row.path, row.sha256, row.seconds) == (told[0].path, told[0].sha256, PARTS * 3600.0)
    line = to_csv([row], "j", "live").splitlines()[1]
    assert all(part.path in line and part.sha256 in line for part in told)


def test_the_proof_hears_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "journal"
    journal_of(folder, story(folder), monkeypatch)
    assert recordings.check(folder) == (PARTS, [])
    third = f"voice/2026-10-01/{CALL}~3.flac"
    (folder / third).write_bytes(b"something else")
    whole, wrong = recordings.check(folder)
    assert whole == PARTS - 1
    assert [each.recording.path for each in wrong] == [third]


def test_an_erasure_takes_each(folder: Path) -> None:
    log = Log(folder, "station")
    with closing(log):
        for what in story(folder):
            log.append(what).result(30)
    erase(folder, asked("call", CALL))
    assert not [entry for entry in everything(folder) if isinstance(entry.what, VoiceRecorded)]
    assert where(folder, *(sound(number).decode() for number in range(1, PARTS + 1))) == []
    assert not list((folder / "voice").rglob("*.flac"))


def test_pruned_parts_leave_the_row_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "journal"
    told = parts(folder)
    journal_of(folder, story(folder), monkeypatch)
    with closing(Reader(folder)) as reader, closing(Projection(folder / "read.db", reader)) as made:
        made.take(reader.entries(0, 1000))
        connection = made._connection

        def row() -> tuple[object, ...]:
            found = connection.execute("SELECT path, sha256, gone, seconds FROM calls").fetchone()
            return tuple(found)

        recorded.drop(connection, [told[0].sha256, told[3].sha256], 1 << 62)
        assert row() == (told[1].path, told[1].sha256, None, PARTS * 3600.0), "how long it was is still known"
        left = recorded.read(connection.execute("SELECT parts FROM calls").fetchone()[0])
        assert [part.path for part in left] == [told[at].path for at in (1, 2, 4, 5)]
        recorded.drop(connection, [part.sha256 for part in told[:4]], 0)
        assert row()[0] == told[1].path, "only of the entries that are meant"
        recorded.drop(connection, [part.sha256 for part in told], 1 << 62)
        assert row() == ("", "", "pruned", PARTS * 3600.0)
