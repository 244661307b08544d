"""read.db follows, dies with its station, and is made anew at any doubt."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from journal import bookmarks, readdb
from journal import worker as worker_module
from journal.errors import JournalError
from journal.log import Log
from journal.projection import Projection
from journal.pulse import Pulse
from journal.search import Query, Search
from journal.slots import Beat
from radio import events as ev
from tests.journal.feed import ROOT, fill, note
from tests.journal.shift import (
    RIGA,
    SHIFT,
    caught_up,
    found,
    journal_of,
    spoil,
    working,
)
from units.entry import Entry


def test_read_db_follows_the_journal(folder: Path) -> None:
    fill(folder, 1)
    log = Log(folder, "station")
    with working(folder) as search:
        for index in range(3):
            log.append(ev.CallStarted(gateway="gw", call=f"c{index}", to=RIGA)).result(30)
            caught_up(folder, search)
            assert len(search.calls(Query()).rows) == index + 1
        assert Path(readdb.path_of(folder)).exists()
        assert not readdb.draft_of(folder).exists()
    log.close()


@pytest.mark.parametrize(
    "order",
    [
        "UPDATE meta SET value = '0' WHERE key = 'schema'",
        "UPDATE meta SET value = 'x' WHERE key = 'picture'",
        "UPDATE meta SET value = '00' WHERE key = 'journal'",
        "UPDATE meta SET value = '999999' WHERE key = 'seq'",
        "DROP TABLE meta",
        "DELETE FROM meta",
    ],
)
def test_a_read_db_that_does_not_fit_is_made_anew(folder: Path, order: str, monkeypatch: pytest.MonkeyPatch) -> None:
    journal_of(folder, SHIFT, monkeypatch)
    monkeypatch.setattr(bookmarks, "EVERY", 10)
    with working(folder):
        pass
    spoil(folder, order)
    with working(folder) as search:
        assert found(search) == ["c3", "c2", "c1"]


@pytest.mark.parametrize("data", [b"", b"rubbish" * 1000])
def test_a_damaged_read_db_is_made_anew(folder: Path, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    journal_of(folder, SHIFT, monkeypatch)
    readdb.path_of(folder).write_bytes(data)
    readdb.draft_of(folder).write_bytes(data)
    with contextlib.closing(Search(folder)) as search, pytest.raises(JournalError, match="made anew"):
        search.calls(Query())
    with working(folder) as search:
        assert found(search) == ["c3", "c2", "c1"]


def test_damage_in_the_middle_is_made_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal_of(folder, SHIFT, monkeypatch)
    with working(folder):
        pass
    path = readdb.path_of(folder)
    data = bytearray(path.read_bytes())
    for page in range(4096, len(data), 4096):
        if page != data.find(b"schema") // 4096 * 4096:
            data[page : page + 200] = os.urandom(200)
    path.write_bytes(data)
    log = Log(folder, "station")
    log.append(ev.CallStarted(gateway="gw", call="c9", to=RIGA)).result(30)
    log.close()
    with working(folder) as search:
        assert found(search) == ["c9", "c3", "c2", "c1"]


def test_a_full_disk_is_said_and_waited_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "AGAIN", 0.3)
    log = Log(folder, "station")
    pulse = Pulse(folder)
    full = threading.Event()
    take = Projection.take

    def taking(projection: Projection, entries: list[Entry]) -> None:
        take(projection, entries)
        if full.is_set():  # whatever was done is lost with the connection
            raise readdb.sqlite().OperationalError("database or disk is full")

    with working(folder) as search:
        monkeypatch.setattr(Projection, "take", taking)
        full.set()
        log.append(ev.CallStarted(gateway="gw", call="c1", to=RIGA)).result(30)
        until = time.monotonic() + 30
        while (said := pulse.read("worker", Beat)) is None or said[0].disk != "full":
            assert time.monotonic() < until
            time.sleep(0.01)
        assert "disk is full" in said[0].why
        full.clear()
        log.append(ev.CallStarted(gateway="gw", call="c2", to=RIGA)).result(30)
        caught_up(folder, search)
        assert found(search) == ["c2", "c1"]
        while (said := pulse.read("worker", Beat)) is None or said[0].disk != "ok":
            assert time.monotonic() < until
            time.sleep(0.01)
    log.close()


def test_an_open_search_goes_on_with_the_new_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal_of(folder, SHIFT, monkeypatch)
    with working(folder) as search, contextlib.closing(Search(folder)) as long_open:
        assert found(search) == found(long_open)
    spoil(folder, "UPDATE meta SET value = 'x' WHERE key = 'picture'")
    with contextlib.closing(Search(folder)) as long_open:
        assert found(long_open) == ["c3", "c2", "c1"]  # the old one serves meanwhile
        log = Log(folder, "station")
        log.append(ev.CallStarted(gateway="gw", call="c9", to=RIGA)).result(30)
        log.close()
        with working(folder) as search:
            assert found(search) == found(long_open) == ["c9", "c3", "c2", "c1"]


RUN = "import sys; from pathlib import Path; from journal.worker import run; sys.exit(run(Path(sys.argv[1])))"


def worker_program(folder: Path, stdin: int | None = subprocess.PIPE) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", RUN, str(folder)], cwd=ROOT, stdin=stdin)


def test_the_worker_beats_and_dies_with_its_station(folder: Path) -> None:
    fill(folder, 3)
    pulse = Pulse(folder)
    worker = worker_program(folder)
    assert worker.stdin is not None
    until = time.monotonic() + 30
    while (said := pulse.read("worker", Beat)) is None or said[0].pid != worker.pid:
        assert time.monotonic() < until
        time.sleep(0.02)
    another = worker_program(folder)
    time.sleep(0.3)
    assert another.poll() is None  # it waits for its turn
    another.kill()
    worker.stdin.close()
    assert worker.wait(30) == 0
    with another:
        pass
    found = pulse.read("worker", Beat)
    assert found is not None
    assert found[0].disk == "ok"


@pytest.mark.skipif(os.name == "nt", reason="NOT TESTED HERE: a process group of POSIX")
def test_the_worker_notices_that_its_station_was_killed(folder: Path) -> None:
    fill(folder, 3)
    order = (
        "import subprocess, sys\n"
        f"child = subprocess.Popen([sys.executable, '-c', {RUN!r}, sys.argv[1]], stdin=subprocess.DEVNULL)\n"
        "print(child.pid, flush=True)\n"
        "child.wait()\n"
    )
    station = subprocess.Popen([sys.executable, "-c", order, str(folder)], cwd=ROOT, stdout=subprocess.PIPE)
    assert station.stdout is not None
    pid = int(station.stdout.readline())
    pulse = Pulse(folder)
    until = time.monotonic() + 30
    while pulse.read("worker", Beat) is None:
        assert time.monotonic() < until
        time.sleep(0.02)
    station.send_signal(signal.SIGKILL)
    with station:
        pass
    until = time.monotonic() + 30
    while _lives(pid):
        assert time.monotonic() < until
        time.sleep(0.05)


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_no_journal_is_an_exit_status_and_a_sentence(folder: Path) -> None:
    worker = subprocess.run(
        [sys.executable, "-c", RUN, str(folder)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert worker.returncode == 2
    assert "there is no journal here" in worker.stderr
    assert "Traceback" not in worker.stderr


def test_kill_9_of_the_worker_leaves_no_gap(folder: Path) -> None:
    log = Log(folder, "station")
    for _ in range(3):
        worker = worker_program(folder)
        for number in range(300):
            log.append(ev.CallStarted(gateway="gw", call=f"{worker.pid}-{number}", to=RIGA))
        log.append(note(1)).result(30)
        time.sleep(0.5)
        worker.kill()
        with worker:
            pass
    log.close()
    with working(folder) as search:
        rows, before = 0, None
        while True:
            page = search.calls(Query(limit=200, before=before))
            rows += len(page.rows)
            before = page.next
            if before is None:
                break
        assert rows == 900
