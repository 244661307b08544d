"""How small positions are kept, how fast they come back, and whether the record stays quick while they are compacted.

A million positions (:mod:`benchmarks.positions_fixes`) are journaled, then compacted by a station that takes a thousand
new ones a second meanwhile, beside a console that appends. Sizes are pages of the database, not lengths of blobs. Then
everything is unpacked, and places are asked for with the R*Tree and without.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import msgspec
import numpy as np

from benchmarks import report
from benchmarks.positions_fixes import BEGIN, SORTS, Row, fixes
from benchmarks.room import ROOT, home
from gps.distance import distances
from journal import readdb, schema
from journal.append import Appender, Draft
from journal.log import Log
from journal.positions import look
from journal.positions.chunk import Chunk
from journal.positions.compact import Compactor, Now
from journal.positions.tracks import Tracks
from journal.projection import Projection
from journal.reader import Reader
from radio.events import Located
from units.actions import Noted
from units.entry import encode

UNITS = 1_000
SECONDS = 1_000
RATE = 1_000
"""Positions a second that come in meanwhile."""
BUSY = 200
"""s of positions that a station compacts beside its traffic."""
QUIET = 5.0
"""s before it compacts, to compare with."""
RAW = 70
"""Bytes a position came as."""
MEGABYTES = 16.0
"""The most a million positions may take, boxes and indexes included."""
SHARE = 8.0
"""How often they must go into the same positions as JSON."""
DECODED = 2_000_000.0
CONSOLE = 10.0
"""The most ms a console may wait (p99) meanwhile."""
ASKED = 40
METRES = 300.0
_FLOATS = ("lat", "lon", "speed", "course", "altitude", "accuracy", "age", "rssi")


def run(arguments: list[str]) -> int:
    """Measure and report; 1 if a target is missed."""
    parser = argparse.ArgumentParser("positions")
    parser.add_argument("--units", type=int, default=UNITS)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    options = parser.parse_args(arguments)
    print(report.machine(), flush=True)
    count = options.units * options.seconds
    with home() as folder:
        place, busy = folder / "dense", folder / "busy"
        _journal(place, fixes(options.units, options.seconds), "another boot")
        ours = {f"before_{name}": size / count for name, size in _sizes(place).items()}
        ours["json"] = _as_json(folder / "json.db", fixes(options.units, options.seconds)) / count
        ours["chunks"] = _quickly(place, Now()) / count
        ours |= _unpacked(place) | _asked(place, options.seconds)
        _journal(busy, fixes(options.units, BUSY), "another boot")
        ours |= _compacted(busy, options.units * BUSY)
        for sort in SORTS:
            ours[f"chunks_{sort}"] = _alone(folder / sort, sort)
        for name, every in (("sparse_minute", 60.0), ("sparse_3_minutes", 180.0)):
            ours[name] = _sparse(folder / name, every)
    ratios = {
        "chunks_of_16_mb": ours["chunks"] / MEGABYTES,
        "json_over_chunks": ours["json"] / ours["chunks"],
        "decoded_over_2_million": ours["decoded_per_s"] / DECODED,
        "compacted_over_rate": ours["compacted_per_s"] / RATE,
        "console_of_10_ms": ours["console_p99_ms"] / CONSOLE,
        "scan_over_box": ours["scan_ms"] / ours["box_ms"],
    }
    _say(ours)
    report.say("positions", ours, {"json_mb": ours["json"]}, ratios)
    met = ratios["chunks_of_16_mb"] <= 1.0 and ratios["json_over_chunks"] >= SHARE
    met = met and ratios["decoded_over_2_million"] >= 1.0 and ratios["console_of_10_ms"] <= 1.0
    met = met and ratios["compacted_over_rate"] >= 2.0
    if not met:
        print("a target is missed", file=sys.stderr)
    return 0 if met else 1


def _say(ours: dict[str, float]) -> None:
    sorts = ", ".join(f"{sort} {ours[f'chunks_{sort}']:.1f}" for sort in SORTS)
    print(
        f"MB a million: chunks {ours['chunks']:.1f} with boxes, as JSON bodies {ours['json']:.1f}, as they came"
        f" {ours['before_bodies']:.1f}; entry headers {ours['before_entries']:.1f} whatever becomes of the bodies\n"
        f"  of one sort of radio: {sorts};"
        f" one a minute {ours['sparse_minute']:.1f}, one in three {ours['sparse_3_minutes']:.1f}\n"
        f"{ours['decoded_per_s']:,.0f} positions/s unpacked, {ours['objects_per_s']:,.0f}/s as events\n"
        f"{ours['compacted_per_s']:,.0f}/s compacted while {RATE}/s come in, steps of up to {ours['step_ms']:.1f} ms;"
        f" acknowledged (p99, and without): {ours['ack_p99_ms']:.1f} ({ours['quiet_ack_p99_ms']:.1f}) ms, a console's"
        f" {ours['console_p99_ms']:.1f} ({ours['quiet_console_p99_ms']:.1f}) ms\n"
        f"who was within {METRES:.0f} m in five minutes: {ours['box_ms']:.1f} ms, without the boxes"
        f" {ours['scan_ms']:.1f} ms; the track of a unit {ours['track_ms']:.1f} ms",
        flush=True,
    )


# Made


def _journal(place: Path, rows: Iterator[Row], boot: str) -> None:
    """A journal of ``rows``; the clock that never jumps is the wall clock's twin."""
    Log(place, "station").close()
    appender = Appender(schema.path_of(place), "bench")
    chance = random.Random(1)
    try:
        while batch := list(itertools.islice(rows, 1000)):
            drafts = [
                Draft("Located", encode(what), chance.randbytes(RAW), wall, wall, 1, boot) for wall, what in batch
            ]
            appender.commit(drafts)
            appender.tidy(1000)
    finally:
        appender.close()


