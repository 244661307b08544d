"""How fast the record takes entries, with its chain and signed checkpoints, against the same rows without any proof.

Everything runs on one disk in one go, in turns, so that the ratios hold whatever the disk is: the shipped
:class:`journal.log.Log` against APSW's ``executemany`` and sqlite-utils' ``insert_all`` (100 rows a transaction, WAL,
synchronous=FULL, the same payloads, no chain). Then how long an acknowledgement takes at a steady pace, and how long a
console waits for one while the worker projects a long record at full speed.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import itertools
import random
import statistics
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import apsw
import sqlite_utils

from benchmarks import report
from benchmarks.room import ROOT, home
from journal import clock, readdb, schema
from journal import log as log_module
from journal.append import Appender, Draft
from journal.log import Log
from journal.places import installation
from journal.signing import Signer
from radio.events import CallEnded, CallStarted, Located
from units.actions import Noted
from units.entry import Anything, encode

ENTRIES = 60_000
ROUNDS = 9
BATCH = 100
WINDOW = 2_000
TIDY_PAGES = 1_000
PACES = {1_000: 5.0, 10_000: 20.0}
"""Entries a second → the most ms its acknowledgements may take (p99)."""
CONSOLE = 10.0
"""The most ms a console may wait (p99) while the worker is busy."""
_TABLE = (
    "CREATE TABLE entries (seq INTEGER PRIMARY KEY, origin INTEGER, kind TEXT, wall INTEGER, mono INTEGER,"
    " payload BLOB, raw BLOB) STRICT"
)
Row = tuple[int, int, str, int, int, bytes, bytes | None]


def run(arguments: list[str]) -> int:
    """Measure and report; 1 if a target is missed."""
    parser = argparse.ArgumentParser("journal")
    parser.add_argument("--entries", type=int, default=ENTRIES, help="entries a round")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seconds", type=float, default=10.0, help="at each pace")
    options = parser.parse_args(arguments)
    print(report.machine(), flush=True)
    with home() as folder:
        what = list(itertools.islice(_night(), options.entries))
        rates = _rates(folder, what, options.rounds)
        acks = {rate: _paced(folder / f"paced-{rate}", rate, options.seconds) for rate in PACES}
        console = _beside_the_worker(folder / "busy", 4 * options.entries)
    ours = {"drain_per_s": rates["drain"], "commit_per_s": rates["commit"], "console_p99_ms": console}
    ours |= {f"ack_p99_ms_at_{rate}": p99 for rate, p99 in acks.items()}
    ratios = {name: ratio for name, ratio in rates.items() if "_over_" in name}
    ratios["console_of_10_ms"] = console / CONSOLE
    ratios |= {f"ack_at_{rate}_of_{PACES[rate]:.0f}_ms": acks[rate] / PACES[rate] for rate in PACES}
    peers = {"executemany_per_s": rates["executemany"], "insert_all_per_s": rates["insert_all"]}
    report.say("journal", ours, peers, ratios)
    met = ratios["drain_over_executemany"] >= 0.30 and ratios["drain_over_insert_all"] >= 0.9
    met = met and all(ratio <= 1.0 for name, ratio in ratios.items() if "_of_" in name)
    if not met:
        print("a target is missed", file=sys.stderr)
    return 0 if met else 1


def _night() -> Iterator[tuple[Anything, bytes]]:
    """What a busy room journals, without end: positions with their sentence, calls."""
    chance = random.Random(1)
    for number in itertools.count():
        raw = chance.randbytes(100)
        radio = f"tetra@247-9:{4000 + chance.randrange(300)}"
        if number % 10 < 8:
            lat, lon = 55.5 + chance.random(), 26 + chance.random()
            yield Located(gateway="TETRA", radio=radio, lat=lat, lon=lon, speed=chance.random() * 30), raw
        elif number % 10 == 8:
            yield CallStarted(gateway="TETRA", radio=radio, call=f"c{number}", to="tetra@247-9:g2201"), raw
        else:
            yield CallEnded(gateway="TETRA", radio=radio, call=f"c{number - 1}", to="tetra@247-9:g2201"), raw


# As fast as it goes


def _rates(folder: Path, what: list[tuple[Anything, bytes]], rounds: int) -> dict[str, float]:
    """Entries a second and ratios of them, medians of ``rounds`` in turns. Encoding and stamping are paid by all."""
    ways: dict[str, Callable[[Path, list[tuple[Anything, bytes]]], None]] = {
        "drain": _drain,
        "commit": _commit,
        "executemany": _executemany,
        "insert_all": _insert_all,
    }
    gc.collect()
    gc.freeze()  # what waits to be written is no work for the collector, in none of the ways
    rates: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds):
        for name, way in ways.items():
            place = folder / f"{name}-{number}"
            place.mkdir()
            begin = time.perf_counter()
            way(place, what)
            rates[name].append(len(what) / (time.perf_counter() - begin))
    found = {name: statistics.median(each) for name, each in rates.items()}
    for own, peer in itertools.product(("drain", "commit"), ("executemany", "insert_all")):
        # within a round, as another round may meet a busier machine
        shares = [ours / theirs for ours, theirs in zip(rates[own], rates[peer], strict=True)]
        found[f"{own}_over_{peer}"] = statistics.median(shares)
    print("  ".join(f"{name} {found[name]:,.0f}/s" for name in ways), flush=True)
    return found


def _drain(place: Path, what: list[tuple[Anything, bytes]]) -> None:
    log = Log(place, "station")
    try:
        waiting: deque[Future[int]] = deque()
        for number, (each, raw) in enumerate(what):
            waiting.append(log.append(each, raw))
            if not number % BATCH and len(waiting) > WINDOW:  # what feeds it is never far ahead, and never idle
                waiting[-WINDOW].result(120)
                while waiting[0].done():
                    waiting.popleft()
        waiting[-1].result(120)
    finally:
        log.close()


def _commit(place: Path, what: list[tuple[Anything, bytes]]) -> None:
    """The writer's own part of it, as the drain calls it: without the thread, the queue and a Future an entry."""
    Log(place, "station").close()
    appender, signer = Appender(schema.path_of(place), "bench"), Signer(installation())
    boot = clock.boot()
    try:
        for first in range(0, len(what), log_module.BATCH):
            batch = what[first : first + log_module.BATCH]
            times = (clock.wall(), clock.mono(), 1, boot)
            appender.commit([Draft(str(each.__struct_config__.tag), encode(each), raw, *times) for each, raw in batch])
            signer.count(len(batch))
            if signer.due():
                appender.sign(signer)
            appender.tidy(TIDY_PAGES)
    finally:
        appender.close()


