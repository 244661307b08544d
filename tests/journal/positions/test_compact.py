"""Compaction: whatever breaks at whatever moment, every position is on record once, as it was, and the proof holds."""

from __future__ import annotations

import contextlib
import itertools
import shutil
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import apsw
import msgspec
import pytest

from journal import clock, schema
from journal.bookmarks import resume
from journal.errors import JournalError
from journal.log import Log
from journal.positions import chunk, tables
from journal.positions import compact as compact_module
from journal.positions.compact import Compactor, Now
from journal.positions.proof import seqs_of
from journal.verify import verify
from radio.events import Located
from tests.journal.feed import everything
from tests.journal.positions import patrol
from tests.journal.positions.patrol import LATER, RADIOS
from units.findings import PositionDoubted
from units.keeping import Compacted
from units.picture import Picture


def pictured(folder: Path) -> bytes:
    """The picture of all positions and statuses, without the findings compaction appended."""
    picture = Picture()
    picture.apply_all(entry for entry in patrol.entries(folder) if entry.kind != "Compacted")
    picture.facts.seq, picture.facts.wall = 0, 0.0
    return picture.bookmark()


def windows(folder: Path) -> list[tables.Window]:
    with contextlib.closing(patrol.opened(folder)) as connection:
        return tables.windows(connection) if tables.there(connection) else []


def test_the_record_reads_after_compaction_as_before(folder: Path) -> None:
    patrol.journal(folder, patrol.whats(900))
    before, picture = patrol.located(folder), pictured(folder)
    assert len(before) > 600
    patrol.compact(folder)
    assert patrol.located(folder) == before
    assert pictured(folder) == picture
    assert patrol.bodies(folder) == set()
    assert all(entry.what is not None for entry in patrol.entries(folder))
    assert all(entry.raw is not None for entry in patrol.entries(folder) if entry.kind == "StatusReceived")
    assert verify(folder).ok


def test_any_moment_is_as_it_was_and_who_follows_misses_nothing(folder: Path) -> None:
    whats = patrol.whats(500)
    patrol.journal(folder, [*whats[:200], PositionDoubted(radio=RADIOS[0], why="jump", lat=1.0, lon=1.0), *whats[200:]])
    moments = range(1, 500, 23)
    before = [resume(folder, at).bookmark() for at in moments]
    followed = [entry.what for entry in everything(folder)]
    patrol.compact(folder)
    assert patrol.bodies(folder) == set()
    assert [resume(folder, at).bookmark() for at in moments] == before
    assert [entry.what for entry in everything(folder)][: len(followed)] == followed


