"""``main.py fit-for-duty``: has the station that runs measure the room, and prints the slip. Exit 0: fit."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from journal.errors import JournalError
from journal.log import Log
from journal.places import live_journal
from journal.pulse import Pulse
from journal.slots import Beat
from journal.tail import Tail
from units.entry import Entry
from units.fitness import Figure, FitForDuty, FitnessAsked

PATIENCE = 90.0
ALIVE = 2.0
FIT, NOT_FIT, NOT_MEASURED = 0, 1, 2
NAMES = {
    "loudspeaker": "loudspeaker",
    "microphone": "microphone",
    "ptt-to-key": "key down to keyed",
    "ptt-to-wire": "key down to first voice on the wire",
    "mouth-to-ear": "mouth to ear (loop-back)",
    "underruns": "ticks the sound devices missed",
    "drift": "sound device's clock off by",
    "append": "entry on disk (99 of 100)",
    "link": "link",
}
WHY = {
    "no-microphone": "no microphone",
    "no-loudspeaker": "no loudspeaker",
    "no-voice": "the voice process did not answer",
    "nothing-came": "nothing came round",
    "not-keyed": "it did not key",
    "too-early": "the device has run for less than 20 s",
    "no-disk": "the disk did not answer",
}


def run(journal: Path | None, seat: str = "") -> int:
    """Ask, wait, print. ``journal``: the folder; the live one if none is named."""
    folder = journal or live_journal()
    try:
        if not _runs(folder):
            print(f"{folder}: no station runs on this journal, so nothing can be measured.", file=sys.stderr)
            return NOT_MEASURED
        found = _measured(folder, seat)
    except (JournalError, OSError) as error:
        print(error, file=sys.stderr)
        return NOT_MEASURED
    if found is None:
        print("The station did not answer.", file=sys.stderr)
        return NOT_MEASURED
    print(slip(*found))
    return FIT if found[0].fit == "fit" else NOT_FIT


def _runs(folder: Path) -> bool:
    if not (folder / "journal.db").exists():
        return False
    pulse = Pulse(folder)
    try:
        until = time.monotonic() + ALIVE
        first = pulse.read("station", Beat)
        while time.monotonic() < until:
            found = pulse.read("station", Beat)
            if found is not None and first is not None and found[0].count != first[0].count:
                return True
            time.sleep(0.05)
    finally:
        pulse.close()
    return False


def _measured(folder: Path, seat: str) -> tuple[FitForDuty, Entry] | None:
    log = Log(folder, "fit-for-duty", seat, mode=_mode(folder))
    try:
        asked = log.append(FitnessAsked(seat=seat)).result(10.0)
        tail = Tail(folder, asked)
        try:
            until = time.monotonic() + PATIENCE
            while time.monotonic() < until:
                for entry in tail.read():
                    if isinstance(entry.what, FitForDuty):
                        return entry.what, entry
                time.sleep(0.05)
        finally:
            tail.close()
    finally:
        log.close()
    return None


def _mode(folder: Path) -> str:
    from journal.bookmarks import resume

    return resume(folder).facts.mode or "live"


def slip(found: FitForDuty, entry: Entry) -> str:
    """What was measured, a line a figure, and the verdict."""
    when = datetime.fromtimestamp(entry.wall, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    said = {"fit": "FIT FOR DUTY", "unproven": "NOT PROVEN FIT: not all could be measured", "unfit": "NOT FIT FOR DUTY"}
    lines = [f"{said.get(found.fit, found.fit)} · {when} · entry {entry.seq}"]
    return "\n".join([*lines, *(f"  {_line(figure)}" for figure in found.figures)])


def _line(figure: Figure) -> str:
    name = NAMES.get(figure.name, figure.name) + (f" {figure.of}" if figure.of else "")
    note = WHY.get(figure.note, figure.note)
    if figure.name in ("loudspeaker", "microphone", "link"):
        value = note or ("there" if figure.value else "none")
        return f"{_mark(figure)} {name:42} {value}"
    if figure.value is None:
        return f"{_mark(figure)} {name:42} not measured: {note or 'unknown'}"
    unit = f" {figure.unit}" if figure.unit else ""
    return f"{_mark(figure)} {name:42} {figure.value:g}{unit} (limit {figure.limit:g}{unit})"


def _mark(figure: Figure) -> str:
    return {"ok": "ok  ", "over": "OVER", "unmeasured": "?   "}.get(figure.verdict, "?   ")
