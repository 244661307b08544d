"""Tracks as CSV: one row a position, semicolons, ISO times with zone; each row says of itself where it is from."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Sequence

import numpy as np

from console.export.track import Standing, TrackOut, iso
from units.roster import harmless

COLUMNS = (
    "mode", "journal", "journal_id", "entry", "unit", "callsign", "agency", "radio", "time", "received",
    "lat", "lon", "speed_m_s", "course", "accuracy_m", "doubted", "stop", "stop_since", "stop_until", "stop_place",
)  # fmt: skip


def table(outs: Sequence[TrackOut], bom: bool = True) -> bytes:
    """``outs`` as a file, one after the other, in UTF-8; ``bom`` begins it with the mark that spreadsheets need."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for out in outs:
        writer.writerows(_rows(out))
    return text.getvalue().encode("utf-8-sig" if bom else "utf-8", "replace")


def _rows(out: TrackOut) -> Iterator[list[str]]:
    track = out.track
    at_stop = np.zeros(len(track.seq), np.int64)
    for number, stop, _ in out.stops:
        at_stop[(track.time >= stop.since) & (track.time <= stop.until)] = number
    said = out.said()
    same = [said["mode"], out.source.journal, out.source.id]
    who = [out.unit, out.callsign, out.agency]
    for row in range(len(track.seq)):
        stop_at = out.stops[int(at_stop[row]) - 1] if at_stop[row] and not track.doubted[row] else None
        figures = (track.lat, track.lon, track.speed, track.course, track.accuracy)
        named = [*same, str(int(track.seq[row])), *who, track.radios[int(track.radio[row])]]
        when = [iso(float(track.time[row])), iso(float(track.received[row]))]
        yield [
            *(harmless(cell.replace("\0", "\ufffd")) for cell in named),
            *when,
            *(_figure(float(each[row])) for each in figures),
            "yes" if track.doubted[row] else "",
            *_stop(stop_at),
        ]


def _figure(number: float) -> str:
    return f"{number:.7f}".rstrip("0").rstrip(".") if math.isfinite(number) else ""


def _stop(at: Standing | None) -> tuple[str, ...]:
    if at is None:
        return "", "", "", ""
    return str(at.number), iso(at.stop.since), iso(at.stop.until), harmless(at.place)
