"""The track sheet: units' ways on A4 paper, their stops and positions, where they are from and what proves them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from console import times
from console.export import together
from console.export.paper import GREY, Paper
from console.export.track import Source, TrackOut
from console.where import degrees
from gps import stops
from journal import keys

translate = QCoreApplication.translate
MOST_ROWS, FEWEST_ROWS = 600, 60
"""Positions printed of one unit at most: of more, one in so many, and every doubted one. Of many units less of each."""


def sheet(outs: Sequence[TrackOut], picture: QImage | None, files: Mapping[str, str]) -> bytes:
    """The sheet as PDF, in the language of the screen. ``files`` taken out beside it: their SHA-256 by name.

    Several units are listed first, with where each one's positions are from; then each has a part of its own.
    """
    out = outs[0]
    exercise = out.mode == "exercise"
    name = translate("TrackSheet", "Track sheet")
    paper = Paper(
        title=f"{name} · {together.names(outs)}",
        foot=f"{times.stamp(out.since)} – {times.stamp(out.until)} · Europe/Riga",
        page_of=translate("TrackSheet", "page {page} of {pages}"),
        mark=translate("review", "EXERCISE") if exercise else "",
    )
    if len(outs) > 1:
        paper.heading(translate("TrackSheet", "Units: {count}").format(count=len(outs)), 64)
        paper.facts(_asked(out))
    else:
        paper.heading(out.callsign, 64)
        paper.facts([*_whose(out), *_asked(out)])
    if picture is not None:
        paper.space(20)
        paper.picture(picture)
    if len(outs) > 1:
        _units(paper, outs)
    most = max(FEWEST_ROWS, MOST_ROWS // len(outs))
    for one in outs:
        if len(outs) > 1:
            paper.new_page()
            paper.heading(one.callsign, 64)
            paper.facts(_whose(one))
        _stops(paper, one)
        _positions(paper, one, most)
    _proof(paper, together.source(outs), files)
    return paper.pdf()


def printed(out: TrackOut, most: int = MOST_ROWS) -> tuple[list[int], int]:
    """Rows of the track that are printed, and one in how many that is."""
    count = len(out.track.seq)
    every = max(1, math.ceil(count / most))
    rows = {*range(0, count, every), *out.doubted[:most], *([count - 1] if count else [])}
    return sorted(rows), every


def _whose(out: TrackOut) -> list[tuple[str, str]]:
    doubted = len(out.doubted)
    count = translate("TrackSheet", "{count}, of which {doubted} doubtful").format(
        count=len(out.track.seq), doubted=doubted
    )
    rows = [
        (translate("TrackSheet", "Unit"), out.agency_and_unit),
        (translate("TrackSheet", "Radios"), ", ".join(out.track.radios) or "–"),
        (translate("TrackSheet", "Positions"), count),
        (translate("TrackSheet", "Entries"), _entries(out)),
    ]
    if out.track.more:
        rows.append(
            (
                "",
                translate(
                    "TrackSheet", "There are more positions than can be taken out at once: choose a shorter time."
                ),
            )
        )
    return rows


def _asked(out: TrackOut) -> list[tuple[str, str]]:
    taken = translate("TrackSheet", "{time} by operator {operator}")
    return [
        (translate("TrackSheet", "Interval"), f"{times.stamp(out.since)} – {times.stamp(out.until)} (Europe/Riga)"),
        (translate("TrackSheet", "Purpose"), out.purpose),
        (
            translate("TrackSheet", "Taken out"),
            taken.format(time=times.stamp(out.made), operator=out.operator or "–"),
        ),
    ]


def _units(paper: Paper, outs: Sequence[TrackOut]) -> None:
    paper.space(20)
    paper.heading(translate("TrackSheet", "Units"))
    columns = [
        (translate("TrackSheet", "Unit"), 0.22, False),
        (translate("TrackSheet", "Agency"), 0.27, False),
        (translate("TrackSheet", "Positions"), 0.12, True),
        (translate("TrackSheet", "doubtful"), 0.12, True),
        (translate("TrackSheet", "Stops"), 0.12, True),
        (translate("TrackSheet", "Entries"), 0.15, True),
    ]
    rows = [
        (out.callsign, out.agency, str(len(out.track.seq)), str(len(out.doubted)), str(len(out.stops)), _entries(out))
        for out in outs
    ]
    paper.table(columns, rows)


def _entries(out: TrackOut) -> str:
    return f"{out.source.first} – {out.source.last}" if len(out.track.seq) else "–"


def _stops(paper: Paper, out: TrackOut) -> None:
    paper.space(20)
    paper.heading(translate("TrackSheet", "Stops"))
    told = translate(
        "TrackSheet",
        "A stop is at least {minutes} min within {metres} m. Fixes outside do not end it when they come back within"
        " {seconds} s. Between two fixes nothing is known: the longest time without one is given.",
    ).format(minutes=f"{stops.LONG / 60:g}", metres=f"{stops.ROUND:g}", seconds=f"{stops.LEFT:g}")
    paper.text(told, 27, GREY)
    if not out.stops:
        paper.text(translate("TrackSheet", "None."))
        return
    columns = [
        ("", 0.05, True),
        (translate("TrackSheet", "From"), 0.2, False),
        (translate("TrackSheet", "To"), 0.2, False),
        (translate("TrackSheet", "How long"), 0.11, True),
        (translate("TrackSheet", "Without fix"), 0.13, True),
        (translate("TrackSheet", "Where"), 0.31, False),
    ]
    rows = [
        (
            str(number),
            times.stamp(stop.since),
            times.stamp(stop.until),
            times.length(stop.seconds),
            times.length(stop.silent),
            place,
        )
        for number, stop, place in out.stops
    ]
    paper.table(columns, rows)


def _positions(paper: Paper, out: TrackOut, most: int) -> None:
    paper.space(20)
    paper.heading(translate("TrackSheet", "Positions"))
    rows, every = printed(out, most)
    if every > 1:
        told = translate(
            "TrackSheet", "Printed is one position in {every}, and each doubtful one; the files have them all."
        )
        paper.text(told.format(every=every), 27, GREY)
    if not rows:
        paper.text(translate("TrackSheet", "None."))
        return
    columns = [
        (translate("TrackSheet", "Time"), 0.21, False),
        (translate("TrackSheet", "Place"), 0.27, False),
        ("km/h", 0.09, True),
        ("°", 0.07, True),
        ("± m", 0.09, True),
        (translate("TrackSheet", "Entry"), 0.11, True),
        ("", 0.16, False),
    ]
    paper.table(columns, [_cells(out, row) for row in rows])


def _cells(out: TrackOut, row: int) -> tuple[str, ...]:
    track = out.track
    when = float(track.time[row])
    stop = next((one.number for one in out.stops if one.stop.since <= when <= one.stop.until), 0)
    remark = translate("TrackSheet", "stop {number}").format(number=stop) if stop else ""
    return (
        times.stamp(when),
        degrees(float(track.lat[row]), float(track.lon[row])),
        _whole(float(track.speed[row]) * 3.6),
        _whole(float(track.course[row])),
        _whole(float(track.accuracy[row])),
        str(int(track.seq[row])),
        translate("TrackSheet", "doubtful") if track.doubted[row] else remark,
    )


def _proof(paper: Paper, source: Source, files: Mapping[str, str]) -> None:
    signed = source.checkpoint
    paper.space(20)
    paper.heading(translate("TrackSheet", "Sources and hashes"))
    rows = [
        (translate("TrackSheet", "Journal"), f"{source.journal} · {source.id}"),
        (translate("TrackSheet", "Entries"), f"{source.first} – {source.last}"),
    ]
    if signed is None:
        rows.append(
            (
                translate("TrackSheet", "Checkpoint"),
                translate("TrackSheet", "none: nothing in this journal is signed yet"),
            )
        )
    else:
        told = translate("TrackSheet", "number {number}, signed {time}, stands for the entries up to {entry}")
        rows.append(
            (
                translate("TrackSheet", "Checkpoint"),
                told.format(number=signed.number, time=signed.time, entry=signed.seq),
            ),
        )
        rows.append(("SHA-256", signed.hash.hex()))
        rows.append((translate("TrackSheet", "Key"), keys.fingerprint(signed.public)))
        if source.last > signed.seq:
            rows.append(
                ("", translate("TrackSheet", "Entries after {entry} are not signed yet.").format(entry=signed.seq))
            )
    paper.facts(rows)
    if files:
        paper.space(10)
        paper.text(translate("TrackSheet", "Files taken out with this sheet, and their SHA-256:"))
        paper.blocks[-1].joined = True
        paper.facts(list(files.items()))
    paper.space(10)
    told = translate(
        "TrackSheet",
        "A doubtful position was not believed when it came (too far, too fast, or while several units failed together);"
        " it is crossed out on the map. The record can be proved by: {command}",
    ).format(command="python main.py verify")
    paper.text(told, 27, GREY)
    paper.space(60)
    signature, day = translate("TrackSheet", "Signature"), translate("TrackSheet", "Date")
    paper.text(f"{signature}  {'_' * 30}     {day}  {'_' * 20}")


def _whole(number: float) -> str:
    return str(round(number)) if np.isfinite(number) else ""
