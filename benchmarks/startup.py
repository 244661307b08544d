"""How soon the window stands on a journal of a million entries, beside a bare window of the same toolkit.

The journal is made once through the shipped appender and kept in the cache folder; ``--fresh`` makes it anew. Also
checked: the picture resumed from a bookmark is the picture of a full replay.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

from benchmarks import report
from benchmarks.room import ROOT, home, offscreen
from radio import events as ev
from units import actions as ac
from units import findings as fi
from units.entry import Anything

ENTRIES = 1_000_000
GROUPS = [f"usrp@bench:g{n}" for n in range(8)]
UNITS = 60


def run(arguments: list[str]) -> int:
    """Measure and report."""
    parser = argparse.ArgumentParser("startup")
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--fresh", action="store_true")
    options = parser.parse_args(arguments)
    print(report.machine(), flush=True)
    with home() as folder:
        os.environ["QT_QPA_PLATFORM"] = offscreen(folder)
        journal = _journal(options.entries, options.fresh)
        same, resumed, replayed = _same_picture(journal)
        moments = _moments(journal, options.entries)
        bare = [_start("bare") for _ in range(options.runs + 1)][1:]
        kopa = [_start("kopa", str(journal)) for _ in range(options.runs + 1)][1:]
    ours = {
        "entries": float(options.entries),
        "painted_s": statistics.median(kopa),
        "painted_max_s": max(kopa),
        "resume_s": resumed,
        "replay_s": replayed,
        "moment_p50_s": report.percentile(moments, 0.5),
        "moment_p95_s": report.percentile(moments, 0.95),
        "moment_max_s": max(moments),
        "same_picture": float(same),
    }
    peers = {"bare_window_s": statistics.median(bare)}
    ratios = {
        "painted_of_2_s": ours["painted_s"] / 2.0,
        "times_bare_window": ours["painted_s"] / peers["bare_window_s"],
        "moment_max_of_0_2_s": max(moments) / 0.2,
        "replay_over_resume": replayed / resumed,
    }
    report.say("startup", ours, peers, ratios)
    return 0 if same else 1


def _start(*words: str) -> float:
    begin = time.monotonic()
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.startup_child", words[0], repr(begin), *words[1:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return float(told.stdout.split()[0])


def _same_picture(journal: Path) -> tuple[bool, float, float]:
    from journal.bookmarks import replay, resume
    from journal.reader import Reader
    from units.picture import Picture

    begin = time.perf_counter()
    resumed = resume(journal)
    middle = time.perf_counter()
    reader = Reader(journal)
    whole = replay(reader, Picture(), reader.last_seq())
    end = time.perf_counter()
    reader.close()
    print(f"resumed in {middle - begin:.3f} s, replayed in {end - middle:.1f} s", flush=True)
    return resumed.facts == whole.facts, middle - begin, end - middle


def _moments(journal: Path, entries: int) -> list[float]:
    """Seconds to the picture of any moment: some at random, and those furthest from the bookmark before them."""
    from journal.bookmarks import EVERY, resume

    chance = random.Random(5)
    times = []
    furthest = [at - 1 for at in range(EVERY, entries + 1, max(EVERY, entries // 10))]
    for at in [*furthest, *(chance.randrange(1, entries + 1) for _ in range(40))]:
        begin = time.perf_counter()
        picture = resume(journal, at)
        times.append(time.perf_counter() - begin)
        if picture.facts.seq != at:
            raise RuntimeError(f"entry {at} was asked for, {picture.facts.seq} came")
    print(f"any moment in {max(times):.3f} s at most", flush=True)
    return times


def _journal(entries: int, fresh: bool) -> Path:
    """The journal of ``entries`` entries, made if it is not in the cache."""
    from journal.readdb import SCHEMA
    from units.picture import VERSION

    cache = Path(platformdirs.user_cache_dir("kopa-benchmarks", appauthor=False))
    folder = cache / f"journal-{entries}-{VERSION}-{SCHEMA}"
    done = folder / "done"
    if fresh or not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        _fill(folder, entries)
        _project(folder, entries)
        done.touch()
    return folder


def _fill(folder: Path, entries: int) -> None:
    from journal.log import Log

    begin = time.monotonic()
    log = Log(folder, "station")
    for number, what in enumerate(_night(entries)):
        last = log.append(what)
        if number % 20_000 == 0:
            last.result()
    last.result()
    log.close()
    print(f"made {entries} entries at {entries / (time.monotonic() - begin):,.0f}/s", flush=True)


def _project(folder: Path, entries: int) -> None:
    """Let the shipped worker make read.db and the bookmarks."""
    begin = time.monotonic()
    worker = [sys.executable, str(ROOT / "main.py"), "worker", "--journal", str(folder)]
    child = subprocess.Popen(worker, stdin=subprocess.PIPE)
    try:
        while _projected(folder) < entries:
            if child.poll() is not None or time.monotonic() - begin > 900:
                raise RuntimeError("the worker did not finish")
            time.sleep(0.5)
    finally:
        child.terminate()
        child.wait(20)
    print(f"projected in {time.monotonic() - begin:.0f} s", flush=True)


def _projected(folder: Path) -> int:
    from journal import readdb

    connection = readdb.connect(readdb.path_of(folder))
    if connection is None:
        return 0
    try:
        return int(readdb.meta(connection)["seq"])
    finally:
        connection.close()


def _night(entries: int) -> Iterator[Anything]:
    """A busy room: mostly positions, calls on eight groups, a status or a text now and then."""
    chance = random.Random(1)
    yield fi.ConfigLoaded(
        hash="0",
        room="benchmark",
        gateways=[fi.GatewayInfo(name="G", protocol="usrp")],
        groups=[fi.GroupInfo(id=g, name=g[-2:], gateway="G") for g in GROUPS],
    )
    for n in range(UNITS):
        yield ac.UnitNamed(seat="", operator="x", unit=f"u{n}", callsign=f"VP {n}", radios=[f"usrp@bench:{n}"])
    made = UNITS + 1
    begin = 1_790_000_000.0
    while made < entries:
        radio = f"usrp@bench:{chance.randrange(UNITS)}"
        pick = chance.random()
        if pick < 0.9 or made + 2 > entries:
            yield ev.Located(
                gateway="G",
                radio=radio,
                lat=55.5 + chance.random(),
                lon=26 + chance.random(),
                speed=chance.random() * 30,
                radio_time=datetime.fromtimestamp(begin + made / 1000, UTC),
            )
            made += 1
        elif pick < 0.97:
            group = chance.choice(GROUPS)
            yield ev.CallStarted(gateway="G", radio=radio, call=f"c{made}", to=group)
            yield ev.CallEnded(gateway="G", call=f"c{made}", to=group)
            made += 2
        elif pick < 0.99:
            yield ev.StatusReceived(gateway="G", radio=radio, code=chance.randrange(1, 9))
            made += 1
        else:
            yield ev.TextReceived(gateway="G", radio=radio, text="esam uz vietas, Šiauliai")
            made += 1
