"""How long other programs wait when the journal turns to a new file: a console that appends without a pause meanwhile.

The new file is written while nobody may append, so that it holds exactly what was known at the last entry of the old
one. A normal room (60 units, 20 talk-groups, 1,000 lines of the stream) and the stress test (10,000 units).
"""

from __future__ import annotations

import argparse
import queue
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

from benchmarks import report
from benchmarks.room import ROOT, home
from journal.bookmarks import resume
from journal.log import Log
from radio.events import CallStarted, Located, TextReceived
from units.actions import Noted
from units.findings import ConfigLoaded, GroupInfo
from units.snapshot import subjects
from units.state import Facts

ROOMS = {"room": (60, 20, 100.0), "stress": (10_000, 20, 500.0)}
"""Units, talk-groups, and how long (ms) a console may wait for one entry."""
LINES = 1000
TURNS = 5


def run(arguments: list[str]) -> int:
    """Measure and report; 1 if a target is missed."""
    parser = argparse.ArgumentParser("turning")
    parser.add_argument("--append", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.append is not None:
        return _append(options.append)
    print(report.machine(), flush=True)
    ours: dict[str, float] = {}
    ratios: dict[str, float] = {}
    with home() as folder:
        for name, (units, groups, most) in ROOMS.items():
            waited, turn = _turns(folder / name, units, groups)
            ours |= {f"{name}_wait_ms": waited, f"{name}_turn_ms": turn}
            ratios[f"{name}_wait_of_{most:.0f}_ms"] = waited / most
    report.say("turning", ours, {}, ratios)
    if any(ratio > 1 for ratio in ratios.values()):
        print("a target is missed", file=sys.stderr)
        return 1
    return 0


def _turns(folder: Path, units: int, groups: int) -> tuple[float, float]:
    """The longest wait of the console (ms, median of the turns), and how long a turn took (ms, median)."""
    log = Log(folder, "station")
    _fill(log, units, groups)
    facts = resume(folder).facts
    print(
        f"{units} units: {_told(facts)} subjects to write, {len(facts.lines)} of them lines of the stream", flush=True
    )
    command = [sys.executable, "-m", "benchmarks", "turning", "--append", str(folder)]
    console = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert console.stdin is not None
    assert console.stdout is not None
    waits, took = [], []
    console.stdout.readline()
    for number in range(TURNS):
        console.stdin.write("\n")
        console.stdin.flush()
        time.sleep(0.2)
        begin = time.perf_counter()
        log.turn(f"{2030 + number}-12", resume(folder)).result(60)
        took.append(1000 * (time.perf_counter() - begin))
        console.stdin.write("\n")
        console.stdin.flush()
        waits.append(float(console.stdout.readline()))
    console.stdin.close()
    console.wait(20)
    log.close()
    waited, turn = statistics.median(waits), statistics.median(took)
    spread = f"{min(waits):.1f} to {max(waits):.1f}"
    print(f"  the console waited {waited:.1f} ms for an entry ({spread}); a turn took {turn:.1f} ms", flush=True)
    return waited, turn


def _fill(log: Log, units: int, groups: int) -> None:
    """A journal whose picture holds this."""
    known = [
        GroupInfo(id=f"tetra@247-9:g{number}", name=f"Group {number}", gateway="TETRA") for number in range(groups)
    ]
    log.append(ConfigLoaded(hash="", groups=known))
    for number in range(units):
        log.append(Located(gateway="TETRA", radio=f"tetra@247-9:{number}", lat=56.0, lon=24 + number * 1e-5))
    for number in range(groups):
        log.append(CallStarted(gateway="TETRA", radio=f"tetra@247-9:{number}", call=f"c{number}", to=known[number].id))
    texts = [
        TextReceived(gateway="TETRA", radio=f"tetra@247-9:{number % units}", to=known[0].id, text=f"text {number}")
        for number in range(LINES)
    ]
    for text in texts:
        last = log.append(text)
    last.result(60)


def _told(facts: Facts) -> int:
    return sum(1 for _ in subjects(facts))


def _append(folder: Path) -> int:
    """The console: from one line of the input to the next it appends; then it says its longest wait, in ms."""
    log = Log(folder, "console", "1")
    log.append(Noted(seat="1", operator="ja", text="begin")).result(20)
    print("ready", flush=True)
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()

    def listen() -> None:
        for line in iter(sys.stdin.readline, ""):
            lines.put(line)
        lines.put("")

    threading.Thread(target=listen, daemon=True).start()
    while lines.get():
        longest = 0.0
        while lines.empty():
            begin = time.perf_counter()
            log.append(Noted(seat="1", operator="ja", text="a note")).result(20)
            longest = max(longest, time.perf_counter() - begin)
            time.sleep(0.001)
        lines.get()
        print(1000 * longest, flush=True)
    log.close()
    return 0
