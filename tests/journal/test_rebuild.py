"""read.db made anew on demand: alone, beside a running worker, and never by two at once."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

import pytest

from journal import readdb, rebuild
from journal.log import Log
from journal.projection import Projection
from journal.search import Query, Search
from journal.worker import turn, wanted
from radio import events as ev
from tests.journal.shift import RIGA, SHIFT, caught_up, found, journal_of, spoil, working


def inode(folder: Path) -> int:
    return readdb.path_of(folder).stat().st_ino


def test_alone(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    journal_of(folder, SHIFT, monkeypatch)
    assert rebuild.run(folder) == 0
    spoil(folder, "DELETE FROM calls")
    before = inode(folder)
    assert rebuild.run(folder) == 0
    assert inode(folder) != before
    assert f"made anew from {len(SHIFT) + 1} entries." in capsys.readouterr().out
    with contextlib.closing(Search(folder)) as search:
        assert found(search) == ["c3", "c2", "c1"]
    assert not list(folder.glob("read.db.new*"))


def test_a_read_only_folder(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    journal_of(folder, SHIFT, monkeypatch)
    monkeypatch.setattr("journal.rebuild.os.access", lambda *_: False)  # root may write everywhere
    assert rebuild.run(folder) == 2
    assert capsys.readouterr().err == f"{folder}: read-only: no call log can be made here.\n"


def test_beside_a_worker(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a running station has it: it holds the turn, makes the file anew when asked, and goes on following."""
    journal_of(folder, SHIFT, monkeypatch)
    with turn(folder), working(folder) as search:
        spoil(folder, "DELETE FROM calls")
        assert found(search) == []
        before = inode(folder)
        assert rebuild.run(folder) == 0
        assert inode(folder) != before
        assert found(search) == ["c3", "c2", "c1"]
        assert not wanted(folder).exists()
        log = Log(folder, "station")
        log.append(ev.CallStarted(gateway="gw", call="c9", to=RIGA)).result(30)
        log.close()
        caught_up(folder, search)
        assert found(search) == ["c9", "c3", "c2", "c1"]


def test_the_old_one_serves_meanwhile(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal_of(folder, SHIFT, monkeypatch)
    assert rebuild.run(folder) == 0
    seen: list[list[str]] = []
    take = Projection.take

    def looking(projection: Projection, entries: list[object]) -> None:
        with contextlib.closing(Search(folder)) as search:
            seen.append(found(search))
        take(projection, entries)  # type: ignore[arg-type]

    monkeypatch.setattr(Projection, "take", looking)
    assert rebuild.run(folder) == 0
    assert seen
    assert all(calls == ["c3", "c2", "c1"] for calls in seen)


def test_a_station_that_ends_leaves_the_work_to_whoever_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal_of(folder, SHIFT, monkeypatch)
    lock = turn(folder)
    lock.acquire()
    done: list[int] = []
    asking = threading.Thread(target=lambda: done.append(rebuild.run(folder)))
    asking.start()
    while not wanted(folder).exists():
        assert asking.is_alive()
    assert not readdb.path_of(folder).exists()
    lock.release()
    asking.join(30)
    assert done == [0]
    assert not wanted(folder).exists()
    with contextlib.closing(Search(folder)) as search:
        assert found(search) == ["c3", "c2", "c1"]


def test_a_full_disk_leaves_the_old_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    journal_of(folder, SHIFT, monkeypatch)
    assert rebuild.run(folder) == 0
    before = inode(folder)

    def full(*_: object) -> None:
        raise readdb.sqlite().OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(Projection, "take", full)
        assert rebuild.run(folder) == 2
    assert "disk is full" in capsys.readouterr().err
    assert inode(folder) == before
    with contextlib.closing(Search(folder)) as search:
        assert len(search.calls(Query()).rows) == 3


def test_what_is_no_journal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rebuild.run(folder) == 2
    assert "there is no journal here" in capsys.readouterr().err
