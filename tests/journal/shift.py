"""A night shift worth searching, and a worker that projects it."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from journal import clock, readdb
from journal.errors import JournalError
from journal.log import Log
from journal.reader import Reader
from journal.search import CallRow, Query, Search
from journal.worker import Stop, Worker
from radio import events as ev
from units import actions as ac
from units import findings as fi
from units.entry import Anything

START = 1_790_000_000
RIGA, KAUNAS = "tetra@247-9:g1", "usrp@lt:g2"
CAR, FOOT, NOBODY = "tetra@247-9:1001", "tetra@247-9:1002", "tetra@247-9:7777777"
BY = {"seat": "1", "operator": "ja"}

SHIFT: list[Anything] = [
    fi.StationStarted(pid=1),
    fi.ConfigLoaded(
        hash="h",
        agencies=[fi.AgencyInfo(id="vp", name="Valsts policija"), fi.AgencyInfo(id="lp", name="Lietuvos policija")],
        groups=[
            fi.GroupInfo(id=RIGA, name="VP Rīga", gateway="gw", agency="vp"),
            fi.GroupInfo(id=KAUNAS, name="LP Kaunas", gateway="lt", agency="lp"),
        ],
    ),
    ac.StatusNamed(seat="", code=3, en="At scene", lv="Notikuma vietā", lt="Įvykio vietoje"),
    ac.UnitNamed(seat="", unit="u1", callsign="Rīga 12", agency="vp", radios=[CAR]),
    ac.UnitNamed(seat="", unit="u2", callsign="Šiauliai 7", agency="lp", radios=[FOOT]),
    ac.SignedOn(seat="1", operator="ja", name="Jānis"),
    ev.CallStarted(gateway="gw", radio=CAR, call="c1", to=RIGA),
    ev.TalkerNamed(gateway="gw", radio=CAR, call="c1", text="Bērziņš"),
    ev.TalkerNamed(gateway="gw", radio=FOOT, call="c1"),
    ev.CallEnded(gateway="gw", call="c1", to=RIGA),
    fi.VoiceRecorded(
        call="c1", group=RIGA, path="voice/2026-09-21/c1.flac", sha256="ab", seconds=2.5, rate=8000, started=START
    ),
    ev.CallStarted(gateway="lt", radio=NOBODY, call="c2", to=KAUNAS, encrypted="TEA2"),
    ev.CallStarted(gateway="gw", radio=NOBODY, call="c2", to=KAUNAS),
    ev.CallEnded(gateway="lt", call="c2", to=KAUNAS, why="lost"),
    ev.TextReceived(gateway="gw", radio=FOOT, to=RIGA, text="Paldies, viss kārtībā"),
    ac.TextSent(**BY, to=CAR, text="Brauciet uz Brīvības ielu 5", ref="t1"),
    ac.TextSent(seat="2", to=CAR, text="no operator: refused", ref="t2"),
    fi.Sent(action=17, ref="t1"),
    ev.Delivered(ref="t1", ok=True, by="radio"),
    ev.Delivered(ref="t1", ok=True, by="network"),
    ev.StatusReceived(gateway="gw", radio=CAR, code=3),
    ac.StatusSet(**BY, unit="u2", code=3),
    ac.Noted(**BY, text="Suns uz ceļa", unit="u1", group=RIGA),
    ac.Noted(seat="2", text="unsigned"),
    ev.CallStarted(gateway="gw", radio=FOOT, call="c3", to=RIGA),
    fi.AlarmOpened(alarm="a1", radio=FOOT, by="call", group=RIGA, call="c3"),
    ac.AlarmAcknowledged(**BY, alarm="a1", shown=2),
    ac.AlarmClosed(**BY, alarm="a1", verdict="false", note="pocket"),
    ac.UnitNamed(seat="", unit="u2", callsign="Kaunas 1", agency="lp", radios=[FOOT]),
    ev.StatusReceived(gateway="gw", radio=FOOT, code=3),
]


def journal_of(folder: Path, whats: list[Anything], monkeypatch: pytest.MonkeyPatch) -> None:
    """One entry a second."""
    station, console = Log(folder, "station"), Log(folder, "console", "1")
    for index, what in enumerate(whats):
        monkeypatch.setattr(clock, "wall", lambda index=index: (START + index) * 1_000_000)
        log = console if isinstance(what, ac.Action) and what.seat else station
        log.append(what).result(30)
    station.close()
    console.close()
    monkeypatch.undo()


@contextlib.contextmanager
def working(folder: Path) -> Iterator[Search]:
    """A worker that has caught up, and a search on what it made."""
    stop = Stop(watch=False)
    worker = Worker(folder, stop)
    failed: list[BaseException] = []

    def run() -> None:
        try:
            worker.run()
        except BaseException as error:  # noqa: BLE001 - told to the test
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        with contextlib.closing(Search(folder)) as search:
            caught_up(folder, search)
            yield search
    finally:
        stop.ask()
        thread.join(30)
        assert not failed, failed


def caught_up(folder: Path, search: Search) -> None:
    until = time.monotonic() + 30
    with contextlib.closing(Reader(folder)) as reader:
        while True:
            with contextlib.suppress(JournalError):
                if search.seq() >= reader.last_seq():
                    return
            assert time.monotonic() < until, "the worker does not catch up"
            time.sleep(0.02)


def found(shift: Search, **asked: object) -> list[str]:
    return [row.call for row in shift.calls(Query(**asked)).rows if isinstance(row, CallRow)]  # type: ignore[arg-type]


def spoil(folder: Path, order: str) -> None:
    connection = readdb.sqlite().connect(readdb.path_of(folder))
    connection.execute(order)
    connection.commit()
    connection.close()
