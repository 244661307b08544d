"""How fast the call log answers on a region's seven years: three million calls, made here once and kept in the cache.

The rows and words are those the worker files, written straight into the tables in batches as it would (no ``optimize``
afterwards, which the worker never does either). Everything is asked through :class:`journal.search.Search`; only the
comparison, a page by OFFSET, is SQL of this file.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import platformdirs

from benchmarks import report
from benchmarks.room import home
from benchmarks.search_calls import GROUPS, STEP, UNITS, WORDS, callsign, fill
from journal import readdb
from journal.found import MOST, CallRow, Page, Query
from journal.search import Search

CALLS = 3_000_000
ASKED = 200


def run(arguments: list[str]) -> int:
    """Measure and report; 1 if a target is missed."""
    parser = argparse.ArgumentParser("search")
    parser.add_argument("--calls", type=int, default=CALLS)
    parser.add_argument("--asked", type=int, default=ASKED, help="questions of each sort")
    parser.add_argument("--fresh", action="store_true")
    options = parser.parse_args(arguments)
    print(report.machine(), flush=True)
    with home():
        folder = _made(options.calls, options.fresh)
        with contextlib.closing(Search(folder)) as search:
            ours = _ask(search, options.calls, options.asked)
        offset = _by_offset(folder, options.calls)
    ratios = {
        "text_newest_of_5_ms": ours["text_newest_worst_ms"] / 5.0,
        "text_unit_group_day_of_30_ms": ours["text_unit_group_day_p95_ms"] / 30.0,
        "page_of_2_ms": ours["page_p95_ms"] / 2.0,
        "offset_over_page": offset / ours["page_middle_ms"],
    }
    report.say("search", {"calls": float(options.calls), **ours}, {"page_by_offset_middle_ms": offset}, ratios)
    met = all(ratios[name] <= 1.0 for name in list(ratios)[:3]) and ratios["offset_over_page"] >= 100.0
    if not met:
        print("a target is missed", file=sys.stderr)
    return 0 if met else 1


def _ask(search: Search, calls: int, asked: int) -> dict[str, float]:
    chance = random.Random(2)
    newest: dict[str, Callable[[], Query]] = {
        "rare": lambda: Query(text=WORDS[-1 - chance.randrange(2000)]),
        "common": lambda: Query(text=WORDS[chance.randrange(20)]),
        "two_common": lambda: Query(text=f"{WORDS[chance.randrange(10)]} {WORDS[10 + chance.randrange(10)]}"),
        "unfinished": lambda: Query(text=WORDS[chance.randrange(len(WORDS))][:3]),
        "one_letter": lambda: Query(text=chance.choice(WORDS)[:1]),
        "rare_and_common": lambda: Query(text=f"{WORDS[-1 - chance.randrange(2000)]} {WORDS[0]}"),
        "nothing": lambda: Query(text="zzzq"),
        "callsign": lambda: Query(unit=callsign(chance.randrange(UNITS))),
        "group": lambda: Query(group=GROUPS[chance.randrange(len(GROUPS))][0]),
        "emergency": lambda: Query(emergency=True),
        "agencies": lambda: Query(agencies=("lp",), text=WORDS[chance.randrange(100)]),
        "no_question": Query,
    }
    figures: dict[str, float] = {}
    worst = 0.0
    for name, question in newest.items():
        times = _times(search.calls, [question() for _ in range(asked)])
        figures[f"{name}_p95_ms"] = report.percentile(times, 0.95)
        print(f"  {name}: p50 {report.percentile(times, 0.5):.2f} p95 {report.percentile(times, 0.95):.2f}"
              f" max {max(times):.2f} ms", flush=True)  # fmt: skip
        if name in ("rare", "common", "two_common", "unfinished", "one_letter", "rare_and_common", "nothing"):
            worst = max(worst, report.percentile(times, 0.95))
    figures["text_newest_worst_ms"] = worst
    narrow = _times(search.calls, [_narrow(search, chance, calls) for _ in range(asked)])
    figures["text_unit_group_day_p95_ms"] = report.percentile(narrow, 0.95)
    pages = _times(search.calls, [Query(limit=MOST, before=_random_seq(chance, calls)) for _ in range(asked)])
    figures["page_p50_ms"], figures["page_p95_ms"] = report.percentile(pages, 0.5), report.percentile(pages, 0.95)
    middle = _times(search.calls, [Query(limit=MOST, before=calls // 2 * STEP) for _ in range(20)])
    figures["page_middle_ms"] = report.percentile(middle, 0.5)
    return figures


def _narrow(search: Search, chance: random.Random, calls: int) -> Query:
    """Words, a unit, a talk-group and a day: what an enquiry looks like. One in two has something to find."""
    row = search.calls(Query(limit=1, before=_random_seq(chance, calls))).rows[0]
    assert isinstance(row, CallRow)
    since = row.start - chance.random() * 86_400
    if chance.random() < 0.5:
        return Query(text=row.text[:20], unit=row.unit, group=row.group_name, since=since, until=since + 86_400)
    words = f"{WORDS[chance.randrange(20)]} {WORDS[20 + chance.randrange(40)]}"
    unit, group = callsign(chance.randrange(60)), GROUPS[chance.randrange(8)][0]
    return Query(text=words, unit=unit, group=group, since=since, until=since + 86_400)


def _random_seq(chance: random.Random, calls: int) -> int:
    return chance.randrange(MOST * STEP, calls * STEP)


def _times(ask: Callable[[Query], Page], queries: list[Query]) -> list[float]:
    """Milliseconds of each question, the median of three after one: the cache is warm, a neighbour's burst left out."""
    times = []
    for query in queries:
        ask(query)
        times.append(statistics.median(_time(ask, query) for _ in range(3)))
    return times


def _time(ask: Callable[[Query], Page], query: Query) -> float:
    begin = time.perf_counter()
    ask(query)
    return (time.perf_counter() - begin) * 1000


def _by_offset(folder: Path, calls: int) -> float:
    """A page of the same rows by OFFSET at the middle, ms."""
    connection = readdb.connect(readdb.path_of(folder))
    columns = ", ".join("talkgroup" if name == "group" else f"[{name}]" for name in CallRow.__struct_fields__)
    order = f"SELECT {columns} FROM calls ORDER BY seq DESC LIMIT {MOST} OFFSET {calls // 2}"
    with contextlib.closing(connection):
        times = []
        for _ in range(5):
            begin = time.perf_counter()
            assert len(connection.execute(order).fetchall()) == MOST
            times.append((time.perf_counter() - begin) * 1000)
    return min(times)


def _made(calls: int, fresh: bool) -> Path:
    cache = Path(platformdirs.user_cache_dir("kopa-benchmarks", appauthor=False))
    folder = cache / f"search-{calls}-{readdb.SCHEMA}"
    done = folder / "done"
    if fresh or not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        begin = time.monotonic()
        for share in fill(folder, calls):
            _bar(share)
        print(f"made {calls} calls in {time.monotonic() - begin:.0f} s", flush=True)
        done.touch()
    return folder


def _bar(share: float) -> None:
    if sys.stderr.isatty():
        print(f"\r{share:4.0%}", end="\n" if share >= 1 else "", file=sys.stderr, flush=True)
