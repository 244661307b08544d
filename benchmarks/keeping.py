"""What housekeeping costs those who talk: how late the station's 10 ms look at the keys is, and what its entries wait.

A journal of a month that is past its periods is compacted, pruned and a radio in it erased, by the shipped thread, in
the process that looks every 10 ms and appends 100 entries a second; before that, the same without. A console (another
process) appends meanwhile.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from benchmarks import report
from benchmarks.room import ROOT, home
from journal import clock
from journal.bookmarks import resume
from journal.log import Log
from journal.retention import DAY, Rules
from journal.tail import Tail
from radio.events import CallEnded, CallStarted, Located, TextReceived
from station.config import Config
from station.keeping import Keeping
from units.actions import Noted
from units.findings import VoiceRecorded
from units.keeping import ErasureAsked

ENTRIES = 200_000
QUIET = 10.0
LOOK = 0.01
PACE = 0.01
LATE = 10.0
"""The most ms a look may be late (p99) while house is kept: not one look at the keys is left out."""
CONSOLE = 10.0
"""The most ms a console's entry may wait (p99) meanwhile."""
RADIO = "tetra@247-9:4007"


def run(arguments: list[str]) -> int:
    """Measure and report; 1 if a target is missed."""
    parser = argparse.ArgumentParser("keeping")
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--station", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--console", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.station is not None:
        return _station(options.station)
    if options.console is not None:
        return _console(options.console)
    print(report.machine(), flush=True)
    with home() as folder:
        journal = folder / "journal"
        _fill(journal, options.entries)
        console = subprocess.Popen(_child("--console", journal), cwd=ROOT, stdout=subprocess.PIPE, text=True)
        said = subprocess.run(_child("--station", journal), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        ours: dict[str, float] = json.loads(said.stdout.splitlines()[-1])
        console.terminate()
        waits = [(at, ms) for at, ms in (json.loads(line) for line in console.stdout or ())]
    busy = [ms for at, ms in waits if at >= ours["begin"]]
    ours["console_p99_ms"] = report.percentile(busy, 0.99)
    ours["console_quiet_p99_ms"] = report.percentile([ms for at, ms in waits if at < ours["begin"]], 0.99)
    del ours["begin"]
    ratios = {"late_p99_of_10_ms": ours["late_p99_ms"] / LATE, "console_p99_of_10_ms": ours["console_p99_ms"] / CONSOLE}
    report.say("keeping", ours, {}, ratios)
    return 1 if any(ratio > 1 for ratio in ratios.values()) else 0


def _child(role: str, journal: Path) -> list[str]:
    return [sys.executable, "-m", "benchmarks", "keeping", role, str(journal)]


def _fill(journal: Path, count: int) -> None:
    """A month's traffic, 40 days old: positions, texts, calls."""
    now = clock.wall
    clock.wall = lambda: now() - int(40 * DAY * 1e6)  # a benchmark's own process, before anything else runs in it
    try:
        log = Log(journal, "station")
        for number in range(count // 10):
            radio, call = f"tetra@247-9:{4000 + number % 60}", f"gw-{number}"
            for step in range(6):
                log.append(
                    Located(gateway="gw", radio=radio, lat=56.9 + step / 1e4, lon=24.1 + number % 97 / 1e4), b"x" * 40
                )
            log.append(
                TextReceived(gateway="gw", radio=radio, to="tetra@247-9:g1", text=f"ziņa {number}" * 3), b"x" * 60
            )
            log.append(CallStarted(gateway="gw", radio=radio, call=call, to="tetra@247-9:g1"))
            log.append(CallEnded(gateway="gw", radio=radio, call=call, to="tetra@247-9:g1"))
            last = log.append(
                VoiceRecorded(
                    call=call, group="g", path=f"voice/x/{call}.flac", sha256="ab" * 32, seconds=1, rate=8000, started=0
                )
            )
            if not number % 2000:
                last.result(60)
        last.result(60)
        log.close(60)
    finally:
        clock.wall = now


def _station(journal: Path) -> int:
    found = asyncio.run(_serve(journal))
    print(json.dumps(found), flush=True)
    return 0


async def _serve(journal: Path) -> dict[str, float]:
    log = Log(journal, "station")
    asked = ErasureAsked(seat="1", operator="12", erasure="e", sort="radio", subject=RADIO, reason="benchmark")
    seq = log.append(asked).result(10)
    picture = resume(journal)
    config = Config(hash="h", path="", retention=Rules(days={"voice": 30, "calls": 30, "texts": 30, "positions": 30}))
    keeping = Keeping(journal, log, lambda: picture.facts, lambda: config)
    late: list[tuple[float, float]] = []
    acks: list[tuple[float, float]] = []
    with contextlib.closing(Tail(journal, picture.facts.seq)) as tail:

        def look() -> None:
            for entry in tail.read():
                picture.apply(entry)

        start = time.monotonic()
        await _look_every(look, log, late, acks, lambda: time.monotonic() - start > QUIET)
        begin = time.monotonic()
        keeping.erase(seq)
        keeping.start()
        idle = [0.0]

        def done() -> bool:
            if keeping.doing or keeping.why or time.monotonic() - begin < 2:
                idle[0] = time.monotonic()
            return time.monotonic() - idle[0] > 3

        await _look_every(look, log, late, acks, done)
        seconds = idle[0] - begin
    keeping.stop()
    log.close()
    found = {"begin": begin, "seconds": seconds}
    for name, some in (("late", late), ("ack", acks)):
        quiet, busy = [v for at, v in some if at < begin], [v for at, v in some if begin <= at < begin + seconds]
        found |= {
            f"{name}_quiet_p99_ms": report.percentile(quiet, 0.99),
            f"{name}_p99_ms": report.percentile(busy, 0.99),
        }
        found |= {f"{name}_max_ms": max(busy), f"{name}_p50_ms": report.percentile(busy, 0.5)}
    return found


async def _look_every(
    look: Callable[[], None],
    log: Log,
    late: list[tuple[float, float]],
    acks: list[tuple[float, float]],
    done: Callable[[], bool],
) -> None:
    """What the station's loop does: look every 10 ms, take an entry from the air, follow the record."""
    number = 0
    while not done():
        due = time.monotonic() + LOOK
        await asyncio.sleep(LOOK)
        woken = time.monotonic()
        late.append((woken, (woken - due) * 1000))
        look()
        handed = time.monotonic()
        number += 1
        what = TextReceived(gateway="gw", radio="tetra@247-9:1", to="tetra@247-9:g1", text=f"now {number}")
        log.append(what).add_done_callback(partial(_acknowledged, acks, handed))


def _acknowledged(acks: list[tuple[float, float]], handed: float, _: Future[int]) -> None:
    acks.append((handed, (time.monotonic() - handed) * 1000))


def _console(journal: Path) -> int:
    log = Log(journal, "console", "1")
    with contextlib.suppress(KeyboardInterrupt):
        while True:
            began = time.monotonic()
            log.append(Noted(seat="1", operator="12", text="piezīme")).result(30)
            print(json.dumps((began, (time.monotonic() - began) * 1000)), flush=True)
            time.sleep(PACE)
    return 0