def _as_json(path: Path, rows: Iterator[Row]) -> float:
    """Bytes of the same bodies as JSON, without raw bytes."""
    encoder = msgspec.json.Encoder()
    with contextlib.closing(apsw.Connection(str(path))) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        connection.execute("CREATE TABLE bodies (seq INTEGER PRIMARY KEY, salt BLOB, payload TEXT) STRICT")
        connection.executemany(
            "INSERT INTO bodies VALUES (?, ?, ?)",
            ((seq, bytes(16), encoder.encode(what).decode()) for seq, (_, what) in enumerate(rows, 1)),
        )
        connection.execute("COMMIT")
        size: int = connection.execute("SELECT sum(pgsize) FROM dbstat WHERE name = 'bodies'").get
        return float(size)


def _sizes(place: Path) -> dict[str, float]:
    """Bytes of pages by what they are for."""
    found = {"entries": 0.0, "bodies": 0.0, "chunks": 0.0}
    with contextlib.closing(schema.open_reading(place)) as connection:
        rows: list[Any] = connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").fetchall()
        for name, size in rows:
            of = "chunks" if "position" in str(name) else "bodies" if name == "bodies" else "entries"
            found[of] += size
    return found


# Compacted


def _compacted(place: Path, count: int) -> dict[str, float]:
    """By a station of its own, beside a console in this process."""
    console = Log(place, "console", "1")
    acks: list[tuple[float, float]] = []
    command = [sys.executable, "-m", "benchmarks.positions_station", str(place), str(RATE), str(QUIET)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as station:
        while station.poll() is None:
            handed = time.monotonic()
            console.append(Noted(seat="1", operator="ja", text="noted")).result(30)
            acks.append((handed, (time.monotonic() - handed) * 1000))
            time.sleep(0.02)
        assert station.stdout is not None
        said = json.loads(station.stdout.read())
    console.close()
    return {
        "compacted_per_s": count / said["seconds"],
        "step_ms": said["step_ms"],
        "quiet_ack_p99_ms": said["quiet_ms"],
        "ack_p99_ms": said["ack_ms"],
        "quiet_console_p99_ms": report.percentile([ms for at, ms in acks if at < said["begin"]], 0.99),
        "console_p99_ms": report.percentile([ms for at, ms in acks if at >= said["begin"]], 0.99),
    }


def _alone(place: Path, sort: str) -> float:
    """MB per million of one sort of radio."""
    _journal(place, fixes(100, 900, sorts=(sort,)), "another boot")
    return _quickly(place, Now()) / 90_000


def _sparse(place: Path, every: float) -> float:
    """MB per million of 300 units over six hours, compacted as time goes by."""
    _journal(place, fixes(300, 6 * 3600, every=every), "this boot")
    at = BEGIN
    size = 0.0
    while at < BEGIN + 8 * 3600:
        at += 120
        size = _quickly(place, Now(lambda: at * 1_000_000, lambda: "this boot"))  # noqa: B023
    return size / (300 * 6 * 3600 / every)


def _quickly(place: Path, now: Now) -> float:
    with (
        contextlib.closing(Log(place, "station")) as log,
        contextlib.closing(Compactor(place, log.append, now)) as work,
    ):
        while work.step():
            pass
    return _sizes(place)["chunks"]


# Asked


def _stored(place: Path) -> list[bytes]:
    with contextlib.closing(schema.open_reading(place)) as connection:
        rows: list[Any] = connection.execute("SELECT stored FROM position_chunks ORDER BY number").fetchall()
        return [packed for (packed,) in rows]


def _unpacked(place: Path) -> dict[str, float]:
    """Positions a second, medians of five: every column as arrays, and as the events they were."""
    stored = _stored(place)
    rates: dict[str, list[float]] = {"decoded_per_s": [], "objects_per_s": []}
    for _ in range(5):
        begin = time.perf_counter()
        rows = sum(_columns(Chunk(packed)) for packed in stored)
        rates["decoded_per_s"].append(rows / (time.perf_counter() - begin))
        begin = time.perf_counter()
        rows = sum(len(Chunk(packed).fixes()) for packed in stored[: len(stored) // 5])
        rates["objects_per_s"].append(rows / (time.perf_counter() - begin))
    return {name: statistics.median(each) for name, each in rates.items()}


def _columns(chunk: Chunk) -> int:
    for unpack in (chunk.seq, chunk.wall, chunk.radio, chunk.gateway, chunk.reason, chunk.radio_time):
        unpack()
    for name in _FLOATS:
        chunk.floats(name)
    return len(chunk)


def _asked(place: Path, seconds: int) -> dict[str, float]:
    """ms of a question, medians: by box, by looking through all chunks, and a unit's whole track."""
    with contextlib.closing(Reader(place)) as reader:
        Projection(readdb.path_of(place), reader).close()  # nobody is named: radios are asked for
        some = [entry.what for entry in reader.entries(0, 20_000)]
    chance = random.Random(3)
    spots = [what for what in chance.sample(some, ASKED) if isinstance(what, Located)]
    tracks = Tracks(place)
    since, until = BEGIN + 100.0, BEGIN + 400.0
    times: dict[str, list[float]] = {"box_ms": [], "scan_ms": [], "track_ms": []}
    for spot in spots:
        begin = time.perf_counter()
        near = tracks.within(spot.lat, spot.lon, METRES, since, until)
        times["box_ms"].append((time.perf_counter() - begin) * 1000)
        begin = time.perf_counter()
        assert len(_scan(place, spot, since, until)) == len(near)
        times["scan_ms"].append((time.perf_counter() - begin) * 1000)
        begin = time.perf_counter()
        assert len(tracks.track(spot.radio or "", 0, 2 * BEGIN).seq) == seconds
        times["track_ms"].append((time.perf_counter() - begin) * 1000)
    return {name: statistics.median(each) for name, each in times.items()}


def _scan(place: Path, spot: Located, since: float, until: float) -> set[str]:
    found: set[str] = set()
    boxes = look.around(spot.lat, spot.lon, METRES)
    for packed in _stored(place):
        chunk = Chunk(packed, keep=True)
        lat, lon = chunk.floats("lat")[0], chunk.floats("lon")[0]
        rows = np.flatnonzero(boxes[0].holds(lat, lon))
        rows = rows[(chunk.time()[rows] >= since) & (chunk.time()[rows] <= until)] if len(rows) else rows
        rows = rows[distances(spot.lat, spot.lon, lat[rows], lon[rows]) <= METRES]
        found.update(chunk.radios[number - 1] for number in chunk.radio()[rows].tolist())
    return found
