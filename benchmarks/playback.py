"""``python -m benchmarks playback``: scrubbing through a shift, 8 h of 60 units, in the review's own feed.

Each step is one jump of the playhead to somewhere else, as dragging the slider makes it, from the call to the picture
being there: wall time, this thread pumping events as the window does. Random jumps, and the small ones of a drag. The
positions are in compacted chunks, as a station leaves them. Right after the review was opened 95 of 100 jumps must keep
the limit; once it has looked ahead, which takes it some seconds, every one must.
"""

from __future__ import annotations

import contextlib
import random
import sys
import time
from concurrent.futures import Future
from pathlib import Path

from benchmarks.report import machine, percentile, say
from benchmarks.room import home
from journal import readdb
from journal.append import Appender, Draft, found
from journal.log import Log
from journal.positions.compact import Compactor, Now
from journal.projection import Projection
from journal.reader import Reader
from journal.schema import path_of
from radio.events import CallEnded, CallStarted, Located, StatusReceived
from units.actions import UnitNamed
from units.entry import Anything, encode
from units.findings import JournalOpened

BEGIN = 1_795_240_000.0
HOURS, UNITS, EVERY = 8, 60, 10.0
STEPS = 60
DRAG = 20.0  # s of the record that one small step of a drag goes on
LIMIT = 0.100  # s a step may take
COLD = ("jump_anywhere", "drag_forward", "drag_back")
"""Taken before the review has looked ahead."""
PATIENCE = 120.0
BATCH = 2000


def run(arguments: list[str]) -> int:
    """Measure; 1 if steps took longer than the limit: 5 of 100 right after opening, any at all later."""
    hours = float(arguments[arguments.index("--hours") + 1]) if "--hours" in arguments else HOURS
    with home() as folder:
        journal = folder / "live"
        entries = write(journal, hours)
        compact(journal, hours)
        project(journal)
        print(f"{hours:g} h × {UNITS} units, {entries:,} entries. {machine()}")
        figures = measure(journal, BEGIN, BEGIN + hours * 3600)
    ours: dict[str, float] = {}
    for name, seconds in figures.items():
        ours |= {f"{name}_ms_p50": 1e3 * percentile(seconds, 0.5), f"{name}_ms_p95": 1e3 * percentile(seconds, 0.95)}
        ours[f"{name}_ms_max"] = 1e3 * max(seconds)
        line = " ".join(f"{part} {ours[f'{name}_ms_{part}']:6.1f} ms" for part in ("p50", "p95", "max"))
        print(f"{name:24} {line}   (limit {1e3 * LIMIT:g} ms)")
    say("playback", ours, {}, {})
    bounds = {name: "p95" if name in COLD else "max" for name in figures}
    return 0 if all(ours[f"{name}_ms_{part}"] <= 1e3 * LIMIT for name, part in bounds.items()) else 1


def write(folder: Path, hours: float) -> int:
    """The journal of a busy shift; how many entries it has."""
    rows = sorted(_rows(hours), key=lambda row: row[0])
    drafts = [_draft(*row) for row in rows]
    found(folder, "live", "0a1b2c3d/station", _draft(BEGIN - 2, JournalOpened(mode="live", installation="0a1b2c3d")))
    with contextlib.closing(Appender(path_of(folder), "0a1b2c3d/station")) as appender:
        for at in range(0, len(drafts), BATCH):
            appender.commit(drafts[at : at + BATCH])
    return len(drafts) + 1


def compact(folder: Path, hours: float) -> None:
    """Pack its positions into chunks, as a station does minute by minute and leaves an older shift."""
    now = Now(lambda: int((BEGIN + hours * 3600 + 3600) * 1e6), lambda: "0123456789abcdef")
    with (
        contextlib.closing(Log(folder, "station")) as log,
        contextlib.closing(Compactor(folder, log.append, now)) as work,
    ):
        while work.step():
            pass


def project(folder: Path) -> None:
    """Make its read.db, bookmarks and all, as the worker does."""
    reader = Reader(folder)
    with contextlib.closing(reader), contextlib.closing(Projection(readdb.path_of(folder), reader)) as projection:
        while entries := reader.entries(projection.seq, BATCH):
            projection.take(entries)


def measure(folder: Path, since: float, until: float) -> dict[str, list[float]]:
    """Seconds a step, by sort of step."""
    from PySide6.QtWidgets import QApplication

    from console.review.feed import ReviewFeed

    app = QApplication.instance() or QApplication(sys.argv[:1])
    feed = ReviewFeed(folder, _Nowhere(), since, until, "1")

    def step(wall: float) -> float:
        began = time.perf_counter()
        feed.jump(wall)
        while not feed.ready:
            app.processEvents()
            time.sleep(0.0005)
        return time.perf_counter() - began

    chance = random.Random(1)
    step(since + 60)
    figures = {"jump_anywhere": [step(chance.uniform(since, until)) for _ in range(STEPS)]}
    middle = (since + until) / 2
    figures["drag_forward"] = [step(middle + DRAG * number) for number in range(STEPS)]
    figures["drag_back"] = [step(middle + DRAG * (STEPS - number)) for number in range(STEPS)]
    began = time.perf_counter()
    while not feed.warm and time.perf_counter() - began < PATIENCE:
        app.processEvents()
        time.sleep(0.005)
    print(f"looked ahead within {time.perf_counter() - began:.1f} s")
    figures["jump_anywhere_later"] = [step(chance.uniform(since, until)) for _ in range(STEPS)]
    later = since + (until - since) * 0.7
    figures["drag_forward_later"] = [step(later + DRAG * number) for number in range(STEPS)]
    feed.close()
    return figures


class _Nowhere:
    """Takes word of what was looked at and forgets it."""

    def append(self, what: Anything, raw: bytes | None = None) -> Future[int]:
        done: Future[int] = Future()
        done.set_result(0)
        return done


def _rows(hours: float) -> list[tuple[float, Anything]]:
    chance = random.Random(7)
    rows: list[tuple[float, Anything]] = []
    for number in range(UNITS):
        radio = f"tetra@247-9:{2201000 + number}"
        rows.append((BEGIN - 1, UnitNamed(seat="", unit=f"u{number}", callsign=f"VP {number}", radios=[radio])))
        lat, lon = 55.9 + chance.uniform(-0.3, 0.3), 26.5 + chance.uniform(-0.5, 0.5)
        at = BEGIN + chance.uniform(0, EVERY)
        while at < BEGIN + hours * 3600:
            lat, lon = lat + chance.uniform(-1e-3, 1e-3), lon + chance.uniform(-1e-3, 1e-3)
            fix = Located(radio=radio, lat=lat, lon=lon, speed=12.0, course=90.0, accuracy=8.0)
            rows.append((at, fix))
            at += EVERY
    for number in range(int(hours * 46)):  # 1,100 calls a day
        at, radio = BEGIN + chance.uniform(0, hours * 3600), f"tetra@247-9:{2201000 + chance.randrange(UNITS)}"
        rows.append((at, CallStarted(call=f"c{number}", radio=radio, to="tetra@247-9:g1")))
        rows.append((at + 4, CallEnded(call=f"c{number}", to="tetra@247-9:g1")))
        rows.append((at + 9, StatusReceived(radio=radio, code=2)))
    return rows


def _draft(wall: float, what: Anything) -> Draft:
    micros = int(wall * 1e6)
    kind = type(what).__name__
    return Draft(kind=kind, payload=encode(what), raw=None, wall=micros, mono=micros, clock=1, boot="0123456789abcdef")