def test_the_finding_names_what_it_says(folder: Path) -> None:
    patrol.journal(folder, patrol.whats(300))
    fixes = sorted(patrol.located(folder))
    patrol.compact(folder)
    findings = [entry.what for entry in patrol.entries(folder) if isinstance(entry.what, Compacted)]
    assert len(findings) == 1
    found = findings[0]
    assert found.first <= fixes[0]
    assert found.last >= fixes[-1]
    assert found.fixes == len(fixes)
    with contextlib.closing(patrol.opened(folder)) as connection:
        chunks = [seqs_of(connection, found.chunk + n) for n in range(len(found.hashes) // 32)]
        assert seqs_of(connection, found.chunk + len(chunks)) is None
    assert b"".join(each[0] for each in chunks if each is not None) == found.hashes
    assert sorted(seq for each in chunks if each is not None for seq in each[1].tolist()) == fixes


def test_the_last_five_minutes_stay_as_they_came(folder: Path) -> None:
    patrol.journal(folder, patrol.whats(200))
    assert patrol.compact(folder, now=compact_module.NOW) == 0
    assert patrol.bodies(folder) == set(patrol.located(folder))
    assert windows(folder) == []


def test_sparse_radios_wait_an_hour_and_busy_ones_do_not(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin = clock.wall()
    at = begin
    monkeypatch.setattr(clock, "wall", lambda: at)
    monkeypatch.setattr(clock, "mono", lambda: at)

    def hear(seconds: float, count: int) -> None:
        nonlocal at
        with contextlib.closing(Log(folder, "station")) as log:
            for what in patrol.whats(count, share=1.0):
                at += int(seconds * 1e6 / count)
                log.append(what).result(30)

    now = Now(lambda: at)
    hear(400, 30)
    patrol.compact(folder, now=now)
    assert windows(folder) == [], "100 s of it are old, and few"
    hear(600, 30)
    patrol.compact(folder, now=now)
    assert windows(folder) == [], "twelve minutes of it are old, and few"
    hear(400, 600)
    patrol.compact(folder, now=now)
    assert windows(folder) == [], "five minutes stay open"
    hear(301, 1)
    patrol.compact(folder, now=now)
    assert len(windows(folder)) == 1, "many of each radio"
    hear(3000, 3)
    patrol.compact(folder, now=now)
    assert len(windows(folder)) == 1
    hear(1200, 3)
    patrol.compact(folder, now=now)
    assert len(windows(folder)) == 2, "few, but an hour"


def test_what_was_received_before_the_last_start_is_old_whatever_its_clock_said(folder: Path) -> None:
    patrol.journal(folder, patrol.whats(100))
    fixes = patrol.located(folder)
    with patrol.impatient():
        patrol.compact(folder, now=Now(lambda: 5))
        assert patrol.bodies(folder) == set(fixes)
        patrol.compact(folder, now=Now(lambda: 5, lambda: "another boot"))
    assert patrol.bodies(folder) == set()


def test_a_window_is_cut_before_it_grows_too_large(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compact_module, "MOST", 100)
    monkeypatch.setattr("journal.positions.gather.READ", 50)
    monkeypatch.setattr("journal.positions.gather.ROWS", 32)
    patrol.journal(folder, patrol.whats(600))
    before = patrol.located(folder)
    patrol.compact(folder)
    found = windows(folder)
    assert len(found) > 3
    assert all(100 <= window.fixes < 150 for window in found[:-1])
    assert [window.first for window in found[1:]] == [window.last + 1 for window in found[:-1]]
    assert all(b.chunk == a.chunk + a.chunks for a, b in itertools.pairwise(found))
    assert patrol.located(folder) == before
    assert verify(folder).ok


def killed_after(folder: Path, steps: int) -> bool:
    """Compaction that ends after ``steps`` without a word; whether it was at work then."""
    with contextlib.closing(Log(folder, "station")) as log, patrol.impatient():
        compactor = Compactor(folder, log.append, LATER)
        going = all(compactor.step() for _ in range(steps))
        for segment in compactor._open.values():
            segment.close()
        return going


def test_killed_after_any_step_nothing_is_lost_or_twice(folder: Path, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("journal.positions.gather.ROWS", 64)
    monkeypatch.setattr("journal.bodies.MOST", 40)
    patrol.journal(folder, patrol.whats(300))
    before = patrol.located(folder)
    steps = patrol.compact(Path(shutil.copytree(folder, tmp_path / "whole")))
    assert steps > 15
    for step in range(1, steps + 1):
        again = Path(shutil.copytree(folder, tmp_path / f"step-{step}"))
        assert killed_after(again, step)
        assert patrol.located(again) == before, "as it stands"
        assert verify(again).ok, verify(again)
        patrol.compact(again)
        assert patrol.located(again) == before
        assert patrol.bodies(again) == set()
        assert verify(again).ok
        assert sum(entry.kind == "Compacted" for entry in patrol.entries(again)) == 1
        with contextlib.closing(patrol.opened(again)) as connection:
            rows = sum(window.chunks for window in tables.windows(connection))
            assert connection.execute("SELECT count(*) FROM position_chunks").get == rows, "no left-over chunk"
            boxes = connection.execute("SELECT sum(boxes) FROM position_chunks").get
            assert connection.execute("SELECT count(*) FROM position_boxes").get == boxes


def test_what_is_erased_while_it_waits_for_its_window_is_in_no_chunk(folder: Path) -> None:
    patrol.journal(folder, patrol.whats(100))
    before = patrol.located(folder)
    gone = sorted(before)[3::7]
    with contextlib.closing(Log(folder, "station")) as log:
        compactor = Compactor(folder, log.append, LATER)
        while compactor.step():
            pass  # gathered, and too few
        assert patrol.bodies(folder) == set(before)
        with contextlib.closing(schema.open_appending(folder / "journal.db")) as connection:
            connection.executemany("DELETE FROM bodies WHERE seq = ?", [(seq,) for seq in gone])
        with patrol.impatient():
            while compactor.step():
                pass
        compactor.close()
    assert patrol.located(folder) == {seq: what for seq, what in before.items() if seq not in gone}
    assert [window.fixes for window in windows(folder)] == [len(before) - len(gone)]


def test_a_compactor_at_work_goes_on_in_the_next_file(folder: Path) -> None:
    with (
        contextlib.closing(Log(folder, "station")) as log,
        contextlib.closing(Compactor(folder, log.append)) as at_work,
    ):
        for month in ("2031-01", "2031-02", "2031-03"):
            patrol.append(log, patrol.whats(80))
            while at_work.step():
                pass
            assert patrol.bodies(folder), "five minutes stay open"
            log.turn(month, Picture()).result(30)
            while at_work.step():
                pass
            assert patrol.bodies(folder) == set(), "but not in a file that is closed"
        assert len(patrol.located(folder)) > 150
    assert verify(folder).ok


def test_a_finding_that_was_on_disk_is_not_said_twice(folder: Path) -> None:
    patrol.journal(folder, patrol.whats(200))
    before = patrol.located(folder)
    with contextlib.closing(Log(folder, "station")) as log:

        def unheard(what: Compacted) -> Future[int]:
            log.append(what).result(30)
            late: Future[int] = Future()
            late.set_exception(TimeoutError("the disk does not answer"))
            return late

        with patrol.impatient(), contextlib.closing(Compactor(folder, unheard, LATER)) as compactor:
            while compactor.step():
                pass
        assert patrol.bodies(folder) == set(before), "not one goes before the finding is known to be on disk"
        patrol.compact(folder, log)
    assert patrol.located(folder) == before
    assert patrol.bodies(folder) == set()
    assert sum(entry.kind == "Compacted" for entry in patrol.entries(folder)) == 1


def test_a_disk_that_takes_no_finding_keeps_the_bodies(folder: Path) -> None:
    patrol.journal(folder, patrol.whats(200))
    before = patrol.located(folder)

    def refused(what: Compacted) -> Future[int]:
        lost: Future[int] = Future()
        lost.set_exception(JournalError("The disk is full."))
        return lost

    with patrol.impatient(), contextlib.closing(Compactor(folder, refused, LATER)) as compactor:
        for _ in range(3):
            while compactor.step():
                pass
    assert patrol.bodies(folder) == set(before)
    assert patrol.located(folder) == before
    patrol.compact(folder)
    assert patrol.bodies(folder) == set()
    assert patrol.located(folder) == before


def test_every_statement_that_fails_is_survived(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk at the n-th transaction of it, for every n."""
    monkeypatch.setattr("journal.positions.gather.ROWS", 64)
    patrol.journal(folder, patrol.whats(200))
    before = patrol.located(folder)
    real = tables.transaction
    for number in range(1, 30):
        again = Path(shutil.copytree(folder, tmp_path / f"fault-{number}"))
        count = 0

        @contextlib.contextmanager
        def failing(connection: apsw.Connection) -> Any:
            nonlocal count
            with real(connection):
                yield
                count += 1
                if count == number:  # noqa: B023
                    raise apsw.FullError("disk is full")

        monkeypatch.setattr(tables, "transaction", failing)
        patrol.compact(again)
        failed = count >= number
        assert patrol.located(again) == before
        monkeypatch.setattr(tables, "transaction", real)
        patrol.compact(again)
        assert patrol.bodies(again) == set()
        assert patrol.located(again) == before
        assert verify(again).ok
        if not failed:
            return
    pytest.fail("there was always one more")


def test_what_a_chunk_would_lose_stays_as_it_is(folder: Path) -> None:
    """A position of a newer program says more than this one can read."""
    patrol.journal(folder, patrol.whats(50))
    with contextlib.closing(Log(folder, "station")) as log:
        newer = msgspec.msgpack.encode({"kind": "Located", "lat": 56.0, "lon": 24, "radio": RADIOS[0], "floor": 3})
        plain = msgspec.msgpack.encode({"lon": 24, "lat": 56.0, "radio": RADIOS[0], "kind": "Located"})
        _append_raw(log, newer, plain)
    fixes = set(patrol.located(folder))
    patrol.compact(folder)
    left = patrol.bodies(folder)
    assert len(left) == 1
    assert patrol.located(folder).keys() == fixes
    with contextlib.closing(patrol.opened(folder)) as connection:
        question = "SELECT b.payload FROM bodies b JOIN position_left l ON l.seq = b.seq"
        assert connection.execute(question).get == newer
    assert verify(folder).ok


def _append_raw(log: Log, *payloads: bytes) -> None:
    """As a program would that encodes differently."""
    for payload in payloads:
        draft = log._draft(Located(lat=0.0, lon=0.0), None)._replace(payload=payload)
        assert log._appender is not None
        log._appender.commit([draft])


def test_a_chunk_that_does_not_give_back_what_it_got_deletes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    patrol.journal(folder, patrol.whats(100))
    before = patrol.located(folder)
    real = chunk.encode
    monkeypatch.setattr(compact_module, "encode", lambda fixes: real(fixes[:-1]))
    patrol.compact(folder)
    assert patrol.bodies(folder) == set(before)
    assert patrol.located(folder) == before