def _rows(what: list[tuple[Anything, bytes]]) -> Iterator[list[Row]]:
    """The rows of the same entries, 100 at a time, each encoded and stamped when it is due."""
    for first in range(0, len(what), BATCH):
        yield [
            (
                first + index + 1,
                1,
                str(each.__struct_config__.tag),
                time.time_ns() // 1000,
                time.monotonic_ns() // 1000,
                encode(each),
                raw,
            )
            for index, (each, raw) in enumerate(what[first : first + BATCH])
        ]


def _executemany(place: Path, what: list[tuple[Anything, bytes]]) -> None:
    with contextlib.closing(apsw.Connection(str(place / "raw.db"))) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(_TABLE)
        for rows in _rows(what):
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            connection.execute("COMMIT")


def _insert_all(place: Path, what: list[tuple[Anything, bytes]]) -> None:
    database = sqlite_utils.Database(str(place / "utils.db"))
    try:
        database.execute("PRAGMA journal_mode = WAL").fetchall()
        database.execute("PRAGMA synchronous = FULL")
        database.execute(_TABLE)
        names = ("seq", "origin", "kind", "wall", "mono", "payload", "raw")
        table = database.table("entries")
        for rows in _rows(what):
            table.insert_all((dict(zip(names, row, strict=True)) for row in rows), batch_size=BATCH)
    finally:
        database.close()


# At a steady pace


def _paced(folder: Path, rate: int, seconds: float) -> float:
    """The p99, in ms, from handing an entry over to its acknowledgement, at ``rate`` entries a second."""
    log = Log(folder, "station")
    night = _night()
    acks: list[float] = []
    begin = time.perf_counter()
    sent = 0
    try:
        while (now := time.perf_counter() - begin) < seconds:
            while sent < now * rate:
                last = _timed(log, *next(night), acks)
                sent += 1
            time.sleep(0.0005)
        last.result(30)
    finally:
        log.close()
    settled = sorted(acks[sent // 10 :])  # the first tenth warms up
    p50, p99 = (report.percentile(settled, share) for share in (0.50, 0.99))
    print(
        f"{sent / seconds:,.0f}/s: acknowledged in p50 {p50:.2f}, p99 {p99:.2f}, max {settled[-1]:.1f} ms", flush=True
    )
    return p99


def _timed(log: Log, what: Anything, raw: bytes | None, acks: list[float]) -> Future[int]:
    handed = time.perf_counter()
    future = log.append(what, raw)
    future.add_done_callback(lambda _: acks.append(1000 * (time.perf_counter() - handed)))
    return future


# Beside the worker


def _beside_the_worker(folder: Path, entries: int) -> float:
    """The p99, in ms, of a console's appends, one each 20 ms, while the worker projects ``entries`` new ones."""
    _drain(folder, list(itertools.islice(_night(), entries)))
    console = Log(folder, "console", "1")
    acks: list[float] = []
    worker = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), "worker", "--journal", str(folder)], stdin=subprocess.PIPE
    )
    try:
        until = time.monotonic() + 300
        while not _at_work(folder):
            if worker.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the worker did not begin")
            time.sleep(0.01)
        while _at_work(folder):
            _timed(console, Noted(seat="1", operator="ja", text="noted"), None, acks).result(30)
            time.sleep(0.02)
    finally:
        worker.terminate()
        worker.wait(20)
        console.close()
    ordered = sorted(acks)
    p99 = report.percentile(ordered, 0.99)
    print(
        f"{len(acks)} entries of a console beside the busy worker: p99 {p99:.2f}, max {ordered[-1]:.1f} ms", flush=True
    )
    return p99


def _at_work(folder: Path) -> bool:
    """The worker makes the first read.db."""
    return readdb.draft_of(folder).exists() and not readdb.path_of(folder).exists()
